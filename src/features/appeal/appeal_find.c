/* appeal_find.c: cases for the search over everything: those of the reader's desks, their own, and public ones. */
#include "features/appeal/appeal_find.h"

#include <stdlib.h>

#include "db/db.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_queue.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/desk.h"
#include "kit/find.h"
#include "lib/text.h"

enum { OWN_PAGES = 5 };

enum hit_from { HIT_DESK = 1, HIT_OWN, HIT_PUBLIC };
/* A case and from which list it came: the first counts. */
struct hit {
	struct appeal_line l;
	enum hit_from from;
};
struct hit_list {
	struct hit v[FIND_MOST * 3];
	size_t n;
};

static void
add(struct hit_list *hits, const struct appeal_line *l, enum hit_from from, size_t *n)
{
	if (*n == FIND_MOST)
		return;
	for (size_t i = 0; i < hits->n; i++)
		if (hits->v[i].l.id == l->id)
			return;
	hits->v[hits->n++] = (struct hit){*l, from};
	++*n;
}

static void
add_all(struct hit_list *hits, const struct appeal_line_list *lines, enum hit_from from)
{
	size_t n = 0;

	for (size_t i = 0; i < lines->n; i++)
		add(hits, &lines->v[i], from, &n);
}

/* The reader's own cases have their words in the index of all, so the newest hundred are read. */
static int
add_own(struct tx *tx, const struct actor *who, const struct find_want *w, struct hit_list *hits)
{
	struct str after = S("");
	size_t n = 0;

	for (int page = 0; page < OWN_PAGES && n < FIND_MOST; page++) {
		struct appeal_line_list lines;

		TRY(appeal_mine(tx, who, after, 0, &lines, &after));
		for (size_t i = 0; i < lines.n; i++) {
			const struct appeal_line *l = &lines.v[i];

			if (find_fits(tx->arena, w, str_fmt(tx->arena, "%.*s %.*s %.*s", STR(l->code), STR(l->title), STR(l->place_name))))
				add(hits, l, HIT_OWN, &n);
		}
		if (!after.n)
			break;
	}
	return 0;
}

static int
newest_first(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	return a->l.id < b->l.id ? 1 : a->l.id > b->l.id ? -1 : 0;
}

static struct find_row
row_of(struct arena *a, const struct hit *h)
{
	return (struct find_row){
		.title = h->l.title.n ? h->l.title : h->l.item_name.n ? h->l.item_name : h->l.code,
		.note = str_fmt(a, "%.*s · %.*s", STR(h->l.code), STR(h->l.place_name)),
		.href = str_fmt(a, h->from == HIT_DESK ? "/appeal/%.*s/desk" : "/appeal/%.*s", STR(h->l.code)),
	};
}

static int
find(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows)
{
	struct appeal_filter f = {.query = w->words, .limit = FIND_MOST};
	struct hit_list *hits = NEW(tx->arena, struct hit_list);
	struct appeal_line_list lines = {0};
	struct str next;

	hits->n = 0;
	if (!text_query(tx->arena, matter_code_typed(tx->arena, w->words)).n)
		return 0;
	if (actor_has(who, APPEAL_QUEUE)) {
		int rc = appeal_queue(tx, who, TAB_ALL, &f, &lines, &next);

		if (rc < 0 && rc != E_DENIED)
			return rc;
		add_all(hits, &lines, HIT_DESK);
	}
	TRY(add_own(tx, who, w, hits));
	TRY(appeal_public(tx, who->district, &f, &lines, &next));
	add_all(hits, &lines, HIT_PUBLIC);
	qsort(hits->v, hits->n, sizeof *hits->v, newest_first);
	for (size_t i = 0; i < hits->n; i++)
		find_add(rows, row_of(tx->arena, &hits->v[i]));
	return 0;
}

const struct finder appeal_finders[] = {
	{.kind = "case", .heading = N_("诉求"), .find = find, .more = "/appeal?q="},
	{0},
};

/* ---- the index anew ---- */

int
appeal_reindex(struct tx *tx, int64_t district, int64_t after, int64_t limit, int64_t *ret_last)
{
	struct appeal_words_list words;

	TRY(sql_appeal_words_after(tx, district, after, limit, &words));
	for (size_t i = 0; i < words.n; i++) {
		const struct appeal_words *w = &words.v[i];
		struct str desks;

		TRY(desk_words_of(tx, &appeal_course, district, w->id, w->class, &desks));
		TRY(appeal_index(tx, district, w, desks));
	}
	*ret_last = words.n ? words.v[words.n - 1].id : after;
	return 0;
}
