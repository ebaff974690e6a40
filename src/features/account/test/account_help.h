/* account_help.h: a district with two communities and people in it, for the tests of accounts. */
#ifndef LINLI_TEST_ACCOUNT_HELP_H
#define LINLI_TEST_ACCOUNT_HELP_H

#include "base/clock.h"
#include "db/driver.h"
#include "db/outbox.h"
#include "features/account/account_admin.h"
#include "features/account/account_auth.h"
#include "features/account/account_self.h"
#include "features/territory/territory.h"
#include "lib/secret.h"
#include "db_env.h"
#include "walk.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { D = 330106, NOON = 1795320000 };
/* Two communities of one street, and a grid in the first. */
enum { STREET = 1001, NORTH, SOUTH, GRID };

static struct arena A;
static struct db_env env;
static enum db_engine engine = DB_SQLITE;
static struct db *db;
static int64_t root;
static struct actor sys;

static inline struct tx *
begin(void)
{
	return walk_begin(db, &A);
}

#define commit() assert_int_equal(walk_end(0), 0)
#define undo() assert_int_equal(walk_end(E_INVALID), E_INVALID)

static inline int
open_district(struct tx *tx, void *arg)
{
	(void)arg;
	return territory_open_district(tx, D, S("云河区"), &root);
}

static inline int
add_nodes(struct tx *tx, void *arg)
{
	static const struct node {
		int id, parent, level, street, community, grid;
		const char *code, *name;
	} nodes[] = {
		{STREET, 0, LEVEL_STREET, STREET, 0, 0, "yunhe", "云河街道"},
		{NORTH, STREET, LEVEL_COMMUNITY, STREET, NORTH, 0, "beiling", "北岭社区"},
		{SOUTH, STREET, LEVEL_COMMUNITY, STREET, SOUTH, 0, "nanling", "南岭社区"},
		{GRID, NORTH, LEVEL_GRID, STREET, NORTH, GRID, "beiling-07", "网格07"},
	};

	(void)arg;
	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
		const struct node *n = &nodes[i];

		TRY(db_script(tx, str_fmt(tx->arena,
			"INSERT INTO territory_node (district, id, parent, level, kind, code, name, name_en, initials,"
			" sort_key, plate, lon, lat, street, community, area, grid, building, unit, full_name, state,"
			" merged_into, division, version, opened_at, retired_at) VALUES (%d, %d, %lld, %d, 1, '%s',"
			" '%s', '', '', '%s', '', 0, 0, %d, %d, 0, %d, 0, 0, '%s', 1, 0, 0, 1, 1, 0)", D, n->id,
			(long long)(n->parent ? n->parent : root), n->level, n->code, n->name, n->code, n->street,
			n->community, n->grid, n->name).p));
	}
	return 0;
}

static inline int
setup(void **state)
{
	(void)state;
	arena_init(&A);
	clock_set(NOON);
	sys = actor_system_of;
	sys.district = D;
	db_env_open_migrated(&env, engine);
	db = env.db;
	return db_write_now(db, &A, open_district, NULL) | db_write_now(db, &A, add_nodes, NULL);
}

static inline int
teardown(void **state)
{
	(void)state;
	if (walk_is_open())
		walk_end(E_BUG);
	db_env_close(&env);
	arena_release(&A);
	return 0;
}

/* Runs the tests on each engine there is; how many failed. */
static inline int
run_on_each_engine(const struct CMUnitTest *tests, size_t n)
{
	secret_use_test_key();
	secret_use_cheap_passwords();
	return db_env_each("accounts", &engine, tests, n);
}

static const char PASSWORD[] = "river under seven bridges";

/* Somebody who may sign in by login and password, with one role. */
static inline int64_t
person(const char *login, enum role role, int64_t node, int64_t org)
{
	struct account_new p = {.login = str_of(login), .name = str_of(login),
				.password_hash = secret_hash_password(&A, str_of(PASSWORD))};
	struct tx *tx = begin();
	int64_t id = 0;

	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	if (role)
		assert_int_equal(account_grant(tx, &sys, id, role, node, org), 0);
	commit();
	return id;
}

static inline struct account_signed
sign_in(const char *login, const char *password)
{
	static const struct account_browser browser = {.agent = {"Chrome, Android", 15}, .remote = {"10.0.0.*", 8}};
	struct account_proof proof = {0};
	struct account_signed s = {0};
	struct actor visitor;
	struct tx *tx;

	account_visitor(D, &visitor);
	assert_int_equal(account_check_password(db, &A, D, str_of(login), str_of(password), false, &proof), 0);
	tx = begin();
	if (account_sign_in(tx, &visitor, &proof, &browser, &s) < 0)
		undo();
	else
		commit();
	return s;
}

static inline struct actor
actor_by(struct str token)
{
	enum account_ticket ticket;
	struct actor who = {0};
	struct tx *tx = begin();

	assert_int_equal(account_by_session(tx, D, token, &who, &ticket), 0);
	commit();
	return who;
}

static inline struct actor
actor_of(const char *login)
{
	return actor_by(sign_in(login, PASSWORD).token);
}

/* A code of the telephone that knows this secret, by trying all of them: the library only checks. */
static inline struct str
phone_code(struct str secret)
{
	int64_t step;

	for (int i = 0; i < 1000000; i++) {
		char z[8];

		snprintf(z, sizeof z, "%06d", i);
		if (secret_totp_ok(secret, str_of(z), clock_now(), &step))
			return str_dup(&A, str_of(z));
	}
	return S("");
}

/* Switches the second factor on; its secret. */
static inline struct str
factor_on(const char *login)
{
	struct actor me = actor_of(login);
	struct str secret = secret_totp_new(&A);
	struct tx *tx = begin();

	assert_int_equal(account_factor_on(tx, &me, secret, S("12345")), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_factor_on(tx, &me, secret, phone_code(secret)), 0);
	commit();
	return secret;
}

#endif
