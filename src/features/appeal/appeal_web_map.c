/* appeal_web_map.c: public cases on the map: a part of it at a zoom, marks that stand too close in one, and the list of what is
 * shown. A mark and its rows name each other, so one leads to the other with and without a script. */
#include <math.h>

#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_map.h"
#include "gen/appeal_view.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "lib/datum.h"

enum {
	MAP_CASES = 200,
	MAP_ROWS = 60,
	CELL = 36,  /* units of the drawing: marks of one square become one */
	APART = 28, /* as wide as the mark of several: nearer ones become one too */
	E7 = 10000000,
	HERE_ZOOM = 17
};

struct appeal_map_in {
	struct str community, find; /* find: words that name one */
	int64_t zoom, x, y;	  /* the part that is shown: its middle */
	int64_t here_x, here_y; /* where the reader stands, as the browser says it: WGS-84 */
};
static const struct field map_fields[] = {
	FIELD_AS(appeal_map_in, community, "c", FIELD_TEXT, .label = N_("社区"), .max = 40, .about = "Code of a community"),
	FIELD(appeal_map_in, find, FIELD_TEXT, .label = N_("找社区"), .max = 60, .only = BY_PAGE),
	FIELD_AS(appeal_map_in, zoom, "z", FIELD_DECIMAL, .label = N_("放大到"), .min = (int64_t)TERRITORY_ZOOM_LEAST * E7,
		 .max = (int64_t)TERRITORY_ZOOM_MOST * E7, .about = "Zoom as tiled maps count it"),
	FIELD_AS(appeal_map_in, x, "x", FIELD_DECIMAL, .label = N_("经度"), .min = -1800000000, .max = 1800000000),
	FIELD_AS(appeal_map_in, y, "y", FIELD_DECIMAL, .label = N_("纬度"), .min = -850000000, .max = 850000000),
	FIELD_AS(appeal_map_in, here_x, "hx", FIELD_DECIMAL, .label = N_("您所在的经度"), .min = -1800000000, .max = 1800000000,
		 .about = "Where the reader stands, WGS-84"),
	FIELD_AS(appeal_map_in, here_y, "hy", FIELD_DECIMAL, .label = N_("您所在的纬度"), .min = -850000000, .max = 850000000),
};
static const struct form map_form = FORM(appeal_map_in, map_fields);

/* One map page being made. */
struct drawing {
	struct req *r;
	struct str community;
	struct territory_frame frame;
	struct territory_scale scale;
	struct territory_point_list points;
	int64_t (*cell)[2]; /* of each point */
	size_t *into;	    /* which mark it became part of; itself = none */
};

/* ---- which part ---- */

static struct str
link_to(const struct drawing *d, double zoom, double lon, double lat)
{
	zoom = fmin(fmax(zoom, TERRITORY_ZOOM_LEAST), TERRITORY_ZOOM_MOST);
	return str_fmt(&d->r->arena, "/appeal/map?c=%.*s&z=%.1f&x=%.5f&y=%.5f", STR(gate_escape(&d->r->arena, d->community)), zoom, lon,
		       lat);
}

/* Where the reader stands, in the district's own numbers. */
static int
stand_here(struct drawing *d, struct appeal_map_page *p, int64_t lon, int64_t lat, bool zoomed)
{
	struct req *r = d->r;
	struct territory_node n;
	enum datum datum;
	int rc;

	TRY(territory_datum(r->tx, r->who->district, &datum));
	datum_convert(DATUM_WGS84, datum, &lon, &lat);
	rc = territory_at_point(r->tx, r->who->district, LEVEL_COMMUNITY, lon, lat, &n);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	p->elsewhere = rc == E_NOTFOUND;
	if (p->elsewhere)
		return 0;
	if (!zoomed)
		d->frame = (struct territory_frame){HERE_ZOOM, lon, lat};
	d->points.v[d->points.n++] = (struct territory_point){
		.lon = lon, .lat = lat, .here = true, .label = str_of(ui_translate(req_lang(r), N_("您在这里")))};
	return 0;
}

static int
choose_part(struct drawing *d, const struct appeal_line_list *lines, struct appeal_map_page *p, int64_t community)
{
	struct territory_point_list all = {NEW_ARRAY(&d->r->arena, struct territory_point, lines->n), lines->n};
	const struct appeal_map_in *in = form_in(d->r, appeal_map_in);
	bool zoomed = in->zoom && in->x && in->y && !d->r->invalid;

	if (zoomed)
		d->frame = (struct territory_frame){(double)in->zoom / E7, in->x, in->y};
	if (in->here_x && in->here_y && !d->r->invalid)
		TRY(stand_here(d, p, in->here_x, in->here_y, zoomed));
	for (size_t i = 0; i < lines->n; i++)
		all.v[i] = (struct territory_point){.lon = lines->v[i].lon, .lat = lines->v[i].lat};
	return territory_map_scale(d->r, community, &all, &d->frame, &d->scale);
}

