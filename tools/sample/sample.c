/* sample.c: the rules of notes. */
#include "features/sample/sample.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "gen/sample_sql.h"

bool
sample_may_write(const struct actor *who)
{
	enum level level;
	int64_t node;

	return actor_reach(who, SAMPLE_WRITE, &level, &node) && level == LEVEL_DISTRICT;
}

int
sample_add(struct tx *tx, const struct actor *who, struct str text, int64_t *ret_id)
{
	struct sample row = {
		.id = id_new(),
		.text = str_trim(text),
		.person = who->person,
		.at = clock_now(),
	};

	if (!sample_may_write(who))
		return E_DENIED;
	if (!row.text.n)
		return fail(tx, E_INVALID, "text", N_("还没写内容。"));
	if (str_chars(row.text) > SAMPLE_TEXT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，最多 500 个字。"));
	TRY(sql_sample_insert(tx, who->district, &row));
	*ret_id = row.id;
	return 0;
}

int
sample_newest(struct tx *tx, int64_t district, int64_t before, struct sample_list *ret,
	      int64_t *ret_next)
{
	struct sample_list list;

	TRY(sql_sample_before(tx, district, before ? before : INT64_MAX, SAMPLE_PAGE + 1, &list));
	*ret_next = 0;
	if (list.n > SAMPLE_PAGE) {
		list.n = SAMPLE_PAGE;
		*ret_next = list.v[list.n - 1].id;
	}
	*ret = list;
	return 0;
}
