/* multipart.c (fuzz): any bytes as a multipart body. Values must lie inside the body. */
#include <stdlib.h>

#include "http/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must_be_inside(struct str s, struct str body)
{
	if (s.n && (s.p < body.p || s.p + s.n > body.p + body.n))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str body = {(const char *)data, n};
	struct req r = {.method = POST, .body = body, .type = S("multipart/form-data; boundary=B")};

	arena_init(&r.arena);
	if (req_parse_body(&r) == 0) {
		for (size_t i = 0; i < r.posted_n; i++)
			must_be_inside(r.posted[i].value, body);
		for (size_t i = 0; i < r.uploads_n; i++) {
			must_be_inside(r.uploads[i].bytes, body);
			if (!str_valid(r.uploads[i].filename) ||
			    str_has(r.uploads[i].filename, S("/")))
				abort();
		}
		if (r.posted_n + r.uploads_n > 40)
			abort();
	}
	req_free(&r);
	return 0;
}
