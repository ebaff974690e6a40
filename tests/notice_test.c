/* notice_test.c: a thousand followers are told in batches by several workers on both engines, nobody twice; a gateway that fails
 * holds nobody else; quiet hours; comments agree with their history. */
#include "kit/notice.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/stmt.h"
#include "db_env.h"
#include "kit/comment.h"
#include "kit/follow.h"
#include "kit/matter.h"
#include "kit/notice_job.h"
#include "lib/secret.h"
#include "main/main.h"
#include "script.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { FOLLOWERS = 1000, /* ten batches for six workers */ FIRST = 1000000, WORKERS = 6 };

static enum db_engine engine;
static struct world w;
static struct script S0;
static atomic_int sent_phone, sent_mail, phone_tries;
static atomic_bool phone_works;

static int
open_world(void **state)
{
	(void)state;
	if (!world_open(&w, engine))
		return -1;
	S0 = (struct script){.w = &w, .a = &w.arena, .data = "tests/data"};
	sent_phone = sent_mail = phone_tries = 0;
	phone_works = true;
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	world_close(&w);
	return 0;
}

static void
play(const char *text)
{
	if (!script_run(&S0, "notice_test", str_of(text)))
		fail_msg("%.*s", STR(str_sub(S0.problem, 0, 900)));
}

static struct actor
person(int64_t id)
{
	return (struct actor){.kind = ACTOR_PERSON, .district = WORLD_DISTRICT, .person = id, .scopes = PERM_SET_ALL};
}

/* A public case with many followers, each of whom wants phone and e-mail. */
struct crowd {
	int64_t matter, n;
	bool wish;
};

static int
add_crowd(struct tx *tx, void *arg)
{
	struct crowd *c = arg;
	struct notice_wish wish = notice_usual;
	struct matter m;

	TRY(matter_by_code(tx, WORLD_DISTRICT, script_name(&S0, S("code"))->value, &m));
	c->matter = m.id;
	wish.followed = NOTICE_BY_BOTH;
	for (int64_t i = 0; i < c->n; i++) {
		struct actor who = person(FIRST + i);

		TRY(follow_put(tx, &who, m.id));
		if (c->wish)
			TRY(notice_wish_put(tx, &who, &wish));
	}
	return 0;
}

static int
count_notices(struct tx *tx, void *arg)
{
	int64_t *ret = arg;

	*ret = 0;
	for (int64_t i = 0; i < FOLLOWERS; i++) {
		struct actor who = person(FIRST + i);
		struct notice_line_list list;

		TRY(notice_list(tx, &who, (struct notice_at){0}, 10, &list));
		if (list.n > 1)
			return E_MANY;
		*ret += (int64_t)list.n;
	}
	return 0;
}

static int
put_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 0;
}

/* How many notices there are of all followers: who waits for them asks often. */
static int
count_rows(struct tx *tx, void *arg)
{
	static const char text[] = "SELECT count(*) FROM notice WHERE district = 990106 AND person >= 1000000 AND person < 1003000";
	static const struct db_stmt count = {.name = "notice_rows", .sqlite = text, .pg = text, .params = "", .cols = "i"};

	return db_run(tx, &count, NULL, put_number, arg, false, NULL);
}

static int
count_jobs(struct tx *tx, void *arg)
{
	struct outbox_row_list rows;

	TRY(outbox_rows(tx, WORLD_DISTRICT, false, FOLLOWERS * 3, &rows));
	*(int64_t *)arg = (int64_t)rows.n;
	return 0;
}

static int64_t
look(int (*run)(struct tx *tx, void *arg))
{
	struct arena a;
	int64_t n = -1;
	int rc;

	arena_init(&a);
	rc = db_read_now(w.db, &a, run, &n);
	arena_release(&a);
	assert_int_equal(rc, 0);
	return n;
}

static int
send_phone(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)db;
	(void)job;
	(void)ctx;
	phone_tries++;
	if (!phone_works)
		return E_IO;
	sent_phone++;
	return 0;
}

static int
send_mail(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)db;
	(void)job;
	(void)ctx;
	sent_mail++;
	return 0;
}

static outbox_runner *const runners[OUTBOX__MAX] = {
	[OUTBOX_TELL] = notice_tell_job,
	[OUTBOX_PHONE] = send_phone,
	[OUTBOX_MAIL] = send_mail,
};

