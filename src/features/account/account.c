/* account.c: people, bodies and roles, as the other features see them. */
#include "features/account/account.h"

#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_rules.h"
#include "features/account/account_seal.h"
#include "features/territory/territory.h"
#include "gen/account_sql.h"
#include "lib/mail.h"
#include "lib/phone.h"
#include "lib/secret.h"

void
account_visitor(int64_t district, struct actor *ret)
{
	*ret = (struct actor){.kind = ACTOR_VISITOR, .district = district, .scopes = PERM_SET_ALL};
}

int
account_step(struct tx *tx, const struct actor *who, int64_t subject, enum account_step kind,
	     struct str data)
{
	struct flow_new step = {
		.id = subject,
		.kind = kind,
		.sight = FLOW_INTERNAL,
		.data = data,
	};

	return sealed_add(tx, who, &account_sealed, &step);
}

int64_t
account_temporary_until(void)
{
	enum { DAY = 86400 };

	return clock_now() + (int64_t)ACCOUNT_TEMPORARY_DAYS * DAY;
}

struct str
account_phone_index(struct arena *a, struct str phone)
{
	return phone.n ? secret_index(a, "phone", phone) : S("");
}

/* Small letters, digits and . _ - : nobody mistakes it for a number or a name. */
static bool
is_login(struct str s)
{
	bool letter = false;

	if (s.n < 2 || s.n > 40)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool is_letter = c >= 'a' && c <= 'z';

		if (!is_letter && !(c >= '0' && c <= '9') && !(i && c && strchr("._-", c)))
			return false;
		letter = letter || is_letter;
	}
	return letter;
}

int
account_check_person(struct tx *tx, int64_t district, const struct account_new *p)
{
	struct territory_node home;
	struct str email = p->email;
	const char *wrong = email.n ? mail_address(tx->arena, &email) : NULL;

	if (!p->login.n && !p->phone.n)
		return fail(tx, E_INVALID, "login", N_("登录名和手机号至少填一个"));
	if (p->login.n && !is_login(p->login))
		return fail(tx, E_INVALID, "login",
			    N_("登录名用小写字母、数字和 . _ -，2 到 40 个，至少有一个字母"));
	if (p->phone.n && !phone_is_mobile(p->phone))
		return fail(tx, E_INVALID, "phone", N_("手机号应是 1 开头的 11 位数字"));
	if (wrong)
		return fail(tx, E_INVALID, "email", wrong);
	if (!p->name.n)
		return fail(tx, E_INVALID, "name", N_("请填姓名"));
	if (p->home && territory_get(tx, district, p->home, &home) < 0)
		return fail(tx, E_INVALID, "home", N_("没有这个地点，请填编号或完整名称"));
	return 0;
}

int
account_taken(struct tx *tx, int64_t district, int64_t id, const struct account_new *p)
{
	struct person other = {0};

	if (account_by_login(tx, district, p->login, &other) == 0 && other.id != id)
		return fail(tx, E_STALE, "login", N_("这个登录名已经有人用了，请换一个"));
	if (account_by_phone(tx, district, p->phone, &other) == 0 && other.id != id)
		return fail(tx, E_STALE, "phone", N_("这个手机号已经有账户了"));
	return E_STALE;
}

int
account_power(struct tx *tx, const struct actor *who, int64_t node, int64_t org)
{
	struct territory_node n;
	struct place place;
	struct org body;

	if (org) {
		TRY(account_org(tx, who->district, org, &body));
		TRY(account_power(tx, who, body.place, 0));
		if (!node)
			return 0;
	}
	if (who->kind == ACTOR_SYSTEM)
		return 0;
	TRY(node ? territory_get(tx, who->district, node, &n)
		 : territory_root(tx, who->district, &n));
	place = territory_place_of(&n);
	return actor_can(who, ACCOUNT_ADMIN, &place, 0) ? 0 : E_DENIED;
}

