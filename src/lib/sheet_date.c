/* sheet_date.c: days of XLSX. Excel keeps a moment as days since 1900 (or 1904) and only the number
 * format says that it is one. */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "lib/sheet_in.h"

/* Formats every program knows by number; 27 to 36 and 50 to 58 are those of East Asian Excel. */
static bool
known_date(int id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
	       (id >= 50 && id <= 58);
}

bool
xlsx_format_is_date(int id, const char *code)
{
	bool quoted = false, bracket = false;

	if (!code)
		return known_date(id);
	for (const char *c = code; *c && *c != ';'; c++) {
		if (*c == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if ((*c == '\\' || *c == '_' || *c == '*') && c[1])
			c++; /* the next character stands for itself */
		else if (*c == '[')
			bracket = !c[1] || !strchr("hmsHMS", c[1]); /* [h] is hours, [Red] colour */
		else if (*c == ']')
			bracket = false;
		else if (!bracket && strchr("ymdhsYMDHS", *c))
			return true;
	}
	return false;
}

bool
xlsx_date(struct arena *a, double serial, bool since_1904, struct str *ret)
{
	int64_t seconds, epoch;
	struct civil c;

	if (!(serial >= 0 && serial < 2958466)) /* 10000-01-01 */
		return false;
	seconds = (int64_t)llround(serial * 86400);
	/* Excel believes in a 29 February 1900: before 1 March its days are one ahead. */
	epoch = clock_at(1899, 12, serial < 61 ? 31 : 30, 0, 0, 0);
	if (since_1904)
		epoch = clock_at(1904, 1, 1, 0, 0, 0);
	c = clock_civil(epoch + seconds);
	if (seconds < 86400)
		*ret = str_fmt(a, "%02d:%02d:%02d", c.hour, c.minute, c.second);
	else if (seconds % 86400 == 0)
		*ret = str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
	else
		*ret = str_fmt(a, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour,
			       c.minute, c.second);
	return true;
}
