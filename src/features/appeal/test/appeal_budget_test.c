/* appeal_budget_test.c: one network may have so many megapixels decoded: counted from the heads of pictures, before anything is decoded, by
 * the clock of the test alone. */
#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "kit/throttle.h"
#include "lib/photo.h"
#include "script.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct world w;
static struct script S0;

/* The head of a JPEG of 6000 by 4000 without anything in it: 24 million pixels by its word, and nothing to decode. */
static const unsigned char head[] = {
	0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 4000 >> 8, 4000 & 255, 6000 >> 8, 6000 & 255, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
	0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 0xff, 0xd9,
};

static int
open_world(void **state)
{
	int fd;

	(void)state;
	if (!world_open(&w, DB_SQLITE))
		return -1;
	w.app.throttle = throttle_new(1000);
	S0 = (struct script){.w = &w, .a = &w.arena, .data = w.dir};
	fd = open(str_fmt(&w.arena, "%s/head.jpg", w.dir).p, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(write(fd, head, sizeof head) == sizeof head);
	return close(fd);
}

static int
close_world(void **state)
{
	(void)state;
	throttle_free(w.app.throttle);
	world_close(&w);
	return 0;
}

static void
play(const char *text)
{
	if (!script_run(&S0, "appeal_budget_test", str_of(text)))
		fail_msg("%.*s", STR(str_sub(S0.problem, 0, 900)));
}

static void
test_budget__the_head_says_how_many(void **state)
{
	struct str bytes = {(const char *)head, sizeof head};
	struct photo photo;
	int64_t pixels;

	(void)state;
	assert_int_equal(photo_look(bytes, &pixels), 0);
	assert_int_equal(pixels, 24000000);
	assert_int_equal(photo_make(&w.arena, bytes, &photo), E_MEDIA);
}

/* Each counts as 25: nineteen of 480 megapixels. */
static void
test_budget__one_network_has_so_many(void **state)
{
	(void)state;
#define SIX "photo=<head.jpg&photo=<head.jpg&photo=<head.jpg&photo=<head.jpg&photo=<head.jpg&photo=<head.jpg"
#define FILING "UPLOAD /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1&"
	play("as wang\n"
	     FILING SIX "\n422 has 打不开，不是照片或没有传完\n"
	     FILING SIX "\n422 has 打不开，不是照片或没有传完\n"
	     FILING SIX "\n422 has 打不开，不是照片或没有传完\n"
	     FILING "photo=<head.jpg\n422 has 打不开，不是照片或没有传完\n"
	     FILING "photo=<head.jpg\n429\n"
	     /* Without a photo nothing is decoded. */
	     FILING "x=1\n303 /appeal/$code/receipt\n");
	/* 120 a minute come back to the 5 that were left: five pictures, not six. */
	clock_set(clock_now() + 60);
	play("as wang\n"
	     FILING SIX "\n429\n"
	     /* Staff who take calls are not counted. */
	     "as shequ\n"
	     "UPLOAD /appeal/enter text=来电说楼道灯坏了&place=@BL-B3&anon=named&open=1&" SIX "\n422 has 打不开，不是照片或没有传完\n");
}

SUITE(appeal_budget)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_budget__the_head_says_how_many),
		TEST(test_budget__one_network_has_so_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
