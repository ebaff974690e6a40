/* gate.c: the journey of a request, and the only caller of handlers.
 *
 * A request walks through stages; a stage may end on another thread:
 *
 *   enter   wire thread: asset, settings, kept page, route, body, form, throttle
 *   check   reading transaction: who asks, may they, CSRF; a GET's handler; what a POST reads ahead; a refused
 *           form's page
 *   prepare pool thread: the slow part of a POST, outside any transaction; with files on the pool of uploads
 *   write   writing transaction: a POST's handler
 *   after   reading transaction: the page of a POST that answers with one
 *   again   reading transaction: the page that shows what was refused
 *   finish  the reply is ready
 */
#include "kit/gate.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/log.h"
#include "gen/kit_sql.h"
#include "http/reply.h"
#include "http/server.h"
#include "kit/export.h"
#include "kit/feature_list.h"
#include "kit/gate_carry.h"
#include "kit/gate_state.h"
#include "kit/pool.h"
#include "kit/notice.h"
#include "kit/say.h"
#include "kit/setting.h"

enum phase { INSIDE, LEFT, FINISHED };

static const struct route no_route = {.method = GET, .path = "", .perm = OPEN};

static bool
is_api(const struct req *r)
{
	return str_starts(r->path, S("/api/"));
}

/* The reply is ready. Wakes whoever waits for it when gate_handle has already returned. */
static void
finish(struct req *r)
{
	struct gate_state *g = r->gate;

	r->tx = NULL;
	gate_cookie_finish(r);
	gate_keep(r);
	if (atomic_exchange(&g->phase, FINISHED) == LEFT)
		g->finished(r);
}

/* Turns an error into its page. A visitor who needs to sign in for a page is sent there and comes back. */
static void
answer_error(struct req *r, int err)
{
	const char *sign_in;

	if (err_status(err) >= 500)
		log_error("%s %.*s: %s%s%s", r->method == POST ? "POST" : "GET", STR(r->path), err_name(err),
			  r->fault.text ? ": " : "", r->fault.text ? r->fault.text : "");
	r->reply.body.n = 0; /* what a handler printed before it failed */
	if (!r->who)
		feature_nav(r);
	sign_in = ui_nav_href(r, NAV_SIGN_IN);
	if (err == E_AUTH && r->method == POST && !is_api(r) && sign_in)
		r->carried = gate_carry_keep(r);
	if (err == E_AUTH && r->method == GET && !is_api(r) && sign_in) {
		redirect(r, "%s?next=%.*s", sign_in, STR(gate_escape(&r->arena, r->target)));
		return;
	}
	reply_error_page(r, err);
}

/* Fills in who asks and what every page shows about them. */
static int
identify(struct req *r)
{
	struct actor *who = NEW(&r->arena, struct actor);
	struct str told[SETTING__MAX] = {{0}};
	struct district d = {0};
	struct reader reader;
	int64_t unread = 0;
	struct tx *tx = r->tx;
	struct arena *memory = tx->arena;
	int rc;

	/* The actor outlives this transaction: it is used by the stages that follow. */
	tx->arena = &r->arena;
	rc = r->app->identify(tx, r, who);
	if (rc == 0 && who->district)
		rc = sql_district_get(tx, who->district, &d);
	if (rc == 0 && !is_api(r))
		rc = setting_all(tx, who->district, told);
	tx->arena = memory;
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (who->kind == ACTOR_PERSON && !is_api(r))
		TRY(notice_unread(tx, who, &unread));
	r->who = who;
	gate_place_learn(r);
	reader = (struct reader){
		.name = who->name,
		.unread = unread,
		.staff = actor_is_staff(who),
		.site = say_place(r, d.name, d.name_en),
		.desk = who->desk.n ? say_place(r, who->desk, who->desk_en) : S(""),
		.csrf = gate_csrf_masked,
		.flash = gate_flash_take(r),
		.demo = r->app->demo,
		.district = who->district,
		.operator = told[SETTING_OPERATOR],
		.phone = told[SETTING_CONTACT_PHONE],
		.icp = told[SETTING_ICP],
		.security = told[SETTING_SECURITY],
		.base = gate_base_url(r),
	};
	ui_set_reader(r, &reader);
	feature_nav(r);
	return 0;
}

