/* appeal_practice.c: cases that are practice, and their end. */
#include "features/appeal/appeal_practice.h"

#include "base/clock.h"
#include "db/outbox.h"
#include "features/appeal/appeal_find.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/course_erase.h"
#include "kit/district.h"

enum { DAY_S = 86400 };

int
appeal_practice_check(struct tx *tx, const struct actor *who, const struct place *at)
{
	struct matter_id_list ids;

	if (!actor_can(who, APPEAL_PRACTICE, at, 0))
		return E_DENIED;
	TRY(matter_practices(tx, who->district, FLOW_APPEAL, 0, PRACTICE_MOST, &ids));
	return ids.n < PRACTICE_MOST ? 0 : fail(tx, E_INVALID, "practice", N_("演练的件太多了，先结束几件再来。"));
}

int
appeal_practices(struct tx *tx, const struct actor *who, struct appeal_practice_list *ret)
{
	struct appeal_practice_list list = {0};
	struct matter_id_list ids;

	TRY(matter_practices(tx, who->district, FLOW_APPEAL, 0, PRACTICE_MOST, &ids));
	list.v = NEW_ARRAY(tx->arena, struct appeal_practice_case, ids.n);
	for (size_t i = 0; i < ids.n; i++) {
		struct place at;
		struct matter m;

		TRY(matter_get(tx, who->district, ids.v[i].id, &m));
		at = matter_place(who->district, &m);
		if (actor_can(who, APPEAL_PRACTICE, &at, 0))
			list.v[list.n++] = (struct appeal_practice_case){
				.id = m.id, .filed_at = m.filed_at, .state = m.state, .code = m.code, .title = m.title, .place_name = m.place_name,
			};
	}
	*ret = list;
	return 0;
}

int
appeal_practice_end(struct tx *tx, const struct actor *who, struct str code)
{
	struct place at;
	struct matter m;

	TRY(matter_by_code(tx, who->district, code, &m));
	at = matter_place(who->district, &m);
	if (m.kind != FLOW_APPEAL || m.part_of != MATTER_PRACTICE || !actor_can(who, APPEAL_PRACTICE, &at, 0))
		return E_NOTFOUND;
	return outbox_put(tx, who->district, OUTBOX_ERASE, 0, m.id, S(""), S(""), S(""));
}

struct erasing {
	const struct outbox_job *job;
	bool gone;
};

/* First its words leave the index, which asks for the row; what is emptied takes none out twice. */
static int
blank(struct tx *tx, void *arg)
{
	struct erasing *e = arg;
	struct appeal_words was, now;
	struct appeal a;
	int rc = sql_appeal_get(tx, e->job->district, e->job->subject, &a);

	e->gone = rc == E_NOTFOUND;
	if (e->gone)
		return 0;
	TRY(rc);
	if (a.part_of != MATTER_PRACTICE)
		return E_DENIED;
	was = (struct appeal_words){
		.id = a.id, .sight = a.sight, .shown = a.shown, .class = a.class, .code = a.code, .title = a.title, .body = a.body,
		.place_name = a.place_name, .spot = a.spot, .open_title = a.open_title, .open_body = a.open_body,
	};
	now = was;
	now.title = S("【演练】");
	now.body = now.spot = S("");
	TRY(appeal_index_again(tx, e->job->district, &was, &now));
	TRY(matter_practice_blank(tx, e->job->district, a.id, now.title));
	return sql_appeal_forget(tx, e->job->district, a.id, S(""), S(""), S(""));
}

static int
erase(struct tx *tx, void *arg)
{
	const struct erasing *e = arg;
	int rc = e->gone ? E_NOTFOUND : course_erase(&appeal_course, tx, e->job->district, e->job->subject);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == 0) {
		TRY(sql_appeal_contact_drop(tx, e->job->district, e->job->subject, NULL));
		TRY(sql_practice_erase(tx, e->job->district, e->job->subject));
	}
	return outbox_retire(tx, e->job);
}

int
appeal_practice_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct erasing e = {.job = job};
	struct arena a;
	int rc;

	(void)ctx;
	arena_init(&a);
	rc = db_write_now(db, &a, blank, &e);
	if (rc == 0)
		rc = db_write_now(db, &a, erase, &e);
	arena_release(&a);
	return rc;
}

static int
end_old(struct tx *tx, void *arg)
{
	int64_t district = *(const int64_t *)arg;
	struct matter_id_list ids;
	struct matter m;

	TRY(matter_practices(tx, district, FLOW_APPEAL, 0, PRACTICE_MOST, &ids));
	for (size_t i = 0; i < ids.n; i++) {
		TRY(matter_get(tx, district, ids.v[i].id, &m));
		if (m.filed_at < clock_now() - PRACTICE_DAYS * DAY_S)
			TRY(outbox_put(tx, district, OUTBOX_ERASE, 0, m.id, S(""), S(""), S("")));
	}
	return 0;
}

static int
end_in(struct db *db, int64_t district, void *arg)
{
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	rc = db_write_now(db, &a, end_old, &district);
	arena_release(&a);
	return rc;
}

int
appeal_practice_timer(const struct feature_env *env)
{
	return district_each(env->db, end_in, NULL);
}
