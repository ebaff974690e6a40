/* urgent_cmd.h: emergencies on the command line: see struct command. */
#ifndef LINLI_URGENT_CMD_H
#define LINLI_URGENT_CMD_H

#include "kit/command.h"

/* linli urgent: a text a line from stdin; those that tell of an emergency to stdout, with kind and word. */
int urgent_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