static int
check_permission(const struct req *r)
{
	enum perm perm = (enum perm)r->route->perm;

	if (actor_has(r->who, perm))
		return 0;
	/* Pages lead on to what comes first, as to signing in; programs are told what it is. */
	if (is_api(r) && r->who->pending == PENDING_PASSWORD)
		return E_PASSWORD;
	if (is_api(r) && r->who->pending == PENDING_ENROL)
		return E_ENROL;
	if (r->who->kind == ACTOR_VISITOR || r->who->pending)
		return E_AUTH;
	return E_DENIED;
}

/* Shows the form again, or the error's page: r->failed says why. The page behind a form is for those who may
 * use the form, and needs what was typed. */
static int
show_again(struct req *r, int err)
{
	bool may = r->gate->allowed && r->route->again && (r->in || !r->route->form);

	r->failed = err;
	if (may && !is_api(r) && err_status(err) < 500 && err != E_NOTFOUND && err != E_AUTH) {
		int rc = r->route->again(r);

		if (rc == 0) {
			if (r->reply.status == 200 || r->reply.status == 0)
				r->reply.status = err_status(err);
			return 0;
		}
		err = rc;
	}
	answer_error(r, err);
	return 0;
}

static int
run_again(struct db_job *job, struct tx *tx)
{
	struct req *r = gate_of_job(job)->r;

	r->tx = tx;
	return show_again(r, r->gate->err);
}

static void
done_again(struct db_job *job, int err)
{
	struct req *r = gate_of_job(job)->r;

	if (err < 0)
		answer_error(r, err);
	finish(r);
}

static void
start_again(struct req *r, int err)
{
	struct gate_state *g = r->gate;

	g->err = err;
	/* With no database there is no reader to ask for; the plain page must do. */
	if (err == E_DB || err == E_SCHEMA) {
		answer_error(r, err);
		finish(r);
		return;
	}
	gate_job(r, run_again, done_again);
	db_read(r->app->db, &g->job);
}

/* The deed is done: a page that cannot be made says so, and the form is not shown again. */
static int
run_after(struct db_job *job, struct tx *tx)
{
	struct req *r = gate_of_job(job)->r;

	assert(!tx->may_write && r->turn > 0);
	r->tx = tx;
	r->reply = r->gate->blank;
	return r->route->after(r);
}

static void
done_after(struct db_job *job, int err)
{
	struct req *r = gate_of_job(job)->r;

	if (err < 0)
		answer_error(r, err);
	finish(r);
}

static void
start_after(struct req *r)
{
	struct gate_state *g = r->gate;

	g->blank = r->reply;
	gate_job(r, run_after, done_after);
	db_read(r->app->db, &g->job);
}

static int
run_write(struct db_job *job, struct tx *tx)
{
	struct req *r = gate_of_job(job)->r;

	assert(tx->may_write && r->who && r->gate->allowed);
	assert(r->method == POST);
	r->tx = tx;
	r->more = false;
	r->reply = r->gate->blank;
	return r->route->handle(r);
}

static void start_write(struct req *r);

static void
done_write(struct db_job *job, int err)
{
	struct req *r = gate_of_job(job)->r;

	r->tx = NULL;
	if (err < 0) {
		r->reply = r->gate->blank;
		if (!r->fault.code)
			r->fault = job->fault;
		start_again(r, err);
		return;
	}
	r->turn++;
	if (r->more)
		start_write(r);
	else if (r->route->after)
		start_after(r);
	else
		finish(r);
}

static void
start_write(struct req *r)
{
	if (!r->turn)
		r->gate->blank = r->reply;
	gate_job(r, run_write, done_write);
	r->gate->job.what = r->route->path;
	db_write(r->app->db, &r->gate->job);
}

/* The transaction, unless the form was refused or only asked to be shown once more. */
static void
start_deed(struct req *r)
{
	if (r->invalid)
		start_again(r, E_INVALID);
	else if (r->show_again)
		start_again(r, E_AGAIN);
	else
		start_write(r);
}

