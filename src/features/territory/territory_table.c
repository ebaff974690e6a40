/* territory_table.c: a district's own places from a table and into one. */
#include "features/territory/territory_table.h"

#include "base/err.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"

enum column {
	COL_CODE,
	COL_NAME,
	COL_PARENT,
	COL_KIND,
	COL_LON,
	COL_LAT,
	COL_NAME_EN,
	COL_PLATE,
	COL_FLOORS,
	COL_ROOMS,
	COL__MAX
};

const char *const territory_columns[TERRITORY_COLUMNS] = {"code", "name", "parent",  "kind",
							  "lon",  "lat",  "name_en", "plate"};

static const char *const headings[COL__MAX][3] = {
	[COL_CODE] = {"code", "编码", "编号"},
	[COL_NAME] = {"name", "名称", "名字"},
	[COL_PARENT] = {"parent", "上级", "上级编码"},
	[COL_KIND] = {"kind", "level", "类别"},
	[COL_LON] = {"lon", "经度", "longitude"},
	[COL_LAT] = {"lat", "纬度", "latitude"},
	[COL_NAME_EN] = {"name_en", "英文名", ""},
	[COL_PLATE] = {"plate", "代号", ""},
	[COL_FLOORS] = {"floors", "楼层", ""},
	[COL_ROOMS] = {"rooms_per_floor", "每层户数", ""},
};

/* ---- what a row says ---- */

/* What words and ends of names mean; the longer before the shorter. */
static const struct kind_word {
	const char *word;
	enum level level;
	enum territory_kind kind;
	bool ends; /* also tells by the end of a name */
} kind_words[] = {
	{"district", LEVEL_DISTRICT, TERRITORY_USUAL, false},
	{"street", LEVEL_STREET, TERRITORY_USUAL, false},
	{"community", LEVEL_COMMUNITY, TERRITORY_USUAL, false},
	{"village", LEVEL_COMMUNITY, TERRITORY_VILLAGE, false},
	{"area", LEVEL_AREA, TERRITORY_USUAL, false},
	{"grid", LEVEL_GRID, TERRITORY_USUAL, false},
	{"micro_grid", LEVEL_GRID, TERRITORY_MICRO_GRID, false},
	{"building", LEVEL_BUILDING, TERRITORY_USUAL, false},
	{"public_spot", LEVEL_BUILDING, TERRITORY_PUBLIC_SPOT, false},
	{"unit", LEVEL_UNIT, TERRITORY_USUAL, false},
	{"room", LEVEL_ROOM, TERRITORY_USUAL, false},
	{"区", LEVEL_DISTRICT, TERRITORY_USUAL, false},
	{"街道", LEVEL_STREET, TERRITORY_USUAL, true},
	{"社区", LEVEL_COMMUNITY, TERRITORY_USUAL, true},
	{"村", LEVEL_COMMUNITY, TERRITORY_VILLAGE, false},
	{"片区", LEVEL_AREA, TERRITORY_USUAL, true},
	{"微网格", LEVEL_GRID, TERRITORY_MICRO_GRID, true},
	{"网格", LEVEL_GRID, TERRITORY_USUAL, true},
	{"楼栋", LEVEL_BUILDING, TERRITORY_USUAL, true},
	{"号楼", LEVEL_BUILDING, TERRITORY_USUAL, true},
	{"楼", LEVEL_BUILDING, TERRITORY_USUAL, false},
	{"栋", LEVEL_BUILDING, TERRITORY_USUAL, true},
	{"幢", LEVEL_BUILDING, TERRITORY_USUAL, true},
	{"公共场所", LEVEL_BUILDING, TERRITORY_PUBLIC_SPOT, false},
	{"单元", LEVEL_UNIT, TERRITORY_USUAL, true},
	{"房屋", LEVEL_ROOM, TERRITORY_USUAL, false},
	{"室", LEVEL_ROOM, TERRITORY_USUAL, true},
	{"户", LEVEL_ROOM, TERRITORY_USUAL, false},
};

static bool
find_kind(struct arena *a, struct str word, struct str name, const struct territory_node *parent,
	  struct territory_new *ret)
{
	struct str w = str_lower(a, word);

