/* urgent_cmd.c: what the table of emergencies says of many texts: for trying it on what people wrote. */
#include "features/urgent/urgent_cmd.h"

#include <stdio.h>
#include <stdlib.h>

#include "db/db.h"
#include "features/urgent/urgent.h"

struct question {
	int64_t district;
	struct str text;
	struct urgent_alarm alarm;
};

static int
ask(struct tx *tx, void *arg)
{
	struct question *q = arg;

	return urgent_look(tx, q->district, q->text, &q->alarm);
}

int
urgent_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct question q = {.district = o->district};
	size_t room = 0, all = 0, told = 0;
	char *line = NULL;
	struct arena a;
	ssize_t n;
	int rc = 0;

	(void)argv;
	if (argc) {
		fprintf(stderr, "usage: linli urgent --db URL < TEXTS\n");
		return 2;
	}
	arena_init(&a);
	while (rc == 0 && (n = getline(&line, &room, stdin)) > 0) {
		q.text = str_trim((struct str){line, (size_t)n});
		if (!q.text.n || !str_valid(q.text))
			continue;
		rc = db_read_now(db, &a, ask, &q);
		all++;
		told += rc == 0 && q.alarm.n > 0;
		for (size_t i = 0; rc == 0 && i < q.alarm.n; i++)
			printf("%.*s\t%.*s\t%.*s\n", STR(q.alarm.v[i].code), STR(q.alarm.v[i].word), STR(q.text));
		arena_reset(&a);
	}
	fprintf(stderr, "linli: %zu of %zu texts tell of an emergency\n", told, all);
	free(line);
	arena_release(&a);
	return rc < 0;
}
