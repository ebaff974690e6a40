/* mkpo.c: collects the program's messages and turns their translations into a table.
 *
 *   mkpo --pot OUT --sources FILE... --views LISTING...
 *   mkpo --merge LINLI.pot FOLDER...    keeps texts, adds new messages without one, drops unused ones, and moves each
 *                                       message into the file of the first folder that uses it
 *   mkpo --check LINLI.pot FOLDER...    status 1 and a list when a message has no text, stands in the wrong file, or is
 *                                       said by nothing
 *   mkpo --table OUT.c FILE.po...       the table that src/ui/messages.c reads
 *
 * The English of a FOLDER stands in FOLDER/NAME.po; folders are given in the order of the floors.
 * The Chinese text is the key. C sources: the literals of N_("…") and T(v, "…"). Files named *.def:
 * every literal with a Chinese character. LISTING is what `mkview --messages` printed. The files
 * are standard .po: any translator's editor opens them. */
#include "mkpo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* ---- places: each folder keeps the English of its own messages in FOLDER/NAME.po ---- */

struct place {
	const char *dir, *path;
	struct catalogue had, now; /* as read; what belongs here */
};

static bool
lies_in(struct str file, const char *dir)
{
	size_t n = strlen(dir);

	return str_starts(file, str_of(dir)) && file.n > n && file.p[n] == '/';
}

/* Its files that lie in the place; "" = none. */
static struct str
files_in(struct arena *a, const struct entry *e, const char *dir)
{
	struct str rest = e->from, file, all = S("");

	while (str_next(&rest, ' ', &file))
		if (lies_in(file, dir))
			all = str_fmt(a, "%.*s%s%.*s", STR(all), all.n ? " " : "", STR(file));
	return all;
}

/* Gives every message of the pot to the first of the places that uses it. */
static struct place *
read_places(struct arena *a, const char *pot_path, int n, char **dirs)
{
	struct place *places = NEW_ARRAY(a, struct place, (size_t)n);
	struct catalogue pot = {.a = a};

	for (int i = 0; i < n; i++) {
		const char *path = str_fmt(a, "%s/%s.po", dirs[i], tool_base(dirs[i])).p;

		places[i] = (struct place){.dir = dirs[i], .path = path, .had = {.a = a}, .now = {.a = a}};
		if (access(path, F_OK) == 0)
			po_read(&places[i].had, path);
		sort(&places[i].had);
	}
	po_read(&pot, pot_path);
	sort(&pot);
	for (size_t k = 0; k < pot.n; k++) {
		struct entry e = pot.v[k];
		int i = 0;

		while (i < n && !files_in(a, &e, dirs[i]).n)
			i++;
		if (i == n)
			die_at(pot_path, e.line, "\"%.*s\" (%.*s) lies in no place", STR(e.key), STR(e.from));
		e.from = files_in(a, &e, dirs[i]);
		catalogue_add(&places[i].now, e);
	}
	return places;
}

/* The message as some place has it, the one meant first; *ret_where: which. */
static const struct entry *
find_anywhere(const struct place *places, int n, int meant, struct str key, int *ret_where)
{
	const struct entry *had = find(&places[meant].had, key);

	*ret_where = meant;
	for (int i = 0; i < n && !had; i++) {
		had = find(&places[i].had, key);
		*ret_where = i;
	}
	return had;
}

static int
merge(struct arena *a, const char *pot_path, int n, char **dirs)
{
	struct place *places = read_places(a, pot_path, n, dirs);

	for (int i = 0; i < n; i++) {
		struct catalogue *now = &places[i].now;

		for (size_t k = 0; k < now->n; k++) {
			int where;
			const struct entry *had = find_anywhere(places, n, i, now->v[k].key, &where);

			if (!had)
				continue;
			now->v[k].text = had->text;
			now->v[k].fuzzy = had->fuzzy;
			now->v[k].note = had->note;
		}
	}
	for (int i = 0; i < n; i++) {
		places[i].now.header = places[i].had.header.n
					       ? places[i].had.header
					       : S("Project-Id-Version: linli\nLanguage: en\nMIME-Version: 1.0\n"
						   "Content-Type: text/plain; charset=UTF-8\n"
						   "Content-Transfer-Encoding: 8bit\n");
		if (places[i].now.n)
			tool_write(places[i].path, po_text(&places[i].now));
		else
			remove(places[i].path);
	}
	return 0;
}

/* Says what is wrong with the messages of one place; how many. */
static int
check_place(const struct place *places, int n, int at)
{
	const struct place *p = &places[at];
	int wrong = 0;

	for (size_t k = 0; k < p->now.n; k++) {
		const struct entry *e = &p->now.v[k], *had;
		int where;

		had = find_anywhere(places, n, at, e->key, &where);
		if (had && had->text.n && !had->fuzzy && where == at)
			continue;
		if (had && where != at)
			fprintf(stderr, "%s:%d: \"%.*s\" belongs in %s (ninja pot moves it)\n", places[where].path, had->line,
				STR(e->key), p->path);
		else
			fprintf(stderr, "%s:%d: no text for \"%.*s\" (%.*s)\n", p->path, had ? had->line : 0, STR(e->key),
				STR(e->from));
		wrong++;
	}
	for (size_t k = 0; k < p->had.n; k++) {
		bool used = false;

		for (int i = 0; i < n && !used; i++)
			used = find(&places[i].now, p->had.v[k].key) && (i == at || !find(&places[i].had, p->had.v[k].key));
		if (used)
			continue;
		fprintf(stderr, "%s:%d: nothing here says \"%.*s\" (ninja pot removes it)\n", p->path, p->had.v[k].line,
			STR(p->had.v[k].key));
		wrong++;
	}
	return wrong;
}

static int
check(struct arena *a, const char *pot_path, int n, char **dirs)
{
	struct place *places = read_places(a, pot_path, n, dirs);
	int wrong = 0;

	for (int i = 0; i < n; i++)
		wrong += check_place(places, n, i);
	if (wrong)
		fprintf(stderr, "%d messages are not as they must be\n", wrong);
	return wrong > 0;
}

/* A hash table in C: see src/ui/messages.h. */
static int
make_table(struct arena *a, const char *out, int n_files, char **paths)
{
	struct catalogue c = {.a = a};
	size_t size = 16, n = 0;
	unsigned *slot;
	struct buf b;

	for (int i = 0; i < n_files; i++)
		po_read(&c, paths[i]);
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
		die_at(out, 0, "more than 65535 messages");
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
	else if (argc > 3 && strcmp(argv[1], "--merge") == 0)
		rc = merge(&a, argv[2], argc - 3, argv + 3);
	else if (argc > 3 && strcmp(argv[1], "--check") == 0)
		rc = check(&a, argv[2], argc - 3, argv + 3);
	else if (argc > 3 && strcmp(argv[1], "--table") == 0)
		rc = make_table(&a, argv[2], argc - 3, argv + 3);
	else
		fputs("usage: mkpo --pot OUT --sources FILE... --views LISTING...\n"
		      "       mkpo --merge LINLI.pot FOLDER...\n"
		      "       mkpo --check LINLI.pot FOLDER...\n"
		      "       mkpo --table OUT.c FILE.po...\n",
		      stderr);
	arena_release(&a);
	return rc;
}