	for (size_t i = 0; i < sizeof kind_words / sizeof *kind_words; i++) {
		const struct kind_word *k = &kind_words[i];

		if (w.n ? str_is(w, k->word) : k->ends && str_ends(name, str_of(k->word))) {
			ret->level = k->level;
			ret->kind = k->kind;
			return true;
		}
	}
	if (w.n || parent->level >= LEVEL_ROOM)
		return false;
	ret->level = (enum level)(parent->level + 1);
	ret->kind = TERRITORY_USUAL;
	return true;
}

static struct str
cell(const struct sheet_row *row, enum column c)
{
	for (size_t i = 0; i < row->n; i++)
		for (size_t k = 0; k < 3; k++)
			if (headings[c][k][0] && str_is(row->names[i], headings[c][k]))
				return str_trim(row->cells[i]);
	/* The first three may be called anything. */
	return c <= COL_PARENT && (size_t)c < row->n && !str_is(row->names[0], "code")
		       ? str_trim(row->cells[c])
		       : S("");
}

static int
degrees(struct tx *tx, struct str s, const char *field, int64_t *ret)
{
	double d;

	if (!s.n)
		return 0;
	if (!str_real(s, &d) || d < -180 || d > 180)
		return fail(tx, E_INVALID, field, N_("坐标不是数字，或者不在范围里。"));
	*ret = (int64_t)(d * 1e7 + (d < 0 ? -0.5 : 0.5));
	return 0;
}

/* By its code here, else by its national code. */
static int
find_parent(struct tx *tx, const struct actor *who, struct str code, struct territory_node *ret)
{
	struct division d;
	int rc;

	if (!code.n)
		return sql_territory_get(tx, who->district, who->district, ret);
	rc = sql_territory_by_code(tx, who->district, str_upper(tx->arena, code), ret);
	if (rc != E_NOTFOUND)
		return rc;
	if (code.n == 12 && str_ends(code, S("000")))
		return find_parent(tx, who, str_sub(code, 0, 9), ret);
	if (!territory_code_level(code))
		return E_NOTFOUND;
	TRY(territory_division_by_code(tx, code, &d));
	return sql_territory_by_division(tx, who->district, d.id, ret);
}

/* ---- one row ---- */

struct row {
	struct territory_new n;
	struct str parent_code;
	int64_t floors, rooms;
};

static int
read_row(struct tx *tx, const struct sheet_row *sheet, struct row *ret)
{
	struct row r = {
		.n =
			{
				.code = str_upper(tx->arena, cell(sheet, COL_CODE)),
				.name = cell(sheet, COL_NAME),
				.name_en = cell(sheet, COL_NAME_EN),
				.plate = str_upper(tx->arena, cell(sheet, COL_PLATE)),
			},
		.parent_code = cell(sheet, COL_PARENT),
	};
	struct str floors = cell(sheet, COL_FLOORS), rooms = cell(sheet, COL_ROOMS);

	if (sheet->error)
		return fail(tx, E_INVALID, NULL, sheet->error);
	TRY(degrees(tx, cell(sheet, COL_LON), "lon", &r.n.lon));
	TRY(degrees(tx, cell(sheet, COL_LAT), "lat", &r.n.lat));
	if ((floors.n && !str_int(floors, &r.floors)) || (rooms.n && !str_int(rooms, &r.rooms)))
		return fail(tx, E_INVALID, "floors", N_("楼层和每层户数是整数。"));
	*ret = r;
	return 0;
}

/* A node that is there: what the row says anew is taken over. */
static int
take_known(struct tx *tx, const struct actor *who, const struct territory_node *have,
	   const struct territory_node *parent, struct row *r, struct import_report *rep)
{
	struct territory_new *n = &r->n;

	if (have->state != TERRITORY_LIVE)
		return fail(tx, E_INVALID, "code", N_("这个编码的地方已经合并或停用。"));
	if (have->parent && have->parent != parent->id)
		return fail(tx, E_INVALID, "parent",
			    N_("上级和现有的不同。要换上级，请在页面上用“合并、迁移、停用”。"));
	if (!n->code.n)
		n->code = have->code;
	if (!n->name_en.n)
		n->name_en = have->name_en;
	if (!n->plate.n)
		n->plate = have->plate;
	if (!n->lon) {
		n->lon = have->lon;
		n->lat = have->lat;
	}
	if (str_eq(n->code, have->code) && str_eq(n->name, have->name) &&
	    str_eq(n->name_en, have->name_en) && str_eq(n->plate, have->plate) &&
	    n->lon == have->lon && n->lat == have->lat)
		return 0;
	rep->changed++;
	return territory_edit(tx, who, have->id, 0, n);
}

