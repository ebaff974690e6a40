/* asset.c: finds bundled files and answers requests for them. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "http/reply.h"
#include "ui/bundle.h"
#include "ui/view.h"

static int
by_name(const void *key, const void *asset)
{
	return strcmp(key, ((const struct asset *)asset)->name);
}

const struct asset *
asset_by_name(const char *name)
{
	return bsearch(name, ui_bundle.v, ui_bundle.n, sizeof *ui_bundle.v, by_name);
}

static const struct asset *
asset_by_path(struct str path)
{
	for (size_t i = 0; i < ui_bundle.n; i++)
		if (str_is(path, ui_bundle.v[i].path))
			return &ui_bundle.v[i];
	return NULL;
}

const char *
ui_asset(const char *name)
{
	const struct asset *a = asset_by_name(name);

	if (!a) {
		log_error("no file \"%s\" is bundled", name);
		abort();
	}
	return a->path;
}

/* The list of codings names gzip and does not rule it out with q=0. */
static bool
takes_gzip(struct str accept)
{
	struct str part, coding;
	double q;

	while (str_next(&accept, ',', &part)) {
		str_next(&part, ';', &coding);
		if (!str_is(str_trim(coding), "gzip"))
			continue;
		part = str_trim(part);
		return !str_starts(part, S("q=")) || !str_real(str_sub(part, 2, part.n), &q) ||
		       q > 0;
	}
	return false;
}

int
ui_serve_asset(struct req *r)
{
	const struct asset *a;

	if (r->method != GET || !str_starts(r->path, S("/static/")))
		return E_NOTFOUND;
	a = asset_by_path(r->path);
	if (!a)
		return E_NOTFOUND;
	r->reply.status = 200;
	r->reply.type = str_of(a->type);
	r->reply.gzipped = a->gzip.n && takes_gzip(req_header(r, "Accept-Encoding"));
	r->reply.body_static = r->reply.gzipped ? a->gzip : a->bytes;
	r->reply.cache = S("public, max-age=31536000, immutable");
	if (a->gzip.n)
		reply_header(r, S("Vary"), S("Accept-Encoding"));
	return 0;
}
