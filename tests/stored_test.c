/* stored_test.c: numbers that databases hold. tests/stored.txt keeps them: a number is never changed, nor given to another
 * name, nor forgotten; a new one gets its line there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/outbox.h"
#include "features/account/account.h"
#include "features/appeal/appeal_word.h"
#include "features/catalogue/catalogue.h"
#include "features/share/share.h"
#include "features/territory/territory.h"
#include "features/listen/listen.h"
#include "features/prevent/prevent.h"
#include "features/whistle/whistle.h"
#include "kit/actor.h"
#include "kit/course.h"
#include "kit/feature_list.h"
#include "kit/flow.h"
#include "kit/comment.h"
#include "kit/link.h"
#include "kit/matter_age.h"
#include "kit/notice.h"
#include "main/main.h"
#include "kit/slot.h"
#include "lib/layer.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "suite.h"

static const char path[] = "tests/stored.txt";

static const struct stored {
	const char *kind, *name;
	int number;
} numbers[] = {
#define ROLE(number, name, word, staff) {"role", #name, ROLE_##name},
#include "kit/roles.def"
#undef ROLE
#define SUBJECT(number, name, word) {"subject", #name, FLOW_##name},
#include "kit/subject.def"
#undef SUBJECT
#define JOB(number, name, promise, tries, about) {"outbox", #name, OUTBOX_##name},
#include "db/outbox.def"
#undef JOB
#define N(kind, name) {kind, #name, name}
	N("live", LIVE_OFFICE), N("live", LIVE_RAISER), N("live", LIVE_OVER),
	N("desk", DESK_NEW), N("desk", DESK_WORK), N("desk", DESK_RAISED), N("desk", DESK_ASKED), N("desk", DESK_ANSWERED),
	N("desk", DESK_JOINED), N("desk", DESK_PART), N("desk", DESK_OWN_LIST), N("age", AGE_PLACE), N("age", AGE_BODY), N("age", AGE_BODY_DUE),
	N("desk", DESK_OVER),
	N("party", PARTY_SENT), N("party", PARTY_ACCEPTED), N("party", PARTY_ANSWERED), N("party", PARTY_GONE),
	N("party part", PARTY_LEAD), N("party part", PARTY_HELPS),
	N("link", LINK_RELATED), N("link", LINK_CAME_OF),
	N("notice", NOTICE_OWN), N("notice", NOTICE_FOLLOWED), N("notice", NOTICE_DESK), N("notice", NOTICE_MEANT),
	N("notice way", NOTICE_BELL), N("notice way", NOTICE_BY_PHONE), N("notice way", NOTICE_BY_MAIL), N("notice way", NOTICE_BY_BOTH),
	N("comment", COMMENT_WAITS), N("comment", COMMENT_SHOWN), N("comment", COMMENT_HIDDEN),
	N("comment step", COMMENT_WRITTEN), N("comment step", COMMENT_SHOW), N("comment step", COMMENT_HIDE),
	N("level", LEVEL_DISTRICT), N("level", LEVEL_STREET), N("level", LEVEL_COMMUNITY), N("level", LEVEL_AREA),
	N("level", LEVEL_GRID), N("level", LEVEL_BUILDING), N("level", LEVEL_UNIT), N("level", LEVEL_ROOM),
	N("sight", FLOW_PUBLIC), N("sight", FLOW_PARTIES), N("sight", FLOW_INTERNAL),
	N("channel", CHANNEL_WEB), N("channel", CHANNEL_POSTER), N("channel", CHANNEL_PHONE), N("channel", CHANNEL_VISIT),
	N("channel", CHANNEL_KIOSK), N("channel", CHANNEL_MEETING), N("channel", CHANNEL_EMAIL), N("channel", CHANNEL_API),
	N("channel", CHANNEL_IMPORT),
	N("anon", ANON_NAMED), N("anon", ANON_COMMUNITY), N("anon", ANON_NOBODY),
	N("shown", MATTER_WAITS), N("shown", MATTER_SHOWN), N("shown", MATTER_KEPT), N("shown", MATTER_NEVER),
	N("shown", MATTER_SHOWN_BEFORE), N("shown", MATTER_WAITS_BEFORE),
	N("photo", PHOTO_FILER), N("photo", PHOTO_REPLY),
	N("person", PERSON_ACTIVE), N("person", PERSON_STOPPED), N("person", PERSON_ERASED),
	N("org", ORG_ACTIVE), N("org", ORG_CLOSED),
	N("account step", ACCOUNT_ADDED), N("account step", ACCOUNT_EDITED), N("account step", ACCOUNT_STOPPED),
	N("account step", ACCOUNT_RESUMED), N("account step", ACCOUNT_PASSWORD_SET), N("account step", ACCOUNT_FACTOR_ON),
	N("account step", ACCOUNT_FACTOR_OFF), N("account step", ACCOUNT_GRANTED), N("account step", ACCOUNT_REVOKED),
	N("account step", ACCOUNT_ERASED), N("account step", ACCOUNT_PHONE_SET),
	N("territory kind", TERRITORY_USUAL), N("territory kind", TERRITORY_VILLAGE), N("territory kind", TERRITORY_MICRO_GRID),
	N("territory kind", TERRITORY_PUBLIC_SPOT),
	N("territory layer", LAYER_GREEN), N("territory layer", LAYER_WATER), N("territory layer", LAYER_BUILDING),
	N("territory layer", LAYER_ROAD),
	N("territory", TERRITORY_LIVE), N("territory", TERRITORY_MERGED), N("territory", TERRITORY_RETIRED),
	N("catalogue", CATALOGUE_LIVE), N("catalogue", CATALOGUE_RETIRED), N("catalogue", CATALOGUE_UNDER),
	N("catalogue level", CATALOGUE_CLASS), N("catalogue level", CATALOGUE_GROUP), N("catalogue level", CATALOGUE_ITEM),
	N("slot wait", SLOT_NO_WAIT), N("slot wait", SLOT_WAIT_AUTO), N("slot wait", SLOT_WAIT_OFFER),
	N("slot", SLOT_HELD), N("slot", SLOT_TAKEN), N("slot", SLOT_WAITING), N("slot", SLOT_OFFERED), N("slot", SLOT_GIVEN_BACK),
	N("slot", SLOT_EXPIRED), N("slot", SLOT_ABSENT),
	N("share who", SHARE_ANYBODY), N("share who", SHARE_RESIDENTS), N("share who", SHARE_STAFF),
	N("share thing", SHARE_OPEN), N("share thing", SHARE_SHUT),
	N("share", SHARE_ASKED), N("share", SHARE_BOOKED), N("share", SHARE_WAITING), N("share", SHARE_OFFERED),
	N("share", SHARE_CANCELLED), N("share", SHARE_REFUSED), N("share", SHARE_LAPSED), N("share", SHARE_CAME),
	N("share", SHARE_ABSENT), N("share", SHARE_OVER), N("share step", SHARE_FORGOTTEN),
	N("share day", SHARE_HOLIDAY), N("share day", SHARE_SHIFTED),
	N("calendar said", CALENDAR_AS_USUAL), N("calendar said", CALENDAR_CLOSED), N("calendar said", CALENDAR_OPEN),
	N("calendar said", CALENDAR_SHORT),
	N("part of", MATTER_PRACTICE),
	N("setting step", SETTING_STEP_SET), N("setting step", SETTING_STEP_WEEK), N("setting step", SETTING_STEP_DAYS),
	N("setting step", SETTING_STEP_NOD),
	N("nod", NOD_WAITS), N("nod", NOD_AGREED), N("nod", NOD_REFUSED), N("nod", NOD_LAPSED),
	N("nod kind", NOD_SETTING), N("nod kind", NOD_ADMIN),
	N("prevent kind", PREVENT_RISING), N("prevent kind", PREVENT_STEADY),
	N("prevent verdict", PREVENT_FELL), N("prevent verdict", PREVENT_UNSURE), N("prevent verdict", PREVENT_ROSE),
	N("listen kind", LISTEN_TEA), N("listen kind", LISTEN_NEEDS), N("listen kind", LISTEN_PARTY), N("listen kind", LISTEN_VISIT),
	N("sort", SORT_BIG), N("sort", SORT_SMALL), N("sort", SORT_PRIVATE),
	N("affair", AFFAIR_GOVERNMENT), N("affair", AFFAIR_RESIDENTS),
	N("whistle proof", WHISTLE_BY_CODE), N("whistle proof", WHISTLE_BY_PLACE), N("whistle proof", WHISTLE_BY_STAFF),
#undef N
};
enum { NAMED = sizeof numbers / sizeof *numbers, NUMBERS_MAX = NAMED + 1000 };

/* Those above, and the states, moves and stages of every course. */
static struct stored all[NUMBERS_MAX];
static size_t all_n;
static struct arena A;

