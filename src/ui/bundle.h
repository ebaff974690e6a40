/* bundle.h: the files of static/ inside the program. The table is made by tools/mkbundle. */
#ifndef LINLI_UI_BUNDLE_H
#define LINLI_UI_BUNDLE_H

#include "base/str.h"

struct asset {
	const char *name; /* style.css */
	const char *path; /* /static/style-0a1b2c3d4e.css: another one for other bytes */
	const char *type;
	struct str bytes;
	struct str gzip;  /* "" when it would not be smaller */
};

struct bundle {
	const struct asset *v; /* sorted by name */
	size_t n;
};
extern const struct bundle ui_bundle;

const struct asset *asset_by_name(const char *name);

#endif
