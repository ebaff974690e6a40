/* script_http.c: the browsers of a script and their requests, run through the gate in this process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/server.h"
#include "lib/secret.h"
#include "enter.h"
#include "script.h"

#define HOST "linli.test"
#define BOUNDARY "linli-script-boundary"

/* ---- browsers ---- */

static struct pair *
cookie(struct script_browser *b, struct str name)
{
	for (size_t i = 0; i < b->cookies_n; i++)
		if (str_eq(b->cookies[i].name, name))
			return &b->cookies[i];
	return NULL;
}

static bool
set_cookie(struct script *s, struct str name, struct str value)
{
	struct pair *have = cookie(s->me, name);

	if (!have && s->me->cookies_n == SCRIPT_COOKIES)
		return script_fail(s, "more than %d cookies", SCRIPT_COOKIES);
	if (!have)
		have = &s->me->cookies[s->me->cookies_n++];
	*have = (struct pair){str_dup(s->a, name), str_dup(s->a, value)};
	return true;
}

static void
drop_cookie(struct script_browser *b, struct str name)
{
	struct pair *have = cookie(b, name);

	if (have)
		*have = b->cookies[--b->cookies_n];
}

/* The browser of this name, or a new one. */
static bool
open_browser(struct script *s, struct str name)
{
	for (size_t i = 0; name.n && i < s->browsers_n; i++)
		if (str_eq(s->browsers[i].name, name)) {
			s->me = &s->browsers[i];
			return true;
		}
	if (s->browsers_n == SCRIPT_BROWSERS)
		return script_fail(s, "more than %d browsers", SCRIPT_BROWSERS);
	s->me = &s->browsers[s->browsers_n++];
	*s->me = (struct script_browser){.name = str_dup(s->a, name)};
	return set_cookie(s, S("visitor"), secret_token(s->a, 16));
}

bool
script_as(struct script *s, struct str who)
{
	struct str name, session, scopes;

	str_next(&who, ' ', &name);
	if (str_is(name, "visitor"))
		return open_browser(s, who.n ? str_fmt(s->a, "visitor %.*s", STR(who)) : S(""));
	if (str_starts(who, S("with token"))) {
		if (!open_browser(s, S("")))
			return false;
		scopes = str_trim(str_sub(who, 10, who.n));
		s->me->token = world_token(s->w, name, scopes);
		return s->me->token.n || script_fail(s, "%.*s gets no token for %.*s", STR(name), STR(scopes));
	}
	if (!open_browser(s, name))
		return false;
	session = world_sign_in(s->w, name);
	if (!session.n)
		return script_fail(s, "nobody has the login %.*s", STR(name));
	return set_cookie(s, S("linli"), session);
}

/* As gate_cookie.c: a MAC of the session's cookie, or of the browser's own; masked with nothing. */
static struct str
csrf(struct script *s)
{
	const struct pair *session = cookie(s->me, S("linli")), *visitor = cookie(s->me, S("visitor"));
	struct str base = session ? session->value : visitor ? visitor->value : S("");

	return str_fmt(s->a, "%032d%.32s", 0, secret_mac(s->a, "csrf", base).p);
}

/* ---- bodies ---- */

static void
put_encoded(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr("-._~", c)))
			buf_char(b, (char)c);
		else
			buf_fmt(b, "%%%02X", c);
	}
}

/* name=value& …: the next pair, not yet expanded; \& is no end. */
static bool
next_pair(struct str *rest, struct str *ret_name, struct str *ret_value)
{
	struct str pair = *rest;
	size_t n = 0;

	if (!rest->n)
		return false;
	while (n < rest->n && rest->p[n] != '&')
		n += rest->p[n] == '\\' && n + 1 < rest->n ? 2 : 1;
	pair = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n + 1, rest->n);
	str_next(&pair, '=', ret_name);
	*ret_value = pair.n ? pair : S("");
	return true;
}

static bool
form_body(struct script *s, struct str pairs, bool with_csrf, struct buf *b)
{
	struct str name, value;

	if (with_csrf)
		buf_fmt(b, "csrf=%.*s", STR(csrf(s)));
	while (next_pair(&pairs, &name, &value)) {
		if (!script_expand(s, value, &value))
			return false;
		if (b->n)
			buf_char(b, '&');
		put_encoded(b, name);
		buf_char(b, '=');
		put_encoded(b, value);
	}
	return true;
}

