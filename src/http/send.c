/* send.c: a struct reply into a response of libmicrohttpd: headers, cookies, 304, gzip, files. */
#include "http/send.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "http/read.h"
#include "http/reply.h"
#include "http/shelf.h"

/* Level 3, because on pages of 2 to 8 KiB it takes the time of level 1 (13 to 23 microseconds) and
 * makes them 1 to 3 % smaller; level 4 takes a third longer for another 3 %. */
enum { GZIP_FROM = 1024, GZIP_LEVEL = 3, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8, POLICY_MAX = 768 };

/* A deflate state is a quarter of a megabyte: it is kept and used again. */
struct squeezer {
	z_stream z;
	struct squeezer *next;
};

struct sender {
	char policy[POLICY_MAX];
	bool secure_cookies;
	atomic_bool last;
	pthread_mutex_t lock;
	struct squeezer *idle;
};

static const struct {
	const char *name, *value;
} always[] = {
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(self), geolocation=(self), microphone=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
};

struct sender *
sender_new(const char *csp_images, bool secure_cookies)
{
	struct sender *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	snprintf(s->policy, sizeof s->policy,
		 "default-src 'none'; img-src 'self' data: blob:%s%s; style-src 'self'; "
		 "script-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; "
		 "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'",
		 csp_images ? " " : "", csp_images ? csp_images : "");
	s->secure_cookies = secure_cookies;
	atomic_init(&s->last, false);
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void
sender_free(struct sender *s)
{
	while (s->idle) {
		struct squeezer *q = s->idle;

		s->idle = q->next;
		deflateEnd(&q->z);
		free(q);
	}
	pthread_mutex_destroy(&s->lock);
	free(s);
}

void
sender_last(struct sender *s)
{
	atomic_store(&s->last, true);
}

static struct squeezer *
squeezer_take(struct sender *s)
{
	struct squeezer *q;

	pthread_mutex_lock(&s->lock);
	q = s->idle;
	if (q)
		s->idle = q->next;
	pthread_mutex_unlock(&s->lock);
	if (q)
		return q;
	q = calloc(1, sizeof *q);
	if (!q || deflateInit2(&q->z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
			       Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	return q;
}

static void
squeezer_give(struct sender *s, struct squeezer *q)
{
	deflateReset(&q->z);
	pthread_mutex_lock(&s->lock);
	q->next = s->idle;
	s->idle = q;
	pthread_mutex_unlock(&s->lock);
}

static struct str
gzip(struct sender *s, struct arena *a, struct str in)
{
	struct squeezer *q = squeezer_take(s);
	size_t room = deflateBound(&q->z, in.n);
	struct str out;
	int rc;

	out.p = arena_alloc(a, room);
	q->z.next_in = (Bytef *)(uintptr_t)in.p;
	q->z.avail_in = (uInt)in.n;
	q->z.next_out = (Bytef *)(uintptr_t)out.p;
	q->z.avail_out = (uInt)room;
	rc = deflate(&q->z, Z_FINISH);
	out.n = q->z.total_out;
	squeezer_give(s, q);
	return rc == Z_STREAM_END ? out : in;
}

static bool
is_text(struct str type)
{
	struct str t = media_type(type);

	return str_starts(t, S("text/")) || str_ends(t, S("json")) || str_ends(t, S("+xml")) ||
	       str_is(t, "application/javascript");
}

static bool
same_tag(struct str a, struct str b)
{
	a = str_starts(a, S("W/")) ? str_sub(a, 2, a.n) : a;
	b = str_starts(b, S("W/")) ? str_sub(b, 2, b.n) : b;
	return str_eq(a, b);
}

static bool
is_known(const struct req *r)
{
	struct str rest = req_header(r, "If-None-Match"), tag;

	if (r->reply.etag.n == 0 || r->reply.status != 200 || r->method != GET)
		return false;
	while (str_next(&rest, ',', &tag))
		if (same_tag(str_trim(tag), r->reply.etag) || str_is(str_trim(tag), "*"))
			return true;
	return false;
}

static void
add(struct MHD_Response *m, const char *name, const char *value)
{
	MHD_add_response_header(m, name, value);
}

static void
add_str(struct req *r, struct MHD_Response *m, const char *name, struct str value)
{
	if (value.n)
		add(m, name, str_z(&r->arena, value));
}

static void
add_cookies(const struct sender *s, struct req *r, struct MHD_Response *m)
{
	for (size_t i = 0; i < r->reply.cookies_n; i++) {
		const struct cookie_out *c = &r->reply.cookies[i];
		struct str age = S("");

		if (c->max_age)
			age = str_fmt(&r->arena, "; Max-Age=%lld",
				      c->max_age < 0 ? 0LL : (long long)c->max_age);
		add_str(r, m, "Set-Cookie",
			str_fmt(&r->arena, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%.*s%s",
				STR(c->name), STR(c->value), STR(age),
				s->secure_cookies || r->tls ? "; Secure" : ""));
	}
}

/* The name twice: plain for old programs, encoded for everyone else (RFC 6266). */
static void
add_download(struct req *r, struct MHD_Response *m)
{
	struct str name = r->reply.download;
	struct buf b;

	if (name.n == 0)
		return;
	buf_init(&b, &r->arena);
	BUF_LIT(&b, "attachment; filename=\"");
	for (size_t i = 0; i < name.n; i++)
		buf_char(&b, name.p[i] < ' ' || name.p[i] >= 0x7f || strchr("\"\\/%", name.p[i])
				     ? '_'
				     : name.p[i]);
	BUF_LIT(&b, "\"; filename*=UTF-8''");
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    c == '.' || c == '-')
			buf_char(&b, (char)c);
		else
			buf_fmt(&b, "%%%02X", c);
	}
	add(m, "Content-Disposition", buf_done(&b).p);
}

/* Pictures may come from one more origin, which the handler knows to be a bare one. */
static const char *
policy_of(const struct sender *s, struct req *r)
{
	struct str all = str_of(s->policy), more = r->reply.img_src, own = S("img-src 'self'");
	size_t at = str_find(all, own) + own.n;

	if (!more.n || at > all.n)
		return s->policy;
	return str_fmt(&r->arena, "%.*s %.*s%.*s", STR(str_sub(all, 0, at)), STR(more), STR(str_sub(all, at, all.n))).p;
}

static void
add_headers(struct sender *s, struct req *r, struct MHD_Response *m)
{
	struct reply *y = &r->reply;

	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		add(m, always[i].name, always[i].value);
	add(m, "Content-Security-Policy", policy_of(s, r));
	if (r->tls)
		add(m, "Strict-Transport-Security", "max-age=31536000");
	add_str(r, m, "Content-Type", y->type);
	add_str(r, m, "Cache-Control", y->cache.n ? y->cache : S("private, no-store"));
	add_str(r, m, "Location", y->location);
	add_str(r, m, "ETag", y->etag);
	add_download(r, m);
	add_cookies(s, r, m);
	for (size_t i = 0; i < y->headers_n; i++)
		add_str(r, m, str_z(&r->arena, y->headers[i].name), y->headers[i].value);
	if (atomic_load_explicit(&s->last, memory_order_relaxed))
		add(m, "Connection", "close");
}

static struct MHD_Response *
from_file(struct req *r)
{
	int fd = r->reply.has_file
			 ? r->reply.file
			 : open(str_z(&r->arena, r->reply.file_path), O_RDONLY | O_CLOEXEC);
	struct stat st;

	r->reply.has_file = false;
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && r->reply.part && r->reply.part_from + r->reply.part_size <= (uint64_t)st.st_size)
		return MHD_create_response_from_fd_at_offset64(r->reply.part_size, fd, r->reply.part_from);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && !r->reply.part)
		return MHD_create_response_from_fd64((uint64_t)st.st_size, fd);
	if (fd >= 0)
		close(fd);
	return NULL;
}

