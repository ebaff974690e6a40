/* share_web_outside.c: the timetable of others for a place, in two steps: reading the file and looking at what it would close, then
 * closing it. Between the two the file lies in the file store, and a sealed cookie says which one it is. */
#include "base/clock.h"
#include "features/share/share_outside.h"
#include "features/share/share_web.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "kit/slot.h"
#include "lib/secret.h"

enum { SECONDS = 3600, FILENAME_CHARS = 60, SPANS_SHOWN = 60, PROBLEMS_SHOWN = 20, SEEN_CHARS = 32 };
static const char cookie[] = "share-outside";

struct share_outside_in {
	struct uploads file;
	struct str why;
};
static const struct field outside_fields[] = {
	FIELD(share_outside_in, file, FIELD_FILES, .label = N_("日历文件"), .max = 1),
	FIELD(share_outside_in, why, FIELD_TEXT, .label = N_("对外怎么说"), .max = 100, .required = true,
	      .missing = N_("请写对外说的原因，最多 100 个字。"), .hint = N_("比如“学校上课”。日历里每一项的名称不公开")),
};
static const struct form outside_form = FORM(share_outside_in, outside_fields);

struct share_seen_in {
	struct str seen;
};
static const struct field seen_fields[] = {
	FIELD(share_seen_in, seen, FIELD_TEXT, .label = N_("版本"), .max = 64),
};
static const struct form seen_form = FORM(share_seen_in, seen_fields);

/* What the cookie carries. */
struct waiting {
	int64_t thing;
	struct str digest, filename, why;
	struct ical_reading reading;
};

static void
put_waiting(struct req *r, const struct waiting *w)
{
	gate_seal(r, cookie,
		  str_fmt(&r->arena, "%lld\n%.*s\n%.*s\n%.*s", (long long)w->thing, STR(w->digest), STR(w->filename), STR(w->why)), SECONDS);
}

/* E_EXPIRED: there is none for this place, or it waited too long. */
static int
take_waiting(struct req *r, struct waiting *w)
{
	struct str rest, thing;
	int64_t id;

	TRY(share_id_of(r, &id));
	if (!gate_unseal(r, cookie, &rest) || !str_next(&rest, '\n', &thing) || !str_int(thing, &w->thing) ||
	    !str_next(&rest, '\n', &w->digest) || !str_next(&rest, '\n', &w->filename) || w->thing != id)
		return E_EXPIRED;
	w->why = rest;
	return 0;
}

static int
read_bytes(struct req *r, struct str bytes, struct waiting *w, const char **why)
{
	int64_t from, to;

	share_outside_window(&from, &to);
	return ical_read(&r->arena, bytes, from, to, &w->reading, why);
}

static int
read_waiting(struct req *r, struct waiting *w)
{
	struct str bytes;
	const char *why;

	TRY(take_waiting(r, w));
	TRY(file_get(r->app->files, &r->arena, w->digest, &bytes));
	return read_bytes(r, bytes, w, &why);
}

static int
managed(struct req *r, struct share_thing *ret)
{
	TRY(share_thing_of(r, ret));
	return share_may_manage(r->tx, r->who, ret) ? 0 : E_NOTFOUND;
}

/* ---- taking it in ---- */

static int
outside_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("外来的课表"), .tab = "share"};
	struct share_outside_page p = {0};
	struct slot_closing_list closings;
	struct share_thing t;

	TRY(managed(r, &t));
	p.id = t.id;
	p.name = share_thing_name(r, &t);
	TRY(share_outside_closings(r->tx, r->who->district, t.id, true, &closings));
	p.kept = (int64_t)closings.n;
	ui_form(r, &outside_form);
	ui_fill(r, "why", closings.n ? closings.v[0].why : S(""));
	return reply_page(r, &page, share_outside, &p);
}

static int
outside_prepare(struct req *r)
{
	const struct share_outside_in *in = form_in(r, share_outside_in);
	struct waiting *w = NEW(&r->arena, struct waiting);
	struct str filename;
	const char *why;

	LEAVE(&r->prepared, waiting, w);
	if (!in->file.n)
		return form_fail(r, share_outside_in, file, N_("请选一个文件。"));
	if (read_bytes(r, in->file.v[0]->bytes, w, &why) < 0)
		return form_fail(r, share_outside_in, file, why);
	if (!w->reading.events && !w->reading.problems.n)
		return form_fail(r, share_outside_in, file, N_("这个日历里一件事也没有。"));
	filename = in->file.v[0]->filename;
	w->filename = str_clip(str_valid(filename) && !str_has(filename, S("\n")) ? filename : S("calendar.ics"), FILENAME_CHARS);
	w->why = in->why;
	return file_put(r->app->files, &r->arena, in->file.v[0]->bytes, &w->digest);
}

static int
outside_post(struct req *r)
{
	struct waiting *w = TAKE(&r->prepared, waiting);
	struct share_outside_plan plan;
	struct share_thing t;

	TRY(managed(r, &t));
	TRY(share_outside_look(r->tx, r->who, t.id, &w->reading.spans, w->why, &plan));
	w->thing = t.id;
	put_waiting(r, w);
	return redirect(r, "/share/%lld/outside/check", (long long)t.id);
}

