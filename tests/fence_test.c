/* fence_test.c: somebody else's id, at every address that takes one, asked for by everybody.
 *
 *   fence_test sqlite|pg FEATURE        compares with src/features/FEATURE/test/fence.txt
 *   fence_test accept                   writes that file of every feature
 *
 * Whatever fence.txt says, these hold: nothing that is missing is reached; "not there" and "not for you" are the same
 * answer, byte for byte; what is only for some is shown to and changed by no others; who is refused changes no row;
 * nothing ends in an error of the program. What there is to try on comes from fence.world (fence.h). */
#include "fence.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "features/account/account_auth.h"
#include "features/account/account_self.h"
#include "main/main.h"

/* Everybody who asks, visitors first; the last is made here: an administrator of the other community. */
static const struct caller {
	char letter;
	const char *login;
} callers[] = {
	{'v', "visitor"}, {'w', "wang"}, {'q', "qian"}, {'z', "zhang"}, {'l', "lou"}, {'g', "wangge"}, {'s', "shequ"},
	{'t', "shequ2"}, {'d', "diaodu"}, {'h', "shizheng"}, {'e', "zhifa"}, {'p', "wuye"}, {'c', "lishi"}, {'o', "zhiyuan"},
	{'m', "shangjia"}, {'i', "lingdao"}, {'a', "guanli"}, {'x', "shebei"}, {'b', "guanbei"},
};
enum { CALLERS = sizeof callers / sizeof *callers };

static const char FIRST[] = "as guanli\n"
			    "POST /account/people name=关北&login=guanbei\n"
			    "303 /account/people/$guanbei\n"
			    "POST /account/people/$guanbei/grant role=ADMIN&place=NT\n"
			    "303\n";

/* Rows that come and go with every request: sessions, wrong guesses; and what is derived from others. */
static const char *const noise[] = {"session", "guess", "api_token", "matter_find", NULL};

static struct fence {
	const char *feature;
	struct world w;
	struct script s;
	struct fence_plan plan;
	struct script_browser page[CALLERS], program[CALLERS];
	struct str rows;  /* digest of the database as the last request that was let through left it */
	struct buf matrix;
	int problems;     /* of the route that is tried */
} F;

__attribute__((format(printf, 1, 2))) static void
problem(const char *fmt, ...)
{
	va_list args;

	if (F.problems++ >= 12)
		return;
	va_start(args, fmt);
	fputs("# ", stdout);
	vprintf(fmt, args);
	putchar('\n');
	va_end(args);
}

/* ---- the world and who asks ---- */

