/* field.h: one field of a form: what it may hold, and which member of the form's struct it fills. form.h makes a form of
 * them. */
#ifndef LINLI_HTTP_FIELD_H
#define LINLI_HTTP_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct upload;

/* The comment names the C type of the member. */
enum field_type {
	FIELD_TEXT = 1, /* struct str; one line */
	FIELD_LINES,	/* struct str; several lines */
	FIELD_SECRET,	/* struct str; password, PIN: never shown again, never trimmed */
	FIELD_INT,	/* int64_t; min..max are the value's */
	FIELD_ID,	/* int64_t, positive */
	FIELD_ID_OR_CODE, /* struct id_or_code; pages send the id, programs the code */
	FIELD_BOOL,	/* bool; "1" or absent */
	FIELD_AGAIN,	/* bool; a button that shows the form again, one step further: when pressed,
			 * nothing is refused */
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
	const char *autocomplete; /* what a browser or phone may offer: "username", "one-time-code" */
	bool digits;		  /* phones show their digits; a secret of digits can be seen, as it is read off paper */
	bool hours;		  /* a number from 0 to 23: pages offer the hours of a day */
	const char *in;	     /* tag of the struct it fills */
	size_t offset;
	int line;
};

/* A field with the name of its member; the rest are designated initialisers. */
#define FIELD(in_, member, type_, ...) FIELD_AS(in_, member, #member, type_, __VA_ARGS__)
/* The same for a member with another name than in the address, page and JSON; it may be within another: page.after */
#define FIELD_AS(in_, member, name_, type_, ...) \
	{.name = (name_), .type = (type_), .in = #in_, .line = __LINE__, \
	 .offset = offsetof(struct in_, member) + \
		   0 * sizeof(char[FIELD_SUITS(type_, ((struct in_ *)0)->member) ? 1 : -1]), \
	 __VA_ARGS__}
#define FIELD_SUITS(t, member) \
	_Generic((member), \
		struct str: (t) == FIELD_TEXT || (t) == FIELD_LINES || (t) == FIELD_SECRET || \
			(t) == FIELD_PHONE || (t) == FIELD_TEL || (t) == FIELD_EMAIL, \
		int64_t: (t) == FIELD_INT || (t) == FIELD_ID || (t) == FIELD_DATE || (t) == FIELD_DECIMAL, \
		bool: (t) == FIELD_BOOL || (t) == FIELD_AGAIN, \
		int: (t) == FIELD_CHOICE, \
		unsigned: (t) == FIELD_CHOICE, \
		struct texts: (t) == FIELD_MANY, \
		struct uploads: (t) == FIELD_FILES, \
		struct id_or_code: (t) == FIELD_ID_OR_CODE)

#endif
