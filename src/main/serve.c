/* serve.c: puts the pieces together and runs them until told to stop. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "db/outbox.h"
#include "features/account/account_job.h"
#include "features/account/account_web.h"
#include "features/appeal/appeal_job.h"
#include "features/appeal/appeal_web.h"
#include "features/territory/territory.h"
#include "http/server.h"
#include "http/sse.h"
#include "kit/file.h"
#include "kit/flow.h"
#include "kit/gate.h"
#include "kit/pool.h"
#include "kit/throttle.h"
#include "main/main.h"

enum {
	BODY_MAX = 256 * 1024,
	BODY_BIG_MAX = 40 * 1024 * 1024, /* six photos a phone could not shrink; spreadsheets */
	POOL_QUEUE = 512,
	THROTTLE_KEYS = 100000,
	IDLE_S = 75,
	STOP_S = 10,
	WATCHED_MAX = 64,
};

/* ---- live pages: a change of any case, by whatever process, is told within a second ---- */

struct watch {
	struct app *app;
	_Atomic bool stop;
	struct district_list districts;
	int64_t marks[WATCHED_MAX];
	struct arena arena;
};

static int
look(struct tx *tx, void *arg)
{
	struct watch *w = arg;

	TRY(territory_districts(tx, &w->districts));
	for (size_t i = 0; i < w->districts.n && i < WATCHED_MAX; i++) {
		struct str topic = appeal_topic(tx->arena, w->districts.v[i].code);
		int64_t mark;

		if (!sse_listeners(w->app->events, topic))
			continue;
		TRY(flow_newest(tx, w->districts.v[i].code, FLOW_APPEAL, &mark));
		if (mark == w->marks[i])
			continue;
		if (w->marks[i])
			sse_send(w->app->events, topic, S("change"), str_fmt(tx->arena, "%lld", (long long)mark));
		w->marks[i] = mark;
	}
	return 0;
}

static void *
watch_main(void *arg)
{
	struct watch *w = arg;

	arena_init(&w->arena);
	while (!atomic_load(&w->stop)) {
		/* A database that is away is the readers' to report; this only misses a second. */
		db_read_now(w->app->db, &w->arena, look, w);
		arena_reset(&w->arena);
		nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
	}
	arena_release(&w->arena);
	return NULL;
}

/* ---- start and stop ---- */

struct running {
	struct app app;
	struct server *server;
	struct outbox_worker *worker;
	struct watch watch;
	pthread_t watcher;
	bool watching;
	struct account_job_conf jobs;
};

static outbox_runner *const runners[OUTBOX__MAX] = {
	[OUTBOX_CODE] = account_code_job,
	[OUTBOX_NOTICE] = account_notice_job,
	[OUTBOX_CLOCK] = appeal_clock_job,
	[OUTBOX_PLACE] = appeal_place_job,
};

static int
start(struct running *run, const struct options *o, struct db *db, struct arena *a)
{
	struct server_conf conf;
	struct str why = S("");
	int rc;

	run->app = (struct app){
		.db = db, .events = sse_new(), .throttle = throttle_new(THROTTLE_KEYS), .demo = o->demo, .base_url = o->base_url,
		.district = o->district, .identify = account_identify, .set_nav = set_nav, .routes = route_tables(),
		.routes_n = all_routes_n, .map_tiles = o->map_tiles,
	};
	run->app.router = router_new(run->app.routes, run->app.routes_n);
	rc = file_store_open(o->data, a, &run->app.files, &why);
	if (rc == 0)
		rc = pool_new(o->workers ? o->workers : 2, POOL_QUEUE, &run->app.pool);
	if (rc == 0) {
		conf = (struct server_conf){
			.listen = o->listen, .tls_cert = o->tls_cert, .tls_key = o->tls_key, .threads = o->workers, .body_max = BODY_MAX,
			.body_big_max = BODY_BIG_MAX, .big_ok = gate_big_ok, .handle = gate_handle, .arg = &run->app,
			.timeout_s = IDLE_S, .trust_proxy = o->trust_proxy, .img_src = o->map_tiles,
			.secure_cookies = o->base_url && strncmp(o->base_url, "https:", 6) == 0,
		};
		rc = server_start(&conf, a, &run->server, &why);
	}
	if (rc < 0) {
		fprintf(stderr, "linli: cannot start: %.*s%s\n", STR(why), why.n ? "" : err_name(rc));
		return rc;
	}
	run->jobs = (struct account_job_conf){.demo = o->demo};
	run->worker = outbox_start(db, runners, &run->jobs);
	run->watch.app = &run->app;
	run->watching = pthread_create(&run->watcher, NULL, watch_main, &run->watch) == 0;
	return 0;
}

static void
stop(struct running *run)
{
	atomic_store(&run->watch.stop, true);
	if (run->watching)
		pthread_join(run->watcher, NULL);
	if (run->worker)
		outbox_stop(run->worker);
	sse_close(run->app.events);
	if (run->server)
		server_stop(run->server, STOP_S);
	pool_free(run->app.pool);
	sse_free(run->app.events);
	throttle_free(run->app.throttle);
	router_free(run->app.router);
	file_store_close(run->app.files);
}

int
serve_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	static struct running run;
	struct arena a;
	sigset_t signals;
	int got, rc;

	(void)argv;
	if (argc || !o->listen) {
		fprintf(stderr, argc ? "linli: serve takes nothing more\n" : "linli: --listen ADDR:PORT is missing\n");
		return 2;
	}
	/* Before any thread is made, so that all of them leave these to sigwait. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	arena_init(&a);
	rc = start(&run, o, db, &a);
	if (rc == 0) {
		const char *colon = strrchr(o->listen, ':');

		printf("linli ready at %s://%.*s:%d\n", o->tls_cert ? "https" : "http",
		       (int)(colon ? colon - o->listen : 0), o->listen, server_port(run.server));
		fflush(stdout);
		sigwait(&signals, &got);
		log_info("stopping");
	}
	stop(&run);
	arena_release(&a);
	return rc < 0;
}
