/* listen_web_enter.c: the page on which matters are typed while people speak, a line each, and the session is ended. */
#include <assert.h>

#include "base/clock.h"
#include "features/account/account.h"
#include "features/listen/listen_page.h"
#include "features/listen/listen_web.h"
#include "gen/listen_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/secret.h"

enum { BLANK_ROWS = 3, PEOPLE_MAX = 30, READER_DIGITS = 16 };

struct listen_enter_in {
	int act;
	int64_t version, came;
	struct listen_said lines[LISTEN_LINES_MAX];
	struct str names;
	bool agreed, shown;
};
static const struct choice acts[] = {{"save", N_("记下"), LISTEN_ACT_SAVE}, {"close", N_("结束"), LISTEN_ACT_CLOSE}};
static const struct choice sorts[] = {
	{"big", N_("大事"), SORT_BIG}, {"small", N_("小事"), SORT_SMALL}, {"private", N_("私事"), SORT_PRIVATE}};
#define LINE(i, n) \
	FIELD_AS(listen_enter_in, lines[i].text, "text" n, FIELD_TEXT, .label = N_("什么事"), .max = LISTEN_TEXT_MAX, .about = "A matter"), \
	FIELD_AS(listen_enter_in, lines[i].name, "name" n, FIELD_TEXT, .label = N_("谁说的"), .max = LISTEN_NAME_MAX, .autocomplete = "off", \
		 .about = "Who raised it; \"\" leaves what was kept"), \
	FIELD_AS(listen_enter_in, lines[i].phone, "phone" n, FIELD_TEL, .label = N_("电话"), .autocomplete = "off", \
		 .about = "\"\" leaves what was kept"), \
	FIELD_AS(listen_enter_in, lines[i].sort, "sort" n, FIELD_CHOICE, .label = N_("哪一类"), CHOICES(sorts)), \
	FIELD_AS(listen_enter_in, lines[i].owner, "owner" n, FIELD_TEXT, .label = N_("谁负责"), .max = 24, \
		 .about = "b and the id of a body, or p and that of a person"), \
	FIELD_AS(listen_enter_in, lines[i].day, "day" n, FIELD_DATE, .label = N_("哪天前办")), \
	FIELD_AS(listen_enter_in, lines[i].words, "words" n, FIELD_TEXT, .label = N_("当场说清了，怎么说的"), .max = LISTEN_TEXT_MAX, \
		 .about = "How it was settled there")
static const struct field enter_fields[] = {
	FIELD(listen_enter_in, act, FIELD_CHOICE, .label = N_("操作"), .required = true, CHOICES(acts)),
	FIELD(listen_enter_in, version, FIELD_INT, .label = N_("版本"), .min = 1, .about = "As it was read"),
	LINE(0, "1"), LINE(1, "2"), LINE(2, "3"), LINE(3, "4"), LINE(4, "5"), LINE(5, "6"), LINE(6, "7"), LINE(7, "8"), LINE(8, "9"),
	LINE(9, "10"), LINE(10, "11"), LINE(11, "12"), LINE(12, "13"), LINE(13, "14"), LINE(14, "15"), LINE(15, "16"), LINE(16, "17"),
	LINE(17, "18"), LINE(18, "19"), LINE(19, "20"), LINE(20, "21"), LINE(21, "22"), LINE(22, "23"), LINE(23, "24"), LINE(24, "25"),
	LINE(25, "26"), LINE(26, "27"), LINE(27, "28"), LINE(28, "29"), LINE(29, "30"),
	FIELD(listen_enter_in, came, FIELD_INT, .label = N_("来了多少人"), .max = LISTEN_CAME_MAX),
	FIELD(listen_enter_in, names, FIELD_LINES, .label = N_("来的人（可以不记）"), .max = LISTEN_NAMES_MAX),
	FIELD(listen_enter_in, agreed, FIELD_BOOL, .label = N_("问过了，来的人同意记名字")),
	FIELD(listen_enter_in, shown, FIELD_BOOL, .label = N_("把事情公布出去（私事不公布；我看过了，没有谁的名字和家事）")),
};
static_assert(LISTEN_LINES_MAX == 30, "the form has as many lines");
static const struct form enter_form = FORM(listen_enter_in, enter_fields);

/* ---- the page ---- */

/* Who may answer for a line: bodies that serve the place, and its own staff. */
struct owners {
	struct org_list orgs;
	struct person_id_list people;
	struct str *names;
};

static bool
serves(const struct org *o, const struct place *at)
{
	bool found = !o->place;

	for (int level = LEVEL_DISTRICT; level < LEVEL__MAX; level++)
		found |= o->place && o->place == at->at[level];
	return found;
}

