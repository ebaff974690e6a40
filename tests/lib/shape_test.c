/* shape_test.c: structs as JSON. */
#include "kit/answer.h"
#include "suite.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena A;

struct photo_row {
	struct str digest;
	int32_t width;
};

struct row {
	int64_t id, by, filed_at, lat, none_at;
	int16_t small;
	struct str title;
	bool open;
	int32_t state;
	double score;
	float rate;
	struct {
		struct photo_row *v;
		size_t n;
	} photos;
	struct photo_row cover;
};

static const char *
state_word(int64_t v)
{
	static const char *const words[] = {NULL, "filed", "closed"};

	return v > 0 && v < 3 ? words[v] : NULL;
}

static const char *const states[] = {"filed", "closed", NULL};

#define F(struct_, member, type_, ...)                                                             \
	{.name = #member, .type = (type_), .offset = offsetof(struct struct_, member),             \
	 .size = sizeof((struct struct_ *)0)->member, __VA_ARGS__}

static const struct shape_field photo_fields[] = {
	F(photo_row, digest, SHAPE_TEXT, .about = "address of the \"file\""),
	F(photo_row, width, SHAPE_INT),
};
static const struct shape photo_shape = {"Photo", photo_fields, 2};

static const struct shape_field fields[] = {
	F(row, id, SHAPE_ID),
	F(row, by, SHAPE_ID),
	F(row, filed_at, SHAPE_TIME),
	F(row, none_at, SHAPE_TIME),
	F(row, lat, SHAPE_E7),
	F(row, small, SHAPE_INT),
	F(row, title, SHAPE_TEXT),
	F(row, open, SHAPE_BOOL),
	F(row, state, SHAPE_WORD, .word = state_word, .words = states),
	F(row, score, SHAPE_REAL),
	F(row, rate, SHAPE_REAL),
	{.name = "photos", .type = SHAPE_LIST, .offset = offsetof(struct row, photos),
	 .size = sizeof(struct photo_row), .sub = &photo_shape},
	F(row, cover, SHAPE_ONE, .sub = &photo_shape),
};
static const struct shape row_shape = {"Row", fields, sizeof fields / sizeof *fields};

static struct photo_row photos[] = {{S("ab"), 1600}, {S("cd"), -1}};
static const struct row full = {
	.id = 9007199254740993, .filed_at = 1795315561, .lat = -226562110, .small = -7,
	.title = S("楼道灯\n\"不亮\"\\\t"), .open = true, .state = 2, .score = 0.1, .rate = 0.3f,
	.photos = {photos, 2}, .cover = {S("ef"), 3},
};

static json_t *
parse(struct str s)
{
	json_error_t e;
	json_t *j = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, &e);

	if (!j)
		fail_msg("%s in %.*s", e.text, STR(s));
	return j;
}

static struct str
json_of(const struct row *row)
{
	struct buf b;

	buf_init(&b, &A);
	shape_json(&b, &row_shape, row);
	return buf_done(&b);
}

static void
test_json__every_type(void **state)
{
	(void)state;
	assert_string_equal(
		json_of(&full).p,
		"{\"id\":\"9007199254740993\",\"by\":null,"
		"\"filed_at\":\"2026-11-22T10:46:01+08:00\",\"none_at\":null,\"lat\":-22.656211,"
		"\"small\":-7,\"title\":\"楼道灯\\n\\\"不亮\\\"\\\\\\u0009\",\"open\":true,"
		"\"state\":\"closed\",\"score\":0.1,\"rate\":0.3,"
		"\"photos\":[{\"digest\":\"ab\",\"width\":1600},{\"digest\":\"cd\",\"width\":-1}],"
		"\"cover\":{\"digest\":\"ef\",\"width\":3}}");
}

static void
test_json__nothing_set(void **state)
{
	static const struct row empty = {.score = NAN};
	json_t *j = parse(json_of(&empty));

	(void)state;
	assert_true(json_is_null(json_object_get(j, "id")));
	assert_true(json_is_null(json_object_get(j, "state")));
	assert_true(json_is_null(json_object_get(j, "score")));
	assert_true(json_is_null(json_object_get(j, "lat")));
	assert_string_equal(json_string_value(json_object_get(j, "title")), "");
	assert_int_equal(json_array_size(json_object_get(j, "photos")), 0);
	json_decref(j);
}

static void
test_json__numbers_read_back(void **state)
{
	static const double numbers[] = {0,	-0.5, 1e-9, 1e300, 1.0 / 3, 123456789.123456789,
					 5e-324};

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct row row = {.score = numbers[i]};
		json_t *j = parse(json_of(&row));

		assert_true(json_number_value(json_object_get(j, "score")) == numbers[i]);
		json_decref(j);
	}
}

