/* account_test.c: who gets in, and what the owner of an account may do with it. */
#include "account_help.h"
#include "suite.h"

#include "features/account/account_job.h"
#include "gen/account_sql.h"

static void
test_sign_in__password_opens_a_session(void **state)
{
	int64_t id = person("wang", ROLE_GRID_WORKER, GRID, 0);
	struct account_signed s = sign_in("WANG ", PASSWORD);
	struct actor who;

	(void)state;
	assert_int_equal(s.person, id);
	assert_false(s.wants_factor);
	who = actor_by(s.token);
	assert_int_equal(who.kind, ACTOR_PERSON);
	assert_int_equal(who.person, id);
	assert_int_equal(who.grants_n, 1);
	assert_int_equal(who.grants[0].level, LEVEL_GRID);
	assert_true(actor_is_staff(&who));
}

static void
test_sign_in__wrong_password_and_unknown_login_are_alike(void **state)
{
	struct account_proof wrong, unknown, none;
	struct account_new p = {.phone = S("13800000001"), .name = S("无密码")};
	struct tx *tx;
	int64_t id;

	(void)state;
	person("wang", 0, 0, 0);
	tx = begin();
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	commit();
	assert_int_equal(account_check_password(db, &A, D, S("wang"), S("wrong"), false, &wrong), 0);
	assert_int_equal(account_check_password(db, &A, D, S("nobody"), S("wrong"), false, &unknown), 0);
	assert_int_equal(account_check_password(db, &A, D, S("13800000001"), S(""), false, &none), 0);
	assert_false(wrong.ok || unknown.ok || none.ok);
	assert_int_equal(sign_in("wang", "wrong").person, 0);
	assert_int_equal(sign_in("nobody", PASSWORD).person, 0);
}

static void
test_sign_in__other_district_is_unknown(void **state)
{
	struct account_proof proof;

	(void)state;
	person("wang", 0, 0, 0);
	assert_int_equal(account_check_password(db, &A, D + 1, S("wang"), str_of(PASSWORD), false, &proof), 0);
	assert_false(proof.ok);
}

static void
test_sign_in__proof_of_an_old_password_is_void(void **state)
{
	struct account_browser browser = {0};
	struct account_proof proof;
	struct account_signed s;
	struct actor visitor;
	int64_t id = person("wang", 0, 0, 0);
	struct tx *tx;

	(void)state;
	account_visitor(D, &visitor);
	assert_int_equal(account_check_password(db, &A, D, S("wang"), str_of(PASSWORD), false, &proof), 0);
	tx = begin();
	assert_int_equal(account_reset_password(tx, &sys, id, S("$other"), false), 0);
	assert_int_equal(account_sign_in(tx, &visitor, &proof, &browser, &s), E_INVALID);
	undo();
}

static void
test_session__ends_with_time(void **state)
{
	struct account_signed s;

	(void)state;
	person("wang", ROLE_COMMUNITY, NORTH, 0);
	s = sign_in("wang", PASSWORD);
	clock_set(NOON + 12 * 3600 - 1);
	assert_int_equal(actor_by(s.token).kind, ACTOR_PERSON);
	clock_set(NOON + 12 * 3600);
	assert_int_equal(actor_by(s.token).kind, ACTOR_VISITOR);
	assert_int_equal(actor_by(S("00")).kind, ACTOR_VISITOR);
	assert_int_equal(actor_by(S("")).kind, ACTOR_VISITOR);
}

