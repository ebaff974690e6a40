/* walk.c: a transaction the test walks through itself. */
#include "walk.h"

#include <pthread.h>
#include <stdlib.h>

static struct {
	pthread_mutex_t lock;
	pthread_cond_t turn;
	pthread_t thread;
	struct db *db;
	struct arena *arena;
	struct tx *tx;
	bool open, over;
	int answer, outcome;
} walk = {.lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER};

static int
hold(struct tx *tx, void *arg)
{
	(void)arg;
	pthread_mutex_lock(&walk.lock);
	walk.tx = tx;
	walk.open = true;
	pthread_cond_broadcast(&walk.turn);
	while (!walk.over)
		pthread_cond_wait(&walk.turn, &walk.lock);
	pthread_mutex_unlock(&walk.lock);
	return walk.answer;
}

static void *
write_now(void *arg)
{
	(void)arg;
	walk.outcome = db_write_now(walk.db, walk.arena, hold, NULL);
	return NULL;
}

struct tx *
walk_begin(struct db *db, struct arena *a)
{
	walk.db = db;
	walk.arena = a;
	walk.over = false;
	if (pthread_create(&walk.thread, NULL, write_now, NULL) != 0)
		abort();
	pthread_mutex_lock(&walk.lock);
	while (!walk.open)
		pthread_cond_wait(&walk.turn, &walk.lock);
	pthread_mutex_unlock(&walk.lock);
	return walk.tx;
}

int
walk_end(int answer)
{
	pthread_mutex_lock(&walk.lock);
	walk.answer = answer;
	walk.over = true;
	walk.open = false;
	pthread_cond_broadcast(&walk.turn);
	pthread_mutex_unlock(&walk.lock);
	pthread_join(walk.thread, NULL);
	return walk.outcome;
}

bool
walk_is_open(void)
{
	return walk.open;
}
