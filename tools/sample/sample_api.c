/* sample_api.c: notes for programs: the same rules, forms and list as the pages, as JSON. */
#include "features/sample/sample_web.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "lib/text.h"

static int
reply_note(struct req *r, struct sample note)
{
	note.text = text_redact(&r->arena, note.text);
	return reply_shape(r, &sample_shape, &note);
}

static int
list_api(struct req *r)
{
	struct list_ask ask = sample_asked(r);

	return list_answer(r, &sample_list, &ask, 0);
}

static int
show_api(struct req *r)
{
	struct sample note;

	TRY(sample_of_path(r, &note));
	return reply_note(r, note);
}

static int
file_api(struct req *r)
{
	struct sample note;

	TRY(sample_file_from_form(r, &note));
	TRY(reply_note(r, note));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/sample/%.*s", STR(note.code)));
	return 0;
}

static int
move_api(struct req *r)
{
	struct sample note;

	TRY(sample_move_from_form(r, &note));
	return reply_note(r, note);
}

static const struct route rows[] = {
	ROUTE_GET("/api/sample", OPEN, list_api, .form = &sample_list_form, .out = &sample_shape, .about = "Notes, newest first"),
	ROUTE_GET("/api/sample/:code", OPEN, show_api, .out = &sample_shape, .about = "A note"),
	ROUTE_POST("/api/sample", SAMPLE_WRITE, file_api, .form = &sample_write_form, .out = &sample_shape, .flags = ROUTE_MAKES,
		   .about = "Write a note"),
	ROUTE_POST("/api/sample/:code", SAMPLE_WRITE, move_api, .form = &sample_move_form, .out = &sample_shape,
		   .about = "Change a note, or move it to another state"),
};

const struct route_table sample_api_routes = {rows, sizeof rows / sizeof *rows};
