/* appeal_web_around.c: what stands around a case: the bodies it was given to, its clocks with who used which hours, and
 * the matters it is linked to. For pages and for programs. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_together.h"
#include "features/territory/territory.h"
#include "kit/feature_list.h"
#include "kit/gate.h"
#include "kit/link.h"
#include "kit/say.h"
#include "lib/calendar.h"

static struct work_time
in_work_time(int64_t minutes)
{
	return (struct work_time){
		.minutes = minutes,
		.days = minutes / CALENDAR_DAY_MIN,
		.hours = minutes % CALENDAR_DAY_MIN / 60,
		.rest = minutes % 60,
	};
}

/* A body's name in the reader's words, as one line of the bodies already has it or as its row says. */
static int
name_of(struct req *r, const struct appeal_around *x, int64_t id, struct str *ret)
{
	struct org org;
	int rc;

	for (size_t i = 0; i < x->bodies.n; i++)
		if (x->bodies.v[i].org == id) {
			*ret = x->bodies.v[i].name;
			return 0;
		}
	rc = account_org(r->tx, r->who->district, id, &org);
	if (rc == E_NOTFOUND)
		*ret = S("");
	else if (rc == 0)
		*ret = appeal_say(r, org.name, org.name_en);
	return rc == E_NOTFOUND ? 0 : rc;
}

/* ---- bodies ---- */

/* The clock that runs for a body now; NULL: none does. */
static const struct due *
clock_of(const struct due_list *clocks, const struct party *p)
{
	for (size_t i = clocks->n; i-- > 0;) {
		const struct due *d = &clocks->v[i];
		bool helps = d->stage == STAGE_HELP_ACCEPT || d->stage == STAGE_HELP;
		bool leads = d->stage == STAGE_ACCEPT || d->stage == STAGE_HANDLE;

		if (d->org == p->org && !d->stopped_at && (p->part == PARTY_HELPS ? helps : leads))
			return d;
	}
	return NULL;
}

static enum clock_look
look_of(const struct due *d, int64_t now)
{
	if (!d)
		return CLOCK_DONE;
	if (d->paused_at)
		return CLOCK_PAUSE;
	return d->due_at < now ? CLOCK_LATE : CLOCK_OK;
}

static int
body_lines(struct req *r, const struct actor *who, const struct appeal_seen *s, const struct due_list *clocks,
	   struct appeal_around *x)
{
	const struct party_list *parties = &s->parties;
	int64_t now = clock_now();

	x->bodies.v = NEW_ARRAY(&r->arena, struct appeal_body_line, parties->n);
	for (size_t i = 0; i < parties->n; i++) {
		const struct party *p = &parties->v[i];
		const struct due *d = clock_of(clocks, p);
		struct appeal_body_line line = {
			.org = p->org,
			.part = p->part,
			.state = p->state,
			.sent_at = p->sent_at,
			.accepted_at = p->accepted_at,
			.done_at = p->done_at,
			.due_at = d ? d->due_at : 0,
			.answer = p->answer,
			.look = look_of(d, now),
			.mine = p->part == PARTY_HELPS && actor_can(who, APPEAL_HANDLE, NULL, p->org),
		};
		struct org org;
		int rc = account_org(r->tx, r->who->district, p->org, &org);

		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == 0) {
			line.code = org.code;
			line.name = appeal_say(r, org.name, org.name_en);
			line.phone = org.phone;
		}
		x->bodies.v[x->bodies.n++] = line;
	}
	return 0;
}

/* ---- clocks ---- */

/* The body, or the place's own staff, whose hours a clock counts; hours of waiting for the raiser are nobody's. */
static bool
is_work(int64_t stage)
{
	return stage != STAGE_FOLLOW && stage != STAGE_ASK && stage != STAGE_PROMISE;
}

static void
add_hours(struct appeal_hours_list *list, const struct appeal_clock_line *c)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].org == c->org) {
			list->v[i].used = in_work_time(list->v[i].used.minutes + c->used.minutes);
			return;
		}
	list->v[list->n++] = (struct appeal_hours){.org = c->org, .who = c->who, .used = c->used};
}

static int
clock_lines(struct req *r, const struct appeal_seen *s, const struct due_list *clocks, struct appeal_around *x)
{
	struct str place = say_place(r, s->a.community_name, s->a.community_name_en);
	int64_t now = clock_now();

	x->clocks.v = NEW_ARRAY(&r->arena, struct appeal_clock_line, clocks->n);
	x->hours.v = NEW_ARRAY(&r->arena, struct appeal_hours, clocks->n);
	for (size_t i = 0; i < clocks->n; i++) {
		const struct due *d = &clocks->v[i];
		struct appeal_clock_line *c = &x->clocks.v[x->clocks.n++];
		int64_t used;

		TRY(due_used(r->tx, r->who->district, d, now, &used));
		*c = (struct appeal_clock_line){
			.stage = d->stage,
			.word = appeal_stage_word(d->stage),
			.org = d->org,
			.who = is_work(d->stage) ? place : S(""),
			.minutes = d->minutes,
			.used_minutes = used,
			.given = in_work_time(d->minutes),
			.used = in_work_time(used),
			.started_at = d->started_at,
			.due_at = d->due_at,
			.paused_at = d->paused_at,
			.stopped_at = d->stopped_at,
			.late = !d->paused_at && (d->stopped_at ? d->stopped_at : now) > d->due_at,
		};
		if (d->org)
			TRY(name_of(r, x, d->org, &c->who));
		if (is_work(d->stage))
			add_hours(&x->hours, c);
	}
	return 0;
}

