/* account_admin.c: administrators and the people and bodies under them. */
#include "features/account/account_admin.h"

#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_rules.h"
#include "features/territory/territory.h"
#include "gen/account_sql.h"
#include "lib/phone.h"
#include "lib/secret.h"
#include "lib/text.h"

/* After every name and login in byte order: the code point no text may hold. */
#define LAST "\xf4\x8f\xbf\xbf"

/* The node people must belong to: 0 = the whole district. E_NOTFOUND: no administrator, who reaches nobody. */
static int
reach(const struct actor *who, int64_t *ret_node)
{
	enum level level;

	*ret_node = 0;
	if (who->kind == ACTOR_SYSTEM)
		return 0;
	if (!actor_reach(who, ACCOUNT_ADMIN, &level, ret_node))
		return E_NOTFOUND;
	if (level == LEVEL_DISTRICT)
		*ret_node = 0;
	return 0;
}

/* E_NOTFOUND: out of reach, as everybody is for who is no administrator; E_DENIED: in reach, but with roles
 * elsewhere. */
static int
may_manage(struct tx *tx, const struct actor *who, const struct person *p)
{
	struct role_grant_list roles;
	size_t under = 0;
	int64_t node;

	TRY(reach(who, &node));
	if (!node)
		return 0;
	TRY(sql_grants_of(tx, who->district, p->id, &roles));
	for (size_t i = 0; i < roles.n; i++)
		under += account_power(tx, who, roles.v[i].node, roles.v[i].org) == 0;
	if (under && under == roles.n)
		return 0;
	if (!under && !(p->home && account_power(tx, who, p->home, 0) == 0))
		return E_NOTFOUND;
	return roles.n ? E_DENIED : 0;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* The one person with this number, when in reach. */
static int
find_by_phone(struct tx *tx, const struct actor *who, struct str phone,
	      struct person_line_list *ret)
{
	struct person_line *line = NEW(tx->arena, struct person_line);
	struct person p;
	int rc = account_by_phone(tx, who->district, phone, &p);

	*ret = (struct person_line_list){0};
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	rc = may_manage(tx, who, &p);
	if (rc == E_NOTFOUND)
		return 0;
	if (rc != E_DENIED)
		TRY(rc);
	*line = (struct person_line){
		.id = p.id,
		.login = p.login,
		.name = p.name,
		.title = p.title,
		.phone = p.phone,
		.state = p.state,
	};
	*ret = (struct person_line_list){.v = line, .n = 1};
	return 0;
}

static const char *const dots[] = {"·", "•", "・", "‧", "．"};
enum { DOTS = sizeof dots / sizeof *dots, WRITINGS = 2 * (DOTS + 1) };

/* The same name written in another way: simplified, and with each of the dots that stand between the parts of some names. */
static struct str
writing(struct arena *a, struct str name, int i)
{
	const char *dot = i % (DOTS + 1) ? dots[i % (DOTS + 1) - 1] : NULL;
	struct buf b;

	if (i > DOTS)
		name = text_fold(a, name);
	if (!dot)
		return name;
	buf_init(&b, a);
	while (name.n) {
		size_t k = 0;

		while (k < DOTS && !str_starts(name, str_of(dots[k])))
			k++;
		if (k < DOTS)
			buf_z(&b, dot);
		else
			buf_char(&b, *name.p);
		name = str_sub(name, k < DOTS ? strlen(dots[k]) : 1, name.n);
	}
	return buf_done(&b);
}

/* Those whose name begins so, as it was typed, else as it may be written too. */
static int
find_by_name(struct tx *tx, int64_t district, struct people_page page, struct person_line_list *ret)
{
	struct str name = page.low;

	*ret = (struct person_line_list){0};
	for (int i = 0; i < WRITINGS && ret->n == 0; i++) {
		page.low = writing(tx->arena, name, i);
		if (i && str_eq(page.low, name))
			continue;
		page.high = str_fmt(tx->arena, "%.*s" LAST, STR(page.low));
		TRY(sql_people_by_name(tx, district, &page, ret));
	}
	return 0;
}

int
account_people(struct tx *tx, const struct actor *who, struct str query, int64_t after,
	       int64_t limit, struct person_line_list *ret)
{
	struct str low = str_trim(query), number = low, high, seen = S("");
	int64_t by = 0;
	bool by_login = low.n && is_ascii(low);
	struct people_page page;
	struct person last;
	int64_t node;
	bool may;

	TRY(reach(who, &node));
	if (!phone_mobile(tx->arena, &number, &by))
		return find_by_phone(tx, who, number, ret);
	if (by_login)
		low = str_lower(tx->arena, low);
	high = str_fmt(tx->arena, "%.*s" LAST, STR(low));
	if (after) {
		TRY(account_person(tx, who, after, &last, &may));
		seen = by_login ? last.login : last.name;
	}
	page = (struct people_page){low, high, seen, after, node, limit};
	return by_login ? sql_people_by_login(tx, who->district, &page, ret)
			: find_by_name(tx, who->district, page, ret);
}

int
account_person(struct tx *tx, const struct actor *who, int64_t id, struct person *ret,
	       bool *ret_may)
{
	struct person p;
	int rc;

	TRY(account_get(tx, who->district, id, &p));
	if (p.state == PERSON_ERASED)
		return E_NOTFOUND;
	rc = may_manage(tx, who, &p);
	if (rc < 0 && rc != E_DENIED)
		return rc;
	*ret = p;
	*ret_may = rc == 0;
	return 0;
}

int
account_roles(struct tx *tx, const struct actor *who, int64_t person, struct person_role_list *ret)
{
	struct person p;
	bool may;

	if (person != who->person)
		TRY(account_person(tx, who, person, &p, &may));
	return sql_roles_of(tx, who->district, person, ret);
}

int
account_each_role(struct tx *tx, int64_t district,
		  int (*row)(void *ctx, const struct login_role *row), void *ctx)
{
	return sql_login_roles(tx, district, row, ctx);
}

/* The person, when they are under the administrator. */
static int
managed(struct tx *tx, const struct actor *who, int64_t id, struct person *ret)
{
	struct person p;

	TRY(account_get(tx, who->district, id, &p));
	TRY(may_manage(tx, who, &p));
	if (p.state == PERSON_ERASED)
		return E_NOTFOUND;
	*ret = p;
	return 0;
}

/* Whoever could take over another administrator of the whole district would nod to themselves. */
static int
leave_admin(struct tx *tx, const struct actor *who, int64_t id, const char *field)
{
	struct role_grant_list roles;

	TRY(sql_grants_of(tx, who->district, id, &roles));
	for (size_t i = 0; i < roles.n; i++)
		if (roles.v[i].role == ROLE_ADMIN && roles.v[i].level == LEVEL_DISTRICT && who->kind == ACTOR_PERSON && who->person != id)
			return fail(tx, E_INVALID, field, N_("全区管理员的密码、手机号、邮箱由他自己改，忘了就在服务器上用 linli account 重设"));
	return 0;
}

int
account_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
	     const struct account_new *p)
{
	struct account_new now = *p;
	struct person was, is;
	int rc;

	TRY(managed(tx, who, id, &was));
	if (now.home != was.home)
		TRY(account_power(tx, who, now.home, 0));
	if (!now.phone.n)
		TRY(secret_open(tx->arena, was.phone, &now.phone));
	if (!now.email.n)
		TRY(secret_open(tx->arena, was.email, &now.email));
	if (p->phone.n || p->email.n || !str_eq(now.login, was.login))
		TRY(leave_admin(tx, who, id, p->phone.n ? "phone" : "email"));
	TRY(account_check_person(tx, who->district, &now));
	is = (struct person){
		.id = id,
		.version = version,
		.login = now.login,
		.name = now.name,
		.name_en = now.name_en,
		.title = now.title,
		.phone = secret_seal(tx->arena, now.phone),
		.phone_index = account_phone_index(tx->arena, now.phone),
		.email = secret_seal(tx->arena, now.email),
		.home = now.home,
	};
	rc = sql_person_edit(tx, who->district, &is);
	if (rc == E_STALE)
		return account_taken(tx, who->district, id, &now);
	TRY(rc);
	return account_step(tx, who, id, ACCOUNT_EDITED,
			    str_eq(is.phone_index, was.phone_index) ? S("") : S("phone"));
}

