/* appeal_write.h: what a new case has beside its row. */
#ifndef LINLI_APPEAL_WRITE_H
#define LINLI_APPEAL_WRITE_H

#include "features/appeal/appeal_stage.h"

/* The next code of the place it stands at. */
int appeal_next_code(struct tx *tx, int64_t district, int64_t place, int64_t at, struct str *ret);
/* Writes the words it is found by. */
int appeal_write_words(struct appeal_moving *a);

#endif
