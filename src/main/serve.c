/* serve.c: puts the pieces together and runs them until told to stop. */
#include <ctype.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/outbox.h"
#include "http/address.h"
#include "http/listen.h"
#include "http/server.h"
#include "http/shelf.h"
#include "http/sse.h"
#include "kit/feature_list.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "kit/pool.h"
#include "kit/setting.h"
#include "kit/throttle.h"
#include "main/main.h"
#include "main/watch.h"

enum {
	BODY_MAX = 256 * 1024,
	BODY_BIG_MAX = 40 * 1024 * 1024, /* six photos a phone could not shrink; spreadsheets */
	POOL_QUEUE = 512,
	THROTTLE_KEYS = 100000,
	OUTBOX_WORKERS = 4,
	IDLE_S = 75,
	STOP_S = 10,
	MAPPED_FROM = 2 * 1024 * 1024,
	ADDRESS_CONNECTIONS = 1000, /* a whole office or estate may come from one */
};

struct running {
	struct app app;
	struct server *server;
	struct outbox_worker *worker;
	struct watch *watch;
	struct feature_env env;
	const char *tiles; /* origin of the tile server, or NULL */
};

static bool
tiles_origin(const char *pattern, struct arena *a, const char **ret)
{
	struct str origin = setting_tiles_origin(str_of(pattern ? pattern : ""));

	*ret = origin.n ? str_z(a, origin) : NULL;
	return !pattern || origin.n;
}

static int
start(struct running *run, const struct options *o, struct db *db, struct arena *a)
{
	outbox_runner *runners[OUTBOX__MAX];
	struct server_conf conf;
	struct str why = S("");
	int rc;

	run->app = (struct app){
		.db = db,
		.events = sse_new(),
		.throttle = throttle_new(THROTTLE_KEYS),
		.shelf = shelf_new(),
		.demo = o->demo,
		.backups = o->backups,
		.base_url = o->base_url,
		.district = o->district,
		.map_tiles = o->map_tiles,
		.map_file = str_z(a, str_fmt(a, "%s/map.pmtiles", o->data)),
	};
	feature_install(&all_features, &run->app, a);
	rc = file_store_open(o->data, a, &run->app.files, &why);
	if (rc == 0)
		rc = pools_open(o->workers ? o->workers : 2, POOL_QUEUE, &run->app.pools);
	if (rc == 0) {
		conf = (struct server_conf){
			.listen = o->listen,
			.tls_cert = o->tls_cert,
			.tls_key = o->tls_key,
			.threads = o->workers,
			.body_max = BODY_MAX,
			.body_big_max = BODY_BIG_MAX,
			.big_ok = gate_big_ok,
			.handle = gate_handle,
			.refuse = gate_refuse,
			.arg = &run->app,
			.timeout_s = IDLE_S,
			.trust_proxy = o->trust_proxy,
			.img_src = run->tiles,
			/* Behind a proxy everybody has the proxy's address. */
			.connections_per_address = o->trust_proxy ? 0 : ADDRESS_CONNECTIONS,
			.secure_cookies = o->base_url && strncmp(o->base_url, "https:", 6) == 0,
		};
		rc = server_start(&conf, a, &run->server, &why);
	}
	if (rc < 0) {
		fprintf(stderr, "linli: cannot start: %.*s%s\n", STR(why),
			why.n ? "" : err_line(rc));
		return rc;
	}
	run->env = (struct feature_env){
		.features = &all_features, .db = db, .files = run->app.files, .demo = o->demo, .base_url = o->base_url,
	};
	/* The demo shows its messages to who looks at it here. */
	if (!o->base_url && o->demo)
		run->env.base_url = str_z(a, str_fmt(a, "http://%s", o->listen));
	feature_runners(&all_features, runners);
	run->worker = outbox_start(db, runners, &run->env,
				   o->outbox_workers ? o->outbox_workers : OUTBOX_WORKERS);
	run->watch = watch_new(&run->app);
	watch_start(run->watch);
	return 0;
}

