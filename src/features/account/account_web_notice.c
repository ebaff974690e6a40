/* account_web_notice.c: the bell, how its owner wants to be told, and what they follow. */
#include "base/clock.h"
#include "features/account/account_page.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "kit/course.h"
#include "kit/feature_list.h"
#include "kit/follow.h"
#include "kit/gate.h"
#include "kit/notice.h"
#include "kit/paging.h"

enum { PAGE = 20, HOUR_MIN = 60, UNREAD_SHOWN = 99 };

struct account_notices_in {
	struct paging_in page;
};
static const struct field notices_fields[] = {PAGING_AFTER(account_notices_in, page)};
const struct form account_form_notices = FORM(account_notices_in, notices_fields);

struct account_notices_read_in {
	int64_t up_to;
};
static const struct field read_fields[] = {
	FIELD(account_notices_read_in, up_to, FIELD_ID, .label = N_("看到哪一条"), .about = "Id of the newest one that was shown; none = all"),
};
const struct form account_form_notices_read = FORM(account_notices_read_in, read_fields);

/* ---- how ---- */

static const struct choice ways[] = {
	{"bell", N_("只在站内"), NOTICE_BELL},
	{"phone", N_("短信"), NOTICE_BY_PHONE},
	{"mail", N_("电子邮件"), NOTICE_BY_MAIL},
	{"both", N_("短信和邮件"), NOTICE_BY_BOTH},
};
static const struct choice langs[] = {{"zh", N_("中文"), LANG_ZH}, {"en", N_("英文"), LANG_EN}};

static const struct field wish_fields[] = {
	FIELD(account_wish_in, own, FIELD_CHOICE, .label = N_("我反映的事有进展"), CHOICES(ways), .required = true),
	FIELD(account_wish_in, followed, FIELD_CHOICE, .label = N_("我关注的事有进展"), CHOICES(ways), .required = true),
	FIELD(account_wish_in, desk, FIELD_CHOICE, .label = N_("轮到我办的事"), CHOICES(ways), .required = true,
	      .about = "For who has a role at a desk"),
	FIELD(account_wish_in, lang, FIELD_CHOICE, .label = N_("消息用哪种文字"), CHOICES(langs), .required = true),
	FIELD(account_wish_in, quiet_from, FIELD_INT, .label = N_("从几点"), .min = 0, .max = 23, .required = true, .hours = true,
	      .about = "First quiet hour, 0 to 23, China time"),
	FIELD(account_wish_in, quiet_to, FIELD_INT, .label = N_("到几点"), .min = 0, .max = 23, .required = true, .hours = true,
	      .about = "First hour that is not quiet; the same as the first = no quiet hours"),
};
const struct form account_form_wish = FORM(account_wish_in, wish_fields);

static void
fill_choice(struct req *r, const char *name, const struct choice *v, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].number == number)
			ui_fill(r, name, str_of(v[i].value));
}

/* Fills the form with how the reader is told now. */
static int
fill_wish(struct req *r)
{
	struct notice_wish w;

	TRY(notice_wish_of(r->tx, r->who->district, r->who->person, &w));
	ui_form(r, &account_form_wish);
	fill_choice(r, "own", ways, sizeof ways / sizeof *ways, w.own);
	fill_choice(r, "followed", ways, sizeof ways / sizeof *ways, w.followed);
	fill_choice(r, "desk", ways, sizeof ways / sizeof *ways, w.desk);
	fill_choice(r, "lang", langs, sizeof langs / sizeof *langs, w.lang);
	ui_fill(r, "quiet_from", str_number(&r->arena, w.quiet_from / HOUR_MIN));
	ui_fill(r, "quiet_to", str_number(&r->arena, w.quiet_to / HOUR_MIN));
	return 0;
}

int
account_wish_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("怎样通知我"), .back = "/account/notices"};

	TRY(fill_wish(r));
	return reply_page(r, &page, account_wish, &(struct account_wish_view){.staff = actor_is_staff(r->who)});
}

int
account_wish_save(struct req *r)
{
	const struct account_wish_in *in = form_in(r, account_wish_in);

	return notice_wish_put(r->tx, r->who,
			       &(struct notice_wish){
				       .own = in->own,
				       .followed = in->followed,
				       .desk = in->desk,
				       .lang = in->lang,
				       .quiet_from = in->quiet_from * HOUR_MIN,
				       .quiet_to = in->quiet_to * HOUR_MIN,
			       });
}

int
account_wish_post(struct req *r)
{
	TRY(account_wish_save(r));
	gate_flash(r, N_("记下了，以后照这样通知您"));
	return redirect(r, "/account/notices");
}

/* ---- the bell ---- */

