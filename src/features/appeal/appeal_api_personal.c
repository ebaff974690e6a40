/* appeal_api_personal.c: the cases of a person, printed for that person. */
#include "features/appeal/appeal_web.h"
#include "lib/shape.h"

#define MEMBER(type_, name_, member_, kind_) \
	{ \
		.name = (name_), .type = (kind_), .offset = offsetof(struct type_, member_), \
		.size = sizeof(((struct type_ *)0)->member_) \
	}
#define LIST(name_, row_, sub_) \
	{.name = #name_, .type = SHAPE_LIST, .offset = offsetof(struct appeal_own, name_), \
	 .size = sizeof(struct row_), .sub = &(sub_)}
#define SHAPE(name_, fields_) {.name = (name_), .v = (fields_), .n = sizeof(fields_) / sizeof *(fields_)}

static const struct shape_field step_fields[] = {
	MEMBER(flow_step, "at", at, SHAPE_TIME),
	{.name = "act",
	 .type = SHAPE_WORD,
	 .offset = offsetof(struct flow_step, kind),
	 .size = sizeof(int64_t),
	 .word = appeal_act_name},
	MEMBER(flow_step, "by", org_name, SHAPE_TEXT),
	MEMBER(flow_step, "text", text, SHAPE_TEXT),
};
static const struct shape step_shape = SHAPE("OwnStep", step_fields);

static const struct shape_field photo_fields[] = {
	MEMBER(matter_file, "file", file, SHAPE_TEXT),
	MEMBER(matter_file, "public", open, SHAPE_BOOL),
};
static const struct shape photo_shape = SHAPE("OwnPhoto", photo_fields);

static const struct shape_field access_fields[] = {
	MEMBER(access_line, "at", at, SHAPE_TIME),
	MEMBER(access_line, "what", what, SHAPE_TEXT),
	MEMBER(access_line, "reason", reason, SHAPE_TEXT),
	MEMBER(access_line, "title", title, SHAPE_TEXT),
};
static const struct shape access_shape = SHAPE("OwnAccess", access_fields);

static const struct shape_field own_fields[] = {
	MEMBER(appeal_own, "code", a.code, SHAPE_TEXT),
	MEMBER(appeal_own, "title", a.title, SHAPE_TEXT),
	MEMBER(appeal_own, "text", a.body, SHAPE_TEXT),
	MEMBER(appeal_own, "answers", a.answers, SHAPE_TEXT),
	{.name = "state",
	 .type = SHAPE_WORD,
	 .offset = offsetof(struct appeal_own, a.state),
	 .size = sizeof(int64_t),
	 .word = appeal_state_name},
	MEMBER(appeal_own, "public", a.open, SHAPE_INT),
	MEMBER(appeal_own, "item", a.item_path, SHAPE_TEXT),
	MEMBER(appeal_own, "community", a.community_name, SHAPE_TEXT),
	MEMBER(appeal_own, "place", a.place_name, SHAPE_TEXT),
	MEMBER(appeal_own, "spot", a.spot, SHAPE_TEXT),
	MEMBER(appeal_own, "name", name, SHAPE_TEXT),
	MEMBER(appeal_own, "phone", phone, SHAPE_TEXT),
	MEMBER(appeal_own, "body", a.org_name, SHAPE_TEXT),
	MEMBER(appeal_own, "filed_at", a.filed_at, SHAPE_TIME),
	MEMBER(appeal_own, "promised_at", a.promised_at, SHAPE_TIME),
	MEMBER(appeal_own, "replied_at", a.replied_at, SHAPE_TIME),
	MEMBER(appeal_own, "closed_at", a.closed_at, SHAPE_TIME),
	MEMBER(appeal_own, "reply", a.reply, SHAPE_TEXT),
	MEMBER(appeal_own, "result", a.result, SHAPE_INT),
	MEMBER(appeal_own, "attitude", a.attitude, SHAPE_INT),
	MEMBER(appeal_own, "rated_at", a.rated_at, SHAPE_TIME),
	LIST(photos, matter_file, photo_shape),
	LIST(steps, flow_step, step_shape),
	LIST(accesses, access_line, access_shape),
};
static const struct shape own_shape = SHAPE("OwnCase", own_fields);

static int
print_personal(struct tx *tx, const struct actor *who, struct buf *json)
{
	struct appeal_own_list list = {0};
	bool first = true;

	buf_char(json, '[');
	do {
		TRY(appeal_own(tx, who, list.n ? list.v[list.n - 1].a.id : 0, &list));
		for (size_t i = 0; i < list.n; i++) {
			if (!first)
				buf_char(json, ',');
			shape_json(json, &own_shape, &list.v[i]);
			first = false;
		}
	} while (list.n);
	buf_char(json, ']');
	return 0;
}

const struct personal appeal_personal = {.name = "appeal", .print = print_personal, .forget = appeal_forget};
