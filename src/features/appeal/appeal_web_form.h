/* appeal_web_form.h: the forms of appeals that pages and programs share, and what they make for the rules. */
#ifndef LINLI_APPEAL_WEB_FORM_H
#define LINLI_APPEAL_WEB_FORM_H

#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_move.h"
#include "features/territory/territory.h"
#include "http/form.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/photos.h"

enum { APPEAL_QUESTIONS = 3, APPEAL_LET_MAX = 60 };

struct appeal_new_in {
	struct str title, text;
	struct photos_in photos;
	struct id_or_code place;
	struct str spot;
	int64_t lon, lat;
	int64_t item;
	struct str find, find_place; /* words of the searches for item and place */
	struct str answers[APPEAL_QUESTIONS];
	enum matter_anon anon;
	bool open;
	struct str name, phone;
	enum appeal_channel channel;
	struct str once, via, community;
	struct str called; /* the kinds of emergency whose numbers the page has shown */
	bool seek, seek_place, look, elsewhere, onmap;
	struct str event;  /* code of the event card that who files it says is the same matter */
	struct str events; /* codes of those that were shown before */
	struct str same; /* code of the case that who files it says is the same matter */
	bool practice;
	bool sure; /* it is another matter than the one filed in the same words */
};

struct appeal_move_in {
	struct str act;
	int64_t version;
	struct str text;
	struct photos_in photos;
	struct str from; /* the queue its reader came from */
	int64_t item, why, phrase;
	struct id_or_code org, place;
	struct str other; /* code of another matter */
	struct str title; /* of a part */
	int64_t days;
	struct str find, find_org, find_place; /* words of the searches for item, body and community */
	bool seek, seek_org, seek_place, fill;
	bool look, sure; /* REPLY: only the hints; they were read */
	int result, attitude;
	int sort, affair;
	bool open, pictures;
	struct texts let; /* pieces that are let through */
	struct str also;  /* pieces that are hidden too, one a line */
};

struct appeal_list_in {
	struct str query, community;
	struct str find; /* words that name a community */
	int64_t class_;
	enum appeal_only show;
	struct paging_in page;
	enum list_format format;
};

/* Conditions that a queue and its files share. */
struct appeal_narrow_in {
	struct str place; /* code of a street or community */
	int64_t org, from, to;
	int channel, state, anon, sort, affair;
	bool newest;
};

struct appeal_queue_in {
	struct str tab, query;
	struct str find_place, find_body; /* words that name one */
	int64_t class_, desk;
	struct appeal_narrow_in narrow;
	struct paging_in page;
};

/* Who calls: a number, its end, or a name; and why they are looked for. */
struct appeal_caller_in {
	struct str caller, reason;
	struct paging_in page;
};

struct appeal_suggest_in {
	struct str title, text;
	struct str community;
	int64_t item;
	bool look;
};

/* How somebody told staff of a matter. */
enum { APPEAL_TOLD = 5 };
extern const struct choice appeal_told[APPEAL_TOLD];

/* appeal_rate_form is appeal_move_form with the marks required: both fill a struct appeal_move_in. */
extern const struct form appeal_new_form, appeal_move_form, appeal_rate_form, appeal_list_form,
	appeal_list_api_form, appeal_mine_api_form, appeal_queue_form, appeal_suggest_form, appeal_caller_form;

/* The choices of state, channel and sight, which end with an empty one. */
extern const struct choice appeal_state_choices[], appeal_channel_choices[], appeal_anon_choices[], appeal_sort_choices[],
	appeal_affair_choices[];
struct appeal_narrow;
/* A place that nobody has fits nothing. to: with that day. */
int appeal_narrow_from(struct req *r, const struct appeal_narrow_in *in, int64_t class_, struct appeal_narrow *ret);

/* The conditions as parameters of an address, added to s; a day as the form has it. */
struct str appeal_narrow_params(struct arena *a, struct str s, const struct appeal_narrow_in *in);
struct str appeal_choice_param(const struct choice *v, int number);
struct str appeal_day_param(struct arena *a, int64_t at);

