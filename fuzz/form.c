/* form.c (fuzz): urlencoded bodies and JSON through a form with every type of field. The first byte
 * chooses: '{' is JSON. */
#include <stdlib.h>
#include <string.h>

#include "http/form.h"
#include "http/reply.h"
#include "http/route.h"
#include "http/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct choice choices[] = {{"a", "a", 1}, {"b", "b", 2}};
struct all_in {
	struct str t, l, s;
	int64_t i, id;
	bool b;
	int c;
	struct texts m;
	int64_t d;
	struct str p, e;
	int64_t x;
	struct id_or_code o;
};
static const struct field fields[] = {
	FIELD(all_in, t, FIELD_TEXT, .label = "x", .min = 2, .max = 8, .required = true),
	FIELD(all_in, l, FIELD_LINES, .label = "x", .max = 50),
	FIELD(all_in, s, FIELD_SECRET, .label = "x", .min = 4),
	FIELD(all_in, i, FIELD_INT, .label = "x", .min = -5, .max = 5),
	FIELD(all_in, id, FIELD_ID, .label = "x"),
	FIELD(all_in, b, FIELD_BOOL, .label = "x"),
	FIELD(all_in, c, FIELD_CHOICE, .label = "x", CHOICES(choices)),
	FIELD(all_in, m, FIELD_MANY, .label = "x", .max = 3),
	FIELD(all_in, d, FIELD_DATE, .label = "x"),
	FIELD(all_in, p, FIELD_PHONE, .label = "x"),
	FIELD(all_in, e, FIELD_EMAIL, .label = "x"),
	FIELD(all_in, x, FIELD_DECIMAL, .label = "x", .max = 1800000000),
	FIELD(all_in, o, FIELD_ID_OR_CODE, .label = "x", .max = 8),
};
static const struct form form = FORM(all_in, fields);
static const struct route route = {.method = POST, .path = "/api/a", .form = &form};

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check(struct req *r)
{
	bool invalid = false;

	for (size_t i = 0; i < form.n; i++) {
		const struct input *in = &r->in[i];

		invalid |= in->error != NULL;
		if (in->error)
			continue;
		must(str_valid(in->text));
		must(str_chars(in->text) <= 254);
		must(fields[i].type == FIELD_LINES || !str_has(in->text, S("\n")));
		must(fields[i].type != FIELD_PHONE || !in->given || in->text.n == 11);
		must(fields[i].type != FIELD_INT || (in->number >= -5 && in->number <= 5));
		must(in->all_n <= 3);
	}
	must(invalid == r->invalid);
	must(invalid || (form_in(r, all_in)->c >= 0 && form_in(r, all_in)->c <= 2));
	must(form_in(r, all_in)->m.n == 0 || form_in(r, all_in)->m.v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct req r = {.method = POST, .path = S("/api/a"), .body = {(const char *)data, n}};

	arena_init(&r.arena);
	buf_init(&r.reply.body, &r.arena);
	r.route = &route;
	r.type = n && data[0] == '{' ? S("application/json")
				     : S("application/x-www-form-urlencoded");
	if (req_parse_body(&r) == 0 && form_read(&form, &r) == 0) {
		check(&r);
		reply_problem(&r, E_INVALID, S(""));
	}
	req_free(&r);
	return 0;
}
