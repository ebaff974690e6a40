/* event.c: event cards: opening, changing, ending them, and which of them a text may be about. */
#include "features/event/event.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "gen/event_sql.h"
#include "kit/due.h"
#include "kit/flow.h"
#include "kit/matter.h"
#include "kit/rule.h"
#include "kit/sealed.h"
#include "lib/text.h"

static const char PLATE[] = "R";

const char *
event_step_word(int64_t step)
{
	static const char *const words[EVENT_STEP__MAX] = {
		[EVENT_OPENED] = N_("开了卡片"), [EVENT_CHANGED] = N_("有新消息"), [EVENT_ENDED] = N_("结束了"), [EVENT_LED_BY] = N_("换了主件"),
	};

	return step > 0 && step < EVENT_STEP__MAX ? words[step] : N_("封存现状");
}

/* ---- sealing ---- */

static int
put_event(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct event e;

	TRY(sql_event_get(tx, district, id, &e));
	const int64_t numbers[] = {e.version, e.lead, e.node, e.item, e.since, e.next_at, e.over_at, e.changed_at};
	const struct str texts[] = {e.code, e.spot, e.words, e.title, e.text, e.todo, e.who};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	return 0;
}

static int
all_events(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct event_thing_list list;

	TRY(sql_event_things(tx, district, after, (int64_t)most, &list));
	for (size_t i = 0; i < list.n; i++)
		ret_ids[i] = list.v[i].id;
	*ret_n = list.n;
	return 0;
}

const struct sealed event_sealed = {.subject = FLOW_EVENT, .put = put_event, .things = all_events};

static int
record(struct tx *tx, const struct actor *who, const struct event *e, enum event_step kind, struct str text)
{
	return sealed_add(tx, who, &event_sealed,
			  &(struct flow_new){.id = e->id, .kind = kind, .sight = FLOW_PUBLIC, .text = text, .at = e->changed_at,
					     .data = str_fmt(tx->arena, "version=%lld", (long long)e->version)});
}

/* ---- what is right ---- */

/* Everybody reads it. */
static int
check_open(struct tx *tx, const char *field, struct str *s, size_t most)
{
	struct text_span_list spans;

	*s = str_trim(*s);
	if (str_chars(*s) > most)
		return fail(tx, E_INVALID, field, N_("写得太长了，请短一点。"));
	text_private(tx->arena, *s, &spans);
	if (spans.n)
		return fail(tx, E_INVALID, field, N_("卡片大家都看得到：请去掉手机号、门牌和人名。"));
	return 0;
}

/* Folded, a line each; 、，； and line ends part them. */
static int
check_words(struct tx *tx, struct str *words)
{
	struct str rest = *words, line;
	size_t n = 0;
	struct buf b;

	buf_init(&b, tx->arena);
	for (uint32_t c; str_rune(&rest, &c);)
		buf_rune(&b, c == 0x3001 || c == 0xff0c || c == ',' || c == 0xff1b || c == ';' ? '\n' : c);
	rest = buf_done(&b);
	buf_init(&b, tx->arena);
	while (str_next(&rest, '\n', &line)) {
		struct str w = str_trim(text_fold(tx->arena, line));

		if (!w.n)
			continue;
		if (str_chars(w) < 2)
			return fail(tx, E_INVALID, "words", N_("每个说法至少两个字，一个字哪儿都有。"));
		if (++n > EVENT_WORDS_N)
			return fail(tx, E_INVALID, "words", N_("说法最多 20 个。"));
		buf_fmt(&b, "%s%.*s", b.n ? "\n" : "", STR(w));
	}
	if (!n)
		return fail(tx, E_INVALID, "words", N_("请写什么样的说法算这件事，比如“停水、没水、水压小”。"));
	*words = buf_done(&b);
	return 0;
}

