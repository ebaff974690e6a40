/* appeal_move.c: moving a case by its course: what a form asks for, several cases at once, what time and places do. The course is in
 * appeal_course.c, what each move changes in appeal_deed.c and appeal_help.c. */
#include "features/appeal/appeal_move.h"

#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"

enum { PLACE_BATCH = 100 };

static struct change
change_of(struct arena *a, const struct appeal_change *c)
{
	return (struct change){
		.move = (int)c->act,
		.version = c->version,
		.text = c->text,
		.content = str_fmt(a, "%lld %lld %lld %lld %lld %d %.*s%s%.*s", (long long)c->item, (long long)c->place,
				   (long long)c->org, (long long)c->result, (long long)c->attitude, c->open,
				   STR(c->other), c->reason ? " " : "",
				   STR(c->reason ? str_number(a, c->reason) : S(""))),
		.files = c->photos,
		.files_n = c->photos_n,
		.file_kind = c->act == ACT_REPLY ? PHOTO_REPLY : PHOTO_FILER,
		.at = c->at,
		.quiet = c->at != 0,
	};
}

static struct appeal_moving
moving(struct tx *tx, const struct actor *who, const struct appeal_change *c, struct change *change)
{
	struct appeal_moving m = {.move = {.tx = tx, .who = who, .course = &appeal_course}, .c = c};

	*change = change_of(tx->arena, c);
	m.body = c->body;
	m.answers = c->answers;
	m.spot = c->spot;
	return m;
}

int
appeal_move(struct tx *tx, const struct actor *who, struct str code, const struct appeal_change *c)
{
	struct change change;
	struct appeal_moving m = moving(tx, who, c, &change);

	m.move.c = &change;
	return course_move(&m.move, code);
}

int
appeal_move_id(struct tx *tx, const struct actor *who, int64_t id, const struct appeal_change *c)
{
	struct change change;
	struct appeal_moving m = moving(tx, who, c, &change);

	m.move.c = &change;
	return course_move_id(&m.move, id);
}

/* What keeps a case from being moved is found before anything of it is written, so the others may go on. */
int
appeal_dispatch_all(struct tx *tx, const struct actor *who, int64_t org, struct appeal_bulk *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int rc = appeal_move(tx, who, v[i].code,
				     &(struct appeal_change){.act = ACT_DISPATCH,
							     .org = org,
							     .version = v[i].version});

		if (rc == E_STALE || rc == E_DENIED)
			v[i].why = N_("别人先办了，现在不能派。");
		else if (rc == E_NOTFOUND)
			v[i].why = N_("没有这一件，或者不归您派。");
		else if (rc == E_INVALID)
			v[i].why = tx->fault.text;
		else
			TRY(rc);
		v[i].err = rc == E_DENIED ? E_STALE : rc;
		tx->fault = (struct fault){0};
	}
	return 0;
}

int
appeal_body_for(struct tx *tx, const struct appeal *a, struct org *ret)
{
	struct catalogue_rule rule;
	struct place place = appeal_place(a);

	TRY(catalogue_rule_get(tx, a->district, a->rule, &rule));
	return account_org_for(tx, a->district, rule.body, &place, ret);
}

int
appeal_body_for_item(struct tx *tx, const struct appeal *a, int64_t item, struct org *ret)
{
	struct catalogue_rule rule;
	struct place place = appeal_place(a);

	TRY(catalogue_rule_at(tx, a->district, item, a->filed_at, &rule));
	return account_org_for(tx, a->district, rule.body, &place, ret);
}

/* ---- places ---- */

int
appeal_live_at(struct tx *tx, int64_t district, int64_t node, int64_t after, struct matter_id_list *ret)
{
	return matter_live_at(tx, district, node, FLOW_APPEAL, after, PLACE_BATCH, ret);
}

int
appeal_follow_place(struct tx *tx, int64_t district, const struct matter_id_list *ids)
{
	struct actor system = actor_system_of;

	system.district = district;
	for (size_t i = 0; i < ids->n; i++) {
		int rc = appeal_move_id(tx, &system, ids->v[i].id, &(struct appeal_change){.act = ACT_FOLLOW});

		/* It stands right already, or is over by now. */
		if (rc != E_DENIED)
			TRY(rc);
	}
	return 0;
}
