/* share_api.c: places and bookings for programs: the same rules and forms as the pages, as JSON. */
#include "features/share/share_web.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "kit/slot.h"

/* ---- places ---- */

static int
reply_thing(struct req *r, int64_t id)
{
	struct share_thing t;

	TRY(share_get(r->tx, r->who->district, id, &t));
	return reply_shape(r, &share_thing_shape, &t);
}

static int
show_api(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return reply_thing(r, id);
}

static int
free_api(struct req *r)
{
	const struct share_day_in *in = form_in(r, share_day_in);
	struct share_cell_list all = {0};
	struct share_grid g;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_grid(r->tx, r->who, id, share_day_asked(r), in->days ? (size_t)in->days : 7, &g));
	all.v = NEW_ARRAY(&r->arena, struct share_cell, g.days_n * g.rows);
	for (size_t d = 0; d < g.days_n; d++)
		for (size_t i = 0; i < g.rows; i++)
			if (g.days[d].cells.v[i].fit != SHARE_OUTSIDE_HOURS)
				all.v[all.n++] = g.days[d].cells.v[i];
	return reply_shapes(r, &share_cell_shape, all.v, all.n, sizeof *all.v, S(""));
}

static int
add_api(struct req *r)
{
	int64_t id;

	TRY(share_put_from_form(r, 0, &id));
	TRY(reply_thing(r, id));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/share/%lld", (long long)id));
	return 0;
}

static int
edit_api(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_put_from_form(r, id, &id));
	return reply_thing(r, id);
}

/* ---- bookings ---- */

static struct share_line
line_of(const struct share_booking *b)
{
	return (struct share_line){
		.id = b->id, .thing = b->thing, .series = b->series, .from_at = b->from_at, .to_at = b->to_at, .people = b->people,
		.purpose = b->purpose, .state = b->state, .why = b->why, .for_org = b->for_org,
	};
}

static int
reply_booking(struct req *r, int64_t id)
{
	struct share_booking b;
	struct share_line l;

	TRY(share_booking(r->tx, r->who, id, &b));
	l = line_of(&b);
	return reply_shape(r, &share_booking_shape, &l);
}

static int
series_api(struct req *r)
{
	struct share_instance_list list;
	struct share_wish w;
	struct str rule;

	TRY(share_wish_of(r, &w, &rule));
	if (!rule.n)
		return form_fail(r, share_book_in, repeat, N_("请选多久重复一次。"));
	TRY(share_series_look(r->tx, r->who, &w, rule, &list));
	return reply_shapes(r, &share_instance_shape, list.v, list.n, sizeof *list.v, S(""));
}

static int
book_api(struct req *r)
{
	struct share_instance_list list;
	struct share_booking b;
	struct share_wish w;
	struct str rule;

	TRY(share_wish_of(r, &w, &rule));
	if (rule.n) {
		TRY(share_series_of_form(r, &w, rule, &list));
		return reply_shapes(r, &share_instance_shape, list.v, list.n, sizeof *list.v, S(""));
	}
	TRY(share_book(r->tx, r->who, &w, &b));
	TRY(reply_booking(r, b.id));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/share/booking/%lld", (long long)b.id));
	return 0;
}

static int
booking_api(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return reply_booking(r, id);
}

static int
after_move(struct req *r, int (*move)(struct tx *tx, const struct actor *who, int64_t id))
{
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(move(r->tx, r->who, id));
	return reply_booking(r, id);
}

static int
cancel_api(struct req *r)
{
	return after_move(r, share_cancel);
}

static int
confirm_api(struct req *r)
{
	return after_move(r, share_confirm);
}

static int
came_api(struct req *r)
{
	return after_move(r, share_check_in);
}

static int
accept_api(struct req *r)
{
	return after_move(r, share_accept);
}

static int
absent_api(struct req *r)
{
	return after_move(r, share_absent);
}

static int
refuse_api(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_refuse(r->tx, r->who, id, form_in(r, share_why_in)->why));
	return reply_booking(r, id);
}

static int
sheet_api(struct req *r)
{
	struct share_line_list list;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_sheet(r->tx, r->who, id, share_day_asked(r), &list));
	return reply_shapes(r, &share_sheet_shape, list.v, list.n, sizeof *list.v, S(""));
}

struct told {
	int64_t told;
};
static const struct shape_field told_fields[] = {
	{.name = "told", .type = SHAPE_INT, SHAPE_MEMBER(struct told, told), .about = "How many who are booked then were told"},
};
static const struct shape told_shape = {"PlaceClosed", told_fields, sizeof told_fields / sizeof *told_fields};

static int
close_api(struct req *r)
{
	struct told t;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_close_from_form(r, id, &t.told));
	return reply_shape(r, &told_shape, &t);
}

static const struct route rows[] = {
	ROUTE_POST("/api/share", SHARE_MANAGE, add_api, .form = &share_thing_form, .out = &share_thing_shape, .flags = ROUTE_MAKES,
		   .about = "A new place to book"),
	ROUTE_GET("/api/share/:id", OPEN, show_api, .out = &share_thing_shape, .about = "A place to book"),
	ROUTE_POST("/api/share/:id", SHARE_MANAGE, edit_api, .form = &share_thing_form, .out = &share_thing_shape, .about = "Change a place"),
	ROUTE_GET("/api/share/:id/free", OPEN, free_api, .form = &share_day_form, .out = &share_cell_shape, .about = "What is free and taken, by cells"),
	ROUTE_POST("/api/share/:id/series", SHARE_BOOK, series_api, .form = &share_book_form, .out = &share_instance_shape,
		   .about = "What of a series can be had; nothing is booked"),
	ROUTE_POST("/api/share/:id/book", SHARE_BOOK, book_api, .form = &share_book_form, .out = &share_booking_shape,
		   .about = "Book a place; a series answers with its instances"),
	ROUTE_GET("/api/share/:id/day", SHARE_MANAGE, sheet_api, .form = &share_day_form, .out = &share_sheet_shape, .about = "Who booked on a day"),
	ROUTE_POST("/api/share/:id/close", SHARE_MANAGE, close_api, .form = &share_close_form, .out = &told_shape,
		   .about = "Close a time; who is booked in it is told"),
	ROUTE_GET("/api/share/booking/:id", SHARE_BOOK, booking_api, .out = &share_booking_shape, .about = "A booking of mine, or of a place I look after"),
	ROUTE_POST("/api/share/booking/:id/cancel", SHARE_BOOK, cancel_api, .out = &share_booking_shape, .about = "Cancel a booking of mine"),
	ROUTE_POST("/api/share/booking/:id/confirm", SHARE_BOOK, confirm_api, .out = &share_booking_shape,
		   .about = "Take the place that the waiting list offers"),
	ROUTE_POST("/api/share/booking/:id/came", SHARE_BOOK, came_api, .out = &share_booking_shape, .about = "Check in"),
	ROUTE_POST("/api/share/booking/:id/accept", SHARE_MANAGE, accept_api, .out = &share_booking_shape, .about = "Yes to what was asked"),
	ROUTE_POST("/api/share/booking/:id/refuse", SHARE_MANAGE, refuse_api, .form = &share_why_form, .out = &share_booking_shape,
		   .about = "No to what was asked or booked"),
	ROUTE_POST("/api/share/booking/:id/absent", SHARE_MANAGE, absent_api, .out = &share_booking_shape, .about = "Nobody came"),
};

const struct route_table share_api_routes = {rows, sizeof rows / sizeof *rows};
