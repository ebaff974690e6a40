/* form.h: what a request may bring, as a table beside the route that fills a struct.
 *
 * The gate checks every field before the handler runs: type, length in characters, UTF-8, control
 * characters, choice. A field the table does not name never reaches the handler. A refused field keeps
 * what was typed, so the page can show it again with the message at the field. README.md shows one form whole.
 *
 *	struct note_in {
 *		struct str text;
 *		bool open;
 *	};
 *	static const struct field note_fields[] = {
 *		FIELD(note_in, text, FIELD_LINES, .label = N_("内容"), .required = true),
 *		FIELD(note_in, open, FIELD_BOOL, .label = N_("公开")),
 *	};
 *	static const struct form note_form = FORM(note_in, note_fields);
 *
 *	const struct note_in *in = form_in(r, note_in);
 *
 * A member that does not exist or whose C type does not suit the field does not compile. form_check aborts at
 * start for what only the whole table shows. */
#ifndef LINLI_HTTP_FORM_H
#define LINLI_HTTP_FORM_H

#include <stddef.h>

#include "http/field.h"
#include "http/req.h"

struct form {
	const char *in; /* tag of the struct it fills: the name of the form */
	size_t size;
	const struct field *v;
	size_t n;
	const char *file;
	int line;
};

#define FORM(in_, fields) \
	{.in = #in_, .size = sizeof(struct in_), .v = (fields), .n = sizeof(fields) / sizeof *(fields), \
	 .file = __FILE__, .line = __LINE__}

/* Aborts with file and line for two fields of one name, a field of another struct, one without label, a choice
 * without choices, or two choices of one value or number. NULL is no form. router_new calls it for every route. */
void form_check(const struct form *f);
/* Reads the fields from query (GET), form body or JSON object (POST under /api/) into r->in and the form's struct, and
 * sets r->invalid. E_MALFORMED only when the JSON itself is broken. */
int form_read(const struct form *f, struct req *r);

/* What the request brought, as a const struct of that tag; aborts when the route's form fills another. A member that
 * was not sent, or cannot be read, is 0 or "". */
#define form_in(r, in_) ((const struct in_ *)form_values((r), #in_, sizeof(struct in_), true))
/* The same for a page that also stands behind another form, or none: NULL then. */
#define form_if(r, in_) ((const struct in_ *)form_values((r), #in_, sizeof(struct in_), false))
/* What was typed for one member, with its flaw. */
#define form_input(r, in_, member) form_input_at((r), #in_, offsetof(struct in_, member))
/* Puts a message at a field (for refusals found by the handler itself); returns E_INVALID. */
#define form_fail(r, in_, member, text) form_fail_at((r), #in_, offsetof(struct in_, member), (text), S(""))
/* The same with what stands for {1} in the message. */
#define form_fail_arg(r, in_, member, text, arg) form_fail_at((r), #in_, offsetof(struct in_, member), (text), (arg))

const void *form_values(const struct req *r, const char *in, size_t size, bool must);
const struct input *form_input_at(const struct req *r, const char *in, size_t offset);
int form_fail_at(struct req *r, const char *in, size_t offset, const char *text, struct str arg);

#endif
