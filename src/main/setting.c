/* setting.c: linli setting: what a district is told, on the command line. */
#include "kit/setting.h"

#include <stdio.h>
#include <string.h>

#include "main/main.h"
#include "ui/print.h"

struct change {
	struct actor who;
	enum setting_name name;
	struct str value;
};

static void
print_help(void)
{
	puts("usage: linli setting list --db URL             what is set, and what can be\n"
	     "       linli setting set NAME VALUE --db URL   '' takes it back to what is usual\n"
	     "--district CODE where several are open\n");
	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++) {
		const struct setting_info *s = setting_info(name);

		printf("  %-24s %s: %s\n", s->text, ui_translate(LANG_EN, s->label), ui_translate(LANG_EN, s->help));
	}
}

static int
run_list(struct tx *tx, void *arg)
{
	const struct change *c = arg;

	for (enum setting_name name = SETTING__NONE + 1; name < SETTING__MAX; name++) {
		struct str value;

		TRY(setting_get(tx, c->who.district, name, &value));
		printf("%s=%.*s\n", setting_info(name)->text, STR(value));
	}
	return 0;
}

static int
run_set(struct tx *tx, void *arg)
{
	struct change *c = arg;

	return setting_put(tx, &c->who, c->name, c->value);
}

static int
set(struct db *db, struct arena *a, struct change *c, const char *name)
{
	struct str by;
	const char *flaw;
	int rc;

	c->name = setting_find(str_of(name));
	if (!c->name) {
		fprintf(stderr, "linli: there is no setting %s; see linli setting --help\n", name);
		return 2;
	}
	flaw = setting_flaw(a, c->name, &c->value, &by);
	if (flaw) {
		fprintf(stderr, "linli: %s: %.*s (%s)\n", name, STR(ui_translate_with(a, LANG_EN, flaw, by)),
			ui_translate(LANG_EN, setting_info(c->name)->help));
		return 2;
	}
	rc = db_write_now(db, a, run_set, c);
	if (rc < 0)
		fprintf(stderr, "linli: %s\n", err_line(rc));
	return rc < 0;
}

int
setting_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct change c = {.who = actor_system_of};
	struct arena a;
	int status = 2;

	c.who.district = o->district;
	arena_init(&a);
	if (argc == 1 && strcmp(argv[0], "--help") == 0) {
		print_help();
		status = 0;
	} else if (argc == 1 && strcmp(argv[0], "list") == 0) {
		status = db_read_now(db, &a, run_list, &c) < 0;
	} else if (argc == 3 && strcmp(argv[0], "set") == 0) {
		c.value = str_of(argv[2]);
		status = set(db, &a, &c, argv[1]);
	} else {
		fputs("linli: setting wants list, or set NAME VALUE\n", stderr);
	}
	arena_release(&a);
	return status;
}
