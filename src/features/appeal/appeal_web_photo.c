/* appeal_web_photo.c: photos on their way in (re-encoded before the transaction) and out (only to who may see
 * their case). A photo of a refused form stays in the file store and comes back as a sealed token. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pin.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "lib/photo.h"
#include "lib/secret.h"
#include "kit/throttle.h"

enum { FILINGS = 20, FILINGS_PER_MINUTE = 4, CROWD_AN_HOUR = 10 };
enum { MEGAPIXELS = 480, MEGAPIXELS_PER_MINUTE = 120 }; /* that one network may have decoded */

/* "file thumb width height mac": what a form carries for a photo that is already stored. */
static struct str
token_of(struct req *r, const struct file_ref *f)
{
	struct str text = str_fmt(&r->arena, "%.*s.%.*s.%lld.%lld", STR(f->file), STR(f->thumb),
				  (long long)f->width, (long long)f->height);
	struct str mac = str_sub(secret_mac(&r->arena, "kept photo", text), 0, 32);

	return str_fmt(&r->arena, "%.*s.%.*s", STR(text), STR(mac));
}

static bool
read_token(struct req *r, struct str token, struct file_ref *ret)
{
	struct str rest = token, mac = S(""), width, height;
	struct file_ref f = {0};
	size_t text_n;

	if (!str_next(&rest, '.', &f.file) || !str_next(&rest, '.', &f.thumb) ||
	    !str_next(&rest, '.', &width) || !str_next(&rest, '.', &height) || !rest.p)
		return false;
	mac = rest;
	text_n = token.n - mac.n - 1;
	if (!secret_equal(str_sub(secret_mac(&r->arena, "kept photo", str_sub(token, 0, text_n)), 0,
				  32),
			  mac) ||
	    !str_int(width, &f.width) || !str_int(height, &f.height))
		return false;
	*ret = f;
	return true;
}

/* Not swept meanwhile, and not before the row is there that names it. */
static bool
still_there(struct req *r, const struct file_ref *f)
{
	return file_renew(r->app->files, &r->arena, f->file) == 0 &&
	       file_renew(r->app->files, &r->arena, f->thumb) == 0;
}

/* What is counted for a network. */
static struct str
key_of(struct req *r, const char *what)
{
	struct str network = req_network(&r->arena, r);

	return str_fmt(&r->arena, "%s %.*s", what, STR(network));
}

/* Decoding is what costs: it is counted in pixels, rounded up. Staff may. */
static int
photo_budget(struct req *r, int64_t pixels)
{
	if (!r->app->throttle || actor_has(r->who, APPEAL_ENTER) ||
	    throttle_take_many(r->app->throttle, key_of(r, "photo"),
			       (int)(pixels / 1000000 + 1), MEGAPIXELS, MEGAPIXELS_PER_MINUTE))
		return 0;
	return E_LIMIT;
}

/* Re-encodes one upload and stores picture and thumbnail. */
static int
keep(struct req *r, const struct upload *u, struct file_ref *ret)
{
	struct photo photo;
	int64_t pixels;

	TRY(photo_look(u->bytes, &pixels));
	TRY(photo_budget(r, pixels));
	TRY(photo_make(&r->arena, u->bytes, &photo));
	TRY(file_put(r->app->files, &r->arena, photo.jpeg, &ret->file));
	TRY(file_put(r->app->files, &r->arena, photo.thumb, &ret->thumb));
	ret->width = photo.width;
	ret->height = photo.height;
	return 0;
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

/* For the gate, which does not know what a photo is: how a form that came too late names what is stored. */
static void
tell_stored(struct req *r, const struct appeal_photos *p)
{
	r->stored = NEW_ARRAY(&r->arena, struct str, p->n);
	for (r->stored_n = 0; r->stored_n < p->n; r->stored_n++)
		r->stored[r->stored_n] = token_of(r, &p->v[r->stored_n]);
}

/* One upload more, or what is wrong with it at its field. */
static int
take_one(struct req *r, const char *in, size_t member, const struct upload *u, struct appeal_photos *p)
{
	struct str name = u->filename.n ? u->filename : str_of(ui_translate(req_lang(r), N_("照片")));
	int rc;

	if (p->n == APPEAL_PHOTOS_MAX)
		return form_fail_at(r, in, member, N_("照片最多 6 张，请去掉几张。"), S(""));
	rc = keep(r, u, &p->v[p->n]);
	if (rc == E_MEDIA)
		return form_fail_at(r, in, member,
				    N_("“{1}”打不开，不是照片或没有传完。请换一张，或在手机上截个图再选。其他照片都还在。"), name);
	if (rc == E_TOOBIG)
		return form_fail_at(r, in, member, N_("“{1}”太大了，请在手机上截个图，或缩小后再选。其他照片都还在。"), name);
	p->n += rc == 0;
	return rc;
}

int
appeal_take_photos_at(struct req *r, const char *in, size_t member, const struct photos_in *typed)
{
	struct appeal_photos *p = NEW(&r->arena, struct appeal_photos);
	int failed = 0, rc = 0;

	LEAVE(&r->prepared, appeal_photos, p);
	for (size_t i = 0; i < typed->kept.n && p->n < APPEAL_PHOTOS_MAX; i++)
		p->n += read_token(r, typed->kept.v[i], &p->v[p->n]) && still_there(r, &p->v[p->n]);
	for (size_t i = 0; i < typed->fresh.n; i++) {
		rc = take_one(r, in, member, typed->fresh.v[i], p);
		if (rc < 0 && rc != E_INVALID)
			break;
		if (rc < 0)
			failed = rc;
		if (p->n == APPEAL_PHOTOS_MAX && rc < 0)
			break;
	}
	tell_stored(r, p);
	if (rc < 0 && rc != E_INVALID)
		return rc;
	return failed;
}

struct appeal_kept_list
appeal_kept_photos(struct req *r)
{
	const struct appeal_photos *p = TAKE(&r->prepared, appeal_photos);
	struct appeal_kept_list list = {0};

	if (!p)
		return list;
	list.v = NEW_ARRAY(&r->arena, struct appeal_kept, p->n);
	for (; list.n < p->n; list.n++) {
		struct str token = token_of(r, &p->v[list.n]);

		list.v[list.n] = (struct appeal_kept){.token = token,
						      .src = str_fmt(&r->arena, "/appeal/kept/%.*s",
								     STR(token))};
	}
	return list;
}

/* The thumbnail of a photo that belongs to no case yet: only who holds its token sees it. */
static int
kept_photo_page(struct req *r)
{
	struct file_ref f;
	struct str path;

	if (!read_token(r, r->arg[0], &f))
		return E_NOTFOUND;
	TRY(file_path(r->app->files, &r->arena, f.thumb, &path));
	return reply_file(r, S("image/jpeg"), path, S(""));
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
	ROUTE_GET("/appeal/kept/:token", APPEAL_FILE, kept_photo_page,
		  .about = "Thumbnail of a photo in a form"),
	ROUTE_GET("/appeal/:code/photo/:file", APPEAL_TRACK, photo_page,
		  .about = "A photo of a case"),
};

const struct route_table appeal_photo_routes = {rows, sizeof rows / sizeof *rows};