static void
nap(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
}

static void
dispatch_followed(struct crowd *c)
{
	struct arena a;

	play("as wang\n"
	     "POST /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1\n"
	     "303 /appeal/$code/receipt\n");
	arena_init(&a);
	assert_int_equal(db_write_now(w.db, &a, add_crowd, c), 0);
	arena_release(&a);
	play("as shequ\n"
	     "POST /appeal/$code/dispatch org=org:yh-city\n"
	     "303\n");
}

static void
test_followers__a_thousand_are_told_once_by_several_workers(void **state)
{
	struct crowd c = {.n = FOLLOWERS, .wish = true};
	struct feature_env env = world_env(&w);
	struct outbox_worker *group;

	(void)state;
	phone_works = false;
	dispatch_followed(&c);
	group = outbox_start(w.db, runners, &env, WORKERS);
	assert_non_null(group);
	/* The gateway of the phone takes nothing: e-mails and bells go on. */
	while (sent_mail < FOLLOWERS || look(count_rows) < FOLLOWERS)
		nap();
	outbox_stop(group);
	assert_int_equal(sent_mail, FOLLOWERS);
	assert_int_equal(look(count_notices), FOLLOWERS);
	assert_int_equal(sent_phone, 0);
	assert_true(phone_tries > 0);
	/* What the phone owes is still there: a follower each, and who filed it. */
	assert_int_equal(look(count_jobs), FOLLOWERS + 1);
}

static int64_t batches;
static size_t most_memory;

/* What one batch needs, whichever it is: the job's own transaction is short and its memory goes with it. */
static int
tell_and_count(struct db *db, const struct outbox_job *job, void *ctx)
{
	struct notice_job n;

	assert_int_equal(notice_job_read(job->text, &n), 0);
	if (job->text.n > most_memory)
		most_memory = job->text.n;
	batches++;
	return notice_tell_job(db, job, ctx);
}

static void
test_followers__are_worked_off_in_batches_of_the_same_size(void **state)
{
	outbox_runner *const counted[OUTBOX__MAX] = {[OUTBOX_TELL] = tell_and_count};
	struct crowd c = {.n = 1000};
	struct feature_env env = world_env(&w);
	int ran;

	(void)state;
	batches = 0;
	most_memory = 0;
	dispatch_followed(&c);
	assert_int_equal(outbox_drain(w.db, counted, &env, &ran), 0);
	assert_int_equal(ran, batches);
	assert_true(batches >= 10 && batches <= 12);
	assert_true(most_memory < 600);
	assert_int_equal(look(count_notices), 1000);
}

/* A job that ran but was not retired runs again: nobody hears twice, and the rest is not put twice. */
static void
test_tell__again_is_nothing(void **state)
{
	outbox_runner *const counted[OUTBOX__MAX] = {[OUTBOX_TELL] = tell_and_count};
	struct feature_env env = world_env(&w);
	struct outbox_job stale = {.district = WORLD_DISTRICT, .id = 4, .claimed_until = 1, .kind = OUTBOX_TELL};
	struct crowd c = {.n = 150};
	struct matter m = {0};
	int64_t before;
	int ran;

	(void)state;
	dispatch_followed(&c);
	m.id = c.matter;
	assert_int_equal(outbox_drain(w.db, counted, &env, &ran), 0);
	before = look(count_jobs);
	stale.text = str_fmt(&w.arena, "%d %lld 2 0 0 0 0\n%d 0 已派给承办单位\n\n", FLOW_APPEAL, (long long)m.id, HEARS_FOLLOWERS);
	assert_int_equal(notice_tell_job(w.db, &stale, &env), 0);
	assert_int_equal(look(count_notices), 150);
	assert_int_equal(look(count_jobs), before);
}

