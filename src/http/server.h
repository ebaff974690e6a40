/* server.h: listening, reading requests, sending replies. libmicrohttpd does the wire work.
 *
 * For each whole request the server calls conf.handle on a wire thread. The application either fills
 * r->reply and returns true, or returns false and calls server_resume(r) later from any thread: the
 * connection waits suspended, other connections go on. r and its arena live until the last byte left. */
#ifndef LINLI_HTTP_SERVER_H
#define LINLI_HTTP_SERVER_H

#include "http/req.h"

struct server_conf {
	const char *listen;              /* ADDR:PORT, [::1]:PORT; port 0 picks one */
	const char *tls_cert, *tls_key;  /* PEM files or NULL */
	int threads;                     /* wire threads; 0 = cores */
	int connections;                 /* most open at once, the next ones hear 503; 0 = 20000 */
	int connections_per_address;     /* 0 = no limit of its own */
	size_t body_max;                 /* ordinary requests, bytes */
	size_t body_big_max;             /* for those big_ok says yes to */
	size_t body_budget;              /* all bodies together; beyond it 503; those above body_max
					  * get three quarters of it; 0 = 320 MiB */
	size_t body_share;               /* of one network; 0 = an eighth of the budget */
	int body_grace_s, body_rate;     /* a body takes at most so long and a second for so many
					  * bytes that came, else it is cut off; 0 = 30 s, 32 KiB */
	size_t body_drain;               /* of a refused body so much is read before the answer, because
					  * browsers read none before they sent all; 0 = 64 MiB */
	bool (*big_ok)(void *arg, enum method m, struct str path); /* before the body is read */
	bool (*handle)(void *arg, struct req *r);
	/* Says why the server refuses a request itself: fills r->reply here and now. What was read of
	 * the request is in r, without its body; path may be empty. NULL: a line of text. */
	void (*refuse)(void *arg, struct req *r, int err);
	void *arg;
	int timeout_s;                   /* idle connections */
	const char *trust_proxy;         /* whose X-Forwarded-For counts, its last item; or NULL */
	const char *img_src;             /* more sources of pictures (map tiles), or NULL */
	bool secure_cookies;             /* cookies are Secure even without TLS here */
};

struct server;
/* conf is copied, its texts are not. ret_why (in a) says in English why it failed: E_IO. */
int server_start(const struct server_conf *conf, struct arena *a, struct server **ret,
		 struct str *ret_why);
int server_port(const struct server *s);
void server_resume(struct req *r);
/* A request that was answered stays, with its arenas, until whoever holds it lets go of it: for answers that are made while they
 * are sent. On its wire thread, and once for each hold on any. */
void server_hold(struct req *r);
void server_let_go(struct req *r);
/* Stops taking connections, waits for running requests (at most so many seconds), frees. Event
 * streams are running requests: sse_close first. False: something still runs and may use whatever
 * the application gave it, so nothing was freed and nothing of that may be; end the process or
 * call again. */
bool server_stop(struct server *s, int wait_s);

/* For tests: makes a request from text ("GET /path", headers, blank line, body) without a socket.
 * The text is copied into a, which must live as long as the request. */
int req_parse(struct arena *a, struct str raw, struct req *ret);
void req_free(struct req *r);
/* Parses r->body by r->type into posted and uploads: urlencoded or multipart; other bodies stay
 * raw. Values are slices of the body. The application calls it; again does no harm. E_MALFORMED, or
 * E_TOOBIG for too many fields. */
int req_parse_body(struct req *r);

#endif
