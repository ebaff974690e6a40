/* demo_cases.c: the demo's cases, filed and moved in the order of time through the same rules as real ones. */
#include <stdlib.h>

#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "demo/demo_in.h"

enum { SURE_PERMILLE = 500 };

/* ---- reading ---- */

static enum matter_anon
anon_of(struct str s)
{
	return str_is(s, "named") ? ANON_NAMED : str_is(s, "staff") ? ANON_COMMUNITY : ANON_NOBODY;
}

/* Matters that are nobody else's business. */
static bool
is_private(const struct demo_case *c)
{
	static const char *const kinds[] = {"discipline", "petition", "justice", "labour",
					    "medical",	  "police",   "civil",	 "street_civil",
					    "veterans",	  "women",    "disabled"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_is(c->kind, kinds[i]))
			return true;
	return str_has(c->note, S("公开页不显示"));
}

/* When people write or call: in office hours, or around meals and in the evening. */
static int64_t
filed_at(const struct demo *d, const struct demo_case *c)
{
	static const int online[] = {7,	 8,  8,	 9,  10, 12, 12, 13, 15, 17,
				     18, 18, 19, 19, 20, 20, 21, 21, 22};
	static const int office[] = {8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 17};
	int64_t n = c->number, day = clock_day(d->now) - c->age, at;
	bool alone = c->channel == CHANNEL_WEB || c->channel == CHANNEL_POSTER ||
		     c->channel == CHANNEL_EMAIL;
	int hour = alone ? online[lot(n, 1, sizeof online / sizeof *online)]
			 : office[lot(n, 1, sizeof office / sizeof *office)];

	at = clock_at(1970, 1, 1 + (int)day, hour, (int)lot(n, 2, 60), (int)lot(n, 3, 60));
	return at < d->now - 900 ? at : d->now - 900 - lot(n, 4, 7200);
}

static void
read_case(struct demo *d, const struct table *t, struct demo_case *c)
{
	struct str state = table_cell(t, "final_state"), prefix = S("居民重开：");

	*c = (struct demo_case){
		.number = table_number(t, "n"),
		.age = table_number(t, "age_days"),
		.state = appeal_state_find(state),
		.channel = appeal_channel_find(table_cell(t, "channel")),
		.anon = anon_of(table_cell(t, "anon")),
		.title = table_cell(t, "title"),
		.text = table_cell(t, "text"),
		.hint = table_cell(t, "item_hint"),
		.place_code = table_cell(t, "place"),
		.spot = table_cell(t, "spot"),
		.kind = table_cell(t, "body_kind"),
		.reply = table_cell(t, "reply"),
		.note = table_cell(t, "note"),
		.ask = table_cell(t, "ask"),
		.answer = table_cell(t, "answer"),
		.photo = table_cell(t, "photo"),
		.photo_after = table_cell(t, "photo_after"),
		.result = table_number(t, "result"),
		.attitude = table_number(t, "attitude"),
	};
	c->filed_at = filed_at(d, c);
	c->open = !is_private(c);
	if (c->state == APPEAL_REFUSED)
		c->refuse = str_fmt(d->arena, "依据《信访工作条例》，%.*s。%.*s", STR(table_cell(t, "refuse_reason")),
				    STR(c->reply));
	if (!c->state) {
		/* Closed, and opened again: the note says why, and then what follows from it. */
		size_t end = str_find(c->note, S("。")) + S("。").n;

		c->state = APPEAL_CLOSED;
		c->reopening = str_sub(c->note, prefix.n, end - prefix.n);
		c->note = str_sub(c->note, end, c->note.n);
	}
}

void
demo_read_cases(struct demo *d)
{
	struct table t;

	table_open(&t, "demo/cases.tsv");
	while (table_next(&t))
		d->cases_n++;
	d->cases = NEW_ARRAY(d->arena, struct demo_case, d->cases_n);
	table_open(&t, "demo/cases.tsv");
	for (size_t i = 0; table_next(&t); i++)
		read_case(d, &t, &d->cases[i]);
}

/* ---- what it is about ---- */

/* The item the file names, else the one the suggestion is sure of, else none. */
static int
find_item(struct tx *tx, struct demo_case *c)
{
	struct suggest_hit_list hits;
	struct catalogue_node node;
	struct table t;

	table_open(&t, "demo/items.tsv");
	while (table_next(&t))
		if (str_eq(table_cell(&t, "hint"), c->hint) &&
		    catalogue_find(tx, DEMO_DISTRICT, table_cell(&t, "item"), &node) == 0) {
			c->item = node.id;
			return 0;
		}
	TRY(suggest_for(tx, DEMO_DISTRICT, c->title, c->text, 1, &hits));
	c->item = hits.n && hits.v[0].permille >= SURE_PERMILLE ? hits.v[0].item : 0;
	return 0;
}

