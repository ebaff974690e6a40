/* appeal_web_here.c: which buildings stand around the reader, for the form of a new matter: proposed, and chosen by them. */
#include "features/appeal/appeal_web.h"
#include "features/territory/territory.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/say.h"
#include "lib/datum.h"

struct appeal_here_in {
	int64_t lon, lat;
	bool look;
};
static const struct field here_fields[] = {
	FIELD(appeal_here_in, lon, FIELD_DECIMAL, .label = N_("经度"), .min = -1800000000, .max = 1800000000, .required = true),
	FIELD(appeal_here_in, lat, FIELD_DECIMAL, .label = N_("纬度"), .min = -900000000, .max = 900000000, .required = true),
	FIELD(appeal_here_in, look, FIELD_AGAIN, .label = N_("我在哪里"), .only = BY_PAGE),
};
static const struct form here_form = FORM(appeal_here_in, here_fields);

/* Browsers say WGS-84. Nothing is ticked: the nearest one need not be the right one. */
static int
appeal_here_page(struct req *r)
{
	const struct appeal_here_in *in = form_in(r, appeal_here_in);
	int64_t lon = in->lon, lat = in->lat;
	struct territory_near_list near = {0};
	struct appeal_here_part p = {0};
	struct territory_node community;
	enum datum own;

	TRY(territory_datum(r->tx, r->who->district, &own));
	datum_convert(DATUM_WGS84, own, &lon, &lat);
	if (!r->invalid)
		TRY(territory_near(r->tx, r->who->district, lon, lat, &near));
	p.lines.v = NEW_ARRAY(&r->arena, struct appeal_here_line, near.n);
	for (size_t i = 0; i < near.n; i++) {
		const struct territory_node *n = &near.v[i].node;
		struct str name = territory_full_name(&r->arena, n, req_lang(r) == LANG_EN);

		TRY(territory_get(r->tx, r->who->district, n->community, &community));
		p.lines.v[p.lines.n++] = (struct appeal_here_line){
			.id = n->id,
			.name = say_within(r, say_place(r, community.name, community.name_en), name),
			.metres = near.v[i].metres,
		};
	}
	return reply_fragment(r, appeal_here, &p);
}

/* Where somebody stands is nothing for an address, which logs of proxies keep: the script asks by a form, with a button that only
 * shows something. */
static int
appeal_here_post(struct req *r)
{
	return redirect(r, "/appeal/new");
}

static const struct route rows[] = {
	ROUTE_POST("/appeal/here", APPEAL_FILE, appeal_here_post, .form = &here_form, .again = appeal_here_page,
		   .about = "Buildings around a point (WGS-84), for the form of a new matter"),
};

const struct route_table appeal_here_routes = {rows, sizeof rows / sizeof *rows};
