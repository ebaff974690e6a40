/* schema.c: finds the numbered files of several folders and puts them in order; each is read by
 * schema_file.c. */
#include "schema.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "schema_file.h"
#include "tool.h"

/* src/features/street/schema belongs to street. */
static struct str
owner_of(const char *dir)
{
	struct str s = str_of(dir), name = {0}, owner = {0};

	for (struct str part; str_next(&s, '/', &part);) {
		if (!part.n)
			continue;
		owner = name;
		name = part;
	}
	return owner;
}

/* NNNN_name.sql */
static struct schema_file
file_of(struct arena *a, const char *dir, struct str entry)
{
	struct schema_file f = {.path = str_fmt(a, "%s/%.*s", dir, STR(entry)).p};
	int64_t number = 0;

	if (entry.n < sizeof "0000_x.sql" - 1 || entry.p[4] != '_' ||
	    !str_int(str_sub(entry, 0, 4), &number) || number < 1)
		die_at(f.path, 0, "a migration is called NNNN_name.sql, from 0001");
	f.number = (int)number;
	f.name = str_dup(a, str_sub(entry, 0, entry.n - 4));
	f.owner = owner_of(dir);
	return f;
}

static void
add_folder(struct schema *s, struct arena *a, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	if (!d)
		die_at(dir, 0, "cannot open the folder: %s", strerror(errno));
	while ((e = readdir(d))) {
		struct str entry = str_of(e->d_name);

		if (!str_ends(entry, S(".sql")))
			continue;
		s->files = arena_grow(a, s->files, s->files_n * sizeof *s->files,
				      (s->files_n + 1) * sizeof *s->files);
		s->files[s->files_n++] = file_of(a, dir, entry);
	}
	closedir(d);
}

static int
by_number(const void *x, const void *y)
{
	const struct schema_file *a = x, *b = y;

	return a->number != b->number ? (a->number > b->number) - (a->number < b->number)
				      : strcmp(a->path, b->path);
}

void
schema_load(struct schema *s, struct arena *a, char *const dirs[], size_t dirs_n)
{
	*s = (struct schema){0};
	for (size_t i = 0; i < dirs_n; i++)
		add_folder(s, a, dirs[i]);
	if (s->files_n)
		qsort(s->files, s->files_n, sizeof *s->files, by_number);
	for (size_t i = 0; i < s->files_n; i++) {
		const struct schema_file *f = &s->files[i];

		if (i && f->number == f[-1].number)
			die_at(f->path, 0, "number %04d is taken by %s", f->number, f[-1].path);
		if (f->number != (int)i + 1)
			die_at(f->path, 0, "number %04d is missing before it", (int)i + 1);
		schema_file_read(s, a, &s->files[i]);
	}
}
