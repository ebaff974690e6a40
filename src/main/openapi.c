/* openapi.c: the OpenAPI document, printed from the tables that also run the program, so it cannot be wrong. */
#include "main/openapi.h"

#include "gen/version.h"
#include "http/reply.h"
#include "kit/actor.h"
#include "kit/gate.h"
#include "kit/answer.h"

enum { SHAPES_MAX = 128 };

static bool
is_api(const struct route *row)
{
	return str_starts(str_of(row->path), S("/api/"));
}

/* "/api/appeal/:code" -> "/api/appeal/{code}" */
static void
put_path(struct buf *b, const char *path)
{
	bool arg = false;

	buf_char(b, '"');
	for (; *path; path++) {
		if (*path == ':') {
			arg = true;
			buf_char(b, '{');
			continue;
		}
		if (*path == '/' && arg) {
			arg = false;
			buf_char(b, '}');
		}
		buf_char(b, *path);
	}
	if (arg)
		buf_char(b, '}');
	buf_char(b, '"');
}

static void
put_text(struct buf *b, const char *name, const char *value)
{
	buf_fmt(b, ",\"%s\":", name);
	json_str(b, str_of(value));
}

static void
put_limits(struct buf *b, const struct field *f)
{
	int64_t max = f->max ? f->max : 200;

	switch (f->type) {
	case FIELD_INT:
		BUF_LIT(b, "\"type\":\"integer\"");
		if (f->min)
			buf_fmt(b, ",\"minimum\":%lld", (long long)f->min);
		if (f->max)
			buf_fmt(b, ",\"maximum\":%lld", (long long)f->max);
		break;
	case FIELD_ID: BUF_LIT(b, "\"type\":\"string\",\"pattern\":\"^[1-9][0-9]{0,18}$\""); break;
	case FIELD_BOOL: BUF_LIT(b, "\"type\":\"boolean\""); break;
	case FIELD_CHOICE:
		BUF_LIT(b, "\"type\":\"string\",\"enum\":[");
		for (size_t i = 0; i < f->choices_n; i++) {
			if (i)
				buf_char(b, ',');
			json_str(b, str_of(f->choices[i].value));
		}
		buf_char(b, ']');
		break;
	case FIELD_MANY:
		buf_fmt(b, "\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":%lld",
			(long long)(f->max ? f->max : 64));
		break;
	case FIELD_DATE: BUF_LIT(b, "\"type\":\"string\",\"format\":\"date\""); break;
	case FIELD_DECIMAL: BUF_LIT(b, "\"type\":\"number\""); break;
	case FIELD_FILES:
		BUF_LIT(b,
			"\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"binary\"}");
		break;
	default: buf_fmt(b, "\"type\":\"string\",\"maxLength\":%lld", (long long)max);
	}
}

static void
put_schema(struct buf *b, const struct field *f)
{
	buf_char(b, '{');
	put_limits(b, f);
	put_text(b, "description", f->about ? f->about : f->label);
	buf_char(b, '}');
}

