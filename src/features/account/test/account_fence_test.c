/* account_fence_test.c: what stays closed: the administrators' pages to others, a browser to its next user. */
#include "account_web_help.h"
#include "suite.h"

/* Somebody of the first community, and a closed body there. None of these words may reach who asks. */
static const char *const hidden[] = {"钱密密", "qianmimi", "密称谓", "138****0007", "13800000007", "密的用处", "查密表"};

struct target {
	int64_t person, grant, org;
};

static struct target
make_target(void)
{
	struct account_new p = {.login = S("qianmimi"), .name = S("钱密密"), .title = S("密称谓"),
				.phone = S("13800000007"), .home = NORTH};
	struct org o = {.code = S("mi"), .name = S("院"), .kind = S("community"), .place = NORTH, .about = S("密的用处")};
	struct person_role_list roles;
	struct target t;
	struct tx *tx = begin();

	assert_int_equal(account_add(tx, &sys, &p, &t.person), 0);
	assert_int_equal(account_grant(tx, &sys, t.person, ROLE_GRID_WORKER, GRID, 0), 0);
	assert_int_equal(account_roles(tx, &sys, t.person, &roles), 0);
	assert_int_equal(account_log_access(tx, &sys, FLOW_ACCOUNT, t.person, S("phone"), S("查密表")), 0);
	assert_int_equal(account_org_add(tx, &sys, &o, &t.org), 0);
	assert_int_equal(account_org_close(tx, &sys, t.org, true), 0);
	commit();
	t.grant = roles.v[0].id;
	return t;
}

/* What a change would change, in one text. */
static struct str
sum(const struct target *t)
{
	struct person_role_list roles;
	struct access_line_list seen;
	struct person p;
	struct org o;
	struct tx *tx = begin();
	bool may;

	assert_int_equal(account_person(tx, &sys, t->person, &p, &may), 0);
	assert_int_equal(account_roles(tx, &sys, t->person, &roles), 0);
	assert_int_equal(account_accesses_of(tx, &sys, t->person, 10, &seen), 0);
	assert_int_equal(account_org(tx, D, t->org, &o), 0);
	commit();
	return str_fmt(&A, "%lld %lld %zu %zu %zu %lld %lld", (long long)p.version, (long long)p.state, p.password.n,
		       roles.n, seen.n, (long long)o.version, (long long)o.state);
}

/* A route's path with the target's ids in it. */
static struct str
path_to(const struct target *t, const char *path)
{
	struct str rest = str_of(path), part;
	struct buf b;

	buf_init(&b, &A);
	str_next(&rest, '/', &part);
	while (str_next(&rest, '/', &part)) {
		bool org = str_has(str_of(path), S("/orgs/"));

		buf_char(&b, '/');
		if (str_is(part, ":id"))
			buf_int(&b, org ? t->org : t->person);
		else if (str_is(part, ":grant"))
			buf_int(&b, t->grant);
		else
			buf_str(&b, part);
	}
	return buf_done(&b);
}

static void
check_nothing_shown(const char *who, const struct route *route)
{
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		if (shows(hidden[i]))
			fail_msg("%s at %s: %s is shown", who, route->path, hidden[i]);
}

static void
check_refused(const char *who, const struct route *route, int status)
{
	bool to_sign_in = status == 303 && str_starts(R.reply.location, S("/account/sign-in"));

	if (status != 401 && status != 403 && status != 404 && !to_sign_in)
		fail_msg("%s at %s: %d", who, route->path, status);
}

/* Right for every one of the administrators' forms. */
#define GOOD "name=neu&login=neu&phone=13900000009&home=nanling&version=1&role=GRID_WORKER&place=nanling" \
	     "&reason=because&code=neu&kind=community"

/* Asks for every page and act of administrators. all: none may do anything; else those about the target. */
static void
try_all(const char *who, const struct target *t, bool all)
{
	static const char *const bodies[] = {
		"",
		GOOD,
		"name=&login=%FF&phone=12&home=nowhere&version=x&role=KING&place=nowhere&reason=x&code=&kind=A",
	};
	size_t tried = 0;

	for (size_t i = 0; i < account_routes.n; i++) {
		const struct route *route = &account_routes.v[i];
		struct str path = path_to(t, route->path);
		size_t ways = route->method == POST ? sizeof bodies / sizeof *bodies : 1;

		if (route->perm != ACCOUNT_ADMIN)
			continue;
		for (size_t j = 0; j < ways; j++) {
			int status = route->method == POST ? post(path.p, bodies[j]) : get(path.p);

			check_nothing_shown(who, route);
			if (all || strchr(route->path, ':'))
				check_refused(who, route, status);
			tried++;
		}
	}
	assert_true(tried > 40);
}

