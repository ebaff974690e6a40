/* access_test.c: who may call which address, compared with access.txt of each feature's folder, so that a review sees every
 * change.
 *
 *   access_test ROOT [accept]      ROOT: the folder of the sources; accept: writes the tables of now */
#include <stdio.h>
#include <string.h>

#include "http/route.h"
#include "kit/actor.h"
#include "main/main.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *root;
static struct arena A;

/* Everybody who can come, visitors first. */
static const struct caller {
	char letter;
	enum role role;
} callers[] = {
	{'v', ROLE__NONE}, {'r', ROLE_RESIDENT}, {'b', ROLE_BUILDING_HEAD}, {'g', ROLE_GRID_WORKER}, {'c', ROLE_COMMUNITY},
	{'d', ROLE_DISPATCHER}, {'h', ROLE_HANDLER}, {'n', ROLE_COUNCIL}, {'o', ROLE_VOLUNTEER}, {'m', ROLE_MERCHANT},
	{'l', ROLE_LEADER}, {'a', ROLE_ADMIN}, {'e', ROLE_DEVICE},
};
enum { CALLERS = sizeof callers / sizeof *callers };

static bool
passes(const struct caller *c, enum perm perm)
{
	struct grant g = {.role = c->role, .level = LEVEL_COMMUNITY, .node = 1};
	struct actor who = {
		.kind = c->role ? ACTOR_PERSON : ACTOR_VISITOR,
		.district = 990106,
		.person = c->role ? 1 : 0,
		.grants = &g,
		.grants_n = c->role ? 1 : 0,
		.scopes = PERM_SET_ALL,
	};

	return actor_has(&who, perm);
}

static void
put_head(struct buf *b)
{
	buf_z(b, "# Who may call which address: method, address, permission, then a letter for each who may.\n# v visitor");
	for (size_t i = 1; i < CALLERS; i++)
		buf_fmt(b, ", %c %s", callers[i].letter, role_name(callers[i].role));
	buf_z(b, "\n# Where and for whose matters a permission counts is decided by the rules. After a change: ./test --accept-access\n");
}

/* Where the feature's table is kept. */
static const char *
path_of(const struct feature *f)
{
	bool own = strcmp(f->name, "system") == 0;

	return str_fmt(&A, own ? "%s/src/main/access.txt" : "%s/src/features/%s/access.txt", root, f->name).p;
}

/* The feature's table of now; "" when it has no routes. */
static struct str
matrix(const struct feature *f)
{
	struct buf b;

	buf_init(&b, &A);
	if (f->routes)
		put_head(&b);
	for (const struct route_table *const *t = f->routes; t && *t; t++)
		for (size_t i = 0; i < (*t)->n; i++) {
			const struct route *r = &(*t)->v[i];

			buf_fmt(&b, "%-4s %-44s %-18s ", r->method == GET ? "GET" : "POST", r->path, perm_name((enum perm)r->perm));
			for (size_t c = 0; c < CALLERS; c++)
				buf_char(&b, passes(&callers[c], (enum perm)r->perm) ? callers[c].letter : '-');
			buf_char(&b, '\n');
		}
	return buf_done(&b);
}

/* "" when there is no such file. */
static struct str
read_kept(const char *path)
{
	FILE *f = fopen(path, "r");
	char part[4096];
	struct buf b;
	size_t n;

	buf_init(&b, &A);
	while (f && (n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(&b, part, n);
	if (f)
		fclose(f);
	return buf_done(&b);
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
			print_message("%c %.*s\n", sign, STR(line));
			n++;
		}
	return n;
}

static void
test_access__is_as_kept(void **state)
{
	(void)state;
	for (size_t i = 0; i < all_features.n; i++) {
		const char *path = path_of(all_features.v[i]);
		struct str kept = read_kept(path), now = matrix(all_features.v[i]);
		int differ = print_missing(kept, now, '-') + print_missing(now, kept, '+');

		if (differ)
			fail_msg("%s differs in %d lines: look at them, then ./test --accept-access", path, differ);
		if (!str_eq(kept, now))
			fail_msg("%s has another order: ./test --accept-access", path);
	}
}

static void
test_access__knows_every_role(void **state)
{
	(void)state;
	for (int role = ROLE__NONE; role < ROLE__MAX; role++) {
		size_t i = 0;

		while (i < CALLERS && callers[i].role != (enum role)role)
			i++;
		if (i == CALLERS)
			fail_msg("%s has no letter", role_name((enum role)role));
	}
}

static bool
may_be_open(const struct route *r)
{
	static const char *const ways_in_and_out[] = {
		"/account/sign-in", "/account/code", "/account/code/check", "/account/second", "/account/sign-out",
	};

	for (size_t i = 0; i < sizeof ways_in_and_out / sizeof *ways_in_and_out; i++)
		if (strcmp(r->path, ways_in_and_out[i]) == 0)
			return true;
	return r->method == GET || r->perm != OPEN;
}

/* A route that changes something asks for more than OPEN, but for the ways in and out. */
static void
test_access__no_change_is_open(void **state)
{
	(void)state;
	for (size_t f = 0; f < all_features.n; f++)
		for (const struct route_table *const *t = all_features.v[f]->routes; t && *t; t++)
			for (size_t i = 0; i < (*t)->n; i++)
				if (!may_be_open(&(*t)->v[i]))
					fail_msg("POST %s is OPEN (%s:%d)", (*t)->v[i].path, (*t)->v[i].file, (*t)->v[i].line);
}

static bool
write_one(const struct feature *feature)
{
	const char *path = path_of(feature);
	struct str now = matrix(feature);
	FILE *f = now.n ? fopen(path, "w") : NULL;
	bool ok = !now.n || (f && fwrite(now.p, 1, now.n, f) == now.n);

	if (f && fclose(f) != 0)
		ok = false;
	if (!now.n)
		remove(path);
	if (!ok)
		perror(path);
	return ok;
}

static int
accept_now(void)
{
	bool ok = true;

	for (size_t i = 0; i < all_features.n; i++)
		ok &= write_one(all_features.v[i]);
	arena_release(&A);
	return !ok;
}

static int
release(void **state)
{
	(void)state;
	arena_release(&A);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_access__is_as_kept),
		cmocka_unit_test(test_access__knows_every_role),
		cmocka_unit_test(test_access__no_change_is_open),
	};

	if (argc < 2) {
		fprintf(stderr, "usage: access_test ROOT [accept]\n");
		return 2;
	}
	arena_init(&A);
	root = argv[1];
	if (argc > 2)
		return accept_now();
	return cmocka_run_group_tests(tests, NULL, release);
}
