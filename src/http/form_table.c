/* form_table.c: what is wrong with a form's table shows at start, whichever request would meet it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/form.h"

_Noreturn static void
wrong_table(const struct form *f, const struct field *field, const char *why)
{
	fprintf(stderr, "%s:%d: field \"%s\" of struct %s: %s\n", f->file, field->line,
		field->name ? field->name : "", f->in, why);
	abort();
}

static void
check_choices(const struct form *f, const struct field *field)
{
	if (field->type == FIELD_CHOICE && !field->choices_n)
		wrong_table(f, field, "a choice without choices");
	for (size_t i = 0; i < field->choices_n; i++) {
		const struct choice *c = &field->choices[i];

		if (!c->value || !c->label)
			wrong_table(f, field, "a choice without value or label");
		for (size_t k = 0; k < i; k++) {
			if (strcmp(field->choices[k].value, c->value) == 0)
				wrong_table(f, field, "two choices have the same value");
			if (field->type == FIELD_CHOICE && field->choices[k].number == c->number)
				wrong_table(f, field, "two choices mean the same number");
		}
	}
}

void
form_check(const struct form *f)
{
	for (size_t i = 0; f && i < f->n; i++) {
		const struct field *field = &f->v[i];

		if (!field->name || !*field->name || !field->type || !field->label)
			wrong_table(f, field, "a field needs a name, a type and a label");
		if (!field->in || strcmp(field->in, f->in) != 0)
			wrong_table(f, field, "it fills another struct than its form");
		for (size_t k = 0; k < i; k++) {
			if (strcmp(f->v[k].name, field->name) == 0)
				wrong_table(f, field, "two fields have the same name");
			if (f->v[k].offset == field->offset)
				wrong_table(f, field, "two fields fill the same member");
		}
		check_choices(f, field);
	}
}