int
account_keep_admin(struct tx *tx, int64_t district, int64_t person)
{
	struct role_grant_list roles;
	struct account_count others;
	bool is_admin = false;

	TRY(sql_grants_of(tx, district, person, &roles));
	for (size_t i = 0; i < roles.n; i++)
		is_admin = is_admin ||
			   (roles.v[i].role == ROLE_ADMIN && roles.v[i].level == LEVEL_DISTRICT);
	if (!is_admin)
		return 0;
	TRY(sql_grant_others(tx, district, ROLE_ADMIN, LEVEL_DISTRICT, person, &others));
	if (others.n == 0)
		return fail(tx, E_INVALID, NULL,
			    N_("这是全区最后一位管理员，请先把管理员角色交给别人"));
	return 0;
}

/* Browsers and programs: whoever came in by what is no longer trusted is out, and stays out. */
static int
shut_out(struct tx *tx, int64_t district, int64_t person)
{
	TRY(sql_sessions_delete(tx, district, person, 0, NULL));
	return sql_tokens_delete(tx, district, person, NULL);
}

int
account_stop(struct tx *tx, const struct actor *who, int64_t id)
{
	struct person p;

	TRY(managed(tx, who, id, &p));
	if (id == who->person)
		return fail(tx, E_INVALID, NULL, N_("不能停用自己的账户，请别的管理员来停"));
	TRY(account_keep_admin(tx, who->district, id));
	TRY(sql_person_state(tx, who->district, id, PERSON_ACTIVE, PERSON_STOPPED));
	TRY(shut_out(tx, who->district, id));
	return account_step(tx, who, id, ACCOUNT_STOPPED, S(""));
}

