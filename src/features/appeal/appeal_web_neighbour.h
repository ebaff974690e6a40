/* appeal_web_neighbour.h: the tabs of the queue, and which list of it a reader of a case came from. */
#ifndef LINLI_APPEAL_WEB_NEIGHBOUR_H
#define LINLI_APPEAL_WEB_NEIGHBOUR_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"

const char *appeal_tab_name(enum appeal_tab tab); /* "new", as in addresses */
const char *appeal_tab_word(enum appeal_tab tab); /* Chinese message key */
enum appeal_tab appeal_tab_of(struct str name);	  /* TAB_MINE for an unknown one */

/* A list of the queue as one word: "new.0.12", and with a place in it "new.0.12.1764500000.81". */
struct str appeal_from(struct arena *a, enum appeal_tab tab, const struct appeal_filter *f);
/* Fills in where the reader of a case came from, and the cases before and after it there. word: of the address or the form. */
int appeal_neighbours(struct req *r, struct str word, struct appeal_show_page *p);
/* The address of the list that a word names. */
struct str appeal_from_href(struct arena *a, struct str word);

#endif
