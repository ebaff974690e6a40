/* floors_read.c: reads the sources' #include lines and the table of features. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "floors.h"

enum floor
floor_of(struct str path)
{
	static const struct {
		const char *dir;
		enum floor floor;
	} dirs[] = {
		{"base/", FLOOR_BASE}, {"db/", FLOOR_DB},   {"http/", FLOOR_HTTP},
		{"ui/", FLOOR_UI},     {"lib/", FLOOR_LIB},   {"kit/", FLOOR_KIT},
		{"features/", FLOOR_FEATURES}, {"demo/", FLOOR_DEMO},
		{"main/", FLOOR_MAIN}, {"gen/", FLOOR_GEN},
	};

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		if (str_starts(path, str_of(dirs[i].dir)))
			return dirs[i].floor;
	return 0;
}

struct str
feature_of(struct str path)
{
	struct str rest = path, name = S("");

	str_next(&rest, '/', &name);
	if (!str_is(name, "features") || !str_has(rest, S("/")))
		return S("");
	str_next(&rest, '/', &name);
	return name;
}

enum kind
kind_of(struct str path)
{
	static const struct {
		const char *word;
		enum kind kind;
	} words[] = {
		{"_web", KIND_WEB}, {"_api", KIND_WEB}, {"_page", KIND_WEB},
		{"_job", KIND_JOB}, {"_cmd", KIND_JOB}, {"_feature.c", KIND_FEATURE},
	};
	struct str feature = feature_of(path), rest = path, name = path;

	while (str_next(&rest, '/', &name))
		;
	if (str_ends(name, S(".html")))
		return KIND_WEB;
	if (str_starts(name, feature)) {
		struct str after = str_sub(name, feature.n, name.n);

		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (str_starts(after, str_of(words[i].word)))
				return words[i].kind;
	}
	if (str_ends(name, S("_rules.h")) || str_ends(name, S("_inner.h")))
		return KIND_RULES;
	return str_ends(name, S(".c")) ? KIND_RULES : KIND_CONTRACT;
}

struct feature *
feature_find(struct house *h, struct str name)
{
	for (size_t i = 0; i < h->features_n; i++)
		if (str_eq(h->features[i].name, name))
			return &h->features[i];
	return NULL;
}

static void
add_include(struct house *h, struct file *f, struct include inc)
{
	if (f->n == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 16;

		f->v = arena_grow(h->a, f->v, f->cap * sizeof *f->v, cap * sizeof *f->v);
		f->cap = cap;
	}
	f->v[f->n++] = inc;
}

/* #include "x", #include <x>, and <!--use "x"--> of a view. */
static void
read_includes(struct house *h, struct file *f, struct str text)
{
	struct str line, mark;
	int number = 0;

	while (str_next(&text, '\n', &line)) {
		char close = '"';

		number++;
		line = str_trim(line);
		mark = str_starts(line, S("<!--use")) ? S("<!--use") : S("#include");
		if (!str_starts(line, mark))
			continue;
		line = str_trim(str_sub(line, mark.n, line.n));
		if (line.n == 0 || (*line.p != '"' && *line.p != '<'))
			continue;
		if (*line.p == '<')
			close = '>';
		line = str_sub(line, 1, line.n);
		line = str_sub(line, 0, str_find(line, (struct str){&close, 1}));
		add_include(h, f,
			    (struct include){.name = line, .line = number, .system = close == '>'});
	}
}

static void
read_source(struct house *h, const char *path)
{
	struct str name = str_of(path);
	struct file f = {.path = path, .floor = floor_of(name)};

	if (!str_ends(name, S(".c")) && !str_ends(name, S(".h")) && !str_ends(name, S(".html")))
		return;
	if (!f.floor || f.floor == FLOOR_GEN)
		return;
	if (f.floor == FLOOR_FEATURES) {
		f.feature = feature_of(name);
		f.kind = kind_of(name);
	}
	read_includes(h, &f,
		      tool_read(h->a, str_z(h->a, str_fmt(h->a, "%s/src/%s", h->root, path))));
	if (h->n == h->cap) {
		size_t cap = h->cap ? h->cap * 2 : 128;

		h->v = arena_grow(h->a, h->v, h->cap * sizeof *h->v, cap * sizeof *h->v);
		h->cap = cap;
	}
	h->v[h->n++] = f;
}

static void
walk(struct house *h, const char *dir)
{
	const char *full = str_z(h->a, str_fmt(h->a, "%s/src/%s", h->root, dir));
	struct dirent **list;
	int n = scandir(full, &list, NULL, alphasort);

	if (n < 0)
		die_at(full, 0, "cannot read this folder");
	for (int i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		const char *path = str_z(h->a, str_fmt(h->a, "%s%s%s", dir, *dir ? "/" : "", name));
		struct stat st;

		if (*name == '.' || strcmp(name, "test") == 0)
			continue;
		if (stat(str_z(h->a, str_fmt(h->a, "%s/src/%s", h->root, path)), &st) == 0 &&
		    S_ISDIR(st.st_mode))
			walk(h, path);
		else
			read_source(h, path);
	}
	for (int i = 0; i < n; i++)
		free(list[i]);
	free((void *)list);
}

/* The next text in double quotes of a line; "" when there is none. */
static struct str
quoted(struct str *line)
{
	struct str before, text = S("");

	if (str_next(line, '"', &before))
		str_next(line, '"', &text);
	return text;
}

/* FEATURE(name, "uses", "headers it offers to pages of those who use it") */
static void
read_features(struct house *h)
{
	struct str rest = tool_read(h->a, h->def), line, name, uses;
	int number = 0;

	while (str_next(&rest, '\n', &line)) {
		number++;
		if (!str_starts(line, S("FEATURE(")))
			continue;
		uses = str_sub(line, 8, line.n);
		if (!str_next(&uses, ',', &name) || str_find(uses, S("\"")) == uses.n)
			die_at(h->def, number, "write FEATURE(name, \"features it uses\")");
		line = uses;
		uses = quoted(&line);
		if (str_starts(uses, S("uses ")))
			uses = str_sub(uses, 5, uses.n);
		if (feature_find(h, str_trim(name)))
			die_at(h->def, number, "the feature %.*s stands twice", STR(name));
		if (h->features_n == sizeof h->features / sizeof *h->features)
			die_at(h->def, number, "too many features");
		h->features[h->features_n++] =
			(struct feature){.name = str_trim(name), .uses = uses, .offers = quoted(&line), .line = number};
	}
}

void
house_read(struct house *h)
{
	h->def = str_z(h->a, str_fmt(h->a, "%s/src/features/features.def", h->root));
	read_features(h);
	walk(h, "");
}
