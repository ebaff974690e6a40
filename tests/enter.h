/* enter.h: what Enter in a field would do. Browsers press the first submit button of the form, whatever it is for. */
#ifndef LINLI_TEST_ENTER_H
#define LINLI_TEST_ENTER_H

#include "base/arena.h"
#include "base/str.h"

/* The first form of a page with a one-line field whose first submit button is not its main one; "" when all are right.
 * The main one is that of class pri, else one that brings nothing of its own (name, formaction). */
struct str enter_wrong(struct arena *a, struct str html);

#endif
