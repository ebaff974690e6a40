/* setup_web_hours.c: hours and days of work in the browser: looked at first, with what they would move, then kept. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/setup/setup_page.h"
#include "gen/setup_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/course_retime.h"
#include "kit/gate.h"
#include "kit/workday.h"
#include "lib/decree.h"

enum { DAY_S = 86400, AHEAD = 365, HOUR = 60, NOTICE_CHARS = 6000 };

static const struct choice whats[] = {
	{"closed", N_("不上班"), CALENDAR_CLOSED},
	{"open", N_("调休上班"), CALENDAR_OPEN},
	{"short", N_("提前下班"), CALENDAR_SHORT},
	{"usual", N_("照平常（撤回）"), CALENDAR_AS_USUAL},
};
struct setup_hours_in {
	int64_t seen, since, from, to, org;
	struct str week, weekend, until, name, text;
	int what;
	bool look;
};
static const struct field hours_fields[] = {
	FIELD(setup_hours_in, seen, FIELD_INT, .label = N_("版本")),
	FIELD(setup_hours_in, look, FIELD_BOOL, .label = N_("看看会怎样")),
	FIELD(setup_hours_in, week, FIELD_TEXT, .label = N_("周一到周五"), .max = 60),
	FIELD(setup_hours_in, weekend, FIELD_TEXT, .label = N_("周六、周日"), .max = 60),
	FIELD(setup_hours_in, since, FIELD_DATE, .label = N_("从哪天起"), .hint = N_("不填就是明天")),
	FIELD(setup_hours_in, org, FIELD_INT, .label = N_("谁的"), .min = 0, .about = "Body; 0: the whole district"),
	FIELD(setup_hours_in, from, FIELD_DATE, .label = N_("从哪天")),
	FIELD(setup_hours_in, to, FIELD_DATE, .label = N_("到哪天"), .hint = N_("只有一天就不填")),
	FIELD(setup_hours_in, what, FIELD_CHOICE, .label = N_("这几天"), CHOICES(whats)),
	FIELD(setup_hours_in, until, FIELD_TEXT, .label = N_("几点下班"), .max = 10, .hint = N_("只有提前下班要填，例如 17:00")),
	FIELD(setup_hours_in, name, FIELD_TEXT, .label = N_("叫什么"), .max = WORKDAY_NAME_CHARS, .hint = N_("例如 冬至")),
	FIELD(setup_hours_in, text, FIELD_LINES, .label = N_("通知全文"), .max = NOTICE_CHARS),
};
const struct form setup_form_hours = FORM(setup_hours_in, hours_fields);

/* ---- judging what was sent ---- */

struct sent {
	struct workday_change c;
};

/* Puts what is wrong at its field. */
static int
refuse(struct req *r, const struct workday_change *c)
{
	static const struct {
		const char *at;
		size_t offset;
	} fields[] = {
		{"week", offsetof(struct setup_hours_in, week)}, {"weekend", offsetof(struct setup_hours_in, weekend)},
		{"to", offsetof(struct setup_hours_in, to)},	 {"until", offsetof(struct setup_hours_in, until)},
		{"name", offsetof(struct setup_hours_in, name)}, {"text", offsetof(struct setup_hours_in, text)},
	};
	size_t offset = c->week.from_day ? offsetof(struct setup_hours_in, since) : offsetof(struct setup_hours_in, from);

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (str_is(str_of(c->at), fields[i].at))
			offset = fields[i].offset;
	return form_fail_at(r, "setup_hours_in", offset, c->flaw, c->by);
}

static int
judge_week(struct req *r, struct workday_change *ret)
{
	const struct setup_hours_in *in = form_in(r, setup_hours_in);
	int64_t from = in->since ? clock_day(in->since) : clock_day(clock_now()) + 1;
	int rc = workday_week(r->tx, r->who->district, from, in->week, in->weekend, ret);

	return rc == E_INVALID ? refuse(r, ret) : rc;
}

static int
is_body(struct req *r, int64_t org, bool *ret)
{
	struct org_list orgs;

	TRY(account_orgs(r->tx, r->who->district, &orgs));
	*ret = org == 0;
	for (size_t i = 0; i < orgs.n; i++)
		*ret |= orgs.v[i].id == org;
	return 0;
}

/* The end of "0:00-17:00". */
static int64_t
until_of(struct arena *a, struct str text)
{
	struct calendar_hours h;

	return !workday_hours(str_fmt(a, "0:00-%.*s", STR(str_trim(text))), &h) && h.n == 1 ? h.v[0].to : 0;
}

