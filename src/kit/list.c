/* list.c: a list that is declared once: its page, its files, its JSON. */
#include "kit/list.h"

#include "base/clock.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/export.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "ui/view.h"

enum { BACK_MOST = 380 };

const struct choice list_formats[2] = {{"csv", N_("CSV"), LIST_CSV}, {"xlsx", N_("XLSX"), LIST_XLSX}};

/* How people see its rows. */
static const struct shape *
view_of(const struct list *l)
{
	return l->view ? l->view : l->shape;
}

/* row NULL: in any. A field without a column is for programs. */
static bool
is_seen(const struct shape_field *f, const struct actor *who, const void *row)
{
	const struct list_column *c = f->column;

	return !c || ((!c->perm || actor_has(who, c->perm)) && (!row || !c->sight || c->sight(who, row)));
}

/* On a page or in a file, for this reader. */
static bool
is_shown(const struct shape_field *f, const struct actor *who)
{
	return f->column && is_seen(f, who, NULL);
}

static const struct list_word *
word_of(const struct shape_field *f, const void *row)
{
	int64_t value;

	if (!f->column->words)
		return NULL;
	value = shape_number(f, row);
	for (const struct list_word *w = f->column->words; w->label; w++)
		if (w->value == value)
			return w;
	return NULL;
}

