/* appeal_phrase.c: reasons for giving a case back, and usual answers: which there are for whom, and who may change them. */
#include "features/appeal/appeal_phrase.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"

static const struct {
	const char *word, *asks;
} usual[] = {
#define REASON(number, word_, asks_) [number] = {word_, asks_},
#include "features/appeal/reason.def"
#undef REASON
};

enum { USUAL_N = sizeof usual / sizeof *usual };

static struct phrase
usual_reason(int64_t id)
{
	return (struct phrase){
		.id = id, .kind = PHRASE_REASON, .title = str_of(usual[id].word), .words = str_of(usual[id].asks),
	};
}

static bool
is_usual(int64_t id)
{
	return id > 0 && id < USUAL_N && usual[id].word;
}

int
appeal_reasons(struct tx *tx, int64_t district, bool gone, struct phrase_list *ret)
{
	struct phrase_list kept, all;

	TRY(sql_phrases(tx, district, PHRASE_REASON, district, PHRASES_MAX, &kept));
	all = (struct phrase_list){NEW_ARRAY(tx->arena, struct phrase, kept.n + USUAL_N), 0};
	for (int64_t id = 1; id < USUAL_N; id++) {
		bool changed = !usual[id].word;

		for (size_t i = 0; i < kept.n; i++)
			changed |= kept.v[i].id == id;
		if (!changed)
			all.v[all.n++] = usual_reason(id);
	}
	for (size_t i = 0; i < kept.n; i++)
		if (gone || !kept.v[i].gone)
			all.v[all.n++] = kept.v[i];
	*ret = all;
	return 0;
}

int
appeal_reason_get(struct tx *tx, int64_t district, int64_t id, struct phrase *ret)
{
	struct phrase row;
	int rc = sql_phrase_get(tx, district, id, &row);

	if (rc == E_NOTFOUND && is_usual(id))
		row = usual_reason(id);
	else if (rc < 0)
		return rc;
	if (row.kind != PHRASE_REASON)
		return E_NOTFOUND;
	*ret = row;
	return 0;
}

int
appeal_reason(struct tx *tx, int64_t district, int64_t id, struct phrase *ret)
{
	int rc = id ? appeal_reason_get(tx, district, id, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && ret->gone))
		return fail(tx, E_INVALID, "why", N_("请选一个退回理由。"));
	return rc;
}

/* ---- usual answers ---- */

/* The desk of one post, as queues have it; 0 = none with this permission. */
static int64_t
desk_of(const struct actor *who, const struct grant *g, enum perm perm)
{
	if (!role_has(g->role, perm))
		return 0;
	if (g->org && (g->role == ROLE_HANDLER || !g->node))
		return g->org;
	return g->level == LEVEL_DISTRICT ? who->district : g->node;
}

static int
add_desk(struct tx *tx, const struct actor *who, int64_t desk, struct phrase_list *all)
{
	struct phrase_list more;
	struct phrase *v;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].desk == desk)
			return 0;
	TRY(sql_phrases(tx, who->district, PHRASE_ANSWER, desk, PHRASES_MAX, &more));
	v = NEW_ARRAY(tx->arena, struct phrase, all->n + more.n);
	for (size_t i = 0; i < all->n; i++)
		v[i] = all->v[i];
	for (size_t i = 0; i < more.n; i++)
		if (!more.v[i].gone)
			v[all->n++] = more.v[i];
	all->v = v;
	return 0;
}

int
appeal_phrases(struct tx *tx, const struct actor *who, struct phrase_list *ret)
{
	struct phrase_list all = {0};

	for (size_t i = 0; i < who->grants_n; i++) {
		int64_t desk = desk_of(who, &who->grants[i], APPEAL_QUEUE);

		if (desk)
			TRY(add_desk(tx, who, desk, &all));
	}
	TRY(add_desk(tx, who, who->district, &all));
	*ret = all;
	return 0;
}

int64_t
appeal_phrase_desk(const struct actor *who, int64_t number)
{
	return number > 0 && number <= (int64_t)who->grants_n ? desk_of(who, &who->grants[number - 1], APPEAL_PHRASE) : 0;
}

bool
appeal_phrase_keeps(const struct actor *who, int64_t desk)
{
	for (size_t i = 0; i < who->grants_n; i++)
		if (desk && desk_of(who, &who->grants[i], APPEAL_PHRASE) == desk)
			return true;
	return false;
}

/* ---- changing ---- */

/* The row as it is, for who may change it; a new one has no id yet. */
static int
may_keep(struct tx *tx, const struct actor *who, const struct phrase_new *n, struct phrase *ret)
{
	struct phrase_list kept;
	struct phrase p = {
		.kind = n->kind, .desk = n->kind == PHRASE_REASON ? who->district : n->desk,
	};
	int rc = n->id ? sql_phrase_get(tx, who->district, n->id, &p) : 0;

	if (rc == E_NOTFOUND && n->kind == PHRASE_REASON && is_usual(n->id)) {
		p = usual_reason(n->id);
		p.desk = who->district;
		rc = 0;
	}
	TRY(rc);
	if (p.kind != (int64_t)n->kind)
		return E_NOTFOUND;
	if (p.kind == PHRASE_REASON ? !actor_has(who, APPEAL_REASON) : !appeal_phrase_keeps(who, p.desk))
		return n->id ? E_NOTFOUND : E_DENIED;
	if (!n->id) {
		TRY(sql_phrases(tx, who->district, p.kind, p.desk, PHRASES_MAX, &kept));
		if (kept.n == PHRASES_MAX)
			return fail(tx, E_INVALID, "title", N_("太多了，最多 60 条。请改用不着的那些。"));
		p.id = id_new();
	}
	*ret = p;
	return 0;
}