static void
test_e7__keeps_small_fractions(void **state)
{
	static const struct {
		int64_t v;
		const char *text;
	} cases[] = {{1, "\"lat\":0.0000001,"},
		     {-5, "\"lat\":-0.0000005,"},
		     {1140000000, "\"lat\":114,"},
		     {1200000000, "\"lat\":120,"},
		     {1140421690, "\"lat\":114.042169,"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct row row = {.lat = cases[i].v};

		assert_true(str_has(json_of(&row), str_of(cases[i].text)));
	}
}

static void
test_str__any_bytes_make_valid_json(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		char bytes[] = {'a', (char)c, 'b'};
		struct buf b;
		json_t *j;

		buf_init(&b, &A);
		BUF_LIT(&b, "[");
		json_str(&b, (struct str){bytes, 3});
		BUF_LIT(&b, "]");
		j = json_loadb(b.p, b.n, JSON_ALLOW_NUL, NULL);
		assert_non_null(j);
		if (c < 0x80)
			assert_memory_equal(json_string_value(json_array_get(j, 0)), bytes, 3);
		json_decref(j);
	}
}

static void
test_openapi__describes_every_field(void **state)
{
	struct buf b;
	json_t *j, *p;

	(void)state;
	buf_init(&b, &A);
	shape_openapi(&b, &row_shape);
	j = parse(buf_done(&b));
	p = json_object_get(j, "properties");
	assert_int_equal(json_object_size(p), row_shape.n);
	assert_int_equal(json_array_size(json_object_get(j, "required")), row_shape.n);
	assert_string_equal(json_string_value(json_object_get(json_object_get(p, "cover"), "$ref")),
			    "#/components/schemas/Photo");
	assert_int_equal(json_array_size(json_object_get(json_object_get(p, "state"), "enum")), 3);
	json_decref(j);
	buf_init(&b, &A);
	shape_openapi(&b, &photo_shape);
	assert_true(str_has(buf_done(&b), S("\"description\":\"address of the \\\"file\\\"\"")));
}

static void
test_reply__type_and_etag(void **state)
{
	struct req r = {0};
	struct str etag;

	(void)state;
	assert_int_equal(reply_shape(&r, &photo_shape, &photos[0]), 0);
	assert_int_equal(r.reply.status, 200);
	assert_true(str_is(r.reply.type, "application/json"));
	assert_true(str_is(buf_done(&r.reply.body), "{\"digest\":\"ab\",\"width\":1600}"));
	etag = r.reply.etag;
	assert_true(etag.n == 34 && etag.p[0] == '"' && etag.p[33] == '"');
	assert_int_equal(reply_shape(&r, &photo_shape, &photos[1]), 0);
	assert_false(str_eq(etag, r.reply.etag));
	arena_release(&r.arena);
}

static void
test_reply__page_of_a_list(void **state)
{
	struct req r = {0};

	(void)state;
	assert_int_equal(reply_shapes(&r, &photo_shape, photos, 2, sizeof photos[0], S("a\"1")), 0);
	assert_true(str_is(buf_done(&r.reply.body),
			   "{\"items\":[{\"digest\":\"ab\",\"width\":1600},"
			   "{\"digest\":\"cd\",\"width\":-1}],\"next\":\"a\\\"1\"}"));
	assert_int_equal(reply_shapes(&r, &photo_shape, NULL, 0, sizeof photos[0], S("")), 0);
	assert_true(str_is(buf_done(&r.reply.body), "{\"items\":[],\"next\":\"\"}"));
	arena_release(&r.arena);
}

/* Numbers that count the words from 1 on need no function. */
static void
test_json__words_by_their_number(void **state)
{
	static const struct shape_field by_number[] = {F(row, state, SHAPE_WORD, .words = states)};
	static const struct shape shape = {"Counted", by_number, 1};
	static const char *const want[] = {"null", "null", "\"filed\"", "\"closed\"", "null"};

	(void)state;
	for (int32_t v = -1; v <= 3; v++) {
		const struct row row = {.state = v};
		struct buf b;

		buf_init(&b, &A);
		shape_json(&b, &shape, &row);
		assert_true(str_is(buf_done(&b), str_fmt(&A, "{\"state\":%s}", want[v + 1]).p));
	}
}

SUITE(shape)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json__every_type),
		cmocka_unit_test(test_json__nothing_set),
		cmocka_unit_test(test_json__words_by_their_number),
		cmocka_unit_test(test_json__numbers_read_back),
		cmocka_unit_test(test_e7__keeps_small_fractions),
		cmocka_unit_test(test_str__any_bytes_make_valid_json),
		cmocka_unit_test(test_openapi__describes_every_field),
		cmocka_unit_test(test_reply__type_and_etag),
		cmocka_unit_test(test_reply__page_of_a_list),
	};
	int failed = cmocka_run_group_tests_name("shape", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
