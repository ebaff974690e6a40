/* mkpo.c: collects the program's messages and turns their translations into a table.
 *
 *   mkpo --pot OUT --sources FILE... --views LISTING...
 *   mkpo --merge EN.po LINLI.pot    keeps texts, adds new messages without one, drops unused ones
 *   mkpo --check EN.po LINLI.pot    status 1 and a list when a message has no text
 *   mkpo --table OUT.c EN.po        the table that src/ui/messages.c reads
 *
 * The Chinese text is the key. C sources: the literals of N_("…") and T(v, "…"). Files named *.def:
 * every literal with a Chinese character. LISTING is what `mkview --messages` printed. The files
 * are standard .po: any translator's editor opens them. */
#include "mkpo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
by_key(const void *a, const void *b)
{
	return str_cmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static void
sort(struct catalogue *c)
{
	if (c->n)
		qsort(c->v, c->n, sizeof *c->v, by_key);
}

static const struct entry *
find(const struct catalogue *c, struct str key)
{
	struct entry wanted = {.key = key};

	return c->n ? bsearch(&wanted, c->v, c->n, sizeof *c->v, by_key) : NULL;
}

/* Sorted, each key once, with all the files it comes from. */
static void
unite(struct arena *a, struct catalogue *c)
{
	size_t n = 0;

	sort(c);
	for (size_t i = 0; i < c->n; i++) {
		struct entry *last = n ? &c->v[n - 1] : NULL;

		if (!last || !str_eq(last->key, c->v[i].key))
			c->v[n++] = c->v[i];
		else if (!str_has(last->from, c->v[i].from))
			last->from = str_fmt(a, "%.*s %.*s", STR(last->from), STR(c->v[i].from));
	}
	c->n = n;
}

static int
make_pot(struct arena *a, int argc, char **argv)
{
	struct catalogue c = {.a = a};
	bool views = false;

	for (int i = 3; i < argc; i++) {
		if (strcmp(argv[i], "--sources") == 0)
			views = false;
		else if (strcmp(argv[i], "--views") == 0)
			views = true;
		else if (views)
			collect_listing(&c, argv[i]);
		else
			collect_source(&c, argv[i]);
	}
	unite(a, &c);
	tool_write(argv[2], po_text(&c));
	return 0;
}

static int
merge(struct arena *a, const char *po_path, const char *pot_path)
{
	struct catalogue po = {.a = a}, pot = {.a = a};

	po_read(&po, po_path);
	po_read(&pot, pot_path);
	sort(&po);
	for (size_t i = 0; i < pot.n; i++) {
		const struct entry *had = find(&po, pot.v[i].key);

		if (!had)
			continue;
		pot.v[i].text = had->text;
		pot.v[i].fuzzy = had->fuzzy;
		pot.v[i].note = had->note;
	}
	sort(&pot);
	pot.header = po.header;
	tool_write(po_path, po_text(&pot));
	return 0;
}

static int
check(struct arena *a, const char *po_path, const char *pot_path)
{
	struct catalogue po = {.a = a}, pot = {.a = a};
	int missing = 0;

	po_read(&po, po_path);
	po_read(&pot, pot_path);
	sort(&po);
	for (size_t i = 0; i < pot.n; i++) {
		const struct entry *had = find(&po, pot.v[i].key);

		if (had && had->text.n && !had->fuzzy)
			continue;
		fprintf(stderr, "%s:%d: no text for \"%.*s\" (%.*s)\n", po_path,
			had ? had->line : 0, STR(pot.v[i].key), STR(pot.v[i].from));
		missing++;
	}
	if (missing)
		fprintf(stderr, "%s: %d of %zu messages have no text\n", po_path, missing, pot.n);
	return missing > 0;
}

/* A hash table in C: see src/ui/messages.h. */
static int
make_table(struct arena *a, const char *out, const char *po_path)
{
	struct catalogue c = {.a = a};
	size_t size = 16, n = 0;
	unsigned *slot;
	struct buf b;

	po_read(&c, po_path);
	sort(&c);
	while (size < c.n * 2)
		size *= 2;
	slot = NEW_ARRAY(a, unsigned, size);
	buf_init(&b, a);
	BUF_LIT(&b, "/* Made by mkpo. */\n#include \"ui/messages.h\"\n\n"
		    "static const struct ui_message messages[] = {\n");
	for (size_t i = 0; i < c.n; i++) {
		size_t at = str_hash(c.v[i].key) & (size - 1);

		if (c.v[i].text.n == 0 || c.v[i].fuzzy)
			continue;
		while (slot[at])
			at = (at + 1) & (size - 1);
		slot[at] = (unsigned)++n;
		BUF_LIT(&b, "\t{\"");
		tool_c_escape(&b, c.v[i].key);
		BUF_LIT(&b, "\",\n\t \"");
		tool_c_escape(&b, c.v[i].text);
		BUF_LIT(&b, "\"},\n");
	}
	BUF_LIT(&b, "\t{0},\n};\n\nstatic const uint16_t slots[] = {");
	for (size_t i = 0; i < size; i++)
		buf_fmt(&b, "%s%u,", i % 16 ? " " : "\n\t", slot[i]);
	buf_fmt(&b,
		"\n};\n\nconst struct ui_messages ui_messages_en = {\n"
		"\t.v = messages, .n = %zu, .slot = slots, .mask = %zu};\n",
		n, size - 1);
	if (n > UINT16_MAX)
		die_at(po_path, 0, "more than 65535 messages");
	tool_write(out, buf_done(&b));
	return 0;
}

int
main(int argc, char **argv)
{
	struct arena a;
	int rc = 2;

	arena_init(&a);
	if (argc > 3 && strcmp(argv[1], "--pot") == 0)
		rc = make_pot(&a, argc, argv);
	else if (argc == 4 && strcmp(argv[1], "--merge") == 0)
		rc = merge(&a, argv[2], argv[3]);
	else if (argc == 4 && strcmp(argv[1], "--check") == 0)
		rc = check(&a, argv[2], argv[3]);
	else if (argc == 4 && strcmp(argv[1], "--table") == 0)
		rc = make_table(&a, argv[2], argv[3]);
	else
		fputs("usage: mkpo --pot OUT --sources FILE... --views LISTING...\n"
		      "       mkpo --merge EN.po LINLI.pot\n"
		      "       mkpo --check EN.po LINLI.pot\n"
		      "       mkpo --table OUT.c EN.po\n",
		      stderr);
	arena_release(&a);
	return rc;
}
