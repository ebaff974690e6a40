/* account_send_test.c: messages reach a gateway as it wants them; the command line for people. */
#include "account_help.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "features/account/account_cmd.h"
#include "features/account/account_job.h"
#include "kit/feature.h"
#include "features/account/account_send.h"
#include "suite.h"

/* A gateway for one connection: reads, and answers each line or request with the next of its lines. */
struct gateway {
	int listener, port;
	const char *const *answers; /* NULL-ended */
	char heard[8192];
	size_t n;
	pthread_t thread;
};
static struct gateway gw;

/* Reads until the text ends so; false when the other side went away. */
static bool
hear(int fd, const char *end_of_it)
{
	size_t from = gw.n;

	while (gw.n < sizeof gw.heard - 1) {
		ssize_t n = read(fd, gw.heard + gw.n, 1);

		if (n <= 0)
			return false;
		gw.n++;
		gw.heard[gw.n] = '\0';
		if (gw.n - from >= strlen(end_of_it) && strcmp(gw.heard + gw.n - strlen(end_of_it), end_of_it) == 0)
			return true;
	}
	return false;
}

static void
say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		gw.heard[0] = '\0';
}

static void *
be_gateway(void *arg)
{
	int fd = accept(gw.listener, NULL, NULL);
	const char *const *answer = gw.answers;

	(void)arg;
	if (strncmp(*answer, "HTTP", 4) == 0) {
		hear(fd, "}}");
		say(fd, *answer);
	} else {
		say(fd, *answer++);
		while (*answer && hear(fd, strstr(answer[-1], "354") ? "\r\n.\r\n" : "\r\n"))
			say(fd, *answer++);
	}
	close(fd);
	return NULL;
}

static void
gateway(const char *const *answers)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof a;

	gw = (struct gateway){.listener = socket(AF_INET, SOCK_STREAM, 0), .answers = answers};
	assert_int_equal(bind(gw.listener, (struct sockaddr *)&a, n), 0);
	assert_int_equal(listen(gw.listener, 1), 0);
	assert_int_equal(getsockname(gw.listener, (struct sockaddr *)&a, &n), 0);
	gw.port = ntohs(a.sin_port);
	pthread_create(&gw.thread, NULL, be_gateway, NULL);
}

static void
gateway_end(void)
{
	pthread_join(gw.thread, NULL);
	close(gw.listener);
}

static struct str
secret_file(mode_t mode)
{
	struct str name = str_fmt(&A, "%s/secret", env.dir);
	int fd = open(name.p, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "t0ken\nrest", 10), 10);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
	return name;
}

static void
test_sms__is_posted_as_json_with_the_token(void **state)
{
	static const char *const answers[] = {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", NULL};
	struct account_channels c = {.sms_token_file = secret_file(0600)};
	struct str sentence = S("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");

	(void)state;
	gateway(answers);
	c.sms_url = str_fmt(&A, "http://127.0.0.1:%d/send", gw.port);
	assert_int_equal(account_send_sms(&A, &c, S("13800000001"), &(struct account_sms){.text = S("楼道灯\"修好\"了"), .kind = "notice", .matter = S("BL-2611-0387"), .words = sentence}), 0);
	gateway_end();
	assert_non_null(strstr(gw.heard, "POST /send "));
	assert_non_null(strstr(gw.heard, "Authorization: Bearer t0ken\r\n"));
	assert_non_null(strstr(gw.heard, "{\"to\":\"13800000001\",\"text\":\"楼道灯\\\"修好\\\"了\",\"kind\":\"notice\","
					  "\"params\":{\"matter\":\"BL-2611-0387\",\"words\":"
					  "\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五\"}}"));
	unlink(c.sms_token_file.p);
}

static void
test_sms__refusal_is_tried_again(void **state)
{
	static const char *const answers[] = {"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", NULL};
	struct account_channels c = {.sms_url = S("file:///etc/passwd")};

	(void)state;
	assert_int_equal(account_send_sms(&A, &c, S("1"), &(struct account_sms){.text = S("x"), .kind = "code"}), E_IO);
	gateway(answers);
	c.sms_url = str_fmt(&A, "http://127.0.0.1:%d/", gw.port);
	assert_int_equal(account_send_sms(&A, &c, S("1"), &(struct account_sms){.text = S("x"), .kind = "code"}), E_IO);
	gateway_end();
	assert_int_equal(account_send_sms(&A, &c, S("1"), &(struct account_sms){.text = S("x"), .kind = "code"}), E_IO);
}

static void
test_sms__secret_that_others_may_read_is_not_used(void **state)
{
	struct account_channels c = {.sms_url = S("http://127.0.0.1:1/"), .sms_token_file = secret_file(0644)};

	(void)state;
	assert_int_equal(account_send_sms(&A, &c, S("1"), &(struct account_sms){.text = S("x"), .kind = "code"}), E_IO);
	unlink(c.sms_token_file.p);
}

static void
test_mail__is_a_proper_letter(void **state)
{
	static const char *const answers[] = {"220 h\r\n", "250 h\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n",
					      "250 ok\r\n", "221 bye\r\n", NULL};
	struct account_channels c = {.smtp_from = S("linli@example.cn")};

	(void)state;
	gateway(answers);
	c.smtp_url = str_fmt(&A, "smtp://127.0.0.1:%d", gw.port);
	assert_int_equal(account_send_mail(&A, &c, S("wang@example.cn"), S("您反映的事有了答复，请到邻里里看一看"), S("楼道灯修好了")), 0);
	gateway_end();
	assert_non_null(strstr(gw.heard, "MAIL FROM:<linli@example.cn>"));
	assert_non_null(strstr(gw.heard, "RCPT TO:<wang@example.cn>"));
	assert_non_null(strstr(gw.heard, "To: <wang@example.cn>\r\n"));
	assert_non_null(strstr(gw.heard, "Subject: =?UTF-8?B?"));
	assert_non_null(strstr(gw.heard, "\r\n =?UTF-8?B?"));
	assert_non_null(strstr(gw.heard, "Date: Sun, 22 Nov 2026 12:00:00 +0800\r\n"));
	assert_non_null(strstr(gw.heard, "\r\n\r\n5qW86YGT54Gv5L+u5aW95LqG\r\n"));
}

static void
test_mail__address_cannot_begin_a_line(void **state)
{
	struct account_channels c = {.smtp_url = S("smtp://127.0.0.1:1"), .smtp_from = S("linli@example.cn")};

	(void)state;
	assert_int_equal(account_send_mail(&A, &c, S("a@b.cn\r\nBcc: c@d.cn"), S("x"), S("y")), E_INVALID);
	assert_int_equal(account_send_mail(&A, &c, S("a@b.cn> <c@d.cn"), S("x"), S("y")), E_INVALID);
	assert_int_equal(account_send_mail(&A, &c, S(""), S("x"), S("y")), E_INVALID);
}

static void
test_job__without_a_channel_a_code_fails_and_a_notice_is_done(void **state)
{
	struct feature_env work = {0};
	struct outbox_job job = {.district = D, .title = S("a"), .text = S("b")};
	struct account_new p = {.name = S("王"), .phone = S("13800000001")};
	struct tx *tx = begin();

	(void)state;
	assert_int_equal(account_add(tx, &sys, &p, &job.subject), 0);
	commit();
	assert_int_equal(account_notice_job(db, &job, &work), 0);
	assert_int_equal(account_code_job(db, &job, &work), E_NOTFOUND);
	job.to = S("zz");
	assert_int_equal(account_notice_job(db, &job, &work), E_MALFORMED);
}

/* ---- linli user ---- */

static char said[4096];

/* Runs the command with what it says on both outputs kept in `said`. */
static int
user(const char *input, int argc, const char **argv)
{
	FILE *out = tmpfile(), *in = tmpfile();
	int old_in = dup(0), old_out = dup(1), old_err = dup(2), status;
	size_t n;

	fputs(input, in);
	rewind(in);
	fflush(stdout);
	dup2(fileno(in), 0);
	dup2(fileno(out), 1);
	dup2(fileno(out), 2);
	clearerr(stdin);
	status = account_user_cmd(&(struct options){.district = D}, db, argc, (char **)(uintptr_t)argv);
	fflush(stdout);
	dup2(old_in, 0);
	dup2(old_out, 1);
	dup2(old_err, 2);
	close(old_in);
	close(old_out);
	close(old_err);
	rewind(out);
	n = fread(said, 1, sizeof said - 1, out);
	said[n] = '\0';
	fclose(in);
	fclose(out);
	return status;
}
#define USER(input, ...)                                                                           \
	user((input), (int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)), (const char *[]){__VA_ARGS__})

