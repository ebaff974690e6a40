/* account_web_test.c: requests about accounts, through the gate. */
#include "account_web_help.h"
#include "suite.h"

/* Who the account belongs to knows its password. */
#define OWNER "password=river+under+seven+bridges&"

static void
test_identify__visitor_person_and_dead_cookie(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(get("/account"), 200);
	assert_true(shows("您还没有登录"));
	sign_in_as("wang");
	assert_int_equal(get("/account"), 200);
	assert_true(shows("wang"));
	cookie = S("linli=330106.00ff");
	assert_int_equal(get("/account"), 200);
	assert_true(shows("您还没有登录") && forgotten("linli"));
	cookie = S("linli=nonsense");
	assert_int_equal(get("/account"), 200);
	assert_true(forgotten("linli"));
	cookie = S("linli=999999.00ff");
	assert_int_equal(get("/account/sign-in"), 200);
	assert_int_equal(R.who->district, D);
}

static void
test_sign_in__by_the_form(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(get("/account/sign-in?next=/appeal/new"), 200);
	assert_true(shows("value=\"/appeal/new\""));
	assert_int_equal(post("/account/sign-in", "login=wang&password=wrong&next=%2Fappeal"), 422);
	assert_true(shows("登录名或密码不对") && shows("value=\"wang\"") && !shows("wrong"));
	assert_int_equal(post("/account/sign-in", "login=&password="), 422);
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges&next=%2Fappeal"), 303);
	assert_string_equal(R.reply.location.p, "/appeal");
	cookie = str_fmt(&A, "linli=%.*s", STR(given("linli")));
	assert_int_equal(get("/account"), 200);
	assert_true(shows("wang"));
	assert_int_equal(get("/account/sign-in"), 303);
	assert_int_equal(post("/account/sign-out", ""), 303);
	assert_true(forgotten("linli"));
	assert_int_equal(get("/account"), 200);
	assert_true(shows("您还没有登录"));
}

static void
test_sign_in__leads_nowhere_else(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(post("/account/sign-in",
			      "login=wang&password=river+under+seven+bridges&next=https%3A%2F%2Fevil.example%2F"), 303);
	assert_string_equal(R.reply.location.p, "/");
	assert_int_equal(post("/account/sign-in",
			      "login=wang&password=river+under+seven+bridges&next=%2F%2Fevil.example%2F"), 303);
	assert_string_equal(R.reply.location.p, "/");
}

/* At a shared computer: a session is long over, what its owner wrote waits for signing in, and somebody else signs in, also
 * after the owner signed out in another tab. */
static void
test_sign_in__leaves_no_form_of_the_last_person(void **state)
{
	struct str sat;

	(void)state;
	person("wang", 0, 0, 0);
	person("li", 0, 0, 0);
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
	sat = given("sat");
	cookie = str_fmt(&A, "linli=%.*s; sat=%.*s", STR(given("linli")), STR(sat));
	assert_int_equal(post("/account/sign-out", ""), 303);
	assert_false(forgotten("sat"));
	cookie = str_fmt(&A, "visitor=%s; sat=%.*s", VISITOR, STR(sat));
	keep_sealed("carry", "what wang wrote");
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
	assert_false(forgotten("carry"));
	assert_int_equal(post("/account/sign-in", "login=li&password=river+under+seven+bridges"), 303);
	assert_true(forgotten("carry"));
}

/* Guessing from ever new addresses, without the cookie that the owner's browser has. */
static int
guess_from_everywhere(int times)
{
	struct str known = cookie;
	int status = 0;

	cookie = S("");
	for (int i = 0; i < times; i++) {
		remote = str_fmt(&A, "10.1.0.%d", i);
		status = post("/account/sign-in", "login=wang&password=guess");
	}
	cookie = known;
	remote = S("10.0.0.9");
	return status;
}

static void
test_sign_in__guesses_at_one_login_run_out_but_its_owner_gets_in(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
	keep("known");
	app.throttle = throttle_new(1000);
	assert_int_equal(guess_from_everywhere(20), 422);
	assert_int_equal(guess_from_everywhere(4), 429);
	assert_int_equal(post("/account/sign-in", "login=Wang&password=river+under+seven+bridges"), 303);
}

/* Wrong guesses stand in rows: a process that knows of none refuses as well. */
static int
guess_until_refused(const char *target, const char *form)
{
	int times = 0;

	/* They are written in the background, so a few more may slip through. */
	for (int status = 0; status != 429 && times < 1000; times++)
		status = post(target, form);
	return times;
}

