/* reply.c: filling in the answer. Nothing is sent here. */
#include "http/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#include "http/route.h"

/* A browser reads a second slash or a backslash as the start of another host. */
static bool
is_local(struct str path)
{
	return path.n >= 1 && path.p[0] == '/' &&
	       (path.n == 1 || (path.p[1] != '/' && path.p[1] != '\\'));
}

static struct str
header_safe(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c > ' ' && c < 0x7f && c != '"' && c != '\\')
			buf_char(&b, (char)c);
		else
			buf_fmt(&b, "%%%02X", c);
	}
	return buf_done(&b);
}

int
redirect(struct req *r, const char *fmt, ...)
{
	char small[512], *text = small;
	struct str to;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n < 0)
		return E_BUG;
	if ((size_t)n >= sizeof small) {
		text = arena_alloc(&r->arena, (size_t)n + 1);
		va_start(ap, fmt);
		vsnprintf(text, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	to = (struct str){text, (size_t)n};
	r->reply.status = 303;
	r->reply.location = is_local(to) ? header_safe(&r->arena, to) : S("/");
	return 0;
}

int
reply_text(struct req *r, int status, const char *type, struct str body)
{
	r->reply.status = status;
	r->reply.type = str_of(type);
	r->reply.body.n = 0;
	buf_str(&r->reply.body, body);
	return 0;
}

/* The message of an input with its {1} filled in. */
static struct str
input_message(struct arena *a, const struct input *in)
{
	struct str text = str_of(in->error), hole = S("{1}");
	size_t at = str_find(text, hole);

	if (at == text.n)
		return text;
	return str_fmt(a, "%.*s%.*s%.*s", STR(str_sub(text, 0, at)), STR(in->error_arg),
		       STR(str_sub(text, at + hole.n, text.n)));
}

/* What a person typed is never part of it, so every text is valid UTF-8. */
static json_t *
problem_errors(struct req *r)
{
	json_t *errors = json_array();

	for (size_t i = 0; r->in && r->route && r->route->form && i < r->route->form->n; i++) {
		struct str text;

		if (!r->in[i].error)
			continue;
		text = input_message(&r->arena, &r->in[i]);
		json_array_append_new(errors,
				      json_pack("{s:s, s:s%}", "field", r->route->form->v[i].name,
						"detail", text.p, text.n));
	}
	if (json_array_size(errors) == 0 && r->fault.field)
		json_array_append_new(errors,
				      json_pack("{s:s, s:s}", "field", r->fault.field, "detail",
						r->fault.text ? r->fault.text : ""));
	return errors;
}

static int
to_buf(const char *p, size_t n, void *b)
{
	buf_put(b, p, n);
	return 0;
}

int
reply_problem(struct req *r, int err, struct str detail)
{
	json_t *problem, *errors = problem_errors(r);

	if (detail.n == 0)
		detail = str_of(err_text(err));
	problem = json_pack("{s:s, s:s, s:i, s:s%}", "type", "about:blank", "title", err_name(err),
			    "status", err_status(err), "detail", detail.p, detail.n);
	if (json_array_size(errors) > 0)
		json_object_set(problem, "errors", errors);
	json_decref(errors);
	r->reply.status = err_status(err);
	r->reply.type = S("application/problem+json");
	r->reply.body.n = 0;
	json_dump_callback(problem, to_buf, &r->reply.body, JSON_COMPACT);
	json_decref(problem);
	return 0;
}

int
reply_bytes(struct req *r, struct str type, struct str bytes, struct str download_name)
{
	r->reply.status = 200;
	r->reply.type = type;
	r->reply.body_static = bytes.p ? bytes : S("");
	r->reply.download = download_name;
	return 0;
}

int
reply_open_file(struct req *r, struct str type, int fd, struct str download_name)
{
	r->reply.status = 200;
	r->reply.type = type;
	r->reply.file = fd;
	r->reply.has_file = true;
	r->reply.download = download_name;
	return 0;
}

int
reply_file(struct req *r, struct str type, struct str path, struct str download_name)
{
	struct stat st;

	if (stat(str_z(&r->arena, path), &st) != 0 || !S_ISREG(st.st_mode))
		return E_NOTFOUND;
	r->reply.status = 200;
	r->reply.type = type;
	r->reply.file_path = path;
	r->reply.download = download_name;
	return 0;
}

static bool
plain_bytes(struct str s, const char *except)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f || strchr(except, s.p[i]))
			return false;
	return true;
}

void
reply_cookie(struct req *r, struct str name, struct str value, int64_t max_age)
{
	struct reply *y = &r->reply;
	size_t i = 0;

	if (!plain_bytes(name, "=;, ") || !plain_bytes(value, ";, \"\\"))
		return;
	while (i < y->cookies_n && !str_eq(y->cookies[i].name, name))
		i++;
	if (i == sizeof y->cookies / sizeof *y->cookies)
		return;
	y->cookies[i] = (struct cookie_out){name, value, max_age};
	if (i == y->cookies_n)
		y->cookies_n++;
}

void
reply_header(struct req *r, struct str name, struct str value)
{
	struct reply *y = &r->reply;

	if (y->headers_n < sizeof y->headers / sizeof *y->headers && plain_bytes(name, ": ") &&
	    plain_bytes(value, ""))
		y->headers[y->headers_n++] = (struct pair){name, value};
}