static struct str
read_file(struct arena *a, const char *path, bool *ret_there)
{
	FILE *f = fopen(path, "rb");
	char part[4096];
	struct buf b;
	size_t n;

	buf_init(&b, a);
	*ret_there = f != NULL;
	while (f && (n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(&b, part, n);
	if (f)
		fclose(f);
	return buf_done(&b);
}

struct powers {
	struct str session, scopes;
};

/* All that this person may give a program, with blanks between. */
static int
read_powers(struct tx *tx, void *arg)
{
	struct powers *p = arg;
	enum account_ticket ticket;
	struct actor who;
	struct buf b;

	buf_init(&b, &F.w.arena);
	TRY(account_by_session(tx, WORLD_DISTRICT, str_sub(p->session, 7, p->session.n), &who, &ticket));
	for (int perm = PERM__UNSET + 1; perm < PERM__MAX; perm++)
		if (account_is_scope(&who, (enum perm)perm))
			buf_fmt(&b, "%s%s", b.n ? " " : "", perm_name((enum perm)perm));
	p->scopes = buf_done(&b);
	return 0;
}

static bool
open_callers(void)
{
	for (size_t i = 0; i < CALLERS; i++) {
		struct str login = str_of(callers[i].login);
		struct powers p = {0};

		F.s.browsers_n = 0;
		if (!script_as(&F.s, login))
			return false;
		F.page[i] = F.program[i] = *F.s.me;
		if (i == 0)
			continue;
		p.session = world_sign_in(&F.w, login);
		if (db_read_now(F.w.db, &F.w.arena, read_powers, &p) < 0)
			return script_fail(&F.s, "%s has no powers", callers[i].login);
		F.program[i].cookies_n = 0;
		F.program[i].token = world_token(&F.w, login, p.scopes);
	}
	return true;
}

static bool
open_world(enum db_engine engine)
{
	struct str path;
	bool there;

	if (!world_open(&F.w, engine))
		return false;
	F.plan = (struct fence_plan){0};
	F.s = (struct script){.w = &F.w, .a = &F.w.arena, .data = "tests/data"};
	path = str_fmt(&F.w.arena, "src/features/%s/test/fence.world", F.feature);
	if (!script_run(&F.s, "fence_test", str_of(FIRST)) ||
	    !fence_read(&F.s, path.p, read_file(&F.w.arena, path.p, &there), &F.plan) || !open_callers()) {
		printf("# %.*s\n", STR(F.s.problem));
		return false;
	}
	return digest_of(F.w.db, &F.w.arena, noise, &F.rows) == 0 || script_fail(&F.s, "the database has no digest");
}

/* ---- one request ---- */

/* How an answer looks to who asked for somebody else's thing. */
enum verdict { REACHED = 1, SHUT, UNKNOWN };

/* missing: what the same caller was answered for what is not there; "" while that is asked for. */
static enum verdict
verdict_of(const struct script_answer *got, struct str missing, struct str answer)
{
	if (got->status == 401 || got->status == 403 ||
	    (got->status == 303 && str_starts(got->location, S("/account/sign-in"))))
		return SHUT;
	return got->status == 404 || !missing.n || str_eq(missing, answer) ? UNKNOWN : REACHED;
}

static bool
ask(struct arena *a, size_t caller, const struct route *r, struct str path)
{
	bool api = str_starts(str_of(r->path), S("/api/"));
	struct script_browser browser = api ? F.program[caller] : F.page[caller];
	struct str pairs = fence_form(&F.plan, r->path), verb = S("POST"), rest;

	F.s.a = a;
	F.s.me = &browser;
	if (r->method == GET) {
		verb = S("GET");
		rest = path;
	} else if (api) {
		verb = S("JSON");
		rest = str_fmt(a, "POST %.*s %.*s", STR(path), STR(pairs.n ? pairs : S("{}")));
	} else {
		rest = str_fmt(a, "%.*s %.*s", STR(path), STR(pairs));
	}
	return script_request(&F.s, verb, rest);
}

/* The text with neither part, nor what stands in the more bytes behind it. */
static struct str
without(struct arena *a, struct str text, struct str part, size_t more)
{
	struct buf b;
	size_t at;

	if (!part.n || !str_has(text, part))
		return text;
	buf_init(&b, a);
	while ((at = str_find(text, part)) < text.n) {
		buf_str(&b, str_sub(text, 0, at));
		text = str_sub(text, at + part.n + more, text.n);
	}
	buf_str(&b, text);
	return buf_done(&b);
}

/* The answer without what must differ: the ids asked for, and the token of a form, of which each page has its own. */
static struct str
answer_of(struct arena *a, const struct fence_thing *t, const struct script_answer *got)
{
	struct str all = str_fmt(a, "%d %.*s\n%.*s", got->status, STR(got->location), STR(got->body));
	struct str rest = t->args, pair, name;

	all = without(a, all, S("name=\"csrf\" value=\""), 64);
	while (rest.n && str_next(&rest, ',', &pair))
		if (str_next(&pair, '=', &name))
			all = without(a, all, pair, 0);
	return all;
}

/* ---- the rules that hold everywhere ---- */

static bool
is_among(struct str logins, const char *login)
{
	struct str word;

	while (logins.n && str_next(&logins, ' ', &word))
		if (str_is(word, login))
			return true;
	return false;
}

static void
check_rows(const char *at, bool let_through, int64_t stamp)
{
	struct str now;

	if (db_stamp(F.w.db) == stamp)
		return;
	if (digest_of(F.w.db, &F.w.arena, noise, &now) < 0)
		problem("%s: the database cannot be read", at);
	else if (!let_through && !str_eq(now, F.rows))
		problem("%s: refused with %d, and rows were changed", at, F.s.got.status);
	F.rows = now;
}

/* Names where two answers part. */
static void
check_same(const char *at, struct str answer, struct str missing)
{
	size_t same = 0, from;

	while (same < answer.n && same < missing.n && answer.p[same] == missing.p[same])
		same++;
	from = same > 60 ? same - 60 : 0;
	if (!str_eq(answer, missing))
		problem("%s: \"not for you\" is told from \"not there\":\n# ...%.*s\n# ...%.*s", at,
			STR(str_sub(answer, from, 160)), STR(str_sub(missing, from, 160)));
}

static void
check_missing(const char *at, const struct route *r)
{
	int status = F.s.got.status;

	if (status == 422 || status == 400)
		problem("%s: the form of fence.world is not right for it: %.*s", at, STR(str_sub(F.s.got.body, 0, 2000)));
	else if (status < 300 || (r->method == POST && status < 400 && !str_starts(F.s.got.location, S("/account/sign-in"))))
		problem("%s: what is not there answers %d", at, status);
}

static void
check_only(const char *at, const struct fence_thing *t, size_t caller, enum verdict v)
{
	int status = F.s.got.status;

	if (t->only.n && v == REACHED && status < 400 && !is_among(t->only, callers[caller].login))
		problem("%s: only for%.*s, and answers %d", at, STR(t->only), status);
}

/* One thing at one route for one caller: a letter of the matrix. missing: see verdict_of; set for what is missing. */
static char
try_caller(struct arena *a, const struct route *r, const struct fence_thing *t, size_t caller, struct str *missing)
{
	bool gone = str_is(t->word, "missing");
	int64_t stamp = db_stamp(F.w.db);
	struct str path, answer;
	enum verdict v;
	char at[256];

	snprintf(at, sizeof at, "%s at %s %s, %.*s", callers[caller].login, r->method == GET ? "GET" : "POST", r->path, STR(t->word));
	if (!fence_path(a, t, r->path, &path)) {
		problem("%s: the thing has no %.*s: write %.*s=… in src/features/%s/test/fence.world", at, STR(path),
			STR(path), F.feature);
		return '?';
	}
	if (!ask(a, caller, r, path)) {
		problem("%s: %.*s", at, STR(F.s.problem));
		return '?';
	}
	answer = answer_of(a, t, &F.s.got);
	v = verdict_of(&F.s.got, gone ? S("") : *missing, answer);
	if (F.s.got.status >= 500)
		problem("%s: ends with %d", at, F.s.got.status);
	if (gone)
		check_missing(at, r);
	else if (v == UNKNOWN)
		check_same(at, answer, *missing);
	check_only(at, t, caller, v);
	check_rows(at, v == REACHED, stamp);
	if (gone)
		*missing = str_dup(&F.w.arena, answer);
	return v == REACHED ? callers[caller].letter : v == SHUT ? '.' : '-';
}

/* One thing at one route for everybody: a line of the matrix. */
static void
try_thing(const struct route *r, const struct fence_thing *t, struct str *missing)
{
	struct arena a;

	buf_fmt(&F.matrix, "%-4s %-44s %-10.*s ", r->method == GET ? "GET" : "POST", r->path, STR(t->word));
	arena_init(&a);
	for (size_t i = 0; i < CALLERS; i++) {
		buf_char(&F.matrix, try_caller(&a, r, t, i, &missing[i]));
		arena_reset(&a);
	}
	arena_release(&a);
	F.s.a = &F.w.arena;
	buf_char(&F.matrix, '\n');
}

/* What is missing first, so that the others can be compared with it. */
static void
try_route(const struct route *r)
{
	struct str missing[CALLERS] = {0};
	int tried[2] = {0};

	F.problems = 0;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < F.plan.things_n; i++) {
			const struct fence_thing *t = &F.plan.things[i];

			if (str_is(t->word, "missing") != (round == 0) || !fence_fits(&F.plan, t, r->path))
				continue;
			try_thing(r, t, missing);
			tried[round]++;
		}
	if (!tried[0] || !tried[1])
		problem("%s %s has nothing to be tried on: add \"thing %s %s …\" to src/features/%s/test/fence.world",
			r->method == GET ? "GET" : "POST", r->path,
			str_starts(str_of(r->path), S("/api/")) ? r->path + 4 : r->path, tried[0] ? "own" : "missing", F.feature);
}

/* ---- all routes of the feature ---- */

/* Takes an argument, and is this feature's. */
static bool
is_ours(const struct route *r)
{
	struct str path = str_of(r->path), part;

	if (str_starts(path, S("/api/")))
		path = str_sub(path, 4, path.n);
	path = str_sub(path, 1, path.n);
	return str_next(&path, '/', &part) && str_is(part, F.feature) && strchr(r->path, ':');
}

static size_t
count_ours(void)
{
	size_t n = 0;

	for (size_t f = 0; f < all_features.n; f++)
		for (const struct route_table *const *t = all_features.v[f]->routes; t && *t; t++)
			for (size_t i = 0; i < (*t)->n; i++)
				n += is_ours(&(*t)->v[i]);
	return n;
}

static void
put_head(struct buf *b)
{
	buf_z(b, "# Whose id reaches what: method, address, thing (fence.world says whose), then a letter for each who gets\n"
		 "# through to it, be it to a refusal of what was sent; \"-\" it is not there for them, \".\" the door is shut.\n#");
	for (size_t i = 0; i < CALLERS; i++)
		buf_fmt(b, "%s %c %s", i % 10 == 0 && i ? "\n#" : i ? "," : "", callers[i].letter, callers[i].login);
	buf_z(b, "\n# tests/support.h says who they are. After a change: ./test --accept-fence\n");
}

/* How many of a table's routes broke a rule. */
static int
try_table(const struct route_table *table)
{
	int bad = 0;

	for (size_t i = 0; i < table->n; i++) {
		const struct route *r = &table->v[i];

		if (!is_ours(r))
			continue;
		try_route(r);
		bad += F.problems > 0;
		printf("%s %s %s\n", F.problems ? "not ok" : "ok", r->method == GET ? "GET" : "POST", r->path);
		fflush(stdout);
	}
	return bad;
}

/* Fills F.matrix; how many routes broke a rule. */
static int
try_all(void)
{
	int bad = 0;

	put_head(&F.matrix);
	for (size_t f = 0; f < all_features.n; f++)
		for (const struct route_table *const *t = all_features.v[f]->routes; t && *t; t++)
			bad += try_table(*t);
	return bad;
}

static bool
has_line(struct str all, struct str line)
{
	struct str one;

	while (str_next(&all, '\n', &one))
		if (str_eq(one, line))
			return true;
	return false;
}

static int
print_missing(struct str from, struct str in, char sign)
{
	struct str line;
	int n = 0;

	while (str_next(&from, '\n', &line))
		if (line.n && !has_line(in, line)) {
			printf("# %c %.*s\n", sign, STR(line));
			n++;
		}
	return n;
}

/* How many of its routes failed; and the matrix as kept or, with accept, kept as it is now. */
static int
run_feature(enum db_engine engine, const char *feature, bool accept)
{
	struct str kept, now;
	const char *path;
	int bad;
	bool there;

	F.feature = feature;
	if (!count_ours())
		return 0;
	if (!open_world(engine)) {
		printf("not ok the things of %s can be made\n", feature);
		world_close(&F.w);
		return 1;
	}
	path = str_fmt(&F.w.arena, "src/features/%s/test/fence.txt", feature).p;
	buf_init(&F.matrix, &F.w.arena);
	bad = try_all();
	now = buf_done(&F.matrix);
	if (accept) {
		FILE *f = fopen(path, "w");

		if (!f || fwrite(now.p, 1, now.n, f) != now.n || fclose(f) != 0) {
			perror(path);
			bad++;
		}
	} else {
		kept = read_file(&F.w.arena, path, &there);
		if (!str_eq(kept, now)) {
			print_missing(kept, now, '-');
			print_missing(now, kept, '+');
			bad++;
		}
		printf("%s %s is as kept (look at what changed, then ./test --accept-fence)\n", str_eq(kept, now) ? "ok" : "not ok", path);
	}
	world_close(&F.w);
	return bad;
}

static int
accept_all(void)
{
	DIR *dir = opendir("src/features");
	struct dirent *entry;
	int bad = 0;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && !strchr(entry->d_name, '.'))
			bad += run_feature(DB_SQLITE, entry->d_name, true);
	if (dir)
		closedir(dir);
	return bad != 0;
}

int
main(int argc, char **argv)
{
	enum db_engine engine = argc > 1 && strcmp(argv[1], "pg") == 0 ? DB_PG : DB_SQLITE;

	if (argc == 2 && strcmp(argv[1], "accept") == 0)
		return accept_all();
	if (argc != 3) {
		fprintf(stderr, "usage: fence_test sqlite|pg FEATURE\n       fence_test accept\n");
		return 2;
	}
	if (!world_has(engine)) {
		fprintf(stderr, "fence_test: LINLI_TEST_PG holds no URL\n");
		return 2;
	}
	F.feature = argv[2];
	if (!count_ours()) {
		printf("ok %s has no address that takes an argument\n", argv[2]);
		return 0;
	}
	return run_feature(engine, argv[2], false) != 0;
}
