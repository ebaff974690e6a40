/* err.h: the one list of failures.
 *
 * A function that can fail returns 0 or one of these negative numbers and leaves its outputs
 * untouched. It either logs or returns, never both. TRY is the only macro that hides a return;
 * it is safe because memory is an arena and changes are a transaction: both undo themselves. */
#ifndef LINLI_BASE_ERR_H
#define LINLI_BASE_ERR_H

enum err {
	OK = 0,
	E__BASE = -64,
#define ERR(name, status, text, line) E_##name,
#include "base/err.def"
#undef ERR
	E__END
};

#define TRY(call)                                                                                  \
	do {                                                                                       \
		int try_rc_ = (call);                                                              \
		if (try_rc_ < 0)                                                                   \
			return try_rc_;                                                            \
	} while (0)

/* Marks a Chinese text as a message for translation without translating it here. */
#define N_(text) text

/* Why something was refused, said to a person. The first refusal of a request stays. */
struct fault {
	int code;          /* enum err, 0 = none */
	const char *field; /* form field the message belongs to, or NULL */
	const char *text;  /* Chinese message key, or NULL for the text of the code */
};

/* The HTTP status, short name and Chinese text of an error; any unknown number is E_BUG. */
int err_status(int err);
const char *err_name(int err);
const char *err_text(int err);
/* The same in English, for a line on a terminal. */
const char *err_line(int err);

#endif
