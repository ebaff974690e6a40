/* hot_cmd.c: `linli hot`: clusters of the newest cases, for people and as JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "db/db.h"
#include "features/hot/hot.h"
#include "kit/command.h"

static void
put_texts(struct buf *b, const struct str *v, size_t n)
{
	bool first = true;

	buf_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (!v[i].n)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		json_str(b, v[i]);
	}
	buf_char(b, ']');
}

static void
put_time(struct buf *b, int64_t at)
{
	struct civil c = clock_civil(at);

	buf_fmt(b, "\"%04d-%02d-%02dT%02d:%02d:%02d+08:00\"", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

static void
put_json(struct buf *b, const struct hot_list *list)
{
	buf_char(b, '[');
	for (size_t i = 0; i < list->n; i++) {
		const struct hot *h = &list->v[i];

		buf_z(b, i ? ",\n{\"title\":" : "\n{\"title\":");
		json_str(b, h->title);
		buf_fmt(b, ",\"size\":%zu,\"heat\":%.2f,\"from\":", h->n, h->heat);
		put_time(b, h->from);
		buf_z(b, ",\"to\":");
		put_time(b, h->to);
		buf_z(b, ",\"places\":");
		put_texts(b, h->places, HOT_PLACES);
		buf_z(b, ",\"members\":");
		put_texts(b, h->codes, h->n);
		buf_z(b, ",\"source_ids\":");
		put_texts(b, h->source_ids, h->n);
		buf_char(b, '}');
	}
	buf_z(b, "\n]\n");
}

static void
put_lines(struct buf *b, const struct hot_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct hot *h = &list->v[i];

		buf_fmt(b, "%5zu  %8.2f  %.*s  %.*s  %.*s\n", h->n, h->heat, STR(h->codes[0]), STR(h->places[0]), STR(h->title));
	}
}

int
hot_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	size_t most = HOT_MOST;
	bool json = false;
	struct hot_list list;
	struct arena keep;
	struct buf b;
	int rc;

	for (int i = 0; i < argc; i++) {
		char *end = NULL;

		if (strcmp(argv[i], "--json") == 0) {
			json = true;
			continue;
		}
		if (strcmp(argv[i], "--most") == 0 && i + 1 < argc)
			most = strtoul(argv[++i], &end, 10);
		if (!end || *end || most < 2 || most > HOT_LIMIT) {
			fprintf(stderr, "linli: hot takes --json and --most N, 2 to %d\n", HOT_LIMIT);
			return 2;
		}
	}
	arena_init(&keep);
	rc = hot_find(db, o->district, most, &keep, &list);
	if (rc == 0) {
		buf_init(&b, &keep);
		if (json)
			put_json(&b, &list);
		else
			put_lines(&b, &list);
		fwrite(buf_done(&b).p, 1, buf_done(&b).n, stdout);
	} else {
		fprintf(stderr, "linli: %s\n", err_name(rc));
	}
	arena_release(&keep);
	return rc == 0 ? 0 : 1;
}
