/* secret_test.c: keys, hashing, personal fields, one-time codes. */
#include "lib/secret.h"
#include "base/err.h"
#include "suite.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena A;

static struct str
S_of(const char *p, size_t n)
{
	return (struct str){p, n};
}

static const char *
fresh_dir(void)
{
	char *dir = (char *)str_dup(&A, S("/tmp/linli-secret-XXXXXX")).p;

	assert_non_null(mkdtemp(dir));
	return dir;
}

static void
drop_dir(const char *dir)
{
	unlink(str_fmt(&A, "%s/secret.key", dir).p);
	assert_int_equal(rmdir(dir), 0); /* nothing else was left there */
}

static void
test_key__is_made_once_and_private(void **state)
{
	const char *dir = fresh_dir(), *path = str_fmt(&A, "%s/secret.key", dir).p;
	struct str why = S(""), mac;
	struct stat st;

	(void)state;
	assert_int_equal(secret_load(dir, &A, &why), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, 32);
	mac = secret_mac(&A, "test", S("x"));
	secret_use_test_key();
	assert_false(str_eq(mac, secret_mac(&A, "test", S("x"))));
	assert_int_equal(secret_load(dir, &A, &why), 0);
	assert_true(str_eq(mac, secret_mac(&A, "test", S("x"))));
	secret_use_test_key();
	drop_dir(dir);
}

static void
test_key__others_may_read_is_refused(void **state)
{
	static const mode_t bad[] = {0640, 0604, 0660, 0602};
	const char *dir = fresh_dir(), *path = str_fmt(&A, "%s/secret.key", dir).p;
	struct str why = S("");

	(void)state;
	assert_int_equal(secret_load(dir, &A, &why), 0);
	secret_use_test_key();
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(chmod(path, bad[i]), 0);
		assert_int_equal(secret_load(dir, &A, &why), E_IO);
		assert_true(str_has(why, S("secret.key")));
	}
	drop_dir(dir);
}

static void
test_key__of_wrong_size_is_refused(void **state)
{
	static const size_t sizes[] = {0, 31, 33};
	const char *dir = fresh_dir(), *path = str_fmt(&A, "%s/secret.key", dir).p;
	struct str why = S("");

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		assert_true(fd >= 0);
		assert_int_equal(write(fd, "0123456789012345678901234567890123456789", sizes[i]),
				 sizes[i]);
		close(fd);
		assert_int_equal(secret_load(dir, &A, &why), E_IO);
	}
	drop_dir(dir);
}

static void
test_key__symbolic_link_and_missing_folder_are_refused(void **state)
{
	const char *dir = fresh_dir();
	struct str why = S("");

	(void)state;
	assert_int_equal(symlink("/dev/zero", str_fmt(&A, "%s/secret.key", dir).p), 0);
	assert_int_equal(secret_load(dir, &A, &why), E_IO);
	drop_dir(dir);
	assert_int_equal(secret_load(dir, &A, &why), E_IO);
}

static void
test_seal__opens_to_the_same(void **state)
{
	struct str plain = S("北岭路 12 号 301 室\0x"), sealed, again, opened;

	(void)state;
	sealed = secret_seal(&A, plain);
	again = secret_seal(&A, plain);
	assert_false(str_eq(sealed, again));
	assert_false(str_has(sealed, S("北岭")));
	assert_int_equal(secret_open(&A, sealed, &opened), 0);
	assert_true(str_eq(opened, plain));
	assert_int_equal(secret_seal(&A, S("")).n, 0);
	assert_int_equal(secret_open(&A, S(""), &opened), 0);
	assert_int_equal(opened.n, 0);
}

static void
test_seal__changed_or_short_is_refused(void **state)
{
	struct str sealed = secret_seal(&A, S("13800000000")), opened = S("untouched");

	(void)state;
	for (size_t i = 0; i < sealed.n; i++) {
		char *bad = (char *)str_dup(&A, sealed).p;

		bad[i] = (char)(bad[i] ^ 1);
		assert_int_equal(secret_open(&A, S_of(bad, sealed.n), &opened), E_MALFORMED);
		if (i)
			assert_int_equal(secret_open(&A, str_sub(sealed, 0, i), &opened),
					 E_MALFORMED);
	}
	assert_true(str_is(opened, "untouched"));
}

static void
test_index__depends_on_purpose_and_text(void **state)
{
	struct str phone = secret_index(&A, "phone", S("13800000000"));

	(void)state;
	assert_int_equal(phone.n, 64);
	assert_true(str_eq(phone, secret_index(&A, "phone", S("13800000000"))));
	assert_false(str_eq(phone, secret_index(&A, "phone", S("13800000001"))));
	assert_false(str_eq(phone, secret_index(&A, "name", S("13800000000"))));
	assert_false(str_eq(phone, secret_mac(&A, "phone", S("13800000000"))));
	assert_false(str_eq(secret_mac(&A, "a", S("bc")), secret_mac(&A, "ab", S("c"))));
}

static void
test_equal__compares_all_bytes(void **state)
{
	(void)state;
	assert_true(secret_equal(S("abc"), S("abc")));
	assert_true(secret_equal(S(""), (struct str){NULL, 0}));
	assert_false(secret_equal(S("abc"), S("abd")));
	assert_false(secret_equal(S("abc"), S("ab")));
}

