/* demo_people.c: the demo's bodies, people and duties, and who of them acts in a case. */
#include "features/account/account.h"
#include "features/territory/territory_edit.h"
#include "demo/demo_in.h"

static enum role
role_of(struct str word)
{
	return str_is(word, "community_staff") ? ROLE_COMMUNITY : role_find(word);
}

int
demo_person(struct tx *tx, struct str login, struct actor *ret)
{
	struct person p;

	TRY(account_by_login(tx, DEMO_DISTRICT, login, &p));
	return account_actor(tx, DEMO_DISTRICT, p.id, ret);
}

/* ---- who acts ---- */

/* May this row of people.tsv answer for its body? */
static bool
handles(const struct table *t)
{
	return role_has(role_of(table_cell(t, "role")), APPEAL_HANDLE);
}

/* The which-th of those who are of this body or, with role ROLE_COMMUNITY, staff of this place. */
static struct str
find_login(struct str place, struct str org, int64_t which)
{
	struct str found[8];
	struct table t;
	size_t n = 0;

	table_open(&t, "demo/people.tsv");
	while (n < 8 && table_next(&t)) {
		bool fits = org.n ? str_eq(table_cell(&t, "org"), org) && handles(&t)
				  : str_eq(table_cell(&t, "place"), place) &&
					    role_of(table_cell(&t, "role")) == ROLE_COMMUNITY;

		if (fits)
			found[n++] = table_cell(&t, "login");
	}
	return n ? found[lot(which, 71, (int64_t)n)] : S("");
}

int
demo_community_staff(struct tx *tx, struct str place, int64_t which, struct actor *ret)
{
	/* YH-BL-B3-U2 lies in YH-BL */
	size_t street = str_find(place, S("-")), rest = street + 1;
	size_t end = rest + str_find(str_sub(place, rest, place.n), S("-"));

	return demo_person(tx, find_login(str_sub(place, 0, end), S(""), which), ret);
}

int
demo_handler(struct tx *tx, struct str org, int64_t which, struct actor *ret)
{
	struct str login = find_login(S(""), str_upper(tx->arena, org), which);

	return demo_person(tx, login.n ? login : org, ret);
}

/* ---- filling ---- */

/* A body for which nobody is named gets an account of its desk. */
static int
add_desk(struct tx *tx, struct demo *d, struct str code, int64_t org)
{
	struct account_new p = {.login = code,
				.name = S("值班员"),
				.name_en = S("Desk"),
				.title = S("值班席"),
				.password_hash = d->hash};
	int64_t id;

	TRY(account_add(tx, &d->system, &p, &id));
	return account_grant(tx, &d->system, id, ROLE_HANDLER, 0, org);
}

static int
add_orgs(struct tx *tx, struct demo *d, struct table *t)
{
	while (table_next(t)) {
		struct str code = table_cell(t, "code");
		struct org o = {
			.code = str_lower(tx->arena, code),
			.name = table_cell(t, "name"),
			.name_en = table_cell(t, "name_en"),
			.kind = table_cell(t, "kind"),
			.phone = table_cell(t, "phone"),
			.about = table_cell(t, "about"),
		};
		int64_t id;

		TRY(demo_place(tx, table_cell(t, "place"), &o.place));
		TRY(account_org_add(tx, &d->system, &o, &id));
		if (!find_login(S(""), code, 0).n)
			TRY(add_desk(tx, d, o.code, id));
	}
	return 0;
}

/* A room of the unit that a resident lives in. */
static int
room_of(struct tx *tx, int64_t unit, int64_t which, int64_t *ret)
{
	struct territory_node_list rooms;

	TRY(territory_children(tx, DEMO_DISTRICT, unit, S(""), 200, &rooms));
	*ret = rooms.n ? rooms.v[lot(which, 72, (int64_t)rooms.n)].id : unit;
	return 0;
}

static int
add_people(struct tx *tx, struct demo *d, struct table *t)
{
	while (table_next(t)) {
		enum role role = role_of(table_cell(t, "role"));
		struct str org_code = str_lower(tx->arena, table_cell(t, "org"));
		struct account_new p = {
			.login = table_cell(t, "login"),
			.name = table_cell(t, "name"),
			.name_en = table_cell(t, "name_en"),
			.phone = table_cell(t, "phone"),
			.title = table_cell(t, "title"),
			.password_hash = d->hash,
		};
		struct org org = {0};
		int64_t place, id;

		TRY(demo_place(tx, table_cell(t, "place"), &place));
		if (org_code.n)
			TRY(account_org_by_code(tx, DEMO_DISTRICT, org_code, &org));
		if (role == ROLE_RESIDENT)
			TRY(room_of(tx, place, (int64_t)t->line, &p.home));
		TRY(account_add(tx, &d->system, &p, &id));
		TRY(account_grant(tx, &d->system, id, role, place, org.id));
	}
	return 0;
}

/* The number of the desk somebody is reached at, "" for those who have none. */
static int
work_phone(struct tx *tx, const struct actor *who, struct str *ret)
{
	struct org org;

	*ret = S("");
	for (size_t i = 0; i < who->grants_n && !ret->n; i++)
		if (who->grants[i].org) {
			TRY(account_org(tx, DEMO_DISTRICT, who->grants[i].org, &org));
			*ret = org.phone;
		}
	return 0;
}

static int
add_duties(struct tx *tx, struct demo *d, struct table *t)
{
	while (table_next(t)) {
		struct territory_duty_new duty = {.duty = table_cell(t, "duty")};
		struct actor who;
		int64_t place, id;

		TRY(demo_place(tx, table_cell(t, "place"), &place));
		TRY(demo_person(tx, table_cell(t, "login"), &who));
		duty.person = who.person;
		duty.name = who.name;
		TRY(work_phone(tx, &who, &duty.phone));
		if (!territory_hours_read(table_cell(t, "hours"), &duty.days, &duty.from_min,
					  &duty.to_min))
			return fail(tx, E_INVALID, "hours", N_("请选在哪几天。"));
		TRY(territory_duty_add(tx, &d->system, place, &duty, &id));
	}
	return 0;
}

int
demo_fill_people(struct tx *tx, struct demo *d)
{
	struct table *t = NEW(d->arena, struct table);

	d->table = t;
	table_open(t, "demo/org.tsv");
	TRY(add_orgs(tx, d, t));
	table_open(t, "demo/people.tsv");
	TRY(add_people(tx, d, t));
	table_open(t, "demo/duty.tsv");
	return add_duties(tx, d, t);
}
