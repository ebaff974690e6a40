/* appeal_personal.c: what cases keep of the person who filed them: a copy for that person, and forgetting, when they
 * leave or when the district's time for keeping it is over.
 *
 * A case stays as a record of the office; the person goes. What everybody may read of a public case stays as everybody
 * reads it. What was never public is deleted once the case is over; while a body still works on it, the text stays
 * without numbers and doors. Staff's own words, the answer above all, are the office's record and stay. */
#include "base/clock.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/account/account.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "lib/secret.h"
#include "kit/setting.h"
#include "lib/text.h"

enum { BATCH = 200, FORGET_BATCH = 20, ACCESSES_MAX = 1000, NIGHT_HOUR = 2, NIGHT_MINUTE = 30 };

/* ---- a copy ---- */

static int
read_own(struct tx *tx, int64_t district, int64_t id, struct appeal_own *ret)
{
	struct appeal_own own = {0};
	struct appeal_contact contact;
	int rc;

	TRY(sql_appeal_get(tx, district, id, &own.a));
	own.a.state = appeal_state_plain(own.a.state);
	TRY(flow_list(tx, district, FLOW_APPEAL, id, FLOW_PARTIES, &own.steps));
	TRY(account_name_steps(tx, district, FLOW_APPEAL, id, &own.steps));
	TRY(matter_files(tx, district, id, false, &own.photos));
	TRY(account_readings(tx, district, FLOW_APPEAL, id, ACCESSES_MAX, &own.accesses));
	rc = sql_appeal_contact_get(tx, district, id, &contact);
	if (rc == 0) {
		TRY(secret_open(tx->arena, contact.name, &own.name));
		TRY(secret_open(tx->arena, contact.phone, &own.phone));
	} else if (rc != E_NOTFOUND) {
		return rc;
	}
	*ret = own;
	return 0;
}

int
appeal_own(struct tx *tx, const struct actor *who, int64_t after, struct appeal_own_list *ret)
{
	struct matter_id_list ids;

	TRY(matter_of_raiser(tx, who->district, who->person, FLOW_APPEAL, after, BATCH, &ids));
	ret->v = NEW_ARRAY(tx->arena, struct appeal_own, ids.n);
	ret->n = ids.n;
	for (size_t i = 0; i < ids.n; i++)
		TRY(read_own(tx, who->district, ids.v[i].id, &ret->v[i]));
	return 0;
}

/* ---- forgetting ---- */

/* A step's text stays whole or goes: its digest is in the chain. */
static int
forget_steps(struct tx *tx, int64_t district, const struct appeal *a)
{
	struct flow_step_list steps;

	TRY(flow_list(tx, district, FLOW_APPEAL, a->id, FLOW_INTERNAL, &steps));
	for (size_t i = 0; i < steps.n; i++) {
		const struct flow_step *s = &steps.v[i];

		if (s->text.n && appeal_is_filers(s->kind))
			TRY(flow_forget_text(tx, district, FLOW_APPEAL, a->id, s->seq));
	}
	return 0;
}

static struct appeal_words
words_of(const struct appeal *a)
{
	return (struct appeal_words){
		.id = a->id, .sight = a->sight, .code = a->code, .title = a->title, .body = a->body, .place_name = a->place_name,
		.spot = a->spot, .shown = a->shown, .open_title = a->open_title, .open_body = a->open_body,
	};
}

/* The contact goes, and what waits to be sent to it. */
static int
forget_contact(struct tx *tx, int64_t district, int64_t id)
{
	struct appeal_contact contact;
	int rc = sql_appeal_contact_get(tx, district, id, &contact);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	TRY(account_unnotify_phone(tx, district, contact.phone));
	TRY(sql_appeal_call_end(tx, district, id, NULL));
	return sql_appeal_contact_drop(tx, district, id, NULL);
}

/* At half past two in the night nobody waits for the writer. */
static int
words_later(struct tx *tx, int64_t district)
{
	struct civil now = clock_civil(clock_now());
	bool over = now.hour * 60 + now.minute >= NIGHT_HOUR * 60 + NIGHT_MINUTE;

	return outbox_put(tx, district, OUTBOX_WORDS, clock_at(now.year, now.month, now.day + over, NIGHT_HOUR, NIGHT_MINUTE, 0), 0,
			  S(""), S(""), S(""));
}

