/* suggest.c: suggesting an item, with the newest model of the district kept in memory.
 *
 * What is known of a district is a brain: a model and the names of its items. A brain never changes once
 * others can see it; it goes away with its last user. Every LOOK_US one caller looks whether it is out of
 * date and makes a new one, while the others go on with the old. Only a district's very first brain is
 * waited for. */
#include "features/suggest/suggest.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/model.h"
#include "gen/suggest_sql.h"
#include "kit/flow.h"
#include "lib/text.h"

enum { LOOK_US = 2000000 };
_Static_assert((int)SUGGEST_BAR == (int)MODEL_BAR, "what is shown is what was measured");
_Static_assert((int)SUGGEST_REASONS >= (int)MODEL_REASONS, "a hit has room for every reason");

struct brain {
	int users; /* under the lock; the table is one of them */
	struct arena arena;
	struct suggest_newest
		made_of; /* the rows it was made of, to see whether they are still the newest */
	struct suggest_model *model;	/* NULL: nothing to learn from */
	struct suggest_node_list nodes; /* live, by id */
	struct str words; /* of the catalogue: what a reason may quote */
};

struct slot {
	struct slot *next;
	int64_t district, look_at_us;
	struct brain *brain; /* NULL until the first is ready */
	bool busy;	     /* somebody is making the next one */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t made = PTHREAD_COND_INITIALIZER;
static struct slot *slots;

/* ---- making a brain ---- */

/* Without any case: the items' names and keywords, each a case of its own. */
static int
learn_seeds(struct tx *tx, int64_t district, struct brain *b)
{
	struct catalogue_seed_list seeds;
	struct suggest_trainer *t = suggest_trainer_new(tx->arena);
	struct suggest_report report;
	struct str bytes;
	int rc;

	TRY(catalogue_seeds(tx, district, &seeds));
	for (size_t i = 0; i < seeds.n; i++) {
		const struct catalogue_seed *s = &seeds.v[i];

		suggest_trainer_add(t, &(struct suggest_case){
					       .title = s->name,
					       .text = s->keywords,
					       .item = s->item,
					       .hint = true,
				       });
	}
	rc = suggest_train(t, tx->arena, NULL, &report, &bytes);
	if (rc == E_INVALID) /* a catalogue of one item, or none */
		return 0;
	TRY(rc);
	return model_load(&b->arena, bytes, &b->model);
}

static int
load_kept(struct tx *tx, int64_t district, struct brain *b)
{
	struct suggest_kept kept;
	int rc;

	TRY(sql_suggest_model_get(tx, district, b->made_of.model, &kept));
	rc = model_load(&b->arena, kept.bytes, &b->model);
	if (rc == E_MALFORMED)
		log_warn("the suggestion's model of district %lld cannot be read; the catalogue's "
			 "words stand in",
			 (long long)district);
	return rc;
}

/* A reason quotes words of the catalogue alone: that a word is known from cases would tell what those say. */
static int
learn_words(struct tx *tx, int64_t district, struct brain *b)
{
	struct catalogue_seed_list seeds;
	struct buf all;

	TRY(catalogue_seeds(tx, district, &seeds));
	buf_init(&all, tx->arena);
	for (size_t i = 0; i < seeds.n; i++)
		buf_fmt(&all, "%.*s\n%.*s\n", STR(seeds.v[i].path), STR(seeds.v[i].keywords));
	b->words = str_dup(&b->arena, text_fold(tx->arena, buf_done(&all)));
	return 0;
}

static int
fill_brain(struct tx *tx, int64_t district, struct brain *b)
{
	struct suggest_node_list nodes;
	int rc = b->made_of.model ? load_kept(tx, district, b) : E_NOTFOUND;

	if (rc == E_NOTFOUND || rc == E_MALFORMED)
		rc = learn_seeds(tx, district, b);
	TRY(rc);
	TRY(learn_words(tx, district, b));
	TRY(sql_suggest_node_all(tx, district, &nodes));
	b->nodes = (struct suggest_node_list){NEW_ARRAY(&b->arena, struct suggest_node, nodes.n),
					      nodes.n};
	for (size_t i = 0; i < nodes.n; i++)
		b->nodes.v[i] = (struct suggest_node){
			.id = nodes.v[i].id,
			.name = str_dup(&b->arena, nodes.v[i].name),
			.name_en = str_dup(&b->arena, nodes.v[i].name_en),
			.path = str_dup(&b->arena, nodes.v[i].path),
			.path_en = str_dup(&b->arena, nodes.v[i].path_en),
			.colour = str_dup(&b->arena, nodes.v[i].colour),
		};
	return 0;
}

static void
free_brain(struct brain *b)
{
	arena_release(&b->arena);
	free(b);
}

/* A brain of what is newest, or NULL in *ret when old is that. */
static int
make_brain(struct tx *tx, int64_t district, const struct brain *old, struct brain **ret)
{
	struct suggest_newest newest;
	struct arena_mark mark;
	struct brain *b;
	int rc;

	*ret = NULL;
	TRY(sql_suggest_newest(tx, district, FLOW_CATALOGUE, &newest));
	if (old && old->made_of.model == newest.model && old->made_of.catalogue == newest.catalogue)
		return 0;
	b = calloc(1, sizeof *b);
	if (!b)
		abort();
	arena_init(&b->arena);
	b->made_of = newest;
	mark = arena_mark(tx->arena);
	rc = fill_brain(tx, district, b);
	arena_rewind(tx->arena, mark);
	if (rc < 0)
		free_brain(b);
	else
		*ret = b;
	return rc;
}

/* ---- the table; called with the lock held ---- */

static struct slot *
slot_of(int64_t district)
{
	struct slot *s = slots;

	while (s && s->district != district)
		s = s->next;
	if (s)
		return s;
	s = calloc(1, sizeof *s);
	if (!s)
		abort();
	*s = (struct slot){.next = slots, .district = district};
	return slots = s;
}

static struct brain *
borrow(struct brain *b)
{
	if (b)
		b->users++;
	return b;
}

static void
give_back(struct brain *b)
{
	if (b && --b->users == 0)
		free_brain(b);
}

static void
put_brain(struct slot *s, struct brain *b)
{
	give_back(s->brain);
	s->brain = borrow(b);
}

/* The brain to think with, borrowed. */
static int
take_brain(struct tx *tx, int64_t district, struct brain **ret)
{
	struct brain *fresh = NULL, *old;
	struct slot *s;
	int rc;

	pthread_mutex_lock(&lock);
	s = slot_of(district);
	while (s->busy && !s->brain)
		pthread_cond_wait(&made, &lock);
	old = borrow(s->brain);
	if (s->busy || (old && clock_tick_us() < s->look_at_us)) {
		pthread_mutex_unlock(&lock);
		*ret = old;
		return 0;
	}
	s->busy = true;
	pthread_mutex_unlock(&lock);

	rc = make_brain(tx, district, old, &fresh);

	pthread_mutex_lock(&lock);
	s->busy = false;
	s->look_at_us = clock_tick_us() + LOOK_US;
	if (fresh) {
		put_brain(s, fresh);
		give_back(old);
		old = borrow(fresh);
	}
	if (rc < 0)
		give_back(old);
	pthread_cond_broadcast(&made);
	pthread_mutex_unlock(&lock);
	TRY(rc);
	*ret = old;
	return 0;
}

void
suggest_forget(void)
{
	pthread_mutex_lock(&lock);
	for (struct slot *s = slots; s; s = s->next) {
		put_brain(s, NULL);
		s->look_at_us = 0;
	}
	pthread_mutex_unlock(&lock);
}

/* ---- suggesting ---- */

static const struct suggest_node *
node_of(const struct brain *b, int64_t id)
{
	size_t low = 0, high = b->nodes.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->nodes.v[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < b->nodes.n && b->nodes.v[low].id == id ? &b->nodes.v[low] : NULL;
}

static struct str
join_reasons(struct arena *a, const struct suggestion *s)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s->reason_n; i++) {
		if (i)
			BUF_LIT(&b, "、");
		buf_str(&b, s->reasons[i]);
	}
	return buf_done(&b);
}

