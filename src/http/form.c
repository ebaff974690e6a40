/* form.c: checking what came in against a form's table.
 *
 * Values are gathered as texts, whether they were sent as a form, a query or JSON; one check for
 * all. */
#include "http/form.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "lib/mail.h"
#include "lib/phone.h"

enum { TEXT_MAX = 200, MANY_MAX = 64, E7 = 10000000 };

/* The values of one field. */
struct values {
	const struct str *v;
	size_t n;
	bool odd; /* JSON of a kind no field can hold */
};

static const char *
refuse(struct input *in, const char *text)
{
	return in->error = text;
}

static void
refuse_number(struct req *r, struct input *in, const char *text, int64_t n)
{
	in->error_arg = str_number(&r->arena, n);
	refuse(in, text);
}

/* CRLF and CR become LF. */
static struct str
unix_lines(struct arena *a, struct str s)
{
	char *p;
	size_t n = 0;

	if (s.n == 0 || !memchr(s.p, '\r', s.n))
		return s;
	p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = '\n';
	return (struct str){p, n};
}

static struct str
without_tabs(struct arena *a, struct str s)
{
	char *p;

	if (s.n == 0 || !memchr(s.p, '\t', s.n))
		return s;
	s = str_dup(a, s);
	p = (char *)(uintptr_t)s.p;
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\t')
			p[i] = ' ';
	return s;
}

/* What cannot be seen or is no text comes back as a mark that can be seen, and printed. */
static struct str
visible(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	for (uint32_t c; str_rune(&s, &c);)
		buf_rune(&b, (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) ? 0xfffd : c);
	return buf_done(&b);
}

/* Cleans one value as its type wants it; says what cannot be kept. */
static struct str
clean(struct req *r, const struct field *f, struct str s, struct input *in)
{
	bool lines = f->type == FIELD_LINES;

	s = unix_lines(&r->arena, s);
	if (!lines && f->type != FIELD_SECRET)
		s = without_tabs(&r->arena, s);
	if (f->type != FIELD_SECRET)
		s = str_seen(s) ? str_trim(s) : S("");
	if (!str_valid(s)) {
		refuse(in, N_("里面有看不见的特殊字符，请删掉或重新输入"));
		s = visible(&r->arena, s);
	} else if (!lines && s.n && memchr(s.p, '\n', s.n)) {
		refuse(in, N_("这里只能写一行，请去掉换行"));
	}
	return s;
}

static void
check_length(struct req *r, const struct field *f, struct input *in)
{
	int64_t most = f->max ? f->max : TEXT_MAX, n = (int64_t)str_chars(in->text);

	if (n > most)
		refuse_number(r, in, N_("太长了，最多 {1} 个字"), most);
	else if (n < f->min)
		refuse_number(r, in, N_("太短了，至少写 {1} 个字"), f->min);
}

/* A bound as the person would have typed it. */
/* A decimal as people write it: no exponent, no digits that say nothing. */
static struct str
decimal_text(struct arena *a, int64_t v)
{
	int64_t whole = v < 0 ? -(v / E7) : v / E7, part = v < 0 ? -(v % E7) : v % E7;
	struct str s = str_fmt(a, "%s%lld.%07lld", v < 0 ? "-" : "", (long long)whole,
			       (long long)part);

	while (s.p[s.n - 1] == '0')
		s.n--;
	s.n -= s.p[s.n - 1] == '.';
	return s;
}

static struct str
bound_text(struct req *r, const struct field *f, int64_t v)
{
	struct civil c;

	switch (f->type) {
	case FIELD_DATE:
		c = clock_civil(v);
		return str_fmt(&r->arena, "%04d-%02d-%02d", c.year, c.month, c.day);
	case FIELD_DECIMAL: return decimal_text(&r->arena, v);
	default:
		return str_number(&r->arena, v);
	}
}

static void
check_bounds(struct req *r, const struct field *f, struct input *in)
{
	bool is_date = f->type == FIELD_DATE;

	if (f->max && in->number > f->max) {
		in->error_arg = bound_text(r, f, f->max);
		refuse(in, is_date ? N_("最晚填 {1}") : N_("太大了，最大填 {1}"));
	} else if ((f->min || f->max) && in->number < f->min) {
		in->error_arg = bound_text(r, f, f->min);
		refuse(in, is_date ? N_("最早填 {1}") : N_("太小了，最小填 {1}"));
	}
}

