/* mksql_owner.c: which feature may read whose tables, from features.def. */
#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

/* FEATURE(name, "uses", …) */
struct owners
mksql_owners(struct arena *a, const char *path)
{
	struct toks t = sql_split(a, tool_read(a, path), 1);
	struct owner *v = NEW_ARRAY(a, struct owner, t.n);
	size_t n = 0;

	for (size_t i = 0; i + 4 < t.n; i++)
		if (tok_is(&t.v[i], "FEATURE") && t.v[i + 2].kind == TOK_WORD &&
		    t.v[i + 4].kind == TOK_STRING)
			v[n++] = (struct owner){
				t.v[i + 2].s, str_sub(t.v[i + 4].s, 1, t.v[i + 4].s.n - 2)};
	if (!n)
		die_at(path, 0, "no feature here");
	return (struct owners){v, n};
}

static const struct owner *
find(const struct owners *o, struct str name)
{
	for (size_t i = 0; i < o->n; i++)
		if (str_eq(o->v[i].name, name))
			return &o->v[i];
	return NULL;
}

bool
mksql_may_read(const struct owners *o, struct str name, struct str owner)
{
	const struct owner *me = find(o, name);
	struct str uses, one;

	if (str_eq(name, owner))
		return true;
	if (!me)
		return false; /* kit, db */
	if (str_is(owner, "kit") || str_is(owner, "db"))
		return true;
	uses = me->uses;
	while (str_next(&uses, ' ', &one))
		if (one.n && mksql_may_read(o, one, owner))
			return true;
	return false;
}
