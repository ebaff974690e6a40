/* setting.c: settings of a district, kept where one differs from the usual. */
#include "kit/setting.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"
#include "lib/datum.h"
#include "lib/phone.h"

enum { LONGEST = 300 };

static const struct setting_info settings[] = {
#define SETTING(name_, text_, group_, kind_, least_, most_, usual_, label_, unit_, help_)          \
	[SETTING_##name_] = {.text = (text_),                                                      \
			     .usual = (usual_),                                                    \
			     .label = (label_),                                                    \
			     .unit = (unit_),                                                      \
			     .help = (help_),                                                      \
			     .group = SETTING_OF_##group_,                                         \
			     .kind = SETTING_##kind_,                                              \
			     .least = (least_),                                                    \
			     .most = (most_)},
#include "kit/setting.def"
#undef SETTING
};

const struct setting_info *
setting_info(enum setting_name name)
{
	return &settings[name];
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
is_host(struct str value, struct str scheme)
{
	return str_starts(value, scheme) && value.n > scheme.n && !str_has(value, S(" "));
}

/* The names of roles in the order of roles.def, each once. */
static const char *
roles_flaw(struct arena *a, struct str *value)
{
	struct str rest = *value, word;
	int64_t set = 0;
	struct buf b;

	while (rest.n && str_next(&rest, ' ', &word)) {
		enum role role = role_find(word);

		if (word.n && !role)
			return N_("没有这个角色");
		set |= role ? INT64_C(1) << role : 0;
	}
	buf_init(&b, a);
	for (int role = ROLE__NONE + 1; role < ROLE__MAX; role++)
		if (set >> role & 1)
			buf_fmt(&b, "%s%s", b.n ? " " : "", role_name((enum role)role));
	*value = buf_done(&b);
	return NULL;
}

static const char *
number_flaw(struct arena *a, const struct setting_info *s, struct str *value, struct str *ret_by)
{
	int64_t n;

	*ret_by = str_fmt(a, "%lld–%lld", (long long)s->least, (long long)s->most);
	if (!str_int(*value, &n) || n < s->least || n > s->most)
		return N_("请填 {1} 之间的整数");
	*value = str_number(a, n);
	return NULL;
}

static const char *
text_flaw(struct arena *a, const struct setting_info *s, struct str value, struct str *ret_by)
{
	*ret_by = str_number(a, s->most);
	return str_chars(value) > (size_t)s->most ? N_("最多 {1} 个字") : NULL;
}

static const char *
phone_flaw(struct arena *a, struct str *value, struct str *ret_by)
{
	int64_t by = 0;
	const char *flaw = phone_any(a, value, &by);

	*ret_by = str_number(a, by);
	return flaw;
}

const char *
setting_flaw(struct arena *a, enum setting_name name, struct str *value, struct str *ret_by)
{
	const struct setting_info *s = &settings[name];
	enum datum datum;

	*ret_by = S("");
	*value = str_trim(*value);
	if (!value->n)
		return NULL;
	if (!str_valid(*value) || str_has(*value, S("\n")) || value->n > LONGEST)
		return N_("只能是一行，不能太长");
	switch (s->kind) {
	case SETTING_NUMBER:
		return number_flaw(a, s, value, ret_by);
	case SETTING_SWITCH:
		return str_is(*value, "0") || str_is(*value, "1") ? NULL : N_("只能是 0（关）或 1（开）");
	case SETTING_TEXT:
		return text_flaw(a, s, *value, ret_by);
	case SETTING_TEL:
		return phone_flaw(a, value, ret_by);
	case SETTING_WEB:
		return is_host(*value, S("https://")) || is_host(*value, S("http://")) ? NULL
			: N_("网址要以 https:// 或 http:// 开头");
	case SETTING_TILES:
		return setting_tiles_origin(*value).n ? NULL : N_("要像 https://tiles.example/{z}/{x}/{y}.png 这样，有 {z}、{x}、{y}");
	case SETTING_MAIL:
		return is_host(*value, S("smtps://")) || is_host(*value, S("smtp://")) ? NULL
			: N_("地址要以 smtps:// 或 smtp:// 开头");
	case SETTING_ADDRESS:
		return str_has(*value, S("@")) && !str_has(*value, S(" ")) ? NULL : N_("邮箱要有 @，不能有空格");
	case SETTING_PATH:
		return str_starts(*value, S("/")) ? NULL : N_("要写文件的完整路径，以 / 开头");
	case SETTING_ROLES:
		return roles_flaw(a, value);
	case SETTING_DATUM:
		return datum_find(*value, &datum) ? NULL : N_("只能是 wgs84 或 gcj02");
	default:
		return N_("没有这项设置");
	}
}

static int
get(struct tx *tx, int64_t district, enum setting_name name, struct setting *ret)
{
	struct setting row = {.value = str_of(settings[name].usual)};
	int rc = sql_setting_get(tx, district, str_of(settings[name].text), &row);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = row;
	return 0;
}

int
setting_get(struct tx *tx, int64_t district, enum setting_name name, struct str *ret)
{
	struct setting row;

	TRY(get(tx, district, name, &row));
	*ret = row.value;
	return 0;
}

int
setting_all(struct tx *tx, int64_t district, struct str ret[SETTING__MAX])
{
	struct setting_list list;

	TRY(sql_settings(tx, district, &list));
	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++)
		ret[name] = str_of(settings[name].usual);
	for (size_t i = 0; i < list.n; i++)
		if (setting_find(list.v[i].name))
			ret[setting_find(list.v[i].name)] = list.v[i].value;
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
setting_roles(struct tx *tx, int64_t district, enum setting_name name, int64_t *ret_roles, int64_t *ret_at)
{
	struct setting row;
	struct str word;
	int64_t set = 0;

	TRY(get(tx, district, name, &row));
	while (row.value.n && str_next(&row.value, ' ', &word))
		set |= INT64_C(1) << role_find(word);
	*ret_roles = set & ~INT64_C(1);
	*ret_at = row.set_at;
	return 0;
}

int
setting_put(struct tx *tx, const struct actor *who, enum setting_name name, struct str value)
{
	const struct setting_info *s = &settings[name];
	struct str by, was, is;
	const char *flaw = setting_flaw(tx->arena, name, &value, &by);

	if (flaw)
		return fail(tx, E_INVALID, s->text, flaw);
	TRY(setting_get(tx, who->district, name, &was));
	is = value.n ? value : str_of(s->usual);
	if (str_eq(was, is))
		return 0;
	/* What is usual again needs no row, but for roles it counts since when that is so. */
	if (str_is(is, s->usual) && s->kind != SETTING_ROLES)
		TRY(sql_setting_drop(tx, who->district, str_of(s->text), NULL));
	else
		TRY(sql_setting_put(tx, who->district, &(struct setting){str_of(s->text), is, clock_now()}));
	return sealed_add(tx, who, &setting_sealed,
			  &(struct flow_new){.id = who->district,
					     .kind = SETTING_STEP_SET,
					     .sight = FLOW_INTERNAL,
					     .data = str_of(s->text),
					     .text = str_fmt(tx->arena, "%.*s\n%.*s", STR(was), STR(is))});
}

static int
put(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct work_week_list weeks;
	struct work_day_list days;
	struct setting_list list;

	TRY(sql_settings(tx, district, &list));
	TRY(sql_work_weeks(tx, district, &weeks));
	TRY(sql_work_days(tx, district, &days));
	if (id != district)
		return E_NOTFOUND;
	for (size_t i = 0; i < list.n; i++) {
		seal_text(b, "\x1f", list.v[i].name);
		seal_text(b, "\x1f", list.v[i].value);
		seal_number(b, "\x1f", list.v[i].set_at);
	}
	for (size_t i = 0; i < weeks.n; i++) {
		seal_number(b, "\x1f" "week ", weeks.v[i].from_day);
		seal_text(b, " ", weeks.v[i].week);
		seal_text(b, "/", weeks.v[i].weekend);
		seal_number(b, " ", weeks.v[i].at);
	}
	for (size_t i = 0; i < days.n; i++) {
		const int64_t numbers[] = {days.v[i].org, days.v[i].day, days.v[i].said, days.v[i].until, days.v[i].at};

		seal_text(b, "\x1f" "day ", days.v[i].name);
		for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
			seal_number(b, " ", numbers[n]);
	}
	return 0;
}

static int
things(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct work_week_list weeks;
	struct work_day_list days;
	struct setting_list list;

	(void)most;
	TRY(sql_settings(tx, district, &list));
	TRY(sql_work_weeks(tx, district, &weeks));
	TRY(sql_work_days(tx, district, &days));
	*ret_n = (list.n || weeks.n || days.n) && after < district;
	if (*ret_n)
		ret_ids[0] = district;
	return 0;
}

const struct sealed setting_sealed = {.subject = FLOW_SETTING, .put = put, .things = things};

struct str
setting_tiles_origin(struct str pattern)
{
	enum { HOST_MAX = 200 };
	size_t from = str_starts(pattern, S("https://")) ? 8 : str_starts(pattern, S("http://")) ? 7 : 0, end = from;

	while (end < pattern.n && end < from + HOST_MAX && (isalnum((unsigned char)pattern.p[end]) || strchr(".-:[]", pattern.p[end])))
		end++;
	if (!from || end == from || end == pattern.n || pattern.p[end] != '/' || !str_has(pattern, S("{z}")) || !str_has(pattern, S("{x}")) ||
	    !str_has(pattern, S("{y}")))
		return S("");
	return str_sub(pattern, 0, end);
}
