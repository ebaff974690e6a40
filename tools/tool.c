/* tool.c: files in, files out, one way to complain. */
#include "tool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
die_at(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	if (line)
		fprintf(stderr, "%s:%d: ", file, line);
	else
		fprintf(stderr, "%s: ", file);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

struct str
tool_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	char part[16384];
	size_t n;

	if (!f)
		die_at(path, 0, "cannot read: %s", strerror(errno));
	buf_init(&b, a);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(&b, part, n);
	if (ferror(f))
		die_at(path, 0, "cannot read: %s", strerror(errno));
	fclose(f);
	return buf_done(&b);
}

static bool
same_bytes(const char *path, struct str bytes)
{
	struct arena a;
	FILE *f = fopen(path, "rb");
	bool same;

	if (!f)
		return false;
	fclose(f);
	arena_init(&a);
	same = str_eq(tool_read(&a, path), bytes);
	arena_release(&a);
	return same;
}

void
tool_write(const char *path, struct str bytes)
{
	FILE *f;

	if (same_bytes(path, bytes))
		return;
	f = fopen(path, "wb");
	if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0)
		die_at(path, 0, "cannot write: %s", strerror(errno));
}

const char *
tool_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool
tool_chinese(struct str s)
{
	for (uint32_t c; str_rune(&s, &c);)
		if ((c > 0x3000 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) ||
		    (c >= 0xff01 && c <= 0xff60) || (c >= 0x20000 && c < 0x40000))
			return true;
	return false;
}

void
tool_c_escape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_fmt(b, "\\%c", c);
		else if (c == '\n')
			BUF_LIT(b, "\\n");
		else if (c == '\t')
			BUF_LIT(b, "\\t");
		else if (c < 0x20)
			buf_fmt(b, "\\%03o", c);
		else
			buf_char(b, (char)c);
	}
}