static void
test_admin__pages_are_closed_to_all_others(void **state)
{
	struct target t = make_target();
	struct str before = sum(&t);

	(void)state;
	person("resident", 0, 0, 0);
	person("worker", ROLE_GRID_WORKER, GRID, 0);
	person("south", ROLE_ADMIN, SOUTH, 0);
	person("boss", ROLE_ADMIN, root, 0);
	factor_on("boss");
	try_all("visitor", &t, true);
	sign_in_as("resident");
	try_all("resident", &t, true);
	sign_in_as("worker");
	try_all("worker", &t, true);
	sign_in_as("boss");
	assert_true(get("/account") == 303 && R.who->pending == PENDING_FACTOR);
	try_all("half signed in", &t, true);
	sign_in_as("south");
	try_all("administrator of the other community", &t, false);
	assert_true(str_eq(sum(&t), before));
}

static void
test_admin__search_finds_nobody_elsewhere(void **state)
{
	struct target t = make_target();
	const char *const queries[] = {"", "?q=qianmimi", "?q=13800000007", "?q=%E9%92%B1"};

	(void)state;
	person("south", ROLE_ADMIN, SOUTH, 0);
	sign_in_as("south");
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		assert_int_equal(get(str_fmt(&A, "/account/people%s", queries[i]).p), 200);
		assert_false(shows("钱密密"));
	}
	assert_int_equal(get(str_fmt(&A, "/account/people?after=%lld", (long long)t.person).p), 404);
}

/* ---- the next user of a browser ---- */

static void
leave_by_sign_out(void)
{
	assert_int_equal(post("/account/sign-out", ""), 303);
	assert_true(forgotten("linli"));
}

static void
leave_everywhere(void)
{
	assert_int_equal(post("/account/sessions/end", ""), 303);
	assert_true(forgotten("linli"));
}

static void
leave_by_erasing(void)
{
	assert_int_equal(post("/account/erase", "confirm=1&password=river+under+seven+bridges"), 303);
	assert_true(forgotten("linli"));
}

/* Signed out from elsewhere: this browser learns it when it asks next. */
static void
leave_by_a_dead_session(void)
{
	struct actor me = actor_of("wang");
	struct str value;
	struct tx *tx = begin();

	assert_int_equal(account_end_sessions(tx, &me), 0);
	commit();
	assert_int_equal(get("/account"), 200);
	assert_true(forgotten("linli"));
	assert_false(gate_unseal(&R, "proven", &value));
}

static void
leave_by_another_signing_in(void)
{
	struct str before = cookie;

	assert_int_equal(post("/account/sign-in", "login=zhao&password=river+under+seven+bridges"), 303);
	assert_true(given("linli").n > 0);
	cookie = before;
}

static void
test_browser__gives_nothing_to_the_next_person(void **state)
{
	static void (*const ways[])(void) = {
		leave_by_sign_out, leave_everywhere, leave_by_a_dead_session, leave_by_another_signing_in, leave_by_erasing,
	};

	(void)state;
	person("wang", 0, 0, 0);
	person("zhao", 0, 0, 0);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		sign_in_as("wang");
		assert_int_equal(get("/account"), 200);
		keep_sealed("known", "wang");
		keep_sealed("proven", "12 13");
		keep_sealed("receipt", "A1 123456");
		cookie = str_fmt(&A, "%.*s; lang=en; junk=%%%%", STR(cookie));
		ways[i]();
		assert_true(forgotten("proven") && forgotten("receipt"));
		assert_false(forgotten("known") || forgotten("lang") || forgotten("junk"));
	}
}

/* A visitor signs in, and again: the browser is still the same person's. */
static void
test_browser__keeps_what_is_its_owners(void **state)
{
	struct str seen;

	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(get("/account"), 200);
	cookie = S("");
	keep_sealed("proven", "12 13");
	seen = cookie;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(post("/account/sign-in", "login=wang&password=wrong"), 422);
		assert_false(forgotten("proven") || forgotten("linli"));
		assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
		assert_false(forgotten("proven") || forgotten("linli"));
		cookie = str_fmt(&A, "%.*s; linli=%.*s", STR(seen), STR(given("linli")));
	}
}

/* ---- many behind one address ---- */

static int
posts(int times, const char *target, const char *form)
{
	int status = 0;

	while (times-- > 0 && status != 429)
		status = post(target, form);
	return status;
}

