/* territory.c: reading the tree: districts, nodes, lists, paths. */
#include "features/territory/territory.h"

#include <stdlib.h>

#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "kit/district.h"
#include "lib/text.h"

static const struct level_row {
	const char *name, *word;
} levels[LEVEL__MAX] = {
	[LEVEL_DISTRICT] = {"district", N_("区")},     [LEVEL_STREET] = {"street", N_("街道")},
	[LEVEL_COMMUNITY] = {"community", N_("社区")}, [LEVEL_AREA] = {"area", N_("片区")},
	[LEVEL_GRID] = {"grid", N_("网格")},           [LEVEL_BUILDING] = {"building", N_("楼栋")},
	[LEVEL_UNIT] = {"unit", N_("单元")},           [LEVEL_ROOM] = {"room", N_("房屋")},
};

static const struct level_row kinds[TERRITORY_KIND__MAX] = {
	[TERRITORY_USUAL] = {"usual", ""},
	[TERRITORY_VILLAGE] = {"village", N_("村")},
	[TERRITORY_MICRO_GRID] = {"micro_grid", N_("微网格")},
	[TERRITORY_PUBLIC_SPOT] = {"public_spot", N_("公共场所")},
};

const char *
territory_level_word(int64_t level)
{
	return level > 0 && level < LEVEL__MAX ? levels[level].word : "";
}

const char *
territory_level_name(int64_t level)
{
	return level > 0 && level < LEVEL__MAX ? levels[level].name : "";
}

const char *
territory_kind_name(int64_t kind)
{
	return kind > 0 && kind < TERRITORY_KIND__MAX ? kinds[kind].name : "";
}

const char *
territory_word(const struct territory_node *n)
{
	if (n->kind > TERRITORY_USUAL && n->kind < TERRITORY_KIND__MAX)
		return kinds[n->kind].word;
	return territory_level_word(n->level);
}

/* ---- districts ---- */

int
territory_district_for_host(struct tx *tx, struct str host, struct district *ret)
{
	struct district_list all;
	struct str name = str_lower(tx->arena, str_sub(host, 0, str_find(host, S(":"))));
	int rc = name.n ? district_by_host(tx, name, ret) : E_NOTFOUND;

	if (rc != E_NOTFOUND)
		return rc;
	TRY(district_all(tx, &all));
	if (!all.n)
		return E_NOTFOUND;
	*ret = all.v[0];
	return 0;
}

/* ---- nodes ---- */

int
territory_get(struct tx *tx, int64_t district, int64_t id, struct territory_node *ret)
{
	return sql_territory_get(tx, district, id, ret);
}

int
territory_by_code(struct tx *tx, int64_t district, struct str code, struct territory_node *ret)
{
	struct territory_node n;
	int rc = sql_territory_by_code(tx, district, code, &n);

	if (rc == E_NOTFOUND)
		rc = sql_territory_by_code(tx, district, str_upper(tx->arena, code), &n);
	TRY(rc);
	/* Where it went may have been merged later: a short chain. */
	for (int hops = 0; n.state == TERRITORY_MERGED && hops < 16; hops++)
		TRY(sql_territory_get(tx, district, n.merged_into, &n));
	*ret = n;
	return 0;
}

int
territory_root(struct tx *tx, int64_t district, struct territory_node *ret)
{
	return sql_territory_get(tx, district, district, ret);
}

int
territory_children(struct tx *tx, int64_t district, int64_t parent, struct str after, int64_t limit,
		   struct territory_node_list *ret)
{
	return sql_territory_children(tx, district, parent, after, limit, ret);
}

int
territory_of_level(struct tx *tx, int64_t district, enum level level, int64_t community,
		   struct territory_node_list *ret)
{
	return sql_territory_of_level(tx, district, level, community, ret);
}

int
territory_communities(struct tx *tx, int64_t district, struct territory_node_list *ret)
{
	return sql_territory_communities(tx, district, ret);
}

int
territory_path(struct tx *tx, const struct territory_node *n, struct territory_node_list *ret)
{
	return sql_territory_path(tx, n->district, n->id, ret);
}

