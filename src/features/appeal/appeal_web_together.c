/* appeal_web_together.c: what a case is dealt with together with: the case it was joined to, those that were joined to it, the parts
 * that were split off, and the case it is a part of. For pages and for programs. */
#include "features/appeal/appeal_web_together.h"

#include "base/clock.h"
#include "features/appeal/appeal_alike.h"
#include "features/appeal/appeal_join.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_event.h"
#include "features/appeal/appeal_web_pin.h"
#include "kit/say.h"

/* A page shows so many of each; a case may have more. */
enum { SHOWN = 12, PARTS_SHOWN = 50, COUNT_MAX = 10000 };

/* ---- cases that may say the same ---- */

struct appeal_alike_line_list
appeal_alike_lines(struct req *r, const struct appeal_alike_list *list, struct str chosen)
{
	static const char *const words[] = {
		[ALIKE_SOME] = N_("有些像"), [ALIKE_MUCH] = N_("很像"), [ALIKE_COPY] = N_("一字不差"),
	};
	struct appeal_alike_line_list ret = {NEW_ARRAY(&r->arena, struct appeal_alike_line, list->n), 0};

	for (size_t i = 0; i < list->n; i++) {
		const struct appeal_line *l = &list->v[i].l;
		struct str where = appeal_say_place(r, l->place_name, l->community_name, l->community_name_en);

		ret.v[ret.n++] = (struct appeal_alike_line){
			.code = l->code, .title = l->title, .where = where, .thumb = list->v[i].thumb, .at = l->filed_at,
			.state_word = appeal_state_word(appeal_state_plain(l->state)), .how_word = words[list->v[i].how],
			.chosen = str_eq(l->code, chosen),
		};
	}
	return ret;
}

/* ---- the case it was joined to ---- */

/* To who raised the one, the other is what everybody reads of it. */
static int
leader_of(struct req *r, const struct appeal_seen *s, struct appeal_together *t)
{
	struct matter leader;
	struct flow_step_list steps;
	bool opens;
	int64_t n;

	if (!s->a.joined || s->a.state == APPEAL_WITHDRAWN)
		return 0;
	TRY(matter_get(r->tx, r->who->district, s->a.joined, &leader));
	TRY(appeal_joined_count(r->tx, r->who->district, leader.id, COUNT_MAX, &n));
	t->others = n;
	t->leader.code = leader.code;
	t->leader.state = leader.state;
	t->leader.state_word = appeal_state_word(s->see == FLOW_INTERNAL ? leader.state : appeal_state_plain(leader.state));
	TRY(appeal_named(r->tx, appeal_reader(r), &leader, &t->leader.title, &opens));
	t->leader_open = matter_is_shown(leader.sight, leader.shown);
	if (!opens)
		t->leader.code = S("");
	TRY(flow_list(r->tx, r->who->district, FLOW_APPEAL, leader.id, FLOW_PUBLIC, &steps));
	for (size_t i = 0; i < steps.n; i++)
		if (steps.v[i].kind == ACT_ACCEPT)
			t->accepted_at = steps.v[i].at;
	return 0;
}

/* ---- those that were joined to it ---- */

static int
joined_of(struct req *r, const struct appeal_seen *s, struct appeal_together *t)
{
	struct appeal_line_list list;

	TRY(appeal_joined_count(r->tx, r->who->district, s->a.id, COUNT_MAX, &t->joined_n));
	if (s->see != FLOW_INTERNAL || !t->joined_n)
		return 0;
	TRY(appeal_joined(r->tx, r->who->district, s->a.id, 0, SHOWN, &list));
	t->joined.v = NEW_ARRAY(&r->arena, struct appeal_joined_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct appeal_line *l = &list.v[i];
		struct place place = {0};
		bool waits = l->state == APPEAL_JOINED || l->state == APPEAL_REPLIED;
		struct matter m = {
			.id = l->id, .kind = FLOW_APPEAL, .street = l->street, .community = l->community, .lead = l->org, .sight = l->sight,
			.shown = l->shown, .title = l->title, .open_title = l->open_title,
		};
		struct appeal_joined_line *x = &t->joined.v[t->joined.n++];

		place.at[LEVEL_DISTRICT] = r->who->district;
		place.at[LEVEL_STREET] = l->street;
		place.at[LEVEL_COMMUNITY] = l->community;
		*x = (struct appeal_joined_line){
			.code = l->code, .at = l->filed_at, .state = l->state, .state_word = appeal_state_word(l->state), .version = l->version,
			.may_leave = waits && actor_can(r->who, APPEAL_DISPATCH, &place, 0),
		};
		/* Who works on the one need not have the others: of those they read what everybody reads. */
		TRY(appeal_named(r->tx, r->who, &m, &x->title, &x->opens));
		if (x->title.n)
			x->where = say_place(r, l->place_name, S(""));
	}
	t->joined_more = t->joined_n > (int64_t)list.n;
	return 0;
}

/* ---- parts ---- */

static int
whole_of(struct req *r, const struct appeal_seen *s, struct appeal_together *t)
{
	struct matter whole;

	if (s->a.part_of <= MATTER_PRACTICE)
		return 0;
	TRY(matter_get(r->tx, r->who->district, s->a.part_of, &whole));
	t->whole = (struct appeal_link_line){.code = whole.code, .state = whole.state, .state_word = appeal_state_word(whole.state)};
	return appeal_named(r->tx, appeal_reader(r), &whole, &t->whole.title, &t->whole_opens);
}

static int
parts_of(struct req *r, const struct appeal_seen *s, struct appeal_together *t)
{
	struct appeal_part_list list;
	int64_t now = clock_now();

	if (s->see == FLOW_PUBLIC)
		return 0;
	TRY(appeal_parts(r->tx, r->who->district, s->a.id, 0, PARTS_SHOWN, &list));
	TRY(matter_parts_live(r->tx, r->who->district, s->a.id, &t->parts_live));
	t->parts.v = NEW_ARRAY(&r->arena, struct appeal_part_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct appeal_part *p = &list.v[i];

		t->parts.v[t->parts.n++] = (struct appeal_part_line){
			.code = s->see == FLOW_INTERNAL ? p->code : S(""), .title = p->title, .body = appeal_say(r, p->lead_name, p->lead_name_en),
			.state = p->state, .state_word = appeal_state_word(p->state), .due_at = p->promised_at, .closed_at = p->closed_at,
			.over = p->live == LIVE_OVER, .late = p->live != LIVE_OVER && p->promised_at < now,
		};
	}
	t->parts_over = (int64_t)list.n - t->parts_live;
	return 0;
}

int
appeal_together_of(struct req *r, const struct appeal_seen *s, struct appeal_together *ret)
{
	struct appeal_together t = {0};

	if (s->see != FLOW_PUBLIC) {
		TRY(leader_of(r, s, &t));
		TRY(appeal_event_of(r, &s->a, &t.event));
	}
	TRY(joined_of(r, s, &t));
	TRY(whole_of(r, s, &t));
	TRY(parts_of(r, s, &t));
	*ret = t;
	return 0;
}
