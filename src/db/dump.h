/* dump.h: everything a database holds as one file, the same for both engines.
 *
 * The file is gzip and, behind it, 32 bytes: BLAKE2b of all that stands before them. A file that was
 * cut or changed anywhere is refused before anything of it is used. (The digest finds accidents; who
 * can write the file can also write a digest. Keep backups where only the owner writes.)
 *
 * Unpacked it is the line "LINLI BACKUP 1\n" and then records, each a letter and its values:
 *
 *   H  program (text), engine it was made on (text), schema number, moment
 *   T  table (text), types of its columns (text, one letter each), their names (text, with spaces
 *      between); in order of the names of tables
 *   R  a row: its values in that order; rows come in the order of the table's key
 *   U  number of rows; ends the table
 *   F  name (text), bytes; of the file store, after all tables
 *   Z  number of tables, rows, files; nothing follows
 *
 * Values: i and numbers are 8 bytes, lowest first; r the same 8 bytes of an IEEE 754 double; t and b
 * the number of bytes, then the bytes.
 *
 * Tables and columns are those the database has: a new table needs nothing here. schema_version is
 * made by migrating. Derived tables, whose rows follow from others, are left out by name and made
 * anew by the caller.
 *
 * This is the only place that builds SQL while running: out of names the database itself gave, never
 * out of the file. */
#ifndef LINLI_DB_DUMP_H
#define LINLI_DB_DUMP_H

#include "db/db.h"

struct dump_head {
	struct str program, engine;
	int64_t schema, made_at;
};

struct dump_sums {
	int64_t tables, rows, files;
};

/* ---- writing ---- */

struct dump_out;

/* Starts PATH.part, mode 0600. E_STALE: PATH or PATH.part is there already. Everywhere here *ret_why
 * is a line for the terminal when an error is returned. */
int dump_create(const char *path, struct arena *a, struct dump_out **ret, struct str *ret_why);
/* Writes the head and all tables as tx sees them: one reading transaction, so one moment. Starts the
 * file over when called again. derived: names of tables, NULL ends them. */
int dump_tables(struct tx *tx, struct dump_out *d, const struct dump_head *head,
		const char *const *derived, struct str *ret_why);
/* After the tables. A failure to write is told by dump_finish. */
void dump_file(struct dump_out *d, struct str name, struct str bytes);
/* Ends the file, fsyncs it and gives it its name. E_FULL, E_IO. d is gone, whatever happened. */
int dump_finish(struct dump_out *d, struct dump_sums *ret);
void dump_abandon(struct dump_out *d); /* instead: removes what was written */

/* ---- reading ---- */

struct dump_in;

/* Reads the whole file once for its digest, then the head. E_MALFORMED: it is no backup, or cut or
 * changed, or of a later format. */
int dump_open(const char *path, struct arena *a, struct dump_in **ret, struct dump_head *ret_head,
	      struct str *ret_why);
void dump_close(struct dump_in *d);
/* Puts all rows into the tables, which must be those of the file's schema and empty (E_STALE), and
 * counts them again. Starts at the beginning when called again. */
int dump_load(struct tx *tx, struct dump_in *d, const char *const *derived, struct str *ret_why);
/* The next file; E_NOTFOUND after the last, and then *ret_sums is what was read. In the arena. */
int dump_next_file(struct dump_in *d, struct arena *a, struct str *ret_name, struct str *ret_bytes,
		   struct dump_sums *ret_sums);

#endif