static void
check_int(struct req *r, const struct field *f, struct input *in)
{
	int64_t v;

	if (!str_int(str_narrow(&r->arena, in->text), &v)) {
		refuse(in, N_("这里要填整数，例如 12"));
		return;
	}
	in->number = v;
	check_bounds(r, f, in);
}

static void
check_id(struct req *r, struct input *in)
{
	int64_t v;

	if (str_int(str_narrow(&r->arena, in->text), &v) && v > 0)
		in->number = v;
	else
		refuse(in, N_("没有认出选的是哪一个，请重新选择"));
}

static void
check_bool(struct input *in)
{
	if (str_is(in->text, "1"))
		in->number = 1;
	else if (!str_is(in->text, "0"))
		refuse(in, N_("没有认出这一项，请重新勾选"));
	in->given = in->number == 1;
}

static bool
is_choice(const struct field *f, struct str value, int64_t *ret)
{
	for (size_t i = 0; i < f->choices_n; i++)
		if (str_is(value, f->choices[i].value)) {
			*ret = f->choices[i].number;
			return true;
		}
	return false;
}

static void
check_choice(const struct field *f, struct input *in)
{
	if (!is_choice(f, in->text, &in->number))
		refuse(in, N_("请从给出的选项里选一个"));
}

/* Exactly "2026-11-22", and a day that exists. */
static void
check_date(struct req *r, const struct field *f, struct input *in)
{
	struct str s = str_narrow(&r->arena, in->text);
	int64_t y, m, d, at;
	struct civil c;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !str_int(str_sub(s, 0, 4), &y) ||
	    !str_int(str_sub(s, 5, 2), &m) || !str_int(str_sub(s, 8, 2), &d) || y < 1000 || m < 0 ||
	    d < 0) {
		refuse(in, N_("日期请写成 2026-11-22 这样"));
		return;
	}
	at = clock_at((int)y, (int)m, (int)d, 0, 0, 0);
	c = clock_civil(at);
	if (c.year != y || c.month != m || c.day != d) {
		refuse(in, N_("日历上没有这一天，请再看看"));
		return;
	}
	in->number = at;
	in->text = s;
	check_bounds(r, f, in);
}

static void
check_phone(struct req *r, const struct field *f, struct input *in)
{
	struct str number = str_narrow(&r->arena, in->text);
	int64_t by = 0;
	const char *why = f->type == FIELD_TEL ? phone_any(&r->arena, &number, &by)
					       : phone_mobile(&r->arena, &number, &by);

	if (why && by)
		refuse_number(r, in, why, by);
	else if (why)
		refuse(in, why);
	else
		in->text = number;
}

static enum sender
sender_of(const struct req *r)
{
	return str_starts(r->path, S("/api/")) ? BY_API : BY_PAGE;
}

static void
check_email(struct req *r, const struct field *f, struct input *in)
{
	const char *wrong = mail_address(&r->arena, &in->text);

	if (wrong)
		refuse(in, wrong);
	else
		check_length(r, f, in);
}

static void
check_decimal(struct req *r, const struct field *f, struct input *in)
{
	double v;

	if (!str_real(str_narrow(&r->arena, in->text), &v) || fabs(v) > 1e9) {
		refuse(in, N_("这里要填数字，例如 120.62"));
		return;
	}
	in->number = llround(v * E7);
	check_bounds(r, f, in);
}

static void
check_one(struct req *r, const struct field *f, struct input *in)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LINES:
	case FIELD_SECRET:
		check_length(r, f, in);
		break;
	case FIELD_INT:
		check_int(r, f, in);
		break;
	case FIELD_ID:
		check_id(r, in);
		break;
	case FIELD_ID_OR_CODE:
		if (sender_of(r) == BY_API)
			check_length(r, f, in);
		else
			check_id(r, in);
		break;
	case FIELD_BOOL:
	case FIELD_AGAIN:
		check_bool(in);
		break;
	case FIELD_CHOICE:
		check_choice(f, in);
		break;
	case FIELD_DATE:
		check_date(r, f, in);
		break;
	case FIELD_PHONE:
	case FIELD_TEL:
		check_phone(r, f, in);
		break;
	case FIELD_EMAIL:
		check_email(r, f, in);
		break;
	case FIELD_DECIMAL:
		check_decimal(r, f, in);
		break;
	case FIELD_MANY:
	case FIELD_FILES:
		break;
	}
}

