/* catalogue_tree.h: the catalogue in memory while a table is read into it: as it is, then as it will be. */
#ifndef LINLI_CATALOGUE_TREE_H
#define LINLI_CATALOGUE_TREE_H

#include "features/catalogue/catalogue.h"

/* A node, as it is or as it will be. */
struct told_step;

struct entry {
	struct catalogue_node n;
	struct entry *up;
	const struct catalogue_rule *rule; /* its own when the import begins to count, or NULL */
	int64_t last;			   /* position of its last child */
	size_t line;			   /* the row that was about it */
	bool seen;			   /* the file names it */
	bool told;			   /* a row said what it is called and where it lies */
	bool named;			   /* a row gave it an English name */
	bool hides;			   /* its matters are never public from now on */
	bool is_new, dirty;		   /* dirty: something under it changed */
	struct str path, path_en;	   /* as they are stored */
	int64_t class;
	struct told_step *steps;	   /* to be written when the row is done */
	struct entry *next_named, *next_coded; /* of the same hash */
};

struct tree {
	struct entry top;	       /* above the classes */
	struct entry **all;	       /* in order of coming; at first by id */
	size_t all_n, old_n;	       /* old: those that were there before */
	struct entry **named, **coded; /* hash tables */
	size_t mask;
	bool has_codes; /* of those that were there before, one has a code */
};

/* more: how many nodes may come; at: the moment the rules are those of. */
int tree_load(struct tx *tx, int64_t district, int64_t at, size_t more, struct tree *ret);
struct entry *tree_named(const struct tree *t, int64_t parent, struct str name);
struct entry *tree_coded(const struct tree *t, struct str code);
/* One of the nodes that were there before; 0: what is above the classes. */
struct entry *tree_old(struct tree *t, int64_t id);
void tree_add(struct tree *t, struct entry *e);
/* Found by its code from now on. */
void tree_code(struct tree *t, struct entry *e);
/* Under this name and parent from now on; a new parent takes it as its last. */
void tree_place(struct tree *t, struct entry *e, struct entry *up, struct str name);
/* Its paths are in the database as they are here. */
void tree_stored(struct entry *e);

#endif