/* The bytes outlive the response, being the request's or the program's; one that is kept has its own. */
static struct MHD_Response *
from_bytes(struct str bytes, bool own)
{
	return MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)(bytes.n ? bytes.p : ""),
					       own ? MHD_RESPMEM_MUST_COPY
						   : MHD_RESPMEM_PERSISTENT);
}

/* The body, compressed when that helps. Says how in *ret_encoded, *ret_varies. */
static struct str
body_of(struct sender *s, struct req *r, bool *ret_encoded, bool *ret_varies)
{
	struct reply *y = &r->reply;
	struct str body = y->body_static.p ? y->body_static : buf_done(&y->body), small;

	*ret_encoded = y->gzipped;
	*ret_varies = y->gzipped;
	if (y->gzipped || body.n <= GZIP_FROM || body.n > UINT32_MAX / 2 || !is_text(y->type))
		return body;
	*ret_varies = true;
	if (!req_takes_gzip(r))
		return body;
	small = gzip(s, &r->arena, body);
	if (small.p == body.p || small.n >= body.n)
		return body;
	*ret_encoded = true;
	/* Two spellings of one thing: the tag no longer promises equal bytes. */
	if (y->etag.n && !str_starts(y->etag, S("W/")))
		y->etag = str_fmt(&r->arena, "W/%.*s", STR(y->etag));
	return small;
}

static struct MHD_Response *
render(struct sender *s, struct req *r)
{
	struct MHD_Response *m = NULL;
	bool encoded = false, varies = false;
	struct str body;

	if (r->reply.stream)
		return r->reply.stream(r);
	if (is_known(r)) {
		r->reply.keep.shelf = NULL;
		varies = r->reply.gzipped || is_text(r->reply.type);
		r->reply.status = 304;
		r->reply.type = S("");
		m = from_bytes(S(""), false);
		if (m && varies)
			add(m, "Vary", "Accept-Encoding");
		return m;
	}
	if (r->reply.file_path.n || r->reply.has_file) {
		r->reply.keep.shelf = NULL;
		m = from_file(r);
		if (m)
			return m;
		r->reply.download = S("");
		reply_text(r, 404, "text/plain; charset=utf-8", str_of(err_text(E_NOTFOUND)));
	}
	body = body_of(s, r, &encoded, &varies);
	if (body.n > SHELF_BODY_MAX)
		r->reply.keep.shelf = NULL;
	m = from_bytes(body, r->reply.keep.shelf != NULL);
	if (m && encoded)
		add(m, "Content-Encoding", "gzip");
	if (m && varies)
		add(m, "Vary", "Accept-Encoding");
	return m;
}

enum MHD_Result
send_reply(struct sender *s, struct req *r)
{
	const struct keep *keep = &r->reply.keep;
	struct MHD_Response *m;
	enum MHD_Result rc;

	if (r->reply.kept)
		return MHD_queue_response(r->conn, MHD_HTTP_OK, kept_response(r->reply.kept));
	m = render(s, r);
	if (!m)
		return MHD_NO;
	add_headers(s, r, m);
	rc = MHD_queue_response(r->conn, (unsigned)r->reply.status, m);
	if (keep->shelf)
		shelf_put(keep->shelf, keep->key, keep->stamp, m);
	else
		MHD_destroy_response(m);
	return rc;
}
