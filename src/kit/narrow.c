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
