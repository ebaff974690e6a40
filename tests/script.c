/* script.c: the lines of a script: names, time, and what is expected of an answer. */
#include "script.h"

#include <jansson.h>
#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "main/main.h"

bool
script_fail(struct script *s, const char *fmt, ...)
{
	va_list args;
	char text[16384];

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	s->problem = str_dup(s->a, str_of(text));
	return false;
}

/* ---- names and values ---- */

struct pair *
script_name(struct script *s, struct str name)
{
	for (size_t i = 0; i < s->names_n; i++)
		if (str_eq(s->names[i].name, name))
			return &s->names[i];
	return NULL;
}

bool
script_set(struct script *s, struct str name, struct str value)
{
	struct pair *have = script_name(s, name);

	if (!have && s->names_n == SCRIPT_NAMES)
		return script_fail(s, "more than %d names", SCRIPT_NAMES);
	if (!have)
		have = &s->names[s->names_n++];
	*have = (struct pair){str_dup(s->a, name), str_dup(s->a, value)};
	return true;
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* The name after a $ at text[at]; empty when there is none. */
static struct str
name_at(struct str text, size_t at)
{
	size_t n = at + 1;

	while (n < text.n && is_name_char(text.p[n]))
		n++;
	return str_sub(text, at + 1, n - at - 1);
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* \n \r \t \xHH, and any other character as itself; how many bytes of text it took. */
static size_t
unescape(struct str text, size_t at, struct buf *out)
{
	char c = at + 1 < text.n ? text.p[at + 1] : '\\';

	if (c == 'x' && at + 3 < text.n && hex(text.p[at + 2]) >= 0 && hex(text.p[at + 3]) >= 0) {
		buf_char(out, (char)(hex(text.p[at + 2]) * 16 + hex(text.p[at + 3])));
		return 4;
	}
	buf_char(out, c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
	return 2;
}

static bool
expand_id(struct script *s, int64_t id, struct str text, struct str *ret)
{
	if (!id)
		return script_fail(s, "there is no %.*s", STR(text));
	*ret = str_fmt(s->a, "%lld", (long long)id);
	return true;
}

bool
script_expand(struct script *s, struct str text, struct str *ret)
{
	struct buf b;

	if (text.n > 1 && text.p[0] == '@')
		return expand_id(s, world_place(s->w, str_sub(text, 1, text.n)), text, ret);
	if (text.n > 2 && text.p[0] == '%' && text.p[text.n - 1] == '%')
		return expand_id(s, world_item(s->w, str_sub(text, 1, text.n - 2)), text, ret);
	if (str_starts(text, S("org:")))
		return expand_id(s, world_org(s->w, str_sub(text, 4, text.n)), text, ret);
	buf_init(&b, s->a);
	for (size_t i = 0; i < text.n;) {
		struct str name = text.p[i] == '$' ? name_at(text, i) : S("");

		if (text.p[i] == '\\') {
			i += unescape(text, i, &b);
		} else if (name.n) {
			const struct pair *have = script_name(s, name);

			if (!have)
				return script_fail(s, "$%.*s is not set", STR(name));
			buf_str(&b, have->value);
			i += name.n + 1;
		} else {
			buf_char(&b, text.p[i++]);
		}
	}
	*ret = buf_done(&b);
	return true;
}

/* set name = text; set name = text x 2001 */
static bool
do_set(struct script *s, struct str rest)
{
	struct str name, value, times;
	size_t mark;
	int64_t n = 1;
	struct buf b;

	if (!str_next(&rest, '=', &name) || !str_trim(name).n)
		return script_fail(s, "write: set name = text");
	rest = str_trim(rest);
	for (mark = rest.n; mark > 0 && rest.p[mark - 1] != ' '; mark--)
		;
	times = str_sub(rest, mark, rest.n);
	if (mark > 3 && str_int(times, &n) && str_ends(str_sub(rest, 0, mark), S(" x ")))
		rest = str_sub(rest, 0, mark - 3);
	else
		n = 1;
	if (!script_expand(s, rest, &value))
		return false;
	buf_init(&b, s->a);
	while (n-- > 0)
		buf_str(&b, value);
	return script_set(s, str_trim(name), buf_done(&b));
}

/* ---- time ---- */

static bool
do_wait(struct script *s, struct str rest)
{
	struct str word;
	int64_t n, unit;

	if (!str_next(&rest, ' ', &word) || !str_int(word, &n))
		return script_fail(s, "write: wait 3 days");
	unit = str_starts(rest, S("day")) ? 86400 : str_starts(rest, S("hour")) ? 3600 : str_starts(rest, S("minute")) ? 60 : 0;
	if (!unit)
		return script_fail(s, "days, hours or minutes");
	clock_set(clock_now() + n * unit);
	return true;
}

static bool
do_at(struct script *s, struct str rest)
{
	int y, mo, d, h, mi;

	if (sscanf(str_z(s->a, rest), "%d-%d-%d %d:%d", &y, &mo, &d, &h, &mi) != 5)
		return script_fail(s, "write: at 2026-11-25 09:00");
	clock_set(clock_at(y, mo, d, h, mi, 0));
	return true;
}

static bool
do_jobs(struct script *s)
{
	int rc = world_jobs(s->w);

	return rc >= 0 || script_fail(s, "the outbox: %s", err_name(rc));
}

/* As `linli verify`: every history holds, and the tables agree with it. */
static bool
do_verify(struct script *s)
{
	return verify_cmd(&(struct options){.district = WORLD_DISTRICT}, s->w->db, 0, NULL) == 0 ||
	       script_fail(s, "verify found something broken");
}

static bool
do_send(struct script *s, struct str rest)
{
	struct str name, value;

	if (s->send_n == SCRIPT_HEADERS || !str_next(&rest, ':', &name))
		return script_fail(s, "write: send Header: value");
	if (!script_expand(s, str_trim(rest), &value))
		return false;
	s->send[s->send_n++] = (struct pair){name, value};
	return true;
}

/* ---- what is expected ---- */

/* The beginning of the answer, without the head of the page. */
static struct str
excerpt(struct script *s)
{
	struct str body = s->got.body;
	size_t main = str_find(body, S("<main"));

	if (main < body.n)
		body = str_sub(body, main, body.n);
	return str_sub(body, 0, 4500);
}

/* Does got look like want, where names not yet set take what stands at their place? */
static bool
match(struct script *s, struct str want, struct str got)
{
	size_t at = 0;

	for (size_t i = 0; i < want.n;) {
		struct str name = want.p[i] == '$' ? name_at(want, i) : S("");
		const struct pair *have = name.n ? script_name(s, name) : NULL;
		size_t n = 0;

		if (!name.n) {
			if (at >= got.n || got.p[at] != want.p[i])
				return false;
			at++;
			i++;
			continue;
		}
		i += name.n + 1;
		if (have && !str_starts(str_sub(got, at, got.n), have->value))
			return false;
		while (!have && at + n < got.n && !strchr("/?&#", got.p[at + n]))
			n++;
		if (!have && (!n || !script_set(s, name, str_sub(got, at, n))))
			return false;
		at += have ? have->value.n : n;
	}
	return at == got.n;
}

static bool
expect_has(struct script *s, struct str text, bool wanted)
{
	struct str want;

	if (!script_expand(s, text, &want))
		return false;
	if (str_has(s->got.body, want) == wanted)
		return true;
	return script_fail(s, "%s \"%.*s\" in: %.*s", wanted ? "there is no" : "there is", STR(want), STR(excerpt(s)));
}

static bool
expect_count(struct script *s, struct str rest)
{
	struct str word, want, body = s->got.body;
	int64_t wanted, n = 0;

	if (!str_next(&rest, ' ', &word) || !str_int(word, &wanted) || !script_expand(s, rest, &want) || !want.n)
		return script_fail(s, "write: count 2 TEXT");
	for (size_t at; (at = str_find(body, want)) < body.n; n++)
		body = str_sub(body, at + want.n, body.n);
	return n == wanted || script_fail(s, "\"%.*s\" is there %d times", STR(want), (int)n);
}

static bool
expect_status(struct script *s, struct str status, struct str rest)
{
	int64_t want = 0;

	str_int(status, &want);
	s->judged = true;
	if (s->got.status != (int)want)
		return script_fail(s, "the status is %d %.*s: %.*s", s->got.status, STR(s->got.location), STR(excerpt(s)));
	if (str_starts(rest, S("has ")))
		return expect_has(s, str_sub(rest, 4, rest.n), true);
	if (str_starts(rest, S("/")) && !match(s, rest, s->got.location))
		return script_fail(s, "it leads to %.*s", STR(s->got.location));
	return !rest.n || rest.p[0] == '/' || script_fail(s, "after a status comes a path or: has TEXT");
}

static bool
expect_header(struct script *s, struct str rest)
{
	struct str name, want, all = S("");

	if (!str_next(&rest, ' ', &name) || !script_expand(s, rest, &want))
		return script_fail(s, "write: header NAME TEXT");
	for (size_t i = 0; i < s->got.headers_n; i++)
		if (str_eq(str_lower(s->a, s->got.headers[i].name), str_lower(s->a, name)))
			all = str_fmt(s->a, "%.*s%.*s\n", STR(all), STR(s->got.headers[i].value));
	if (str_is(want, "-"))
		return !all.n || script_fail(s, "the header is %.*s", STR(all));
	return str_has(all, want) || script_fail(s, "the header is: %.*s", STR(all));
}

/* path.0.name in the answer's JSON; NULL: nothing there. */
static const json_t *
json_at(const json_t *j, struct str path, json_t *ret_length)
{
	struct str word;

	while (j && str_next(&path, '.', &word)) {
		char key[64];
		int64_t i;

		snprintf(key, sizeof key, "%.*s", STR(word));
		if (json_is_array(j) && str_is(word, "length")) {
			json_integer_set(ret_length, (json_int_t)json_array_size(j));
			j = ret_length;
		} else {
			j = json_is_array(j) && str_int(word, &i) ? json_array_get(j, (size_t)i) : json_object_get(j, key);
		}
	}
	return j;
}

static struct str
json_text(struct script *s, const json_t *j)
{
	if (json_is_string(j))
		return str_dup(s->a, (struct str){json_string_value(j), json_string_length(j)});
	if (json_is_integer(j))
		return str_fmt(s->a, "%lld", (long long)json_integer_value(j));
	if (json_is_real(j))
		return str_fmt(s->a, "%g", json_real_value(j));
	return json_is_true(j) ? S("true") : json_is_false(j) ? S("false") : json_is_null(j) ? S("null") : S("(a structure)");
}

static bool
expect_json(struct script *s, struct str rest)
{
	json_t *all = json_loadb(s->got.body.p ? s->got.body.p : "", s->got.body.n, JSON_ALLOW_NUL, NULL);
	json_t *length = json_integer(0);
	struct str path = S(""), have, want;
	const json_t *j;
	bool there;

	str_next(&rest, ' ', &path);
	j = json_at(all, path, length);
	there = j != NULL;
	have = there ? json_text(s, j) : S("");
	json_decref(length);
	json_decref(all);
	if (!there)
		return str_is(rest, "-") || script_fail(s, "there is no %.*s in: %.*s", STR(path), STR(excerpt(s)));
	if (rest.n > 1 && rest.p[0] == '$' && name_at(rest, 0).n == rest.n - 1 && !script_name(s, name_at(rest, 0)))
		return script_set(s, name_at(rest, 0), have);
	if (!script_expand(s, rest, &want))
		return false;
	return str_eq(have, want) || script_fail(s, "%.*s is %.*s", STR(path), STR(have));
}

static bool
do_keep(struct script *s, struct str rest)
{
	struct str name = S("");
	regmatch_t found[2];
	regex_t re;
	int rc;

	str_next(&rest, ' ', &name);
	if (regcomp(&re, str_z(s->a, rest), REG_EXTENDED) != 0 || re.re_nsub < 1)
		return script_fail(s, "write: keep name REGEX with a (group)");
	rc = regexec(&re, str_z(s->a, s->got.body), 2, found, 0);
	regfree(&re);
	if (rc != 0)
		return script_fail(s, "the regex finds nothing in: %.*s", STR(excerpt(s)));
	return script_set(s, name, str_sub(s->got.body, (size_t)found[1].rm_so, (size_t)(found[1].rm_eo - found[1].rm_so)));
}

/* ---- one line ---- */

static bool
run_request(struct script *s, struct str word, struct str rest)
{
	if (s->asked && !s->judged)
		return script_fail(s, "the request before has no status to expect");
	s->asked = true;
	s->judged = false;
	return script_request(s, word, rest);
}

static bool
run_expectation(struct script *s, struct str word, struct str rest)
{
	int64_t n;

	if (!s->asked)
		return script_fail(s, "nothing was asked yet");
	if (word.n == 3 && str_int(word, &n))
		return expect_status(s, word, rest);
	if (str_is(word, "has") || str_is(word, "not"))
		return expect_has(s, rest, str_is(word, "has"));
	if (str_is(word, "count"))
		return expect_count(s, rest);
	if (str_is(word, "header"))
		return expect_header(s, rest);
	if (str_is(word, "json"))
		return expect_json(s, rest);
	if (str_is(word, "keep"))
		return do_keep(s, rest);
	return script_fail(s, "there is no line that begins with \"%.*s\"", STR(word));
}

static bool
run_line(struct script *s, struct str line)
{
	static const char *const verbs[] = {"GET", "HEAD", "POST", "POST!", "UPLOAD", "JSON"};
	struct str rest = line, word;

	if (!str_next(&rest, ' ', &word))
		return true;
	rest = str_trim(rest);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_is(word, verbs[i]))
			return run_request(s, word, rest);
	if (str_is(word, "as"))
		return script_as(s, rest);
	if (str_is(word, "set"))
		return do_set(s, rest);
	if (str_is(word, "wait"))
		return do_wait(s, rest);
	if (str_is(word, "at"))
		return do_at(s, rest);
	if (str_is(word, "jobs"))
		return do_jobs(s);
	if (str_is(word, "verify"))
		return do_verify(s);
	if (str_is(word, "send"))
		return do_send(s, rest);
	return run_expectation(s, word, rest);
}

bool
script_run(struct script *s, const char *path, struct str text)
{
	struct str line, part;
	int number = 0;

	while (str_next(&text, '\n', &line)) {
		int first = ++number;

		if (!str_trim(line).n || line.p[0] == '#')
			continue;
		while (text.n && (text.p[0] == ' ' || text.p[0] == '\t')) {
			str_next(&text, '\n', &part);
			line = str_fmt(s->a, "%.*s%.*s", STR(line), STR(str_trim(part)));
			number++;
		}
		if (!run_line(s, str_trim(line))) {
			s->problem = str_fmt(s->a, "%s:%d: %.*s\n\t%.*s", path, first, STR(str_sub(line, 0, 200)), STR(s->problem));
			return false;
		}
	}
	if (s->asked && !s->judged) {
		s->problem = str_fmt(s->a, "%s:%d: the last request has no status to expect", path, number);
		return false;
	}
	return true;
}
