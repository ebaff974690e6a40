/* territory_division.c: importing the national table: 665,552 nodes in seconds, and again without
 * harm. */
#include "features/territory/territory_division.h"

#include <string.h>

#include "base/id.h"
#include "db/db.h"
#include "gen/territory_sql.h"
#include "lib/sheet.h"
#include "lib/text.h"

enum { DEPTHS = 5, BATCH = 8, NAME_MAX_CHARS = 60, PROGRESS_LINES = 2048 };

/* The children of one node by the hash of their names: what is there already, and what this file
 * said. */
struct brood {
	struct kid {
		uint64_t hash; /* 0 = free slot */
		int64_t id;
		struct str code;
		bool seen; /* named in this file */
	} * v;
	size_t n, cap;
};

/* The node the file is at, on one depth. */
struct step {
	enum { STEP_NONE = 1, STEP_REFUSED, STEP_GOOD } state;
	int64_t id, level;
	bool is_new, open; /* open: brood was filled */
	struct brood brood;
};

struct import {
	struct tx *tx;
	struct import_report *rep;
	struct arena scratch; /* of the rows waiting */
	struct division wait[BATCH];
	size_t waiting;
	struct step root, at[DEPTHS];
	struct brood codes; /* said in this table */
};

static void
import_begin(struct import *im, struct tx *tx, struct import_report *rep)
{
	*im = (struct import){.tx = tx, .rep = rep, .root = {.state = STEP_GOOD}};
	arena_init(&im->scratch);
	for (int i = 0; i < DEPTHS; i++)
		im->at[i].state = STEP_NONE;
}

static int
add_eight(struct tx *tx, const struct division w[BATCH])
{
#define ROW(i) w[i].id, w[i].parent, w[i].level, w[i].code, w[i].name, w[i].initials
	const struct division_eight rows = {ROW(0), ROW(1), ROW(2), ROW(3), ROW(4), ROW(5), ROW(6), ROW(7)};
#undef ROW

	return sql_division_add_eight(tx, &rows, NULL);
}

static int
flush(struct import *im)
{
	const struct division *w = im->wait;

	/* Fewer round trips to a server; SQLite has none, and is quicker row by row. */
	if (im->waiting == BATCH && im->tx->engine == DB_PG)
		TRY(add_eight(im->tx, w));
	else
		for (size_t i = 0; i < im->waiting; i++)
			TRY(sql_division_add(im->tx, &w[i]));
	im->waiting = 0;
	arena_reset(&im->scratch);
	return 0;
}

/* ---- a node's children ---- */

static struct kid *
slot_of(const struct brood *b, uint64_t hash)
{
	size_t i = hash & (b->cap - 1);

	while (b->v[i].hash && b->v[i].hash != hash)
		i = (i + 1) & (b->cap - 1);
	return &b->v[i];
}

static struct kid *
brood_put(struct arena *a, struct brood *b, uint64_t hash)
{
	if (b->n * 2 >= b->cap) {
		struct brood old = *b;

		b->cap = old.cap ? old.cap * 2 : 256;
		b->v = NEW_ARRAY(a, struct kid, b->cap);
		for (size_t i = 0; i < old.cap; i++)
			if (old.v[i].hash)
				*slot_of(b, old.v[i].hash) = old.v[i];
	}
	b->n++;
	return slot_of(b, hash);
}

static uint64_t
hash_of(struct str name)
{
	uint64_t h = str_hash(name);

	return h ? h : 1;
}

struct load {
	struct import *im;
	struct brood *brood;
};

static int
load_kid(void *ctx, const struct division_child *row)
{
	struct load *l = ctx;
	uint64_t hash = hash_of(row->name);

	*brood_put(l->im->tx->arena, l->brood, hash) = (struct kid){
		.hash = hash,
		.id = row->id,
		.code = str_dup(l->im->tx->arena, row->code),
	};
	return 0;
}

static int
open_brood(struct import *im, struct step *s)
{
	if (s->open)
		return 0;
	s->open = true;
	s->brood.n = 0;
	if (s->brood.cap)
		memset(s->brood.v, 0, s->brood.cap * sizeof *s->brood.v);
	if (s->is_new)
		return 0;
	TRY(flush(im));
	return sql_division_brood(im->tx, s->id, load_kid, &(struct load){im, &s->brood});
}

static void
stand_at(struct step *s, int64_t id, int64_t level, bool is_new)
{
	s->state = STEP_GOOD;
	s->id = id;
	s->level = level;
	s->is_new = is_new;
	s->open = false;
}

static int
put_child(struct import *im, struct step *parent, uint64_t hash, int64_t level, struct str name,
	  struct str code, struct kid **ret)
{
	struct kid *kid = brood_put(im->tx->arena, &parent->brood, hash);

