/* catalogue_sheet.c: rows of a table to lines of a catalogue, and back. */
#include <math.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/catalogue/catalogue_import.h"
#include "features/catalogue/catalogue_rules.h"
#include "gen/catalogue_sql.h"

enum column {
	CODE,
	CLASS_CODE,
	CLASS,
	CLASS_EN,
	GROUP_CODE,
	GROUP,
	GROUP_EN,
	ITEM,
	ITEM_EN,
	COLOUR,
	WHO,
	LEVEL,
	BODY,
	CO,
	BASIS,
	ACCEPT,
	HANDLE,
	FOLLOW,
	STANDARD,
	EVIDENCE,
	QUESTIONS,
	KEYWORDS,
	URGENT,
	COLUMNS
};

/* The name that is written, and others that are understood. */
static const char *const columns[COLUMNS][6] = {
	[CODE] = {"code", "编号", "编码", "代码"},
	[CLASS_CODE] = {"class_code", "一级编号"},
	[CLASS] = {"class", "一级分类", "一级", "一级类别", "大类", "level1"},
	[CLASS_EN] = {"class_en", "一级英文", "一级英文名称"},
	[GROUP_CODE] = {"group_code", "二级编号"},
	[GROUP] = {"group", "二级分类", "二级", "二级类别", "小类", "level2"},
	[GROUP_EN] = {"group_en", "二级英文", "二级英文名称"},
	[ITEM] = {"item", "三级分类", "三级", "三级类别", "事项", "level3"},
	[ITEM_EN] = {"item_en", "三级英文", "三级英文名称"},
	[COLOUR] = {"colour", "颜色", "color"},
	[WHO] = {"public", "公开", "能不能公开"},
	[LEVEL] = {"level", "解决层级", "层级"},
	[BODY] = {"body", "责任单位", "主办单位"},
	[CO] = {"co", "协办单位", "协办"},
	[BASIS] = {"basis", "依据", "法律依据"},
	[ACCEPT] = {"accept_hours", "签收时限", "受理时限"},
	[HANDLE] = {"handle_hours", "答复时限", "办理时限"},
	[FOLLOW] = {"follow_hours", "评价时限", "回访时限"},
	[STANDARD] = {"standard", "办理标准", "标准"},
	[EVIDENCE] = {"evidence", "要附材料", "材料"},
	[QUESTIONS] = {"questions", "补充问题"},
	[KEYWORDS] = {"keywords", "关键词"},
	[URGENT] = {"urgent", "急件", "紧急"},
};

static const enum column name_columns[3] = {CLASS, GROUP, ITEM},
			 english_columns[3] = {CLASS_EN, GROUP_EN, ITEM_EN},
			 above_columns[2] = {CLASS_CODE, GROUP_CODE};

/* Which cell of a row holds each column; -1 = none. */
struct map {
	int cell[COLUMNS];
};

static void
map_columns(const struct sheet_row *row, struct map *ret)
{
	for (int c = 0; c < COLUMNS; c++) {
		ret->cell[c] = -1;
		for (size_t i = 0; i < row->n && ret->cell[c] < 0; i++)
			for (size_t k = 0; k < 6 && columns[c][k]; k++)
				if (str_is(row->names[i], columns[c][k]))
					ret->cell[c] = (int)i;
	}
}

static struct str
cell(struct arena *a, const struct map *m, const struct sheet_row *row, enum column c)
{
	return m->cell[c] < 0 ? S("") : str_dup(a, str_trim(row->cells[m->cell[c]]));
}

/* Hours in a cell as minutes; an empty one says nothing. */
static bool
read_hours(struct str s, int64_t *ret)
{
	double hours;

	if (!s.n)
		return true;
	if (!str_real(s, &hours) || !(hours > 0) || hours * 60 > CATALOGUE_MINUTES_MAX)
		return false;
	*ret = (int64_t)llround(hours * 60);
	return true;
}

static bool
says_yes(struct str s)
{
	return str_is(s, "1") || str_is(s, "是") || str_is(s, "yes") || str_is(s, "急件");
}

static void
read_rule(struct arena *a, const struct map *m, const struct sheet_row *row,
	  struct catalogue_line *l)
{
	struct str cells[COLUMNS];
	struct catalogue_rule *r = &l->rule;

	for (int c = LEVEL; c < COLUMNS; c++) {
		/* An empty text is said, an empty limit or level is not. */
		bool needs_value = c == LEVEL || c == ACCEPT || c == HANDLE || c == FOLLOW || c == URGENT;

		cells[c] = cell(a, m, row, (enum column)c);
		l->has_rule |= cells[c].n > 0;
		if (m->cell[c] >= 0 && (cells[c].n || !needs_value))
			l->said |= 1u << c;
	}
	if (!l->has_rule)
		return;
	*r = (struct catalogue_rule){
		.body = cells[BODY],
		.co = cells[CO],
		.circle = catalogue_circle_of(cells[LEVEL]),
		.basis = cells[BASIS],
		.standard = cells[STANDARD],
		.evidence = cells[EVIDENCE],
		.questions = cells[QUESTIONS],
		.keywords = cells[KEYWORDS],
		.urgent = says_yes(cells[URGENT]),
	};
	if (!read_hours(cells[ACCEPT], &r->accept_min) ||
	    !read_hours(cells[HANDLE], &r->handle_min) ||
	    !read_hours(cells[FOLLOW], &r->follow_min))
		l->error = N_("时限要填大于 0 的工作小时数。");
	else if (!r->body.n && m->cell[BODY] >= 0)
		l->error = N_("责任单位没填。");
}

