/* export_test.c: downloads that are sent while they are read, over real sockets: slow readers, those that leave, crowds, and what
 * breaks in the middle. The table is the test's own: as many rows as are asked for. */
#include <zlib.h>

#include "http/form.h"
#include "kit/export.h"
#include "kit/throttle.h"
#include "support.h"

/* After all that says "fail" without meaning cmocka's. */
#include "server_help.h"
#include "suite.h"

enum { MANY = 1000000, CELL = 900, HUGE_CELL = 3 * 1024 * 1024 };

static struct world W;
static struct router *usual;
static atomic_int batches;

struct table_in {
	int64_t rows, broken_at, huge;
	enum sheet_kind format;
};
static const struct choice formats[] = {{"csv", "CSV", SHEET_CSV}, {"xlsx", "XLSX", SHEET_XLSX}, {"jsonl", "JSON", SHEET_JSONL}};
static const struct field table_fields[] = {
	FIELD(table_in, rows, FIELD_INT, .label = "rows", .max = MANY),
	FIELD(table_in, broken_at, FIELD_INT, .label = "broken", .max = MANY),
	FIELD(table_in, huge, FIELD_INT, .label = "huge", .max = 1),
	FIELD(table_in, format, FIELD_CHOICE, .label = "format", CHOICES(formats)),
};
static const struct form table_form = FORM(table_in, table_fields);
static const char *const heads[] = {"number", "text"};

static struct str
cell_of(struct arena *a, const struct table_in *in, int64_t n)
{
	size_t size = in->huge && n == 50 ? HUGE_CELL : CELL;
	char *p;

	if (in->rows < MANY && size == CELL)
		return n % 2 ? S("=cmd(\"x\")") : S("一, 二");
	p = arena_alloc(a, size);
	memset(p, 'h', size);
	return (struct str){p, size};
}

static int
put_numbers(struct req *r, const void *ctx, struct export_batch *b)
{
	const struct table_in *in = ctx;
	int64_t n = 0, last;

	atomic_fetch_add(&batches, 1);
	assert_true(b->after.n == 0 || str_int(b->after, &n));
	if (in->broken_at && n + b->most >= in->broken_at)
		return in->broken_at == 1 ? E_NOTFOUND : E_DB;
	last = n + b->most < in->rows ? n + b->most : in->rows;
	for (n++; n <= last; n++)
		export_put(b, (struct str[]){str_number(&r->arena, n), cell_of(b->arena, in, n)});
	if (last < in->rows)
		export_next(b, str_number(b->arena, last));
	return 0;
}

static int
table_page(struct req *r)
{
	const struct table_in *in = form_in(r, table_in);

	return export_reply(r, &(struct export_table){
				       .kind = in->format ? in->format : SHEET_CSV,
				       .name = S("numbers"),
				       .heads = heads,
				       .columns = COUNT(heads),
				       .rows = put_numbers,
				       .ctx = in,
			       });
}

static int
word_page(struct req *r)
{
	return reply_text(r, 200, "text/plain", S("here"));
}

static const struct route rows[] = {
	ROUTE_GET("/numbers/table", OPEN, table_page, .form = &table_form, .flags = ROUTE_EXPORT),
	ROUTE_GET("/numbers", OPEN, word_page),
};
static const struct route_table routes = {rows, COUNT(rows)};

