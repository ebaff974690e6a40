/* account_import.c: people and their roles out of a sheet: what each row would do, and doing it. */
#include "features/account/account_import.h"

#include "features/account/account_admin.h"
#include "features/account/account_rules.h"
#include "features/account/account_self.h"
#include "features/territory/territory.h"
#include "gen/account_sql.h"
#include "lib/phone.h"
#include "lib/secret.h"

/* One more thing is wrong with the row; the first one is told. Goes on with the next row. */
static int
bad(struct account_import_row *row, const char *column, const char *why)
{
	if (!row->problem) {
		row->problem = why;
		row->column = column;
	}
	return 0;
}

/* A rule that refuses says why in the transaction, which goes on: the row is passed over. */
static int
refused(struct tx *tx, struct account_import_row *row, const char *column, int rc)
{
	const char *why = tx->fault.text;

	if (rc >= 0)
		return 0;
	tx->fault = (struct fault){0};
	if (rc == E_DENIED)
		return bad(row, column, N_("不在您管的范围里"));
	if (rc == E_NOTFOUND)
		return bad(row, column, N_("没有认出来，请填完整的名称或编号"));
	if (rc == E_INVALID || rc == E_STALE)
		return bad(row, column, why ? why : N_("没有认出来，请填完整的名称或编号"));
	return rc;
}

static int
find_place(struct tx *tx, const struct actor *who, struct account_import_row *row, struct str text, const char *column, int64_t *ret)
{
	*ret = 0;
	return text.n ? refused(tx, row, column, account_find_place(tx, who->district, text, ret)) : 0;
}

/* A body by its code, else by its whole name. */
static int
find_body(struct tx *tx, const struct actor *who, struct account_import_row *row)
{
	struct org_list all;
	struct org org;
	int rc;

	row->body = 0;
	if (!row->org.n)
		return 0;
	rc = account_org_by_code(tx, who->district, row->org, &org);
	if (rc == 0)
		row->body = org.id;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(account_orgs(tx, who->district, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].name, row->org))
			row->body = all.v[i].id;
	return row->body ? 0 : bad(row, N_("为哪个机构"), N_("没有这个机构，请填名称或代号"));
}

/* Who has the login, else the number. */
static int
find_person(struct tx *tx, const struct actor *who, struct account_import_row *row, struct person *ret)
{
	struct person by_phone = {0};
	int rc = E_NOTFOUND, at = E_NOTFOUND;

	*ret = (struct person){0};
	if (row->p.login.n)
		rc = account_by_login(tx, who->district, row->p.login, ret);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (row->p.phone.n)
		at = account_by_phone(tx, who->district, row->p.phone, &by_phone);
	if (at < 0 && at != E_NOTFOUND)
		return at;
	if (at == 0 && rc == 0 && by_phone.id != ret->id)
		return bad(row, N_("手机号"), N_("这个手机号已经有账户了"));
	if (at == 0 && rc == E_NOTFOUND)
		*ret = by_phone;
	return 0;
}

/* What is said of somebody who is there already: empty cells keep what is. */
static int
compare(struct tx *tx, const struct actor *who, struct account_import_row *row, const struct person *was)
{
	struct account_new *p = &row->p;
	struct str phone, email;
	struct person seen;
	bool may;
	int rc = account_person(tx, who, was->id, &seen, &may);

	if (rc == E_NOTFOUND)
		return bad(row, N_("登录名"), N_("这个登录名或手机号已经有人用了，那个人不在您管的范围里"));
	TRY(rc);
	row->person = was->id;
	row->version = was->version;
	TRY(secret_open(tx->arena, was->phone, &phone));
	TRY(secret_open(tx->arena, was->email, &email));
	p->login = p->login.n ? p->login : was->login;
	p->name = p->name.n ? p->name : was->name;
	p->name_en = p->name_en.n ? p->name_en : was->name_en;
	p->title = p->title.n ? p->title : was->title;
	p->home = p->home ? p->home : was->home;
	row->edits = !(str_eq(p->login, was->login) && str_eq(p->name, was->name) && str_eq(p->name_en, was->name_en) &&
		       str_eq(p->title, was->title) && p->home == was->home && (!p->phone.n || str_eq(p->phone, phone)) &&
		       (!p->email.n || str_eq(p->email, email)));
	return row->edits && !may ? bad(row, NULL, N_("这个人在别处也有角色，资料由上一级管理员改")) : 0;
}

/* An earlier row of the same sheet that adds this person. */
static size_t
earlier(const struct account_import *im, size_t at)
{
	const struct account_new *p = &im->v[at].p;

	for (size_t i = 0; i < at; i++) {
		const struct account_new *q = &im->v[i].p;

		if (im->v[i].adds && ((p->login.n && str_eq(p->login, q->login)) || (p->phone.n && str_eq(p->phone, q->phone))))
			return i + 1;
	}
	return 0;
}

static const char *
column_of(const char *field)
{
	static const char *const words[][2] = {
		{"login", N_("登录名")}, {"phone", N_("手机号")}, {"name", N_("姓名")}, {"home", N_("住在或工作在")},
		{"role", N_("角色")}, {"org", N_("为哪个机构")}, {"place", N_("在哪里有效")},
	};

	for (size_t i = 0; field && i < sizeof words / sizeof *words; i++)
		if (str_is(str_of(field), words[i][0]))
			return words[i][1];
	return NULL;
}

