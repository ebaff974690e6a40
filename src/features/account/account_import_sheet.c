/* account_import_sheet.c: rows of a sheet as people. Needs no database. */
#include "features/account/account_import.h"
#include "lib/sheet.h"

enum column { NAME, LOGIN, PHONE, EMAIL, TITLE, NAME_EN, HOME, ROLE_, PLACE, BODY, COLUMNS };

/* The names that are understood. */
static const char *const columns[COLUMNS][4] = {
	[NAME] = {"姓名", "name"},
	[LOGIN] = {"登录名", "login"},
	[PHONE] = {"手机号", "phone", "手机"},
	[EMAIL] = {"邮箱", "email"},
	[TITLE] = {"公开称呼", "title"},
	[NAME_EN] = {"英文名", "name_en"},
	[HOME] = {"住在或工作在", "home", "在哪里"},
	[ROLE_] = {"角色", "role"},
	[PLACE] = {"在哪里有效", "place"},
	[BODY] = {"为哪个机构", "org", "机构"},
};

static bool
has(const struct sheet_row *row, enum column c)
{
	for (size_t i = 0; i < row->n; i++)
		for (size_t k = 0; k < 4 && columns[c][k]; k++)
			if (str_is(row->names[i], columns[c][k]))
				return true;
	return false;
}

static struct str
cell(struct arena *a, const struct sheet_row *row, enum column c)
{
	struct str s = S("");

	for (size_t k = 0; k < 4 && columns[c][k] && !s.n; k++)
		s = sheet_cell(row, columns[c][k]);
	s = str_trim(s);
	/* The ' that keeps a spreadsheet from running a text is not part of it. */
	if (s.n > 1 && s.p[0] == '\'')
		s = str_sub(s, 1, s.n);
	return str_dup(a, s);
}

static struct account_import_row
row_of(struct arena *a, const struct sheet_row *row)
{
	enum { LONGEST = 80 };
	struct account_import_row r = {
		.line = row->line, .problem = row->error,
		.name = cell(a, row, NAME), .login = cell(a, row, LOGIN), .phone = cell(a, row, PHONE), .email = cell(a, row, EMAIL),
		.title = cell(a, row, TITLE), .name_en = cell(a, row, NAME_EN), .home = cell(a, row, HOME), .role = cell(a, row, ROLE_),
		.place = cell(a, row, PLACE), .org = cell(a, row, BODY),
	};
	const struct str all[] = {r.name, r.login, r.phone, r.email, r.title, r.name_en, r.home, r.role, r.place, r.org};

	for (size_t i = 0; i < sizeof all / sizeof *all && !r.problem; i++)
		if (str_chars(all[i]) > LONGEST)
			r.problem = N_("有一格超过 80 个字");
	return r;
}

static int
read_rows(struct arena *a, struct sheet *sheet, struct account_import *ret)
{
	struct sheet_row row;
	int rc;

	while ((rc = sheet_next(sheet, &row)) == 0) {
		if (!row.error && (!has(&row, NAME) || !(has(&row, LOGIN) || has(&row, PHONE))))
			return E_INVALID;
		if (ret->n == ACCOUNT_IMPORT_ROWS)
			return E_TOOBIG;
		ret->v[ret->n++] = row_of(a, &row);
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

int
account_import_read(struct arena *a, struct str bytes, struct str filename, struct account_import *ret)
{
	struct account_import im = {.v = NEW_ARRAY(a, struct account_import_row, ACCOUNT_IMPORT_ROWS)};
	struct sheet *sheet;
	struct str why;
	int rc;

	TRY(sheet_open_bytes(bytes, filename, &sheet, a, &why));
	rc = read_rows(a, sheet, &im);
	sheet_close(sheet);
	if (rc == 0)
		*ret = im;
	return rc;
}
