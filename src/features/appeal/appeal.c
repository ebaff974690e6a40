/* appeal.c: filing a case. Seeing it is in appeal_see.c, moving it in appeal_move.c. */
#include "features/appeal/appeal.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_practice.h"
#include "features/appeal/appeal_rules.h"
#include "features/appeal/appeal_write.h"
#include "features/catalogue/catalogue.h"
#include "features/event/event.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "features/urgent/urgent.h"
#include "gen/appeal_sql.h"
#include "lib/secret.h"

/* A title for those who only wrote a text: its first sentence, cut where a reader would. */
static struct str
title_from(struct arena *a, struct str text)
{
	struct str rest = text, cut = str_clip(text, 24);
	size_t chars = 0;

	for (uint32_t c; chars < 28 && str_rune(&rest, &c); chars++) {
		bool stop = c == '\n' || c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b;
		bool comma = c == 0xff0c && chars >= 8;

		if (chars >= 4 && (stop || comma)) {
			cut = str_clip(text, chars);
			break;
		}
	}
	return str_trim(str_dup(a, cut));
}

/* A matter raised by the filer's own account belongs to it; one entered by staff for somebody does not. */
static bool
is_own(const struct actor *who, const struct appeal_new *n)
{
	return who->kind == ACTOR_PERSON && !n->source.n && n->channel <= CHANNEL_POSTER &&
	       n->anon != ANON_NOBODY;
}

