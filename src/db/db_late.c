/* db_late.c: what runs at the end of a transaction, right before its commit. */
#include <assert.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/driver.h"

/* So much waits at most where nobody else's work can be undone by running it early. */
enum { LATE_BYTES = 64 * 1024 * 1024 };

struct arena *
db_late_memory(const struct tx *tx)
{
	return tx->conn->late_memory ? tx->conn->late_memory : tx->arena;
}

int
db_late_run(struct db_conn *c, enum db_engine engine)
{
	struct arena *memory = c->late_memory;
	struct tx tx = {.arena = memory, .engine = engine, .may_write = true, .conn = c};
	struct db_late *all = c->late;
	int err = 0;

	c->late = NULL;
	c->late_end = &c->late;
	c->late_memory = NULL; /* what is late itself has nothing later */
	for (struct db_late *l = all; l && !err; l = l->next)
		err = l->run(&tx, l->ctx);
	c->late_memory = memory;
	if (memory)
		arena_reset(memory);
	return err;
}

int
db_late(struct tx *tx, int (*run)(struct tx *tx, void *ctx), void *ctx)
{
	struct db_conn *c = tx->conn;
	struct db_late *l;

	assert(tx->may_write && run);
	if (!c->late_memory)
		return run(tx, ctx);
	l = NEW(c->late_memory, struct db_late);
	*l = (struct db_late){.run = run, .ctx = ctx};
	*c->late_end = l;
	c->late_end = &l->next;
	c->wrote = true;
	return c->late_alone && !c->send_to && c->late_memory->used > LATE_BYTES ? db_late_run(c, tx->engine) : 0;
}