static void
test_user__added_given_a_role_and_listed(void **state)
{
	(void)state;
	assert_int_equal(USER("", "add", "Boss", "--name", "李主任"), 0);
	said[strcspn(said, "\n")] = '\0';
	assert_true(sign_in("boss", said).person > 0);
	assert_int_equal(USER("", "role", "boss", "admin"), 0);
	assert_int_equal(USER("", "role", "boss", "grid-worker", "--at", "beiling-07"), 0);
	assert_int_equal(USER("river under seven bridges\n", "add", "wang", "--name", "王", "--home", "beiling",
			      "--password-stdin"), 0);
	assert_string_equal(said, "");
	assert_true(sign_in("wang", PASSWORD).person > 0);
	assert_int_equal(USER("", "list"), 0);
	assert_non_null(strstr(said, "boss\t李主任\tADMIN"));
	assert_non_null(strstr(said, "GRID_WORKER@beiling-07"));
	assert_non_null(strstr(said, "\nwang\t王\t\n"));
}

static void
test_user__refusals_say_why(void **state)
{
	(void)state;
	assert_int_equal(USER("", "add", "boss"), 2);
	assert_int_equal(USER("", "add", "boss", "--name"), 2);
	assert_int_equal(USER("", "add", "boss", "--size", "9"), 2);
	assert_int_equal(USER("", "sing"), 2);
	assert_int_equal(user("", 0, NULL), 2);
	assert_int_equal(USER("short\n", "add", "boss", "--name", "x", "--password-stdin"), 1);
	assert_non_null(strstr(said, "password: "));
	assert_int_equal(USER("", "add", "boss", "--name", "x", "--home", "nowhere"), 1);
	assert_non_null(strstr(said, "nowhere: "));
	assert_int_equal(USER("", "role", "nobody", "ADMIN"), 1);
	assert_non_null(strstr(said, "nobody: "));
	assert_int_equal(USER("", "role", "nobody", "KING"), 2);
	assert_int_equal(USER("", "add", "boss", "--name", "x"), 0);
	assert_int_equal(USER("", "add", "boss", "--name", "x"), 1);
	assert_int_equal(USER("", "role", "boss", "HANDLER"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_sms__is_posted_as_json_with_the_token),
	TEST(test_sms__refusal_is_tried_again),
	TEST(test_sms__secret_that_others_may_read_is_not_used),
	TEST(test_mail__is_a_proper_letter),
	TEST(test_mail__address_cannot_begin_a_line),
	TEST(test_job__without_a_channel_a_code_fails_and_a_notice_is_done),
	TEST(test_user__added_given_a_role_and_listed),
	TEST(test_user__refusals_say_why),
};

SUITE(account_send)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