static void
test_sign_in__guesses_count_for_all_processes(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
	cookie = S("");
	assert_in_range(guess_until_refused("/account/sign-in", "login=wang&password=guess"), 21, 999);
	assert_int_equal(post("/account/sign-in", "login=WANG&password=river+under+seven+bridges"), 429);
	assert_in_range(guess_until_refused("/account/sign-in", "login=nobody&password=guess"), 21, 999);
	clock_set(NOON + 30);
	assert_int_equal(post("/account/sign-in", "login=wang&password=river+under+seven+bridges"), 303);
}

static void
test_second__guesses_count_for_all_processes(void **state)
{
	struct str secret;

	(void)state;
	person("wang", 0, 0, 0);
	secret = factor_on("wang");
	clock_set(NOON + 300);
	sign_in_as("wang");
	assert_in_range(guess_until_refused("/account/second", "code=12345"), 6, 999);
	sign_in_as("wang");
	assert_int_equal(post("/account/second", str_fmt(&A, "code=%.*s", STR(phone_code(secret))).p), 429);
	clock_set(NOON + 360);
	assert_int_equal(post("/account/second", str_fmt(&A, "code=%.*s", STR(phone_code(secret))).p), 303);
}

/* The demo's mailbox shows the code: the whole way of a resident. */
static void
test_code__from_the_number_to_a_name(void **state)
{
	struct str code;

	(void)state;
	assert_int_equal(get("/account/code"), 303);
	assert_int_equal(post("/account/code", "phone=1380000"), 422);
	assert_true(shows("少了"));
	assert_int_equal(post("/account/code", "phone=138+0000+0002&next=%2Fappeal%2Fnew"), 303);
	assert_string_equal(R.reply.location.p, "/account/code");
	keep("sign-in");
	assert_int_equal(get("/account/code"), 200);
	assert_true(shows("138****0002"));
	assert_int_equal(get("/account/outbox"), 404);
	code = code_sent();
	assert_int_equal(post("/account/code/check", "code=abc"), 422);
	assert_true(shows("验证码不对"));
	assert_int_equal(post("/account/code/check", str_fmt(&A, "code=%.*s", STR(code)).p), 303);
	assert_string_equal(R.reply.location.p, "/account/profile");
	cookie = str_fmt(&A, "linli=%.*s", STR(given("linli")));
	assert_int_equal(get("/account/profile"), 200);
	assert_true(shows("居民 0002"));
	assert_int_equal(post("/account/profile", "name=%E7%8E%8B%E5%B0%8F%E6%98%8E&home=beiling"), 303);
	assert_int_equal(get("/account"), 200);
	assert_true(shows("王小明") && shows("北岭社区"));
	assert_int_equal(post("/account/profile", "name=%E7%8E%8B&home=nowhere"), 422);
	assert_true(shows("没有认出这个地方") && shows("value=\"nowhere\""));
}

static void
test_pages__need_somebody(void **state)
{
	static const char *const mine[] = {"/account/profile", "/account/password", "/account/totp",
					   "/account/tokens", "/account/erase"};
	static const char *const admins[] = {"/account/people", "/account/people/new", "/account/orgs",
					     "/account/orgs/new", "/account/people/1/edit"};

	(void)state;
	for (size_t i = 0; i < sizeof mine / sizeof *mine; i++) {
		assert_int_equal(get(mine[i]), 303);
		assert_true(str_starts(R.reply.location, S("/account/sign-in?next=")));
	}
	person("wang", ROLE_COMMUNITY, NORTH, 0);
	sign_in_as("wang");
	for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
		assert_int_equal(get(mine[i]), 200);
	for (size_t i = 0; i < sizeof admins / sizeof *admins; i++)
		assert_int_equal(get(admins[i]), 403);
	assert_int_equal(post("/account/people", "name=x&login=xx"), 403);
}

static void
test_session__neighbours_id_is_not_found(void **state)
{
	struct account_signed other;
	struct actor him;

	(void)state;
	person("wang", 0, 0, 0);
	person("zhao", 0, 0, 0);
	other = sign_in("zhao", PASSWORD);
	him = actor_by(other.token);
	sign_in_as("wang");
	assert_int_equal(post(str_fmt(&A, "/account/session/%lld/end", (long long)him.session).p, ""), 404);
	assert_int_equal(post("/account/session/abc/end", ""), 404);
	assert_int_equal(post("/account/session/-1/end", ""), 404);
	assert_int_equal(actor_by(other.token).kind, ACTOR_PERSON);
	assert_int_equal(post("/account/sessions/end", ""), 303);
	assert_int_equal(get("/account/profile"), 303);
}