struct catalogue_rule
catalogue_line_rule(const struct catalogue_line *l, const struct catalogue_rule *had)
{
	struct catalogue_rule r = *had;
	struct {
		enum column column;
		struct str *to, from;
	} texts[] = {
		{BODY, &r.body, l->rule.body},
		{CO, &r.co, l->rule.co},
		{BASIS, &r.basis, l->rule.basis},
		{STANDARD, &r.standard, l->rule.standard},
		{EVIDENCE, &r.evidence, l->rule.evidence},
		{QUESTIONS, &r.questions, l->rule.questions},
		{KEYWORDS, &r.keywords, l->rule.keywords},
	};
	struct {
		enum column column;
		int64_t *to, from;
	} numbers[] = {
		{LEVEL, &r.circle, l->rule.circle},
		{ACCEPT, &r.accept_min, l->rule.accept_min},
		{HANDLE, &r.handle_min, l->rule.handle_min},
		{FOLLOW, &r.follow_min, l->rule.follow_min},
		{URGENT, &r.urgent, l->rule.urgent},
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (l->said & 1u << texts[i].column)
			*texts[i].to = texts[i].from;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (l->said & 1u << numbers[i].column)
			*numbers[i].to = numbers[i].from;
	return r;
}

/* Who may see matters of it: an empty cell says nothing. */
static const char *
read_who(struct str s, enum catalogue_who *ret)
{
	if (!s.n)
		return NULL;
	if (str_is(s, "never") || str_is(s, "不公开"))
		*ret = CATALOGUE_NEVER;
	else if (str_is(s, "all") || str_is(s, "公开"))
		*ret = CATALOGUE_ALL;
	else
		return N_("“公开”一栏填 never（不公开）或 all（可以公开）。");
	return NULL;
}

/* A code, or the #number that stands for one. */
static const char *
read_code(struct str s, struct catalogue_line *l, size_t i)
{
	if (!str_starts(s, S("#"))) {
		l->at[i].code = s;
		return NULL;
	}
	return str_int(str_sub(s, 1, s.n), &l->id[i]) && l->id[i] > 0
		       ? NULL
		       : N_("“#”后面要是导出时的那串数字，请不要改。");
}

static void
read_line(struct arena *a, const struct map *m, const struct sheet_row *row,
	  struct catalogue_line *l)
{
	struct str own = cell(a, m, row, CODE), above[2];
	const char *field;

	l->error = row->error;
	for (size_t i = 0; i < 2; i++)
		above[i] = cell(a, m, row, above_columns[i]);
	for (size_t i = 0; i < 3; i++) {
		l->at[i].name = cell(a, m, row, name_columns[i]);
		l->at[i].name_en = cell(a, m, row, english_columns[i]);
		if (!l->at[i].name.n)
			continue;
		if (!l->error && l->depth < i)
			l->error = N_("上一级的名称没填。");
		l->depth = i + 1;
	}
	if (!l->error && !l->depth)
		l->error = N_("名称没填。");
	for (size_t i = 0; i < 2 && !l->error; i++)
		if (above[i].n && l->depth <= i)
			l->error = N_("有编号的那一级，名称没填。");
		else if (above[i].n && own.n && l->depth == i + 1 && !str_eq(above[i], own))
			l->error = N_("这一行给同一项写了两个编号。");
	for (size_t i = 0; i < l->depth && !l->error; i++) {
		struct str code = i + 1 == l->depth && own.n ? own : i < 2 ? above[i] : S("");

		if (i + 1 == l->depth)
			l->at[i].colour = cell(a, m, row, COLOUR);
		l->error = read_code(code, l, i);
		if (i + 1 == l->depth && !l->error)
			l->error = read_who(cell(a, m, row, WHO), &l->at[i].who);
		if (!l->error)
			l->error = catalogue_tidy_draft(&l->at[i], &field);
	}
	if (!l->error)
		read_rule(a, m, row, l);
}

static int
read_lines(struct arena *a, struct sheet *s, struct catalogue_sheet *ret, struct str *ret_why)
{
	struct sheet_row row;
	struct map map = {0};
	size_t room = 0;
	int rc;

	while ((rc = sheet_next(s, &row)) == 0) {
		/* JSON lines name their cells anew each time. */
		map_columns(&row, &map);
		if (!ret->n && map.cell[CLASS] < 0) {
			*ret_why = S("no column names the first level: class, 一级分类");
			return E_INVALID;
		}
		if (ret->n == CATALOGUE_LINES_MAX) {
			*ret_why = str_fmt(a, "more than %d rows", CATALOGUE_LINES_MAX);
			return E_TOOBIG;
		}
		if (ret->n == room) {
			room = room ? 2 * room : 512;
			ret->v = arena_grow(a, ret->v, ret->n * sizeof *ret->v,
					    room * sizeof *ret->v);
		}
		ret->v[ret->n] = (struct catalogue_line){.line = row.line};
		read_line(a, &map, &row, &ret->v[ret->n++]);
	}
	if (rc != E_NOTFOUND)
		*ret_why = S("the rest of the file cannot be read");
	else if (!ret->n)
		*ret_why = S("no rows");
	return rc != E_NOTFOUND ? rc : ret->n ? 0 : E_INVALID;
}

int
catalogue_sheet_read(struct arena *a, struct str bytes, struct str filename,
		     struct catalogue_sheet *ret, struct str *ret_why)
{
	struct catalogue_sheet sheet = {.filename = str_dup(a, filename)};
	struct sheet *s;
	int rc;

	TRY(sheet_open_bytes(bytes, filename, &s, a, ret_why));
	rc = read_lines(a, s, &sheet, ret_why);
	sheet_close(s);
	TRY(rc);
	*ret = sheet;
	return 0;
}

/* ---- out ---- */

/* What is written, read once. */
struct export
{
	struct arena *arena;
	struct sheet_out *out;
	struct catalogue_node_list nodes;
	struct catalogue_rule_list rules; /* by node */
};

static const struct catalogue_rule *
rule_of(const struct export *x, int64_t node)
{
	size_t low = 0, high = x->rules.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (x->rules.v[mid].node < node)
			low = mid + 1;
		else
			high = mid;
	}
	return low < x->rules.n && x->rules.v[low].node == node ? &x->rules.v[low] : NULL;
}

