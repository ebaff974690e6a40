/* suggest_train.c: learning from cases, and keeping what was learned. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/slow.h"
#include "db/db.h"
#include "features/suggest/model.h"
#include "features/suggest/suggest.h"
#include "gen/suggest_sql.h"

enum { KEPT_MODELS = 3, SEED = 20261122 };

/* Short of a case, so that it is not counted as one. With much lighter hints an item that has no
 * cases is never suggested: measured on the demo's cases, one half learned and the other asked. */
static const double HINT_WEIGHT = 0.99;

struct suggest_trainer {
	struct arena *arena;
	struct model_example *v;
	size_t n, room, hints;
};

struct suggest_trainer *
suggest_trainer_new(struct arena *a)
{
	struct suggest_trainer *t = NEW(a, struct suggest_trainer);

	t->arena = a;
	return t;
}

static void
add_example(struct suggest_trainer *t, struct str title, struct str text, int64_t item,
	    double weight)
{
	if (t->n == t->room) {
		size_t room = t->room ? 2 * t->room : 256;

		t->v = arena_grow(t->arena, t->v, t->room * sizeof *t->v, room * sizeof *t->v);
		t->room = room;
	}
	t->v[t->n++] = (struct model_example){
		.title = title,
		.text = text,
		.label = item,
		.weight = weight,
	};
}

/* Keywords stand side by side without being a sentence: no gram reaches from one into the next. */
static struct str
part_words(struct arena *a, struct str words)
{
	struct str word;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&words, ' ', &word)) {
		if (b.n)
			BUF_LIT(&b, "、");
		buf_str(&b, word);
	}
	return buf_done(&b);
}

/* A hint teaches three times: by its name, by its keywords, by both. So it weighs something beside
 * the cases, and a word that no other item has is still heard of twice, as the model wants it. A part
 * has many beside it and teaches once, lest they drown the cases. */
void
suggest_trainer_add(struct suggest_trainer *t, const struct suggest_case *c)
{
	struct str title = str_dup(t->arena, c->title);
	struct str text = c->hint ? part_words(t->arena, c->text) : str_dup(t->arena, c->text);

	add_example(t, title, text, c->item, c->hint ? HINT_WEIGHT : 1);
	if (!c->hint)
		return;
	t->hints++;
	if (c->part)
		return;
	add_example(t, title, S(""), c->item, HINT_WEIGHT);
	if (text.n)
		add_example(t, S(""), text, c->item, HINT_WEIGHT);
}

static int64_t
permille(double share)
{
	return (int64_t)(share * 1000 + 0.5);
}

static int
by_label(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Items with cases of their own; those known by hints alone are not counted. */
static int64_t
count_classes(const struct suggest_trainer *t, struct arena *a)
{
	int64_t *labels = NEW_ARRAY(a, int64_t, t->n), count = 0;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].weight >= 1)
			labels[n++] = t->v[i].label;
	qsort(labels, n, sizeof *labels, by_label);
	for (size_t i = 0; i < n; i++)
		count += i == 0 || labels[i] != labels[i - 1];
	return count;
}

int
suggest_train(struct suggest_trainer *t, struct arena *a, struct progress *progress,
	      struct suggest_report *ret, struct str *ret_model)
{
	struct suggest_model *model;
	struct model_report r;
	struct str bytes;

	slow_work();
	TRY(model_train(a, t->v, t->n, SEED, progress, &model, &r));
	TRY(model_save(model, a, &bytes));
	*ret = (struct suggest_report){
		.classes = count_classes(t, a),
		.cases = (int64_t)r.cases,
		.hints = (int64_t)t->hints,
		.folds = (int64_t)r.folds,
		.f1_permille = permille(r.macro_f1),
		.accuracy_permille = permille(r.accuracy),
		.sure_permille = permille(r.sure_share),
		.right_permille = permille(r.sure_right),
		.shown_permille = permille(r.shown_share),
		.shown_right_permille = permille(r.shown_right),
		.seconds_ms = permille(r.seconds),
		.bytes = (int64_t)bytes.n,
	};
	*ret_model = bytes;
	return 0;
}

int
suggest_store(struct tx *tx, int64_t district, const struct suggest_report *report,
	      struct str model)
{
	TRY(sql_suggest_model_put(tx, district, id_new(), clock_now(), report->classes,
				  report->cases, report->f1_permille, model));
	return sql_suggest_model_trim(tx, district, KEPT_MODELS, NULL);
}
