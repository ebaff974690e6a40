/* pool.c: threads and their queue of jobs. */
#include "kit/pool.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/err.h"

enum { GIVES_WAY = 10 };

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct pool_job *head, **tail;
	size_t waiting, most;
	bool ending, gives_way;
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
	bool polite = false;

	for (struct pool_job *job; (job = take(p));) {
		/* On Linux a thread has its own priority. */
		if (p->gives_way && !polite)
			polite = setpriority(PRIO_PROCESS, (id_t)gettid(), GIVES_WAY) == 0;
		job->run(job);
	}
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

static bool
put(struct pool *p, struct pool_job *job, size_t most)
{
	bool taken;

	assert(job->run);
	pthread_mutex_lock(&p->lock);
	taken = p->waiting < most && !p->ending;
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

bool
pool_run(struct pool *p, struct pool_job *job)
{
	return put(p, job, p->most);
}

bool
pool_go_on(struct pool *p, struct pool_job *job)
{
	return put(p, job, SIZE_MAX);
}

/* From now on its threads give way to all others of the machine. Before its first job. */
static void
give_way(struct pool *p)
{
	p->gives_way = true;
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

/* ---- seats ---- */

struct seats {
	pthread_mutex_t lock;
	size_t all, each, n;
	bool closed;
	uint64_t who[];
};

static struct seats *
seats_new(size_t all, size_t each)
{
	struct seats *s = calloc(1, sizeof *s + all * sizeof s->who[0]);

	if (!s)
		abort();
	pthread_mutex_init(&s->lock, NULL);
	s->all = all;
	s->each = each;
	return s;
}

static void
seats_free(struct seats *s)
{
	if (!s)
		return;
	assert(s->n == 0);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

int
seats_take(struct seats *s, uint64_t who)
{
	size_t own = 0;
	int rc = 0;

	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < s->n; i++)
		own += s->who[i] == who;
	if (own >= s->each)
		rc = E_LIMIT;
	else if (s->n == s->all || s->closed)
		rc = E_BUSY;
	else
		s->who[s->n++] = who;
	pthread_mutex_unlock(&s->lock);
	return rc;
}

void
seats_give(struct seats *s, uint64_t who)
{
	size_t i = 0;

	pthread_mutex_lock(&s->lock);
	while (i < s->n && s->who[i] != who)
		i++;
	assert(i < s->n);
	s->who[i] = s->who[--s->n];
	pthread_mutex_unlock(&s->lock);
}

void
seats_close(struct seats *s)
{
	pthread_mutex_lock(&s->lock);
	s->closed = true;
	pthread_mutex_unlock(&s->lock);
}

bool
seats_closed(struct seats *s)
{
	bool closed;

	pthread_mutex_lock(&s->lock);
	closed = s->closed;
	pthread_mutex_unlock(&s->lock);
	return closed;
}

size_t
seats_taken(struct seats *s)
{
	size_t n;

	pthread_mutex_lock(&s->lock);
	n = s->n;
	pthread_mutex_unlock(&s->lock);
	return n;
}

/* ---- the program's ---- */

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
	give_way(p.exports);
	p.open = seats_new(EXPORTS_OPEN, EXPORTS_OPEN_EACH);
	*ret = p;
	return 0;
}

void
pools_close(struct pools *p)
{
	pool_free(p->exports);
	pool_free(p->uploads);
	pool_free(p->hashing);
	seats_free(p->open);
	*p = (struct pools){0};
}