static int
judge_days(struct req *r, struct workday_change *ret)
{
	const struct setup_hours_in *in = form_in(r, setup_hours_in);
	bool known;
	int rc;

	TRY(is_body(r, in->org, &known));
	if (!known && in->what != CALENDAR_AS_USUAL)
		return form_fail(r, setup_hours_in, org, N_("没有这个机构，请从列表里选"));
	if (!in->from)
		return form_fail(r, setup_hours_in, from, N_("请选从哪天"));
	if (!in->what)
		return form_fail(r, setup_hours_in, what, N_("请选这几天怎么样"));
	rc = workday_run(r->tx, r->who->district, in->org, clock_day(in->from), clock_day(in->to ? in->to : in->from),
			 (enum calendar_said)in->what, until_of(&r->arena, in->until), in->name, ret);
	return rc == E_INVALID ? refuse(r, ret) : rc;
}

static int
judge_notice(struct req *r, struct workday_change *ret)
{
	const struct setup_hours_in *in = form_in(r, setup_hours_in);
	struct decree *d = NEW(&r->arena, struct decree);
	int rc;

	if (!in->text.n)
		return form_fail(r, setup_hours_in, text, N_("请把通知整篇粘贴进来"));
	rc = decree_read(&r->arena, in->text, d);
	if (rc == E_INVALID && d->piece.n) {
		struct str why = str_of(ui_translate(req_lang(r), d->why));

		return form_fail_arg(r, setup_hours_in, text, N_("没有读懂，一天也没有收：{1}"),
				     str_fmt(&r->arena, "%.*s “%.*s”", STR(why), STR(d->piece)));
	}
	if (rc == E_INVALID)
		return form_fail(r, setup_hours_in, text, d->why);
	TRY(rc);
	rc = workday_notice(r->tx, r->who->district, d, ret);
	return rc == E_INVALID ? refuse(r, ret) : rc;
}

static int
ahead(struct req *r, int (*judge)(struct req *r, struct workday_change *ret))
{
	struct sent *s = NEW(&r->arena, struct sent);

	if (!setup_may(r->who))
		return E_DENIED;
	TRY(judge(r, &s->c));
	if (!form_in(r, setup_hours_in)->look)
		return 0;
	LEAVE(&r->found, sent, s);
	return E_AGAIN;
}

int
setup_week_ahead(struct req *r)
{
	return ahead(r, judge_week);
}

int
setup_days_ahead(struct req *r)
{
	return ahead(r, judge_days);
}

int
setup_notice_ahead(struct req *r)
{
	return ahead(r, judge_notice);
}

static int
keep(struct req *r, int (*judge)(struct req *r, struct workday_change *ret))
{
	struct workday_change c;
	int64_t mark;

	TRY(setup_mark(r->tx, r->who, &mark));
	if (mark != form_in(r, setup_hours_in)->seen)
		return E_STALE;
	TRY(judge(r, &c));
	TRY(setup_keep_work(r->tx, r->who, &c));
	gate_flash(r, N_("存好了。没办完的事，期限一两分钟里重新算好，每一件都记着"));
	return redirect(r, "/setup/settings/hours");
}

int
setup_week_post(struct req *r)
{
	return keep(r, judge_week);
}

int
setup_days_post(struct req *r)
{
	return keep(r, judge_days);
}

int
setup_notice_post(struct req *r)
{
	return keep(r, judge_notice);
}

/* ---- the page ---- */

static int64_t
moment(int64_t day)
{
	return clock_at(1970, 1, 1, 12, 0, 0) + day * DAY_S;
}

