/* appeal_web_pin.h: readers who show a PIN, and the cases that their browser opens with it. */
#ifndef LINLI_APPEAL_WEB_PIN_H
#define LINLI_APPEAL_WEB_PIN_H

#include "http/req.h"
#include "kit/actor.h"

/* The reader with the cases whose PIN this browser has shown. */
const struct actor *appeal_reader(struct req *r);
/* Adds a case to those this browser has shown the PIN of. */
void appeal_remember(struct req *r, const struct proof *proof);
/* Opens a case by its PIN, as matter_unlock. Guesses are limited: so many for an address, fewer for an address at one
 * case, and a daily lot for the case, so that nobody guesses it and nobody locks out who filed it. E_LIMIT. */
int appeal_try_pin(struct req *r, struct str code, struct str pin, struct proof *ret);

#endif
