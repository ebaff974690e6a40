/* appeal_web_photo.c: photos on their way in and, only to who may see their case, out; how much one network may file. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pin.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "kit/throttle.h"

enum { FILINGS = 20, FILINGS_PER_MINUTE = 4, CROWD_AN_HOUR = 10 };

/* What is counted for a network. */
static struct str
key_of(struct req *r, const char *what)
{
	struct str network = req_network(&r->arena, r);

	return str_fmt(&r->arena, "%s %.*s", what, STR(network));
}

/* Staff may. */
bool
appeal_photos_count(struct req *r)
{
	return !actor_has(r->who, APPEAL_ENTER);
}

int
appeal_filing_budget(struct req *r)
{
	if (!r->app->throttle || actor_has(r->who, APPEAL_ENTER) ||
	    throttle_take(r->app->throttle, key_of(r, "file"), FILINGS, FILINGS_PER_MINUTE))
		return 0;
	return E_LIMIT;
}

bool
appeal_is_crowd(struct req *r)
{
	return r->app->throttle && !actor_has(r->who, APPEAL_ENTER) &&
	       !throttle_take_many(r->app->throttle, key_of(r, "crowd"), 60,
				   60 * CROWD_AN_HOUR, CROWD_AN_HOUR);
}

static int
photo_page(struct req *r)
{
	struct matter_file photo;
	struct str path;

	TRY(appeal_photo_of(r->tx, appeal_reader(r), r->arg[0], r->arg[1], &photo));
	TRY(file_path(r->app->files, &r->arena, r->arg[1], &path));
	/* Short: a photo can be taken back from the public. */
	r->reply.cache = S("private, max-age=300");
	return reply_file(r, S("image/jpeg"), path, S(""));
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/kept/:token", APPEAL_FILE, photos_kept_page, .about = "Thumbnail of a photo in a form"),
	ROUTE_GET("/appeal/:code/photo/:file", APPEAL_TRACK, photo_page,
		  .about = "A photo of a case"),
};

const struct route_table appeal_photo_routes = {rows, sizeof rows / sizeof *rows};
