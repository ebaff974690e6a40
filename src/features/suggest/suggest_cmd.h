/* suggest_cmd.h: suggestions on the command line: see struct command. */
#ifndef LINLI_SUGGEST_CMD_H
#define LINLI_SUGGEST_CMD_H

#include "kit/command.h"

/* linli suggest [--top N]: JSON lines from stdin to stdout. */
int suggest_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
