/* id.h: ids and randomness, made here and nowhere else. */
#ifndef LINLI_BASE_ID_H
#define LINLI_BASE_ID_H

#include <stddef.h>
#include <stdint.h>

/* A new 63-bit id: 42 bits of milliseconds since 2000, 10 bits that tell processes apart, 11 bits of
 * sequence. Ids of one process grow strictly; ids of several processes are ordered by millisecond. */
int64_t id_new(void);
/* An id for something that happened at a moment in the past (imports), so that it sorts there. Random within
 * that second: two in a thousand million meet, and a unique key tells. */
int64_t id_new_at(int64_t at);

/* The least id of this moment: ids below it are of what happened before. */
int64_t id_first_at(int64_t at);

/* Secret random bytes, and an unbiased number below n (n > 0). */
void rand_bytes(void *p, size_t n);
uint32_t rand_below(uint32_t n);

#endif