static void
test_session__use_is_written_down_once_an_hour(void **state)
{
	enum account_ticket ticket;
	struct session_list list;
	struct account_signed s;
	struct actor who;
	struct tx *tx;

	(void)state;
	person("wang", ROLE_COMMUNITY, NORTH, 0);
	s = sign_in("wang", PASSWORD);
	clock_set(NOON + 3601);
	tx = begin();
	assert_int_equal(account_by_session(tx, D, s.token, &who, &ticket), 0);
	assert_int_equal(ticket, TICKET_IDLE);
	commit();
	account_touch(db, &who);
	/* In the background: on PostgreSQL it may come after the next transaction. */
	for (int i = 0; i < 1000 && ticket == TICKET_IDLE; i++) {
		tx = begin();
		assert_int_equal(account_by_session(tx, D, s.token, &who, &ticket), 0);
		commit();
	}
	assert_int_equal(ticket, TICKET_GOOD);
	tx = begin();
	assert_int_equal(account_sessions(tx, &who, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.v[0].seen_at, NOON + 3601);
	assert_int_equal(list.v[0].expires_at, NOON + 3601 + 12 * 3600);
	commit();
}

static void
test_session__neighbours_cannot_be_ended(void **state)
{
	struct account_signed mine, other;
	struct session_list list;
	struct actor me, him;
	struct tx *tx;

	(void)state;
	person("wang", 0, 0, 0);
	person("zhao", 0, 0, 0);
	mine = sign_in("wang", PASSWORD);
	other = sign_in("zhao", PASSWORD);
	me = actor_by(mine.token);
	him = actor_by(other.token);
	tx = begin();
	assert_int_equal(account_end_session(tx, &me, him.session), E_NOTFOUND);
	assert_int_equal(account_end_sessions(tx, &me), 0);
	assert_int_equal(account_sessions(tx, &me, &list), 0);
	assert_int_equal(list.n, 0);
	commit();
	assert_int_equal(actor_by(mine.token).kind, ACTOR_VISITOR);
	assert_int_equal(actor_by(other.token).kind, ACTOR_PERSON);
}

/* Reads the code from the outbox, as the person would from the telephone. */
static char sent[512], sent_to[512];

static int
keep_sent(struct db *d, const struct outbox_job *job, void *ctx)
{
	(void)d;
	(void)ctx;
	snprintf(sent, sizeof sent, "%.*s", STR(job->text));
	snprintf(sent_to, sizeof sent_to, "%.*s", STR(job->to));
	return 0;
}

static struct str
code_sent(void)
{
	static outbox_runner *const runners[OUTBOX__MAX] = {
		[OUTBOX_CODE] = keep_sent, [OUTBOX_NOTICE] = keep_sent, [OUTBOX_CLOCK] = keep_sent,
	};
	int ran;

	assert_int_equal(outbox_drain(db, runners, NULL, &ran), 0);
	assert_int_equal(ran, 1);
	return str_dup(&A, str_sub(str_of(sent), strcspn(sent, "0123456789"), 6));
}

static struct str
ask_code(const char *phone)
{
	struct tx *tx = begin();

	assert_int_equal(account_ask_code(tx, D, str_of(phone)), 0);
	commit();
	return code_sent();
}

static struct account_signed
sign_in_code(const char *phone, struct str code)
{
	struct account_browser browser = {0};
	struct account_signed s = {0};
	struct actor visitor;
	struct tx *tx = begin();

	account_visitor(D, &visitor);
	assert_int_equal(account_sign_in_code(tx, &visitor, str_of(phone), code, &browser, &s), 0);
	commit();
	return s;
}

static void
test_code__makes_a_resident_and_works_once(void **state)
{
	struct str code = ask_code("13800000002");
	struct account_signed s = sign_in_code("13800000002", code), again;

	(void)state;
	assert_null(strstr(sent_to, "1380000"));
	assert_true(s.person > 0 && s.is_new);
	assert_string_equal(actor_by(s.token).name.p, "居民 0002");
	assert_int_equal(sign_in_code("13800000002", code).person, 0);
	clock_set(NOON + 61);
	again = sign_in_code("13800000002", ask_code("13800000002"));
	assert_int_equal(again.person, s.person);
	assert_false(again.is_new);
}

static void
test_code__five_tries_and_ten_minutes(void **state)
{
	struct str code = ask_code("13800000002");
	struct str wrong = str_eq(code, S("000000")) ? S("000001") : S("000000");

	(void)state;
	for (int i = 0; i < 5; i++)
		assert_int_equal(sign_in_code("13800000002", wrong).person, 0);
	assert_int_equal(sign_in_code("13800000002", code).person, 0);
	clock_set(NOON + 100);
	code = ask_code("13800000002");
	clock_set(NOON + 701);
	assert_int_equal(sign_in_code("13800000002", code).person, 0);
	assert_int_equal(sign_in_code("13900000009", code).person, 0);
}

static void
test_code__not_for_another_number(void **state)
{
	struct str code = ask_code("13800000002");

	(void)state;
	ask_code("13800000003");
	assert_int_equal(sign_in_code("13800000003", code).person, 0);
	assert_int_equal(sign_in_code("13800000002", S("")).person, 0);
	assert_true(sign_in_code("13800000002", code).person > 0);
}

static void
test_code__is_not_sent_too_often(void **state)
{
	struct tx *tx;

	(void)state;
	for (int i = 0; i < 10; i++) {
		clock_set(NOON + 61 * i);
		ask_code("13800000002");
	}
	clock_set(NOON + 610 - 59);
	tx = begin();
	assert_int_equal(account_ask_code(tx, D, S("13800000002")), E_LIMIT);
	undo();
	clock_set(NOON + 3600);
	tx = begin();
	assert_int_equal(account_ask_code(tx, D, S("13800000002")), E_LIMIT);
	assert_int_equal(account_ask_code(tx, D, S("1380000000")), E_INVALID);
	undo();
	clock_set(NOON + 86400);
	ask_code("13800000002");
}

static bool
take_phone(const struct actor *me, const char *phone, struct str code)
{
	struct tx *tx = begin();
	bool ok = false;

	assert_int_equal(account_take_phone(tx, me, str_of(phone), code, &ok), 0);
	commit();
	return ok;
}

/* An impatient finger presses twice; its second press finds what it wanted. */
/* Somebody with many networks asks for many: numbers that nobody has get none for a while, people with an account do. */
static void
test_code__a_flood_of_strangers_costs_no_more(void **state)
{
	static outbox_runner *const runners[OUTBOX__MAX] = {[OUTBOX_CODE] = keep_sent};
	struct account_new p = {.phone = S("13800000001"), .name = S("陈晨")};
	struct tx *tx = begin();
	int64_t id;
	int ran;

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	for (int i = 0; i <= ACCOUNT_CODES_AN_HOUR; i++)
		assert_int_equal(account_ask_code(tx, D, str_fmt(&A, "139%08d", i)), 0);
	commit();
	assert_int_equal(outbox_drain(db, runners, NULL, &ran), 0);
	assert_int_equal(ran, ACCOUNT_CODES_AN_HOUR);
	ask_code("13800000001");
	clock_set(NOON + 3601);
	ask_code("13700000001");
}

static void
test_phone__pressed_twice(void **state)
{
	struct account_proof proof;
	struct actor me;
	struct str code;
	struct tx *tx;

	(void)state;
	person("wang", 0, 0, 0);
	me = actor_of("wang");
	assert_int_equal(account_check_own_password(db, &A, &me, str_of(PASSWORD), &proof), 0);
	tx = begin();
	assert_int_equal(account_ask_phone(tx, &me, &proof, S("13900000077")), 0);
	commit();
	code = code_sent();
	assert_false(take_phone(&me, "13900000077", S("nothing")));
	assert_false(take_phone(&me, "13900000078", code));
	assert_true(take_phone(&me, "13900000077", code));
	assert_true(take_phone(&me, "13900000077", code));
	assert_false(take_phone(&me, "13900000078", code));
}

/* ---- the second factor ---- */

static void
test_factor__is_asked_and_a_code_works_once(void **state)
{
	struct account_signed s;
	struct str secret, code;
	struct actor who;
	struct tx *tx;

	(void)state;
	person("wang", ROLE_COMMUNITY, NORTH, 0);
	secret = factor_on("wang");
	clock_set(NOON + 300);
	s = sign_in("wang", PASSWORD);
	assert_true(s.wants_factor);
	who = actor_by(s.token);
	assert_true(who.pending == PENDING_FACTOR);
	assert_false(actor_has(&who, SIGNED_IN));
	assert_false(actor_is_staff(&who));
	code = phone_code(secret);
	tx = begin();
	assert_int_equal(account_second_factor(tx, &who, S("000000x")), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_second_factor(tx, &who, code), 0);
	commit();
	assert_true(actor_by(s.token).kind == ACTOR_PERSON && !actor_by(s.token).pending);
	who = actor_by(sign_in("wang", PASSWORD).token);
	tx = begin();
	assert_int_equal(account_second_factor(tx, &who, code), E_INVALID);
	undo();
}

static void
test_factor__missing_one_ends_after_ten_minutes(void **state)
{
	struct account_signed s;

	(void)state;
	person("wang", 0, 0, 0);
	factor_on("wang");
	s = sign_in("wang", PASSWORD);
	clock_set(NOON + 600);
	assert_int_equal(actor_by(s.token).kind, ACTOR_VISITOR);
}

static void
test_factor__recovery_codes_work_once_and_only_for_their_owner(void **state)
{
	struct str codes[ACCOUNT_RECOVERY_CODES], typed;
	struct actor me, other;
	struct tx *tx;
	int64_t left;

	(void)state;
	person("wang", 0, 0, 0);
	person("zhao", 0, 0, 0);
	me = actor_of("wang");
	other = actor_of("zhao");
	factor_on("wang");
	tx = begin();
	assert_int_equal(account_new_recovery(tx, &other, codes), E_STALE);
	undo();
	tx = begin();
	assert_int_equal(account_new_recovery(tx, &me, codes), 0);
	commit();
	factor_on("zhao");
	typed = str_fmt(&A, " %.*s ", STR(codes[0]));
	other = actor_by(sign_in("zhao", PASSWORD).token);
	tx = begin();
	assert_int_equal(account_second_factor(tx, &other, typed), E_INVALID);
	undo();
	me = actor_by(sign_in("wang", PASSWORD).token);
	tx = begin();
	assert_int_equal(account_second_factor(tx, &me, typed), 0);
	assert_int_equal(account_recovery_left(tx, &me, &left), 0);
	assert_int_equal(left, ACCOUNT_RECOVERY_CODES - 1);
	commit();
	me = actor_by(sign_in("wang", PASSWORD).token);
	tx = begin();
	assert_int_equal(account_second_factor(tx, &me, typed), E_INVALID);
	undo();
}

/* ---- passwords ---- */

static void
test_password__flaws(void **state)
{
	static const struct row {
		const char *login, *password;
		bool good;
	} rows[] = {
		{"wang", "river under seven bridges", true}, {"wang", "一条河七座桥走到头", false},
		{"wang", "一条河七座桥一直走到头", true}, {"wang", "123456789", false},
		{"wang", "1234567890", false}, {"wang", "PASSWORD123", false}, {"wang", "abababababab", false},
		{"wang", "aaaaaaaaaaaa", false}, {"wangxiaoming", "wangxiaoming1", false},
		{"wang", "wang and a good long phrase", true}, {"", "qwertyuiop", false}, {"", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *flaw = account_password_flaw(&A, str_of(rows[i].login), str_of(rows[i].password));

		if ((flaw == NULL) != rows[i].good)
			fail_msg("%s: %s", rows[i].password, flaw ? flaw : "taken");
	}
}

static void
test_password__change_ends_other_sessions(void **state)
{
	struct account_proof right = {0}, wrong = {0};
	struct account_signed here, there;
	struct actor me;
	struct tx *tx;

	(void)state;
	person("wang", 0, 0, 0);
	here = sign_in("wang", PASSWORD);
	there = sign_in("wang", PASSWORD);
	me = actor_by(here.token);
	assert_int_equal(account_check_own_password(db, &A, &me, S("wrong"), &wrong), 0);
	assert_int_equal(account_check_own_password(db, &A, &me, str_of(PASSWORD), &right), 0);
	tx = begin();
	assert_int_equal(account_change_password(tx, &me, &wrong, S("$new")), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_change_password(tx, &me, &right, secret_hash_password(&A, S("another long phrase"))), 0);
	commit();
	assert_int_equal(actor_by(here.token).kind, ACTOR_PERSON);
	assert_int_equal(actor_by(there.token).kind, ACTOR_VISITOR);
	assert_int_equal(sign_in("wang", PASSWORD).person, 0);
	assert_true(sign_in("wang", "another long phrase").person > 0);
}

/* ---- tokens ---- */

static struct actor
actor_by_token(struct str token)
{
	enum account_ticket ticket = TICKET_DEAD;
	struct actor who = {0};
	struct str prefix = str_fmt(&A, "linli_%d_", D);
	struct tx *tx = begin();

	assert_true(str_starts(token, prefix));
	assert_int_equal(account_by_token(tx, D, str_sub(token, prefix.n, token.n), &who, &ticket), 0);
	commit();
	return who;
}

static void
test_token__has_the_powers_it_was_given_and_no_more(void **state)
{
	struct api_token_list list;
	struct actor me, other, program;
	struct str token;
	struct tx *tx;

	(void)state;
	person("wang", ROLE_COMMUNITY, NORTH, 0);
	person("zhao", 0, 0, 0);
	me = actor_of("wang");
	other = actor_of("zhao");
	tx = begin();
	assert_int_equal(account_token_add(tx, &me, S("ledger"), S("APPEAL_QUEUE ACCOUNT_ADMIN"), 0, &token), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_token_add(tx, &me, S(" "), S("APPEAL_QUEUE"), 0, &token), E_INVALID);
	undo();
	tx = begin();
	assert_int_equal(account_token_add(tx, &me, S("ledger"), S("APPEAL_QUEUE"), NOON + 100, &token), 0);
	commit();
	program = actor_by_token(token);
	assert_int_equal(program.kind, ACTOR_TOKEN);
	assert_true(actor_has(&program, APPEAL_QUEUE) && actor_has(&program, OPEN));
	assert_false(actor_has(&program, APPEAL_TRIAGE) || actor_has(&program, SIGNED_IN));
	clock_set(NOON + 100);
	assert_int_equal(actor_by_token(token).kind, 0);
	clock_set(NOON);
	tx = begin();
	assert_int_equal(account_tokens(tx, &me, &list), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(account_token_end(tx, &other, list.v[0].id), E_NOTFOUND);
	assert_int_equal(account_token_end(tx, &me, list.v[0].id), 0);
	commit();
	assert_int_equal(actor_by_token(token).kind, 0);
}

/* What a program holds is as good as a password: who gives somebody a new one, or stops them, means it too. */
static void
test_token__ends_with_the_password_and_the_account(void **state)
{
	struct str token;
	struct actor me;
	struct tx *tx;
	int64_t id;

	(void)state;
	id = person("wang", ROLE_COMMUNITY, NORTH, 0);
	me = actor_of("wang");
	for (int stop = 0; stop < 2; stop++) {
		tx = begin();
		assert_int_equal(account_token_add(tx, &me, S("ledger"), S("APPEAL_QUEUE"), NOON + 1000, &token), 0);
		commit();
		assert_int_equal(actor_by_token(token).kind, ACTOR_TOKEN);
		tx = begin();
		if (stop) {
			assert_int_equal(account_stop(tx, &sys, id), 0);
			assert_int_equal(account_resume(tx, &sys, id), 0);
		} else {
			assert_int_equal(account_reset_password(tx, &sys, id, S("$other"), false), 0);
		}
		commit();
		assert_int_equal(actor_by_token(token).kind, 0);
	}
}

/* ---- leaving ---- */

static void
test_erase__leaves_a_tombstone(void **state)
{
	struct account_new p = {.login = S("wang"), .name = S("王小明"), .phone = S("13800000004"),
				.email = S("wang@example.cn"), .title = S("网格员"),
				.password_hash = secret_hash_password(&A, str_of(PASSWORD))};
	struct account_export mine;
	struct account_signed s;
	struct person left;
	struct actor me;
	int64_t id;
	struct tx *tx = begin();

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &id), 0);
	assert_int_equal(account_grant(tx, &sys, id, ROLE_GRID_WORKER, GRID, 0), 0);
	commit();
	s = sign_in("wang", PASSWORD);
	me = actor_by(s.token);
	tx = begin();
	assert_int_equal(account_export(tx, &me, &mine), 0);
	assert_string_equal(mine.phone.p, "13800000004");
	assert_string_equal(mine.email.p, "wang@example.cn");
	assert_int_equal(mine.roles.n, 1);
	assert_int_equal(mine.accesses.n, 1);
	assert_int_equal(account_erase(tx, &me), 0);
	commit();
	tx = begin();
	assert_int_equal(account_get(tx, D, id, &left), 0);
	assert_string_equal(left.name.p, "已注销");
	assert_int_equal(left.phone.n + left.email.n + left.title.n + left.login.n + left.password.n, 0);
	assert_int_equal(account_by_phone(tx, D, S("13800000004"), &left), E_NOTFOUND);
	commit();
	assert_int_equal(actor_by(s.token).kind, ACTOR_VISITOR);
	assert_int_equal(sign_in("wang", PASSWORD).person, 0);
}

static void
test_erase__not_the_last_administrator(void **state)
{
	struct actor me;
	struct tx *tx;

	(void)state;
	person("boss", ROLE_ADMIN, root, 0);
	me = actor_of("boss");
	tx = begin();
	assert_int_equal(account_erase(tx, &me), E_INVALID);
	undo();
	person("boss2", ROLE_ADMIN, root, 0);
	tx = begin();
	assert_int_equal(account_erase(tx, &me), 0);
	commit();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
/* How many sessions and codes are left that ended before the year 2100. */
static size_t
left_over(void)
{
	struct session_old_list sessions;
	struct code_old_list codes;
	struct tx *tx = begin();

	assert_int_equal(sql_sessions_old(tx, D, INT64_C(4102444800), 10, &sessions), 0);
	assert_int_equal(sql_codes_old(tx, D, INT64_C(4102444800), 1 << 20, 10, &codes), 0);
	commit();
	return sessions.n + codes.n;
}

static void
test_sweep__ended_sessions_and_old_codes_go(void **state)
{
	(void)state;
	person("wang", 0, 0, 0);
	sign_in("wang", PASSWORD);
	ask_code("13800000001");
	assert_int_equal(left_over(), 2);
	assert_int_equal(account_sweep_daily(db), 0);
	assert_int_equal(left_over(), 2);
	clock_set(NOON + 86400 * 400);
	assert_int_equal(account_sweep_daily(db), 0);
	assert_int_equal(left_over(), 0);
}

static const struct CMUnitTest tests[] = {
	TEST(test_sign_in__password_opens_a_session),
	TEST(test_sign_in__wrong_password_and_unknown_login_are_alike),
	TEST(test_sign_in__other_district_is_unknown),
	TEST(test_sweep__ended_sessions_and_old_codes_go),
	TEST(test_sign_in__proof_of_an_old_password_is_void),
	TEST(test_session__ends_with_time),
	TEST(test_session__use_is_written_down_once_an_hour),
	TEST(test_session__neighbours_cannot_be_ended),
	TEST(test_code__makes_a_resident_and_works_once),
	TEST(test_code__five_tries_and_ten_minutes),
	TEST(test_code__not_for_another_number),
	TEST(test_code__is_not_sent_too_often),
	TEST(test_code__a_flood_of_strangers_costs_no_more),
	TEST(test_phone__pressed_twice),
	TEST(test_factor__is_asked_and_a_code_works_once),
	TEST(test_factor__missing_one_ends_after_ten_minutes),
	TEST(test_factor__recovery_codes_work_once_and_only_for_their_owner),
	TEST(test_password__flaws),
	TEST(test_password__change_ends_other_sessions),
	TEST(test_token__has_the_powers_it_was_given_and_no_more),
	TEST(test_token__ends_with_the_password_and_the_account),
	TEST(test_erase__leaves_a_tombstone),
	TEST(test_erase__not_the_last_administrator),
};

SUITE(account)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
