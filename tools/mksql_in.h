/* mksql_in.h: an x.sql file as mksql sees it. The manual is in mksql.c. */
#ifndef LINLI_TOOLS_MKSQL_IN_H
#define LINLI_TOOLS_MKSQL_IN_H

#include <sqlite3.h>

#include "base/str.h"
#include "schema_file.h"

enum kind { KIND_ONE = 1, KIND_MANY, KIND_EACH, KIND_EXEC, KIND_EXEC1, KIND__MAX };
enum reach { REACH_DISTRICT = 1, REACH_SHARED, REACH_CITY };

/* A parameter or a column. */
struct field {
	struct str name;
	char type;   /* as in struct db_stmt: i t b r */
	bool of_row; /* a parameter that is a column of the row that the statement takes */
	bool used;   /* a parameter that a text names */
};

struct fields {
	struct field *v;
	size_t n;
};

/* A struct of the output. */
struct row {
	struct str name, doc;
	struct fields cols;
	unsigned kinds; /* bit (1 << kind): which statements return it */
	struct row *next;
};

struct text {
	struct str s; /* empty = the other engine's only */
	int line;
};

struct stmt {
	enum kind kind;
	enum reach reach;
	struct str name, doc;
	struct str walks; /* why it may go over a whole table; empty = it does not */
	struct fields params;	/* district is the first, unless shared or city */
	struct row *in;		/* the row it takes: its columns that a text names are parameters */
	struct row *row;	/* NULL: returns no rows */
	struct text sqlite, pg; /* the same text unless two were given */
	bool two_texts, writes;
	int line;
	struct stmt *next;
};

/* A number with a name: an enumerator of the C headers. */
struct word {
	struct str name;
	int64_t number;
	bool plain; /* its number could be read */
	bool used;  /* by a statement of this file */
};

struct words {
	struct word *v;
	size_t n;
};

/* A feature and the features that it uses, itself or through those it uses. */
struct owner {
	struct str name, uses; /* as features.def says: "account territory" */
};

struct owners {
	const struct owner *v;
	size_t n;
};

struct sql_file {
	const char *path;
	struct str name; /* whose statements these are */
	struct owners owners;
	bool fenced; /* owners is known: others' tables are not written, strangers' not read */
	bool old_style; /* $1, $2 … and long calls are still taken */
	struct words words;
	struct str *includes; /* headers that declare the words */
	size_t includes_n;
	struct str said_path; /* as it is printed into the output */
	struct stmt *stmts;
	struct row *rows;
	size_t stmts_n;
};

enum { ARGS_MAX = 8, PARAMS_MAX = 64, COLS_MAX = 80, NAME_MAX_LEN = 56 };

/* Each ends the program at the first mistake. */
void mksql_parse(struct sql_file *f, struct arena *a);
/* features.def */
struct owners mksql_owners(struct arena *a, const char *path);
/* Whether name may read what belongs to owner. */
bool mksql_may_read(const struct owners *o, struct str name, struct str owner);
/* The enumerators of preprocessed C. */
struct words mksql_words(struct arena *a, const char *path);
/* Writes numbers and columns where the texts say $name and {…}. */
void mksql_expand(struct sql_file *f, struct arena *a);
/* The house rules, then the engine's opinion; fills writes. db has the schema. */
void mksql_check(struct sql_file *f, struct arena *a, const struct schema *schema, sqlite3 *db);
/* The part of it that looks at words alone. */
void mksql_rules(const struct sql_file *f, const struct stmt *st, struct arena *a,
		 const struct schema *schema);
/* Every district's table that a text names is found by its own district = $district. */
void mksql_districts(const struct sql_file *f, struct arena *a, const struct text *text,
		     const struct schema *schema);
/* NAME_row.h, and what calls the statements: NAME_sql.h and NAME_sql.c. */
void mksql_emit_rows(const struct sql_file *f, struct arena *a, struct str name, const char *dir);
void mksql_emit(const struct sql_file *f, struct arena *a, struct str name, const char *dir);

#endif
