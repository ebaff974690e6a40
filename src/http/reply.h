/* reply.h: an answer, and the ways to give it. Each fills r->reply and returns 0, so handlers end with it. */
#ifndef LINLI_HTTP_REPLY_H
#define LINLI_HTTP_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct MHD_Response;
struct kept;
struct req;
struct shelf;

struct pair {
	struct str name, value;
};

struct cookie_out {
	struct str name, value;
	int64_t max_age; /* seconds; 0 = session cookie, -1 = delete */
};

/* Where the answer is to be kept once it is made; see shelf.h. */
struct keep {
	struct shelf *shelf; /* NULL: nowhere */
	struct str key;
	int64_t stamp;
};

struct reply {
	int status;
	struct str type; /* Content-Type */
	struct buf body;
	struct str location;       /* redirect */
	struct str etag;           /* quoted; a matching If-None-Match turns the reply into 304 */
	struct str file_path;      /* send this file instead of body (private file store) */
	bool has_file;             /* send what this open file holds instead of body, and close it */
	int file;
	bool part;                 /* of the file only these bytes; status 206 */
	uint64_t part_from, part_size;
	struct str img_src;        /* one more origin of pictures (map tiles), "" = none */
	struct str download;       /* file name for Content-Disposition: attachment */
	struct str cache;          /* Cache-Control; default "private, no-store" */
	struct str body_static;    /* bytes that outlive the request (bundle), instead of body */
	bool gzipped;              /* body_static is gzip */
	struct cookie_out cookies[12];
	size_t cookies_n;
	struct pair headers[8];
	size_t headers_n;
	struct MHD_Response *(*stream)(struct req *r); /* set by reply_events: see sse.h */
	void *stream_arg;
	struct kept *kept; /* from the shelf: sent instead of all of the above */
	struct keep keep;
};

/* 303 to a path of this server; fmt makes it, arguments are inserted as they are. */
__attribute__((format(printf, 2, 3))) int redirect(struct req *r, const char *fmt, ...);
int reply_text(struct req *r, int status, const char *type, struct str body);
/* RFC 9457 problem details: {"type","title","status","detail","errors":[{"field","detail"}]}. */
int reply_problem(struct req *r, int err, struct str detail);
int reply_bytes(struct req *r, struct str type, struct str bytes, struct str download_name);
/* What was too long for memory: an open file that has no name any more; the answer closes it. */
int reply_open_file(struct req *r, struct str type, int fd, struct str download_name);
int reply_file(struct req *r, struct str type, struct str path, struct str download_name);
/* A file that readers take in pieces, as an archive of map tiles: 206 for one range of bytes, 416 beyond its end, all of it without
 * a range, with several, or when If-Range names another version. Its tag is made of size and time. */
int reply_ranged_file(struct req *r, struct str type, struct str path);
void reply_cookie(struct req *r, struct str name, struct str value, int64_t max_age);
void reply_header(struct req *r, struct str name, struct str value);

#endif
