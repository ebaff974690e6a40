/* suggest.c: how good, how fast and how large the dispatch suggestion is.
 *
 *   suggest messages.jsonl [segmented.jsonl]   real messages: {"title", "text", "label"} a line;
 *                                              the segmented ones only teach
 *   suggest                                    a made-up district of 1,285 items */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "features/suggest/model.h"

enum { MOST = 100000, ITEMS = 1285, CASES_EACH = 20, COMMON_WORDS = 4000, OWN_WORDS = 6,
       ROUNDS = 2000, SEEDS = 4 };

static struct arena arena;
static struct model_example *examples;
static size_t example_n;
static struct str label_names[64];
static size_t label_n;

static int64_t
label_of(struct str name)
{
	for (size_t i = 0; i < label_n; i++)
		if (str_eq(label_names[i], name))
			return (int64_t)i;
	if (label_n == sizeof label_names / sizeof *label_names)
		exit(1);
	label_names[label_n] = str_dup(&arena, name);
	return (int64_t)label_n++;
}

/* The segmented texts without the spaces of their segmentation. */
static struct str
joined(struct str s)
{
	struct str part;
	struct buf b;

	buf_init(&b, &arena);
	while (str_next(&s, ' ', &part))
		buf_str(&b, part);
	return buf_done(&b);
}

static void
read_messages(const char *path, double weight)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;

	if (!f) {
		perror(path);
		exit(1);
	}
	while (example_n < MOST && getline(&line, &cap, f) > 0) {
		json_t *j = json_loads(line, 0, NULL);
		struct str text = str_of(json_string_value(json_object_get(j, "text")));
		const char *label = json_string_value(json_object_get(j, "label"));

		if (label)
			examples[example_n++] = (struct model_example){
			    str_dup(&arena, str_of(json_string_value(json_object_get(j, "title")))),
			    weight < 1 ? joined(text) : str_dup(&arena, text),
			    label_of(str_of(label)), weight};
		json_decref(j);
	}
	free(line);
	fclose(f);
}

static uint32_t
draw(uint32_t below)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((state >> 33) % below);
}

/* Word i of the made-up language: two or three characters. */
static void
put_word(struct buf *b, uint32_t i)
{
	uint64_t h = ((uint64_t)i + 7) * 0x9e3779b97f4a7c15u;

	for (uint32_t n = 0; n < 2 + i % 2; n++)
		buf_rune(b, 0x4e00 + (uint32_t)(h >> (16 * n + 8) & 0xffff) % 3000);
}

/* A sentence: everyday words, few of them very common, and some words of the item. */
static struct str
make_text(uint32_t item, int words, int own)
{
	struct buf b;

	buf_init(&b, &arena);
	for (int i = 0; i < words; i++) {
		uint32_t common = draw(COMMON_WORDS) * draw(COMMON_WORDS) / COMMON_WORDS;

		put_word(&b, draw((uint32_t)words) < (uint32_t)own
				 ? COMMON_WORDS + item * OWN_WORDS / 2 + draw(OWN_WORDS)
				 : common);
		if (draw(6) == 0)
			BUF_LIT(&b, "，");
	}
	return buf_done(&b);
}

static void
make_district(void)
{
	for (uint32_t item = 0; item < ITEMS; item++) {
		struct buf b;

		buf_init(&b, &arena);
		for (uint32_t i = 0; i < OWN_WORDS; i++) {
			put_word(&b, COMMON_WORDS + item * OWN_WORDS / 2 + i);
			buf_char(&b, ' ');
		}
		examples[example_n++] = (struct model_example){
		    .text = buf_done(&b), .label = item, .weight = 0.3};
		for (int i = 0; i < CASES_EACH; i++)
			examples[example_n++] = (struct model_example){
			    make_text(item, 5, 2), make_text(item, 30 + (int)draw(60), 5), item, 1};
	}
}

static void
show_report(const struct model_report *r)
{
	printf("%zu classes, %zu cases, %zu hints; measured on %zu in %zu folds\n", r->classes,
	       r->cases, r->hints, r->measured, r->folds);
	printf("macro-F1 %.4f, accuracy %.4f; sure from %.2f: %.1f %% of cases, %.1f %% of them "
	       "right\n",
	       r->macro_f1, r->accuracy, r->threshold, r->sure_share * 100, r->sure_right * 100);
	printf("training with measuring %.1f s\n", r->seconds);
}

static int
by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
show_speed(const struct suggest_model *m)
{
	int64_t times[ROUNDS];
	struct suggestion s[5];
	struct arena a;
	size_t n;

	arena_init(&a);
	model_suggest(m, &a, S(""), S("开表"), 5, s, &n);
	for (size_t i = 0; i < ROUNDS; i++) {
		const struct model_example *e = &examples[i * example_n / ROUNDS];
		int64_t from = clock_tick_us();

		model_suggest(m, &a, e->title, e->text, 5, s, &n);
		times[i] = clock_tick_us() - from;
		arena_reset(&a);
	}
	qsort(times, ROUNDS, sizeof *times, by_time);
	printf("one suggestion of five %lld us, the slowest in a hundred %lld us\n",
	       (long long)times[ROUNDS / 2], (long long)times[ROUNDS * 99 / 100]);
	arena_release(&a);
}

static void
show_size(const struct suggest_model *m)
{
	struct suggest_model *again;
	struct arena a;
	struct str bytes;
	int64_t from;

	arena_init(&a);
	if (model_save(m, &a, &bytes) < 0)
		exit(1);
	from = clock_tick_us();
	if (model_load(&a, bytes, &again) < 0)
		exit(1);
	printf("%.1f MB in memory, %.1f MB saved, loaded in %.0f ms\n", (double)model_size(m) / 1e6,
	       (double)bytes.n / 1e6, (double)(clock_tick_us() - from) / 1e3);
	arena_release(&a);
}

static void
show_some(const struct suggest_model *m)
{
	for (size_t i = 0; i < example_n && i < 1800; i += 180) {
		struct suggestion s[3];
		size_t n;

		model_suggest(m, &arena, examples[i].title, examples[i].text, 3, s, &n);
		for (size_t j = 0; j < n; j++) {
			printf("%.*s %.2f%s", STR(label_names[s[j].label]), s[j].confidence,
			       s[j].sure ? " sure" : "");
			for (size_t r = 0; r < s[j].reason_n; r++)
				printf("%s%.*s", r ? "、" : " (", STR(s[j].reasons[r]));
			printf("%s; ", s[j].reason_n ? ")" : "");
		}
		printf("<- %.*s\n", STR(label_names[examples[i].label]));
	}
}

int
main(int argc, char **argv)
{
	struct suggest_model *m = NULL;
	struct model_report report;
	struct arena kept;

	arena_init(&arena);
	arena_init(&kept);
	examples = NEW_ARRAY(&arena, struct model_example, MOST);
	if (argc > 1)
		read_messages(argv[1], 1);
	else
		make_district();
	if (argc > 2)
		read_messages(argv[2], 0.999);
	/* How the folds are dealt moves the figure; one deal alone would flatter or slander. */
	for (uint32_t seed = 1; seed <= (argc > 1 ? SEEDS : 1); seed++) {
		arena_reset(&kept);
		if (model_train(&kept, examples, example_n, seed, NULL, &m, &report) < 0)
			return 1;
		show_report(&report);
	}
	show_speed(m);
	show_size(m);
	if (argc > 1)
		show_some(m);
	arena_release(&kept);
	arena_release(&arena);
	return 0;
}