static void
put_parameters(struct buf *b, const struct route *row)
{
	struct str rest = str_of(row->path), part;
	bool first = true;

	BUF_LIT(b, ",\"parameters\":[");
	while (str_next(&rest, '/', &part)) {
		if (!part.n || *part.p != ':')
			continue;
		buf_fmt(b,
			"%s{\"name\":\"%.*s\",\"in\":\"path\",\"required\":true,\"schema\":{"
			"\"type\":\"string\"}}",
			first ? "" : ",", STR(str_sub(part, 1, part.n)));
		first = false;
	}
	for (size_t i = 0; row->method == GET && row->form && i < row->form->n; i++) {
		const struct field *f = &row->form->v[i];

		if (f->only == BY_PAGE)
			continue;
		buf_fmt(b, "%s{\"name\":\"%s\",\"in\":\"query\",\"required\":%s,\"schema\":",
			first ? "" : ",", f->name,
			f->required || f->required_by == BY_API ? "true" : "false");
		put_schema(b, f);
		buf_char(b, '}');
		first = false;
	}
	if (row->header) {
		buf_fmt(b, "%s{\"name\":\"%s\",\"in\":\"header\",\"schema\":{\"type\":\"string\"}",
			first ? "" : ",", row->header);
		put_text(b, "description", row->header_about);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_body(struct buf *b, const struct form *form)
{
	bool first = true, first_required = true;

	BUF_LIT(b, ",\"requestBody\":{\"required\":true,\"content\":{\"application/"
		   "json\":{\"schema\":{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < form->n; i++) {
		if (form->v[i].only == BY_PAGE)
			continue;
		buf_fmt(b, "%s\"%s\":", first ? "" : ",", form->v[i].name);
		put_schema(b, &form->v[i]);
		first = false;
	}
	buf_char(b, '}');
	for (size_t i = 0; i < form->n; i++) {
		const struct field *f = &form->v[i];

		if (!(f->required || f->required_by == BY_API) || f->only == BY_PAGE)
			continue;
		buf_fmt(b, "%s\"%s\"", first_required ? ",\"required\":[" : ",", f->name);
		first_required = false;
	}
	buf_z(b, first_required ? "}}}}" : "]}}}}");
}

/* Lists answer {"items":[…],"next":"…"}: a GET on a collection, that is a path that does not end in an argument. */
static bool
is_list(const struct route *row)
{
	struct str path = str_of(row->path), part = S("");

	while (str_next(&path, '/', &part))
		;
	return row->method == GET && row->out && !(part.n && *part.p == ':') &&
	       !(row->flags & ROUTE_ONE);
}

static void
put_answer(struct buf *b, const struct route *row)
{
	if (row->out && is_list(row))
		buf_fmt(b,
			",\"content\":{\"application/"
			"json\":{\"schema\":{\"type\":\"object\",\"required\":[\"items\",\"next\"],"
			"\"properties\":"
			"{\"items\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/"
			"%s\"}},\"next\":{\"type\":\"string\"}}}}}",
			row->out->name);
	else if (row->out)
		buf_fmt(b,
			",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/"
			"schemas/%s\"}}}",
			row->out->name);
	else if (row->out_type)
		buf_fmt(b, ",\"content\":{\"%s\":{\"schema\":{\"type\":\"object\"}}}", row->out_type);
	buf_char(b, '}');
}

static void
put_responses(struct buf *b, const struct route *row)
{
	BUF_LIT(b, ",\"responses\":{\"200\":{\"description\":\"OK\"");
	put_answer(b, row);
	if (row->flags & ROUTE_MAKES) {
		BUF_LIT(b, ",\"201\":{\"description\":\"Made; Location says where\"");
		put_answer(b, row);
	}
	BUF_LIT(b, ",\"default\":{\"description\":\"Problem (RFC "
		   "9457)\",\"content\":{\"application/problem+json\":{\"schema\":"
		   "{\"$ref\":\"#/components/schemas/Problem\"}}}}}");
}

static void
put_operation(struct buf *b, const struct route *row)
{
	struct str feature = str_sub(str_of(row->path), 5, 99), word = S("");

	str_next(&feature, '/', &word);
	buf_fmt(b, "\"%s\":{\"operationId\":\"", row->method == GET ? "get" : "post");
	for (const char *p = row->path; *p; p++)
		if (*p != ':')
			buf_char(b, *p == '/' ? '_' : *p);
	buf_fmt(b, "_%s\",\"tags\":[\"%.*s\"],\"x-permission\":\"%s\"",
		row->method == GET ? "get" : "post", STR(word), perm_name((enum perm)row->perm));
	put_text(b, "summary", row->about ? row->about : row->path);
	if (!perm_is_public((enum perm)row->perm))
		BUF_LIT(b, ",\"security\":[{\"token\":[]}]");
	else
		BUF_LIT(b, ",\"security\":[{},{\"token\":[]}]");
	put_parameters(b, row);
	if (row->method == POST && row->form)
		put_body(b, row->form);
	put_responses(b, row);
	buf_char(b, '}');
}

/* A path stands once, with all its methods: the first row of a path prints the others too. */
static void
put_paths(struct buf *b, const struct route_table *tables, size_t n)
{
	bool first = true;

	for (size_t t = 0; t < n; t++)
		for (size_t i = 0; i < tables[t].n; i++) {
			const struct route *row = &tables[t].v[i];
			bool seen = false, more = false;

			for (size_t k = 0; k < i && !seen; k++)
				seen = str_is(str_of(tables[t].v[k].path), row->path);
			if (!is_api(row) || seen)
				continue;
			if (!first)
				buf_char(b, ',');
			first = false;
			put_path(b, row->path);
			BUF_LIT(b, ":{");
			for (size_t k = i; k < tables[t].n; k++) {
				if (!str_is(str_of(tables[t].v[k].path), row->path))
					continue;
				if (more)
					buf_char(b, ',');
				more = true;
				put_operation(b, &tables[t].v[k]);
			}
			buf_char(b, '}');
		}
}

/* Shapes that are answered, and those inside them, each once. */
static void
collect(const struct shape *s, const struct shape **seen, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		if (seen[i] == s)
			return;
	if (!s || *n == SHAPES_MAX)
		return;
	seen[(*n)++] = s;
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].sub)
			collect(s->v[i].sub, seen, n);
}

static void
put_components(struct buf *b, const struct route_table *tables, size_t n)
{
	const struct shape *seen[SHAPES_MAX];
	size_t found = 0;

	for (size_t t = 0; t < n; t++)
		for (size_t i = 0; i < tables[t].n; i++)
			if (is_api(&tables[t].v[i]) && tables[t].v[i].out)
				collect(tables[t].v[i].out, seen, &found);
	BUF_LIT(b, "\"components\":{\"securitySchemes\":{\"token\":{\"type\":\"http\",\"scheme\":"
		   "\"bearer\"}},\"schemas\":{"
		   "\"Problem\":{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\"}"
		   ",\"title\":{\"type\":\"string\"},"
		   "\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"},\"errors\":{"
		   "\"type\":\"array\",\"items\":{\"type\":\"object\","
		   "\"properties\":{\"field\":{\"type\":\"string\"},\"detail\":{\"type\":"
		   "\"string\"}}}}}}");
	for (size_t i = 0; i < found; i++) {
		buf_fmt(b, ",\"%s\":", seen[i]->name);
		shape_openapi(b, seen[i]);
	}
	BUF_LIT(b, "}}");
}

/* The whole document (OpenAPI 3.1). */
static void
openapi_write(struct buf *b, const struct route_table *tables, size_t n)
{
	BUF_LIT(b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Linli\",\"version\":\"" VERSION "\","
		   "\"license\":{\"name\":\"Apache-2.0\","
		   "\"identifier\":\"Apache-2.0\"}},\"servers\":[{\"url\":\"/\"}],\"paths\":{");
	put_paths(b, tables, n);
	BUF_LIT(b, "},");
	put_components(b, tables, n);
	BUF_LIT(b, "}\n");
}

static int
openapi_api(struct req *r)
{
	buf_init(&r->reply.body, &r->arena);
	openapi_write(&r->reply.body, r->app->routes, r->app->routes_n);
	return reply_tagged(r, S("application/json"));
}

static const struct route rows[] = {
	ROUTE_GET("/api/openapi.json", OPEN, openapi_api, .out_type = "application/json", .about = "This document"),
};

const struct route_table openapi_routes = {rows, sizeof rows / sizeof *rows};
