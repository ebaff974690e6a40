/* read.h: the steps that turn bytes into a request; shared inside this floor only. */
#ifndef LINLI_HTTP_READ_H
#define LINLI_HTTP_READ_H

#include "http/req.h"

enum {
	READ_FIELDS = 256, /* in a query or a form: 30 lines of seven */
	READ_PARTS = 40,   /* in a multipart body */
	READ_NAME = 64,    /* bytes of a field's name */
	READ_HEADERS = 64,
	READ_COOKIES = 32,
};

/* An empty request whose reply writes into its own arena, which is kept. */
void req_begin(struct req *r);
/* Sets target, path and query. */
int req_read_target(struct req *r, struct str target);
/* Sets host, type and cookies from r->headers; refuses heads that two servers could read in two
 * ways. */
int req_read_headers(struct req *r);
/* Sets posted and uploads from a multipart/form-data body. */
int multipart_read(struct req *r);
/* May this be the name of a field: valid UTF-8 of one line, 1 to READ_NAME bytes. */
bool field_name_ok(struct str name);
bool str_same_letters(struct str a, struct str b); /* equal without ASCII case */
/* "text/html; charset=utf-8" -> "text/html" */
struct str media_type(struct str content_type);

#endif
