/* gate.h: the only caller of handlers.
 *
 * For each request, in this order: static file, settings link, page kept for visitors? answered. Else route (404,
 * 405) → body and form → throttle → in a reading transaction: session or token → actor → permission (401 for
 * visitors, else 403) → CSRF → form (422 with the page again) → a GET's handler, or what a POST reads ahead →
 * prepare → a POST's handler in a writing transaction → reply. A rule's refusal (E_INVALID, E_STALE…)
 * undoes the POST; then route->again shows the form again in a reading transaction with r->in, r->fault
 * and r->failed set. Errors get their page or problem details; internals only reach the log. */
#ifndef LINLI_KIT_GATE_H
#define LINLI_KIT_GATE_H

#include "db/db.h"
#include "http/req.h"
#include "http/route.h"
#include "kit/actor.h"
#include "kit/flow.h"
#include "kit/pool.h"
#include "ui/view.h"

struct feature_list;
struct throttle;
struct file_store;
struct sse_hub;
struct shelf;

enum { GATE_HOSTS = 64 };

/* What every handler may reach through r->app. One per process. */
struct app {
	struct db *db;
	struct file_store *files;
	struct sse_hub *events;
	struct router *router;
	struct pools pools;
	struct throttle *throttle; /* NULL: guesses are not counted (tests) */
	struct shelf *shelf;	   /* NULL: every page is made anew */
	bool demo;		   /* the outbox page shows what would have been sent */
	const char *backups;  /* folder of dated backups, for /health; NULL = nobody said */
	const char *base_url; /* https://… for QR codes and messages; NULL = from the request */
	int64_t district;     /* 0 = by host name */
	/* Which district requests under a host name were of lately: hash and code in one word, see gate_place.c. */
	_Atomic uint64_t hosts[GATE_HOSTS];
	const struct feature_list *features; /* feature_install sets this and what follows */
	/* Who is behind this request, as the feature with accounts knows. Fills a struct actor in the arena; visitors
	 * too. Must not write. */
	int (*identify)(struct tx *tx, struct req *r, struct actor *ret);
	/* The same for who did steps of a matter: puts their names into the list. NULL: they stay without. */
	int (*name_steps)(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
			  struct flow_step_list *steps);
	const struct route_table *routes; /* all tables, for OpenAPI and `linli routes` */
	size_t routes_n;
	const char *map_file; /* where a district's own base map lies, if there is one: an archive of tiles (PMTiles) */
	const char *
		map_tiles; /* URL pattern of a tile server, or NULL: the map draws the district itself */
};

/* flow_list for a page, with the names of who did the steps. */
int gate_steps(struct req *r, enum flow_subject subject, int64_t id, enum flow_sight sight,
	       struct flow_step_list *ret);

/* server_conf.handle for this app: arg = struct app *. */
bool gate_handle(void *arg, struct req *r);
/* server_conf.refuse: the page without its reader's name, in the language of the browser's cookies. */
void gate_refuse(void *arg, struct req *r, int err);
bool gate_big_ok(void *arg, enum method m, struct str path);
/* Runs a request to its end on this thread: tests and the .http scripts. */
void gate_run(struct app *app, struct req *r);

/* Sealed cookies (authenticated, encrypted, with an expiry) for the little state that needs no row. */
void gate_seal(struct req *r, const char *name, struct str value, int64_t seconds);
bool gate_unseal(struct req *r, const char *name,
		 struct str *ret); /* false too once this reply deletes it */
/* The browser changes hands: deletes every sealed cookie it sent, whoever set it, but those named in stays (the last
 * is NULL). */
void gate_forget(struct req *r, const char *const stays[]);
/* After the right password or code: the address may guess on this route as if it had not tried yet. */
void gate_forgive(struct req *r);
/* Says this once on the next page (Chinese message key). */
void gate_flash(struct req *r, const char *text);
/* The CSRF token of this browser: always the same, known to nobody else. Pages carry it only masked. */
struct str gate_csrf(struct req *r);
/* On signing in: forms that this browser had open before may still be sent, for twelve hours. */
void gate_csrf_pass_on(struct req *r);
/* Why the rule refused that just returned an error: Chinese message key, or NULL. */
const char *gate_why(const struct req *r);
/* Percent-encodes a query value; slashes stay. */
struct str gate_escape(struct arena *a, struct str s);
/* The address of this server as the reader sees it, without trailing slash. */
struct str gate_base_url(struct req *r);

#endif
