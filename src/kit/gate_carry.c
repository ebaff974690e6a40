/* gate_carry.c: a form on its way through signing in. */
#include "kit/gate_carry.h"

#include "http/route.h"
#include "http/server.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "kit/gate_state.h"
#include "kit/throttle.h"
#include "lib/secret.h"
#include "ui/view.h"

enum {
	CARRY_SECONDS = 3600,
	CARRY_BYTES = 256 * 1024,
	CARRIES = 20,
	CARRIES_PER_MINUTE = 2,
};
static const char COOKIE[] = "carry", TYPE[] = "application/x-www-form-urlencoded";

static void
put_pair(struct req *r, struct buf *b, const char *name, struct str value)
{
	if (value.n)
		buf_fmt(b, "%s%s=%.*s", b->n ? "&" : "", name, STR(gate_escape(&r->arena, value)));
}

/* What was sent, field by field as the table says: nothing else is carried. Photos that were stored a moment ago are
 * among those that the form keeps. */
static struct str
written(struct req *r)
{
	const struct form *f = r->route->form;
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; i < f->n; i++) {
		const struct field *field = &f->v[i];
		const struct input *in = &r->in[i];
		bool photos = r->stored_n && str_is(str_of(field->name), "kept");

		if (field->type == FIELD_SECRET || field->type == FIELD_FILES || field->type == FIELD_AGAIN)
			continue;
		for (size_t k = 0; photos && k < r->stored_n; k++)
			put_pair(r, &b, field->name, r->stored[k]);
		for (size_t k = 0; !photos && field->type == FIELD_MANY && k < in->all_n; k++)
			put_pair(r, &b, field->name, in->all[k]);
		if (field->type != FIELD_MANY)
			put_pair(r, &b, field->name, in->text);
	}
	return buf_done(&b);
}

bool
gate_carry_keep(struct req *r)
{
	struct str text, digest, sealed;

	if (!r->app->files || !r->route || !r->route->form || !r->in)
		return false;
	text = written(r);
	if (!text.n || text.n > CARRY_BYTES)
		return false;
	if (r->app->throttle && !throttle_take(r->app->throttle, str_fmt(&r->arena, "carry %.*s", STR(req_network(&r->arena, r))),
					       CARRIES, CARRIES_PER_MINUTE))
		return false;
	sealed = secret_seal(&r->arena, str_fmt(&r->arena, "%.*s\n%.*s", STR(r->path), STR(text)));
	if (file_put(r->app->files, &r->arena, sealed, &digest) < 0)
		return false;
	gate_seal(r, COOKIE, digest, CARRY_SECONDS);
	return true;
}

/* Where the form was going and what it held. */
static int
fetch(struct req *r, struct str *ret_path, struct str *ret_body)
{
	struct str digest, sealed, plain;

	if (!r->app->files || !gate_unseal(r, COOKIE, &digest))
		return E_NOTFOUND;
	TRY(file_get(r->app->files, &r->arena, digest, &sealed));
	if (secret_open(&r->arena, sealed, &plain) < 0 || !str_next(&plain, '\n', ret_path))
		return E_NOTFOUND;
	*ret_body = plain;
	return 0;
}

/* The request becomes what it was when the form was sent. */
static int
resume(struct req *r, struct str path, struct str body)
{
	r->path = path;
	r->method = POST;
	r->type = str_of(TYPE);
	r->body = body;
	r->form = NULL, r->in = NULL;
	TRY(router_find(r->app->router, r));
	TRY(req_parse_body(r));
	if (r->route->form)
		TRY(form_read(r->route->form, r));
	if (!actor_has(r->who, (enum perm)r->route->perm))
		return E_DENIED;
	r->invalid = false;
	r->show_again = true;
	r->failed = E_AGAIN;
	/* It looks after the photos that were kept, and reads no other file. */
	return r->route->flags & ROUTE_KEEP && r->route->prepare ? r->route->prepare(r) : 0;
}

int
gate_carry_show(struct req *r)
{
	struct str path, body;
	int rc;

	TRY(fetch(r, &path, &body));
	rc = resume(r, path, body);
	if (rc == 0)
		rc = r->route->again ? r->route->again(r) : reply_kept_form(r);
	/* The cookie stays for its hour: who reloads the page, or presses too late once more, loses nothing. */
	r->method = GET;
	return rc;
}
