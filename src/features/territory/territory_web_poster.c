/* territory_web_poster.c: sheets for doors: who to call, and a code that files a matter here; one alone, or those of
 * a whole community in prints of a stated size. */
#include "features/territory/territory_web.h"

#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "lib/qr.h"

enum {
	PRINT_MOST = 50, /* sheets in a print: a code is some thousand strokes, and a printer's tray is no larger */
	CALLS = 4,       /* numbers on a sheet, and people: what fits and can be read from a step away */
	PEOPLE = 6,
};

static struct str
link_of(struct req *r, const struct territory_node *n)
{
	return str_fmt(&r->arena, "%.*s/appeal/new?at=%.*s&via=poster", STR(gate_base_url(r)),
		       STR(n->code));
}

/* From a community down to a unit; a room has no poster. */
static bool
has_poster(const struct territory_node *n)
{
	return n->state == TERRITORY_LIVE && n->level >= LEVEL_COMMUNITY && n->level <= LEVEL_UNIT && n->code.n;
}

static int
poster_node(struct req *r, struct territory_node *ret)
{
	TRY(territory_of_path(r, ret));
	return has_poster(ret) ? 0 : E_NOTFOUND;
}

int
territory_qr(struct req *r)
{
	struct territory_node n;
	struct buf b;

	TRY(poster_node(r, &n));
	buf_init(&b, &r->arena);
	TRY(qr_svg(&b, link_of(r, &n), n.full_name));
	return reply_bytes(r, S("image/svg+xml"), buf_done(&b), S(""));
}

/* ---- a sheet ---- */

/* People by the number they answer at, nearest first: who shares one stands there once. Who has none is met at the door. */
static int
add_people(struct req *r, struct territory_sheet *s)
{
	struct territory_person_list people;
	size_t shown = 0;

	TRY(territory_people_of(r, &s->n, &people));
	s->calls.v = NEW_ARRAY(&r->arena, struct territory_call, CALLS);
	for (size_t i = 0; i < people.n && shown < PEOPLE; i++) {
		struct territory_person x = people.v[i];
		struct territory_call *c = s->calls.v;

		x.hours = territory_hours(&r->arena, &x.d, false);
		x.hours_en = territory_hours(&r->arena, &x.d, true);
		while (c < s->calls.v + s->calls.n && !str_eq(c->phone, x.d.phone))
			c++;
		if (c == s->calls.v + s->calls.n) {
			if (s->calls.n == CALLS)
				continue;
			s->calls.n++;
			*c = (struct territory_call){.phone = x.d.phone, .people.v = NEW_ARRAY(&r->arena, struct territory_person, people.n)};
		}
		c->people.v[c->people.n++] = x;
		shown++;
	}
	return 0;
}

/* What stands over its name, and the name itself as it is said at the door: 3号楼2单元. */
static int
add_names(struct req *r, struct territory_sheet *s)
{
	struct territory_node_list path;
	struct buf over, over_en;

	TRY(territory_path(r->tx, &s->n, &path));
	buf_init(&over, &r->arena);
	buf_init(&over_en, &r->arena);
	s->name = s->n.name;
	for (size_t i = 0; i < path.n; i++) {
		const struct territory_node *n = &path.v[i];

		if (n->level == LEVEL_BUILDING && s->n.level == LEVEL_UNIT)
			s->name = str_fmt(&r->arena, "%.*s%.*s", STR(n->name), STR(s->n.name));
		if (n->level < LEVEL_COMMUNITY || n->level >= LEVEL_BUILDING || n->id == s->n.id)
			continue;
		buf_fmt(&over, "%s%.*s", over.n ? " · " : "", STR(n->name));
		buf_fmt(&over_en, "%s%.*s", over_en.n ? " · " : "", STR(territory_full_name(&r->arena, n, true)));
	}
	s->over = buf_done(&over);
	s->over_en = buf_done(&over_en);
	s->name_en = territory_full_name(&r->arena, &s->n, true);
	s->long_name = str_chars(s->name) > 7;
	return 0;
}

