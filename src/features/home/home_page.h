/* home_page.h: what the view of the front page is given. */
#ifndef LINLI_HOME_PAGE_H
#define LINLI_HOME_PAGE_H

#include "features/appeal/appeal.h"
#include "gen/territory_row.h"
#include "ui/pick.h"
#include "ui/view.h"

struct home_page {
	struct str community, code;
	struct pick_list communities;
	struct html mine, news; /* cards of cases, "" when there are none */
	struct appeal_figures month;
	struct territory_duty_list duties;
};

#endif
