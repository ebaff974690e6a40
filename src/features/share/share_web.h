/* share_web.h: routes of places to book, and what their pages and the API share. */
#ifndef LINLI_SHARE_WEB_H
#define LINLI_SHARE_WEB_H

#include "features/share/share.h"
#include "features/share/share_page.h"
#include "features/share/share_see.h"
#include "http/form.h"
#include "http/route.h"
#include "lib/shape.h"

extern const struct route_table share_routes, share_list_routes, share_book_routes, share_mine_routes, share_desk_routes, share_edit_routes,
	share_outside_routes, share_api_routes;

/* For the page "mine": kit/mine.h. */
struct mine_part;
int share_mine_part(struct req *r, struct mine_part *ret);
/* The number of the path's first argument. E_NOTFOUND: it is none. */
int share_id_of(const struct req *r, int64_t *ret);
/* The thing of the path's first argument. */
int share_thing_of(struct req *r, struct share_thing *ret);

struct share_day_in {
	int64_t day; /* 0 = today */
	bool week;   /* … and the six days after it */
	int64_t days;
};
extern const struct form share_day_form;
/* The first moment of the day asked for, else of today. */
int64_t share_day_asked(const struct req *r);

enum share_repeat { REPEAT_ONCE = 1, REPEAT_DAY, REPEAT_WEEK, REPEAT_FORTNIGHT, REPEAT_MONTH };
struct share_book_in {
	int64_t day, people, until;
	struct id_or_code body; /* none: for oneself */
	struct str from, to, purpose, once, sure;
	int repeat;
	bool wait, look;
};
extern const struct form share_book_form;
/* The wish of the form, refused at its fields; and its recurrence rule, "" = once. */
int share_wish_of(struct req *r, struct share_wish *ret, struct str *ret_rule);
/* Books the series once the form says that what cannot be had of it was seen. */
int share_series_of_form(struct req *r, const struct share_wish *w, struct str rule, struct share_instance_list *ret);

struct share_thing_in {
	int kind, who, step, wait;
	struct str name, name_en, about, rules, hours[9];
	struct id_or_code place, org;
	int64_t seats, least, most, ahead, open_most, org_most, cancel, offer, absent_most, absent_days, pause_days, version;
	bool whole, approval, check_in, shut;
};
extern const struct form share_thing_form;
/* Writes down the thing of the form: a new one with id 0. */
int share_put_from_form(struct req *r, int64_t id, int64_t *ret_id);

struct share_why_in {
	struct str why;
};
extern const struct form share_why_form;
struct share_close_in {
	int64_t day, until;
	struct str from, to, why;
};
extern const struct form share_close_form;
int share_close_from_form(struct req *r, int64_t thing, int64_t *ret_told);

/* A thing and a booking for programs: of struct share_thing and struct share_line. */
extern const struct shape share_thing_shape, share_booking_shape, share_body_booking_shape, share_sheet_shape;
/* Of struct share_cell and struct share_instance. */
extern const struct shape share_cell_shape, share_instance_shape;

/* Words of stored numbers: Chinese message keys, and names for programs. */
enum { SHARE_KINDS = SHARE_KIND__MAX - 1 };
extern const struct choice share_kinds[SHARE_KINDS];
const char *share_kind_word(int64_t kind);
const char *share_kind_icon(int64_t kind);
const char *share_kind_name(int64_t kind);
const char *share_state_word(int64_t state, int64_t to);
/* In the reader's language. */
struct str share_thing_name(struct req *r, const struct share_thing *t);
int share_place_name(struct req *r, int64_t place, struct str *ret);
/* Closed times as moments. */
struct share_closing_views share_closing_views_of(struct req *r, const struct slot_thing *slot,
						  const struct slot_closing_list *list);

#endif