/* Empty values do not count; every value that stays is checked like a line of text, or a choice. */
static void
check_many(struct req *r, const struct field *f, struct values values, struct input *in)
{
	int64_t most = f->max ? f->max : MANY_MAX, ignored;
	struct str *all = NEW_ARRAY(&r->arena, struct str, values.n);

	for (size_t i = 0; i < values.n; i++) {
		struct str s = clean(r, f, values.v[i], in);

		if (s.n == 0)
			continue;
		if (f->choices && !is_choice(f, s, &ignored))
			refuse(in, N_("请从给出的选项里选"));
		else if (str_chars(s) > TEXT_MAX)
			refuse_number(r, in, N_("太长了，最多 {1} 个字"), TEXT_MAX);
		all[in->all_n++] = s;
	}
	in->all = all;
	in->text = in->all_n ? all[0] : S("");
	in->given = in->all_n > 0;
	if (!in->error && (int64_t)in->all_n > most)
		refuse_number(r, in, N_("选多了，最多选 {1} 项"), most);
	else if (!in->error && in->given && (int64_t)in->all_n < f->min)
		refuse_number(r, in, N_("选少了，至少选 {1} 项"), f->min);
}

static void
check_files(struct req *r, const struct field *f, struct input *in)
{
	int64_t most = f->max ? f->max : 1;
	const struct upload **files = NEW_ARRAY(&r->arena, const struct upload *, r->uploads_n);

	for (size_t i = 0; i < r->uploads_n; i++)
		if (str_is(r->uploads[i].field, f->name))
			files[in->files_n++] = &r->uploads[i];
	in->files = files;
	in->given = in->files_n > 0;
	if ((int64_t)in->files_n > most)
		refuse_number(r, in, N_("传多了，最多传 {1} 个文件"), most);
	else if (in->given && (int64_t)in->files_n < f->min)
		refuse_number(r, in, N_("还不够，至少传 {1} 个文件"), f->min);
}

static void
check_field(struct req *r, const struct field *f, struct values values, struct input *in)
{
	if (values.odd) {
		refuse(in, N_("没有认出这一项，请重新填写"));
	} else if (f->type == FIELD_MANY) {
		check_many(r, f, values, in);
	} else if (f->type == FIELD_FILES) {
		check_files(r, f, in);
	} else if (values.n) {
		in->text = clean(r, f, values.v[0], in);
		in->given = in->text.n > 0;
		if (in->given && !in->error)
			check_one(r, f, in);
	}
	if ((f->required || f->required_by == sender_of(r)) && !in->given && !in->error)
		refuse(in, f->missing ? f->missing : N_("这一项要填"));
	r->invalid |= in->error != NULL;
}

/* Writes what was read into the member of the form's struct. */
static void
fill_member(const struct req *r, const struct field *f, const struct input *in)
{
	void *member = (char *)r->values + f->offset;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LINES:
	case FIELD_SECRET:
	case FIELD_PHONE:
	case FIELD_TEL:
	case FIELD_EMAIL: *(struct str *)member = in->text; break;
	case FIELD_INT:
	case FIELD_ID:
	case FIELD_DATE:
	case FIELD_DECIMAL: *(int64_t *)member = in->number; break;
	case FIELD_ID_OR_CODE:
		*(struct id_or_code *)member =
			(struct id_or_code){in->number, sender_of(r) == BY_API ? in->text : S("")};
		break;
	case FIELD_BOOL:
	case FIELD_AGAIN: *(bool *)member = in->given; break;
	case FIELD_CHOICE: *(int *)member = (int)in->number; break;
	case FIELD_MANY: *(struct texts *)member = (struct texts){in->all, in->all_n}; break;
	case FIELD_FILES:
		*(struct uploads *)member = (struct uploads){in->files, in->files_n};
		break;
	}
}

static struct values
values_of_pairs(struct arena *a, const struct pair *v, size_t n, const char *name)
{
	struct values values = {.n = 0};
	struct str *all = NULL;

	for (size_t i = 0; i < n; i++)
		if (str_is(v[i].name, name)) {
			if (!all)
				all = NEW_ARRAY(a, struct str, n);
			all[values.n++] = v[i].value;
		}
	values.v = all;
	return values;
}

