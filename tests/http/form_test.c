/* form_test.c: what a form lets in, what it says otherwise. */
#include "http/form.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "http_help.h"
#include "suite.h"

enum colour { RED = 3, BLUE };
static const struct choice colours[] = {{"red", "红", RED}, {"blue", "蓝", BLUE}};

struct inner_in {
	int64_t lon, small;
};
struct test_in {
	struct str text, lines, secret;
	int64_t number, id;
	bool bool_;
	enum colour choice;
	struct texts many;
	int64_t date;
	struct str phone, tel, email;
	struct inner_in inner;
	int64_t below;
	struct uploads files;
	struct id_or_code place;
	struct str page_only, api_only;
};

static const struct field fields[] = {
	FIELD(test_in, text, FIELD_TEXT, .label = "x", .min = 2, .max = 5),
	FIELD(test_in, lines, FIELD_LINES, .label = "x", .max = 20),
	FIELD(test_in, secret, FIELD_SECRET, .label = "x", .min = 4),
	FIELD_AS(test_in, number, "int", FIELD_INT, .label = "x", .min = 1, .max = 10),
	FIELD(test_in, id, FIELD_ID, .label = "x"),
	FIELD_AS(test_in, bool_, "bool", FIELD_BOOL, .label = "x"),
	FIELD(test_in, choice, FIELD_CHOICE, .label = "x", CHOICES(colours)),
	FIELD(test_in, many, FIELD_MANY, .label = "x", .max = 2, CHOICES(colours)),
	FIELD(test_in, date, FIELD_DATE, .label = "x"),
	FIELD(test_in, phone, FIELD_PHONE, .label = "x"),
	FIELD(test_in, tel, FIELD_TEL, .label = "x"),
	FIELD(test_in, email, FIELD_EMAIL, .label = "x"),
	FIELD_AS(test_in, inner.lon, "lon", FIELD_DECIMAL, .label = "x", .min = 700000000,
		 .max = 1400000000),
	FIELD_AS(test_in, inner.small, "small", FIELD_DECIMAL, .label = "x", .min = 1,
		 .max = 12345678),
	FIELD(test_in, below, FIELD_DECIMAL, .label = "x", .min = -1800000000, .max = -5000000),
	FIELD(test_in, files, FIELD_FILES, .label = "x", .max = 2),
	FIELD(test_in, place, FIELD_ID_OR_CODE, .label = "x", .max = 6),
	FIELD(test_in, page_only, FIELD_TEXT, .label = "x", .only = BY_PAGE, .required = true),
	FIELD(test_in, api_only, FIELD_TEXT, .label = "x", .only = BY_API),
};
static const struct form form = FORM(test_in, fields);

/* A field whose member has another type does not compile: FIELD makes an array of negative size of it. */
#define SUITS(type, value) _Static_assert(FIELD_SUITS(type, value), #type " suits " #value)
#define NEVER(type, value) _Static_assert(!FIELD_SUITS(type, value), #type " does not suit " #value)
SUITS(FIELD_TEXT, (struct str){0});
SUITS(FIELD_CHOICE, (enum colour)RED);
SUITS(FIELD_CHOICE, 1);
NEVER(FIELD_TEXT, (int64_t)1);
NEVER(FIELD_INT, (struct str){0});
NEVER(FIELD_INT, 1);
NEVER(FIELD_ID, (bool)1);
NEVER(FIELD_BOOL, 1);
NEVER(FIELD_CHOICE, (int64_t)1);
NEVER(FIELD_CHOICE, (struct str){0});
NEVER(FIELD_MANY, (struct str){0});
NEVER(FIELD_FILES, (struct texts){0});
NEVER(FIELD_ID_OR_CODE, (int64_t)1);

/* A page's request says page_only, or it would be refused for that alone. */
static void
fill(const char *query)
{
	assert_int_equal(post("/a", "application/x-www-form-urlencoded",
			      str_fmt(&A, "%s&page_only=1", query)),
			 0);
	assert_int_equal(form_read(&form, &R), 0);
}

#define INPUT(member) form_input(&R, test_in, member)
#define IN (form_in(&R, test_in))
#define AT(member) offsetof(struct test_in, member)

