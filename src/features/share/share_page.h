/* share_page.h: what the views of places to book are given. */
#ifndef LINLI_SHARE_PAGE_H
#define LINLI_SHARE_PAGE_H

#include "features/share/share.h"
#include "features/share/share_outside.h"
#include "ui/table.h"
#include "ui/view.h"

struct share_option {
	struct str value, label;
	bool chosen, full;
};
struct share_option_list {
	struct share_option *v;
	size_t n;
};

/* A thing as lists show it. Programs get t as it is; t.name is in the reader's language once it was said. */
struct share_card {
	struct share_thing t;
	int64_t free, first; /* cells of today, and when the first begins */
	struct str place;
};
struct share_list_page {
	struct tab_link_list places, kinds;
	struct table table;
	bool signed_in, manages;
};

enum share_look { LOOK_NONE = 1, LOOK_FREE, LOOK_FULL, LOOK_MINE, LOOK_WAIT, LOOK_CLOSED };
struct share_slot_view {
	enum share_look look;
	int64_t from, to, free;
	bool counts; /* shows how many are free */
};
struct share_slot_views {
	struct share_slot_view *v;
	size_t n;
};
struct share_row_view {
	struct str label; /* 9:00 */
	struct share_slot_views cells;
};
struct share_row_views {
	struct share_row_view *v;
	size_t n;
};
struct share_day_view {
	int64_t at;
	const char *weekday; /* Chinese message key */
	int date;
	const char *note; /* 节假日, 调休上班; "" */
	struct str href;
	bool today, current;
};
struct share_day_views {
	struct share_day_view *v;
	size_t n;
};
struct share_hours_view {
	const char *day;
	struct str text;
};
struct share_hours_views {
	struct share_hours_view *v;
	size_t n;
};
struct share_closing_view {
	int64_t id, from, to;
	struct str why;
};
struct share_closing_views {
	struct share_closing_view *v;
	size_t n;
};
struct share_show_page {
	int64_t id, seats, first, last; /* the days shown */
	struct str name, about, rules, place, org, phone, busy_href;
	const char *kind_word, *icon, *who_word;
	bool whole, approval, check_in, shut, manages, one_day, waits;
	int64_t ahead_days, open_most, org_most, cancel_hours, absent_most, absent_days, pause_days;
	struct share_day_views days;
	struct share_row_views rows;  /* of the week */
	struct share_slot_views slots; /* of the day chosen */
	int64_t day;		       /* the day chosen */
	struct str earlier, later, by_day, by_week;
	struct share_hours_views hours;
	struct share_closing_views closings;
	struct str outside; /* why the times of an outside calendar are closed */
};

struct share_instance_view {
	int64_t from, to;
	enum share_fit fit;
};
struct share_instance_views {
	struct share_instance_view *v;
	size_t n;
};
struct share_book_page {
	int64_t id, day, from, seats;
	struct str name, place, once, sure, until, rules;
	struct share_option_list begins, ends, bodies; /* bodies: in whose name the reader may book */
	const char *weekday; /* 星期六 */
	int nth;	     /* of the month: 1 to 4, 5 = the last */
	int repeat;	     /* enum share_repeat chosen */
	bool full, may_wait, series, pressed;
	int64_t waiting, fits, misses;
	struct share_instance_views list;
};

/* A booking of one's own. Programs get b as it is. */
struct share_mine_line {
	struct share_line b;
	struct str name, when, said; /* the thing, the time and the state in the reader's words */
	const char *word;
	bool may_cancel, may_confirm, may_check_in, late;
};
struct share_mine_lines {
	struct share_mine_line *v;
	size_t n;
};
struct share_mine_page {
	struct table ahead, over, bodies; /* bodies: ahead for a body, by others */
	struct share_pause_list pauses;
	int64_t unsaid; /* the pause of which the person has said nothing yet, 0 = none */
	struct str feed; /* the address, once */
	bool has_feed;
	int64_t feed_at;
};

struct share_sheet_line {
	struct share_line b;
	const char *word;
	bool may_accept, may_refuse, may_come, may_miss;
};
struct share_sheet_lines {
	struct share_sheet_line *v;
	size_t n;
};
struct share_sheet_page {
	int64_t id, day, booked, asked;
	struct str name, place, earlier, later;
	struct share_day_views days;
	struct share_sheet_lines lines;
	struct share_closing_views closings;
	struct share_pause_line_list pauses;
	int64_t outside; /* times closed by an outside calendar */
};
struct share_refuse_page {
	struct share_line b;
	int64_t thing;
	struct str name;
};
struct share_hour_field {
	const char *name, *word;
};
struct share_edit_page {
	int64_t id;
	struct str name;
	struct share_option_list places, orgs;
};

struct share_outside_page {
	int64_t id, kept, hidden; /* kept: times closed by the calendar read before */
	struct str name, filename, why, seen;
	struct share_outside_plan plan;
	struct share_outside_spans spans;
	struct ical_problem_list problems;
	bool again, more_problems;
};

#endif