static int
open_world(void **state, enum db_engine engine)
{
	struct server_conf conf = {
		.listen = "127.0.0.1:0",
		.threads = 2,
		.body_max = BODY_MAX,
		.handle = gate_handle,
		.refuse = gate_refuse,
		.arg = &W.app,
		.timeout_s = 60,
		.trust_proxy = "127.0.0.1",
	};

	arena_init(&A);
	*state = &W;
	if (!world_has(engine))
		return 0;
	if (!world_open(&W, engine))
		return -1;
	usual = W.app.router;
	W.app.router = router_new(&routes, 1);
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

static void
all_seats_free(void)
{
	for (int i = 0; seats_taken(W.app.pools.open); i++) {
		assert_true(i < PATIENCE_S * 100);
		usleep(10000);
	}
}

static int
close_world(void **state)
{
	(void)state;
	if (server) {
		all_seats_free();
		assert_true(server_stop(server, PATIENCE_S));
		server = NULL;
		router_free(W.app.router);
		W.app.router = usual;
		world_close(&W);
	}
	arena_release(&A);
	return 0;
}

/* A body that came in chunks. *ret_whole: its end came too. */
static struct str
chunks_of(struct str reply, bool *ret_whole)
{
	struct str rest = body_of(reply);
	struct buf b;

	*ret_whole = false;
	buf_init(&b, &A);
	while (rest.n) {
		size_t line = str_find(rest, S("\r\n")), n = strtoul(str_z(&A, str_sub(rest, 0, line)), NULL, 16);

		rest = str_sub(rest, line + 2, rest.n);
		if (n == 0) {
			*ret_whole = line > 0;
			break;
		}
		buf_str(&b, str_sub(rest, 0, n));
		rest = str_sub(rest, n + 2, rest.n);
	}
	return buf_done(&b);
}

/* A request that nobody reads the answer of, from a network of its own. */
static int
dial_from(const char *network)
{
	int fd = dial(), little = 16 * 1024;

	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
	tell(fd, str_fmt(&A, "GET /numbers/table?rows=%d HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: %s\r\n\r\n", MANY, network));
	return fd;
}

static void
until_taken(size_t n)
{
	for (int i = 0; seats_taken(W.app.pools.open) < n; i++) {
		assert_true(i < PATIENCE_S * 100);
		usleep(10000);
	}
}

/* ---- tests ---- */

static void
test_export__comes_whole_in_order(void **state)
{
	bool whole;
	struct str reply, body, line;
	int64_t n = 0;

	if (!server)
		skip();
	(void)state;
	reply = get("/numbers/table?rows=5000", "");
	assert_int_equal(status_of(reply), 200);
	assert_true(str_is(header_of(reply, "Transfer-Encoding"), "chunked"));
	assert_has(header_of(reply, "Content-Disposition"), "numbers.csv");
	body = chunks_of(reply, &whole);
	assert_true(whole);
	assert_true(str_starts(body, S("\xef\xbb\xbfnumber,text\r\n1,\"'=cmd(\"\"x\"\")\"\r\n2,\"一, 二\"\r\n")));
	while (str_next(&body, '\n', &line))
		if (line.n && n++)
			assert_true(str_starts(line, str_fmt(&A, "%lld,", (long long)n - 1)));
	assert_int_equal(n, 5001);
}

static void
test_small_export__is_an_ordinary_answer(void **state)
{
	struct str reply;

	(void)state;
	if (!server)
		skip();
	reply = get("/numbers/table?rows=2&format=jsonl", "");
	assert_int_equal(status_of(reply), 200);
	assert_true(header_of(reply, "Content-Length").n > 0);
	assert_has(body_of(reply), "{\"number\":\"2\",\"text\":\"一, 二\"}\n");
	assert_int_equal(seats_taken(W.app.pools.open), 0);
}

static void
test_export__is_compressed_for_who_can_read_it(void **state)
{
	struct str plain, small;
	char *out = arena_alloc(&A, 1 << 20);
	z_stream z = {0};
	bool whole;

	(void)state;
	if (!server)
		skip();
	plain = chunks_of(get("/numbers/table?rows=3000", ""), &whole);
	small = get("/numbers/table?rows=3000", "Accept-Encoding: gzip\r\n");
	assert_true(str_is(header_of(small, "Content-Encoding"), "gzip"));
	small = chunks_of(small, &whole);
	assert_true(whole && small.n < plain.n / 4);
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)small.p;
	z.avail_in = (uInt)small.n;
	z.next_out = (Bytef *)out;
	z.avail_out = 1 << 20;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_true(str_eq((struct str){out, z.total_out}, plain));
	inflateEnd(&z);
}

