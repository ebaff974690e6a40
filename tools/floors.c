/* floors.c: refuses an #include that climbs, or that reaches through a feature's fence.
 *
 *   floors ROOT     reads ROOT/src and ROOT/src/features/features.def
 *
 *   main -> demo -> features -> kit -> ui, http, db, lib -> base
 *
 * Inside a feature x, by file name:
 *   x.h, x_word.h           contract: base, kit without http and ui, rows
 *   *.c, x_rules.h          rules: also db and gen/x_sql.h; never http or ui
 *   x_web*, x_api*, x_page* pages: also http, ui and gen/x_view.h; never db or gen/x_sql.h
 *   x_job*, x_cmd*          jobs: also db, never gen/x_sql.h, http or ui
 *   x_feature.c             the struct feature: all headers of the feature but the rules' own; never db or gen/x_sql.h
 * Another feature y is used through y.h (and its rows) alone, when features.def says so; pages also
 * through the headers that y offers there; commands also include ui/print.h, to speak. Rings are refused.
 * Every refusal is "file:line: what: why" on stderr; the status is 1 when there was one. */
#include "floors.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
complain(struct house *h, const struct file *f, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s/src/%s:%d: ", h->root, f->path, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	h->bad++;
}

static void
refuse(struct house *h, const struct file *f, const struct include *inc, const char *why)
{
	complain(h, f, inc->line, "%s may not include %.*s: %s", tool_base(f->path), STR(inc->name),
		 why);
}

/* "gen/appeal_sql.h": of whom, and which of row, sql, view. */
static struct str
gen_owner(struct str name, struct str *ret_part)
{
	struct str base = str_sub(name, 4, name.n - 4 - 2);
	size_t cut = base.n;

	while (cut && base.p[cut - 1] != '_')
		cut--;
	*ret_part = str_sub(base, cut, base.n);
	return str_sub(base, 0, cut ? cut - 1 : 0);
}

/* Which floors a floor may include, besides itself. gen/ is looked at by its owner. */
static bool
may_reach(enum floor from, enum floor to)
{
	static const unsigned below[] = {
		[FLOOR_BASE] = 0,
		[FLOOR_DB] = 1u << FLOOR_BASE,
		[FLOOR_HTTP] = 1u << FLOOR_BASE | 1u << FLOOR_LIB,
		[FLOOR_UI] = 1u << FLOOR_BASE | 1u << FLOOR_HTTP,
		[FLOOR_LIB] = 1u << FLOOR_BASE,
		[FLOOR_KIT] = 1u << FLOOR_BASE | 1u << FLOOR_DB | 1u << FLOOR_HTTP | 1u << FLOOR_UI |
			      1u << FLOOR_LIB,
		[FLOOR_FEATURES] = 1u << FLOOR_BASE | 1u << FLOOR_DB | 1u << FLOOR_HTTP |
				   1u << FLOOR_UI | 1u << FLOOR_LIB | 1u << FLOOR_KIT,
		[FLOOR_DEMO] = 1u << FLOOR_BASE | 1u << FLOOR_DB | 1u << FLOOR_LIB | 1u << FLOOR_KIT |
			       1u << FLOOR_FEATURES,
		[FLOOR_MAIN] = ~0u,
	};

	return from == to || (below[from] & 1u << to);
}

/* A header of kit that brings http or ui with it, directly or not. */
static bool
climbs(struct house *h, struct str name)
{
	enum floor floor = floor_of(name);

	if (floor == FLOOR_HTTP || floor == FLOOR_UI)
		return true;
	for (size_t i = 0; i < h->n; i++) {
		struct file *f = &h->v[i];

		if (!str_is(name, f->path))
			continue;
		if (f->climbs == 0) {
			f->climbs = -1;
			for (size_t k = 0; k < f->n && f->climbs < 0; k++)
				if (!f->v[k].system && climbs(h, f->v[k].name))
					f->climbs = 1;
		}
		return f->climbs > 0;
	}
	return false;
}

