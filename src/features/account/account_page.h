/* account_page.h: what the pages of accounts are made of: models of the views, forms, handlers. */
#ifndef LINLI_ACCOUNT_PAGE_H
#define LINLI_ACCOUNT_PAGE_H

#include "features/account/account_auth.h"
#include "features/account/account_import.h"
#include "features/about/about.h"
#include "http/form.h"
#include "http/req.h"
#include "kit/mine.h"
#include "kit/notice.h"
#include "features/territory/territory_web_pick.h"
#include "ui/pick.h"
#include "ui/table.h"
#include "ui/view.h"

/* The id in the path's place arg. E_NOTFOUND: none. */
int account_path_id(const struct req *r, int arg, int64_t *ret);
/* A sealed cookie that opens for one id only: the reader, or whom the page is about. */
void account_seal_for(struct req *r, const char *name, int64_t id, struct str text, int64_t seconds);
bool account_unseal_for(struct req *r, const char *name, int64_t id, struct str *ret);
/* Shows a secret on the next page and never again: a sealed cookie for one page about one id. */
void account_keep_once(struct req *r, const char *name, int64_t id, struct str secret);
bool account_take_once(struct req *r, const char *name, int64_t id, struct str *ret);
/* Nobody is signed in at this browser from now on: what it carried of the last person is gone too. It stays
 * known (see may_guess), or signing out would leave its owner to be locked out by others. */
