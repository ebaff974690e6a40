/* keep_test.c: pages kept for visitors: given out while nothing has changed, and never to or from anybody known. */
#include "base/clock.h"
#include "http/shelf.h"
#include "kit/flow.h"
#include "main/watch.h"
#include "support.h"

/* After all that says "fail" without meaning cmocka's. */
#include "server_help.h"
#include "suite.h"

static struct world W;
static struct watch *watched;

static int
open_world(void **state, enum db_engine engine)
{
	struct server_conf conf = {
		.listen = "127.0.0.1:0",
		.threads = 2,
		.body_max = BODY_MAX,
		.handle = gate_handle,
		.arg = &W.app,
		.timeout_s = 60,
	};

	arena_init(&A);
	hub = sse_new();
	*state = &W;
	if (!world_has(engine))
		return 0;
	if (!world_open(&W, engine))
		return -1;
	W.app.shelf = shelf_new();
	watched = watch_new(&W.app);
	start(conf);
	return 0;
}

static int
open_sqlite(void **state)
{
	return open_world(state, DB_SQLITE);
}

static int
open_pg(void **state)
{
	return open_world(state, DB_PG);
}

static int
close_world(void **state)
{
	if (server) {
		shelf_close(W.app.shelf);
		stop();
		watch_free(watched);
		shelf_free(W.app.shelf);
		W.app.shelf = NULL;
		world_close(&W);
	}
	(void)state;
	sse_free(hub);
	arena_release(&A);
	return 0;
}

static int64_t
reads(void)
{
	struct db_stats stats;

	db_stats(W.db, &stats);
	return stats.reads;
}

/* A page, and whether it was made for this request: then somebody read the database. */
static struct str
page_of(const char *path, const char *headers, bool *ret_made)
{
	int64_t before = reads();
	struct str reply = get(path, headers);

	assert_int_equal(status_of(reply), 200);
	*ret_made = reads() > before;
	return reply;
}

static bool
is_made(const char *path, const char *headers)
{
	bool made;

	page_of(path, headers, &made);
	return made;
}

static struct str
file_case(const char *text)
{
	struct str reply = post("/api/appeal", "Content-Type: application/json\r\n",
				str_fmt(&A,
					"{\"text\":\"%s\",\"place\":\"BL-B3\",\"anon\":\"nobody\","
					"\"open\":true}",
					text));

	assert_int_equal(status_of(reply), 201);
	return reply;
}

static int
change_elsewhere(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;

	(void)arg;
	system.district = WORLD_DISTRICT;
	return flow_add(tx, &system,
			&(struct flow_new){
				.subject = FLOW_APPEAL, .id = 1, .kind = 1, .sight = FLOW_PUBLIC});
}

#define NEEDS_WORLD()                                                                              \
	if (!server)                                                                               \
	skip()

static void
test_keep__made_once(void **state)
{
	struct str first, second;
	bool made;

	(void)state;
	NEEDS_WORLD();
	first = page_of("/appeal", "", &made);
	assert_true(made);
	second = page_of("/appeal", "", &made);
	assert_false(made);
	assert_true(str_eq(body_of(first), body_of(second)));
	assert_has(second, "Content-Security-Policy: default-src 'none'");
	assert_has(header_of(second, "Cache-Control"), "private, no-store");
}

static void
test_keep__a_filed_case_is_seen_at_once(void **state)
{
	struct str list;
	bool made;

	(void)state;
	NEEDS_WORLD();
	is_made("/appeal", "");
	file_case("井盖松动，车一过就响");
	list = page_of("/appeal", "", &made);
	assert_true(made);
	assert_has(list, "井盖松动");
}

/* A second program on the same database is noticed when the watch looks next. */
static void
test_keep__a_change_by_another_process(void **state)
{
	struct str why;
	struct db *other;

	(void)state;
	NEEDS_WORLD();
	assert_int_equal(watch_look(watched), 0);
	assert_int_equal(db_open(W.url, 1, &A, &other, &why), 0);
	is_made("/ledger", "");
	assert_false(is_made("/ledger", ""));
	assert_int_equal(db_write_now(other, &A, change_elsewhere, NULL), 0);
	assert_int_equal(watch_look(watched), 0);
	assert_true(is_made("/ledger", ""));
	db_close(other);
}

