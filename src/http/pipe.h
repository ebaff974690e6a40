/* pipe.h: an answer that is sent while it is made.
 *
 * When little of it is left to send, the source is asked for more, on a wire thread, and gives it on a thread of its own. So it takes
 * the memory of one helping, however long it is, and a slow reader holds no thread. An answer that breaks off ends its connection
 * before the end of its body: no client takes it for whole. The request and its arenas stay while the source is at work, though
 * the reader may have left. */
#ifndef LINLI_HTTP_PIPE_H
#define LINLI_HTTP_PIPE_H

#include "http/req.h"

enum { PIPE_LOW = 64 * 1024 }; /* with less than this to send, more is asked for */

struct pipe;

struct pipe_source {
	/* More is wanted: pipe_put as often as it needs, then pipe_gave, on any thread. Must not wait. false: there is none to
	 * be had, and the answer breaks off. */
	bool (*more)(void *arg);
	/* Nobody will ask again: the last call, on any thread, before the request may end. */
	void (*gone)(void *arg);
	void *arg;
};

/* Before it answers, its maker fills it like the source does. gzip: compressed on the way. After so many seconds it breaks off. */
struct pipe *pipe_new(struct req *r, const struct pipe_source *s, bool gzip, int seconds);
void pipe_put(struct pipe *p, struct str bytes);
/* This helping ends: 1 = there is more, 0 = that was all, negative = it breaks off. True: give the next one, too. False: the source
 * touches nothing of this request any more until it is asked. */
bool pipe_gave(struct pipe *p, int rc);
/* Answers with it; what it holds so far is sent first. The first helping must have ended. */
int reply_pipe(struct req *r, struct pipe *p, struct str type, struct str download_name);
/* The head of such an answer alone. */
int reply_pipe_head(struct req *r, struct str type, struct str download_name);

#endif
