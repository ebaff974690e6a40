/* appeal_split.c: one case as many pieces of work (拆分). A part is a case of its own for its body: with its words, its body and its time,
 * parts of parts up to MATTER_DEPTH_MAX deep. Nobody raised it, nobody outside the office reads it, and no figure counts it; the case it
 * is a part of can be answered and closed only after it. */
#include "features/appeal/appeal_join.h"

#include "base/id.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_stage.h"
#include "features/appeal/appeal_write.h"
#include "features/appeal/appeal_stage.h"
#include "features/appeal/appeal_write.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"

/* A part has at most so many working days. */
enum { PART_DAYS_MAX = 250, TITLE_CHARS = 30 };

/* What the part is: where its whole is, of the item that was chosen or the same. */
static int
fill_part(struct appeal_moving *part, const struct move *whole)
{
	const struct appeal_moving *w = (const struct appeal_moving *)whole;
	struct matter *m = &part->move.m;

	*m = (struct matter){
		.id = m->id, .part_of = whole->was.id, .place = whole->m.place, .street = whole->m.street, .community = whole->m.community,
		.area = whole->m.area, .grid = whole->m.grid, .building = whole->m.building, .place_name = whole->m.place_name,
		.lon = whole->m.lon, .lat = whole->m.lat, .sight = FLOW_PARTIES, .shown = MATTER_KEPT, .urgent = whole->m.urgent,
		.anon = ANON_NOBODY, .entered_by = whole->who->person, .filed_at = whole->at,
	};
	m->title = str_trim(w->c->title).n ? str_clip(str_trim(w->c->title), APPEAL_TITLE_MAX)
					   : str_clip(str_trim(whole->c->text), TITLE_CHARS);
	part->a = (struct appeal_row){
		.id = m->id, .channel = w->a.channel, .source = S(""), .source_id = S(""), .body = str_trim(whole->c->text),
		.answers = S(""), .item = w->c->item ? w->c->item : w->a.item, .class = w->a.class, .rule = w->a.rule, .spot = w->a.spot,
		.reply = S(""), .open_body = S(""), .community = m->community,
	};
	part->rule = w->rule;
	part->move.topic = part->a.class;
	m->open_title = S("");
	return appeal_next_code(whole->tx, whole->who->district, m->place, whole->at, &m->code);
}

/* Of an item other than its whole's it has that one's rule. */
static int
choose_item(struct appeal_moving *part, int64_t item)
{
	struct move *m = &part->move;
	struct catalogue_node node;
	int rc = catalogue_get(m->tx, m->who->district, item, &node);

	if (rc == E_NOTFOUND || (rc == 0 && node.state != CATALOGUE_LIVE))
		return fail(m->tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
	TRY(rc);
	TRY(catalogue_rule_at(m->tx, m->who->district, item, m->at, &part->rule));
	part->a.class = m->topic = node.class;
	part->a.rule = part->rule.id;
	return 0;
}

static int
start_clocks(struct appeal_moving *part, int64_t days)
{
	struct move *m = &part->move;

	clocks_none(m->tx, m->who->district, m->m.id, &m->clocks);
	appeal_fit_rule(part);
	TRY(move_clock(m, STAGE_ACCEPT, m->m.lead, part->rule.accept_min));
	return move_clock(m, STAGE_PROMISE, 0, days ? days * CALENDAR_DAY_MIN : appeal_promise_min(&part->rule, &m->m));
}

static int
file_part(struct move *whole, int64_t org, struct str *ret_code)
{
	const struct appeal_change *c = appeal_of(whole)->c;
	struct change step = {.move = ACT_PART, .text = whole->c->text, .at = whole->at, .quiet = whole->c->quiet};
	struct appeal_moving part = {
		.move = {.tx = whole->tx, .who = whole->who, .course = whole->course, .c = &step, .at = whole->at,
			 .m = {.id = id_new_at(whole->at)}},
	};

	TRY(fill_part(&part, whole));
	if (c->item && c->item != appeal_of(whole)->a.item)
		TRY(choose_item(&part, c->item));
	part.move.m.lead = org;
	TRY(start_clocks(&part, c->days));
	course_blank(&part.move);
	TRY(party_put(&part.move, org, PARTY_LEAD, PARTY_SENT));
	part.move.data = str_fmt(whole->tx->arena, "whole=%.*s org=%lld", STR(whole->was.code), (long long)org);
	TRY(course_file(&part.move, ACT_PART, APPEAL_DISPATCHED));
	TRY(sql_appeal_insert(whole->tx, whole->who->district, &part.a));
	TRY(appeal_write_words(&part));
	*ret_code = part.move.m.code;
	if (c->ret_part)
		*c->ret_part = part.move.m.id;
	return 0;
}

int
do_split(struct move *m)
{
	const struct appeal_change *c = appeal_of(m)->c;
	struct str code;
	struct org org;
	int depth, rc;

	TRY(need_text(m, N_("请写清楚拆出来的这一件要办什么。")));
	if (c->days < 0 || c->days > PART_DAYS_MAX)
		return fail(m->tx, E_INVALID, "days", N_("时限请写 1 到 250 个工作日。"));
	rc = matter_depth(m->tx, m->who->district, &m->was, &depth);
	if (rc == E_MANY || (rc == 0 && depth >= MATTER_DEPTH_MAX))
		return fail(m->tx, E_INVALID, "text", N_("已经拆到第四层，不能再往下拆。请在上一层另拆一件。"));
	TRY(rc);
	rc = c->org ? account_org(m->tx, m->who->district, c->org, &org) : E_NOTFOUND;
	if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
		return fail(m->tx, E_INVALID, "org", N_("请选拆出来的这一件由哪家办。"));
	TRY(rc);
	TRY(file_part(m, org.id, &code));
	m->data = str_fmt(m->tx->arena, "part=%.*s org=%lld", STR(code), (long long)org.id);
	return 0;
}

int
appeal_parts(struct tx *tx, int64_t district, int64_t id, int64_t after, int64_t limit, struct appeal_part_list *ret)
{
	return sql_appeal_parts(tx, district, id, after, limit, ret);
}
