/* appeal_web.c: public pages of appeals besides their lists: the map, one case, and following it by code and PIN. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_show.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_map.h"
#include "gen/appeal_view.h"
#include "http/reply.h"

enum { MAP_CASES = 100 };

/* ---- the map ---- */

/* Open cases and fresh ones as points; several of one building stand side by side in the list below. */
static int
appeal_map_page(struct req *r)
{
	const struct appeal_list_in *in = form_in(r, appeal_list_in);
	struct appeal_map_page p = {0};
	struct page page = {.frame = FRAME_WIDE, .title = N_("诉求地图"), .tab = "appeal"};
	struct territory_node community;
	struct appeal_line_list lines;
	struct appeal_filter f = {.limit = MAP_CASES};
	struct territory_point_list points;
	struct str next;

	TRY(appeal_community_of(r, in->community, &community));
	f.community = community.id;
	TRY(appeal_public(r->tx, r->who->district, &f, &lines, &next));
	p.cards = appeal_cards_of(r, &lines, true);
	points =
		(struct territory_point_list){NEW_ARRAY(&r->arena, struct territory_point, lines.n),
					      0};
	for (size_t i = 0; i < lines.n; i++)
		/* Where nobody has looked yet there is no point: it would be the building. */
		if (lines.v[i].lon)
			points.v[points.n++] = (struct territory_point){
				.lon = lines.v[i].lon,
				.lat = lines.v[i].lat,
				.href = str_fmt(&r->arena, "/appeal/%.*s", STR(lines.v[i].code)),
				.label = p.cards.v[i].l.title,
				.done = lines.v[i].live == LIVE_OVER,
			};
	TRY(territory_map(r, community.id, &points, &p.map));
	territory_map_scripts(r, &page);
	TRY(appeal_pick_communities(r, community.id, &p.communities));
	return reply_page(r, &page, appeal_map, &p);
}

/* ---- code and PIN ---- */

struct track_in {
	struct str code, pin;
};
static const struct field track_fields[] = {
	FIELD(track_in, code, FIELD_TEXT, .label = N_("编号"), .max = 24, .required = true,
	      .hint = N_("回执上的编号，比如 BL-2611-0387")),
	FIELD(track_in, pin, FIELD_SECRET, .label = N_("查询码"), .max = 12, .required = true, .digits = true,
	      .hint = N_("6 位数字")),
};
static const struct form track_form = FORM(track_in, track_fields);

static int
appeal_track_page(struct req *r)
{
	struct appeal_receipt_page p = {0};
	struct page page = {.frame = FRAME_PAGE, .title = N_("查进展"), .tab = "mine"};

	ui_form(r, &track_form);
	if (r->method == GET) {
		p.code = str_clip(req_query(r, "code"), 24);
		ui_fill(r, "code", p.code);
	}
	return reply_page(r, &page, appeal_track, &p);
}

/* A PIN is read out and written down in groups. */
static struct str
digits_of(struct arena *a, struct str s)
{
	struct buf b;

	s = str_narrow(a, s);
	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			buf_char(&b, s.p[i]);
	return buf_done(&b);
}

static int
appeal_track_post(struct req *r)
{
	const struct track_in *in = form_in(r, track_in);
	struct str code = matter_code_typed(&r->arena, str_upper(&r->arena, in->code));
	struct proof proof;
	int rc;

	rc = appeal_try_pin(r, code, digits_of(&r->arena, in->pin), &proof);
	if (rc == E_NOTFOUND)
		return form_fail(r, track_in, pin, N_("编号和查询码对不上，请再看一眼回执。"));
	TRY(rc);
	appeal_remember(r, &proof);
	return redirect(r, "/appeal/%.*s", STR(code));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/map", OPEN, appeal_map_page, .form = &appeal_list_form,
		  .flags = ROUTE_SHARED, .about = "Public cases on a map"),
	ROUTE_GET("/appeal/track", APPEAL_TRACK, appeal_track_page,
		  .about = "Form for code and PIN"),
	ROUTE_POST("/appeal/track", APPEAL_TRACK, appeal_track_post, .form = &track_form,
		   .again = appeal_track_page, .about = "Open a case by code and PIN"),
	ROUTE_GET("/appeal/:code", OPEN, appeal_show_page, .flags = ROUTE_SHARED,
		  .about = "A case, as the reader may see it"),
};

const struct route_table appeal_routes = {rows, sizeof rows / sizeof *rows};
