/* appeal_see.c: reading a case: who may see it, how much of it, and who may learn who filed it. */
#include "features/appeal/appeal_see.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/link.h"
#include "lib/secret.h"

bool
appeal_may_contact(const struct actor *who, const struct appeal *a, const struct place *place)
{
	if (a->anon == ANON_NOBODY)
		return false;
	if (actor_can(who, APPEAL_CONTACT, place, 0))
		return true;
	return a->anon == ANON_NAMED && a->org && actor_can(who, APPEAL_HANDLE, NULL, a->org);
}

/* The moves of a case that was read with all its names. */
static void
as_move(struct appeal_moving *m, const struct appeal *a)
{
	m->move.was = (struct matter){
		.id = a->id,
		.pin_salt = a->pin_salt,
		.kind = FLOW_APPEAL,
		.street = a->street,
		.community = a->community,
		.area = a->area,
		.grid = a->grid,
		.building = a->building,
		.state = a->state,
		.live = a->live,
		.sight = a->sight,
		.shown = a->shown,
		.version = a->version,
		.raiser = a->person,
		.anon = a->anon,
		.lead = a->org,
		.rung = a->rung,
		.closed_at = a->closed_at,
		.part_of = a->part_of,
		.urgent = a->urgent,
	};
	m->was = (struct appeal_row){.accepted_at = a->accepted_at, .replied_at = a->replied_at, .result = a->result,
				      .rated_at = a->rated_at, .bounces = a->bounces, .tier = a->tier, .rulings = a->rulings,
				      .ruled = a->ruled, .joined = a->joined, .held = a->held, .taken_at = a->taken_at,
				      .urges = a->urges, .urged_at = a->urged_at, .extended = a->extended,
				      .extend_min = a->extend_min, .extend_ask = a->extend_ask, .extend_tier = a->extend_tier, .sort = a->sort,
				      .affair = a->affair};
}

int
appeal_see(struct tx *tx, const struct actor *who, struct str code, struct appeal_seen *ret)
{
	struct appeal_moving m = {.move = {.tx = tx, .who = who, .course = &appeal_course}};
	struct appeal_seen s = {0};

	TRY(sql_appeal_by_code(tx, who->district, code, &s.a));
	as_move(&m, &s.a);
	TRY(matter_parties(tx, who->district, s.a.id, &s.parties));
	m.move.parties = s.parties;
	m.move.place = appeal_place(&s.a);
	s.filer = m.move.raiser = matter_is_raiser(who, &m.move.was, APPEAL_TRACK);
	TRY(course_sight(&appeal_course, who, &m.move.was, &s.parties, &s.see));
	for (int act = ACT__NONE + 1; act < ACT__MAX; act++)
		s.may[act] = course_may(&m.move, act);
	s.may_contact = s.see == FLOW_INTERNAL && appeal_may_contact(who, &s.a, &m.move.place);
	s.may_pin = s.see == FLOW_INTERNAL && s.may[ACT_PIN];
	if (s.see == FLOW_PUBLIC)
		appeal_open_case(tx->arena, &s.a);
	*ret = s;
	return 0;
}

int
appeal_steps(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
	     struct flow_step_list *ret)
{
	bool rating = s->filer || appeal_rating_shown(s->a.replied_at);
	size_t kept = 0;

	TRY(flow_list(tx, who->district, FLOW_APPEAL, s->a.id, s->see, ret));
	TRY(account_name_steps(tx, who->district, FLOW_APPEAL, s->a.id, ret));
	for (size_t i = 0; i < ret->n; i++)
		if (rating || (ret->v[i].kind != ACT_RATE && ret->v[i].kind != ACT_CALL_RATE))
			ret->v[kept++] = ret->v[i];
	ret->n = kept;
	return 0;
}

bool
appeal_rating_shown(int64_t at)
{
	return clock_now() > at + APPEAL_REOPEN_DAYS * 86400;
}

int
appeal_photos(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
	      struct matter_file_list *ret)
{
	*ret = (struct matter_file_list){0};
	if (s->see == FLOW_PUBLIC && !matter_is_shown(s->a.sight, s->a.shown))
		return 0;
	return matter_files(tx, who->district, s->a.id, s->see == FLOW_PUBLIC, ret);
}

int
appeal_photo_of(struct tx *tx, const struct actor *who, struct str code, struct str file,
		struct matter_file *ret)
{
	struct appeal_seen s;

	TRY(appeal_see(tx, who, code, &s));
	if (s.see == FLOW_PUBLIC && !matter_is_shown(s.a.sight, s.a.shown))
		return E_NOTFOUND;
	return matter_file_find(tx, who->district, s.a.id, file, s.see == FLOW_PUBLIC, ret);
}

