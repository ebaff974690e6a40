/* db_queue.c: jobs that wait for a thread of the driver. */
#include "db/driver.h"

#include <assert.h>

void
db_queue_init(struct db_queue *q, size_t share)
{
	*q = (struct db_queue){.tail = &q->head, .share = share};
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->more, NULL);
}

void
db_queue_free(struct db_queue *q)
{
	pthread_cond_destroy(&q->more);
	pthread_mutex_destroy(&q->lock);
}

bool
db_queue_put(struct db_queue *q, struct db_job *job)
{
	bool room;

	assert(job->district >= 0);
	job->next = NULL;
	pthread_mutex_lock(&q->lock);
	room = q->n < DB_QUEUE_MAX;
	if (room) {
		*q->tail = job;
		q->tail = &job->next;
		q->n++;
		if (job->district && !q->first)
			q->first = job->district;
		q->several |= job->district && job->district != q->first;
		pthread_cond_signal(&q->more);
	}
	pthread_mutex_unlock(&q->lock);
	return room;
}

static struct db_job *
take(struct db_queue *q, struct db_job **at)
{
	struct db_job *job = *at;

	assert(q->n > 0);
	*at = job->next;
	if (!*at)
		q->tail = at;
	q->n--;
	return job;
}

static bool
has_share(const struct db_queue *q, int64_t district)
{
	size_t n = 0;

	if (!q->share || !q->several || !district)
		return true;
	for (size_t i = 0; i < q->running_n; i++)
		n += q->running[i] == district;
	return n < q->share;
}

/* The first job that may run now, or NULL. */
static struct db_job *
next(struct db_queue *q)
{
	struct db_job **at = &q->head, *job;

	while (*at && !has_share(q, (*at)->district))
		at = &(*at)->next;
	if (!*at)
		return NULL;
	job = take(q, at);
	if (q->share) {
		assert(q->running_n < DB_CONNS_MAX);
		q->running[q->running_n++] = job->district;
	}
	return job;
}

struct db_job *
db_queue_wait(struct db_queue *q)
{
	struct db_job *job;

	pthread_mutex_lock(&q->lock);
	while (!(job = next(q)) && (q->head || !q->closing))
		pthread_cond_wait(&q->more, &q->lock);
	pthread_mutex_unlock(&q->lock);
	return job;
}

void
db_queue_ended(struct db_queue *q, int64_t district)
{
	size_t i = 0;

	if (!q->share)
		return;
	pthread_mutex_lock(&q->lock);
	while (i < q->running_n && q->running[i] != district)
		i++;
	assert(i < q->running_n);
	q->running[i] = q->running[--q->running_n];
	pthread_cond_broadcast(&q->more);
	pthread_mutex_unlock(&q->lock);
}

struct db_job *
db_queue_take(struct db_queue *q, enum db_mode mode)
{
	struct db_job *job = NULL;

	pthread_mutex_lock(&q->lock);
	if (q->head && q->head->mode == (int)mode)
		job = take(q, &q->head);
	pthread_mutex_unlock(&q->lock);
	return job;
}

void
db_queue_close(struct db_queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closing = true;
	pthread_cond_broadcast(&q->more);
	pthread_mutex_unlock(&q->lock);
}
