/* account_api_notice.c: the bell, how its owner wants to be told, and what they follow, for programs. */
#include "features/account/account_page.h"
#include "features/account/account_web.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/follow.h"
#include "kit/notice.h"
#include "kit/notice_out.h"
#include "kit/paging.h"

enum { PAGE = 100 };

/* ---- the bell ---- */

struct notice_api_in {
	struct paging_in page;
};
static const struct field list_fields[] = {PAGING_AFTER(notice_api_in, page)};
static const struct form list_form = FORM(notice_api_in, list_fields);

static int
notices_api(struct req *r)
{
	struct notice_line_list list;
	struct str next = S("");

	TRY(notice_list(r->tx, r->who, account_notice_after(form_in(r, notice_api_in)->page.after), PAGE + 1, &list));
	if (paging_cut(&list.n, PAGE))
		next = account_notice_cursor(&r->arena, &list.v[PAGE - 1]);
	for (size_t i = 0; i < list.n; i++) {
		struct notice_line *l = &list.v[i];

		notice_veil(&r->arena, l);
		l->word = str_of(ui_translate(req_lang(r), str_z(&r->arena, l->word)));
	}
	return reply_shapes(r, &notice_shape, list.v, list.n, sizeof *list.v, next);
}

static int
done(struct req *r)
{
	return reply_text(r, 204, "application/json", S(""));
}

static int
notice_read_api(struct req *r)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(notice_read(r->tx, r->who, id));
	return done(r);
}

struct notice_up_to_in {
	int64_t up_to;
};
static const struct field up_to_fields[] = {
	FIELD(notice_up_to_in, up_to, FIELD_ID, .label = N_("看到哪一条"), .about = "Id of the newest one that was shown; none = all"),
};
static const struct form up_to_form = FORM(notice_up_to_in, up_to_fields);

static int
notices_read_api(struct req *r)
{
	TRY(notice_read_all(r->tx, r->who, form_in(r, notice_up_to_in)->up_to));
	return done(r);
}

static int
wish_api(struct req *r)
{
	struct notice_wish w;
	struct notice_wish_out out;

	TRY(notice_wish_of(r->tx, r->who->district, r->who->person, &w));
	out = notice_wish_out(&w);
	return reply_shape(r, &notice_wish_shape, &out);
}

static int
wish_put_api(struct req *r)
{
	TRY(account_wish_save(r));
	return done(r);
}

static int
follows_api(struct req *r)
{
	struct follow_line_list list;
	struct str next = S("");
	int64_t before = 0;

	if (!str_int(form_in(r, notice_api_in)->page.after, &before))
		before = 0;
	TRY(follow_list(r->tx, r->who, before, PAGE + 1, &list));
	if (paging_cut(&list.n, PAGE))
		next = str_number(&r->arena, list.v[PAGE - 1].matter);
	return reply_shapes(r, &follow_shape, list.v, list.n, sizeof *list.v, next);
}

static const struct route routes[] = {
	ROUTE_GET("/api/account/notice", SIGNED_IN, notices_api, .form = &list_form, .out = &notice_shape,
		  .about = "Notices of the account, unread ones first"),
	ROUTE_POST("/api/account/notice/:id/read", SIGNED_IN, notice_read_api, .about = "Mark a notice as read"),
	ROUTE_POST("/api/account/notice/read", SIGNED_IN, notices_read_api, .form = &up_to_form,
		   .about = "Mark all notices as read"),
	ROUTE_GET("/api/account/notice/how", SIGNED_IN, wish_api, .out = &notice_wish_shape, .flags = ROUTE_ONE,
		  .about = "How the owner wants to be told"),
	ROUTE_POST("/api/account/notice/how", SIGNED_IN, wish_put_api, .form = &account_form_wish,
		   .about = "Change how the owner is told"),
	ROUTE_GET("/api/account/follow", SIGNED_IN, follows_api, .form = &list_form, .out = &follow_shape,
		  .about = "What the owner follows"),
};

const struct route_table account_notice_api_routes = {.v = routes, .n = sizeof routes / sizeof *routes};
