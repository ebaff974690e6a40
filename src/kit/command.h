/* command.h: a command of the program, as a row of a feature. */
#ifndef LINLI_KIT_COMMAND_H
#define LINLI_KIT_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct db;

/* What every command may be told; main reads them once. */
struct options {
	const char *db_url, *data, *listen, *tls_cert, *tls_key, *base_url, *trust_proxy, *map_tiles;
	const char *backups; /* the folder of dated backups */
	int keep;	     /* how many of them stay; 0 = the usual number */
	int64_t district; /* 0 = the only one there is */
	int workers, outbox_workers; /* 0 = the usual number */
	bool demo;
};

/* argv holds what follows the command's words, without the options above; the result is the exit status: 0, 1 refused,
 * 2 used wrongly. */
struct command {
	const char *words; /* "import appeals" */
	const char *usage; /* what follows the words */
	const char *about;
	unsigned needs;
	int (*run)(const struct options *o, struct db *db, int argc, char **argv);
};
enum {
	NEED_DB = 1,	   /* --db; opened before run */
	NEED_SCHEMA = 2,   /* … and at this program's schema */
	NEED_DISTRICT = 4, /* o->district is set */
	NEED_KEY = 8,	   /* DIR/secret.key is loaded, made when missing */
	WANT_KEY = 16,	   /* … when there is a --data */
	NEED_TABLES = 64, /* NEED_DB, and migrated by this program or an older one */
	OWN_HELP = 32,	   /* run answers --help itself, without a database */
};

/* The bytes of a file that a command names. E_IO; E_TOOBIG: more than most. */
int command_file(struct arena *a, const char *path, size_t most, struct str *ret);

#endif
