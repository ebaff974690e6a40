/* mine.h: what of a feature's things concerns the reader, printed for the page "mine". */
#ifndef LINLI_KIT_MINE_H
#define LINLI_KIT_MINE_H

#include "ui/view.h"

/* Rows are <li> elements of a list. */
struct mine_part {
	const char *heading; /* Chinese message key */
	const char *icon;
	const char *href;  /* all of it */
	/* What waits for the reader, each with its one button, the earliest deadline first; "" = nothing does. */
	struct html turn;
	int64_t turns;	   /* so many rows of that */
	struct html rows;  /* the others that are not over; "" = there are none */
};
struct mine_parts {
	struct mine_part *v;
	size_t n;
};

#endif