/* Rows of a struct field table; at leads to a struct appeal_narrow_in. */
#define APPEAL_NARROW_FIELDS(in_, at) \
	FIELD_AS(in_, at place, "place", FIELD_TEXT, .label = N_("地点"), .max = 40, .about = "Code of a street or community"), \
		FIELD_AS(in_, at org, "body", FIELD_ID, .label = N_("承办")), \
		FIELD_AS(in_, at channel, "channel", FIELD_CHOICE, .label = N_("怎么反映的"), .choices = appeal_channel_choices, \
			 .choices_n = CHANNEL__MAX - 1), \
		FIELD_AS(in_, at state, "state", FIELD_CHOICE, .label = N_("进展"), .choices = appeal_state_choices, \
			 .choices_n = APPEAL_STATE__MAX), /* those that are stored, and APPEAL_STATE_LIVE */ \
		FIELD_AS(in_, at anon, "anon", FIELD_CHOICE, .label = N_("谁能看到您是谁"), .choices = appeal_anon_choices, \
			 .choices_n = ANON__MAX - 1), \
		FIELD_AS(in_, at sort, "sort", FIELD_CHOICE, .label = N_("三类"), .choices = appeal_sort_choices, .choices_n = SORT__MAX - 1), \
		FIELD_AS(in_, at affair, "affair", FIELD_CHOICE, .label = N_("归口"), .choices = appeal_affair_choices, \
			 .choices_n = AFFAIR__MAX - 1), \
		FIELD_AS(in_, at from, "from", FIELD_DATE, .label = N_("从")), \
		FIELD_AS(in_, at to, "to", FIELD_DATE, .label = N_("到")), \
		FIELD_AS(in_, at newest, "newest", FIELD_BOOL, .label = N_("最新的在前"))

/* Rows of a struct field table; at leads to the struct appeal_queue_in: "queue." or nothing. */
#define APPEAL_QUEUE_FIELDS(in_, at) \
	APPEAL_NARROW_FIELDS(in_, at narrow.), FIELD_AS(in_, at tab, "tab", FIELD_TEXT, .label = N_("视图"), .max = 10, .only = BY_PAGE), \
		FIELD_AS(in_, at query, "q", FIELD_TEXT, .label = N_("找什么"), .max = 60, \
			 .about = "Words or a case code; looks in all cases of the desk"), \
		FIELD_AS(in_, at find_place, "find_place", FIELD_TEXT, .label = N_("找地点"), .max = 60, .only = BY_PAGE), \
		FIELD_AS(in_, at find_body, "find_body", FIELD_TEXT, .label = N_("找单位"), .max = 60, .only = BY_PAGE), \
		FIELD_AS(in_, at class_, "class", FIELD_ID, .label = N_("类别"), \
			 .about = "First-level catalogue node"), \
		FIELD_AS(in_, at desk, "desk", FIELD_INT, .label = N_("岗位"), .max = 100, \
			 .only = BY_PAGE), \
		PAGING_AFTER(in_, at page), PAGING_BACK(in_, at page)

/* The rule's argument of a filled form. A place or body of a code that nobody has is a flaw of its field: E_INVALID.
 * Channel, photos, answers, guess and once key are the caller's to add. */
int appeal_new_from(struct req *r, struct appeal_new *ret);
int appeal_change_from(struct req *r, enum appeal_act act, struct appeal_change *ret);
/* The community asked for has id 0 when there is none. */
int appeal_filter_from(struct req *r, struct appeal_filter *ret,
		       struct territory_node *ret_community);
/* The key of sending the same twice: door and sender say who may, everything in n what is the same. */
struct str appeal_once_of(struct req *r, const char *door, struct str sender,
			  const struct appeal_new *n);

/* What somebody says under a case: appeal_web_talk.c. */
struct appeal_comment_in {
	struct str text;
};

#endif
