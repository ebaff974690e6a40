/* gate_carry.h: a form that was sent after its session was over, on its way through signing in.
 *
 * Its texts, choices and tokens of photos lie sealed in the file store; a sealed cookie of this browser alone names
 * them, for an hour. Passwords and files that are no photos do not travel. What nobody fetches is swept like any file
 * that no row names. One form a browser: a later one takes the place of an earlier one. */
#ifndef LINLI_KIT_GATE_CARRY_H
#define LINLI_KIT_GATE_CARRY_H

#include "http/req.h"

/* Keeps what this POST brought; false: it brought nothing, or there is no room for it. */
bool gate_carry_keep(struct req *r);
/* The page behind the form that was kept, filled in, for whoever may send it now. E_NOTFOUND: nothing was kept, or it
 * is over; E_DENIED. */
int gate_carry_show(struct req *r);

#endif
