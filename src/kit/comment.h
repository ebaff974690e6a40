/* comment.h: what neighbours say under a matter that everybody may see.
 *
 * The words are the text of a step in a history of their own (FLOW_COMMENT, the id of the matter), so that they are
 * chained, can be erased, and do not make the forms of who handles the matter stale. A row says where each stands.
 * Invariants:
 *
 *  - a row's state is what the last step about it says: `linli verify` checks it;
 *  - neighbours see what is shown, without numbers and doors (text_redact is the page's); who wrote it sees it from
 *    the start;
 *  - nobody's name stands at it. */
#ifndef LINLI_KIT_COMMENT_H
#define LINLI_KIT_COMMENT_H

#include "gen/kit_row.h"
#include "kit/actor.h"

struct tx;

/* Stored. */
enum comment_state { COMMENT_WAITS = 1, COMMENT_SHOWN = 2, COMMENT_HIDDEN = 3 };
/* Stored: kinds of steps of FLOW_COMMENT. All but the first say in data which they are about: "comment=3", the number
 * of its step. */
enum comment_step { COMMENT_WRITTEN = 1, COMMENT_SHOW = 2, COMMENT_HIDE = 3 };
enum { COMMENT_TEXT_MAX = 500, COMMENT_HOUR_MOST = 5, COMMENT_DAY_MOST = 20, COMMENT_LIST_MOST = 200 };

/* The caller has asked whether they may see the matter, and that everybody may. Shown at once or after somebody
 * looked, as the district says (SETTING_COMMENT_LOOK); who looks hears of it. The same words again are one comment.
 * E_AUTH, E_INVALID, E_LIMIT. */
int comment_add(struct tx *tx, const struct actor *who, const struct matter *m, struct str text);
/* Shows or hides one; the caller has asked whether they may. Hiding needs a reason, which who wrote it is told.
 * E_NOTFOUND: it is not this matter's; E_STALE: it stands so already. */
int comment_judge(struct tx *tx, const struct actor *who, int64_t matter, int64_t id, enum comment_state to, struct str reason);
/* Oldest first; all, or those shown and the reader's own. */
int comment_list(struct tx *tx, const struct actor *who, int64_t matter, bool all, struct comment_line_list *ret);
/* What somebody wrote, for their copy: from the id after on. */
int comment_own(struct tx *tx, const struct actor *who, int64_t after, int64_t limit, struct comment_line_list *ret);
/* The words go; the chain holds. */
int comment_forget(struct tx *tx, const struct actor *who);
/* Tells, a line each, what does not agree with the histories. */
int comment_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);

#endif