static int
find_rule(struct tx *tx, struct demo_case *c)
{
	struct catalogue_rule rule;

	TRY(catalogue_rule_at(tx, DEMO_DISTRICT, c->item, c->filed_at, &rule));
	c->accept_min = rule.accept_min;
	c->handle_min = rule.handle_min;
	c->follow_min = rule.follow_min;
	c->wants_photo = str_has(rule.evidence, S("照片"));
	return 0;
}

/* ---- who ---- */

/* The account of the demo's resident who lives there, when it is theirs to file. */
static int
find_resident(struct tx *tx, struct demo_case *c)
{
	struct table t;

	c->person = 0;
	if (c->channel > CHANNEL_POSTER || c->anon == ANON_NOBODY)
		return 0;
	table_open(&t, "demo/people.tsv");
	while (table_next(&t)) {
		struct str home = table_cell(&t, "place"),
			   building = str_sub(home, 0, str_find(home, S("-U")));
		struct actor who;

		if (!str_is(table_cell(&t, "role"), "resident"))
			continue;
		if (!str_eq(home, c->place_code) && !str_eq(building, c->place_code))
			continue;
		TRY(demo_person(tx, table_cell(&t, "login"), &who));
		c->person = who.person;
		return 0;
	}
	return 0;
}

/* Makes the actor who filed it: a resident by account, somebody who has shown the PIN, or nobody in particular. */
static int
filer(struct tx *tx, const struct demo_case *c, struct actor *ret)
{
	struct proof *proof = NEW(tx->arena, struct proof);

	if (c->person)
		return account_actor(tx, DEMO_DISTRICT, c->person, ret);
	account_visitor(DEMO_DISTRICT, ret);
	proof->matter = c->id;
	ret->proven = proof;
	ret->proven_n = c->id ? 1 : 0;
	return 0;
}

static int
body_of(struct tx *tx, const struct demo_case *c, struct org *ret)
{
	struct territory_node node;
	struct place place;

	TRY(territory_get(tx, DEMO_DISTRICT, c->place, &node));
	place = territory_place_of(&node);
	return account_org_for(tx, DEMO_DISTRICT, c->kind, &place, ret);
}

static int
actor_of(struct tx *tx, struct demo *d, const struct demo_case *c, enum demo_who by,
	 struct actor *ret)
{
	struct org org;

	switch (by) {
	case DEMO_FILER: return filer(tx, c, ret);
	case DEMO_COMMUNITY: return demo_community_staff(tx, c->place_code, c->number, ret);
	case DEMO_BODY: TRY(body_of(tx, c, &org)); return demo_handler(tx, org.code, c->number, ret);
	case DEMO_SYSTEM: break;
	}
	*ret = d->system;
	return 0;
}

/* A name as people leave it, and a number nobody has. */
static struct appeal_person
contact(struct arena *a, const struct demo_case *c)
{
	static const char *const names[] = {"陈", "李", "黄", "张", "梁", "林", "刘", "吴",
					    "罗", "何", "郑", "谢", "曾", "邓", "许", "彭",
					    "潘", "袁", "蔡", "余", "叶", "魏", "苏", "卢"};
	struct appeal_person p = {{0}, {0}};

	if (c->anon == ANON_NOBODY || c->person)
		return p;
	p.name = str_fmt(a, "%s%s", names[lot(c->number, 91, sizeof names / sizeof *names)],
			 lot(c->number, 92, 2) ? "女士" : "先生");
	p.phone = str_fmt(a, "1990000%04lld", (long long)(c->number * 26 + 2));
	return p;
}

/* ---- doing ---- */

static int
file_case(struct tx *tx, struct demo *d, struct demo_case *c)
{
	const struct file_ref *photo = demo_photo_of(d, c->photo, c->number);
	bool entered = c->channel >= CHANNEL_PHONE && c->channel <= CHANNEL_EMAIL;
	struct appeal_person person = contact(tx->arena, c);
	struct appeal_new n = {
		.title = c->title,
		.text = c->text,
		.place = c->place,
		.spot = c->spot,
		.channel = c->channel,
		.anon = c->anon,
		.open = c->open,
		.name = person.name,
		.phone = person.phone,
		.photos = photo,
		.photos_n = photo != NULL,
		.at = c->filed_at,
		.calm = true,
	};
	struct appeal_receipt receipt;
	struct actor who;

	/* The filer does not classify a case that staff will classify. */
	if (c->steps_n && c->steps[0].act != ACT_TRIAGE)
		n.item = c->item;
	c->id = 0;
	TRY(actor_of(tx, d, c, entered ? DEMO_COMMUNITY : DEMO_FILER, &who));
	TRY(appeal_guess(tx, &who, n.title, n.text, n.answers, &n.guess));
	TRY(appeal_file(tx, &who, &n, &receipt));
	c->id = receipt.id;
	c->code = receipt.code;
	return 0;
}

