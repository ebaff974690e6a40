/* mkschema.c: numbered migrations, one text, spelt for SQLite, PostgreSQL and Citus.
 *
 *   mkschema --out FILE DIR...
 *
 * Collects NNNN_name.sql from all folders, sorts them by number and writes FILE, the C table
 * migrations[] of db/migrate.h. Numbers start at 0001 and leave no gap over all folders together.
 *
 * The text is PostgreSQL's. Known statements: CREATE TABLE, CREATE [UNIQUE] INDEX, CREATE VIEW,
 * ALTER TABLE (ADD, DROP, RENAME COLUMN; RENAME TO), DROP TABLE, INDEX and VIEW, INSERT, UPDATE,
 * DELETE, each ended by ;
 *
 *   -- The houses people live in.
 *   CREATE TABLE house (
 *       district BIGINT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL,
 *       PRIMARY KEY (district, id)
 *   );
 *   --@pg ALTER TABLE house ADD COLUMN words tsvector;
 *   --@pg CREATE INDEX house_words ON house
 *   --@+  USING gin (words);
 *
 * Column types are BIGINT, TEXT, BYTEA and DOUBLE PRECISION; SQLite gets INTEGER, TEXT, BLOB, REAL
 * and STRICT tables, PostgreSQL gets TEXT COLLATE "C" so that both sort text by its bytes.
 *
 *   --@shared        the next table belongs to all districts
 *   --@clustered     SQLite keeps the rows of the next table in its key (WITHOUT ROWID): for narrow rows
 *   --@sqlite TEXT   statements for one engine, run where they stand
 *   --@pg TEXT
 *   --@citus TEXT    statements run after the file where the citus extension is there. A new table
 *                    that no such line names is made a distributed table by district, or a
 *                    reference table when it is shared.
 *   --@+ TEXT        goes on with the engine's line above
 *
 * Refused, with file:line and status 1: other statements and types, nullable columns, a new column
 * without DEFAULT, a table without a key, and, unless it is shared, a table whose first column and
 * first key column are not district or a unique key without district.
 *
 * The checksum is that of the whole file: once released, a file is not touched any more. */
#include <stdio.h>
#include <string.h>

#include "schema.h"
#include "tool.h"

static void
put_text(struct buf *b, const char *field, struct str text)
{
	struct str line;

	buf_fmt(b, "\t\t.%s =", field);
	if (text.n == 0)
		BUF_LIT(b, " \"\"");
	while (text.n && str_next(&text, '\n', &line)) {
		BUF_LIT(b, "\n\t\t\t\"");
		tool_c_escape(b, line);
		BUF_LIT(b, "\\n\"");
	}
	BUF_LIT(b, ",\n");
}

static struct str
table(struct arena *a, const struct schema *s)
{
	struct buf b;

	buf_init(&b, a);
	BUF_LIT(&b, "/* Made by mkschema; do not edit. */\n#include \"db/migrate.h\"\n\n"
		    "const struct migration migrations[] = {\n");
	for (size_t i = 0; i < s->files_n; i++) {
		const struct schema_file *f = &s->files[i];

		buf_fmt(&b, "\t{\n\t\t.number = %d,\n\t\t.name = \"%.*s\",\n", f->number,
			STR(f->name));
		put_text(&b, "sqlite", f->sqlite);
		put_text(&b, "pg", f->pg);
		put_text(&b, "citus", f->citus);
		buf_fmt(&b, "\t\t.checksum = \"%s\",\n\t},\n", f->checksum);
	}
	BUF_LIT(&b,
		"};\nconst int migrations_n = (int)(sizeof migrations / sizeof migrations[0]);\n");
	return buf_done(&b);
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct schema s;

	if (argc < 4 || strcmp(argv[1], "--out") != 0) {
		fputs("usage: mkschema --out FILE DIR...\n", stderr);
		return 2;
	}
	arena_init(&a);
	schema_load(&s, &a, argv + 3, (size_t)argc - 3);
	if (s.files_n == 0)
		die_at(argv[3], 0, "no migrations here");
	tool_write(argv[2], table(&a, &s));
	arena_release(&a);
	return 0;
}
