/* catalogue_web_line.c: nodes as pages show them, in the reader's language, and the frame around. */
#include "features/catalogue/catalogue_web.h"

const char *
catalogue_colour_word(struct str colour)
{
	const struct catalogue_colour *c = catalogue_colour_of(colour);

	return c ? c->word : NULL;
}

struct page
catalogue_page_for(struct req *r, const char *title)
{
	return (struct page){.frame = actor_is_staff(r->who) ? FRAME_DESK : FRAME_WIDE,
			     .title = title,
			     .tab = "catalogue"};
}

struct catalogue_line_view
catalogue_line_of(const struct req *r, const struct catalogue_node *n)
{
	bool english = req_lang(r) == LANG_EN;
	struct str name = catalogue_name(n, english), path = catalogue_path(n, english);

	return (struct catalogue_line_view){
		.id = n->id,
		.name = name,
		.path = path,
		.above = path.n > name.n ? str_sub(path, 0, path.n - name.n - 1) : S(""),
		.code = n->code,
		.colour = n->colour,
		.colour_word = catalogue_colour_word(n->colour),
		.retired = n->state != CATALOGUE_LIVE,
	};
}

struct catalogue_lines
catalogue_lines_of(struct req *r, const struct catalogue_node_list *list)
{
	struct catalogue_lines lines = {NEW_ARRAY(&r->arena, struct catalogue_line_view, list->n),
					list->n};

	for (size_t i = 0; i < list->n; i++)
		lines.v[i] = catalogue_line_of(r, &list->v[i]);
	return lines;
}
