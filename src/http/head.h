/* head.h: the head of a request, from libmicrohttpd; used by the server alone. */
#ifndef LINLI_HTTP_HEAD_H
#define LINLI_HTTP_HEAD_H

#include "http/req.h"

/* Fills r from r->conn and r->target, the target as it was sent. trust_proxy: whose X-Forwarded-For counts,
 * or NULL. E_HEAD: too large; E_METHOD; E_MALFORMED. Cookies are read even then: a refusal has its language. */
int head_read(struct req *r, const char *method, const char *trust_proxy);

#endif
