/* dump_pack.h: bytes to and from a packed file: gzip, and behind it the BLAKE2b of all that stands
 * before. Only dump*.c includes this. */
#ifndef LINLI_DB_DUMP_PACK_H
#define LINLI_DB_DUMP_PACK_H

#include <stdbool.h>
#include <sys/types.h>

#include <sodium.h>
#include <zlib.h>

#include "base/err.h"

enum { PACK_CHUNK = 1 << 16, PACK_DIGEST = 32 };

/* Writing. The first failure stays in err, and nothing more is written: who puts many small pieces
 * looks once, at the end. */
struct packer {
	int fd; /* the caller's */
	int err;
	z_stream z;
	crypto_generichash_state *hash; /* wants an address no arena gives */
	unsigned char out[PACK_CHUNK];
};

void pack_begin(struct packer *p, int fd); /* the file is emptied */
void pack_put(struct packer *p, const void *bytes, size_t n);
int pack_end(struct packer *p);  /* writes what is left and the digest; fsyncs */
void pack_drop(struct packer *p); /* instead of pack_end, when it comes to nothing */

/* Reading. */
struct unpacker {
	int fd; /* the caller's */
	off_t left; /* packed bytes not yet read */
	z_stream z;
	size_t at, n; /* of out */
	bool ended;
	unsigned char in[PACK_CHUNK], out[PACK_CHUNK];
};

/* Reads the whole file: is its digest right? E_MALFORMED when not: it was cut or changed. */
int unpack_check(int fd);
/* From the beginning of a file that was checked. */
int unpack_begin(struct unpacker *u, int fd);
int unpack_get(struct unpacker *u, void *ret, size_t n); /* E_MALFORMED when there is less */
bool unpack_ended(struct unpacker *u);			 /* nothing follows */
void unpack_drop(struct unpacker *u);

#endif
