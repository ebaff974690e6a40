/* appeal_web_review.c: the step before words of a case become public: title and text with what should be covered marked. */
#include "features/appeal/appeal_web_review.h"

#include "features/appeal/appeal_web_form.h"
#include "lib/text.h"

enum { AROUND = 12 }; /* characters of the sentence on each side of a piece */

/* The text in parts, each marked or not. */
static struct appeal_segment_list
segments_of(struct arena *a, struct str s, const struct text_span_list *spans)
{
	struct appeal_segment_list list = {NEW_ARRAY(a, struct appeal_segment, 2 * spans->n + 1), 0};
	size_t at = 0;

	for (size_t i = 0; i < spans->n; i++) {
		const struct text_span *p = &spans->v[i];

		if (p->from > at)
			list.v[list.n++] = (struct appeal_segment){.text = str_sub(s, at, p->from - at)};
		list.v[list.n++] = (struct appeal_segment){.text = str_sub(s, p->from, p->to - p->from), .marked = true};
		at = p->to;
	}
	if (at < s.n)
		list.v[list.n++] = (struct appeal_segment){.text = str_sub(s, at, s.n - at)};
	return list;
}

/* The words around a piece, so that it is understood in a list. */
static struct str
sentence_of(struct arena *a, struct str s, const struct text_span *p)
{
	struct str before = str_sub(s, 0, p->from), after = str_sub(s, p->to, s.n - p->to);
	size_t chars = str_chars(before);
	struct str left = before;
	uint32_t c;

	for (; chars > AROUND && str_rune(&left, &c); chars--)
		;
	return str_fmt(a, "…%.*s%.*s%.*s…", STR(left), STR(str_sub(s, p->from, p->to - p->from)), STR(str_clip(after, AROUND)));
}

static bool
is_let(const struct appeal_move_in *in, struct str piece)
{
	for (size_t i = 0; in && i < in->let.n; i++)
		if (str_eq(in->let.v[i], piece))
			return true;
	return false;
}

/* Each piece once, however often it stands there. */
static void
add_pieces(struct req *r, struct str s, const struct text_span_list *spans, struct appeal_piece_list *list)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);

	for (size_t i = 0; i < spans->n; i++) {
		struct str piece = str_trim(str_sub(s, spans->v[i].from, spans->v[i].to - spans->v[i].from));
		bool again = false;

		for (size_t k = 0; k < list->n; k++)
			again |= str_eq(list->v[k].piece, piece);
		if (!again)
			list->v[list->n++] = (struct appeal_piece){
				.piece = piece,
				.sentence = sentence_of(&r->arena, s, &spans->v[i]),
				.let = is_let(in, piece),
			};
	}
}

void
appeal_review_of(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct text_span_list title, body;

	p->shown = matter_is_shown(p->a.sight, p->a.shown);
	if (!p->may_publish)
		return;
	text_private(&r->arena, p->a.title, &title);
	text_private(&r->arena, p->a.body, &body);
	p->review.title = segments_of(&r->arena, p->a.title, &title);
	p->review.body = segments_of(&r->arena, p->a.body, &body);
	p->review.pieces.v = NEW_ARRAY(&r->arena, struct appeal_piece, title.n + body.n);
	add_pieces(r, p->a.title, &title, &p->review.pieces);
	add_pieces(r, p->a.body, &body, &p->review.pieces);
	p->review.also = in ? in->also : S("");
	p->review.pictures = in ? in->pictures : p->shown && p->photos.n && !p->photos_hidden;
}
