/* options.c: reads the options that all commands share. */
#include "main/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "db/outbox.h"

enum { CONFIG_MAX = 64 * 1024 };

struct option_row {
	const char *name;
	size_t at;    /* of the member in struct options */
	int64_t most; /* 0 = a text */
	bool code;    /* a number of 64 bits, without an end */
};

#define TEXT(name, member) {name, offsetof(struct options, member), 0, false}
#define NUMBER(name, member, most) {name, offsetof(struct options, member), most, false}

static const struct option_row rows[] = {
	TEXT("db", db_url),
	TEXT("data", data),
	TEXT("listen", listen),
	TEXT("tls-cert", tls_cert),
	TEXT("tls-key", tls_key),
	TEXT("base-url", base_url),
	TEXT("trust-proxy", trust_proxy),
	TEXT("map-tiles", map_tiles),
	TEXT("backups", backups),
	NUMBER("keep", keep, 1000),
	NUMBER("workers", workers, 256),
	NUMBER("outbox-workers", outbox_workers, OUTBOX_WORKERS_MAX),
	{"district", offsetof(struct options, district), INT64_MAX, true},
};

static const struct option_row *
find_row(struct str name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_is(name, rows[i].name))
			return &rows[i];
	return NULL;
}

/* NULL: taken. Else what the option wants. */
static const char *
take(const struct option_row *row, const char *value, struct options *o, struct arena *a)
{
	void *at = (char *)o + row->at;
	int64_t number = 0;

	if (!row->most) {
		*(const char **)at = value;
		return value && *value ? NULL : "a value";
	}
	if (!value || !str_int(str_of(value), &number) || number < 1 || number > row->most)
		return row->code ? "a number" : str_fmt(a, "a number from 1 to %lld", (long long)row->most).p;
	if (row->code)
		*(int64_t *)at = number;
	else
		*(int *)at = (int)number;
	return NULL;
}

/* ---- the file ---- */

static int
read_whole(const char *path, struct arena *a, struct str *ret)
{
	char *text = arena_alloc(a, CONFIG_MAX + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 0;
	size_t all = 0;

	while (fd >= 0 && all <= CONFIG_MAX && (n = read(fd, text + all, CONFIG_MAX + 1 - all)) > 0)
		all += (size_t)n;
	if (fd < 0 || n < 0) {
		fprintf(stderr, "linli: %s: %s\n", path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	close(fd);
	if (all > CONFIG_MAX || memchr(text, 0, all)) {
		fprintf(stderr, "linli: %s is no file of options\n", path);
		return -1;
	}
	*ret = (struct str){text, all};
	return 0;
}

/* One line. false: said what is wrong with it. */
static bool
read_line(struct str line, const char *path, int number, struct options *o, struct arena *a)
{
	const struct option_row *row;
	const char *wants;
	struct str name;

	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return true;
	if (!str_has(line, S("="))) {
		fprintf(stderr, "linli: %s: line %d is not \"name = value\"\n", path, number);
		return false;
	}
	str_next(&line, '=', &name);
	name = str_trim(name);
	row = find_row(name);
	if (!row) {
		fprintf(stderr, "linli: %s: line %d: there is no option \"%.*s\"\n", path, number, STR(name));
		return false;
	}
	wants = take(row, str_z(a, str_trim(line)), o, a);
	if (wants)
		fprintf(stderr, "linli: %s: line %d: %s wants %s\n", path, number, row->name, wants);
	return !wants;
}

static int
read_config(const char *path, struct options *o, struct arena *a)
{
	struct str text, line;

	if (read_whole(path, a, &text) < 0)
		return -1;
	for (int number = 1; str_next(&text, '\n', &line); number++)
		if (!read_line(line, path, number, o, a))
			return -1;
	return 0;
}

/* ---- the command line ---- */

/* The row of an option that is written "--name"; NULL: it is none of these. */
static const struct option_row *
row_of(const char *word)
{
	return strncmp(word, "--", 2) == 0 ? find_row(str_of(word + 2)) : NULL;
}

int
options_read(int argc, char **argv, struct options *o, bool *ret_help)
{
	static struct arena a;
	int kept = 0;

	arena_init(&a);
	for (int i = 0; i + 1 < argc; i++)
		if (strcmp(argv[i], "--config") == 0 && read_config(argv[i + 1], o, &a) < 0)
			return -1;
	for (int i = 0; i < argc; i++) {
		const struct option_row *row = row_of(argv[i]);
		bool config = strcmp(argv[i], "--config") == 0;
		const char *wants = NULL;

		if (row)
			wants = take(row, i + 1 < argc ? argv[i + 1] : NULL, o, &a);
		else if (config)
			wants = i + 1 < argc ? NULL : "a value";
		else if (strcmp(argv[i], "--demo") == 0)
			o->demo = true;
		else if (strcmp(argv[i], "--help") == 0)
			*ret_help = true;
		else
			argv[kept++] = argv[i];
		if (wants) {
			fprintf(stderr, "linli: %s wants %s\n", argv[i], wants);
			return -1;
		}
		i += row || config;
	}
	return kept;
}
