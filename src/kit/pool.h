/* pool.h: a few threads for work too slow for the wire threads: hashing, pictures, exports.
 *
 * Jobs run in the order they came. The queue is bounded: a full pool says so and the caller answers
 * E_BUSY, instead of promising work it will never reach. */
#ifndef LINLI_KIT_POOL_H
#define LINLI_KIT_POOL_H

#include <stdbool.h>
#include <stddef.h>

/* Embedded in the caller's own struct; the pool does not touch it once run has been called. */
struct pool_job {
	void (*run)(struct pool_job *job);
	struct pool_job *next; /* the pool's */
};

struct pool;
/* At most `most` jobs wait. E_BUSY when the system gives no thread. */
int pool_new(int threads, size_t most, struct pool **ret);
/* false: full, or being freed; the job was not taken. */
bool pool_run(struct pool *p, struct pool_job *job);
/* Runs what still waits, then ends the threads. NULL is fine. */
void pool_free(struct pool *p);

#endif
