/* appeal_out.c: cases as a table, for spreadsheets and other programs. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_queue.h"
#include "features/appeal/appeal_see.h"
#include "lib/text.h"

const char *const appeal_out_names[APPEAL_OUT_COLUMNS] = {
	"code",	     "title", "text",	"item",	    "state",	"channel",
	"community", "place", "place_code", "body", "filed", "promised", "replied",
	"closed",    "reply", "result", "attitude", "reopened", "marks_after_new_pin", "marks_by_phone",
	"sort",	     "affair",
};

static struct str
moment(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	if (!at)
		return S("");
	return str_fmt(a, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute,
		       c.second);
}

static struct str
number(struct arena *a, int64_t n)
{
	return n ? str_number(a, n) : S("");
}

static struct str
words(struct arena *a, bool redact, struct str s)
{
	return redact ? text_redact(a, s) : s;
}

void
appeal_out_cells(struct arena *a, const struct actor *who, const struct appeal_out *o, struct str ret[APPEAL_OUT_COLUMNS])
{
	bool redact = who->kind != ACTOR_SYSTEM; /* numbers, names and doors people wrote into their texts */
	/* A file stays, so what is not to be seen yet does not go into it, whoever asks. */
	bool rated = !redact || appeal_rating_shown(o->closed_at);
	const struct str cells[] = {
		o->code,
		words(a, redact, o->title),
		words(a, redact, o->body),
		o->item_path,
		str_of(appeal_state_name(o->state)),
		str_of(appeal_channel_name(o->channel)),
		o->community_name,
		o->place_name,
		o->place_code,
		o->org_name,
		moment(a, o->filed_at),
		moment(a, o->promised_at),
		moment(a, o->replied_at),
		moment(a, o->closed_at),
		words(a, redact, o->reply),
		number(a, rated ? o->result : 0),
		number(a, rated ? o->attitude : 0),
		number(a, o->reopened),
		number(a, rated && o->repinned == MARK_AFTER_NEW_PIN),
		number(a, rated && o->repinned == MARK_BY_PHONE),
		str_of(appeal_sort_name(o->sort)),
		str_of(appeal_affair_name(o->affair)),
	};

	_Static_assert(sizeof cells / sizeof *cells == APPEAL_OUT_COLUMNS, "a name for each cell");
	for (size_t i = 0; i < APPEAL_OUT_COLUMNS; i++)
		ret[i] = cells[i];
}

int
appeal_export_note(struct tx *tx, const struct actor *who, int64_t desk, struct str kind)
{
	struct appeal_desk_list desks;
	struct str name = S("");
	bool all = !desk;

	if (!actor_has(who, APPEAL_EXPORT))
		return E_DENIED;
	TRY(appeal_desks(tx, who, &desks));
	for (size_t i = 0; i < desks.n; i++)
		if (all || desks.v[i].number == desk)
			name = name.n ? str_fmt(tx->arena, "%.*s、%.*s", STR(name),
						STR(desks.v[i].name))
				      : desks.v[i].name;
	if (!name.n)
		return E_DENIED;
	return account_log_access(tx, who, FLOW_APPEAL, 0, S("export"),
				  str_fmt(tx->arena, "%.*s %.*s", STR(kind), STR(name)));
}

int
appeal_exports(struct tx *tx, const struct actor *who, struct access_line_list *ret)
{
	enum { SHOWN = 20 };

	*ret = (struct access_line_list){0};
	return actor_has(who, ACCOUNT_ADMIN)
		       ? account_readings(tx, who->district, FLOW_APPEAL, 0, SHOWN, ret)
		       : 0;
}
