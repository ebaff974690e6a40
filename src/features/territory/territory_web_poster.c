/* territory_web_poster.c: the sheet for a building's door: who to call, and a code that files a
 * matter here. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/qr.h"

static struct str
link_of(struct req *r, const struct territory_node *n)
{
	return str_fmt(&r->arena, "%.*s/appeal/new?at=%.*s&via=poster", STR(gate_base_url(r)),
		       STR(n->code));
}

/* From a community down to a unit; a room has no poster. */
static int
poster_node(struct req *r, struct territory_node *ret)
{
	TRY(territory_of_path(r, ret));
	return ret->state == TERRITORY_LIVE && ret->level >= LEVEL_COMMUNITY &&
			       ret->level <= LEVEL_UNIT && ret->code.n
		       ? 0
		       : E_NOTFOUND;
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

int
territory_poster_page(struct req *r)
{
	struct page page = {.frame = FRAME_PRINT, .tab = "territory"};
	/* No messages: these stand on the sheet in Chinese always, beside the English. */
	struct territory_poster_page p = {
		.scan = "看到问题，扫一扫",
		.scan_more = "灯不亮、漏水、噪声、停车、楼道堆物。不用注册，可以匿名。",
		.call = "有事找谁",
		.nobody = "电话请看社区公告栏。",
	};
	struct territory_node_list path;
	struct buf b;

	TRY(poster_node(r, &p.n));
	TRY(territory_path(r->tx, &p.n, &path));
	for (size_t i = 0; i < path.n; i++) {
		const struct territory_node *n = &path.v[i];

		if (n->level == LEVEL_COMMUNITY) {
			p.community = n->name;
			p.community_en = territory_full_name(&r->arena, n, true);
		} else if (n->level == LEVEL_GRID) {
			p.grid = n->name;
			p.grid_en = territory_full_name(&r->arena, n, true);
		}
	}
	if (p.n.level >= LEVEL_BUILDING) {
		p.building = p.n.full_name;
		p.building_en = territory_full_name(&r->arena, &p.n, true);
	}
	p.link = link_of(r, &p.n);
	TRY(territory_people_of(r, &p.n, &p.people));
	for (size_t i = 0; i < p.people.n; i++) {
		struct territory_person *x = &p.people.v[i];

		x->hours = territory_hours(&r->arena, &x->d, false);
		x->hours_en = territory_hours(&r->arena, &x->d, true);
	}
	buf_init(&b, &r->arena);
	TRY(qr_svg(&b, p.link, p.n.full_name));
	p.qr = (struct html){buf_done(&b)};
	page.title_text = p.n.full_name;
	page.back = str_z(&r->arena, str_fmt(&r->arena, "/territory/%lld", (long long)p.n.id));
	return reply_page(r, &page, territory_poster, &p);
}
