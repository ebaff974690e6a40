/* account_org.c: the bodies that answer for matters, and who may change them. */
#include <string.h>

#include "base/id.h"
#include "features/account/account_admin.h"
#include "features/account/account_rules.h"
#include "gen/account_sql.h"

/* Codes go into addresses, tables and rules: small letters, digits, dash and underscore. */
static bool
is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-')
			return false;
	}
	return s.n > 0 && s.n <= 40;
}

static int
check_org(struct tx *tx, const struct org *o)
{
	if (!str_trim(o->name).n)
		return fail(tx, E_INVALID, "name", N_("请填机构名称"));
	if (!is_code(o->kind))
		return fail(tx, E_INVALID, "kind", N_("类别用小写字母、数字、- 和 _，例如 community"));
	return 0;
}

int
account_org_add(struct tx *tx, const struct actor *who, const struct org *o, int64_t *ret_id)
{
	struct org row = *o;
	int rc;

	TRY(account_power(tx, who, o->place, 0));
	TRY(check_org(tx, o));
	if (!is_code(o->code))
		return fail(tx, E_INVALID, "code", N_("编号用小写字母、数字、- 和 _，最多 40 个"));
	row.id = id_new();
	row.state = ORG_ACTIVE;
	row.version = 1;
	rc = sql_org_insert(tx, who->district, &row);
	if (rc == E_STALE)
		return fail(tx, E_STALE, "code", N_("这个编号已经有机构用了，请换一个"));
	TRY(rc);
	TRY(account_step(tx, who, row.id, ACCOUNT_ADDED, S("org")));
	*ret_id = row.id;
	return 0;
}

int
account_org_managed(struct tx *tx, const struct actor *who, int64_t id, struct org *ret)
{
	struct org o;

	TRY(account_org(tx, who->district, id, &o));
	TRY(account_power(tx, who, o.place, 0));
	*ret = o;
	return 0;
}

int
account_org_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version, const struct org *o)
{
	struct org was, is = *o;

	TRY(account_org_managed(tx, who, id, &was));
	if (o->place != was.place)
		TRY(account_power(tx, who, o->place, 0));
	TRY(check_org(tx, o));
	is.id = id;
	is.version = version;
	TRY(sql_org_edit(tx, who->district, &is));
	return account_step(tx, who, id, ACCOUNT_EDITED, S("org"));
}

int
account_org_close(struct tx *tx, const struct actor *who, int64_t id, bool closed)
{
	struct org o;

	TRY(account_org_managed(tx, who, id, &o));
	TRY(sql_org_state(tx, who->district, id, closed ? ORG_ACTIVE : ORG_CLOSED,
			  closed ? ORG_CLOSED : ORG_ACTIVE));
	return account_step(tx, who, id, closed ? ACCOUNT_STOPPED : ACCOUNT_RESUMED, S("org"));
}

int
account_org_lines(struct tx *tx, const struct actor *who, struct str after, int64_t limit,
		  struct org_line_list *ret)
{
	if (actor_has(who, ACCOUNT_ADMIN))
		return sql_orgs_after(tx, who->district, after, limit, ret);
	return sql_orgs_open_after(tx, who->district, after, limit, ret);
}

int
account_name_steps(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
		   struct flow_step_list *steps)
{
	struct step_name_list names;
	size_t k = 0;

	TRY(sql_steps_named(tx, district, subject, id, &names));
	/* Both are in the order of the history, and the names are of all steps. */
	for (size_t i = 0; i < names.n && k < steps->n; i++) {
		struct flow_step *s = &steps->v[k];

		if (s->id != names.v[i].id)
			continue;
		s->person_title = names.v[i].title;
		s->org_name = names.v[i].org_name;
		s->org_name_en = names.v[i].org_name_en;
		k++;
	}
	return 0;
}

int
account_staff(struct tx *tx, int64_t district, int64_t desk, enum perm perm, int64_t after, int64_t limit,
	      struct person_id_list *ret)
{
	struct desk_staff_list rows;
	int64_t roles = 0;

	_Static_assert(ROLE__MAX < 63, "a bit for each role");
	for (int role = ROLE__NONE + 1; role < ROLE__MAX; role++)
		if (role_has((enum role)role, perm))
			roles |= INT64_C(1) << role;
	TRY(sql_desk_staff(tx, district, desk, roles, after, limit, &rows));
	ret->v = NEW_ARRAY(tx->arena, struct person_id, rows.n);
	ret->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		ret->v[i].id = rows.v[i].id;
	return 0;
}