static int
read_owners(struct req *r, const struct matter *m, struct owners *ret)
{
	struct place at = matter_place(r->who->district, m);
	struct org_list all;

	TRY(account_orgs(r->tx, r->who->district, &all));
	ret->orgs = (struct org_list){NEW_ARRAY(&r->arena, struct org, all.n + 1), 0};
	for (size_t i = 0; i < all.n; i++)
		if (serves(&all.v[i], &at))
			ret->orgs.v[ret->orgs.n++] = all.v[i];
	TRY(account_staff(r->tx, r->who->district, m->community, LISTEN_HOLD, 0, PEOPLE_MAX, &ret->people));
	ret->names = NEW_ARRAY(&r->arena, struct str, ret->people.n + 1);
	for (size_t i = 0; i < ret->people.n; i++) {
		struct person p;

		TRY(account_get(r->tx, r->who->district, ret->people.v[i].id, &p));
		ret->names[i] = req_lang(r) == LANG_EN && p.name_en.n ? p.name_en : p.name;
	}
	return 0;
}

static void
add_owners(struct req *r, const struct owners *from, struct str chosen, struct listen_field_row *row)
{
	row->bodies.v = NEW_ARRAY(&r->arena, struct pick, from->orgs.n + 1);
	row->people.v = NEW_ARRAY(&r->arena, struct pick, from->people.n + 1);
	for (size_t i = 0; i < from->orgs.n; i++) {
		const struct org *o = &from->orgs.v[i];
		struct str value = str_fmt(&r->arena, "b%lld", (long long)o->id);

		row->bodies.v[row->bodies.n++] = (struct pick){
			.value = value, .label = req_lang(r) == LANG_EN && o->name_en.n ? o->name_en : o->name, .chosen = str_eq(value, chosen)};
	}
	for (size_t i = 0; i < from->people.n; i++) {
		struct str value = str_fmt(&r->arena, "p%lld", (long long)from->people.v[i].id);

		row->people.v[row->people.n++] = (struct pick){.value = value, .label = from->names[i], .chosen = str_eq(value, chosen)};
	}
}

static const char *
name_of(struct req *r, const char *field, size_t number)
{
	return str_fmt(&r->arena, "%s%zu", field, number).p;
}

static struct str
day_text(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	return at ? str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day) : S("");
}

/* What is kept of a line stands in its fields, unless something else was typed. */
static struct listen_said
kept_line(struct req *r, const struct listen_seen *s, size_t number)
{
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct listen_told *l = &s->lines.v[i];

		if (l->number != (int64_t)number)
			continue;
		ui_fill(r, name_of(r, "text", number), l->text);
		ui_fill(r, name_of(r, "words", number), l->words);
		ui_fill(r, name_of(r, "day", number), day_text(&r->arena, l->day));
		return (struct listen_said){
			.text = l->text, .sort = (int)l->sort,
			.owner = l->org      ? str_fmt(&r->arena, "b%lld", (long long)l->org)
				 : l->person ? str_fmt(&r->arena, "p%lld", (long long)l->person)
					     : S(""),
		};
	}
	return (struct listen_said){.text = S(""), .owner = S("")};
}

static struct listen_field_row
row_of(struct req *r, const struct owners *owners, const struct listen_said *said, size_t number)
{
	struct listen_field_row row = {
		.text = name_of(r, "text", number), .words = name_of(r, "words", number), .name = name_of(r, "name", number),
		.phone = name_of(r, "phone", number), .owner = name_of(r, "owner", number), .day = name_of(r, "day", number),
		.sort = name_of(r, "sort", number), .number = (int64_t)number, .chosen = said->sort,
	};

	add_owners(r, owners, said->owner, &row);
	return row;
}

