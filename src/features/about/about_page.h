/* about_page.h: what the pages at the foot are made of. */
#ifndef LINLI_ABOUT_PAGE_H
#define LINLI_ABOUT_PAGE_H

#include "features/about/about.h"
#include "ui/view.h"

struct about_page {
	enum about_doc doc;
	const char *name, *title;
	struct str text;      /* of those who run this; "" = the one that comes along */
	int64_t version, at;  /* at 0 = it came along */
	bool old, may;        /* another version holds now; the reader may edit */
	struct str site;      /* the district */
	struct str who;	      /* who runs this */
	struct str phone, hours, mail, place;
	int64_t months;
	bool sms;
	struct str seen;
};

#endif