/* A client must not take the half for the whole. */
static void
test_export_that_breaks__ends_without_an_end(void **state)
{
	struct str reply;
	bool whole = true;

	(void)state;
	if (!server)
		skip();
	reply = get("/numbers/table?rows=9000&broken_at=4000", "");
	assert_int_equal(status_of(reply), 200);
	chunks_of(reply, &whole);
	assert_false(whole);
	all_seats_free();
	/* Before the first row it is an answer like any other. */
	assert_int_equal(status_of(get("/numbers/table?rows=9000&broken_at=1", "")), 404);
	assert_int_equal(status_of(get("/numbers/table?rows=9000&broken_at=4000&format=xlsx", "")), 503);
}

static void
test_head__has_no_body_and_reads_little(void **state)
{
	struct str reply;
	int before = atomic_load(&batches);

	(void)state;
	if (!server)
		skip();
	reply = ask(str_fmt(&A, "HEAD /numbers/table?rows=%d HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", MANY));
	assert_int_equal(status_of(reply), 200);
	assert_has(header_of(reply, "Content-Disposition"), "numbers.csv");
	assert_int_equal(body_of(reply).n, 0);
	assert_int_equal(atomic_load(&batches), before + 1);
}

static void
test_huge_cell__goes_through(void **state)
{
	struct str body;
	bool whole;

	(void)state;
	if (!server)
		skip();
	body = chunks_of(get("/numbers/table?rows=60&huge=1", ""), &whole);
	assert_true(whole && body.n > HUGE_CELL);
	assert_true(str_ends(body, S("\r\n")));
}

/* Who does not read gets nothing more made for them; others get theirs meanwhile. */
static void
test_slow_reader__holds_nobody(void **state)
{
	int fd, before, after, first = atomic_load(&batches);
	bool whole;

	(void)state;
	if (!server)
		skip();
	fd = dial_from("192.0.2.1");
	until_taken(1);
	do {
		before = atomic_load(&batches);
		usleep(300000);
	} while (atomic_load(&batches) != before);
	assert_true(before - first < 40); /* what the kernel keeps for a socket, not a million rows */
	chunks_of(get("/numbers/table?rows=9000", ""), &whole);
	assert_true(whole);
	assert_has(get("/numbers", ""), "here");
	after = atomic_load(&batches);
	usleep(200000);
	assert_int_equal(atomic_load(&batches), after);
	assert_int_equal(seats_taken(W.app.pools.open), 1);
	close(fd);
	all_seats_free();
}

static void
test_reader_that_leaves__is_forgotten(void **state)
{
	(void)state;
	if (!server)
		skip();
	for (int i = 0; i < 12; i++) {
		char part[16];
		int fd = dial_from("192.0.2.7");

		assert_true(recv(fd, part, sizeof part, 0) > 0);
		usleep(rand_below(3000));
		close(fd);
		all_seats_free();
	}
}

static void
test_crowd__is_told_to_wait(void **state)
{
	int fds[EXPORTS_OPEN];
	struct str reply;
	bool whole;

	(void)state;
	if (!server)
		skip();
	for (size_t i = 0; i < EXPORTS_OPEN; i++) {
		fds[i] = dial_from(str_fmt(&A, "192.0.2.%zu", i / EXPORTS_OPEN_EACH + 1).p);
		until_taken(i + 1);
		if (i + 1 == EXPORTS_OPEN_EACH) {
			reply = get("/numbers/table?rows=9000", "X-Forwarded-For: 192.0.2.1\r\n");
			assert_int_equal(status_of(reply), 429);
			assert_has(reply, "等其中一个下载完");
		}
	}
	reply = get("/numbers/table?rows=9000", "X-Forwarded-For: 192.0.2.99\r\nCookie: lang=en\r\n");
	assert_int_equal(status_of(reply), 503);
	assert_has(reply, "in a minute");
	assert_int_equal(status_of(get("/numbers/table?rows=9000&format=xlsx", "X-Forwarded-For: 192.0.2.99\r\n")), 503);
	/* What fits into one batch needs no place. */
	assert_int_equal(status_of(get("/numbers/table?rows=9", "X-Forwarded-For: 192.0.2.99\r\n")), 200);
	for (size_t i = 0; i < EXPORTS_OPEN; i++)
		close(fds[i]);
	all_seats_free();
	chunks_of(get("/numbers/table?rows=9000", "X-Forwarded-For: 192.0.2.1\r\n"), &whole);
	assert_true(whole);
}

