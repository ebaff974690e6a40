/* enter.c: what Enter in a field would do. */
#include "enter.h"

/* One tag's text between < and >, moving behind it; false at the end. */
static bool
next_tag(struct str *rest, struct str *ret)
{
	size_t from = str_find(*rest, S("<")), to;

	*rest = str_sub(*rest, from, rest->n);
	to = str_find(*rest, S(">"));
	if (to == rest->n)
		return false;
	*ret = str_sub(*rest, 1, to - 1);
	*rest = str_sub(*rest, to + 1, rest->n);
	return true;
}

/* The value of an attribute; "" when it is missing or empty. */
static struct str
attribute(struct arena *a, struct str tag, const char *name)
{
	struct str word = str_fmt(a, " %s=\"", name), rest;
	size_t at = str_find(tag, word);

	if (at == tag.n)
		return S("");
	rest = str_sub(tag, at + word.n, tag.n);
	return str_sub(rest, 0, str_find(rest, S("\"")));
}

static bool
is_tag(struct str tag, const char *name)
{
	struct str word = str_of(name);

	return str_starts(tag, word) && (tag.n == word.n || tag.p[word.n] == ' ');
}

/* A field in which Enter sends the form. */
static bool
is_line(struct arena *a, struct str tag)
{
	static const char *const others[] = {"hidden", "checkbox", "radio", "file", "submit", "button", "image", "reset"};
	struct str type = attribute(a, tag, "type");

	if (!is_tag(tag, "input"))
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (str_is(type, others[i]))
			return false;
	return true;
}

/* What pressing a button adds to the form and where it sends it. */
static struct str
deed(struct arena *a, struct str tag)
{
	return str_fmt(a, "%.*s=%.*s %.*s", STR(attribute(a, tag, "name")), STR(attribute(a, tag, "value")),
		       STR(attribute(a, tag, "formaction")));
}

struct str
enter_wrong(struct arena *a, struct str html)
{
	struct str rest = html, tag, form = S(""), first = S(""), main_one = S("");
	bool inside = false, line = false;
	size_t buttons = 0;

	while (next_tag(&rest, &tag)) {
		if (is_tag(tag, "form")) {
			form = tag, first = main_one = S("");
			inside = true, line = false, buttons = 0;
		} else if (str_is(tag, "/form")) {
			struct str wanted = main_one.n ? deed(a, main_one) : S("= ");

			if (inside && line && buttons > 1 && !str_eq(deed(a, first), wanted))
				return str_fmt(a, "<%.*s>: Enter presses <%.*s>", STR(form), STR(first));
			inside = false;
		} else if (inside && is_line(a, tag)) {
			line = true;
		} else if (inside && is_tag(tag, "button") && !str_is(attribute(a, tag, "type"), "button")) {
			struct str classes = str_fmt(a, " %.*s ", STR(attribute(a, tag, "class")));

			if (!buttons++)
				first = tag;
			if (!main_one.n && str_has(classes, S(" pri ")))
				main_one = tag;
		}
	}
	return S("");
}
