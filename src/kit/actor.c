/* actor.c: powers as tables; who may do what where. */
#include "kit/actor.h"

#include <assert.h>
#include <stddef.h>

_Static_assert(ROLE__MAX < 31, "roles are bits of an int");

/* In perms.def the roles of a power are a set of bits; these names exist only while it is read. */
enum role_bit {
#define ROLE(number, name, word, staff) BIT_##name = 1 << ROLE_##name,
#include "kit/roles.def"
#undef ROLE
	BIT_PUBLIC = 1 << ROLE__NONE,
	BIT_ANY = ~0 & ~BIT_PUBLIC,
};

static const struct perm_row {
	const char *name, *about;
	int roles;
} perms[PERM__MAX] = {
#define PUBLIC BIT_PUBLIC
#define ANY BIT_ANY
#define RESIDENT BIT_RESIDENT
#define BUILDING_HEAD BIT_BUILDING_HEAD
#define GRID_WORKER BIT_GRID_WORKER
#define COMMUNITY BIT_COMMUNITY
#define DISPATCHER BIT_DISPATCHER
#define HANDLER BIT_HANDLER
#define COUNCIL BIT_COUNCIL
#define VOLUNTEER BIT_VOLUNTEER
#define MERCHANT BIT_MERCHANT
#define LEADER BIT_LEADER
#define ADMIN BIT_ADMIN
#define DEVICE BIT_DEVICE
#define PERM(name_, about_, roles_) [name_] = {.name = #name_, .about = about_, .roles = roles_},
#include "gen/kit_perms.def"
#undef PERM
};

static const struct role_row {
	const char *name, *word;
	bool staff;
} roles[ROLE__MAX] = {
#define ROLE(number, name_, word_, staff_) [ROLE_##name_] = {.name = #name_, .word = word_, .staff = staff_},
#include "kit/roles.def"
#undef ROLE
};

const struct actor actor_system_of = {
	.kind = ACTOR_SYSTEM,
	.scopes = PERM_SET_ALL,
};

void
perm_set_add(struct perm_set *set, int perm)
{
	assert(set && perm >= 0 && perm < 64 * PERM_WORDS);
	set->word[perm / 64] |= UINT64_C(1) << perm % 64;
}

bool
perm_set_has(const struct perm_set *set, int perm)
{
	assert(set && perm >= 0 && perm < 64 * PERM_WORDS);
	return set->word[perm / 64] >> perm % 64 & 1;
}

bool
perm_is_public(enum perm perm)
{
	assert(perm > 0 && perm < PERM__MAX);
	return perms[perm].roles & BIT_PUBLIC;
}

bool
role_has(enum role role, enum perm perm)
{
	assert(role < ROLE__MAX && perm > 0 && perm < PERM__MAX);
	return role > ROLE__NONE && perms[perm].roles & 1 << role;
}

/* Does this grant count at the place or for the body? A grant bound to a body counts for its matters only;
 * one bound to a place counts there and below. */
static bool
grant_reaches(const struct grant *g, const struct place *place, int64_t org)
{
	if (g->org && g->org == org)
		return true;
	if (g->org && g->role == ROLE_HANDLER)
		return false;
	if (g->level == LEVEL_DISTRICT)
		return g->node && place;
	return g->node && place && place->at[g->level] == g->node;
}

static bool
may_use(const struct actor *who, enum perm perm)
{
	bool first = perm == OPEN || (perm == FACTOR_SET && who->pending == PENDING_ENROL) ||
		     (perm == PASSWORD_SET && who->pending == PENDING_PASSWORD);

	return perm_set_has(&who->scopes, (int)perm) && (!who->pending || first);
}

bool
actor_has(const struct actor *who, enum perm perm)
{
	assert(who && perm > 0 && perm < PERM__MAX);
	if (who->kind == ACTOR_SYSTEM)
		return true;
	if (!may_use(who, perm))
		return false;
	if (perm_is_public(perm))
		return true;
	if (who->kind != ACTOR_VISITOR && perms[perm].roles == BIT_ANY)
		return true;
	for (size_t i = 0; i < who->grants_n; i++)
		if (role_has(who->grants[i].role, perm))
			return true;
	return false;
}

bool
actor_can(const struct actor *who, enum perm perm, const struct place *place, int64_t org)
{
	assert(who && perm > 0 && perm < PERM__MAX);
	if (who->kind == ACTOR_SYSTEM)
		return true;
	if (!may_use(who, perm))
		return false;
	for (size_t i = 0; i < who->grants_n; i++)
		if (role_has(who->grants[i].role, perm) && grant_reaches(&who->grants[i], place, org))
			return true;
	return false;
}

bool
actor_is_staff(const struct actor *who)
{
	for (size_t i = 0; i < who->grants_n; i++)
		if (roles[who->grants[i].role].staff)
			return !who->pending;
	return false;
}

bool
actor_reach(const struct actor *who, enum perm perm, enum level *ret_level, int64_t *ret_node)
{
	const struct grant *widest = NULL;

	assert(who && perm > 0 && perm < PERM__MAX && ret_level && ret_node);
	for (size_t i = 0; i < who->grants_n; i++) {
		const struct grant *g = &who->grants[i];

		if (!g->node || !role_has(g->role, perm) || (g->org && g->role == ROLE_HANDLER))
			continue;
		if (!widest || g->level < widest->level)
			widest = g;
	}
	if (!widest || !may_use(who, perm))
		return false;
	*ret_level = widest->level;
	*ret_node = widest->node;
	return true;
}

const char *
perm_name(enum perm perm)
{
	return perms[perm].name;
}

const char *
perm_about(enum perm perm)
{
	return perms[perm].about;
}

bool
role_is_staff(enum role role)
{
	return roles[role].staff;
}

const char *
role_name(enum role role)
{
	return roles[role].name ? roles[role].name : "";
}

const char *
role_word(enum role role)
{
	return roles[role].word ? roles[role].word : "";
}

enum role
role_find(struct str name)
{
	for (int role = ROLE__NONE + 1; role < ROLE__MAX; role++) {
		struct str have = str_of(roles[role].name);
		size_t i = 0;

		if (str_is(name, roles[role].word))
			return (enum role)role;
		for (; i < have.n && i < name.n; i++) {
			char c = name.p[i] == '-' ? '_' : name.p[i];

			if (c >= 'a' && c <= 'z')
				c = (char)(c - 'a' + 'A');
			if (c != have.p[i])
				break;
		}
		if (i == have.n && i == name.n)
			return (enum role)role;
	}
	return ROLE__NONE;
}
