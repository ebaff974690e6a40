/* form_test.c: what a form lets in, what it says otherwise. */
#include "http/form.h"

#include "http_help.h"
#include "suite.h"

static const struct choice colours[] = {{"red", "红"}, {"blue", "蓝"}};

enum {
	F_TEXT,
	F_LINES,
	F_SECRET,
	F_INT,
	F_ID,
	F_BOOL,
	F_CHOICE,
	F_MANY,
	F_DATE,
	F_PHONE,
	F_TEL,
	F_EMAIL,
	F_LON,
	F_SMALL,
	F_BELOW,
	F_FILES
};

static const struct field fields[] = {
	[F_TEXT] = {.name = "text", .type = FIELD_TEXT, .min = 2, .max = 5},
	[F_LINES] = {.name = "lines", .type = FIELD_LINES, .max = 20},
	[F_SECRET] = {.name = "secret", .type = FIELD_SECRET, .min = 4},
	[F_INT] = {.name = "int", .type = FIELD_INT, .min = 1, .max = 10},
	[F_ID] = {.name = "id", .type = FIELD_ID},
	[F_BOOL] = {.name = "bool", .type = FIELD_BOOL},
	[F_CHOICE] = {.name = "choice", .type = FIELD_CHOICE, .choices = colours, .choices_n = 2},
	[F_MANY] =
		{.name = "many", .type = FIELD_MANY, .max = 2, .choices = colours, .choices_n = 2},
	[F_DATE] = {.name = "date", .type = FIELD_DATE},
	[F_PHONE] = {.name = "phone", .type = FIELD_PHONE},
	[F_TEL] = {.name = "tel", .type = FIELD_TEL},
	[F_EMAIL] = {.name = "email", .type = FIELD_EMAIL},
	[F_LON] = {.name = "lon", .type = FIELD_DECIMAL, .min = 700000000, .max = 1400000000},
	[F_SMALL] = {.name = "small", .type = FIELD_DECIMAL, .min = 1, .max = 12345678},
	[F_BELOW] = {.name = "below", .type = FIELD_DECIMAL, .min = -1800000000, .max = -5000000},
	[F_FILES] = {.name = "files", .type = FIELD_FILES, .max = 2},
};
static const struct form form = FORM("test", fields);

static void
fill(const char *query)
{
	assert_int_equal(post("/a", "application/x-www-form-urlencoded", str_of(query)), 0);
	assert_int_equal(form_read(&form, &R), 0);
}

