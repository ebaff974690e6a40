/* Made by mkview. */
#ifndef GEN_GOOD_VIEW_H
#define GEN_GOOD_VIEW_H

#include "ui/view.h"

struct appeal_show_page;
struct spaces;

void appeal_show_html(struct view *v, const struct appeal_show_page *p);
void plain_html(struct view *v, const void *none);
void spaces_html(struct view *v, const struct spaces *p);

#endif
