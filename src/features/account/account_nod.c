/* account_nod.c: what waits for a second administrator. */
#include "features/account/account_nod.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_rules.h"
#include "features/territory/territory.h"
#include "gen/account_sql.h"
#include "kit/notice.h"
#include "kit/sealed.h"

enum { DAY_S = 86400 };

static int64_t
number(struct str s)
{
	int64_t n = 0;

	return str_int(s, &n) ? n : 0;
}

/* Is there a word among those before that is not among those now? */
static bool
lost_word(struct str was, struct str is)
{
	struct str word, other;

	while (was.n && str_next(&was, ' ', &word)) {
		struct str rest = is;
		bool there = !word.n;

		while (!there && rest.n && str_next(&rest, ' ', &other))
			there = str_eq(word, other);
		if (!there)
			return true;
	}
	return false;
}

bool
account_nod_setting(const struct actor *who, enum setting_name name, struct str was, struct str is)
{
	if (who->kind != ACTOR_PERSON || str_eq(was, is))
		return false;
	switch ((int)name) {
	case SETTING_KEEP_MONTHS: return number(is) < number(was);
	case SETTING_FACTOR_DAYS: return number(is) > number(was);
	case SETTING_FACTOR_ROLES: return lost_word(was, is);
	case SETTING_COMMENT_LOOK: return str_is(is, "0");
	case SETTING_SMS_URL:
	case SETTING_SMTP_URL: return was.n > 0;
	default: return false;
	}
}

static int
admins(struct tx *tx, int64_t district, int64_t but, int64_t *ret_n)
{
	struct account_count count;

	TRY(sql_grant_others(tx, district, ROLE_ADMIN, LEVEL_DISTRICT, but, &count));
	*ret_n = count.n;
	return 0;
}

static int
tell_role(struct tx *tx, const struct actor *who, enum role role, const char *word)
{
	struct territory_node root;
	struct nod_hearer_list ids;

	TRY(territory_root(tx, who->district, &root));
	TRY(sql_nod_hearers(tx, who->district, role, root.id, &ids));
	for (size_t i = 0; i < ids.n; i++)
		if (ids.v[i].person != who->person)
			TRY(notice_one(tx, who->district, ids.v[i].person, word, S("要放宽一项重要的设置，或者多一位全区管理员。")));
	return 0;
}

/* The other administrators are asked; who is alone tells those who lead or dispatch for the district. */
static int
tell(struct tx *tx, const struct actor *who, bool alone)
{
	if (!alone)
		return tell_role(tx, who, ROLE_ADMIN, N_("等您点头：设置里有一条"));
	TRY(tell_role(tx, who, ROLE_LEADER, N_("唯一的管理员要改一项重要的设置，一天以后起作用")));
	return tell_role(tx, who, ROLE_DISPATCHER, N_("唯一的管理员要改一项重要的设置，一天以后起作用"));
}

static int
ask(struct tx *tx, const struct actor *who, struct nod *n)
{
	int64_t others, now = clock_now(), made;

	TRY(account_power(tx, who, 0, 0));
	TRY(admins(tx, who->district, who->person, &others));
	TRY(sql_nods_lapse(tx, who->district, now, NULL));
	n->id = id_new();
	n->state = NOD_WAITS;
	n->alone = others == 0;
	n->asked_by = who->person;
	n->asked_at = now;
	n->lapse_at = now + NOD_DAYS * DAY_S;
	TRY(sql_nod_insert(tx, who->district, n, &made));
	if (!made)
		return fail(tx, E_INVALID, n->name.n ? n->name.p : NULL, N_("已经有一条在等点头，先看那一条"));
	return tell(tx, who, n->alone);
}

int
account_nod_ask_setting(struct tx *tx, const struct actor *who, enum setting_name name, struct str is)
{
	const struct setting_info *s = setting_info(name);
	struct str by, was;
	const char *flaw = setting_flaw(tx->arena, name, &is, &by);

	if (flaw)
		return fail(tx, E_INVALID, s->text, flaw);
	TRY(setting_get(tx, who->district, name, &was));
	return ask(tx, who,
		   &(struct nod){.kind = NOD_SETTING, .name = str_of(s->text), .was = was, .becomes = is.n ? is : str_of(s->usual)});
}

