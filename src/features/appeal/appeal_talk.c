/* appeal_talk.c: following a case, and what neighbours say under it. */
#include "features/appeal/appeal_talk.h"

#include "db/db.h"
#include "features/appeal/appeal_rules.h"
#include "lib/text.h"

int
appeal_follow(struct tx *tx, const struct actor *who, struct str code, bool on)
{
	struct appeal_seen s;

	TRY(appeal_see(tx, who, code, &s));
	return on ? follow_put(tx, who, s.a.id) : follow_drop(tx, who, s.a.id);
}

static bool
may_judge(const struct actor *who, const struct appeal *a)
{
	struct place place = appeal_place(a);

	return actor_can(who, APPEAL_TRIAGE, &place, 0);
}

int
appeal_comment(struct tx *tx, const struct actor *who, struct str code, struct str text)
{
	struct appeal_seen s;
	struct matter m;

	TRY(appeal_see(tx, who, code, &s));
	if (!matter_is_shown(s.a.sight, s.a.shown))
		return E_DENIED;
	TRY(matter_get(tx, who->district, s.a.id, &m));
	return comment_add(tx, who, &m, text);
}

int
appeal_comment_judge(struct tx *tx, const struct actor *who, struct str code, int64_t id, enum comment_state to,
		     struct str reason)
{
	struct appeal_seen s;

	TRY(appeal_see(tx, who, code, &s));
	/* What waits is known to who looks at it alone. */
	if (!may_judge(who, &s.a))
		return E_NOTFOUND;
	return comment_judge(tx, who, s.a.id, id, to, reason);
}

int
appeal_talk(struct tx *tx, const struct actor *who, const struct appeal_seen *s, struct appeal_talk *ret)
{
	bool signed_in = who->person && actor_has(who, COMMENT);
	struct appeal_talk t = {
		.may_follow = signed_in && !s->filer,
		.may_comment = signed_in && matter_is_shown(s->a.sight, s->a.shown),
		.may_judge = may_judge(who, &s->a),
	};

	TRY(follow_is(tx, who, s->a.id, &t.follows));
	if (matter_is_shown(s->a.sight, s->a.shown) || t.may_judge)
		TRY(comment_list(tx, who, s->a.id, t.may_judge, &t.comments));
	for (size_t i = 0; i < t.comments.n && !t.may_judge; i++)
		t.comments.v[i].text = text_redact(tx->arena, t.comments.v[i].text);
	*ret = t;
	return 0;
}
