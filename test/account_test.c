/* account_test.c: who gets in, and what the owner of an account may do with it. */
#include "account_help.h"

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
	assert_int_equal(account_check_password(db, &A, D, S("wang"), S("wrong"), &wrong), 0);
	assert_int_equal(account_check_password(db, &A, D, S("nobody"), S("wrong"), &unknown), 0);
	assert_int_equal(account_check_password(db, &A, D, S("13800000001"), S(""), &none), 0);
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
	assert_int_equal(account_check_password(db, &A, D + 1, S("wang"), str_of(PASSWORD), &proof), 0);
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
	assert_int_equal(account_check_password(db, &A, D, S("wang"), str_of(PASSWORD), &proof), 0);
	tx = begin();
	assert_int_equal(account_reset_password(tx, &sys, id, S("$other")), 0);
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
	tx = begin();
	assert_int_equal(account_by_session(tx, D, s.token, &who, &ticket), 0);
	assert_int_equal(ticket, TICKET_GOOD);
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
ask_code(const char *phone)
{
	static outbox_runner *const runners[OUTBOX__MAX] = {
		[OUTBOX_CODE] = keep_sent, [OUTBOX_NOTICE] = keep_sent, [OUTBOX_CLOCK] = keep_sent,
	};
	struct tx *tx = begin();
	size_t at;
	int ran;

	assert_int_equal(account_ask_code(tx, D, str_of(phone)), 0);
	commit();
	assert_int_equal(outbox_drain(db, runners, NULL, &ran), 0);
	assert_int_equal(ran, 1);
	at = strcspn(sent, "0123456789");
	return str_dup(&A, str_sub(str_of(sent), at, 6));
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

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		T(test_sign_in__password_opens_a_session),
		T(test_sign_in__wrong_password_and_unknown_login_are_alike),
		T(test_sign_in__other_district_is_unknown),
		T(test_sign_in__proof_of_an_old_password_is_void),
		T(test_session__ends_with_time),
		T(test_session__use_is_written_down_once_an_hour),
		T(test_session__neighbours_cannot_be_ended),
		T(test_code__makes_a_resident_and_works_once),
		T(test_code__five_tries_and_ten_minutes),
		T(test_code__not_for_another_number),
		T(test_code__is_not_sent_too_often),
	};

	secret_use_test_key();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
