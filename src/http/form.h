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
#include <stdint.h>

#include "http/req.h"

/* The comment names the C type of the member. */
enum field_type {
	FIELD_TEXT = 1, /* struct str; one line */
	FIELD_LINES,	/* struct str; several lines */
	FIELD_SECRET,	/* struct str; password, PIN: never shown again, never trimmed */
	FIELD_INT,	/* int64_t; min..max are the value's */
	FIELD_ID,	/* int64_t, positive */
	FIELD_ID_OR_CODE, /* struct id_or_code; pages send the id, programs the code */
	FIELD_BOOL,	/* bool; "1" or absent */
	FIELD_AGAIN,	/* bool; a button that shows the form again, one step further: when pressed, nothing is refused */
	FIELD_CHOICE,	/* int or enum: the number of the choice; 0 = none */
	FIELD_MANY,	/* struct texts; repeated values, at most max of them */
	FIELD_DATE,	/* int64_t: seconds of the day's first moment in China; sent as 2026-11-22 */
	FIELD_PHONE,	/* struct str; mainland number, +86 and separators dropped */
	FIELD_TEL,	/* struct str; the same, or a landline: 01012345678, 05718888888-802 */
	FIELD_EMAIL,	/* struct str */
	FIELD_DECIMAL,	/* int64_t; lon/lat: value x 1e7 */
	FIELD_FILES,	/* struct uploads; at most max of them */
};

struct texts {
	const struct str *v;
	size_t n;
};

struct uploads {
	const struct upload *const *v;
	size_t n;
};

/* One of the two, or neither: id 0 and code "". */
struct id_or_code {
	int64_t id;
	struct str code;
};

struct choice {
	const char *value, *label; /* label: Chinese message key */
	int number;		   /* what the handler reads: the value of an enum */
};
/* .choices of a field, counted by the compiler: FIELD(…, CHOICES(colours)). */
#define CHOICES(array) .choices = (array), .choices_n = sizeof(array) / sizeof *(array)

/* Who sends a field; 0 = both. What only the one may send does not reach the handler when the other sends it. */
enum sender { BY_PAGE = 1, BY_API };

struct field {
	const char *name;
	enum field_type type;
	const char *label; /* Chinese message key: shown at the field and in OpenAPI */
	int64_t min, max;  /* characters, count, or value as in number; max 0 = 200 characters,
			    * 64 values, 1 file, any number */
	bool required;
	enum sender required_by; /* required of these only */
	enum sender only;
	const struct choice *choices;
	size_t choices_n;
	const char *missing; /* said when it is required and empty; default 这一项要填 */
	const char *about;   /* English, for OpenAPI */
	const char *hint;    /* Chinese message key: small words under the control */
	const char *in;	     /* tag of the struct it fills */
	size_t offset;
	int line;
};

struct form {
	const char *in; /* tag of the struct it fills: the name of the form */
	size_t size;
	const struct field *v;
	size_t n;
	const char *file;
	int line;
};

/* A field with the name of its member; the rest are designated initialisers. */
#define FIELD(in_, member, type_, ...) FIELD_AS(in_, member, #member, type_, __VA_ARGS__)
/* The same for a member with another name than in the address, page and JSON; it may be within another: page.after */
#define FIELD_AS(in_, member, name_, type_, ...)                                                                       \
	{.name = (name_), .type = (type_), .in = #in_, .line = __LINE__,                                               \
	 .offset = offsetof(struct in_, member) + 0 * sizeof(char[FIELD_SUITS(type_, ((struct in_ *)0)->member) ? 1 : -1]), \
	 __VA_ARGS__}
#define FIELD_SUITS(t, member)                                                                                         \
	_Generic((member),                                                                                             \
		struct str: (t) == FIELD_TEXT || (t) == FIELD_LINES || (t) == FIELD_SECRET || (t) == FIELD_PHONE ||    \
			(t) == FIELD_TEL || (t) == FIELD_EMAIL,                                                        \
		int64_t: (t) == FIELD_INT || (t) == FIELD_ID || (t) == FIELD_DATE || (t) == FIELD_DECIMAL,             \
		bool: (t) == FIELD_BOOL || (t) == FIELD_AGAIN, int: (t) == FIELD_CHOICE,                               \
		unsigned: (t) == FIELD_CHOICE, struct texts: (t) == FIELD_MANY, struct uploads: (t) == FIELD_FILES,    \
		struct id_or_code: (t) == FIELD_ID_OR_CODE)
#define FORM(in_, fields)                                                                                              \
	{.in = #in_, .size = sizeof(struct in_), .v = (fields), .n = sizeof(fields) / sizeof *(fields),                \
	 .file = __FILE__, .line = __LINE__}

/* Aborts with file and line for two fields of one name, a field of another struct, one without label, a choice
 * without choices, or two choices of one value or number. NULL is no form. router_new calls it for every route. */
void form_check(const struct form *f);
/* Reads the fields from query (GET), form body or JSON object (POST under /api/) into r->in and the form's struct, and
 * sets r->invalid. E_MALFORMED only when the JSON itself is broken. */
int form_read(const struct form *f, struct req *r);

/* What the request brought, as a const struct of that tag; aborts when the route's form fills another. A member that
 * was not sent, or cannot be read, is 0 or "". */
#define form_in(r, in_) ((const struct in_ *)form_values((r), #in_, true))
/* The same for a page that also stands behind another form, or none: NULL then. */
#define form_if(r, in_) ((const struct in_ *)form_values((r), #in_, false))
/* What was typed for one member, with its flaw. */
#define form_input(r, in_, member) form_input_at((r), #in_, offsetof(struct in_, member))
/* Puts a message at a field (for refusals found by the handler itself); returns E_INVALID. */
#define form_fail(r, in_, member, text) form_fail_at((r), #in_, offsetof(struct in_, member), (text), S(""))
/* The same with what stands for {1} in the message. */
#define form_fail_arg(r, in_, member, text, arg) form_fail_at((r), #in_, offsetof(struct in_, member), (text), (arg))

const void *form_values(const struct req *r, const char *in, bool must);
const struct input *form_input_at(const struct req *r, const char *in, size_t offset);
int form_fail_at(struct req *r, const char *in, size_t offset, const char *text, struct str arg);

#endif