static struct str
date_text(struct arena *a, int64_t day)
{
	struct civil c = clock_civil(moment(day));

	return str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static struct str
time_text(struct arena *a, int64_t minute)
{
	return str_fmt(a, "%02d:%02d", (int)(minute / HOUR), (int)(minute % HOUR));
}

static const char *
said_word(enum calendar_said said)
{
	switch (said) {
	case CALENDAR_CLOSED:
		return N_("不上班");
	case CALENDAR_OPEN:
		return N_("调休，照常上班");
	case CALENDAR_SHORT:
		return N_("提前下班");
	default:
		return N_("照平常");
	}
}

static struct str
body_name(const struct org_list *orgs, int64_t id)
{
	for (size_t i = 0; i < orgs->n; i++)
		if (orgs->v[i].id == id)
			return orgs->v[i].name;
	return id ? S("?") : S("");
}

/* One day more: the run before goes on, or a new one begins. */
static void
add_day(struct req *r, struct setup_days_list *list, const struct org_list *orgs, const struct calendar_own *o, struct str name)
{
	struct setup_days *last = list->n ? &list->v[list->n - 1] : NULL;
	struct str org = str_number(&r->arena, o->org), until = o->said == CALENDAR_SHORT ? time_text(&r->arena, o->until) : S("");

	if (last && last->own && last->to == moment(o->day - 1) && str_eq(last->org, org) && last->word == said_word(o->said) &&
	    str_eq(last->until, until) && str_eq(last->name, name)) {
		last->to = moment(o->day);
		last->to_text = date_text(&r->arena, o->day);
		last->many = true;
		return;
	}
	list->v[list->n++] = (struct setup_days){
		.from = moment(o->day), .to = moment(o->day), .word = said_word(o->said), .until = until, .name = name,
		.body = body_name(orgs, o->org), .own = true, .org = org,
		.from_text = date_text(&r->arena, o->day), .to_text = date_text(&r->arena, o->day),
	};
}

/* Days of the next year: what the district and its bodies say, then what the country's calendar says besides. */
static void
add_days(struct req *r, struct setup_hours_page *p, const struct work_day_list *own, const struct org_list *orgs)
{
	enum { SUNDAY = 0, SATURDAY = 6 };
	int64_t today = clock_day(clock_now());
	struct setup_days *last = NULL;

	p->days.v = NEW_ARRAY(&r->arena, struct setup_days, own->n + AHEAD);
	for (size_t i = 0; i < own->n; i++)
		if (own->v[i].day >= today && own->v[i].said != CALENDAR_AS_USUAL)
			add_day(r, &p->days, orgs,
				&(struct calendar_own){.org = own->v[i].org, .day = own->v[i].day, .until = own->v[i].until,
						       .said = (enum calendar_said)own->v[i].said},
				own->v[i].name);
	for (int64_t day = today; day < today + AHEAD; day++) {
		struct civil c = clock_civil(moment(day));
		bool works = calendar_works(day), weekend = c.weekday == SUNDAY || c.weekday == SATURDAY;
		const char *word = works ? N_("调休，照常上班") : N_("放假");
		struct str name = str_of(calendar_name(day));

		if (works == !weekend)
			continue;
		if (last && last->to == moment(day - 1) && last->word == word) {
			last->to = moment(day);
			last->many = true;
			continue;
		}
		last = &p->days.v[p->days.n++];
		*last = (struct setup_days){.from = moment(day), .to = moment(day), .word = word, .name = name};
	}
}

/* Is the year's National Day said to be free, by whomever? */
static bool
is_known(int year, const struct work_day_list *own)
{
	int64_t day = clock_day(clock_at(year, 10, 1, 12, 0, 0));

	for (size_t i = 0; i < own->n; i++)
		if (!own->v[i].org && own->v[i].day == day && own->v[i].said == CALENDAR_CLOSED)
			return true;
	return calendar_known(year);
}

static void
add_weeks(struct req *r, struct setup_hours_page *p, const struct calendar_book *book)
{
	size_t first = 0;
	int64_t today = clock_day(clock_now());

	while (first + 1 < book->weeks_n && book->weeks[first + 1].from_day <= today)
		first++;
	p->weeks.v = NEW_ARRAY(&r->arena, struct setup_week, book->weeks_n + 1);
	if (!book->weeks_n || book->weeks[first].from_day > today)
		p->weeks.v[p->weeks.n++] = (struct setup_week){.week = S("08:30-12:00 14:00-18:30")};
	for (size_t i = first; i < book->weeks_n; i++)
		p->weeks.v[p->weeks.n++] = (struct setup_week){
			.from = moment(book->weeks[i].from_day),
			.week = workday_hours_text(&r->arena, &book->weeks[i].week),
			.weekend = workday_hours_text(&r->arena, &book->weeks[i].weekend),
		};
}

static void
hide(struct setup_hours_page *p, const char *name, struct str value)
{
	p->hidden.v[p->hidden.n++] = (struct setup_hidden){name, value};
}

/* What was looked at, in words, and what it would move. */
static int
add_draft(struct req *r, struct setup_hours_page *p, const struct workday_change *c, const struct org_list *orgs)
{
	const struct setup_hours_in *in = form_in(r, setup_hours_in);
	struct would_move w;

	TRY(setup_would_move(r->tx, r->who, r->app->features, c, &w));
	p->looked = true;
	p->is_week = c->week.from_day != 0;
	p->part = p->is_week ? "week" : in->text.n ? "notice" : "days";
	p->moved = w.matters;
	p->earlier = w.earlier;
	p->later = w.later;
	p->seen_cases = w.looked;
	p->more = w.more;
	p->hidden.v = NEW_ARRAY(&r->arena, struct setup_hidden, sizeof hours_fields / sizeof *hours_fields);
	hide(p, "seen", str_number(&r->arena, in->seen));
	if (p->is_week) {
		p->week = (struct setup_week){moment(c->week.from_day), workday_hours_text(&r->arena, &c->week.week),
					      workday_hours_text(&r->arena, &c->week.weekend)};
		hide(p, "week", p->week.week);
		hide(p, "weekend", p->week.weekend);
		hide(p, "since", date_text(&r->arena, c->week.from_day));
		return 0;
	}
	p->drafts.v = NEW_ARRAY(&r->arena, struct setup_days, c->n);
	for (size_t i = 0; i < c->n; i++)
		add_day(r, &p->drafts, orgs, &c->v[i].own, c->v[i].name);
	if (in->text.n) {
		hide(p, "text", in->text);
		return 0;
	}
	hide(p, "org", str_number(&r->arena, in->org));
	hide(p, "from", date_text(&r->arena, c->v[0].own.day));
	hide(p, "to", date_text(&r->arena, c->v[c->n - 1].own.day));
	hide(p, "what", str_of(whats[in->what == CALENDAR_AS_USUAL ? 3 : in->what - CALENDAR_CLOSED].value));
	hide(p, "until", in->until);
	hide(p, "name", in->name);
	return 0;
}

static struct pick_list
bodies_of(struct req *r, const struct org_list *orgs, int64_t chosen)
{
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, orgs->n), orgs->n};

	for (size_t i = 0; i < orgs->n; i++)
		list.v[i] = (struct pick){
			.value = str_number(&r->arena, orgs->v[i].id), .label = orgs->v[i].name, .chosen = orgs->v[i].id == chosen,
		};
	return list;
}

