/* demo.c: the command that fills the demo district, and the list of accounts it ends with. */
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "features/account/account.h"
#include "features/appeal/appeal_cmd.h"
#include "features/appeal/appeal_queue.h"
#include "features/catalogue/catalogue.h"
#include "features/share/share.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "kit/district.h"
#include "kit/file.h"
#include "kit/setting.h"
#include "lib/secret.h"
#include "demo/demo_in.h"
#include "demo/demo.h"

enum { DAY = 86400, OPENED_DAYS = 120 };

/* ---- parts ---- */

struct part {
	struct demo *d;
	int (*fill)(struct tx *tx, struct demo *d);
};

static int
run_part(struct tx *tx, void *arg)
{
	struct part *p = arg;
	int rc = p->fill(tx, p->d);

	p->d->fault = tx->fault;
	return rc;
}

/* Time of the part is the day the district was opened, unless the part sets it itself. */
static int
do_part(struct demo *d, const char *what, int (*fill)(struct tx *, struct demo *))
{
	struct part part = {d, fill};
	int64_t started = clock_tick_us();
	struct arena a;
	int rc;

	arena_init(&a);
	d->table = NULL;
	d->failed_case = 0;
	clock_set(d->now - OPENED_DAYS * DAY);
	rc = db_bulk(d->db, &a, run_part, &part);
	clock_set(0);
	arena_release(&a);
	if (rc == 0) {
		log_info("demo: %s, %.1f s", what, (double)(clock_tick_us() - started) / 1e6);
		return 0;
	}
	fprintf(stderr, "linli: the demo's %s failed: %s%s%s", what, err_line(rc),
		d->fault.text ? ": " : "", d->fault.text ? d->fault.text : "");
	if (d->failed_case)
		fprintf(stderr, " (case %lld)", (long long)d->failed_case);
	else if (d->table)
		fprintf(stderr, " (share/%s:%zu)", d->table->file, d->table->line);
	fputc('\n', stderr);
	return rc;
}

static int
fill_catalogue(struct tx *tx, struct demo *d)
{
	TRY(catalogue_install_default(tx, &d->system));
	/* It is open already: nobody is to be led through its opening. */
	return setting_put(tx, &d->system, SETTING_AWAY, S("1"));
}

struct filled {
	bool places, people, cases, things;
};

/* How far an earlier run came. */
static int
look(struct tx *tx, void *arg)
{
	struct filled *f = arg;
	struct actor system = actor_system_of;
	struct district district;
	struct share_thing_list things;
	struct appeal_out_list cases;
	struct person person;
	struct str next;
	int64_t place;

	*f = (struct filled){0};
	system.district = DEMO_DISTRICT;
	if (district_get(tx, DEMO_DISTRICT, &district) < 0)
		return 0;
	f->places = demo_place(tx, S("SG-SL-B9-U1"), &place) == 0;
	f->people = account_by_login(tx, DEMO_DISTRICT, S("xinyaoting"), &person) == 0;
	TRY(share_list(tx, DEMO_DISTRICT, 0, 0, 0, 1, &things));
	f->things = things.n > 0;
	TRY(appeal_out(tx, &system, 0, S(""), 1, &cases, &next));
	f->cases = cases.n > 0;
	return 0;
}

/* The suggestion learns from the catalogue before it is asked in a transaction that writes. */
static int
wake_suggestion(struct tx *tx, void *arg)
{
	struct suggest_hit_list hits;

	(void)arg;
	return suggest_for(tx, DEMO_DISTRICT, S("路灯"), S("路灯坏了"), 1, &hits);
}

/* 1: the demo is there already. */
static int
fill(struct demo *d, const char *data)
{
	struct suggest_report learned;
	struct filled have;
	struct str why = S("");
	int rc;

	TRY(db_read_now(d->db, d->arena, look, &have));
	if (have.cases && have.things) {
		fprintf(stderr,
			"linli: the demo district %d has cases already; nothing was changed\n",
			DEMO_DISTRICT);
		return 1;
	}
	rc = file_store_open(data, d->arena, &d->files, &why);
	if (rc < 0) {
		fprintf(stderr, "linli: %.*s\n", STR(why));
		return rc;
	}
	if (!have.places)
		TRY(do_part(d, "places", demo_fill_district));
	if (!have.people) {
		d->hash = secret_hash_password(d->arena, S(DEMO_PASSWORD));
		TRY(do_part(d, "people", demo_fill_people));
	}
	TRY(do_part(d, "catalogue", fill_catalogue));
	if (!have.things)
		TRY(do_part(d, "places to book", demo_fill_things));
	if (have.cases)
		return 0;
	demo_read_cases(d);
	TRY(demo_fill_album(d));
	TRY(db_read_now(d->db, d->arena, wake_suggestion, NULL));
	TRY(do_part(d, "cases", demo_fill_cases));
	TRY(do_part(d, "emergencies", demo_fill_urgent));
	TRY(do_part(d, "whistles", demo_fill_whistle));
	TRY(do_part(d, "sessions", demo_fill_listen));
	TRY(do_part(d, "rules of dispatching", demo_fill_steer));
	TRY(do_part(d, "what neighbours say together", demo_fill_same));
	TRY(do_part(d, "what is settled nearby", demo_fill_near));
	/* Without it everything works but the suggestion, which linli train can learn later. */
	if (appeal_train(d->db, DEMO_DISTRICT, &learned) == 0)
		log_info("demo: the suggestion learned %lld items from %lld cases",
			 (long long)learned.classes, (long long)learned.cases);
	return 0;
}

/* ---- the accounts ---- */

static const char *const shown[] = {
    "linxiaoman", "huangguizhen", "liaoyuanfei", "sujingwen", "wanjingtao",
    "nieyunfan",  "ruanzhihao",   "shangqiming", "yupeiheng", "bianyulu",
    "lvguihua",   "simaheng",     "caoyunqi",
};

/* One line of people.tsv for each role, with the place in words. */
static int
print_accounts(struct tx *tx, void *arg)
{
	(void)arg;
	printf("\n%-14s %-17s %s\n", "login", "password", "who, where");
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		struct territory_node home = {0};
		struct person p;
		struct actor who;

		TRY(demo_person(tx, str_of(shown[i]), &who));
		TRY(account_get(tx, DEMO_DISTRICT, who.person, &p));
		if (who.grants_n && who.grants[0].node)
			TRY(territory_get(tx, DEMO_DISTRICT, who.grants[0].node, &home));
		printf("%-14s %-17s %s %.*s，%.*s%s%.*s\n", shown[i], DEMO_PASSWORD,
		       who.grants_n ? role_word(who.grants[0].role) : "", STR(p.name),
		       STR(territory_name(&home)), p.title.n ? "，" : "", STR(p.title));
	}
	return 0;
}

int
demo_fill(struct db *db, const char *data)
{
	struct demo d = {.db = db, .now = clock_now(), .system = actor_system_of};
	struct arena a;
	int rc;

	arena_init(&a);
	d.arena = &a;
	d.system.district = DEMO_DISTRICT;
	rc = fill(&d, data);
	if (rc >= 0) {
		int told = db_read_now(db, &a, print_accounts, NULL);

		/* In a demo that was used somebody may have erased an account: no reason to fail. */
		rc = rc ? 0 : told;
	}
	if (d.files)
		file_store_close(d.files);
	arena_release(&a);
	return rc;
}