static struct str
moment(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	return str_fmt(a, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

/* A value in words, for people. */
static struct str
text_of(struct req *r, const struct shape_field *f, const void *row)
{
	const struct list_word *w = word_of(f, row);
	struct arena *a = &r->arena;
	int64_t v;

	if (w)
		return str_of(ui_translate(req_lang(r), w->label));
	if (f->type == SHAPE_TEXT)
		return shape_text(f, row);
	v = shape_number(f, row);
	switch (f->type) {
	case SHAPE_BOOL:
		return str_of(ui_translate(req_lang(r), v ? N_("是") : N_("否")));
	case SHAPE_TIME:
		return v ? moment(a, v) : S("");
	case SHAPE_E7:
		return v ? str_fmt(a, "%.7f", (double)v / 1e7) : S("");
	case SHAPE_INT:
		return str_number(a, v);
	default:
		return v ? str_number(a, v) : S("");
	}
}

static struct str
look_of(struct arena *a, const struct list_column *c, bool empty)
{
	return str_trim(str_fmt(a, "%s%s%s%s%s%s%s%s%s%s", c->show & LIST_TITLE ? "t" : "", c->show & LIST_WIDE ? " x" : "",
		       c->show & LIST_RIGHT ? " r" : "", c->show & LIST_UNBROKEN ? " n" : "",
		       c->show & LIST_END ? " end" : "", c->show & LIST_LINE ? " line" : "",
		       c->show & LIST_WHOLE ? " whole" : "", c->show & LIST_WRAP ? " at" : "",
		       c->show & LIST_LAST ? " last" : "", empty ? " none" : ""));
}

static void
fill_cell(struct req *r, const struct list *l, const struct shape_field *f, const void *row,
	  struct table_cell *ret)
{
	const struct list_column *c = f->column;
	const struct list_word *w = word_of(f, row);
	bool title = c->show & LIST_TITLE, bare = c->show & (LIST_TITLE | LIST_END | LIST_LINE | LIST_WHOLE | LIST_LAST);

	*ret = (struct table_cell){.label = bare ? NULL : c->label};
	if (is_seen(f, r->who, row)) {
		if (c->draw)
			ret->html = c->draw(r, row);
		if (f->type == SHAPE_TIME)
			ret->at = shape_number(f, row);
		ret->text = text_of(r, f, row);
		if (ret->text.n == 0 && c->empty)
			ret->text = str_of(ui_translate(req_lang(r), c->empty));
		if (w) {
			ret->badge = w->badge;
			ret->icon = w->icon;
		}
		if (title && l->href)
			ret->href = l->href(&r->arena, row);
	}
	ret->look = look_of(&r->arena, c, ret->text.n == 0 && ret->html.s.n == 0);
}

static struct str
address(struct arena *a, const char *path, struct str params, struct str more)
{
	bool both = params.n && more.n;

	return str_fmt(a, "%s%s%.*s%s%.*s", path, params.n || more.n ? "?" : "", STR(params), both ? "&" : "",
		       STR(more));
}

static const char *
path_of(const struct list *l, const struct list_ask *ask)
{
	return ask->path ? ask->path : l->path;
}

struct str
list_param(struct arena *a, struct str params, const char *name, struct str value)
{
	struct str escaped = value.n ? gate_escape(a, value) : S("");

	if (!value.n)
		return params;
	return str_fmt(a, "%.*s%s%s=%.*s", STR(params), params.n ? "&" : "", name, STR(escaped));
}

/* The page that begins behind a row, with the way back from it. */
static struct str
page_at(struct req *r, const struct list *l, const struct list_ask *ask, struct str after, struct str back)
{
	struct arena *a = &r->arena;
	struct str more = list_param(a, list_param(a, S(""), "after", after), "back", back);

	return address(a, path_of(l, ask), ask->params, more);
}

struct str
list_here(struct req *r, const struct list *l, const struct list_ask *ask)
{
	return page_at(r, l, ask, ask->after, ask->back);
}

/* The way back is "KEY~KEY": where the pages before began, but the first, which begins nowhere. One that grew too long
 * begins with "~": its first steps are forgotten. */
static struct str
way_further(struct arena *a, const struct list_ask *ask)
{
	struct str way = ask->after, part;

	if (ask->back.n)
		way = str_fmt(a, "%.*s~%.*s", STR(ask->back), STR(ask->after));
	while (way.n > BACK_MOST && str_next(&way, '~', &part)) {
		if (!part.n)
			str_next(&way, '~', &part);
		way = str_fmt(a, "~%.*s", STR(way));
	}
	return way;
}

/* "" = nobody remembers where the page before began. */
static struct str
page_before(struct req *r, const struct list *l, const struct list_ask *ask)
{
	struct str back = ask->back, last;
	size_t at = back.n;

	if (!back.n)
		return page_at(r, l, ask, S(""), S(""));
	while (at && back.p[at - 1] != '~')
		at--;
	last = str_sub(back, at, back.n - at);
	back.n = at > 1 ? at - 1 : at;
	return last.n ? page_at(r, l, ask, last, back) : S("");
}

/* Each step of the way back is a page. */
static int64_t
page_number(const struct list_ask *ask)
{
	int64_t n = 1;

	if (!ask->after.n)
		return 1;
	if (str_starts(ask->back, S("~")))
		return 0;
	n += ask->back.n > 0;
	for (size_t i = 0; i < ask->back.n; i++)
		n += ask->back.p[i] == '~';
	return n + 1;
}

static void
fill_links(struct req *r, const struct list *l, const struct list_ask *ask, struct table *t)
{
	struct arena *a = &r->arena;
	const char *path = path_of(l, ask), *table = str_fmt(a, "%s/table", path).p;

	t->action = str_of(path);
	t->query = ask->query;
	t->page = page_number(ask);
	if (ask->after.n) {
		t->prev = page_before(r, l, ask);
		t->first = ask->back.n ? address(a, path, ask->params, S("")) : S("");
	}
	if (ask->narrowed)
		t->clear = str_of(path);
	if (l->no_file)
		return;
	t->csv = address(a, table, ask->params, S("format=csv"));
	t->xlsx = address(a, table, ask->params, S("format=xlsx"));
	t->most = EXPORT_XLSX_ROWS;
}

static void
fill_heads(struct req *r, const struct list *l, struct table *t)
{
	const struct shape *view = view_of(l);

	t->heads.v = NEW_ARRAY(&r->arena, struct table_head, view->n);
	for (size_t i = 0; i < view->n; i++) {
		const struct list_column *c = view->v[i].column;

		if (is_shown(&view->v[i], r->who))
			t->heads.v[t->heads.n++] = (struct table_head){
				.word = c->label,
				.look = str_z(&r->arena, look_of(&r->arena, c, false)),
				.sorted = c->show & LIST_SORTED,
			};
	}
}

static char *
row_at(const struct list *l, const struct list_rows *rows, size_t i)
{
	return (char *)rows->v + i * l->size;
}

/* Cuts the row that is too many. Returns the key behind which the next page begins, "" = there is none. */
static struct str
next_of(struct arena *a, const struct list *l, struct list_rows *rows, int64_t page)
{
	return paging_cut(&rows->n, page) ? l->key(a, row_at(l, rows, rows->n - 1)) : rows->next;
}

/* May this reader tick rows? */
static bool
has_ticks(const struct list *l, const struct actor *who)
{
	return l->tick && (!l->tick_perm || actor_has(who, l->tick_perm));
}

static bool
is_ticked(const struct list_ask *ask, struct str id)
{
	struct str key, other, rest;

	if (!ask->ticked || !str_next(&id, '.', &key))
		return false;
	for (size_t i = 0; i < ask->ticked->n; i++) {
		rest = ask->ticked->v[i];
		if (str_next(&rest, '.', &other) && str_eq(key, other))
			return true;
	}
	return false;
}

static void
fill_row(struct req *r, const struct list *l, const struct list_ask *ask, void *row, struct table_row *ret)
{
	const struct shape *view = view_of(l);

	if (has_ticks(l, r->who)) {
		ret->id = l->tick(&r->arena, row);
		ret->ticked = is_ticked(ask, ret->id);
	}
	if (l->say)
		l->say(r, row);
	ret->cells.v = NEW_ARRAY(&r->arena, struct table_cell, view->n);
	for (size_t i = 0; i < view->n; i++) {
		struct table_cell *cell = &ret->cells.v[ret->cells.n];

		if (!is_shown(&view->v[i], r->who))
			continue;
		fill_cell(r, l, &view->v[i], row, cell);
		if (view->v[i].column->show & LIST_TITLE)
			ret->name = cell->text;
		ret->cells.n++;
	}
}

int
list_table(struct req *r, const struct list *l, const struct list_ask *ask, struct table *ret)
{
	bool lost = ask->narrowed && l->lost;
	struct table t = {.title = l->title, .hint = l->hint, .none = lost ? l->lost : l->none,
			  .none_hint = lost ? NULL : l->none_hint, .look = l->look ? l->look : "tbl dense cards",
			  .id = l->live ? l->name : NULL, .ticks = has_ticks(l, r->who)};
	int64_t page = l->page ? l->page : LIST_PAGE;
	struct list_rows rows = {0};
	struct str next;
	int rc = l->rows(&r->arena, r->tx, r->who, ask->filter, ask->after, page + 1, &rows);

	if (rc == E_INVALID) {
		t.problem = gate_why(r);
		r->failed = rc;
		rows.n = 0;
	} else {
		TRY(rc);
	}
	fill_links(r, l, ask, &t);
	next = next_of(&r->arena, l, &rows, page);
	if (next.n)
		t.next = page_at(r, l, ask, next, way_further(&r->arena, ask));
	fill_heads(r, l, &t);
	t.next_ways = l->ways;
	t.rows.v = NEW_ARRAY(&r->arena, struct table_row, rows.n);
	for (; t.rows.n < rows.n; t.rows.n++)
		fill_row(r, l, ask, row_at(l, &rows, t.rows.n), &t.rows.v[t.rows.n]);
	*ret = t;
	return 0;
}

/* ---- files ---- */

struct download {
	const struct list *l;
	struct list_ask ask;
	size_t columns;
};

/* Buttons are for pages alone. */
static bool
is_in_file(const struct shape_field *f, const struct actor *who)
{
	return is_shown(f, who) && !f->column->page_only;
}

static void
put_row(struct req *r, const struct list *l, void *row, struct str *cells, struct export_batch *b)
{
	const struct shape *view = view_of(l);
	size_t n = 0;

	if (l->say)
		l->say(r, row);
	for (size_t i = 0; i < view->n; i++)
		if (is_in_file(&view->v[i], r->who))
			cells[n++] = is_seen(&view->v[i], r->who, row) ? text_of(r, &view->v[i], row) : S("");
	export_put(b, cells);
}

static int
put_rows(struct req *r, const void *ctx, struct export_batch *b)
{
	const struct download *d = ctx;
	const struct list *l = d->l;
	struct str *cells = NEW_ARRAY(b->arena, struct str, d->columns);
	struct list_rows rows;

	TRY(l->rows(b->arena, r->tx, r->who, d->ask.filter, b->after, b->most, &rows));
	if ((int64_t)rows.n == b->most)
		export_next(b, l->key(b->arena, row_at(l, &rows, rows.n - 1)));
	for (size_t i = 0; i < rows.n; i++)
		put_row(r, l, row_at(l, &rows, i), cells, b);
	return 0;
}

int
list_download(struct req *r, const struct list *l, const struct list_ask *ask, enum list_format format)
{
	const struct shape *view = view_of(l);
	const char **heads = NEW_ARRAY(&r->arena, const char *, view->n);
	struct download *d = NEW(&r->arena, struct download);

	if (r->invalid)
		return E_INVALID;
	*d = (struct download){.l = l, .ask = *ask};
	for (size_t i = 0; i < view->n; i++)
		if (is_in_file(&view->v[i], r->who))
			heads[d->columns++] = ui_translate(req_lang(r), view->v[i].column->label);
	return export_reply(r, &(struct export_table){
				       .kind = format == LIST_XLSX ? SHEET_XLSX : SHEET_CSV,
				       .name = str_of(l->name),
				       .heads = heads,
				       .columns = d->columns,
				       .rows = put_rows,
				       .ctx = d,
			       });
}

/* ---- programs ---- */

struct reading {
	const struct list *l;
	const struct actor *who;
};

static bool
may_read(const void *ctx, size_t field, const void *row)
{
	const struct reading *x = ctx;

	return is_seen(&x->l->shape->v[field], x->who, row);
}

int
list_answer(struct req *r, const struct list *l, const struct list_ask *ask, int64_t limit)
{
	struct reading reading = {l, r->who};
	struct buf *b = &r->reply.body;
	struct list_rows rows;
	struct str next;

	limit = limit ? limit : LIST_API_PAGE;
	TRY(l->rows(&r->arena, r->tx, r->who, ask->filter, ask->after, limit + 1, &rows));
	next = next_of(&r->arena, l, &rows, limit);
	buf_init(b, &r->arena);
	BUF_LIT(b, "{\"items\":[");
	for (size_t i = 0; i < rows.n; i++) {
		if (i)
			buf_char(b, ',');
		shape_json_seen(b, l->shape, row_at(l, &rows, i), may_read, &reading);
	}
	BUF_LIT(b, "],\"next\":");
	json_str(b, next);
	buf_char(b, '}');
	return reply_tagged(r, S("application/json"));
}
