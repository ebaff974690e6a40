/* shape.h: a struct as JSON, by table: the same table prints answers and OpenAPI. */
#ifndef LINLI_KIT_SHAPE_H
#define LINLI_KIT_SHAPE_H

#include <stddef.h>

#include "base/json.h"
#include "base/str.h"

enum shape_type {
	SHAPE_INT = 1,
	SHAPE_ID,   /* a decimal text: 63 bits do not fit a JSON number; 0 = null */
	SHAPE_TEXT, /* struct str */
	SHAPE_BOOL,
	SHAPE_TIME, /* RFC 3339; 0 = null */
	SHAPE_WORD, /* int through a word table; no word = null */
	SHAPE_REAL, /* float or double; not finite = null */
	SHAPE_E7,   /* degrees x 1e7; 0 = null */
	SHAPE_LIST, /* struct {T *v; size_t n} of sub */
	SHAPE_ONE,  /* embedded struct of sub */
};

struct list_column;

struct shape_field {
	const char *name;
	enum shape_type type;
	size_t offset;
	size_t size;              /* of the member; LIST: of an element */
	const struct shape *sub;
	const char *const *words;     /* SHAPE_WORD: all of them, NULL-ended, also for OpenAPI */
	const char *(*word)(int64_t); /* SHAPE_WORD: of a number; NULL = the numbers count words from 1 on */
	const char *about;
	bool maybe; /* left out for readers who may not see it */
	const struct list_column *column; /* how a list shows it to people (kit/list.h); NULL: only programs get it */
};

/* Where a member of a struct is: {.name = "id", .type = SHAPE_ID, SHAPE_MEMBER(struct org, id)}. */
#define SHAPE_MEMBER(struct_, member_)                                                           \
	.offset = offsetof(struct_, member_), .size = sizeof(((struct_ *)0)->member_)

struct shape {
	const char *name; /* OpenAPI component */
	const struct shape_field *v;
	size_t n;
};

/* A member as it is: of INT, ID, BOOL, TIME, WORD and E7 its number, of TEXT its text. */
int64_t shape_number(const struct shape_field *f, const void *value);
struct str shape_text(const struct shape_field *f, const void *value);

void shape_json(struct buf *b, const struct shape *s, const void *value);
/* n values of that size, as a JSON array. */
void shape_json_list(struct buf *b, const struct shape *s, const void *v, size_t n, size_t size);
/* The same without the fields that shown refuses. */
void shape_json_seen(struct buf *b, const struct shape *s, const void *value,
		     bool (*shown)(const void *ctx, size_t field, const void *value), const void *ctx);
/* The JSON Schema of s for OpenAPI 3.1: the body of components/schemas/NAME. */
void shape_openapi(struct buf *b, const struct shape *s);
#endif
