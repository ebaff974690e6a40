/* hot_feature.c: what the program knows of hot issues: see struct feature. */
#include "kit/feature.h"

#include "features/hot/hot.h"
#include "kit/command.h"

static const struct command commands[] = {
	{"hot", "--db URL [--json] [--most N]",
	 "clusters of cases that may tell of the same matter among the N newest (20000), hottest first: how many, how hot, where, and which",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, hot_cmd},
	{0},
};

const struct feature hot_feature = {
	.name = "hot",
	.commands = commands,
};
