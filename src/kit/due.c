/* due.c: clocks of matters: running, pausing, replaying. */
#include "kit/due.h"

#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "lib/calendar.h"

int
clocks_read(struct tx *tx, int64_t district, int64_t matter, struct clocks *ret)
{
	struct due_list rows;

	clocks_none(tx, district, matter, ret);
	TRY(sql_due_of(tx, district, matter, &rows));
	if (rows.n > CLOCKS_MAX)
		return E_MANY;
	for (size_t i = 0; i < rows.n; i++)
		ret->v[i] = rows.v[i];
	ret->n = rows.n;
	return 0;
}

void
clocks_none(struct tx *tx, int64_t district, int64_t matter, struct clocks *ret)
{
	*ret = (struct clocks){
		.v = NEW_ARRAY(tx->arena, struct due, CLOCKS_MAX),
		.changed = NEW_ARRAY(tx->arena, bool, CLOCKS_MAX),
		.fresh = NEW_ARRAY(tx->arena, bool, CLOCKS_MAX),
		.district = district,
		.matter = matter,
	};
}

int
due_start(struct clocks *c, int64_t stage, int64_t org, int64_t minutes, int64_t at)
{
	int64_t id = id_new_at(at);

	if (c->n == CLOCKS_MAX)
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
		.due_at = calendar_add(at, minutes),
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
	for (size_t i = 0; i < c->n; i++) {
		struct due *d = &c->v[i];

		if (!runs(d) || d->stage == except)
			continue;
		d->left_min = calendar_between(at, d->due_at);
		d->paused_at = at;
		d->next_at = 0;
		c->changed[i] = true;
	}
}

int
due_resume(struct tx *tx, struct clocks *c, int64_t at)
{
	for (size_t i = 0; i < c->n; i++) {
		struct due *d = &c->v[i];

		if (d->stopped_at || !d->paused_at)
			continue;
		TRY(sql_due_pause_put(tx, c->district, c->matter, d->id, d->paused_at, at));
		/* A clock carried over knows what its pause must give back, not its minutes. */
		if (d->minutes || d->left_min)
			d->due_at = calendar_add(at, d->left_min);
		else
			d->due_at = calendar_add(d->due_at, calendar_between(d->paused_at, at));
		d->paused_at = 0;
		d->left_min = 0;
		c->changed[i] = true;
	}
	return 0;
}

struct due *
due_of(const struct clocks *c, int64_t stage, int64_t org)
{
	for (size_t i = c->n; i-- > 0;)
		if (c->v[i].stage == stage && !c->v[i].stopped_at && (org < 0 || c->v[i].org == org))
			return &c->v[i];
	return NULL;
}

int
clocks_save(struct tx *tx, struct clocks *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->fresh[i])
			TRY(sql_due_insert(tx, c->district, &c->v[i]));
		else if (c->changed[i])
			TRY(sql_due_update(tx, c->district, &c->v[i]));
		c->fresh[i] = c->changed[i] = false;
	}
	return 0;
}

/* ---- audit ---- */

/* Working minutes from started_at to at, without the pauses; *ret_from is when the last stretch began. */
static int
stretches(struct tx *tx, int64_t district, const struct due *d, int64_t at, int64_t *ret_used, int64_t *ret_from)
{
	struct due_pause_list pauses;
	int64_t from = d->started_at, used = 0;

	TRY(sql_due_pauses(tx, district, d->matter, d->id, &pauses));
	for (size_t i = 0; i < pauses.n && pauses.v[i].from_at < at; i++) {
		used += calendar_between(from, pauses.v[i].from_at);
		from = pauses.v[i].to_at;
	}
	*ret_used = used;
	*ret_from = from;
	return 0;
}

int
due_used(struct tx *tx, int64_t district, const struct due *d, int64_t at, int64_t *ret)
{
	int64_t used, from, end = d->stopped_at && d->stopped_at < at ? d->stopped_at : at;

	if (d->paused_at && d->paused_at < end)
		end = d->paused_at;
	TRY(stretches(tx, district, d, end, &used, &from));
	*ret = used + calendar_between(from, end);
	return 0;
}

int
due_replay(struct tx *tx, int64_t district, const struct due *d, int64_t *ret)
{
	int64_t used, from;

	*ret = d->due_at;
	if (!d->minutes)
		return 0;
	TRY(stretches(tx, district, d, INT64_MAX, &used, &from));
	*ret = calendar_add(from, used < d->minutes ? d->minutes - used : 0);
	return 0;
}

int
due_change(struct tx *tx, struct clocks *c, struct due *d, int64_t minutes)
{
	d->minutes = minutes;
	TRY(due_replay(tx, c->district, d, &d->due_at));
	if (d->paused_at)
		d->left_min = calendar_between(d->paused_at, d->due_at);
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
}

int
due_ripe(struct tx *tx, int64_t district, int64_t now, int64_t limit, struct due_list *ret)
{
	return sql_due_ripe(tx, district, now, limit, ret);
}

int
due_look(struct tx *tx, int64_t district, const struct due *d, int64_t next_at)
{
	return sql_due_look(tx, district, d->matter, d->id, next_at, NULL);
}
