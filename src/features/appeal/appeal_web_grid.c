/* appeal_web_grid.c: the phone of building heads and grid workers: what is theirs, and a case there. */
#include "base/clock.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_show.h"
#include "features/territory/territory.h"
#include "features/urgent/urgent_web_band.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"

/* So many are shown; so many of the desk are looked at for them: what is the community's to look at lies there too. */
enum { SHOWN = 50, LOOKED_AT = 200 };

/* ---- what is theirs ---- */

/* By when it is due; of what is due together, building by building. */
static void
sort_rows(struct appeal_line_list *l)
{
	for (size_t i = 1; i < l->n; i++)
		for (size_t k = i; k > 0; k--) {
			struct appeal_line *a = &l->v[k - 1], *b = &l->v[k], hold;

			if (a->queue_at < b->queue_at || (a->queue_at == b->queue_at && str_cmp(a->place_name, b->place_name) <= 0))
				break;
			hold = *a;
			*a = *b;
			*b = hold;
		}
}

/* The cases that lie just at the reader's building or grid. */
static int
read_theirs(struct req *r, struct appeal_line_list *ret, bool *ret_more)
{
	struct appeal_filter f = {0};
	int64_t looked = 0;

	*ret = (struct appeal_line_list){NEW_ARRAY(&r->arena, struct appeal_line, SHOWN), 0};
	*ret_more = false;
	do {
		struct appeal_line_list page;

		TRY(appeal_queue(r->tx, r->who, TAB_NEW, &f, &page, &f.after));
		for (size_t i = 0; i < page.n; i++) {
			if (page.v[i].rung <= LEVEL_COMMUNITY)
				continue;
			*ret_more |= ret->n == SHOWN;
			if (ret->n < SHOWN)
				ret->v[ret->n++] = page.v[i];
		}
		looked += (int64_t)page.n;
	} while (f.after.n && looked < LOOKED_AT && !*ret_more);
	*ret_more |= f.after.n != 0;
	sort_rows(ret);
	return 0;
}

/* What they did today, at all the places they answer for; and what these are called. */
static int
count_today(struct req *r, int64_t *ret_settled, int64_t *ret_passed, struct str *ret_where)
{
	struct buf b;

	buf_init(&b, &r->arena);
	*ret_settled = *ret_passed = 0;
	for (size_t i = 0; i < r->who->grants_n; i++) {
		const struct grant *g = &r->who->grants[i];
		struct territory_node node;
		struct near_sums sums;

		if (!role_has(g->role, APPEAL_SETTLE) || !g->node)
			continue;
		TRY(territory_get(r->tx, r->who->district, g->node, &node));
		TRY(appeal_near_sums_of(r->tx, r->who->district, g->node, APPEAL_DAY, clock_day(clock_now()), &sums));
		*ret_settled += sums.n[NEAR_BUILDING] + sums.n[NEAR_GRID];
		*ret_passed += sums.n[g->level == LEVEL_BUILDING ? NEAR_UP_BUILDING : NEAR_UP_GRID];
		buf_fmt(&b, "%s%.*s", b.n ? " " : "", STR(say_place(r, node.name, node.name_en)));
	}
	*ret_where = buf_done(&b);
	return 0;
}

static int
grid_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("就近办"), .tab = "grid", .back = "/appeal/queue"};
	struct appeal_grid_page p = {.as_of = clock_now()};
	struct appeal_line_list lines, first = {0}, today = {0}, later = {0};
	struct urgent_alarm alarm;
	size_t now = 0;

	TRY(read_theirs(r, &lines, &p.more));
	TRY(count_today(r, &p.settled, &p.passed, &p.where));
	TRY(urgent_named(r->tx, r->who->district, S("fire medical violence gas"), &alarm));
	p.help = urgent_band_of(r, &alarm, false);
	if (lines.n)
		first = (struct appeal_line_list){lines.v, 1};
	while (1 + now < lines.n && clock_day(lines.v[1 + now].queue_at) <= clock_day(p.as_of))
		now++;
	if (now)
		today = (struct appeal_line_list){lines.v + 1, now};
	if (lines.n > 1 + now)
		later = (struct appeal_line_list){lines.v + 1 + now, lines.n - 1 - now};
	p.first = appeal_cards_of(r, &first, false);
	p.today = appeal_cards_of(r, &today, false);
	p.later = appeal_cards_of(r, &later, false);
	return reply_page(r, &page, appeal_grid, &p);
}

/* ---- one of them ---- */

struct call_in {
	struct str reason;
};
static const struct field call_fields[] = {
	FIELD(call_in, reason, FIELD_TEXT, .label = N_("为什么要看"), .max = 100, .required = true,
	      .missing = N_("请写明为什么要看，比如“约上门时间”。")),
};
static const struct form call_form = FORM(call_in, call_fields);

static int
show_near(struct req *r, const struct appeal_person *opened)
{
	struct page page = {.frame = FRAME_TASK, .tab = "grid", .back = "/appeal/grid"};
	struct appeal_show_page p = {.photo = {.word = N_("拍一张办好后的照片"), .camera = true}};

	TRY(appeal_load_page(r, true, &p));
	ui_form(r, &appeal_move_form);
	p.stage_clock = appeal_clock_look(&(struct appeal_line){.live = p.a.live, .state = APPEAL_FILED, .queue_at = p.a.due_at}, clock_now());
	if (opened) {
		p.contact = *opened;
		p.contact_full = true;
	}
	page.title_text = p.a.title;
	return reply_page(r, &page, appeal_near, &p);
}

int
appeal_near_page(struct req *r)
{
	return show_near(r, NULL);
}

static int
call_post(struct req *r)
{
	struct appeal_person *once = NEW(&r->arena, struct appeal_person), person;

	TRY(appeal_contact(r->tx, r->who, r->arg[0], form_in(r, call_in)->reason, &person));
	*once = (struct appeal_person){.name = str_dup(&r->arena, person.name), .phone = str_dup(&r->arena, person.phone)};
	LEAVE(&r->found, appeal_person, once);
	return 0;
}

static int
called_page(struct req *r)
{
	return show_near(r, TAKE(&r->found, appeal_person));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/grid", APPEAL_SETTLE, grid_page, .about = "What a building or a grid may settle: its phone page"),
	ROUTE_GET("/appeal/:code/near", APPEAL_SETTLE, appeal_near_page, .about = "A case on the phone of who may settle it nearby"),
	ROUTE_POST("/appeal/:code/call", APPEAL_SETTLE, call_post, .form = &call_form, .after = called_page, .again = appeal_near_page,
		   .about = "Show the number of who filed it, to call; the reason is logged"),
};

const struct route_table appeal_grid_routes = {rows, sizeof rows / sizeof *rows};
