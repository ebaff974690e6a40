/* appeal_check.c: what more than one deed asks: of a form, of parts and of those that were joined to a case. */
#include "db/db.h"
#include "db/outbox.h"
#include "features/appeal/appeal_stage.h"
#include "gen/appeal_sql.h"

int
need_text(struct move *m, const char *missing)
{
	if (str_chars(str_trim(m->c->text)) < 2)
		return fail(m->tx, E_INVALID, "text", missing);
	if (str_chars(m->c->text) > APPEAL_TEXT_MAX)
		return fail(m->tx, E_INVALID, "text", N_("写得太长了，最多 2000 个字。"));
	return 0;
}

int
appeal_parts_done(struct move *m)
{
	int64_t open;

	if (m->tail)
		return 0;
	TRY(matter_parts_live(m->tx, m->who->district, m->was.id, &open));
	return open ? fail(m->tx, E_INVALID, "text", N_("拆出去的还没办完，等都办结再答复、办结。不用办的，请到那一件里撤回。")) : 0;
}

int
appeal_whole_waits(struct move *m)
{
	struct matter whole;

	if (m->was.part_of <= MATTER_PRACTICE)
		return 0;
	TRY(matter_hold(m->tx, m->who->district, m->was.part_of, &whole));
	if (whole.live == LIVE_OVER || whole.state == APPEAL_REPLIED)
		return fail(m->tx, E_INVALID, "text", N_("原件已经答复或办结，不能再办拆出来的。请先重新办理原件。"));
	return 0;
}

int
appeal_joined_follow(struct move *m)
{
	struct appeal_number_list some;

	if (m->tail)
		return 0;
	TRY(sql_appeal_joined_waiting(m->tx, m->who->district, m->was.id, 0, 1, &some));
	return some.n ? outbox_put(m->tx, m->who->district, OUTBOX_JOINED, 0, m->was.id, S(""), S(""), S("")) : 0;
}

int
appeal_need_photo(struct move *m)
{
	const struct appeal_moving *a = appeal_of(m);

	if (a->rule.evidence.n && !m->c->files_n && !a->was.reply.n && a->rule.id && str_has(a->rule.evidence, S("照片")) &&
	    m->who->kind != ACTOR_SYSTEM)
		return fail(m->tx, E_INVALID, "photo", N_("这一类要附处置后的照片，请拍一张。"));
	return 0;
}
