/* urgent_sheet.c: the table of emergencies out of a sheet. */
#include "features/urgent/urgent_rules.h"
#include "lib/sheet.h"

enum { LINES_MAX = 200 };

/* The name that is written, and what people call it. */
static const char *const columns[][2] = {
	{"code", "代号"}, {"name", "名称"}, {"name_en", "英文名称"}, {"say", "先做什么"}, {"say_en", "先做什么（英文）"},
	{"calls", "拨打"}, {"words", "说法"}, {"unless", "不算的说法"},
};

static struct str
cell(struct arena *a, const struct sheet_row *row, int column)
{
	struct str s = sheet_cell(row, columns[column][0]);

	if (!s.n)
		s = sheet_cell(row, columns[column][1]);
	s = str_trim(s);
	/* The ' that keeps a spreadsheet from running a text is not part of it. */
	if (s.n > 1 && s.p[0] == '\'')
		s = str_sub(s, 1, s.n);
	return str_dup(a, s);
}

static bool
has_column(const struct sheet_row *row, int column)
{
	for (size_t i = 0; i < row->n; i++)
		if (str_is(row->names[i], columns[column][0]) || str_is(row->names[i], columns[column][1]))
			return true;
	return false;
}

static int
read_rows(struct arena *a, struct sheet *sheet, struct urgent_lines *ret)
{
	struct sheet_row row;
	int rc;

	while ((rc = sheet_next(sheet, &row)) == 0) {
		if (row.error)
			return E_MALFORMED;
		if (!has_column(&row, 0) || !has_column(&row, 6))
			return E_INVALID;
		if (ret->n == LINES_MAX)
			return E_TOOBIG;
		ret->v[ret->n++] = (struct urgent_line){
			.line = row.line,
			.d = {.code = cell(a, &row, 0), .name = cell(a, &row, 1), .name_en = cell(a, &row, 2), .say = cell(a, &row, 3),
			      .say_en = cell(a, &row, 4), .calls = cell(a, &row, 5), .words = cell(a, &row, 6), .spared = cell(a, &row, 7)},
		};
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

int
urgent_sheet_read(struct arena *a, struct str bytes, struct str filename, struct urgent_lines *ret)
{
	struct urgent_lines lines = {NEW_ARRAY(a, struct urgent_line, LINES_MAX), 0};
	struct sheet *sheet;
	struct str why;
	int rc;

	TRY(sheet_open_bytes(bytes, filename, &sheet, a, &why));
	rc = read_rows(a, sheet, &lines);
	sheet_close(sheet);
	if (rc == 0)
		*ret = lines;
	return rc;
}
