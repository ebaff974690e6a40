/* catalogue_page.h: what the views of the catalogue are given. */
#ifndef LINLI_CATALOGUE_PAGE_H
#define LINLI_CATALOGUE_PAGE_H

#include "features/catalogue/catalogue_import.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

/* A node in a list, in the reader's words. */
struct catalogue_line_view {
	int64_t id, items;
	struct str name, path, above, code, colour; /* above: the path without the name */
	const char *colour_word;
	bool retired;
};
struct catalogue_lines {
	struct catalogue_line_view *v;
	size_t n;
};

/* A group with its items; without a name the items stand under the node itself. */
struct catalogue_section {
	struct catalogue_line_view head;
	struct catalogue_lines items;
};
struct catalogue_sections {
	struct catalogue_section *v;
	size_t n;
};

struct catalogue_index_page {
	struct str query;
	bool searched, edit, more; /* more: there are further hits */
	int64_t items;
	struct catalogue_lines lines;
	struct catalogue_lines retired; /* classes out of use, for who edits */
};

struct catalogue_question {
	struct str label, type;
	const char *type_word; /* Chinese message key, or NULL: type holds what to choose from */
};
struct catalogue_questions {
	struct catalogue_question *v;
	size_t n;
};

struct catalogue_limit {
	struct str hours, days; /* days: "" when not whole */
};

struct catalogue_change {
	const char *field; /* Chinese message key */
	struct str was, now;
};
struct catalogue_changes {
	struct catalogue_change *v;
	size_t n;
};
struct catalogue_version {
	int64_t id, from, to; /* 0: since always, until further notice */
	bool current, planned, first;
	struct str from_day; /* planned: for the address of the form */
	struct catalogue_changes changes;
};
struct catalogue_versions_view {
	struct catalogue_version *v;
	size_t n;
};

struct catalogue_step_view {
	const char *word;
	int64_t at;
	struct str who, text;
};
struct catalogue_steps_view {
	struct catalogue_step_view *v;
	size_t n;
};

/* Whose rule holds. */
enum catalogue_origin { RULE_OWN = 1, RULE_ABOVE, RULE_HOUSE };

struct catalogue_node_page {
	struct catalogue_node n;
	struct str name;
	const char *colour_word;
	struct catalogue_lines path; /* from the class down to the parent */
	struct catalogue_sections sections;
	struct catalogue_lines retired; /* children out of use, for who edits */
	enum catalogue_origin origin;
	struct catalogue_line_view above; /* RULE_ABOVE: where it stands */
	struct str body, co, basis, standard, evidence, keywords;
	const char *circle;
	struct catalogue_limit accept, handle, follow;
	struct catalogue_questions questions;
	struct catalogue_versions_view versions;
	struct catalogue_steps_view steps;
	bool edit, local_basis, is_leaf, above_live;
};

/* A form about a node. */
struct catalogue_form_page {
	struct catalogue_node n;
	struct str name, path;
	bool adding, coded;
	struct pick_list bodies, co, parents;
	struct catalogue_line_view parent;
	int64_t starting; /* the rule form changes the version that begins then; 0: what holds now */
	int64_t next_from; /* a version that is planned already; 0: none */
	struct str next_day;
	struct catalogue_changes against; /* somebody was faster: what holds and what was typed */
};

struct catalogue_plan_line {
	size_t line;
	struct str path, was; /* was: before it was renamed or moved */
	bool adds, renames, moves, names, rules, restores, retires;
};
struct catalogue_import_page {
	struct str filename; /* the form: of the table that waits */
	struct str seen;     /* which plan this is */
	struct {
		struct catalogue_plan_line *v;
		size_t n;
	} rows;
	struct catalogue_plan plan;
	size_t hidden, hidden_bad; /* rows beyond those shown */
	int64_t from, items;	   /* items: that the catalogue has now */
	int64_t lines, good, bad;  /* of the table */
	bool kept;		   /* nothing is retired, for it is not clear what some rows mean */
	bool retire_missing, nothing, again; /* again: the plan is another one than was confirmed */
};

#endif
