/* account_admin.h: what administrators do: people, their roles, bodies.
 *
 * ACCOUNT_ADMIN counts at a node and below. A person is in an administrator's reach when they live there or
 * have a role there; they are under the administrator when all their roles are. Only then may they be
 * changed: else the administrator of a community could take over an account with more power than their own. */
#ifndef LINLI_ACCOUNT_ADMIN_H
#define LINLI_ACCOUNT_ADMIN_H

#include "features/account/account.h"

/* People in reach, by what was typed: a whole phone number, the beginning of a login or of a name, or "" for
 * everybody. after: id of the last one seen, 0 = from the start. */
int account_people(struct tx *tx, const struct actor *who, struct str query, int64_t after,
		   int64_t limit, struct person_line_list *ret);
/* One of them, E_NOTFOUND: out of reach; *ret_may: may be changed. Every page about a person begins here. */
int account_person(struct tx *tx, const struct actor *who, int64_t id, struct person *ret,
		   bool *ret_may);
int account_roles(struct tx *tx, const struct actor *who, int64_t person,
		  struct person_role_list *ret);

/* Everybody with a login, a row for each role, by login; row's texts are gone after the call. */
int account_each_role(struct tx *tx, int64_t district,
		      int (*row)(void *ctx, const struct login_role *row), void *ctx);

/* version: of the row the editor saw. An empty phone or e-mail keeps the one that is there, which the editor
 * need not know; password_hash is not looked at. E_STALE: edited since, or taken. */
int account_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		 const struct account_new *p);
/* A stopped person cannot sign in; what they did stays. Nobody stops themselves or the last administrator. */
int account_stop(struct tx *tx, const struct actor *who, int64_t id);
int account_resume(struct tx *tx, const struct actor *who, int64_t id);
/* A new password, for ACCOUNT_TEMPORARY_DAYS: ends all sessions and switches the second factor off.
 * own: whoever it is for typed it themselves, so that it stays. */
int account_reset_password(struct tx *tx, const struct actor *who, int64_t id, struct str hash, bool own);
/* E_NOTFOUND: no such role of this person, or the person is out of reach. */
int account_revoke(struct tx *tx, const struct actor *who, int64_t person, int64_t grant);

/* Who read the person's full values, newest first. */
int account_accesses_of(struct tx *tx, const struct actor *who, int64_t person, int64_t limit,
			struct access_line_list *ret);
/* A password made by us: 80 random bits, easy to read out. */
struct str account_make_password(struct arena *a);

/* Bodies by code, after the last one seen; closed ones only for administrators. */
int account_org_lines(struct tx *tx, const struct actor *who, struct str after, int64_t limit,
		      struct org_line_list *ret);
/* One body, for those who may change it. E_DENIED: it serves a place that is not theirs. */
int account_org_managed(struct tx *tx, const struct actor *who, int64_t id, struct org *ret);
/* code and state stay. E_STALE: edited since. */
int account_org_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		     const struct org *o);
int account_org_close(struct tx *tx, const struct actor *who, int64_t id, bool closed);

/* Makes sure that another active administrator of the district remains without this person. */
int account_keep_admin(struct tx *tx, int64_t district, int64_t person);
/* The demo's mailbox: the newest messages that would have been sent. */
int account_shown(struct tx *tx, int64_t district, int64_t limit, struct shown_message_list *ret);

#endif
