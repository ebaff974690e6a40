/* appeal_cmd.h: appeals on the command line: see struct command. */
#ifndef LINLI_APPEAL_CMD_H
#define LINLI_APPEAL_CMD_H

#include "kit/command.h"

/* linli import appeals [--map k=v,…] [--source NAME] FILE… */
int appeal_import_cmd(const struct options *o, struct db *db, int argc, char **argv);
/* linli export appeals --format jsonl|csv|xlsx: to stdout. */
int appeal_export_cmd(const struct options *o, struct db *db, int argc, char **argv);
struct suggest_report;
/* Learns the district's suggestion anew and keeps it. E_INVALID, told on stderr: too few cases. */
int appeal_train(struct db *db, int64_t district, struct suggest_report *ret);
/* linli train */
int appeal_train_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