/* ---- looking ---- */

static struct str
seal_of(struct req *r, const struct share_outside_plan *p)
{
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; i < p->spans.n; i++)
		buf_fmt(&b, "%lld %lld %d\n", (long long)p->spans.v[i].from, (long long)p->spans.v[i].to, p->spans.v[i].new);
	buf_fmt(&b, "%lld", (long long)p->gone);
	return str_sub(secret_digest(&r->arena, buf_done(&b)), 0, SEEN_CHARS);
}

/* Those in which somebody is booked come first: they need a hand. */
static void
show_plan(struct req *r, const struct share_outside_plan *plan, struct share_outside_page *p)
{
	p->plan = *plan;
	p->seen = seal_of(r, plan);
	p->spans = (struct share_outside_spans){NEW_ARRAY(&r->arena, struct share_outside_span, SPANS_SHOWN), 0};
	for (int met = 1; met >= 0; met--)
		for (size_t i = 0; i < plan->spans.n && p->spans.n < SPANS_SHOWN; i++)
			if ((plan->spans.v[i].met > 0) == met && plan->spans.v[i].new)
				p->spans.v[p->spans.n++] = plan->spans.v[i];
	p->hidden = plan->added - (int64_t)p->spans.n;
}

static int
check_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("看看会关掉哪些时间"), .tab = "share"};
	struct share_outside_page p = {0};
	struct share_outside_plan plan;
	struct share_thing t;
	struct waiting w = {0};
	int rc;

	TRY(managed(r, &t));
	rc = read_waiting(r, &w);
	if (rc == E_EXPIRED) {
		gate_flash(r, N_("日历放得太久了，请重新选一次"));
		return redirect(r, "/share/%lld/outside", (long long)t.id);
	}
	TRY(rc);
	TRY(share_outside_look(r->tx, r->who, t.id, &w.reading.spans, w.why, &plan));
	p.id = t.id;
	p.name = share_thing_name(r, &t);
	p.filename = w.filename;
	p.why = w.why;
	p.again = r->failed == E_STALE;
	p.problems = w.reading.problems;
	p.more_problems = p.problems.n > PROBLEMS_SHOWN;
	p.problems.n = p.more_problems ? PROBLEMS_SHOWN : p.problems.n;
	show_plan(r, &plan, &p);
	return reply_page(r, &page, share_outside_check, &p);
}

/* ---- doing it ---- */

static int
confirm_prepare(struct req *r)
{
	struct waiting *w = NEW(&r->arena, struct waiting);

	LEAVE(&r->prepared, waiting, w);
	return read_waiting(r, w);
}

static int
confirm_post(struct req *r)
{
	const struct waiting *w = TAKE(&r->prepared, waiting);
	struct share_outside_plan plan;
	struct share_thing t;

	TRY(managed(r, &t));
	TRY(share_outside_put(r->tx, r->who, t.id, &w->reading.spans, w->why, &plan));
	/* Somebody read another calendar since it was looked at: this undoes it all and shows it anew. */
	if (!str_eq(form_in(r, share_seen_in)->seen, seal_of(r, &plan)))
		return E_STALE;
	reply_cookie(r, str_of(cookie), S(""), -1);
	gate_flash(r, plan.met ? N_("课表里的时间不开放了。已经约上的人都通知了，请在当天的预约里逐个处理。") : N_("课表里的时间不开放了"));
	return redirect(r, "/share/%lld/outside", (long long)t.id);
}

static int
drop_post(struct req *r)
{
	struct share_outside_plan plan;
	struct share_thing t;

	TRY(managed(r, &t));
	TRY(share_outside_put(r->tx, r->who, t.id, &(struct ical_span_list){0}, S(""), &plan));
	gate_flash(r, N_("课表去掉了，这些时间又开放了"));
	return redirect(r, "/share/%lld/outside", (long long)t.id);
}

static const struct route rows[] = {
	ROUTE_GET("/share/:id/outside", SHARE_MANAGE, outside_page, .about = "Form to read a timetable of others"),
	ROUTE_POST("/share/:id/outside", SHARE_MANAGE, outside_post, .form = &outside_form, .prepare = outside_prepare,
		   .again = outside_page, .flags = ROUTE_BIG, .about = "Read a calendar; nothing is closed yet"),
	ROUTE_GET("/share/:id/outside/check", SHARE_MANAGE, check_page, .about = "What the calendar would close"),
	ROUTE_POST("/share/:id/outside/confirm", SHARE_MANAGE, confirm_post, .form = &seen_form, .prepare = confirm_prepare,
		   .again = check_page, .about = "Close the times of the calendar"),
	ROUTE_POST("/share/:id/outside/drop", SHARE_MANAGE, drop_post, .about = "End the calendar; its times are open again"),
};

const struct route_table share_outside_routes = {rows, sizeof rows / sizeof *rows};