/* What a program does while nobody asks anything of it makes no page old. */
static void
test_keep__lives_on_while_idle(void **state)
{
	(void)state;
	NEEDS_WORLD();
	assert_true(world_jobs(&W) >= 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(watch_look(watched), 0);
	is_made("/ledger", "");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(world_jobs(&W), 0);
		assert_int_equal(watch_look(watched), 0);
		assert_false(is_made("/ledger", ""));
	}
}

static void
test_keep__another_minute_another_page(void **state)
{
	(void)state;
	NEEDS_WORLD();
	is_made("/", "");
	assert_false(is_made("/", ""));
	clock_set(clock_now() + 60);
	assert_true(is_made("/", ""));
}

static void
test_keep__each_taste_its_own(void **state)
{
	struct str got;
	bool made;

	(void)state;
	NEEDS_WORLD();
	is_made("/appeal", "");
	got = page_of("/appeal", "Cookie: lang=en\r\n", &made);
	assert_true(made);
	assert_has(got, "<html lang=\"en\"");
	assert_true(is_made("/appeal", "Cookie: lang=en; elder=1\r\n"));
	assert_true(is_made("/appeal?show=open", ""));
	got = page_of("/appeal", "Accept-Encoding: gzip\r\n", &made);
	assert_true(made);
	assert_has(got, "Content-Encoding: gzip");
	got = page_of("/appeal", "Accept-Encoding: gzip\r\n", &made);
	assert_false(made);
	assert_has(got, "Content-Encoding: gzip");
	assert_false(is_made("/appeal", "Cookie: lang=en\r\n"));
	assert_false(is_made("/appeal", "Cookie: visitor=0123456789abcdef0123456789abcdef\r\n"));
}

/* One cookie whose value looks like two settings does not choose the page of who has both. */
static void
test_keep__a_taste_of_its_own_is_none(void **state)
{
	struct str got;
	bool made;

	(void)state;
	NEEDS_WORLD();
	is_made("/appeal", "Cookie: theme=dark lang=en\r\n");
	got = page_of("/appeal", "Cookie: theme=dark; lang=en\r\n", &made);
	assert_true(made);
	assert_has(got, "<html lang=\"en\"");
}

/* Somebody's own page is neither given to others nor replaced by theirs. */
static void
test_keep__not_for_who_is_known(void **state)
{
	struct str session, own;
	const char *cookie;
	bool made;

	(void)state;
	NEEDS_WORLD();
	session = world_sign_in(&W, S("guanli"));
	cookie = str_fmt(&A, "Cookie: linli=%.*s\r\n", STR(session)).p;
	is_made("/catalogue", "");
	own = page_of("/catalogue", cookie, &made);
	assert_true(made);
	assert_false(str_eq(body_of(own), body_of(get("/catalogue", ""))));
	assert_true(is_made("/catalogue", cookie));
	assert_false(is_made("/catalogue", ""));
	assert_true(is_made("/catalogue", "Cookie: receipt=x\r\n"));
	assert_true(is_made("/catalogue", "Authorization: Bearer x\r\n"));
}

/* A form carries the token of one browser. */
static void
test_keep__no_page_with_a_form(void **state)
{
	struct str first, second;
	bool made;

	(void)state;
	NEEDS_WORLD();
	first = page_of("/appeal/track", "", &made);
	second = page_of("/appeal/track", "", &made);
	assert_true(made);
	assert_false(str_eq(header_of(first, "Set-Cookie"), header_of(second, "Set-Cookie")));
}

/* The code in an answer of the API. */
static struct str
code_in(struct arena *a, struct str answer)
{
	const char *at = strstr(str_z(a, answer), "\"code\":\"");

	return at ? str_sub(str_of(at), 8, 12) : S("none");
}

/* Reads the list again and again after each case of their own; missed: how often it was not there yet. */
struct neighbour {
	pthread_t thread;
	int number, missed;
};

