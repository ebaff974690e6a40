/* db_sqlite_send.c: statements that a bulk job does not wait for: it goes on making rows while a thread of its own writes them. */
#include <stdlib.h>
#include <string.h>

#include "db/db_sqlite.h"

enum { PART_BYTES = 256 * 1024, PARTS = 8 };

struct sent {
	struct sent *next;
	const struct db_stmt *st;
	struct db_val params[];
};

/* Statements that are handed over together, with all they hold. */
struct part {
	struct part *next;
	struct arena memory;
	struct sent *first, **last;
};

struct lite_sender {
	struct lite_conn *writer;
	pthread_t thread;
	struct part *made; /* the job's own: what comes next */
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t more, room;
	struct part *head, **tail;
	size_t n;
	bool closing;
	int err;
};

static struct part *
part_new(void)
{
	struct part *p = calloc(1, sizeof *p);

	if (!p)
		abort();
	arena_init(&p->memory);
	p->last = &p->first;
	return p;
}

static void
part_free(struct part *p)
{
	arena_release(&p->memory);
	free(p);
}

static struct part *
take(struct lite_sender *s)
{
	struct part *p;

	pthread_mutex_lock(&s->lock);
	while (!s->head && !s->closing)
		pthread_cond_wait(&s->more, &s->lock);
	p = s->head;
	if (p) {
		s->head = p->next;
		if (!s->head)
			s->tail = &s->head;
		s->n--;
		pthread_cond_signal(&s->room);
	}
	pthread_mutex_unlock(&s->lock);
	return p;
}

static void
run_part(struct lite_sender *s, struct part *p)
{
	struct tx tx = {.arena = &p->memory, .engine = DB_SQLITE, .may_write = true, .conn = &s->writer->base};
	int err = 0;

	for (struct sent *one = p->first; one && !err; one = one->next) {
		s->writer->base.last = one->st;
		err = lite_run(&tx, one->st, one->params, NULL, NULL, false, NULL);
	}
	if (!err)
		return;
	pthread_mutex_lock(&s->lock);
	s->err = s->err ? s->err : err;
	pthread_mutex_unlock(&s->lock);
}

static void *
run(void *arg)
{
	struct lite_sender *s = arg;
	struct part *p;

	while ((p = take(s))) {
		if (!s->err) /* only this thread sets it */
			run_part(s, p);
		part_free(p);
	}
	return NULL;
}

/* Hands over what was made; waits while too much lies there. */
static int
hand_over(struct lite_sender *s)
{
	int err;

	pthread_mutex_lock(&s->lock);
	while (s->n >= PARTS)
		pthread_cond_wait(&s->room, &s->lock);
	*s->tail = s->made;
	s->tail = &s->made->next;
	s->n++;
	err = s->err;
	pthread_cond_signal(&s->more);
	pthread_mutex_unlock(&s->lock);
	s->made = part_new();
	return err;
}

int
lite_sender_start(struct lite_conn *writer)
{
	struct lite_sender *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	s->writer = writer;
	s->tail = &s->head;
	s->made = part_new();
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->more, NULL);
	pthread_cond_init(&s->room, NULL);
	if (pthread_create(&s->thread, NULL, run, s) != 0) {
		part_free(s->made);
		free(s);
		return E_BUSY;
	}
	writer->sender = s;
	return 0;
}

int
lite_sender_end(struct lite_conn *writer)
{
	struct lite_sender *s = writer->sender;
	int err;

	(void)hand_over(s);
	pthread_mutex_lock(&s->lock);
	s->closing = true;
	pthread_cond_signal(&s->more);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	err = s->err;
	part_free(s->made);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->more);
	pthread_cond_destroy(&s->room);
	free(s);
	writer->sender = NULL;
	return err;
}

int
lite_send(struct tx *tx, const struct db_stmt *st, const struct db_val *params)
{
	struct lite_sender *s = ((struct lite_conn *)tx->conn->send_to)->sender;
	struct part *p = s->made;
	size_t n = strlen(st->params);
	struct sent *one = arena_alloc(&p->memory, sizeof *one + n * sizeof *params);

	one->st = st;
	for (size_t i = 0; i < n; i++) {
		one->params[i] = params[i];
		if (st->params[i] == 't' || st->params[i] == 'b')
			one->params[i].s = str_dup(&p->memory, params[i].s);
	}
	*p->last = one;
	p->last = &one->next;
	return p->memory.used < PART_BYTES ? 0 : hand_over(s);
}
