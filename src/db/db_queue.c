/* db_queue.c: jobs that wait for a thread of the driver. */
#include "db/driver.h"

void
db_queue_init(struct db_queue *q)
{
	*q = (struct db_queue){.tail = &q->head};
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

	job->next = NULL;
	pthread_mutex_lock(&q->lock);
	room = q->n < DB_QUEUE_MAX;
	if (room) {
		*q->tail = job;
		q->tail = &job->next;
		q->n++;
		pthread_cond_signal(&q->more);
	}
	pthread_mutex_unlock(&q->lock);
	return room;
}

static struct db_job *
pop(struct db_queue *q)
{
	struct db_job *job = q->head;

	if (!job)
		return NULL;
	q->head = job->next;
	if (!q->head)
		q->tail = &q->head;
	q->n--;
	return job;
}

struct db_job *
db_queue_wait(struct db_queue *q)
{
	struct db_job *job;

	pthread_mutex_lock(&q->lock);
	while (!q->head && !q->closing)
		pthread_cond_wait(&q->more, &q->lock);
	job = pop(q);
	pthread_mutex_unlock(&q->lock);
	return job;
}

struct db_job *
db_queue_take(struct db_queue *q, enum db_mode mode)
{
	struct db_job *job = NULL;

	pthread_mutex_lock(&q->lock);
	if (q->head && q->head->mode == (int)mode)
		job = pop(q);
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