int
setup_hours_page(struct req *r)
{
	const struct setup_hours_in *in = form_if(r, setup_hours_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("上班时间"), .tab = "settings", .back = "/setup"};
	struct setup_hours_page p = {0};
	struct calendar_book book;
	struct work_day_list own;
	struct org_list orgs;
	int year = clock_civil(clock_now()).year;
	bool is_sent;

	TRY(setup_work(r->tx, r->who, &book, &own));
	ui_form(r, &setup_form_hours);
	TRY(setup_mark(r->tx, r->who, &p.seen));
	TRY(account_orgs(r->tx, r->who->district, &orgs));
	TRY(account_count_holders(r->tx, r->who, ACCOUNT_ADMINS, &p.admins));
	add_weeks(r, &p, &book);
	add_days(r, &p, &own, &orgs);
	p.known = is_known(year + 1, &own) ? str_fmt(&r->arena, "%d、%d", year, year + 1)
		  : is_known(year, &own)   ? str_fmt(&r->arena, "%d", year) : S("");
	p.bodies = bodies_of(r, &orgs, in ? in->org : 0);
	p.whats.v = NEW_ARRAY(&r->arena, struct pick, sizeof whats / sizeof *whats);
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
		p.whats.v[p.whats.n++] = (struct pick){
			.value = str_of(whats[i].value), .label = str_of(ui_translate(req_lang(r), whats[i].label)),
			.chosen = in && in->what == whats[i].number,
		};
	p.from_text = in && in->from ? date_text(&r->arena, clock_day(in->from)) : S("");
	p.text = in ? in->text : S("");
	p.tabs = setup_tabs(r, "hours");
	/* Of the three forms of the page this one alone begins with what is. */
	is_sent = in && str_is(r->path, "/setup/hours/week");
	p.week_text = is_sent ? in->week : p.weeks.v[p.weeks.n - 1].week;
	p.weekend_text = is_sent ? in->weekend : p.weeks.v[p.weeks.n - 1].weekend;
	if (r->failed == E_AGAIN && r->found.p)
		TRY(add_draft(r, &p, &TAKE(&r->found, sent)->c, &orgs));
	return reply_page(r, &page, setup_hours, &p);
}
