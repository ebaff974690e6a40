/* form.h: what a request may bring, as a table beside the route.
 *
 * The gate checks every field before the handler runs: type, length in characters, UTF-8, control
 * characters, choice. A field the table does not name never reaches the handler. A refused field keeps
 * what was typed, so the page can show it again with the message at the field. */
#ifndef LINLI_HTTP_FORM_H
#define LINLI_HTTP_FORM_H

#include <stddef.h>
#include <stdint.h>

#include "http/req.h"

enum field_type {
	FIELD_TEXT = 1, /* one line */
	FIELD_LINES,    /* several lines */
	FIELD_SECRET,   /* password, PIN: never shown again, never trimmed */
	FIELD_INT,      /* min..max are the value's */
	FIELD_ID,       /* positive int64 */
	FIELD_BOOL,     /* "1" or absent */
	FIELD_AGAIN,    /* a button that shows the form again, one step further: when pressed, nothing is refused */
	FIELD_CHOICE,   /* one of choices; number = index; text = value */
	FIELD_MANY,     /* repeated text values, at most max of them */
	FIELD_DATE,     /* 2026-11-22; number = seconds of its first moment in China */
	FIELD_PHONE,    /* mainland number, +86 and separators dropped */
	FIELD_TEL,      /* the same, or a landline: 01012345678, 05718888888-802 */
	FIELD_EMAIL,
	FIELD_DECIMAL,  /* lon/lat: number = value x 1e7 */
	FIELD_FILES,    /* uploads; at most max of them */
};

struct choice {
	const char *value, *label; /* label: Chinese message key */
};

struct field {
	const char *name;
	enum field_type type;
	const char *label; /* Chinese message key: shown at the field and in OpenAPI */
	int64_t min, max;  /* characters, count, or value as in number; max 0 = 200 characters,
	                    * 64 values, 1 file, any number */
	bool required;
	const struct choice *choices;
	size_t choices_n;
	const char *missing; /* said when it is required and empty; default 这一项要填 */
	const char *about;   /* English, for OpenAPI */
	const char *hint;    /* Chinese message key: small words under the control */
};

struct form {
	const char *name;
	const struct field *v;
	size_t n;
};

#define FORM(name_, fields) {.name = (name_), .v = (fields), .n = sizeof(fields) / sizeof *(fields)}

/* Reads the fields from query (GET), form body or JSON object (POST under /api/) into r->in and sets
 * r->invalid. E_MALFORMED only when the JSON itself is broken. */
int form_read(const struct form *f, struct req *r);

#endif
