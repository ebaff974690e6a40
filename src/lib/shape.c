/* shape.c: a struct as JSON, by table. */
#include "lib/shape.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

static int64_t
read_int(const void *at, size_t size)
{
	int8_t i8;
	int16_t i16;
	int32_t i32;
	int64_t i64;

	switch (size) {
	case 1: memcpy(&i8, at, size); return i8;
	case 2: memcpy(&i16, at, size); return i16;
	case 4: memcpy(&i32, at, size); return i32;
	}
	assert(size == sizeof i64);
	memcpy(&i64, at, size);
	return i64;
}

static void
put_time(struct buf *b, int64_t at)
{
	struct civil c = clock_civil(at);

	buf_fmt(b, "\"%04d-%02d-%02dT", c.year, c.month, c.day);
	buf_fmt(b, "%02d:%02d:%02d+08:00\"", c.hour, c.minute, c.second);
}

/* The shortest text that reads back as the same number. */
static void
put_real(struct buf *b, const void *at, size_t size)
{
	float f;
	double v;
	struct str z = S("");

	if (size == sizeof f) {
		memcpy(&f, at, sizeof f);
		v = f;
	} else {
		assert(size == sizeof v);
		memcpy(&v, at, sizeof v);
	}
	if (!isfinite(v)) {
		BUF_LIT(b, "null");
		return;
	}
	for (int digits = size == sizeof f ? 6 : 15; digits <= 17; digits++) {
		z = str_fmt(b->a, "%.*g", digits, v);
		if (size == sizeof f ? strtof(z.p, NULL) == (float)v : strtod(z.p, NULL) == v)
			break;
	}
	buf_str(b, z);
}

void
shape_json_list(struct buf *b, const struct shape *s, const void *v, size_t n, size_t size)
{
	buf_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, ',');
		shape_json(b, s, (const char *)v + i * size);
	}
	buf_char(b, ']');
}

static const char *
word_of(const struct shape_field *f, int64_t v)
{
	if (f->word)
		return f->word(v);
	for (const char *const *w = f->words; *w && v > 0; w++)
		if (--v == 0)
			return *w;
	return NULL;
}

/* Numbers of any width; those where 0 means "none" are null then. */
static void
put_number(struct buf *b, const struct shape_field *f, int64_t v)
{
	const char *word = f->type == SHAPE_WORD ? word_of(f, v) : NULL;

	if (f->type == SHAPE_INT)
		buf_int(b, v);
	else if (f->type == SHAPE_BOOL)
		buf_z(b, v ? "true" : "false");
	else if (word)
		json_str(b, str_of(word));
	else if (v == 0 || f->type == SHAPE_WORD)
		BUF_LIT(b, "null");
	else if (f->type == SHAPE_ID)
		buf_fmt(b, "\"%lld\"", (long long)v);
	else if (f->type == SHAPE_TIME)
		put_time(b, v);
	else
		json_e7(b, v);
}

static void
put_field(struct buf *b, const struct shape_field *f, const char *at)
{
	struct str text;
	struct {
		const char *v;
		size_t n;
	} list;

	switch (f->type) {
	case SHAPE_TEXT:
		memcpy(&text, at, sizeof text);
		json_str(b, text);
		break;
	case SHAPE_REAL:
		put_real(b, at, f->size);
		break;
	case SHAPE_LIST:
		memcpy(&list, at, sizeof list);
		shape_json_list(b, f->sub, list.v, list.n, f->size);
		break;
	case SHAPE_ONE:
		shape_json(b, f->sub, at);
		break;
	default:
		put_number(b, f, read_int(at, f->size));
	}
}

int64_t
shape_number(const struct shape_field *f, const void *value)
{
	return read_int((const char *)value + f->offset, f->size);
}

struct str
shape_text(const struct shape_field *f, const void *value)
{
	struct str text;

	memcpy(&text, (const char *)value + f->offset, sizeof text);
	return text;
}

void
shape_json_seen(struct buf *b, const struct shape *s, const void *value,
		bool (*shown)(const void *ctx, size_t field, const void *value), const void *ctx)
{
	bool first = true;

	buf_char(b, '{');
	for (size_t i = 0; i < s->n; i++) {
		const struct shape_field *f = &s->v[i];

		if (shown && !shown(ctx, i, value))
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		json_str(b, str_of(f->name));
		buf_char(b, ':');
		put_field(b, f, (const char *)value + f->offset);
	}
	buf_char(b, '}');
}

void
shape_json(struct buf *b, const struct shape *s, const void *value)
{
	shape_json_seen(b, s, value, NULL, NULL);
}

static const char *const schemas[] = {
	[SHAPE_INT] = "\"type\":\"integer\",\"format\":\"int64\"",
	[SHAPE_ID] = "\"type\":[\"string\",\"null\"],\"pattern\":\"^[0-9]+$\"",
	[SHAPE_TEXT] = "\"type\":\"string\"",
	[SHAPE_BOOL] = "\"type\":\"boolean\"",
	[SHAPE_TIME] = "\"type\":[\"string\",\"null\"],\"format\":\"date-time\"",
	[SHAPE_WORD] = "\"type\":[\"string\",\"null\"]",
	[SHAPE_REAL] = "\"type\":[\"number\",\"null\"]",
	[SHAPE_E7] = "\"type\":[\"number\",\"null\"]",
};

static void
field_openapi(struct buf *b, const struct shape_field *f)
{
	json_str(b, str_of(f->name));
	BUF_LIT(b, ":{");
	if (f->type == SHAPE_LIST)
		buf_fmt(b, "\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/%s\"}",
			f->sub->name);
	else if (f->type == SHAPE_ONE)
		buf_fmt(b, "\"$ref\":\"#/components/schemas/%s\"", f->sub->name);
	else
		buf_z(b, schemas[f->type]);
	if (f->type == SHAPE_WORD && f->words) {
		BUF_LIT(b, ",\"enum\":[");
		for (const char *const *w = f->words; *w; w++) {
			json_str(b, str_of(*w));
			buf_char(b, ',');
		}
		BUF_LIT(b, "null]");
	}
	if (f->about) {
		BUF_LIT(b, ",\"description\":");
		json_str(b, str_of(f->about));
	}
	buf_char(b, '}');
}

void
shape_openapi(struct buf *b, const struct shape *s)
{
	bool first = true;

	BUF_LIT(b, "{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < s->n; i++) {
		if (i)
			buf_char(b, ',');
		field_openapi(b, &s->v[i]);
	}
	BUF_LIT(b, "},\"required\":[");
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].maybe)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		json_str(b, str_of(s->v[i].name));
	}
	BUF_LIT(b, "]}");
}
