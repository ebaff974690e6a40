/* home_page.h: what the view of the front page is given. */
#ifndef LINLI_HOME_PAGE_H
#define LINLI_HOME_PAGE_H

#include "features/appeal/appeal.h"
#include "gen/territory_row.h"
#include "kit/find.h"
#include "ui/pick.h"
#include "ui/view.h"

struct home_page {
	struct str community, code;
	struct pick_list communities;
	struct html mine, news; /* cards of cases, "" when there are none */
	struct html turn;	/* rows of what waits for the reader, "" when nothing does */
	int64_t turns;
	int64_t waiting; /* so many wait for somebody to look at their words */
	bool waiting_more;
	struct appeal_figures month;
	struct territory_duty_list duties;
};

/* What the search over everything shows of one kind. */
struct home_found {
	const char *heading;
	struct find_rows rows;
	struct str more; /* the list that goes on, "" = none */
};
struct home_search_page {
	struct str query;
	const char *problem;
	struct {
		struct home_found *v;
		size_t n;
	} found;
	bool nothing; /* is found */
};

#endif
