/* head.c: the head of a request, as libmicrohttpd has it, into a struct req. */
#include "http/head.h"

#include <string.h>

#include <microhttpd.h>

#include "http/address.h"
#include "http/read.h"

enum { HEAD_READ = 12 * 1024 };

static enum MHD_Result
add_header(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
	   size_t value_n)
{
	struct req *r = arg;

	(void)kind;
	if (r->headers_n < READ_HEADERS)
		r->headers[r->headers_n] =
			(struct pair){{name, name_n}, str_trim((struct str){value, value_n})};
	r->headers_n++;
	return MHD_YES;
}

static void
read_remote(struct req *r)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(r->conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	r->remote = info ? address_of(&r->arena, info->client_addr) : S("");
}

/* The last item of the last such line: a proxy adds what it saw at the end, and what stands before
 * it anybody may have written. */
static struct str
last_item(const struct req *r, const char *name)
{
	struct str rest = S(""), item, last = S("");

	for (size_t i = 0; i < r->headers_n; i++)
		if (str_same_letters(r->headers[i].name, str_of(name)))
			rest = r->headers[i].value;
	while (str_next(&rest, ',', &item))
		last = str_trim(item);
	return last;
}

/* An address that is none leaves the proxy's own. */
static void
believe_proxy(struct req *r)
{
	address_read(&r->arena, last_item(r, "X-Forwarded-For"), &r->remote);
	if (str_is(last_item(r, "X-Forwarded-Proto"), "https"))
		r->tls = true;
}

/* What fits of the head is read even when it is too large: a refusal too has its language. */
static int
read_all(struct req *r)
{
	size_t n = r->target.n, lines;
	int rc;

	r->headers = NEW_ARRAY(&r->arena, struct pair, READ_HEADERS);
	MHD_get_connection_values_n(r->conn, MHD_HEADER_KIND, add_header, r);
	lines = r->headers_n;
	if (lines > READ_HEADERS)
		r->headers_n = READ_HEADERS;
	for (size_t i = 0; i < r->headers_n; i++)
		n += r->headers[i].name.n + r->headers[i].value.n;
	rc = req_read_headers(r);
	TRY(req_read_target(r, r->target));
	return lines > READ_HEADERS || n > HEAD_READ ? E_HEAD : rc;
}

int
head_read(struct req *r, const char *method, const char *trust_proxy)
{
	r->head = strcmp(method, "HEAD") == 0;
	r->method = strcmp(method, "POST") == 0 ? POST : GET;
	TRY(read_all(r));
	if (r->method == GET && !r->head && strcmp(method, "GET") != 0)
		return E_METHOD;
	read_remote(r);
	if (trust_proxy && str_is(r->remote, trust_proxy))
		believe_proxy(r);
	return 0;
}