int
account_resume(struct tx *tx, const struct actor *who, int64_t id)
{
	struct person p;

	TRY(managed(tx, who, id, &p));
	TRY(sql_person_state(tx, who->district, id, PERSON_STOPPED, PERSON_ACTIVE));
	return account_step(tx, who, id, ACCOUNT_RESUMED, S(""));
}

int
account_reset_password(struct tx *tx, const struct actor *who, int64_t id, struct str hash, bool own)
{
	struct person p;

	TRY(managed(tx, who, id, &p));
	TRY(leave_admin(tx, who, id, NULL));
	if (!p.login.n && !p.phone.n)
		return fail(tx, E_INVALID, NULL, N_("先给这个人登录名或手机号"));
	TRY(sql_person_password(tx, who->district, id, p.password, hash, own ? 0 : account_temporary_until()));
	TRY(sql_person_totp(tx, who->district, id, S(""), 0));
	TRY(sql_recovery_delete(tx, who->district, id, NULL));
	TRY(shut_out(tx, who->district, id));
	return account_step(tx, who, id, ACCOUNT_PASSWORD_SET, S("reset"));
}

int
account_revoke(struct tx *tx, const struct actor *who, int64_t person, int64_t grant)
{
	struct role_grant g;
	struct person p;
	bool may;

	TRY(account_person(tx, who, person, &p, &may));
	TRY(sql_grant_get(tx, who->district, grant, &g));
	if (g.person != person)
		return E_NOTFOUND;
	TRY(account_power(tx, who, g.node, g.org));
	if (g.role == ROLE_ADMIN && person == who->person)
		return fail(tx, E_INVALID, NULL, N_("不能撤掉自己的管理员角色，请别的管理员来撤"));
	TRY(sql_grant_delete(tx, who->district, grant, person));
	return account_step(tx, who, person, ACCOUNT_REVOKED,
			    str_fmt(tx->arena, "role=%s node=%lld org=%lld",
				    role_name((enum role)g.role), (long long)g.node,
				    (long long)g.org));
}

