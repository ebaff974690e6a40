/* appeal_see.h: one case as its reader may see it, who filed it, and forgetting them. */
#ifndef LINLI_APPEAL_SEE_H
#define LINLI_APPEAL_SEE_H

#include "features/appeal/appeal.h"
#include "gen/account_row.h"
#include "kit/course.h"
#include "kit/flow.h"

/* Reading one case. see says how much: FLOW_PUBLIC, FLOW_PARTIES (who filed it), FLOW_INTERNAL (staff). */
struct appeal_seen {
	struct appeal a;
	enum flow_sight see;
	bool filer;	    /* the reader filed it (account or PIN) */
	bool may[ACT__MAX]; /* moves this reader may make now */
	bool may_contact, may_pin;
	struct party_list parties; /* the bodies it was given to; for staff */
};
int appeal_see(struct tx *tx, const struct actor *who, struct str code, struct appeal_seen *ret);
/* A mark may be changed for so long after it was first given. */
enum { APPEAL_MARK_DAYS = 7 };
int appeal_steps(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		 struct flow_step_list *ret);
/* Marks are seen case by case when the time to rate and to reopen is over; till then only by who gave them, and in
 * sums. at: when it was replied to or closed. */
bool appeal_rating_shown(int64_t at);
int appeal_photos(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		  struct matter_file_list *ret);
/* A photo by its digest, when some case of this reader's sight holds it. */
int appeal_photo_of(struct tx *tx, const struct actor *who, struct str code, struct str file,
		    struct matter_file *ret);

/* Links to matters this reader may see as well. */
int appeal_links(struct tx *tx, const struct actor *who, const struct appeal_seen *s, struct link_line_list *ret);
/* Another case named beside one: its title as this reader may read it, "" = they may not; *ret_opens: they may open it. */
int appeal_named(struct tx *tx, const struct actor *who, const struct matter *other, struct str *ret_title, bool *ret_opens);
/* All clocks it ever had, oldest first; nothing for who is not staff. */
int appeal_clocks_of(struct tx *tx, const struct actor *who, const struct appeal_seen *s, struct due_list *ret);

/* The contact of who filed it, in full: logged with the reason first. */
struct appeal_person {
	struct str name, phone;
};
int appeal_contact(struct tx *tx, const struct actor *who, struct str code, struct str reason,
		   struct appeal_person *ret);
/* The same, masked: 林** 199****0012; for staff pages. */
int appeal_contact_masked(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
			  struct appeal_person *ret);
/* Who read the contact or gave a new PIN, when and why, newest first: for who may do the same, and for who filed it; nothing for others. */
int appeal_readings(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		    struct access_line_list *ret);

/* What is kept of the cases somebody filed from their account, opened; so many at a time, from id after on. */
struct appeal_own {
	struct appeal a;
	struct str name, phone;	       /* as left with the case */
	struct flow_step_list steps;   /* those who filed it may see */
	struct matter_file_list photos;
	struct access_line_list accesses; /* who read the contact */
};
struct appeal_own_list {
	struct appeal_own *v;
	size_t n;
};
int appeal_own(struct tx *tx, const struct actor *who, int64_t after, struct appeal_own_list *ret);
/* Hands over every sealed field of who filed something. */
int appeal_secrets(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx);
/* Their cases go on without them; what stays of each: see appeal_personal.c. */
int appeal_forget(struct tx *tx, const struct actor *who);
/* Cases that have been over for longer than the district keeps who filed them, few at a time: found in a reading transaction, and
 * forgotten in a writing one. */
int appeal_forgettable(struct tx *tx, int64_t district, struct matter_id_list *ret);
int appeal_forget_over(struct tx *tx, int64_t district, const struct matter_id_list *ids);

/* Tells, a line each, which figures of the ledger are not the sums of the cases. */
int appeal_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);

#endif
