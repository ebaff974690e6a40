/* appeal_office.c: a case as other features ask for it, whose own things come of it. */
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"

int
appeal_office(struct tx *tx, const struct actor *who, struct str code, struct appeal_office *ret)
{
	struct appeal_seen seen;

	TRY(appeal_see(tx, who, code, &seen));
	/* What comes of practice would be real. */
	if (seen.see != FLOW_INTERNAL || seen.a.part_of == MATTER_PRACTICE)
		return E_NOTFOUND;
	*ret = (struct appeal_office){
		.id = seen.a.id, .place = seen.a.place, .code = seen.a.code, .title = seen.a.title, .spot = seen.a.spot,
		.may_split = seen.may[ACT_SPLIT],
	};
	return 0;
}

int
appeal_raised(struct tx *tx, const struct actor *who, struct str code, struct appeal_raised *ret)
{
	struct appeal_seen seen;

	TRY(appeal_see(tx, who, code, &seen));
	if (!seen.filer)
		return E_NOTFOUND;
	*ret = (struct appeal_raised){.id = seen.a.id, .joined = seen.a.joined, .code = seen.a.code, .text = seen.a.body};
	return 0;
}

int
appeal_split_off(struct tx *tx, const struct actor *who, struct str code, struct str text, int64_t org, int64_t days, int64_t at,
		     int64_t *ret_part)
{
	return appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_SPLIT, .text = text, .org = org, .days = days, .at = at, .ret_part = ret_part});
}

int
appeal_hand(struct tx *tx, const struct actor *who, struct str code, int64_t org, int64_t at, bool quiet)
{
	return appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_DISPATCH, .org = org, .at = at, .quiet = quiet});
}

int
appeal_note(struct tx *tx, const struct actor *who, struct str code, struct str text, int64_t at, bool quiet)
{
	return appeal_move(tx, who, code, &(struct appeal_change){.act = ACT_NOTE, .text = text, .at = at, .quiet = quiet});
}
