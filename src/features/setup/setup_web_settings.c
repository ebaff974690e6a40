/* setup_web_settings.c: settings in the browser: one form for all of them, shown and saved a group at a time; who changed what. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/setup/setup_page.h"
#include "gen/setup_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "lib/datum.h"

static const struct group {
	const char *path, *word;
	enum setting_group group; /* 0: the hours of work, a page of their own */
} groups[] = {
	{"name", N_("名字和联系"), SETTING_OF_NAME},
	{"hours", N_("上班时间"), 0},
	{"safe", N_("登录安全"), SETTING_OF_SAFE},
	{"privacy", N_("隐私"), SETTING_OF_PRIVACY},
	{"notices", N_("通知"), SETTING_OF_TELL},
	{"opening", N_("开张"), SETTING_OF_SETUP},
};
enum { GROUPS = sizeof groups / sizeof *groups };

/* What a kind of setting is in a form: the C type, and the row of the form's table. Files are no fields. */
#define IN_NUMBER(name) struct str name;
#define IN_TEXT(name) struct str name;
#define IN_TEL(name) struct str name;
#define IN_WEB(name) struct str name;
#define IN_MAIL(name) struct str name;
#define IN_ADDRESS(name) struct str name;
#define IN_DATUM(name) struct str name;
#define IN_TILES(name) struct str name;
#define IN_SWITCH(name) bool name;
#define IN_ROLES(name) struct texts name;
#define IN_PATH(name)

struct setup_in {
	int64_t seen;
	bool look;
#define SETTING(name, text, group, kind, ...) IN_##kind(name)
#include "kit/setting.def"
#undef SETTING
};

#define LINE(name, text, label_, help, ...) FIELD_AS(setup_in, name, text, FIELD_TEXT, .label = (label_), .hint = (help), __VA_ARGS__),
#define ROW_NUMBER(name, text, most, label, help) LINE(name, text, label, help, .max = 12, .digits = true)
#define ROW_TEXT(name, text, most, label, help) LINE(name, text, label, help, .max = (most))
#define ROW_TEL(name, text, most, label, help) LINE(name, text, label, help, .max = 40, .autocomplete = "tel")
#define ROW_WEB(name, text, most, label, help) LINE(name, text, label, help, .max = 300)
#define ROW_TILES(name, text, most, label, help) LINE(name, text, label, help, .max = 300)
#define ROW_MAIL(name, text, most, label, help) LINE(name, text, label, help, .max = 300)
#define ROW_ADDRESS(name, text, most, label, help) LINE(name, text, label, help, .max = 254, .autocomplete = "email")
#define ROW_DATUM(name, text, most, label, help) LINE(name, text, label, help, .max = 10)
#define ROW_SWITCH(name, text, most, label_, help) FIELD_AS(setup_in, name, text, FIELD_BOOL, .label = (label_), .hint = (help)),
#define ROW_ROLES(name, text, most, label_, help) \
	FIELD_AS(setup_in, name, text, FIELD_MANY, .label = (label_), .hint = (help), .max = ROLE__MAX),
#define ROW_PATH(name, text, most, label, help)

static const struct field setup_fields[] = {
	FIELD(setup_in, seen, FIELD_INT, .label = N_("版本")),
	FIELD(setup_in, look, FIELD_AGAIN, .label = N_("先看看改了什么")),
#define SETTING(name, text, group, kind, least, most, usual, label, unit, help) ROW_##kind(name, text, most, label, help)
#include "kit/setting.def"
#undef SETTING
};
const struct form setup_form_settings = FORM(setup_in, setup_fields);

