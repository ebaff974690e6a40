/* mkbundle.c: puts the files of static/ into the program.
 *
 *   mkbundle --out DIR FILE...      writes DIR/ui_bundle.c; FILE may be NAME=FILE
 *
 * Each file gets its bytes, its gzip when that is smaller, a content type, and a path with a hash of
 * the bytes in it, so that browsers may keep it for ever. Three things happen to text on the way:
 *   - comments of CSS and source-map lines of JavaScript are dropped;
 *   - url(…) in CSS becomes the hashed path of a bundled file; any other address is refused;
 *   - the rule after a comment "@dark" in CSS, written for [data-theme=dark], is printed a second time
 *     for readers whose system is dark and who chose no theme. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tool.h"

enum { MAX_FILES = 64 };

struct file {
	const char *source, *name, *type;
	struct str bytes, gzip;
	const char *path;
};

struct css {
	struct arena *a;
	const struct file *file, *all;
	size_t all_n, at;
	int line;
	struct str src;
	struct buf out;
};

static const struct {
	const char *ext, *type;
} types[] = {
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".jpg", "image/jpeg"},
	{".ico", "image/x-icon"},
	{".txt", "text/plain; charset=utf-8"},
	{".webmanifest", "application/manifest+json"},
};

static const char *
type_of(const struct file *f)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends(str_of(f->name), str_of(types[i].ext)))
			return types[i].type;
	die_at(f->source, 0, "no content type is known for this name");
}

static bool
is_css(const struct file *f)
{
	return str_ends(str_of(f->name), S(".css"));
}

static struct str
rest_of(const struct css *c)
{
	return str_sub(c->src, c->at, c->src.n);
}

static void
advance(struct css *c, size_t n)
{
	for (; n && c->at < c->src.n; n--)
		c->line += c->src.p[c->at++] == '\n';
}

static void
copy(struct css *c, size_t n)
{
	buf_str(&c->out, str_sub(c->src, c->at, n));
	advance(c, n);
}

/* url(name), url("dir/name"): only the last part counts, names are unique. "#…" stays. */
static void
css_url(struct css *c)
{
	struct str rest = rest_of(c), inner;
	size_t end = str_find(rest, S(")"));
	const char *name;

	inner = str_trim(str_sub(rest, 4, end - 4));
	if (inner.n >= 2 && (*inner.p == '"' || *inner.p == '\'') &&
	    inner.p[inner.n - 1] == *inner.p)
		inner = str_sub(inner, 1, inner.n - 2);
	if (end == rest.n)
		die_at(c->file->source, c->line, "url( is not closed");
	if (inner.n && *inner.p == '#') {
		copy(c, end + 1);
		return;
	}
	name = tool_base(str_z(c->a, inner));
	for (size_t i = 0; i < c->all_n; i++) {
		if (strcmp(c->all[i].name, name) != 0 || is_css(&c->all[i]) ||
		    str_has(inner, S(":")) || str_starts(inner, S("//")))
			continue;
		buf_fmt(&c->out, "url(%s)", c->all[i].path);
		advance(c, end + 1);
		return;
	}
	die_at(c->file->source, c->line, "url(%.*s) is not a bundled file", STR(inner));
}

/* A copy of the rule that comes next, for the system's own dark. */
static void
css_dark(struct css *c)
{
	static const char mark[] = "[data-theme=dark]";
	struct str rest = rest_of(c);
	size_t open, close = str_find(rest, S("}"));

	while (rest.n && str_trim(str_sub(rest, 0, 1)).n == 0)
		rest = str_sub(rest, 1, rest.n);
	open = str_find(rest, S("{"));
	close = str_find(rest, S("}"));
	if (!str_starts(rest, str_of(mark)) || close == rest.n || open > close)
		die_at(c->file->source, c->line, "@dark wants a rule that begins with %s", mark);
	rest = str_sub(rest, sizeof mark - 1, close + 1 - (sizeof mark - 1));
	buf_fmt(&c->out, "@media (prefers-color-scheme:dark){:root:not([data-theme])%.*s}\n",
		STR(rest));
}

static void
css_comment(struct css *c)
{
	struct str rest = rest_of(c), text;
	size_t end = str_find(rest, S("*/"));

	if (end == rest.n)
		die_at(c->file->source, c->line, "a comment is not closed");
	text = str_trim(str_sub(rest, 2, end - 2));
	advance(c, end + 2);
	if (str_is(text, "@dark"))
		css_dark(c);
}

static void
css_string(struct css *c)
{
	struct str rest = rest_of(c);
	size_t n = 1;

	while (n < rest.n && rest.p[n] != *rest.p && rest.p[n] != '\n')
		n += rest.p[n] == '\\' ? 2 : 1;
	if (n >= rest.n || rest.p[n] == '\n')
		die_at(c->file->source, c->line, "a text is not closed");
	copy(c, n + 1);
}

