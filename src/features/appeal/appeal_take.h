/* appeal_take.h: a table of cases taken in by a job, some rows at a time: watched, stopped, gone on with.
 *
 * The table was read once, when it came. What was read lies in the file store in two sealed files, for people stand in it: the head, for
 * pages, with the names of the columns and the first rows, and all rows, for the job. How far the job is stands in one row, which is
 * changed with the rows themselves in one transaction: after a restart it goes on where it was, and two workers never do the same row. */
#ifndef LINLI_APPEAL_TAKE_H
#define LINLI_APPEAL_TAKE_H

#include "features/appeal/appeal_import.h"
#include "gen/appeal_row.h"

struct file_store;
struct tx;

/* Stored. */
enum import_state { IMPORT_RUNNING = 1, IMPORT_STOPPED, IMPORT_OVER };
enum {
	IMPORT_ROWS_MAX = 5000,
	IMPORT_BYTES_MAX = 24 << 20, /* of all cells, as they were read */
	IMPORT_HEAD_ROWS = 20,
	IMPORT_STUCK_S = 600, /* nothing moved for so long: it may be pushed on */
	IMPORT_KEEP_DAYS = 7,
	IMPORT_LISTED = 20,
};

struct import_row {
	int64_t line;
	struct str *cells;
	struct str error; /* why it cannot be read: a Chinese message key; "" = it can */
};
struct import_table {
	struct str filename, others, rows_file; /* rows_file: of a head, the digest of the file with all rows */
	struct str *names;
	size_t names_n, n; /* of a head, n are the rows it holds */
	int64_t rows_all;
	struct import_row *v;
};

/* Slow, on a thread that may be: reads the table. E_TOOBIG: too many rows or bytes; E_INVALID: it has none; E_MEDIA and others: it is
 * no table. */
int import_table_read(struct arena *a, struct str bytes, struct str filename, struct import_table *ret);
/* Puts it into the store; *ret_head is what to keep. */
int import_table_put(struct file_store *files, struct arena *a, const struct import_table *t, struct str *ret_head);
/* By the digest of a head, or of all rows. E_EXPIRED: it is no longer there. */
int import_table_get(struct file_store *files, struct arena *a, struct str digest, struct import_table *ret);
/* The cells of a row in the order of enum import_column. */
void import_cells(const struct import_table *t, const int chosen[IMPORT_COLUMNS], const struct import_row *row,
		  struct str ret[IMPORT_COLUMNS]);

/* Begins: E_DENIED. The same table with the same choice that is being taken in already is not begun again; *ret_id is that one's. */
int appeal_take_begin(struct tx *tx, const struct actor *who, const struct import_table *head, const int chosen[IMPORT_COLUMNS],
		      int64_t *ret_id);
/* For who may import: E_DENIED, E_NOTFOUND. */
int appeal_take_get(struct tx *tx, const struct actor *who, int64_t id, struct table_import *ret);
int appeal_take_list(struct tx *tx, const struct actor *who, struct table_import_list *ret);
int appeal_take_refused(struct tx *tx, int64_t district, int64_t id, int64_t after, int64_t limit, struct import_refused_list *ret);
/* Stopping one that is over and going on with one that runs changes nothing. */
int appeal_take_stop(struct tx *tx, const struct actor *who, int64_t id);
int appeal_take_go_on(struct tx *tx, const struct actor *who, int64_t id);
bool appeal_take_stuck(const struct table_import *i);

/* The next rows of one, at most so many, in this transaction. *ret_more: there are others and nobody stopped it. */
int appeal_take_rows(struct tx *tx, int64_t district, int64_t id, const struct import_table *t, int most, bool *ret_more);
/* The next row cannot be taken in, whatever was tried: it is refused for err. */
int appeal_take_skip(struct tx *tx, int64_t district, int64_t id, const struct import_table *t, int err, bool *ret_more);

/* Its table is no longer in the store, or cannot be opened: it stops and says so. */
int appeal_take_gone(struct tx *tx, int64_t district, int64_t id);

/* Those at rest for IMPORT_KEEP_DAYS, with their tables and refused rows. */
int appeal_take_forget(struct tx *tx, int64_t district);
int appeal_take_files(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx);

#endif