static void
test_password__is_changed_by_the_form(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	sign_in_as("wang");
	assert_int_equal(post("/account/password", "password=wrong&new=a+good+long+one&new_again=a+good+long+one"), 422);
	assert_true(shows("现在的密码不对"));
	assert_int_equal(post("/account/password", "password=river+under+seven+bridges&new=1234567890&new_again=1234567890"), 422);
	assert_true(shows("很多人用过") && !shows("1234567890"));
	assert_int_equal(post("/account/password", "password=river+under+seven+bridges&new=a+good+long+one&new_again=another"), 422);
	assert_int_equal(post("/account/password", "password=river+under+seven+bridges&new=a+good+long+one&new_again=a+good+long+one"), 303);
	assert_true(sign_in("wang", "a good long one").person > 0);
}

static void
test_factor__set_up_by_the_page(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	sign_in_as("wang");
	assert_int_equal(get("/account/totp.svg"), 404);
	assert_int_equal(get("/account/totp"), 200);
	keep("totp");
	assert_int_equal(get("/account/totp.svg"), 200);
	assert_true(shows("<svg"));
	assert_int_equal(post("/account/totp", OWNER "code=12345"), 422);
	assert_true(shows("验证器"));
	assert_int_equal(post("/account/totp", "password=wrong&code=12345"), 422);
	assert_true(shows("现在的密码不对"));
	assert_int_equal(post("/account/totp/off", "code=123456"), 409);
}

/* Who finds a browser signed in does not get codes for the second factor out of it. */
static void
test_factor__new_codes_want_it(void **state)
{
	struct str secret;
	const char *code;

	(void)state;
	person("wang", 0, 0, 0);
	sign_in_as("wang");
	secret = factor_on("wang");
	clock_set(NOON + 300);
	assert_int_equal(post("/account/totp/codes", ""), 422);
	assert_int_equal(post("/account/totp/codes", "code=000000x"), 422);
	assert_true(shows("这个码不对"));
	code = str_fmt(&A, "code=%.*s", STR(phone_code(secret))).p;
	assert_int_equal(post("/account/totp/codes", code), 303);
	assert_int_equal(post("/account/totp/codes", code), 422);
}

/* Signs out with this text for a token. */
static int
sign_out_with(struct str token)
{
	return ask(str_fmt(&A, "POST /account/sign-out HTTP/1.1\r\nHost: h\r\nCookie: %.*s\r\n"
			       "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\ncsrf=%.*s",
			   STR(cookies()), 5 + token.n, STR(token)));
}

/* The token of the form on the page that was shown last. */
static struct str
token_shown(void)
{
	struct str page = buf_done(&R.reply.body), before = S("name=\"csrf\" value=\"");
	size_t at = str_find(page, before);

	return str_dup(&A, str_sub(page, at + before.n, 64));
}

static void
test_csrf__is_wanted(void **state)
{
	struct account_signed other;

	(void)state;
	person("wang", 0, 0, 0);
	other = sign_in("wang", PASSWORD);
	sign_in_as("wang");
	assert_int_equal(sign_out_with(S("1")), 403);
	assert_int_equal(sign_out_with(S("")), 403);
	/* The bare token, as it was before pages masked it, and that of another browser. */
	assert_int_equal(sign_out_with(str_sub(csrf(), 32, 32)), 403);
	assert_int_equal(sign_out_with(str_fmt(&A, "%064d", 0)), 403);
	assert_int_equal(get("/account/profile"), 200);
	cookie = str_fmt(&A, "linli=%d.%.*s", D, STR(other.token));
	assert_int_equal(sign_out_with(token_shown()), 403);
	assert_int_equal(get("/account/profile"), 200);
}

/* Two readings carry two texts, and both are good; changed in one place neither is. */
static void
test_csrf__is_masked_on_each_page(void **state)
{
	struct str first, second;
	char bad[65] = {0};

	(void)state;
	person("wang", 0, 0, 0);
	sign_in_as("wang");
	assert_int_equal(get("/account/profile"), 200);
	first = token_shown();
	assert_int_equal(get("/account/profile"), 200);
	second = token_shown();
	assert_int_equal(first.n, 64);
	assert_false(str_eq(str_sub(first, 0, 32), str_sub(second, 0, 32)));
	assert_false(str_eq(str_sub(first, 32, 32), str_sub(second, 32, 32)));
	assert_false(str_has(first, str_sub(csrf(), 32, 32)));
	for (size_t at = 0; at < 64; at += 21) {
		memcpy(bad, first.p, 64);
		bad[at] = bad[at] == '0' ? '1' : '0';
		assert_int_equal(sign_out_with(str_of(bad)), 403);
	}
	assert_int_equal(sign_out_with(second), 303);
	sign_in_as("wang");
	assert_int_equal(get("/account/profile"), 200);
	first = token_shown();
	assert_int_equal(get("/account/profile"), 200);
	assert_int_equal(sign_out_with(first), 303);
}

