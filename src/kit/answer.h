/* answer.h: answers of the API: a value, a page of a list, or what was printed, with an ETag. */
#ifndef LINLI_KIT_ANSWER_H
#define LINLI_KIT_ANSWER_H

#include "http/req.h"
#include "lib/shape.h"

/* Answers 200 with what was printed into r->reply.body, with ETag. */
int reply_tagged(struct req *r, struct str type);
/* Answers 200 with this value as JSON, with ETag. */
int reply_shape(struct req *r, const struct shape *s, const void *value);
/* A page of a list: {"items":[…],"next":"…"}; next is the cursor for ?after=, "" = end. */
int reply_shapes(struct req *r, const struct shape *s, const void *v, size_t n, size_t size,
		 struct str next);

#endif
