/* suggest_cmd.c: items for texts, one JSON object a line in and out:
 *
 *   {"id":"24","title":"…","text":"…"}
 *   {"id":"24","suggestions":[{"item":"…","path":"…/…","confidence":0.913,"reasons":["…"]}]}
 *
 * A line that is no such object has no suggestions; what is wrong with it is said on stderr, and by the status. */
#include "base/json.h"
#include "features/suggest/suggest_cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "db/db.h"
#include "features/suggest/suggest.h"

enum { LINE_MAX_BYTES = 1 << 20 };

struct question {
	int64_t district;
	size_t top;
	struct str title, text;
	struct suggest_hit_list hits;
	size_t answered, unsure;
};

static int
ask(struct tx *tx, void *arg)
{
	struct question *q = arg;

	return suggest_for(tx, q->district, q->title, q->text, q->top, &q->hits);
}

static void
put_hits(struct buf *b, const struct suggest_hit_list *hits)
{
	for (size_t i = 0; i < hits->n; i++) {
		const struct suggest_hit *h = &hits->v[i];

		BUF_LIT(b, "{\"item\":");
		json_str(b, h->name);
		BUF_LIT(b, ",\"path\":");
		json_str(b, h->path);
		buf_fmt(b, ",\"confidence\":%lld.%03lld,\"reasons\":[",
			(long long)(h->permille / 1000), (long long)(h->permille % 1000));
		for (size_t k = 0; k < h->reasons_n; k++) {
			if (k)
				buf_char(b, ',');
			json_str(b, h->reasons[k]);
		}
		buf_z(b, i + 1 < hits->n ? "]}," : "]}");
	}
}

/* A member that is a text or absent; false when it is something else. */
static bool
read_text(const json_t *object, const char *name, struct str *ret)
{
	const json_t *j = json_object_get(object, name);

	if (j && !json_is_string(j) && !json_is_null(j))
		return false;
	*ret = json_is_string(j) ? (struct str){json_string_value(j), json_string_length(j)}
				 : S("");
	return true;
}

/* Reads a line's object into q; what is wrong with it, or NULL. */
static const char *
read_question(const json_t *object, struct question *q)
{
	if (!json_is_object(object))
		return "not a JSON object";
	if (!read_text(object, "title", &q->title) || !read_text(object, "text", &q->text))
		return "title and text must be strings";
	if (!str_trim(q->title).n && !str_trim(q->text).n)
		return "no title and no text";
	return NULL;
}

/* The caller's own id, a string or a number, as it came. */
static void
put_id(struct buf *b, const json_t *object)
{
	const json_t *id = json_object_get(object, "id");

	BUF_LIT(b, "{\"id\":");
	if (json_is_string(id))
		json_str(b, (struct str){json_string_value(id), json_string_length(id)});
	else if (json_is_integer(id))
		buf_int(b, json_integer_value(id));
	else
		BUF_LIT(b, "null");
	buf_char(b, ',');
}

/* Answers one line; false when the line was bad. *ret_rc: the database failed. */
static bool
answer(struct db *db, struct arena *a, struct question *q, struct str line, size_t number,
       int *ret_rc)
{
	json_t *object = line.n > LINE_MAX_BYTES ? NULL : json_loadb(line.p, line.n, 0, NULL);
	const char *flaw = line.n > LINE_MAX_BYTES ? "longer than 1 MiB" : read_question(object, q);
	struct arena out;
	struct buf b;

	arena_init(&out);
	buf_init(&b, &out);
	put_id(&b, object);
	if (!flaw) {
		*ret_rc = db_read_now(db, a, ask, q);
		if (*ret_rc < 0)
			flaw = err_line(*ret_rc);
	}
	BUF_LIT(&b, "\"suggestions\":[");
	if (flaw)
		fprintf(stderr, "linli: line %zu: %s\n", number, flaw);
	else
		put_hits(&b, &q->hits);
	BUF_LIT(&b, "]}\n");
	fwrite(b.p, 1, b.n, stdout);
	q->answered += !flaw;
	q->unsure += !flaw && !q->hits.sure;
	arena_release(&out);
	json_decref(object);
	return !flaw;
}

static bool
read_args(struct question *q, int argc, char **argv)
{
	int64_t top = 3;

	if (argc && (argc != 2 || strcmp(argv[0], "--top") != 0 || !str_int(str_of(argv[1]), &top)))
		return false;
	q->top = (size_t)top;
	return top >= 1 && top <= SUGGEST_MAX;
}

int
suggest_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct question q = {.district = o->district};
	bool live = isatty(STDOUT_FILENO), bad = false;
	size_t number = 0, room = 0;
	char *line = NULL;
	struct arena a;
	ssize_t n;
	int rc = 0;

	if (!read_args(&q, argc, argv)) {
		fprintf(stderr, "usage: linli suggest --db URL [--top 1-%d] < LINES.jsonl\n",
			SUGGEST_MAX);
		return 2;
	}
	arena_init(&a);
	while (rc == 0 && (n = getline(&line, &room, stdin)) > 0) {
		struct str text = str_trim((struct str){line, (size_t)n});

		number++;
		if (text.n)
			bad |= !answer(db, &a, &q, text, number, &rc);
		arena_reset(&a);
		if (live)
			fflush(stdout);
	}
	if (q.unsure)
		fprintf(stderr, "linli: %zu texts answered, not sure of %zu\n", q.answered, q.unsure);
	free(line);
	arena_release(&a);
	return bad || rc < 0;
}
