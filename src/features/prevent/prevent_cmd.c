/* prevent_cmd.c: `linli prevent`: what comes again and again where, for people and as JSON, so that anybody can reckon it again. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "db/db.h"
#include "features/catalogue/catalogue.h"
#include "features/prevent/prevent.h"
#include "features/territory/territory.h"
#include "kit/command.h"
#include "kit/matter.h"

struct printing {
	int64_t district;
	const struct prevent_found_list *list;
	bool json;
	struct buf *b;
};

static int
put_json(struct tx *tx, const struct printing *p, const struct prevent_found *f, struct str place, struct str item)
{
	struct buf *b = p->b;
	double expected = f->past_weeks ? (double)f->past * (double)f->recent_weeks / (double)f->past_weeks : 0;

	buf_fmt(b, "{\"kind\":\"%s\",\"place\":", f->kind == PREVENT_RISING ? "rising" : "steady");
	json_str(b, place);
	buf_z(b, ",\"item\":");
	json_str(b, item);
	buf_fmt(b, ",\"recent\":%lld,\"recent_weeks\":%lld,\"past\":%lld,\"past_weeks\":%lld,\"expected\":%.2f", (long long)f->recent,
		(long long)f->recent_weeks, (long long)f->past, (long long)f->past_weeks, expected);
	if (f->chance < 0)
		buf_z(b, ",\"chance\":null");
	else
		buf_fmt(b, ",\"chance\":%.3g", f->chance);
	buf_fmt(b, ",\"tests\":%lld,\"few\":%s,\"weeks\":[", (long long)p->list->tests, f->recent < PREVENT_FEW ? "true" : "false");
	for (size_t i = 0; i < PREVENT_WEEKS; i++)
		buf_fmt(b, "%s%lld", i ? "," : "", (long long)f->weeks[i]);
	buf_z(b, "],\"cases\":[");
	for (size_t i = 0; i < f->cases_n; i++) {
		struct matter m;

		TRY(matter_get(tx, p->district, f->cases[i], &m));
		if (i)
			buf_char(b, ',');
		json_str(b, m.code);
	}
	buf_z(b, "]}");
	return 0;
}

static int
print(struct tx *tx, void *arg)
{
	const struct printing *p = arg;

	for (size_t i = 0; i < p->list->n; i++) {
		const struct prevent_found *f = &p->list->v[i];
		struct territory_node node;
		struct catalogue_node item;

		TRY(territory_get(tx, p->district, f->place, &node));
		TRY(catalogue_get(tx, p->district, f->item, &item));
		if (!p->json) {
			buf_fmt(p->b, "%4lld in %2lld weeks, %4lld in %2lld before  chance %.2g  %.*s  %.*s\n", (long long)f->recent,
				(long long)f->recent_weeks, (long long)f->past, (long long)f->past_weeks, f->chance, STR(node.name),
				STR(item.name));
			continue;
		}
		buf_z(p->b, i ? ",\n" : "\n");
		TRY(put_json(tx, p, f, node.name, item.name));
	}
	return 0;
}

int
prevent_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	bool json = argc == 1 && strcmp(argv[0], "--json") == 0;
	struct prevent_found_list list;
	struct arena keep, a;
	struct buf b;
	int rc;

	if (argc && !json) {
		fprintf(stderr, "linli: prevent takes --json\n");
		return 2;
	}
	arena_init(&keep);
	arena_init(&a);
	buf_init(&b, &keep);
	rc = prevent_find(db, o->district, clock_now(), &keep, &list);
	if (rc == 0) {
		struct printing p = {o->district, &list, json, &b};

		if (json)
			buf_char(&b, '[');
		rc = db_read_now(db, &a, print, &p);
		if (json)
			buf_z(&b, "\n]\n");
	}
	if (rc == 0)
		fwrite(buf_done(&b).p, 1, buf_done(&b).n, stdout);
	else
		fprintf(stderr, "linli: %s\n", err_name(rc));
	arena_release(&a);
	arena_release(&keep);
	return rc == 0 ? 0 : 1;
}