int
territory_counts(struct tx *tx, const struct territory_node *n, struct territory_count_list *ret)
{
	if (n->level <= LEVEL_STREET)
		return sql_territory_counts_wide(tx, n->district, n->street, ret);
	return sql_territory_counts_below(tx, n->district, n->community, n->level, n->id, ret);
}

/* The first text after every text that begins with s. */
static struct str
past(struct arena *a, struct str s)
{
	return str_fmt(a, "%.*s\xf4\x8f\xbf\xbf", STR(s));
}

/* %和平里%3号楼%: the words in their order. said: as people say it, 和平里3号楼 for 和平里片区 3号楼, so that a number begins a word. */
static struct str
pattern(struct arena *a, struct str folded, bool said)
{
	struct buf b;

	buf_init(&b, a);
	buf_char(&b, '%');
	for (size_t i = 0; i < folded.n; i++) {
		char c = folded.p[i];

		if (c == '%' || c == '_' || c == '\\')
			buf_char(&b, '\\');
		if (said && i && c >= '0' && c <= '9' && (unsigned char)folded.p[i - 1] >= 0x80)
			BUF_LIT(&b, "% ");
		buf_char(&b, c == ' ' ? '%' : c);
	}
	buf_char(&b, '%');
	return buf_done(&b);
}

/* The wider place first; beside each other as people count them. */
static int
by_level(const void *x, const void *y)
{
	const struct territory_node *a = x, *b = y;

	return a->level != b->level ? (a->level > b->level) - (a->level < b->level)
				    : str_cmp(a->sort_key, b->sort_key);
}

static struct territory_words
words_of(struct arena *a, struct str folded, int64_t limit)
{
	struct str code = str_upper(a, folded);

	return (struct territory_words){
		.pattern = pattern(a, folded, false),
		.said = pattern(a, text_place_digits(a, folded), true),
		.initials_from = folded,
		.initials_to = past(a, folded),
		.code_from = code,
		.code_to = past(a, code),
		.limit = limit,
	};
}

/* "和平里3号楼2单元": the unit of each building that is called so before it. */
static int
find_units(struct tx *tx, int64_t district, struct str said, int64_t limit, struct territory_node_list *ret)
{
	struct territory_node_list buildings, units = {0};
	size_t at = said.n - sizeof "单元" + 1;
	struct territory_words words;

	if (!str_ends(said, S("单元")))
		return 0;
	while (at && said.p[at - 1] >= '0' && said.p[at - 1] <= '9')
		at--;
	words = words_of(tx->arena, str_trim(str_sub(said, 0, at)), limit);
	if (!at || words.pattern.n <= 2)
		return 0;
	TRY(sql_territory_search(tx, district, &words, &buildings));
	units.v = NEW_ARRAY(tx->arena, struct territory_node, buildings.n);
	for (size_t i = 0; i < buildings.n; i++) {
		int rc = buildings.v[i].level != LEVEL_BUILDING ? E_NOTFOUND
			: sql_territory_unit(tx, district, buildings.v[i].id, str_sub(said, at, said.n), &units.v[units.n]);

		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		units.n += rc == 0;
	}
	*ret = units;
	return 0;
}

/* "hepingli": by the initials that it has, of those whose whole pinyin begins so. */
static int
find_pinyin(struct tx *tx, int64_t district, struct str q, int64_t limit, struct territory_node_list *ret)
{
	enum { LOOKED_AT = 200 };
	struct territory_node_list found = {0}, some;
	struct str last = S("");

	found.v = NEW_ARRAY(tx->arena, struct territory_node, 2 * LOOKED_AT);
	for (int longest = 1; longest >= 0; longest--) {
		struct str from = text_pinyin_initials(tx->arena, q, longest);

		if (!from.n || str_eq(from, last))
			continue;
		last = from;
		TRY(sql_territory_by_initials(tx, district, from, past(tx->arena, from), LOOKED_AT, &some));
		for (size_t i = 0; i < some.n && (int64_t)found.n < limit; i++)
			if (str_starts(text_pinyin(tx->arena, some.v[i].name), q))
				found.v[found.n++] = some.v[i];
	}
	*ret = found;
	return 0;
}

