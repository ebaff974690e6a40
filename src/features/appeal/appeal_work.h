/* appeal_work.h: what cases took, by community and by body: sums by week and month that moves keep, as the ledger's figures
 * (appeal_figure.h); and how old is what is not over. Of what is never public the district alone knows. */
#ifndef LINLI_APPEAL_WORK_H
#define LINLI_APPEAL_WORK_H

#include "features/appeal/appeal_figure.h"
#include "kit/matter_age.h"

/* Where working time went, in the order in which a case passes through. */
enum appeal_spent { SPENT_NEAR, SPENT_TRIAGE, SPENT_RULE, SPENT_ACCEPT, SPENT_HANDLE, SPENT__MAX };

/* Of the cases that were over in a period. Minutes are working minutes from filing to the answer; what the stages leave of them is the
 * time in which the resident was waited for. */
struct appeal_worked {
	int64_t closed, minutes;
	int64_t spent[SPENT__MAX];
};
/* Of these communities; NULL = of the district. */
int appeal_worked(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct appeal_period p,
		  struct appeal_worked *ret);
int appeal_ages(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct matter_ages *ret);
/* Of each of these communities, in their order. */
int appeal_ages_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct matter_ages **ret);

/* How a body does with what it leads. accept, handle: minutes of its own, until it took a case up and until it answered. */
struct appeal_body {
	int64_t id;
	struct str code, name, name_en;
	int64_t place;
	int64_t closed, on_time, minutes, extended, rated, pleased, accept, handle;
	int64_t due, late; /* late: by the end of yesterday; due: those and the closed ones */
	int64_t live;      /* at this moment, whatever the period */
	struct matter_ages ages;
};
struct appeal_body_list {
	struct appeal_body *v;
	size_t n;
};
/* Each body that led or leads anything, by name. */
int appeal_bodies(struct tx *tx, int64_t district, struct appeal_period p, struct appeal_body_list *ret);

#endif