static struct suggest_hit
hit_of(const struct brain *b, struct arena *a, struct suggestion *s, const struct suggest_node *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->reason_n; i++)
		if (str_has(b->words, text_fold(a, s->reasons[i])))
			s->reasons[kept++] = s->reasons[i];
	s->reason_n = kept;

	struct suggest_hit h = {
		.item = n->id,
		.path = str_dup(a, n->path),
		.path_en = str_dup(a, n->path_en),
		.name = str_dup(a, n->name),
		.name_en = str_dup(a, n->name_en),
		.colour = str_dup(a, n->colour),
		.permille = (int64_t)(s->confidence * 1000 + 0.5),
		.percent = (int64_t)(s->confidence * 100 + 0.5),
		.reasons_n = s->reason_n,
		.reason_text = join_reasons(a, s),
	};

	for (size_t i = 0; i < s->reason_n; i++)
		h.reasons[i] = s->reasons[i];
	return h;
}

/* The best k of the model that are still in the catalogue. */
static void
think(const struct brain *b, struct arena *a, struct str title, struct str text, size_t k,
      size_t extra, struct suggest_hit_list *ret)
{
	struct suggestion found[2 * SUGGEST_MAX];
	size_t n;

	model_suggest(b->model, a, title, text, k + extra, found, &n);
	ret->n = 0;
	for (size_t i = 0; i < n && ret->n < k; i++) {
		const struct suggest_node *node = node_of(b, found[i].label);

		if (!node)
			continue;
		if (ret->n == 0)
			ret->sure = found[i].sure;
		ret->v[ret->n++] = hit_of(b, a, &found[i], node);
	}
	/* Some were retired since it was learned: look further down. */
	if (ret->n < k && n == k && extra == 0)
		think(b, a, title, text, k, SUGGEST_MAX, ret);
}

int
suggest_for(struct tx *tx, int64_t district, struct str title, struct str text, size_t k,
	    struct suggest_hit_list *ret)
{
	struct suggest_hit_list list = {NEW_ARRAY(tx->arena, struct suggest_hit, SUGGEST_MAX), 0,
					false};
	struct brain *b;

	TRY(take_brain(tx, district, &b));
	if (b->model)
		think(b, tx->arena, title, text, k < SUGGEST_MAX ? k : SUGGEST_MAX, 0, &list);
	pthread_mutex_lock(&lock);
	give_back(b);
	pthread_mutex_unlock(&lock);
	*ret = list;
	return 0;
}