int
account_accesses_of(struct tx *tx, const struct actor *who, int64_t person, int64_t limit,
		    struct access_line_list *ret)
{
	struct person p;
	bool may;

	TRY(account_person(tx, who, person, &p, &may));
	return account_readings(tx, who->district, FLOW_ACCOUNT, person, limit, ret);
}

struct str
account_make_password(struct arena *a)
{
	struct str s = str_lower(a, secret_totp_new(a));

	return str_fmt(a, "%.4s-%.4s-%.4s-%.4s", s.p, s.p + 4, s.p + 8, s.p + 12);
}

int
account_shown(struct tx *tx, int64_t district, int64_t limit, struct shown_message_list *ret)
{
	return sql_shown_latest(tx, district, limit, ret);
}

/* A role must count somewhere, and each where it makes sense. */
int
account_check_grant(struct tx *tx, enum role role, int64_t node, int64_t org)
{
	if (role <= ROLE__NONE || role >= ROLE__MAX)
		return fail(tx, E_INVALID, "role", N_("请选角色"));
	if (role == ROLE_HANDLER && !org)
		return fail(tx, E_INVALID, "org", N_("部门承办人要说明是哪个机构的"));
	if (role == ROLE_ADMIN && !node)
		return fail(tx, E_INVALID, "place", N_("管理员要说明管哪里"));
	if (!node && !org)
		return fail(tx, E_INVALID, "place", N_("请填地点或机构，角色在那里才有效"));
	return 0;
}

static int
grant(struct tx *tx, const struct actor *who, int64_t person, enum role role, int64_t node, int64_t org, bool agreed)
{
	struct territory_node n = {0};
	struct role_grant row;
	struct person p;
	int64_t changed;
	bool may;

	TRY(account_check_grant(tx, role, node, org));
	TRY(account_power(tx, who, node, org));
	if (node)
		TRY(territory_get(tx, who->district, node, &n));
	if (role == ROLE_ADMIN && n.level == LEVEL_DISTRICT && who->kind == ACTOR_PERSON && !agreed)
		return fail(tx, E_INVALID, "role", N_("多一位全区管理员，要另一位管理员点头。请从“给角色”那一页给"));
	/* A role brings the person under the giver: it must not reach out for people of other places. */
	TRY(account_person(tx, who, person, &p, &may));
	if (p.state != PERSON_ACTIVE)
		return fail(tx, E_STALE, NULL, N_("这个账户停用了，不能再给角色"));
	row = (struct role_grant){
		.id = id_new(),
		.person = person,
		.role = role,
		.node = node,
		.level = n.level,
		.org = org,
		.granted_by = who->person,
		.granted_at = clock_now(),
	};
	TRY(sql_grant_insert(tx, who->district, &row, &changed));
	if (!changed)
		return 0;
	return account_step(tx, who, person, ACCOUNT_GRANTED,
			    str_fmt(tx->arena, "role=%s node=%lld org=%lld", role_name(role),
				    (long long)node, (long long)org));
}

int
account_grant(struct tx *tx, const struct actor *who, int64_t person, enum role role, int64_t node, int64_t org)
{
	return grant(tx, who, person, role, node, org, false);
}

int
account_grant_agreed(struct tx *tx, const struct actor *who, int64_t person, int64_t root)
{
	return grant(tx, who, person, ROLE_ADMIN, root, 0, true);
}

int
account_reveal_phone(struct tx *tx, const struct actor *who, int64_t person, struct str reason,
		     struct str *ret)
{
	struct person p;

	TRY(account_get(tx, who->district, person, &p));
	if (person != who->person)
		TRY(may_manage(tx, who, &p));
	TRY(account_log_access(tx, who, FLOW_ACCOUNT, person, S("phone"), reason));
	return secret_open(tx->arena, p.phone, ret);
}
