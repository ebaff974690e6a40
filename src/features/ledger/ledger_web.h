/* ledger_web.h: what the page files of the ledger share: one form says which part of it is shown. */
#ifndef LINLI_LEDGER_WEB_H
#define LINLI_LEDGER_WEB_H

#include "features/appeal/appeal.h"
#include "http/form.h"
#include "http/route.h"
#include "kit/list.h"
#include "kit/paging.h"

struct ledger_in {
	struct str community;
	enum appeal_only show;
	struct paging_in page;
	int period;
	enum list_format format;
};
extern const struct form ledger_form;
extern const struct route_table ledger_routes, ledger_list_routes;

/* This part of the ledger in addresses; only: index of appeal_onlies. */
struct str ledger_params(struct req *r, int period, int only);
/* Its cases: fills the model of {{> table t}}. */
int ledger_table(struct req *r, struct table *ret);

#endif
