/* export.h: a table that is sent while it is read.
 *
 * Rows come batch after batch, each behind the key of the one before, in a short reading transaction of its own: a
 * download of any length takes the memory of one batch, and the database need not keep what it was for hours because
 * somebody's line is slow. A row is as it was at its reading, and only what changes its place in the order meanwhile
 * may be missing or stand there twice.
 *
 * CSV and JSON lines leave as they are made, without limit. XLSX is a file that is whole only at its end: it is made
 * first, of EXPORT_XLSX_ROWS rows at most, and its last line says when there were more. What fits into the first
 * batch is an ordinary answer.
 *
 * The route has ROUTE_EXPORT. The batches of all downloads take turns on one thread (pool.h), and so many may be on
 * their way at once, in all and for each person or network: the next one hears 503 or 429. One that fails in the
 * middle ends its connection before its end. */
#ifndef LINLI_KIT_EXPORT_H
#define LINLI_KIT_EXPORT_H

#include "http/req.h"
#include "lib/sheet.h"

enum { EXPORT_XLSX_ROWS = 50000, EXPORT_KEY_MAX = 400 };

struct export_row;

struct export_batch {
	struct str after; /* where it goes on: behind the row of this key; "" = from the start */
	int64_t most;	  /* so many rows, or a few more */
	/* what was put into it */
	struct arena *arena; /* of its transaction */
	struct export_row *first, **last;
	size_t n, columns;
	struct str next; /* "" = these were the last rows */
};
/* cells: as many as the table has columns. Their texts live as long as r->arena or the transaction's does: both go
 * back to where they stood after the batch. */
void export_put(struct export_batch *b, const struct str *cells);
/* There are more rows, behind this key. At most EXPORT_KEY_MAX bytes. */
void export_next(struct export_batch *b, struct str key);

struct export_table {
	enum sheet_kind kind;
	struct str name; /* of the file, without its ending */
	const char *const *heads; /* in r->arena, or of the program; in the language of the file */
	size_t columns;
	/* The next rows, read through r->tx. May be called again for the same batch. It asks who reads, as every rule
	 * does. */
	int (*rows)(struct req *r, const void *ctx, struct export_batch *b);
	const void *ctx; /* in r->arena, or of the program */
};

/* Answers with it: reads the first batch here, and what rows() refuses is refused like anywhere. */
int export_reply(struct req *r, const struct export_table *t);

/* ---- the gate's ---- */

/* The reading transaction of a request is over: what it left to be sent begins. done is called once, here or on
 * another thread: the reply is ready, or err says why there is none. */
void export_start(struct req *r, void (*done)(struct req *r, int err));

#endif
