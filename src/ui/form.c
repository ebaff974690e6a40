/* form.c: form pieces, from the table beside the route and from what was typed. */
#include "base/err.h"
#include "gen/ui_view.h"
#include "http/route.h"
#include "ui/model.h"
#include "ui/state.h"

enum { RADIOS_MAX = 6 }; /* more choices than this are folded into a list */

void
ui_icon(struct view *v, const char *name)
{
	icon_html(v, &(struct icon_model){.url = v->icons, .name = name});
}

void
ui_shape_str(struct view *v, struct str colour)
{
	if (colour.n)
		shape_html(v, &(struct shape_model){.url = v->icons, .colour = colour});
}

void
ui_shape_z(struct view *v, const char *colour)
{
	ui_shape_str(v, str_of(colour));
}

void
ui_bundled(struct view *v, const char *name)
{
	ui_print_z(v, ui_asset(name));
}

void
ui_csrf(struct view *v)
{
	form_csrf_html(v, &(struct field_model){.value = v->csrf ? v->csrf(v->r) : S("")});
}

/* A message as text, with {1} filled in; not escaped. */
static struct str
message_text(struct view *v, const char *zh, struct str arg)
{
	return ui_translate_with(&v->r->arena, v->lang, zh, arg);
}

/* One field of the page's form, with what the request brought for it: NULL on a fresh page. */
struct slot {
	const struct field *field;
	const struct input *in;
	struct str fill;
	bool filled;
};

static const struct form *
page_form(struct view *v)
{
	const struct form *f = ui_state(v->r)->form;

	return f || !v->r->route ? f : v->r->route->form;
}

static struct slot
find_slot(struct view *v, const char *name)
{
	const struct form *f = page_form(v);
	const struct req *r = v->r;
	struct slot s = {0};

	for (size_t i = 0; f && i < f->n; i++) {
		if (!ui_is_z(f->v[i].name, name))
			continue;
		s.field = &f->v[i];
		if (r->in && r->route && r->route->form == f)
			s.in = &r->in[i];
	}
	for (const struct fill *fill = ui_state(v->r)->fills; fill && !s.filled; fill = fill->next)
		if (ui_is_z(fill->name, name)) {
			s.fill = fill->value;
			s.filled = true;
		}
	return s;
}

/* What was typed wins over the initial value as soon as the form was sent once. */
static struct str
slot_text(struct view *v, const struct slot *s)
{
	if (s->in && (v->r->method == POST || v->r->failed || s->in->given || !s->filled))
		return s->in->text;
	return s->fill;
}

static struct str
slot_error(struct view *v, const struct slot *s)
{
	const struct fault *fault = &v->r->fault;

	if (s->in && s->in->error)
		return message_text(v, s->in->error, s->in->error_arg);
	if (fault->field && fault->text && ui_is_z(fault->field, s->field->name))
		return str_of(T(v, fault->text));
	return S("");
}

static bool
slot_has(struct view *v, const struct slot *s, const char *value)
{
	struct str text = slot_text(v, s), word;

	if (s->field->type != FIELD_MANY)
		return str_is(text, value);
	if (s->in && (s->in->given || !s->filled)) {
		for (size_t i = 0; i < s->in->all_n; i++)
			if (str_is(s->in->all[i], value))
				return true;
		return false;
	}
	while (str_next(&text, ' ', &word))
		if (str_is(word, value))
			return true;
	return false;
}

/* How a type of field is typed in; "text" where nothing is said. */
static const struct control {
	const char *type, *inputmode, *autocomplete;
} controls[] = {
	[FIELD_TEXT] = {.type = "text"},
	[FIELD_SECRET] = {.type = "password", .autocomplete = "current-password"},
	[FIELD_INT] = {.type = "text", .inputmode = "numeric"},
	[FIELD_ID] = {.type = "text", .inputmode = "numeric"},
	[FIELD_ID_OR_CODE] = {.type = "text", .inputmode = "numeric"},
	[FIELD_CHOICE] = {.type = "radio"},
	[FIELD_MANY] = {.type = "checkbox"},
	[FIELD_DATE] = {.type = "date"},
	[FIELD_PHONE] = {.type = "tel", .autocomplete = "tel"},
	[FIELD_TEL] = {.type = "tel", .autocomplete = "tel"},
	[FIELD_EMAIL] = {.type = "email", .autocomplete = "email"},
	[FIELD_DECIMAL] = {.type = "text", .inputmode = "decimal"},
	[FIELD_FILES] = {.type = "file"},
};

