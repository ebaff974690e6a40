/* catalogue_cmd.h: the catalogue on the command line. argv holds what follows the command's words, without the
 * options every command has; a returned number is the exit status. */
#ifndef LINLI_CATALOGUE_CMD_H
#define LINLI_CATALOGUE_CMD_H

#include "db/db.h"

/* linli import catalogue [--from YYYY-MM-DD] [--retire-missing] [--new-codes] [--dry-run] FILE; --help says more */
int catalogue_import_cmd(struct db *db, int64_t district, int argc, char **argv);

#endif
