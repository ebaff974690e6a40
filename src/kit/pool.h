/* pool.h: threads for work too slow for the wire threads: hashing, pictures, exports.
 *
 * Jobs run in the order they came. The queue is bounded: a full pool says so and the caller answers
 * E_BUSY, instead of promising work it will never reach. */
#ifndef LINLI_KIT_POOL_H
#define LINLI_KIT_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
/* The same for the next part of work that was taken: however many wait. */
bool pool_go_on(struct pool *p, struct pool_job *job);
/* Runs what still waits, then ends the threads. NULL is fine. */
void pool_free(struct pool *p);

/* Seats for work that may last: so many in all, and so many for each of those who ask. */
struct seats;
/* who: a hash of whom they are counted for. E_BUSY: all are taken, or it is closed. E_LIMIT: this one has as many as
 * one may have. */
int seats_take(struct seats *s, uint64_t who);
void seats_give(struct seats *s, uint64_t who);
/* Nobody gets a seat any more; who has one is to end. */
void seats_close(struct seats *s);
bool seats_closed(struct seats *s);
size_t seats_taken(struct seats *s);

enum { EXPORTS_OPEN = 16, EXPORTS_OPEN_EACH = 4 };

/* A program's pools: slow work of one kind does not wait for that of another. */
struct pools {
	struct pool *hashing; /* passwords, and the preparation of forms without files */
	struct pool *uploads; /* photos and tables: one at a time, however many come */
	struct pool *exports; /* slow GETs and the batches of downloads, one at a time; gives way to all others */
	struct seats *open;   /* of downloads that are on their way */
};
/* threads: of hashing. E_BUSY when the system gives no thread. */
int pools_open(int threads, size_t most, struct pools *ret);
void pools_close(struct pools *p); /* those of zeroes too */

#endif