static void
add_choices(struct view *v, const struct slot *s, struct field_model *m)
{
	const struct field *f = s->field;
	struct choice_model *list = NEW_ARRAY(&v->r->arena, struct choice_model, f->choices_n);

	for (size_t i = 0; i < f->choices_n; i++)
		list[i] = (struct choice_model){.id = i ? S("") : m->id,
						.value = str_of(f->choices[i].value),
						.label = f->choices[i].label,
						.checked = slot_has(v, s, f->choices[i].value)};
	m->choices.v = list;
	m->choices.n = f->choices_n;
}

static void
add_hours(struct view *v, struct field_model *m)
{
	enum { HOURS = 24 };
	struct choice_model *list = NEW_ARRAY(&v->r->arena, struct choice_model, HOURS);

	for (int64_t i = 0; i < HOURS; i++) {
		list[i].value = str_number(&v->r->arena, i);
		list[i].checked = str_eq(list[i].value, m->value);
	}
	m->choices.v = list;
	m->choices.n = HOURS;
}

static struct field_model
model_of(struct view *v, const struct slot *s)
{
	const struct field *f = s->field;
	const struct control *c = &controls[f->type];
	struct arena *a = &v->r->arena;
	struct field_model m = {
		.name = f->name, .label = f->label, .hint = f->hint,
		.type = c->type, .inputmode = c->inputmode, .autocomplete = c->autocomplete,
		.id = str_fmt(a, "f-%s", f->name),
		.error = slot_error(v, s),
		.required = f->required || f->required_by == BY_PAGE,
		.many = f->type == FIELD_FILES && f->max != 1,
	};

	if (f->type != FIELD_SECRET && f->type != FIELD_FILES)
		m.value = slot_text(v, s);
	if (f->type == FIELD_SECRET && str_starts(str_of(f->name), S("new")))
		m.autocomplete = "new-password";
	if (f->digits)
		m.type = "text", m.inputmode = "numeric", m.autocomplete = "off";
	if (f->autocomplete)
		m.autocomplete = f->autocomplete;
	if (f->type == FIELD_TEXT || f->type == FIELD_LINES)
		m.maxlength = f->max ? f->max : 200;
	m.checked = str_is(m.value, "1");
	if (m.hint && m.error.n)
		m.notes = str_fmt(a, "%.*s-hint %.*s-err", STR(m.id), STR(m.id));
	else if (m.hint || m.error.n)
		m.notes = str_fmt(a, "%.*s-%s", STR(m.id), m.hint ? "hint" : "err");
	add_choices(v, s, &m);
	return m;
}

void
ui_field(struct view *v, const char *name)
{
	struct slot s = find_slot(v, name);
	struct field_model m;

	if (!s.field)
		return;
	m = model_of(v, &s);
	switch (s.field->type) {
	case FIELD_LINES:
		form_area_html(v, &m);
		break;
	case FIELD_BOOL:
		form_check_html(v, &m);
		break;
	case FIELD_CHOICE:
		if (m.choices.n > RADIOS_MAX)
			form_select_html(v, &m);
		else
			form_choices_html(v, &m);
		break;
	case FIELD_MANY:
		form_choices_html(v, &m);
		break;
	case FIELD_INT:
		if (s.field->hours)
			add_hours(v, &m);
		(s.field->hours ? form_hours_html : form_input_html)(v, &m);
		break;
	case FIELD_FILES:
		form_files_html(v, &m);
		break;
	default:
		form_input_html(v, &m);
		break;
	}
}

void
ui_problem(struct view *v, const char *name)
{
	struct slot s = find_slot(v, name);
	struct field_model m;

	if (!s.field)
		return;
	m = (struct field_model){.id = str_fmt(&v->r->arena, "f-%s", name),
				 .error = slot_error(v, &s)};
	form_notes_html(v, &m);
}

void
ui_hidden(struct view *v, const char *name)
{
	struct slot s = find_slot(v, name);

	if (s.field)
		form_hidden_html(v, &(struct field_model){.name = name, .value = slot_text(v, &s)});
}

void
ui_errors(struct view *v, const char *heading)
{
	const struct form *f = page_form(v);
	const struct req *r = v->r;
	struct error_line *lines = NEW_ARRAY(&v->r->arena, struct error_line, f ? f->n : 0);
	struct errors_model m = {.title = heading && *heading ? heading : N_("没有提交成功")};

	if (r->failed == E_AGAIN || (!r->failed && !r->invalid))
		return;
	m.lines.v = lines;
	for (size_t i = 0; f && i < f->n; i++) {
		struct slot s = find_slot(v, f->v[i].name);
		struct str error = slot_error(v, &s);

		if (error.n)
			lines[m.lines.n++] = (struct error_line){
				.id = str_fmt(&v->r->arena, "f-%s", f->v[i].name),
				.text = error,
				.label = f->v[i].label};
	}
	if (m.lines.n == 0)
		m.text = r->fault.text ? r->fault.text : err_text(r->failed);
	form_errors_html(v, &m);
}
