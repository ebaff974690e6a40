/* linli.c: the program: finds the command among those of all features, and reads the options they share. */
#include "main/main.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <curl/curl.h>
#include <sodium.h>

#include "db/migrate.h"
#include "kit/district.h"
#include "kit/holiday.h"
#include "lib/secret.h"
#include "main/options.h"

/* The command after this one of all features'; NULL begins and ends the walk. */
static const struct command *
next_command(const struct command *c)
{
	bool found = !c;

	for (size_t i = 0; i < all_features.n; i++)
		for (const struct command *at = all_features.v[i]->commands; at && at->words; at++) {
			if (found)
				return at;
			found = at == c;
		}
	return NULL;
}

/* Refuses a database that is not at the program's schema, with a line that says what to do. older: one that an older program
 * made will do. */
static int
require_schema(struct db *db, bool older)
{
	struct arena a;
	enum schema_state state;
	int have = 0, rc;

	arena_init(&a);
	rc = schema_state(db, &a, &state, &have);
	arena_release(&a);
	if (rc == 0 && older && (state == SCHEMA_OLD || state == SCHEMA_LOCAL))
		return 0;
	if (rc < 0)
		fprintf(stderr, "linli: the database cannot be read: %s\n", err_line(rc));
	else if (state == SCHEMA_NEWER)
		fprintf(stderr,
			"linli: the database has schema %d, this program knows %d: upgrade the "
			"program\n",
			have, migrations_n);
	else if (state == SCHEMA_EDITED)
		fprintf(stderr, "linli: a schema file was changed after it was applied: use the "
				"program that made the database\n");
	else if (state == SCHEMA_LOCAL)
		fprintf(stderr, "linli: Citus is here, and tables are not distributed: create the extension before "
				"the first linli migrate (README, A city)\n");
	else if (state != SCHEMA_CURRENT)
		fprintf(stderr,
			"linli: the database has schema %d, this program needs %d: run linli "
			"migrate --db URL\n",
			have, migrations_n);
	else
		return 0;
	return E_SCHEMA;
}

static int
list_districts(struct tx *tx, void *arg)
{
	return district_all(tx, arg);
}

/* The district meant: named, or the only one there is. */
static int
find_district(struct options *o, struct db *db, bool must)
{
	struct district_list all = {0};
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, list_districts, &all);
	if (rc < 0) {
		fprintf(stderr, "linli: the database cannot be read: %s\n", err_line(rc));
	} else if (!o->district && all.n == 1) {
		o->district = all.v[0].code;
	} else if (o->district || must) {
		bool found = false;

		for (size_t i = 0; i < all.n; i++)
			found |= all.v[i].code == o->district;
		if (!found)
			rc = E_INVALID;
		if (!found && o->district)
			fprintf(stderr,
				"linli: district %lld is not open: linli district add CODE NAME\n",
				(long long)o->district);
		else if (!found)
			fprintf(stderr, "linli: %s\n",
				all.n ? "there are several districts: say --district CODE"
				      : "no district is open: linli district add CODE NAME");
	}
	arena_release(&a);
	return rc;
}

/* Is this the first word of the command's? NULL fits all. */
static bool
in_group(const struct command *c, const char *word)
{
	struct str rest = str_of(c->words), first;

	return !word || (str_next(&rest, ' ', &first) && str_is(first, word));
}

static bool
is_group(const char *word)
{
	for (const struct command *c = next_command(NULL); c; c = next_command(c))
		if (in_group(c, word))
			return true;
	return false;
}

/* The commands of a group ("import"), or with NULL all. */
static void
usage(FILE *to, const char *group)
{
	fprintf(to, "linli " VERSION ": a district's neighbours, staff and departments solve local "
				     "problems together\n\n");
	for (const struct command *c = next_command(NULL); c; c = next_command(c))
		if (in_group(c, group))
			fprintf(to, "  linli %-17s %s\n", c->words, c->about);
	fprintf(to, "\n--db takes sqlite:PATH or postgresql://…; --district CODE where several are "
		    "open; --config FILE holds options as lines \"name = value\".\n"
		    "linli COMMAND --help says what a command takes.\n");
}

/* What the command takes, and what every command that does so takes alike. */
static int
help_of(const struct command *c, const struct options *o)
{
	int status = 0;

	if (c->needs & OWN_HELP)
		status = c->run(o, NULL, 1, (char *[]){(char[]){"--help"}});
	else
		printf("usage: linli %s%s%s\n\n%s\n", c->words, *c->usage ? " " : "", c->usage, c->about);
	if (c->needs & (NEED_DB | WANT_DB))
		printf("\n--db URL         sqlite:PATH or postgresql://…\n"
		       "--config FILE    options as lines \"name = value\"; the command line counts more\n");
	if (c->needs & NEED_DISTRICT)
		printf("--district CODE  the district meant, where several are open\n");
	return status;
}

