/* course_show.c: everything about one matter on one screen. */
#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/course_check.h"
#include "kit/link.h"

static void
put_time(struct buf *b, int64_t at)
{
	struct civil c = clock_civil(at);

	if (!at)
		buf_z(b, "-");
	else
		buf_fmt(b, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

static void
put_moment(struct buf *b, const char *name, int64_t at)
{
	buf_fmt(b, "  %s ", name);
	put_time(b, at);
}

static const char *
live_word(int64_t live)
{
	return live == LIVE_OFFICE ? "waits for the office" : live == LIVE_RAISER ? "waits for the raiser" : "is over";
}

static void
show_row(struct buf *b, const struct move *m)
{
	const struct matter *r = &m->was;

	buf_fmt(b, "%s %.*s  id %lld  version %lld\n", m->course->name, STR(r->code), (long long)r->id,
		(long long)r->version);
	buf_fmt(b, "  %s, %s; %s; raiser %lld%s; lead %lld", m->course->states[r->state].name, live_word(r->live),
		r->sight == FLOW_PUBLIC ? "everybody may see it" : "only the raiser and staff see it",
		(long long)r->raiser, r->anon == ANON_NOBODY ? " (anonymous)" : "", (long long)r->lead);
	buf_fmt(b, "; ladder %lld\n", (long long)r->rung);
	put_moment(b, "filed", r->filed_at);
	put_moment(b, "stage due", r->due_at);
	put_moment(b, "promised", r->promised_at);
	put_moment(b, "paused", r->paused_at);
	put_moment(b, "over", r->closed_at);
	buf_fmt(b, "\n  place %lld: street %lld community %lld area %lld grid %lld building %lld  %.*s\n",
		(long long)r->place, (long long)r->street, (long long)r->community, (long long)r->area,
		(long long)r->grid, (long long)r->building, STR(r->place_name));
}

static int
show_steps(struct buf *b, struct move *m)
{
	struct flow_step_list steps;

	TRY(flow_list(m->tx, m->who->district, m->course->kind, m->was.id, FLOW_INTERNAL, &steps));
	buf_z(b, "moves\n");
	for (size_t i = 0; i < steps.n; i++) {
		const struct flow_step *s = &steps.v[i];
		bool known = s->kind > 0 && s->kind < m->course->moves_n;

		buf_fmt(b, "  %3lld  ", (long long)s->seq);
		put_time(b, s->at);
		buf_fmt(b, "  %-12s person %lld body %lld sight %lld  %.*s%s\n",
			known ? m->course->moves[s->kind].name : "?", (long long)s->person, (long long)s->org,
			(long long)s->sight, STR(s->data), s->seal.n ? "" : "  (no seal)");
	}
	return 0;
}

static int
show_clocks(struct buf *b, struct move *m)
{
	int64_t now = clock_now();

	buf_z(b, "clocks (working minutes)\n");
	for (size_t i = 0; i < m->clocks.n; i++) {
		const struct due *d = &m->clocks.v[i];
		int64_t used, replayed;

		TRY(due_used(m->tx, m->who->district, d, now, &used));
		TRY(due_replay(m->tx, m->who->district, d, &replayed));
		buf_fmt(b, "  %-12s body %lld  used %lld of ", m->course->stages[d->stage].name, (long long)d->org,
			(long long)used);
		/* A clock from before clocks had rows knows when it is due, not what it was given. */
		if (d->minutes)
			buf_fmt(b, "%lld ", (long long)d->minutes);
		else
			buf_z(b, "what it was given ");
		put_moment(b, "from", d->started_at);
		put_moment(b, "due", d->due_at);
		if (d->paused_at)
			put_moment(b, "paused", d->paused_at);
		if (d->stopped_at)
			put_moment(b, "ended", d->stopped_at);
		if (d->next_at)
			put_moment(b, "looked at", d->next_at);
		if (d->rung)
			buf_fmt(b, "  rung %lld", (long long)d->rung);
		if (!d->paused_at && !d->stopped_at && replayed != d->due_at)
			put_moment(b, "REPLAYED", replayed);
		buf_char(b, '\n');
	}
	return 0;
}

static int
show_around(struct buf *b, struct move *m)
{
	static const char *const tabs[] = {
		[DESK_NEW] = "new", [DESK_WORK] = "work", [DESK_RAISED] = "raised", [DESK_ASKED] = "asked",
		[DESK_ANSWERED] = "answered", [DESK_OVER] = "over",
	};
	struct link_line_list links;
	struct matter_talk talk;

	buf_z(b, "bodies\n");
	for (size_t i = 0; i < m->parties.n; i++)
		buf_fmt(b, "  %lld %s state %lld\n", (long long)m->parties.v[i].org,
			m->parties.v[i].part == PARTY_LEAD ? "leads" : "helps", (long long)m->parties.v[i].state);
	buf_z(b, "desks: staff of these places and bodies see it\n");
	for (size_t i = 0; i < m->desks->n; i++) {
		buf_fmt(b, "  %lld  %s ", (long long)m->desks->v[i].desk, tabs[m->desks->v[i].tab]);
		put_moment(b, "at", m->desks->v[i].queue_at == MATTER_FAR_AWAY ? 0 : m->desks->v[i].queue_at);
		buf_char(b, '\n');
	}
	TRY(links_of(m->tx, m->who->district, m->was.id, &links));
	buf_z(b, "links\n");
	for (size_t i = 0; i < links.n; i++)
		buf_fmt(b, "  %s %.*s why %lld\n", links.v[i].ahead ? "to" : "from", STR(links.v[i].code),
			(long long)links.v[i].why);
	TRY(sql_matter_talk(m->tx, m->who->district, m->was.id, &talk));
	buf_fmt(b, "followers %lld; comments: %lld shown, %lld waiting, %lld hidden\n", (long long)talk.followers, (long long)talk.shown,
		(long long)talk.waiting, (long long)talk.hidden);
	return 0;
}

int
course_show(const struct course *c, struct tx *tx, int64_t district, struct str code, struct buf *out)
{
	struct actor system = actor_system_of;
	struct move *m = move_new(c, tx, &system);
	struct verdict v;

	system.district = district;
	TRY(course_read(m, code));
	show_row(out, m);
	TRY(show_steps(out, m));
	TRY(show_clocks(out, m));
	TRY(show_around(out, m));
	TRY(course_verify(c, tx, district, m->was.id, &v));
	buf_fmt(out, "verify: %s\n", v.why ? v.why : v.sealed ? "holds" : "holds; not sealed before its next move");
	return 0;
}
