/* prevent_page.h: what the views of prevention are given. */
#ifndef LINLI_PREVENT_PAGE_H
#define LINLI_PREVENT_PAGE_H

#include "features/prevent/prevent.h"
#include "ui/chart.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

struct prevent_list_page {
	struct table t;
	bool may_find, ran;
	struct prevent_run_line run;
};

struct prevent_step_card {
	const char *word;
	struct str by, text;
	int64_t at;
};
struct prevent_step_card_list {
	struct prevent_step_card *v;
	size_t n;
};
struct prevent_case_card {
	struct prevent_case_line c;
	struct str where;
	bool over;
};
struct prevent_case_card_list {
	struct prevent_case_card *v;
	size_t n;
};
struct prevent_show_page {
	struct matter m;
	struct prevent_row p;
	const char *state;
	struct str place, item, org;
	struct str expected; /* cases that the weeks before would have made: "1.2" */
	struct str chance, flukes; /* "0.03%"; how many of all comparisons chance alone makes so odd: "0.1" */
	bool steady, few, likely; /* likely: among so many comparisons chance makes one like it */
	struct chart_spark spark;
	struct prevent_case_card_list cases;
	struct prevent_step_card_list steps;
	struct pick_list orgs;
	bool may_accept, may_do, may_aside, late, fell, rose, judged;
	int64_t version;
};

#endif