static void
run_prepare(struct pool_job *job)
{
	struct req *r = ((struct gate_state *)((char *)job - offsetof(struct gate_state, pool_job)))->r;
	int rc = r->route->prepare(r);

	if (r->gate->rescue)
		start_again(r, r->gate->rescue);
	else if (rc < 0)
		start_again(r, rc);
	else
		start_deed(r);
}

static void
start_post(struct req *r)
{
	if (!r->route->prepare) {
		start_deed(r);
		return;
	}
	r->gate->pool_job.run = run_prepare;
	if (!pool_run(r->uploads_n ? r->app->pools.uploads : r->app->pools.hashing, &r->gate->pool_job))
		start_again(r, E_BUSY);
}

/* A POST whose form is complete reads what its transaction then need not. That outlives this one. */
static int
read_ahead(struct req *r)
{
	struct arena *memory = r->tx->arena;
	int rc;

	if (!r->route->ahead || r->invalid || r->show_again)
		return 0;
	r->tx->arena = &r->arena;
	rc = r->route->ahead(r);
	r->tx->arena = memory;
	if (rc < 0 && !r->fault.code)
		r->fault = r->tx->fault;
	return rc;
}

/* Photos of a form that came too late are stored before its page is shown: browsers do not send them twice. What another
 * site wrote has no form. */
static bool
wants_rescue(const struct req *r, int rc)
{
	return (rc == E_AUTH || rc == E_EXPIRED) && r->method == POST && r->route->flags & ROUTE_KEEP && r->route->prepare && r->in &&
	       !is_api(r);
}

/* The reading stage: who, may they, and a GET's whole answer. */
static int
run_check(struct db_job *job, struct tx *tx)
{
	struct req *r = gate_of_job(job)->r;
	struct gate_state *g = r->gate;
	int rc;

	assert(!tx->may_write);
	r->tx = tx;
	r->reply = g->blank;
	r->fault = (struct fault){0};
	g->export = NULL;
	g->proceed = false; /* what an earlier try in a lost transaction said is void */
	g->rescue = 0;
	rc = identify(r);
	if (rc < 0)
		return rc;
	rc = check_permission(r);
	g->allowed = rc == 0;
	/* Before anything of it is kept. */
	if (rc == E_AUTH && r->method == POST && !gate_same_origin(r))
		r->form = NULL, r->in = NULL;
	if (rc == 0)
		rc = g->err;
	if (rc == 0 && r->method == POST)
		rc = gate_check_csrf(r);
	if (rc == 0 && r->invalid && (r->method == POST ? !(r->route->flags & ROUTE_KEEP) : is_api(r)))
		rc = E_INVALID;
	if (rc == 0 && r->method == POST) {
		rc = read_ahead(r);
		g->proceed = rc == 0;
	} else if (rc == 0) {
		if (r->invalid)
			r->failed = E_INVALID;
		rc = r->route->handle(r);
		if (rc < 0 && !r->fault.code)
			r->fault = tx->fault;
	}
	if (wants_rescue(r, rc)) {
		g->rescue = rc;
		g->proceed = true;
		return 0;
	}
	if (rc < 0)
		return show_again(r, rc);
	return 0;
}

/* A download that could not begin leaves nothing of its handler's answer, cookies neither. */
static void
done_export(struct req *r, int err)
{
	if (err < 0) {
		r->reply = r->gate->blank;
		answer_error(r, err);
	}
	finish(r);
}

static void
done_check(struct db_job *job, int err)
{
	struct req *r = gate_of_job(job)->r;

	if (err < 0) {
		answer_error(r, err);
		finish(r);
	} else if (r->gate->proceed) {
		start_post(r);
	} else if (r->gate->export) {
		r->tx = NULL;
		export_start(r, done_export);
	} else {
		finish(r);
	}
}

static int
run_check_here(struct tx *tx, void *arg)
{
	struct req *r = arg;

	return run_check(&r->gate->job, tx);
}