static void
test_form__checks_each_type(void **state)
{
	static const struct {
		size_t at;
		const char *posted, *error, *arg, *text;
		int64_t number;
	} rows[] = {
		{AT(text), "text=+%E6%A5%BC%E9%81%93+", NULL, "", "楼道", 0},
		{AT(text), "text=%E3%80%80ab%E3%80%80", NULL, "", "ab", 0},
		{AT(text), "text=%E2%80%8B%E2%A0%80%E3%85%A4", NULL, "", "", 0},
		{AT(text), "text=a", "太短了，至少写 {1} 个字", "2", "a", 0},
		{AT(text), "text=abcdef", "太长了，最多 {1} 个字", "5", "abcdef", 0},
		{AT(text), "text=a%09b", NULL, "", "a b", 0},
		{AT(text), "text=a%0Ab", "这里只能写一行，请去掉换行", "", "a\nb", 0},
		{AT(text), "text=a%07b", "里面有看不见的特殊字符，请删掉或重新输入", "",
		 "a\xef\xbf\xbd"
		 "b",
		 0},
		{AT(text), "text=ab%FF", "里面有看不见的特殊字符，请删掉或重新输入", "",
		 "ab\xef\xbf\xbd", 0},
		{AT(text), "text=&text=ab", NULL, "", "", 0},
		{AT(lines), "lines=a%0D%0Ab%0Dc%0A", NULL, "", "a\nb\nc", 0},
		{AT(lines), "lines=a%0D%0D%0Ab", NULL, "", "a\n\nb", 0},
		{AT(secret), "secret=+pw+", NULL, "", " pw ", 0},
		{AT(secret), "secret=abc", "太短了，至少写 {1} 个字", "4", "abc", 0},
		{AT(number), "int=7", NULL, "", "7", 7},
		{AT(number), "int=%EF%BC%97", NULL, "", "７", 7},
		{AT(number), "int=0", "太小了，最小填 {1}", "1", "0", 0},
		{AT(number), "int=11", "太大了，最大填 {1}", "10", "11", 11},
		{AT(number), "int=x", "这里要填整数，例如 12", "", "x", 0},
		{AT(number), "int=99999999999999999999", "这里要填整数，例如 12", "",
		 "99999999999999999999", 0},
		{AT(id), "id=9223372036854775807", NULL, "", "9223372036854775807", INT64_MAX},
		{AT(id), "id=0", "没有认出选的是哪一个，请重新选择", "", "0", 0},
		{AT(bool_), "bool=1", NULL, "", "1", 1},
		{AT(bool_), "bool=0", NULL, "", "0", 0},
		{AT(bool_), "bool=yes", "没有认出这一项，请重新勾选", "", "yes", 0},
		{AT(choice), "choice=blue", NULL, "", "blue", BLUE},
		{AT(choice), "choice=green", "请从给出的选项里选一个", "", "green", 0},
		{AT(date), "date=2026-11-22", NULL, "", "2026-11-22", 1795276800},
		{AT(date), "date=2026-02-29", "日历上没有这一天，请再看看", "", "2026-02-29", 0},
		{AT(date), "date=2026-13-01", "日历上没有这一天，请再看看", "", "2026-13-01", 0},
		{AT(date), "date=22.11.2026", "日期请写成 2026-11-22 这样", "", "22.11.2026", 0},
		{AT(date), "date=2026-1--1", "日期请写成 2026-11-22 这样", "", "2026-1--1", 0},
		{AT(phone), "phone=%2B86+138-1234+5678", NULL, "", "13812345678", 0},
		{AT(phone), "phone=8613812345678", NULL, "", "13812345678", 0},
		{AT(phone), "phone=%EF%BC%9113812345678", "多了 {1} 位，请填 11 位手机号", "1",
		 "１13812345678", 0},
		{AT(phone), "phone=1381234567", "少了 {1} 位，请填 11 位手机号", "1", "1381234567",
		 0},
		{AT(phone), "phone=23812345678", "手机号以 13 到 19 开头，请再看看", "",
		 "23812345678", 0},
		{AT(phone), "phone=1381234567o", "手机号里只有数字，请去掉其他字", "",
		 "1381234567o", 0},
		{AT(tel), "tel=%2B86+138-1234+5678", NULL, "", "13812345678", 0},
		{AT(tel), "tel=8613812345678", NULL, "", "13812345678", 0},
		{AT(tel), "tel=138+1234+5678", NULL, "", "13812345678", 0},
		{AT(tel), "tel=010-12345678", NULL, "", "01012345678", 0},
		{AT(tel), "tel=(010)1234-5678", NULL, "", "01012345678", 0},
		{AT(tel), "tel=%2B86-10-1234+5678", NULL, "", "01012345678", 0},
		{AT(tel), "tel=0571-8888888", NULL, "", "05718888888", 0},
		{AT(tel), "tel=0571-8888888-802", NULL, "", "05718888888-802", 0},
		{AT(tel), "tel=0571+8888888%E8%BD%AC802", NULL, "", "05718888888-802", 0},
		{AT(tel), "tel=0571-88888888+ext802", NULL, "", "057188888888-802", 0},
		{AT(tel), "tel=8888888", "手机号要 11 位；座机请带区号，比如 0571-8888888", "",
		 "8888888", 0},
		{AT(tel), "tel=0571-8888888-8020000",
		 "手机号要 11 位；座机请带区号，比如 0571-8888888", "", "0571-8888888-8020000", 0},
		{AT(tel), "tel=1381234567", "少了 {1} 位，请填 11 位手机号", "1", "1381234567", 0},
		{AT(tel), "tel=%E6%9D%8E+010-12345678", "电话里只有数字，请去掉其他字", "",
		 "李 010-12345678", 0},
		{AT(email), "email=a.b%40example.cn", NULL, "", "a.b@example.cn", 0},
		{AT(email), "email=a%40b", "邮箱不完整，请写成 name@example.cn 这样", "", "a@b", 0},
		{AT(email), "email=%40b.cn", "邮箱不完整，请写成 name@example.cn 这样", "", "@b.cn",
		 0},
		{AT(email), "email=a%40.cn", "邮箱不完整，请写成 name@example.cn 这样", "", "a@.cn",
		 0},
		{AT(email), "email=a%40b%40c.cn", "邮箱不完整，请写成 name@example.cn 这样", "",
		 "a@b@c.cn", 0},
		{AT(inner.lon), "lon=120.1234567", NULL, "", "120.1234567", 1201234567},
		{AT(inner.lon), "lon=150", "太大了，最大填 {1}", "140", "150", 1500000000},
		{AT(inner.lon), "lon=69.9", "太小了，最小填 {1}", "70", "69.9", 699000000},
		{AT(inner.small), "small=0", "太小了，最小填 {1}", "0.0000001", "0", 0},
		{AT(inner.small), "small=2", "太大了，最大填 {1}", "1.2345678", "2", 20000000},
		{AT(below), "below=-181", "太小了，最小填 {1}", "-180", "-181", -1810000000},
		{AT(below), "below=1", "太大了，最大填 {1}", "-0.5", "1", 10000000},
		{AT(inner.lon), "lon=nan", "这里要填数字，例如 120.62", "", "nan", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct input *in;

		fill(rows[i].posted);
		in = form_input_at(&R, "test_in", rows[i].at);
		if (!str_is(str_of(in->error), rows[i].error ? rows[i].error : "") ||
		    !str_is(in->error_arg, rows[i].arg) || !str_is(in->text, rows[i].text) ||
		    in->number != rows[i].number || R.invalid != (rows[i].error != NULL))
			fail_msg("%s: error %s, arg %.*s, text %.*s, number %lld", rows[i].posted,
				 in->error ? in->error : "-", STR(in->error_arg), STR(in->text),
				 (long long)in->number);
	}
}

static void
test_form__many(void **state)
{
	(void)state;
	fill("many=red&many=&many=blue&other=1");
	assert_false(R.invalid);
	assert_int_equal(IN->many.n, 2);
	assert_str(IN->many.v[1], "blue");
	fill("many=red&many=blue&many=red");
	assert_string_equal(INPUT(many)->error, "选多了，最多选 {1} 项");
	assert_str(INPUT(many)->error_arg, "2");
	assert_int_equal(IN->many.n, 3);
	fill("many=red&many=green");
	assert_string_equal(INPUT(many)->error, "请从给出的选项里选");
}

static void
test_form__files(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	for (int i = 0; i < 3; i++) {
		buf_z(&b, PART("name=files; filename=a.jpg") "x\r\n");
		buf_z(&b, PART("name=other; filename=b.jpg") "y\r\n");
		buf_z(&b, PART("name=page_only") "1\r\n");
		if (i == 0)
			continue;
		assert_int_equal(
			post("/a", "multipart/form-data; boundary=B", str_fmt(&A, "%s--B--", b.p)),
			0);
		assert_int_equal(form_read(&form, &R), 0);
		assert_int_equal(IN->files.n, i + 1);
		assert_str(IN->files.v[i]->bytes, "x");
		assert_int_equal(R.invalid, i == 2);
	}
	assert_string_equal(INPUT(files)->error, "传多了，最多传 {1} 个文件");
}

static void
test_form__required(void **state)
{
	static const struct field must[] = {
		FIELD(test_in, text, FIELD_TEXT, .label = "x", .required = true),
		FIELD(test_in, bool_, FIELD_BOOL, .label = "x", .required = true,
		      .missing = "请先看过再勾选"),
		FIELD(test_in, files, FIELD_FILES, .label = "x", .required = true),
		FIELD(test_in, many, FIELD_MANY, .label = "x", .required = true),
	};
	static const struct form f = FORM(test_in, must);

	(void)state;
	assert_int_equal(post("/a", "application/x-www-form-urlencoded",
			      S("text=+%09&bool_=0&many=")),
			 0);
	assert_int_equal(form_read(&f, &R), 0);
	assert_true(R.invalid);
	assert_string_equal(INPUT(text)->error, "这一项要填");
	assert_string_equal(INPUT(bool_)->error, "请先看过再勾选");
	assert_string_equal(INPUT(files)->error, "这一项要填");
	assert_string_equal(INPUT(many)->error, "这一项要填");
	assert_int_equal(post("/a", "application/x-www-form-urlencoded", S("")), 0);
	assert_int_equal(form_read(&f, &R), 0);
	assert_string_equal(INPUT(text)->error, "这一项要填");
}

static void
test_form__get_reads_the_query(void **state)
{
	(void)state;
	assert_int_equal(parse(S("GET /a?int=3&text=ab&page_only=1 HTTP/1.1\r\n\r\n")), 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_int_equal(IN->number, 3);
	assert_str(IN->text, "ab");
	assert_false(IN->bool_);
}

static void
test_form__json(void **state)
{
	(void)state;
	assert_int_equal(post("/api/a", "application/json",
			      S("{\"text\":\"楼道\",\"int\":7,\"id\":\"9223372036854775807\","
				"\"bool\":true,\"choice\":\"red\","
				"\"many\":[\"red\",\"blue\"],\"lon\":120.1234567,\"date\":\"2026-"
				"11-22\",\"phone\":null,\"x\":{}}")),
			 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_false(R.invalid);
	assert_str(IN->text, "楼道");
	assert_int_equal(IN->number, 7);
	assert_true(IN->id == INT64_MAX);
	assert_true(IN->bool_);
	assert_int_equal(IN->many.n, 2);
	assert_int_equal(IN->inner.lon, 1201234567);
	assert_false(INPUT(phone)->given);
}

static void
test_form__json_of_odd_kinds(void **state)
{
	(void)state;
	assert_int_equal(post("/api/a", "application/json",
			      S("{\"text\":{\"a\":1},\"int\":[1],\"many\":[\"red\",[]],\"bool\":"
				"false,\"id\":1.5}")),
			 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_true(R.invalid);
	assert_string_equal(INPUT(text)->error, "没有认出这一项，请重新填写");
	assert_string_equal(INPUT(number)->error, "没有认出这一项，请重新填写");
	assert_string_equal(INPUT(many)->error, "没有认出这一项，请重新填写");
	assert_null(INPUT(bool_)->error);
	assert_non_null(INPUT(id)->error);
}

static void
test_form__broken_json(void **state)
{
	static const char *const bad[] = {
		"{",   "[]", "1", "{\"a\":1,\"a\":2}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\xff\"}",
		"{} x"};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(post("/api/a", "application/json", str_of(bad[i])), 0);
		if (form_read(&form, &R) != E_MALFORMED)
			fail_msg("%s", bad[i]);
	}
	assert_int_equal(post("/api/a", "application/json", S("")), 0);
	assert_int_equal(form_read(&form, &R), 0);
}

static void
test_form__page_takes_no_json(void **state)
{
	(void)state;
	assert_int_equal(post("/a", "application/json", S("{\"int\":7}")), 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_false(INPUT(number)->given);
}

static void
test_form__fail(void **state)
{
	(void)state;
	fill("text=ab");
	assert_int_equal(form_fail(&R, test_in, text, "这个名字有人用了"), E_INVALID);
	assert_true(R.invalid);
	assert_string_equal(INPUT(text)->error, "这个名字有人用了");
	assert_int_equal(form_fail_arg(&R, test_in, inner.lon, "{1}", S("7")), E_INVALID);
	assert_str(INPUT(inner.lon)->error_arg, "7");
}

static void
test_form__fills_the_struct(void **state)
{
	(void)state;
	fill("text=ab&int=3&id=77&bool=1&choice=red&many=red&many=blue&date=2026-11-22&lon=120.5");
	assert_false(R.invalid);
	assert_str(IN->text, "ab");
	assert_int_equal(IN->number, 3);
	assert_int_equal(IN->id, 77);
	assert_true(IN->bool_);
	assert_int_equal(IN->choice, RED);
	assert_int_equal(IN->many.n, 2);
	assert_int_equal(IN->date, 1795276800);
	assert_int_equal(IN->inner.lon, 1205000000);
	assert_str(IN->phone, "");
	assert_int_equal(IN->place.id, 0);
	fill("choice=green&bool=2&int=x");
	assert_int_equal(IN->choice, 0);
	assert_false(IN->bool_);
	assert_int_equal(IN->number, 0);
	assert_str(INPUT(number)->text, "x");
}

static void
test_form__id_from_pages_code_from_programs(void **state)
{
	(void)state;
	fill("place=42");
	assert_int_equal(IN->place.id, 42);
	assert_str(IN->place.code, "");
	fill("place=B-7");
	assert_non_null(INPUT(place)->error);
	assert_int_equal(IN->place.id, 0);
	assert_int_equal(post("/api/a", "application/json", S("{\"place\":\"42\"}")), 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_int_equal(IN->place.id, 0);
	assert_str(IN->place.code, "42");
	assert_int_equal(post("/api/a", "application/json", S("{\"place\":\"1234567\"}")), 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_non_null(INPUT(place)->error);
}

static void
test_form__the_other_sender_brings_nothing(void **state)
{
	(void)state;
	fill("api_only=x");
	assert_false(R.invalid);
	assert_str(IN->page_only, "1");
	assert_str(IN->api_only, "");
	assert_int_equal(post("/api/a", "application/json",
			      S("{\"api_only\":\"x\",\"page_only\":\"y\"}")),
			 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_false(R.invalid);
	assert_str(IN->page_only, "");
	assert_str(IN->api_only, "x");
}

static void
test_form__if_another_form_was_read(void **state)
{
	(void)state;
	fill("text=ab");
	assert_ptr_equal(form_if(&R, test_in), form_in(&R, test_in));
	assert_null(form_if(&R, inner_in));
	assert_int_equal(parse(S("GET /a HTTP/1.1\r\n\r\n")), 0);
	assert_null(form_if(&R, test_in));
}

/* ---- what aborts, with file and line ---- */

static const struct field twice[] = {
	FIELD_AS(test_in, text, "a", FIELD_TEXT, .label = "x"),
	FIELD_AS(test_in, lines, "a", FIELD_TEXT, .label = "x"),
};
static const struct field one_member[] = {
	FIELD_AS(test_in, text, "a", FIELD_TEXT, .label = "x"),
	FIELD_AS(test_in, text, "b", FIELD_TEXT, .label = "x"),
};
static const struct field other_struct[] = {FIELD(inner_in, lon, FIELD_INT, .label = "x")};
static const struct field no_label[] = {FIELD(test_in, text, FIELD_TEXT, .max = 5)};
static const struct field no_choices[] = {FIELD(test_in, choice, FIELD_CHOICE, .label = "x")};
static const struct choice same_value[] = {{"a", "x", 1}, {"a", "y", 2}};
static const struct choice same_number[] = {{"a", "x", 1}, {"b", "y", 1}};
static const struct choice hole[2] = {{"a", "x", 1}};
static const struct field same_values[] = {
	FIELD(test_in, choice, FIELD_CHOICE, .label = "x", CHOICES(same_value))};
static const struct field same_numbers[] = {
	FIELD(test_in, choice, FIELD_CHOICE, .label = "x", CHOICES(same_number))};
static const struct field holes[] = {
	FIELD(test_in, choice, FIELD_CHOICE, .label = "x", CHOICES(hole))};

static void
check_table(void *table)
{
	form_check(table);
}

static void
ask_another(void *unused)
{
	(void)unused;
	fill("text=ab");
	form_in(&R, inner_in);
}

/* Another struct that has the same name in another file, which a route with the wrong form would bring here. */
static void
ask_namesake(void *unused)
{
	struct test_in {
		struct str other;
	};

	(void)unused;
	fill("text=ab");
	form_in(&R, test_in);
}

static void
ask_without_form(void *unused)
{
	(void)unused;
	parse(S("GET /a HTTP/1.1\r\n\r\n"));
	form_in(&R, test_in);
}

static void
fail_what_no_field_fills(void *unused)
{
	static const struct field some[] = {FIELD(test_in, text, FIELD_TEXT, .label = "x")};
	static const struct form f = FORM(test_in, some);

	(void)unused;
	post("/a", "application/x-www-form-urlencoded", S("text=ab"));
	form_read(&f, &R);
	form_fail(&R, test_in, lines, "x");
}

static void
take_another(void *unused)
{
	struct inner_in inner = {0};
	struct left left;

	(void)unused;
	LEAVE(&left, inner_in, &inner);
	TAKE(&left, test_in);
}

/* What it says on the way down, or "" when it survives. */
static struct str
last_words(void (*run)(void *), void *arg)
{
	static char text[512];
	int ends[2], status;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		run(arg);
		_exit(0);
	}
	close(ends[1]);
	n = read(ends[0], text, sizeof text);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && n > 0
		       ? (struct str){text, (size_t)n}
		       : S("");
}

static void
test_form__wrong_tables_abort(void **state)
{
	static const struct {
		struct form form;
		const char *why;
	} rows[] = {
		{FORM(test_in, twice), "two fields have the same name"},
		{FORM(test_in, one_member), "two fields fill the same member"},
		{FORM(test_in, other_struct), "it fills another struct than its form"},
		{FORM(test_in, no_label), "a field needs a name, a type and a label"},
		{FORM(test_in, no_choices), "a choice without choices"},
		{FORM(test_in, same_values), "two choices have the same value"},
		{FORM(test_in, same_numbers), "two choices mean the same number"},
		{FORM(test_in, holes), "a choice without value or label"},
	};

	(void)state;
	form_check(NULL);
	form_check(&form);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str said = last_words(check_table, (void *)(uintptr_t)&rows[i].form);

		if (!str_has(said, str_of(rows[i].why)) || !str_has(said, S("form_test.c:")))
			fail_msg("%s: said %.*s", rows[i].why, STR(said));
	}
}

static void
test_form__wrong_questions_abort(void **state)
{
	(void)state;
	assert_true(str_has(last_words(ask_another, NULL), S("struct inner_in is asked for")));
	assert_true(str_has(last_words(ask_namesake, NULL), S("struct test_in is asked for")));
	assert_true(str_has(last_words(ask_without_form, NULL), S("the form here is none")));
	assert_true(str_has(last_words(fail_what_no_field_fills, NULL), S("form_test.c:")));
	assert_true(str_has(last_words(take_another, NULL), S("struct inner_in was left")));
}

static void
test_left__is_typed(void **state)
{
	struct inner_in inner = {.lon = 7};
	struct left left = {0};

	(void)state;
	assert_null(TAKE(&left, inner_in));
	LEAVE(&left, inner_in, &inner);
	assert_int_equal(TAKE(&left, inner_in)->lon, 7);
}

SUITE(form)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_form__checks_each_type),
		UNIT(test_form__many),
		UNIT(test_form__files),
		UNIT(test_form__required),
		UNIT(test_form__get_reads_the_query),
		UNIT(test_form__json),
		UNIT(test_form__json_of_odd_kinds),
		UNIT(test_form__broken_json),
		UNIT(test_form__page_takes_no_json),
		UNIT(test_form__fail),
		UNIT(test_form__fills_the_struct),
		UNIT(test_form__id_from_pages_code_from_programs),
		UNIT(test_form__the_other_sender_brings_nothing),
		UNIT(test_form__if_another_form_was_read),
		UNIT(test_form__wrong_tables_abort),
		UNIT(test_form__wrong_questions_abort),
		UNIT(test_left__is_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
