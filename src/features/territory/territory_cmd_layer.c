/* territory_cmd_layer.c: linli import layers: what the map shows under its places; linli geo convert. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"
#include "features/territory/territory_cmd.h"
#include "features/territory/territory_layer.h"
#include "kit/actor.h"
#include "ui/print.h"

enum { WORDS_MOST = 2 };

/* What a command of this file was told. */
struct wish {
	enum layer_kind kind;
	enum datum from, to; /* 0 = not said */
	bool drop;
	const char *words[WORDS_MOST]; /* what is no option */
	int words_n;
};

/* NULL: taken. Else what is wrong with it. */
static const char *
take_option(struct wish *w, const char *name, const char *value)
{
	struct str s = str_of(value);

	if (strcmp(name, "--kind") == 0)
		return layer_find(s, &w->kind) ? NULL : "--kind wants road, water, green or building";
	if (strcmp(name, "--datum") == 0 || strcmp(name, "--from") == 0)
		return datum_find(s, &w->from) ? NULL : "the systems of coordinates are wgs84 and gcj02";
	if (strcmp(name, "--to") == 0)
		return datum_find(s, &w->to) ? NULL : "the systems of coordinates are wgs84 and gcj02";
	return "there is no such option";
}

static bool
read_wish(const char *command, int argc, char **argv, struct wish *w)
{
	for (int i = 0; i < argc; i++) {
		const char *flaw = NULL;

		if (strcmp(argv[i], "--drop") == 0)
			w->drop = true;
		else if (strncmp(argv[i], "--", 2) == 0 && i + 1 == argc)
			flaw = "a value is missing";
		else if (strncmp(argv[i], "--", 2) == 0)
			flaw = take_option(w, argv[i], argv[i + 1]);
		else if (w->words_n == WORDS_MOST)
			flaw = "this is too much";
		else
			w->words[w->words_n++] = argv[i];
		if (flaw) {
			fprintf(stderr, "linli: %s: %s: %s\n", command, argv[i], flaw);
			return false;
		}
		i += strncmp(argv[i], "--", 2) == 0 && strcmp(argv[i], "--drop") != 0;
	}
	return true;
}

/* ---- layers ---- */

/* One file on its way into the database. */
struct job {
	struct actor who;
	struct layer_in in;
	struct layer layer;
	bool drop;
	const char *why;
	size_t feature;
};

static int
run_ask(struct tx *tx, void *arg)
{
	struct job *j = arg;
	int rc = territory_datum(tx, j->who.district, &j->in.to);

	if (rc == 0 && !j->drop)
		rc = territory_layer_within(tx, j->who.district, &j->in.within);
	j->why = tx->fault.text;
	return rc;
}

static int
run_put(struct tx *tx, void *arg)
{
	struct job *j = arg;
	int rc = territory_layer_put(tx, &j->who, j->in.kind, j->drop ? NULL : &j->layer);

	j->why = tx->fault.text;
	return rc;
}

static int
read_file(const char *path, struct arena *a, struct str *ret)
{
	char *text = arena_alloc(a, LAYER_MAX_BYTES + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t all = 0;
	ssize_t n = 0;

	while (fd >= 0 && all <= LAYER_MAX_BYTES && (n = read(fd, text + all, LAYER_MAX_BYTES + 1 - all)) > 0)
		all += (size_t)n;
	if (fd < 0 || n < 0)
		fprintf(stderr, "linli: cannot read %s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	*ret = (struct str){text, all};
	return fd < 0 || n < 0 ? E_IO : 0;
}

static int
tell(const struct job *j, const char *path, int rc)
{
	const char *why = j->why ? ui_translate(LANG_EN, j->why) : err_line(rc);

	if (j->feature)
		fprintf(stderr, "linli: %s: feature %zu: %s\n", path, j->feature, why);
	else
		fprintf(stderr, "linli: %s: %s\n", path, why);
	return 1;
}

int
territory_layers_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct job j = {.who = actor_system_of};
	struct wish w = {0};
	struct arena a;
	const char *path;
	int rc;

	if (!read_wish("import layers", argc, argv, &w))
		return 2;
	if (!w.kind || w.to || w.words_n != !w.drop) {
		fputs("linli: import layers wants --kind road|water|green|building and a file, or --drop\n", stderr);
		return 2;
	}
	path = w.drop ? "--drop" : w.words[0];
	j.who.district = o->district;
	j.drop = w.drop;
	j.in.kind = w.kind;
	arena_init(&a);
	rc = db_read_now(db, &a, run_ask, &j);
	j.in.from = w.from ? w.from : j.in.to;
	if (rc == 0 && !w.drop)
		rc = read_file(path, &a, &j.in.geojson);
	if (rc == 0 && !w.drop)
		rc = layer_read(&a, &j.in, &j.layer, &j.why, &j.feature);
	if (rc == 0)
		rc = db_bulk(db, &a, run_put, &j);
	if (rc < 0)
		rc = tell(&j, path, rc);
	else if (w.drop)
		printf("layer %s is gone\n", layer_word(w.kind));
	else
		printf("layer %s: %zu features, %zu points in %zu tiles; %zu lie elsewhere and were left out\n", layer_word(w.kind),
		       j.layer.features, j.layer.points, j.layer.n, j.layer.outside);
	arena_release(&a);
	return rc;
}

/* ---- one place ---- */

int
territory_convert_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct wish w = {0};
	double lon, lat;
	int64_t x, y;

	(void)o;
	(void)db;
	if (!read_wish("geo convert", argc, argv, &w))
		return 2;
	if (!w.from || !w.to || w.kind || w.drop || w.words_n != 2 || !str_real(str_of(w.words[0]), &lon) ||
	    !str_real(str_of(w.words[1]), &lat)) {
		fputs("linli: geo convert wants --from and --to (wgs84 or gcj02) and a place: LON LAT in degrees\n", stderr);
		return 2;
	}
	if (!(fabs(lon) <= 180 && fabs(lat) <= 90)) {
		fputs(fabs(lat) > 90 && fabs(lon) <= 90 ? "linli: longitude comes first, then latitude\n"
							: "linli: these are no degrees\n",
		      stderr);
		return 2;
	}
	x = llround(lon * 1e7);
	y = llround(lat * 1e7);
	datum_convert(w.from, w.to, &x, &y);
	printf("%.7f %.7f\n", (double)x / 1e7, (double)y / 1e7);
	return 0;
}
