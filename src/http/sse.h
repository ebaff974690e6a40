/* sse.h: server-sent events.
 *
 * A route with ROUTE_STREAM answers with reply_events and a topic. Whoever notices a change calls
 * sse_send for the topic; the text is written to every listener of it. Listeners that are too slow
 * (64 KiB behind) are dropped and their browser comes back by itself. A comment line every 20 s keeps
 * the line open. */
#ifndef LINLI_HTTP_SSE_H
#define LINLI_HTTP_SSE_H

#include "http/req.h"

struct sse_hub;
struct sse_hub *sse_new(void);
/* Ends every stream and takes no new one: before server_stop. */
void sse_close(struct sse_hub *h);
/* After server_stop: waits until the last listener is gone. */
void sse_free(struct sse_hub *h);
/* Answers this request as a stream; topic is any text, e.g. "queue/990106". E_BUSY when closed. */
int reply_events(struct req *r, struct sse_hub *h, struct str topic);
/* event may be empty; data must not contain a carriage return. Returns how many were told. */
size_t sse_send(struct sse_hub *h, struct str topic, struct str event, struct str data);
size_t sse_listeners(struct sse_hub *h, struct str topic);

#endif
