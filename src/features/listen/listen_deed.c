/* listen_deed.c: what each move of a session changes besides the state. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/listen/listen_rules.h"
#include "lib/secret.h"

int
listen_do_edit(struct move *m)
{
	struct listen_moving *s = listen_of(m);

	return s->c->plan ? listen_say(m, &s->row, s->c->plan) : E_DENIED;
}

int
listen_do_save(struct move *m)
{
	return listen_take_lines(m);
}

int
listen_do_call_off(struct move *m)
{
	struct listen_moving *s = listen_of(m);

	if (!str_trim(m->c->text).n)
		return fail(m->tx, E_INVALID, "text", N_("请写为什么取消，来的人要知道。"));
	if (s->lines.n)
		return fail(m->tx, E_INVALID, "text", N_("已经记了事情的不能取消，请办好每一条再结束。"));
	return 0;
}

/* ---- ending ---- */

static int
check_whole(struct move *m)
{
	const struct listen_moving *s = listen_of(m);

	for (size_t i = 0; i < LISTEN_LINES_MAX; i++)
		switch (listen_lacks(&s->c->lines[i])) {
		case LACKS_NOTHING: break;
		case LACKS_OWNER:
			return fail(m->tx, E_INVALID, listen_field(LINE_OWNER, i + 1), N_("还没有人负责：请选单位或人，或者写当场怎么说清的。"));
		case LACKS_DAY:
			return fail(m->tx, E_INVALID, listen_field(LINE_DAY, i + 1), N_("还没有期限：请写哪天前办。"));
		case LACKS_WORDS:
			return fail(m->tx, E_INVALID, listen_field(LINE_WORDS, i + 1), N_("私事请写给了什么建议、可以找谁。"));
		}
	return 0;
}

static int
take_names(struct move *m)
{
	struct listen_moving *s = listen_of(m);
	struct str names = str_trim(s->c->names);

	if (s->c->came < 0 || s->c->came > LISTEN_CAME_MAX)
		return fail(m->tx, E_INVALID, "came", N_("来了多少人？请写 0 到 5000。"));
	if (str_chars(names) > LISTEN_NAMES_MAX)
		return fail(m->tx, E_INVALID, "names", N_("最多 1000 个字。"));
	if (names.n && !s->c->agreed)
		return fail(m->tx, E_INVALID, "names", N_("记名字要来的人同意。没问过就只写人数。"));
	s->row.came = s->c->came;
	s->row.names = secret_seal(m->tx->arena, names);
	return 0;
}

/* What was promised there, as who works on the case reads it. */
static int
note(struct move *m, const struct listen_line *l, struct str owner, struct str code)
{
	struct civil day = clock_civil(l->day);
	struct str text = str_fmt(m->tx->arena, "%.*s 第 %lld 条。会上定的：%.*s负责，%d年%d月%d日前办。", STR(m->m.code), (long long)l->number,
				  STR(owner), day.year, day.month, day.day);

	return appeal_note(m->tx, m->who, code, text, m->c->at, m->c->quiet);
}

/* To the body that was named, where the actor may dispatch; else the case waits with the community, where the note says whom it was
 * promised to. */
static int
dispatch(struct move *m, const struct listen_line *l, struct str code)
{
	int rc;

	if (!l->org || !actor_can(m->who, APPEAL_DISPATCH, &m->place, 0))
		return 0;
	rc = appeal_hand(m->tx, m->who, code, l->org, m->c->at, m->c->quiet);
	if (rc == E_INVALID)
		return fail(m->tx, E_INVALID, listen_field(LINE_OWNER, (size_t)l->number), N_("这一条不能派给这家，请换一家。"));
	return rc;
}

static int
owner_name(struct move *m, const struct listen_line *l, struct str *ret)
{
	struct org org;
	struct person person;

	*ret = S("");
	if (l->org) {
		TRY(account_org(m->tx, m->who->district, l->org, &org));
		*ret = org.name;
	} else if (l->person) {
		TRY(account_get(m->tx, m->who->district, l->person, &person));
		*ret = person.title.n ? person.title : person.name;
	}
	return 0;
}

/* A 小事 lies first with its circle where its item allows that; what the room could not settle begins with the community. */
static int
file(struct move *m, struct listen_line *l)
{
	const struct listen_moving *s = listen_of(m);
	struct appeal_new n = {
		.title = S(""), .text = l->text, .answers = S(""), .place = m->m.place, .spot = s->row.spot, .open = false,
		.channel = s->row.kind == LISTEN_VISIT ? CHANNEL_VISIT : CHANNEL_MEETING, .up = l->sort != SORT_SMALL || l->org, .sort = (enum appeal_sort)l->sort,
		.once = str_fmt(m->tx->arena, "listen-%.*s-%lld", STR(m->m.code), (long long)l->number), .at = m->c->at, .calm = m->c->quiet,
	};
	struct appeal_receipt made;
	struct str owner;

	TRY(secret_open(m->tx->arena, l->name, &n.name));
	TRY(secret_open(m->tx->arena, l->phone, &n.phone));
	n.anon = n.name.n || n.phone.n ? ANON_COMMUNITY : ANON_NOBODY;
	if (s->c->guesses)
		n.guess = s->c->guesses[l->number - 1];
	TRY(appeal_file(m->tx, m->who, &n, &made));
	l->appeal = made.id;
	l->appeal_code = made.code;
	TRY(dispatch(m, l, made.code));
	TRY(owner_name(m, l, &owner));
	return note(m, l, owner, made.code);
}

int
listen_do_close(struct move *m)
{
	struct listen_moving *s = listen_of(m);
	struct buf data;

	TRY(listen_take_lines(m));
	TRY(check_whole(m));
	TRY(take_names(m));
	buf_init(&data, m->tx->arena);
	for (size_t i = 0; i < s->lines.n; i++) {
		struct listen_line *l = &s->lines.v[i];

		s->row.matters++;
		s->row.settled += l->words.n > 0;
		s->row.private += l->sort == SORT_PRIVATE;
		if (!l->words.n) {
			TRY(file(m, l));
			buf_fmt(&data, "%s%.*s", buf_done(&data).n ? "," : "cases=", STR(l->appeal_code));
		}
		l->name = l->phone = S("");
	}
	m->data = buf_done(&data);
	s->row.shown = s->c->shown;
	s->row.closed_at = m->at;
	m->m.closed_at = m->at;
	return 0;
}
