/* str.c: text slices and UTF-8. */
#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str
str_of(const char *z)
{
	return (struct str){z, z ? strlen(z) : 0};
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

size_t
str_find(struct str s, struct str part)
{
	const char *hit;

	if (part.n == 0)
		return 0;
	hit = s.n >= part.n ? memmem(s.p, s.n, part.p, part.n) : NULL;
	return hit ? (size_t)(hit - s.p) : s.n;
}

bool
str_has(struct str s, struct str part)
{
	return part.n == 0 || str_find(s, part) < s.n;
}

struct str
str_sub(struct str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct str){s.p ? s.p + from : NULL, n};
}

/* Length of the white space at p: ASCII, U+00A0, U+3000, U+FEFF. */
static size_t
space_at(const char *p, size_t n)
{
	static const char *const wide[] = {"\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf"};

	if (n && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		size_t w = strlen(wide[i]);

		if (n >= w && memcmp(p, wide[i], w) == 0)
			return w;
	}
	return 0;
}

struct str
str_trim(struct str s)
{
	size_t w;

	while (s.n && (w = space_at(s.p, s.n))) {
		s.p += w;
		s.n -= w;
	}
	for (;;) {
		if (s.n >= 1 && space_at(s.p + s.n - 1, 1) == 1)
			s.n -= 1;
		else if (s.n >= 2 && space_at(s.p + s.n - 2, 2) == 2)
			s.n -= 2;
		else if (s.n >= 3 && space_at(s.p + s.n - 3, 3) == 3)
			s.n -= 3;
		else
			return s;
	}
}

bool
str_next(struct str *rest, char sep, struct str *ret_part)
{
	const char *hit;

	if (!rest->p)
		return false;
	hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!hit) {
		*ret_part = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*ret_part = (struct str){rest->p, (size_t)(hit - rest->p)};
	rest->n -= ret_part->n + 1;
	rest->p = hit + 1;
	return true;
}

struct str
str_dup(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

const char *
str_z(struct arena *a, struct str s)
{
	return str_dup(a, s).p;
}

struct str
str_fmt(struct arena *a, const char *fmt, ...)
{
	char near[256], *p; /* most texts fit, and are written once */
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(near, sizeof near, fmt, ap);
	va_end(ap);
	if (n < 0)
		return S("");
	p = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof near) {
		memcpy(p, near, (size_t)n + 1);
		return (struct str){p, (size_t)n};
	}
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){p, (size_t)n};
}

struct str
str_number(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

bool
str_int(struct str s, int64_t *ret)
{
	bool neg = s.n && *s.p == '-';
	uint64_t v = 0, limit = neg ? (uint64_t)INT64_MAX + 1 : INT64_MAX;

	if (neg)
		s = str_sub(s, 1, s.n);
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned char)s.p[i] - '0';

		if (d > 9 || v > (limit - d) / 10)
			return false;
		v = v * 10 + d;
	}
	*ret = neg ? (int64_t)(0 - v) : (int64_t)v;
	return true;
}

bool
str_real(struct str s, double *ret)
{
	char z[64], *end;
	double v;

	if (s.n == 0 || s.n >= sizeof z || space_at(s.p, s.n))
		return false;
	memcpy(z, s.p, s.n);
	z[s.n] = '\0';
	errno = 0;
	v = strtod(z, &end);
	if (errno || *end || !isfinite(v))
		return false;
	*ret = v;
	return true;
}

/* Moves the ASCII letters from first to first+25 by delta. */
static struct str
shift_case(struct arena *a, struct str s, char first, int delta)
{
	char *p = (char *)(uintptr_t)str_dup(a, s).p;

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= first && p[i] < first + 26)
			p[i] = (char)(p[i] + delta);
	return (struct str){p, s.n};
}

struct str
str_lower(struct arena *a, struct str s)
{
	return shift_case(a, s, 'A', 'a' - 'A');
}

struct str
str_upper(struct arena *a, struct str s)
{
	return shift_case(a, s, 'a', 'A' - 'a');
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

/* One code point at p, its length in *ret_len; -1 when the bytes are not UTF-8 (length 1 then). */
static int32_t
decode(const unsigned char *p, size_t n, size_t *ret_len)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
	uint32_t c;

	*ret_len = 1;
	if (len == 1)
		return p[0];
	if (len == 0 || n < len)
		return -1;
	c = p[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return -1;
	*ret_len = len;
	return (int32_t)c;
}

bool
str_valid(struct str s)
{
	for (size_t i = 0, len; i < s.n; i += len) {
		int32_t c = decode((const unsigned char *)s.p + i, s.n - i, &len);

		if (c < 0 || (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return true;
}

bool
str_rune(struct str *rest, uint32_t *ret)
{
	size_t len;
	int32_t c;

	if (rest->n == 0)
		return false;
	c = decode((const unsigned char *)rest->p, rest->n, &len);
	*ret = c < 0 ? 0xfffd : (uint32_t)c;
	rest->p += len;
	rest->n -= len;
	return true;
}

size_t
str_chars(struct str s)
{
	size_t n = 0;

	for (uint32_t c; str_rune(&s, &c);)
		n++;
	return n;
}

struct str
str_clip(struct str s, size_t chars)
{
	struct str rest = s;

	for (uint32_t c; chars && str_rune(&rest, &c); chars--)
		;
	return (struct str){s.p, s.n - rest.n};
}

bool
str_seen(struct str s)
{
	static const struct {
		uint32_t from, to;
	} unseen[] = {
		{'\t', '\r'}, {' ', ' '}, {0xa0, 0xa0}, {0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x1680, 0x1680}, {0x17b4, 0x17b5},
		{0x180b, 0x180f}, {0x2000, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f}, {0x2800, 0x2800}, {0x3000, 0x3000},
		{0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff9, 0xfffc}, {0xe0000, 0xe0fff},
	};

	for (uint32_t c; str_rune(&s, &c);) {
		bool hidden = false;

		for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
			hidden |= c >= unseen[i].from && c <= unseen[i].to;
		if (!hidden)
			return true;
	}
	return false;
}

struct str
str_narrow(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	for (uint32_t c; str_rune(&s, &c);)
		buf_rune(&b, c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c);
	return buf_done(&b);
}
