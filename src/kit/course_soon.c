/* course_soon.c: deadlines that come near, and promises that are broken, told to who holds the matter: see course_soon.h. */
#include "kit/course_soon.h"

#include "base/clock.h"
#include "base/err.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/course.h"
#include "kit/district.h"
#include "kit/feature.h"
#include "kit/notice.h"
#include "kit/setting.h"
#include "lib/calendar.h"

enum { BATCH = 50, HOUR_MIN = 60 };

/* Stored. */
enum soon_what { SOON_NEAR = 1, SOON_LATE = 2, SOON__MAX };

/* Which lie with somebody who works on them; a part of another matter is work as well. */
static const enum desk_tab tabs[] = {DESK_NEW, DESK_WORK, DESK_RAISED, DESK_PART};

struct turn {
	int64_t district, hours, until; /* told is what is due up to then */
	enum soon_what what;
	enum desk_tab tab;
	struct due_told from;
	bool known; /* the row of `from` is there */
	int64_t n;
};

static int
find_some(struct turn *t, struct tx *tx, struct due_line_list *ret)
{
	int rc = sql_due_told_get(tx, t->district, t->what, t->tab, &t->from);

	ret->n = 0;
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	t->known = rc == 0;
	if (!t->known)
		return 0;
	return sql_desk_due_after(tx, t->district, t->tab, t->from.at, t->from.matter, t->until, BATCH, ret);
}

/* So many hours of the district's working time later. */
static int64_t
after(const struct turn *t, int64_t at)
{
	return calendar_later((struct calendar_whose){.district = t->district}, CALENDAR_OFFICE, at, t->hours * HOUR_MIN);
}

static int
find(struct tx *tx, void *arg)
{
	struct turn *t = arg;
	int64_t now = clock_now();
	struct due_line_list lines;

	TRY(setting_number(tx, t->district, SETTING_NEAR_HOURS, &t->hours));
	t->until = t->what == SOON_LATE ? now : after(t, now);
	TRY(find_some(t, tx, &lines));
	t->n = (int64_t)lines.n;
	return 0;
}

/* Was it near already when it came to who has it? Then the notice of that move said so. */
static bool
came_late(const struct turn *t, const struct matter *m)
{
	return after(t, m->updated_at) >= m->queue_at;
}

static bool
is_told(const struct turn *t, const struct matter *m, int64_t due_at)
{
	if (m->live != LIVE_OFFICE || m->urgent || m->queue_at != due_at)
		return false;
	if (t->what == SOON_NEAR)
		return t->hours && !came_late(t, m);
	return m->promised_at == due_at && m->due_at > due_at;
}

/* The body that leads, else the place; and the level it lies at or was raised to. A broken promise is heard one tier up as well. */
static size_t
holders(const struct turn *t, const struct matter *m, const char *word, struct audience *ret)
{
	struct place p = matter_place(t->district, m);
	int64_t place = m->community ? m->community : m->street ? m->street : t->district;
	int64_t raised = m->rung > 0 && m->rung < LEVEL__MAX ? p.at[m->rung] : 0;
	int64_t above = m->lead ? place : m->street ? m->street : t->district;
	size_t n = 0;

	ret[n++] = (struct audience){.who = HEARS_DESK, .id = m->lead ? m->lead : raised ? raised : place, .word = word};
	if (t->what == SOON_LATE && above != ret[0].id)
		ret[n++] = (struct audience){.who = HEARS_DESK, .id = above, .word = word};
	return n;
}

/* The step is the deadline below zero: no step of a history is, and of one deadline nobody hears twice. */
static int
tell(const struct turn *t, struct tx *tx, const struct due_line *line)
{
	static const char *const words[SOON__MAX] = {[SOON_NEAR] = N_("快到时限了，请按时办"), [SOON_LATE] = N_("过了承诺答复的时间")};
	struct audience to[2];
	struct matter m;
	int rc = matter_get(tx, t->district, line->matter, &m);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	if (!is_told(t, &m, line->queue_at))
		return 0;
	return notice_many(tx, t->district,
			   &(struct notice_new){
				   .kind = m.kind, .matter = m.id, .step = t->what == SOON_NEAR ? -line->queue_at : -line->queue_at - 1,
				   .v = to, .n = holders(t, &m, words[t->what], to),
			   });
}

static int
tell_some(struct tx *tx, void *arg)
{
	struct turn *t = arg;
	struct due_line_list lines;
	struct due_line last;
	int64_t moved = 0;

	t->n = 0;
	TRY(find_some(t, tx, &lines));
	if (!t->known)
		return sql_due_told_start(tx, t->district, &(struct due_told){.what = t->what, .tab = t->tab, .at = t->until}, NULL);
	if (!lines.n)
		return 0;
	last = lines.v[lines.n - 1];
	TRY(sql_due_told_move(tx, t->district, t->from.at, t->from.matter,
			      &(struct due_told){.what = t->what, .tab = t->tab, .at = last.queue_at, .matter = last.matter}, &moved));
	if (!moved)
		return 0;
	for (size_t i = 0; i < lines.n; i++)
		TRY(tell(t, tx, &lines.v[i]));
	t->n = (int64_t)lines.n;
	return 0;
}

static int
one_tab(struct db *db, struct turn *t)
{
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, find, t);
	while (rc == 0 && (t->n || !t->known)) {
		bool known = t->known;

		arena_reset(&a);
		rc = db_write_now(db, &a, tell_some, t);
		/* What is near when the program first runs was near before: it is passed over. */
		if (!known)
			break;
	}
	arena_release(&a);
	return rc;
}

static int
one_district(struct db *db, int64_t district, void *arg)
{
	(void)arg;
	for (int what = SOON_NEAR; what < SOON__MAX; what++)
		for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++)
			TRY(one_tab(db, &(struct turn){.district = district, .what = (enum soon_what)what, .tab = tabs[i]}));
	return 0;
}

int
course_soon(const struct feature_env *env)
{
	return district_each(env->db, one_district, NULL);
}
