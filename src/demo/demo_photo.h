/* demo_photo.h: the drawn photos of the demo's cases. */
#ifndef LINLI_MAIN_DEMO_PHOTO_H
#define LINLI_MAIN_DEMO_PHOTO_H

#include "base/err.h"
#include "base/str.h"

enum { DEMO_PHOTO_WIDTH = 1200, DEMO_PHOTO_HEIGHT = 900 };

/* A scene by its name in cases.tsv, as a JPEG. The same seed gives the same picture; others differ in light,
 * colours and where things stand. E_NOTFOUND: no such scene. */
int demo_photo(struct arena *a, struct str scene, unsigned seed, struct str *ret_jpeg);
/* Names of the scenes one by one; NULL after the last. */
const char *demo_photo_scene(size_t i);

#endif