static bool
read_file(struct script *s, const char *path, struct str *ret)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	char part[65536];
	size_t n;

	if (!f)
		return script_fail(s, "%s cannot be read", path);
	buf_init(&b, s->a);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(&b, part, n);
	fclose(f);
	*ret = buf_done(&b);
	return true;
}

static bool
put_part(struct script *s, struct buf *b, struct str name, struct str value)
{
	struct str bytes, file;

	buf_fmt(b, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%.*s\"", STR(name));
	if (str_starts(value, S("<"))) {
		file = str_sub(value, 1, value.n);
		if (!read_file(s, str_fmt(s->a, "%s/%.*s", s->data, STR(file)).p, &bytes))
			return false;
		buf_fmt(b, "; filename=\"%.*s\"\r\nContent-Type: image/%s", STR(file), str_ends(file, S(".png")) ? "png" : "jpeg");
	} else if (!script_expand(s, value, &bytes)) {
		return false;
	}
	buf_z(b, "\r\n\r\n");
	buf_str(b, bytes);
	buf_z(b, "\r\n");
	return true;
}

static bool
multipart_body(struct script *s, struct str pairs, struct buf *b)
{
	struct str name, value;

	if (!put_part(s, b, S("csrf"), csrf(s)))
		return false;
	while (next_pair(&pairs, &name, &value))
		if (!put_part(s, b, name, value))
			return false;
	buf_z(b, "--" BOUNDARY "--\r\n");
	return true;
}

/* JSON keeps its backslashes; only names are put in. */
static bool
json_body(struct script *s, struct str text, struct buf *b)
{
	struct str name;

	while (text.n) {
		size_t at = str_find(text, S("$")), n = 0;

		buf_str(b, str_sub(text, 0, at));
		text = str_sub(text, at, text.n);
		while (n + 1 < text.n && ((text.p[n + 1] >= 'a' && text.p[n + 1] <= 'z') || text.p[n + 1] == '_'))
			n++;
		if (!text.n)
			break;
		name = str_sub(text, 1, n);
		if (n && !script_name(s, name))
			return script_fail(s, "$%.*s is not set", STR(name));
		buf_str(b, n ? script_name(s, name)->value : S("$"));
		text = str_sub(text, n + 1, text.n);
	}
	return true;
}

/* ---- requests ---- */

/* A path with its query: values expanded, what may not stand in a URL encoded. */
static bool
target_of(struct script *s, struct str text, struct str *ret)
{
	struct str query = text, path, name, value;
	struct buf b;
	char sep = '?';

	str_next(&query, '?', &path);
	if (!script_expand(s, path, &path))
		return false;
	buf_init(&b, s->a);
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] <= ' ' || (unsigned char)path.p[i] >= 0x7f)
			buf_fmt(&b, "%%%02X", (unsigned char)path.p[i]);
		else
			buf_char(&b, path.p[i]);
	while (query.p && next_pair(&query, &name, &value)) {
		if (!script_expand(s, value, &value))
			return false;
		buf_char(&b, sep);
		put_encoded(&b, name);
		buf_char(&b, '=');
		put_encoded(&b, value);
		sep = '&';
	}
	*ret = buf_done(&b);
	return true;
}

static void
put_head(struct script *s, struct buf *b, struct str target, const char *method, const char *type, size_t body_n)
{
	buf_fmt(b, "%s %.*s HTTP/1.1\r\nHost: " HOST "\r\n", method, STR(target));
	if (s->me->token.n)
		buf_fmt(b, "Authorization: Bearer %.*s\r\n", STR(s->me->token));
	for (size_t i = 0; i < s->me->cookies_n; i++)
		buf_fmt(b, "%s%.*s=%.*s", i ? "; " : "Cookie: ", STR(s->me->cookies[i].name), STR(s->me->cookies[i].value));
	if (s->me->cookies_n)
		buf_z(b, "\r\n");
	if (type)
		buf_fmt(b, "Content-Type: %s\r\nContent-Length: %zu\r\n", type, body_n);
	for (size_t i = 0; i < s->send_n; i++)
		buf_fmt(b, "%.*s: %.*s\r\n", STR(s->send[i].name), STR(s->send[i].value));
	s->send_n = 0;
	buf_z(b, "\r\n");
}

