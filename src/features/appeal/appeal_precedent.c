/* appeal_precedent.c: what was ruled before of cases like this one. */
#include "features/appeal/appeal_precedent.h"

#include <stdlib.h>

#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_rules.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_sql.h"
#include "lib/text.h"

/* So many of the newest rulings of an item are compared. */
enum { COMPARED = 20 };

/* How many of the tokens, separated by spaces, stand among the others. */
static int64_t
shared(struct str tokens, struct str others)
{
	struct str token, other;
	int64_t n = 0;

	while (str_next(&tokens, ' ', &token)) {
		struct str rest = others;
		bool there = false;

		while (!there && token.n && str_next(&rest, ' ', &other))
			there = str_eq(token, other);
		n += there;
	}
	return n;
}

static struct str
tokens_of(struct arena *a, struct str title, struct str body)
{
	return text_tokens(a, str_clip(str_fmt(a, "%.*s\n%.*s", STR(title), STR(body)), 200));
}

/* "org=0>ID level=…" */
static int64_t
org_of(struct str data)
{
	struct str word, rest;
	int64_t id = 0;

	while (str_next(&data, ' ', &word)) {
		rest = word;
		if (str_starts(word, S("org=")) && str_next(&rest, '>', &word) && str_int(rest, &id))
			return id;
	}
	return 0;
}

static int
by_likeness(const void *a, const void *b)
{
	const struct precedent *x = a, *y = b;

	if (x->like != y->like)
		return x->like > y->like ? -1 : 1;
	return x->at == y->at ? 0 : x->at > y->at ? -1 : 1;
}

/* Whom it names, and whether the catalogue says otherwise here. */
static int
name_bodies(struct tx *tx, const struct appeal *a, const struct catalogue_rule *rule, int64_t org, struct precedent *p)
{
	struct place place = appeal_place(a);
	struct org usual;
	int rc = org ? account_org(tx, a->district, org, &p->org) : E_NOTFOUND;

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	p->open = p->org.state == ORG_ACTIVE;
	rc = account_org_for(tx, a->district, rule->body, &place, &usual);
	if (rc == 0 && usual.id != org) {
		p->other = usual.name;
		p->other_en = usual.name_en;
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

int
appeal_precedents(struct tx *tx, const struct appeal *a, struct precedent_list *ret)
{
	const struct precedent_at at = {.item = a->item, .street = a->street, .besides = a->id, .limit = COMPARED};
	struct str tokens = tokens_of(tx->arena, a->title, a->body);
	struct precedent_row_list rows;
	struct precedent_list all;
	struct catalogue_rule rule;

	*ret = (struct precedent_list){0};
	if (!a->item)
		return 0;
	TRY(sql_precedents(tx, a->district, &at, &rows));
	if (!rows.n)
		return 0;
	TRY(catalogue_rule_get(tx, a->district, a->rule, &rule));
	all = (struct precedent_list){NEW_ARRAY(tx->arena, struct precedent, rows.n), 0};
	for (size_t i = 0; i < rows.n; i++) {
		const struct precedent_row *r = &rows.v[i];
		struct precedent *p = &all.v[all.n];
		struct precedent_step step;
		int rc = sql_precedent_step(tx, a->district, r->id, &step);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		*p = (struct precedent){
			.code = r->code, .text = step.text, .at = step.at, .tier = r->tier,
			.like = shared(tokens, tokens_of(tx->arena, r->title, r->body)),
		};
		TRY(name_bodies(tx, a, &rule, org_of(step.data), p));
		if (p->org.id)
			all.n++;
	}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_likeness);
	all.n = all.n < PRECEDENTS_SHOWN ? all.n : PRECEDENTS_SHOWN;
	*ret = all;
	return 0;
}