	*kid = (struct kid){.hash = hash, .id = id_new(), .code = code, .seen = true};
	if (im->waiting == BATCH)
		TRY(flush(im));
	im->wait[im->waiting++] = (struct division){
		.id = kid->id,
		.parent = parent->id,
		.level = level,
		.code = str_dup(&im->scratch, code),
		.name = str_dup(&im->scratch, name),
		.initials = text_initials(&im->scratch, name),
	};
	im->rep->added++;
	*ret = kid;
	return 0;
}

static void
refuse(struct import *im, size_t line, const char *why)
{
	im->rep->bad++;
	im->rep->on_bad(im->rep->ctx, line, why);
}

static const char *
name_problem(struct str name)
{
	if (!name.n)
		return N_("没有名字");
	if (!str_valid(name) || str_has(name, S("\t")))
		return N_("名字里有不是 UTF-8 的字节或控制字符");
	if (str_chars(name) > NAME_MAX_CHARS)
		return N_("名字太长，最多 60 个字");
	return NULL;
}

/* ---- texts ---- */

/* The step a line of this depth hangs below; NULL: *ret_why says why there is none. */
static struct step *
parent_of(struct import *im, size_t depth, const char **ret_why)
{
	struct step *p = depth ? &im->at[depth - 1] : &im->root;

	/* Cities without counties have their towns right below them. */
	if (depth == DIVISION_TOWN - 1 && p->state == STEP_NONE)
		p = &im->at[DIVISION_CITY - 1];
	if (p->state == STEP_GOOD)
		return p;
	*ret_why = p->state == STEP_REFUSED ? N_("它的上级那一行没有收")
					    : N_("缩进跳级，上面没有它的上级");
	return NULL;
}

static int
take_line(struct import *im, size_t line, struct str text)
{
	const char *why = NULL;
	struct step *parent;
	struct str name;
	struct kid *kid = NULL;
	uint64_t hash;
	size_t depth = 0;
	bool is_new;

	while (depth < text.n && text.p[depth] == '\t')
		depth++;
	name = str_trim(str_sub(text, depth, text.n));
	if (depth >= DEPTHS) {
		refuse(im, line, N_("缩进太深，最多五级"));
		return 0;
	}
	parent = parent_of(im, depth, &why);
	if (!why)
		why = name_problem(name);
	for (size_t i = depth; i < DEPTHS; i++)
		im->at[i].state = STEP_NONE;
	im->at[depth].state = STEP_REFUSED;
	if (why) {
		refuse(im, line, why);
		return 0;
	}
	TRY(open_brood(im, parent));
	hash = hash_of(name);
	if (parent->brood.cap && slot_of(&parent->brood, hash)->hash)
		kid = slot_of(&parent->brood, hash);
	if (kid && kid->seen)
		refuse(im, line, N_("同一个上级下面有重名"));
	is_new = !kid;
	if (!kid)
		TRY(put_child(im, parent, hash, (int64_t)depth + 1, name, S(""), &kid));
	kid->seen = true;
	stand_at(&im->at[depth], kid->id, (int64_t)depth + 1, is_new);
	return 0;
}

static int
take_text(struct import *im, struct str bytes)
{
	struct str rest = bytes, text;

	if (str_starts(rest, S("\xef\xbb\xbf")))
		rest = str_sub(rest, 3, rest.n);
	for (size_t line = 1; str_next(&rest, '\n', &text); line++) {
		if (text.n && text.p[text.n - 1] == '\r')
			text.n--;
		if (line % PROGRESS_LINES == 0 && im->rep->on_progress)
			im->rep->on_progress(im->rep->ctx, bytes.n - rest.n);
		if (!text.n && !rest.n)
			break; /* the last line's end */
		im->rep->read++;
		TRY(take_line(im, line, text));
	}
	return flush(im);
}

int
territory_import_text(struct tx *tx, struct str bytes, struct import_report *rep)
{
	struct import im;
	int rc;

	import_begin(&im, tx, rep);
	rc = take_text(&im, bytes);
	arena_release(&im.scratch);
	return rc;
}

/* ---- tables of codes ---- */

enum division_level
territory_code_level(struct str code)
{
	static const char provinces[] =
		"11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
		"50 51 52 53 54 61 62 63 64 65 71 81 82";
	static const size_t digits[] = {0, 2, 4, 6, 9, 12};

	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] < '0' || code.p[i] > '9')
			return 0;
	for (size_t level = 1; level <= DEPTHS; level++)
		if (code.n == digits[level])
			return str_has(str_of(provinces), str_sub(code, 0, 2))
				       ? (enum division_level)level
				       : 0;
	return 0;
}

