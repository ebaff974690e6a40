/* fill.c: makes a district for measuring, part by part, and goes on where an earlier run stopped. */
#include "demo/fill_in.h"

#include <stdio.h>

#include "base/clock.h"
#include "demo/demo_photo.h"
#include "features/account/account.h"
#include "features/appeal/appeal_life.h"
#include "features/territory/territory.h"
#include "kit/district.h"
#include "kit/file.h"
#include "kit/matter.h"
#include "kit/matter_find.h"
#include "lib/photo.h"
#include "lib/secret.h"

enum { BATCH = 50000, DAY = 86400 };

/* How far an earlier run came. */
struct filled {
	bool places, people;
};

static int
look(struct tx *tx, void *ctx)
{
	struct filled *f = ctx;
	struct district district;
	struct person person;

	*f = (struct filled){0};
	f->places = district_get(tx, FILL_DISTRICT, &district) == 0;
	f->people = account_by_login(tx, FILL_DISTRICT, S("resident0"), &person) == 0;
	return 0;
}

static int
install_catalogue(struct tx *tx, void *ctx)
{
	struct fill *f = ctx;

	return catalogue_install_default(tx, &f->system);
}

static int
part(struct fill *f, const char *what, int (*run)(struct tx *, void *), int64_t at)
{
	struct arena a;
	int rc;

	arena_init(&a);
	clock_set(at);
	rc = db_bulk(f->db, &a, run, f);
	clock_set(0);
	arena_release(&a);
	if (rc < 0)
		fprintf(stderr, "linli: the district's %s could not be made: %s\n", what, err_line(rc));
	return rc;
}

/* A few photos that all cases share: the store is not what is measured. */
static int
make_photos(struct fill *f)
{
	static const char *const scenes[FILL_PHOTOS] = {"lift_out", "lift_ok", "lamp_broken", "lamp_mended", "record", "record"};
	struct file_store *files;
	struct str why = S("");
	int rc = file_store_open(f->data, f->arena, &files, &why);

	if (rc < 0) {
		fprintf(stderr, "linli: %.*s\n", STR(why));
		return rc;
	}
	for (size_t i = 0; rc == 0 && i < FILL_PHOTOS; i++) {
		struct photo photo;
		struct str drawn;

		rc = demo_photo(f->arena, str_of(scenes[i]), (unsigned)i + 1, &drawn);
		rc = rc ? rc : photo_make(f->arena, drawn, &photo);
		rc = rc ? rc : file_put(files, f->arena, photo.jpeg, &f->photos[i].file);
		rc = rc ? rc : file_put(files, f->arena, photo.thumb, &f->photos[i].thumb);
		f->photos[i].width = rc ? 0 : photo.width;
		f->photos[i].height = rc ? 0 : photo.height;
	}
	file_store_close(files);
	return rc;
}

static int
begin_many(struct tx *tx, void *ctx)
{
	(void)ctx;
	return matter_find_many(tx, FILL_DISTRICT, true);
}

static int
end_many(struct tx *tx, void *ctx)
{
	(void)ctx;
	return matter_find_many(tx, FILL_DISTRICT, false);
}

/* An index that an interrupted run left like this finds all the same, and the next run ends it. */
static int
make_cases(struct fill *f)
{
	int64_t started = clock_tick_us(), first = f->done;

	TRY(part(f, "index", begin_many, 0));
	while (f->done < f->cases) {
		f->batch = f->cases - f->done < BATCH ? f->cases - f->done : BATCH;
		TRY(part(f, "cases", fill_cases, 0));
		f->done += f->batch;
		fprintf(stderr, "\r%lld of %lld cases, %.0f a second ", (long long)f->done, (long long)f->cases,
			(double)(f->done - first) * 1e6 / (double)(clock_tick_us() - started));
	}
	if (first < f->cases)
		fputc('\n', stderr);
	return part(f, "index", end_many, 0);
}

static int
fill(struct fill *f)
{
	struct filled have;
	int64_t opened = f->now - (FILL_YEARS * 365 + 30) * (int64_t)DAY;

	TRY(db_read_now(f->db, f->arena, look, &have));
	if (!have.places)
		TRY(part(f, "places", fill_places, opened));
	TRY(part(f, "catalogue", install_catalogue, opened));
	if (!have.people) {
		f->hash = secret_hash_password(f->arena, S(DEMO_PASSWORD));
		TRY(part(f, "people", fill_people, opened));
	}
	TRY(make_photos(f));
	TRY(db_read_now(f->db, f->arena, fill_look, f));
	return make_cases(f);
}

int
fill_district(struct db *db, const char *data, int64_t cases)
{
	struct arena a;
	struct fill *f;
	int rc;

	arena_init(&a);
	f = NEW(&a, struct fill);
	*f = (struct fill){.db = db, .arena = &a, .data = data, .now = clock_now(), .cases = cases, .system = actor_system_of};
	f->system.district = FILL_DISTRICT;
	rc = fill(f);
	if (rc < 0)
		fprintf(stderr, "linli: the district could not be filled: %s\n", err_line(rc));
	arena_release(&a);
	return rc;
}