static void
add(const char *course, const char *what, int number, const char *name)
{
	if (!name)
		return;
	assert_true(all_n < NUMBERS_MAX);
	all[all_n++] = (struct stored){str_fmt(&A, "%s %s", course, what).p, name, number};
}

static void
add_course(const struct course *c)
{
	for (int i = 0; i < c->states_n; i++)
		add(c->name, "state", i, c->states[i].name);
	for (int i = 0; i < c->moves_n; i++)
		add(c->name, "move", i, c->moves[i].name);
	for (int i = 0; i < c->stages_n; i++)
		add(c->name, "stage", i, c->stages[i].name);
}

static void
collect(void)
{
	for (size_t i = 0; i < NAMED; i++)
		all[all_n++] = numbers[i];
	for (size_t i = 0; i < all_features.n; i++)
		for (const struct course *const *c = all_features.v[i]->courses; c && *c; c++)
			add_course(*c);
}

/* The table as kept, a line each. */
static char kept[64 * 1024];

static int
read_kept(void **state)
{
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(kept, 1, sizeof kept - 1, f) : 0;

	(void)state;
	if (!f || fclose(f) != 0 || !n) {
		perror(path);
		return -1;
	}
	arena_init(&A);
	collect();
	return 0;
}

static int
release(void **state)
{
	(void)state;
	arena_release(&A);
	return 0;
}