static int
enter_page(struct req *r)
{
	const struct listen_enter_in *in = form_if(r, listen_enter_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("边听边记"), .tab = "listen", .script = "listen_enter.js"};
	struct listen_enter_page p = {.most = LISTEN_LINES_MAX};
	struct owners owners = {.names = NULL};
	struct listen_seen s;
	size_t shown = BLANK_ROWS;

	TRY(listen_see(r->tx, r->who, r->arg[0], &s));
	if (!s.staff)
		return E_NOTFOUND;
	if (!s.may[LISTEN_ACT_SAVE])
		return s.m.state == LISTEN_RUNNING ? E_DENIED : E_STALE;
	TRY(read_owners(r, &s.m, &owners));
	for (size_t i = 0; i < s.lines.n; i++)
		shown = (size_t)s.lines.v[i].number + BLANK_ROWS;
	for (size_t i = 0; in && i < LISTEN_LINES_MAX; i++)
		if (in->lines[i].text.n && i + 1 + BLANK_ROWS > shown)
			shown = i + 1 + BLANK_ROWS;
	shown = shown < LISTEN_LINES_MAX ? shown : LISTEN_LINES_MAX;
	ui_form(r, &enter_form);
	p.rows.v = NEW_ARRAY(&r->arena, struct listen_field_row, shown);
	for (size_t i = 1; i <= shown; i++) {
		struct listen_said kept = kept_line(r, &s, i);

		p.rows.v[p.rows.n] = row_of(r, &owners, in ? &in->lines[i - 1] : &kept, i);
		p.rows.v[p.rows.n++].sealed = s.sealed[i - 1];
	}
	p.m = s.m;
	p.kind = listen_kind_word(s.s.kind);
	p.version = s.m.version;
	p.typed = (int64_t)s.lines.n;
	p.reader = str_sub(secret_index(&r->arena, "listen draft", str_number(&r->arena, r->who->person)), 0, READER_DIGITS);
	page.back = str_fmt(&r->arena, "/listen/%.*s", STR(s.m.code)).p;
	return reply_page(r, &page, listen_enter, &p);
}

/* ---- saving and ending ---- */

struct listen_guesses {
	struct appeal_guess v[LISTEN_LINES_MAX];
};

/* What each line is about is thought before the transaction for which others wait. */
static int
think(struct req *r)
{
	const struct listen_enter_in *in = form_in(r, listen_enter_in);
	struct listen_guesses *g = NEW(&r->arena, struct listen_guesses);

	*g = (struct listen_guesses){0};
	LEAVE(&r->found, listen_guesses, g);
	if (in->act != LISTEN_ACT_CLOSE)
		return 0;
	for (size_t i = 0; i < LISTEN_LINES_MAX; i++)
		if (in->lines[i].text.n && !in->lines[i].words.n)
			TRY(appeal_guess(r->tx, r->who, S(""), in->lines[i].text, S(""), &g->v[i]));
	return 0;
}

static int
lacks(struct req *r, const char *field, size_t number, const char *text)
{
	for (size_t i = 0; i < sizeof enter_fields / sizeof *enter_fields; i++)
		if (str_is(str_of(enter_fields[i].name), name_of(r, field, number)))
			return form_fail_at(r, "listen_enter_in", enter_fields[i].offset, text, S(""));
	return E_INVALID;
}

/* Every line that lacks something is told at its field, not the first one alone. */
static int
check_lines(struct req *r, const struct listen_enter_in *in)
{
	int rc = 0;

	for (size_t i = 0; i < LISTEN_LINES_MAX; i++)
		switch (listen_lacks(&in->lines[i])) {
		case LACKS_NOTHING: break;
		case LACKS_OWNER: rc = lacks(r, "owner", i + 1, N_("还没有人负责：请选单位或人，或者写当场怎么说清的。")); break;
		case LACKS_DAY: rc = lacks(r, "day", i + 1, N_("还没有期限：请写哪天前办。")); break;
		case LACKS_WORDS: rc = lacks(r, "words", i + 1, N_("私事请写给了什么建议、可以找谁。")); break;
		}
	return rc;
}

static int
enter_post(struct req *r)
{
	const struct listen_enter_in *in = form_in(r, listen_enter_in);
	const struct listen_guesses *g = TAKE(&r->found, listen_guesses);
	bool ends = in->act == LISTEN_ACT_CLOSE;

	if (ends)
		TRY(check_lines(r, in));
	TRY(listen_move(r->tx, r->who, r->arg[0],
			&(struct listen_change){
				.act = (enum listen_act)in->act, .version = in->version, .lines = in->lines, .guesses = g ? g->v : NULL,
				.came = in->came, .names = in->names, .agreed = in->agreed, .shown = in->shown,
			}));
	gate_flash(r, ends ? N_("结束了，没当场说清的都立了件") : N_("记下了"));
	return redirect(r, ends ? "/listen/%.*s" : "/listen/%.*s/enter", STR(r->arg[0]));
}

static const struct route rows[] = {
	ROUTE_GET("/listen/:code/enter", LISTEN_HOLD, enter_page, .about = "The page to type matters while people speak"),
	ROUTE_POST("/listen/:code/enter", LISTEN_HOLD, enter_post, .form = &enter_form, .ahead = think, .again = enter_page,
		   .about = "Keep what was typed, or end the session: each matter that is not settled becomes a case"),
};

const struct route_table listen_enter_routes = {rows, sizeof rows / sizeof *rows};
