/* calendar_cmd.c: linli calendar recur: the instances of a recurrence rule. */
#include <stdio.h>
#include <string.h>

#include "lib/recur.h"
#include "main/main.h"
#include "ui/print.h"

enum { INSTANCES_MAX = 100000 };

struct wish {
	struct str rule, start, until, count;
};

static int
refuse(const char *why)
{
	fprintf(stderr, "linli: %s\n", ui_translate(LANG_EN, why));
	return 2;
}

/* Options of this command; false: said what is wrong. */
static bool
read_wish(int argc, char **argv, struct wish *ret)
{
	struct {
		const char *name;
		struct str *value;
	} options[] = {{"--rule", &ret->rule}, {"--start", &ret->start}, {"--until", &ret->until}, {"--count", &ret->count}};

	for (int i = 0; i < argc; i += 2) {
		size_t o = 0;

		while (o < sizeof options / sizeof *options && strcmp(argv[i], options[o].name) != 0)
			o++;
		if (o == sizeof options / sizeof *options || i + 1 == argc) {
			fprintf(stderr, "linli: calendar recur %s %s\n",
				o < sizeof options / sizeof *options ? "wants a value after" : "has no option", argv[i]);
			return false;
		}
		*options[o].value = str_of(argv[i + 1]);
	}
	if (ret->rule.n && ret->start.n)
		return true;
	fputs("linli: calendar recur wants --rule and --start\n", stderr);
	return false;
}

static int
print_all(struct arena *a, struct recur_walk *walk, int64_t until, int64_t most)
{
	struct recur_time t = walk->start;
	int64_t n = 0;
	int rc;

	while ((rc = recur_next(walk, &t.at)) == 0 && t.at <= until) {
		if (n++ == most)
			return 0;
		if (n > INSTANCES_MAX)
			return refuse(N_("这条规则的次数太多了，请用 --until 或 --count 限定。"));
		printf("%.*s\n", STR(recur_time_text(a, &t)));
		arena_reset(a);
	}
	return rc == E_LIMIT ? refuse(N_("这条规则找了很久也没有下一次，已经停下。")) : 0;
}

static int
recur(struct arena *a, const struct wish *wish)
{
	struct recur_time start, until = {.at = INT64_MAX};
	struct recur_walk walk;
	struct recur rule;
	const char *why;
	int64_t most = INT64_MAX;

	if (recur_parse(wish->rule, &rule, &why) < 0)
		return refuse(why);
	if (recur_time(wish->start, &start) < 0 || (wish->until.n && recur_time(wish->until, &until) < 0))
		return refuse(N_("时间要写成 20260301T090000 或 20260301。"));
	if (wish->until.n && until.is_date)
		until.at += 86399;
	if (wish->count.n && (!str_int(wish->count, &most) || most < 1))
		return refuse(N_("--count 要写一个大于零的数。"));
	if (!rule.count && !rule.until && !wish->count.n && !wish->until.n)
		return refuse(N_("这条规则没有尽头，请用 --until 或 --count 限定。"));
	if (recur_begin(&walk, &rule, &start, false, &why) < 0)
		return refuse(why);
	return print_all(a, &walk, until.at, most);
}

int
calendar_recur_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct wish wish = {0};
	struct arena a;
	int status;

	(void)o;
	(void)db;
	if (!read_wish(argc, argv, &wish))
		return 2;
	arena_init(&a);
	status = recur(&a, &wish);
	arena_release(&a);
	return status;
}
