/* play.h: a world in which a C test plays scripts (script.h) and then asks what no script can say. One world a test.
 *
 * The suite sets engine; TEST(f) with open_world and close_world makes and ends the world. What a script named stays named in the
 * next one of the same test. */
#ifndef LINLI_TEST_PLAY_H
#define LINLI_TEST_PLAY_H

#include <setjmp.h>
#include <stdarg.h>

#include "script.h"
#include "suite.h"

#include <cmocka.h>

static enum db_engine engine;
static struct world w;
static struct script played;

static inline int
open_world(void **state)
{
	(void)state;
	if (!world_open(&w, engine))
		return -1;
	played = (struct script){.w = &w, .a = &w.arena, .data = "tests/data"};
	return 0;
}

static inline int
close_world(void **state)
{
	(void)state;
	world_close(&w);
	return 0;
}

static inline void
play(const char *text)
{
	if (!script_run(&played, "what the test plays", str_of(text)))
		fail_msg("%.*s", STR(str_sub(played.problem, 0, 900)));
}

/* The same, knowing no names and no browsers of before. */
static inline void
play_anew(const char *text)
{
	played = (struct script){.w = &w, .a = &w.arena, .data = "tests/data"};
	play(text);
}

#endif