static int
check(struct tx *tx, int64_t district, struct event_draft *d, int64_t at)
{
	struct catalogue_node item;
	int rc;

	TRY(check_open(tx, "title", &d->title, EVENT_TITLE_MAX));
	TRY(check_open(tx, "spot", &d->spot, EVENT_SPOT_MAX));
	TRY(check_open(tx, "text", &d->text, EVENT_TEXT_MAX));
	TRY(check_open(tx, "todo", &d->todo, EVENT_TODO_MAX));
	TRY(check_open(tx, "who", &d->who, EVENT_WHO_MAX));
	if (!d->title.n)
		return fail(tx, E_INVALID, "title", N_("请写是什么事，比如“1–6号楼停水”。"));
	if (!d->text.n)
		return fail(tx, E_INVALID, "text", N_("请写下一位打来怎么答：怎么回事、谁在办。"));
	if (str_chars(d->words) > EVENT_WORDS_MAX)
		return fail(tx, E_INVALID, "words", N_("写得太长了，请短一点。"));
	TRY(check_words(tx, &d->words));
	if (d->next_at && d->next_at <= at)
		return fail(tx, E_INVALID, "time", N_("下一次消息的时间已经过了，请写以后的。"));
	if (d->next_at > at + EVENT_AHEAD_S)
		return fail(tx, E_INVALID, "day", N_("下一次消息最多约到 30 天以后。"));
	rc = d->item ? catalogue_get(tx, district, d->item, &item) : 0;
	if (rc == E_NOTFOUND)
		return fail(tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
	return rc;
}

static struct place
place_of(int64_t district, const struct event *e)
{
	struct place p = {.node = e->node};

	p.at[LEVEL_DISTRICT] = district;
	p.at[LEVEL_STREET] = e->street;
	p.at[LEVEL_COMMUNITY] = e->community;
	p.at[LEVEL_AREA] = e->area;
	p.at[LEVEL_GRID] = e->grid;
	p.at[LEVEL_BUILDING] = e->building;
	return p;
}

bool
event_may(const struct actor *who, const struct event *e)
{
	struct place p = place_of(who->district, e);

	return actor_can(who, EVENT_KEEP, &p, 0);
}

/* ---- changing ---- */

static int
promise(struct tx *tx, int64_t district, const struct event *e)
{
	return outbox_put(tx, district, OUTBOX_EVENT, 0, e->id, S(""), S(""), S(""));
}

static void
take(struct event *e, const struct event_draft *d)
{
	e->title = d->title;
	e->spot = d->spot;
	e->text = d->text;
	e->todo = d->todo;
	e->who = d->who;
	e->words = d->words;
	e->item = d->item;
	e->next_at = d->next_at;
}

static int
stand_at(struct tx *tx, const struct actor *who, int64_t node, struct event *e)
{
	struct territory_node n;
	int rc = territory_get(tx, who->district, node, &n);
	struct place p;

	if (rc == E_NOTFOUND || (rc == 0 && n.state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, "place", N_("没有这个地方，请重新选楼栋或社区。"));
	TRY(rc);
	if (n.level > LEVEL_BUILDING)
		return fail(tx, E_INVALID, "place", N_("卡片管到楼栋为止，不能再细。"));
	p = territory_place_of(&n);
	e->node = n.id;
	e->street = p.at[LEVEL_STREET];
	e->community = p.at[LEVEL_COMMUNITY];
	e->area = p.at[LEVEL_AREA];
	e->grid = p.at[LEVEL_GRID];
	e->building = p.at[LEVEL_BUILDING];
	return event_may(who, e) ? 0 : fail(tx, E_INVALID, "place", N_("那里不归您管，请选自己管的地方。"));
}

static int
open_now(struct tx *tx, const struct actor *who, struct event *e)
{
	struct event_list live;
	struct event had;
	int rc = sql_event_of_lead(tx, who->district, e->lead, &had);

	if (rc == 0)
		return fail(tx, E_INVALID, "lead", N_("这一件已经有卡片了，请在那张卡片上改。"));
	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_event_live(tx, who->district, EVENT_LIVE_MAX, &live));
	if (live.n == EVENT_LIVE_MAX)
		return fail(tx, E_INVALID, "title", N_("同时最多 50 张卡片，请先结束已经过去的。"));
	TRY(matter_code(tx, who->district, str_of(PLATE), e->changed_at, &e->code));
	TRY(sql_event_insert(tx, who->district, e));
	TRY(record(tx, who, e, EVENT_OPENED, event_said(tx->arena, e)));
	return promise(tx, who->district, e);
}

int
event_open(struct tx *tx, const struct actor *who, int64_t lead, int64_t place, const struct event_draft *draft, struct str *ret_code)
{
	struct event_draft d = *draft;
	int64_t at = clock_now();
	struct event e = {.id = id_new(), .version = 1, .lead = lead, .changed_at = at};

	TRY(check(tx, who->district, &d, at));
	TRY(stand_at(tx, who, d.place ? d.place : place, &e));
	take(&e, &d);
	e.since = d.since && d.since < at ? d.since : at;
	TRY(open_now(tx, who, &e));
	*ret_code = e.code;
	return 0;
}

/* Its next version. */
static int
write(struct tx *tx, const struct actor *who, struct event *e, enum event_step step, struct str said)
{
	int64_t was = e->version++, changed;
	struct event_now now;

	e->changed_at = clock_now();
	now = (struct event_now){
		.version = e->version, .lead = e->lead, .spot = e->spot, .item = e->item, .words = e->words, .title = e->title, .text = e->text,
		.todo = e->todo, .who = e->who, .next_at = e->next_at, .over_at = e->over_at, .changed_at = e->changed_at,
	};
	TRY(sql_event_update(tx, who->district, e->id, was, &now, &changed));
	if (!changed)
		return E_STALE;
	return record(tx, who, e, step, said);
}

/* The card for who keeps it, as the form saw it. */
static int
held(struct tx *tx, const struct actor *who, struct str code, int64_t version, struct event *ret)
{
	TRY(event_by_code(tx, who->district, code, ret));
	if (!event_may(who, ret))
		return E_NOTFOUND;
	if (version && version != ret->version)
		return E_STALE;
	return ret->over_at ? fail(tx, E_INVALID, NULL, N_("这张卡片已经结束了。又发生了，请另开一张。")) : 0;
}

int
event_change(struct tx *tx, const struct actor *who, struct str code, int64_t version, const struct event_draft *draft)
{
	struct event_draft d = *draft;
	struct event e;

	TRY(held(tx, who, code, version, &e));
	TRY(check(tx, who->district, &d, clock_now()));
	/* A new word in the list of what people say is no news for anybody. */
	bool news = !str_eq(d.title, e.title) || !str_eq(d.text, e.text) || !str_eq(d.todo, e.todo) || !str_eq(d.who, e.who) ||
		    !str_eq(d.spot, e.spot) || d.next_at != e.next_at;

	if (!news && str_eq(d.words, e.words) && d.item == e.item)
		return 0;
	take(&e, &d);
	TRY(write(tx, who, &e, EVENT_CHANGED, news ? event_said(tx->arena, &e) : S("")));
	return news ? promise(tx, who->district, &e) : 0;
}

int
event_end(struct tx *tx, const struct actor *who, struct str code, int64_t version, struct str text)
{
	struct event e;

	TRY(held(tx, who, code, version, &e));
	TRY(check_open(tx, "over", &text, EVENT_TEXT_MAX));
	if (!text.n)
		return fail(tx, E_INVALID, "over", N_("请写结束时告诉大家什么，比如“您家的水来了”。"));
	e.text = text;
	e.todo = S("");
	e.next_at = 0;
	e.over_at = clock_now();
	TRY(write(tx, who, &e, EVENT_ENDED, text));
	return promise(tx, who->district, &e);
}

int
event_led_by(struct tx *tx, const struct actor *who, int64_t lead, int64_t next)
{
	struct event e;
	int rc = sql_event_of_lead(tx, who->district, lead, &e);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	e.lead = next;
	return write(tx, who, &e, EVENT_LED_BY, S(""));
}

/* ---- reading ---- */

int
event_get(struct tx *tx, int64_t district, int64_t id, struct event *ret)
{
	return sql_event_get(tx, district, id, ret);
}

int
event_by_code(struct tx *tx, int64_t district, struct str code, struct event *ret)
{
	return sql_event_coded(tx, district, matter_code_typed(tx->arena, str_trim(code)), ret);
}

int
event_of_lead(struct tx *tx, int64_t district, int64_t lead, bool over, struct event *ret)
{
	return over ? sql_event_last_of(tx, district, lead, ret) : sql_event_of_lead(tx, district, lead, ret);
}

int
event_live(struct tx *tx, int64_t district, struct event_list *ret)
{
	return sql_event_live(tx, district, EVENT_LIVE_MAX, ret);
}

int
event_newest(struct tx *tx, int64_t district, int64_t before, int64_t limit, struct event_list *ret)
{
	return sql_event_newest(tx, district, before ? before : INT64_MAX, limit, ret);
}

struct str
event_said(struct arena *a, const struct event *e)
{
	return e->todo.n ? str_fmt(a, "%.*s\n%.*s", STR(e->text), STR(e->todo)) : e->text;
}

/* ---- matching ---- */

/* Is it felt there, or in a part of what was named? */
static bool
is_there(int64_t district, const struct event *e, const struct territory_node *n)
{
	struct place at, of = place_of(district, e);

	if (!n)
		return false;
	at = territory_place_of(n);
	for (int level = LEVEL_DISTRICT; level < LEVEL__MAX; level++)
		if ((at.at[level] && at.at[level] == e->node) || (of.at[level] && of.at[level] == n->id))
			return true;
	return n->id == e->node;
}

static bool
is_said(const struct event *e, const struct event_facts *f, struct str folded)
{
	struct str rest = e->words, w;

	for (size_t i = 0; i < sizeof f->items / sizeof *f->items; i++)
		if (e->item && f->items[i] == e->item)
			return true;
	while (rule_next(&rest, &w))
		if (str_has(folded, w))
			return true;
	return false;
}

int
event_match(struct tx *tx, int64_t district, const struct event_facts *f, struct event_list *ret)
{
	struct str folded = rule_fold_text(tx->arena, S(""), f->text);
	struct event_list live;

	TRY(event_live(tx, district, &live));
	*ret = (struct event_list){NEW_ARRAY(tx->arena, struct event, EVENT_SHOWN), 0};
	for (size_t i = 0; i < live.n && ret->n < EVENT_SHOWN; i++)
		if (is_there(district, &live.v[i], f->node) && is_said(&live.v[i], f, folded))
			ret->v[ret->n++] = live.v[i];
	return 0;
}

/* ---- telling ---- */

int
event_tell(struct tx *tx, int64_t district, const struct event *e, int64_t matter, bool *ret_first)
{
	int64_t changed;

	TRY(sql_event_tell(tx, district, e->id, matter, e->version, clock_now(), &changed));
	*ret_first = changed > 0;
	return 0;
}

int
event_told_count(struct tx *tx, int64_t district, int64_t id, int64_t most, int64_t *ret)
{
	struct event_number n;

	TRY(sql_event_told_count(tx, district, id, most, &n));
	*ret = n.n;
	return 0;
}
