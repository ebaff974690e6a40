/* http_help.h: a request from text, for the tests of the http floor. */
#ifndef LINLI_TEST_HTTP_HELP_H
#define LINLI_TEST_HTTP_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "http/server.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define assert_str(s, z) check_str((s), (z), __FILE__, __LINE__)

static struct arena A;
static struct req R;

static inline void
check_str(struct str s, const char *z, const char *file, int line)
{
	if (!str_is(s, z)) {
		print_error("\"%.*s\" is not \"%s\"\n", STR(s), z);
		_fail(file, line);
	}
}

static inline int
setup(void **state)
{
	(void)state;
	arena_init(&A);
	R = (struct req){0};
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	req_free(&R);
	arena_release(&A);
	return 0;
}

static inline int
parse(struct str raw)
{
	req_free(&R);
	return req_parse(&A, raw, &R);
}

/* POST with this body, parsed. */
static inline int
post(const char *path, const char *type, struct str body)
{
	struct str raw = str_fmt(
		&A,
		"POST %s HTTP/1.1\r\nHost: h\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
		path, type, body.n);
	struct buf b;

	buf_init(&b, &A);
	buf_str(&b, raw);
	buf_str(&b, body);
	TRY(parse(buf_done(&b)));
	return req_parse_body(&R);
}

/* The head of a part in a multipart body with the boundary B. */
#define PART(head) "--B\r\nContent-Disposition: form-data; " head "\r\n\r\n"

#define UNIT(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
