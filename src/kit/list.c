/* list.c: a list that is declared once: its page, its files, its JSON. */
#include "kit/list.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "lib/sheet.h"
#include "ui/view.h"

enum { STEP = 500, KEY_MAX = 400 };

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
	t->most = LIST_MOST;
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

static int
put_row(struct req *r, const struct list *l, void *row, struct str *cells, struct sheet_out *out)
{
	size_t n = 0;

	if (l->say)
		l->say(r, row);
	for (size_t i = 0; i < l->shape->n; i++)
		if (is_shown(&l->shape->v[i], r->who))
			cells[n++] = is_seen(&l->shape->v[i], r->who, row) ? text_of(r, &l->shape->v[i], row)
									  : S("");
	return sheet_out_row(out, cells);
}

static int
put_cut(struct req *r, struct str *cells, size_t n, struct sheet_out *out)
{
	for (size_t i = 1; i < n; i++)
		cells[i] = S("");
	cells[0] = str_of(ui_translate(req_lang(r), N_("只有前 50,000 行，后面的请缩小范围再下载。")));
	return sheet_out_row(out, cells);
}

/* Batch after batch, each in the memory of the one before. */
static int
put_rows(struct req *r, const struct list *l, const struct list_ask *ask, size_t columns, struct sheet_out *out)
{
	struct str *cells = NEW_ARRAY(&r->arena, struct str, columns);
	struct arena_mark mark = arena_mark(&r->arena), tx_mark = arena_mark(r->tx->arena);
	char key[KEY_MAX + 1] = "";
	struct list_rows rows = {.n = STEP};

	for (size_t put = 0; rows.n == STEP; put += rows.n) {
		if (put >= LIST_MOST)
			return put_cut(r, cells, columns, out);
		TRY(l->rows(&r->arena, r->tx, r->who, ask->filter, str_of(key), STEP, &rows));
		if (rows.n)
			snprintf(key, sizeof key, "%.*s", STR(l->key(&r->arena, row_at(l, &rows, rows.n - 1))));
		for (size_t i = 0; i < rows.n; i++)
			TRY(put_row(r, l, row_at(l, &rows, i), cells, out));
		arena_rewind(r->tx->arena, tx_mark);
		arena_rewind(&r->arena, mark);
	}
	return 0;
}

static int
write_sheet(struct req *r, const struct list *l, const struct list_ask *ask, bool xlsx, int fd)
{
	const char **names = NEW_ARRAY(&r->arena, const char *, l->shape->n);
	struct sheet_out *out;
	size_t n = 0;
	int rc, closed;

	for (size_t i = 0; i < l->shape->n; i++)
		if (is_shown(&l->shape->v[i], r->who))
			names[n++] = ui_translate(req_lang(r), l->shape->v[i].column->label);
	TRY(sheet_out_open(xlsx ? SHEET_XLSX : SHEET_CSV, fd, names, n, &out));
	rc = put_rows(r, l, ask, n, out);
	closed = sheet_out_close(out);
	return rc < 0 ? rc : closed;
}

/* An open file without a name. */
static int
open_scratch(void)
{
	char path[] = P_tmpdir "/linli-list-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	if (fd >= 0)
		unlink(path);
	return fd;
}

int
list_download(struct req *r, const struct list *l, const struct list_ask *ask, enum list_format format)
{
	bool xlsx = format == LIST_XLSX;
	int fd = open_scratch(), rc;

	if (fd < 0)
		return E_IO;
	rc = write_sheet(r, l, ask, xlsx, fd);
	if (rc < 0) {
		close(fd);
		return rc;
	}
	return reply_open_file(
		r,
		xlsx ? S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		     : S("text/csv; charset=utf-8"),
		fd, str_fmt(&r->arena, "%s.%s", l->name, xlsx ? "xlsx" : "csv"));
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
