/* main.h: the commands. Options that every command knows are read once, in linli.c. */
#ifndef LINLI_MAIN_H
#define LINLI_MAIN_H

#include "db/db.h"
#include "http/route.h"
#include "kit/privacy.h"

#define VERSION "0.1.0"

struct options {
	const char *db_url, *data, *listen, *tls_cert, *tls_key, *base_url, *trust_proxy,
		*map_tiles;
	int64_t district; /* 0 = the only one there is */
	int workers;
	bool demo;
};

/* One command. argv holds what follows its words, without the options above; the result is the exit status. */
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
	OWN_HELP = 32,	   /* run answers --help itself, without a database */
};

int serve_cmd(const struct options *o, struct db *db, int argc, char **argv);
int setting_cmd(const struct options *o, struct db *db, int argc, char **argv);
int calendar_recur_cmd(const struct options *o, struct db *db, int argc, char **argv);
int import_holidays_cmd(const struct options *o, struct db *db, int argc, char **argv);
int routes_cmd(const struct options *o, struct db *db, int argc, char **argv);
int history_export_cmd(const struct options *o, struct db *db, int argc, char **argv);
int history_verify_cmd(const struct options *o, struct db *db, int argc, char **argv);
int verify_cmd(const struct options *o, struct db *db, int argc, char **argv);
int outbox_cmd(const struct options *o, struct db *db, int argc, char **argv);
int backup_cmd(const struct options *o, struct db *db, int argc, char **argv);
int restore_cmd(const struct options *o, struct db *db, int argc, char **argv);

/* Every route of the program: routes.c. */
extern const struct route_table *const all_routes[];
extern const size_t all_routes_n;
/* What each feature keeps of people: routes.c. */
extern const struct personal_list all_personal;
/* A contiguous copy of them, as the router and the OpenAPI document want it. */
const struct route_table *route_tables(void);
/* Puts the side entries this reader may use on the page. */
void set_nav(struct req *r);

#endif
