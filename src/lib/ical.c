/* ical.c: a calendar as iCalendar text. */
#include "lib/ical.h"

#include "lib/recur.h"

enum { LINE_MAX = 75, CHINA_S = 8 * 3600 };

static const char *const states[] = {
	[ICAL_CONFIRMED] = "CONFIRMED", [ICAL_TENTATIVE] = "TENTATIVE", [ICAL_CANCELLED] = "CANCELLED"};

/* Writes one content line, folded: a line that goes on begins with a blank. */
static void
put_line(struct buf *b, struct str line)
{
	size_t at = 0, room = LINE_MAX;

	do {
		size_t n = line.n - at < room ? line.n - at : room;

		/* Back to where a character begins. */
		while (at + n < line.n && n > 1 && ((unsigned char)line.p[at + n] & 0xC0) == 0x80)
			n--;
		buf_str(b, str_sub(line, at, n));
		BUF_LIT(b, "\r\n");
		at += n;
		if (at < line.n)
			buf_char(b, ' ');
		room = LINE_MAX - 1;
	} while (at < line.n);
}

static void
escape(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\n')
			BUF_LIT(b, "\\n");
		else if (c == '\\' || c == ';' || c == ',')
			buf_fmt(b, "\\%c", c);
		else if ((unsigned char)c >= 0x20 && c != 0x7F)
			buf_char(b, c);
		else if (c == '\t')
			buf_char(b, ' ');
	}
}

static void
put_text(struct buf *b, const char *name, struct str text)
{
	struct buf line;

	if (!text.n)
		return;
	buf_init(&line, b->a);
	buf_fmt(&line, "%s:", name);
	escape(&line, text);
	put_line(b, buf_done(&line));
}

static void
put_time(struct buf *b, const char *name, int64_t at)
{
	const struct recur_time t = {.at = at - CHINA_S, .utc = true};

	put_line(b, str_fmt(b->a, "%s:%.*s", name, STR(recur_time_text(b->a, &t))));
}

void
ical_begin(struct buf *b, const char *method, struct str name)
{
	put_line(b, S("BEGIN:VCALENDAR"));
	put_line(b, S("VERSION:2.0"));
	put_line(b, S("PRODID:-//Linli//Linli//ZH"));
	put_line(b, S("CALSCALE:GREGORIAN"));
	put_line(b, str_fmt(b->a, "METHOD:%s", method));
	put_text(b, "NAME", name);
	put_text(b, "X-WR-CALNAME", name);
	put_line(b, S("REFRESH-INTERVAL;VALUE=DURATION:PT1H"));
}

/* A link is no text: nothing is escaped, and what would end the line is left out. */
static void
put_link(struct buf *b, struct str url)
{
	struct buf line;

	if (!url.n)
		return;
	buf_init(&line, b->a);
	BUF_LIT(&line, "URL:");
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] > 0x20 && url.p[i] != 0x7F)
			buf_char(&line, url.p[i]);
	put_line(b, buf_done(&line));
}

void
ical_event(struct buf *b, const struct ical_event *e)
{
	put_line(b, S("BEGIN:VEVENT"));
	put_text(b, "UID", e->uid);
	put_time(b, "DTSTAMP", e->changed_at);
	put_time(b, "LAST-MODIFIED", e->changed_at);
	put_time(b, "DTSTART", e->from);
	put_time(b, "DTEND", e->to);
	put_line(b, str_fmt(b->a, "SEQUENCE:%lld", (long long)e->sequence));
	put_line(b, str_fmt(b->a, "STATUS:%s", states[e->state]));
	put_line(b, e->busy ? S("TRANSP:OPAQUE") : S("TRANSP:TRANSPARENT"));
	put_text(b, "SUMMARY", e->summary);
	put_text(b, "DESCRIPTION", e->about);
	put_text(b, "LOCATION", e->where);
	put_link(b, e->url);
	put_line(b, S("END:VEVENT"));
}

void
ical_end(struct buf *b)
{
	put_line(b, S("END:VCALENDAR"));
}
