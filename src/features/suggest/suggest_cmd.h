/* suggest_cmd.h: suggestions on the command line. argv holds what follows the command's words, without the options
 * every command has; a returned number is the exit status. */
#ifndef LINLI_SUGGEST_CMD_H
#define LINLI_SUGGEST_CMD_H

#include "db/db.h"

/* linli suggest [--top N]: JSON lines from stdin to stdout. */
int suggest_cmd(struct db *db, int64_t district, int argc, char **argv);

#endif
