/* appeal_phrase.c: reasons for giving a case back, and usual answers: which there are for whom, and who may change them. */
#include "features/appeal/appeal_phrase.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "gen/appeal_sql.h"

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

int
appeal_phrase_keep(struct tx *tx, const struct actor *who, const struct phrase_new *n)
{
	struct phrase p;

	TRY(may_keep(tx, who, n, &p));
	p.title = str_trim(n->title);
	p.words = str_trim(n->words);
	p.gone = n->gone;
	p.changed_by = who->person;
	p.changed_at = clock_now();
	if (!p.title.n)
		return fail(tx, E_INVALID, "title", N_("请写名称。"));
	if (!p.words.n)
		return fail(tx, E_INVALID, "words", N_("请写内容。"));
	return sql_phrase_put(tx, who->district, &p);
}
