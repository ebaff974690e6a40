/* territory_web_national.c: the national table, and which grid holds a point. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "kit/say.h"

enum { PAGE = 100, HITS = 30 };

enum { N_PARENT, N_QUERY, N_AFTER };
static const struct field national_fields[] = {
	[N_PARENT] = {.name = "parent",
		      .type = FIELD_ID,
		      .label = N_("上级"),
		      .about = "Id of a division; the provinces without it"},
	[N_QUERY] = {.name = "q",
		     .type = FIELD_TEXT,
		     .label = N_("找哪里"),
		     .max = 40,
		     .about = "Beginning of a name, or of its pinyin initials"},
	[N_AFTER] = PAGING_AFTER,
};
const struct form territory_form_national = FORM("territory_national", national_fields);

static struct str
path_of(struct req *r, const struct division_hit *h)
{
	const struct str up[] = {h->up4, h->up3, h->up2, h->up1};
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; i < 4; i++) {
		if (!up[i].n)
			continue;
		if (b.n)
			BUF_LIT(&b, " › ");
		buf_str(&b, say_place(r, up[i], S("")));
	}
	return buf_done(&b);
}

static void
say_names(struct req *r, struct division_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		list->v[i].name = say_place(r, list->v[i].name, S(""));
}

static int
load_hits(struct req *r, struct territory_national_page *p)
{
	struct division_hit_list hits;
	struct str next;

	TRY(territory_division_search(r->tx, p->query, in_str(r, N_AFTER), HITS, &hits, &next));
	p->hits = (struct division_line_list){NEW_ARRAY(&r->arena, struct division_line, hits.n),
					      hits.n};
	for (size_t i = 0; i < hits.n; i++) {
		const struct division_hit *h = &hits.v[i];

		p->hits.v[i] = (struct division_line){
			.d = territory_division_found(h),
			.path = path_of(r, h),
		};
		p->hits.v[i].d.name = say_place(r, h->name, S(""));
	}
	if (next.n)
		p->next = str_fmt(&r->arena, "/territory/national?q=%.*s&after=%.*s",
				  STR(gate_escape(&r->arena, p->query)),
				  STR(gate_escape(&r->arena, next)));
	return 0;
}

static int
load_children(struct req *r, struct territory_national_page *p)
{
	int64_t parent = in_int(r, N_PARENT);
	struct division d;
	struct str next;

	if (parent) {
		TRY(territory_division(r->tx, parent, &d));
		TRY(territory_division_path(r->tx, &d, &p->path));
		say_names(r, &p->path);
	}
	TRY(territory_divisions(r->tx, parent, in_str(r, N_AFTER), PAGE, &p->children, &next));
	if (next.n)
		p->next = str_fmt(&r->arena, "/territory/national?parent=%lld&after=%.*s",
				  (long long)parent, STR(next));
	say_names(r, &p->children);
	return 0;
}

int
territory_national_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("全国区划"));
	struct territory_national_page p = {.query = in_str(r, N_QUERY)};

	p.searched = p.query.n > 0;
	TRY(p.searched ? load_hits(r, &p) : load_children(r, &p));
	return reply_page(r, &page, territory_national, &p);
}

/* ---- a point ---- */

enum { A_LON, A_LAT };
static const struct field at_fields[] = {
	[A_LON] = {.name = "lon",
		   .type = FIELD_DECIMAL,
		   .label = N_("经度"),
		   .min = -1800000000,
		   .max = 1800000000},
	[A_LAT] = {.name = "lat",
		   .type = FIELD_DECIMAL,
		   .label = N_("纬度"),
		   .min = -900000000,
		   .max = 900000000},
};
const struct form territory_form_at = FORM("territory_at", at_fields);

int
territory_at_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("这里属于哪个网格"));
	struct territory_at_page p = {
		.no_place = N_("手机没有给出位置，请在设置里允许，或者自己填经纬度。"),
		.lon = in_str(r, A_LON),
		.lat = in_str(r, A_LAT),
	};
	struct territory_node_list path;
	struct territory_node n;
	int rc;

	page.script = "territory_at.js";
	p.asked = r->in[A_LON].given && r->in[A_LAT].given && !r->invalid;
	if (p.asked) {
		rc = territory_at_point(r->tx, r->who->district, LEVEL_BUILDING, in_int(r, A_LON),
					in_int(r, A_LAT), &n);
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == 0) {
			p.found = territory_line_of(r, &n);
			TRY(territory_path(r->tx, &n, &path));
			p.path = territory_lines_of(r, &path);
			TRY(territory_people_of(r, &n, &p.people));
		}
	}
	return reply_page(r, &page, territory_at, &p);
}
