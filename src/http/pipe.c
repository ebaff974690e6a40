/* pipe.c: the bytes between a source and a connection. One lock for each pipe. */
#include "http/pipe.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>
#include <zlib.h>

#include "base/clock.h"
#include "http/server.h"

enum { BLOCK = 8 * 1024, ROOM = 16 * 1024, GZIP_LEVEL = 3, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 };

struct pipe {
	pthread_mutex_t lock;
	struct req *r;
	struct pipe_source source;
	int64_t until_us;
	bool gzip, open;   /* open: there is a connection that sends it */
	z_stream z;
	char *bytes;
	size_t at, n, cap; /* sent so far, and all that is there */
	bool giving;	   /* the source is at work */
	bool asleep;	   /* the connection is suspended */
	bool left;	   /* the connection is gone */
	bool over;	   /* what is there is the rest */
	bool broken;
};

static void *
must(void *p)
{
	if (!p)
		abort();
	return p;
}

struct pipe *
pipe_new(struct req *r, const struct pipe_source *s, bool gzip, int seconds)
{
	struct pipe *p = NEW(&r->arena, struct pipe);

	*p = (struct pipe){
		.r = r, .source = *s, .until_us = clock_tick_us() + (int64_t)seconds * 1000000, .gzip = gzip, .giving = true,
	};
	pthread_mutex_init(&p->lock, NULL);
	if (gzip && deflateInit2(&p->z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	return p;
}

/* The last to let go of the pipe calls this: nobody else can reach it. */
static void
end(struct pipe *p)
{
	struct req *r = p->r;
	bool held = p->open;

	p->left = true; /* what the source still had for it goes nowhere */
	p->source.gone(p->source.arg);
	if (p->gzip)
		deflateEnd(&p->z);
	free(p->bytes);
	pthread_mutex_destroy(&p->lock);
	if (held)
		server_let_go(r);
}

/* ---- the source ---- */

static void
add_room(struct pipe *p, size_t more)
{
	if (p->at && p->n + more > p->cap) {
		memmove(p->bytes, p->bytes + p->at, p->n - p->at);
		p->n -= p->at;
		p->at = 0;
	}
	if (p->n + more <= p->cap)
		return;
	p->cap = (p->n + more) * 3 / 2;
	p->bytes = must(realloc(p->bytes, p->cap));
}

static void
squeeze(struct pipe *p, struct str bytes, int flush)
{
	p->z.next_in = (Bytef *)(uintptr_t)bytes.p;
	p->z.avail_in = (uInt)bytes.n;
	do {
		add_room(p, ROOM);
		p->z.next_out = (Bytef *)(p->bytes + p->n);
		p->z.avail_out = ROOM;
		deflate(&p->z, flush);
		p->n += ROOM - p->z.avail_out;
	} while (p->z.avail_out == 0);
}

void
pipe_put(struct pipe *p, struct str bytes)
{
	pthread_mutex_lock(&p->lock);
	if (p->left) {
		/* Nobody reads it. */
	} else if (p->gzip) {
		squeeze(p, bytes, Z_NO_FLUSH);
	} else if (bytes.n) {
		add_room(p, bytes.n);
		memcpy(p->bytes + p->n, bytes.p, bytes.n);
		p->n += bytes.n;
	}
	pthread_mutex_unlock(&p->lock);
}

/* A reader sees what was made so far: the first bytes do not wait for the compressor to have enough. */
static void
end_helping(struct pipe *p, int rc)
{
	if (p->gzip && rc >= 0 && !p->left)
		squeeze(p, S(""), rc ? Z_SYNC_FLUSH : Z_FINISH);
	p->over = rc == 0;
	p->broken |= rc < 0;
}

bool
pipe_gave(struct pipe *p, int rc)
{
	bool again, last;

	pthread_mutex_lock(&p->lock);
	end_helping(p, rc);
	last = p->left || (!p->open && p->broken);
	again = p->open && !last && rc > 0 && p->n - p->at < PIPE_LOW;
	p->giving = again;
	if (p->asleep) {
		p->asleep = false;
		MHD_resume_connection(p->r->conn);
	}
	pthread_mutex_unlock(&p->lock);
	if (last)
		end(p);
	return again;
}

/* ---- the connection ---- */

/* Asks for more when little is left. */
static void
ask(struct pipe *p)
{
	if (p->over || p->broken || p->giving || p->n - p->at >= PIPE_LOW)
		return;
	p->giving = true;
	if (p->source.more(p->source.arg))
		return;
	p->giving = false;
	p->broken = true;
}

/* A wire thread wants bytes; 0 only together with going to sleep. */
static ssize_t
fetch(void *arg, uint64_t pos, char *to, size_t max)
{
	struct pipe *p = arg;
	ssize_t rc = 0;

	(void)pos;
	pthread_mutex_lock(&p->lock);
	p->broken |= clock_tick_us() > p->until_us;
	ask(p);
	if (p->broken) {
		rc = MHD_CONTENT_READER_END_WITH_ERROR;
	} else if (p->at < p->n) {
		size_t n = p->n - p->at < max ? p->n - p->at : max;

		memcpy(to, p->bytes + p->at, n);
		p->at += n;
		rc = (ssize_t)n;
	} else if (p->over) {
		rc = MHD_CONTENT_READER_END_OF_STREAM;
	} else {
		p->asleep = true;
		MHD_suspend_connection(p->r->conn);
	}
	pthread_mutex_unlock(&p->lock);
	return rc;
}

static void
leave(void *arg)
{
	struct pipe *p = arg;
	bool last;

	pthread_mutex_lock(&p->lock);
	p->left = true;
	p->asleep = false;
	last = !p->giving;
	pthread_mutex_unlock(&p->lock);
	if (last)
		end(p);
}

static struct MHD_Response *
open_pipe(struct req *r)
{
	struct pipe *p = r->reply.stream_arg;
	struct MHD_Response *m;

	p->open = true;
	server_hold(r);
	m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, fetch, p, leave);
	if (!m)
		leave(p);
	return m;
}

static int
reply_stream(struct req *r, struct str type, struct str download_name)
{
	r->reply.status = 200;
	r->reply.type = type;
	r->reply.download = download_name;
	reply_header(r, S("X-Accel-Buffering"), S("no"));
	return 0;
}

int
reply_pipe(struct req *r, struct pipe *p, struct str type, struct str download_name)
{
	r->reply.stream = open_pipe;
	r->reply.stream_arg = p;
	reply_header(r, S("Vary"), S("Accept-Encoding"));
	if (p->gzip)
		reply_header(r, S("Content-Encoding"), S("gzip"));
	return reply_stream(r, type, download_name);
}

static ssize_t
fetch_nothing(void *arg, uint64_t pos, char *to, size_t max)
{
	(void)arg;
	(void)pos;
	(void)to;
	(void)max;
	return MHD_CONTENT_READER_END_OF_STREAM;
}

/* libmicrohttpd ends a body in chunks even where there is none: this one says neither length nor chunks, and closes. */
static struct MHD_Response *
open_nothing(struct req *r)
{
	struct MHD_Response *m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, fetch_nothing, NULL, NULL);

	(void)r;
	if (m)
		MHD_set_response_options(m, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
	return m;
}

int
reply_pipe_head(struct req *r, struct str type, struct str download_name)
{
	r->reply.stream = open_nothing;
	reply_header(r, S("Vary"), S("Accept-Encoding"));
	return reply_stream(r, type, download_name);
}
