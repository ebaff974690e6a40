/* sample_page.h: what the views of notes are given. */
#ifndef LINLI_SAMPLE_PAGE_H
#define LINLI_SAMPLE_PAGE_H

#include "features/sample/sample.h"
#include "ui/view.h"

struct sample_page {
	struct sample_list notes; /* as the public may read them */
	int64_t next;		  /* 0 = no further page */
	bool may_write;
};

struct sample_one {
	struct sample note; /* as the public may read it; its own words stand in the form */
	bool may_write;
};

#endif