static void
test_too_often__is_told_to_wait(void **state)
{
	int good = 0;

	(void)state;
	if (!server)
		skip();
	W.app.throttle = throttle_new(100);
	while (good < 100 && status_of(get("/numbers/table?rows=1", "X-Forwarded-For: 192.0.2.3\r\n")) == 200)
		good++;
	assert_int_equal(good, 30);
	assert_int_equal(status_of(get("/numbers/table?rows=1", "X-Forwarded-For: 192.0.2.3\r\n")), 429);
	/* A page is no download, and another network is another. */
	assert_int_equal(status_of(get("/numbers", "X-Forwarded-For: 192.0.2.3\r\n")), 200);
	assert_int_equal(status_of(get("/numbers/table?rows=1", "X-Forwarded-For: 192.0.2.4\r\n")), 200);
	throttle_free(W.app.throttle);
	W.app.throttle = NULL;
}

/* A server that stops does not wait for a million rows. */
static void
test_stopping__cuts_downloads(void **state)
{
	struct str reply;
	bool whole = true;
	int fd;

	(void)state;
	if (!server)
		skip();
	fd = dial_from("192.0.2.1");
	until_taken(1);
	seats_close(W.app.pools.open);
	reply = read_all(&A, fd);
	chunks_of(reply, &whole);
	assert_false(whole);
	all_seats_free();
}

static void
test_xlsx__says_where_it_ends(void **state)
{
	struct str reply, why;
	struct sheet *sheet;
	struct sheet_row row;
	int64_t n = 0;

	(void)state;
	if (!server)
		skip();
	reply = get("/numbers/table?format=xlsx&rows=51000", "");
	assert_int_equal(status_of(reply), 200);
	assert_int_equal(sheet_open_bytes(body_of(reply), S("numbers.xlsx"), &sheet, &A, &why), 0);
	while (sheet_next(sheet, &row) == 0) {
		n++;
		if (n > EXPORT_XLSX_ROWS)
			assert_has(row.cells[0], "要全部，请下载 CSV");
	}
	assert_int_equal(n, EXPORT_XLSX_ROWS + 1);
	sheet_close(sheet);
	reply = get("/numbers/table?format=xlsx&rows=3", "");
	assert_int_equal(sheet_open_bytes(body_of(reply), S("numbers.xlsx"), &sheet, &A, &why), 0);
	for (n = 0; sheet_next(sheet, &row) == 0; n++)
		assert_true(str_eq(row.cells[0], str_number(&A, n + 1)));
	assert_int_equal(n, 3);
	sheet_close(sheet);
}

#define BOTH(name) \
	cmocka_unit_test_setup_teardown(name, open_sqlite, close_world), cmocka_unit_test_setup_teardown(name, open_pg, close_world)
static const struct CMUnitTest tests[] = {
	BOTH(test_export__comes_whole_in_order),
	BOTH(test_small_export__is_an_ordinary_answer),
	BOTH(test_export__is_compressed_for_who_can_read_it),
	BOTH(test_export_that_breaks__ends_without_an_end),
	BOTH(test_head__has_no_body_and_reads_little),
	BOTH(test_huge_cell__goes_through),
	BOTH(test_slow_reader__holds_nobody),
	BOTH(test_reader_that_leaves__is_forgotten),
	BOTH(test_crowd__is_told_to_wait),
	BOTH(test_too_often__is_told_to_wait),
	BOTH(test_stopping__cuts_downloads),
	BOTH(test_xlsx__says_where_it_ends),
};

SUITE(export)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
