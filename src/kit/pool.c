/* pool.c: threads and their queue of jobs. */
#include "kit/pool.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/err.h"

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct pool_job *head, **tail;
	size_t waiting, most;
	bool ending;
	int threads_n;
	pthread_t threads[];
};

/* The next job, or NULL when the pool ends and nothing waits. */
static struct pool_job *
take(struct pool *p)
{
	struct pool_job *job;

	pthread_mutex_lock(&p->lock);
	while (!p->head && !p->ending)
		pthread_cond_wait(&p->wake, &p->lock);
	job = p->head;
	assert(!job == !p->waiting);
	if (job) {
		p->head = job->next;
		if (!p->head)
			p->tail = &p->head;
		p->waiting--;
	}
	pthread_mutex_unlock(&p->lock);
	return job;
}

static void *
work(void *arg)
{
	struct pool *p = arg;

	for (struct pool_job *job; (job = take(p));)
		job->run(job);
	return NULL;
}

int
pool_new(int threads, size_t most, struct pool **ret)
{
	struct pool *p;

	assert(threads > 0);
	p = calloc(1, sizeof *p + (size_t)threads * sizeof p->threads[0]);
	if (!p)
		abort();
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	p->tail = &p->head;
	p->most = most;
	for (; p->threads_n < threads; p->threads_n++)
		if (pthread_create(&p->threads[p->threads_n], NULL, work, p) != 0) {
			pool_free(p);
			return E_BUSY;
		}
	*ret = p;
	return 0;
}

bool
pool_run(struct pool *p, struct pool_job *job)
{
	bool taken;

	assert(job->run);
	pthread_mutex_lock(&p->lock);
	taken = p->waiting < p->most && !p->ending;
	if (taken) {
		job->next = NULL;
		*p->tail = job;
		p->tail = &job->next;
		p->waiting++;
		pthread_cond_signal(&p->wake);
	}
	pthread_mutex_unlock(&p->lock);
	return taken;
}

void
pool_free(struct pool *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->ending = true;
	pthread_cond_broadcast(&p->wake);
	pthread_mutex_unlock(&p->lock);
	for (int i = 0; i < p->threads_n; i++)
		pthread_join(p->threads[i], NULL);
	pthread_cond_destroy(&p->wake);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

int
pools_open(int threads, size_t most, struct pools *ret)
{
	struct pools p = {0};
	int rc = pool_new(threads, most, &p.hashing);

	if (rc == 0)
		rc = pool_new(1, most, &p.uploads);
	if (rc == 0)
		rc = pool_new(1, most, &p.exports);
	if (rc < 0) {
		pools_close(&p);
		return rc;
	}
	*ret = p;
	return 0;
}

void
pools_close(struct pools *p)
{
	pool_free(p->exports);
	pool_free(p->uploads);
	pool_free(p->hashing);
	*p = (struct pools){0};
}
