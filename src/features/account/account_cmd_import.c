/* account_cmd_import.c: linli import people: people and their roles out of a sheet, on the command line. */
#include <stdio.h>
#include <string.h>

#include "db/db.h"
#include "features/account/account_cmd.h"
#include "features/account/account_import.h"
#include "ui/print.h"

enum { FILE_MAX = 4 * 1024 * 1024 };

struct people {
	struct actor who;
	const char *path;
	bool dry;
	struct account_import im;
};

static int
plan(struct tx *tx, void *arg)
{
	struct people *p = arg;

	return account_import_plan(tx, &p->who, &p->im);
}

static int
put(struct tx *tx, void *arg)
{
	struct people *p = arg;

	return account_import_do(tx, &p->who, &p->im);
}

static void
report(const struct people *p)
{
	for (size_t i = 0; i < p->im.n; i++) {
		const struct account_import_row *row = &p->im.v[i];

		if (row->problem)
			fprintf(stderr, "%s:%zu: %s%s%s\n", p->path, row->line, row->column ? ui_translate(LANG_EN, row->column) : "",
				row->column ? ": " : "", ui_translate(LANG_EN, row->problem));
		else if (row->adds && !p->dry)
			printf("%.*s\t%.*s\n", STR(row->login.n ? row->login : row->phone), STR(row->password));
	}
	fprintf(stderr, "%sadded %lld, edited %lld, roles given %lld, bad lines %lld\n", p->dry ? "would be: " : "",
		(long long)p->im.added, (long long)p->im.edited, (long long)p->im.granted, (long long)p->im.bad);
}

static int
run(struct db *db, struct arena *a, struct people *p)
{
	struct str bytes;
	int rc = command_file(a, p->path, FILE_MAX, &bytes);

	if (rc == 0)
		rc = account_import_read(a, bytes, str_of(p->path), &p->im);
	if (rc == E_INVALID) {
		fprintf(stderr, "linli: %s: the first row wants name (姓名), and login (登录名) or phone (手机号)\n", p->path);
		return 1;
	}
	if (rc == 0 && p->dry)
		rc = db_read_now(db, a, plan, p);
	else if (rc == 0)
		rc = account_import_ready(db, a, &p->who, &p->im);
	if (rc == 0 && !p->dry)
		rc = db_write_now(db, a, put, p);
	if (rc < 0) {
		fprintf(stderr, "linli: %s: %s\n", p->path, err_line(rc));
		return 1;
	}
	report(p);
	return p->im.bad > 0;
}

int
account_import_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct people p = {.who = actor_system_of};
	struct arena a;
	int status = 2;

	p.who.district = o->district;
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--dry-run") == 0)
			p.dry = true;
		else if (p.path || argv[i][0] == '-')
			argc = 0, p.path = NULL;
		else
			p.path = argv[i];
	}
	if (!p.path) {
		fputs("linli: import people wants [--dry-run] FILE.csv|FILE.xlsx\n", stderr);
		return 2;
	}
	arena_init(&a);
	status = run(db, &a, &p);
	arena_release(&a);
	return status;
}
