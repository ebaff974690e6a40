/* outbox_cmd.c: what failed for good, to be seen, tried again or dropped. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/outbox.h"
#include "main/main.h"

enum { LIMIT = 50, LIMIT_MOST = 100000 };

/* What one command was told, and what came of it. */
struct request {
	int64_t district, id, limit, n;
	bool failed, all, given; /* given: id is */
	struct outbox_row_list rows;
};

static int
list(struct tx *tx, void *arg)
{
	struct request *q = arg;

	return outbox_rows(tx, q->district, q->failed, q->limit, &q->rows);
}

static int
retry(struct tx *tx, void *arg)
{
	struct request *q = arg;

	return outbox_retry(tx, q->district, q->id, &q->n);
}

static int
drop(struct tx *tx, void *arg)
{
	struct request *q = arg;

	return outbox_drop(tx, q->district, q->id);
}

static void
print_time(int64_t at)
{
	struct civil c = clock_civil(at);

	printf("%04d-%02d-%02dT%02d:%02d:%02d+08:00", c.year, c.month, c.day, c.hour, c.minute,
	       c.second);
}

/* A line each: id, kind, whom or what it is about, when it is or was due, tries, the last error or "-". */
static int
run_list(struct request *q, struct db *db, struct arena *a)
{
	TRY(db_read_now(db, a, list, q));
	for (size_t i = 0; i < q->rows.n; i++) {
		const struct outbox_row *row = &q->rows.v[i];

		printf("%" PRId64 "\t%s\t%" PRId64 "\t", row->id, outbox_kind_name(row->kind),
		       row->subject);
		print_time(row->due_at);
		printf("\t%" PRId64 "\t%.*s\n", row->tries,
		       STR(row->failed_at ? row->error : S("-")));
	}
	return 0;
}

static int
run_retry(struct request *q, struct db *db, struct arena *a)
{
	TRY(db_write_now(db, a, retry, q));
	fprintf(stderr, "linli: %" PRId64 " to be tried again\n", q->n);
	return 0;
}

static int
run_drop(struct request *q, struct db *db, struct arena *a)
{
	return db_write_now(db, a, drop, q);
}

static const struct deed {
	const char *word;
	bool wants_id, takes_all, takes_list;
	int (*run)(struct request *q, struct db *db, struct arena *a);
} deeds[] = {
	{"list", .takes_list = true, .run = run_list},
	{"retry", .wants_id = true, .takes_all = true, .run = run_retry},
	{"drop", .wants_id = true, .run = run_drop},
};

/* False: something else stands there than the deed takes. */
static bool
read_words(struct request *q, const struct deed *d, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (d->takes_list && strcmp(argv[i], "--failed") == 0)
			q->failed = true;
		else if (d->takes_list && strcmp(argv[i], "--limit") == 0 && i + 1 < argc &&
			 str_int(str_of(argv[i + 1]), &q->limit) && q->limit > 0 &&
			 q->limit <= LIMIT_MOST)
			i++;
		else if (d->takes_all && strcmp(argv[i], "--all") == 0)
			q->all = true;
		else if (d->wants_id && !q->given && str_int(str_of(argv[i]), &q->id) && q->id > 0)
			q->given = true;
		else
			return false;
	}
	return !d->wants_id || q->given != q->all;
}

int
outbox_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct request q = {.district = o->district, .limit = LIMIT};
	static const char gone[] = ", or it was for a number, which is not kept";
	const struct deed *d = NULL;
	struct arena a;
	int rc;

	for (size_t i = 0; argc && i < sizeof deeds / sizeof *deeds; i++)
		if (strcmp(argv[0], deeds[i].word) == 0)
			d = &deeds[i];
	if (!d || !read_words(&q, d, argc - 1, argv + 1)) {
		fprintf(stderr, "linli: outbox takes list [--failed] [--limit N], retry ID|--all "
				"or drop ID\n");
		return 2;
	}
	arena_init(&a);
	rc = d->run(&q, db, &a);
	arena_release(&a);
	if (rc == E_NOTFOUND && q.given)
		fprintf(stderr,
			"linli: %" PRId64 " is not among what failed%s: linli outbox list --failed\n",
			q.id, d->takes_all ? gone : "");
	else if (rc == E_NOTFOUND)
		fprintf(stderr, "linli: nothing failed%s\n", gone);
	else if (rc < 0)
		fprintf(stderr, "linli: outbox %s: %s\n", d->word, err_line(rc));
	return rc < 0;
}
