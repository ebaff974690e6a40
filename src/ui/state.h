/* state.h: what ui remembers of one request. Private to ui. */
#ifndef LINLI_UI_STATE_H
#define LINLI_UI_STATE_H

#include "ui/view.h"

struct fill {
	const char *name;
	struct str value;
	struct fill *next;
};

struct view_state {
	struct reader reader;
	struct nav_list nav;
	const struct form *form; /* NULL = the route's */
	struct fill *fills;
	struct str way; /* on an error page */
	const char *way_word;
};

struct view_state *ui_state(struct req *r);

/* Prints a page's frame with the content in it. */
void frame_print(struct view *v);
/* The address of this page with one setting changed, for the links to settings. */
struct str settings_url(struct view *v, const char *setting);

#endif
