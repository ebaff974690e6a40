/* find.c: gathers what the features find. */
#include "kit/find.h"

#include "db/db.h"
#include "kit/feature_list.h"
#include "lib/text.h"

void
find_add(struct find_rows *rows, struct find_row row)
{
	if (rows->n < FIND_MOST)
		rows->v[rows->n++] = row;
}

bool
find_fits(struct arena *a, const struct find_want *w, struct str text)
{
	struct str words = text_fold(a, w->words), folded = text_fold(a, text), word;

	while (str_next(&words, ' ', &word))
		if (word.n && !str_has(folded, word))
			return false;
	return true;
}

static int
add_found(const struct finder *finder, struct tx *tx, const struct actor *who, const struct find_want *w,
	  struct found_list *list)
{
	struct find_rows rows = {NEW_ARRAY(tx->arena, struct find_row, FIND_MOST), 0};

	TRY(finder->find(tx, who, w, &rows));
	if (rows.n)
		list->v[list->n++] = (struct found){finder, rows};
	return 0;
}

int
find_all(const struct feature_list *all, struct tx *tx, const struct actor *who, const struct find_want *w,
	 struct found_list *ret)
{
	struct found_list list = {0};
	size_t n = 0;

	if (str_chars(str_trim(w->words)) < 2)
		return fail(tx, E_INVALID, "q", N_("请至少写两个字，一个字找出来的太多。"));
	for (size_t i = 0; i < all->n; i++)
		for (const struct finder *f = all->v[i]->finders; f && f->kind; f++)
			n++;
	list.v = NEW_ARRAY(tx->arena, struct found, n + 1);
	for (size_t i = 0; i < all->n; i++)
		for (const struct finder *f = all->v[i]->finders; f && f->kind; f++)
			TRY(add_found(f, tx, who, w, &list));
	*ret = list;
	return 0;
}
