/* appeal_import.h: a row of a table from elsewhere becomes a case.
 *
 * A column is known by our name or by what tables usually call it. A source and an id make a row the same however often it comes.
 * Cells are clean UTF-8, as lib/sheet gives them. */
#ifndef LINLI_APPEAL_IMPORT_H
#define LINLI_APPEAL_IMPORT_H

#include "features/appeal/appeal.h"

enum import_column {
	IMPORT_ID,
	IMPORT_TITLE,
	IMPORT_TEXT,
	IMPORT_TIME,
	IMPORT_ITEM,
	IMPORT_PLACE,
	IMPORT_SPOT,
	IMPORT_REPLY,
	IMPORT_REPLY_TIME,
	IMPORT_STATE,
	IMPORT_CLOSED,
	IMPORT_COLUMNS
};
extern const char *const appeal_import_names[IMPORT_COLUMNS];

/* Which of these columns is which of ours; -1 = none. */
void appeal_import_find(const struct str *names, size_t n, int ret[IMPORT_COLUMNS]);
/* E_DENIED: who may not import into the district. */
int appeal_import_may(struct tx *tx, const struct actor *who);
/* A row becomes a case; *ret_again: it had come before and stays as it is. E_INVALID: the column (fault.field) and why, a Chinese
 * message key. */
int appeal_import_row(struct tx *tx, const struct actor *who, struct str source, const struct str *cell, bool *ret_again);
/* What the row would become, in words, with nothing changed; the state is a number. */
struct appeal_import_said {
	struct str cell[IMPORT_COLUMNS];
	enum appeal_state state;
};
int appeal_import_say(struct tx *tx, const struct actor *who, struct str source, const struct str *cell, bool english,
		      struct appeal_import_said *ret);

#endif
