/* territory_cmd.h: the territory on the command line. argv holds what stands after the command's
 * words. */
#ifndef LINLI_TERRITORY_CMD_H
#define LINLI_TERRITORY_CMD_H

#include <stdint.h>

struct db;

/* linli import territory FILE... ; returns the exit code. */
int territory_import_cmd(struct db *db, int64_t district, int argc, char **argv);
/* linli district add|list ; argv from that word on. */
int territory_district_cmd(struct db *db, int argc, char **argv);

#endif
