/* appeal_page.h: what the views of appeals are given. */
#ifndef LINLI_APPEAL_PAGE_H
#define LINLI_APPEAL_PAGE_H

#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_talk.h"
#include "features/suggest/suggest.h"
#include "gen/catalogue_row.h"
#include "gen/territory_row.h"
#include "ui/chart.h"
#include "ui/pick.h"
#include "ui/tabs.h"
#include "ui/view.h"

enum clock_look { CLOCK_OK = 1, CLOCK_SOON, CLOCK_OVER, CLOCK_PAUSE, CLOCK_DONE };

/* One case in a list, in the reader's language. */
struct appeal_card {
	struct appeal_line l;
	struct str title;            /* without numbers and names for the public */
	struct str item, org, community, place;
	struct str reply;            /* beginning of the answer */
	int64_t result;              /* the mark, once everybody may see it */
	const char *state_word;
	enum clock_look clock;
	int lamp;
	bool picked;
};
struct appeal_card_list {
	struct appeal_card *v;
	size_t n;
};

struct home_page {
	struct str community, code;
	struct pick_list communities;
	struct appeal_card_list mine, news;
	struct appeal_figures month;
	struct territory_duty_list duties;
};

struct appeal_list_page {
	struct appeal_card_list cards;
	struct pick_list communities, classes;
	struct str query, next, title;
	const char *problem;
	struct tab_link_list tabs;
	bool filtered;
	struct html map;
};

struct appeal_step_line {
	struct str word, who, text;
	int64_t at;
	bool internal, answer, lit;
	struct matter_file_list photos;
};
struct appeal_step_line_list {
	struct appeal_step_line *v;
	size_t n;
};

struct appeal_lamp_line {
	const char *word;
	int64_t at;
	bool on, now;
};
struct appeal_lamp_line_list {
	struct appeal_lamp_line *v;
	size_t n;
};

struct appeal_comment_line {
	struct comment_line c;
	struct str code; /* of the case */
	bool may_judge;
};
struct appeal_comment_lines {
	struct appeal_comment_line *v;
	size_t n;
};
struct appeal_show_page {
	struct appeal_talk talk;
	struct appeal_comment_lines comments;
	struct str said;      /* a comment that was refused, and why */
	const char *said_why; /* Chinese message key */
	struct appeal_seen s;
	struct appeal a; /* in the reader's words: redacted for the public */
	struct str item, item_path, org, community, where, org_phone;
	const char *state_word;
	enum clock_look clock;
	struct appeal_lamp_line_list lamps;
	struct appeal_step_line_list steps;
	struct matter_file_list photos;
	struct catalogue_rule rule;
	bool local_basis; /* the rule's basis is for the district to name */
	struct str body_word;
	struct appeal_person contact; /* masked, or in full right after it was opened */
	bool contact_full;
	struct access_line_list readings; /* of the contact, and new PINs */
	struct str new_pin;          /* shown once, right after it was made */
	struct pick_list communities; /* to move a case to another one */
	struct str question;	      /* what the resident is asked and has not answered */
	bool photos_hidden;	      /* the case is public, some of its photos are not yet */
	bool desk;		      /* the reader has a desk for this case */
	bool add, answer, rate, reopen, contest, withdraw;
	int64_t version;
	struct appeal_step_line_list changed; /* since the version the refused form knew */
	struct str text;		      /* typed before the refusal */
	const char *act;		      /* which form was refused */
	struct str suggested_org;
	struct pick_list orgs, items;
	struct suggest_hit_list hits;
	struct str anon_word; /* who may learn who filed it */
	bool may_triage, may_dispatch, may_accept, may_bounce, may_note, may_ask, may_unask, may_reply, may_close, may_reopen,
		may_refuse, may_publish;
};

struct appeal_kept {
	struct str token, src;
};
struct appeal_kept_list {
	struct appeal_kept *v;
	size_t n;
};

struct appeal_question {
	struct str name, label, value;
	bool number, yesno;
	struct pick_list choices;
};
struct appeal_question_list {
	struct appeal_question *v;
	size_t n;
};

/* A building to choose. */
struct building_line {
	int64_t id;
	struct str code, name;
	bool here;
};
struct building_line_list {
	struct building_line *v;
	size_t n;
};

struct appeal_new_page {
	bool staff;		      /* entered for somebody else */
	int64_t keep_months;	      /* who filed it is kept so long after it is over */
	struct pick_list communities; /* shown when no place is known yet */
	bool to_map;		      /* and the community leads to its map */
	struct str community, community_code;
	struct pick_group_list places;
	bool placed;	 /* the place was chosen just now, whatever an older draft says */
	struct html map; /* to choose a building on */
	struct building_line_list buildings; /* the same in words */
	struct str place;		     /* id of the place chosen before, to go back with it */
	struct appeal_kept_list kept;
	struct suggest_hit_list hits;
	bool looked; /* a text was there, so the suggestion says something, even "not sure" */
	int64_t item;
	struct str item_name, item_path, item_colour, body_word;
	int64_t item_days;		/* working days until an answer is due */
	struct pick_search find;	/* to choose by hand */
	struct appeal_question_list questions;
	struct str once;
	int anon; /* index + 1 of the choice made, 0 = none yet */
	bool open;
	struct str text;
	struct pick_list channels;
	bool signed_in;
	struct str name;
};

struct appeal_receipt_page {
	struct str code, pin, link;
	struct html qr;
	bool again;
};

struct ledger_page {
	struct str table; /* address of the list as CSV */
	struct str place, code;
	const char *period_word;
	int64_t from_at, to_at;
	struct pick_list communities;
	struct tab_link_list periods, tabs;
	struct appeal_figures f;
	int64_t on_time_permille, days_tenths, pleased_permille;
	bool has_closed, has_rated;
	struct chart_lines weeks;
	struct chart_bars classes;
	struct appeal_card_list cards;
	struct str next;
};

struct appeal_queue_page {
	struct tab_link_list tabs;
	struct appeal_card_list cards;
	struct pick_list classes, orgs, desks; /* desks: of a reader with several posts */
	struct str query, next, tab, after;
	struct str here; /* this list, so that a refused form is looked at afresh where it was */
	int64_t class_, desk;
	int64_t as_of, mark;
	bool may_dispatch, may_export;
	struct access_line_list exports; /* who took cases out */
	const char *problem;
	int64_t done;    /* so many were dispatched just now */
	struct str left; /* and these were not, with the reason */
	bool refused;	 /* the bulk form was */
};

#endif
