/* account_cmd.h: people on the command line. */
#ifndef LINLI_ACCOUNT_CMD_H
#define LINLI_ACCOUNT_CMD_H

#include "kit/command.h"

/* linli user add|role|list …: argv[0] is the verb. */
int account_user_cmd(const struct options *o, struct db *db, int argc, char **argv);

int account_import_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
