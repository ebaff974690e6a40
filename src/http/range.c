/* range.c: a file of which readers take pieces (RFC 9110, 14). */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/reply.h"
#include "http/req.h"

enum want { WANT_ALL, WANT_PART, WANT_NOTHING };

/* "bytes=0-16383", "bytes=500-", "bytes=-500". What is no range of ours is no wish at all. */
static enum want
wanted(struct str range, int64_t size, int64_t *ret_from, int64_t *ret_to)
{
	struct str from, to;
	size_t dash;

	if (!str_starts(range, S("bytes=")) || str_has(range, S(",")))
		return WANT_ALL;
	range = str_trim(str_sub(range, 6, range.n));
	dash = str_find(range, S("-"));
	if (dash == range.n)
		return WANT_ALL;
	from = str_sub(range, 0, dash);
	to = str_sub(range, dash + 1, range.n);
	*ret_to = size - 1;
	if (!from.n) {
		if (!str_int(to, ret_from) || *ret_from < 0)
			return WANT_ALL;
		*ret_from = *ret_from < size ? size - *ret_from : 0;
		return to.n && *ret_from < size ? WANT_PART : WANT_NOTHING;
	}
	if (!str_int(from, ret_from) || *ret_from < 0 || (to.n && (!str_int(to, ret_to) || *ret_to < *ret_from)))
		return WANT_ALL;
	if (*ret_to >= size)
		*ret_to = size - 1;
	return *ret_from < size ? WANT_PART : WANT_NOTHING;
}

int
reply_ranged_file(struct req *r, struct str type, struct str path)
{
	struct reply *y = &r->reply;
	struct str same = req_header(r, "If-Range");
	int64_t from, to;
	struct stat st;

	if (stat(str_z(&r->arena, path), &st) != 0 || !S_ISREG(st.st_mode))
		return E_NOTFOUND;
	y->status = 200;
	y->type = type;
	y->file_path = path;
	y->etag = str_fmt(&r->arena, "\"%llx-%llx\"", (long long)st.st_size, (long long)st.st_mtime);
	reply_header(r, S("Accept-Ranges"), S("bytes"));
	switch (same.n && !str_eq(same, y->etag) ? WANT_ALL : wanted(req_header(r, "Range"), st.st_size, &from, &to)) {
	case WANT_ALL:
		break;
	case WANT_PART:
		y->status = 206;
		y->part = true;
		y->part_from = (uint64_t)from;
		y->part_size = (uint64_t)(to - from + 1);
		reply_header(r, S("Content-Range"), str_fmt(&r->arena, "bytes %lld-%lld/%lld", (long long)from, (long long)to, (long long)st.st_size));
		break;
	case WANT_NOTHING:
		y->status = 416;
		y->file_path = S("");
		y->type = S("text/plain; charset=utf-8");
		reply_header(r, S("Content-Range"), str_fmt(&r->arena, "bytes */%lld", (long long)st.st_size));
		break;
	}
	return 0;
}
