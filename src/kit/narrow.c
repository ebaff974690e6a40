/* narrow.c: what fits of a list that is known as a whole. */
#include "kit/narrow.h"

#include "base/arena.h"
#include "lib/text.h"

/* Does this fit what was typed: its words, the first letters of their pinyin? A part of a name is enough. */
static bool
fits(struct arena *a, const struct pick *p, struct str typed)
{
	struct str words = text_fold(a, typed);

	if (!words.n || str_has(text_fold(a, p->label), words) || str_has(text_fold(a, p->also), words))
		return true;
	return (unsigned char)words.p[0] < 0x80 && (str_has(text_initials(a, p->label), words) || str_has(text_initials(a, p->also), words));
}

void
pick_narrow(struct arena *a, const struct pick_list *all, struct pick_search *s)
{
	bool typed = str_trim(s->typed).n > 0, shown = typed || all->n <= PICK_SHOWN;
	size_t fit = 0;

	s->hits = (struct pick_list){NEW_ARRAY(a, struct pick, PICK_SHOWN + 1), 0};
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].chosen) {
			s->hits.v[s->hits.n++] = all->v[i];
			s->chosen = true;
			break;
		}
	for (size_t i = 0; i < all->n && shown && !s->more; i++) {
		if (!fits(a, &all->v[i], s->typed))
			continue;
		fit++;
		if (all->v[i].chosen)
			continue;
		if (s->hits.n == PICK_SHOWN)
			s->more = true;
		else
			s->hits.v[s->hits.n++] = all->v[i];
	}
	s->nothing = typed && !fit;
	s->many = shown ? 0 : (int64_t)all->n;
}

const struct pick *
pick_meant(struct arena *a, const struct pick_list *all, struct str typed, struct pick_list *ret_hits)
{
	struct str words = text_fold(a, typed);
	const struct pick *whole = NULL, *one = NULL;
	size_t wholes = 0, fit = 0;

	*ret_hits = (struct pick_list){NEW_ARRAY(a, struct pick, PICK_SHOWN), 0};
	for (size_t i = 0; i < all->n; i++) {
		const struct pick *p = &all->v[i];

		if (str_eq(text_fold(a, p->label), words)) {
			whole = p;
			wholes++;
		}
		if (!fits(a, p, typed))
			continue;
		one = p;
		fit++;
		if (ret_hits->n < PICK_SHOWN)
			ret_hits->v[ret_hits->n++] = *p;
	}
	return wholes == 1 ? whole : fit == 1 ? one : NULL;
}

void
pick_by_words(struct arena *a, const struct pick_list *all, const char *find, struct str typed, struct str address, struct pick_words *ret)
{
	struct pick_list hits;

	*ret = (struct pick_words){0};
	if (all->n <= PICK_SELECT_MOST)
		return;
	ret->find = find;
	ret->typed = typed;
	for (size_t i = 0; i < all->n && !str_trim(typed).n; i++)
		if (all->v[i].chosen)
			ret->typed = all->v[i].label;
	if (!str_trim(typed).n || pick_meant(a, all, typed, &hits))
		return;
	ret->nothing = !hits.n;
	ret->hits.v = NEW_ARRAY(a, struct tab_link, hits.n);
	for (size_t i = 0; i < hits.n; i++)
		ret->hits.v[ret->hits.n++] = (struct tab_link){
			.text = hits.v[i].label, .href = str_fmt(a, "%.*s%.*s", STR(address), STR(hits.v[i].value)), .count = -1,
		};
}
