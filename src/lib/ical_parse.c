/* ical_parse.c: the events of a calendar as they are written. */
#include <string.h>

#include "lib/ical_in.h"

enum { DEPTH_MOST = 16, SUMMARY_CHARS = 100, BAD_CHARS = 60, DAY_S = 86400 };

void
ical_push(struct arena *a, void **v, size_t *n, size_t *room, size_t size)
{
	if (*n == *room) {
		size_t more = *room ? *room * 2 : 4;
		char *wider = NEW_ARRAY(a, char, more * size);

		if (*n)
			memcpy(wider, *v, *n * size);
		*v = wider;
		*room = more;
	}
	memset((char *)*v + *n * size, 0, size);
	++*n;
}

/* A line without its folds: name, parameters, value. */
struct line {
	size_t number;
	struct str whole, name, params, value;
};
struct reader {
	struct arena *a;
	struct str rest;
	size_t number; /* of the next physical line */
	struct str open[DEPTH_MOST];
	size_t depth;
	bool any; /* a calendar or an event was begun */
	struct ical_entry *event; /* being read */
	struct ical_entries *events;
	/* Of a zone being read: its name, how many parts it has, the last offset. */
	struct str zone;
	int64_t parts, offset_s;
	struct {
		struct str name;
		int64_t offset_s;
	} zones[32];
	size_t zones_n;
};

static struct str
physical(struct reader *r)
{
	struct str line;

	str_next(&r->rest, '\n', &line);
	r->number++;
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* The next line that is not empty; lines that begin with a blank go on with the one before. */
static bool
next_line(struct reader *r, struct line *ret)
{
	struct str first = {0};
	struct buf b;

	while (r->rest.n && !str_trim(first).n) {
		ret->number = r->number;
		first = physical(r);
	}
	if (!str_trim(first).n)
		return false;
	ret->whole = first;
	if (!r->rest.n || (r->rest.p[0] != ' ' && r->rest.p[0] != '\t'))
		return true;
	buf_init(&b, r->a);
	buf_str(&b, first);
	while (r->rest.n && (r->rest.p[0] == ' ' || r->rest.p[0] == '\t')) {
		struct str more = physical(r);

		buf_str(&b, str_sub(more, 1, SIZE_MAX));
	}
	ret->whole = buf_done(&b);
	return true;
}

/* Name up to ';' or ':', parameters up to the first ':' that is not quoted. */
static bool
cut_line(struct arena *a, struct line *l)
{
	size_t name = 0, colon;
	bool quoted = false;

	while (name < l->whole.n && l->whole.p[name] != ';' && l->whole.p[name] != ':')
		name++;
	for (colon = name; colon < l->whole.n && (quoted || l->whole.p[colon] != ':'); colon++)
		quoted ^= l->whole.p[colon] == '"';
	l->name = str_upper(a, str_trim(str_sub(l->whole, 0, name)));
	l->params = colon > name ? str_sub(l->whole, name + 1, colon - name - 1) : S("");
	l->value = colon < l->whole.n ? str_sub(l->whole, colon + 1, SIZE_MAX) : S("");
	return colon < l->whole.n && l->name.n && str_valid(l->whole); /* a fold may cut a character, so the whole line is asked */
}

static struct str
param(struct arena *a, const struct line *l, const char *name)
{
	struct str rest = l->params, one, key;

	while (str_next(&rest, ';', &one)) {
		if (!str_next(&one, '=', &key) || !str_is(str_upper(a, key), name))
			continue;
		return one.n > 1 && one.p[0] == '"' ? str_sub(one, 1, one.n - 2) : one;
	}
	return S("");
}

static struct str
plain(struct arena *a, struct str value)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == '\\' && i + 1 < value.n) {
			c = value.p[++i];
			c = c == 'n' || c == 'N' ? ' ' : c;
		}
		if ((unsigned char)c >= ' ')
			buf_char(&b, c);
	}
	return str_clip(str_trim(buf_done(&b)), SUMMARY_CHARS);
}

/* ---- times ---- */