/* ---- links ---- */

int
appeal_link_lines(struct req *r, const struct actor *who, const struct appeal_seen *s,
		  struct appeal_link_line_list *ret)
{
	struct link_line_list links;

	TRY(appeal_links(r->tx, who, s, &links));
	*ret = (struct appeal_link_line_list){NEW_ARRAY(&r->arena, struct appeal_link_line, links.n), 0};
	for (size_t i = 0; i < links.n; i++) {
		const struct link_line *l = &links.v[i];
		bool staff = s->see == FLOW_INTERNAL;

		/* On the page of the public stands what the public may see, whoever looks at it. */
		if (s->see == FLOW_PUBLIC && l->sight != FLOW_PUBLIC)
			continue;
		ret->v[ret->n++] = (struct appeal_link_line){
			.code = l->code,
			.title = staff ? l->title : matter_open_title(&r->arena, l->sight, l->shown, l->title, l->open_title),
			.state = l->state,
			.state_word = appeal_state_word(l->state),
			.why = l->why,
			.at = l->at,
			.may_end = l->why == LINK_RELATED && s->may[ACT_UNLINK],
		};
	}
	return 0;
}

/* What is linked to it and is no appeal, as far as the reader may see that. */
static int
other_lines(struct req *r, const struct actor *who, const struct appeal_seen *s, struct appeal_other_list *ret)
{
	struct party_list none = {0};
	struct link_line_list links;

	TRY(links_of(r->tx, who->district, s->a.id, &links));
	*ret = (struct appeal_other_list){NEW_ARRAY(&r->arena, struct appeal_other, links.n + 1), 0};
	for (size_t i = 0; i < links.n; i++) {
		const struct link_line *l = &links.v[i];
		const struct course *c = l->kind == FLOW_APPEAL ? NULL : feature_course(r->app->features, l->kind);
		const struct matter other = {
			.id = l->other, .kind = l->kind, .sight = l->sight, .raiser = l->raiser, .lead = l->lead, .pin_salt = l->pin_salt,
			.street = l->street, .community = l->community, .area = l->area, .grid = l->grid, .building = l->building,
		};
		enum flow_sight sight;

		if (!c || l->state <= 0 || l->state >= c->states_n || course_sight(c, who, &other, &none, &sight) < 0)
			continue;
		ret->v[ret->n++] = (struct appeal_other){
			.href = str_fmt(&r->arena, "/%s/%.*s", flow_word(l->kind), STR(l->code)), .code = l->code, .title = l->title,
			.word = c->states[l->state].word,
		};
	}
	return 0;
}

int
appeal_around_of(struct req *r, const struct actor *who, const struct appeal_seen *s, struct appeal_around *ret)
{
	struct appeal_around x = {0};
	struct due_list clocks;

	TRY(appeal_link_lines(r, who, s, &x.links));
	TRY(appeal_together_of(r, s, &x.together));
	if (s->see == FLOW_INTERNAL) {
		TRY(appeal_clocks_of(r->tx, who, s, &clocks));
		TRY(other_lines(r, who, s, &x.others));
		TRY(body_lines(r, who, s, &clocks, &x));
		TRY(clock_lines(r, s, &clocks, &x));
	}
	*ret = x;
	return 0;
}

/* ---- steps ---- */

/* The number behind a name in the machine text of a step, "level=2"; 0 = it has none. */
static int64_t
number_in(struct str data, const char *name)
{
	struct str part, key;
	int64_t n;

	while (str_next(&data, ' ', &part))
		if (str_next(&part, '=', &key) && str_is(key, name) && str_int(part, &n))
			return n;
	return 0;
}

struct str
appeal_say_reason(struct req *r, const struct phrase *p)
{
	return p->changed_at ? p->title : str_of(ui_translate(req_lang(r), str_z(&r->arena, p->title)));
}

struct str
appeal_say_asks(struct req *r, const struct phrase *p)
{
	return p->changed_at ? p->words : str_of(ui_translate(req_lang(r), str_z(&r->arena, p->words)));
}

int
appeal_step_reason(struct req *r, const struct flow_step *step, struct str *ret)
{
	struct phrase p;
	int rc;

	*ret = S("");
	if (step->kind != ACT_BOUNCE)
		return 0;
	rc = appeal_reason_get(r->tx, r->who->district, number_in(step->data, "reason"), &p);
	if (rc == 0)
		*ret = appeal_say_reason(r, &p);
	return rc == E_NOTFOUND ? 0 : rc;
}
