/* catalogue_cmd.h: the catalogue on the command line: see struct command. */
#ifndef LINLI_CATALOGUE_CMD_H
#define LINLI_CATALOGUE_CMD_H

#include "kit/command.h"

/* linli import catalogue [--from YYYY-MM-DD] [--retire-missing] [--new-codes] [--dry-run] FILE; --help says more */
int catalogue_import_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