static int
read_said(struct tx *tx, const struct actor *who, struct account_import_row *row)
{
	struct str phone = row->phone;
	int64_t by = 0;

	row->p = (struct account_new){
		.login = str_lower(tx->arena, row->login), .name = row->name, .name_en = row->name_en, .title = row->title,
		.email = row->email, .temporary = true,
	};
	if (phone.n && phone_mobile(tx->arena, &phone, &by))
		bad(row, N_("手机号"), N_("手机号应是 1 开头的 11 位数字"));
	row->p.phone = phone;
	if (row->email.n && !str_has(row->email, S("@")))
		bad(row, N_("邮箱"), N_("邮箱里应有 @"));
	TRY(find_place(tx, who, row, row->home, N_("住在或工作在"), &row->p.home));
	TRY(find_place(tx, who, row, row->place, N_("在哪里有效"), &row->node));
	return find_body(tx, who, row);
}

/* The role, and whether they have it. */
static int
plan_role(struct tx *tx, const struct actor *who, struct account_import_row *row)
{
	struct role_grant_list had = {0};
	int rc;

	if (!row->role.n)
		return row->place.n || row->org.n ? bad(row, N_("角色"), N_("写了在哪里有效，也要写是什么角色")) : 0;
	row->as = role_find(row->role);
	if (!row->as)
		return bad(row, N_("角色"), N_("没有这个角色"));
	rc = account_check_grant(tx, row->as, row->node, row->body);
	TRY(refused(tx, row, rc < 0 ? column_of(tx->fault.field) : NULL, rc));
	TRY(refused(tx, row, N_("在哪里有效"), account_power(tx, who, row->node, row->body)));
	if (row->person)
		TRY(sql_grants_of(tx, who->district, row->person, &had));
	row->grants = true;
	for (size_t i = 0; i < had.n; i++)
		if (had.v[i].role == (int64_t)row->as && had.v[i].node == row->node && had.v[i].org == row->body)
			row->grants = false;
	return 0;
}

static int
plan_row(struct tx *tx, const struct actor *who, struct account_import *im, size_t at)
{
	struct account_import_row *row = &im->v[at];
	struct person was;
	int rc;

	if (row->problem)
		return 0;
	TRY(read_said(tx, who, row));
	if (!row->problem)
		TRY(find_person(tx, who, row, &was));
	if (row->problem)
		return 0;
	row->same = was.id ? 0 : earlier(im, at);
	row->adds = !was.id && !row->same;
	if (was.id) {
		TRY(compare(tx, who, row, &was));
	} else if (row->adds) {
		rc = account_check_person(tx, who->district, &row->p);
		TRY(refused(tx, row, rc < 0 ? column_of(tx->fault.field) : NULL, rc));
		TRY(refused(tx, row, N_("住在或工作在"), account_power(tx, who, row->p.home, 0)));
	}
	return row->problem ? 0 : plan_role(tx, who, row);
}

int
account_import_plan(struct tx *tx, const struct actor *who, struct account_import *im)
{
	if (who->kind != ACTOR_SYSTEM && !actor_has(who, ACCOUNT_ADMIN))
		return E_DENIED;
	im->bad = im->added = im->edited = im->granted = 0;
	for (size_t i = 0; i < im->n; i++) {
		struct account_import_row *row = &im->v[i];

		row->adds = row->edits = row->grants = false;
		row->person = 0;
		TRY(plan_row(tx, who, im, i));
		if (row->problem)
			row->adds = row->edits = row->grants = false;
		im->bad += row->problem != NULL;
		im->added += row->adds;
		im->edited += row->edits;
		im->granted += row->grants;
	}
	return 0;
}

struct looking {
	const struct actor *who;
	struct account_import *im;
};

static int
plan_now(struct tx *tx, void *arg)
{
	struct looking *l = arg;

	return account_import_plan(tx, l->who, l->im);
}

int
account_import_ready(struct db *db, struct arena *a, const struct actor *who, struct account_import *im)
{
	struct looking l = {who, im};

	TRY(db_read_now(db, a, plan_now, &l));
	for (size_t i = 0; i < im->n; i++) {
		if (!im->v[i].adds)
			continue;
		im->v[i].password = account_make_password(a);
		im->v[i].hash = secret_hash_password(a, im->v[i].password);
	}
	return 0;
}

static int
do_row(struct tx *tx, const struct actor *who, struct account_import *im, struct account_import_row *row)
{
	if (row->adds) {
		if (!row->hash.n)
			return E_STALE;
		row->p.password_hash = row->hash;
		TRY(account_add(tx, who, &row->p, &row->person));
	}
	if (row->same)
		row->person = im->v[row->same - 1].person;
	if (row->edits)
		TRY(account_edit(tx, who, row->person, row->version, &row->p));
	return row->grants ? account_grant(tx, who, row->person, row->as, row->node, row->body) : 0;
}

int
account_import_do(struct tx *tx, const struct actor *who, struct account_import *im)
{
	TRY(account_import_plan(tx, who, im));
	for (size_t i = 0; i < im->n; i++)
		if (!im->v[i].problem)
			TRY(do_row(tx, who, im, &im->v[i]));
	return 0;
}

struct str
account_import_mark(struct arena *a, const struct account_import *im)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < im->n; i++)
		buf_fmt(&b, "%zu %d%d%d %s\n", im->v[i].line, im->v[i].adds, im->v[i].edits, im->v[i].grants,
			im->v[i].problem ? im->v[i].problem : "");
	return str_sub(secret_digest(a, buf_done(&b)), 0, 32);
}
