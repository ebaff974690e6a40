/* outbox_turn.h: what a worker does to the rows of one district. Private to src/db/outbox*.c. */
#ifndef LINLI_DB_OUTBOX_TURN_H
#define LINLI_DB_OUTBOX_TURN_H

#include "db/outbox.h"

/* One turn: a look in a reading transaction, then, when there is something to write, one writing
 * transaction that notes what became of the last job and claims the next. */
struct outbox_turn {
	int64_t district;
	bool takes[OUTBOX__MAX]; /* kinds that may be claimed now */
	int64_t kind;		 /* out of the look: the most urgent of them that is due, 0 = none */
	bool claimed;		 /* out of the write: next is ours until its claimed_until */
	struct outbox next;	 /* its texts live in the arena of the write */
	bool ran;		 /* last was run, and the next write notes last_err */
	struct outbox last;	 /* its numbers only: the texts ended with its turn */
	int last_err;
};

/* arg: struct outbox_turn *. */
int outbox_turn_look(struct tx *tx, void *arg);
int outbox_turn_write(struct tx *tx, void *arg);
/* Runs what was claimed, outside any transaction; it is the turn's last job then. */
void outbox_turn_run(struct outbox_turn *t, struct db *db, outbox_runner *run, void *ctx);

#endif
