/* setting.h: what a district can be told, as setting.def says; each has a usual value. Every change is a step of the
 * district's own history, which holds what it was and what it is; its seal also covers hours and days of work. */
#ifndef LINLI_KIT_SETTING_H
#define LINLI_KIT_SETTING_H

#include "base/str.h"
#include "kit/actor.h"

struct sealed;
struct tx;

enum setting_name {
	SETTING__NONE,
#define SETTING(name, ...) SETTING_##name,
#include "kit/setting.def"
#undef SETTING
	SETTING__MAX
};

enum setting_group { SETTING_OF_NAME = 1, SETTING_OF_SAFE, SETTING_OF_PRIVACY, SETTING_OF_TELL, SETTING_OF_SETUP, SETTING_OF__MAX };

enum setting_kind {
	SETTING_NUMBER = 1,
	SETTING_SWITCH, /* "1" or "0" */
	SETTING_TEXT,
	SETTING_TEL,
	SETTING_WEB,
	SETTING_TILES, /* the pattern of a tile server */
	SETTING_MAIL,
	SETTING_ADDRESS,
	SETTING_PATH,  /* of a file; on the command line alone */
	SETTING_DATUM, /* "wgs84" or "gcj02" */
	SETTING_ROLES, /* names of roles, with blanks between */
	SETTING_KIND__MAX
};

struct setting_info {
	const char *text;  /* "keep_months" */
	const char *usual; /* its value when nobody said another */
	const char *label, *unit, *help; /* Chinese message keys; unit "" = none */
	enum setting_group group;
	enum setting_kind kind;
	int64_t least, most;
};
const struct setting_info *setting_info(enum setting_name name);
enum setting_name setting_find(struct str text); /* 0 = there is none */

/* All of them, in the order of setting.def. */
int setting_all(struct tx *tx, int64_t district, struct str ret[SETTING__MAX]);
int setting_get(struct tx *tx, int64_t district, enum setting_name name, struct str *ret);
int setting_number(struct tx *tx, int64_t district, enum setting_name name, int64_t *ret);
/* A set of roles: a bit for each. *ret_at: since when it is so, 0 = nobody knows. */
int setting_roles(struct tx *tx, int64_t district, enum setting_name name, int64_t *ret_roles, int64_t *ret_at);

/* Why a value cannot be taken, as a Chinese message key ({1} = *ret_by), or NULL; *value is put into the spelling it
 * is kept in. "" takes it back to the usual value. */
const char *setting_flaw(struct arena *a, enum setting_name name, struct str *value, struct str *ret_by);
/* E_INVALID: tx->fault names the setting and says why. The same value again is no change and no step. */
int setting_put(struct tx *tx, const struct actor *who, enum setting_name name, struct str value);

/* The origin of a tile server's pattern, https://tiles.example/{z}/{x}/{y}.png; "" for what is none. */
struct str setting_tiles_origin(struct str pattern);

/* Stored. The step of a change: data names the setting, text is "was\nis". The history's id is the district. Hours and days of work
 * are told in the same history (kit/workday.h). */
enum { SETTING_STEP_SET = 1, SETTING_STEP_WEEK = 2, SETTING_STEP_DAYS = 3, SETTING_STEP_NOD = 4 };
extern const struct sealed setting_sealed;

#endif
