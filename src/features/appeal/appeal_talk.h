/* appeal_talk.h: following a case, and what neighbours say under it. */
#ifndef LINLI_APPEAL_TALK_H
#define LINLI_APPEAL_TALK_H

#include "features/appeal/appeal_see.h"
#include "kit/comment.h"
#include "kit/follow.h"

/* Any case the actor may see. */
int appeal_follow(struct tx *tx, const struct actor *who, struct str code, bool on);
/* Of a case everybody may see; E_DENIED of another that the actor may see. */
int appeal_comment(struct tx *tx, const struct actor *who, struct str code, struct str text);
/* For who takes cases in at the place; E_NOTFOUND to others. */
int appeal_comment_judge(struct tx *tx, const struct actor *who, struct str code, int64_t id, enum comment_state to,
			 struct str reason);

/* What the page of a case shows of it. */
struct appeal_talk {
	bool may_follow, follows, may_comment, may_judge;
	struct comment_line_list comments; /* redacted for who does not judge them */
};
int appeal_talk(struct tx *tx, const struct actor *who, const struct appeal_seen *s, struct appeal_talk *ret);

#endif
