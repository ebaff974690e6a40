/* send.h: a reply on its way to libmicrohttpd; used by the server alone. */
#ifndef LINLI_HTTP_SEND_H
#define LINLI_HTTP_SEND_H

#include <microhttpd.h>
#include <stdbool.h>

#include "http/req.h"

struct sender;
/* csp_images: more picture sources, or NULL. */
struct sender *sender_new(const char *csp_images, bool secure_cookies);
void sender_free(struct sender *s);
/* From now on every reply says that the connection ends. */
void sender_last(struct sender *s);
/* Queues r->reply on r->conn; MHD_NO breaks the connection off. Only on the connection's thread. */
enum MHD_Result send_reply(struct sender *s, struct req *r);

#endif
