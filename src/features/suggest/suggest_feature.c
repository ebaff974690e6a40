/* suggest_feature.c: what the program knows of suggestions: see struct feature. */
#include "kit/feature.h"

#include "features/suggest/suggest_cmd.h"
#include "kit/command.h"

static const struct command commands[] = {
	{"suggest", "--db URL [--top 3]", "items for texts: JSON lines {\"id\",\"title\",\"text\"} in, suggestions out",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, suggest_cmd},
	{0},
};

const struct feature suggest_feature = {
	.name = "suggest",
	.commands = commands,
};