/* Where in the form a setting's value is; none of a file. */
#define AT(name) offsetof(struct setup_in, name)
#define AT_NUMBER(name) AT(name)
#define AT_TEXT(name) AT(name)
#define AT_TEL(name) AT(name)
#define AT_WEB(name) AT(name)
#define AT_MAIL(name) AT(name)
#define AT_ADDRESS(name) AT(name)
#define AT_DATUM(name) AT(name)
#define AT_TILES(name) AT(name)
#define AT_SWITCH(name) AT(name)
#define AT_ROLES(name) AT(name)
#define AT_PATH(name) 0
static const size_t places[SETTING__MAX] = {
#define SETTING(name, text, group, kind, ...) [SETTING_##name] = AT_##kind(name),
#include "kit/setting.def"
#undef SETTING
};

/* What was typed for a setting, as it would be kept. */
static struct str
typed(struct arena *a, const struct setup_in *in, enum setting_name name)
{
	const char *at = (const char *)in + places[name];
	const struct texts *words = (const void *)at;
	struct buf b;

	switch (setting_info(name)->kind) {
	case SETTING_SWITCH:
		return *(const bool *)(const void *)at ? S("1") : S("0");
	case SETTING_ROLES:
		buf_init(&b, a);
		for (size_t i = 0; i < words->n; i++)
			buf_fmt(&b, "%s%.*s", i ? " " : "", STR(words->v[i]));
		return buf_done(&b);
	default:
		return *(const struct str *)(const void *)at;
	}
}

static bool
is_in(enum setting_name name, const struct group *g)
{
	return g->group && setting_info(name)->group == g->group;
}

/* The group in the address; the first one without. */
static const struct group *
group_of(const struct req *r)
{
	const struct group *g = groups;

	if (str_is(r->path, "/setup/settings"))
		return g;
	while (g < groups + GROUPS && !str_is(r->arg[0], g->path))
		g++;
	return g < groups + GROUPS ? g : NULL;
}

/* A value in the reader's words. */
static struct str
said(struct arena *a, enum lang lang, enum setting_name name, struct str value)
{
	struct str word;
	struct buf b;

	if (!value.n)
		return str_of(ui_translate(lang, N_("没有填")));
	if (setting_info(name)->kind == SETTING_SWITCH)
		return str_of(ui_translate(lang, str_is(value, "1") ? N_("开") : N_("关")));
	if (setting_info(name)->kind != SETTING_ROLES)
		return value;
	buf_init(&b, a);
	while (value.n && str_next(&value, ' ', &word))
		buf_fmt(&b, "%s%s", b.n ? (lang == LANG_EN ? ", " : "、") : "", ui_translate(lang, role_word(role_find(word))));
	return buf_done(&b);
}

struct str
setup_said(struct arena *a, enum lang lang, enum setting_name name, struct str value)
{
	return said(a, lang, name, value);
}

static bool
has_word(struct str words, const char *name)
{
	struct str word;

	while (words.n && str_next(&words, ' ', &word))
		if (str_is(word, name))
			return true;
	return false;
}

static struct setup_role_list
roles_of(struct arena *a, struct str on)
{
	struct setup_role_list list = {.v = NEW_ARRAY(a, struct setup_role, ROLE__MAX)};

	for (int role = ROLE__NONE + 1; role < ROLE__MAX; role++)
		if (role_is_staff((enum role)role))
			list.v[list.n++] = (struct setup_role){
				.name = role_name((enum role)role),
				.word = role_word((enum role)role),
				.on = has_word(on, role_name((enum role)role)),
			};
	return list;
}

static const struct {
	enum datum datum;
	const char *label;
} datums[] = {
	{DATUM_WGS84, N_("WGS-84：卫星定位、测绘、天地图和 OpenStreetMap")},
	{DATUM_GCJ02, N_("GCJ-02：高德、腾讯等地图网站和手机地图")},
};

static struct pick_list
datums_of(struct req *r, struct str value)
{
	enum { N = sizeof datums / sizeof *datums };
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, N), N};

	for (size_t i = 0; i < N; i++)
		list.v[i] = (struct pick){
			.value = str_of(datum_word(datums[i].datum)),
			.label = str_of(ui_translate(req_lang(r), datums[i].label)),
			.chosen = str_eq(value, str_of(datum_word(datums[i].datum))),
		};
	return list;
}

