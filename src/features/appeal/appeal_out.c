/* appeal_out.c: cases as a table, for spreadsheets and other programs. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_see.h"
#include "lib/text.h"

static const char *const out_names[] = {
	"code",	     "title", "text",	"item",	    "state",	"channel",
	"community", "place", "place_code", "body", "filed", "promised", "replied",
	"closed",    "reply", "result", "attitude", "reopened", "marks_after_new_pin",
};
enum { OUT_COLUMNS = sizeof out_names / sizeof *out_names };

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

struct export {
	struct sheet_out *sheet;
	bool redact; /* numbers, names and doors people wrote into their texts */
};

static struct str
words(const struct export *x, struct arena *a, struct str s)
{
	return x->redact ? text_redact(a, s) : s;
}

static int
export_row(void *ctx, const struct appeal_out *o)
{
	const struct export *x = ctx;
	/* A file stays, so what is not to be seen yet does not go into it, whoever asks. */
	bool rated = !x->redact || appeal_rating_shown(o->closed_at);
	struct arena scratch;
	int rc;

	arena_init(&scratch);
	rc = sheet_out_row(x->sheet, (struct str[OUT_COLUMNS]){
					  o->code,
					  words(x, &scratch, o->title),
					  words(x, &scratch, o->body),
					  o->item_path,
					  str_of(appeal_state_name(o->state)),
					  str_of(appeal_channel_name(o->channel)),
					  o->community_name,
					  o->place_name,
					  o->place_code,
					  o->org_name,
					  moment(&scratch, o->filed_at),
					  moment(&scratch, o->promised_at),
					  moment(&scratch, o->replied_at),
					  moment(&scratch, o->closed_at),
					  words(x, &scratch, o->reply),
					  number(&scratch, rated ? o->result : 0),
					  number(&scratch, rated ? o->attitude : 0),
					  number(&scratch, o->reopened),
					  number(&scratch, rated ? o->repinned : 0),
				  });
	arena_release(&scratch);
	return rc;
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

int
appeal_export(struct tx *tx, const struct actor *who, int64_t desk, enum sheet_kind kind, int fd)
{
	struct export x = {.redact = who->kind != ACTOR_SYSTEM};
	int rc;

	TRY(sheet_out_open(kind, fd, out_names, OUT_COLUMNS, &x.sheet));
	rc = appeal_each(tx, who, desk, export_row, &x);
	return sheet_out_close(x.sheet) < 0 && rc == 0 ? E_IO : rc;
}