/* A slow GET (an export) keeps a pool thread busy instead of the wire. */
static void
run_slow_get(struct pool_job *job)
{
	struct req *r = ((struct gate_state *)((char *)job - offsetof(struct gate_state, pool_job)))->r;

	done_check(&r->gate->job, db_read_now(r->app->db, &r->tx_arena, run_check_here, r));
}

static void
start_check(struct req *r)
{
	struct gate_state *g = r->gate;

	gate_job(r, run_check, done_check);
	if (r->method == GET && r->route->flags & ROUTE_POOL) {
		g->pool_job.run = run_slow_get;
		if (!pool_run(r->app->pools.exports, &g->pool_job)) {
			answer_error(r, E_BUSY);
			finish(r);
		}
		return;
	}
	db_read(r->app->db, &g->job);
}

/* What can be refused without the database; the page for it still needs the reader. */
static int
read_request(struct req *r)
{
	TRY(router_find(r->app->router, r));
	if (r->method == POST && !(is_api(r) && str_starts(r->type, S("application/json"))))
		TRY(req_parse_body(r));
	if (r->method == POST && is_api(r) && r->body.n && !str_starts(r->type, S("application/json")) &&
	    !str_starts(r->type, S("multipart/form-data")))
		return E_MEDIA;
	if (r->route->form)
		TRY(form_read(r->route->form, r));
	return gate_check_throttle(r);
}

static void
enter(struct req *r)
{
	struct gate_state *g = r->gate;

	if (ui_serve_asset(r) == 0 || ui_settings(r) || gate_strip_slash(r) || gate_take_kept(r)) {
		finish(r);
		return;
	}
	g->err = read_request(r);
	if (g->err < 0 && (g->err == E_NOTFOUND || g->err == E_METHOD || !r->route))
		r->route = &no_route;
	start_check(r);
}

static void
begin(struct app *app, struct req *r, void (*finished)(struct req *))
{
	r->app = app;
	r->gate = NEW(&r->arena, struct gate_state);
	r->gate->r = r;
	r->gate->finished = finished;
	r->gate->blank = r->reply;
	atomic_init(&r->gate->phase, INSIDE);
	enter(r);
}

const char *
gate_why(const struct req *r)
{
	return r->tx ? r->tx->fault.text : r->fault.text;
}

bool
gate_handle(void *arg, struct req *r)
{
	int inside = INSIDE;

	begin(arg, r, server_resume);
	/* FINISHED already: answered here, or by a quicker thread. Else that thread resumes the request. */
	return !atomic_compare_exchange_strong(&r->gate->phase, &inside, LEFT);
}

void
gate_refuse(void *arg, struct req *r, int err)
{
	r->app = arg;
	if (!r->path.n)
		r->target = S("/");
	feature_nav(r);
	reply_error_page(r, err);
}

bool
gate_big_ok(void *arg, enum method m, struct str path)
{
	struct app *app = arg;
	struct req probe = {.method = m, .path = path};

	return router_find(app->router, &probe) == 0 && probe.route->flags & ROUTE_BIG;
}

static pthread_mutex_t run_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t run_done = PTHREAD_COND_INITIALIZER;

static void
wake(struct req *r)
{
	pthread_mutex_lock(&run_lock);
	r->gate->woken = true;
	pthread_cond_broadcast(&run_done);
	pthread_mutex_unlock(&run_lock);
}

void
gate_run(struct app *app, struct req *r)
{
	int inside = INSIDE;

	begin(app, r, wake);
	if (!atomic_compare_exchange_strong(&r->gate->phase, &inside, LEFT))
		return;
	pthread_mutex_lock(&run_lock);
	while (!r->gate->woken)
		pthread_cond_wait(&run_done, &run_lock);
	pthread_mutex_unlock(&run_lock);
}

int
gate_steps(struct req *r, enum flow_subject subject, int64_t id, enum flow_sight sight,
	   struct flow_step_list *ret)
{
	const struct app *app = r->app;

	TRY(flow_list(r->tx, r->who->district, subject, id, sight, ret));
	return app->name_steps ? app->name_steps(r->tx, r->who->district, subject, id, ret) : 0;
}