static void
say_ways(struct drawing *d, struct appeal_map_page *p)
{
	double lon = (double)d->frame.lon / E7, lat = (double)d->frame.lat / E7, zoom = d->frame.zoom;
	double wide = d->scale.width / d->scale.x / 2, high = d->scale.height / d->scale.y / 2;

	p->closer = zoom < TERRITORY_ZOOM_MOST ? link_to(d, zoom + 1, lon, lat) : S("");
	p->wider = zoom > TERRITORY_ZOOM_LEAST ? link_to(d, zoom - 1, lon, lat) : S("");
	p->west = link_to(d, zoom, lon - wide, lat);
	p->east = link_to(d, zoom, lon + wide, lat);
	p->north = link_to(d, zoom, lon, lat + high);
	p->south = link_to(d, zoom, lon, lat - high);
	p->all = str_fmt(&d->r->arena, "/appeal/map?c=%.*s", STR(gate_escape(&d->r->arena, d->community)));
	p->zoom = str_fmt(&d->r->arena, "%.1f", zoom);
}

/* ---- marks ---- */

static bool
is_shown(const struct drawing *d, const struct appeal_line *l)
{
	double x = ((double)l->lon / E7 - d->scale.west) * d->scale.x, y = (d->scale.north - (double)l->lat / E7) * d->scale.y;

	return l->lon && x >= 0 && y >= 0 && x <= d->scale.width && y <= d->scale.height;
}

/* The mark that a case belongs to: what lies in one square of the world at this zoom is one, wherever the frame begins. */
static size_t
mark_of(struct drawing *d, const struct appeal_line *l)
{
	int64_t x = (int64_t)floor((double)l->lon / E7 * d->scale.x / CELL), y = (int64_t)floor((double)l->lat / E7 * d->scale.y / CELL);
	size_t i = 0;

	while (i < d->points.n && (d->points.v[i].here || d->cell[i][0] != x || d->cell[i][1] != y))
		i++;
	if (i == d->points.n) {
		d->points.v[d->points.n++] = (struct territory_point){.done = true};
		d->cell[i][0] = x;
		d->cell[i][1] = y;
	}
	return i;
}

/* A case joins a mark, which stands in the middle of its cases; until the end lon and lat are sums. */
static void
join_mark(struct drawing *d, struct territory_point *m, const struct appeal_card *c)
{
	if (!m->count)
		m->id = str_fmt(&d->r->arena, "m-%.*s", STR(c->l.code));
	m->count++;
	m->lon += c->l.lon;
	m->lat += c->l.lat;
	m->over += c->l.live == LIVE_OVER;
	m->done &= c->l.live == LIVE_OVER;
}

/* Marks of neighbouring squares that would cover each other become one. */
static void
merge_marks(struct drawing *d)
{
	for (size_t i = 0; i < d->points.n; i++)
		d->into[i] = i;
	for (size_t i = 0; i < d->points.n; i++)
		for (size_t k = 0; k < i; k++) {
			struct territory_point *m = &d->points.v[i], *to = &d->points.v[k];
			double x, y;

			if (m->here || to->here || !m->count || !to->count)
				continue;
			x = ((double)m->lon / (double)m->count - (double)to->lon / (double)to->count) / E7 * d->scale.x;
			y = ((double)m->lat / (double)m->count - (double)to->lat / (double)to->count) / E7 * d->scale.y;
			if (hypot(x, y) >= APART)
				continue;
			to->count += m->count;
			to->lon += m->lon;
			to->lat += m->lat;
			to->over += m->over;
			to->done &= m->done;
			m->count = 0;
			d->into[i] = k;
		}
}

/* Where a mark leads: to its row; several that come apart when one looks closer, there; what is not in the list, to itself. */
static void
lead_on(struct drawing *d, struct territory_point *m, const struct appeal_card *c, bool listed)
{
	struct arena *a = &d->r->arena;
	bool same = m->lon / m->count == c->l.lon && m->lat / m->count == c->l.lat;

	if (m->count > 1 && !same && d->frame.zoom < TERRITORY_ZOOM_MOST)
		m->href = link_to(d, d->frame.zoom + 1.5, (double)m->lon / (double)m->count / E7, (double)m->lat / (double)m->count / E7);
	else
		m->href = str_fmt(a, listed ? "#c-%.*s" : "/appeal/%.*s", STR(c->l.code));
	m->label = str_fmt(a, "%.*s · %s", STR(c->l.title), ui_translate(req_lang(d->r), c->state_word));
}