static int
forget_case(struct tx *tx, int64_t district, int64_t id, struct str why)
{
	struct appeal_change c = {.act = ACT_FORGET, .text = why};
	struct actor nobody = actor_system_of;
	struct appeal_words was, now;
	struct appeal a, open;

	nobody.district = district;
	TRY(sql_appeal_get(tx, district, id, &a));
	if (matter_is_shown(a.sight, a.shown)) {
		open = a;
		appeal_open_case(tx->arena, &open);
		c.title = open.title;
		c.body = open.body;
		c.spot = a.live == LIVE_OVER ? S("") : text_redact(tx->arena, a.spot);
	} else if (a.live != LIVE_OVER) {
		c.title = text_redact(tx->arena, a.title);
		c.body = text_redact(tx->arena, a.body);
		c.spot = a.live == LIVE_OVER ? S("") : text_redact(tx->arena, a.spot);
	} else {
		c.title = S("内容已删除");
	}
	was = now = words_of(&a);
	now.title = c.title;
	now.body = c.body;
	now.spot = c.spot;
	TRY(forget_steps(tx, district, &a));
	TRY(forget_contact(tx, district, id));
	TRY(matter_files_drop(tx, district, id, PHOTO_FILER));
	TRY(appeal_index_again(tx, district, &was, &now));
	return appeal_move_id(tx, &nobody, id, &c);
}

/* The same number left with cases filed otherwise: the number is theirs, the case may not be. */
static int
forget_number(struct tx *tx, int64_t district, struct str phone_index)
{
	struct actor nobody = actor_system_of;
	struct appeal_reached_list left;

	nobody.district = district;
	do {
		TRY(sql_appeal_contacts_of(tx, district, phone_index, BATCH, &left));
		for (size_t i = 0; i < left.n; i++) {
			TRY(forget_contact(tx, district, left.v[i].appeal));
			TRY(appeal_move_id(tx, &nobody, left.v[i].appeal, &(struct appeal_change){.act = ACT_UNREACH}));
		}
	} while (left.n == BATCH);
	return 0;
}

int
appeal_forget(struct tx *tx, const struct actor *who)
{
	struct matter_id_list ids;
	struct person p;

	TRY(account_get(tx, who->district, who->person, &p));
	do {
		TRY(matter_of_raiser(tx, who->district, who->person, FLOW_APPEAL, 0, BATCH, &ids));
		for (size_t i = 0; i < ids.n; i++)
			TRY(forget_case(tx, who->district, ids.v[i].id,
					S("反映人注销了账户，联系方式和没有公开的个人信息已删除。")));
	} while (ids.n == BATCH);
	TRY(words_later(tx, who->district));
	return forget_number(tx, who->district, p.phone_index);
}

/* ---- when the time is over ---- */

int
appeal_forgettable(struct tx *tx, int64_t district, struct matter_id_list *ret)
{
	struct civil now = clock_civil(clock_now());
	int64_t months;

	TRY(setting_number(tx, district, SETTING_KEEP_MONTHS, &months));
	return matter_kept(tx, district, FLOW_APPEAL,
			   clock_at(now.year, now.month - (int)months, now.day, now.hour, now.minute, now.second),
			   FORGET_BATCH, ret);
}

int
appeal_forget_over(struct tx *tx, int64_t district, const struct matter_id_list *ids)
{
	for (size_t i = 0; i < ids->n; i++)
		TRY(forget_case(tx, district, ids->v[i].id,
				S("过了保存期限，联系方式和没有公开的个人信息已删除。")));
	return ids->n ? words_later(tx, district) : 0;
}

struct secrets {
	int (*one)(void *ctx, struct str field);
	void *ctx;
};

static int
hand_over(void *ctx, const struct appeal_contact_box *row)
{
	const struct secrets *s = ctx;

	TRY(s->one(s->ctx, row->name));
	return s->one(s->ctx, row->phone);
}

int
appeal_secrets(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx)
{
	return sql_appeal_contact_sealed(tx, district, hand_over, &(struct secrets){one, ctx});
}
