/* notice.c: promising notices, the bell, and how somebody wants to be told. Finding who hears is in notice_job.c. */
#include "kit/notice.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/matter.h"
#include "kit/notice_job.h"
#include "lib/text.h"
#include "ui/print.h"

enum { DAY_MIN = 1440, YEAR_S = 366 * 86400, SWEEP_ROWS = 500 };

const struct notice_wish notice_usual = {
	.own = NOTICE_BY_PHONE,
	.followed = NOTICE_BELL,
	.desk = NOTICE_BELL,
	.quiet_from = NOTICE_QUIET_FROM,
	.quiet_to = NOTICE_QUIET_TO,
	.lang = LANG_ZH,
};

int
notice_many(struct tx *tx, int64_t district, const struct notice_new *n)
{
	struct notice_job job = {
		.kind = n->kind, .matter = n->matter, .step = n->step, .by = n->by, .urgent = n->urgent,
		.text = n->text, .n = n->n,
	};

	assert(n->n <= NOTICE_AUDIENCES && n->step);
	for (size_t i = 0; i < n->n; i++)
		job.v[i] = (struct notice_part){n->v[i].who, n->v[i].id, str_of(n->v[i].word)};
	return notice_job_put(tx, district, &job);
}

int
notice_one(struct tx *tx, int64_t district, int64_t person, const char *word, struct str text)
{
	const struct audience to = {.who = HEARS_PERSON, .id = person, .word = word};

	assert(tx->may_write && district > 0 && person >= 0 && word);
	if (!person)
		return 0;
	return notice_many(tx, district, &(struct notice_new){.step = id_new(), .text = text, .v = &to, .n = 1});
}

/* ---- the bell ---- */

int
notice_list(struct tx *tx, const struct actor *who, struct notice_at after, int64_t limit, struct notice_line_list *ret)
{
	int64_t before = after.id ? after.id : INT64_MAX;
	struct notice_line_list rest, all = {0};

	assert(limit > 0 && ret);
	if (!after.read)
		TRY(sql_notice_unread_of(tx, who->district, who->person, before, limit, &all));
	if ((int64_t)all.n == limit) {
		*ret = all;
		return 0;
	}
	TRY(sql_notice_read_of(tx, who->district, who->person, after.read ? before : INT64_MAX, limit - (int64_t)all.n,
			       &rest));
	ret->v = NEW_ARRAY(tx->arena, struct notice_line, all.n + rest.n);
	ret->n = 0;
	for (size_t i = 0; i < all.n; i++)
		ret->v[ret->n++] = all.v[i];
	for (size_t i = 0; i < rest.n; i++)
		ret->v[ret->n++] = rest.v[i];
	return 0;
}

int
notice_unread(struct tx *tx, const struct actor *who, int64_t *ret)
{
	struct notice_number number;

	TRY(sql_notice_count(tx, who->district, who->person, NOTICE_UNREAD_MOST, &number));
	*ret = number.n;
	return 0;
}

int
notice_read(struct tx *tx, const struct actor *who, int64_t id)
{
	int64_t n;

	TRY(sql_notice_read(tx, who->district, id, who->person, clock_now(), &n));
	return n ? 0 : E_NOTFOUND;
}

int
notice_read_all(struct tx *tx, const struct actor *who, int64_t up_to)
{
	return sql_notice_read_all(tx, who->district, who->person, up_to ? up_to : INT64_MAX, clock_now(), NULL);
}

int
notice_get(struct tx *tx, int64_t district, int64_t id, struct notice_line *ret)
{
	return sql_notice_get(tx, district, id, ret);
}

void
notice_veil(struct arena *a, struct notice_line *line)
{
	bool whole = line->why == NOTICE_DESK || line->why == NOTICE_MEANT;

	if (line->said_sight > (line->why == NOTICE_OWN ? FLOW_PARTIES : FLOW_PUBLIC) && !whole)
		line->said = S("");
	/* Who hears that their comment was hidden stands beside the matter as followers do. */
	if (line->why == NOTICE_MEANT && line->kind == FLOW_COMMENT)
		line->title = matter_open_title(a, line->sight, line->shown, line->title, line->open_title);
	if (line->why != NOTICE_FOLLOWED)
		return;
	/* What no body said is the raiser's. */
	line->said = matter_is_shown(line->sight, line->shown) && line->said_org ? text_redact(a, line->said) : S("");
	line->title = matter_open_title(a, line->sight, line->shown, line->title, line->open_title);
}

struct str
notice_href(struct arena *a, const struct notice_line *line)
{
	bool desk = line->why == NOTICE_DESK && line->kind != FLOW_COMMENT;

	if (!line->code.n)
		return S("");
	return str_fmt(a, "/%s/%.*s%s", flow_word(line->of_kind), STR(line->code), desk ? "/desk" : "");
}

struct str
notice_title(struct arena *a, const struct notice_line *line, int lang)
{
	const char *word = ui_translate((enum lang)lang, str_z(a, line->word));

	return line->code.n ? str_fmt(a, "%.*s %s", STR(line->code), word) : str_of(word);
}

/* ---- how ---- */

int
notice_wish_of(struct tx *tx, int64_t district, int64_t person, struct notice_wish *ret)
{
	struct notice_wish wish;
	int rc = sql_notice_wish_get(tx, district, person, &wish);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = rc == 0 ? wish : notice_usual;
	ret->person = person;
	return 0;
}

int
notice_wish_put(struct tx *tx, const struct actor *who, const struct notice_wish *w)
{
	struct notice_wish row = *w;

	assert(tx->may_write && w->own > 0 && w->followed > 0 && w->desk > 0);
	if (!who->person)
		return E_AUTH;
	if (row.quiet_from < 0 || row.quiet_from >= DAY_MIN || row.quiet_to < 0 || row.quiet_to >= DAY_MIN)
		return fail(tx, E_INVALID, "quiet_from", N_("安静时间要在一天之内"));
	row.person = who->person;
	return sql_notice_wish_put(tx, who->district, &row);
}

int64_t
notice_hour(const struct notice_wish *w, bool urgent, int64_t at)
{
	struct civil c = clock_civil(at);
	int64_t minute = c.hour * 60 + c.minute, wait;
	bool over_night = w->quiet_from > w->quiet_to;
	bool quiet = over_night ? minute >= w->quiet_from || minute < w->quiet_to
				: minute >= w->quiet_from && minute < w->quiet_to;

	assert(w && at != 0);
	if (urgent || !quiet)
		return at;
	wait = (w->quiet_to - minute + DAY_MIN) % DAY_MIN;
	return at - c.second + wait * 60;
}

int
notice_forget(struct tx *tx, const struct actor *who)
{
	assert(tx->may_write && who->person > 0);
	TRY(sql_notice_forget(tx, who->district, who->person, NULL));
	return sql_notice_wish_drop(tx, who->district, who->person, NULL);
}

int
notice_sweep(struct tx *tx, int64_t district, int64_t *ret_n)
{
	assert(tx->may_write && district > 0 && ret_n);
	return sql_notice_sweep(tx, district, clock_now() - YEAR_S, SWEEP_ROWS, ret_n);
}