/* A JSON value as the text that a form would have sent; false for what no field can hold. */
static bool
json_text(struct arena *a, const json_t *j, struct str *ret)
{
	switch (json_typeof(j)) {
	case JSON_STRING:
		*ret = str_dup(a, (struct str){json_string_value(j), json_string_length(j)});
		return true;
	case JSON_INTEGER:
		*ret = str_number(a, json_integer_value(j));
		return true;
	case JSON_REAL:
		*ret = str_fmt(a, "%.15g", json_real_value(j));
		return true;
	case JSON_TRUE:
		*ret = S("1");
		return true;
	case JSON_FALSE:
	case JSON_NULL:
		*ret = S("");
		return true;
	default:
		return false;
	}
}

static struct values
values_of_json(struct arena *a, const json_t *object, const struct field *f)
{
	const json_t *j = json_object_get(object, f->name);
	bool is_list = j && json_is_array(j);
	size_t n = is_list ? json_array_size(j) : j ? 1 : 0;
	struct values values = {.n = n, .odd = is_list && f->type != FIELD_MANY};
	struct str *all = NEW_ARRAY(a, struct str, n);

	for (size_t i = 0; i < n && !values.odd; i++)
		values.odd = !json_text(a, is_list ? json_array_get(j, i) : j, &all[i]);
	values.v = all;
	return values;
}

/* Takes JSON only where calls by programs go; a page's form is never JSON. */
static int
read_json(const struct req *r, json_t **ret)
{
	json_t *j;

	if (r->method != POST || sender_of(r) != BY_API || r->posted || r->uploads ||
	    r->body.n == 0)
		return 0;
	j = json_loadb(r->body.p, r->body.n, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(j)) {
		json_decref(j);
		return E_MALFORMED;
	}
	*ret = j;
	return 0;
}

/* A form that only asks to be shown again is not judged. */
static void
forgive_again(const struct form *f, struct req *r)
{
	for (size_t i = 0; i < f->n; i++)
		r->show_again |= f->v[i].type == FIELD_AGAIN && r->in[i].given;
	if (!r->show_again)
		return;
	for (size_t i = 0; i < f->n; i++)
		r->in[i].error = NULL;
	r->invalid = false;
}

int
form_read(const struct form *f, struct req *r)
{
	const struct pair *pairs = r->method == POST ? r->posted : r->query;
	size_t pairs_n = r->method == POST ? r->posted_n : r->query_n;
	enum sender other = sender_of(r) == BY_API ? BY_PAGE : BY_API;
	json_t *json = NULL;

	TRY(read_json(r, &json));
	r->form = f;
	r->in = NEW_ARRAY(&r->arena, struct input, f->n);
	r->values = arena_alloc(&r->arena, f->size);
	r->invalid = false;
	for (size_t i = 0; i < f->n; i++) {
		if (f->v[i].only == other)
			continue;
		check_field(r, &f->v[i],
			    json ? values_of_json(&r->arena, json, &f->v[i])
				 : values_of_pairs(&r->arena, pairs, pairs_n, f->v[i].name),
			    &r->in[i]);
		fill_member(r, &f->v[i], &r->in[i]);
	}
	json_decref(json);
	forgive_again(f, r);
	return 0;
}

/* ---- what handlers ask ---- */

const void *
form_values(const struct req *r, const char *in, size_t size, bool must)
{
	if (r->form && r->form->size == size && strcmp(r->form->in, in) == 0)
		return r->values;
	if (!must)
		return NULL;
	fprintf(stderr, "%.*s: struct %s is asked for, the form here is %s\n", STR(r->path), in,
		r->form ? r->form->in : "none");
	abort();
}

static struct input *
input_at(const struct req *r, const char *in, size_t offset)
{
	form_values(r, in, r->form ? r->form->size : 0, true);
	for (size_t i = 0; i < r->form->n; i++)
		if (r->form->v[i].offset == offset)
			return &r->in[i];
	fprintf(stderr, "%s:%d: no field of the form fills byte %zu of struct %s\n", r->form->file,
		r->form->line, offset, in);
	abort();
}

const struct input *
form_input_at(const struct req *r, const char *in, size_t offset)
{
	return input_at(r, in, offset);
}

int
form_fail_at(struct req *r, const char *in, size_t offset, const char *text, struct str arg)
{
	struct input *input = input_at(r, in, offset);

	input->error = text;
	input->error_arg = arg;
	r->invalid = true;
	return E_INVALID;
}