static void
test_form__checks_each_type(void **state)
{
	static const struct {
		int field;
		const char *posted, *error, *arg, *text;
		int64_t number;
	} rows[] = {
		{F_TEXT, "text=+%E6%A5%BC%E9%81%93+", NULL, "", "楼道", 0},
		{F_TEXT, "text=%E3%80%80ab%E3%80%80", NULL, "", "ab", 0},
		{F_TEXT, "text=a", "太短了，至少写 {1} 个字", "2", "a", 0},
		{F_TEXT, "text=abcdef", "太长了，最多 {1} 个字", "5", "abcdef", 0},
		{F_TEXT, "text=a%09b", NULL, "", "a b", 0},
		{F_TEXT, "text=a%0Ab", "这里只能写一行，请去掉换行", "", "a\nb", 0},
		{F_TEXT, "text=a%07b", "里面有看不见的特殊字符，请删掉或重新输入", "", "a\xef\xbf\xbd" "b", 0},
		{F_TEXT, "text=ab%FF", "里面有看不见的特殊字符，请删掉或重新输入", "", "ab\xef\xbf\xbd", 0},
		{F_TEXT, "text=&text=ab", NULL, "", "", 0},
		{F_LINES, "lines=a%0D%0Ab%0Dc%0A", NULL, "", "a\nb\nc", 0},
		{F_LINES, "lines=a%0D%0D%0Ab", NULL, "", "a\n\nb", 0},
		{F_SECRET, "secret=+pw+", NULL, "", " pw ", 0},
		{F_SECRET, "secret=abc", "太短了，至少写 {1} 个字", "4", "abc", 0},
		{F_INT, "int=7", NULL, "", "7", 7},
		{F_INT, "int=%EF%BC%97", NULL, "", "７", 7},
		{F_INT, "int=0", "太小了，最小填 {1}", "1", "0", 0},
		{F_INT, "int=11", "太大了，最大填 {1}", "10", "11", 11},
		{F_INT, "int=x", "这里要填整数，例如 12", "", "x", 0},
		{F_INT, "int=99999999999999999999", "这里要填整数，例如 12", "",
		 "99999999999999999999", 0},
		{F_ID, "id=9223372036854775807", NULL, "", "9223372036854775807", INT64_MAX},
		{F_ID, "id=0", "没有认出选的是哪一个，请重新选择", "", "0", 0},
		{F_BOOL, "bool=1", NULL, "", "1", 1},
		{F_BOOL, "bool=0", NULL, "", "0", 0},
		{F_BOOL, "bool=yes", "没有认出这一项，请重新勾选", "", "yes", 0},
		{F_CHOICE, "choice=blue", NULL, "", "blue", 1},
		{F_CHOICE, "choice=green", "请从给出的选项里选一个", "", "green", 0},
		{F_DATE, "date=2026-11-22", NULL, "", "2026-11-22", 1795276800},
		{F_DATE, "date=2026-02-29", "日历上没有这一天，请再看看", "", "2026-02-29", 0},
		{F_DATE, "date=2026-13-01", "日历上没有这一天，请再看看", "", "2026-13-01", 0},
		{F_DATE, "date=22.11.2026", "日期请写成 2026-11-22 这样", "", "22.11.2026", 0},
		{F_DATE, "date=2026-1--1", "日期请写成 2026-11-22 这样", "", "2026-1--1", 0},
		{F_PHONE, "phone=%2B86+138-1234+5678", NULL, "", "13812345678", 0},
		{F_PHONE, "phone=8613812345678", NULL, "", "13812345678", 0},
		{F_PHONE, "phone=%EF%BC%9113812345678", "多了 {1} 位，请填 11 位手机号", "1",
		 "１13812345678", 0},
		{F_PHONE, "phone=1381234567", "少了 {1} 位，请填 11 位手机号", "1", "1381234567",
		 0},
		{F_PHONE, "phone=23812345678", "手机号以 13 到 19 开头，请再看看", "",
		 "23812345678", 0},
		{F_PHONE, "phone=1381234567o", "手机号里只有数字，请去掉其他字", "", "1381234567o",
		 0},
		{F_TEL, "tel=%2B86+138-1234+5678", NULL, "", "13812345678", 0},
		{F_TEL, "tel=8613812345678", NULL, "", "13812345678", 0},
		{F_TEL, "tel=138+1234+5678", NULL, "", "13812345678", 0},
		{F_TEL, "tel=010-12345678", NULL, "", "01012345678", 0},
		{F_TEL, "tel=(010)1234-5678", NULL, "", "01012345678", 0},
		{F_TEL, "tel=%2B86-10-1234+5678", NULL, "", "01012345678", 0},
		{F_TEL, "tel=0571-8888888", NULL, "", "05718888888", 0},
		{F_TEL, "tel=0571-8888888-802", NULL, "", "05718888888-802", 0},
		{F_TEL, "tel=0571+8888888%E8%BD%AC802", NULL, "", "05718888888-802", 0},
		{F_TEL, "tel=0571-88888888+ext802", NULL, "", "057188888888-802", 0},
		{F_TEL, "tel=8888888", "手机号要 11 位；座机请带区号，比如 0571-8888888", "",
		 "8888888", 0},
		{F_TEL, "tel=0571-8888888-8020000", "手机号要 11 位；座机请带区号，比如 0571-8888888",
		 "", "0571-8888888-8020000", 0},
		{F_TEL, "tel=1381234567", "少了 {1} 位，请填 11 位手机号", "1", "1381234567", 0},
		{F_TEL, "tel=%E6%9D%8E+010-12345678", "电话里只有数字，请去掉其他字", "",
		 "李 010-12345678", 0},
		{F_EMAIL, "email=a.b%40example.cn", NULL, "", "a.b@example.cn", 0},
		{F_EMAIL, "email=a%40b", "邮箱不完整，请写成 name@example.cn 这样", "", "a@b", 0},
		{F_EMAIL, "email=%40b.cn", "邮箱不完整，请写成 name@example.cn 这样", "", "@b.cn",
		 0},
		{F_EMAIL, "email=a%40.cn", "邮箱不完整，请写成 name@example.cn 这样", "", "a@.cn",
		 0},
		{F_EMAIL, "email=a%40b%40c.cn", "邮箱不完整，请写成 name@example.cn 这样", "",
		 "a@b@c.cn", 0},
		{F_LON, "lon=120.1234567", NULL, "", "120.1234567", 1201234567},
		{F_LON, "lon=150", "太大了，最大填 {1}", "140", "150", 1500000000},
		{F_LON, "lon=69.9", "太小了，最小填 {1}", "70", "69.9", 699000000},
		{F_SMALL, "small=0", "太小了，最小填 {1}", "0.0000001", "0", 0},
		{F_SMALL, "small=2", "太大了，最大填 {1}", "1.2345678", "2", 20000000},
		{F_BELOW, "below=-181", "太小了，最小填 {1}", "-180", "-181", -1810000000},
		{F_BELOW, "below=1", "太大了，最大填 {1}", "-0.5", "1", 10000000},
		{F_LON, "lon=nan", "这里要填数字，例如 120.62", "", "nan", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct input *in;

		fill(rows[i].posted);
		in = &R.in[rows[i].field];
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
	assert_int_equal(R.in[F_MANY].all_n, 2);
	assert_str(R.in[F_MANY].all[1], "blue");
	fill("many=red&many=blue&many=red");
	assert_string_equal(R.in[F_MANY].error, "选多了，最多选 {1} 项");
	assert_str(R.in[F_MANY].error_arg, "2");
	assert_int_equal(R.in[F_MANY].all_n, 3);
	fill("many=red&many=green");
	assert_string_equal(R.in[F_MANY].error, "请从给出的选项里选");
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
		if (i == 0)
			continue;
		assert_int_equal(
			post("/a", "multipart/form-data; boundary=B", str_fmt(&A, "%s--B--", b.p)),
			0);
		assert_int_equal(form_read(&form, &R), 0);
		assert_int_equal(R.in[F_FILES].files_n, i + 1);
		assert_str(R.in[F_FILES].files[i]->bytes, "x");
		assert_int_equal(R.invalid, i == 2);
	}
	assert_string_equal(R.in[F_FILES].error, "传多了，最多传 {1} 个文件");
}

static void
test_form__required(void **state)
{
	static const struct field must[] = {
		{.name = "a", .type = FIELD_TEXT, .required = true},
		{.name = "b", .type = FIELD_BOOL, .required = true, .missing = "请先看过再勾选"},
		{.name = "c", .type = FIELD_FILES, .required = true},
		{.name = "d", .type = FIELD_MANY, .required = true},
	};
	static const struct form f = FORM("must", must);

	(void)state;
	assert_int_equal(post("/a", "application/x-www-form-urlencoded", S("a=+%09&b=0&d=")), 0);
	assert_int_equal(form_read(&f, &R), 0);
	assert_true(R.invalid);
	assert_string_equal(R.in[0].error, "这一项要填");
	assert_string_equal(R.in[1].error, "请先看过再勾选");
	assert_string_equal(R.in[2].error, "这一项要填");
	assert_string_equal(R.in[3].error, "这一项要填");
	assert_int_equal(post("/a", "application/x-www-form-urlencoded", S("")), 0);
	assert_int_equal(form_read(&f, &R), 0);
	assert_string_equal(R.in[0].error, "这一项要填");
}

static void
test_form__get_reads_the_query(void **state)
{
	(void)state;
	assert_int_equal(parse(S("GET /a?int=3&text=ab HTTP/1.1\r\n\r\n")), 0);
	assert_int_equal(form_read(&form, &R), 0);
	assert_int_equal(in_int(&R, F_INT), 3);
	assert_str(in_str(&R, F_TEXT), "ab");
	assert_false(in_bool(&R, F_BOOL));
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
	assert_str(in_str(&R, F_TEXT), "楼道");
	assert_int_equal(in_int(&R, F_INT), 7);
	assert_true(in_int(&R, F_ID) == INT64_MAX);
	assert_true(in_bool(&R, F_BOOL));
	assert_int_equal(R.in[F_MANY].all_n, 2);
	assert_int_equal(in_int(&R, F_LON), 1201234567);
	assert_false(R.in[F_PHONE].given);
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
	assert_string_equal(R.in[F_TEXT].error, "没有认出这一项，请重新填写");
	assert_string_equal(R.in[F_INT].error, "没有认出这一项，请重新填写");
	assert_string_equal(R.in[F_MANY].error, "没有认出这一项，请重新填写");
	assert_null(R.in[F_BOOL].error);
	assert_non_null(R.in[F_ID].error);
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
	assert_false(R.in[F_INT].given);
}

static void
test_form__in_fail(void **state)
{
	(void)state;
	fill("text=ab");
	assert_int_equal(in_fail(&R, F_TEXT, "这个名字有人用了"), E_INVALID);
	assert_true(R.invalid);
	assert_string_equal(R.in[F_TEXT].error, "这个名字有人用了");
	req_free(&R);
	assert_str(in_str(&R, F_TEXT), "");
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
		UNIT(test_form__in_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
