/* matter_find.c: words and marks in the index, and what is asked of it. */
#include "kit/matter_find.h"

#include <assert.h>

#include "db/db.h"
#include "gen/kit_sql.h"
#include "lib/text.h"

enum { MERGE_PAGES = 500 };

/* A change of the index that waits for the end of the transaction. */
struct words {
	int64_t district, id;
	struct str gone, come;
};

static int
change(struct tx *tx, void *ctx)
{
	const struct words *w = ctx;

	if (w->gone.n)
		return sql_matter_find_change(tx, w->district, w->id, w->gone, w->come, NULL);
	return sql_matter_find_put(tx, w->district, w->id, w->come, NULL);
}

static int
change_late(struct tx *tx, int64_t district, int64_t id, struct str gone, struct str come)
{
	struct arena *a = db_late_memory(tx);
	struct words *w = NEW(a, struct words);

	*w = (struct words){.district = district, .id = id, .gone = str_dup(a, gone), .come = str_dup(a, come)};
	return db_late(tx, change, w);
}

int
matter_find_put(struct tx *tx, int64_t district, int64_t id, struct str tokens)
{
	assert(tx->may_write && id > 0);
	return change_late(tx, district, id, S(""), tokens);
}

int
matter_find_change(struct tx *tx, int64_t district, int64_t id, struct str gone, struct str come)
{
	assert(tx->may_write && id > 0);
	if (!gone.n)
		return come.n ? matter_find_put(tx, district, id, come) : 0;
	return change_late(tx, district, id, gone, come);
}

int
matter_find_merge(struct tx *tx, int64_t district, bool first, bool *ret_done)
{
	struct changes_made before, after;

	TRY(sql_changes_made(tx, &before));
	TRY(sql_matter_find_merge(tx, district, first ? -MERGE_PAGES : MERGE_PAGES, NULL));
	TRY(sql_changes_made(tx, &after));
	*ret_done = after.n - before.n < 2;
	return 0;
}

int
matter_find_many(struct tx *tx, int64_t district, bool many)
{
	/* The second of each is what FTS5 has by itself. */
	TRY(sql_matter_find_tune(tx, district, S("hashsize"), many ? 256 * 1024 * 1024 : 1024 * 1024, NULL));
	return sql_matter_find_tune(tx, district, S("automerge"), many ? 16 : 4, NULL);
}

struct str
matter_find_inside(struct arena *a, struct str tokens)
{
	struct str token;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&tokens, ' ', &token))
		if (token.n)
			buf_fmt(&b, "%s" MATTER_FIND_INSIDE "%.*s", b.n ? " " : "", STR(token));
	return buf_done(&b);
}

/* All words of one spelling. */
static void
put_all(struct buf *b, struct str tokens, bool inside)
{
	const char *between = "(";
	struct str token;

	while (str_next(&tokens, ' ', &token)) {
		if (inside)
			buf_fmt(b, "%s(%.*s|" MATTER_FIND_INSIDE "%.*s)", between, STR(token), STR(token));
		else
			buf_fmt(b, "%s%.*s", between, STR(token));
		between = "&";
	}
	BUF_LIT(b, ")");
}

static void
put_number(struct buf *b, const char *mark, int64_t number)
{
	if (number)
		buf_fmt(b, "%s%s%lld", b->n ? "&" : "", mark, (long long)number);
}

struct str
matter_find_query(struct arena *a, const struct matter_wanted *w)
{
	struct str tokens[] = {
		text_query(a, w->text),
		text_query(a, text_place_digits(a, w->text)),
		text_query(a, text_place_figures(a, w->text)),
	};
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		bool again = !tokens[i].n;

		for (size_t k = 0; k < i; k++)
			again |= str_eq(tokens[k], tokens[i]);
		if (again)
			continue;
		buf_fmt(&b, "%s", b.n ? "|" : "(");
		put_all(&b, tokens[i], w->desk != 0);
	}
	if (w->text.n && !b.n)
		return S("");
	if (b.n)
		BUF_LIT(&b, ")");
	put_number(&b, MATTER_FIND_DESK, w->desk);
	put_number(&b, MATTER_FIND_DESK, w->place);
	put_number(&b, MATTER_FIND_TOPIC, w->topic);
	if (w->open)
		buf_fmt(&b, "%s" MATTER_FIND_PUBLIC, b.n ? "&" : "");
	return buf_done(&b);
}
