/* multipart.c: multipart/form-data (RFC 7578) in one piece of memory. Values are slices of the
 * body. */
#include <string.h>

#include "http/read.h"

struct part {
	struct str name, filename, type, bytes;
	bool file;
};

enum { PART_HEADERS = 8, PART_HEAD = 2048, BOUNDARY = 70 };

/* The inside of a quoted text; \" is a quote, any other backslash stays (Windows paths). */
static int
quoted(struct arena *a, struct str *rest, struct str *ret)
{
	char *p = arena_alloc(a, rest->n + 1);
	size_t n = 0;

	for (size_t i = 1; i < rest->n; i++) {
		if (rest->p[i] == '"') {
			*rest = str_sub(*rest, i + 1, rest->n);
			*ret = (struct str){p, n};
			return 0;
		}
		if (rest->p[i] == '\\' && i + 1 < rest->n && rest->p[i + 1] == '"')
			i++;
		p[n++] = rest->p[i];
	}
	return E_MALFORMED;
}

/* Takes one "; name=value" or "; name=\"value\"" off *rest. E_NOTFOUND at the end, E_MALFORMED. */
static int
header_param(struct arena *a, struct str *rest, struct str *ret_name, struct str *ret_value)
{
	struct str s = str_trim(*rest), name, value;
	size_t eq = str_find(s, S("=")), end;

	if (s.n == 0)
		return E_NOTFOUND;
	if (s.p[0] != ';' || eq == s.n)
		return E_MALFORMED;
	name = str_trim(str_sub(s, 1, eq - 1));
	s = str_trim(str_sub(s, eq + 1, s.n));
	if (s.n && s.p[0] == '"') {
		TRY(quoted(a, &s, &value));
	} else {
		end = str_find(s, S(";"));
		value = str_trim(str_sub(s, 0, end));
		s = str_sub(s, end, s.n);
	}
	if (name.n == 0)
		return E_MALFORMED;
	*rest = s;
	*ret_name = name;
	*ret_value = value;
	return 0;
}

static int
boundary_of(struct req *r, struct str *ret)
{
	struct str rest = str_sub(r->type, str_find(r->type, S(";")), r->type.n), name, value;
	int rc;

	while ((rc = header_param(&r->arena, &rest, &name, &value)) == 0) {
		if (!str_same_letters(name, S("boundary")))
			continue;
		if (value.n == 0 || value.n > BOUNDARY || !str_valid(value))
			return E_MALFORMED;
		*ret = value;
		return 0;
	}
	return E_MALFORMED;
}

/* Browsers write a quote as %22 and line ends as %0D %0A; only the last segment of a path counts.
 */
static struct str
filename_of(struct arena *a, struct str s)
{
	struct buf b;

	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '/' || s.p[i - 1] == '\\') {
			s = str_sub(s, i, s.n);
			break;
		}
	buf_init(&b, a);
	for (size_t at; s.n; s = str_sub(s, at + 3, s.n)) {
		at = str_find(s, S("%22"));
		buf_str(&b, str_sub(s, 0, at));
		if (at < s.n)
			buf_char(&b, '"');
	}
	return buf_done(&b);
}

static int
read_disposition(struct arena *a, struct str value, struct part *p)
{
	struct str rest = str_sub(value, str_find(value, S(";")), value.n), name, text;
	bool named = false;
	int rc;

	if (!str_same_letters(media_type(value), S("form-data")))
		return E_MALFORMED;
	while ((rc = header_param(a, &rest, &name, &text)) == 0) {
		if (str_same_letters(name, S("name"))) {
			if (named || !field_name_ok(text))
				return E_MALFORMED;
			p->name = text;
			named = true;
		} else if (str_same_letters(name, S("filename"))) {
			if (p->file || !str_valid(text))
				return E_MALFORMED;
			p->filename = filename_of(a, text);
			p->file = true;
		}
	}
	return rc == E_NOTFOUND && named ? 0 : E_MALFORMED;
}

static int
read_part_header(struct arena *a, struct str line, struct part *p)
{
	size_t colon = str_find(line, S(":"));
	struct str name = str_sub(line, 0, colon),
		   value = str_trim(str_sub(line, colon + 1, line.n));

	if (colon == 0 || colon == line.n || memchr(line.p, '\0', line.n))
		return E_MALFORMED;
	if (str_same_letters(name, S("Content-Disposition")))
		return p->name.n ? E_MALFORMED : read_disposition(a, value, p);
	if (str_same_letters(name, S("Content-Type")))
		p->type = value;
	else if (str_same_letters(name, S("Content-Transfer-Encoding")) &&
		 !str_same_letters(value, S("binary")) && !str_same_letters(value, S("8bit")) &&
		 !str_same_letters(value, S("7bit")))
		return E_MALFORMED;
	return 0;
}

/* The head of a part off *rest, up to and with its blank line. */
static int
read_part_head(struct arena *a, struct str *rest, struct part *p)
{
	struct str window = str_sub(*rest, 0, PART_HEAD);

	for (size_t lines = 0; lines <= PART_HEADERS; lines++) {
		size_t end = str_find(window, S("\r\n"));
		struct str line = str_sub(window, 0, end);

		if (end == window.n)
			return E_MALFORMED;
		window = str_sub(window, end + 2, window.n);
		*rest = str_sub(*rest, end + 2, rest->n);
		if (line.n == 0)
			return p->name.n ? 0 : E_MALFORMED;
		TRY(read_part_header(a, line, p));
	}
	return E_MALFORMED;
}

static void
keep(struct req *r, const struct part *p)
{
	if (!p->file)
		r->posted[r->posted_n++] = (struct pair){p->name, p->bytes};
	else if (p->filename.n ||
		 p->bytes.n) /* browsers send an empty part when no file was chosen */
		r->uploads[r->uploads_n++] = (struct upload){.field = p->name,
							     .filename = p->filename,
							     .type = p->type,
							     .bytes = p->bytes};
}

/* After a boundary: "--" ends the body (nothing but one line end may follow), a line end begins a
 * part. */
static int
after_boundary(struct str *rest, bool *ret_end)
{
	if (str_starts(*rest, S("--"))) {
		*ret_end = true;
		return rest->n == 2 || str_is(*rest, "--\r\n") ? 0 : E_MALFORMED;
	}
	*ret_end = false;
	if (!str_starts(*rest, S("\r\n")))
		return E_MALFORMED;
	*rest = str_sub(*rest, 2, rest->n);
	return 0;
}

int
multipart_read(struct req *r)
{
	struct str rest = r->body, mark;
	bool end;

	TRY(boundary_of(r, &mark));
	mark = str_fmt(&r->arena, "\r\n--%.*s", STR(mark));
	if (!str_starts(rest, str_sub(mark, 2, mark.n)))
		return E_MALFORMED;
	rest = str_sub(rest, mark.n - 2, rest.n);
	r->posted = NEW_ARRAY(&r->arena, struct pair, READ_PARTS);
	r->uploads = NEW_ARRAY(&r->arena, struct upload, READ_PARTS);
	for (size_t parts = 0;; parts++) {
		struct part p = {.file = false};
		size_t at;

		TRY(after_boundary(&rest, &end));
		if (end)
			return 0;
		if (parts == READ_PARTS)
			return E_TOOBIG;
		TRY(read_part_head(&r->arena, &rest, &p));
		at = str_find(rest, mark);
		if (at == rest.n)
			return E_MALFORMED;
		p.bytes = str_sub(rest, 0, at);
		rest = str_sub(rest, at + mark.n, rest.n);
		keep(r, &p);
	}
}
