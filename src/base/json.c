/* json.c: the pieces of JSON that everybody writes. Reading is left to jansson. */
#include "base/json.h"

void
json_str(struct buf *b, struct str s)
{
	size_t plain = 0;

	if (!str_valid(s)) { /* control characters, or bytes that are no UTF-8 */
		struct buf clean;

		buf_init(&clean, b->a);
		for (uint32_t c; str_rune(&s, &c);)
			buf_rune(&clean, c);
		s = buf_done(&clean);
	}
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_put(b, s.p + plain, i - plain);
		plain = i + 1;
		if (c == '\n')
			BUF_LIT(b, "\\n");
		else if (c < 0x20)
			buf_fmt(b, "\\u%04x", c);
		else
			buf_fmt(b, "\\%c", c);
	}
	if (s.n)
		buf_put(b, s.p + plain, s.n - plain);
	buf_char(b, '"');
}

void
json_e7(struct buf *b, int64_t v)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	buf_fmt(b, "%s%llu.%07llu", v < 0 ? "-" : "", (unsigned long long)(u / 10000000),
		(unsigned long long)(u % 10000000));
	while (b->p[b->n - 1] == '0')
		b->p[--b->n] = '\0';
	if (b->p[b->n - 1] == '.')
		b->p[--b->n] = '\0';
}
