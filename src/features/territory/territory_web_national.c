/* territory_web_national.c: the national table, and which grid holds a point. */
#include "features/territory/territory_layer.h"
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "kit/say.h"

enum { PAGE = 100, HITS = 30 };

static const struct field national_fields[] = {
	FIELD(territory_national_in, parent, FIELD_ID, .label = N_("上级"),
	      .about = "Id of a division; the provinces without it"),
	FIELD_AS(territory_national_in, query, "q", FIELD_TEXT, .label = N_("找哪里"), .max = 40,
		 .about = "Beginning of a name, or of its pinyin initials"),
	PAGING_AFTER(territory_national_in, page),
};
const struct form territory_form_national = FORM(territory_national_in, national_fields);

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
	const struct territory_national_in *in = form_in(r, territory_national_in);
	struct division_hit_list hits;
	struct str next;

	TRY(territory_division_search(r->tx, p->query, in->page.after, HITS, &hits, &next));
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
	const struct territory_national_in *in = form_in(r, territory_national_in);
	int64_t parent = in->parent;
	struct division d;
	struct str next;

	if (parent) {
		TRY(territory_division(r->tx, parent, &d));
		TRY(territory_division_path(r->tx, &d, &p->path));
		say_names(r, &p->path);
	}
	TRY(territory_divisions(r->tx, parent, in->page.after, PAGE, &p->children, &next));
	if (next.n)
		p->next = str_fmt(&r->arena, "/territory/national?parent=%lld&after=%.*s",
				  (long long)parent, STR(next));
	say_names(r, &p->children);
	return 0;
}

int
territory_national_page(struct req *r)
{
	const struct territory_national_in *in = form_in(r, territory_national_in);
	struct page page = territory_page_for(r, N_("全国区划"));
	struct territory_national_page p = {.query = in->query};

	p.searched = p.query.n > 0;
	TRY(p.searched ? load_hits(r, &p) : load_children(r, &p));
	return reply_page(r, &page, territory_national, &p);
}

/* ---- a point ---- */

struct territory_at_in {
	int64_t lon, lat;
	int datum;
};
static const struct choice at_datums[] = {{"wgs84", N_("WGS-84"), DATUM_WGS84}, {"gcj02", N_("GCJ-02"), DATUM_GCJ02}};
static const struct field at_fields[] = {
	FIELD(territory_at_in, lon, FIELD_DECIMAL, .label = N_("经度"), .min = -1800000000,
	      .max = 1800000000),
	FIELD(territory_at_in, lat, FIELD_DECIMAL, .label = N_("纬度"), .min = -900000000,
	      .max = 900000000),
	FIELD(territory_at_in, datum, FIELD_CHOICE, .label = N_("坐标系"), CHOICES(at_datums),
	      .about = "The system of these numbers; the district's own without it"),
};
const struct form territory_form_at = FORM(territory_at_in, at_fields);

/* The point as the district writes it: browsers say WGS-84. */
static int
in_own_datum(struct req *r, const struct territory_at_in *in, int64_t *ret_lon, int64_t *ret_lat)
{
	enum datum own;

	TRY(territory_datum(r->tx, r->who->district, &own));
	*ret_lon = in->lon;
	*ret_lat = in->lat;
	datum_convert(in->datum ? (enum datum)in->datum : own, own, ret_lon, ret_lat);
	return 0;
}

int
territory_at_page(struct req *r)
{
	const struct territory_at_in *in = form_in(r, territory_at_in);
	struct page page = territory_page_for(r, N_("这里属于哪个网格"));
	struct territory_at_page p = {
		.no_place = N_("手机没有给出位置，请在设置里允许，或者自己填经纬度。"),
		.lon = form_input(r, territory_at_in, lon)->text,
		.lat = form_input(r, territory_at_in, lat)->text,
	};
	struct territory_node_list path;
	struct territory_node n;
	int64_t lon, lat;
	int rc;

	page.script = "territory_at.js";
	p.asked = form_input(r, territory_at_in, lon)->given &&
		  form_input(r, territory_at_in, lat)->given && !r->invalid;
	if (p.asked) {
		TRY(in_own_datum(r, in, &lon, &lat));
		p.lon = territory_degrees(&r->arena, lon);
		p.lat = territory_degrees(&r->arena, lat);
		rc = territory_at_point(r->tx, r->who->district, LEVEL_BUILDING, lon, lat, &n);
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