static void
add_line(struct req *r, struct setup_settings_page *p, enum setting_name name, struct str value)
{
	const struct setting_info *s = setting_info(name);
	struct setup_line *l = &p->lines.v[p->lines.n++];

	*l = (struct setup_line){
		.name = s->text, .label = s->label, .help = s->help, .unit = s->unit,
		.usual = s->kind == SETTING_NUMBER ? str_of(s->usual) : S(""),
		.bounds = s->kind == SETTING_NUMBER ? str_fmt(&r->arena, "%lld–%lld", (long long)s->least, (long long)s->most) : S(""),
		.look = s->kind == SETTING_ROLES   ? LINE_ROLES
			: s->kind == SETTING_PATH  ? LINE_FILE
			: s->kind == SETTING_DATUM ? LINE_CHOICE
						   : LINE_FIELD,
		.is_set = value.n > 0,
	};
	if (s->kind == SETTING_ROLES)
		l->roles = roles_of(&r->arena, value);
	else if (s->kind == SETTING_DATUM)
		l->choices = datums_of(r, value);
	else if (s->kind == SETTING_SWITCH)
		ui_fill(r, s->text, str_is(value, "1") ? S("1") : S(""));
	else if (s->kind != SETTING_PATH)
		ui_fill(r, s->text, value);
}

/* What differs from what is, of the form that was sent. */
static void
add_drafts(struct req *r, struct setup_settings_page *p, const struct group *g, const struct setup_in *in, const struct str told[SETTING__MAX])
{
	p->drafts.v = NEW_ARRAY(&r->arena, struct setup_draft, SETTING__MAX);
	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++) {
		struct str is, by;

		if (!is_in(name, g) || !places[name])
			continue;
		is = typed(&r->arena, in, name);
		setting_flaw(&r->arena, name, &is, &by);
		if (!is.n)
			is = str_of(setting_info(name)->usual);
		if (str_eq(is, told[name]))
			continue;
		p->drafts.v[p->drafts.n++] = (struct setup_draft){
			.label = setting_info(name)->label,
			.was = said(&r->arena, req_lang(r), name, told[name]),
			.is = said(&r->arena, req_lang(r), name, is),
			.effect = setup_effect(name, told[name], is),
			.nod = account_nod_setting(r->who, name, told[name], is),
		};
	}
}

struct tab_link_list
setup_tabs(struct req *r, const char *path)
{
	struct tab_link_list tabs = {.v = NEW_ARRAY(&r->arena, struct tab_link, GROUPS)};

	for (size_t i = 0; i < GROUPS; i++)
		tabs.v[tabs.n++] = (struct tab_link){
			.word = groups[i].word,
			.href = str_fmt(&r->arena, "/setup/settings/%s", groups[i].path),
			.count = -1,
			.current = str_is(str_of(path), groups[i].path),
		};
	return tabs;
}

int
setup_settings_page(struct req *r)
{
	const struct setup_in *in = form_if(r, setup_in);
	const struct group *g = group_of(r);
	struct page page = {.frame = FRAME_DESK, .title = N_("设置"), .tab = "settings", .back = "/setup"};
	struct setup_settings_page p = {0};
	struct str told[SETTING__MAX];

	if (!setup_may(r->who))
		return E_DENIED;
	if (!g)
		return E_NOTFOUND;
	ui_form(r, &setup_form_settings);
	TRY(setting_all(r->tx, r->who->district, told));
	TRY(setup_mark(r->tx, r->who, &p.seen));
	p.group = g->path;
	p.title = g->word;
	p.is_safe = g->group == SETTING_OF_SAFE;
	p.is_setup = g->group == SETTING_OF_SETUP;
	p.lines.v = NEW_ARRAY(&r->arena, struct setup_line, SETTING__MAX);
	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++)
		if (is_in(name, g))
			add_line(r, &p, name, in && places[name] ? typed(&r->arena, in, name) : told[name]);
	if (in) {
		add_drafts(r, &p, g, in, told);
		p.looked = in->look;
		if (r->failed != E_STALE)
			p.seen = in->seen;
	}
	p.tabs = setup_tabs(r, g->path);
	TRY(account_count_lacking(r->tx, r->who, &p.lacking));
	TRY(account_count_holders(r->tx, r->who, ACCOUNT_ADMINS, &p.admins));
	return reply_page(r, &page, setup_settings, &p);
}

