/* suggest_rules_test.c: suggestions for a district: which model answers, what is kept, and what the hits name. */
#include <pthread.h>

#include "base/clock.h"
#include "db_env.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_cmd.h"
#include "features/catalogue/catalogue_edit.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "suggest_help.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>


enum { D = 990106, OTHER = 990107, NOON = 1795320000 };

static struct db_env env;
static struct arena arena;
static struct actor admin;

static int
install(struct tx *tx, void *arg)
{
	(void)arg;
	return catalogue_install_default(tx, &admin);
}

static int
open_env(const char *name, int (*fill)(struct db *db, struct arena *a))
{
	clock_set(NOON);
	suggest_forget();
	admin = actor_system_of;
	admin.district = D;
	db_env_open_made(&env, env.engine, name, fill);
	arena_init(&arena);
	return 0;
}

static int
open_empty(void **state)
{
	(void)state;
	return open_env("schema", NULL);
}

/* A minute before, so that whatever a test makes has greater ids. */
static int
fill(struct db *db, struct arena *a)
{
	int rc;

	clock_set(NOON - 60);
	rc = db_bulk(db, a, install, NULL);
	clock_set(NOON);
	return rc;
}

static int
open_default(void **state)
{
	(void)state;
	return open_env("suggest", fill);
}

static int
close_env(void **state)
{
	(void)state;
	suggest_forget();
	clock_set(0);
	arena_release(&arena);
	db_env_close(&env);
	return 0;
}

struct question {
	int64_t district;
	const char *text;
	size_t k;
	struct suggest_hit_list hits;
};

static int
ask_run(struct tx *tx, void *arg)
{
	struct question *q = arg;

	return suggest_for(tx, q->district, S(""), str_of(q->text), q->k, &q->hits);
}

static struct suggest_hit_list
ask(const char *text, size_t k)
{
	struct question q = {.district = D, .text = text, .k = k};

	assert_int_equal(db_read_now(env.db, &arena, ask_run, &q), 0);
	return q.hits;
}

struct find {
	const char *name;
	struct catalogue_node node;
};

static int
find_run(struct tx *tx, void *arg)
{
	struct find *f = arg;

	return catalogue_find(tx, D, str_of(f->name), &f->node);
}

static int64_t
node_of(const char *name)
{
	struct find f = {.name = name};

	assert_int_equal(db_read_now(env.db, &arena, find_run, &f), 0);
	return f.node.id;
}

/* ---- learning ---- */

static const struct subject {
	const char *item, *words[6];
} subjects[] = {
	{"0101-01",
	 {"井盖旁边路面塌陷", "马路上有个大坑", "车道坑洼不平", "沥青脱落露出石子", "路面裂缝变大",
	  "大坑轧坏轮胎"}},
	{"0101-02",
	 {"人行道地砖翘起来", "踩上去溅一身水", "盲道砖缺了好几块", "步道不平崴了脚",
	  "铺装松动绊倒人", "方砖碎裂没人补"}},
};
/* n cases of each subject; the second subject answers for the first one's words when swapped. */
static void
feed(struct suggest_trainer *t, size_t n, bool swapped)
{
	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < n; i++)
			suggest_trainer_add(t, &(struct suggest_case){
						       .title = str_of(subjects[s].words[i % 6]),
						       .text = filler(&arena, (uint32_t)(2 * i + s)),
						       .item = node_of(
							       subjects[swapped ? 1 - s : s].item),
					       });
}

struct kept {
	struct suggest_report report;
	struct str model;
};

static int
store_run(struct tx *tx, void *arg)
{
	struct kept *k = arg;

	return suggest_store(tx, D, &k->report, k->model);
}

static struct kept
learn(size_t n, bool swapped)
{
	struct suggest_trainer *t = suggest_trainer_new(&arena);
	struct kept k;

	feed(t, n, swapped);
	assert_int_equal(suggest_train(t, &arena, NULL, &k.report, &k.model), 0);
	assert_int_equal(db_write_now(env.db, &arena, store_run, &k), 0);
	suggest_forget();
	return k;
}

/* ---- tests ---- */

static void
test_suggest__nothing_known_is_an_empty_list(void **state)
{
	struct question q = {.district = OTHER, .text = "路灯坏了", .k = 3};

	(void)state;
	assert_int_equal(ask("路灯坏了", 3).n, 0);
	assert_int_equal(db_read_now(env.db, &arena, ask_run, &q), 0);
	assert_int_equal(q.hits.n, 0);
	assert_false(q.hits.sure);
}

