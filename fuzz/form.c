/* form.c (fuzz): urlencoded bodies and JSON through a form with every type of field. The first byte
 * chooses: '{' is JSON. */
#include <stdlib.h>
#include <string.h>

#include "http/form.h"
#include "http/reply.h"
#include "http/route.h"
#include "http/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct choice choices[] = {{"a", "a"}, {"b", "b"}};
static const struct field fields[] = {
	{.name = "t", .type = FIELD_TEXT, .min = 2, .max = 8, .required = true},
	{.name = "l", .type = FIELD_LINES, .max = 50},
	{.name = "s", .type = FIELD_SECRET, .min = 4},
	{.name = "i", .type = FIELD_INT, .min = -5, .max = 5},
	{.name = "id", .type = FIELD_ID},
	{.name = "b", .type = FIELD_BOOL},
	{.name = "c", .type = FIELD_CHOICE, .choices = choices, .choices_n = 2},
	{.name = "m", .type = FIELD_MANY, .max = 3},
	{.name = "d", .type = FIELD_DATE},
	{.name = "p", .type = FIELD_PHONE},
	{.name = "e", .type = FIELD_EMAIL},
	{.name = "x", .type = FIELD_DECIMAL, .max = 1800000000},
};
static const struct form form = FORM("all", fields);
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