/* The flaws of a whole group stand at their fields at once. */
static int
check(struct req *r, const struct setup_in *in, const struct group *g, const struct str told[SETTING__MAX])
{
	int rc = 0;

	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++) {
		struct str is, by;
		const char *flaw;

		if (!is_in(name, g) || !places[name])
			continue;
		is = typed(&r->arena, in, name);
		flaw = setting_flaw(&r->arena, name, &is, &by);
		if (!flaw)
			flaw = setup_guard(told, name, is);
		if (flaw)
			rc = form_fail_at(r, "setup_in", places[name], flaw, by);
	}
	return rc;
}

int
setup_settings_post(struct req *r)
{
	const struct setup_in *in = form_in(r, setup_in);
	const struct group *g = group_of(r);
	struct str told[SETTING__MAX];
	int64_t mark;
	bool asked = false;

	if (!setup_may(r->who))
		return E_DENIED;
	if (!g || !g->group)
		return E_NOTFOUND;
	TRY(setup_mark(r->tx, r->who, &mark));
	if (mark != in->seen)
		return E_STALE;
	TRY(setting_all(r->tx, r->who->district, told));
	TRY(check(r, in, g, told));
	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++) {
		struct str is, by;

		if (!is_in(name, g) || !places[name])
			continue;
		is = typed(&r->arena, in, name);
		setting_flaw(&r->arena, name, &is, &by);
		if (!is.n)
			is = str_of(setting_info(name)->usual);
		if (!account_nod_setting(r->who, name, told[name], is)) {
			TRY(setup_change(r->tx, r->who, name, is));
			continue;
		}
		TRY(account_nod_ask_setting(r->tx, r->who, name, is));
		asked = true;
	}
	if (asked) {
		gate_flash(r, N_("别的存好了；放宽的要另一位管理员点头，点了才起作用"));
		return redirect(r, "/setup/nods");
	}
	gate_flash(r, N_("存好了，马上起作用"));
	return redirect(r, "/setup/settings/%s", g->path);
}

/* ---- who changed what ---- */

struct setup_changes_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field changes_fields[] = {
	PAGING_AFTER(setup_changes_in, page),
	PAGING_BACK(setup_changes_in, page),
	LIST_FORMAT(setup_changes_in, format),
};
const struct form setup_form_changes = FORM(setup_changes_in, changes_fields);

static int
change_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	    struct list_rows *ret)
{
	struct setup_change_list list;
	int64_t before = 0;

	(void)a;
	(void)filter;
	if (after.n && !str_int(after, &before))
		return E_NOTFOUND;
	TRY(setup_changes(tx, who, before, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
change_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct setup_change *)row)->seq);
}

/* "2027-01-01~2027-01-03 closed 元旦": the word a step of days has, in the reader's. */
static struct str
work_words(struct req *r, struct str text)
{
	static const struct {
		const char *in, *word;
	} words[] = {{"usual", N_("照平常")}, {"closed", N_("不上班")}, {"open", N_("上班")}, {"until", N_("提前下班")}};
	struct str rest = text, word;
	struct buf b;

	buf_init(&b, &r->arena);
	while (rest.n && str_next(&rest, ' ', &word)) {
		const char *said = NULL;

		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			struct str head = str_sub(word, 0, str_find(word, S(";")));

			if (str_is(head, words[i].in)) {
				said = ui_translate(req_lang(r), words[i].word);
				word = str_sub(word, head.n, word.n);
			}
		}
		buf_fmt(&b, "%s%s%.*s", b.n ? " " : "", said ? said : "", STR(word));
	}
	return buf_done(&b);
}

