/* due.c: clocks of matters: running, pausing, replaying. */
#include "kit/due.h"

#include <assert.h>
#include <string.h>

#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"

static void
make_room(struct tx *tx, struct clocks *c, size_t rows)
{
	c->room = rows + CLOCKS_FRESH;
	c->v = NEW_ARRAY(tx->arena, struct due, c->room);
	c->changed = NEW_ARRAY(tx->arena, bool, c->room);
	c->fresh = NEW_ARRAY(tx->arena, bool, c->room);
	c->ended = NEW_ARRAY(tx->arena, struct due_pause, c->room);
}

void
clocks_more(struct tx *tx, struct clocks *c)
{
	struct clocks old = *c;

	assert(c->n <= c->room);
	if (c->n + CLOCKS_FRESH <= c->room)
		return;
	make_room(tx, c, 2 * old.n);
	memcpy(c->v, old.v, old.n * sizeof *c->v);
	memcpy(c->changed, old.changed, old.n * sizeof *c->changed);
	memcpy(c->fresh, old.fresh, old.n * sizeof *c->fresh);
	memcpy(c->ended, old.ended, old.n * sizeof *c->ended);
}

int
clocks_read(struct tx *tx, int64_t district, int64_t matter, struct clocks *ret)
{
	struct due_list rows;

	assert(matter > 0 && ret);
	TRY(sql_due_of(tx, district, matter, &rows));
	*ret = (struct clocks){.district = district, .matter = matter};
	make_room(tx, ret, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		ret->v[i] = rows.v[i];
	ret->n = rows.n;
	return 0;
}

void
clocks_none(struct tx *tx, int64_t district, int64_t matter, struct clocks *ret)
{
	assert(matter > 0 && ret);
	*ret = (struct clocks){.district = district, .matter = matter};
	make_room(tx, ret, 0);
}

enum calendar_kind
due_kind(const struct due *d)
{
	return d->calendar == CALENDAR_AROUND ? CALENDAR_AROUND : CALENDAR_OFFICE;
}

/* A body's clock counts by its own days, too. */
static struct calendar_whose
whose(int64_t district, const struct due *d)
{
	return (struct calendar_whose){.district = district, .org = d->org};
}

static int64_t
later(int64_t district, const struct due *d, int64_t from, int64_t minutes)
{
	return calendar_later(whose(district, d), due_kind(d), from, minutes);
}

static int64_t
used_of(int64_t district, const struct due *d, int64_t from, int64_t to)
{
	return calendar_used(whose(district, d), due_kind(d), from, to);
}

int64_t
due_later(int64_t district, const struct due *d, int64_t minutes)
{
	return later(district, d, d->due_at, minutes);
}

int
due_start(struct clocks *c, int64_t stage, int64_t org, int64_t minutes, int64_t at)
{
	return due_start_by(c, CALENDAR_OFFICE, stage, org, minutes, at);
}

int
due_start_by(struct clocks *c, enum calendar_kind kind, int64_t stage, int64_t org, int64_t minutes, int64_t at)
{
	int64_t id = id_new_at(at);

	assert(stage > 0 && org >= 0 && minutes >= 0 && at != 0);
	if (c->n == c->room)
		return E_MANY;
	/* The order of ids is that of the clocks, whatever time they are given. */
	if (c->n && id <= c->v[c->n - 1].id)
		id = c->v[c->n - 1].id + 1;
	c->fresh[c->n] = true;
	c->v[c->n] = (struct due){
		.matter = c->matter,
		.id = id,
		.stage = stage,
		.org = org,
		.minutes = minutes,
		.started_at = at,
		.due_at = calendar_later((struct calendar_whose){.district = c->district, .org = org}, kind, at, minutes),
		.calendar = kind,
	};
	c->n++;
	return 0;
}

static bool
runs(const struct due *d)
{
	return !d->stopped_at && !d->paused_at;
}

void
due_stop(struct clocks *c, int64_t stage, int64_t org, int64_t at)
{
	assert(stage >= 0 && org >= -1 && at != 0);
	for (size_t i = 0; i < c->n; i++) {
		struct due *d = &c->v[i];

		if (d->stopped_at || (stage && d->stage != stage) || (org >= 0 && d->org != org))
			continue;
		d->stopped_at = at;
		d->next_at = 0;
		c->changed[i] = true;
	}
}

void
due_pause(struct clocks *c, int64_t except, int64_t at)
{
	assert(except >= 0 && at != 0);
	for (size_t i = 0; i < c->n; i++) {
		struct due *d = &c->v[i];

		if (!runs(d) || d->stage == except)
			continue;
		d->left_min = used_of(c->district, d, at, d->due_at);
		d->paused_at = at;
		d->next_at = 0;
		c->changed[i] = true;
	}
}

/* When a clock that had a pause is due. What was carried over may know what was left, or only when it was due. */
static int64_t
due_after(int64_t district, const struct due *d, int64_t at)
{
	if (d->due_at && d->due_at <= d->paused_at)
		return d->due_at;
	if (d->minutes || d->left_min || !d->due_at)
		return later(district, d, at, d->left_min);
	return later(district, d, d->due_at, used_of(district, d, d->paused_at, at));
}

void
due_resume(struct clocks *c, int64_t at)
{
	assert(at != 0);
	for (size_t i = 0; i < c->n; i++) {
		struct due *d = &c->v[i];

		if (d->stopped_at || !d->paused_at)
			continue;
		c->ended[i] = (struct due_pause){.from_at = d->paused_at, .to_at = at};
		d->due_at = due_after(c->district, d, at);
		d->paused_at = 0;
		d->left_min = 0;
		c->changed[i] = true;
	}
}

struct due *
due_of(const struct clocks *c, int64_t stage, int64_t org)
{
	assert(stage > 0 && org >= -1);
	for (size_t i = c->n; i-- > 0;)
		if (c->v[i].stage == stage && !c->v[i].stopped_at && (org < 0 || c->v[i].org == org))
			return &c->v[i];
	return NULL;
}

int
clocks_save(struct tx *tx, struct clocks *c)
{
	assert(tx->may_write && c->matter > 0);
	for (size_t i = 0; i < c->n; i++) {
		if (c->fresh[i])
			TRY(sql_due_insert(tx, c->district, &c->v[i]));
		else if (c->changed[i])
			TRY(sql_due_update(tx, c->district, &c->v[i]));
		if (c->ended[i].from_at)
			TRY(sql_due_pause_put(tx, c->district, c->matter, c->v[i].id, c->ended[i].from_at, c->ended[i].to_at));
		c->ended[i] = (struct due_pause){0};
		c->fresh[i] = c->changed[i] = false;
	}
	return 0;
}

/* ---- audit ---- */

int
due_used(struct tx *tx, int64_t district, const struct due *d, int64_t at, int64_t *ret)
{
	int64_t used = 0, from = d->started_at, end = d->stopped_at && d->stopped_at < at ? d->stopped_at : at;
	struct due_pause_list pauses;

	assert(at != 0 && ret);
	if (d->paused_at && d->paused_at < end)
		end = d->paused_at;
	TRY(sql_due_pauses(tx, district, d->matter, d->id, &pauses));
	for (size_t i = 0; i < pauses.n && pauses.v[i].from_at < end; i++) {
		used += used_of(district, d, from, pauses.v[i].from_at);
		from = pauses.v[i].to_at;
	}
	*ret = used + used_of(district, d, from, end);
	return 0;
}

static int64_t
end_of(int64_t stopped_at, int64_t paused_at)
{
	return paused_at && paused_at < stopped_at ? paused_at : stopped_at;
}

int64_t
due_ran(int64_t started_at, int64_t stopped_at, int64_t paused_at)
{
	return calendar_between(started_at, end_of(stopped_at, paused_at));
}

int64_t
due_rested(int64_t stopped_at, int64_t paused_at, int64_t from_at, int64_t to_at)
{
	int64_t end = end_of(stopped_at, paused_at);

	return calendar_between(from_at, to_at < end ? to_at : end);
}

int
due_spent(struct tx *tx, const struct clocks *c, size_t i, bool told, int64_t *ret)
{
	const struct due *d = &c->v[i];
	const struct due_pause *last = &c->ended[i];
	struct due_pause_list pauses = {0};
	int64_t ran = due_ran(d->started_at, d->stopped_at, d->paused_at);

	assert(d->stopped_at && ret);
	if (!told)
		TRY(sql_due_pauses(tx, c->district, d->matter, d->id, &pauses));
	for (size_t k = 0; k < pauses.n; k++)
		ran -= due_rested(d->stopped_at, d->paused_at, pauses.v[k].from_at, pauses.v[k].to_at);
	/* One that this move ended is not written yet. */
	if (last->from_at)
		ran -= due_rested(d->stopped_at, d->paused_at, last->from_at, last->to_at);
	*ret = ran;
	return 0;
}

/* Pauses and goes on as the clock did, so that parts of minutes are lost where the clock lost them. */
static int64_t
due_with(struct calendar_whose by, const struct due *d, const struct due_pause_list *pauses)
{
	int64_t due_at = calendar_later(by, due_kind(d), d->started_at, d->minutes);

	for (size_t i = 0; i < pauses->n && due_at > pauses->v[i].from_at; i++)
		due_at = calendar_later(by, due_kind(d), pauses->v[i].to_at,
					calendar_used(by, due_kind(d), pauses->v[i].from_at, due_at));
	return due_at;
}

int
due_replay_by(struct tx *tx, int64_t district, const struct calendar_book *book, const struct due *d, int64_t *ret)
{
	struct calendar_whose by = whose(district, d);
	struct due_pause_list pauses;

	assert(ret);
	by.book = book;
	*ret = d->due_at;
	if (!d->minutes)
		return 0;
	TRY(sql_due_pauses(tx, district, d->matter, d->id, &pauses));
	*ret = due_with(by, d, &pauses);
	return 0;
}

int
due_replay(struct tx *tx, int64_t district, const struct due *d, int64_t *ret)
{
	return due_replay_by(tx, district, NULL, d, ret);
}

int
due_change(struct tx *tx, struct clocks *c, struct due *d, int64_t given, int64_t minutes)
{
	assert(minutes >= 0 && d >= c->v && d < c->v + c->n);
	if (d->minutes) {
		d->minutes = minutes;
		TRY(due_replay(tx, c->district, d, &d->due_at));
	} else {
		int64_t waited = used_of(c->district, d, d->started_at, d->due_at) - given;

		d->due_at = later(c->district, d, d->started_at, (waited > 0 ? waited : 0) + minutes);
	}
	if (d->paused_at)
		d->left_min = used_of(c->district, d, d->paused_at, d->due_at);
	c->changed[d - c->v] = true;
	return 0;
}

void
due_seal(struct buf *b, const struct due *d)
{
	const int64_t numbers[] = {
		d->stage, d->org, d->minutes, d->started_at, d->due_at, d->paused_at, d->left_min, d->stopped_at, d->rung,
	};

	seal_number(b, "\x1f" "due ", d->id);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, " ", numbers[i]);
	/* Seals from before there were clocks around the clock hold. */
	if (due_kind(d) == CALENDAR_AROUND)
		buf_z(b, " around");
}

int
due_ripe(struct tx *tx, int64_t district, int64_t now, int64_t limit, struct due_list *ret)
{
	assert(now > 0 && limit > 0 && ret);
	return sql_due_ripe(tx, district, now, limit, ret);
}

int
due_look(struct tx *tx, int64_t district, const struct due *d, int64_t next_at)
{
	assert(tx->may_write && d->id > 0 && next_at >= 0);
	return sql_due_look(tx, district, d->matter, d->id, next_at, NULL);
}