/* Makes the node of this code the one children are hung below. */
static int
find_parent(struct import *im, struct str code, struct str *last, const char **ret_why)
{
	struct step *s = &im->at[0];
	struct division d;
	int rc;

	if (str_eq(code, *last) && s->state == STEP_GOOD)
		return 0;
	*last = str_dup(im->tx->arena, code);
	if (!code.n) {
		stand_at(s, 0, 0, false);
		return 0;
	}
	s->state = STEP_REFUSED;
	TRY(flush(im));
	rc = territory_division_by_code(im->tx, code, &d);
	if (rc == E_NOTFOUND) {
		*ret_why = N_("没有上级编码对应的地方");
		return 0;
	}
	TRY(rc);
	stand_at(s, d.id, d.level, false);
	return 0;
}

static int
set_code(struct import *im, struct kid *kid, struct str code, const char **ret_why)
{
	if (kid->code.n && !str_eq(kid->code, code))
		*ret_why = N_("同名的那个已经有别的编码");
	if (kid->code.n)
		return 0;
	TRY(flush(im));
	TRY(sql_division_set_code(im->tx, kid->id, code));
	kid->code = str_dup(im->tx->arena, code);
	im->rep->changed++;
	return 0;
}

/* The child of the present parent with this name gets the code, or is made. */
static int
take_code(struct import *im, struct str code, struct str name, const char **ret_why)
{
	struct step *parent = &im->at[0];
	struct division other;
	struct kid *kid = NULL;
	uint64_t hash;
	int rc;

	TRY(open_brood(im, parent));
	hash = hash_of(name);
	if (parent->brood.cap && slot_of(&parent->brood, hash)->hash)
		kid = slot_of(&parent->brood, hash);
	if (im->codes.cap && slot_of(&im->codes, hash_of(code))->hash) {
		*ret_why = N_("这个编码在表里出现了两次");
		return 0;
	}
	brood_put(im->tx->arena, &im->codes, hash_of(code))->hash = hash_of(code);
	if (!kid || !kid->code.n) {
		TRY(flush(im));
		rc = sql_division_by_code(im->tx, code, &other);
		if (rc == 0) {
			*ret_why = N_("这个编码已经是别的地方的");
			return 0;
		}
		if (rc != E_NOTFOUND)
			return rc;
	}
	if (kid)
		return set_code(im, kid, code, ret_why);
	return put_child(im, parent, hash, territory_code_level(code), name, code, &kid);
}

/* Is this county the city itself, or all of it? 441900 东莞市 is no node of its own; 620201
 * 嘉峪关市 is what other lists call 市辖区. */
static int
county_like_city(struct import *im, struct str code, struct str *name, bool *ret_same)
{
	struct division city;

	*ret_same = false;
	if (territory_code_level(code) != DIVISION_COUNTY || im->at[0].level != DIVISION_CITY)
		return 0;
	TRY(flush(im));
	TRY(sql_division_get(im->tx, im->at[0].id, &city));
	if (!str_eq(city.name, *name))
		return 0;
	if (str_ends(code, S("00")))
		*ret_same = true;
	else
		*name = S("市辖区");
	return 0;
}

static int
take_row(struct import *im, const struct sheet_row *row, struct str *last)
{
	struct str code = str_trim(row->cells[0]),
		   name = row->n > 1 ? str_trim(row->cells[1]) : S("");
	struct str parent = row->n > 2 ? str_trim(row->cells[2]) : S("");
	enum division_level level = territory_code_level(code);
	const char *why = row->error ? row->error : name_problem(name);
	bool same = false;

	if (!why && !level)
		why = N_("编码不是 2、4、6、9 或 12 位的区划代码");
	if (!why && (level == DIVISION_PROVINCE) != !parent.n)
		why = N_("上级编码不对");
	if (!why)
		TRY(find_parent(im, parent, last, &why));
	if (!why && im->at[0].level >= (int64_t)level)
		why = N_("上级编码不对");
	if (!why)
		TRY(county_like_city(im, code, &name, &same));
	if (!why && !same)
		TRY(take_code(im, code, name, &why));
	if (why)
		refuse(im, row->line, why);
	return 0;
}

static int
take_sheet(struct import *im, struct sheet *sheet)
{
	struct sheet_row row;
	struct str last = {0};
	int rc;

	while ((rc = sheet_next(sheet, &row)) == 0) {
		if (++im->rep->read % PROGRESS_LINES == 0 && im->rep->on_progress)
			im->rep->on_progress(im->rep->ctx, sheet_bytes_read(sheet));
		TRY(take_row(im, &row, &last));
	}
	return rc == E_NOTFOUND ? flush(im) : rc;
}

int
territory_import_codes(struct tx *tx, struct sheet *sheet, struct import_report *rep)
{
	struct import im;
	int rc;

	import_begin(&im, tx, rep);
	rc = take_sheet(&im, sheet);
	arena_release(&im.scratch);
	return rc;
}
