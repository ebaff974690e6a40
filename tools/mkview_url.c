/* mkview_url.c: follows a URL while it is read, so that each value in it is escaped for its part.
 *
 * A value that begins the URL is checked when it is printed. A value further on can only fill a
 * segment of the path or a part of the query, so the text before it must already say where the URL
 * leads. */
#include <string.h>

#include "mkview.h"

static bool
safe_prefix(struct str p, bool value_follows)
{
	static const char *const schemes[] = {"tel:", "mailto:", "sms:"};

	if (p.n == 0 || *p.p == '?' || *p.p == '#')
		return true;
	if (*p.p == '/')
		return p.n == 1 || (p.p[1] != '/' && p.p[1] != '\\');
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (str_starts(p, str_of(schemes[i])))
			return true;
	for (size_t skip = 7; skip <= 8; skip++)
		if (str_starts(p, skip == 7 ? S("http://") : S("https://")))
			return p.n > skip &&
			       (!value_follows || memchr(p.p + skip, '/', p.n - skip));
	return false;
}

static void
check_prefix(const struct mk *m, int line, bool value_follows)
{
	if (!safe_prefix(m->url_prefix, value_follows))
		mk_fail(m, line,
			"\"%.*s\" begins no safe URL: start with / ? # https://host/ tel: mailto:",
			STR(m->url_prefix));
}

void
url_text(struct mk *m, int line, struct str s)
{
	if (m->url == URL_NONE || s.n == 0)
		return;
	m->url_prefix = str_fmt(m->a, "%.*s%.*s", STR(m->url_prefix), STR(s));
	if (m->url == URL_START) {
		/* The scheme of what was typed is settled once one of these came. */
		if (!memchr(s.p, '/', s.n) && !memchr(s.p, '?', s.n) && !memchr(s.p, '#', s.n) &&
		    !memchr(s.p, ':', s.n))
			mk_fail(m, line, "a URL cannot begin with \"%.*s\"", STR(s));
		check_prefix(m, line, false);
		m->url = URL_PATH;
	}
	if (m->url == URL_PATH && memchr(s.p, '?', s.n))
		m->url = URL_QUERY;
}

const char *
url_value(struct mk *m, int line)
{
	switch (m->url) {
	case URL_START:
		m->url = URL_QUERY;
		return "UI_URL_START";
	case URL_PATH:
		check_prefix(m, line, true);
		return "UI_URL_PATH";
	case URL_QUERY:
		return "UI_URL_QUERY";
	default:
		return "UI_ATTR";
	}
}

void
url_branch_end(struct mk *m, int line)
{
	if (m->url == URL_PATH)
		check_prefix(m, line, true);
}