static bool
uses(struct house *h, struct str feature, struct str other)
{
	const struct feature *f = feature_find(h, feature);
	struct str rest = f ? f->uses : S(""), word;

	while (str_next(&rest, ' ', &word))
		if (str_eq(word, other))
			return true;
	return false;
}

/* Does a feature offer this header to the pages of others? */
static bool
offers(struct house *h, struct str feature, struct str name)
{
	const struct feature *f = feature_find(h, feature);
	struct str rest = f ? f->offers : S(""), word;

	while (str_next(&rest, ' ', &word))
		if (str_eq(name, str_fmt(h->a, "features/%.*s/%.*s", STR(feature), STR(word))))
			return true;
	return false;
}

static void
check_gen(struct house *h, const struct file *f, const struct include *inc)
{
	struct str part, owner = gen_owner(inc->name, &part);
	bool own = f->floor == FLOOR_FEATURES
			   ? str_eq(owner, f->feature)
			   : str_starts(str_of(f->path), str_fmt(h->a, "%.*s/", STR(owner)));

	if (f->floor == FLOOR_MAIN || f->floor == FLOOR_DEMO)
		return;
	if (str_is(part, "row")) {
		bool low = str_is(owner, "kit") || str_is(owner, "db");

		if (f->floor == FLOOR_FEATURES && !own && !low && !uses(h, f->feature, owner))
			refuse(h, f, inc, "features.def does not say that this feature uses it");
		else if (f->floor != FLOOR_FEATURES && !own && !(f->floor == FLOOR_KIT && low))
			refuse(h, f, inc,
			       "includes only go down: main, demo, features, kit, ui http db lib, base");
	} else if (!own) {
		refuse(h, f, inc,
		       str_is(part, "sql") ? "statements belong to the rules of their own folder"
					   : "views belong to their own folder");
	} else if (str_is(part, "sql") && f->floor == FLOOR_FEATURES && f->kind == KIND_WEB) {
		refuse(h, f, inc, "pages reach rows only through rules");
	} else if (str_is(part, "sql") && f->floor == FLOOR_FEATURES && f->kind == KIND_FEATURE) {
		refuse(h, f, inc, "a struct feature reaches rows only through rules");
	} else if (str_is(part, "sql") && f->floor == FLOOR_FEATURES && f->kind == KIND_JOB) {
		refuse(h, f, inc, "jobs and commands reach rows only through rules");
	} else if (str_is(part, "sql") && f->floor == FLOOR_FEATURES && f->kind == KIND_CONTRACT) {
		refuse(h, f, inc, "a contract shows no statements");
	} else if (str_is(part, "view") && f->floor == FLOOR_FEATURES && f->kind != KIND_WEB) {
		refuse(h, f, inc, "rules know no pages");
	}
}

static void
check_feature(struct house *h, const struct file *f, const struct include *inc)
{
	struct str other = feature_of(inc->name);
	enum kind kind = kind_of(inc->name);

	if (!str_eq(other, f->feature)) {
		if (!uses(h, f->feature, other))
			refuse(h, f, inc, "features.def does not say that this feature uses it");
		else if (!str_eq(inc->name, str_fmt(h->a, "features/%.*s/%.*s.h", STR(other), STR(other))) &&
			 !(f->kind == KIND_WEB && offers(h, other, inc->name)))
			refuse(h, f, inc, "another feature is used only through its own .h");
	} else if (kind == KIND_RULES && f->kind != KIND_RULES) {
		refuse(h, f, inc, "it is private to the rules");
	} else if (kind == KIND_WEB && f->kind != KIND_WEB && f->kind != KIND_FEATURE) {
		refuse(h, f, inc, "only pages know pages");
	} else if (kind == KIND_JOB && f->kind != KIND_JOB && f->kind != KIND_FEATURE) {
		refuse(h, f, inc, "only jobs and commands know it");
	}
}

