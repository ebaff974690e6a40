/* appeal_hours_test.c: who used which hours of a case, summed over the whole of it.
 *
 * The rule: from filing to the end a case always lies with somebody. Its shown stages (受理, 签收, 办理, 回访) follow each other without a
 * gap; they stand still only while the resident is asked (等补充). So the working minutes of shown stages and of questions together are
 * those from filing to the end, no minute twice. What runs beside (the promise, helping bodies) belongs to somebody else's time and is
 * not in the sum; the ladder takes nobody's time. */
#include "base/clock.h"
#include "db_env.h"
#include "features/appeal/appeal_rules.h"
#include "kit/course_check.h"
#include "lib/calendar.h"
#include "play.h"

/* Three bodies, one of which sends it back; a helper; a question overnight; a step up the ladder; a weekend. */
static const char story[] =
	"at 2026-11-18 10:00\n" /* a Wednesday */
	"as wang\n"
	"POST /appeal text=楼道灯坏了，上下楼看不清。&place=@BL-B4&anon=named&open=1\n"
	"303 /appeal/$code/receipt\n"
	"at 2026-11-18 16:05\n"
	"jobs\n"
	"as wang\n"
	"GET /appeal/$code\n"
	"200\n"
	"count 1 超过时限，上提到\n"
	"at 2026-11-18 16:30\n"
	"as shequ\n"
	"POST /appeal/$code/dispatch org=org:yh-city\n"
	"303\n"
	"at 2026-11-19 09:00\n"
	"as shizheng\n"
	"POST /appeal/$code/bounce why=1&text=楼道灯归物业，见清单第三条。\n"
	"303\n"
	"at 2026-11-19 10:00\n"
	"as shequ\n"
	"POST /appeal/$code/dispatch org=org:bl-pm\n"
	"303\n"
	"at 2026-11-19 11:00\n"
	"as wuye\n"
	"POST /appeal/$code/accept\n"
	"303\n"
	"POST /appeal/$code/help org=org:yh-city&text=线路要市政看\n"
	"303\n"
	"at 2026-11-19 11:30\n"
	"as shizheng\n"
	"POST /appeal/$code/help_accept\n"
	"303\n"
	"at 2026-11-19 15:00\n"
	"as shizheng\n"
	"POST /appeal/$code/help_reply text=线路没有问题\n"
	"303\n"
	"at 2026-11-19 15:30\n"
	"as wuye\n"
	"POST /appeal/$code/ask text=是哪一层？\n"
	"303\n"
	"at 2026-11-20 10:30\n"
	"as wang\n"
	"POST /appeal/$code/answer text=三楼\n"
	"303\n"
	"at 2026-11-20 18:00\n"
	"as wuye\n"
	"UPLOAD /appeal/$code/reply text=三楼的灯换好了&photo=<after.jpg\n"
	"303\n"
	"at 2026-11-23 09:30\n"
	"as wang\n"
	"POST /appeal/$code/rate result=5&attitude=5\n"
	"303\n"
	"verify\n"
	/* Time goes on, hours do not. */
	"at 2026-12-01 11:00\n";

/* Wednesday 390, Thursday and Friday a whole day, Monday an hour. */
enum { WHOLE = 390 + 480 + 480 + 60 };

/* By whom and in which stage, counted by hand. */
static const struct hours {
	const char *org;
	int stage;
	int64_t minutes;
	bool beside;
} hours[] = {
	{"", STAGE_TRIAGE, 270, false},	      /* Wednesday until half past four */
	{"yh-city", STAGE_ACCEPT, 150, false}, /* and sent back the next morning */
	{"", STAGE_TRIAGE, 60, false},
	{"bl-pm", STAGE_ACCEPT, 60, false},
	{"bl-pm", STAGE_HANDLE, 150 + 330, false}, /* before and after the question */
	{"", STAGE_ASK, 300, false},
	{"", STAGE_FOLLOW, 90, false},
	{"yh-city", STAGE_HELP_ACCEPT, 30, true},
	{"yh-city", STAGE_HELP, 90, true},
	{"", STAGE_PROMISE, WHOLE - 90 - 300, true}, /* until the answer, without the question */
};
enum { HOURS = sizeof hours / sizeof *hours };

struct looked {
	struct matter m;
	struct due v[HOURS * 2];
	int64_t used[HOURS * 2];
	size_t n;
	struct buf shown;
};

