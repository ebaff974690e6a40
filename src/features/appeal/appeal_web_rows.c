/* appeal_web_rows.c: cases as rows of lists. */
#include "features/appeal/appeal_web_rows.h"

#include "gen/appeal_view.h"

static const char *const state_names[] = {
#define STATE(number, name, word, live, tab, lamp) #name,
#include "features/appeal/state.def"
#undef STATE
	NULL,
};

const struct list_word appeal_state_words[] = {
#define STATE(number, name, word, live, tab, lamp) {number, word, NULL, NULL},
#include "features/appeal/state.def"
#undef STATE
	{0},
};

static struct html
draw_progress(struct req *r, const void *row)
{
	const struct appeal_card *c = row;

	return view_text(r, appeal_progress, c);
}

#define LINE(member) SHAPE_MEMBER(struct appeal_card, l.member)

static const struct shape_field line_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, LINE(code), .about = "Case code",
	 COLUMN(.label = N_("编号"), .show = LIST_WIDE | LIST_UNBROKEN)},
	{.name = "title", .type = SHAPE_TEXT, LINE(title), COLUMN(.label = N_("事情"), .show = LIST_TITLE)},
	{.name = "state",
	 .type = SHAPE_WORD,
	 LINE(state),
	 .word = appeal_state_name,
	 .words = state_names,
	 COLUMN(.label = N_("进展"), .show = LIST_WHOLE, .words = appeal_state_words, .draw = draw_progress)},
	{.name = "item", .type = SHAPE_TEXT, LINE(item_name), .about = "Catalogue item"},
	{.name = "item_en", .type = SHAPE_TEXT, LINE(item_name_en)},
	{.name = "community", .type = SHAPE_TEXT, LINE(community_name)},
	{.name = "place", .type = SHAPE_TEXT, LINE(place_name), COLUMN(.label = N_("地点"), .show = LIST_WIDE)},
	{.name = "body", .type = SHAPE_TEXT, LINE(org_name), .about = "Responsible body",
	 COLUMN(.label = N_("责任单位"), .show = LIST_LINE)},
	{.name = "filed_at", .type = SHAPE_TIME, LINE(filed_at), COLUMN(.label = N_("收到"), .show = LIST_LINE)},
	{.name = "due_at",
	 .type = SHAPE_TIME,
	 LINE(due_at),
	 .about = "Deadline of the present stage, for staff; null for others and while no clock runs"},
	{.name = "promised_at",
	 .type = SHAPE_TIME,
	 LINE(promised_at),
	 .about = "When the answer is due",
	 COLUMN(.label = N_("承诺答复"), .show = LIST_END, .draw = appeal_row_promise)},
	{.name = "paused_at", .type = SHAPE_TIME, LINE(paused_at)},
	{.name = "closed_at", .type = SHAPE_TIME, LINE(closed_at)},
	{.name = "reply", .type = SHAPE_TEXT, LINE(reply)},
	{.name = "reopened", .type = SHAPE_INT, LINE(reopened)},
	{.name = "urgent", .type = SHAPE_BOOL, LINE(urgent), .about = "For staff: it stands first, its deadlines count day and night"},
	{.name = "lon", .type = SHAPE_E7, LINE(lon)},
	{.name = "lat", .type = SHAPE_E7, LINE(lat)},
};
const struct shape appeal_line_shape = {"Case", line_fields, sizeof line_fields / sizeof *line_fields};

int
appeal_public_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
		   int64_t limit, struct list_rows *ret)
{
	struct appeal_filter f = *(const struct appeal_filter *)filter;
	struct appeal_line_list lines;
	struct appeal_card_list cards;
	struct str next;

	f.after = after;
	f.limit = limit;
	TRY(appeal_public(tx, who->district, &f, &lines, &next));
	cards = appeal_cards_raw(a, &lines, true);
	for (size_t i = 0; i < cards.n; i++) {
		cards.v[i].wide = !f.community; /* whatever this page happens to hold */
		cards.v[i].l.urgent = 0; /* for staff alone */
	}
	*ret = (struct list_rows){.v = cards.v, .n = cards.n};
	return 0;
}

struct str
appeal_row_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct appeal_card *)row)->l.id);
}

struct str
appeal_row_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/appeal/%.*s", STR(((const struct appeal_card *)row)->l.code));
}

struct html
appeal_row_clock(struct req *r, const void *row)
{
	return appeal_show_clock(r, row);
}

struct html
appeal_row_promise(struct req *r, const void *row)
{
	return appeal_show_promise(r, row);
}