/* A page without a form shows a visitor nothing that changes. */
static void
test_csrf__is_not_on_pages_without_a_form(void **state)
{
	struct str first;

	(void)state;
	assert_int_equal(get("/account"), 200);
	first = str_dup(&A, buf_done(&R.reply.body));
	assert_int_equal(get("/account"), 200);
	assert_true(str_eq(first, buf_done(&R.reply.body)));
}

static void
test_admin__adds_gives_and_takes(void **state)
{
	struct str there;
	struct person p;
	struct tx *tx;

	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	sign_in_as("boss");
	assert_int_equal(get("/account/people"), 200);
	assert_true(shows("boss"));
	assert_int_equal(post("/account/people", "name=%E6%9D%8E&login=Li&phone=13800000011&home=nanling&title=%E7%BD%91%E6%A0%BC%E5%91%98"), 303);
	there = str_dup(&A, R.reply.location);
	assert_int_equal(get(there.p), 200);
	assert_true(shows("138****0011") && !shows("13800000011"));
	assert_int_equal(post("/account/people", "name=%E6%9D%8E&login=li"), 409);
	assert_true(shows("已经有人用了") && shows("value=\"li\""));
	assert_int_equal(post(str_fmt(&A, "%.*s/grant", STR(there)).p, "role=COMMUNITY&place=nanling"), 303);
	assert_int_equal(post(str_fmt(&A, "%.*s/grant", STR(there)).p, "role=COMMUNITY"), 422);
	assert_int_equal(post(str_fmt(&A, "%.*s/grant", STR(there)).p, "role=KING&place=nanling"), 422);
	assert_int_equal(post(str_fmt(&A, "%.*s/reveal", STR(there)).p, "reason=x"), 422);
	assert_int_equal(post(str_fmt(&A, "%.*s/reveal", STR(there)).p, "reason=%E6%A0%B8%E5%AE%9E%E4%BD%8F%E5%9D%80"), 303);
	keep("phone");
	assert_int_equal(get(there.p), 200);
	assert_true(shows("13800000011") && shows("核实住址") && forgotten("phone"));
	assert_int_equal(post(str_fmt(&A, "%.*s/password", STR(there)).p, ""), 303);
	keep("new-password");
	assert_int_equal(get(there.p), 200);
	assert_true(shows("只显示这一次") && forgotten("new-password"));
	tx = begin();
	assert_int_equal(account_by_login(tx, D, S("li"), &p), 0);
	assert_true(p.password.n > 0);
	commit();
	assert_int_equal(post(str_fmt(&A, "%.*s/stop", STR(there)).p, ""), 303);
	assert_int_equal(post(str_fmt(&A, "%.*s/stop", STR(there)).p, ""), 409);
	assert_int_equal(get("/account/people/999"), 404);
	assert_int_equal(get("/account/people/x"), 404);
}

static void
test_admin__edit_shows_a_conflict(void **state)
{
	int64_t wang = person("wang", 0, 0, 0);
	struct str path = str_fmt(&A, "/account/people/%lld/edit", (long long)wang);

	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	sign_in_as("boss");
	assert_int_equal(get(path.p), 200);
	assert_true(shows("name=\"version\" value=\"1\""));
	assert_int_equal(post(path.p, "name=wang&login=wang&version=1&title=A"), 303);
	assert_int_equal(post(path.p, "name=wang&login=wang&version=1&title=B"), 409);
	assert_true(shows("value=\"B\""));
}

static void
test_admin__bodies(void **state)
{
	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	sign_in_as("boss");
	assert_int_equal(get("/account/orgs"), 200);
	assert_true(shows("还没有机构"));
	assert_int_equal(post("/account/orgs", "name=%E5%8C%97%E5%B2%AD&code=beiling&kind=community&place=beiling"), 303);
	assert_int_equal(post("/account/orgs", "name=%E5%8C%97%E5%B2%AD&code=beiling&kind=community"), 409);
	assert_int_equal(post("/account/orgs", "name=&code=x&kind=community"), 422);
	assert_int_equal(get("/account/orgs"), 200);
	assert_true(shows("北岭社区"));
	assert_int_equal(api("GET", "/api/account/org", NULL), 200);
	assert_true(shows("\"code\":\"beiling\"") && R.reply.etag.n);
}

