/* catalogue_import.h: the catalogue as a table, in and out.
 *
 * The columns are those of share/catalogue/README.md, or their Chinese names; a bare tree (class, group and item
 * alone) is a catalogue too, whose rules are the house rule. A code says which node a row means: with another name
 * or under another parent the node is renamed or moved, with its history and its matters. Without a code the same
 * names under the same parent are the same node. So a file may be read again: only what it changes is changed.
 * Where a node has no code, its number stands in the column of the code: #123. */
#ifndef LINLI_CATALOGUE_IMPORT_H
#define LINLI_CATALOGUE_IMPORT_H

#include "features/catalogue/catalogue_edit.h"
#include "lib/sheet.h"

enum { CATALOGUE_LINES_MAX = 20000 };

/* One row of the table. */
struct catalogue_line {
	size_t line;
	const char *error;	      /* Chinese message key: it cannot be taken */
	struct catalogue_draft at[3]; /* class, group, item */
	int64_t id[3];		      /* the #number each was given instead of a code, or 0 */
	size_t depth;		      /* how many of them it names */
	struct catalogue_rule rule;
	unsigned said; /* which of the rule's columns the table has something to say in */
	bool has_rule;
};
struct catalogue_sheet {
	struct catalogue_line *v;
	size_t n;
	struct str filename;
};

/* Reads a table; bytes must stay. Needs no database. E_INVALID: no column names a level; ret_why says in
 * English why, for the terminal. Others: see sheet_open_bytes. */
int catalogue_sheet_read(struct arena *a, struct str bytes, struct str filename,
			 struct catalogue_sheet *ret, struct str *ret_why);

/* The rule a line asks for where `had` holds: what the table does not say stays. */
struct catalogue_rule catalogue_line_rule(const struct catalogue_line *l,
					  const struct catalogue_rule *had);

/* What a line does to a node; a plan's row may have several. */
enum {
	PLAN_ADD = 1,
	PLAN_NAME = 2, /* English name, code or colour */
	PLAN_RULE = 4,
	PLAN_RESTORE = 8,
	PLAN_RETIRE = 16,
	PLAN_RENAME = 32,
	PLAN_MOVE = 64,
};

struct catalogue_plan_row {
	size_t line; /* 0: not in the file */
	int does;
	struct str path, was; /* was: the path before it was renamed or moved */
};
struct catalogue_bad_row {
	size_t line;
	const char *why; /* Chinese message key */
	struct str what; /* the names the row gives */
};
struct catalogue_plan {
	struct {
		struct catalogue_plan_row *v;
		size_t n;
	} rows;
	struct {
		struct catalogue_bad_row *v;
		size_t n;
	} bad;
	/* Nodes; one may be renamed, moved and changed. same: lines that change nothing. */
	int64_t added, renamed, moved, changed, restored, retired, same;
	bool unclear; /* of a bad row nobody can tell which node it means: none is retired as missing */
};

struct catalogue_import {
	int64_t from;	     /* changed rules begin; 0 = now */
	bool retire_missing; /* live nodes the file does not name are retired */
	bool new_codes; /* a code nobody has makes a new node; else the row is refused, unless the
			      * catalogue has no codes yet */
	bool dry;	/* writes nothing: a reading transaction will do */
};
int catalogue_import(struct tx *tx, const struct actor *who, const struct catalogue_sheet *sheet,
		     const struct catalogue_import *how, struct catalogue_plan *ret);

/* The live catalogue with the rules of now, such that importing it again changes nothing. */
int catalogue_export(struct tx *tx, int64_t district, enum sheet_kind kind, int fd);

#endif
