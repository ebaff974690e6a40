/* home_web_search.c: one search over everything, as a page and for programs. */
#include "features/appeal/appeal_web_pin.h"
#include "features/home/home_page.h"
#include "features/home/home_web.h"
#include "gen/home_view.h"
#include "http/form.h"
#include "kit/answer.h"
#include "kit/find.h"
#include "kit/gate.h"

struct search_in {
	struct str query;
};
static const struct field search_fields[] = {
	FIELD_AS(search_in, query, "q", FIELD_TEXT, .label = N_("找什么"), .max = 60,
		 .about = "Words; looks in everything that the caller may see"),
};
static const struct form search_form = FORM(search_in, search_fields);

static int
find(struct req *r, struct found_list *ret)
{
	struct find_want w = {.words = form_in(r, search_in)->query, .english = req_lang(r) == LANG_EN};

	*ret = (struct found_list){0};
	return w.words.n ? find_all(r->app->features, r->tx, appeal_reader(r), &w, ret) : 0;
}

static int
search_page(struct req *r)
{
	const struct search_in *in = form_in(r, search_in);
	struct page page = {.frame = FRAME_WIDE, .title = N_("搜索"), .back = "/"};
	struct home_search_page p = {.query = in->query};
	struct found_list found;
	int rc = find(r, &found);

	if (rc == E_INVALID) {
		p.problem = gate_why(r);
		r->failed = rc;
	} else {
		TRY(rc);
	}
	p.nothing = in->query.n && !p.problem && !found.n;
	p.found.v = NEW_ARRAY(&r->arena, struct home_found, found.n + 1);
	for (size_t i = 0; i < found.n; i++) {
		const struct finder *finder = found.v[i].finder;

		p.found.v[p.found.n++] = (struct home_found){
			.heading = finder->heading,
			.rows = found.v[i].rows,
			.more = finder->more && found.v[i].rows.n == FIND_MOST
					? str_fmt(&r->arena, "%s%.*s", finder->more, STR(gate_escape(&r->arena, in->query)))
					: S(""),
		};
	}
	return reply_page(r, &page, home_search, &p);
}

/* ---- for programs ---- */

struct api_found {
	struct str kind, title, note, href;
};
static const struct shape_field found_fields[] = {
	{.name = "kind", .type = SHAPE_TEXT, SHAPE_MEMBER(struct api_found, kind), .about = "case, place, item, thing, person, body"},
	{.name = "title", .type = SHAPE_TEXT, SHAPE_MEMBER(struct api_found, title)},
	{.name = "note", .type = SHAPE_TEXT, SHAPE_MEMBER(struct api_found, note), .about = "What tells it apart"},
	{.name = "href", .type = SHAPE_TEXT, SHAPE_MEMBER(struct api_found, href), .about = "Its page"},
};
static const struct shape found_shape = {"Found", found_fields, sizeof found_fields / sizeof *found_fields};

static int
search_api(struct req *r)
{
	struct found_list found;
	struct api_found *v;
	size_t n = 0;

	TRY(find(r, &found));
	v = NEW_ARRAY(&r->arena, struct api_found, found.n * FIND_MOST + 1);
	for (size_t i = 0; i < found.n; i++)
		for (size_t k = 0; k < found.v[i].rows.n; k++) {
			const struct find_row *row = &found.v[i].rows.v[k];

			v[n++] = (struct api_found){
				.kind = str_of(found.v[i].finder->kind), .title = row->title, .note = row->note, .href = row->href,
			};
		}
	return reply_shapes(r, &found_shape, v, n, sizeof *v, S(""));
}

static const struct route rows[] = {
	ROUTE_GET("/search", OPEN, search_page, .form = &search_form, .about = "Search over everything"),
	ROUTE_GET("/api/search", OPEN, search_api, .form = &search_form, .out = &found_shape,
		  .about = "Search over everything the caller may see: ten of each kind at most"),
};

const struct route_table home_search_routes = {rows, sizeof rows / sizeof *rows};