/* An include that leaves the feature for the floors below. */
static void
check_below(struct house *h, const struct file *f, const struct include *inc, enum floor to)
{
	if (f->kind == KIND_FEATURE && to != FLOOR_DB)
		return;
	if (to == FLOOR_DB && f->kind == KIND_WEB)
		refuse(h, f, inc, "pages reach the database only through rules");
	else if (to == FLOOR_DB && f->kind == KIND_FEATURE)
		refuse(h, f, inc, "a struct feature reaches the database only through rules");
	else if (to == FLOOR_DB && f->kind == KIND_CONTRACT)
		refuse(h, f, inc, "a contract names struct tx, it does not include it");
	else if (str_is(inc->name, "db/stmt.h"))
		refuse(h, f, inc, "it is for generated code");
	else if (f->kind == KIND_JOB && str_is(inc->name, "ui/print.h"))
		return;
	else if ((to == FLOOR_HTTP || to == FLOOR_UI) && f->kind != KIND_WEB)
		refuse(h, f, inc, "rules know no HTTP and no pages");
	else if (to == FLOOR_KIT && f->kind != KIND_WEB && climbs(h, inc->name))
		refuse(h, f, inc, "it brings in http or ui, and rules know no HTTP and no pages");
}

static void
check_system(struct house *h, const struct file *f, const struct include *inc)
{
	static const struct {
		const char *name, *dir;
	} owners[] = {{"sqlite3.h", "db/"}, {"libpq-fe.h", "db/"}, {"microhttpd.h", "http/"}};

	for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
		if (str_is(inc->name, owners[i].name) &&
		    !str_starts(str_of(f->path), str_of(owners[i].dir)))
			refuse(h, f, inc, "one floor owns this library");
}

static void
check(struct house *h, const struct file *f, const struct include *inc)
{
	enum floor to = floor_of(inc->name);

	if (inc->system)
		check_system(h, f, inc);
	else if (!to)
		refuse(h, f, inc, "includes are written from src/");
	else if (to == FLOOR_GEN)
		check_gen(h, f, inc);
	else if (!may_reach(f->floor, to))
		refuse(h, f, inc, "includes only go down: main, demo, features, kit, ui http db lib, base");
	else if (f->floor == FLOOR_FEATURES && to == FLOOR_FEATURES)
		check_feature(h, f, inc);
	else if (f->floor == FLOOR_FEATURES)
		check_below(h, f, inc, to);
}

/* Follows `uses` from a feature; seen 1 = on the way, 2 = done. */
static void
find_ring(struct house *h, struct feature *f, struct str way)
{
	struct str rest = f->uses, word;

	way = str_fmt(h->a, "%.*s%s%.*s", STR(way), way.n ? " -> " : "", STR(f->name));
	if (f->seen == 1)
		die_at(h->def, f->line, "features in a ring: %.*s", STR(way));
	if (f->seen == 2)
		return;
	f->seen = 1;
	while (str_next(&rest, ' ', &word)) {
		struct feature *next = feature_find(h, word);

		if (word.n && !next)
			die_at(h->def, f->line, "%.*s uses %.*s, which is no feature", STR(f->name),
			       STR(word));
		if (next)
			find_ring(h, next, way);
	}
	f->seen = 2;
}

int
main(int argc, char **argv)
{
	struct house *h;
	struct arena a;
	int bad;

	if (argc != 2) {
		fputs("usage: floors ROOT\n", stderr);
		return 2;
	}
	arena_init(&a);
	h = NEW(&a, struct house);
	h->a = &a;
	h->root = argv[1];
	house_read(h);
	for (size_t i = 0; i < h->features_n; i++)
		find_ring(h, &h->features[i], S(""));
	for (size_t i = 0; i < h->n; i++) {
		const struct file *f = &h->v[i];

		if (f->floor == FLOOR_FEATURES && !feature_find(h, f->feature))
			complain(h, f, 1, "features.def has no feature \"%.*s\"", STR(f->feature));
		for (size_t k = 0; k < f->n; k++)
			check(h, f, &f->v[k]);
	}
	bad = h->bad;
	arena_release(&a);
	return bad > 0;
}
