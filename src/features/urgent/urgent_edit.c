/* urgent_edit.c: changing the table of emergencies, one kind at a time. */
#include "base/id.h"
#include "db/db.h"
#include "features/urgent/urgent_rules.h"
#include "gen/urgent_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"

enum { SAID_CHARS = 400 };

bool
urgent_may_edit(const struct actor *who)
{
	enum level level;
	int64_t node;

	if (who->kind == ACTOR_SYSTEM)
		return true;
	return actor_reach(who, URGENT_EDIT, &level, &node) && level == LEVEL_DISTRICT;
}

const char *
urgent_step_word(int64_t step)
{
	static const char *const words[URGENT_STEP__MAX] = {
		[URGENT_DID_ADD] = N_("加上"),
		[URGENT_DID_CHANGE] = N_("改动"),
		[URGENT_DID_RETIRE] = N_("停用"),
		[URGENT_DID_RESTORE] = N_("恢复"),
	};

	return step > 0 && step < URGENT_STEP__MAX ? words[step] : N_("封存现状");
}

/* ---- sealing ---- */

static int
put_kind(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct urgent_kind k;

	TRY(sql_urgent_get(tx, district, id, &k));
	const struct str texts[] = {k.code, k.name, k.name_en, k.say, k.say_en, k.calls, k.words, k.spared};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	seal_number(b, "\x1f", k.position);
	seal_number(b, "\x1f", k.state);
	return 0;
}

static int
all_things(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct urgent_thing_list list;

	TRY(sql_urgent_things(tx, district, after, (int64_t)most, &list));
	for (size_t i = 0; i < list.n; i++)
		ret_ids[i] = list.v[i].id;
	*ret_n = list.n;
	return 0;
}

const struct sealed urgent_sealed = {.subject = FLOW_URGENT, .put = put_kind, .things = all_things};

static int
record(struct tx *tx, const struct actor *who, int64_t id, enum urgent_step kind, struct str text)
{
	return sealed_add(tx, who, &urgent_sealed,
			  &(struct flow_new){.id = id, .kind = kind, .sight = FLOW_INTERNAL, .text = str_clip(text, SAID_CHARS)});
}

/* ---- changing ---- */

/* The shipped table becomes the district's own. */
static int
install(struct tx *tx, const struct actor *who)
{
	const struct urgent_kind_list *shipped = urgent_shipped();
	struct urgent_number own;

	TRY(sql_urgent_any(tx, who->district, &own));
	for (size_t i = 0; !own.n && i < shipped->n; i++) {
		struct urgent_kind k = shipped->v[i];

		k.id = id_new();
		k.version = 1;
		TRY(sql_urgent_insert(tx, who->district, &k));
		TRY(record(tx, who, k.id, URGENT_DID_ADD, S("")));
	}
	return 0;
}

/* Lines of one text that the other has not, with 、 between. */
static void
say_missing(struct buf *b, const char *verb, struct str lines, struct str others)
{
	struct str line, other;
	bool any = false;

	while (str_next(&lines, '\n', &line)) {
		struct str rest = others;
		bool there = false;

		while (!there && str_next(&rest, '\n', &other))
			there = str_eq(line, other);
		if (there || !line.n)
			continue;
		buf_fmt(b, "%s%.*s", any ? "、" : verb, STR(line));
		any = true;
	}
	if (any)
		buf_z(b, "。");
}

static struct str
say_change(struct arena *a, const struct urgent_kind *was, const struct urgent_draft *d)
{
	struct buf b;

	buf_init(&b, a);
	if (!str_eq(was->name, d->name) || !str_eq(was->name_en, d->name_en))
		buf_fmt(&b, "名称：%.*s。", STR(d->name));
	if (!str_eq(was->say, d->say) || !str_eq(was->say_en, d->say_en))
		buf_fmt(&b, "先做什么：%.*s", STR(d->say));
	say_missing(&b, "加号码：", d->calls, was->calls);
	say_missing(&b, "去号码：", was->calls, d->calls);
	say_missing(&b, "加说法：", d->words, was->words);
	say_missing(&b, "去说法：", was->words, d->words);
	say_missing(&b, "加不算的：", d->spared, was->spared);
	say_missing(&b, "去不算的：", was->spared, d->spared);
	return buf_done(&b);
}

static bool
is_same(const struct urgent_kind *k, const struct urgent_draft *d)
{
	return str_eq(k->name, d->name) && str_eq(k->name_en, d->name_en) && str_eq(k->say, d->say) && str_eq(k->say_en, d->say_en) &&
	       str_eq(k->calls, d->calls) && str_eq(k->words, d->words) && str_eq(k->spared, d->spared);
}

static int
save(struct tx *tx, const struct actor *who, struct urgent_kind *k, const struct urgent_draft *d, bool fresh)
{
	struct str said = fresh ? S("") : say_change(tx->arena, k, d);

	k->code = d->code;
	k->name = d->name;
	k->name_en = d->name_en;
	k->say = d->say;
	k->say_en = d->say_en;
	k->calls = d->calls;
	k->words = d->words;
	k->spared = d->spared;
	k->version++;
	TRY(fresh ? sql_urgent_insert(tx, who->district, k) : sql_urgent_update(tx, who->district, k));
	return record(tx, who, k->id, fresh ? URGENT_DID_ADD : URGENT_DID_CHANGE, said);
}

int
urgent_put(struct tx *tx, const struct actor *who, struct str code, int64_t version, const struct urgent_draft *draft)
{
	struct urgent_draft d = *draft;
	struct urgent_kind_list all;
	struct urgent_kind k;
	const char *field, *flaw;
	int rc;

	if (!urgent_may_edit(who))
		return E_DENIED;
	d.code = code;
	flaw = urgent_tidy(tx->arena, &d, &field);
	if (flaw)
		return fail(tx, E_INVALID, field, flaw);
	TRY(install(tx, who));
	rc = sql_urgent_coded(tx, who->district, d.code, &k);
	if (rc == E_NOTFOUND) {
		TRY(sql_urgent_all(tx, who->district, 1, &all));
		k = (struct urgent_kind){.id = id_new(), .state = URGENT_LIVE, .position = (int64_t)all.n + 1};
		return save(tx, who, &k, &d, true);
	}
	TRY(rc);
	/* The shipped table has version 0, which its first change makes 1. */
	if (version && version != k.version)
		return E_STALE;
	return is_same(&k, &d) ? 0 : save(tx, who, &k, &d, false);
}

int
urgent_retire(struct tx *tx, const struct actor *who, struct str code, int64_t version, bool retired)
{
	enum urgent_state to = retired ? URGENT_RETIRED : URGENT_LIVE;
	struct urgent_kind k;

	if (!urgent_may_edit(who))
		return E_DENIED;
	TRY(urgent_kind(tx, who->district, code, &k));
	TRY(install(tx, who));
	TRY(sql_urgent_coded(tx, who->district, code, &k));
	if (version && version != k.version)
		return E_STALE;
	if (k.state == (int64_t)to)
		return 0;
	k.state = to;
	k.version++;
	TRY(sql_urgent_update(tx, who->district, &k));
	return record(tx, who, k.id, retired ? URGENT_DID_RETIRE : URGENT_DID_RESTORE, S(""));
}
