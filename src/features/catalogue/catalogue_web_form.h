/* catalogue_web_form.h: the forms of the catalogue, for pages and programs alike. */
#ifndef LINLI_CATALOGUE_WEB_FORM_H
#define LINLI_CATALOGUE_WEB_FORM_H

#include "features/catalogue/catalogue_edit.h"
#include "http/form.h"

struct catalogue_rule_in {
	int64_t version;
	struct str body;
	struct texts co;
	int level; /* enum level */
	int64_t accept, handle, follow;
	struct str basis, standard, evidence, questions, keywords;
	bool urgent;
	int64_t from;
	struct str why;
};
struct catalogue_name_in {
	int64_t version;
	struct str name, name_en, code;
	int colour;
	enum catalogue_who who;
	int64_t parent;
};
struct catalogue_move_in {
	int64_t version, parent;
};
struct catalogue_version_in {
	int64_t version;
};
struct catalogue_unplan_in {
	int64_t version, rule;
};

extern const struct form catalogue_form_rule, catalogue_form_name, catalogue_form_move,
	catalogue_form_version, catalogue_form_unplan;

/* The node of the path's :id; E_NOTFOUND for anything else. */
int catalogue_of_path(struct req *r, struct catalogue_node *ret);
/* What the forms do to it. */
struct catalogue_rule catalogue_rule_typed(struct req *r);
int catalogue_rule_from_form(struct req *r);
int catalogue_name_from_form(struct req *r);
int catalogue_add_from_form(struct req *r, int64_t *ret_id);
int catalogue_move_from_form(struct req *r);
int catalogue_retire_from_form(struct req *r);
int catalogue_restore_from_form(struct req *r);
int catalogue_unplan_from_form(struct req *r);

#endif