int
appeal_contact_of(struct tx *tx, int64_t district, const struct appeal *a, struct appeal_person *ret)
{
	struct appeal_contact row;
	int rc = sql_appeal_contact_get(tx, district, a->id, &row);

	if (rc == E_NOTFOUND && a->person)
		return account_contact(tx, district, a->person, &ret->name, &ret->phone);
	TRY(rc);
	TRY(secret_open(tx->arena, row.name, &ret->name));
	return secret_open(tx->arena, row.phone, &ret->phone);
}

int
appeal_contact(struct tx *tx, const struct actor *who, struct str code, struct str reason,
	       struct appeal_person *ret)
{
	struct appeal_seen s;
	int rc;

	TRY(appeal_see(tx, who, code, &s));
	if (!s.may_contact)
		return E_DENIED;
	if (str_chars(str_trim(reason)) < 2)
		return fail(tx, E_INVALID, "reason", N_("请写明为什么要看，比如“约上门时间”。"));
	TRY(account_log_access(tx, who, FLOW_APPEAL, s.a.id, S("contact"), reason));
	rc = appeal_contact_of(tx, who->district, &s.a, ret);
	return rc == E_NOTFOUND ? fail(tx, E_INVALID, "reason", N_("没有留联系方式，或者本人已经删除。")) : rc;
}

int
appeal_contact_masked(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		      struct appeal_person *ret)
{
	struct appeal_person p = {0};
	struct str number;
	int rc;

	*ret = (struct appeal_person){0};
	if (!s->may_contact)
		return 0;
	rc = appeal_contact_of(tx, who->district, &s->a, &p);
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	if (p.name.n)
		ret->name = str_fmt(tx->arena, "%.*s**", STR(str_clip(p.name, 1)));
	/* Of a landline the number, without its extension. */
	if (str_next(&p.phone, '-', &number) && number.n >= 7)
		ret->phone = str_fmt(tx->arena, "%.*s****%.*s", 3, number.p, 4,
				     number.p + number.n - 4);
	return 0;
}

int
appeal_readings(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		struct access_line_list *ret)
{
	enum { SHOWN = 20 };

	*ret = (struct access_line_list){0};
	return s->may_contact || s->may_pin || s->filer ? account_readings(tx, who->district, FLOW_APPEAL,
							       s->a.id, SHOWN, ret)
					    : 0;
}

int
appeal_links(struct tx *tx, const struct actor *who, const struct appeal_seen *s, struct link_line_list *ret)
{
	struct party_list none = {0};
	size_t kept = 0;

	TRY(links_of(tx, who->district, s->a.id, ret));
	for (size_t i = 0; i < ret->n; i++) {
		struct link_line *l = &ret->v[i];
		struct matter other = {
			.id = l->other, .kind = l->kind, .sight = l->sight, .raiser = l->raiser, .lead = l->lead,
			.pin_salt = l->pin_salt,
			.street = l->street, .community = l->community, .area = l->area, .grid = l->grid,
			.building = l->building,
		};
		enum flow_sight sight;

		if (l->kind != FLOW_APPEAL || course_sight(&appeal_course, who, &other, &none, &sight) < 0)
			continue;
		if (sight == FLOW_PUBLIC)
			l->title = matter_open_title(tx->arena, l->sight, l->shown, l->title, l->open_title);
		ret->v[kept++] = *l;
	}
	ret->n = kept;
	return 0;
}

int
appeal_named(struct tx *tx, const struct actor *who, const struct matter *other, struct str *ret_title, bool *ret_opens)
{
	struct party_list parties;
	enum flow_sight sight;
	int rc;

	*ret_title = S("");
	*ret_opens = false;
	TRY(matter_parties(tx, who->district, other->id, &parties));
	rc = course_sight(&appeal_course, who, other, &parties, &sight);
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	*ret_opens = true;
	*ret_title = sight > FLOW_PUBLIC ? other->title
					 : matter_open_title(tx->arena, other->sight, other->shown, other->title, other->open_title);
	return 0;
}

int
appeal_clocks_of(struct tx *tx, const struct actor *who, const struct appeal_seen *s, struct due_list *ret)
{
	struct clocks clocks;

	*ret = (struct due_list){0};
	if (s->see != FLOW_INTERNAL)
		return 0;
	TRY(clocks_read(tx, who->district, s->a.id, &clocks));
	*ret = (struct due_list){clocks.v, clocks.n};
	return 0;
}