void account_leave_browser(struct req *r);
/* A place by what somebody typed, "" = 0. E_INVALID with the message at the field. */
#define account_typed_place(r, in_, member, ret_node) \
	account_typed_place_at((r), #in_, offsetof(struct in_, member), form_in((r), in_)->member, \
			       form_in((r), in_)->find_##member, (ret_node))
int account_typed_place_at(struct req *r, const char *in, size_t member, struct str chosen, struct str words,
			   int64_t *ret_node);
/* The search for it: member holds what was chosen (an id, or a code of who fills in by hand), find_member what was typed, and
 * seek_member is the button. */
struct account_place_asked {
	const char *field, *query, *again;
	bool sent;
	struct str chosen, words;
	int64_t was; /* before anything was sent */
};
#define ACCOUNT_PLACE_ASKED(in, member, was_) \
	{#member, "find_" #member, "seek_" #member, (in) != NULL, (in) ? (in)->member : S(""), (in) ? (in)->find_##member : S(""), (was_)}
int account_pick_org(struct req *r, struct str typed, struct str chosen, struct pick_search *ret);
int account_pick_place(struct req *r, const struct account_place_asked *asked, const char *none, struct pick_search *ret);
/* "北岭社区 · 云河街道市政服务所": where a role counts, in the reader's words. */
struct str account_role_where(struct req *r, const struct person_role *role);

/* Signing in: account_web_sign.c, sign.html. */
struct account_sign_page {
	bool by_phone;
	bool demo;
	struct str phone; /* masked: where the code went */
	struct str name;
};
extern const struct form account_form_sign_in, account_form_phone, account_form_code, account_form_second;
int account_sign_in_page(struct req *r);
int account_sign_in_prepare(struct req *r);
int account_sign_in_post(struct req *r);
int account_ask_post(struct req *r);
int account_code_page(struct req *r);
int account_code_post(struct req *r);
int account_second_page(struct req *r);
int account_second_post(struct req *r);
int account_sign_out_post(struct req *r);
/* Uses the code in the form's first field for the reader's second factor; wrong ones count. E_LIMIT. */
int account_try_factor(struct req *r, struct str code,
		       int (*use)(struct tx *tx, const struct actor *who, struct str code));

/* What comes before anything else: account_web_first.c, first.html. */
struct account_first_page {
	int64_t until;	 /* by when */
	int64_t days;	 /* whole days left */
	bool must, last; /* the days are over; the reader is the last administrator */
	const char *role; /* Chinese message key: the first of theirs that wants it */
};
extern const struct form account_form_own;
int account_own_page(struct req *r);
int account_own_prepare(struct req *r);
int account_own_post(struct req *r);
int account_wanted_page(struct req *r);
int account_later_post(struct req *r);
/* Leads the reader to what comes first, else to the page of theirs. */
int account_lead(struct req *r);
/* Leads on to what they wanted before they signed in. */
int account_go_on(struct req *r);
/* The same with a session that was opened instead of the one they had. */
int account_signed_anew(struct req *r, const struct account_signed *s);
struct account_browser account_browser_of(struct req *r);

/* My account: account_web_me.c, me.html. */
struct account_role_line {
	int64_t id;
	const char *word;
	struct str where;
	bool may_revoke;
};
struct account_role_lines {
	struct account_role_line *v;
	size_t n;
};
struct account_session_line {
	struct session s;
	bool mine;
};
struct account_session_lines {
	struct account_session_line *v;
	size_t n;
};
struct account_me_page {
	bool visitor, demo, has_password, has_factor;
	struct person person;
	struct pick_search homes;
	struct str phone, home, duty;
	struct account_role_lines roles;
	struct account_session_lines sessions;
	struct access_line_list accesses;
	struct consent_list consents; /* to which privacy notices they agreed */
	struct mine_parts parts; /* what of every feature's things concerns the reader */
	int64_t turns;
	bool more; /* something of theirs is under way */
	enum { DAY_MORNING, DAY_AFTERNOON, DAY_EVENING } hour;
};
struct account_password_page {
	bool has_password;
};
/* The first field of forms that ask for the password once more, see account_check_owner. */
#define ACCOUNT_PASSWORD_FIELD(in_) \
	FIELD(in_, password, FIELD_SECRET, .label = N_("现在的密码"), .required = true)
/* The slow part of their POST: leaves a struct account_proof in r->prepared. */
#define account_prove_owner(r, in_) \
	account_prove_owner_at((r), #in_, offsetof(struct in_, password), \
			       form_in((r), in_)->password)
int account_prove_owner_at(struct req *r, const char *in, size_t member, struct str password);
int account_phone_prepare(struct req *r);
int account_erase_prepare(struct req *r);
int account_factor_on_prepare(struct req *r);
int account_token_prepare(struct req *r);
extern const struct form account_form_profile, account_form_password, account_form_erase;
int account_me_page(struct req *r);
int account_profile_page(struct req *r);
int account_profile_post(struct req *r);
int account_password_page(struct req *r);
int account_password_prepare(struct req *r);
int account_password_post(struct req *r);
int account_session_end_post(struct req *r);
int account_sessions_end_page(struct req *r);
int account_sessions_end_post(struct req *r);
int account_export_post(struct req *r);
int account_erase_page(struct req *r);
int account_erase_post(struct req *r);

/* The second question: account_web_confirm.c, confirm.html. */
enum { ACCOUNT_WILLS = 6 };
struct account_will {
	const char *text;
};
struct account_wills {
	const struct account_will *v;
	size_t n;
};
struct account_question {
	const char *title, *deed, *keep; /* both buttons; Chinese message keys, like what will happen */
	struct account_will will[ACCOUNT_WILLS];
};
struct account_confirm_page {
	const char *back;
	struct str about; /* whom or which role; "" = the reader's own account */
	bool asks_code, asks_owner, is_erasure;
	struct account_password_page own;
	/* Filled in by account_confirm. */
	const char *deed, *keep;
	struct str action;
	struct account_wills will;
};
/* Answers a GET, and a refused POST of the same address. */
int account_confirm(struct req *r, const struct account_question *q, struct account_confirm_page *p);

/* My number: account_web_phone.c, me.html. */
struct account_phone_page {
	struct account_password_page own;
	struct str phone; /* masked */
	bool demo;
};
extern const struct form account_form_new_phone, account_form_phone_code;
int account_phone_page(struct req *r);
int account_carry_page(struct req *r);
int account_phone_post(struct req *r);
int account_phone_code_page(struct req *r);
int account_phone_code_post(struct req *r);

/* Second factor and tokens: account_web_keys.c, keys.html. */
struct account_word {
	struct str text;
};
struct account_words {
	struct account_word *v;
	size_t n;
};
struct account_factor_page {
	bool on;
	struct str secret;   /* in groups of four, to type it in */
	struct account_words codes; /* new recovery codes, shown once */
	int64_t left;
	struct account_password_page own;
};
struct account_scope_line {
	const char *name, *about;
	bool on;
};
struct account_scope_lines {
	struct account_scope_line *v;
	size_t n;
};
struct account_tokens_page {
	struct str fresh; /* the new token, shown once */
	struct api_token_list tokens;
	struct account_scope_lines scopes;
	struct account_password_page own;
};
extern const struct form account_form_factor, account_form_factor_on, account_form_token;
int account_factor_page(struct req *r);
int account_factor_image(struct req *r);
int account_factor_on_post(struct req *r);
int account_factor_off_page(struct req *r);
int account_factor_off_post(struct req *r);
int account_recovery_page(struct req *r);
int account_recovery_post(struct req *r);
int account_tokens_page(struct req *r);
int account_token_post(struct req *r);
int account_token_end_post(struct req *r);

/* My bell and what I follow: account_web_notice.c, notice.html. */
struct account_notice_line {
	struct notice_line n;
	struct str title, href; /* in the reader's words; "" = leads nowhere */
	const char *icon;
	const char *head; /* the day it begins with, Chinese message key; NULL = the one before */
	bool waits; /* for what the reader was asked, or their rating */
};
struct account_notice_lines {
	struct account_notice_line *v;
	size_t n;
};
/* How one is told; staff: who hears of a desk as well. */
struct account_wish_view {
	bool staff;
};
struct account_notices_page {
	struct account_wish_view wish;
	struct str unread; /* "3", "99+", "" = none */
	struct account_notice_lines fresh, seen;
	int64_t up_to; /* the newest one on the page */
	struct str next;
};
struct account_follow_line {
	struct follow_line f;
	struct str href;
	const char *state; /* Chinese message key */
};
struct account_follow_lines {
	struct account_follow_line *v;
	size_t n;
};
struct account_follows_page {
	struct account_follow_lines follows;
	int64_t next;
};
extern const struct form account_form_notices, account_form_notices_read, account_form_wish;
/* How somebody wants to be told, as it is sent: for pages and programs. */
struct account_wish_in {
	int own, followed, desk, lang;
	int64_t quiet_from, quiet_to; /* hours */
};
int account_notices_page(struct req *r);
int account_notices_read_post(struct req *r);
int account_notice_read_post(struct req *r);
int account_wish_page(struct req *r);
int account_wish_post(struct req *r);
int account_follows_page(struct req *r);
/* Where a page of the bell begins: what notices_cursor printed; anything else = the start. */
struct notice_at account_notice_after(struct str cursor);
struct str account_notice_cursor(struct arena *a, const struct notice_line *last);
int account_wish_save(struct req *r);

/* For administrators: account_web_people.c, people.html. */
struct account_step_line {
	int64_t at;
	const char *word;
	struct str data, by;
};
struct account_step_lines {
	struct account_step_line *v;
	size_t n;
};
struct account_person_page {
	struct person p;
	bool may, me, has_factor;
	struct str phone, email, home, duty;
	struct pick_search homes;
	struct str full_phone, fresh_password; /* shown once */
	struct account_role_lines roles;
	struct account_step_lines steps;
	struct access_line_list accesses;
};
struct account_grant_page {
	struct person p;
	struct pick_search places, orgs;
};
extern const struct form account_form_person, account_form_grant, account_form_reveal;
int account_person_page(struct req *r);
int account_person_new_page(struct req *r);
int account_person_new_post(struct req *r);
int account_person_edit_page(struct req *r);
int account_person_edit_post(struct req *r);
int account_person_stop_page(struct req *r);
int account_person_stop_post(struct req *r);
int account_person_resume_post(struct req *r);
int account_reset_page(struct req *r);
int account_reset_prepare(struct req *r);
int account_reset_post(struct req *r);
int account_grant_page(struct req *r);
int account_grant_post(struct req *r);
int account_revoke_page(struct req *r);
int account_revoke_post(struct req *r);
int account_reveal_page(struct req *r);
int account_reveal_post(struct req *r);

/* People out of a sheet: account_web_import.c, import.html. */
struct account_import_page {
	struct account_import im;
	int64_t most;
	struct str filename, seen;
	bool again, nothing;
};
extern const struct form account_form_import, account_form_confirm_import;
int account_import_page(struct req *r);
int account_import_prepare(struct req *r);
int account_import_post(struct req *r);
int account_import_check_page(struct req *r);
int account_import_confirm_prepare(struct req *r);
int account_import_confirm_post(struct req *r);
int account_import_done_page(struct req *r);

/* Bodies and the demo's mailbox: account_web_org.c, org.html. */
struct account_org_page {
	struct org o;
	struct pick_list kinds; /* empty = the kind is written */
	struct pick_search places;
	bool is_new;
};
struct account_outbox_page {
	struct shown_message_list messages;
};
extern const struct form account_form_org, account_form_pick;
int account_org_pick_page(struct req *r);
int account_org_new_page(struct req *r);
int account_org_new_post(struct req *r);
int account_org_edit_page(struct req *r);
int account_org_edit_post(struct req *r);
int account_org_close_post(struct req *r);
int account_org_reopen_post(struct req *r);
int account_outbox_page(struct req *r);

#endif
