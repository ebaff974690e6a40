/* schema_file.h: one migration, checked and respelt. */
#ifndef LINLI_TOOLS_SCHEMA_FILE_H
#define LINLI_TOOLS_SCHEMA_FILE_H

#include "schema.h"

/* Fills sqlite, pg, citus and checksum of f, and keeps s->tables up to date. */
void schema_file_read(struct schema *s, struct arena *a, struct schema_file *f);
const struct schema_table *schema_find(const struct schema *s, struct str table);

#endif