static int
move_case(struct tx *tx, struct demo *d, struct demo_case *c, const struct demo_step *s)
{
	struct appeal_change change = {
		.act = s->act,
		.text = s->text,
		.item = s->item,
		.at = s->at,
		.open = c->open,
		.pictures = s->act == ACT_PUBLISH,
	};
	const struct file_ref *photo = NULL;
	struct appeal_seen seen;
	struct actor who;
	struct org org;

	TRY(actor_of(tx, d, c, s->by, &who));
	if (s->act == ACT_TRIAGE) {
		/* The suggestion may have had it right: then there is nothing to correct. */
		TRY(appeal_see(tx, &who, c->code, &seen));
		if (seen.a.item == s->item)
			return 0;
	} else if (s->act == ACT_DISPATCH) {
		TRY(body_of(tx, c, &org));
		change.org = org.id;
	} else if (s->act == ACT_RATE) {
		change.result = c->result;
		change.attitude = c->attitude;
	} else if (s->act == ACT_REPLY) {
		bool other = c->wants_photo && !c->photo_after.n;

		photo = demo_photo_of(d, other ? S("record") : c->photo_after, c->number);
	}
	change.photos = photo;
	change.photos_n = photo != NULL;
	return appeal_move(tx, &who, c->code, &change);
}

/* Everything that happened, in one order of time, so that ids and codes grow with it. */
struct event {
	int64_t at;
	struct demo_case *c;
	size_t step; /* 0 = filed, then 1 … */
};

static int
by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->c != y->c)
		return x->c < y->c ? -1 : 1;
	return (x->step > y->step) - (x->step < y->step);
}

static int
prepare(struct tx *tx, struct demo *d, size_t *ret_events)
{
	*ret_events = 0;
	for (size_t i = 0; i < d->cases_n; i++) {
		struct demo_case *c = &d->cases[i];

		d->failed_case = c->number;
		TRY(demo_place(tx, c->place_code, &c->place));
		TRY(find_item(tx, c));
		TRY(find_rule(tx, c));
		TRY(find_resident(tx, c));
		demo_plan(d, c);
		*ret_events += 1 + c->steps_n;
	}
	return 0;
}

/* Of two cases that bodies work on, the second one's body helps with the first; the community says that they belong together. */
static int
work_together(struct tx *tx, struct demo *d)
{
	struct demo_case *first = NULL, *second = NULL;
	struct actor handler, helper, community;
	struct org lead, org;

	for (size_t i = 0; i < d->cases_n && !second; i++) {
		struct demo_case *c = &d->cases[i];

		if (c->state != APPEAL_ACCEPTED || !c->open)
			continue;
		TRY(body_of(tx, c, &org));
		if (!first) {
			first = c;
			lead = org;
		} else if (org.id != lead.id && str_eq(str_sub(first->place_code, 0, 5), str_sub(c->place_code, 0, 5))) {
			second = c;
		}
	}
	if (!second)
		return E_BUG;
	clock_set(d->now - 3600);
	TRY(actor_of(tx, d, first, DEMO_BODY, &handler));
	TRY(actor_of(tx, d, first, DEMO_COMMUNITY, &community));
	TRY(demo_handler(tx, org.code, second->number, &helper));
	TRY(appeal_move(tx, &handler, first->code,
			&(struct appeal_change){.act = ACT_HELP, .org = org.id, .text = S("请到现场一起看一看，三天内回复。")}));
	clock_set(d->now - 1800);
	TRY(appeal_move(tx, &helper, first->code, &(struct appeal_change){.act = ACT_HELP_ACCEPT}));
	return appeal_move(tx, &community, first->code, &(struct appeal_change){.act = ACT_LINK, .other = second->code});
}

int
demo_fill_cases(struct tx *tx, struct demo *d)
{
	struct event *events;
	size_t n, at = 0;

	TRY(prepare(tx, d, &n));
	events = NEW_ARRAY(tx->arena, struct event, n);
	for (size_t i = 0; i < d->cases_n; i++) {
		struct demo_case *c = &d->cases[i];

		events[at++] = (struct event){c->filed_at, c, 0};
		for (size_t s = 0; s < c->steps_n; s++)
			events[at++] = (struct event){c->steps[s].at, c, s + 1};
	}
	qsort(events, n, sizeof *events, by_time);
	for (size_t i = 0; i < n; i++) {
		struct demo_case *c = events[i].c;

		clock_set(events[i].at);
		d->failed_case = c->number;
		TRY(events[i].step ? move_case(tx, d, c, &c->steps[events[i].step - 1])
				   : file_case(tx, d, c));
	}
	TRY(work_together(tx, d));
	clock_set(d->now);
	return 0;
}
