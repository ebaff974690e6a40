/* listen_row.c: what was typed, a line each: what is refused, what a line needs before the session may end. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/listen/listen_rules.h"
#include "lib/secret.h"

enum { DAY_S = 86400 };

const char *
listen_field(struct arena *a, const char *name, size_t number)
{
	return str_fmt(a, "%s%zu", name, number).p;
}

enum listen_lack
listen_lacks(const struct listen_said *s)
{
	if (!str_trim(s->text).n || str_trim(s->words).n)
		return LACKS_NOTHING;
	if (s->sort == LISTEN_PRIVATE)
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
		return fail(m->tx, E_INVALID, listen_field(m->tx->arena, "owner", number), N_("没有这个单位或人，请从列表里选。"));
	return rc;
}

static int
check_line(struct move *m, const struct listen_said *s, size_t number)
{
	struct arena *a = m->tx->arena;

	if (str_chars(s->text) > LISTEN_TEXT_MAX)
		return fail(m->tx, E_INVALID, listen_field(a, "text", number), N_("一条最多 200 个字，说不完的分成两条。"));
	if (str_chars(s->words) > LISTEN_TEXT_MAX)
		return fail(m->tx, E_INVALID, listen_field(a, "words", number), N_("最多 200 个字。"));
	if (s->sort < 0 || s->sort >= LISTEN_SORT__MAX)
		return fail(m->tx, E_INVALID, listen_field(a, "sort", number), N_("请从给出的选项里选"));
	if (s->day && s->day + DAY_S <= m->at)
		return fail(m->tx, E_INVALID, listen_field(a, "day", number), N_("请写哪天前办，不能早于今天。"));
	if (s->day > m->at + LISTEN_DAYS_MAX * (int64_t)DAY_S)
		return fail(m->tx, E_INVALID, listen_field(a, "day", number), N_("太远了，最多约到 250 天以后。"));
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
				return fail(m->tx, E_INVALID, listen_field(m->tx->arena, "text", i + 1), N_("这一条还没写是什么事。"));
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
