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
#include "kit/perms.def"
#undef PERM
	PERM__MAX
};

enum role {
	ROLE__NONE,
#define ROLE(name, word, staff) ROLE_##name,
#include "kit/roles.def"
#undef ROLE
	ROLE__MAX
};

/* Levels of the territory tree, from the district down. Villages stand beside communities,
 * micro-grids below grids: kinds of the same level, see territory.h. */
enum level {
	LEVEL_DISTRICT = 1,
	LEVEL_STREET,
	LEVEL_COMMUNITY,
	LEVEL_AREA,
	LEVEL_GRID,
	LEVEL_BUILDING,
	LEVEL_UNIT,
	LEVEL_ROOM,
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

enum actor_kind { ACTOR_VISITOR = 1, ACTOR_PERSON, ACTOR_TOKEN, ACTOR_SYSTEM };

struct actor {
	enum actor_kind kind;
	int64_t district, person, session, token;
	struct str name;
	const struct grant *grants;
	size_t grants_n;
	uint64_t scopes;     /* ACTOR_TOKEN: bit (1 << perm); others: all bits set */
	const int64_t *proven; /* matters whose PIN this browser has shown */
	size_t proven_n;
	int64_t home;        /* territory node the person lives at, 0 = unknown */
	bool totp_pending;   /* signed in by password, second factor still missing: has nothing but OPEN */
};

/* Any grant (or everybody) gives perm somewhere. */
bool actor_has(const struct actor *who, enum perm perm);
/* perm at this place, or for this organisation; either may be NULL / 0. A grant for the district counts at all its places.
 * ACTOR_SYSTEM may do everything. */
bool actor_can(const struct actor *who, enum perm perm, const struct place *place, int64_t org);
bool actor_is_staff(const struct actor *who);
/* The widest node at which perm counts: its level and id, for "show me my queue". false = nowhere. With a
 * grant at the district this is the district. */
bool actor_reach(const struct actor *who, enum perm perm, enum level *ret_level, int64_t *ret_node);
bool perm_is_public(enum perm perm);
bool role_has(enum role role, enum perm perm);
const char *perm_name(enum perm perm);   /* "APPEAL_FILE" */
const char *perm_about(enum perm perm);  /* Chinese message key */
const char *role_name(enum role role);   /* "COMMUNITY" */
const char *role_word(enum role role);   /* Chinese message key */
enum role role_find(struct str name);    /* any case; ROLE__NONE if unknown */
extern const struct actor actor_system_of; /* copy and set district: for jobs and commands */

#endif
