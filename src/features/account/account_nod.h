/* account_nod.h: what is dangerous waits until a second administrator of the whole district agrees.
 *
 * Dangerous is what cannot be taken back or opens other doors: personal data kept shorter, a second factor asked of fewer, comments shown
 * unseen, messages led elsewhere, and another administrator of the whole district. Who asks cannot agree. Who is the only administrator
 * may put it into force after NOD_ALONE_S, of which all who lead or dispatch for the district are told at once; a second one who comes in the
 * meantime must agree. It lapses after NOD_DAYS. What is done on the server (linli setting, linli account) needs no nod. */
#ifndef LINLI_ACCOUNT_NOD_H
#define LINLI_ACCOUNT_NOD_H

#include "gen/account_row.h"
#include "kit/actor.h"
#include "kit/setting.h"

struct tx;

enum { NOD_DAYS = 7, NOD_ALONE_S = 86400, NOD_SHOWN = 50 };
/* Stored. */
enum nod_kind { NOD_SETTING = 1, NOD_ADMIN = 2 };
/* Stored. */
enum nod_state { NOD_WAITS = 1, NOD_AGREED = 2, NOD_REFUSED = 3, NOD_LAPSED = 4 };

/* Does a change of a setting by this actor wait for a nod? */
bool account_nod_setting(const struct actor *who, enum setting_name name, struct str was, struct str is);
/* Asks for it. E_INVALID: it is asked for already, or is none a setting takes. */
int account_nod_ask_setting(struct tx *tx, const struct actor *who, enum setting_name name, struct str is);
int account_nod_ask_admin(struct tx *tx, const struct actor *who, int64_t person);

/* One, as a page shows it. */
struct nod_view {
	struct nod_line l;
	bool may_agree, may_refuse; /* by the reader, now */
	int64_t ready_at;	    /* when the only administrator may agree, 0 = it is not theirs alone */
};
struct nod_view_list {
	struct nod_view *v;
	size_t n;
};
/* Newest first; those that wait and those that ended, NOD_SHOWN at most. For who administers the whole district. */
int account_nods(struct tx *tx, const struct actor *who, struct nod_view_list *ret);
/* Puts it into force. E_NOTFOUND; E_DENIED: one's own; E_STALE: it ended, lapsed, or what it changes is different by now. */
int account_nod_agree(struct tx *tx, const struct actor *who, int64_t id);
int account_nod_refuse(struct tx *tx, const struct actor *who, int64_t id);

#endif
