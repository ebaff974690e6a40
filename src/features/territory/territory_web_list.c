/* territory_web_list.c: what lies below a place as a list: page and files. Programs have /api/territory. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/say.h"

/* filter: the place. Rooms only for who may edit it; they may stand between others, so one reads on. */
static int
node_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
	  int64_t limit, struct list_rows *ret)
{
	const struct territory_node *below = filter;
	bool rooms = territory_may(who, TERRITORY_EDIT, below);
	struct territory_node_list kept = {NEW_ARRAY(a, struct territory_node, (size_t)limit), 0}, got;

	do {
		TRY(territory_children(tx, who->district, below->id, after, limit, &got));
		for (size_t i = 0; i < got.n && kept.n < (size_t)limit; i++)
			if (rooms || got.v[i].level != LEVEL_ROOM)
				kept.v[kept.n++] = got.v[i];
		if (got.n)
			after = got.v[got.n - 1].sort_key;
	} while (kept.n < (size_t)limit && got.n == (size_t)limit);
	*ret = (struct list_rows){.v = kept.v, .n = kept.n};
	return 0;
}

static struct str
node_key(struct arena *a, const void *row)
{
	return str_dup(a, ((const struct territory_node *)row)->sort_key);
}

static void
node_say(struct req *r, void *row)
{
	struct territory_node *n = row;

	n->name = say_place(r, n->name, n->name_en);
}

static struct str
node_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/territory/%lld", (long long)((const struct territory_node *)row)->id);
}

static const struct list nodes = {
	.name = "territory",
	.title = N_("下面的地方"),
	.none = N_("下面没有别的地方"),
	.shape = &territory_place_shape,
	.size = sizeof(struct territory_node),
	.rows = node_rows,
	.key = node_key,
	.say = node_say,
	.href = node_href,
};

struct nodes_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field nodes_fields[] = {
	PAGING_AFTER(nodes_in, page),
	PAGING_BACK(nodes_in, page),
	LIST_FORMAT(nodes_in, format),
};
static const struct form nodes_form = FORM(nodes_in, nodes_fields);

static int
nodes_asked(struct req *r, struct territory_node **ret_n, struct list_ask *ret)
{
	struct territory_node *n = NEW(&r->arena, struct territory_node);

	TRY(territory_of_path(r, n));
	*ret_n = n;
	*ret = (struct list_ask){
		.filter = n,
		.after = form_in(r, nodes_in)->page.after,
		.back = form_in(r, nodes_in)->page.back,
		.path = str_fmt(&r->arena, "/territory/%lld/nodes", (long long)n->id).p,
	};
	return 0;
}

static int
nodes_page(struct req *r)
{
	struct page page = territory_page_for(r, NULL);
	struct territory_nodes_page p;
	struct territory_node *n;
	struct list_ask ask;

	TRY(nodes_asked(r, &n, &ask));
	p.at = territory_line_of(r, n);
	page.title_text = p.at.full;
	page.back = str_fmt(&r->arena, "/territory/%lld", (long long)n->id).p;
	TRY(list_table(r, &nodes, &ask, &p.t));
	return reply_page(r, &page, territory_nodes, &p);
}

static int
nodes_table(struct req *r)
{
	struct territory_node *n;
	struct list_ask ask;

	TRY(nodes_asked(r, &n, &ask));
	return list_download(r, &nodes, &ask, form_in(r, nodes_in)->format);
}

static const struct route rows[] = {
	ROUTE_GET("/territory/:id/nodes", OPEN, nodes_page, .form = &nodes_form, .flags = ROUTE_SHARED,
		  .about = "What lies below a place, as a list"),
	ROUTE_GET("/territory/:id/nodes/table", OPEN, nodes_table, .form = &nodes_form, .flags = ROUTE_EXPORT,
		  .about = "What lies below a place as CSV or XLSX"),
};
const struct route_table territory_list_routes = {rows, sizeof rows / sizeof *rows};
