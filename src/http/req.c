/* req.c: a request from bytes, and reading it. It knows no socket. */
#include "http/req.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/read.h"
#include "http/server.h"

static int
hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

enum decoding { DECODE_PATH = 1, DECODE_FORM };

/* %XX to bytes. In a form '+' is a space and a lone '%' means itself, as browsers do it; in a path
 * a lone '%' is an error. Text without anything to decode is not copied. */
static int
decode(struct arena *a, struct str s, enum decoding how, struct str *ret)
{
	char *p;
	size_t n = 0;

	if (s.n == 0 ||
	    (!memchr(s.p, '%', s.n) && (how == DECODE_PATH || !memchr(s.p, '+', s.n)))) {
		*ret = s;
		return 0;
	}
	p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		int high = s.p[i] == '%' && i + 2 < s.n ? hex(s.p[i + 1]) : -1;
		int low = s.p[i] == '%' && i + 2 < s.n ? hex(s.p[i + 2]) : -1;

		if (high >= 0 && low >= 0) {
			p[n++] = (char)(high << 4 | low);
			i += 2;
		} else if (s.p[i] == '%' && how == DECODE_PATH) {
			return E_MALFORMED;
		} else {
			p[n++] = s.p[i] == '+' && how == DECODE_FORM ? ' ' : s.p[i];
		}
	}
	*ret = (struct str){p, n};
	return 0;
}

static int
urlencoded_read(struct arena *a, struct str text, struct pair **ret_v, size_t *ret_n)
{
	struct str rest = text, part;
	struct pair *v;
	size_t n = 0, most = 1;

	for (size_t i = 0; i < text.n; i++)
		most += text.p[i] == '&';
	if (most > READ_FIELDS)
		return E_TOOBIG;
	v = NEW_ARRAY(a, struct pair, most);
	while (str_next(&rest, '&', &part)) {
		size_t eq = str_find(part, S("="));

		if (part.n == 0)
			continue;
		TRY(decode(a, str_sub(part, 0, eq), DECODE_FORM, &v[n].name));
		TRY(decode(a, str_sub(part, eq + 1, part.n), DECODE_FORM, &v[n].value));
		if (!field_name_ok(v[n].name))
			return E_MALFORMED;
		n++;
	}
	*ret_v = v;
	*ret_n = n;
	return 0;
}

/* One reading of a path only: nothing that another program could take for another place. */
static bool
path_ok(struct str path)
{
	struct str rest = str_sub(path, 1, path.n), part;

	if (path.n == 0 || path.p[0] != '/' || !str_valid(path))
		return false;
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '\t' || path.p[i] == '\n' || path.p[i] == '\\')
			return false;
	while (str_next(&rest, '/', &part)) {
		bool last = !rest.p;

		if ((part.n == 0 && !last) || str_is(part, ".") || str_is(part, ".."))
			return false;
	}
	return true;
}

int
req_read_target(struct req *r, struct str target)
{
	size_t mark = str_find(target, S("?"));
	struct str path;

	for (size_t i = 0; i < target.n; i++)
		if ((unsigned char)target.p[i] <= ' ' || target.p[i] == 0x7f)
			return E_MALFORMED;
	TRY(decode(&r->arena, str_sub(target, 0, mark), DECODE_PATH, &path));
	if (!path_ok(path))
		return E_MALFORMED;
	if (mark < target.n)
		TRY(urlencoded_read(&r->arena, str_sub(target, mark + 1, target.n), &r->query,
				    &r->query_n));
	r->target = target;
	r->path = path;
	return 0;
}

/* Pieces that are no cookies of ours are passed over: other sites of the domain set some too. */
static void
read_cookies(struct req *r, struct str value)
{
	struct str part;

	while (r->cookies_n < READ_COOKIES && str_next(&value, ';', &part)) {
		size_t eq = str_find(part, S("="));
		struct pair c = {str_trim(str_sub(part, 0, eq)),
				 str_trim(str_sub(part, eq + 1, part.n))};

		if (eq == part.n || !field_name_ok(c.name) || !str_valid(c.value))
			continue;
		if (c.value.n >= 2 && c.value.p[0] == '"' && c.value.p[c.value.n - 1] == '"')
			c.value = str_sub(c.value, 1, c.value.n - 2);
		if (!r->cookies)
			r->cookies = NEW_ARRAY(&r->arena, struct pair, READ_COOKIES);
		r->cookies[r->cookies_n++] = c;
	}
}

static bool
host_ok(struct str host)
{
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
		    (c == '\0' || !strchr(".-:[]_", c)))
			return false;
	}
	return host.n <= 255;
}

int
req_read_headers(struct req *r)
{
	size_t hosts = 0, lengths = 0, codings = 0;

	for (size_t i = 0; i < r->headers_n; i++) {
		struct pair h = r->headers[i];

		/* "Transfer-Encoding : chunked" is that header to some, and none to others. */
		if (memchr(h.name.p, ' ', h.name.n) || memchr(h.name.p, '\t', h.name.n) ||
		    memchr(h.name.p, '\r', h.name.n))
			return E_MALFORMED;
		if (str_same_letters(h.name, S("Host"))) {
			hosts++;
			r->host = h.value;
		} else if (str_same_letters(h.name, S("Cookie"))) {
			read_cookies(r, h.value);
		} else if (str_same_letters(h.name, S("Content-Type"))) {
			r->type = h.value;
		} else if (str_same_letters(h.name, S("Content-Length"))) {
			lengths++;
		} else if (str_same_letters(h.name, S("Transfer-Encoding"))) {
			codings++;
		}
	}
	return hosts <= 1 && lengths + codings <= 1 && host_ok(r->host) ? 0 : E_MALFORMED;
}

