/* sample_page.h: what the view of notes is given. */
#ifndef LINLI_SAMPLE_PAGE_H
#define LINLI_SAMPLE_PAGE_H

#include "features/sample/sample.h"
#include "ui/view.h"

struct sample_page {
	struct sample_list notes; /* as the public may read them */
	int64_t next;		  /* 0 = no further page */
	bool may_write;
};

#endif