int
account_nod_ask_admin(struct tx *tx, const struct actor *who, int64_t person)
{
	struct person p;

	TRY(account_get(tx, who->district, person, &p));
	if (p.state != PERSON_ACTIVE)
		return fail(tx, E_STALE, NULL, N_("这个账户停用了，不能再给角色"));
	return ask(tx, who, &(struct nod){.kind = NOD_ADMIN, .person = person});
}

/* The only administrator, a day after they asked. */
static int
may_agree(struct tx *tx, const struct actor *who, const struct nod_line *l, bool *ret, int64_t *ret_ready)
{
	int64_t others, now = clock_now();

	*ret_ready = 0;
	*ret = l->state == NOD_WAITS && l->lapse_at > now;
	if (who->person != l->asked_by)
		return 0;
	TRY(admins(tx, who->district, who->person, &others));
	if (l->alone && !others)
		*ret_ready = l->asked_at + NOD_ALONE_S;
	*ret = *ret && *ret_ready && *ret_ready <= now;
	return 0;
}

int
account_nods(struct tx *tx, const struct actor *who, struct nod_view_list *ret)
{
	struct nod_line_list rows;
	struct nod_view_list list = {0};
	int64_t now = clock_now();

	TRY(account_power(tx, who, 0, 0));
	TRY(sql_nods(tx, who->district, NOD_SHOWN, &rows));
	list.v = NEW_ARRAY(tx->arena, struct nod_view, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct nod_view *x = &list.v[list.n++];

		*x = (struct nod_view){.l = rows.v[i]};
		if (x->l.state == NOD_WAITS && x->l.lapse_at <= now)
			x->l.state = NOD_LAPSED;
		x->may_refuse = x->l.state == NOD_WAITS;
		TRY(may_agree(tx, who, &x->l, &x->may_agree, &x->ready_at));
	}
	*ret = list;
	return 0;
}

static int
end(struct tx *tx, const struct actor *who, int64_t id, enum nod_state state)
{
	return sql_nod_end(tx, who->district, id, state, who->person, clock_now());
}

/* As the one who asked, with a step that says who agreed. */
static int
change_setting(struct tx *tx, const struct actor *who, const struct nod_line *l)
{
	enum setting_name name = setting_find(l->name);
	struct actor asker = *who;
	struct str now;

	if (!name)
		return E_STALE;
	TRY(setting_get(tx, who->district, name, &now));
	if (!str_eq(now, l->was))
		return E_STALE;
	asker.person = l->asked_by;
	TRY(setting_put(tx, &asker, name, l->becomes));
	return sealed_add(tx, who, &setting_sealed,
			  &(struct flow_new){.id = who->district, .kind = SETTING_STEP_NOD, .sight = FLOW_INTERNAL, .data = l->name,
					     .text = str_fmt(tx->arena, "%.*s\n%.*s", STR(l->was), STR(l->becomes))});
}

static int
make_admin(struct tx *tx, const struct actor *who, const struct nod_line *l)
{
	struct territory_node root;

	TRY(territory_root(tx, who->district, &root));
	return account_grant_agreed(tx, who, l->person, root.id);
}

int
account_nod_agree(struct tx *tx, const struct actor *who, int64_t id)
{
	struct nod_line l;
	int64_t ready;
	bool may;

	TRY(account_power(tx, who, 0, 0));
	TRY(sql_nod_get(tx, who->district, id, &l));
	if (l.state != NOD_WAITS || l.lapse_at <= clock_now())
		return fail(tx, E_STALE, NULL, N_("这一条已经过了，或者有人先处理了"));
	TRY(may_agree(tx, who, &l, &may, &ready));
	if (!may)
		return fail(tx, E_DENIED, NULL, N_("自己要的要别人点头"));
	TRY(end(tx, who, id, NOD_AGREED));
	return l.kind == NOD_SETTING ? change_setting(tx, who, &l) : make_admin(tx, who, &l);
}

int
account_nod_refuse(struct tx *tx, const struct actor *who, int64_t id)
{
	struct nod_line l;

	TRY(account_power(tx, who, 0, 0));
	TRY(sql_nod_get(tx, who->district, id, &l));
	return end(tx, who, id, NOD_REFUSED);
}
