/* holiday.c: public holidays announced after this program was made. */
#include "kit/holiday.h"

#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/workday.h"
#include "lib/calendar.h"
#include "lib/decree.h"
#include "lib/sheet.h"

int
holiday_load(struct tx *tx)
{
	struct calendar_day *days;
	struct holiday_list rows;

	TRY(sql_holiday_all(tx, &rows));
	days = NEW_ARRAY(tx->arena, struct calendar_day, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		days[i] = (struct calendar_day){.day = rows.v[i].day, .works = rows.v[i].works != 0};
	calendar_load(days, rows.n);
	return workday_load(tx);
}

int
holiday_since(struct tx *tx, int64_t at, int64_t from, int64_t to, bool *ret)
{
	struct holiday_number days;

	TRY(sql_holiday_since(tx, at, clock_day(from), clock_day(to), &days));
	*ret = days.n > 0;
	return 0;
}

int
holiday_late(struct tx *tx, bool *ret)
{
	struct holiday_list rows;

	TRY(sql_holiday_all(tx, &rows));
	*ret = false;
	for (size_t i = 0; i < rows.n; i++)
		*ret |= rows.v[i].day < clock_day(rows.v[i].at);
	return 0;
}

int
holiday_names(struct tx *tx, int64_t first, int days, struct str *ret)
{
	struct holiday_list rows;

	TRY(sql_holiday_all(tx, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].day >= first && rows.v[i].day < first + days)
			ret[rows.v[i].day - first] = rows.v[i].name;
	return 0;
}

static bool
read_date(struct str text, struct civil *ret)
{
	struct str y, m, d, rest = text;
	int64_t year, month, day;
	struct civil c;

	if (text.n != 10 || !str_next(&rest, '-', &y) || !str_next(&rest, '-', &m) || !str_next(&rest, '-', &d) ||
	    !str_int(y, &year) || !str_int(m, &month) || !str_int(d, &day) || year < CALENDAR_FIRST_YEAR ||
	    year > CALENDAR_LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	c = clock_civil(clock_at((int)year, (int)month, (int)day, 0, 0, 0));
	*ret = c;
	return c.month == month && c.day == day;
}

bool
holiday_date(struct str text, int64_t *ret)
{
	struct civil c;

	if (!read_date(text, &c))
		return false;
	*ret = clock_day(clock_at(c.year, c.month, c.day, 0, 0, 0));
	return true;
}

int
holiday_decree(struct tx *tx, const struct decree *d)
{
	for (size_t i = 0; i < d->n; i++)
		TRY(sql_holiday_put(tx, d->v[i].day, d->v[i].works, d->v[i].name, clock_now()));
	return 0;
}

static int
import_row(struct tx *tx, const struct sheet_row *row, struct holiday_import *im)
{
	struct str kind = sheet_cell(row, "kind"), name = sheet_cell(row, "name");
	bool off = str_is(kind, "off") || str_is(kind, "休"), work = str_is(kind, "work") || str_is(kind, "班");
	struct civil c;

	if (row->error)
		return fail(tx, E_INVALID, NULL, row->error);
	if (!read_date(sheet_cell(row, "date"), &c))
		return fail(tx, E_INVALID, "date", N_("日期要写成 2027-10-01，年份在 2000 到 2099 之间。"));
	if (!off && !work)
		return fail(tx, E_INVALID, "kind", N_("kind 一列只能写 off（休）或 work（班）。"));
	if (!str_valid(name) || str_chars(name) > 40)
		return fail(tx, E_INVALID, "name", N_("节日名称太长了，最多 40 个字。"));
	im->first_year = im->first_year && im->first_year < c.year ? im->first_year : c.year;
	im->last_year = im->last_year > c.year ? im->last_year : c.year;
	im->days++;
	return sql_holiday_put(tx, clock_day(clock_at(c.year, c.month, c.day, 0, 0, 0)), work, name, clock_now());
}

int
holiday_import(struct tx *tx, struct sheet *sheet, struct holiday_import *ret)
{
	struct sheet_row row;
	int rc;

	*ret = (struct holiday_import){0};
	while ((rc = sheet_next(sheet, &row)) == 0) {
		ret->line = row.line;
		TRY(import_row(tx, &row, ret));
	}
	if (rc != E_NOTFOUND)
		return rc;
	return ret->days ? 0 : fail(tx, E_INVALID, NULL, N_("这个表里没有一天。"));
}
