/* setting.c: settings of a district, kept where one differs from the usual. */
#include "kit/setting.h"

#include "gen/kit_sql.h"
#include "lib/datum.h"

enum kind { NUMBER = 1, WEB, MAIL, ADDRESS, PATH, DATUM, KIND__MAX };

static const struct {
	const char *text, *usual, *about;
	enum kind kind;
	int64_t least, most;
} settings[] = {
#define SETTING(name_, text_, kind_, least_, most_, usual_, about_)                                \
	[SETTING_##name_] = {.text = (text_),                                                      \
			     .usual = (usual_),                                                    \
			     .about = (about_),                                                    \
			     .kind = (kind_),                                                      \
			     .least = (least_),                                                    \
			     .most = (most_)},
#include "kit/setting.def"
#undef SETTING
};

static const char *const wanted[KIND__MAX] = {
	[NUMBER] = "a number within its bounds",
	[WEB] = "an address that begins with https:// or http://",
	[MAIL] = "an address that begins with smtps:// or smtp://",
	[ADDRESS] = "an e-mail address",
	[PATH] = "the full path of a file",
	[DATUM] = "wgs84 or gcj02",
};

const char *
setting_text(enum setting_name name)
{
	return settings[name].text;
}

const char *
setting_about(enum setting_name name)
{
	return settings[name].about;
}

enum setting_name
setting_find(struct str text)
{
	enum setting_name name = SETTING__NONE + 1;

	while (name < SETTING__MAX && !str_is(text, settings[name].text))
		name++;
	return name < SETTING__MAX ? name : SETTING__NONE;
}

static bool
is_good(enum setting_name name, struct str value)
{
	enum datum datum;
	int64_t n;

	switch (settings[name].kind) {
	case NUMBER:
		return str_int(value, &n) && n >= settings[name].least && n <= settings[name].most;
	case WEB:
		return str_starts(value, S("https://")) || str_starts(value, S("http://"));
	case MAIL:
		return str_starts(value, S("smtps://")) || str_starts(value, S("smtp://"));
	case ADDRESS:
		return str_has(value, S("@")) && !str_has(value, S(" "));
	case PATH:
		return str_starts(value, S("/"));
	case DATUM:
		return datum_find(value, &datum);
	default:
		return false;
	}
}

int
setting_get(struct tx *tx, int64_t district, enum setting_name name, struct str *ret)
{
	struct setting row = {.value = str_of(settings[name].usual)};
	int rc = sql_setting_get(tx, district, str_of(settings[name].text), &row);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = row.value;
	return 0;
}

int
setting_number(struct tx *tx, int64_t district, enum setting_name name, int64_t *ret)
{
	struct str text;

	TRY(setting_get(tx, district, name, &text));
	return str_int(text, ret) ? 0 : E_MALFORMED;
}

int
setting_put(struct tx *tx, int64_t district, enum setting_name name, struct str value)
{
	if (!value.n)
		return sql_setting_drop(tx, district, str_of(settings[name].text), NULL);
	if (!str_valid(value) || str_has(value, S("\n")) || !is_good(name, value))
		return fail(tx, E_INVALID, settings[name].text, wanted[settings[name].kind]);
	return sql_setting_put(tx, district, str_of(settings[name].text), value);
}