static bool
is_kept(struct str line)
{
	struct str rest = str_of(kept), one;

	while (str_next(&rest, '\n', &one))
		if (str_eq(one, line))
			return true;
	return false;
}

/* "role 3 GRID_WORKER" */
static struct str
line_of(const struct stored *s, char *room, size_t n)
{
	return (struct str){room, (size_t)snprintf(room, n, "%s %d %s", s->kind, s->number, s->name)};
}

static void
test_stored__every_number_is_kept(void **state)
{
	char room[200];
	int missing = 0;

	(void)state;
	for (size_t i = 0; i < all_n; i++)
		if (!is_kept(line_of(&all[i], room, sizeof room))) {
			print_message("+ %s\n", room);
			missing++;
		}
	if (missing)
		fail_msg("%s lacks the lines above: add them if they are new; a changed number breaks every database", path);
}

static void
test_stored__no_number_was_changed_or_forgotten(void **state)
{
	struct str rest = str_of(kept), line;
	char room[200];

	(void)state;
	while (str_next(&rest, '\n', &line)) {
		bool found = line.n == 0 || *line.p == '#';

		for (size_t i = 0; i < all_n && !found; i++)
			found = str_eq(line, line_of(&all[i], room, sizeof room));
		if (!found)
			fail_msg("databases hold \"%.*s\", and the program no longer has it", STR(line));
	}
}

static void
test_stored__no_number_is_used_twice(void **state)
{
	(void)state;
	for (size_t i = 0; i < all_n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(all[i].kind, all[k].kind) == 0 && all[i].number == all[k].number)
				fail_msg("%s: %s and %s have the number %d", all[i].kind, all[k].name, all[i].name,
					 all[i].number);
}

SUITE(stored)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stored__every_number_is_kept),
		cmocka_unit_test(test_stored__no_number_was_changed_or_forgotten),
		cmocka_unit_test(test_stored__no_number_is_used_twice),
	};

	return cmocka_run_group_tests(tests, read_kept, release);
}