static void
test_suggest__the_catalogue_teaches_while_there_are_no_cases(void **state)
{
	struct suggest_hit_list hits = ask("小区门口的马路上有个大坑，轧坏车了", 3);

	(void)state;
	assert_int_equal(hits.n, 3);
	assert_true(hits.v[0].item == node_of("0101-01"));
	assert_string_equal(str_z(&arena, hits.v[0].path), "市政设施/道路与人行道/车行道坑洼破损");
	assert_string_equal(str_z(&arena, hits.v[0].name), "车行道坑洼破损");
	assert_string_equal(str_z(&arena, hits.v[0].colour), "blue");
	assert_true(hits.v[0].permille >= hits.v[1].permille);
	assert_true(hits.v[0].reasons_n > 0);
	assert_true(str_starts(hits.v[0].reason_text, hits.v[0].reasons[0]));
}

static void
test_suggest__the_catalogue_alone_can_be_sure(void **state)
{
	struct suggest_hit_list hits = ask("三单元四楼的楼道灯不亮，晚上回家看不见台阶", 3);

	(void)state;
	assert_string_equal(str_z(&arena, hits.v[0].name), "楼道灯不亮");
	assert_true(hits.sure);
	assert_true(hits.v[0].permille > 850);
	assert_string_equal(str_z(&arena, hits.v[0].reasons[0]), "楼道灯");
}

static void
test_suggest__the_catalogue_alone_is_not_sure_of_nonsense(void **state)
{
	static const char *const texts[] = {"今天天气真好，我想吃火锅", "床前明月光，疑是地上霜", "啊啊啊啊测试测试",
					    "道可道非常道，名可名非常名", "我家的猫生了四只小猫"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct suggest_hit_list hits = ask(texts[i], 3);

		assert_false(hits.sure);
		assert_true(hits.n == 0 || hits.v[0].permille < 700);
	}
}

static void
test_suggest__the_catalogue_teaches_the_same_every_time(void **state)
{
	const char *text = "小区门口的马路上有个大坑，轧坏车了";
	struct suggest_hit_list first = ask(text, 5), again;

	(void)state;
	suggest_forget();
	again = ask(text, 5);
	assert_int_equal(first.n, again.n);
	for (size_t i = 0; i < first.n; i++) {
		assert_true(first.v[i].item == again.v[i].item);
		assert_true(first.v[i].permille == again.v[i].permille);
		assert_true(str_eq(first.v[i].reason_text, again.v[i].reason_text));
	}
}

