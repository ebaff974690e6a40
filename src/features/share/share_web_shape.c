/* share_web_shape.c: places, cells and bookings as programs get them. */
#include "features/share/share_web.h"
#include "kit/slot.h"

static const char *const state_names[] = {"asked", "booked", "waiting", "offered", "cancelled", "refused",
					  "lapsed", "came", "absent", "over", NULL};
static const char *const fit_names[] = {"free", "full", "closed", "outside_hours", "too_far", "past", NULL};
_Static_assert(sizeof fit_names / sizeof *fit_names == SHARE_PAST + 1, "each fit has a name");
static const char *const kind_names[] = {"room", "library", "ground", NULL};
#define COUNT(table) (sizeof(table) / sizeof *(table))

#define THING(member) SHAPE_MEMBER(struct share_thing, member)
static const struct shape_field thing_fields[] = {
	{.name = "id", .type = SHAPE_ID, THING(id)},
	{.name = "version", .type = SHAPE_INT, THING(version), .about = "Send it with a change; a stale one is refused with 409"},
	{.name = "kind", .type = SHAPE_WORD, THING(kind), .word = share_kind_name, .words = kind_names},
	{.name = "name", .type = SHAPE_TEXT, THING(name)},
	{.name = "name_en", .type = SHAPE_TEXT, THING(name_en)},
	{.name = "about", .type = SHAPE_TEXT, THING(about)},
	{.name = "rules", .type = SHAPE_TEXT, THING(rules)},
	{.name = "place", .type = SHAPE_ID, THING(place)},
	{.name = "org", .type = SHAPE_ID, THING(org)},
	{.name = "seats", .type = SHAPE_INT, THING(seats)},
	{.name = "whole", .type = SHAPE_BOOL, THING(whole), .about = "One booking has all of it"},
	{.name = "approval", .type = SHAPE_BOOL, THING(approval), .about = "Staff say yes first"},
	{.name = "check_in", .type = SHAPE_BOOL, THING(check_in)},
	{.name = "person_most", .type = SHAPE_INT, THING(open_most), .about = "Bookings a person may have ahead; 0: any number"},
	{.name = "body_most", .type = SHAPE_INT, THING(org_most), .about = "Bookings a body may have ahead; 0: any number"},
	{.name = "ahead_days", .type = SHAPE_INT, THING(ahead_days)},
};
const struct shape share_thing_shape = {"SharedPlace", thing_fields, COUNT(thing_fields)};

#define CELL(member) SHAPE_MEMBER(struct share_cell, member)
static const struct shape_field cell_fields[] = {
	{.name = "from", .type = SHAPE_TIME, CELL(from)},
	{.name = "to", .type = SHAPE_TIME, CELL(to)},
	{.name = "fit", .type = SHAPE_WORD, CELL(fit), .words = fit_names},
	{.name = "free", .type = SHAPE_INT, CELL(free), .about = "Seats, or 1 where a booking has all of it"},
	{.name = "mine", .type = SHAPE_ID, CELL(mine), .about = "The caller's booking in it"},
};
const struct shape share_cell_shape = {"SharedPlaceCell", cell_fields, COUNT(cell_fields)};

#define LINE(member) SHAPE_MEMBER(struct share_line, member)
#define BOOKING_FIELDS \
	{.name = "id", .type = SHAPE_ID, LINE(id)}, {.name = "place", .type = SHAPE_ID, LINE(thing)}, \
	{.name = "series", .type = SHAPE_ID, LINE(series)}, {.name = "from", .type = SHAPE_TIME, LINE(from_at)}, \
	{.name = "to", .type = SHAPE_TIME, LINE(to_at)}, {.name = "people", .type = SHAPE_INT, LINE(people)}, \
	{.name = "for", .type = SHAPE_ID, LINE(for_org), .about = "The body it is for"}, \
	{.name = "purpose", .type = SHAPE_TEXT, LINE(purpose)}, \
	{.name = "state", .type = SHAPE_WORD, LINE(state), .word = share_state_name, .words = state_names}, \
	{.name = "why", .type = SHAPE_TEXT, LINE(why)}
static const struct shape_field booking_fields[] = {
	BOOKING_FIELDS,
	{.name = "confirm_until", .type = SHAPE_TIME, LINE(due_at), .about = "An offer of the waiting list stands until then"},
};
const struct shape share_booking_shape = {"Booking", booking_fields, COUNT(booking_fields)};
static const struct shape_field body_booking_fields[] = {
	BOOKING_FIELDS,
	{.name = "confirm_until", .type = SHAPE_TIME, LINE(due_at), .about = "An offer of the waiting list stands until then"},
	{.name = "person", .type = SHAPE_TEXT, LINE(person_name), .about = "Who booked it"},
};
const struct shape share_body_booking_shape = {"BookingForBody", body_booking_fields, COUNT(body_booking_fields)};
static const struct shape_field sheet_fields[] = {
	BOOKING_FIELDS,
	{.name = "person", .type = SHAPE_TEXT, LINE(person_name)},
};
const struct shape share_sheet_shape = {"BookingOfSomebody", sheet_fields, COUNT(sheet_fields)};

#define INSTANCE(member) SHAPE_MEMBER(struct share_instance, member)
static const struct shape_field instance_fields[] = {
	{.name = "from", .type = SHAPE_TIME, INSTANCE(from)},
	{.name = "to", .type = SHAPE_TIME, INSTANCE(to)},
	{.name = "fit", .type = SHAPE_WORD, INSTANCE(fit), .words = fit_names},
};
const struct shape share_instance_shape = {"BookingInstance", instance_fields, COUNT(instance_fields)};
