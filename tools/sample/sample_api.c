/* sample_api.c: notes for programs: the same rules and forms as the pages, as JSON. */
#include "features/sample/sample_web.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "lib/text.h"

#define NOTE(member) SHAPE_MEMBER(struct sample, member)
static const struct shape_field note_fields[] = {
	{.name = "id", .type = SHAPE_ID, NOTE(id)},
	{.name = "version", .type = SHAPE_INT, NOTE(version), .about = "Send it with a change; a stale one is refused with 409"},
	{.name = "text", .type = SHAPE_TEXT, NOTE(text)},
	{.name = "at", .type = SHAPE_TIME, NOTE(at)},
};
static const struct shape note_shape = {"Sample", note_fields, sizeof note_fields / sizeof *note_fields};

static int
list_api(struct req *r)
{
	struct sample_list list;
	int64_t next;

	TRY(sample_list_of(r, &list, &next));
	return reply_shapes(r, &note_shape, list.v, list.n, sizeof *list.v, next ? str_number(&r->arena, next) : S(""));
}

static int
reply_note(struct req *r, struct sample note)
{
	note.text = text_redact(&r->arena, note.text);
	return reply_shape(r, &note_shape, &note);
}

static int
show_api(struct req *r)
{
	struct sample note;

	TRY(sample_of_path(r, &note));
	return reply_note(r, note);
}

static int
add_api(struct req *r)
{
	struct sample note;
	int64_t id;

	TRY(sample_add_from_form(r, &id));
	TRY(sample_get(r->tx, r->who->district, id, &note));
	TRY(reply_note(r, note));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/sample/%lld", (long long)id));
	return 0;
}

static int
edit_api(struct req *r)
{
	struct sample note;

	TRY(sample_edit_from_form(r, &note));
	return reply_note(r, note);
}

static const struct route rows[] = {
	ROUTE_GET("/api/sample", OPEN, list_api, .form = &sample_list_form, .out = &note_shape, .about = "Notes, newest first"),
	ROUTE_GET("/api/sample/:id", OPEN, show_api, .out = &note_shape, .about = "A note"),
	ROUTE_POST("/api/sample", SAMPLE_WRITE, add_api, .form = &sample_write_form, .out = &note_shape, .flags = ROUTE_MAKES,
		   .about = "Write a note"),
	ROUTE_POST("/api/sample/:id", SAMPLE_WRITE, edit_api, .form = &sample_edit_form, .out = &note_shape,
		   .about = "Change a note"),
};

const struct route_table sample_api_routes = {rows, sizeof rows / sizeof *rows};