/* No command has these words: the list for who asks for it, one line for who mistyped. */
static int
no_command(int argc, char **argv, bool help)
{
	const char *group = argc ? argv[0] : NULL;

	if (help && is_group(group)) {
		usage(stdout, group);
		return 0;
	}
	if (argc)
		fprintf(stderr, "linli: there is no command \"%s%s%s\": linli --help lists them\n", argv[0],
			argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
	else
		usage(stderr, NULL);
	return 2;
}

/* How many words the command has; 0 = argv does not begin with them. */
static int
match(const struct command *c, int argc, char **argv)
{
	struct str rest = str_of(c->words), word;
	int n = 0;

	while (str_next(&rest, ' ', &word))
		if (n == argc || !str_is(word, argv[n++]))
			return 0;
	return n;
}

/* The command whose words begin argv, the one with most words; *ret_words = how many. */
static const struct command *
find_command(int argc, char **argv, int *ret_words)
{
	const struct command *best = NULL;

	*ret_words = 0;
	for (const struct command *c = next_command(NULL); c; c = next_command(c)) {
		int n = match(c, argc, argv);

		if (n > *ret_words) {
			*ret_words = n;
			best = c;
		}
	}
	return best;
}

static int
open_database(const struct command *c, const struct options *o, struct db **ret)
{
	struct arena a;
	struct str why = S("");
	int rc;

	if (!o->db_url) {
		fprintf(stderr, "linli: --db is missing: sqlite:PATH or postgresql://…\n");
		return E_INVALID;
	}
	arena_init(&a);
	rc = db_open(o->db_url, o->workers ? o->workers : 8, &a, ret, &why);
	if (rc < 0)
		fprintf(stderr, "linli: %.*s\n", STR(why));
	arena_release(&a);
	if (rc == 0 && c->needs & (NEED_SCHEMA | NEED_TABLES | WANT_DB))
		rc = require_schema(*ret, c->needs & NEED_TABLES);
	return rc;
}

static int
load_key(const struct command *c, const struct options *o)
{
	struct arena a;
	struct str why = S("");
	int rc;

	if (!o->data) {
		if (!(c->needs & NEED_KEY))
			return 0;
		fprintf(stderr,
			"linli: --data is missing: the folder of photos and of the secret key\n");
		return E_INVALID;
	}
	if (mkdir(o->data, 0700) < 0 && errno != EEXIST) {
		fprintf(stderr, "linli: cannot make the folder %s: %s\n", o->data, strerror(errno));
		return E_IO;
	}
	arena_init(&a);
	rc = secret_load(o->data, &a, &why);
	if (rc < 0)
		fprintf(stderr, "linli: %.*s\n", STR(why));
	arena_release(&a);
	return rc;
}

static int
run_load_holidays(struct tx *tx, void *arg)
{
	(void)arg;
	return holiday_load(tx);
}

static int
load_holidays(struct db *db)
{
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_read_now(db, &a, run_load_holidays, NULL);
	if (rc < 0)
		fprintf(stderr, "linli: %s\n", err_line(rc));
	arena_release(&a);
	return rc;
}

static int
run(const struct command *c, struct options *o, int argc, char **argv)
{
	struct db *db = NULL;
	bool wanted = c->needs & WANT_DB && o->db_url;
	int status = 1;

	if (((c->needs & NEED_DB || wanted) && open_database(c, o, &db) < 0) ||
	    (c->needs & (NEED_KEY | WANT_KEY) && load_key(c, o) < 0) ||
	    ((c->needs & NEED_SCHEMA || wanted) &&
	     (load_holidays(db) < 0 || find_district(o, db, c->needs & NEED_DISTRICT) < 0)))
		goto out;
	status = c->run(o, db, argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "linli: the output cannot be written\n");
		status = status ? status : 1;
	}
out:
	db_close(db);
	return status;
}

int
main(int argc, char **argv)
{
	struct options o = {0};
	const struct command *c;
	bool help = false;
	int words = 0;

	/* A file that may not grow any more is an error of its write, not the end of the program. */
	signal(SIGXFSZ, SIG_IGN);
	if (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != 0) {
		fprintf(stderr, "linli: the libraries cannot be started\n");
		return 1;
	}
	argc = options_read(argc - 1, argv + 1, &o, &help);
	if (argc < 0)
		return 2;
	c = find_command(argc, argv + 1, &words);
	if (!c)
		return no_command(argc, argv + 1, help);
	if (help)
		return help_of(c, &o);
	return run(c, &o, argc - words, argv + 1 + words);
}
