/* appeal_page.h: what the views of appeals are given. */
#ifndef LINLI_APPEAL_PAGE_H
#define LINLI_APPEAL_PAGE_H

#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_hint.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_phrase.h"
#include "features/appeal/appeal_queue.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_take.h"
#include "features/appeal/appeal_talk.h"
#include "gen/appeal_row.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/suggest/suggest.h"
#include "gen/catalogue_row.h"
#include "gen/territory_row.h"
#include "kit/link.h"
#include "ui/photo.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

struct appeal_list_page {
	struct str title; /* of one community; "" = of all */
	struct table table;
};

/* A building near the reader. */
struct appeal_here_line {
	int64_t id, metres;
	struct str name;
};
struct appeal_here_line_list {
	struct appeal_here_line *v;
	size_t n;
};
struct appeal_here_part {
	struct appeal_here_line_list lines;
};

/* A case beside the map, and the mark it stands in. */
struct appeal_map_row {
	struct appeal_card c;
	struct str mark;
};
struct appeal_map_row_list {
	struct appeal_map_row *v;
	size_t n;
};
struct appeal_map_page {
	struct appeal_map_row_list rows;
	int64_t shown, outside, placeless; /* cases on the map, elsewhere on it, and without a place */
	bool cut;		    /* the list ends before all that are shown */
	bool more;		    /* older ones were not read */
	bool elsewhere;		    /* the reader stands outside of the district */
	struct pick_form where; /* which community */
	struct str closer, wider, west, east, north, south, all, zoom; /* addresses; "" = no further */
	struct html map;
};

/* Cases out of a table: a column of ours and those of the table; rows as they will be. */
struct appeal_import_column {
	struct str name;
	const char *label;
	int64_t number; /* of the table's column, from 1; 0 = none */
	struct pick_list picks;
	int column; /* enum import_column */
};
struct appeal_import_column_list {
	struct appeal_import_column *v;
	size_t n;
};
struct appeal_import_cell {
	struct str said;
	const char *error;
};
struct appeal_import_cell_list {
	struct appeal_import_cell *v;
	size_t n;
};
struct appeal_import_row {
	int64_t line;
	struct appeal_import_cell_list cells;
};
struct appeal_import_row_list {
	struct appeal_import_row *v;
	size_t n;
};
struct appeal_import_refused {
	int64_t line;
	const char *why;
};
struct appeal_import_refused_list {
	struct appeal_import_refused *v;
	size_t n;
};
struct appeal_import_page {
	struct str filename, others;
	int64_t lines, shown, most, days;
	bool wrong; /* a row that is shown will not go in */
	struct appeal_import_column_list columns, heads;
	struct appeal_import_row_list rows;
	struct table_import_list imports;
};

/* One that is taken in. */
struct appeal_take_page {
	struct table_import i;
	struct str address, by; /* by: the person's name */
	const char *why;
	int64_t permille, days;
	bool running, stopped, over, stuck, all_shown;
	struct appeal_import_refused_list refused;
};

struct appeal_caller_page {
	struct appeal_card_list cards;
	bool asked;
	struct str caller, reason, next; /* what was asked for, for the next page; next "" = there is none */
};

