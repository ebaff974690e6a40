/* appeal_joined.c: what becomes of a case becomes of those that were joined to it (appeal_join.c): answered, refused, joined to another;
 * when it is withdrawn, the oldest of them takes its place. Made by the outbox, so many at a time; to make it again is harmless. */
#include "db/db.h"
#include "features/appeal/appeal_join.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_rules.h"
#include "features/event/event.h"
#include "gen/appeal_sql.h"
#include "lib/text.h"

enum { JOINED_BATCH = 50, HOPS_MAX = 100 };

int
appeal_joined_waiting(struct tx *tx, int64_t district, int64_t id, int64_t after, struct matter_id_list *ret)
{
	struct appeal_number_list list;

	TRY(sql_appeal_joined_waiting(tx, district, id, after, JOINED_BATCH, &list));
	ret->v = NEW_ARRAY(tx->arena, struct matter_id, list.n);
	ret->n = list.n;
	for (size_t i = 0; i < list.n; i++)
		ret->v[i].id = list.v[i].n;
	return 0;
}

/* The case that a case now waits for: where that one was joined to another, or was withdrawn and others went on, the last of them. */
static int
last_of(struct tx *tx, int64_t district, int64_t id, struct appeal *ret)
{
	TRY(sql_appeal_get(tx, district, id, ret));
	for (int i = 0; i < HOPS_MAX && ret->joined && (ret->state == APPEAL_JOINED || ret->state == APPEAL_WITHDRAWN); i++)
		TRY(sql_appeal_get(tx, district, ret->joined, ret));
	return 0;
}

/* The answer as everybody reads it: what it says of who filed the other case is not theirs to read. */
static int
share_reply(struct tx *tx, int64_t district, const struct appeal *leader, struct appeal_change *ret)
{
	struct appeal open = *leader;
	struct matter_file_list files;
	struct file_ref *v;

	appeal_open_case(tx->arena, &open);
	*ret = (struct appeal_change){
		.act = ACT_SHARE_REPLY, .other = leader->code,
		.text = matter_is_shown(leader->sight, leader->shown) ? open.reply : text_redact(tx->arena, leader->reply),
	};
	TRY(matter_files(tx, district, leader->id, true, &files));
	v = NEW_ARRAY(tx->arena, struct file_ref, files.n);
	for (size_t i = 0; i < files.n; i++)
		if (files.v[i].kind == PHOTO_REPLY)
			v[ret->photos_n++] = (struct file_ref){
				.file = files.v[i].file, .thumb = files.v[i].thumb, .width = files.v[i].width, .height = files.v[i].height,
			};
	ret->photos = v;
	return 0;
}

/* What the system does with each of those that wait, as the case they wait for stands; act 0: nothing yet. */
static int
what_follows(struct tx *tx, int64_t district, int64_t id, const struct appeal *last, struct appeal_change *ret)
{
	switch (last->state) {
	case APPEAL_REPLIED:
	case APPEAL_CLOSED: return share_reply(tx, district, last, ret);
	case APPEAL_REFUSED: *ret = (struct appeal_change){.act = ACT_REFUSE, .text = last->reply}; return 0;
	}
	*ret = (struct appeal_change){.act = last->id != id ? ACT_JOIN : ACT__NONE, .other = last->code};
	return 0;
}

/* A case that was withdrawn leads no more: the oldest of those that were joined to it goes on at its body, and the others follow there. */
static int
succeed(struct tx *tx, const struct actor *system, int64_t id, int64_t next_id)
{
	struct appeal_change leave = {.act = ACT_LEAVE, .text = S("主件的反映人撤回了，这一件接着办。")}, to = {.act = ACT_SUCCEED};
	struct appeal was, next;

	TRY(sql_appeal_get(tx, system->district, id, &was));
	if (was.state != APPEAL_WITHDRAWN || was.joined)
		return 0;
	TRY(appeal_move_id(tx, system, next_id, &leave));
	TRY(sql_appeal_get(tx, system->district, next_id, &next));
	if (was.org && next.state == APPEAL_FILED)
		TRY(appeal_move_id(tx, system, next_id, &(struct appeal_change){.act = ACT_DISPATCH, .org = was.org}));
	to.other = next.code;
	return appeal_move_id(tx, system, id, &to);
}

int
appeal_joined_move(struct tx *tx, int64_t district, int64_t id, const struct matter_id_list *ids)
{
	struct actor system = actor_system_of;
	struct appeal_change c = {0};
	struct appeal last;

	system.district = district;
	if (ids->n)
		TRY(succeed(tx, &system, id, ids->v[0].id));
	TRY(last_of(tx, district, id, &last));
	TRY(what_follows(tx, district, id, &last, &c));
	for (size_t i = 0; c.act && i < ids->n; i++) {
		int rc = ids->v[i].id == last.id ? 0 : appeal_move_id(tx, &system, ids->v[i].id, &c);

		/* It left in between. */
		if (rc != E_DENIED)
			TRY(rc);
	}
	return 0;
}

/* ---- what the card of a hot issue says ---- */

int
appeal_event_hears(struct tx *tx, int64_t district, int64_t event, int64_t after, struct matter_id_list *ret)
{
	struct appeal_number_list list;
	struct event e;

	TRY(event_get(tx, district, event, &e));
	TRY(sql_appeal_event_hears(tx, district, e.lead, after, JOINED_BATCH, &list));
	ret->v = NEW_ARRAY(tx->arena, struct matter_id, list.n);
	ret->n = list.n;
	for (size_t i = 0; i < list.n; i++)
		ret->v[i].id = list.v[i].n;
	return 0;
}

int
appeal_event_told(struct tx *tx, int64_t district, int64_t event, const struct matter_id_list *ids)
{
	struct event e;

	TRY(event_get(tx, district, event, &e));
	for (size_t i = 0; i < ids->n; i++)
		TRY(appeal_tell_event(tx, district, &e, ids->v[i].id, false));
	return 0;
}
