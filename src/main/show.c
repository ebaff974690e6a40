/* show.c: everything about one matter, or one booking by its number, on one screen: the first help of who runs the program or works on it. */
#include <stdio.h>

#include "kit/course_check.h"
#include "kit/feature.h"
#include "main/main.h"

struct showing {
	int64_t district;
	struct str code;
	struct buf out;
};

static int
run_show(struct tx *tx, void *arg)
{
	struct showing *s = arg;

	s->code = matter_code_typed(tx->arena, s->code);
	buf_init(&s->out, tx->arena);
	for (size_t i = 0; i < all_features.n; i++)
		for (const struct course *const *c = all_features.v[i]->courses; c && *c; c++) {
			int rc = course_show(*c, tx, s->district, s->code, &s->out);

			if (rc != E_NOTFOUND)
				return rc;
		}
	for (size_t i = 0; i < all_features.n; i++) {
		const struct feature *f = all_features.v[i];
		int rc = f->show ? f->show(tx, s->district, s->code, &s->out) : E_NOTFOUND;

		if (rc != E_NOTFOUND)
			return rc;
	}
	return E_NOTFOUND;
}

int
show_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct showing s = {.district = o->district};
	struct str text;
	struct arena a;
	int rc;

	if (argc != 1) {
		fprintf(stderr, "linli: show wants the code of one matter\n");
		return 2;
	}
	arena_init(&a);
	s.code = str_of(argv[0]);
	rc = db_read_now(db, &a, run_show, &s);
	text = rc == 0 ? buf_done(&s.out) : S("");
	fwrite(text.p, 1, text.n, stdout);
	arena_release(&a);
	if (rc == E_NOTFOUND)
		fprintf(stderr, "linli: no matter has the code %s\n", argv[0]);
	else if (rc < 0)
		fprintf(stderr, "linli: it cannot be read: %s\n", err_line(rc));
	return rc < 0;
}
