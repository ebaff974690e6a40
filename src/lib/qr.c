/* qr.c: a QR code as SVG text. */
#include "lib/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

enum { QUIET = 4 /* modules of white on each side, by ISO/IEC 18004 */ };

static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&': BUF_LIT(b, "&amp;"); break;
		case '<': BUF_LIT(b, "&lt;"); break;
		case '>': BUF_LIT(b, "&gt;"); break;
		default: buf_char(b, s.p[i]);
		}
}

/* One subpath for each run of black modules in a row. */
static void
put_path(struct buf *b, const QRcode *code)
{
	int w = code->width;

	for (int y = 0; y < w; y++)
		for (int x = 0, run; x < w; x += run) {
			const unsigned char *at = code->data + y * w + x;
			bool black = *at & 1;

			for (run = 1; x + run < w && (at[run] & 1) == black; run++)
				;
			if (black)
				buf_fmt(b, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
		}
}

int
qr_svg(struct buf *b, struct str text, struct str title)
{
	QRcode *code;
	int side;

	if (text.n == 0 || memchr(text.p, '\0', text.n))
		return E_INVALID;
	code = QRcode_encodeString8bit(str_z(b->a, text), 0, QR_ECLEVEL_M);
	if (!code && errno == ERANGE)
		return E_TOOBIG;
	if (!code)
		abort();
	side = code->width + 2 * QUIET;
	BUF_LIT(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
	buf_fmt(b, " viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><title>", side, side);
	put_escaped(b, title);
	BUF_LIT(b, "</title>");
	buf_fmt(b, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path d=\"", side, side);
	put_path(b, code);
	BUF_LIT(b, "\"/></svg>");
	QRcode_free(code);
	return 0;
}
