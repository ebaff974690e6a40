/* account_cmd.h: people on the command line. */
#ifndef LINLI_ACCOUNT_CMD_H
#define LINLI_ACCOUNT_CMD_H

#include <stdint.h>

struct db;

/* linli user add|role|list …: argv[0] is the verb. Returns the exit status: 0, 1 refused, 2 wrong usage. */
int account_user_cmd(struct db *db, int64_t district, int argc, char **argv);

#endif