/* Hours and days have a line of their own in the history of settings. */
static void
say_work(struct req *r, struct setup_change *c)
{
	c->label = str_of(ui_translate(req_lang(r), str_is(c->name, "work.week") ? N_("上班时间") : N_("不一样的日子")));
	c->was = work_words(r, c->was);
	c->is = work_words(r, c->is);
}

static void
change_say(struct req *r, void *row)
{
	struct setup_change *c = row;
	enum setting_name name = setting_find(c->name);
	enum lang lang = req_lang(r);

	if (c->agreed) {
		c->label = str_fmt(&r->arena, "%s · %s", ui_translate(lang, N_("点头")), ui_translate(lang, name ? setting_info(name)->label : ""));
		c->was = said(&r->arena, lang, name, c->was);
		c->is = said(&r->arena, lang, name, c->is);
		return;
	}
	c->label = name ? str_of(ui_translate(lang, setting_info(name)->label)) : c->name;
	if (!name) {
		say_work(r, c);
		return;
	}
	c->was = said(&r->arena, lang, name, c->was);
	c->is = said(&r->arena, lang, name, c->is);
}

#define CHANGE(member) SHAPE_MEMBER(struct setup_change, member)
static const struct shape_field change_fields[] = {
	{.name = "seq", .type = SHAPE_INT, CHANGE(seq), .about = "Number of the change, ascending"},
	{.name = "name", .type = SHAPE_TEXT, CHANGE(name), .about = "Setting, as linli setting names it"},
	{.name = "label", .type = SHAPE_TEXT, CHANGE(label), .about = "Setting, in words", COLUMN(.label = N_("哪一项"), .show = LIST_TITLE)},
	{.name = "was", .type = SHAPE_TEXT, CHANGE(was), .about = "What it was", COLUMN(.label = N_("原来"))},
	{.name = "is", .type = SHAPE_TEXT, CHANGE(is), .about = "What it became", COLUMN(.label = N_("改成"))},
	{.name = "by", .type = SHAPE_TEXT, CHANGE(by), .about = "Who changed it, by title", COLUMN(.label = N_("谁改的"), .empty = N_("命令行"))},
	{.name = "at", .type = SHAPE_TIME, CHANGE(at), .about = "When", COLUMN(.label = N_("什么时候"), .show = LIST_SORTED)},
};
const struct shape setup_change_shape = {"SettingChange", change_fields, sizeof change_fields / sizeof *change_fields};
static const struct list changes = {
	.name = "settings-changes",
	.path = "/setup/changes",
	.title = N_("设置改动"),
	.none = N_("还没有改过设置"),
	.shape = &setup_change_shape,
	.size = sizeof(struct setup_change),
	.rows = change_rows,
	.key = change_key,
	.say = change_say,
};

int
setup_changes_page(struct req *r)
{
	const struct setup_changes_in *in = form_in(r, setup_changes_in);
	struct list_ask ask = {.after = in->page.after, .back = in->page.back};
	struct page page = {.frame = FRAME_DESK, .title = N_("设置改动"), .tab = "settings", .back = "/setup/settings"};
	struct table_page p = {.title = N_("设置改动"), .href = "/setup/settings", .icon = "back", .word = N_("回到设置")};

	TRY(list_table(r, &changes, &ask, &p.table));
	return reply_page(r, &page, table_page, &p);
}

int
setup_changes_table(struct req *r)
{
	struct list_ask ask = {.filter = NULL};

	return list_download(r, &changes, &ask, form_in(r, setup_changes_in)->format);
}

int
setup_changes_api(struct req *r)
{
	struct list_ask ask = {.after = form_in(r, setup_changes_in)->page.after};

	return list_answer(r, &changes, &ask, 0);
}
