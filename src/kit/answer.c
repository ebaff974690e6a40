/* answer.c: answers of the API. */
#include "kit/answer.h"

#include "base/json.h"
#include "lib/secret.h"

int
reply_tagged(struct req *r, struct str type)
{
	struct str digest = secret_digest(&r->arena, buf_done(&r->reply.body));

	r->reply.status = 200;
	r->reply.type = type;
	r->reply.etag = str_fmt(&r->arena, "\"%.32s\"", digest.p);
	return 0;
}

static int
done(struct req *r)
{
	return reply_tagged(r, S("application/json"));
}

int
reply_shape(struct req *r, const struct shape *s, const void *value)
{
	buf_init(&r->reply.body, &r->arena);
	shape_json(&r->reply.body, s, value);
	return done(r);
}

int
reply_shapes(struct req *r, const struct shape *s, const void *v, size_t n, size_t size,
	     struct str next)
{
	struct buf *b = &r->reply.body;

	buf_init(b, &r->arena);
	BUF_LIT(b, "{\"items\":");
	shape_json_list(b, s, v, n, size);
	BUF_LIT(b, ",\"next\":");
	json_str(b, next);
	buf_char(b, '}');
	return done(r);
}
