/* history.c: the chained histories as a file, checking such files without any database, and holding two databases together.
 *
 * A chain that was cut off at its end still holds. Who keeps an earlier export notices: all of it must stand in every
 * later one, unchanged. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kit/flow.h"
#include "lib/sheet.h"
#include "main/main.h"

enum { NUMBERS = 9, TEXTS = 5, COLUMNS = NUMBERS + TEXTS, DIGEST = 64, PRINTED = 20 };

static const char *const names[COLUMNS] = {
	"district", "subject_kind", "subject", "seq",	 "kind",	"sight",  "at",
	"person",   "org",	    "data",    "photos", "text_digest", "seal",   "digest",
};

/* ---- export ---- */

struct export
{
	int64_t district;
	struct sheet_out *out;
};

static int
write_step(void *ctx, const struct flow_link *l)
{
	struct export *x = ctx;
	int64_t numbers[NUMBERS] = {x->district, l->subject_kind, l->subject, l->seq, l->kind,
				    l->sight,	 l->at,		  l->person,  l->org};
	struct str cells[COLUMNS] = {[NUMBERS] = l->data, l->photos, l->text_digest, l->seal, l->digest};
	char digits[NUMBERS][24];

	for (int i = 0; i < NUMBERS; i++)
		cells[i] = (struct str){digits[i], (size_t)snprintf(digits[i], sizeof digits[i],
								    "%lld", (long long)numbers[i])};
	return sheet_out_row(x->out, cells);
}

static int
run_export(struct tx *tx, void *arg)
{
	struct export *x = arg;

	return flow_each(tx, x->district, write_step, x);
}

int
history_export_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct export x = {.district = o->district};
	struct arena a;
	int rc, end;

	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: export history takes nothing more\n");
		return 2;
	}
	rc = sheet_out_open(SHEET_JSONL, STDOUT_FILENO, names, COLUMNS, &x.out);
	if (rc == 0) {
		arena_init(&a);
		rc = db_read_now(db, &a, run_export, &x);
		arena_release(&a);
		end = sheet_out_close(x.out);
		rc = rc < 0 ? rc : end;
	}
	if (rc < 0)
		fprintf(stderr, "linli: the export failed: %s\n", err_name(rc));
	return rc < 0;
}

/* ---- check ---- */

/* Where a matter's chain stands: after its newest step in this file (or database), and in the one before. */
struct tail {
	int64_t district, kind, subject;
	int64_t seq, was_seq; /* 0 = none yet */
	char digest[DIGEST + 1], was_digest[DIGEST + 1];
};

struct history_check {
	struct arena keep, scratch;
	const char *path;
	struct tail *tails; /* a table by hash, open addressing; subject 0 = an empty place */
	size_t n, room;
	int64_t steps, broken;
	int64_t most; /* so many are printed, 0 = all */
};

static size_t
hash_of(const struct tail *t)
{
	uint64_t h = (uint64_t)t->subject * 0x9e3779b97f4a7c15u ^ (uint64_t)t->kind << 32 ^
		     (uint64_t)t->district;

	return (size_t)(h ^ h >> 29);
}

static struct tail *
place_of(const struct history_check *c, const struct tail *key)
{
	size_t i = hash_of(key) & (c->room - 1);

	while (c->tails[i].subject &&
	       (c->tails[i].subject != key->subject || c->tails[i].kind != key->kind ||
		c->tails[i].district != key->district))
		i = (i + 1) & (c->room - 1);
	return &c->tails[i];
}

static struct tail *
tail_of(struct history_check *c, const struct tail *key)
{
	struct tail *t;

	if (c->n * 2 >= c->room) {
		struct history_check old = *c;

		c->room = old.room ? 2 * old.room : 1024;
		c->tails = NEW_ARRAY(&c->keep, struct tail, c->room);
		for (size_t i = 0; i < old.room; i++)
			if (old.tails[i].subject)
				*place_of(c, &old.tails[i]) = old.tails[i];
	}
	t = place_of(c, key);
	if (!t->subject) {
		*t = (struct tail){.district = key->district,
				   .kind = key->kind,
				   .subject = key->subject};
		c->n++;
	}
	return t;
}

static void
complain(struct history_check *c, const struct tail *t, int64_t seq, const char *why)
{
	if (c->broken++ >= c->most && c->most)
		return;
	printf("broken: %s: %s %lld at step %lld: %s\n", c->path, flow_word(t->kind),
	       (long long)t->subject, (long long)seq, why);
}

