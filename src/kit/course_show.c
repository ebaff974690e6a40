/* course_show.c: everything about one matter on one screen. */
#include <assert.h>

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

struct screen {
	struct buf *b;
	struct move *m;
	const struct show_names *names;
};

/* "lead 123 云河街道市政服务所". */
static int
put_named(const struct screen *s, const char *before, int64_t id,
	  int (*name)(struct tx *tx, int64_t district, int64_t id, struct str *ret))
{
	struct str text = S("");

	buf_fmt(s->b, "%s %lld", before, (long long)id);
	if (id && name)
		TRY(name(s->m->tx, s->m->who->district, id, &text));
	if (text.n)
		buf_fmt(s->b, " %.*s", STR(text));
	return 0;
}

static int
put_person(const struct screen *s, const char *before, int64_t id)
{
	return put_named(s, before, id, s->names ? s->names->person : NULL);
}

static int
put_body(const struct screen *s, const char *before, int64_t id)
{
	return put_named(s, before, id, s->names ? s->names->body : NULL);
}

static int
put_place(const struct screen *s, const char *before, int64_t id)
{
	return put_named(s, before, id, s->names ? s->names->place : NULL);
}

static const char *
live_word(int64_t live)
{
	return live == LIVE_OFFICE ? "waits for the office" : live == LIVE_RAISER ? "waits for the raiser" : "is over";
}

static int
show_row(const struct screen *s)
{
	const struct matter *r = &s->m->was;
	struct buf *b = s->b;

	buf_fmt(b, "%s %.*s  id %lld  version %lld\n", s->m->course->name, STR(r->code), (long long)r->id,
		(long long)r->version);
	buf_fmt(b, "  %s, %s; %s; ", s->m->course->states[r->state].name, live_word(r->live),
		r->sight == FLOW_PUBLIC ? "everybody may see it" : "only the raiser and staff see it");
	/* Who did not give a name is not named here either. */
	if (r->anon == ANON_NAMED)
		TRY(put_person(s, "raiser", r->raiser));
	else
		buf_fmt(b, "raiser %lld%s", (long long)r->raiser, r->anon == ANON_NOBODY ? " (anonymous)" : "");
	TRY(put_body(s, "; lead", r->lead));
	buf_fmt(b, "; ladder %lld\n", (long long)r->rung);
	put_moment(b, "filed", r->filed_at);
	put_moment(b, "stage due", r->due_at);
	put_moment(b, "promised", r->promised_at);
	put_moment(b, "paused", r->paused_at);
	put_moment(b, "over", r->closed_at);
	TRY(put_place(s, "\n  place", r->place));
	TRY(put_place(s, ": street", r->street));
	TRY(put_place(s, " community", r->community));
	TRY(put_place(s, " area", r->area));
	TRY(put_place(s, " grid", r->grid));
	TRY(put_place(s, " building", r->building));
	buf_fmt(b, "  %.*s\n", STR(r->place_name));
	return 0;
}

static int
show_steps(const struct screen *s)
{
	struct move *m = s->m;
	struct flow_step_list steps;

	TRY(flow_list(m->tx, m->who->district, m->course->kind, m->was.id, FLOW_INTERNAL, &steps));
	buf_z(s->b, "moves\n");
	for (size_t i = 0; i < steps.n; i++) {
		const struct flow_step *step = &steps.v[i];
		bool known = step->kind > 0 && step->kind < m->course->moves_n && m->course->moves[step->kind].name;

		buf_fmt(s->b, "  %3lld  ", (long long)step->seq);
		put_time(s->b, step->at);
		buf_fmt(s->b, "  %-12s ", known ? m->course->moves[step->kind].name : "?");
		TRY(put_person(s, "person", step->person));
		TRY(put_body(s, " body", step->org));
		buf_fmt(s->b, " sight %lld  %.*s%s\n", (long long)step->sight, STR(step->data),
			step->seal.n ? "" : "  (no seal)");
	}
	return 0;
}

static int
show_clocks(const struct screen *s)
{
	struct move *m = s->m;
	struct buf *b = s->b;
	int64_t now = clock_now();

	buf_z(b, "clocks (working minutes)\n");
	for (size_t i = 0; i < m->clocks.n; i++) {
		const struct due *d = &m->clocks.v[i];
		int64_t used, replayed;

		TRY(due_used(m->tx, m->who->district, d, now, &used));
		TRY(due_replay(m->tx, m->who->district, d, &replayed));
		buf_fmt(b, "  %-12s ", m->course->stages[d->stage].name);
		TRY(put_body(s, "body", d->org));
		buf_fmt(b, "  used %lld of ", (long long)used);
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
show_desks(const struct screen *s)
{
	static const char *const tabs[] = {
		[DESK_NEW] = "new", [DESK_WORK] = "work", [DESK_RAISED] = "raised", [DESK_ASKED] = "asked",
		[DESK_ANSWERED] = "answered", [DESK_JOINED] = "joined", [DESK_PART] = "part", [DESK_OVER] = "over",
	};
	static_assert(sizeof tabs / sizeof *tabs == DESK_OVER + 1, "each tab has a word");
	struct move *m = s->m;
	struct buf *b = s->b;

	buf_z(b, "bodies\n");
	for (size_t i = 0; i < m->parties.n; i++) {
		TRY(put_body(s, " ", m->parties.v[i].org));
		buf_fmt(b, " %s state %lld\n", m->parties.v[i].part == PARTY_LEAD ? "leads" : "helps",
			(long long)m->parties.v[i].state);
	}
	buf_z(b, "desks: staff of these places and bodies see it\n");
	for (size_t i = 0; i < m->desks->n; i++) {
		int64_t desk = m->desks->v[i].desk;

		if (desk < 0)
			continue;
		TRY(party_of(m, desk) ? put_body(s, " ", desk) : put_place(s, " ", desk));
		buf_fmt(b, "  %s ", tabs[m->desks->v[i].tab]);
		put_moment(b, "at", m->desks->v[i].queue_at == MATTER_FAR_AWAY ? 0 : m->desks->v[i].queue_at);
		buf_char(b, '\n');
	}
	return 0;
}

static int
show_around(const struct screen *s)
{
	int64_t district = s->m->who->district, id = s->m->was.id;
	struct link_line_list links;
	struct matter_talk talk;

	TRY(links_of(s->m->tx, district, id, &links));
	buf_z(s->b, "links\n");
	for (size_t i = 0; i < links.n; i++)
		buf_fmt(s->b, "  %s %.*s why %lld\n", links.v[i].ahead ? "to" : "from", STR(links.v[i].code),
			(long long)links.v[i].why);
	TRY(sql_matter_talk(s->m->tx, district, id, &talk));
	buf_fmt(s->b, "followers %lld; comments: %lld shown, %lld waiting, %lld hidden\n", (long long)talk.followers,
		(long long)talk.shown, (long long)talk.waiting, (long long)talk.hidden);
	return 0;
}

int
course_show(const struct course *c, struct tx *tx, int64_t district, struct str code, const struct show_names *names,
	    struct buf *out)
{
	struct actor system = actor_system_of;
	struct move *m = move_new(c, tx, &system);
	const struct screen s = {out, m, names};
	struct verdict v;

	system.district = district;
	TRY(course_read(m, code));
	TRY(show_row(&s));
	TRY(show_steps(&s));
	TRY(show_clocks(&s));
	TRY(show_desks(&s));
	TRY(show_around(&s));
	TRY(course_verify(c, tx, district, m->was.id, &v));
	buf_fmt(out, "verify: %s\n", v.why ? v.why : v.sealed ? "holds" : "holds; not sealed before its next move");
	return 0;
}
