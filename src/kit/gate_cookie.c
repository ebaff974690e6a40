/* gate_cookie.c: the little state a browser carries: its id, CSRF token, sealed cookies, one-time message. */
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "http/reply.h"
#include "kit/gate_state.h"
#include "lib/secret.h"

enum { VISITOR_BYTES = 16, CSRF_BYTES = 16, YEAR = 365 * 86400, BEFORE_SECONDS = 12 * 3600 };
/* The sealed cookie with the token this browser had before it signed in: of forms that stand open in other tabs. */
static const char BEFORE[] = "before";

void
gate_job(struct req *r, int (*run)(struct db_job *, struct tx *),
	 void (*done)(struct db_job *, int))
{
	arena_reset(&r->tx_arena);
	r->gate->job =
		(struct db_job){.run = run, .done = done, .arena = &r->tx_arena, .district = gate_place(r)};
}

struct str
gate_escape(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c && strchr("-._~/", c)))
			buf_char(&b, (char)c);
		else
			buf_fmt(&b, "%%%02X", c);
	}
	return buf_done(&b);
}

/* The token is a MAC of the session's cookie, or of the visitor's id: another site knows neither. */
struct str
gate_csrf(struct req *r)
{
	struct gate_state *g = r->gate;
	struct str session = req_cookie(r, "linli"), base = session;

	if (g->csrf.n)
		return g->csrf;
	if (!session.n) {
		g->visitor = req_cookie(r, "visitor");
		if (g->visitor.n != 2 * VISITOR_BYTES) {
			g->visitor = secret_token(&r->arena, VISITOR_BYTES);
			g->visitor_is_new = true;
		}
		base = g->visitor;
	}
	g->csrf = str_sub(secret_mac(&r->arena, "csrf", base), 0, 2 * CSRF_BYTES);
	return g->csrf;
}

/* Random bytes, then the token under them: no two pages carry the same text, so what a compressed page's length
 * tells about one is void for the next. */
struct str
gate_csrf_masked(struct req *r)
{
	unsigned char token[CSRF_BYTES], both[2 * CSRF_BYTES];
	struct str plain = gate_csrf(r);
	char *text;

	if (r->gate->csrf_masked.n)
		return r->gate->csrf_masked;
	text = arena_alloc(&r->arena, 2 * sizeof both + 1);
	sodium_hex2bin(token, sizeof token, plain.p, plain.n, NULL, NULL, NULL);
	rand_bytes(both, CSRF_BYTES);
	for (size_t i = 0; i < CSRF_BYTES; i++)
		both[CSRF_BYTES + i] = token[i] ^ both[i];
	sodium_bin2hex(text, 2 * sizeof both + 1, both, sizeof both);
	r->gate->csrf_masked = (struct str){text, 2 * sizeof both};
	return r->gate->csrf_masked;
}

/* The token in what a form sent; "" = not made by gate_csrf_masked. */
static struct str
unmask(struct arena *a, struct str masked)
{
	unsigned char both[2 * CSRF_BYTES], token[CSRF_BYTES];
	char *text = arena_alloc(a, 2 * CSRF_BYTES + 1);
	size_t n;

	if (masked.n != 2 * sizeof both ||
	    sodium_hex2bin(both, sizeof both, masked.p, masked.n, NULL, &n, NULL) != 0 || n != sizeof both)
		return S("");
	for (size_t i = 0; i < CSRF_BYTES; i++)
		token[i] = both[i] ^ both[CSRF_BYTES + i];
	sodium_bin2hex(text, 2 * CSRF_BYTES + 1, token, CSRF_BYTES);
	return (struct str){text, 2 * CSRF_BYTES};
}

bool
gate_same_origin(struct req *r)
{
	struct str origin = req_header(r, "Origin");

	return !origin.n || str_eq(str_sub(origin, str_find(origin, S("://")) + 3, origin.n), r->host);
}