static int
take_row(struct tx *tx, const struct actor *who, const struct sheet_row *sheet,
	 struct import_report *rep)
{
	struct territory_node have, parent;
	struct row r;
	int64_t id, added = 0;
	int rc;

	TRY(read_row(tx, sheet, &r));
	rc = find_parent(tx, who, r.parent_code, &parent);
	if (rc == E_NOTFOUND || (rc == 0 && parent.state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, "parent", N_("没有上级编码对应的地方"));
	TRY(rc);
	rc = r.n.code.n ? sql_territory_by_code(tx, who->district, r.n.code, &have) : E_NOTFOUND;
	if (rc == E_NOTFOUND)
		rc = sql_territory_by_name(tx, who->district, parent.id, r.n.name, &have);
	if (rc == 0) {
		id = have.id;
		TRY(take_known(tx, who, &have, &parent, &r, rep));
	} else {
		if (rc != E_NOTFOUND)
			return rc;
		if (!find_kind(tx->arena, cell(sheet, COL_KIND), r.n.name, &parent, &r.n))
			return fail(tx, E_INVALID, "kind",
				    N_("看不懂类别。可以写 网格、楼栋、单元、房屋。"));
		TRY(territory_add(tx, who, parent.id, &r.n, &id));
		rep->added++;
	}
	if (r.floors && r.rooms)
		TRY(territory_add_rooms(tx, who, id, 0, r.floors, r.rooms, &added));
	rep->added += (size_t)added;
	return 0;
}

/* ---- the whole table ---- */

bool
territory_is_national(const struct sheet_row *row)
{
	struct str code = row->n ? str_trim(row->cells[0]) : S("");
	struct str parent = row->n > 2 ? str_trim(row->cells[2]) : S("");

	for (enum column c = COL_KIND; c < COL__MAX; c++)
		for (size_t i = 0; i < row->n; i++)
			for (size_t k = 0; k < 3; k++)
				if (headings[c][k][0] && str_is(row->names[i], headings[c][k]))
					return false;
	return territory_code_level(code) && str_starts(code, parent);
}

int
territory_import_table(struct tx *tx, const struct actor *who, struct sheet *sheet, size_t most,
		       struct import_report *rep)
{
	struct sheet_row row;
	int rc;

	while ((rc = sheet_next(sheet, &row)) == 0) {
		if (most && rep->read == most)
			return fail(tx, E_TOOBIG, "file",
				    N_("行数太多，请分几次导入，或者用命令行导入。"));
		rep->read++;
		rc = take_row(tx, who, &row, rep);
		if (rc == E_INVALID || rc == E_DENIED || rc == E_NOTFOUND || rc == E_STALE) {
			const char *why = tx->fault.text ? tx->fault.text : err_text(rc);

			tx->fault = (struct fault){0}; /* of this row only */
			rep->bad++;
			rep->on_bad(rep->ctx, row.line, why);
		} else {
			TRY(rc);
		}
		if (rep->read % 256 == 0 && rep->on_progress)
			rep->on_progress(rep->ctx, sheet_bytes_read(sheet));
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

/* ---- export ---- */

struct out {
	struct tx *tx;
	bool rooms;
	int (*row)(void *ctx, const struct str cells[TERRITORY_COLUMNS]);
	void *ctx;
};

static int
put_row(void *ctx, const struct territory_out *n)
{
	struct out *o = ctx;
	struct arena *a = o->tx->arena;
	const char *kind = n->kind > TERRITORY_USUAL ? territory_kind_name(n->kind)
						     : territory_level_name(n->level);

	if (n->level == LEVEL_ROOM && !o->rooms)
		return 0;
	return o->row(o->ctx, (const struct str[TERRITORY_COLUMNS]){
				      n->code,
				      n->name,
				      n->parent_code,
				      str_of(kind),
				      territory_degrees(a, n->lon),
				      territory_degrees(a, n->lat),
				      n->name_en,
				      n->plate,
			      });
}

int
territory_export(struct tx *tx, const struct actor *who, int64_t node,
		 int (*row)(void *ctx, const struct str cells[TERRITORY_COLUMNS]), void *ctx)
{
	struct territory_node n;
	struct out o = {.tx = tx, .row = row, .ctx = ctx};

	TRY(territory_see(tx, who, node, &n));
	o.rooms = territory_may(who, TERRITORY_EDIT, &n);
	return sql_territory_below(tx, who->district, n.level, n.id, put_row, &o);
}
