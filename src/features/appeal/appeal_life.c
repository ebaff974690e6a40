/* appeal_life.c: lives of cases that are told: see kit/course_life.h. */
#include "features/appeal/appeal_life.h"

#include "base/id.h"
#include "db/db.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_write.h"
#include "gen/appeal_sql.h"
#include "kit/course_life.h"

/* Whoever dispatched it also let its words out. */
static int
let_out(struct appeal_moving *a, int64_t at)
{
	struct change *c = NEW(a->move.tx->arena, struct change);
	struct appeal_change *open = NEW(a->move.tx->arena, struct appeal_change);

	if (a->move.m.sight != FLOW_PUBLIC || a->move.m.shown != MATTER_WAITS)
		return 0;
	*c = (struct change){.move = ACT_PUBLISH, .at = at};
	*open = (struct appeal_change){.act = ACT_PUBLISH, .open = true};
	a->c = open;
	return course_tell(&a->move, c);
}

int
appeal_live(struct tx *tx, const struct actor *who, const struct appeal_new *n, const struct appeal_lived *v, size_t moves,
	    int64_t now, struct appeal_sums *sums)
{
	struct appeal_change none = {0};
	struct change file = {
		.move = ACT_FILE, .at = n->at, .files = n->photos, .files_n = n->photos_n, .file_kind = PHOTO_FILER,
	};
	struct change *c = NEW_ARRAY(tx->arena, struct change, moves);
	struct appeal_moving a = {
		.move = {.tx = tx, .who = who, .course = &appeal_course, .c = &file, .at = n->at, .m = {.id = id_new_at(n->at)}},
		.c = &none,
		.sums = sums,
	};

	TRY(appeal_prepare(&a, n));
	TRY(course_tell_first(&a.move, ACT_FILE, APPEAL_FILED));
	TRY(appeal_count_filed(&a, &a.move.m, a.a.class, 1));
	for (size_t i = 0; i < moves; i++) {
		int rc;

		c[i] = (struct change){
			.move = (int)v[i].c.act,
			.text = v[i].c.text,
			.files = v[i].c.photos,
			.files_n = v[i].c.photos_n,
			.file_kind = v[i].c.act == ACT_REPLY ? PHOTO_REPLY : PHOTO_FILER,
			.at = v[i].c.at,
		};
		a.c = &v[i].c;
		a.move.who = v[i].who;
		rc = course_tell(&a.move, &c[i]);
		if (rc != E_DENIED)
			TRY(rc);
		if (rc == 0 && v[i].c.act == ACT_DISPATCH)
			TRY(let_out(&a, v[i].c.at));
	}
	a.c = &none;
	TRY(course_tell_last(&a.move, now));
	a.a.community = a.move.m.community;
	TRY(sql_appeal_insert(tx, who->district, &a.a));
	return appeal_write_beside(&a, n);
}

int
appeal_filed(struct tx *tx, int64_t district, int64_t *ret)
{
	struct appeal_sum sum;

	TRY(sql_appeal_figure_sum(tx, district, district, APPEAL_MONTH, 0, INT64_MAX, &sum));
	*ret = sum.filed;
	return 0;
}
