/* appeal_index.c: the words a case is found by. A hidden number must not be found by asking for it, so the index does not know it. Once
 * staff have let words out, those are found by everybody (MATTER_FIND_PUBLIC); the others of the case, and the spot, by who works on it. */
#include <stdlib.h>

#include "db/db.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/matter_find.h"
#include "lib/text.h"

/* The tokens of a text in order, for looking up. */
struct token_set {
	struct str *v;
	size_t n;
};

static int
by_bytes(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static struct token_set
set_of(struct arena *a, struct str tokens)
{
	struct token_set set = {NEW_ARRAY(a, struct str, tokens.n / 2 + 1), 0};
	struct str token;

	while (str_next(&tokens, ' ', &token))
		if (token.n)
			set.v[set.n++] = token;
	if (set.n)
		qsort(set.v, set.n, sizeof *set.v, by_bytes);
	return set;
}

/* Those of tokens that are not among others. */
static struct str
without(struct arena *a, struct str tokens, struct str others)
{
	struct token_set set = set_of(a, others);
	struct str token;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&tokens, ' ', &token))
		if (token.n && !(set.n && bsearch(&token, set.v, set.n, sizeof *set.v, by_bytes)))
			buf_fmt(&b, "%s%.*s", b.n ? " " : "", STR(token));
	return buf_done(&b);
}

static struct str
tokens_of(struct arena *a, const struct appeal_words *w, struct str place)
{
	bool shown = matter_is_shown(w->sight, w->shown), chosen = shown && w->shown == MATTER_SHOWN;
	struct str title = text_redact(a, w->title), body = text_redact(a, w->body);
	struct str open = text_tokens(a, str_fmt(a, "%.*s %.*s %.*s %.*s", STR(w->code), STR(chosen ? w->open_title : title),
						 STR(chosen ? w->open_body : body), STR(place)));
	struct str rest = text_tokens(a, str_fmt(a, "%.*s %.*s %.*s", STR(w->spot), STR(chosen ? title : S("")), STR(chosen ? body : S(""))));
	struct str inside = matter_find_inside(a, without(a, rest, chosen ? open : S("")));

	return str_fmt(a, "%.*s%s%.*s%s", STR(open), inside.n ? " " : "", STR(inside), shown ? " " MATTER_FIND_PUBLIC : "");
}

int
appeal_index(struct tx *tx, int64_t district, const struct appeal_words *w, struct str desks)
{
	struct str tokens = tokens_of(tx->arena, w, w->place_name);

	return matter_find_put(tx, district, w->id, str_fmt(tx->arena, "%.*s %.*s", STR(tokens), STR(desks)));
}

int
appeal_index_again(struct tx *tx, int64_t district, const struct appeal_words *was, const struct appeal_words *now)
{
	/* Without the place: it may have been called otherwise when the case was filed, and only what is in the
	 * index may be taken out of it. */
	struct str before = tokens_of(tx->arena, was, S("")), after = tokens_of(tx->arena, now, now->place_name);

	return matter_find_change(tx, district, now->id, without(tx->arena, before, after), without(tx->arena, after, before));
}
