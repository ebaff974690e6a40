/* feature.c: walks the features. */
#include "kit/feature_list.h"

#include <string.h>

#include "base/log.h"
#include "db/db.h"
#include "kit/course.h"
#include "kit/course_check.h"
#include "kit/gate.h"
#include "kit/sealed.h"

/* ---- requests ---- */

static size_t
count_tables(const struct feature *f)
{
	size_t n = 0;

	while (f->routes && f->routes[n])
		n++;
	return n;
}

void
feature_install(const struct feature_list *all, struct app *app, struct arena *a)
{
	struct route_table *tables;
	size_t n = 0, at = 0;

	for (size_t i = 0; i < all->n; i++)
		n += count_tables(all->v[i]);
	tables = NEW_ARRAY(a, struct route_table, n);
	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < count_tables(all->v[i]); k++)
			tables[at++] = *all->v[i]->routes[k];
		if (all->v[i]->identify)
			app->identify = all->v[i]->identify;
		if (all->v[i]->name_steps)
			app->name_steps = all->v[i]->name_steps;
	}
	app->features = all;
	app->routes = tables;
	app->routes_n = n;
	app->router = router_new(tables, n);
}

/* Keeps the entries in the order of their ranks. */
static void
add_entry(struct nav_item *list, size_t n, const struct nav_item *item)
{
	for (; n && list[n - 1].rank > item->rank; n--)
		list[n] = list[n - 1];
	list[n] = *item;
}

/* The desk is for staff, each entry of it for who may use it; the rest is for everybody. */
static bool
is_for(const struct nav_item *item, const struct actor *who)
{
	enum level level;
	int64_t node;

	if (item->at != NAV_SIDE && item->at != NAV_DESK && item->at != NAV_CASE)
		return true;
	if (item->whole && who && !(actor_reach(who, (enum perm)item->perm, &level, &node) && level == LEVEL_DISTRICT))
		return false;
	return who && actor_is_staff(who) && actor_has(who, (enum perm)item->perm);
}

void
feature_nav(struct req *r)
{
	const struct feature_list *all = r->app->features;
	struct nav_item *mine;
	size_t n = 0, most = 0;

	if (!all)
		return;
	for (size_t i = 0; i < all->n; i++)
		for (const struct nav_item *item = all->v[i]->nav; item && item->key; item++)
			most++;
	mine = NEW_ARRAY(&r->arena, struct nav_item, most);
	for (size_t i = 0; i < all->n; i++)
		for (const struct nav_item *item = all->v[i]->nav; item && item->key; item++)
			if (is_for(item, r->who))
				add_entry(mine, n++, item);
	ui_set_nav(r, (struct nav_list){mine, n});
}

int
feature_body_kinds(const struct feature_list *all, struct tx *tx, int64_t district, bool english, struct body_kind_list *ret)
{
	*ret = (struct body_kind_list){0};
	for (size_t i = 0; all && i < all->n; i++)
		if (all->v[i]->body_kinds)
			return all->v[i]->body_kinds(tx, district, english, ret);
	return 0;
}

const struct course *
feature_course(const struct feature_list *all, int64_t kind)
{
	for (size_t i = 0; i < all->n; i++)
		for (const struct course *const *c = all->v[i]->courses; c && *c; c++)
			if ((int64_t)(*c)->kind == kind)
				return *c;
	return NULL;
}

int
feature_way_in(const struct feature_env *env, struct tx *tx, int64_t district, int64_t kind, int64_t matter, int64_t step,
	       struct str *ret)
{
	const struct course *c = env->base_url && env->features ? feature_course(env->features, kind) : NULL;
	struct str path = S("");

	*ret = S("");
	if (c && c->way_in)
		TRY(c->way_in(tx, district, matter, step, &path));
	if (path.n)
		*ret = str_fmt(tx->arena, "%s%.*s", env->base_url, STR(path));
	return 0;
}

/* ---- work without a request ---- */

static bool
takes(const struct feature_job *row, const struct outbox_job *job)
{
	return row->kind == job->kind && (!row->to || str_is(job->to, row->to));
}

static int
run_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	const struct feature_env *env = ctx;
	bool taken = false;
	int ret = 0;

	for (size_t i = 0; i < env->features->n; i++)
		for (const struct feature_job *row = env->features->v[i]->jobs; row && row->run; row++) {
			int rc;

			if (!takes(row, job))
				continue;
			taken = true;
			rc = row->run(db, job, ctx);
			ret = ret < 0 ? ret : rc;
		}
	return taken ? ret : E_NOTFOUND;
}

void
feature_runners(const struct feature_list *all, outbox_runner *ret[OUTBOX__MAX])
{
	memset(ret, 0, sizeof *ret * OUTBOX__MAX);
	for (size_t i = 0; i < all->n; i++)
		for (const struct feature_job *row = all->v[i]->jobs; row && row->run; row++)
			ret[row->kind] = run_job;
}

int64_t
feature_tick(const struct feature_env *env, int64_t was, int64_t now)
{
	int64_t wait = 86400;

	for (size_t i = 0; i < env->features->n; i++)
		for (const struct feature_timer *t = env->features->v[i]->timers; t && t->run; t++) {
			int64_t left = t->every_s - now % t->every_s;

			if ((was < 0 || now / t->every_s > was / t->every_s) && t->run(env) < 0)
				log_warn("%s", t->failed);
			wait = left < wait ? left : wait;
		}
	return wait;
}

/* ---- verify ---- */

int
feature_verify(const struct feature_list *all, struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line),
	       void *ctx, int64_t *ret_unsealed)
{
	int64_t unsealed = 0, n;

	for (size_t i = 0; i < all->n; i++) {
		const struct feature *f = all->v[i];

		for (const struct course *const *c = f->courses; c && *c; c++)
			TRY(course_verify_all(*c, tx, district, broken, ctx));
		for (const struct sealed *const *s = f->sealed; s && *s; s++) {
			TRY(sealed_verify(tx, district, *s, broken, ctx, &n));
			unsealed += n;
		}
		if (f->verify)
			TRY(f->verify(tx, district, broken, ctx));
	}
	*ret_unsealed = unsealed;
	return 0;
}
