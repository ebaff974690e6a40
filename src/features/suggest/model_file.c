/* model_file.c: a model as bytes: a head that tells version, length and checksum, then the numbers,
 * little-endian, compressed. */
#include <string.h>
#include <zlib.h>

#include "base/err.h"
#include "features/suggest/model_inner.h"

enum { VERSION = 2, HEAD = 20, MODEL_HEAD = 20, RAW_MAX = 1 << 30 };

static const char magic[4] = {'L', 'L', 'S', 'M'};

static void
put_number(struct buf *b, uint64_t v, size_t bytes)
{
	char p[8];

	for (size_t i = 0; i < bytes; i++)
		p[i] = (char)(v >> 8 * i);
	buf_put(b, p, bytes);
}

static void
put_float(struct buf *b, float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof bits);
	put_number(b, bits, 4);
}

/* Takes a number of that many bytes; the caller has made sure that they are there. */
static uint64_t
take_number(const char **p, size_t bytes)
{
	uint64_t v = 0;

	for (size_t i = 0; i < bytes; i++)
		v |= (uint64_t)(unsigned char)(*p)[i] << 8 * i;
	*p += bytes;
	return v;
}

static float
take_float(const char **p)
{
	uint32_t bits = (uint32_t)take_number(p, 4);
	float v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

static size_t
raw_size(uint64_t class_n, uint64_t feature_n, uint64_t entry_n)
{
	return MODEL_HEAD + class_n * 12 + feature_n * 16 + entry_n * 6;
}

int
model_save(const struct suggest_model *m, struct arena *a, struct str *ret)
{
	uLong packed_n;
	struct buf raw, head;
	char *packed;

	buf_init(&raw, a);
	buf_room(&raw, raw_size(m->class_n, m->feature_n, m->entry_n));
	put_number(&raw, m->class_n, 4);
	put_number(&raw, m->feature_n, 4);
	put_number(&raw, m->entry_n, 4);
	put_float(&raw, m->temperature);
	put_float(&raw, m->threshold);
	for (uint32_t i = 0; i < m->class_n; i++)
		put_number(&raw, (uint64_t)m->labels[i], 8);
	for (uint32_t i = 0; i < m->class_n; i++)
		put_float(&raw, m->bias[i]);
	for (uint32_t i = 0; i < m->feature_n; i++)
		put_number(&raw, m->hashes[i], 8);
	for (uint32_t i = 0; i < m->feature_n; i++)
		put_float(&raw, m->idf[i]);
	for (uint32_t i = 0; i < m->feature_n; i++)
		put_number(&raw, m->start[i + 1] - m->start[i], 4);
	for (uint32_t i = 0; i < m->entry_n; i++)
		put_number(&raw, m->classes[i], 2);
	for (uint32_t i = 0; i < m->entry_n; i++)
		put_float(&raw, m->weights[i]);

	packed_n = compressBound(raw.n);
	packed = arena_alloc(a, HEAD + packed_n + 1);
	if (compress((Bytef *)packed + HEAD, &packed_n, (const Bytef *)raw.p, raw.n) != Z_OK)
		return E_BUG;
	buf_init(&head, a);
	buf_put(&head, magic, sizeof magic);
	put_number(&head, VERSION, 4);
	put_number(&head, raw.n, 8);
	put_number(&head, crc32(0, (const Bytef *)raw.p, (uInt)raw.n), 4);
	memcpy(packed, head.p, HEAD);
	*ret = (struct str){packed, HEAD + packed_n};
	return OK;
}

/* Far beyond any number a training makes, and small enough to reckon with. */
static bool
is_sane(float v)
{
	return v >= -1e6f && v <= 1e6f;
}

/* The numbers behind the counts; false when one of them would lead a suggestion astray. */
static bool
take_arrays(struct suggest_model *m, const char *p)
{
	uint64_t at = 0;

	for (uint32_t i = 0; i < m->class_n; i++)
		m->labels[i] = (int64_t)take_number(&p, 8);
	for (uint32_t i = 0; i < m->class_n; i++)
		if (!is_sane(m->bias[i] = take_float(&p)))
			return false;
	for (uint32_t i = 0; i < m->feature_n; i++) {
		m->hashes[i] = take_number(&p, 8);
		if (i && m->hashes[i] <= m->hashes[i - 1])
			return false;
	}
	for (uint32_t i = 0; i < m->feature_n; i++)
		if (!is_sane(m->idf[i] = take_float(&p)) || m->idf[i] < 1e-3f)
			return false;
	for (uint32_t i = 0; i < m->feature_n; i++) {
		at += take_number(&p, 4);
		if (at > m->entry_n)
			return false;
		m->start[i + 1] = (uint32_t)at;
	}
	for (uint32_t i = 0; i < m->entry_n; i++)
		if ((m->classes[i] = (uint16_t)take_number(&p, 2)) >= m->class_n)
			return false;
	for (uint32_t i = 0; i < m->entry_n; i++)
		if (!is_sane(m->weights[i] = take_float(&p)))
			return false;
	return at == m->entry_n;
}

static int
unpack(struct arena *scratch, struct str bytes, struct str *ret)
{
	const char *p = bytes.p;
	uint64_t version, raw_n, sum;
	uLongf got;
	char *raw;

	if (bytes.n < HEAD || memcmp(p, magic, sizeof magic) != 0)
		return E_MALFORMED;
	p += sizeof magic;
	version = take_number(&p, 4);
	raw_n = take_number(&p, 8);
	sum = take_number(&p, 4);
	/* zlib packs at most about a thousand to one: a length beyond is not to be believed. */
	if (version != VERSION || raw_n < MODEL_HEAD || raw_n > RAW_MAX || raw_n / 1100 > bytes.n)
		return E_MALFORMED;
	got = (uLongf)raw_n;
	raw = arena_alloc(scratch, raw_n);
	if (uncompress((Bytef *)raw, &got, (const Bytef *)p, bytes.n - HEAD) != Z_OK ||
	    got != raw_n || crc32(0, (const Bytef *)raw, (uInt)raw_n) != sum)
		return E_MALFORMED;
	*ret = (struct str){raw, raw_n};
	return OK;
}

static int
take_model(struct arena *a, struct str raw, struct suggest_model **ret)
{
	const char *p = raw.p;
	struct suggest_model *m = NEW(a, struct suggest_model);

	m->class_n = (uint32_t)take_number(&p, 4);
	m->feature_n = (uint32_t)take_number(&p, 4);
	m->entry_n = (uint32_t)take_number(&p, 4);
	m->temperature = take_float(&p);
	m->threshold = take_float(&p);
	if (m->class_n < 1 || m->class_n > MODEL_CLASSES_MAX || m->feature_n > MODEL_FEATURES_MAX ||
	    m->entry_n > MODEL_ENTRIES_MAX ||
	    raw.n != raw_size(m->class_n, m->feature_n, m->entry_n) || !is_sane(m->temperature) ||
	    m->temperature < 1e-3f || !is_sane(m->threshold))
		return E_MALFORMED;
	model_room(a, m);
	if (!take_arrays(m, p))
		return E_MALFORMED;
	*ret = m;
	return OK;
}

int
model_load(struct arena *a, struct str bytes, struct suggest_model **ret)
{
	struct arena scratch;
	struct str raw;
	int rc;

	arena_init(&scratch);
	rc = unpack(&scratch, bytes, &raw);
	if (rc == OK)
		rc = take_model(a, raw, ret);
	arena_release(&scratch);
	return rc;
}