static void
stop(struct running *run)
{
	watch_free(run->watch);
	if (run->worker)
		outbox_stop(run->worker);
	sse_close(run->app.events);
	shelf_close(run->app.shelf);
	if (run->app.pools.open)
		seats_close(run->app.pools.open);
	if (run->server && !server_stop(run->server, STOP_S)) {
		/* Requests still use all that would be freed below; open transactions end undone with the process. */
		log_warn("stopped while requests were still running");
		_exit(0);
	}
	pools_close(&run->app.pools);
	sse_free(run->app.events);
	throttle_free(run->app.throttle);
	shelf_free(run->app.shelf);
	router_free(run->app.router);
	file_store_close(run->app.files);
}

/* Without --base-url links follow the Host header, which anybody writes as they like. */
static bool
names_itself_wrongly(const struct options *o)
{
	return !o->base_url && strchr(o->listen, ':') && !listen_is_local(o->listen);
}

/* This thread has nothing else to do than what falls due at start and from time to time. */
static void
wait_for_end(struct running *run, const sigset_t *signals)
{
	int64_t start = clock_tick_us(), was = -1, now = 0, wait;

	do {
		wait = feature_tick(&run->env, was, now);
		was = now;
		wait = sigtimedwait(signals, NULL, &(struct timespec){.tv_sec = wait});
		now = (clock_tick_us() - start) / 1000000;
	} while (wait < 0);
}

/* The address others use: what links begin with. */
static bool
is_base_url(const char *url)
{
	struct str rest = str_of(url);
	size_t from = str_starts(rest, S("https://")) ? 8 : str_starts(rest, S("http://")) ? 7 : 0;

	for (size_t i = from; i < rest.n; i++)
		if (!isalnum((unsigned char)rest.p[i]) && !strchr(".-:[]", rest.p[i]))
			return false;
	return from && from < rest.n;
}

/* What stands against these options, NULL = nothing. */
static const char *
objection(const struct options *o, struct running *run, struct arena *a)
{
	struct str address;

	if (!o->listen)
		return "--listen ADDR:PORT is missing";
	if (!o->tls_cert != !o->tls_key)
		return "--tls-cert and --tls-key go together";
	if (o->base_url && !is_base_url(o->base_url))
		return "--base-url wants https://HOST or https://HOST:PORT, with nothing behind it";
	if (o->trust_proxy && address_read(a, str_of(o->trust_proxy), &address) < 0)
		return "--trust-proxy wants the address of the proxy, without port";
	if (names_itself_wrongly(o))
		return "others can reach this address: say --base-url https://…, the address they use; "
		       "links and QR codes carry it";
	if (!tiles_origin(o->map_tiles, a, &run->tiles))
		return "--map-tiles wants a pattern like https://tiles.example/{z}/{x}/{y}.png";
	return NULL;
}

int
serve_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	static struct running run;
	struct arena a;
	const char *against;
	sigset_t signals;
	int rc;

	(void)argv;
	arena_init(&a);
	against = argc ? "serve takes nothing more" : objection(o, &run, &a);
	if (against) {
		fprintf(stderr, "linli: %s\n", against);
		arena_release(&a);
		return 2;
	}
	/* Large memory goes back to the system when it is freed, however much of it was used before. */
	mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	/* Before any thread is made, so that all of them leave these to sigwait. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	rc = start(&run, o, db, &a);
	if (rc == 0) {
		const char *colon = strrchr(o->listen, ':');

		printf("linli ready at %s://%.*s:%d\n", o->tls_cert ? "https" : "http",
		       (int)(colon ? colon - o->listen : 0), o->listen, server_port(run.server));
		fflush(stdout);
		wait_for_end(&run, &signals);
		log_info("stopping");
	}
	stop(&run);
	arena_release(&a);
	return rc < 0;
}