/* Each case its row, as far as the list goes, and the mark where it leads. */
static void
put_rows(struct drawing *d, const struct appeal_card_list *cards, const size_t *mark, struct appeal_map_page *p)
{
	p->rows.v = NEW_ARRAY(&d->r->arena, struct appeal_map_row, MAP_ROWS);
	for (size_t i = 0; i < cards->n; i++) {
		struct territory_point *m = &d->points.v[mark[i]];
		bool listed = p->rows.n < MAP_ROWS;

		if (mark[i] == d->points.n)
			continue;
		while (!m->count)
			m = &d->points.v[d->into[m - d->points.v]];
		if (!m->href.n)
			lead_on(d, m, &cards->v[i], listed);
		if (listed)
			p->rows.v[p->rows.n++] = (struct appeal_map_row){.c = cards->v[i], .mark = m->id};
	}
	/* What has no place on any map, or none that may be seen yet, is in the list alone. */
	for (size_t i = 0; i < cards->n && p->rows.n < MAP_ROWS; i++)
		if (!cards->v[i].l.lon)
			p->rows.v[p->rows.n++] = (struct appeal_map_row){.c = cards->v[i]};
}

/* What the part shows, as marks and as rows. */
static void
put_cases(struct drawing *d, const struct appeal_card_list *cards, struct appeal_map_page *p)
{
	size_t *mark = NEW_ARRAY(&d->r->arena, size_t, cards->n), n = 0;
	struct territory_point here = {0};

	for (size_t i = 0; i < cards->n; i++) {
		mark[i] = SIZE_MAX;
		if (!cards->v[i].l.lon) {
			p->placeless++;
		} else if (!is_shown(d, &cards->v[i].l)) {
			p->outside++;
		} else {
			mark[i] = mark_of(d, &cards->v[i].l);
			join_mark(d, &d->points.v[mark[i]], &cards->v[i]);
			p->shown++;
		}
	}
	merge_marks(d);
	for (size_t i = 0; i < cards->n; i++)
		if (mark[i] == SIZE_MAX)
			mark[i] = d->points.n;
	put_rows(d, cards, mark, p);
	for (size_t i = 0; i < d->points.n; i++) {
		struct territory_point m = d->points.v[i];

		if (m.here)
			here = m;
		if (!m.count)
			continue;
		m.lon /= m.count;
		m.lat /= m.count;
		d->points.v[n++] = m;
	}
	if (here.here) /* above all others */
		d->points.v[n++] = here;
	d->points.n = n;
}

/* ---- the page ---- */

/* Open cases and fresh ones: the newest, no more than so many are read. */
static int
appeal_map_page(struct req *r)
{
	const struct appeal_map_in *in = form_in(r, appeal_map_in);
	struct appeal_map_page p = {0};
	struct page page = {.frame = FRAME_WIDE, .title = N_("诉求地图"), .tab = "appeal"};
	struct drawing d = {.r = r};
	struct territory_node community;
	struct appeal_line_list lines;
	struct appeal_card_list cards;
	struct appeal_filter f = {.limit = MAP_CASES};
	const struct pick *found;
	struct pick_list hits;
	struct str next;

	TRY(appeal_community_of(r, in->community, &community));
	p.where = (struct pick_form){.action = "/appeal/map", .name = "c", .label = N_("社区"), .all = "", .all_word = N_("全部社区")};
	TRY(appeal_pick_communities(r, community.id, &p.where.options));
	found = in->find.n ? pick_meant(&r->arena, &p.where.options, in->find, &hits) : NULL;
	if (found)
		return redirect(r, "/appeal/map?c=%.*s", STR(found->value));
	pick_by_words(&r->arena, &p.where.options, "find", in->find, S("/appeal/map?c="), &p.where.words);
	f.community = community.id;
	d.community = community.code;
	TRY(appeal_public(r->tx, r->who->district, &f, &lines, &next));
	cards = appeal_cards_of(r, &lines, true);
	d.points.v = NEW_ARRAY(&r->arena, struct territory_point, lines.n + 1);
	d.into = NEW_ARRAY(&r->arena, size_t, lines.n + 1);
	d.cell = arena_alloc(&r->arena, (lines.n + 1) * sizeof *d.cell);
	TRY(choose_part(&d, &lines, &p, community.id));
	put_cases(&d, &cards, &p);
	p.cut = (int64_t)p.rows.n < p.shown + p.placeless;
	p.more = next.n > 0;
	say_ways(&d, &p);
	TRY(territory_map(r, community.id, &d.scale, &d.points, &p.map));
	TRY(territory_map_scripts(r, &page));
	page.script = "map.js";
	return reply_page(r, &page, appeal_map, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/map", OPEN, appeal_map_page, .form = &map_form,
		  .flags = ROUTE_SHARED, .about = "Public cases on a map"),
};

const struct route_table appeal_map_routes = {rows, sizeof rows / sizeof *rows};
