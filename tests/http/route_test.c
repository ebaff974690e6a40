/* route_test.c: finding the row of a path, and tables that are refused. */
#include "http/route.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "http_help.h"
#include "suite.h"

static int
no_handler(struct req *r)
{
	(void)r;
	return 0;
}

enum { ANY = 1 };
static const struct route appeal_routes[] = {
	ROUTE_GET("/appeal", ANY, no_handler),
	ROUTE_POST("/appeal", ANY, no_handler),
	ROUTE_GET("/appeal/new", ANY, no_handler),
	ROUTE_GET("/appeal/:code", ANY, no_handler),
	ROUTE_GET("/appeal/:code/photo/:n", ANY, no_handler),
	ROUTE_POST("/appeal/:code/close", ANY, no_handler),
	ROUTE_GET("/api/appeal/:code", ANY, no_handler),
};
static const struct route home_routes[] = {
	ROUTE_GET("/", ANY, no_handler),
	ROUTE_GET("/robots.txt", ANY, no_handler),
};
static const struct route_table tables[] = {{appeal_routes, COUNT(appeal_routes)},
					    {home_routes, COUNT(home_routes)}};

static void
test_router__finds(void **state)
{
	static const struct {
		const char *line;
		int rc;
		const char *path, *arg0, *arg1;
	} rows[] = {
		{"GET /", 0, "/", "", ""},
		{"GET /robots.txt", 0, "/robots.txt", "", ""},
		{"GET /appeal", 0, "/appeal", "", ""},
		{"HEAD /appeal", 0, "/appeal", "", ""},
		{"POST /appeal", 0, "/appeal", "", ""},
		{"GET /appeal/new", 0, "/appeal/new", "", ""},
		{"GET /appeal/newer", 0, "/appeal/:code", "newer", ""},
		{"GET /appeal/new/photo/1", 0, "/appeal/:code/photo/:n", "new", "1"},
		{"GET /appeal/%E6%A5%BC", 0, "/appeal/:code", "楼", ""},
		{"POST /appeal/BL-1/close", 0, "/appeal/:code/close", "BL-1", ""},
		{"GET /api/appeal/BL-1", 0, "/api/appeal/:code", "BL-1", ""},
		{"GET /appeal/", E_NOTFOUND, NULL, NULL, NULL},
		{"GET /appeal/BL-1/", E_NOTFOUND, NULL, NULL, NULL},
		{"GET /Appeal", E_NOTFOUND, NULL, NULL, NULL},
		{"GET /api/appeal", E_NOTFOUND, NULL, NULL, NULL},
		{"GET /appeal/a/b/c/d/e/f", E_NOTFOUND, NULL, NULL, NULL},
		{"GET /appeal/BL-1/close", E_METHOD, NULL, NULL, NULL},
		{"POST /appeal/new", E_METHOD, NULL, NULL, NULL},
		{"POST /", E_METHOD, NULL, NULL, NULL},
	};
	struct router *rt = router_new(tables, COUNT(tables));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int rc;

		assert_int_equal(parse(str_fmt(&A, "%s HTTP/1.1\r\n\r\n", rows[i].line)), 0);
		rc = router_find(rt, &R);
		if (rc != rows[i].rc)
			fail_msg("%s: %s", rows[i].line, err_name(rc));
		if (rc < 0) {
			assert_null(R.route);
			continue;
		}
		assert_string_equal(R.route->path, rows[i].path);
		assert_str(R.arg[0], rows[i].arg0);
		assert_str(R.arg[1], rows[i].arg1);
	}
	router_free(rt);
}

/* Does building a router of these rows abort? */
static bool
aborts(const struct route *rows, size_t n)
{
	struct route_table table = {rows, n};
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		router_free(router_new(&table, 1));
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
test_router__aborts_on_bad_tables(void **state)
{
	static const struct route bad[][2] = {
		{ROUTE_GET("/a", ANY, no_handler), ROUTE_GET("/a", ANY, no_handler)},
		{ROUTE_GET("/a/:x", ANY, no_handler), ROUTE_GET("/a/:y/b", ANY, no_handler)},
		{ROUTE_GET("a", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/:x", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/api/:x", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/a/", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/a//b", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/A", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/a/:", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
		{ROUTE_GET("/a/:a/:b/:c/:d/:e", ANY, no_handler), ROUTE_GET("/b", ANY, no_handler)},
	};
	static const struct route good[] = {ROUTE_GET("/a/:x", ANY, no_handler),
					    ROUTE_POST("/a/:x", ANY, no_handler)};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (!aborts(bad[i], 2))
			fail_msg("row %zu: %s", i, bad[i][0].path);
	assert_false(aborts(good, COUNT(good)));
}

SUITE(route)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_router__finds),
		UNIT(test_router__aborts_on_bad_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