static void
test_job__that_says_nothing_is_refused(void **state)
{
	struct notice_job n;

	(void)state;
	assert_int_equal(notice_job_read(S(""), &n), E_MALFORMED);
	assert_int_equal(notice_job_read(S("1 2 3\n\n"), &n), E_MALFORMED);
	assert_int_equal(notice_job_read(S("1 2 3 0 0 0 x\n\n"), &n), E_MALFORMED);
	assert_int_equal(notice_job_read(S("1 2 3 0 0 0 0\nx 4 词\n\n"), &n), E_MALFORMED);
	assert_int_equal(notice_job_read(S("0 0 3 0 1 0 0\n4 7 词 语\n\n一\n\n二"), &n), 0);
	assert_int_equal(n.n, 1);
	assert_true(n.urgent);
	assert_true(str_is(n.v[0].word, "词 语"));
	assert_true(str_is(n.text, "一\n\n二"));
}

static void
test_hours__are_kept_unless_it_is_urgent(void **state)
{
	struct notice_wish w0 = notice_usual;
	int64_t day = clock_at(2026, 11, 18, 0, 0, 0);

	(void)state;
	assert_true(notice_hour(&w0, false, day + 8 * 3600) == day + 8 * 3600);
	assert_true(notice_hour(&w0, false, day + 8 * 3600 - 1) == day + 8 * 3600);
	assert_true(notice_hour(&w0, false, day + 21 * 3600 - 1) == day + 21 * 3600 - 1);
	assert_true(notice_hour(&w0, false, day + 21 * 3600 + 5) == day + 32 * 3600);
	assert_true(notice_hour(&w0, true, day + 21 * 3600 + 5) == day + 21 * 3600 + 5);
	w0.quiet_from = 12 * 60;
	w0.quiet_to = 14 * 60;
	assert_true(notice_hour(&w0, false, day + 13 * 3600) == day + 14 * 3600);
	assert_true(notice_hour(&w0, false, day + 23 * 3600) == day + 23 * 3600);
	w0.quiet_to = w0.quiet_from;
	assert_true(notice_hour(&w0, false, day + 12 * 3600) == day + 12 * 3600);
}

static int
count_broken(void *ctx, struct str line)
{
	(void)line;
	++*(int *)ctx;
	return 0;
}

static int
verify(struct tx *tx, void *arg)
{
	return comment_verify(tx, WORLD_DISTRICT, count_broken, arg);
}

static int
broken_comments(void)
{
	struct arena a;
	int n = 0, rc;

	arena_init(&a);
	rc = db_read_now(w.db, &a, verify, &n);
	arena_release(&a);
	assert_int_equal(rc, 0);
	return n;
}

static int
show_without_a_step(struct tx *tx, void *arg)
{
	static const struct db_stmt edit = {.name = "edit", .sqlite = "UPDATE comment SET state = 2", .pg = "UPDATE comment SET state = 2",
					    .params = "", .cols = "", .writes = true, .file = __FILE__, .line = __LINE__};

	(void)arg;
	return db_run(tx, &edit, NULL, NULL, NULL, false, NULL);
}

static void
test_comment__shown_without_a_step_is_found(void **state)
{
	struct options o = {.district = WORLD_DISTRICT};
	struct arena a;

	(void)state;
	play("as wang\n"
	     "POST /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1\n"
	     "303 /appeal/$code/receipt\n"
	     "as shequ\n"
	     "POST /appeal/$code/publish open=1\n"
	     "303\n"
	     "as qian\n"
	     "POST /appeal/$code/comment text=我也看到了\n"
	     "303\n");
	assert_int_equal(verify_cmd(&o, w.db, 0, NULL), 0);
	assert_int_equal(broken_comments(), 0);
	arena_init(&a);
	assert_int_equal(db_write_now(w.db, &a, show_without_a_step, NULL), 0);
	arena_release(&a);
	assert_int_equal(broken_comments(), 1);
	assert_int_equal(verify_cmd(&o, w.db, 0, NULL), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_followers__a_thousand_are_told_once_by_several_workers),
	TEST(test_followers__are_worked_off_in_batches_of_the_same_size),
	TEST(test_tell__again_is_nothing),
	TEST(test_comment__shown_without_a_step_is_found),
};
static const struct CMUnitTest plain[] = {
	cmocka_unit_test(test_job__that_says_nothing_is_refused),
	cmocka_unit_test(test_hours__are_kept_unless_it_is_urgent),
};

SUITE(notice)
{
	return cmocka_run_group_tests_name("what notices are made of", plain, NULL, NULL) +
	       DB_ENV_EACH("notices", &engine, tests);
}