/* A line of the file. false: it is no step. */
static bool
read_step(const struct sheet_row *row, int64_t *ret_district, struct flow_link *ret)
{
	int64_t n[NUMBERS];

	for (int i = 0; i < NUMBERS; i++)
		if (!str_int(sheet_cell(row, names[i]), &n[i]))
			return false;
	*ret_district = n[0];
	*ret = (struct flow_link){
		.subject_kind = n[1],
		.subject = n[2],
		.seq = n[3],
		.kind = n[4],
		.sight = n[5],
		.at = n[6],
		.person = n[7],
		.org = n[8],
		.data = sheet_cell(row, "data"),
		.photos = sheet_cell(row, "photos"),
		.text_digest = sheet_cell(row, "text_digest"),
		.seal = sheet_cell(row, "seal"),
		.digest = sheet_cell(row, "digest"),
	};
	return n[2] > 0 && n[3] > 0 && n[1] > 0;
}

static void
check_step(struct history_check *c, int64_t district, const struct flow_link *l)
{
	struct tail *t = tail_of(c, &(struct tail){.district = district,
						   .kind = l->subject_kind,
						   .subject = l->subject});
	struct str want = flow_digest(&c->scratch, str_of(t->digest), district, l);

	c->steps++;
	if (l->seq - 1 != t->seq)
		complain(c, t, l->seq, "a step is missing before it");
	else if (!str_eq(want, l->digest))
		complain(c, t, l->seq, "it was changed");
	else if (l->seq == t->was_seq && !str_is(l->digest, t->was_digest))
		complain(c, t, l->seq, "it differs from the earlier one");
	t->seq = l->seq;
	snprintf(t->digest, sizeof t->digest, "%.*s", STR(l->digest));
}

/* At the end of a file: nothing of the earlier ones may be missing. Its tails are what the next is held against. */
static void
close_file(struct history_check *c)
{
	for (size_t i = 0; i < c->room; i++) {
		struct tail *t = &c->tails[i];

		if (!t->subject)
			continue;
		if (t->seq < t->was_seq)
			complain(c, t, t->seq + 1, "it is missing, the earlier one has it");
		t->was_seq = t->seq;
		memcpy(t->was_digest, t->digest, sizeof t->digest);
		t->seq = 0;
		t->digest[0] = 0;
	}
}

static int
check_file(struct history_check *c, const char *path)
{
	struct str why = S("");
	struct flow_link l;
	struct sheet_row row;
	struct sheet *sheet;
	int64_t district;
	int rc = sheet_open(path, &sheet, &c->scratch, &why);

	if (rc < 0) {
		fprintf(stderr, "linli: %s: %.*s\n", path, STR(why));
		return rc;
	}
	c->path = path;
	while ((rc = sheet_next(sheet, &row)) == 0) {
		if (row.error || !read_step(&row, &district, &l)) {
			fprintf(stderr, "linli: %s: line %zu is no step of a history\n", path,
				row.line);
			rc = E_MALFORMED;
			break;
		}
		check_step(c, district, &l);
		arena_reset(&c->scratch);
	}
	sheet_close(sheet);
	close_file(c);
	return rc == E_NOTFOUND ? 0 : rc;
}

/* ---- two databases ---- */

struct compared {
	struct history_check *check;
	int64_t district;
};

static int
take_step(void *ctx, const struct flow_link *l)
{
	struct compared *x = ctx;

	check_step(x->check, x->district, l);
	arena_reset(&x->check->scratch);
	return 0;
}

static int
run_compare(struct tx *tx, void *arg)
{
	struct compared *x = arg;

	return flow_each(tx, x->district, take_step, x);
}

int
history_compare(struct db *earlier, struct db *later, int64_t district, int64_t *ret_broken)
{
	struct history_check c = {.path = "the backup", .most = PRINTED};
	struct compared x = {&c, district};
	struct arena a;
	int rc;

	arena_init(&a);
	arena_init(&c.keep);
	arena_init(&c.scratch);
	rc = db_read_now(earlier, &a, run_compare, &x);
	close_file(&c);
	c.path = "the database";
	if (rc == 0)
		rc = db_read_now(later, &a, run_compare, &x);
	if (rc == 0)
		close_file(&c);
	*ret_broken = c.broken;
	arena_release(&c.keep);
	arena_release(&c.scratch);
	arena_release(&a);
	return rc;
}

int
history_verify_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct history_check c = {0};
	int rc = 0;

	(void)o;
	(void)db;
	if (!argc) {
		fprintf(stderr,
			"linli: verify history wants a file that linli export history wrote\n");
		return 2;
	}
	arena_init(&c.keep);
	arena_init(&c.scratch);
	for (int i = 0; i < argc && rc == 0; i++)
		rc = check_file(&c, argv[i]);
	if (rc == 0)
		printf("%lld steps of %zu histories checked, %lld broken\n", (long long)c.steps,
		       c.n, (long long)c.broken);
	arena_release(&c.keep);
	arena_release(&c.scratch);
	return rc < 0 || c.broken > 0;
}
