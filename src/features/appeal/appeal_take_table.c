/* appeal_take_table.c: a table read once, and what was read kept as two sealed files: lengths and texts, one after the other. */
#include "features/appeal/appeal_take.h"

#include "kit/file.h"
#include "lib/secret.h"
#include "lib/sheet.h"

enum { NAME_CHARS = 40, COLUMNS_MAX = 200 };

/* ---- reading ---- */

static void
keep_names(struct arena *a, struct import_table *t, const struct sheet_row *row)
{
	t->names = NEW_ARRAY(a, struct str, row->n);
	t->names_n = row->n;
	for (size_t i = 0; i < row->n; i++)
		t->names[i] = str_dup(a, row->names[i]);
}

/* How many bytes it holds. */
static size_t
keep_row(struct arena *a, struct import_table *t, const struct sheet_row *row)
{
	struct import_row *r = &t->v[t->n++];
	size_t bytes = 0;

	*r = (struct import_row){.line = (int64_t)row->line, .error = str_of(row->error)};
	r->cells = NEW_ARRAY(a, struct str, t->names_n);
	for (size_t i = 0; i < t->names_n && !row->error; i++) { /* JSON names its cells anew in each row */
		r->cells[i] = str_dup(a, sheet_cell(row, str_z(a, t->names[i])));
		bytes += r->cells[i].n;
	}
	return bytes;
}

int
import_table_read(struct arena *a, struct str bytes, struct str filename, struct import_table *ret)
{
	struct import_table t = {.filename = S("table")};
	struct sheet *sheet;
	struct sheet_row row;
	struct str why;
	size_t read = 0;
	int rc;

	if (str_valid(filename) && filename.n)
		t.filename = str_clip(filename, NAME_CHARS);
	TRY(sheet_open_bytes(bytes, t.filename, &sheet, a, &why));
	t.others = str_dup(a, sheet_others(sheet));
	t.v = NEW_ARRAY(a, struct import_row, IMPORT_ROWS_MAX);
	while ((rc = sheet_next(sheet, &row)) == 0 && t.n < IMPORT_ROWS_MAX && read <= IMPORT_BYTES_MAX) {
		if (!t.names)
			keep_names(a, &t, &row);
		read += keep_row(a, &t, &row);
	}
	sheet_close(sheet);
	if (rc == 0)
		return E_TOOBIG;
	if (rc != E_NOTFOUND)
		return rc;
	if (read > IMPORT_BYTES_MAX)
		return E_TOOBIG;
	t.rows_all = (int64_t)t.n;
	*ret = t;
	return t.n ? 0 : E_INVALID;
}

/* ---- keeping ---- */

static void
put_text(struct buf *b, struct str s)
{
	buf_int(b, (int64_t)s.n);
	buf_char(b, ':');
	buf_str(b, s);
}

static void
put_number(struct buf *b, int64_t n)
{
	buf_int(b, n);
	buf_char(b, ':');
}

static struct str
pack(struct arena *a, const struct import_table *t, size_t rows, struct str rows_file)
{
	struct buf b;

	buf_init(&b, a);
	put_text(&b, t->filename);
	put_text(&b, t->others);
	put_text(&b, rows_file);
	put_number(&b, (int64_t)t->names_n);
	for (size_t i = 0; i < t->names_n; i++)
		put_text(&b, t->names[i]);
	put_number(&b, t->rows_all);
	put_number(&b, (int64_t)rows);
	for (size_t i = 0; i < rows; i++) {
		put_number(&b, t->v[i].line);
		put_text(&b, t->v[i].error);
		for (size_t c = 0; c < t->names_n; c++)
			put_text(&b, t->v[i].cells[c]);
	}
	return buf_done(&b);
}

int
import_table_put(struct file_store *files, struct arena *a, const struct import_table *t, struct str *ret_head)
{
	size_t head = t->n < IMPORT_HEAD_ROWS ? t->n : IMPORT_HEAD_ROWS;
	struct str rows_file;

	TRY(file_put(files, a, secret_seal(a, pack(a, t, t->n, S(""))), &rows_file));
	return file_put(files, a, secret_seal(a, pack(a, t, head, rows_file)), ret_head);
}

/* ---- and back ---- */

static bool
get_number(struct str *rest, int64_t most, int64_t *ret)
{
	struct str digits;

	return str_next(rest, ':', &digits) && str_int(digits, ret) && *ret >= 0 && *ret <= most;
}

static bool
get_text(struct str *rest, struct str *ret)
{
	int64_t n;

	if (!get_number(rest, (int64_t)rest->n, &n) || (size_t)n > rest->n)
		return false;
	*ret = str_sub(*rest, 0, (size_t)n);
	*rest = str_sub(*rest, (size_t)n, rest->n);
	return true;
}

static bool
get_row(struct arena *a, struct str *rest, size_t names, struct import_row *ret)
{
	if (!get_number(rest, INT64_MAX, &ret->line) || !get_text(rest, &ret->error))
		return false;
	ret->cells = NEW_ARRAY(a, struct str, names);
	for (size_t c = 0; c < names; c++)
		if (!get_text(rest, &ret->cells[c]))
			return false;
	return true;
}

static bool
unpack(struct arena *a, struct str s, struct import_table *t)
{
	int64_t n;

	if (!get_text(&s, &t->filename) || !get_text(&s, &t->others) || !get_text(&s, &t->rows_file) || !get_number(&s, COLUMNS_MAX, &n))
		return false;
	t->names_n = (size_t)n;
	t->names = NEW_ARRAY(a, struct str, t->names_n);
	for (size_t i = 0; i < t->names_n; i++)
		if (!get_text(&s, &t->names[i]))
			return false;
	if (!get_number(&s, IMPORT_ROWS_MAX, &t->rows_all) || !get_number(&s, IMPORT_ROWS_MAX, &n))
		return false;
	t->n = (size_t)n;
	t->v = NEW_ARRAY(a, struct import_row, t->n);
	for (size_t i = 0; i < t->n; i++)
		if (!get_row(a, &s, t->names_n, &t->v[i]))
			return false;
	return true;
}

int
import_table_get(struct file_store *files, struct arena *a, struct str digest, struct import_table *ret)
{
	struct import_table t = {0};
	struct str sealed, bytes;
	int rc = file_get(files, a, digest, &sealed);

	if (rc < 0)
		return rc == E_NOTFOUND ? E_EXPIRED : rc;
	TRY(secret_open(a, sealed, &bytes));
	if (!unpack(a, bytes, &t))
		return E_MALFORMED;
	*ret = t;
	return 0;
}

void
import_cells(const struct import_table *t, const int chosen[IMPORT_COLUMNS], const struct import_row *row, struct str ret[IMPORT_COLUMNS])
{
	for (int c = 0; c < IMPORT_COLUMNS; c++)
		ret[c] = chosen[c] < 0 || (size_t)chosen[c] >= t->names_n ? S("") : row->cells[chosen[c]];
}
