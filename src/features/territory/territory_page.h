/* territory_page.h: what the views of the territory are given. */
#ifndef LINLI_TERRITORY_PAGE_H
#define LINLI_TERRITORY_PAGE_H

#include "features/territory/territory_division.h"
#include "features/territory/territory_edit.h"
#include "features/territory/territory_web_map.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

/* ---- map ---- */

struct map_shape {
	const char *look; /* class: by level, here; of the ground by kind */
	struct str d;     /* path */
	struct str at;    /* transform of a piece of the ground */
	struct str name;
};
struct map_shape_list {
	struct map_shape *v;
	size_t n;
};
struct map_mark {
	struct str x, y, name, href; /* top left corner of a building; centre of a point */
	struct str label;            /* on the plate of a building to choose */
	struct str text_x, text_y;   /* where that stands */
	struct str id;               /* of a point */
	struct str turn;             /* transform of a road's name */
	const char *look;            /* class of a name on the ground */
	int64_t count, over;         /* of a point that stands for several things */
	bool done, here;
};
struct map_mark_list {
	struct map_mark *v;
	size_t n;
};
struct map_model {
	struct str title, box;
	int width, height;
	bool has_base;
	struct str file; /* address of an archive of tiles */
	struct str tiles, west, north, unit_x, unit_y; /* for map.js: degrees at the corner, units of a degree */
	struct str closer, wider;                      /* words of its buttons */
	struct map_shape_list ground, ways, shapes; /* ways: roads, drawn twice */
	struct map_mark_list streets, names, buildings, points; /* streets: names on the ground */
};

/* ---- pages ---- */

/* One node where it is listed, in the reader's language. */
struct territory_line {
	int64_t id;
	struct str name, full, code, plate;
	struct str where; /* what it lies in, when the list mixes that */
	const char *word;
};
struct territory_line_list {
	struct territory_line *v;
	size_t n;
};

struct territory_tally {
	const char *word;
	int64_t n;
};
struct territory_tally_list {
	struct territory_tally *v;
	size_t n;
};

struct territory_person {
	struct territory_duty d;
	struct str hours, place;
	struct str hours_en; /* on the poster, beside the Chinese */
	bool on, own;	     /* on duty now; of this very node */
};
struct territory_person_list {
	struct territory_person *v;
	size_t n;
};

struct territory_event {
	int64_t at;
	const char *word;
	struct str text, who;
};
struct territory_event_list {
	struct territory_event *v;
	size_t n;
};

struct territory_page {
	struct territory_node n;
	struct str name, full;
	const char *word;
	bool staff, may_edit, may_duty, may_reorg, live;
	struct territory_line_list path, children;
	struct str next, query, lon, lat;
	struct territory_tally_list counts;
	struct territory_person_list people;
	struct territory_event_list events;
	struct html map;
	struct territory_line went; /* where a merged one went; id 0 = nowhere */
};

/* The pages with a form: what they stand on, and what may be chosen. */
struct territory_form_page {
	struct territory_node n;
	struct str name;
	const char *word;
	struct pick_list levels, days, datums;
	struct pick_search siblings, parents;
	struct str find; /* typed into one of these, asked by its script */
	bool root, buildings, rooms, units; /* which forms make sense here */
	bool coded, plated, bounded, counted;
	int form; /* which of several was refused */
	struct territory_person_list people;
	struct html map;
};

struct territory_layer_line {
	const char *kind, *word;
	int64_t features, set_at;
};
struct territory_layer_line_list {
	struct territory_layer_line *v;
	size_t n;
};
struct territory_layer_page {
	struct territory_layer_line_list layers;
	struct pick_list kinds, datums;
	struct html map;
};

struct territory_bad_row {
	int64_t line;
	const char *why;
};
struct territory_bad_row_list {
	struct territory_bad_row *v;
	size_t n;
};
struct territory_import_page {
	struct territory_node n;
	struct str name;
	bool done;
	int64_t read, added, changed, bad;
	struct territory_bad_row_list rows;
};

struct division_line {
	struct division d;
	struct str path; /* what it lies in */
};
struct division_line_list {
	struct division_line *v;
	size_t n;
};
struct territory_national_page {
	struct str query, next;
	struct division_list path, children;
	struct division_line_list hits;
	bool searched;
};

struct territory_nodes_page {
	struct territory_line at;
	struct table t;
};

struct territory_at_page {
	const char *no_place; /* said by the script when the device does not tell where it is */
	struct str lon, lat;
	bool asked;
	struct territory_line found; /* id 0: outside */
	struct territory_line_list path;
	struct territory_person_list people;
};

/* Posters. */
enum { TERRITORY_PAPER_A4 = 1, TERRITORY_PAPER_A5 };

struct territory_call {
	struct str phone; /* "" = none: one meets them */
	struct territory_person_list people;
};
struct territory_call_list {
	struct territory_call *v;
	size_t n;
};
struct territory_sheet {
	struct territory_node n;
	const char *scan, *scan_more, *call, *meet, *nobody, *urgent, *first, *second, *third; /* Chinese, whatever the reader's language */
	struct str over, over_en, name, name_en, link;
	bool long_name;
	struct territory_call_list calls;
	struct html qr;
};
struct territory_sheet_list {
	struct territory_sheet *v;
	size_t n;
};
struct territory_poster_page {
	struct territory_node n;
	struct str paper, other; /* a4 or a5, and the other one */
	struct territory_sheet sheet;
};
struct territory_print {
	int64_t number, from, to;
	bool current;
};
struct territory_print_list {
	struct territory_print *v;
	size_t n;
};
struct territory_choice {
	int64_t id, buildings;
	struct str name;
};
struct territory_choice_list {
	struct territory_choice *v;
	size_t n;
};
struct territory_posters_page {
	struct territory_node n;
	struct str name, paper;
	bool by_unit;
	size_t all;		   /* sheets altogether */
	int64_t most, from, to;	   /* of a print; those of this one */
	struct territory_print_list prints;
	struct territory_sheet_list sheets;
	struct territory_choice_list choices; /* of a street or district: where to go on */
};

#endif
