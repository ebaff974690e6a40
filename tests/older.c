/* older.c: a database as an older program left it, for the test of the package.
 *
 *   older BACKUP DB DATA      BACKUP: of the older program; its schema is kept. DB: a path; DATA: the folder of files and key */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/dump.h"
#include "db/migrate.h"
#include "kit/file.h"

struct older {
	struct dump_in *in;
	struct dump_head head;
	const char *dir;
	struct file_store *files;
	struct str why;
};

static int
put_file(struct older *o, struct arena *a, struct str name, struct str bytes)
{
	struct str digest;
	int fd;

	if (!str_is(name, "secret.key"))
		return file_put(o->files, a, bytes, &digest);
	fd = open(str_fmt(a, "%s/secret.key", o->dir).p, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n || close(fd) < 0)
		return E_IO;
	return 0;
}

static int
put_back(struct tx *tx, void *arg)
{
	static const char *const derived[] = {"matter_find", "appeal_find", NULL};
	struct older *o = arg;
	struct dump_sums sums;
	struct str name, bytes;
	int rc;

	TRY(schema_migrate_in(tx, (int)o->head.schema, &o->why));
	TRY(dump_load(tx, o->in, derived, &o->why));
	while ((rc = dump_next_file(o->in, tx->arena, &name, &bytes, &sums)) == 0)
		TRY(put_file(o, tx->arena, name, bytes));
	return rc == E_NOTFOUND ? 0 : rc;
}

int
main(int argc, char **argv)
{
	struct older o = {.why = S("")};
	struct db *db = NULL;
	struct arena a;
	int rc;

	if (argc != 4)
		return fprintf(stderr, "usage: older BACKUP DB DATA\n"), 2;
	arena_init(&a);
	o.dir = argv[3];
	rc = dump_open(argv[1], &a, &o.in, &o.head, &o.why);
	if (rc == 0)
		rc = db_open(str_fmt(&a, "sqlite:%s", argv[2]).p, 1, &a, &db, &o.why);
	if (rc == 0)
		rc = file_store_open(o.dir, &a, &o.files, &o.why);
	if (rc == 0)
		rc = db_bulk(db, &a, put_back, &o);
	if (rc < 0)
		fprintf(stderr, "older: %.*s\n", STR(o.why.n ? o.why : str_of(err_line(rc))));
	else
		printf("%lld\n", (long long)o.head.schema);
	file_store_close(o.files);
	db_close(db);
	if (o.in)
		dump_close(o.in);
	arena_release(&a);
	return rc < 0;
}