static void
test_suggest__odd_texts_do_no_harm(void **state)
{
	static const char *const texts[] = {"", " ", "。", "\xff\xfe", "a", "0123456789", "𠮷野家"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_true(ask(texts[i], 3).n <= 3);
	assert_int_equal(ask("马路上有个大坑", 0).n, 0);
	assert_int_equal(ask("马路上有个大坑", 100).n, SUGGEST_MAX);
}

static void
test_suggest__cases_count_more_than_the_catalogue(void **state)
{
	struct kept k = learn(40, true);
	struct suggest_hit_list hits = ask("马路上有个大坑，沥青脱落", 2);

	(void)state;
	assert_int_equal(k.report.classes, 2);
	assert_int_equal(k.report.cases, 80);
	assert_int_equal(k.report.hints, 0);
	assert_true(k.report.f1_permille > 800);
	assert_true(k.report.bytes == (int64_t)k.model.n);
	assert_true(hits.v[0].item == node_of("0101-02"));
	assert_true(hits.sure);
}

/* Cases are not public, and the suggestion is: what it names as its reason are words of the catalogue. */
static void
test_suggest__quotes_no_words_of_cases(void **state)
{
	struct suggest_trainer *t = suggest_trainer_new(&arena);
	struct suggest_hit_list hits;
	struct kept k;

	(void)state;
	feed(t, 40, false);
	for (size_t i = 0; i < 40; i++)
		suggest_trainer_add(t, &(struct suggest_case){.title = S("欧阳铁柱"),
							      .text = str_fmt(&arena, "欧阳铁柱说路面有坑 %zu", i),
							      .item = node_of("0101-01")});
	assert_int_equal(suggest_train(t, &arena, NULL, &k.report, &k.model), 0);
	assert_int_equal(db_write_now(env.db, &arena, store_run, &k), 0);
	suggest_forget();
	hits = ask("欧阳铁柱家门口路面有坑", 3);
	assert_true(hits.n > 0);
	for (size_t i = 0; i < hits.n; i++)
		for (size_t r = 0; r < hits.v[i].reasons_n; r++)
			assert_false(str_has(hits.v[i].reasons[r], S("欧阳")) || str_has(hits.v[i].reasons[r], S("铁柱")));
}

static void
test_suggest__the_newest_model_answers(void **state)
{
	(void)state;
	learn(40, false);
	assert_true(ask("马路上有个大坑", 1).v[0].item == node_of("0101-01"));
	learn(40, true);
	assert_true(ask("马路上有个大坑", 1).v[0].item == node_of("0101-02"));
}

static void
test_suggest__keeps_three_models(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		learn(20, i & 1);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM suggest_model"), 3);
	assert_true(ask("马路上有个大坑", 1).v[0].item == node_of("0101-01"));
}

static int
retire_run(struct tx *tx, void *arg)
{
	return catalogue_retire(tx, &admin, *(int64_t *)arg, 0);
}

static void
test_suggest__retired_items_are_passed_over(void **state)
{
	int64_t item = node_of("0101-01");
	struct suggest_hit_list hits;

	(void)state;
	learn(40, false);
	assert_int_equal(db_write_now(env.db, &arena, retire_run, &item), 0);
	suggest_forget();
	hits = ask("马路上有个大坑", 1);
	assert_int_equal(hits.n, 1);
	assert_true(hits.v[0].item == node_of("0101-02"));
	assert_false(hits.sure);
}

static void
test_suggest__a_damaged_model_leaves_the_catalogue(void **state)
{
	struct kept k = learn(20, true);

	(void)state;
	k.model = str_sub(k.model, 0, k.model.n / 2);
	assert_int_equal(db_write_now(env.db, &arena, store_run, &k), 0);
	suggest_forget();
	assert_true(ask("马路上有个大坑", 1).v[0].item == node_of("0101-01"));
}

static void
test_train__hints_are_not_counted(void **state)
{
	struct suggest_trainer *t = suggest_trainer_new(&arena);
	struct suggest_report report;
	struct str model;

	(void)state;
	feed(t, 40, false);
	for (int i = 0; i < 10; i++)
		suggest_trainer_add(t, &(struct suggest_case){.title = S("噪声扰民"),
							      .text = S("广场舞 音响 半夜"),
							      .item = 900 + i,
							      .hint = true});
	assert_int_equal(suggest_train(t, &arena, NULL, &report, &model), 0);
	assert_int_equal(report.classes, 2);
	assert_int_equal(report.cases, 80);
	assert_int_equal(report.hints, 10);
	assert_true(report.f1_permille > 800);
}

static void
test_train__refuses_fewer_than_two_items(void **state)
{
	struct suggest_trainer *t = suggest_trainer_new(&arena);
	struct suggest_report report;
	struct str model;

	(void)state;
	assert_int_equal(suggest_train(t, &arena, NULL, &report, &model), E_INVALID);
	for (int i = 0; i < 30; i++)
		suggest_trainer_add(t, &(struct suggest_case){.text = S("路灯坏了"), .item = 5});
	assert_int_equal(suggest_train(t, &arena, NULL, &report, &model), E_INVALID);
}

static int64_t root;

static int
district_run(struct tx *tx, void *arg)
{
	(void)arg;
	return territory_open_district(tx, D, S("测试区"), &root);
}

struct cases {
	const char *item;
	int n;
};

static int
file_run(struct tx *tx, void *arg)
{
	const struct cases *c = arg;
	struct catalogue_node item;
	struct appeal_receipt receipt;

	TRY(catalogue_find(tx, D, str_of(c->item), &item));
	for (int i = 0; i < c->n; i++)
		TRY(appeal_file(tx, &admin, &(struct appeal_new){
			.title = S("一件事"),
			.text = filler(&arena, (uint32_t)i),
			.channel = CHANNEL_IMPORT,
			.anon = ANON_COMMUNITY,
			.source = str_of(c->item),
			.source_id = str_fmt(tx->arena, "%d", i),
			.place = root,
			.item = item.id,
		}, &receipt));
	return 0;
}

static int64_t
cases_of_training(void)
{
	struct suggest_report report = {0};

	return appeal_train(env.db, D, &report) == 0 ? report.cases : 0;
}

static int64_t
hints_of_training(void)
{
	struct suggest_report report;

	assert_int_equal(appeal_train(env.db, D, &report), 0);
	return report.hints;
}

static void
test_train__whole_classes_learn_the_words_of_their_items(void **state)
{
	struct cases cases[] = {{"市政设施", 6}, {"物业服务", 6}, {"0101-01", 6}, {"0101-02", 5}, {"0101-03", 1}};

	(void)state;
	assert_int_equal(db_bulk(env.db, &arena, district_run, NULL), 0);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(db_write_now(env.db, &arena, file_run, &cases[i]), 0);
	assert_int_equal(hints_of_training(),
			 db_env_int(&env, "SELECT count(*) FROM catalogue_node WHERE leaf = 1 AND class IN "
					  "(SELECT id FROM catalogue_node WHERE parent = 0 AND name IN "
					  "('市政设施', '物业服务'))"));
	assert_int_equal(db_write_now(env.db, &arena, file_run, &cases[4]), 0);
	assert_int_equal(hints_of_training(), db_env_int(&env, "SELECT count(*) FROM catalogue_node WHERE leaf = 1"));
}

/* What is never public teaches nothing, itself or under a class that is never public: not even masked words of it are in the model. */
static void
test_train__what_is_never_public_is_left_out(void **state)
{
	struct cases cases[] = {{"市政设施", 12}, {"物业服务", 12}, {"0101-01", 5}, {"0101-02", 4}};

	(void)state;
	assert_int_equal(db_bulk(env.db, &arena, district_run, NULL), 0);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(db_write_now(env.db, &arena, file_run, &cases[i]), 0);
	assert_int_equal(cases_of_training(), 33);
	assert_int_equal(db_env_script(&env, "UPDATE catalogue_node SET never = 1 WHERE code = '0101-01'"), 0);
	assert_int_equal(cases_of_training(), 28);
	assert_int_equal(db_env_script(&env, "UPDATE catalogue_node SET never = 1 WHERE name = '市政设施' AND parent = 0"), 0);
	assert_true(cases_of_training() < 28);
}

/* Several threads ask while models come and go under them. */
static void *
keep_asking(void *arg)
{
	bool *stop = arg;
	struct arena a;

	arena_init(&a);
	while (!__atomic_load_n(stop, __ATOMIC_RELAXED)) {
		struct question q = {.district = D, .text = "马路上有个大坑", .k = 3};

		if (db_read_now(env.db, &a, ask_run, &q) != 0 || q.hits.n == 0)
			return arg;
		arena_reset(&a);
	}
	arena_release(&a);
	return NULL;
}

static void
test_suggest__many_readers_and_new_models(void **state)
{
	pthread_t threads[3];
	bool stop = false;
	void *failed;

	(void)state;
	learn(20, false);
	for (size_t i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, keep_asking, &stop);
	for (int i = 0; i < 6; i++)
		learn(20, i & 1);
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (size_t i = 0; i < 3; i++) {
		pthread_join(threads[i], &failed);
		assert_null(failed);
	}
}

#define EMPTY(f) cmocka_unit_test_setup_teardown(f, open_empty, close_env)
#define FULL(f) cmocka_unit_test_setup_teardown(f, open_default, close_env)

SUITE(suggest_rules)
{
	const struct CMUnitTest tests[] = {
		EMPTY(test_suggest__nothing_known_is_an_empty_list),
		FULL(test_suggest__the_catalogue_teaches_while_there_are_no_cases),
		FULL(test_suggest__the_catalogue_alone_can_be_sure),
		FULL(test_suggest__the_catalogue_alone_is_not_sure_of_nonsense),
		FULL(test_suggest__the_catalogue_teaches_the_same_every_time),
		FULL(test_suggest__odd_texts_do_no_harm),
		FULL(test_suggest__cases_count_more_than_the_catalogue),
		FULL(test_suggest__quotes_no_words_of_cases),
		FULL(test_suggest__the_newest_model_answers),
		FULL(test_suggest__keeps_three_models),
		FULL(test_suggest__retired_items_are_passed_over),
		FULL(test_suggest__a_damaged_model_leaves_the_catalogue),
		FULL(test_train__hints_are_not_counted),
		EMPTY(test_train__refuses_fewer_than_two_items),
		FULL(test_train__whole_classes_learn_the_words_of_their_items),
		FULL(test_train__what_is_never_public_is_left_out),
		FULL(test_suggest__many_readers_and_new_models),
	};

	return DB_ENV_EACH("suggest", &env.engine, tests);
}