static void
test_throttle__right_passwords_of_an_office_do_not_count(void **state)
{
	(void)state;
	app.throttle = throttle_new(1000);
	person("wang", 0, 0, 0);
	assert_int_equal(posts(15, "/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
	assert_int_equal(posts(11, "/account/sign-in", "login=zhao&password=guess"), 429);
}

/* Guesses at the passwords of others, and one's own now and then, which used to buy as many again. */
static void
test_throttle__ones_own_password_pays_for_no_guesses(void **state)
{
	(void)state;
	app.throttle = throttle_new(1000);
	person("wang", 0, 0, 0);
	assert_int_equal(posts(9, "/account/sign-in", "login=zhao&password=guess"), 422);
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
	assert_int_equal(post("/account/sign-in", "login=zhao&password=guess"), 422);
	assert_int_equal(post("/account/sign-in", "login=zhao&password=guess"), 429);
}

/* Somebody else spends all guesses at a password. Its owner learns what to do, gets in by a code, and from then on by the password. */
static void
test_lock__the_owner_gets_in_by_a_code(void **state)
{
	static const char right[] = "login=wang&password=river+under+seven+bridges";
	struct account_new p = {.login = S("wang"), .name = S("王"), .phone = S("13800000007"),
				.password_hash = secret_hash_password(&A, S("river under seven bridges"))};
	struct str mine, code;
	struct tx *tx;
	int64_t id;

	(void)state;
	tx = begin();
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	commit();
	assert_int_equal(post("/account/sign-in", right), 303);
	mine = str_fmt(&A, "visitor=%s; known=%.*s", VISITOR, STR(given("known")));
	cookie = S("");
	assert_int_equal(posts(40, "/account/sign-in", "login=wang&password=guess"), 429);
	assert_true(shows("验证码登录"));
	assert_true(shows("/account/sign-in?by=phone"));
	/* A login that nobody has is answered alike. */
	assert_int_equal(posts(40, "/account/sign-in", "login=nobody&password=guess"), 429);
	assert_true(shows("验证码登录"));
	assert_int_equal(post("/account/sign-in", right), 429);
	cookie = mine;
	assert_int_equal(post("/account/sign-in", right), 303);

	cookie = S("");
	assert_int_equal(post("/account/code", "phone=13800000007"), 303);
	keep("sign-in");
	code = code_sent();
	assert_int_equal(post("/account/code/check", str_fmt(&A, "code=%.*s", STR(code)).p), 303);
	mine = str_fmt(&A, "visitor=%s; known=%.*s", VISITOR, STR(given("known")));
	cookie = mine;
	assert_int_equal(post("/account/sign-in", right), 303);
	cookie = mine;
	assert_int_equal(post("/account/sign-in", "login=138+0000+0007&password=river+under+seven+bridges"), 303);
}

static void
test_throttle__a_right_code_costs_nothing(void **state)
{
	struct str code, other;

	(void)state;
	app.throttle = throttle_new(1000);
	assert_int_equal(post("/account/code", "phone=13800000002"), 303);
	keep("sign-in");
	code = code_sent();
	other = cookie;
	cookie = S("");
	assert_int_equal(post("/account/code", "phone=13800000003"), 303);
	keep("sign-in");
	assert_int_equal(posts(9, "/account/code/check", "code=abc"), 422);
	cookie = other;
	assert_int_equal(post("/account/code/check", str_fmt(&A, "code=%.*s", STR(code)).p), 303);
	assert_int_equal(post("/account/code/check", "code=abc"), 422);
	assert_int_equal(post("/account/code/check", "code=abc"), 429);
}

static void
test_throttle__a_right_second_factor_costs_nothing(void **state)
{
	struct str secret;

	(void)state;
	person("wang", 0, 0, 0);
	secret = factor_on("wang");
	clock_set(NOON + 300); /* well after the code that switched it on */
	app.throttle = throttle_new(1000);
	assert_int_equal(posts(9, "/account/second", "code=123456"), 401);
	sign_in_as("wang");
	assert_int_equal(post("/account/second", str_fmt(&A, "code=%.*s", STR(phone_code(secret))).p), 303);
	cookie = S("");
	assert_int_equal(post("/account/second", "code=123456"), 401);
	assert_int_not_equal(post("/account/second", "code=123456"), 401);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup_app, teardown_app)
static const struct CMUnitTest tests[] = {
	TEST(test_admin__pages_are_closed_to_all_others),
	TEST(test_admin__search_finds_nobody_elsewhere),
	TEST(test_browser__gives_nothing_to_the_next_person),
	TEST(test_browser__keeps_what_is_its_owners),
	TEST(test_throttle__right_passwords_of_an_office_do_not_count),
	TEST(test_throttle__ones_own_password_pays_for_no_guesses),
	TEST(test_lock__the_owner_gets_in_by_a_code),
	TEST(test_throttle__a_right_code_costs_nothing),
	TEST(test_throttle__a_right_second_factor_costs_nothing),
};

SUITE(account_fence)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