static int
look(struct tx *tx, void *arg)
{
	struct looked *l = arg;
	struct clocks clocks;

	TRY(matter_by_code(tx, WORLD_DISTRICT, S("BL-2611-0001"), &l->m));
	TRY(clocks_read(tx, WORLD_DISTRICT, l->m.id, &clocks));
	for (l->n = 0; l->n < clocks.n && l->n < HOURS * 2; l->n++) {
		l->v[l->n] = clocks.v[l->n];
		TRY(due_used(tx, WORLD_DISTRICT, &l->v[l->n], clock_now(), &l->used[l->n]));
	}
	buf_init(&l->shown, &w.arena);
	return course_show(&appeal_course, tx, WORLD_DISTRICT, S("BL-2611-0001"), NULL, &l->shown);
}

static bool
counts(int64_t stage)
{
	return appeal_course.stages[stage].kind == STAGE_SHOWN || stage == STAGE_ASK;
}

/* The minutes of all clocks of this body and stage. */
static int64_t
used_by(const struct looked *l, int64_t org, int64_t stage)
{
	int64_t sum = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].org == org && l->v[i].stage == stage)
			sum += l->used[i];
	return sum;
}

static void
test_hours__of_a_whole_case_are_those_from_filing_to_the_end(void **state)
{
	struct looked l = {0};
	int64_t sum = 0;

	(void)state;
	play_anew(story);
	assert_int_equal(db_read_now(w.db, &w.arena, look, &l), 0);
	assert_int_equal(calendar_between(l.m.filed_at, l.m.closed_at), WHOLE);
	assert_int_equal(l.n, HOURS);
	for (size_t i = 0; i < l.n; i++)
		if (counts(l.v[i].stage))
			sum += l.used[i];
	assert_int_equal(sum, WHOLE);
	for (size_t i = 0; i < HOURS; i++) {
		int64_t want = 0, org = hours[i].org[0] ? world_org(&w, str_of(hours[i].org)) : 0;

		for (size_t k = 0; k < HOURS; k++)
			if (hours[k].stage == hours[i].stage && str_is(str_of(hours[k].org), hours[i].org))
				want += hours[k].minutes;
		if (used_by(&l, org, hours[i].stage) != want)
			fail_msg("%s of \"%s\": %lld, not %lld", appeal_course.stages[hours[i].stage].name, hours[i].org,
				 (long long)used_by(&l, org, hours[i].stage), (long long)want);
		assert_int_equal(counts(hours[i].stage), !hours[i].beside);
	}
}

/* "  TRIAGE       body 0  used 270 of 240 …": the number after used; -1: no line of a clock. */
static int64_t
used_of(struct str line, struct str *ret_stage)
{
	size_t at = str_find(line, S("  used "));
	struct str rest = str_sub(line, at, line.n), word;
	int64_t minutes = -1;

	if (at == line.n || !str_starts(line, S("  ")))
		return -1;
	rest = str_sub(line, at + 7, line.n);
	assert_true(str_next(&rest, ' ', &word) && str_int(word, &minutes));
	rest = str_sub(line, 2, line.n);
	assert_true(str_next(&rest, ' ', ret_stage));
	return minutes;
}

static bool
stage_counts(struct str name)
{
	for (int i = 1; i < appeal_course.stages_n; i++)
		if (appeal_course.stages[i].name && str_is(name, appeal_course.stages[i].name))
			return counts(i);
	fail_msg("%.*s is no stage", STR(name));
	return false;
}

static void
test_hours__that_linli_show_prints_have_the_same_sum(void **state)
{
	struct str text, line, stage;
	struct looked l = {0};
	int64_t sum = 0, used;
	size_t lines = 0;

	(void)state;
	play_anew(story);
	assert_int_equal(db_read_now(w.db, &w.arena, look, &l), 0);
	text = buf_done(&l.shown);
	assert_true(str_has(text, S("verify: holds\n")));
	assert_false(str_has(text, S("REPLAYED")));
	while (str_next(&text, '\n', &line)) {
		used = used_of(line, &stage);
		lines += used >= 0;
		if (used >= 0 && stage_counts(stage))
			sum += used;
	}
	assert_int_equal(lines, HOURS);
	assert_int_equal(sum, WHOLE);
}

SUITE(appeal_hours)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_hours__of_a_whole_case_are_those_from_filing_to_the_end),
		TEST(test_hours__that_linli_show_prints_have_the_same_sum),
	};

	return DB_ENV_EACH("hours of a case", &engine, tests);
}
