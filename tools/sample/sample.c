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

/* The text as it is kept. */
static int
check_text(struct tx *tx, struct str text, struct str *ret)
{
	text = str_trim(text);
	if (!text.n)
		return fail(tx, E_INVALID, "text", N_("还没写内容。"));
	if (str_chars(text) > SAMPLE_TEXT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，最多 500 个字。"));
	*ret = text;
	return 0;
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
sample_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version, struct str text)
{
	struct sample was;

	if (!sample_may_write(who))
		return E_DENIED;
	TRY(sample_get(tx, who->district, id, &was));
	TRY(check_text(tx, text, &text));
	return sql_sample_update(tx, who->district, id, version, text);
}

int
sample_get(struct tx *tx, int64_t district, int64_t id, struct sample *ret)
{
	return sql_sample_get(tx, district, id, ret);
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
