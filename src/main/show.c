/* show.c: everything about one matter, or one booking by its number, on one screen: the first help of who runs the program or works on it. */
#include <stdio.h>

#include "features/account/account.h"
#include "features/territory/territory.h"
#include "kit/course_check.h"
#include "kit/feature_list.h"
#include "main/main.h"

struct showing {
	int64_t district;
	struct str code;
	struct buf out;
};

/* The name of an id that is found; "" of one that is gone. */
static int
named(int rc, struct str name, struct str *ret)
{
	if (rc == 0)
		*ret = name;
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
person_name(struct tx *tx, int64_t district, int64_t id, struct str *ret)
{
	struct person p = {0};
	int rc = account_get(tx, district, id, &p);

	return named(rc, p.title.n ? str_fmt(tx->arena, "%.*s (%.*s)", STR(p.name), STR(p.title)) : p.name, ret);
}

static int
body_name(struct tx *tx, int64_t district, int64_t id, struct str *ret)
{
	struct org o = {0};
	int rc = account_org(tx, district, id, &o);

	return named(rc, o.name, ret);
}

static int
place_name(struct tx *tx, int64_t district, int64_t id, struct str *ret)
{
	struct territory_node n = {0};
	int rc = territory_get(tx, district, id, &n);

	return named(rc, n.name, ret);
}

static const struct show_names names = {person_name, body_name, place_name};

static int
run_show(struct tx *tx, void *arg)
{
	struct showing *s = arg;

	s->code = matter_code_typed(tx->arena, s->code);
	buf_init(&s->out, tx->arena);
	for (size_t i = 0; i < all_features.n; i++)
		for (const struct course *const *c = all_features.v[i]->courses; c && *c; c++) {
			int rc = course_show(*c, tx, s->district, s->code, &names, &s->out);

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
