/* json.h: the pieces of JSON that everybody writes. Reading is left to jansson. */
#ifndef LINLI_BASE_JSON_H
#define LINLI_BASE_JSON_H

#include "base/str.h"

/* A JSON text with its quotes; bytes that are no UTF-8 become U+FFFD. */
void json_str(struct buf *b, struct str s);
void json_e7(struct buf *b, int64_t degrees_e7); /* 226562110 -> 22.656211 */

#endif
