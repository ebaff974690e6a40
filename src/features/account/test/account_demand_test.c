/* account_demand_test.c: passwords that somebody else gave, and second factors that roles want. */
#include "account_help.h"
#include "features/account/account_demand.h"
#include "kit/setting.h"
#include "suite.h"

enum { DAY = 86400 };

static void
set(enum setting_name name, const char *value)
{
	struct tx *tx = begin();

	assert_int_equal(setting_put(tx, &sys, name, str_of(value)), 0);
	commit();
}

static enum account_demand
demand_of(const char *login)
{
	struct actor who = actor_of(login);
	enum account_demand demand;
	int64_t until;
	struct tx *tx = begin();

	assert_int_equal(account_demand_of(tx, &who, false, &demand, &until), 0);
	commit();
	return demand;
}

static struct str
token_of(const char *login)
{
	struct actor who = actor_of(login);
	struct str token, secret;
	struct tx *tx = begin();

	assert_int_equal(account_token_add(tx, &who, S("t"), S("SIGNED_IN"), 0, &token), 0);
	commit();
	assert_true(str_next(&token, '_', &secret) && str_next(&token, '_', &secret));
	return token;
}

static enum actor_pending
pending_of(struct str token)
{
	enum account_ticket ticket;
	struct actor who = {0};
	struct tx *tx = begin();

	assert_int_equal(account_by_token(tx, D, token, &who, &ticket), 0);
	commit();
	return who.pending;
}

/* Does the token still stand for somebody? */
static bool
is_known(struct str token)
{
	enum account_ticket ticket = TICKET_DEAD;
	struct actor who = {0};
	struct tx *tx = begin();

	assert_int_equal(account_by_token(tx, D, token, &who, &ticket), 0);
	commit();
	return who.kind != 0;
}

static void
test_demand__days_count_from_the_later_of_setting_and_role(void **state)
{
	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	person("worker", ROLE_COMMUNITY, NORTH, 0);
	person("resident", 0, 0, 0);
	assert_int_equal(demand_of("worker"), DEMAND_NONE);
	clock_set(NOON + 10 * DAY);
	set(SETTING_FACTOR_ROLES, "COMMUNITY ADMIN");
	set(SETTING_FACTOR_DAYS, "3");
	assert_int_equal(demand_of("worker"), DEMAND_SOON);
	assert_int_equal(demand_of("resident"), DEMAND_NONE);
	clock_set(NOON + 14 * DAY);
	assert_int_equal(demand_of("worker"), DEMAND_NOW);
	/* Who got the role later has days of their own. */
	person("late", ROLE_COMMUNITY, NORTH, 0);
	assert_int_equal(demand_of("late"), DEMAND_SOON);
	factor_on("late");
	set(SETTING_FACTOR_ROLES, "");
	assert_int_equal(demand_of("worker"), DEMAND_NONE);
}

static void
test_demand__the_last_administrator_is_never_stopped(void **state)
{
	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	set(SETTING_FACTOR_ROLES, "ADMIN");
	set(SETTING_FACTOR_DAYS, "0");
	clock_set(NOON + DAY);
	assert_int_equal(demand_of("boss"), DEMAND_SOON);
	person("second", ROLE_ADMIN, root, 0);
	clock_set(NOON + 2 * DAY);
	assert_int_equal(demand_of("boss"), DEMAND_NOW);
	assert_int_equal(demand_of("second"), DEMAND_NOW);
}

static void
test_demand__tokens_stop_as_well(void **state)
{
	struct str token;
	int64_t n;
	struct tx *tx;

	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	person("worker", ROLE_COMMUNITY, NORTH, 0);
	token = token_of("worker");
	assert_int_equal(pending_of(token), PENDING_NONE);
	set(SETTING_FACTOR_ROLES, "COMMUNITY");
	set(SETTING_FACTOR_DAYS, "0");
	clock_set(NOON + DAY);
	assert_int_equal(pending_of(token), PENDING_ENROL);
	tx = begin();
	assert_int_equal(account_count_lacking(tx, &sys, &n), 0);
	assert_int_equal(n, 1);
	commit();
}

static void
test_temporary__ends_and_stops_everything(void **state)
{
	int64_t worker = (person("boss", ROLE_ADMIN, root, 0), person("worker", ROLE_COMMUNITY, NORTH, 0));
	struct str token = token_of("worker");
	struct str hash = secret_hash_password(&A, S("given by somebody"));
	struct account_signed s;
	struct actor who;
	struct tx *tx = begin();

	(void)state;
	assert_int_equal(account_reset_password(tx, &sys, worker, hash, false), 0);
	commit();
	assert_false(is_known(token));
	s = sign_in("worker", "given by somebody");
	assert_true(s.wants_password);
	who = actor_by(s.token);
	assert_int_equal(who.pending, PENDING_PASSWORD);
	assert_true(actor_has(&who, OPEN) && actor_has(&who, PASSWORD_SET));
	assert_false(actor_has(&who, SIGNED_IN) || actor_has(&who, FACTOR_SET) || actor_has(&who, APPEAL_QUEUE));
	tx = begin();
	assert_int_equal(account_choose_password(tx, &who, &(struct account_browser){0}, S("another"), hash, &s), E_STALE);
	undo();
	clock_set(NOON + 8 * DAY);
	assert_int_equal(sign_in("worker", "given by somebody").person, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_demand__days_count_from_the_later_of_setting_and_role),
	TEST(test_demand__the_last_administrator_is_never_stopped),
	TEST(test_demand__tokens_stop_as_well),
	TEST(test_temporary__ends_and_stops_everything),
};

SUITE(account_demand)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
