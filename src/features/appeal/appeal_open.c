/* appeal_open.c: what everybody reads of a case, and which words of it are covered. */
#include "features/appeal/appeal_open.h"

#include <stdlib.h>

#include "db/db.h"
#include "features/appeal/appeal_see.h"
#include "gen/appeal_sql.h"

void
appeal_open_line(struct arena *a, struct appeal_line *l)
{
	bool shown = matter_is_shown(l->sight, l->shown);

	l->title = matter_open_title(a, l->sight, l->shown, l->title, l->open_title);
	l->unsorted_body = S("");
	l->reply = shown ? text_redact(a, l->reply) : S("");
	if (shown)
		return;
	l->result = 0;
	l->lon = l->lat = 0;
	if (l->community_name.n)
		l->place_name = l->community_name;
}

void
appeal_open_case(struct arena *a, struct appeal *c)
{
	bool shown = matter_is_shown(c->sight, c->shown);

	c->title = matter_open_title(a, c->sight, c->shown, c->title, c->open_title);
	c->body = !shown ? S("") : c->shown == MATTER_SHOWN ? c->open_body : text_redact(a, c->body);
	c->reply = shown ? text_redact(a, c->reply) : S("");
	c->answers = S("");
	c->spot = S("");
	if (shown)
		return;
	c->lon = c->lat = 0;
	if (c->community_name.n)
		c->place_name = c->community_name;
}

bool
appeal_is_filers(int64_t act)
{
	return act == ACT_FILE || act == ACT_ANSWER || act == ACT_ADD || act == ACT_RATE || act == ACT_CALL_RATE || act == ACT_REOPEN || act == ACT_CONTEST ||
	       act == ACT_WITHDRAW;
}

struct str
appeal_open_step(struct arena *a, const struct appeal *c, const struct flow_step *s)
{
	return matter_is_shown(c->sight, c->shown) && !appeal_is_filers(s->kind) ? text_redact(a, s->text) : S("");
}

/* ---- lists ---- */

int
appeal_open_coded(struct tx *tx, int64_t district, const struct appeal_filter *f, struct appeal_line_list *list)
{
	struct appeal_line *v = NEW_ARRAY(tx->arena, struct appeal_line, list->n + 1);
	int rc = f->after.n ? E_NOTFOUND : sql_appeal_line_open(tx, district, matter_code_typed(tx->arena, f->query), &v[0]);

	if (rc == E_NOTFOUND || (rc == 0 && matter_is_shown(v[0].sight, v[0].shown)))
		return 0;
	TRY(rc);
	for (size_t i = 0; i < list->n; i++)
		v[i + 1] = list->v[i];
	*list = (struct appeal_line_list){v, list->n + 1};
	return 0;
}

int
appeal_waiting(struct tx *tx, int64_t district, int64_t community, int64_t most, int64_t *ret)
{
	struct appeal_number n;

	TRY(sql_appeal_waiting(tx, district, community, most, &n));
	*ret = n.n;
	return 0;
}

/* ---- covering ---- */

static bool
next_piece(struct str *rest, struct str *ret)
{
	while (str_next(rest, '\n', ret)) {
		*ret = str_trim(*ret);
		if (ret->n)
			return true;
	}
	return false;
}

static bool
has_piece(struct str pieces, struct str piece)
{
	struct str one;

	while (next_piece(&pieces, &one))
		if (str_eq(one, str_trim(piece)))
			return true;
	return false;
}

static int
by_place(const void *x, const void *y)
{
	const struct text_span *a = x, *b = y;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to > b->to ? -1 : a->to < b->to;
}

/* Where piece stands in words from byte at on; words.n: nowhere. */
static size_t
place_of(struct str words, struct str piece, size_t at)
{
	for (; at + piece.n <= words.n; at++)
		if (str_eq(str_sub(words, at, piece.n), piece))
			return at;
	return words.n;
}

/* Spans that touch or overlap become one: what is covered twice is covered once. */
static void
join(struct text_span_list *spans)
{
	size_t kept = 0;

	if (spans->n)
		qsort(spans->v, spans->n, sizeof *spans->v, by_place);
	for (size_t i = 0; i < spans->n; i++)
		if (kept && spans->v[i].from < spans->v[kept - 1].to)
			spans->v[kept - 1].to = spans->v[i].to > spans->v[kept - 1].to ? spans->v[i].to : spans->v[kept - 1].to;
		else
			spans->v[kept++] = spans->v[i];
	spans->n = kept;
}

struct str
appeal_cover(struct arena *a, struct str words, struct str let, struct str also)
{
	struct text_span_list marked, all;
	struct str piece;

	text_private(a, words, &marked);
	all = (struct text_span_list){NEW_ARRAY(a, struct text_span, marked.n + words.n + 1), 0};
	for (size_t i = 0; i < marked.n; i++)
		if (!has_piece(let, str_sub(words, marked.v[i].from, marked.v[i].to - marked.v[i].from)))
			all.v[all.n++] = marked.v[i];
	while (next_piece(&also, &piece))
		for (size_t at = place_of(words, piece, 0); at < words.n && all.n < marked.n + words.n;
		     at = place_of(words, piece, at + piece.n))
			all.v[all.n++] = (struct text_span){at, at + piece.n};
	join(&all);
	return text_cover(a, words, &all);
}

bool
appeal_cover_missing(struct str title, struct str body, struct str also)
{
	struct str piece;

	while (next_piece(&also, &piece))
		if (place_of(title, piece, 0) == title.n && place_of(body, piece, 0) == body.n)
			return true;
	return false;
}
