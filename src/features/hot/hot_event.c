/* hot_event.c: the card of a hot issue with the cases that it is about. */
#include "features/hot/hot_event.h"

#include "db/db.h"
#include "features/appeal/appeal.h"
#include "gen/hot_sql.h"
#include "kit/matter.h"

/* May the reader dispatch what stands there? */
static bool
is_theirs(const struct actor *who, int64_t street, int64_t community)
{
	struct place place = {0};

	place.at[LEVEL_DISTRICT] = who->district;
	place.at[LEVEL_STREET] = street;
	place.at[LEVEL_COMMUNITY] = community;
	return actor_can(who, APPEAL_DISPATCH, &place, 0);
}

static bool
takes_others(const struct hot_lead *l)
{
	return l->live != LIVE_OVER && l->state != APPEAL_REPLIED && l->state != APPEAL_JOINED && !l->part_of;
}

int
hot_event_see(struct tx *tx, const struct actor *who, struct str code, struct hot_event *ret)
{
	struct hot_event h = {0};

	TRY(event_by_code(tx, who->district, code, &h.e));
	if (!event_may(who, &h.e))
		return E_NOTFOUND;
	TRY(sql_hot_lead(tx, who->district, h.e.lead, &h.lead));
	TRY(sql_hot_calls(tx, who->district, h.e.lead, HOT_CALLS_MOST, &h.calls));
	TRY(event_told_count(tx, who->district, h.e.id, HOT_CALLS_MOST, &h.told));
	h.takes = takes_others(&h.lead);
	*ret = h;
	return 0;
}

int
hot_event_public(struct tx *tx, int64_t district, struct str code, struct hot_event_open *ret)
{
	struct hot_event_open h = {0};
	struct hot_call_list calls;
	struct hot_lead lead;

	TRY(event_by_code(tx, district, code, &h.e));
	TRY(sql_hot_lead(tx, district, h.e.lead, &lead));
	TRY(sql_hot_calls(tx, district, h.e.lead, HOT_CALLS_MOST, &calls));
	h.called = (int64_t)calls.n + 1;
	if (matter_is_shown(lead.sight, lead.shown)) {
		h.lead = lead.code;
		h.lead_title = matter_open_title(tx->arena, lead.sight, lead.shown, lead.title, lead.open_title);
	}
	*ret = h;
	return 0;
}

int
hot_events(struct tx *tx, const struct actor *who, bool over, struct event_list *ret)
{
	struct event_list all;

	TRY(over ? event_newest(tx, who->district, 0, HOT_OVER_MOST, &all) : event_live(tx, who->district, &all));
	*ret = (struct event_list){NEW_ARRAY(tx->arena, struct event, all.n), 0};
	for (size_t i = 0; i < all.n; i++)
		if (over == (all.v[i].over_at != 0) && event_may(who, &all.v[i]))
			ret->v[ret->n++] = all.v[i];
	return 0;
}

int
hot_event_lead(struct tx *tx, const struct actor *who, struct str code, struct hot_lead *ret)
{
	struct hot_line line;
	int rc = sql_hot_line(tx, who->district, matter_code_typed(tx->arena, str_trim(code)), &line);

	if (rc == E_NOTFOUND || (rc == 0 && !is_theirs(who, line.street, line.community)))
		return fail(tx, E_NOTFOUND, "lead", N_("没有这一件，或者不归您派。"));
	TRY(rc);
	TRY(sql_hot_lead(tx, who->district, line.id, ret));
	if (ret->shown == MATTER_NEVER)
		return fail(tx, E_INVALID, "lead", N_("从不公开的事项不能做成大家都看得到的卡片。"));
	if (!takes_others(ret))
		return fail(tx, E_INVALID, "lead", N_("这一件已经答复、办结或并到别的件里，不能做主件。"));
	return 0;
}

int
hot_event_open(struct tx *tx, const struct actor *who, struct str code, struct event_draft *d, bool same, struct str *ret_code)
{
	struct hot_lead lead;

	TRY(hot_event_lead(tx, who, code, &lead));
	d->item = same ? lead.item : 0;
	d->since = lead.filed_at;
	return event_open(tx, who, lead.id, lead.community ? lead.community : lead.place, d, ret_code);
}

int
hot_event_change(struct tx *tx, const struct actor *who, struct str code, int64_t version, struct event_draft *d, bool same)
{
	struct hot_lead lead;
	struct event e;

	TRY(event_by_code(tx, who->district, code, &e));
	TRY(sql_hot_lead(tx, who->district, e.lead, &lead));
	d->item = same ? lead.item : 0;
	return event_change(tx, who, code, version, d);
}

int
hot_event_said(struct tx *tx, const struct actor *who, const struct event *e, int64_t before, int64_t limit, struct hot_said_list *ret)
{
	TRY(sql_hot_said(tx, who->district, e->lead, e->id, before ? before : INT64_MAX, limit, ret));
	for (size_t i = 0; i < ret->n; i++)
		if (!is_theirs(who, ret->v[i].street, ret->v[i].community))
			ret->v[i].title = S("");
	return 0;
}
