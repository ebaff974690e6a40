/* dump_pack.c: a file that is compressed while it is written and whole when it is read. */
#include "db/dump_pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GZIP = 15 + 16 }; /* zlib's window, and gzip's header around it */

static int
err_of(int e)
{
	return e == ENOSPC || e == EDQUOT || e == EFBIG ? E_FULL : E_IO;
}

/* ---- writing ---- */

static void
write_all(struct packer *p, const unsigned char *bytes, size_t n)
{
	while (n && !p->err) {
		ssize_t wrote = write(p->fd, bytes, n);

		if (wrote < 0 && errno != EINTR)
			p->err = err_of(errno);
		if (wrote > 0) {
			bytes += wrote;
			n -= (size_t)wrote;
		}
	}
}

/* Writes what deflate has made so far. */
static void
flush(struct packer *p)
{
	size_t n = sizeof p->out - p->z.avail_out;

	crypto_generichash_update(p->hash, p->out, n);
	write_all(p, p->out, n);
	p->z.next_out = p->out;
	p->z.avail_out = sizeof p->out;
}

void
pack_begin(struct packer *p, int fd)
{
	memset(p, 0, sizeof *p);
	p->fd = fd;
	p->hash = aligned_alloc(_Alignof(crypto_generichash_state), sizeof *p->hash);
	if (!p->hash || deflateInit2(&p->z, 6, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	crypto_generichash_init(p->hash, NULL, 0, PACK_DIGEST);
	p->z.next_out = p->out;
	p->z.avail_out = sizeof p->out;
	if (lseek(fd, 0, SEEK_SET) < 0 || ftruncate(fd, 0) < 0)
		p->err = err_of(errno);
}

void
pack_put(struct packer *p, const void *bytes, size_t n)
{
	const unsigned char *from = bytes;

	while (n && !p->err) {
		uInt part = n > PACK_CHUNK ? PACK_CHUNK : (uInt)n;

		p->z.next_in = (unsigned char *)(uintptr_t)from;
		p->z.avail_in = part;
		while (p->z.avail_in && !p->err) {
			deflate(&p->z, Z_NO_FLUSH);
			if (!p->z.avail_out)
				flush(p);
		}
		from += part;
		n -= part;
	}
}

int
pack_end(struct packer *p)
{
	unsigned char digest[PACK_DIGEST];
	int rc = Z_OK;

	while (rc != Z_STREAM_END && !p->err) {
		rc = deflate(&p->z, Z_FINISH);
		flush(p);
	}
	crypto_generichash_final(p->hash, digest, sizeof digest);
	write_all(p, digest, sizeof digest);
	if (!p->err && fsync(p->fd) < 0)
		p->err = err_of(errno);
	pack_drop(p);
	return p->err;
}

void
pack_drop(struct packer *p)
{
	deflateEnd(&p->z);
	free(p->hash);
}

/* ---- reading ---- */

/* n bytes at once; E_MALFORMED when the file has become shorter. */
static int
read_all(int fd, unsigned char *ret, size_t n)
{
	while (n) {
		ssize_t got = read(fd, ret, n);

		if (got == 0)
			return E_MALFORMED;
		if (got < 0 && errno != EINTR)
			return E_IO;
		if (got > 0) {
			ret += got;
			n -= (size_t)got;
		}
	}
	return 0;
}

/* Goes to the beginning; how long the packed part is. */
static int
rewind_to_body(int fd, off_t *ret_n)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		return E_IO;
	if (!S_ISREG(st.st_mode) || st.st_size <= PACK_DIGEST)
		return E_MALFORMED;
	*ret_n = st.st_size - PACK_DIGEST;
	return 0;
}

static size_t
next_part(off_t left)
{
	return left > PACK_CHUNK ? PACK_CHUNK : (size_t)left;
}

int
unpack_check(int fd)
{
	unsigned char chunk[PACK_CHUNK], digest[PACK_DIGEST], stands[PACK_DIGEST];
	crypto_generichash_state hash;
	off_t left;

	TRY(rewind_to_body(fd, &left));
	crypto_generichash_init(&hash, NULL, 0, PACK_DIGEST);
	while (left) {
		size_t n = next_part(left);

		TRY(read_all(fd, chunk, n));
		crypto_generichash_update(&hash, chunk, n);
		left -= (off_t)n;
	}
	TRY(read_all(fd, stands, sizeof stands));
	crypto_generichash_final(&hash, digest, sizeof digest);
	return memcmp(digest, stands, sizeof digest) == 0 ? 0 : E_MALFORMED;
}

int
unpack_begin(struct unpacker *u, int fd)
{
	off_t left;

	TRY(rewind_to_body(fd, &left));
	memset(u, 0, sizeof *u);
	u->fd = fd;
	u->left = left;
	if (inflateInit2(&u->z, GZIP) != Z_OK)
		abort();
	return 0;
}

/* Makes sure that out holds something, unless all was read. */
static int
refill(struct unpacker *u)
{
	u->at = u->n = 0;
	u->z.next_out = u->out;
	u->z.avail_out = sizeof u->out;
	while (!u->ended && u->z.avail_out == sizeof u->out) {
		int rc;

		if (!u->z.avail_in) {
			size_t n = next_part(u->left);

			TRY(read_all(u->fd, u->in, n));
			u->left -= (off_t)n;
			u->z.next_in = u->in;
			u->z.avail_in = (uInt)n;
		}
		rc = inflate(&u->z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END)
			u->ended = true;
		else if (rc != Z_OK)
			return E_MALFORMED;
	}
	u->n = sizeof u->out - u->z.avail_out;
	return 0;
}

int
unpack_get(struct unpacker *u, void *ret, size_t n)
{
	unsigned char *to = ret;

	while (n) {
		size_t part;

		if (u->at == u->n)
			TRY(refill(u));
		if (u->at == u->n)
			return E_MALFORMED;
		part = n < u->n - u->at ? n : u->n - u->at;
		memcpy(to, u->out + u->at, part);
		u->at += part;
		to += part;
		n -= part;
	}
	return 0;
}

bool
unpack_ended(struct unpacker *u)
{
	if (u->at == u->n && refill(u) < 0)
		return false;
	return u->at == u->n && !u->left && !u->z.avail_in;
}

void
unpack_drop(struct unpacker *u)
{
	inflateEnd(&u->z);
}