static bool
is_right(struct str hash, struct str password)
{
	bool right = true;

	assert_int_equal(secret_check_password(hash, password, &right), 0);
	return right;
}

/* A machine without memory says so, instead of calling the right password wrong: this hash wants four terabytes. */
static void
test_password__without_memory_is_told(void **state)
{
	struct str hash = S("$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$"
			    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	FILE *f = fopen("/proc/sys/vm/overcommit_memory", "re");
	bool right = true, all_is_given = !f || getc(f) == '1';

	(void)state;
	if (f)
		fclose(f);
	if (all_is_given)
		return; /* this machine promises what it has not */
	assert_int_equal(secret_check_password(hash, S("梅花 香自"), &right), E_BUSY);
	assert_true(right); /* untouched */
}

static void
test_password__only_the_right_one(void **state)
{
	struct str hash = secret_hash_password(&A, S("梅花 香自"));

	(void)state;
	assert_true(str_starts(hash, S("$argon2id$v=19$m=65536,t=2,p=1$")));
	assert_true(is_right(hash, S("梅花 香自")));
	assert_false(is_right(hash, S("梅花香自")));
	assert_false(is_right(S(""), S("")));
	assert_false(is_right(S("$argon2id$nonsense"), S("梅花 香自")));
	assert_false(str_eq(hash, secret_hash_password(&A, S("梅花 香自"))));
}

static void
test_digest__is_blake2b_256(void **state)
{
	(void)state;
	assert_true(str_is(secret_digest(&A, S("")),
			   "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"));
	assert_true(str_is(secret_digest(&A, S("abc")),
			   "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"));
}

static void
test_token__has_length_and_alphabet(void **state)
{
	struct str token = secret_token(&A, 16), digits = secret_digits(&A, 8);

	(void)state;
	assert_int_equal(token.n, 32);
	assert_int_equal(strspn(token.p, "0123456789abcdef"), 32);
	assert_int_equal(digits.n, 8);
	assert_int_equal(strspn(digits.p, "0123456789"), 8);
	assert_false(str_eq(token, secret_token(&A, 16)));
}

/* RFC 6238, appendix B, last six digits; the secret is "12345678901234567890". */
static const struct {
	int64_t at;
	const char *code;
} totp[] = {
	{59, "287082"},	       {1111111109, "081804"}, {1111111111, "050471"},
	{1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
};
#define TOTP_SECRET S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")

static void
test_totp__rfc_6238(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof totp / sizeof *totp; i++) {
		struct str code = str_of(totp[i].code);
		int64_t step = 0;

		assert_true(secret_totp_ok(TOTP_SECRET, code, totp[i].at, &step));
		assert_int_equal(step, totp[i].at / 30);
		assert_true(secret_totp_ok(TOTP_SECRET, code, totp[i].at + 30, &step));
		assert_int_equal(step, totp[i].at / 30);
		assert_true(secret_totp_ok(TOTP_SECRET, code, totp[i].at - 30, &step));
		assert_false(secret_totp_ok(TOTP_SECRET, code, totp[i].at + 90, &step));
	}
}

static void
test_totp__secret_as_people_type_it(void **state)
{
	int64_t step = 0;

	(void)state;
	assert_true(secret_totp_ok(S("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"), S("287082"), 59,
				   &step));
	assert_false(secret_totp_ok(S("GEZD0NBV"), S("287082"), 59, &step));
	assert_false(secret_totp_ok(S(""), S("287082"), 59, &step));
	assert_false(secret_totp_ok(TOTP_SECRET, S("28708"), 59, &step));
	assert_false(secret_totp_ok(TOTP_SECRET, S("2870820"), 59, &step));
	assert_false(secret_totp_ok(TOTP_SECRET, S(""), 59, &step));
}

static void
test_totp__new_secret_is_160_bits(void **state)
{
	struct str one = secret_totp_new(&A);

	(void)state;
	assert_int_equal(one.n, 32);
	assert_int_equal(strspn(one.p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 32);
	assert_false(str_eq(one, secret_totp_new(&A)));
}

SUITE(secret)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key__is_made_once_and_private),
		cmocka_unit_test(test_key__others_may_read_is_refused),
		cmocka_unit_test(test_key__of_wrong_size_is_refused),
		cmocka_unit_test(test_key__symbolic_link_and_missing_folder_are_refused),
		cmocka_unit_test(test_seal__opens_to_the_same),
		cmocka_unit_test(test_seal__changed_or_short_is_refused),
		cmocka_unit_test(test_index__depends_on_purpose_and_text),
		cmocka_unit_test(test_equal__compares_all_bytes),
		cmocka_unit_test(test_password__only_the_right_one),
		cmocka_unit_test(test_password__without_memory_is_told),
		cmocka_unit_test(test_digest__is_blake2b_256),
		cmocka_unit_test(test_token__has_length_and_alphabet),
		cmocka_unit_test(test_totp__rfc_6238),
		cmocka_unit_test(test_totp__secret_as_people_type_it),
		cmocka_unit_test(test_totp__new_secret_is_160_bits),
	};
	int failed;

	secret_use_test_key();
	failed = cmocka_run_group_tests_name("secret", tests, NULL, NULL);
	arena_release(&A);
	return failed;
}
