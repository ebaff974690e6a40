/* account.h: people, bodies, roles, sessions.
 *
 * Personal fields are sealed; only account_reveal_* opens them, and each opening is logged with a reason.
 * What roles want of people and a message to oneself stand in account_demand.h and account_trial.h, which come along.
 * Rows: struct person, struct org, struct role_grant, struct session (gen/account_row.h). */
#ifndef LINLI_ACCOUNT_H
#define LINLI_ACCOUNT_H

#include "base/str.h"
#include "features/account/account_demand.h"
#include "features/account/account_nod.h"
#include "features/account/account_trial.h"
#include "gen/account_row.h"
#include "kit/actor.h"
#include "kit/flow.h"

struct tx;

enum person_state { PERSON_ACTIVE = 1, PERSON_STOPPED, PERSON_ERASED };
enum org_state { ORG_ACTIVE = 1, ORG_CLOSED };

/* What happened to an account or a body: kinds of steps of FLOW_ACCOUNT. */
enum account_step {
	ACCOUNT_ADDED = 1,
	ACCOUNT_EDITED,
	ACCOUNT_STOPPED,
	ACCOUNT_RESUMED,
	ACCOUNT_PASSWORD_SET,
	ACCOUNT_FACTOR_ON,
	ACCOUNT_FACTOR_OFF,
	ACCOUNT_GRANTED,
	ACCOUNT_REVOKED,
	ACCOUNT_ERASED,
	ACCOUNT_PHONE_SET,
	ACCOUNT_STEP__MAX
};

void account_visitor(int64_t district, struct actor *ret);

/* How long a password is good that somebody else gave. */
enum { ACCOUNT_TEMPORARY_DAYS = 7 };

/* People, for commands, the demo and the administrator. login or phone must be given. E_STALE: taken. */
struct account_new {
	struct str login, name, name_en, title, phone, email;
	struct str password_hash; /* of secret_hash_password, "" = none */
	bool temporary; /* it is not theirs: at the first sign-in they choose their own, for which they have ACCOUNT_TEMPORARY_DAYS */
	int64_t home;
};
int account_add(struct tx *tx, const struct actor *who, const struct account_new *p, int64_t *ret_id);
int account_by_login(struct tx *tx, int64_t district, struct str login, struct person *ret);
int account_by_phone(struct tx *tx, int64_t district, struct str phone, struct person *ret);
int account_get(struct tx *tx, int64_t district, int64_t id, struct person *ret);
/* A person with all their roles, as if signed in: for commands. */
int account_actor(struct tx *tx, int64_t district, int64_t person, struct actor *ret);
/* Gives a role at a node and/or for a body (0 = none); again is fine. The giver administers both, and the
 * person is in their reach (see account_admin.h): E_DENIED, E_NOTFOUND. */
int account_grant(struct tx *tx, const struct actor *who, int64_t person, enum role role, int64_t node,
		  int64_t org);

/* Bodies. */
int account_org(struct tx *tx, int64_t district, int64_t id, struct org *ret);
int account_org_by_code(struct tx *tx, int64_t district, struct str code, struct org *ret);
int account_orgs(struct tx *tx, int64_t district, struct org_list *ret); /* active, by kind and name */
int account_org_add(struct tx *tx, const struct actor *who, const struct org *o, int64_t *ret_id);
/* The body of this kind that serves the place: the one bound to the nearest ancestor. E_NOTFOUND. */
int account_org_for(struct tx *tx, int64_t district, struct str kind, const struct place *place,
		    struct org *ret);

/* The active people with a role just at this place or of this body that has perm: ids, ascending, from after on. */
int account_staff(struct tx *tx, int64_t district, int64_t desk, enum perm perm, int64_t after, int64_t limit,
		  struct person_id_list *ret);

/* Puts the title of the person and the names of the body into steps that flow_list gave for this matter. */
int account_name_steps(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
		       struct flow_step_list *steps);

/* Writes down that a full personal value was read, before it is shown. reason must not be empty. */
int account_log_access(struct tx *tx, const struct actor *who, enum flow_subject kind, int64_t subject,
		       struct str what, struct str reason);
/* Hands over every sealed field of the district's people. */
int account_secrets(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx);
/* Who read a personal value of a subject, newest first. For rules that decided by themselves who may know. */
int account_readings(struct tx *tx, int64_t district, enum flow_subject kind, int64_t subject,
		     int64_t limit, struct access_line_list *ret);
/* A person's full number, logged. For themselves and for the administrator of the person. */
int account_reveal_phone(struct tx *tx, const struct actor *who, int64_t person, struct str reason,
			 struct str *ret);
/* Name and full number of somebody, "" = has none. For rules of other features that decided by themselves who
 * may read it: they call account_log_access first. Masked: account_get and account_mask_phone. E_NOTFOUND:
 * nobody, or erased. */
int account_contact(struct tx *tx, int64_t district, int64_t person, struct str *ret_name,
		    struct str *ret_phone);
/* 199****0012 of a sealed number, "" of none: what a page may show without a reason. */
struct str account_mask_phone(struct arena *a, struct str sealed);
struct str account_mask_number(struct arena *a, struct str phone); /* of a readable one */

/* Tells a number that belongs to no account, through the outbox, at a moment (0 = now). It is handed over as it is kept, sealed by
 * secret_seal and never opened: the outbox holds no readable number. Silent when it is "". People are told by kit/notice.h. */
int account_notify_phone(struct tx *tx, int64_t district, int64_t at, struct str sealed_phone, struct str title,
			 struct str text);
/* The same of a step of a matter that the number was left with: the message holds the address by which it is answered, when that
 * is made as it goes out (kit/feature_list.h: feature_way_in). */
struct account_told {
	int64_t kind, matter, step;
};
int account_notify_number(struct tx *tx, int64_t district, int64_t at, struct str sealed_phone, const struct account_told *of,
			  struct str title, struct str text);
/* What waits to be sent to this very number, sealed as it was given, is not sent any more. */
int account_unnotify_phone(struct tx *tx, int64_t district, struct str sealed_phone);

#endif
