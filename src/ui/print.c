/* print.c: escapes a value for the place where it stands. Nothing else writes values into pages. */
#include "ui/print.h"

#include <stdio.h>

#include "ui/view.h"

/* How much of a byte's meaning must be taken away, by place. */
enum { IN_TEXT = 1, IN_ATTR = 2, IN_URL = 4, IN_PATH = 8, IN_QUERY = 16 };

/* IN_URL: of a whole URL only what could end it or change its meaning to a browser. IN_PATH and
 * IN_QUERY: everything that is not a plain part of one segment or value. */
static unsigned char
danger(unsigned char c)
{
	unsigned char d = 0;

	if (c == '&' || c == '<' || c == '>')
		d = IN_TEXT | IN_ATTR | IN_URL;
	if (c == '"' || c == '\'')
		d = IN_ATTR | IN_URL;
	if (c <= ' ' || c >= 0x7f || c == '\\' || c == '^' || c == '`' || c == '{' || c == '|' ||
	    c == '}')
		d |= IN_URL;
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '_' || c == '.' || c == '~')
		return d;
	return d | IN_QUERY | (c == '+' || c == '@' || c == ':' || c == ',' ? 0 : IN_PATH);
}

static unsigned char dangers[256];

__attribute__((constructor)) static void
fill_dangers(void)
{
	for (int c = 0; c < 256; c++)
		dangers[c] = danger((unsigned char)c);
}

static void
put_entity(struct buf *b, char c)
{
	switch (c) {
	case '&':
		BUF_LIT(b, "&amp;");
		break;
	case '<':
		BUF_LIT(b, "&lt;");
		break;
	case '>':
		BUF_LIT(b, "&gt;");
		break;
	case '"':
		BUF_LIT(b, "&quot;");
		break;
	default:
		BUF_LIT(b, "&#39;");
		break;
	}
}

static void
put_percent(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789ABCDEF";

	buf_put(b, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
}

/* Copies s, changing the bytes that are dangerous in this way. */
static void
put_changed(struct buf *b, struct str s, unsigned char way)
{
	size_t from = 0;

	if (s.n == 0)
		return;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (!(dangers[c] & way))
			continue;
		buf_put(b, s.p + from, i - from);
		from = i + 1;
		if (dangers[c] & IN_ATTR && !(way & (IN_PATH | IN_QUERY)))
			put_entity(b, (char)c);
		else
			put_percent(b, c);
	}
	buf_put(b, s.p + from, s.n - from);
}

/* A URL that came from data may lead into this site, or away by a scheme that runs nothing here. */
static bool
safe_url(struct str s)
{
	static const char *const starts[] = {"http://", "https://", "mailto:", "tel:", "?", "#"};

	if (s.n == 0)
		return true;
	if (*s.p == '/')
		return s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\');
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(s, str_of(starts[i])))
			return true;
	return false;
}

void
ui_print_str(struct view *v, struct str s)
{
	switch (v->pos) {
	case UI_TEXT:
		put_changed(v->out, s, IN_TEXT);
		break;
	case UI_URL_START:
		if (safe_url(s))
			put_changed(v->out, s, IN_URL);
		else
			buf_char(v->out, '#');
		break;
	case UI_URL_PATH:
		put_changed(v->out, s, IN_PATH);
		break;
	case UI_URL_QUERY:
		put_changed(v->out, s, IN_QUERY);
		break;
	case UI_ATTR:
	default:
		put_changed(v->out, s, IN_ATTR);
		break;
	}
}

void
ui_print_z(struct view *v, const char *z)
{
	ui_print_str(v, str_of(z));
}

void
ui_print_int(struct view *v, int64_t i)
{
	buf_int(v->out, i);
}

void
ui_print_size(struct view *v, size_t n)
{
	buf_int(v->out, (int64_t)n);
}

void
ui_print_real(struct view *v, double d)
{
	char z[512];
	int n = snprintf(z, sizeof z, "%.2f", d);

	while (n > 0 && z[n - 1] == '0')
		n--;
	if (n > 0 && z[n - 1] == '.')
		n--;
	buf_put(v->out, z, (size_t)n);
}

void
ui_print_bool(struct view *v, bool b)
{
	buf_char(v->out, b ? '1' : '0');
}

void
ui_print_html(struct view *v, struct html h)
{
	if (v->pos == UI_TEXT)
		buf_str(v->out, h.s);
	else
		ui_print_str(v, h.s);
}

void
ui_lines(struct view *v, struct str s)
{
	struct str line;
	bool first = true;

	for (; str_next(&s, '\n', &line); first = false) {
		if (!first)
			BUF_LIT(v->out, "<br>");
		ui_print_str(v, line);
	}
}

void
ui_clip(struct view *v, struct str s, int64_t chars)
{
	struct str head = str_clip(s, (size_t)chars);

	ui_print_str(v, head);
	if (head.n < s.n)
		BUF_LIT(v->out, "…");
}