static struct str
code_cell(struct arena *a, const struct catalogue_node *n)
{
	return n->code.n ? n->code : str_fmt(a, "#%lld", (long long)n->id);
}

/* at: the node and what it lies under, class first. */
static int
write_row(struct export *x, const struct catalogue_node *const at[3], size_t depth)
{
	const struct catalogue_node *n = at[depth - 1];
	const struct catalogue_rule *r = rule_of(x, n->id);
	struct arena_mark mark = arena_mark(x->arena);
	struct str cells[COLUMNS] = {[CODE] = code_cell(x->arena, n), [COLOUR] = n->colour, [WHO] = n->never ? S("never") : S("")};
	int rc;

	for (size_t i = 0; i < depth; i++) {
		if (i < 2)
			cells[above_columns[i]] = code_cell(x->arena, at[i]);
		cells[name_columns[i]] = at[i]->name;
		cells[english_columns[i]] = at[i]->name_en;
	}
	if (r) {
		cells[LEVEL] = str_of(catalogue_circle_name(r->circle));
		cells[BODY] = r->body;
		cells[CO] = r->co;
		cells[BASIS] = r->basis;
		cells[ACCEPT] = catalogue_hours(x->arena, r->accept_min);
		cells[HANDLE] = catalogue_hours(x->arena, r->handle_min);
		cells[FOLLOW] = catalogue_hours(x->arena, r->follow_min);
		cells[STANDARD] = r->standard;
		cells[EVIDENCE] = r->evidence;
		cells[QUESTIONS] = r->questions;
		cells[KEYWORDS] = r->keywords;
		cells[URGENT] = r->urgent ? S("1") : S("0");
	}
	rc = sheet_out_row(x->out, cells);
	arena_rewind(x->arena, mark);
	return rc;
}

/* The live nodes under at[depth - 1], each with what lies under it, in order. A node that has items and no rule
 * of its own needs no row: theirs name it. */
static int
write_under(struct export *x, const struct catalogue_node *at[3], size_t depth)
{
	int64_t parent = depth ? at[depth - 1]->id : 0;

	for (size_t i = 0; i < x->nodes.n; i++) {
		const struct catalogue_node *n = &x->nodes.v[i];

		if (n->parent != parent || n->state != CATALOGUE_LIVE || depth == 3)
			continue;
		at[depth] = n;
		if (n->leaf || rule_of(x, n->id))
			TRY(write_row(x, at, depth + 1));
		if (!n->leaf)
			TRY(write_under(x, at, depth + 1));
	}
	return 0;
}

int
catalogue_export(struct tx *tx, int64_t district, enum sheet_kind kind, int fd)
{
	struct export x = {.arena = tx->arena};
	const struct catalogue_node *at[3];
	const char *names[COLUMNS];
	int rc, closed;

	for (int c = 0; c < COLUMNS; c++)
		names[c] = columns[c][0];
	TRY(sql_catalogue_node_all(tx, district, 0, &x.nodes));
	TRY(sql_catalogue_rules_at(tx, district, clock_now(), &x.rules));
	TRY(sheet_out_open(kind, fd, names, COLUMNS, &x.out));
	rc = write_under(&x, at, 0);
	closed = sheet_out_close(x.out);
	return rc < 0 ? rc : closed;
}
