/* territory_cmd.h: the territory on the command line: see struct command. */
#ifndef LINLI_TERRITORY_CMD_H
#define LINLI_TERRITORY_CMD_H

#include "kit/command.h"

/* linli import territory FILE… */
int territory_import_cmd(const struct options *o, struct db *db, int argc, char **argv);
/* linli import layers --kind … FILE.geojson; linli geo convert */
int territory_layers_cmd(const struct options *o, struct db *db, int argc, char **argv);
int territory_convert_cmd(const struct options *o, struct db *db, int argc, char **argv);
/* linli district add|list */
int territory_district_cmd(const struct options *o, struct db *db, int argc, char **argv);

#endif
