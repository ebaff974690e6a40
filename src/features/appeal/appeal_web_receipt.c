/* appeal_web_receipt.c: code and PIN after filing: for who filed it, and for staff to read out. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_event.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/catalogue/catalogue.h"
#include "features/urgent/urgent_web_band.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/qr.h"

/* The PIN is nowhere to be looked up: this browser keeps it sealed so long. */
enum { RECEIPT_SECONDS = 600 };

int
appeal_give_receipt(struct req *r, const struct appeal_receipt *made, struct str urgent, bool staff)
{
	gate_seal(r, "receipt",
		  str_fmt(&r->arena, "%.*s %.*s %.*s", STR(made->code), STR(made->pin), STR(urgent)),
		  RECEIPT_SECONDS);
	return redirect(r, "/appeal/%.*s/%s", STR(made->code), staff ? "entered" : "receipt");
}

/* The PIN of the case in the address, when this browser has just made it, and the kinds of emergency it tells of. */
static bool
fresh_pin(struct req *r, struct str *ret, struct str *ret_urgent)
{
	struct str sealed, code = S("");

	if (!gate_unseal(r, "receipt", &sealed) || !str_next(&sealed, ' ', &code) ||
	    !str_eq(code, r->arg[0]))
		return false;
	str_next(&sealed, ' ', ret);
	*ret_urgent = sealed;
	return true;
}

/* What happens next, as the case stands now. */
static int
fill(struct req *r, struct str pin, struct appeal_receipt_page *p)
{
	struct catalogue_rule rule;
	struct appeal_seen s;

	p->pin_start = str_sub(pin, 0, 3);
	p->pin_end = str_sub(pin, 3, pin.n);
	TRY(appeal_see(r->tx, appeal_reader(r), r->arg[0], &s));
	p->promised_at = s.a.promised_at;
	TRY(appeal_event_of(r, &s.a, &p->event));
	if (s.a.item && catalogue_rule_at(r->tx, r->who->district, s.a.item, s.a.filed_at, &rule) == 0)
		p->body_word = catalogue_body_word(r->tx, r->who->district, rule.body, req_lang(r) == LANG_EN);
	return 0;
}

static int
show_urgent(struct req *r, struct str codes, struct appeal_receipt_page *p)
{
	struct urgent_alarm alarm;

	TRY(urgent_named(r->tx, r->who->district, codes, &alarm));
	p->urgent = urgent_band_of(r, &alarm, false);
	return 0;
}

/* Staff read this page out to the person who called or came. */
static int
appeal_entered_page(struct req *r)
{
	struct appeal_receipt_page p = {.code = r->arg[0]};
	struct page page = {.frame = FRAME_DESK,
			    .title = N_("录好了"),
			    .tab = "enter",
			    .script = "appeal_new.js"};
	struct str pin, urgent = S("");

	if (!fresh_pin(r, &pin, &urgent))
		return redirect(r, "/appeal/%.*s/desk", STR(r->arg[0]));
	TRY(fill(r, pin, &p));
	TRY(show_urgent(r, urgent, &p));
	return reply_page(r, &page, appeal_entered, &p);
}

static int
appeal_receipt_page(struct req *r)
{
	struct appeal_receipt_page p = {.code = r->arg[0]};
	struct page page = {.frame = FRAME_PAGE,
			    .title = N_("收到了"),
			    .tab = "new",
			    .script = "appeal_new.js"};
	struct str pin, urgent = S("");
	struct buf qr;

	if (!fresh_pin(r, &pin, &urgent))
		return redirect(r, "/appeal/track?code=%.*s", STR(r->arg[0]));
	TRY(fill(r, pin, &p));
	TRY(show_urgent(r, urgent, &p));
	p.share.url = str_fmt(&r->arena, "%.*s/appeal/%.*s", STR(gate_base_url(r)), STR(p.code));
	p.link = str_fmt(&r->arena, "%.*s/appeal/track?code=%.*s", STR(gate_base_url(r)),
			 STR(p.code));
	buf_init(&qr, &r->arena);
	TRY(qr_svg(&qr, p.link, str_of(ui_translate(req_lang(r), N_("打开这件事的二维码")))));
	p.qr.s = buf_done(&qr);
	return reply_page(r, &page, appeal_receipt, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/:code/receipt", APPEAL_FILE, appeal_receipt_page,
		  .about = "Code and PIN, for ten minutes"),
	ROUTE_GET("/appeal/:code/entered", APPEAL_ENTER, appeal_entered_page,
		  .about = "Code and PIN to tell whoever it was entered for, for ten minutes"),
};

const struct route_table appeal_receipt_routes = {rows, sizeof rows / sizeof *rows};
