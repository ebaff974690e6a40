/* req.h: one request and its reply, in one arena.
 *
 * The http floor turns bytes into a struct req and a struct reply into bytes. It knows no database,
 * no session and no page: those hang on the opaque pointers that the gate fills in. */
#ifndef LINLI_HTTP_REQ_H
#define LINLI_HTTP_REQ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "http/reply.h"

struct tx;
struct actor;
struct route;
struct view_state;

enum method { GET = 1, POST, METHOD__MAX };

/* An uploaded file, whole in memory: limits are at the door. */
struct upload {
	struct str field, filename, type; /* type is what the browser claimed: never trusted */
	struct str bytes;
};

enum { REQ_MAX_PATH_ARGS = 4 };

/* What came for one field of the route's form, for pages that show it again: form_input finds it by member. */
struct input {
	struct str text;      /* as typed, trimmed, line ends normalised */
	int64_t number;       /* INT, ID, BOOL, CHOICE (its number), DATE, DECIMAL (scaled) */
	bool given;           /* the field was in the request and not empty */
	const char *error;    /* Chinese message key, or NULL */
	struct str error_arg; /* fills {1} in the message */
	const struct str *all; /* MANY: every value */
	size_t all_n;
	const struct upload **files; /* FILES */
	size_t files_n;
};

/* What one stage of a request leaves for a later one. */
struct left {
	const char *tag; /* of the struct; NULL = nothing was left */
	void *p;
};

struct req {
	struct arena arena;
	struct arena tx_arena; /* of the transaction: emptied when that is run again */
	enum method method;
	bool head;            /* HEAD: answered like GET without a body */
	bool tls;
	struct str path;      /* decoded, starts with '/' , no "." or empty segments */
	struct str target;    /* as sent, with query: for "come back here after sign-in" */
	struct str host, remote; /* remote: address without port; X-Forwarded-For only from a trusted proxy */
	struct str body;      /* raw body when it is not a form */
	size_t body_max;      /* bytes it may have here, as the server says; 0 = nobody said */
	struct str type;      /* Content-Type of the body */
	struct pair *headers, *cookies, *query, *posted;
	size_t headers_n, cookies_n, query_n, posted_n;
	struct upload *uploads;
	size_t uploads_n;

	const struct route *route;
	struct str arg[REQ_MAX_PATH_ARGS]; /* ":code" segments in order */
	const struct form *form; /* that was read: route->form; NULL without, or when it is not to be shown */
	struct input *in;    /* one per field of the form, in its order; NULL without form */
	void *values;        /* the form's struct: form_in gives it its type */
	bool invalid;        /* some input has an error */
	bool show_again;     /* a FIELD_AGAIN was pressed */
	struct fault fault;  /* why a rule refused */
	int failed;          /* enum err the page is shown for, 0 normally (for .again pages) */

	/* Filled in by the gate. */
	struct tx *tx;
	const struct actor *who;
	int turn;  /* of a POST: so many of its writing transactions are on disk */
	bool more; /* its handler says: when this one is, run me in another; for many rows, never for one deed */
	bool carried;         /* what a POST brought is kept, for when somebody signed in */
	struct left found;    /* what route->ahead left for the handler, in arena */
	struct left prepared; /* what route->prepare left */
	struct str *stored;   /* tokens of uploads that it stored, to come again in the field "kept" */
	size_t stored_n;
	struct app *app;
	struct gate_state *gate;
	struct view_state *ui; /* the ui floor's: reader, navigation, form */
	struct reply reply;
	void *conn;          /* struct MHD_Connection of the server; NULL in tests */
};

/* Reading. Names compare exactly; header names without case. Missing gives the empty text. */
struct str req_header(const struct req *r, const char *name);
struct str req_cookie(const struct req *r, const char *name);
struct str req_query(const struct req *r, const char *name);
struct str req_posted(const struct req *r, const char *name);
/* For counting tries: remote, or the /64 of an IPv6 one, since a customer has all of that. */
struct str req_network(struct arena *a, const struct req *r);
bool req_takes_gzip(const struct req *r);
bool req_wants_json(const struct req *r); /* path under /api/ or Accept prefers JSON */

/* LEAVE(&r->found, appeal_guess, guess): takes no pointer but a struct appeal_guess *. */
#define LEAVE(left, tag_, pointer) left_put((left), #tag_, 1 ? (pointer) : (struct tag_ *)0)
/* The struct appeal_guess * that was left, or NULL; aborts when another struct was left. */
#define TAKE(left, tag_) ((struct tag_ *)left_take((left), #tag_))
void left_put(struct left *l, const char *tag, void *p);
void *left_take(const struct left *l, const char *tag);

#endif
