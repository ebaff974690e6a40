/* appeal_index.c: the words a case is found by: those the public may read. A hidden number must not be found by
 * asking for it, so the index knows neither that nor the spot. */
#include "db/db.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/text.h"

int
appeal_index(struct tx *tx, int64_t district, const struct appeal_words *w)
{
	struct arena *a = tx->arena;
	struct str all =
		str_fmt(a, "%.*s %.*s %.*s %.*s", STR(w->code), STR(text_redact(a, w->title)),
			STR(text_redact(a, w->body)), STR(w->place_name));

	return sql_appeal_find_put(tx, district, w->id, text_tokens(tx->arena, all), NULL);
}

int
appeal_reindex(struct tx *tx, int64_t district, int64_t after, int64_t limit, int64_t *ret_last)
{
	struct appeal_words_list words;

	TRY(sql_appeal_words_after(tx, district, after, limit, &words));
	for (size_t i = 0; i < words.n; i++)
		TRY(appeal_index(tx, district, &words.v[i]));
	*ret_last = words.n ? words.v[words.n - 1].id : after;
	return 0;
}