static int
check_new(struct tx *tx, const struct actor *who, const struct appeal_new *n)
{
	if (!str_trim(n->text).n && !str_trim(n->title).n)
		return fail(tx, E_INVALID, "text", N_("还没写情况，写一句话也可以。"));
	if (n->source.n && str_chars(n->text) > APPEAL_IMPORT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，导入的最多 20000 个字。"));
	if (!n->source.n && str_chars(n->text) > APPEAL_TEXT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，最多 2000 个字。"));
	if (str_chars(n->reply) > APPEAL_IMPORT_MAX)
		return fail(tx, E_INVALID, "reply", N_("写得太长了，最多 20000 个字。"));
	if (n->anon == ANON_NOBODY && (n->name.n || n->phone.n))
		return fail(tx, E_INVALID, "anon",
			    N_("匿名反映不留姓名电话。要留电话，请选“只让社区知道”。"));
	if (n->anon == ANON_NAMED && !n->name.n && !n->phone.n && !is_own(who, n) &&
	    who->kind != ACTOR_SYSTEM)
		return fail(tx, E_INVALID, "phone",
			    N_("实名要留称呼或电话。请填电话，或者改选“匿名”。"));
	if (n->photos_n > PHOTOS_MAX)
		return fail(tx, E_INVALID, "photo", N_("照片最多 6 张，请去掉几张。"));
	return 0;
}

/* All that may tell of an emergency. */
static struct str
said(struct arena *a, struct str title, struct str text, struct str answers)
{
	return str_fmt(a, "%.*s\n%.*s\n%.*s", STR(title), STR(text), STR(answers));
}

int
appeal_guess(struct tx *tx, const struct actor *who, struct str title, struct str text, struct str answers,
	     struct appeal_guess *ret)
{
	struct urgent_alarm *alarm = NEW(tx->arena, struct urgent_alarm);
	struct suggest_hit_list hits;

	TRY(urgent_look(tx, who->district, said(tx->arena, title, text, answers), alarm));
	TRY(suggest_for(tx, who->district, title, text, 1, &hits));
	*ret = (struct appeal_guess){.alarm = alarm};
	if (hits.n && hits.sure) {
		ret->item = hits.v[0].item;
		ret->permille = hits.v[0].permille;
	}
	return 0;
}

/* What comes from elsewhere, or was long ago, is no call for help of this minute. */
static bool
is_told_later(const struct appeal_new *n)
{
	return n->source.n || n->calm;
}

/* The item: what was chosen, else the guess. Its rule starts the clocks. */
static int
find_item(struct appeal_moving *a, const struct appeal_new *n, const struct urgent_alarm *alarm)
{
	struct move *m = &a->move;
	struct catalogue_node node = {0};
	bool never, near = false;

	a->a.sort = n->sort;
	a->a.guess = n->guess.item;
	a->a.guess_permille = n->guess.permille;
	a->a.item = n->item ? n->item : a->a.guess;
	if (a->a.item) {
		int rc = catalogue_get(m->tx, m->who->district, a->a.item, &node);

		if (rc == E_NOTFOUND)
			return fail(m->tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
		TRY(rc);
	}
	TRY(catalogue_rule_at(m->tx, m->who->district, a->a.item, m->at, &a->rule));
	a->a.class = m->topic = node.class;
	TRY(catalogue_is_never(m->tx, m->who->district, a->a.item, &never));
	appeal_never(a, never);
	a->a.rule = a->rule.id;
	m->m.urgent = !is_told_later(n) && (a->rule.urgent || alarm->n);
	appeal_fit_rule(a);
	if (!is_told_later(n) && !n->up)
		TRY(appeal_near_file(m, &near));
	if (!near)
		TRY(move_clock(m, STAGE_TRIAGE, 0, appeal_triage_min(&m->m)));
	return move_clock(m, STAGE_PROMISE, 0, appeal_promise_min(&a->rule, &m->m));
}

/* A point given beside a place lies in its community, as far as boundaries are known: one wrong point would stretch the map of all. */
static int
check_point(struct tx *tx, int64_t district, const struct appeal_new *n, const struct territory_node *at)
{
	const int64_t right = INT64_C(900000000), half = INT64_C(1800000000); /* degrees x 1e7 */
	int64_t community = at->level == LEVEL_COMMUNITY ? at->id : at->community;
	struct territory_shape shape;
	struct territory_node holds;
	int rc;

	if (!n->lon && !n->lat)
		return 0;
	if (llabs(n->lat) > right && llabs(n->lon) <= right)
		return fail(tx, E_INVALID, "lat", N_("经纬度的顺序反了，应当先经度、后纬度"));
	if (llabs(n->lon) > half || llabs(n->lat) > right)
		return fail(tx, E_INVALID, "lon", N_("坐标超出范围，请用经纬度（度）"));
	rc = community ? territory_boundary(tx, district, community, &shape) : E_NOTFOUND;
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	rc = territory_at_point(tx, district, LEVEL_COMMUNITY, n->lon, n->lat, &holds);
	if (rc == E_NOTFOUND || (rc == 0 && holds.id != community))
		return fail(tx, E_INVALID, "lon", N_("这个位置不在所选的社区里，请改位置，或者换一个地方。"));
	return rc;
}

/* A case stands at a unit or wider: a room would name a household in public. Which room it was goes into the
 * spot, which only staff see. Inside a building the point is the building's, for the same reason. */
static int
find_place(struct appeal_moving *a, const struct appeal_new *n, struct territory_node *ret)
{
	struct move *m = &a->move;
	int64_t district = m->who->district;
	int rc = n->place ? territory_get(m->tx, district, n->place, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && ret->state != TERRITORY_LIVE))
		return fail(m->tx, E_INVALID, "place", N_("没有这个地方，请重新选楼栋或社区。"));
	TRY(rc);
	TRY(check_point(m->tx, district, n, ret));
	a->a.spot = n->spot;
	if (ret->level == LEVEL_ROOM) {
		a->a.spot = str_trim(str_fmt(m->tx->arena, "%.*s %.*s", STR(ret->name), STR(n->spot)));
		TRY(territory_get(m->tx, district, ret->unit ? ret->unit : ret->building, ret));
	}
	appeal_stand_at(&m->m, ret);
	m->m.lon = n->lon && ret->level < LEVEL_BUILDING ? n->lon : ret->lon;
	m->m.lat = n->lat && ret->level < LEVEL_BUILDING ? n->lat : ret->lat;
	return 0;
}

int
appeal_write_beside(struct appeal_moving *a, const struct appeal_new *n)
{
	struct move *m = &a->move;

	if (a->name.n || a->phone.n) {
		struct caller caller = appeal_caller_of(m->tx->arena, n->name, n->phone);

		TRY(sql_appeal_contact_put(m->tx, m->who->district, m->m.id, a->name, a->phone, &caller));
	}
	return appeal_write_words(a);
}

/* The case an earlier request with the same key, or an earlier import, has made. */
static int
find_made(struct tx *tx, int64_t district, const struct appeal_new *n, int64_t id, int64_t at, struct appeal_receipt *ret)
{
	struct appeal_ref made;
	struct matter m;
	int64_t made_id;

	if (n->once.n) {
		TRY(matter_once(tx, district, n->once, id, at, &made_id));
		TRY(matter_get(tx, district, made_id, &m));
		made = (struct appeal_ref){.id = m.id, .code = m.code, .pin_salt = m.pin_salt};
	} else if (n->source.n) {
		TRY(sql_appeal_by_source(tx, district, n->source, n->source_id, &made));
	} else {
		return E_NOTFOUND;
	}
	*ret = (struct appeal_receipt){
		.id = made.id,
		.code = made.code,
		.pin_salt = made.pin_salt,
		.pin = matter_pin(tx->arena, district, made.id, made.pin_salt),
		.again = true,
	};
	return 0;
}

/* The row of a new case, but for what place and item decide. */
static void
fill_in(struct appeal_moving *a, const struct actor *who, const struct appeal_new *n)
{
	struct matter *m = &a->move.m;
	bool own = is_own(who, n);

	m->title = str_trim(n->title).n ? str_clip(str_trim(n->title),
						   n->source.n ? APPEAL_IMPORT_TITLE_MAX : APPEAL_TITLE_MAX)
					: title_from(a->move.tx->arena, str_trim(n->text));
	m->sight = n->open ? FLOW_PUBLIC : FLOW_PARTIES;
	m->shown = MATTER_WAITS;
	if (n->practice) {
		m->part_of = MATTER_PRACTICE;
		m->title = str_clip(str_fmt(a->move.tx->arena, "【演练】%.*s", STR(m->title)), APPEAL_TITLE_MAX);
		m->sight = FLOW_PARTIES;
		m->shown = MATTER_NEVER;
	}
	m->raiser = own ? who->person : 0;
	m->kept = own || n->name.n || n->phone.n;
	m->entered_by = own || n->anon == ANON_NOBODY ? 0 : who->person;
	m->anon = n->anon;
	m->filed_at = a->move.at;
	a->a.id = m->id;
	a->a.channel = n->channel;
	a->a.source = n->source;
	a->a.source_id = n->source_id;
	a->a.body = str_trim(n->text);
	a->a.answers = n->answers;
	a->a.crowd = n->crowd;
	a->move.raiser = n->channel <= CHANNEL_POSTER || n->channel == CHANNEL_API;
}

/* Somebody else's name may only be written down by those whose place it is. */
static bool
may_enter(const struct actor *who, const struct appeal_new *n, const struct territory_node *place)
{
	struct place full = territory_place_of(place);

	return n->channel < CHANNEL_PHONE || n->channel > CHANNEL_EMAIL || actor_can(who, APPEAL_ENTER, &full, 0);
}

/* A case that was dealt with elsewhere: what became of it is part of its history. Nobody accepted it here, and nobody waits for a
 * judgement. One that is not over there waits here; what it was told there stands in a note. */
static int
went_on(struct tx *tx, const struct actor *who, const struct appeal_receipt *made, const struct appeal_new *n)
{
	struct actor system = *who;
	struct appeal_change c = {.text = n->reply, .at = n->replied_at};

	if (!n->reply.n && n->state != APPEAL_WITHDRAWN)
		return 0;
	system.kind = ACTOR_SYSTEM;
	switch (n->state) {
	case APPEAL_CLOSED:
		c.act = ACT_SETTLED;
		c.closed_at = n->closed_at;
		break;
	case APPEAL_REFUSED:
	case APPEAL_WITHDRAWN:
		c.act = n->state == APPEAL_REFUSED ? ACT_REFUSE : ACT_WITHDRAW;
		c.at = n->closed_at;
		break;
	default: c.act = ACT_NOTE; break;
	}
	if (!c.at)
		c.at = n->at;
	return appeal_move_id(tx, &system, made->id, &c);
}

/* Whether it is an emergency: found out before the transaction that writes, where that was possible. */
static int
alarm_of(struct tx *tx, int64_t district, const struct appeal_new *n, struct urgent_alarm *ret)
{
	ret->n = 0;
	if (is_told_later(n))
		return 0;
	if (!n->guess.alarm)
		return urgent_look(tx, district, said(tx->arena, n->title, n->text, n->answers), ret);
	*ret = *n->guess.alarm;
	return 0;
}

int
appeal_prepare(struct appeal_moving *a, const struct appeal_new *n)
{
	struct move *m = &a->move;
	struct urgent_alarm alarm;
	struct territory_node place;
	struct str contact;

	TRY(check_new(m->tx, m->who, n));
	fill_in(a, m->who, n);
	clocks_none(m->tx, m->who->district, m->m.id, &m->clocks);
	TRY(find_place(a, n, &place));
	if (!may_enter(m->who, n, &place))
		return E_DENIED;
	if (n->practice) {
		struct place at = territory_place_of(&place);

		TRY(appeal_practice_check(m->tx, m->who, &at));
	}
	TRY(alarm_of(m->tx, m->who->district, n, &alarm));
	TRY(find_item(a, n, &alarm));
	m->m.code = n->code;
	if (!n->code.n)
		TRY(appeal_next_code(m->tx, m->who->district, place.id, m->at, &m->m.code));
	if (n->name.n || n->phone.n) {
		a->name = secret_seal(m->tx->arena, n->name);
		a->phone = secret_seal(m->tx->arena, n->phone);
	}
	contact = appeal_contact_said(m->tx->arena, a->name, a->phone);
	m->data = str_fmt(m->tx->arena, "channel=%d item=%lld contact=%.*s", (int)n->channel, (long long)a->a.item, STR(contact));
	if (alarm.n)
		m->data = str_fmt(m->tx->arena, "%.*s urgent=%.*s", STR(m->data), STR(urgent_codes(m->tx->arena, &alarm)));
	return 0;
}

/* Who files it says that it is the same matter as a case that everybody reads: they are dealt with together, where that one still takes
 * others. What cannot be joined is filed all the same. */
static int
join_same(struct tx *tx, const struct actor *who, const struct appeal_new *n, int64_t id)
{
	struct actor system = actor_system_of;
	struct matter other;
	int rc = n->same.n ? matter_by_code(tx, who->district, matter_code_typed(tx->arena, n->same), &other) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && !matter_is_shown(other.sight, other.shown)))
		return 0;
	TRY(rc);
	system.district = who->district;
	rc = appeal_move_id(tx, &system, id, &(struct appeal_change){.act = ACT_JOIN, .other = other.code});
	if (rc != E_INVALID)
		return rc;
	tx->fault = (struct fault){0};
	return 0;
}