static void
test_api__cookies_do_not_count_and_tokens_do(void **state)
{
	struct str token, mine;
	struct api_token_list list;
	struct actor me;
	struct tx *tx;

	(void)state;
	person("wang", ROLE_COMMUNITY, NORTH, 0);
	person("zhao", 0, 0, 0);
	sign_in_as("wang");
	assert_int_equal(get("/api/account/me"), 401);
	assert_int_equal(api("GET", "/api/account/me", "linli_330106_00"), 401);
	assert_int_equal(api("GET", "/api/account/me", "nonsense"), 401);
	assert_int_equal(post("/account/tokens", "name=ledger&scopes=SIGNED_IN&days=30"), 422);
	assert_int_equal(post("/account/tokens", "password=wrong&name=ledger&scopes=SIGNED_IN&days=30"), 422);
	assert_true(shows("现在的密码不对"));
	assert_int_equal(post("/account/tokens", OWNER "name=ledger&scopes=ACCOUNT_ADMIN&days=30"), 422);
	assert_int_equal(post("/account/tokens", OWNER "name=ledger&scopes=SIGNED_IN&days=7"), 422);
	assert_int_equal(post("/account/tokens", OWNER "name=ledger&scopes=SIGNED_IN&scopes=APPEAL_QUEUE&days=30"), 303);
	keep("token");
	assert_int_equal(get("/account/tokens"), 200);
	token = buf_done(&R.reply.body);
	token = str_dup(&A, str_sub(token, str_find(token, S("linli_330106_")), 13 + 64));
	assert_int_equal(api("GET", "/api/account/me", token.p), 200);
	assert_true(shows("\"login\":\"wang\"") && shows("\"role\":\"COMMUNITY\""));
	me = actor_of("wang");
	tx = begin();
	assert_int_equal(account_tokens(tx, &me, &list), 0);
	commit();
	me = actor_of("zhao");
	tx = begin();
	assert_int_equal(account_token_add(tx, &me, S("x"), S("SIGNED_IN"), 0, &mine), 0);
	commit();
	assert_int_equal(api("POST", str_fmt(&A, "/api/account/token/%lld/revoke", (long long)list.v[0].id).p, mine.p), 404);
	assert_int_equal(api("POST", str_fmt(&A, "/api/account/token/%lld/revoke", (long long)list.v[0].id).p, token.p), 204);
	assert_int_equal(api("GET", "/api/account/me", token.p), 401);
}

static void
test_export_and_erase(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	sign_in_as("wang");
	assert_int_equal(post("/account/export", ""), 200);
	assert_true(str_has(R.reply.body_static, S("\"login\":\"wang\"")) && R.reply.download.n);
	assert_int_equal(post("/account/erase", "password=river+under+seven+bridges"), 422);
	assert_int_equal(post("/account/erase", "confirm=1&password=wrong"), 422);
	assert_int_equal(post("/account/erase", "confirm=1&password=river+under+seven+bridges"), 303);
	assert_true(forgotten("linli"));
	assert_int_equal(sign_in("wang", PASSWORD).person, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup_app, teardown_app)
static const struct CMUnitTest tests[] = {
	TEST(test_identify__visitor_person_and_dead_cookie),
	TEST(test_sign_in__by_the_form),
	TEST(test_sign_in__leads_nowhere_else),
	TEST(test_sign_in__leaves_no_form_of_the_last_person),
	TEST(test_sign_in__guesses_at_one_login_run_out_but_its_owner_gets_in),
	TEST(test_sign_in__guesses_count_for_all_processes),
	TEST(test_second__guesses_count_for_all_processes),
	TEST(test_code__from_the_number_to_a_name),
	TEST(test_pages__need_somebody),
	TEST(test_session__neighbours_id_is_not_found),
	TEST(test_password__is_changed_by_the_form),
	TEST(test_factor__set_up_by_the_page),
	TEST(test_factor__new_codes_want_it),
	TEST(test_csrf__is_wanted),
	TEST(test_csrf__is_masked_on_each_page),
	TEST(test_csrf__is_not_on_pages_without_a_form),
	TEST(test_admin__adds_gives_and_takes),
	TEST(test_admin__edit_shows_a_conflict),
	TEST(test_admin__bodies),
	TEST(test_api__cookies_do_not_count_and_tokens_do),
	TEST(test_export_and_erase),
};

SUITE(account_web)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
