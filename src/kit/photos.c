/* photos.c: photos that come with a form: re-encoded before the transaction, kept for a form that is refused. */
#include "kit/photos.h"

#include "http/form.h"
#include "http/reply.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "kit/throttle.h"
#include "lib/photo.h"
#include "lib/secret.h"

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

/* Decoding is what costs: it is counted in pixels of a network, rounded up. */
static int
photo_budget(struct req *r, int64_t pixels)
{
	struct str network = req_network(&r->arena, r);

	if (!r->app->throttle || throttle_take_many(r->app->throttle, str_fmt(&r->arena, "photo %.*s", STR(network)),
						    (int)(pixels / 1000000 + 1), MEGAPIXELS, MEGAPIXELS_PER_MINUTE))
		return 0;
	return E_LIMIT;
}

/* Re-encodes one upload and stores picture and thumbnail. */
static int
keep(struct req *r, const struct upload *u, bool counts, struct file_ref *ret)
{
	struct photo photo;
	int64_t pixels;

	TRY(photo_look(u->bytes, &pixels));
	if (counts)
		TRY(photo_budget(r, pixels));
	TRY(photo_make(&r->arena, u->bytes, &photo));
	TRY(file_put(r->app->files, &r->arena, photo.jpeg, &ret->file));
	TRY(file_put(r->app->files, &r->arena, photo.thumb, &ret->thumb));
	ret->width = photo.width;
	ret->height = photo.height;
	return 0;
}

/* For the gate, which does not know what a photo is: how a form that came too late names what is stored. */
static void
tell_stored(struct req *r, const struct photos *p)
{
	r->stored = NEW_ARRAY(&r->arena, struct str, p->n);
	for (r->stored_n = 0; r->stored_n < p->n; r->stored_n++)
		r->stored[r->stored_n] = token_of(r, &p->v[r->stored_n]);
}

/* One upload more, or what is wrong with it at its field. */
static int
take_one(struct req *r, const char *in, size_t member, const struct upload *u, bool counts, struct photos *p)
{
	struct str name = u->filename.n ? u->filename : str_of(ui_translate(req_lang(r), N_("照片")));
	int rc;

	if (p->n == PHOTOS_MAX)
		return form_fail_at(r, in, member, N_("照片最多 6 张，请去掉几张。"), S(""));
	rc = keep(r, u, counts, &p->v[p->n]);
	if (rc == E_MEDIA)
		return form_fail_at(r, in, member,
				    N_("“{1}”打不开，不是照片或没有传完。请换一张，或在手机上截个图再选。其他照片都还在。"), name);
	if (rc == E_TOOBIG)
		return form_fail_at(r, in, member, N_("“{1}”太大了，请在手机上截个图，或缩小后再选。其他照片都还在。"), name);
	p->n += rc == 0;
	return rc;
}

int
photos_take_at(struct req *r, const char *in, size_t member, const struct photos_in *typed, bool counts)
{
	struct photos *p = NEW(&r->arena, struct photos);
	int failed = 0, rc = 0;

	LEAVE(&r->prepared, photos, p);
	for (size_t i = 0; i < typed->kept.n && p->n < PHOTOS_MAX; i++)
		p->n += read_token(r, typed->kept.v[i], &p->v[p->n]) && still_there(r, &p->v[p->n]);
	for (size_t i = 0; i < typed->fresh.n; i++) {
		rc = take_one(r, in, member, typed->fresh.v[i], counts, p);
		if (rc < 0 && rc != E_INVALID)
			break;
		if (rc < 0)
			failed = rc;
		if (p->n == PHOTOS_MAX && rc < 0)
			break;
	}
	tell_stored(r, p);
	if (rc < 0 && rc != E_INVALID)
		return rc;
	return failed;
}

struct photo_kept_list
photos_kept(struct req *r, const char *at)
{
	const struct photos *p = TAKE(&r->prepared, photos);
	struct photo_kept_list list = {0};

	if (!p)
		return list;
	list.v = NEW_ARRAY(&r->arena, struct photo_kept, p->n);
	for (; list.n < p->n; list.n++) {
		struct str token = token_of(r, &p->v[list.n]);

		list.v[list.n] = (struct photo_kept){.token = token, .src = str_fmt(&r->arena, "%s%.*s", at, STR(token))};
	}
	return list;
}

int
photos_kept_page(struct req *r)
{
	struct file_ref f;
	struct str path;

	if (!read_token(r, r->arg[0], &f))
		return E_NOTFOUND;
	TRY(file_path(r->app->files, &r->arena, f.thumb, &path));
	return reply_file(r, S("image/jpeg"), path, S(""));
}
