/* appeal_web.c: public pages of appeals besides their lists and map: one case, and following it by code and PIN. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_show.h"
#include "gen/appeal_view.h"
#include "http/reply.h"

/* ---- code and PIN ---- */

struct track_in {
	struct str code, pin;
};
static const struct field track_fields[] = {
	FIELD(track_in, code, FIELD_TEXT, .label = N_("编号"), .max = 24, .required = true,
	      .hint = N_("回执上的编号，比如 BL-2611-0387")),
	FIELD(track_in, pin, FIELD_SECRET, .label = N_("查询码"), .max = 12, .required = true, .digits = true,
	      .hint = N_("6 位数字")),
};
static const struct form track_form = FORM(track_in, track_fields);

static int
appeal_track_page(struct req *r)
{
	struct appeal_receipt_page p = {0};
	struct page page = {.frame = FRAME_PAGE, .title = N_("查进展"), .tab = "mine"};

	ui_form(r, &track_form);
	if (r->method == GET) {
		p.code = str_clip(req_query(r, "code"), 24);
		ui_fill(r, "code", p.code);
	}
	return reply_page(r, &page, appeal_track, &p);
}

/* A PIN is read out and written down in groups. */
static struct str
digits_of(struct arena *a, struct str s)
{
	struct buf b;

	s = str_narrow(a, s);
	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			buf_char(&b, s.p[i]);
	return buf_done(&b);
}

static int
appeal_track_post(struct req *r)
{
	const struct track_in *in = form_in(r, track_in);
	struct str code = matter_code_typed(&r->arena, str_upper(&r->arena, in->code));
	struct proof proof;
	int rc;

	rc = appeal_try_pin(r, code, digits_of(&r->arena, in->pin), &proof);
	if (rc == E_NOTFOUND)
		return form_fail(r, track_in, pin, N_("编号和查询码对不上，请再看一眼回执。"));
	TRY(rc);
	appeal_remember(r, &proof);
	return redirect(r, "/appeal/%.*s", STR(code));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/track", APPEAL_TRACK, appeal_track_page,
		  .about = "Form for code and PIN"),
	ROUTE_POST("/appeal/track", APPEAL_TRACK, appeal_track_post, .form = &track_form,
		   .again = appeal_track_page, .about = "Open a case by code and PIN"),
	ROUTE_GET("/appeal/:code", OPEN, appeal_show_page, .flags = ROUTE_SHARED,
		  .about = "A case, as the reader may see it"),
};

const struct route_table appeal_routes = {rows, sizeof rows / sizeof *rows};