/* ---- sealing ---- */

static int
put_phrase(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct phrase_was_list was;
	struct phrase p;

	TRY(sql_phrase_get(tx, district, id, &p));
	seal_number(b, "\x1f", p.kind);
	seal_number(b, " ", p.desk);
	seal_number(b, " ", p.item);
	seal_number(b, " ", p.use);
	seal_number(b, " ", p.gone);
	seal_number(b, " ", p.version);
	seal_text(b, "\x1f", p.title);
	seal_text(b, "\x1f", p.words);
	TRY(sql_phrase_versions(tx, district, id, PHRASE_VERSIONS_SHOWN, &was));
	for (size_t i = 0; i < was.n; i++) {
		seal_number(b, "\x1fwas ", was.v[i].version);
		seal_number(b, " ", was.v[i].item);
		seal_number(b, " ", was.v[i].use);
		seal_number(b, " ", was.v[i].gone);
		seal_text(b, "\x1f", was.v[i].title);
		seal_text(b, "\x1f", was.v[i].words);
	}
	return 0;
}

static int
all_phrases(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct appeal_number_list ids;

	TRY(sql_phrase_ids(tx, district, after, (int64_t)most, &ids));
	for (size_t i = 0; i < ids.n; i++)
		ret_ids[i] = ids.v[i].n;
	*ret_n = ids.n;
	return 0;
}

const struct sealed appeal_phrase_sealed = {.subject = FLOW_PHRASE, .put = put_phrase, .things = all_phrases};

/* ---- keeping ---- */

/* By its name, or by its path where several have it. */
static int
item_of(struct tx *tx, int64_t district, const struct phrase_new *n, int64_t *ret)
{
	struct catalogue_node node = {0};
	int rc = n->item.n ? catalogue_find(tx, district, n->item, &node) : 0;

	if (rc == E_NOTFOUND || (rc == 0 && n->item.n && node.state != CATALOGUE_LIVE))
		return fail(tx, E_INVALID, "item", N_("没有这一类，请照清单上的名称写，比如“楼道灯不亮”。"));
	TRY(rc);
	*ret = node.id;
	return 0;
}

/* What it said until now stays as a version. */
static int
keep_version(struct tx *tx, int64_t district, const struct phrase *was)
{
	return sql_phrase_was_add(tx, district,
				  &(struct phrase_was){
					  .phrase = was->id, .version = was->version, .title = was->title, .words = was->words, .item = was->item,
					  .use = was->use, .gone = was->gone, .changed_by = was->changed_by, .changed_at = was->changed_at,
				  });
}

int
appeal_phrase_keep(struct tx *tx, const struct actor *who, const struct phrase_new *n)
{
	struct phrase p, was;

	TRY(may_keep(tx, who, n, &p));
	was = p;
	if (n->version && n->version != p.version)
		return E_STALE;
	p.title = str_trim(n->title);
	p.words = str_trim(n->words);
	p.gone = n->gone;
	p.use = n->use;
	p.changed_by = who->person;
	p.changed_at = clock_now();
	p.version = was.version + 1;
	if (!p.title.n)
		return fail(tx, E_INVALID, "title", N_("请写名称。"));
	if (!p.words.n)
		return fail(tx, E_INVALID, "words", N_("请写内容。"));
	TRY(item_of(tx, who->district, n, &p.item));
	if (was.version && str_eq(was.title, p.title) && str_eq(was.words, p.words) && was.item == p.item && was.use == p.use && was.gone == p.gone)
		return 0;
	if (was.changed_at)
		TRY(keep_version(tx, who->district, &was));
	TRY(sql_phrase_put(tx, who->district, &p));
	return sealed_add(tx, who, &appeal_phrase_sealed,
			  &(struct flow_new){.id = p.id, .kind = p.version, .sight = FLOW_INTERNAL, .text = p.title});
}

int
appeal_phrase_history(struct tx *tx, const struct actor *who, int64_t id, struct phrase *ret, struct phrase_was_list *ret_was)
{
	struct phrase p;

	TRY(sql_phrase_get(tx, who->district, id, &p));
	if (p.kind == PHRASE_REASON ? !actor_has(who, APPEAL_REASON) : !appeal_phrase_keeps(who, p.desk))
		return E_NOTFOUND;
	*ret = p;
	return sql_phrase_versions(tx, who->district, id, PHRASE_VERSIONS_SHOWN, ret_was);
}

bool
appeal_phrase_fits(const struct phrase *p, const struct appeal *a, int64_t parent)
{
	bool item = !p->item || p->item == a->item || p->item == a->class || p->item == parent;

	switch (p->use) {
	case PHRASE_FIRST: return item && !a->reopened && a->state != APPEAL_ASKED;
	case PHRASE_WHILE_ASKED: return item && a->state == APPEAL_ASKED;
	case PHRASE_AGAIN: return item && a->reopened;
	default: return item;
	}
}
