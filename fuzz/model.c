/* fuzz/model.c: any bytes as a saved model. An odd first byte puts an honest head before the rest,
 * so that the numbers behind the checksum are tried too. What is accepted must be safe to ask. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "features/suggest/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct str
with_head(struct arena *a, const uint8_t *data, size_t n)
{
	uLong packed_n = compressBound(n);
	char *p = arena_alloc(a, 20 + packed_n);
	uint64_t head[] = {n, crc32(0, data, (uInt)n)};

	memcpy(p, "LLSM\1\0\0", 8);
	for (size_t i = 0; i < 12; i++)
		p[8 + i] = (char)(head[i / 8] >> 8 * (i % 8));
	if (compress((Bytef *)p + 20, &packed_n, data, n) != Z_OK)
		abort();
	return (struct str){p, 20 + packed_n};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n}, again;
	struct suggest_model *m;
	struct suggestion s[3];
	struct arena a = {0};
	size_t found;

	if (n && data[0] & 1)
		bytes = with_head(&a, data + 1, n - 1);
	if (model_load(&a, bytes, &m) == 0) {
		model_suggest(m, &a, S("楼道灯坏了"),
			      str_clip((struct str){(const char *)data, n}, 300), 3, s, &found);
		for (size_t i = 0; i < found; i++)
			if (!(s[i].confidence >= 0 && s[i].confidence <= 1) ||
			    s[i].reason_n > MODEL_REASONS)
				abort();
		if (model_save(m, &a, &again) < 0 || model_load(&a, again, &m) < 0)
			abort();
	}
	arena_release(&a);
	return 0;
}
