/* fence.c: reads fence.world, and says which thing belongs to which address. */
#include "fence.h"

static struct str
next_word(struct str *rest)
{
	struct str word = S("");

	*rest = str_trim(*rest);
	str_next(rest, ' ', &word);
	return word;
}

/* name=value,name=value: each value as a script's. */
static bool
expand_args(struct script *s, struct str args, struct str *ret)
{
	struct str pair, name, value;
	struct buf b;

	buf_init(&b, s->a);
	while (args.n && str_next(&args, ',', &pair)) {
		value = pair;
		str_next(&value, '=', &name);
		if (!script_expand(s, value, &value))
			return false;
		buf_fmt(&b, "%s%.*s=%.*s", b.n ? "," : "", STR(name), STR(value));
	}
	*ret = buf_done(&b);
	return true;
}

static bool
read_thing(struct script *s, struct str rest, struct fence_plan *p)
{
	struct fence_thing t = {.prefix = next_word(&rest), .word = next_word(&rest)};
	struct str args = next_word(&rest), only = next_word(&rest);

	if (p->things_n == FENCE_THINGS)
		return script_fail(s, "more than %d things", FENCE_THINGS);
	if (!args.n || (only.n && !str_is(only, "only")))
		return script_fail(s, "write: thing /appeal/:code secret code=$secret only wang shequ");
	if (!expand_args(s, args, &t.args))
		return false;
	t.only = only.n ? str_fmt(s->a, " %.*s", STR(str_trim(rest))) : S("");
	t.prefix = str_dup(s->a, t.prefix);
	t.word = str_dup(s->a, t.word);
	p->things[p->things_n++] = t;
	return true;
}

/* Values are expanded when they are sent, as those of a script's POST. */
static bool
read_form(struct script *s, struct str rest, struct fence_plan *p)
{
	struct str prefix = next_word(&rest);

	if (p->forms_n == FENCE_FORMS)
		return script_fail(s, "more than %d forms", FENCE_FORMS);
	p->forms[p->forms_n++] = (struct fence_form){str_dup(s->a, prefix), str_dup(s->a, str_trim(rest))};
	return true;
}

bool
fence_read(struct script *s, const char *path, struct str text, struct fence_plan *ret)
{
	struct str line;
	struct buf part;
	int number = 0;

	buf_init(&part, s->a);
	while (str_next(&text, '\n', &line)) {
		bool thing = str_starts(line, S("thing ")), form = str_starts(line, S("form "));

		number++;
		if (!thing && !form) {
			buf_fmt(&part, "%.*s\n", STR(line));
			continue;
		}
		/* What stands above makes the names that this line uses. */
		if (!script_run(s, path, buf_done(&part)))
			return false;
		buf_init(&part, s->a);
		for (int i = 0; i < number; i++)
			buf_char(&part, '\n'); /* so that a problem names the right line */
		if (thing ? !read_thing(s, str_sub(line, 6, line.n), ret) : !read_form(s, str_sub(line, 5, line.n), ret)) {
			s->problem = str_fmt(s->a, "%s:%d: %.*s", path, number, STR(s->problem));
			return false;
		}
	}
	return script_run(s, path, buf_done(&part));
}

/* How much of the route this beginning covers, whole segments only; 0: it does not fit. */
static size_t
covers(struct str prefix, const char *route)
{
	struct str rest = str_sub(str_of(route), prefix.n, SIZE_MAX);

	return str_starts(str_of(route), prefix) && (!rest.n || rest.p[0] == '/') ? prefix.n : 0;
}

static const char *
without_api(const char *route)
{
	return str_starts(str_of(route), S("/api/")) ? route + 4 : route;
}

bool
fence_fits(const struct fence_plan *p, const struct fence_thing *t, const char *route)
{
	size_t mine = covers(t->prefix, without_api(route));

	for (size_t i = 0; i < p->things_n; i++)
		if (covers(p->things[i].prefix, without_api(route)) > mine)
			return false;
	return mine > 0;
}

struct str
fence_form(const struct fence_plan *p, const char *route)
{
	struct str pairs = S("");
	size_t most = 0;

	for (size_t i = 0; i < p->forms_n; i++)
		if (covers(p->forms[i].prefix, route) > most) {
			most = covers(p->forms[i].prefix, route);
			pairs = p->forms[i].pairs;
		}
	return pairs;
}

static bool
value_of(const struct fence_thing *t, struct str name, struct str *ret)
{
	struct str rest = t->args, pair, key;

	while (rest.n && str_next(&rest, ',', &pair))
		if (str_next(&pair, '=', &key) && str_eq(key, name)) {
			*ret = pair;
			return true;
		}
	return false;
}

bool
fence_path(struct arena *a, const struct fence_thing *t, const char *route, struct str *ret)
{
	struct str rest = str_of(route), part;
	struct buf b;

	buf_init(&b, a);
	str_next(&rest, '/', &part);
	while (rest.p && str_next(&rest, '/', &part)) {
		size_t dot = str_find(part, S("."));

		buf_char(&b, '/');
		if (part.n && part.p[0] == ':') {
			struct str name = str_sub(part, 1, dot - 1), value;

			if (!value_of(t, name, &value)) {
				*ret = name;
				return false;
			}
			buf_fmt(&b, "%.*s%.*s", STR(value), STR(str_sub(part, dot, part.n)));
		} else {
			buf_str(&b, part);
		}
	}
	*ret = buf_done(&b);
	return true;
}
