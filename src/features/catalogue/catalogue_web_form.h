/* catalogue_web_form.h: the forms of the catalogue, for pages and programs alike. */
#ifndef LINLI_CATALOGUE_WEB_FORM_H
#define LINLI_CATALOGUE_WEB_FORM_H

#include "features/catalogue/catalogue_edit.h"
#include "http/form.h"

/* version stands first in every form that changes a node. */
enum { FORM_VERSION };
enum {
	RULE_VERSION,
	RULE_BODY,
	RULE_CO,
	RULE_CIRCLE,
	RULE_ACCEPT,
	RULE_HANDLE,
	RULE_FOLLOW,
	RULE_BASIS,
	RULE_STANDARD,
	RULE_EVIDENCE,
	RULE_QUESTIONS,
	RULE_KEYWORDS,
	RULE_FROM,
	RULE_WHY
};
enum { NAME_VERSION, NAME_NAME, NAME_NAME_EN, NAME_CODE, NAME_COLOUR, NAME_PARENT };
enum { MOVE_VERSION, MOVE_PARENT };
enum { UNPLAN_VERSION, UNPLAN_RULE };

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