static int
fill_sheet(struct req *r, const struct territory_node *n, struct territory_sheet *s)
{
	struct buf b;

	/* No messages: these stand on the sheet in Chinese always, beside the English. */
	*s = (struct territory_sheet){
		.n = *n,
		.scan = "看到问题，扫一扫",
		.scan_more = "灯不亮、漏水、噪声、停车、楼道堆物。不用注册，可以匿名。",
		.first = "扫码，地点自动填好",
		.second = "拍一张，说一句",
		.third = "谁在办、哪天答复，都看得见",
		.call = "有事找谁",
		.meet = "碰面就说",
		.nobody = "电话请看社区公告栏。",
		.urgent = "急事先打电话：火警 119 · 报警 110 · 急救 120",
		.link = link_of(r, n),
	};
	TRY(add_names(r, s));
	TRY(add_people(r, s));
	buf_init(&b, &r->arena);
	TRY(qr_svg(&b, s->link, n->full_name));
	s->qr = (struct html){buf_done(&b)};
	return 0;
}

/* ---- which ones ---- */

static const struct choice sizes[] = {{"a4", N_("A4 纸"), TERRITORY_PAPER_A4}, {"a5", N_("A5 纸"), TERRITORY_PAPER_A5}};
static const struct choice eaches[] = {
	{"building", N_("每栋楼一张"), LEVEL_BUILDING},
	{"unit", N_("每个单元门一张"), LEVEL_UNIT},
};

struct territory_poster_in {
	int size, each;
	int64_t print;
};
static const struct field poster_fields[] = {
	FIELD(territory_poster_in, size, FIELD_CHOICE, .label = N_("纸的大小"), CHOICES(sizes), .about = "Paper: a4 as usual, or a5"),
	FIELD(territory_poster_in, each, FIELD_CHOICE, .label = N_("贴在哪些门上"), CHOICES(eaches),
	      .about = "A sheet for each building as usual, or for each unit"),
	FIELD(territory_poster_in, print, FIELD_INT, .label = N_("第几份"), .min = 1, .max = 1000, .about = "Which print of 50 sheets"),
};
const struct form territory_form_poster = FORM(territory_poster_in, poster_fields);

static struct str
paper_of(int size)
{
	return size == TERRITORY_PAPER_A5 ? S("a5") : S("a4");
}

int
territory_poster_page(struct req *r)
{
	const struct territory_poster_in *in = form_in(r, territory_poster_in);
	struct page page = {.frame = FRAME_PRINT, .tab = "territory"};
	struct territory_poster_page p = {.paper = paper_of(in->size), .other = paper_of(TERRITORY_PAPER_A5 + TERRITORY_PAPER_A4 - (in->size ? in->size : TERRITORY_PAPER_A4))};

	TRY(poster_node(r, &p.n));
	TRY(fill_sheet(r, &p.n, &p.sheet));
	page.title_text = p.n.full_name;
	page.back = str_z(&r->arena, str_fmt(&r->arena, "/territory/%lld", (long long)p.n.id));
	return reply_page(r, &page, territory_poster, &p);
}

static bool
is_below(const struct territory_node *n, const struct territory_node *top)
{
	return top->level == LEVEL_COMMUNITY  ? n->community == top->id
	       : top->level == LEVEL_AREA     ? n->area == top->id
	       : top->level == LEVEL_GRID     ? n->grid == top->id || n->parent == top->id
	       : top->level == LEVEL_BUILDING ? n->building == top->id
					      : false;
}

/* The doors below a node, in the order in which somebody walks: building by building, of each its units. */
static int
doors_of(struct req *r, const struct territory_node *top, enum level each, struct territory_node_list *ret)
{
	struct territory_node_list houses, units = {0}, list = {0};

	TRY(territory_of_level(r->tx, r->who->district, LEVEL_BUILDING, top->community, &houses));
	if (each == LEVEL_UNIT)
		TRY(territory_of_level(r->tx, r->who->district, LEVEL_UNIT, top->community, &units));
	list.v = NEW_ARRAY(&r->arena, struct territory_node, houses.n + units.n);
	for (size_t i = 0; i < houses.n; i++) {
		if (!is_below(&houses.v[i], top))
			continue;
		if (each == LEVEL_BUILDING && has_poster(&houses.v[i]))
			list.v[list.n++] = houses.v[i];
		for (size_t k = 0; k < units.n; k++)
			if (units.v[k].building == houses.v[i].id && has_poster(&units.v[k]))
				list.v[list.n++] = units.v[k];
	}
	*ret = list;
	return 0;
}