int
territory_search(struct tx *tx, int64_t district, struct str query, int64_t limit,
		 struct territory_node_list *ret)
{
	struct str q = text_fold(tx->arena, query);
	struct territory_words words = words_of(tx->arena, q, limit);
	struct territory_node_list found = {0};

	if (q.n)
		TRY(sql_territory_search(tx, district, &words, &found));
	if (q.n && !found.n)
		TRY(find_units(tx, district, text_place_digits(tx->arena, q), limit, &found));
	if (q.n && !found.n)
		TRY(find_pinyin(tx, district, q, limit, &found));
	if (found.n)
		qsort(found.v, found.n, sizeof *found.v, by_level);
	*ret = found;
	return 0;
}

int
territory_inside(struct tx *tx, int64_t district, int64_t community, struct str query, int64_t limit,
		 struct territory_node_list *ret)
{
	static const enum level below[] = {LEVEL_GRID, LEVEL_BUILDING, LEVEL_UNIT};
	struct territory_words words = words_of(tx->arena, text_fold(tx->arena, query), limit);
	/* "% 3号楼%": a word begins so. */
	struct str start = str_fmt(tx->arena, "%% %.*s", STR(str_sub(words.pattern, 1, words.pattern.n)));
	struct territory_node_list all = {NEW_ARRAY(tx->arena, struct territory_node, (size_t)limit), 0}, some;

	for (size_t i = 0; i < 3 && words.limit; i++) {
		TRY(sql_territory_inside(tx, district, below[i], community, start, &words, &some));
		for (size_t k = 0; k < some.n; k++)
			all.v[all.n++] = some.v[k];
		words.limit -= (int64_t)some.n;
	}
	*ret = all;
	return 0;
}

struct place
territory_place_of(const struct territory_node *n)
{
	return (struct place){
		.node = n->id,
		.at =
			{
				[LEVEL_DISTRICT] = n->district,
				[LEVEL_STREET] = n->street,
				[LEVEL_COMMUNITY] = n->community,
				[LEVEL_AREA] = n->area,
				[LEVEL_GRID] = n->grid,
				[LEVEL_BUILDING] = n->building,
				[LEVEL_UNIT] = n->unit,
				[LEVEL_ROOM] = n->level == LEVEL_ROOM ? n->id : 0,
			},
	};
}

struct str
territory_name(const struct territory_node *n)
{
	return n->full_name;
}

struct str
territory_full_name(struct arena *a, const struct territory_node *n, bool english)
{
	struct str before = n->full_name;

	if (!english)
		return n->full_name;
	if (!n->name_en.n || !str_ends(before, n->name))
		return text_place_en(a, n->full_name);
	before = str_trim(str_sub(before, 0, before.n - n->name.n));
	return before.n ? str_fmt(a, "%.*s, %.*s", STR(text_place_en(a, before)), STR(n->name_en))
			: n->name_en;
}

struct str
territory_degrees(struct arena *a, int64_t e7)
{
	int64_t abs = e7 < 0 ? -e7 : e7;

	return e7 ? str_fmt(a, "%s%lld.%07lld", e7 < 0 ? "-" : "", (long long)(abs / 10000000),
			    (long long)(abs % 10000000))
		  : S("");
}

bool
territory_may(const struct actor *who, enum perm perm, const struct territory_node *n)
{
	struct place place = territory_place_of(n);

	return actor_can(who, perm, &place, 0);
}

int
territory_see(struct tx *tx, const struct actor *who, int64_t id, struct territory_node *ret)
{
	struct territory_node n;

	TRY(sql_territory_get(tx, who->district, id, &n));
	if (n.level == LEVEL_ROOM && !territory_may(who, TERRITORY_EDIT, &n))
		return E_NOTFOUND;
	*ret = n;
	return 0;
}