struct appeal_step_line {
	struct str word, text; /* word: who did what, in a sentence */
	struct str who;	       /* the person's title, at the desk; "" = not said */
	struct str reason;     /* of a bounce */
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

/* One face to mark with. */
struct appeal_face {
	const char *word, *icon;
	int64_t mark;
	bool checked, bad; /* bad: the form was refused for want of it */
};
struct appeal_faces {
	const char *name, *legend;
	struct {
		struct appeal_face *v;
		size_t n;
	} faces;
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
/* Working time; days are working days. minutes is all of it. */
struct work_time {
	int64_t minutes, days, hours, rest;
};

/* A body that leads or helps. */
struct appeal_body_line {
	int64_t org;
	struct str code, name, phone;
	int64_t part, state; /* enum party_part, enum party_state */
	int64_t sent_at, accepted_at, done_at;
	int64_t due_at; /* of the clock that runs for it now, 0 = none does */
	struct str answer;
	enum clock_look look;
	bool mine; /* it helps, and the reader answers for it */
};
struct appeal_body_line_list {
	struct appeal_body_line *v;
	size_t n;
};

struct appeal_clock_line {
	int64_t stage, org; /* org 0 = the place's own staff */
	const char *word;
	struct str who; /* "" = the raiser's */
	int64_t minutes, used_minutes;
	struct work_time given, used;
	int64_t started_at, due_at, paused_at, stopped_at;
	bool late;   /* it ended, or stands, behind its deadline */
};
struct appeal_clock_line_list {
	struct appeal_clock_line *v;
	size_t n;
};

/* All the hours one body used, or the place's own staff. */
struct appeal_hours {
	int64_t org;
	struct str who;
	struct work_time used;
};
struct appeal_hours_list {
	struct appeal_hours *v;
	size_t n;
};

struct appeal_link_line {
	struct str code, title;
	int64_t state;
	const char *state_word;
	int64_t why; /* enum link_why */
	int64_t at;
	bool may_end;
};
struct appeal_link_line_list {
	struct appeal_link_line *v;
	size_t n;
};

/* A case that may say the same. */
/* What many call about, as everybody reads it (features/event). */
struct appeal_event_card {
	struct str code, title, spot, text, todo, who;
	int64_t since, next_at, over_at;
};
struct appeal_event_card_list {
	struct appeal_event_card *v;
	size_t n;
};

struct appeal_alike_line {
	struct str code, title, where, thumb;
	int64_t at;
	const char *state_word, *how_word; /* how alike; Chinese message keys */
	bool chosen;
};
struct appeal_alike_line_list {
	struct appeal_alike_line *v;
	size_t n;
};
/* One of those that were joined to a case. */
struct appeal_joined_line {
	struct str code, title, where;
	int64_t at, state, version;
	const char *state_word;
	bool may_leave, opens; /* opens: its reader may open it */
};
struct appeal_joined_line_list {
	struct appeal_joined_line *v;
	size_t n;
};
/* A piece of work that was split off; code is "" for who may not open it. */
struct appeal_part_line {
	struct str code, title, body;
	int64_t state, due_at, closed_at;
	const char *state_word;
	bool over, late;
};
struct appeal_part_line_list {
	struct appeal_part_line *v;
	size_t n;
};
/* What a case is dealt with together with. */
struct appeal_together {
	struct appeal_link_line leader; /* the case it was joined to; code "" = none, or the reader may not open it */
	bool leader_open;
	struct appeal_event_card event; /* what everybody is told of that one, code "" = it has no card */
	int64_t others, accepted_at; /* how many were joined to that one, this one among them; when a body accepted that one */
	struct appeal_joined_line_list joined;
	int64_t joined_n;
	bool joined_more;
	struct appeal_part_line_list parts;
	int64_t parts_live, parts_over;
	struct appeal_link_line whole; /* the case it is a part of */
	bool whole_opens;
};

/* Bodies, clocks and hours are for staff. */
struct appeal_other {
	struct str href, code, title;
	const char *word; /* its state */
};
struct appeal_other_list {
	struct appeal_other *v;
	size_t n;
};
struct appeal_around {
	struct appeal_body_line_list bodies;
	struct appeal_clock_line_list clocks;
	struct appeal_hours_list hours;
	struct appeal_other_list others; /* matters of other kinds that came of it; for staff */
	struct appeal_link_line_list links;
	struct appeal_together together;
};

/* A stretch of a text, marked as something to cover or not. */
struct appeal_segment {
	struct str text;
	bool marked;
};
struct appeal_segment_list {
	struct appeal_segment *v;
	size_t n;
};
/* What is marked: the piece and the words around it; let: it stays readable. */
struct appeal_piece {
	struct str piece, sentence;
	bool let;
};
struct appeal_piece_list {
	struct appeal_piece *v;
	size_t n;
};
struct appeal_review {
	struct appeal_segment_list title, body;
	struct appeal_piece_list pieces;
	struct str also;
	bool pictures; /* the photos go with it */
};

/* What another feature offers: icon and label as the navigation has them. */
struct appeal_offer {
	struct str href;
	const char *icon, *label;
};
struct appeal_offer_list {
	struct appeal_offer *v;
	size_t n;
};

/* A move that takes a text and nothing else. title, label, about and button are Chinese message keys. */
struct appeal_text_form {
	struct str code;
	int64_t version, rows;
	const char *act, *title, *label, *about, *button;
	struct str from; /* the queue the reader came from */
	struct str text; /* typed before the refusal */
	bool must, bad, refused;
};
struct appeal_text_form_list {
	struct appeal_text_form *v;
	size_t n;
};

/* A reason for giving a case back. */
struct appeal_reason_line {
	int64_t id;
	struct str title, asks;
	bool chosen;
};
struct appeal_reason_line_list {
	struct appeal_reason_line *v;
	size_t n;
};

/* A suggested item with the body that its rule names here. */
/* Which rule of dispatching names the body, and why; number 0 = the catalogue does. */
struct appeal_steer_why {
	const char *word; /* Chinese message key */
	struct str text;
};
struct appeal_steer_by {
	int64_t number, rule;
	struct str name;
	bool may; /* the reader may open it */
	struct {
		struct appeal_steer_why *v;
		size_t n;
	} why;
};

/* What was ruled before of a case like this one. */
struct appeal_precedent_line {
	struct str code, text, org, other; /* other: the body that the catalogue names instead, "" = the same */
	int64_t at, id;			   /* id of the body, 0 = it cannot be sent there */
	const char *tier;
};
struct appeal_precedent_lines {
	struct appeal_precedent_line *v;
	size_t n;
};

struct appeal_hint {
	struct suggest_hit hit;
	struct appeal_steer_by by;
	int64_t org;
	struct str org_name;
	bool first; /* it is taken and sent by one press */
};
struct appeal_hint_list {
	struct appeal_hint *v;
	size_t n;
};

/* Words that staff keep, or a form for new ones (id 0). */
struct appeal_phrase_line {
	int64_t id, kind;
	struct str title, words;
	int64_t changed_at;
	struct pick_list desks, uses;
	bool gone, may, open;
	int64_t use, version;
	struct str item;      /* its name; "" = for any */
	const char *use_word; /* NULL = for any */
	struct str private;   /* what of its words must be in no answer */
	bool stock, no_clause;
	struct str by; /* of a version: who made it */
};
struct appeal_phrase_line_list {
	struct appeal_phrase_line *v;
	size_t n;
};
struct appeal_phrases_page {
	struct appeal_phrase_line_list answers, reasons;
	struct appeal_phrase_line answer, reason;
	struct str names; /* of what is put in */
	bool may_answer, may_reason, adding_answer, adding_reason;
};

struct appeal_phrase_history_page {
	struct str title;
	struct appeal_phrase_line_list rows;
};

struct appeal_share_link {
	struct str url;
};

/* The phone of a building head or a grid worker. */
struct appeal_grid_page {
	struct appeal_card_list first, today, later; /* what is due next, today, after it */
	struct str where; /* what they answer for */
	struct html help; /* whom to call */
	int64_t settled, passed; /* today, there */
	bool more;
	int64_t as_of;
};
/* What they report themselves. */
struct appeal_finding_page {
	struct pick_list items;
	struct pick_search places;
	struct photo_field photo;
	struct str once, text, reader, place_name;
	bool other, settled, danger;
	bool scanned; /* the code on the wall brought the place */
};
/* Where matters of a place were settled, and whom the rest was given to. */
struct appeal_circle_line {
	struct str name, code;
	int64_t filed, building, grid, community, bodies, up, given;
};
struct appeal_circle_line_list {
	struct appeal_circle_line *v;
	size_t n;
};
struct appeal_given_line {
	struct str name;
	int64_t n;
};
struct appeal_given_line_list {
	struct appeal_given_line *v;
	size_t n;
};
/* Cases of one kind that were over. elsewhere: carried by others than the community's own body. freed: working hours times ten. */
struct appeal_kind_line {
	const char *word;
	int64_t closed, own, elsewhere, freed;
};
struct appeal_kind_line_list {
	struct appeal_kind_line *v;
	size_t n;
};
struct appeal_circle_page {
	struct appeal_kind_line_list sorts, affairs;
	int64_t own, own_hours, few; /* own_hours: what one takes that the community carries, working hours times ten */
	bool kinds, tells;	     /* there are any; there are enough own ones to say what was freed */
	struct appeal_circle_line all; /* of the place that is shown */
	struct appeal_circle_line_list places;
	struct appeal_given_line_list given;
	int64_t from; /* a moment of the first day */
	bool one;     /* of one community */
};

struct appeal_calls_page {
	int64_t days; /* after the answer */
	struct table table;
};

struct appeal_call_page {
	struct appeal_followup c;
	struct str org, community;
	struct appeal_faces result, attitude;
	struct str text;
};

/* An address of a message that leads to nothing any more. */
struct appeal_way_page {
	struct str code;
	bool past, over;
	const char *state_word;
};

struct appeal_show_page {
	struct str base;      /* its forms and photos lie below: /appeal/CODE, or the address of a message (appeal_way.h) */
	struct appeal_review review;
	bool shown;	      /* everybody reads its words */
	bool to_let_out;      /* it may be let out with the dispatch */
	bool waits_own;       /* it waits, and the reader filed it */
	bool waits;	      /* the reader is the public, and reads none yet */
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
	struct pick_search communities; /* to move a case to another one */
	struct str question;	      /* what the resident is asked and has not answered */
	bool photos_hidden;	      /* the case is public, some of its photos are not yet */
	bool desk;		      /* the reader has a desk for this case */
	bool add, answer, rate, reopen, contest, withdraw;
	bool turn;		/* the reader raised it, and it waits for them */
	bool poor;		/* the reader marked it as not solved: reopening comes next */
	bool marked;		/* the reader rated it; rate: and may still change that */
	struct appeal_faces result, attitude;
	const char *result_word, *attitude_word;
	int64_t change_until;
	enum clock_look promise; /* the clock of residents */
	int64_t gone;		 /* of the time until the promised answer, in percent; 0 = not said */
	struct appeal_share_link share; /* for who raised it */
	bool answered_late;
	int64_t version;
	struct appeal_step_line_list changed; /* since the version the refused form knew */
	struct str text;		      /* typed before the refusal */
	const char *act;		      /* which form was refused */
	struct photo_field photo;	      /* with those that it had brought */
	struct appeal_offer_list offers; /* what other features offer the office of the case */
	struct str suggested_org;
	struct appeal_steer_by by; /* who says so */
	struct appeal_precedent_lines precedents;
	struct pick_search orgs;
	struct pick_search find; /* another item, by words */
	struct pick_search helpers; /* bodies that may be asked to help */
	struct appeal_around around;
	struct appeal_text_form_list forms, help_forms; /* the second for a body that helps */
	struct str other; /* the code typed into a refused link */
	struct suggest_hit_list hits;
	struct appeal_hint_list hints;
	bool sure; /* one press sends it */
	int64_t percent; /* of the item that one press takes */
	struct str from, queue_href, prev, next; /* the queue the reader came from */
	const char *tab_word;
	bool moved; /* the reader has just sent it: what is next is the next case */
	struct str holder;
	const char *stage_word;
	enum clock_look stage_clock;
	bool promise_late;
	bool own; /* the reader works for its lead */
	bool bound; /* by a ruling */
	struct str bounce_word;
	struct appeal_reason_line_list reasons;
	struct pick_list phrases;
	struct html map;
	struct str anon_word; /* who may learn who filed it */
	int sort, affair;	/* what the form has chosen: as the case is, else as its item says */
	const char *sort_word, *affair_word; /* as the case is, "" = nobody has said */
	bool sorted;		/* changing it wants a reason */
	bool proposed;		/* what the form has chosen is the item's */
	bool may_sort, may_advise;
	bool may_unsend, may_take, may_settle, may_pass_up;
	bool may_triage, may_dispatch, may_accept, may_bounce, may_note, may_reply, may_close, may_publish, may_help,
		may_help_accept, may_help_reply, may_link, may_rule, may_join, may_leave, may_split;
	struct appeal_alike_line_list alike; /* cases it could be joined to */
	struct appeal_reply_hints reply_hints; /* of the answer as it was typed */
	bool may_urge, may_extend, may_decide; /* more time: asking for it, and deciding on it */
	bool urges;		/* the reader filed it, and it waits for the office */
	bool urged_today;
	int64_t extend_days; /* so many may still be asked for */
	struct str extend_why; /* why the body asks, for who decides */
	struct str title, days; /* typed into a refused form */
	struct pick_search part_orgs; /* bodies a part may be given to */
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

struct appeal_practice_line {
	struct str code, title, place;
	int64_t filed_at;
	const char *state; /* Chinese message key */
};
struct appeal_practice_line_list {
	struct appeal_practice_line *v;
	size_t n;
};
struct appeal_practice_page {
	int64_t days, most;
	struct appeal_practice_line_list lines;
};

struct appeal_new_page {
	bool may_practice, practice; /* it can be filed as practice; it is ticked */
	bool staff;		      /* entered for somebody else */
	int64_t keep_months;	      /* who filed it is kept so long after it is over */
	struct pick_list communities; /* shown when no place is known yet */
	bool to_map;		      /* and the community leads to its map */
	struct str community, community_code;
	struct pick_search places;
	bool placed;	 /* the place was chosen just now, whatever an older draft says */
	struct html map; /* to choose a building on */
	struct building_line_list buildings; /* the same in words */
	struct str place;		     /* id of the place chosen before, to go back with it */
	struct photo_field photo;
	struct suggest_hit_list hits;
	bool unsure, unsure_open; /* some are below one half, which are folded; one of those is chosen */
	struct appeal_alike_line_list alike; /* what neighbours have said that may be the same */
	struct appeal_event_card_list events; /* what many call about, and it may be that */
	struct str events_seen;		      /* their codes, sent back, so that they are shown once */
	bool events_again;		      /* the form was sent and is shown again because of them */
	bool looked; /* a text was there, so the suggestion says something, even "not sure" */
	int64_t item;
	bool among_hits; /* the item stands in the suggestion already */
	struct str item_name, item_path, item_colour, body_word;
	int64_t item_days;		/* working days until an answer is due */
	struct pick_search find;	/* to choose by hand */
	struct appeal_question_list questions;
	struct str once;
	struct str reader; /* whose drafts this browser may offer: an account's mark, "" of nobody's */
	struct str same;   /* code of what this browser has just filed in the same words; "" = nothing */
	int anon; /* index + 1 of the choice made, 0 = none yet */
	bool open;
	bool never; /* what was chosen is never public */
	struct str text;
	struct pick_list channels;
	bool signed_in;
	struct str name;
	struct html urgent;  /* whom to call, for what was typed; "" = nobody */
	struct str called;   /* the kinds of emergency that is about: sent back, so that it is said once */
	bool urgent_again;   /* the form was sent and is shown again because of it */
};

struct appeal_receipt_page {
	struct appeal_share_link share;
	struct str code, pin_start, pin_end, link; /* a PIN is read out and written down by threes */
	int64_t promised_at;
	struct str body_word; /* whose task it usually is; "" = nobody can say yet */
	struct html urgent;
	struct html qr;
	struct appeal_event_card event; /* what is known of it already; code "" = nothing */
};

/* One of a bulk dispatch, before it goes: to whom, or why it stays. */
struct appeal_bulk_line {
	struct str id, code, title, org; /* id: "CODE.version" */
	int64_t rule_number;		 /* the rule of dispatching that says so, 0 = none */
	struct str rule;
	const char *why;		 /* Chinese message key; NULL = it goes */
};

struct appeal_queue_page {
	struct appeal_card_list alarms; /* urgent, and nobody has taken them up */
	struct {
		struct appeal_bulk_line *v;
		size_t n;
	} plan;
	struct str here; /* the list they are ticked on */
	int64_t goes, stays;
	bool let_out; /* their words become public with the dispatch */
	int64_t org, class_;	 /* org: chosen for all, 0 = by the rule of each */
	struct str tab, query, after, back;
	struct str undo; /* codes that went just now, a space between */
	struct tab_link_list tabs;
	struct table table;
	int64_t desk;
	int64_t as_of, mark;
	bool may_export;
	struct access_line_list exports; /* who took cases out */
	int64_t done;    /* so many were dispatched just now */
	struct str left; /* and these were not, with the reason */
	bool refused;	 /* the bulk form was */
	bool stopped;	 /* filters looked at so many and there are more */
	struct table_kept_list kept; /* filters */
};
/* The list that the bulk form stands on, and whom it can send cases to. */
struct appeal_bulk_page {
	struct str tab, query, after, back;
	int64_t class_, desk;
	struct pick_search orgs;
	struct table_kept_list kept; /* filters */
};

/* Rules of dispatching. */
struct appeal_steers_page {
	struct table table;
};
/* Rules tried on the past: the form, and what came of it. */
struct appeal_trial_rules {
	struct trial_rule *v;
	size_t n;
};
struct appeal_trial_page {
	int64_t trial; /* 0 = none yet */
	bool over, cut;
	int64_t months, looked, moved, began_at;
	struct str place;
	struct pick_list places, spans;
	struct appeal_trial_rules rules;
	struct table table;
};
struct appeal_steer_step {
	const char *word;
	int64_t at;
	struct str who, text;
};
struct appeal_auto_page {
	int64_t rule, version, number, state, since_at, sent, undone, bar; /* bar: percent */
	struct str name, when, to, place;
	bool on, halted, may_on, may_off, few;
	int64_t share; /* of what it sent was undone, percent */
	int64_t look;  /* enum: so many before a share is told */
	int64_t stops; /* percent */
};
struct appeal_steer_page {
	bool auto_on, auto_halted;
	int64_t rule, version, number; /* rule 0 = a new one */
	bool may, off, gone, later;
	struct str name, when, to, place;
	int64_t from_at;
	struct pick_search items, orgs;
	struct pick_list classes, bodies, places, ways;
	struct {
		struct appeal_steer_step *v;
		size_t n;
	} steps;
};

#endif
