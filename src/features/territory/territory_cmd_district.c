/* territory_cmd_district.c: linli district: opening districts and listing them. */
#include <stdio.h>
#include <string.h>

#include "db/db.h"
#include "features/territory/territory.h"
#include "features/territory/territory_cmd.h"
#include "kit/district.h"
#include "ui/print.h"

static const char help[] =
	"usage: linli district add CODE NAME   opens the district with this six-digit division "
	"code;\n"
	"                                      takes over its streets and communities when the "
	"national\n"
	"                                      table knows it (linli import territory)\n"
	"       linli district host CODE NAME  requests to this host name are the district's; '' for none\n"
	"       linli district list            the districts this database serves\n";

struct opening {
	int64_t code, root;
	struct str name;
	size_t streets, communities;
	const char *why;
};

static int
run_open(struct tx *tx, void *arg)
{
	struct opening *o = arg;
	struct territory_node_list list;
	int rc = territory_open_district(tx, o->code, o->name, &o->root);

	o->why = tx->fault.text;
	TRY(rc);
	TRY(territory_of_level(tx, o->code, LEVEL_STREET, 0, &list));
	o->streets = list.n;
	TRY(territory_communities(tx, o->code, &list));
	o->communities = list.n;
	return 0;
}

static int
run_list(struct tx *tx, void *arg)
{
	struct district_list list;

	TRY(district_all(tx, &list));
	for (size_t i = 0; i < list.n; i++)
		printf("%lld %.*s\n", (long long)list.v[i].code, STR(list.v[i].name));
	return 0;
}

static int
add(struct db *db, struct arena *a, const char *code, const char *name)
{
	struct opening o = {.name = str_of(name)};
	int rc;

	if (!str_int(str_of(code), &o.code)) {
		fprintf(stderr, "linli: %s is not a division code of six digits\n", code);
		return 2;
	}
	rc = db_bulk(db, a, run_open, &o);
	if (rc < 0) {
		fprintf(stderr, "linli: %s %s: %s\n", code, name,
			o.why ? ui_translate(LANG_EN, o.why) : err_line(rc));
		return 2;
	}
	printf("%s %s is open: %zu streets, %zu communities\n", code, name, o.streets,
	       o.communities);
	return 0;
}

struct naming {
	int64_t code;
	struct str host;
};

static int
run_host(struct tx *tx, void *arg)
{
	const struct naming *n = arg;

	return district_set_host(tx, n->code, n->host);
}

static int
host(struct db *db, struct arena *a, const char *code, const char *name)
{
	struct naming n = {.host = str_of(name)};
	int rc;

	if (!str_int(str_of(code), &n.code)) {
		fprintf(stderr, "linli: %s is not a division code of six digits\n", code);
		return 2;
	}
	rc = db_write_now(db, a, run_host, &n);
	if (rc == E_NOTFOUND)
		fprintf(stderr, "linli: %s is not open: linli district list\n", code);
	else if (rc == E_INVALID)
		fprintf(stderr, "linli: %s is no host name: small letters, digits, dots and hyphens, without port\n",
			name);
	else if (rc == E_STALE)
		fprintf(stderr, "linli: %s is another district's host name\n", name);
	else if (rc < 0)
		fprintf(stderr, "linli: %s %s: %s\n", code, name, err_line(rc));
	return rc < 0 ? 2 : 0;
}

int
territory_district_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct arena a;
	int rc = 2;

	arena_init(&a);
	if (argc == 3 && strcmp(argv[0], "add") == 0)
		rc = add(db, &a, argv[1], argv[2]);
	else if (argc == 3 && strcmp(argv[0], "host") == 0)
		rc = host(db, &a, argv[1], argv[2]);
	else if (argc == 1 && strcmp(argv[0], "list") == 0)
		rc = db_read_now(db, &a, run_list, NULL) < 0 ? 2 : 0;
	else if (argc == 1 && strcmp(argv[0], "--help") == 0)
		rc = fputs(help, stdout) < 0 ? 2 : 0;
	else
		fputs("linli: district wants add CODE NAME, host CODE NAME, or list\n", stderr);
	arena_release(&a);
	return rc;
}