int
gate_check_csrf(struct req *r)
{
	struct str token, before;

	/* A program's call carries no cookie that could be abused: identify ignores them under /api/. But a page of another site
	 * must not let its visitors act from their addresses; a program in a browser says who it is. */
	if (str_starts(r->path, S("/api/")))
		return req_header(r, "Authorization").n || (gate_same_origin(r) && !str_is(req_header(r, "Sec-Fetch-Site"), "cross-site"))
			       ? 0
			       : E_DENIED;
	if (!gate_same_origin(r)) {
		r->form = NULL, r->in = NULL; /* what another site wrote is not held out for sending again */
		return E_EXPIRED;
	}
	token = unmask(&r->arena, req_posted(r, "csrf"));
	if (secret_equal(token, gate_csrf(r)))
		return 0;
	return gate_unseal(r, BEFORE, &before) && secret_equal(token, before) ? 0 : E_EXPIRED;
}

void
gate_csrf_pass_on(struct req *r)
{
	gate_seal(r, BEFORE, gate_csrf(r), BEFORE_SECONDS);
}

void
gate_cookie_finish(struct req *r)
{
	struct gate_state *g = r->gate;

	if (g->visitor_is_new && g->csrf_masked.n)
		reply_cookie(r, S("visitor"), g->visitor, YEAR);
}

void
gate_seal(struct req *r, const char *name, struct str value, int64_t seconds)
{
	struct str plain = str_fmt(&r->arena, "%s\n%lld\n%.*s", name,
				   (long long)(clock_now() + seconds), STR(value));
	struct str box = secret_seal(&r->arena, plain);
	size_t n = sodium_base64_encoded_len(box.n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_alloc(&r->arena, n);

	sodium_bin2base64(text, n, (const unsigned char *)box.p, box.n,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	reply_cookie(r, str_of(name), str_of(text), seconds);
}

static bool
is_deleted(const struct req *r, const char *name)
{
	for (size_t i = 0; i < r->reply.cookies_n; i++)
		if (str_is(r->reply.cookies[i].name, name))
			return r->reply.cookies[i].max_age < 0;
	return false;
}

bool
gate_unseal(struct req *r, const char *name, struct str *ret)
{
	struct str text = req_cookie(r, name), plain, part;
	unsigned char *box = arena_alloc(&r->arena, text.n + 1);
	int64_t until;
	size_t n;

	if (!text.n || is_deleted(r, name))
		return false;
	if (sodium_base642bin(box, text.n, text.p, text.n, NULL, &n, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return false;
	if (secret_open(&r->arena, (struct str){(const char *)box, n}, &plain) < 0)
		return false;
	if (!str_next(&plain, '\n', &part) || !str_is(part, name) ||
	    !str_next(&plain, '\n', &part) || !str_int(part, &until) || until < clock_now())
		return false;
	*ret = plain;
	return true;
}

/* What opens under its own name was sealed here; nobody needs to keep a list. The request's cookies stay as
 * they are: the transaction may be run again, with the reply as it was before. */
void
gate_forget(struct req *r, const char *const stays[])
{
	for (size_t i = 0; i < r->cookies_n; i++) {
		struct str name = r->cookies[i].name, value;
		size_t k = 0;

		while (stays[k] && !str_is(name, stays[k]))
			k++;
		if (!stays[k] && gate_unseal(r, str_z(&r->arena, name), &value))
			reply_cookie(r, name, S(""), -1);
	}
}

void
gate_flash(struct req *r, const char *text)
{
	gate_seal(r, "flash", str_of(text), 60);
}

struct str
gate_flash_take(struct req *r)
{
	struct str text = S("");

	if (r->method == GET && !r->head && req_cookie(r, "flash").n &&
	    gate_unseal(r, "flash", &text))
		reply_cookie(r, S("flash"), S(""), -1);
	return text;
}

bool
gate_strip_slash(struct req *r)
{
	struct str path = r->path;

	if (r->method != GET || path.n < 2 || path.p[path.n - 1] != '/')
		return false;
	redirect(r, "%.*s", (int)path.n - 1, path.p);
	return true;
}

struct str
gate_base_url(struct req *r)
{
	if (r->app->base_url)
		return str_of(r->app->base_url);
	return str_fmt(&r->arena, "%s://%.*s", r->tls ? "https" : "http", STR(r->host));
}