void
req_begin(struct req *r)
{
	*r = (struct req){.arena = r->arena, .tx_arena = r->tx_arena, .reply.status = 200};
	buf_init(&r->reply.body, &r->arena);
}

/* One line without its end; false when there is none. */
static bool
take_line(struct str *rest, struct str *ret)
{
	size_t end = str_find(*rest, S("\n"));

	if (end == rest->n)
		return false;
	*ret = str_sub(*rest, 0, end);
	if (ret->n && ret->p[ret->n - 1] == '\r')
		ret->n--;
	*rest = str_sub(*rest, end + 1, rest->n);
	return true;
}

static int
read_start(struct req *r, struct str line)
{
	struct str method, target, version;

	if (!str_next(&line, ' ', &method) || !str_next(&line, ' ', &target))
		return E_MALFORMED;
	if (str_next(&line, ' ', &version) && (line.p || !str_starts(version, S("HTTP/1."))))
		return E_MALFORMED;
	r->head = str_is(method, "HEAD");
	r->method = str_is(method, "POST") ? POST : GET;
	if (!r->head && !str_is(method, "GET") && !str_is(method, "POST"))
		return E_METHOD;
	return req_read_target(r, target);
}

static int
read_head(struct req *r, struct str *rest)
{
	struct str line;

	if (!take_line(rest, &line))
		return E_MALFORMED;
	TRY(read_start(r, line));
	r->headers = NEW_ARRAY(&r->arena, struct pair, READ_HEADERS);
	for (;;) {
		size_t colon;

		if (!take_line(rest, &line))
			return E_MALFORMED;
		if (line.n == 0)
			return req_read_headers(r);
		if (r->headers_n == READ_HEADERS)
			return E_TOOBIG;
		colon = str_find(line, S(":"));
		if (colon == 0 || colon == line.n || memchr(line.p, ' ', colon) ||
		    memchr(line.p, '\0', line.n) || memchr(line.p, '\r', line.n))
			return E_MALFORMED;
		r->headers[r->headers_n++] = (struct pair){
			str_sub(line, 0, colon), str_trim(str_sub(line, colon + 1, line.n))};
	}
}

static int
parse(struct req *r, struct str raw)
{
	struct str length;
	int64_t n;

	TRY(read_head(r, &raw));
	length = req_header(r, "Content-Length");
	if (length.n) {
		if (!str_int(length, &n) || n < 0 || (uint64_t)n > raw.n)
			return E_MALFORMED;
		raw.n = (size_t)n;
	}
	r->body = raw;
	return 0;
}

int
req_parse(struct arena *a, struct str raw, struct req *ret)
{
	struct req r;
	int rc;

	arena_init(&r.arena);
	arena_init(&r.tx_arena);
	req_begin(&r);
	r.remote = S("127.0.0.1");
	rc = parse(&r, str_dup(a, raw));
	if (rc < 0) {
		arena_release(&r.arena);
		return rc;
	}
	*ret = r;
	buf_init(&ret->reply.body, &ret->arena);
	return 0;
}

void
req_free(struct req *r)
{
	if (r->reply.has_file)
		close(r->reply.file);
	arena_release(&r->arena);
	arena_release(&r->tx_arena);
	*r = (struct req){0};
}

int
req_parse_body(struct req *r)
{
	struct str type = media_type(r->type);

	if (r->body.n == 0)
		return 0;
	if (str_same_letters(type, S("application/x-www-form-urlencoded")))
		TRY(urlencoded_read(&r->arena, r->body, &r->posted, &r->posted_n));
	else if (str_same_letters(type, S("multipart/form-data")))
		TRY(multipart_read(r));
	else
		return 0;
	r->body = S("");
	return 0;
}

static struct str
find(const struct pair *v, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(v[i].name, name))
			return v[i].value;
	return S("");
}

struct str
req_header(const struct req *r, const char *name)
{
	struct str want = str_of(name);

	for (size_t i = 0; i < r->headers_n; i++)
		if (str_same_letters(r->headers[i].name, want))
			return r->headers[i].value;
	return S("");
}

struct str
req_cookie(const struct req *r, const char *name)
{
	return find(r->cookies, r->cookies_n, name);
}

struct str
req_query(const struct req *r, const char *name)
{
	return find(r->query, r->query_n, name);
}

struct str
req_posted(const struct req *r, const char *name)
{
	return find(r->posted, r->posted_n, name);
}

/* Accept-Encoding names gzip and does not give it the weight 0. */
bool
req_takes_gzip(const struct req *r)
{
	struct str rest = req_header(r, "Accept-Encoding"), item;

	while (str_next(&rest, ',', &item)) {
		struct str weight = str_trim(str_sub(item, str_find(item, S(";")) + 1, item.n));

		if (str_same_letters(media_type(item), S("gzip")))
			return !str_is(weight, "q=0") && !str_starts(weight, S("q=0.0"));
	}
	return false;
}

bool
req_wants_json(const struct req *r)
{
	struct str accept = req_header(r, "Accept");

	return str_starts(r->path, S("/api/")) || str_is(r->path, "/health") ||
	       ((str_has(accept, S("application/json")) ||
		 str_has(accept, S("application/problem+json"))) &&
		!str_has(accept, S("text/html")));
}

void
left_put(struct left *l, const char *tag, void *p)
{
	*l = (struct left){tag, p};
}

void *
left_take(const struct left *l, const char *tag)
{
	if (l->tag && strcmp(l->tag, tag) != 0) {
		fprintf(stderr, "struct %s is asked for, struct %s was left\n", tag, l->tag);
		abort();
	}
	return l->p;
}
