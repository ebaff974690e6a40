/* territory_name.c: what nodes are called: full names, order, plates and codes. */
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "lib/text.h"

void
territory_settle(struct arena *a, struct territory_node *n, const struct territory_node *parent,
		 struct str area_name)
{
	bool micro = n->level == LEVEL_GRID && parent->level == LEVEL_GRID;

	n->parent = parent->id;
	n->street = n->level == LEVEL_STREET ? n->id : parent->street;
	n->community = n->level == LEVEL_COMMUNITY ? n->id : parent->community;
	n->area = n->level == LEVEL_AREA ? n->id : parent->area;
	n->grid = n->level == LEVEL_GRID && !micro ? n->id : parent->grid;
	n->building = n->level == LEVEL_BUILDING ? n->id : parent->building;
	n->unit = n->level == LEVEL_UNIT ? n->id : parent->unit;
	if (n->level == LEVEL_BUILDING && n->area && area_name.n)
		n->full_name = str_fmt(a, "%.*s %.*s", STR(area_name), STR(n->name));
	else if (n->level > LEVEL_BUILDING)
		n->full_name = str_fmt(a, "%.*s%.*s", STR(parent->full_name), STR(n->name));
	else
		n->full_name = n->name;
}

int
territory_area_name(struct tx *tx, const struct territory_node *p, struct str *ret)
{
	struct territory_node area;

	if (!p->area || p->area == p->id) {
		*ret = p->area ? p->name : S("");
		return 0;
	}
	TRY(sql_territory_get(tx, p->district, p->area, &area));
	*ret = area.name;
	return 0;
}

/* ---- order ---- */

/* 第十网格 -> 第10网格, so that it follows 第九网格. */
static struct str
count_in_digits(struct arena *a, struct str name)
{
	struct str rest = name;
	struct buf b;

	buf_init(&b, a);
	while (rest.n) {
		size_t at = str_find(rest, S("第"));
		int64_t n;

		buf_put(&b, rest.p, at);
		rest = str_sub(rest, at, rest.n);
		if (!rest.n)
			break;
		BUF_LIT(&b, "第");
		rest = str_sub(rest, 3, rest.n);
		n = text_take_figures(&rest);
		if (n)
			buf_int(&b, n);
	}
	return buf_done(&b);
}

struct str
territory_sort_key(struct arena *a, struct str name, int64_t id)
{
	return str_fmt(a, "%.*s.%016llx", STR(text_sort_key(a, count_in_digits(a, name))),
		       (unsigned long long)id);
}

/* ---- plates and codes ---- */

/* The name without what it is: 北岭社区居民委员会 -> 北岭. */
static struct str
short_name(struct str name)
{
	static const char *const ends[] = {
		"社区居民委员会",
		"社区居委会",
		"村民委员会",
		"居民委员会",
		"社区工作站",
		"居委会",
		"村委会",
		"街道办事处",
		"街道",
		"社区",
		"片区",
		"网格",
		"自治县",
		"村",
		"镇",
		"乡",
		"区",
		"县",
		"市",
	};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str end = str_of(ends[i]);

		if (name.n > end.n && str_ends(name, end))
			return str_sub(name, 0, name.n - end.n);
	}
	return name;
}

/* Letters and digits of the initials, in capitals. */
static struct str
capitals(struct arena *a, struct str name)
{
	struct str s = text_initials(a, name);
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			buf_char(&b, (char)(s.p[i] - 'a' + 'A'));
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			buf_char(&b, s.p[i]);
	}
	return buf_done(&b);
}

static int
plate_is_free(struct tx *tx, int64_t district, struct str plate, bool *ret)
{
	struct territory_ref ref;
	int rc = sql_territory_by_plate(tx, district, plate, &ref);

	*ret = rc == E_NOTFOUND;
	return rc == E_NOTFOUND ? 0 : rc;
}

int
territory_plate_for(struct tx *tx, int64_t district, struct str name, struct str *ret)
{
	struct arena *a = tx->arena;
	struct str brief = capitals(a, short_name(name)), whole = capitals(a, name);
	struct str first = str_sub(brief, 0, 3);
	bool free = false;

	if (first.n < 2)
		first = str_sub(whole, 0, 2);
	if (first.n < 2)
		first = S("LL");
	/* One letter more of the whole name, then numbers. */
	for (int try = 0; try < 100 && !free; try++) {
		struct str plate = first;

		if (try == 1 && whole.n > first.n)
			plate = str_sub(whole, 0, first.n + 1);
		else if (try > 1)
			plate = str_fmt(a, "%.*s%d", STR(first), try);
		TRY(plate_is_free(tx, district, plate, &free));
		if (free)
			*ret = plate;
	}
	return free ? 0 : fail(tx, E_INVALID, "plate", N_("自动取的代号都用过了，请自己填一个。"));
}

/* What stands for a name in a code: its number, else its initials. */
static struct str
mark_of(struct arena *a, struct str name)
{
	struct str s = count_in_digits(a, name);
	size_t from = 0, to;

	while (from < s.n && !(s.p[from] >= '0' && s.p[from] <= '9'))
		from++;
	while (from + 1 < s.n && s.p[from] == '0' && s.p[from + 1] >= '0' && s.p[from + 1] <= '9')
		from++;
	to = from;
	while (to < s.n && s.p[to] >= '0' && s.p[to] <= '9')
		to++;
	if (to > from)
		return str_sub(s, from, to - from);
	s = str_sub(capitals(a, short_name(name)), 0, 6);
	return s.n ? s : S("1");
}

static const char *const letters[LEVEL__MAX] = {
	[LEVEL_AREA] = "A", [LEVEL_GRID] = "G", [LEVEL_BUILDING] = "B",
	[LEVEL_UNIT] = "U", [LEVEL_ROOM] = "",
};

/* The code before numbers are tried against each other. */
static int
code_wanted(struct tx *tx, const struct territory_node *parent, const struct territory_node *n,
	    struct str *ret)
{
	struct arena *a = tx->arena;
	struct territory_node base = *parent;
	const char *letter = letters[n->level];

	if (n->level <= LEVEL_COMMUNITY) {
		*ret = n->plate.n ? n->plate
				  : str_sub(capitals(a, short_name(n->name)), 0, 6);
		if (!ret->n)
			*ret = S("X");
		return 0;
	}
	if (n->level <= LEVEL_BUILDING && parent->community && parent->community != parent->id &&
	    n->kind != TERRITORY_MICRO_GRID)
		TRY(sql_territory_get(tx, parent->district, parent->community, &base));
	if (n->kind == TERRITORY_MICRO_GRID)
		letter = "M";
	else if (n->kind == TERRITORY_PUBLIC_SPOT)
		letter = "P";
	*ret = str_fmt(a, "%.*s-%s%.*s", STR(base.code), letter, STR(mark_of(a, n->name)));
	return 0;
}

int
territory_code_for(struct tx *tx, const struct territory_node *parent,
		   const struct territory_node *n, struct str *ret)
{
	struct territory_node other;
	struct str wanted, code;

	TRY(code_wanted(tx, parent, n, &wanted));
	code = wanted;
	for (int try = 2; try < 1000; try++) {
		int rc = sql_territory_by_code(tx, parent->district, code, &other);

		if (rc == E_NOTFOUND) {
			*ret = code;
			return 0;
		}
		TRY(rc);
		code = str_fmt(tx->arena, "%.*s-%d", STR(wanted), try);
	}
	return fail(tx, E_INVALID, "code", N_("自动取的编码都用过了，请自己填一个。"));
}
