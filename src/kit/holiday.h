/* holiday.h: public holidays announced after this program was made, for all districts of a database.
 *
 * lib/calendar answers from a table of the process. holiday_load puts what the database has into it: when a command
 * begins, after an import, and once a minute in a server, because the import is another process. */
#ifndef LINLI_KIT_HOLIDAY_H
#define LINLI_KIT_HOLIDAY_H

#include "db/db.h"

struct sheet;

/* Reads them all and hands them to calendar_load. */
int holiday_load(struct tx *tx);

/* Was a day between these moments written down after the moment at, so that what was counted until then may count
 * otherwise now? */
int holiday_since(struct tx *tx, int64_t at, int64_t from, int64_t to, bool *ret);
/* Was any day written down when it was over already? */
int holiday_late(struct tx *tx, bool *ret);

/* A table with the columns date (2027-10-01), kind (off or 休, work or 班) and, if wanted, name; others are passed
 * over. A day that is there already is replaced. One bad line and nothing is taken, because deadlines follow:
 * E_INVALID, and *ret_line is the line; tx->fault says why. */
struct holiday_import {
	int64_t days, first_year, last_year;
	size_t line;
};
int holiday_import(struct tx *tx, struct sheet *sheet, struct holiday_import *ret);

#endif