static void *
file_and_look(void *arg)
{
	struct neighbour *me = arg;
	struct arena a;

	for (int i = 0; i < 25; i++) {
		struct str text, body, code, seen;
		int fd = dial();

		arena_init(&a);
		text = str_fmt(&a, "井盖松动%c%c", 'a' + me->number, 'a' + i);
		body = str_fmt(&a, "{\"text\":\"%.*s\",\"place\":\"BL-B3\",\"anon\":\"nobody\",\"open\":true}",
			       STR(text));
		tell(fd, str_fmt(&a,
				 "POST /api/appeal HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
				 "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s",
				 body.n, STR(body)));
		code = code_in(&a, read_all(&a, fd));
		for (int k = 0; k < 3; k++) {
			fd = dial();
			tell(fd, S("GET /appeal HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
			seen = read_all(&a, fd);
			me->missed += !str_has(seen, code) || !str_ends(str_trim(seen), S("</html>"));
		}
		arena_release(&a);
	}
	return NULL;
}

static void
test_keep__nobody_misses_what_they_did(void **state)
{
	struct neighbour v[2] = {0};

	(void)state;
	NEEDS_WORLD();
	for (int i = 0; i < 2; i++) {
		v[i].number = i;
		assert_int_equal(pthread_create(&v[i].thread, NULL, file_and_look, &v[i]), 0);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(v[i].thread, NULL);
		assert_int_equal(v[i].missed, 0);
	}
}

static void
test_keep__errors_are_not_kept(void **state)
{
	int64_t before;

	(void)state;
	NEEDS_WORLD();
	assert_int_equal(status_of(get("/appeal/BL-0000-0000", "")), 404);
	before = reads();
	assert_int_equal(status_of(get("/appeal/BL-0000-0000", "")), 404);
	assert_true(reads() > before);
}

static void
test_keep__a_closed_shelf_gives_nothing(void **state)
{
	(void)state;
	NEEDS_WORLD();
	is_made("/appeal", "");
	assert_false(is_made("/appeal", ""));
	shelf_close(W.app.shelf);
	assert_true(is_made("/appeal", ""));
}

/* ---- the server alone ---- */

static struct shelf *plain;

static bool
keep_tagged(void *arg, struct req *r)
{
	(void)arg;
	r->reply.kept = shelf_take(plain, S("key"), 1);
	if (r->reply.kept)
		return true;
	reply_text(r, 200, "text/plain", S("the whole text"));
	r->reply.etag = S("\"tag\"");
	r->reply.keep = (struct keep){.shelf = plain, .key = S("key"), .stamp = 1};
	return true;
}

static int
open_plain(void **state)
{
	struct server_conf conf = base_conf;

	(void)state;
	arena_init(&A);
	hub = sse_new();
	plain = shelf_new();
	conf.handle = keep_tagged;
	start(conf);
	return 0;
}

static int
close_plain(void **state)
{
	teardown(state);
	shelf_free(plain);
	return 0;
}

/* "You have it already" is an answer to one reader. */
static void
test_keep__not_modified_is_not_kept(void **state)
{
	(void)state;
	assert_int_equal(status_of(get("/", "If-None-Match: \"tag\"\r\n")), 304);
	assert_true(str_is(body_of(get("/", "")), "the whole text"));
	assert_true(str_is(body_of(get("/", "")), "the whole text"));
}

SUITE(keep)
{
#define ON(engine, name) cmocka_unit_test_setup_teardown(name, open_##engine, close_world)
	const struct CMUnitTest tests[] = {
		ON(sqlite, test_keep__made_once),
		ON(sqlite, test_keep__a_filed_case_is_seen_at_once),
		ON(sqlite, test_keep__a_change_by_another_process),
		ON(sqlite, test_keep__lives_on_while_idle),
		ON(sqlite, test_keep__nobody_misses_what_they_did),
		ON(sqlite, test_keep__another_minute_another_page),
		ON(sqlite, test_keep__each_taste_its_own),
		ON(sqlite, test_keep__a_taste_of_its_own_is_none),
		ON(sqlite, test_keep__not_for_who_is_known),
		ON(sqlite, test_keep__no_page_with_a_form),
		ON(sqlite, test_keep__errors_are_not_kept),
		ON(sqlite, test_keep__a_closed_shelf_gives_nothing),
		ON(pg, test_keep__made_once),
		ON(pg, test_keep__a_filed_case_is_seen_at_once),
		ON(pg, test_keep__a_change_by_another_process),
		ON(pg, test_keep__lives_on_while_idle),
		ON(pg, test_keep__nobody_misses_what_they_did),
		cmocka_unit_test_setup_teardown(test_keep__not_modified_is_not_kept, open_plain, close_plain),
	};

	return cmocka_run_group_tests(tests, prepare, clean_up);
}