static struct str
css_read(struct arena *a, const struct file *f, const struct file *all, size_t all_n)
{
	struct css c = {.a = a, .file = f, .all = all, .all_n = all_n, .line = 1, .src = f->bytes};

	buf_init(&c.out, a);
	while (c.at < c.src.n) {
		struct str rest = rest_of(&c);

		if (str_starts(rest, S("/*")))
			css_comment(&c);
		else if (*rest.p == '"' || *rest.p == '\'')
			css_string(&c);
		else if (str_starts(rest, S("url(")))
			css_url(&c);
		else if (str_starts(rest, S("@import")))
			die_at(f->source, c.line, "@import is refused: bundle the file by itself");
		else if (*rest.p == '\n' && (c.out.n == 0 || c.out.p[c.out.n - 1] == '\n'))
			advance(&c, 1);
		else
			copy(&c, 1);
	}
	return buf_done(&c.out);
}

/* Drops the line that points browsers to a source map that is not here. */
static struct str
js_read(struct arena *a, const struct file *f)
{
	struct str rest = f->bytes, line;
	struct buf out;

	buf_init(&out, a);
	while (str_next(&rest, '\n', &line)) {
		if (str_starts(line, S("//# sourceMappingURL=")))
			continue;
		buf_str(&out, line);
		if (rest.p)
			buf_char(&out, '\n');
	}
	return buf_done(&out);
}

static struct str
gzip(struct arena *a, const struct file *f)
{
	z_stream z = {0};
	size_t cap = f->bytes.n + 64;
	char *p = arena_alloc(a, cap);
	bool done;

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		die_at(f->source, 0, "zlib does not start");
	z.next_in = (Bytef *)(uintptr_t)f->bytes.p;
	z.avail_in = (uInt)f->bytes.n;
	z.next_out = (Bytef *)p;
	z.avail_out = (uInt)cap;
	done = deflate(&z, Z_FINISH) == Z_STREAM_END;
	deflateEnd(&z);
	if (!done || z.total_out + 32 > f->bytes.n)
		return S("");
	return (struct str){p, z.total_out};
}

static void
finish(struct arena *a, struct file *f)
{
	const char *dot = strrchr(f->name, '.');
	unsigned long long hash = str_hash(f->bytes) & 0xffffffffffu;

	f->path = str_z(
		a, str_fmt(a, "/static/%.*s-%010llx%s", (int)(dot - f->name), f->name, hash, dot));
	f->gzip = gzip(a, f);
}

static void
put_bytes(struct buf *b, struct str s)
{
	BUF_LIT(b, "{\"");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (i && i % 64 == 0)
			BUF_LIT(b, "\"\n\t\t\"");
		if (c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '?')
			buf_char(b, (char)c);
		else
			buf_fmt(b, "\\%03o", c);
	}
	buf_fmt(b, "\", %zu}", s.n);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static void
write_bundle(struct arena *a, const char *dir, const struct file *v, size_t n)
{
	struct buf b;

	buf_init(&b, a);
	BUF_LIT(&b, "/* Made by mkbundle. */\n#include \"ui/bundle.h\"\n\n"
		    "static const struct asset assets[] = {\n");
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&b, "\t{.name = \"%s\", .path = \"%s\", .type = \"%s\",\n\t .bytes = ",
			v[i].name, v[i].path, v[i].type);
		put_bytes(&b, v[i].bytes);
		BUF_LIT(&b, ",\n\t .gzip = ");
		put_bytes(&b, v[i].gzip);
		BUF_LIT(&b, "},\n");
	}
	buf_fmt(&b, "};\n\nconst struct bundle ui_bundle = {.v = assets, .n = %zu};\n", n);
	tool_write(str_z(a, str_fmt(a, "%s/ui_bundle.c", dir)), buf_done(&b));
}

static struct file
open_file(struct arena *a, char *arg)
{
	char *eq = strchr(arg, '=');
	struct file f = {.source = eq ? eq + 1 : arg};

	if (eq)
		*eq = '\0';
	f.name = eq ? arg : tool_base(arg);
	if (!strrchr(f.name, '.'))
		die_at(f.source, 0, "the name has no extension");
	f.type = type_of(&f);
	f.bytes = tool_read(a, f.source);
	if (str_ends(str_of(f.name), S(".js")))
		f.bytes = js_read(a, &f);
	return f;
}

int
main(int argc, char **argv)
{
	static struct file files[MAX_FILES];
	size_t n = 0;
	struct arena a;

	if (argc < 4 || strcmp(argv[1], "--out") != 0 || argc - 3 > MAX_FILES) {
		fputs("usage: mkbundle --out DIR FILE...\n", stderr);
		return 2;
	}
	arena_init(&a);
	for (int i = 3; i < argc; i++)
		files[n++] = open_file(&a, argv[i]);
	qsort(files, n, sizeof *files, by_name);
	for (size_t i = 1; i < n; i++)
		if (strcmp(files[i - 1].name, files[i].name) == 0)
			die_at(files[i].source, 0, "two files have the name %s", files[i].name);
	for (size_t i = 0; i < n; i++)
		if (!is_css(&files[i]))
			finish(&a, &files[i]);
	for (size_t i = 0; i < n; i++) {
		if (!is_css(&files[i]))
			continue;
		files[i].bytes = css_read(&a, &files[i], files, n);
		finish(&a, &files[i]);
	}
	write_bundle(&a, argv[2], files, n);
	arena_release(&a);
	return 0;
}