static void
add_prints(struct req *r, struct territory_posters_page *p, size_t now)
{
	size_t prints = (p->all + PRINT_MOST - 1) / PRINT_MOST;

	p->prints.v = NEW_ARRAY(&r->arena, struct territory_print, prints);
	for (size_t i = 0; i < prints; i++)
		p->prints.v[p->prints.n++] = (struct territory_print){
			.number = (int64_t)i + 1,
			.from = (int64_t)(i * PRINT_MOST) + 1,
			.to = (int64_t)((i + 1) * PRINT_MOST < p->all ? (i + 1) * PRINT_MOST : p->all),
			.current = i == now,
		};
}

/* Of a street or the district: its communities, each with how many there are to print. */
static int
choose(struct req *r, struct territory_posters_page *p)
{
	struct territory_node_list communities, houses;

	TRY(territory_communities(r->tx, r->who->district, &communities));
	TRY(territory_of_level(r->tx, r->who->district, LEVEL_BUILDING, 0, &houses));
	p->choices.v = NEW_ARRAY(&r->arena, struct territory_choice, communities.n);
	for (size_t i = 0; i < communities.n; i++) {
		const struct territory_node *n = &communities.v[i];
		struct territory_choice c = {.id = n->id, .name = say_place(r, n->name, n->name_en)};

		if (p->n.level == LEVEL_STREET && n->street != p->n.id)
			continue;
		for (size_t k = 0; k < houses.n; k++)
			c.buildings += houses.v[k].community == n->id && has_poster(&houses.v[k]);
		p->choices.v[p->choices.n++] = c;
	}
	return 0;
}

static int
fill_print(struct req *r, struct territory_posters_page *p, int64_t print)
{
	struct territory_node_list doors;
	size_t from = (size_t)(print ? print - 1 : 0) * PRINT_MOST;

	TRY(doors_of(r, &p->n, p->by_unit ? LEVEL_UNIT : LEVEL_BUILDING, &doors));
	p->all = doors.n;
	if (from && from >= doors.n)
		return E_NOTFOUND;
	add_prints(r, p, from / PRINT_MOST);
	p->sheets.v = NEW_ARRAY(&r->arena, struct territory_sheet, PRINT_MOST);
	for (size_t i = from; i < doors.n && p->sheets.n < PRINT_MOST; i++)
		TRY(fill_sheet(r, &doors.v[i], &p->sheets.v[p->sheets.n++]));
	p->to = (int64_t)(from + p->sheets.n);
	p->from = p->sheets.n ? (int64_t)from + 1 : 0;
	return 0;
}

int
territory_posters_page(struct req *r)
{
	const struct territory_poster_in *in = form_in(r, territory_poster_in);
	struct page page = {.frame = FRAME_PRINT, .tab = "territory", .title = N_("楼门海报")};
	struct territory_posters_page p = {.most = PRINT_MOST, .paper = paper_of(in->size), .by_unit = in->each == LEVEL_UNIT};

	TRY(territory_of_path(r, &p.n));
	if (p.n.state != TERRITORY_LIVE || p.n.level > LEVEL_BUILDING)
		return E_NOTFOUND;
	p.name = territory_say_full(r, &p.n);
	if (p.n.level == LEVEL_BUILDING)
		p.by_unit = true;
	page.back = str_z(&r->arena, str_fmt(&r->arena, "/territory/%lld", (long long)p.n.id));
	if (p.n.level < LEVEL_COMMUNITY)
		TRY(choose(r, &p));
	else
		TRY(fill_print(r, &p, in->print));
	return reply_page(r, &page, territory_posters, &p);
}
