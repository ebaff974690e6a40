/* clocks_cmd.c: linli clocks recompute: running clocks after the calendar of public holidays has changed. */
#include <stdio.h>
#include <string.h>

#include "kit/course_retime.h"
#include "kit/district.h"
#include "main/main.h"

struct recompute {
	int64_t only; /* this district, 0 = all */
	bool dry;
	struct retimed sum;
};

static int
run_district(struct db *db, int64_t district, void *arg)
{
	struct recompute *r = arg;

	if (r->only && r->only != district)
		return 0;
	return course_retime_all(db, &all_features, district, r->dry, &r->sum);
}

int
clocks_count(struct db *db, struct retimed *ret)
{
	struct recompute r = {.dry = true};
	int rc = district_each(db, run_district, &r);

	*ret = r.sum;
	return rc;
}

int
clocks_recompute_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct recompute r = {.only = o->district, .dry = argc == 1 && strcmp(argv[0], "--dry-run") == 0};
	int rc;

	if (argc && !r.dry) {
		fprintf(stderr, "linli: clocks recompute takes --dry-run or nothing more\n");
		return 2;
	}
	rc = district_each(db, run_district, &r);
	printf("%lld clocks of %lld matters %s\n", (long long)r.sum.clocks, (long long)r.sum.matters,
	       r.dry ? "would be due at another time" : "are due at another time now");
	if (r.sum.failed)
		fprintf(stderr, "linli: %lld matters could not be moved: linli verify says why\n", (long long)r.sum.failed);
	if (rc < 0)
		fprintf(stderr, "linli: not all was done: %s; once more is fine\n", err_line(rc));
	return rc < 0 || r.sum.failed;
}