/* "PT1H30M", "P1W", "P1D". */
static bool
read_length(struct str text, int64_t *ret)
{
	int64_t total = 0, n = 0;
	bool digits = false, time = false, any = false;

	if (text.n && text.p[0] == '+')
		text = str_sub(text, 1, SIZE_MAX);
	if (!text.n || text.p[0] != 'P')
		return false;
	for (size_t i = 1; i < text.n; i++) {
		char c = text.p[i];
		int64_t unit = c == 'W' && !time ? 7 * DAY_S : c == 'D' && !time ? DAY_S : c == 'H' && time ? 3600
			     : c == 'M' && time ? 60 : c == 'S' && time ? 1 : 0;

		if (c >= '0' && c <= '9' && n < 1000000) {
			n = n * 10 + c - '0';
			digits = true;
		} else if (c == 'T' && !time && !digits) {
			time = true;
		} else if (unit && digits) {
			total += n * unit;
			n = 0;
			digits = false;
			any = true;
		} else {
			return false;
		}
	}
	*ret = total;
	return any && !digits && total <= 400 * (int64_t)DAY_S;
}

static bool
find_zone(struct reader *r, struct str name, struct ical_zone *ret)
{
	if (ical_zone_named(r->a, name, ret))
		return true;
	for (size_t i = 0; i < r->zones_n; i++)
		if (str_eq(r->zones[i].name, name)) {
			*ret = (struct ical_zone){.kind = ZONE_OFFSET, .offset_s = r->zones[i].offset_s};
			return true;
		}
	return false;
}

static bool
read_when(struct reader *r, const struct line *l, struct str text, struct ical_when *ret, const char **why)
{
	struct str begin, zone = param(r->a, l, "TZID");
	struct recur_time t, end;

	*ret = (struct ical_when){.length = -1};
	str_next(&text, '/', &begin);
	*why = N_("时间看不懂");
	if (recur_time(str_trim(begin), &t) < 0)
		return false;
	ret->civil = t.at;
	ret->is_date = t.is_date;
	ret->zone = (struct ical_zone){.kind = t.utc ? ZONE_UTC : ZONE_CHINA};
	if (zone.n && !t.utc && !t.is_date && !find_zone(r, zone, &ret->zone)) {
		*why = N_("不认识这个时区");
		return false;
	}
	if (!text.n || read_length(text, &ret->length))
		return true;
	if (recur_time(text, &end) < 0 || end.utc != t.utc || end.at < t.at)
		return false;
	ret->length = end.at - t.at;
	return true;
}

static bool
read_whens(struct reader *r, const struct line *l, struct ical_whens *list, const char **why)
{
	struct str rest = l->value, one;

	while (str_next(&rest, ',', &one)) {
		struct ical_when w;

		if (!read_when(r, l, one, &w, why))
			return false;
		ICAL_PUSH(r->a, list);
		list->v[list->n - 1] = w;
	}
	return true;
}

static bool
read_rule(struct reader *r, struct str text, struct ical_rules *list, const char **why)
{
	struct recur rule;

	if (recur_parse(str_trim(text), &rule, why) < 0)
		return false;
	ICAL_PUSH(r->a, list);
	list->v[list->n - 1] = rule;
	return true;
}

/* ---- events ---- */

/* One property of an event. false: it cannot be understood, *why says why. */
static bool
read_property(struct reader *r, const struct line *l, const char **why)
{
	struct ical_entry *e = r->event;
	struct str v = str_trim(l->value);

	*why = N_("这一行看不懂");
	if (str_is(l->name, "UID"))
		e->uid = v;
	else if (str_is(l->name, "SUMMARY"))
		e->summary = plain(r->a, v);
	else if (str_is(l->name, "DTSTART"))
		return !e->has_start && (e->has_start = read_when(r, l, v, &e->start, why));
	else if (str_is(l->name, "DTEND"))
		return !e->has_end && (e->has_end = read_when(r, l, v, &e->end, why));
	else if (str_is(l->name, "RECURRENCE-ID")) {
		*why = N_("“此后都改”的改动看不懂，请把日程改成单独的");
		return !param(r->a, l, "RANGE").n && (e->has_id = read_when(r, l, v, &e->id, why));
	} else if (str_is(l->name, "DURATION"))
		return read_length(v, &e->length);
	else if (str_is(l->name, "RRULE"))
		return !v.n || read_rule(r, v, &e->rules, why);
	else if (str_is(l->name, "EXRULE"))
		return !v.n || read_rule(r, v, &e->no_rules, why);
	else if (str_is(l->name, "RDATE"))
		return read_whens(r, l, &e->dates, why);
	else if (str_is(l->name, "EXDATE"))
		return !v.n || read_whens(r, l, &e->no_dates, why);
	else if (str_is(l->name, "STATUS"))
		e->cancelled = str_is(str_upper(r->a, v), "CANCELLED");
	else if (str_is(l->name, "TRANSP"))
		e->free = str_is(str_upper(r->a, v), "TRANSPARENT");
	else if (str_is(l->name, "SEQUENCE"))
		return str_int(v, &e->sequence);
	return true;
}

