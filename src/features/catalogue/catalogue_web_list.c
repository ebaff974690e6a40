/* catalogue_web_list.c: all items as one list: page, files, and the answer for programs. */
#include "features/catalogue/catalogue_web.h"
#include "gen/catalogue_view.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"

/* filter: id of the class, int64_t; 0 = all. */
static int
item_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
	  int64_t limit, struct list_rows *ret)
{
	const int64_t *class = filter;
	struct catalogue_node_list list;

	(void)a;
	TRY(catalogue_items(tx, who->district, *class, after, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
item_key(struct arena *a, const void *row)
{
	return str_dup(a, ((const struct catalogue_node *)row)->path);
}

static void
item_say(struct req *r, void *row)
{
	bool english = req_lang(r) == LANG_EN;
	struct catalogue_node *n = row;

	n->name = catalogue_name(n, english);
	n->path = catalogue_path(n, english);
}

static struct str
item_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/catalogue/%lld", (long long)((const struct catalogue_node *)row)->id);
}

static const struct list items = {
	.name = "items",
	.path = "/catalogue/items",
	.title = N_("事项"),
	.none = N_("这里没有事项"),
	.shape = &catalogue_node_shape,
	.size = sizeof(struct catalogue_node),
	.rows = item_rows,
	.key = item_key,
	.say = item_say,
	.href = item_href,
};

struct items_in {
	int64_t class;
	struct paging_in page;
	enum list_format format;
};
static const struct field items_fields[] = {
	FIELD(items_in, class, FIELD_ID, .label = N_("大类"), .about = "Absent: all classes"),
	PAGING_AFTER(items_in, page),
	PAGING_BACK(items_in, page),
	PAGING_LIMIT(items_in, page, 100, 500),
	LIST_FORMAT(items_in, format),
};
static const struct form items_form = FORM(items_in, items_fields);

static struct list_ask
items_asked(struct req *r)
{
	const struct items_in *in = form_in(r, items_in);

	return (struct list_ask){
		.filter = &in->class,
		.params = in->class ? str_fmt(&r->arena, "class=%lld", (long long)in->class) : S(""),
		.after = in->page.after,
		.back = in->page.back,
	};
}

/* A chip for each class with the number of its items, and one for all. */
static int
class_chips(struct req *r, int64_t chosen, struct tab_link_list *ret)
{
	bool english = req_lang(r) == LANG_EN;
	struct catalogue_count_list counts;
	struct catalogue_node_list classes;
	int64_t all = 0;

	TRY(catalogue_children(r->tx, r->who->district, 0, &classes));
	TRY(catalogue_counts(r->tx, r->who->district, &counts));
	*ret = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, classes.n + 1), 1};
	for (size_t i = 0; i < classes.n; i++) {
		const struct catalogue_node *n = &classes.v[i];
		struct tab_link *t = &ret->v[ret->n++];

		*t = (struct tab_link){
			.text = catalogue_name(n, english),
			.href = str_fmt(&r->arena, "/catalogue/items?class=%lld", (long long)n->id),
			.current = n->id == chosen,
		};
		for (size_t k = 0; k < counts.n; k++)
			if (counts.v[k].class == n->id)
				t->count = counts.v[k].items;
		all += t->count;
	}
	ret->v[0] = (struct tab_link){
		.word = N_("全部"), .href = S("/catalogue/items"), .count = all, .current = !chosen};
	return 0;
}

static int
items_page(struct req *r)
{
	struct page page = catalogue_page_for(r, N_("全部事项"));
	struct list_ask ask = items_asked(r);
	struct table_page p = {.title = N_("全部事项"), .href = "/catalogue", .icon = "back", .word = N_("职责清单")};

	page.back = "/catalogue";
	TRY(list_table(r, &items, &ask, &p.table));
	TRY(class_chips(r, form_in(r, items_in)->class, &p.table.chips));
	return reply_page(r, &page, table_page, &p);
}

static int
items_table(struct req *r)
{
	struct list_ask ask = items_asked(r);

	return list_download(r, &items, &ask, form_in(r, items_in)->format);
}

static int
items_api(struct req *r)
{
	struct list_ask ask = items_asked(r);

	return list_answer(r, &items, &ask, form_in(r, items_in)->page.limit);
}

static const struct route rows[] = {
	ROUTE_GET("/catalogue/items", OPEN, items_page, .form = &items_form, .flags = ROUTE_SHARED,
		  .about = "All items in use, class by class"),
	ROUTE_GET("/catalogue/items/table", OPEN, items_table, .form = &items_form, .flags = ROUTE_EXPORT,
		  .about = "All items in use as CSV or XLSX"),
	ROUTE_GET("/api/catalogue/items", OPEN, items_api, .form = &items_form, .out = &catalogue_node_shape,
		  .about = "All items in use, by path"),
};
const struct route_table catalogue_list_routes = {rows, sizeof rows / sizeof *rows};
