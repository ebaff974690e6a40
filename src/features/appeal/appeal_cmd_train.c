/* appeal_cmd_train.c: teaching the suggestion from the cases that carry an item. */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "db/db.h"
#include "features/appeal/appeal_cmd.h"
#include "features/appeal/appeal_list.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/suggest.h"
#include "lib/text.h"

enum { CLASSES_MIN = 2, CASES_MIN = 20 };

/* What is learned from, and what came of it. */
struct lessons {
	int64_t district;
	struct arena arena;
	struct suggest_trainer *trainer;
	int64_t *items; /* of the cases; in order once all are there */
	size_t n, room;
	struct suggest_report report;
	struct str model;
};

static int
take_lesson(void *ctx, const struct appeal_lesson *row)
{
	struct lessons *l = ctx;

	if (l->n == l->room) {
		size_t room = l->room ? 2 * l->room : 1024;

		l->items = arena_grow(&l->arena, l->items, l->n * sizeof *l->items,
				      room * sizeof *l->items);
		l->room = room;
	}
	l->items[l->n++] = row->item;
	suggest_trainer_add(l->trainer, &(struct suggest_case){.title = text_redact(&l->arena, row->title),
							       .text = text_redact(&l->arena, row->body),
							       .item = row->item});
	return 0;
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* How many cases stand on one of the seeds, which come in the order of their items. */
static size_t
count_on_items(const struct lessons *l, const struct catalogue_seed_list *seeds)
{
	size_t n = 0;

	for (size_t i = 0, s = 0; i < l->n && s < seeds->n;) {
		n += l->items[i] == seeds->v[s].item;
		if (l->items[i] <= seeds->v[s].item)
			i++;
		else
			s++;
	}
	return n;
}

static bool
has_cases(const struct lessons *l, int64_t item)
{
	return l->n && bsearch(&item, l->items, l->n, sizeof *l->items, by_value);
}

/* The catalogue's own words for its items. Where most cases stand on whole classes, single items
 * would merely compete with them: there they speak for their class. */
static int
add_hints(struct tx *tx, struct lessons *l)
{
	struct catalogue_seed_list seeds;

	bool whole;

	TRY(catalogue_seeds(tx, l->district, &seeds));
	whole = count_on_items(l, &seeds) * 2 < l->n;
	for (size_t i = 0; i < seeds.n; i++) {
		const struct catalogue_seed *s = &seeds.v[i];

		if (whole && !has_cases(l, s->class))
			continue;
		suggest_trainer_add(l->trainer, &(struct suggest_case){
							.title = s->name,
							.text = s->keywords,
							.item = whole ? s->class : s->item,
							.hint = true,
							.part = whole,
						});
	}
	return 0;
}

static int
collect(struct tx *tx, void *arg)
{
	struct lessons *l = arg;

	l->trainer = suggest_trainer_new(&l->arena);
	l->items = NULL;
	l->n = l->room = 0;
	TRY(appeal_lessons(tx, l->district, take_lesson, l));
	if (l->n)
		qsort(l->items, l->n, sizeof *l->items, by_value);
	return add_hints(tx, l);
}

static int
store(struct tx *tx, void *arg)
{
	struct lessons *l = arg;

	return suggest_store(tx, l->district, &l->report, l->model);
}

static int64_t
count_classes(const struct lessons *l)
{
	int64_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += i == 0 || l->items[i] != l->items[i - 1];
	return n;
}

static void
print_figures(const struct suggest_report *r)
{
	printf("macro-F1 %lld.%03lld (", (long long)(r->f1_permille / 1000),
	       (long long)(r->f1_permille % 1000));
	if (r->folds > 1)
		printf("cross-validated, %lld folds)\n", (long long)r->folds);
	else
		printf("measured on a fifth held out)\n");
	printf("accuracy %lld.%03lld\n", (long long)(r->accuracy_permille / 1000),
	       (long long)(r->accuracy_permille % 1000));
	printf("sure %lld.%lld %% right %lld.%lld %%\n", (long long)(r->sure_permille / 10),
	       (long long)(r->sure_permille % 10), (long long)(r->right_permille / 10),
	       (long long)(r->right_permille % 10));
	printf("shown %lld.%lld %% right %lld.%lld %% (from %d %% confidence on)\n", (long long)(r->shown_permille / 10),
	       (long long)(r->shown_permille % 10), (long long)(r->shown_right_permille / 10),
	       (long long)(r->shown_right_permille % 10), SUGGEST_BAR / 10);
}

static void
print_report(const struct suggest_report *r)
{
	printf("classes %lld\ncases %lld\n", (long long)r->classes, (long long)r->cases);
	if (r->folds)
		print_figures(r);
	else
		printf("macro-F1 not measured: too few cases\n");
	printf("seconds %lld.%lld\nbytes %lld\n", (long long)(r->seconds_ms / 1000),
	       (long long)(r->seconds_ms / 100 % 10), (long long)r->bytes);
}

static int
train(struct db *db, struct lessons *l)
{
	struct progress progress;
	int rc;

	TRY(db_read_now(db, &l->arena, collect, l));
	if (count_classes(l) < CLASSES_MIN || l->n < CASES_MIN) {
		fprintf(stderr,
			"linli: too little to learn from: %zu cases of %lld items; %d cases of %d "
			"items are needed\n",
			l->n, (long long)count_classes(l), CASES_MIN, CLASSES_MIN);
		return E_INVALID;
	}
	rc = suggest_train(l->trainer, &l->arena, &progress, &l->report, &l->model);
	if (rc == 0)
		rc = db_write_now(db, &l->arena, store, l);
	return rc;
}

int
appeal_train(struct db *db, int64_t district, struct suggest_report *ret)
{
	struct lessons l = {.district = district};
	int rc;

	arena_init(&l.arena);
	rc = train(db, &l);
	arena_release(&l.arena);
	if (rc == 0)
		*ret = l.report;
	return rc;
}

int
appeal_train_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct suggest_report report;
	int rc;

	(void)argv;
	if (argc) {
		fprintf(stderr, "usage: linli train --db URL\n");
		return 2;
	}
	rc = appeal_train(db, o->district, &report);
	if (rc == 0)
		print_report(&report);
	else if (rc != E_INVALID)
		fprintf(stderr, "linli: the training failed: %s\n", err_line(rc));
	return rc < 0;
}
