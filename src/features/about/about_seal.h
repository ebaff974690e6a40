/* about_seal.h: what the program knows of this feature's rows: seals, the copy of a person's data, erasure. */
#ifndef LINLI_ABOUT_SEAL_H
#define LINLI_ABOUT_SEAL_H

#include "base/str.h"
#include "kit/sealed.h"

struct actor;
struct tx;

enum { ABOUT_STEP_PUT = 1 };
extern const struct sealed about_sealed;
int about_print(struct tx *tx, const struct actor *who, struct buf *json);
int about_forget(struct tx *tx, const struct actor *who);

#endif