/* Does it ask its reader for something of theirs? The words are those of the courses' notice tables. */
static bool
turn_word(struct str word)
{
	return str_has(word, S("请您"));
}


struct notice_at
account_notice_after(struct str cursor)
{
	struct notice_at at = {.read = str_starts(cursor, S("r"))};

	if (cursor.n < 2 || !str_int(str_sub(cursor, 1, cursor.n), &at.id))
		return (struct notice_at){0};
	return at;
}

struct str
account_notice_cursor(struct arena *a, const struct notice_line *last)
{
	return str_fmt(a, "%s%lld", last->read_at ? "r" : "u", (long long)last->id);
}

static const char *
icon_of(const struct notice_line *l)
{
	if (l->why == NOTICE_OWN)
		return turn_word(l->word) ? "star" : "report";
	return l->why == NOTICE_FOLLOWED ? "eye" : l->why == NOTICE_DESK ? "list" : "info";
}

static const char *
day_word(int64_t at)
{
	int64_t days = clock_day(clock_now()) - clock_day(at);

	return days <= 0 ? N_("今天") : days == 1 ? N_("昨天") : N_("更早");
}

static int
fill_notices(struct req *r, struct account_notices_page *p)
{
	const struct account_notices_in *in = form_if(r, account_notices_in);
	struct notice_line_list list;
	int64_t unread;

	TRY(notice_unread(r->tx, r->who, &unread));
	p->unread = unread > UNREAD_SHOWN ? S("99+") : unread ? str_number(&r->arena, unread) : S("");
	TRY(notice_list(r->tx, r->who, account_notice_after(in ? in->page.after : S("")), PAGE + 1, &list));
	if (paging_cut(&list.n, PAGE))
		p->next = account_notice_cursor(&r->arena, &list.v[PAGE - 1]);
	p->fresh.v = NEW_ARRAY(&r->arena, struct account_notice_line, list.n);
	p->seen.v = NEW_ARRAY(&r->arena, struct account_notice_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		struct account_notice_lines *to = list.v[i].read_at ? &p->seen : &p->fresh;
		struct account_notice_line *l = &to->v[to->n++];

		notice_veil(&r->arena, &list.v[i]);
		*l = (struct account_notice_line){
			.n = list.v[i],
			.title = notice_title(&r->arena, &list.v[i], (int)req_lang(r)),
			.href = notice_href(&r->arena, &list.v[i]),
			.icon = icon_of(&list.v[i]),
			.head = day_word(list.v[i].at),
			.waits = list.v[i].why == NOTICE_OWN && turn_word(list.v[i].word),
		};
		if (to->n > 1 && day_word(to->v[to->n - 2].n.at) == l->head)
			l->head = NULL;
		p->up_to = l->n.id > p->up_to ? l->n.id : p->up_to;
	}
	return 0;
}

int
account_notices_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("通知"), .tab = "account"};
	struct account_notices_page p = {.wish = {.staff = actor_is_staff(r->who)}};

	TRY(fill_notices(r, &p));
	TRY(fill_wish(r));
	return reply_page(r, &page, account_notices, &p);
}

int
account_notices_read_post(struct req *r)
{
	TRY(notice_read_all(r->tx, r->who, form_in(r, account_notices_read_in)->up_to));
	gate_flash(r, N_("都看过了"));
	return redirect(r, "/account/notices");
}

int
account_notice_read_post(struct req *r)
{
	struct notice_line line;
	struct str href;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(notice_read(r->tx, r->who, id));
	TRY(notice_get(r->tx, r->who->district, id, &line));
	href = notice_href(&r->arena, &line);
	return redirect(r, "%s", href.n ? href.p : "/account/notices");
}

/* ---- what I follow ---- */

int
account_follows_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE, .title = N_("我关注的"), .tab = "account", .back = "/account"};
	struct account_follows_page p = {0};
	struct follow_line_list list;
	int64_t before = 0;

	if (!str_int(form_in(r, account_notices_in)->page.after, &before))
		before = 0;
	TRY(follow_list(r->tx, r->who, before, PAGE + 1, &list));
	if (paging_cut(&list.n, PAGE))
		p.next = list.v[PAGE - 1].matter;
	p.follows.v = NEW_ARRAY(&r->arena, struct account_follow_line, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct course *c = feature_course(r->app->features, list.v[i].kind);
		struct account_follow_line *l = &p.follows.v[p.follows.n++];

		*l = (struct account_follow_line){.f = list.v[i]};
		l->href = str_fmt(&r->arena, "/%s/%.*s", flow_word(l->f.kind), STR(l->f.code));
		l->state = c && l->f.state < c->states_n ? c->states[l->f.state].word : NULL;
	}
	return reply_page(r, &page, account_follows, &p);
}
