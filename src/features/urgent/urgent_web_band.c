/* urgent_web_band.c: the red band: what to do first, and numbers that a telephone dials when they are pressed. */
#include "features/urgent/urgent_web_band.h"

#include "features/urgent/urgent_page.h"
#include "gen/urgent_view.h"
#include "http/req.h"

static void
show_calls(struct req *r, const struct urgent_call_list *calls, struct urgent_hit_view *ret)
{
	bool english = req_lang(r) == LANG_EN;

	ret->calls.v = NEW_ARRAY(&r->arena, struct urgent_call_view, calls->n);
	for (size_t i = 0; i < calls->n; i++)
		ret->calls.v[ret->calls.n++] = (struct urgent_call_view){
			.number = calls->v[i].number,
			.dial = str_fmt(&r->arena, "tel:%.*s", STR(calls->v[i].number)),
			.name = english ? calls->v[i].name_en : calls->v[i].name,
		};
}

struct html
urgent_band_of(struct req *r, const struct urgent_alarm *alarm, bool again)
{
	bool english = req_lang(r) == LANG_EN;
	struct urgent_band_model m = {.again = again};

	if (!alarm->n)
		return (struct html){0};
	m.hits.v = NEW_ARRAY(&r->arena, struct urgent_hit_view, alarm->n);
	for (size_t i = 0; i < alarm->n; i++) {
		const struct urgent_hit *h = &alarm->v[i];

		m.hits.v[m.hits.n] = (struct urgent_hit_view){
			.name = english ? h->name_en : h->name, .say = english ? h->say_en : h->say, .word = h->word,
		};
		show_calls(r, &h->calls, &m.hits.v[m.hits.n++]);
	}
	return view_text(r, urgent_band, &m);
}

#define CALL(member) SHAPE_MEMBER(struct urgent_call_out, member)
static const struct shape_field call_fields[] = {
	{.name = "number", .type = SHAPE_TEXT, CALL(number), .about = "To be dialled as it is"},
	{.name = "name", .type = SHAPE_TEXT, CALL(name)},
	{.name = "name_en", .type = SHAPE_TEXT, CALL(name_en)},
	{.name = "kind", .type = SHAPE_TEXT, CALL(kind), .about = "Kind of emergency: fire, gas, suicide …"},
};
const struct shape urgent_call_shape = {"EmergencyCall", call_fields, sizeof call_fields / sizeof *call_fields};

struct urgent_call_outs
urgent_calls_out(struct arena *a, const struct urgent_alarm *alarm)
{
	struct urgent_call_outs out = {NEW_ARRAY(a, struct urgent_call_out, URGENT_HITS * URGENT_CALLS_N), 0};

	for (size_t i = 0; i < alarm->n; i++)
		for (size_t k = 0; k < alarm->v[i].calls.n; k++) {
			const struct urgent_call *c = &alarm->v[i].calls.v[k];

			out.v[out.n++] = (struct urgent_call_out){c->number, c->name, c->name_en, alarm->v[i].code};
		}
	return out;
}