static void
spoil(struct reader *r, const struct line *l, const char *why)
{
	if (r->event->why)
		return;
	r->event->why = why;
	r->event->bad = str_valid(l->whole) ? str_clip(l->whole, BAD_CHARS) : S("");
	r->event->bad_line = l->number;
}

/* "+0800" */
static bool
read_offset(struct str v, int64_t *ret)
{
	int64_t n;

	v = str_trim(v);
	if (v.n < 5 || (v.p[0] != '+' && v.p[0] != '-') || !str_int(str_sub(v, 1, 4), &n))
		return false;
	*ret = (n / 100 * 3600 + n % 100 * 60) * (v.p[0] == '-' ? -1 : 1);
	return true;
}

static bool
within(const struct reader *r, const char *name)
{
	return r->depth && str_is(r->open[r->depth - 1], name);
}

static int
begin(struct reader *r, const struct line *l)
{
	struct str name = str_upper(r->a, str_trim(l->value));

	if (r->depth == DEPTH_MOST)
		return E_INVALID;
	if (str_is(name, "VEVENT")) {
		if (r->event)
			return E_INVALID;
		ICAL_PUSH(r->a, r->events);
		r->event = &r->events->v[r->events->n - 1];
		*r->event = (struct ical_entry){.line = l->number, .length = -1};
	} else if (str_is(name, "VTIMEZONE")) {
		r->zone = S("");
		r->parts = 0;
	} else if (within(r, "VTIMEZONE")) {
		r->parts++;
	}
	r->any |= str_is(name, "VCALENDAR") || str_is(name, "VEVENT");
	r->open[r->depth++] = name;
	return 0;
}

static int
end(struct reader *r, const struct line *l)
{
	struct str name = str_upper(r->a, str_trim(l->value));

	if (!r->depth || !str_eq(r->open[r->depth - 1], name))
		return E_INVALID;
	r->depth--;
	if (str_is(name, "VEVENT"))
		r->event = NULL;
	/* A zone with one part has one offset all year. */
	if (str_is(name, "VTIMEZONE") && r->zone.n && r->parts == 1 && r->zones_n < sizeof r->zones / sizeof *r->zones) {
		r->zones[r->zones_n].name = r->zone;
		r->zones[r->zones_n++].offset_s = r->offset_s;
	}
	return 0;
}

static int
take_line(struct reader *r, struct line *l)
{
	const char *why = N_("这一行看不懂");
	bool whole = cut_line(r->a, l);

	if (whole && str_is(l->name, "BEGIN"))
		return begin(r, l);
	if (whole && str_is(l->name, "END"))
		return end(r, l);
	if (within(r, "VEVENT")) {
		if (!whole || !read_property(r, l, &why))
			spoil(r, l, why);
	} else if (within(r, "VTIMEZONE") && str_is(l->name, "TZID")) {
		r->zone = str_trim(l->value);
	} else if (str_is(l->name, "TZOFFSETTO") && (within(r, "STANDARD") || within(r, "DAYLIGHT"))) {
		r->parts += !read_offset(l->value, &r->offset_s);
	}
	return 0;
}

int
ical_parse(struct arena *a, struct str text, struct ical_entries *ret, const char **ret_why)
{
	struct ical_entries events = {0};
	struct reader r = {.a = a, .number = 1, .events = &events};
	struct line l = {0};

	*ret_why = N_("这不是日历文件。请在学校的系统里选“导出日历”，文件名以 .ics 结尾。");
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_sub(text, 3, SIZE_MAX);
	if (text.n > ICAL_READ_BYTES) {
		*ret_why = N_("日历太大了，最多 1 MB。");
		return E_TOOBIG;
	}
	if (memchr(text.p ? text.p : "", 0, text.n))
		return E_INVALID;
	r.rest = text;
	while (next_line(&r, &l)) {
		TRY(take_line(&r, &l));
		/* Only what follows the first BEGIN is told apart from any other text. */
		if (!r.any && !r.depth)
			return E_INVALID;
	}
	if (!r.any)
		return E_INVALID;
	*ret_why = N_("日历不完整，后半截没有了，请重新导出一次。");
	if (r.depth)
		return E_INVALID;
	*ret = events;
	return 0;
}