static void
add_header(struct script *s, struct str name, struct str value)
{
	struct script_answer *got = &s->got;

	if (value.n && got->headers_n < sizeof got->headers / sizeof *got->headers)
		got->headers[got->headers_n++] = (struct pair){name, str_dup(s->a, value)};
}

/* Copies the answer out of the request, and its cookies into the browser. */
static bool
take_answer(struct script *s, const struct req *r)
{
	const struct reply *rep = &r->reply;

	s->got = (struct script_answer){
		.status = rep->status ? rep->status : 200,
		.location = str_dup(s->a, rep->location),
		.body = str_dup(s->a, rep->body_static.n ? rep->body_static : rep->body.n ? (struct str){rep->body.p, rep->body.n} : S("")),
	};
	add_header(s, S("Content-Type"), rep->type);
	add_header(s, S("Location"), rep->location);
	add_header(s, S("ETag"), rep->etag);
	add_header(s, S("Cache-Control"), rep->cache);
	add_header(s, S("Content-Disposition"), rep->download);
	for (size_t i = 0; i < rep->headers_n; i++)
		add_header(s, str_dup(s->a, rep->headers[i].name), rep->headers[i].value);
	for (size_t i = 0; i < rep->cookies_n; i++) {
		const struct cookie_out *c = &rep->cookies[i];

		add_header(s, S("Set-Cookie"), str_fmt(s->a, "%.*s=%.*s", STR(c->name), STR(c->value)));
		if (c->max_age < 0)
			drop_cookie(s->me, c->name);
		else if (!set_cookie(s, c->name, c->value))
			return false;
	}
	/* Tables and calendars end their lines with CR LF. */
	if (str_starts(rep->type, S("text/")) && !str_starts(rep->type, S("text/csv")) && !str_starts(rep->type, S("text/calendar")) &&
	    !rep->gzipped && !str_valid(s->got.body))
		return script_fail(s, "the answer is not valid UTF-8");
	if (str_starts(rep->type, S("text/html")) && !rep->gzipped) {
		struct str wrong = enter_wrong(s->a, s->got.body);

		if (wrong.n)
			return script_fail(s, "the form's first button is not its main one: %.*s", STR(wrong));
	}
	if (rep->has_file)
		return read_file(s, str_z(s->a, str_fmt(s->a, "/proc/self/fd/%d", rep->file)), &s->got.body);
	return !rep->file_path.n || read_file(s, str_z(s->a, rep->file_path), &s->got.body);
}

static bool
run(struct script *s, struct str raw)
{
	struct req r = {0};
	int rc = req_parse(s->a, raw, &r);
	bool ok;

	if (rc < 0) {
		/* What the server says before the program is asked. */
		s->got = (struct script_answer){.status = err_status(rc)};
		req_free(&r);
		return true;
	}
	r.remote = S("203.0.113.7");
	gate_run(&s->w->app, &r);
	ok = take_answer(s, &r);
	req_free(&r);
	return ok;
}

bool
script_request(struct script *s, struct str verb, struct str rest)
{
	bool get = str_is(verb, "GET") || str_is(verb, "HEAD"), json = str_is(verb, "JSON"), upload = str_is(verb, "UPLOAD"), ok;
	const char *type = json ? "application/json" : upload ? "multipart/form-data; boundary=" BOUNDARY
							      : "application/x-www-form-urlencoded";
	struct str target = rest;
	struct buf body, raw;

	if (!s->me && !open_browser(s, S("")))
		return false;
	if (json && !str_starts(rest, S("POST ")))
		return script_fail(s, "write: JSON POST /api/path {…}");
	if (json)
		rest = str_trim(str_sub(rest, 5, rest.n));
	if (!get)
		str_next(&rest, ' ', &target);
	buf_init(&body, s->a);
	buf_init(&raw, s->a);
	if (!target_of(s, target, &target))
		return false;
	rest = str_trim(rest);
	ok = get || (json ? json_body(s, rest, &body) : upload ? multipart_body(s, rest, &body)
							       : form_body(s, rest, !str_is(verb, "POST!"), &body));
	if (!ok)
		return false;
	put_head(s, &raw, target, get ? str_z(s->a, verb) : "POST", get ? NULL : type, body.n);
	buf_str(&raw, buf_done(&body));
	return run(s, buf_done(&raw));
}
