/* actor.h: who asks, and what they may do where.
 *
 * A route's permission says who may call it at all (actor_has). Which rows they may touch is decided in
 * the rule, with the row's place and body (actor_can): a role counts at the node of the territory it was
 * given for and everything below, or for the matters of the organisation it was given for. */
#ifndef LINLI_KIT_ACTOR_H
#define LINLI_KIT_ACTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum perm {
	PERM__UNSET,
#define PERM(name, about, roles) name,
#include "gen/kit_perms.def" /* joined from the perms.def of kit and of each feature */
#undef PERM
	PERM__MAX
};

/* A set of permissions. No database holds their numbers: tokens keep names. */
enum { PERM_WORDS = 4 };
struct perm_set {
	uint64_t word[PERM_WORDS];
};
#define PERM_SET_ALL {{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}} /* an initialiser */
_Static_assert(PERM__MAX <= 64 * PERM_WORDS, "make PERM_WORDS and PERM_SET_ALL larger");
void perm_set_add(struct perm_set *set, int perm);
bool perm_set_has(const struct perm_set *set, int perm);

enum role {
	ROLE__NONE,
#define ROLE(number, name, word, staff) ROLE_##name = number,
#include "kit/roles.def"
#undef ROLE
	ROLE__MAX
};

/* Levels of the territory tree, from the district down. Villages stand beside communities,
 * micro-grids below grids: kinds of the same level, see territory.h. */
enum level {
	LEVEL_DISTRICT = 1,
	LEVEL_STREET = 2,
	LEVEL_COMMUNITY = 3,
	LEVEL_AREA = 4,
	LEVEL_GRID = 5,
	LEVEL_BUILDING = 6,
	LEVEL_UNIT = 7,
	LEVEL_ROOM = 8,
	LEVEL__MAX
};

/* A place with all its ancestors: at[LEVEL_GRID] is the grid it lies in, 0 = none at that level.
 * Rows of cases carry it, so that a role is checked without another query. */
struct place {
	int64_t node;
	int64_t at[LEVEL__MAX];
};

struct grant {
	enum role role;
	enum level level; /* of node */
	int64_t node;     /* 0 = bound to an organisation only */
	int64_t org;      /* 0 = bound to a place only */
};

/* A matter whose PIN was shown. salt is that of the PIN: with a new PIN the old proof is none any more. */
struct proof {
	int64_t matter;
	struct str salt;
};

enum actor_kind { ACTOR_VISITOR = 1, ACTOR_PERSON, ACTOR_TOKEN, ACTOR_SYSTEM };

/* What somebody must do before their powers count. */
enum actor_pending {
	PENDING_NONE,
	PENDING_FACTOR,   /* signed in by password, the second factor is still missing */
	/* An administrator gave the password: to choose their own, for which they have PASSWORD_SET too. */
	PENDING_PASSWORD,
	PENDING_ENROL,    /* a role wants a second factor: to set it up, for which they have FACTOR_SET too */
};

struct actor {
	enum actor_kind kind;
	int64_t district, person, session, token;
	struct str name;
	const struct grant *grants;
	size_t grants_n;
	struct perm_set scopes; /* ACTOR_TOKEN: what it was given; others: PERM_SET_ALL */
	const struct proof *proven; /* matters whose PIN this browser has shown */
	size_t proven_n;
	int64_t home;        /* territory node the person lives at, 0 = unknown */
	enum actor_pending pending; /* what comes first; until then they have nothing but OPEN */
	struct str desk, desk_en; /* of staff with a page open: the place their first role is for; "" = a body's */
};

/* Any grant (or everybody) gives perm somewhere. */
bool actor_has(const struct actor *who, enum perm perm);
/* perm at this place, or for this organisation; either may be NULL / 0. A grant for the district counts at all its
 * places. ACTOR_SYSTEM may do everything. */
bool actor_can(const struct actor *who, enum perm perm, const struct place *place, int64_t org);
bool actor_is_staff(const struct actor *who);
/* The widest node at which perm counts: its level and id, for "show me my queue". false = nowhere. With a
 * grant at the district this is the district. */
bool actor_reach(const struct actor *who, enum perm perm, enum level *ret_level, int64_t *ret_node);
bool perm_is_public(enum perm perm);
bool role_has(enum role role, enum perm perm);
const char *perm_name(enum perm perm);   /* "APPEAL_FILE" */
const char *perm_about(enum perm perm);  /* Chinese message key */
bool role_is_staff(enum role role);
const char *role_name(enum role role);   /* "COMMUNITY" */
const char *role_word(enum role role);   /* Chinese message key */
enum role role_find(struct str name);    /* any case; ROLE__NONE if unknown */
extern const struct actor actor_system_of; /* copy and set district: for jobs and commands */

#endif
