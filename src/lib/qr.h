/* qr.h: a QR code as SVG text. libqrencode makes the pattern. */
#ifndef LINLI_KIT_QR_H
#define LINLI_KIT_QR_H

#include "base/err.h"
#include "base/str.h"

/* Writes one <svg> that stands alone as a file and inline in HTML: black on white in any theme,
 * with its quiet zone, sized by its viewBox. title is what a screen reader says, any text.
 * E_TOOBIG: more text than the largest code holds (2,331 bytes); E_INVALID: nothing, or a NUL byte.
 */
int qr_svg(struct buf *b, struct str text, struct str title);

#endif
