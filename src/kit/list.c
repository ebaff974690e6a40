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

const struct choice list_formats[2] = {{"csv", N_("CSV"), LIST_CSV}, {"xlsx", N_("XLSX"), LIST_XLSX}};

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
	return str_trim(str_fmt(a, "%s%s%s%s%s", c->show & LIST_TITLE ? "t" : "", c->show & LIST_WIDE ? " x" : "",
		       c->show & LIST_RIGHT ? " r" : "", c->show & LIST_UNBROKEN ? " n" : "", empty ? " none" : ""));
}

static void
fill_cell(struct req *r, const struct list *l, const struct shape_field *f, const void *row,
	  struct table_cell *ret)
{
	const struct list_column *c = f->column;
	const struct list_word *w = word_of(f, row);
	bool title = c->show & LIST_TITLE;

	*ret = (struct table_cell){.label = title ? NULL : c->label};
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

static void
fill_links(struct req *r, const struct list *l, const struct list_ask *ask, struct table *t)
{
	struct arena *a = &r->arena;
	const char *path = path_of(l, ask), *table = str_fmt(a, "%s/table", path).p;

	t->action = str_of(path);
	t->query = ask->query;
	if (ask->after.n)
		t->first = address(a, path, ask->params, S(""));
	t->csv = address(a, table, ask->params, S("format=csv"));
	t->xlsx = address(a, table, ask->params, S("format=xlsx"));
	t->most = EXPORT_XLSX_ROWS;
}

static void
fill_heads(struct req *r, const struct list *l, struct table *t)
{
	t->heads.v = NEW_ARRAY(&r->arena, struct table_head, l->shape->n);
	for (size_t i = 0; i < l->shape->n; i++) {
		const struct list_column *c = l->shape->v[i].column;

		if (is_shown(&l->shape->v[i], r->who))
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

int
list_table(struct req *r, const struct list *l, const struct list_ask *ask, struct table *ret)
{
	struct table t = {.title = l->title, .hint = l->hint, .none = l->none, .none_hint = l->none_hint};
	struct list_rows rows;

	TRY(l->rows(&r->arena, r->tx, r->who, ask->filter, ask->after, LIST_PAGE + 1, &rows));
	fill_links(r, l, ask, &t);
	if (paging_cut(&rows.n, LIST_PAGE))
		t.next = address(&r->arena, path_of(l, ask), ask->params,
				 str_fmt(&r->arena, "after=%.*s",
					 STR(gate_escape(&r->arena,
							 l->key(&r->arena, row_at(l, &rows, rows.n - 1))))));
	fill_heads(r, l, &t);
	t.rows.v = NEW_ARRAY(&r->arena, struct table_row, rows.n);
	for (t.rows.n = 0; t.rows.n < rows.n; t.rows.n++) {
		struct table_row *to = &t.rows.v[t.rows.n];
		void *row = row_at(l, &rows, t.rows.n);

		if (l->say)
			l->say(r, row);
		to->cells.v = NEW_ARRAY(&r->arena, struct table_cell, t.heads.n);
		for (size_t i = 0; i < l->shape->n; i++)
			if (is_shown(&l->shape->v[i], r->who))
				fill_cell(r, l, &l->shape->v[i], row, &to->cells.v[to->cells.n++]);
	}
	*ret = t;
	return 0;
}

/* ---- files ---- */

struct download {
	const struct list *l;
	struct list_ask ask;
	size_t columns;
};

static void
put_row(struct req *r, const struct list *l, void *row, struct str *cells, struct export_batch *b)
{
	size_t n = 0;

	if (l->say)
		l->say(r, row);
	for (size_t i = 0; i < l->shape->n; i++)
		if (is_shown(&l->shape->v[i], r->who))
			cells[n++] = is_seen(&l->shape->v[i], r->who, row) ? text_of(r, &l->shape->v[i], row)
									  : S("");
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
	const char **heads = NEW_ARRAY(&r->arena, const char *, l->shape->n);
	struct download *d = NEW(&r->arena, struct download);

	*d = (struct download){.l = l, .ask = *ask};
	for (size_t i = 0; i < l->shape->n; i++)
		if (is_shown(&l->shape->v[i], r->who))
			heads[d->columns++] = ui_translate(req_lang(r), l->shape->v[i].column->label);
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
	struct str next = S("");
	struct list_rows rows;

	limit = limit ? limit : LIST_API_PAGE;
	TRY(l->rows(&r->arena, r->tx, r->who, ask->filter, ask->after, limit + 1, &rows));
	if (paging_cut(&rows.n, limit))
		next = l->key(&r->arena, row_at(l, &rows, rows.n - 1));
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
