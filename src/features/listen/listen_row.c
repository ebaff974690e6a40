/* listen_row.c: what was typed, a line each: what is refused, what a line needs before the session may end. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/listen/listen_rules.h"
#include "lib/secret.h"

enum { DAY_S = 86400 };

/* A refusal outlives the transaction: names of fields stand here, not in its arena. */
static const char *const fields[LINE__COLUMNS][LISTEN_LINES_MAX + 1] = {
	[LINE_TEXT] = {
		NULL, "text1", "text2", "text3", "text4", "text5", "text6", "text7", "text8", "text9", "text10", "text11",
		"text12", "text13", "text14", "text15", "text16", "text17", "text18", "text19", "text20", "text21", "text22",
		"text23", "text24", "text25", "text26", "text27", "text28", "text29", "text30"},
	[LINE_SORT] = {
		NULL, "sort1", "sort2", "sort3", "sort4", "sort5", "sort6", "sort7", "sort8", "sort9", "sort10", "sort11",
		"sort12", "sort13", "sort14", "sort15", "sort16", "sort17", "sort18", "sort19", "sort20", "sort21", "sort22",
		"sort23", "sort24", "sort25", "sort26", "sort27", "sort28", "sort29", "sort30"},
	[LINE_OWNER] = {
		NULL, "owner1", "owner2", "owner3", "owner4", "owner5", "owner6", "owner7", "owner8", "owner9", "owner10",
		"owner11", "owner12", "owner13", "owner14", "owner15", "owner16", "owner17", "owner18", "owner19", "owner20",
		"owner21", "owner22", "owner23", "owner24", "owner25", "owner26", "owner27", "owner28", "owner29", "owner30"},
	[LINE_DAY] = {
		NULL, "day1", "day2", "day3", "day4", "day5", "day6", "day7", "day8", "day9", "day10", "day11", "day12",
		"day13", "day14", "day15", "day16", "day17", "day18", "day19", "day20", "day21", "day22", "day23", "day24",
		"day25", "day26", "day27", "day28", "day29", "day30"},
	[LINE_WORDS] = {
		NULL, "words1", "words2", "words3", "words4", "words5", "words6", "words7", "words8", "words9", "words10",
		"words11", "words12", "words13", "words14", "words15", "words16", "words17", "words18", "words19", "words20",
		"words21", "words22", "words23", "words24", "words25", "words26", "words27", "words28", "words29", "words30"},
};

const char *
listen_field(enum listen_column column, size_t number)
{
	return fields[column][number];
}

enum listen_lack
listen_lacks(const struct listen_said *s)
{
	if (!str_trim(s->text).n || str_trim(s->words).n)
		return LACKS_NOTHING;
	if (s->sort == SORT_PRIVATE)
		return LACKS_WORDS;
	if (!str_trim(s->owner).n)
		return LACKS_OWNER;
	return s->day ? LACKS_NOTHING : LACKS_DAY;
}

/* "b7", "p7". */
static int
find_owner(struct move *m, struct str owner, size_t number, struct listen_line *l)
{
	int64_t id = 0;
	int rc = E_NOTFOUND;

	l->org = l->person = 0;
	if (!owner.n)
		return 0;
	if (str_int(str_sub(owner, 1, owner.n - 1), &id) && id > 0 && *owner.p == 'b') {
		struct org org;

		rc = account_org(m->tx, m->who->district, id, &org);
		if (rc == 0 && org.state != ORG_ACTIVE)
			rc = E_NOTFOUND;
		l->org = id;
	} else if (id > 0 && *owner.p == 'p') {
		struct actor person;

		rc = account_actor(m->tx, m->who->district, id, &person);
		if (rc == 0 && !actor_can(&person, LISTEN_HOLD, &m->place, 0))
			rc = E_NOTFOUND;
		l->person = id;
	}
	if (rc == E_NOTFOUND)
		return fail(m->tx, E_INVALID, listen_field(LINE_OWNER, number), N_("没有这个单位或人，请从列表里选。"));
	return rc;
}

static int
check_line(struct move *m, const struct listen_said *s, size_t number)
{
	if (str_chars(s->text) > LISTEN_TEXT_MAX)
		return fail(m->tx, E_INVALID, listen_field(LINE_TEXT, number), N_("一条最多 200 个字，说不完的分成两条。"));
	if (str_chars(s->words) > LISTEN_TEXT_MAX)
		return fail(m->tx, E_INVALID, listen_field(LINE_WORDS, number), N_("最多 200 个字。"));
	if (s->sort < 0 || s->sort >= SORT__MAX)
		return fail(m->tx, E_INVALID, listen_field(LINE_SORT, number), N_("请从给出的选项里选"));
	if (s->day && s->day + DAY_S <= m->at)
		return fail(m->tx, E_INVALID, listen_field(LINE_DAY, number), N_("请写哪天前办，不能早于今天。"));
	if (s->day > m->at + LISTEN_DAYS_MAX * (int64_t)DAY_S)
		return fail(m->tx, E_INVALID, listen_field(LINE_DAY, number), N_("太远了，最多约到 250 天以后。"));
	return 0;
}

static const struct listen_line *
line_before(const struct listen_line_list *lines, int64_t number)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i].number == number)
			return &lines->v[i];
	return NULL;
}

int
listen_take_lines(struct move *m)
{
	struct listen_moving *s = listen_of(m);
	struct listen_line_list is = {NEW_ARRAY(m->tx->arena, struct listen_line, LISTEN_LINES_MAX), 0};

	for (size_t i = 0; i < LISTEN_LINES_MAX; i++) {
		const struct listen_said *said = &s->c->lines[i];
		const struct listen_line *was = line_before(&s->lines, (int64_t)i + 1);
		struct listen_line l = {
			.session = m->m.id, .number = (int64_t)i + 1, .sort = said->sort, .day = said->day, .appeal_code = S(""),
			.text = str_trim(said->text), .words = str_trim(said->words), .name = was ? was->name : S(""),
			.phone = was ? was->phone : S(""),
		};

		if (!l.text.n) {
			/* Words without the matter they are about. */
			if (l.words.n || str_trim(said->name).n || said->phone.n)
				return fail(m->tx, E_INVALID, listen_field(LINE_TEXT, i + 1), N_("这一条还没写是什么事。"));
			continue;
		}
		TRY(check_line(m, said, i + 1));
		TRY(find_owner(m, str_trim(said->owner), i + 1, &l));
		if (str_trim(said->name).n)
			l.name = secret_seal(m->tx->arena, str_trim(said->name));
		if (said->phone.n)
			l.phone = secret_seal(m->tx->arena, said->phone);
		is.v[is.n++] = l;
	}
	s->lines = is;
	s->lines_changed = true;
	return 0;
}
