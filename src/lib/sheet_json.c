/* sheet_json.c: rows out of JSON: an object a line, or one list of objects. */
#include <stdlib.h>

#include "lib/sheet_in.h"

static struct str
json_text(struct sheet *s, json_t *v)
{
	struct str text = S("");
	char *z;

	switch (json_typeof(v)) {
	case JSON_STRING:
		return str_dup(&s->row, (struct str){json_string_value(v), json_string_length(v)});
	case JSON_INTEGER: return str_number(&s->row, json_integer_value(v));
	case JSON_REAL: return sheet_number(&s->row, json_real_value(v), 17);
	case JSON_TRUE: return S("true");
	case JSON_FALSE: return S("false");
	case JSON_NULL: return S("");
	default: break;
	}
	z = json_dumps(v, JSON_COMPACT);
	if (z)
		text = str_dup(&s->row, str_of(z));
	free(z);
	return text;
}

static void
read_object(struct sheet *s, json_t *object)
{
	const char *name;
	json_t *v;
	struct str cell;

	if (json_object_size(object) > SHEET_COLUMNS) {
		s->raw.error = N_("这一行的列数太多");
		return;
	}
	json_object_foreach(object, name, v) {
		sheet_clean(&s->row, json_text(s, v), &cell);
		s->raw.names[s->raw.n] = str_dup(&s->row, str_of(name));
		s->raw.cells[s->raw.n++] = cell;
	}
}

int
json_begin(struct sheet *s, const char **ret_why)
{
	enum { ARRAY_MAX = 64 << 20 };
	struct str text = str_starts(s->bytes, S("\xef\xbb\xbf")) ? str_sub(s->bytes, 3, s->bytes.n) : s->bytes;
	json_error_t e;

	if (!str_starts(str_trim(str_sub(text, 0, 4096)), S("[")))
		return 0;
	if (text.n > ARRAY_MAX) {
		*ret_why = "a JSON list of more than 64 MiB; write an object a line (.jsonl)";
		return E_TOOBIG;
	}
	s->array = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &e);
	if (s->array)
		return 0;
	*ret_why = str_fmt(&s->own, "not whole JSON, in line %d", e.line).p;
	return E_MALFORMED;
}

/* The next element of a list; its number stands for a line. */
static int
element_next(struct sheet *s)
{
	json_t *object = json_array_get(s->array, s->line - 1);

	if (!object) {
		s->at = s->bytes.n;
		return E_NOTFOUND;
	}
	s->raw.line = s->line++;
	if (json_is_object(object))
		read_object(s, object);
	else
		s->raw.error = N_("这一行不是完整的 JSON 对象");
	return 0;
}

int
jsonl_next(struct sheet *s)
{
	size_t next = sheet_after_line(s->bytes, s->at);
	struct str line = str_trim(str_sub(s->bytes, s->at, next - s->at));
	json_t *object;

	if (s->array)
		return element_next(s);
	if (s->at >= s->bytes.n)
		return E_NOTFOUND;
	s->raw.line = s->line++;
	s->at = next;
	if (line.n == 0)
		return 0;
	if (line.n > SHEET_ROW_MAX) {
		s->raw.error = N_("这一行太长");
		return 0;
	}
	if (s->from_gb18030 != (iconv_t)-1 && !sheet_from_gb18030(s, line, &line))
		line = S("");
	object = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(object))
		read_object(s, object);
	else
		s->raw.error = N_("这一行不是完整的 JSON 对象");
	json_decref(object);
	return 0;
}