int
account_add(struct tx *tx, const struct actor *who, const struct account_new *p, int64_t *ret_id)
{
	struct person row = {
		.id = id_new(),
		.login = p->login,
		.name = p->name,
		.name_en = p->name_en,
		.title = p->title,
		.phone_index = account_phone_index(tx->arena, p->phone),
		.password = p->password_hash,
		.temporary_until = p->temporary && p->password_hash.n ? account_temporary_until() : 0,
		.home = p->home,
		.state = PERSON_ACTIVE,
		.version = 1,
		.created_at = clock_now(),
	};
	int rc;

	TRY(account_power(tx, who, p->home, 0));
	TRY(account_check_person(tx, who->district, p));
	row.phone = secret_seal(tx->arena, p->phone);
	row.email = secret_seal(tx->arena, p->email);
	rc = sql_person_insert(tx, who->district, &row);
	if (rc == E_STALE)
		return account_taken(tx, who->district, row.id, p);
	TRY(rc);
	TRY(account_step(tx, who, row.id, ACCOUNT_ADDED, S("")));
	*ret_id = row.id;
	return 0;
}

int
account_by_login(struct tx *tx, int64_t district, struct str login, struct person *ret)
{
	return sql_person_by_login(tx, district, str_lower(tx->arena, login), ret);
}

int
account_by_phone(struct tx *tx, int64_t district, struct str phone, struct person *ret)
{
	return sql_person_by_phone(tx, district, account_phone_index(tx->arena, phone), ret);
}

int
account_get(struct tx *tx, int64_t district, int64_t id, struct person *ret)
{
	return sql_person_get(tx, district, id, ret);
}

int
account_load_grants(struct tx *tx, struct actor *who)
{
	struct role_grant_list rows;
	struct grant *grants;

	TRY(sql_grants_of(tx, who->district, who->person, &rows));
	grants = NEW_ARRAY(tx->arena, struct grant, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		grants[i] = (struct grant){
			.role = (enum role)rows.v[i].role,
			.level = (enum level)rows.v[i].level,
			.node = rows.v[i].node,
			.org = rows.v[i].org,
		};
	who->grants = grants;
	who->grants_n = rows.n;
	return 0;
}

int
account_actor(struct tx *tx, int64_t district, int64_t person, struct actor *ret)
{
	struct person p;
	struct actor who = {.kind = ACTOR_PERSON,
			    .district = district,
			    .person = person,
			    .scopes = PERM_SET_ALL};

	TRY(account_get(tx, district, person, &p));
	who.name = p.name;
	who.home = p.home;
	TRY(account_load_grants(tx, &who));
	*ret = who;
	return 0;
}

int
account_org(struct tx *tx, int64_t district, int64_t id, struct org *ret)
{
	return sql_org_get(tx, district, id, ret);
}

int
account_org_by_code(struct tx *tx, int64_t district, struct str code, struct org *ret)
{
	return sql_org_by_code(tx, district, code, ret);
}

int
account_orgs(struct tx *tx, int64_t district, struct org_list *ret)
{
	return sql_orgs_active(tx, district, ret);
}

int
account_org_for(struct tx *tx, int64_t district, struct str kind, const struct place *place,
		struct org *ret)
{
	const int64_t *at = place->at;
	struct org_places serving = {at[1], at[2], at[3], at[4], at[5], at[6], at[7], at[8]};
	struct org_list list;
	const struct org *best = NULL;
	int best_level = -1;

	TRY(sql_orgs_serving(tx, district, kind, &serving, &list));
	for (size_t i = 0; i < list.n; i++) {
		int level = LEVEL__MAX - 1;

		/* A body of the whole district has place 0 and matches at no level. */
		while (level > 0 && !(list.v[i].place && at[level] == list.v[i].place))
			level--;
		if (level > best_level) {
			best = &list.v[i];
			best_level = level;
		}
	}
	if (!best)
		return E_NOTFOUND;
	*ret = *best;
	return 0;
}
