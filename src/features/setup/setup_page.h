/* setup_page.h: what the pages of setting a district up are made of. */
#ifndef LINLI_SETUP_PAGE_H
#define LINLI_SETUP_PAGE_H

#include "features/setup/setup.h"
#include "http/form.h"
#include "http/req.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/tabs.h"
#include "ui/view.h"

/* Settings: setup_web_settings.c, settings.html. */
struct setup_role {
	const char *name, *word;
	bool on;
};
struct setup_role_list {
	struct setup_role *v;
	size_t n;
};
struct setup_line {
	const char *name, *label, *help;
	const char *unit;	/* "" = none */
	struct str usual;	/* in words, "" = empty */
	struct str bounds;	/* "1–120", "" = none */
	enum { LINE_FIELD, LINE_ROLES, LINE_FILE, LINE_CHOICE } look;
	struct pick_list choices;
	bool is_set;		/* of a file */
	struct setup_role_list roles;
};
struct setup_line_list {
	struct setup_line *v;
	size_t n;
};
/* A change that is not saved yet. */
struct setup_draft {
	const char *label;
	const char *effect; /* NULL = none */
	bool nod;	    /* it waits for a second administrator */
	struct str was, is;
};
struct setup_draft_list {
	struct setup_draft *v;
	size_t n;
};
struct setup_settings_page {
	const char *group; /* as in the address */
	const char *title;
	bool is_safe, is_setup;
	struct tab_link_list tabs;
	struct setup_line_list lines;
	bool looked;
	struct setup_draft_list drafts;
	int64_t admins;	  /* of the whole district */
	int64_t lacking;  /* staff who must have a second factor and have none */
	int64_t seen;	  /* mark of the history the form was made from */
};
extern const struct form setup_form_settings, setup_form_changes;
/* The tabs above every group; path: of the one that is open. */
struct tab_link_list setup_tabs(struct req *r, const char *path);
int setup_settings_page(struct req *r);
int setup_settings_post(struct req *r);
int setup_changes_page(struct req *r);
int setup_changes_table(struct req *r);
int setup_changes_api(struct req *r);
extern const struct shape setup_change_shape;

/* Hours and days: setup_web_hours.c, hours.html. */

/* A run of days that are not what their weekday says. */
struct setup_days {
	int64_t from, to; /* moments */
	const char *word; /* Chinese message key, unless until */
	struct str until, name, body; /* body: "" = the whole district */
	bool many, own;   /* own: of the district or a body, so that it can be taken back */
	struct str from_text, to_text, org; /* as the form sends them */
};
struct setup_days_list {
	struct setup_days *v;
	size_t n;
};
/* What the form that keeps a looked at change sends once more. */
struct setup_hidden {
	const char *name;
	struct str value;
};
struct setup_hidden_list {
	struct setup_hidden *v;
	size_t n;
};
/* Hours that hold, or will. */
struct setup_week {
	int64_t from; /* moment; 0 = since ever */
	struct str week, weekend;
};
struct setup_week_list {
	struct setup_week *v;
	size_t n;
};
struct setup_hours_page {
	struct tab_link_list tabs;
	struct setup_week_list weeks;
	struct setup_days_list days;
	struct str week_text, weekend_text, from_text, text; /* as the forms have them */
	struct pick_list whats;
	struct str known; /* years whose holidays are known: "2026" */
	struct pick_list bodies;
	int64_t seen; /* mark of the history the form was made from */
	/* A change that was looked at. */
	bool looked, is_week;
	const char *part; /* "week", "days", "notice" */
	struct setup_days_list drafts;
	struct setup_week week;
	struct setup_hidden_list hidden;
	int64_t moved, earlier, later, seen_cases;
	bool more;
	int64_t admins;
};
extern const struct form setup_form_hours;
int setup_hours_page(struct req *r);
int setup_week_ahead(struct req *r);
int setup_days_ahead(struct req *r);
int setup_notice_ahead(struct req *r);
int setup_week_post(struct req *r);
int setup_days_post(struct req *r);
int setup_notice_post(struct req *r);

/* A value of a setting in the reader's words. */
struct str setup_said(struct arena *a, enum lang lang, enum setting_name name, struct str value);

/* What waits for a second administrator: setup_web_nods.c, nods.html. */
struct setup_nod {
	int64_t id, asked_at, lapse_at, ready_at, ended_at;
	struct str what, was, is, asker, ender;
	const char *state; /* Chinese message key */
	bool waits, may_agree, may_refuse, own;
};
struct setup_nod_list {
	struct setup_nod *v;
	size_t n;
};
struct setup_nods_page {
	struct setup_nod_list nods;
	bool any;
};
int setup_nods_page(struct req *r);
int setup_agree_post(struct req *r);
int setup_refuse_post(struct req *r);

/* Backups: setup_web_backup.c, backup.html. */
struct setup_backup_page {
	enum { BACKUP_UNKNOWN, BACKUP_NEVER, BACKUP_OLD, BACKUP_GOOD } look; /* nobody told the server where they are; none was proved … */
	int64_t proved_at, hours, made;
	struct str name, size, failed;
	int64_t failed_at;
	bool lost; /* the file that was proved is gone */
};
int setup_backup_page(struct req *r);

/* The first run: setup_web_first.c, first.html. */
struct setup_line_step {
	enum setup_step step;
	const char *word, *title; /* in the row above, and at the step: Chinese message keys */
	bool on, now;
	int64_t number;
};
struct setup_step_list {
	struct setup_line_step *v;
	size_t n;
};
struct setup_first_page {
	struct setup_state s;
	struct setup_step_list steps;
	struct str site;
	int64_t root; /* the district's own node */
	bool tested, took; /* the test that was just made; whether the other side took it */
	const char *test_way; /* Chinese message key */
	struct str test_said; /* what it answered */
	struct str phone, mail; /* the reader's own, masked, "" = none */
	bool silent, words_done, posters_done, icp; /* of the steps: nothing to skip, done, done, there is a number */
	bool demo;
};
extern const struct form setup_form_test, setup_form_mark;
int setup_first_page(struct req *r);
int setup_test_ahead(struct req *r);
int setup_test_prepare(struct req *r);
int setup_test_post(struct req *r);
int setup_mark_post(struct req *r);

#endif
