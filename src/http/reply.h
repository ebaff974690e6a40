/* reply.h: the ways to answer. Each fills r->reply and returns 0, so handlers end with it. */
#ifndef LINLI_HTTP_REPLY_H
#define LINLI_HTTP_REPLY_H

#include "http/req.h"

/* 303 to a path of this server; fmt makes it, arguments are inserted as they are. */
__attribute__((format(printf, 2, 3))) int redirect(struct req *r, const char *fmt, ...);
int reply_text(struct req *r, int status, const char *type, struct str body);
/* RFC 9457 problem details: {"type","title","status","detail","errors":[{"field","detail"}]}. */
int reply_problem(struct req *r, int err, struct str detail);
int reply_bytes(struct req *r, struct str type, struct str bytes, struct str download_name);
int reply_file(struct req *r, struct str type, struct str path, struct str download_name);
void reply_cookie(struct req *r, struct str name, struct str value, int64_t max_age);
void reply_header(struct req *r, struct str name, struct str value);

#endif
