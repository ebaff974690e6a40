/* urgent.c: the table of emergencies, and what a text tells of. Changing it is in urgent_edit.c. */
#include "features/urgent/urgent.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/share.h"
#include "db/db.h"
#include "features/urgent/urgent_rules.h"
#include "gen/urgent_sql.h"

/* Longer texts are looked at up to here. */
enum { TEXT_CHARS = 4000 };

/* ---- what is shipped ---- */

static struct urgent_kind_list shipped;

static void
read_shipped(void)
{
	static struct arena memory;
	struct urgent_lines lines;
	const char *field;

	arena_init(&memory);
	if (urgent_sheet_read(&memory, share_file("urgent/default.csv"), S("default.csv"), &lines) < 0)
		abort();
	shipped.v = NEW_ARRAY(&memory, struct urgent_kind, lines.n);
	for (size_t i = 0; i < lines.n; i++) {
		struct urgent_draft d = lines.v[i].d;

		if (urgent_tidy(&memory, &d, &field))
			abort();
		shipped.v[shipped.n++] = (struct urgent_kind){
			.code = d.code, .name = d.name, .name_en = d.name_en, .say = d.say, .say_en = d.say_en,
			.calls = d.calls, .words = d.words, .spared = d.spared, .position = (int64_t)i + 1, .state = URGENT_LIVE,
		};
	}
}

const struct urgent_kind_list *
urgent_shipped(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_shipped);
	return &shipped;
}

/* ---- reading ---- */

int
urgent_kinds(struct tx *tx, int64_t district, bool retired, struct urgent_kind_list *ret)
{
	struct urgent_number own;

	TRY(sql_urgent_any(tx, district, &own));
	if (own.n)
		return sql_urgent_all(tx, district, retired, ret);
	*ret = *urgent_shipped();
	return 0;
}

int
urgent_kind(struct tx *tx, int64_t district, struct str code, struct urgent_kind *ret)
{
	struct urgent_kind_list all;

	TRY(urgent_kinds(tx, district, true, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].code, code)) {
			*ret = all.v[i];
			return 0;
		}
	return E_NOTFOUND;
}

/* A kind's numbers, a line each: "119 火警 / Fire". */
static struct urgent_call_list
calls_of(struct arena *a, struct str calls)
{
	struct urgent_call_list list = {NEW_ARRAY(a, struct urgent_call, URGENT_CALLS_N), 0};
	struct str line;

	while (list.n < URGENT_CALLS_N && str_next(&calls, '\n', &line)) {
		struct urgent_call *c = &list.v[list.n];
		size_t slash;

		line = str_trim(line);
		if (!line.n || !str_next(&line, ' ', &c->number))
			continue;
		slash = str_find(line, S("/"));
		c->name = str_trim(str_sub(line, 0, slash));
		c->name_en = slash < line.n ? str_trim(str_sub(line, slash + 1, line.n)) : c->name;
		list.n++;
	}
	return list;
}

static struct urgent_hit
hit_of(struct arena *a, const struct urgent_kind *k, struct str word)
{
	return (struct urgent_hit){
		.code = k->code, .name = k->name, .name_en = k->name_en, .say = k->say, .say_en = k->say_en,
		.word = word, .calls = calls_of(a, k->calls),
	};
}

int
urgent_look(struct tx *tx, int64_t district, struct str text, struct urgent_alarm *ret)
{
	struct str folded, spared = S(""), word;
	struct urgent_kind_list all;

	ret->n = 0;
	if (!str_trim(text).n)
		return 0;
	TRY(urgent_kinds(tx, district, false, &all));
	folded = urgent_fold(tx->arena, str_clip(text, TEXT_CHARS));
	for (size_t i = 0; i < all.n; i++)
		if (str_is(all.v[i].code, URGENT_ALL))
			spared = all.v[i].spared;
	for (size_t i = 0; i < all.n && ret->n < URGENT_HITS; i++) {
		const struct urgent_kind *k = &all.v[i];

		if (!urgent_tells(folded, k, spared, &word))
			continue;
		ret->v[ret->n++] = hit_of(tx->arena, k, word);
	}
	return 0;
}

int
urgent_named(struct tx *tx, int64_t district, struct str codes, struct urgent_alarm *ret)
{
	struct urgent_kind_list all;
	struct str rest, code;

	ret->n = 0;
	if (!codes.n)
		return 0;
	TRY(urgent_kinds(tx, district, false, &all));
	for (size_t i = 0; i < all.n; i++)
		for (rest = codes; ret->n < URGENT_HITS && str_next(&rest, ' ', &code);)
			if (str_eq(code, all.v[i].code))
				ret->v[ret->n++] = hit_of(tx->arena, &all.v[i], S(""));
	return 0;
}

struct str
urgent_codes(struct arena *a, const struct urgent_alarm *alarm)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < alarm->n; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", STR(alarm->v[i].code));
	return buf_done(&b);
}
