/* rule_keep.c: rules as they are kept: tidied, opened as versions, read. */
#include "kit/rule.h"

#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "lib/text.h"

/* ---- tidying ---- */

static bool
separates(uint32_t rune)
{
	return rune == '\n' || rune == '\r' || rune == ',' || rune == ';' || rune == 0xff0c || rune == 0xff1b || rune == 0x3001;
}

static bool
has_word(struct str lines, struct str word)
{
	struct str line;

	while (rule_next(&lines, &line))
		if (str_eq(line, word))
			return true;
	return false;
}

/* Words by marks or lines: each folded, once, a line each. *ret_n: how many. */
static struct str
tidy_words(struct arena *a, struct str typed, bool lines_only, int64_t *ret_n)
{
	struct buf all;

	buf_init(&all, a);
	*ret_n = 0;
	while (typed.n) {
		struct str rest = typed, word;
		size_t n = 0;
		uint32_t rune = 0;

		while (rest.n && str_rune(&rest, &rune) && (lines_only ? rune != '\n' : !separates(rune)))
			n = typed.n - rest.n;
		word = text_fold(a, str_sub(typed, 0, n));
		typed = rest;
		if (!word.n || has_word((struct str){all.p, all.n}, word))
			continue;
		buf_fmt(&all, "%s%.*s", all.n ? "\n" : "", STR(word));
		++*ret_n;
	}
	return buf_done(&all);
}

static bool
each_is_answer(struct str lines)
{
	struct str line;

	while (rule_next(&lines, &line)) {
		struct str rest = line, question;

		if (!str_has(line, S(":")) || !str_next(&rest, ':', &question) || !str_trim(question).n || !str_trim(rest).n)
			return false;
	}
	return true;
}

static const char *
tidy_said(struct arena *a, struct rule *r, const char **ret_field)
{
	int64_t all, any, answers;

	r->words_all = tidy_words(a, r->words_all, false, &all);
	r->words_any = tidy_words(a, r->words_any, false, &any);
	r->answers = tidy_words(a, r->answers, true, &answers);
	*ret_field = all > RULE_WORDS_MAX || r->words_all.n > RULE_TEXT_MAX ? "words_all" : "words_any";
	if (all > RULE_WORDS_MAX || any > RULE_WORDS_MAX || r->words_all.n > RULE_TEXT_MAX || r->words_any.n > RULE_TEXT_MAX)
		return N_("词太多了，最多 20 个。可以拆成两条规则。");
	*ret_field = "answers";
	if (answers > RULE_WORDS_MAX || r->answers.n > RULE_TEXT_MAX)
		return N_("回答太多了，最多 20 行。");
	if (!each_is_answer(r->answers))
		return N_("每行写“问题：回答”，和事项的补充问题一样。");
	r->answers = rule_fold_lines(a, r->answers);
	return NULL;
}

const char *
rule_tidy(struct arena *a, struct rule *r, const char **ret_field)
{
	*ret_field = "name";
	r->name = str_trim(r->name);
	if (!r->name.n)
		return N_("请给规则起个名，比如“夜间停水找供水公司”。");
	if (str_chars(r->name) > RULE_NAME_MAX)
		return N_("名称太长了，最多 40 个字。");
	*ret_field = "number";
	if (r->number < 1 || r->number > RULE_NUMBER_MAX)
		return N_("序号要在 1 到 9999 之间。");
	*ret_field = "day_from";
	if (!r->day_from != !r->day_to)
		return N_("星期要两头都选，或者都不选。");
	if (r->day_from < 0 || r->day_from > 7 || r->day_to < 0 || r->day_to > 7)
		return N_("请从列表里选星期。");
	/* All seven days are no condition. */
	if (r->day_from && r->day_to % 7 == (r->day_from + 6) % 7)
		r->day_from = r->day_to = 0;
	return tidy_said(a, r, ret_field);
}

/* ---- reading ---- */

int
rule_about(struct tx *tx, int64_t district, enum rule_use use, const int64_t thing[RULE_DEPTH], int64_t at, struct rule_list *ret)
{
	const struct rule_ask ask = {
		.use = use, .at = at, .first = thing[1], .second = thing[2], .third = thing[3], .limit = 2 * RULES_MAX,
	};

	TRY(sql_rules_about(tx, district, &ask, ret));
	rule_order(ret);
	return 0;
}

int
rule_all(struct tx *tx, int64_t district, enum rule_use use, int64_t at, struct rule_list *ret)
{
	TRY(sql_rules_all(tx, district, use, at, 2 * RULES_MAX, ret));
	rule_order(ret);
	return 0;
}

int
rule_newest(struct tx *tx, int64_t district, int64_t rule, struct rule *ret)
{
	return sql_rule_newest(tx, district, rule, ret);
}

int
rule_versions(struct tx *tx, int64_t district, int64_t rule, struct rule_list *ret)
{
	return sql_rule_versions(tx, district, rule, ret);
}

int
rule_ids(struct tx *tx, int64_t district, enum rule_use use, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct rule_id_list list;

	TRY(sql_rule_ids(tx, district, use, after, (int64_t)most, &list));
	for (size_t i = 0; i < list.n; i++)
		ret_ids[i] = list.v[i].id;
	*ret_n = list.n;
	return 0;
}

/* ---- a new version ---- */

int
rule_put(struct tx *tx, int64_t district, int64_t version, struct rule *r)
{
	struct rule_number live;
	struct rule was;

	if (version) {
		TRY(sql_rule_newest(tx, district, r->rule, &was));
		if (was.version != version)
			return E_STALE;
	}
	if (!version || was.off) {
		TRY(sql_rules_live(tx, district, r->use, r->from_at, RULES_MAX, &live));
		if (live.n >= RULES_MAX && !r->off)
			return E_MANY;
	}
	r->id = id_new();
	if (!version)
		r->rule = r->id;
	r->version = version + 1;
	r->until_at = RULE_FOREVER;
	/* What had not begun by then never does. */
	TRY(sql_rule_end(tx, district, r->rule, r->from_at, NULL));
	return sql_rule_insert(tx, district, r);
}
