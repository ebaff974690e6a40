/* cookie.c (fuzz): any bytes as a Cookie header, a Content-Type and a Host. */
#include <stdlib.h>

#include "http/read.h"
#include "http/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n};
	struct pair headers[] = {{S("Cookie"), text},
				 {S("cookie"), text},
				 {S("Content-Type"), text},
				 {S("Host"), text}};
	struct req r = {.method = GET, .headers = headers, .headers_n = n % 4 + 1};

	arena_init(&r.arena);
	if (req_read_headers(&r) == 0) {
		for (size_t i = 0; i < r.cookies_n; i++)
			if (!field_name_ok(r.cookies[i].name) || !str_valid(r.cookies[i].value) ||
			    str_has(r.cookies[i].value, S(";")))
				abort();
		if (r.cookies_n > READ_COOKIES)
			abort();
		req_cookie(&r, "linli");
		media_type(r.type);
	}
	req_free(&r);
	return 0;
}
