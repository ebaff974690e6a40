/* setting.h: what a district can be told, as setting.def says; each has a usual value. */
#ifndef LINLI_KIT_SETTING_H
#define LINLI_KIT_SETTING_H

#include "base/str.h"

struct tx;

enum setting_name {
	SETTING__NONE,
#define SETTING(name, text, kind, least, most, usual, about) SETTING_##name,
#include "kit/setting.def"
#undef SETTING
	SETTING__MAX
};

const char *setting_text(enum setting_name name);  /* "keep_months" */
const char *setting_about(enum setting_name name); /* in English */
enum setting_name setting_find(struct str text);   /* 0 = there is none */

int setting_get(struct tx *tx, int64_t district, enum setting_name name, struct str *ret);
int setting_number(struct tx *tx, int64_t district, enum setting_name name, int64_t *ret);
/* "" takes it back to the usual value. E_INVALID: tx->fault says in English what is wanted. */
int setting_put(struct tx *tx, int64_t district, enum setting_name name, struct str value);

#endif
