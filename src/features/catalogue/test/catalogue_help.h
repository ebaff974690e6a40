/* catalogue_help.h: a district with the shipped catalogue, or with none, and short words for its rules. */
#ifndef LINLI_TEST_CATALOGUE_HELP_H
#define LINLI_TEST_CATALOGUE_HELP_H

#include "base/clock.h"
#include "db_env.h"
#include "features/catalogue/catalogue_edit.h"
#include "features/catalogue/catalogue_import.h"
#include "lib/calendar.h"
#include "kit/flow.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>


enum { D = 990106, NOON = 1795320000, DAY = 86400 };

static struct db_env env;
static struct arena arena;
static struct actor admin, street_admin, clerk;

/* One step of a test: a function in a writing transaction of its own. */
static inline int
in_tx(int (*run)(struct tx *, void *), void *arg)
{
	return db_write_now(env.db, &arena, run, arg);
}

static inline int
install(struct tx *tx, void *arg)
{
	(void)arg;
	return catalogue_install_default(tx, &admin);
}

static inline void
make_actors(void)
{
	static const struct grant whole = {.role = ROLE_ADMIN, .level = LEVEL_DISTRICT, .node = 1};
	static const struct grant street = {.role = ROLE_ADMIN, .level = LEVEL_STREET, .node = 2};
	static const struct grant desk = {.role = ROLE_DISPATCHER,
					  .level = LEVEL_DISTRICT,
					  .node = 1};

	admin = (struct actor){.kind = ACTOR_PERSON,
			       .district = D,
			       .person = 7,
			       .grants = &whole,
			       .grants_n = 1,
			       .scopes = PERM_SET_ALL};
	street_admin = admin;
	street_admin.grants = &street;
	clerk = admin;
	clerk.grants = &desk;
}

static inline int
open_env(const char *name, int (*fill)(struct db *db, struct arena *a))
{
	clock_set(NOON);
	make_actors();
	db_env_open_made(&env, env.engine, name, fill);
	arena_init(&arena);
	return 0;
}

static inline int
open_empty(void **state)
{
	(void)state;
	return open_env("schema", NULL);
}

/* A minute before, so that whatever a test makes has greater ids. */
static inline int
fill_default(struct db *db, struct arena *a)
{
	int rc;

	clock_set(NOON - 60);
	rc = db_write_now(db, a, install, NULL);
	clock_set(NOON);
	return rc;
}

static inline int
open_default(void **state)
{
	(void)state;
	return open_env("catalogue", fill_default);
}

static inline int
close_env(void **state)
{
	(void)state;
	clock_set(0);
	arena_release(&arena);
	db_env_close(&env);
	return 0;
}

/* ---- short words for what tests do; each checks its outcome ---- */

struct call {
	const struct actor *who;
	const char *text;
	int64_t id, id2, version, at, limit;
	struct catalogue_draft draft;
	struct catalogue_rule rule;
	struct catalogue_node node;
	struct catalogue_node_list nodes;
	struct catalogue_rule_list rules;
	struct flow_step_list steps;
	struct fault fault;
};

#define STEP(name, expression) \
	static inline int name##_run(struct tx *tx, void *arg) \
	{ \
		struct call *c = arg; \
		int rc = (expression); \
\
		c->fault = tx->fault; \
		return rc; \
	}
STEP(find, catalogue_find(tx, D, str_of(c->text), &c->node))
STEP(get, catalogue_get(tx, D, c->id, &c->node))
STEP(rule_at, catalogue_rule_at(tx, D, c->id, c->at, &c->rule))
STEP(rule_get, catalogue_rule_get(tx, D, c->id, &c->rule))
STEP(search, catalogue_search(tx, D, str_of(c->text), c->limit, &c->nodes))
STEP(leaves, catalogue_leaves(tx, D, &c->nodes))
STEP(children, catalogue_children(tx, D, c->id, &c->nodes))
STEP(versions, catalogue_versions(tx, D, c->id, &c->rules))
STEP(add, catalogue_add(tx, c->who ? c->who : &admin, &c->draft, &c->id))
STEP(rename, catalogue_rename(tx, c->who ? c->who : &admin, c->id, c->version, &c->draft))
STEP(move, catalogue_move(tx, c->who ? c->who : &admin, c->id, c->version, c->id2))
STEP(retire, catalogue_retire(tx, c->who ? c->who : &admin, c->id, c->version))
STEP(restore, catalogue_restore(tx, c->who ? c->who : &admin, c->id, c->version))
STEP(rule_set, catalogue_rule_set(tx, c->who ? c->who : &admin, c->id, c->version, &c->rule, c->at,
				  S("年度修订")))
STEP(unplan, catalogue_rule_unplan(tx, &admin, c->id, c->version, c->id2))
STEP(steps, flow_list(tx, D, FLOW_CATALOGUE, c->id, FLOW_PUBLIC, &c->steps))
STEP(verify, flow_verify(tx, D, FLOW_CATALOGUE, c->id, &c->id2))

#define DO(step, ...) \
	({ \
		struct call call_ = {__VA_ARGS__}; \
		assert_int_equal(in_tx(step##_run, &call_), 0); \
		call_; \
	})
#define REFUSED(code, step, ...) \
	({ \
		struct call call_ = {__VA_ARGS__}; \
		assert_int_equal(in_tx(step##_run, &call_), (code)); \
		call_; \
	})

static inline struct catalogue_node
node_of(const char *name)
{
	return DO(find, .text = name).node;
}

#define assert_str(s, z) \
	do { \
		struct str s_ = (s); \
		assert_string_equal(str_z(&arena, s_), (z)); \
	} while (0)

#endif