/* Who files it says that it is what an event card tells of, which goes on: it counts, and has the card's answer at once. The reader of the
 * receipt has it before their eyes; nobody else is told. */
static int
join_event(struct tx *tx, const struct actor *who, const struct appeal_new *n, int64_t id)
{
	struct actor system = actor_system_of;
	struct matter lead;
	struct event e;
	int rc = event_by_code(tx, who->district, n->event, &e);

	if (rc == E_NOTFOUND || (rc == 0 && e.over_at))
		return 0;
	TRY(rc);
	TRY(matter_get(tx, who->district, e.lead, &lead));
	system.district = who->district;
	rc = appeal_move_id(tx, &system, id, &(struct appeal_change){.act = ACT_JOIN, .other = lead.code, .quiet = true});
	if (rc != E_INVALID)
		return rc;
	tx->fault = (struct fault){0};
	return 0;
}

int
appeal_file(struct tx *tx, const struct actor *who, const struct appeal_new *n, struct appeal_receipt *ret)
{
	int64_t at = n->at ? n->at : clock_now(), id = n->at ? id_new_at(n->at) : id_new();
	struct change c = {.move = ACT_FILE, .files = n->photos, .files_n = n->photos_n, .file_kind = PHOTO_FILER, .at = at};
	struct appeal_moving a = {
		.move = {.tx = tx, .who = who, .course = &appeal_course, .c = &c, .at = at, .m = {.id = id}},
	};
	int rc = find_made(tx, who->district, n, id, at, ret);

	if (rc != E_NOTFOUND)
		return rc;
	TRY(appeal_prepare(&a, n));
	TRY(course_file(&a.move, ACT_FILE, APPEAL_FILED));
	a.a.community = a.move.m.community;
	TRY(sql_appeal_insert(tx, who->district, &a.a));
	TRY(appeal_count_filed(&a, &a.move.m, a.a.class, 1));
	TRY(appeal_write_beside(&a, n));
	*ret = (struct appeal_receipt){
		.id = id,
		.code = a.move.m.code,
		.pin = matter_pin(tx->arena, who->district, id, S("")),
	};
	if (n->source.n)
		return went_on(tx, who, ret, n);
	if (n->event.n)
		return join_event(tx, who, n, id);
	if (n->same.n)
		return join_same(tx, who, n, id);
	/* What was entered of long ago waits for nobody. */
	return n->at || n->crowd ? 0 : appeal_auto_promise(tx, &a, n->item != 0);
}
