/* territory_table.c: a district's own places from a table and into one. */
#include "features/territory/territory_table.h"

#include "base/err.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"

enum { CELL_CHARS = 500 };

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
	COL_HOUSEHOLDS,
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
	[COL_HOUSEHOLDS] = {"households", "户数", "总户数"},
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
find_kind(struct str w, struct str name, const struct territory_node *parent, struct territory_new *ret)
{
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

/* false: no number, or out of range. */
static bool
degrees(struct str s, int64_t *ret)
{
	double d;

	if (!s.n)
		return true;
	if (!str_real(s, &d) || !(d >= -180 && d <= 180))
		return false;
	*ret = (int64_t)(d * 1e7 + (d < 0 ? -0.5 : 0.5));
	return true;
}

/* By its code here, else by its national code. */
static int
find_parent(struct tx *tx, const struct actor *who, struct str code, struct territory_node *ret)
{
	struct division d;
	int rc;

	if (!code.n)
		return sql_territory_get(tx, who->district, who->district, ret);
	rc = sql_territory_by_code(tx, who->district, code, ret);
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

/* A text that outlives the sheet's row; one longer than any name may be is refused as too long all the same. */
static struct str
keep(struct arena *a, const struct sheet_row *row, enum column c)
{
	return str_dup(a, str_clip(cell(row, c), CELL_CHARS));
}

static void
read_line(struct arena *a, const struct sheet_row *row, struct territory_row *ret)
{
	struct str floors = cell(row, COL_FLOORS), rooms = cell(row, COL_ROOMS), households = cell(row, COL_HOUSEHOLDS);
	struct territory_row l = {
		.line = row->line,
		.error = row->error,
		.n =
			{
				.code = str_upper(a, keep(a, row, COL_CODE)),
				.name = keep(a, row, COL_NAME),
				.name_en = keep(a, row, COL_NAME_EN),
				.plate = str_upper(a, keep(a, row, COL_PLATE)),
			},
		.parent = str_upper(a, keep(a, row, COL_PARENT)),
		.kind = str_lower(a, keep(a, row, COL_KIND)),
	};

	if (!l.error && (!degrees(cell(row, COL_LON), &l.n.lon) || !degrees(cell(row, COL_LAT), &l.n.lat)))
		l.error = N_("坐标不是数字，或者不在范围里。");
	if (!l.error && ((floors.n && !str_int(floors, &l.floors)) || (rooms.n && !str_int(rooms, &l.rooms))))
		l.error = N_("楼层和每层户数是整数。");
	if (!l.error && households.n && (!str_int(households, &l.n.households) || l.n.households < 0))
		l.error = N_("户数是整数。");
	*ret = l;
}

/* A node that is there: what the row says anew is taken over. */
static int
take_known(struct tx *tx, const struct actor *who, const struct territory_node *have,
	   const struct territory_node *parent, const struct territory_row *l, struct import_report *rep)
{
	struct territory_new as_said = l->n, *n = &as_said;
	int64_t households;

	TRY(territory_households(tx, who->district, have->id, &households));
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
	    n->lon == have->lon && n->lat == have->lat && (!n->households || n->households == households))
		return 0;
	rep->changed++;
	return territory_edit(tx, who, have->id, 0, n);
}

static int
take_line(struct tx *tx, const struct actor *who, const struct territory_row *l, struct import_report *rep)
{
	struct territory_node have, parent;
	struct territory_new n = l->n;
	int64_t id, added = 0;
	int rc;

	if (l->error)
		return fail(tx, E_INVALID, NULL, l->error);
	rc = find_parent(tx, who, l->parent, &parent);
	if (rc == E_NOTFOUND || (rc == 0 && parent.state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, "parent", N_("没有上级编码对应的地方"));
	TRY(rc);
	rc = n.code.n ? sql_territory_by_code(tx, who->district, n.code, &have) : E_NOTFOUND;
	if (rc == E_NOTFOUND)
		rc = sql_territory_by_name(tx, who->district, parent.id, n.name, &have);
	if (rc == 0) {
		id = have.id;
		TRY(take_known(tx, who, &have, &parent, l, rep));
	} else {
		if (rc != E_NOTFOUND)
			return rc;
		if (!find_kind(l->kind, n.name, &parent, &n))
			return fail(tx, E_INVALID, "kind",
				    N_("看不懂类别。可以写 网格、楼栋、单元、房屋。"));
		TRY(territory_add(tx, who, parent.id, &n, &id));
		rep->added++;
	}
	if (l->floors && l->rooms)
		TRY(territory_add_rooms(tx, who, id, 0, l->floors, l->rooms, &added));
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
territory_table_read(struct arena *a, struct sheet *sheet, size_t most, struct territory_row_list *ret)
{
	struct territory_row_list list = {.v = NEW_ARRAY(a, struct territory_row, most)};
	struct sheet_row row;
	int rc;

	while ((rc = sheet_next(sheet, &row)) == 0) {
		if (list.n == most)
			return E_TOOBIG;
		read_line(a, &row, &list.v[list.n++]);
	}
	if (rc != E_NOTFOUND)
		return rc;
	*ret = list;
	return 0;
}

int
territory_import_row(struct tx *tx, const struct actor *who, const struct territory_row *l,
		      struct import_report *rep)
{
	int rc = take_line(tx, who, l, rep);

	rep->read++;
	if (rc != E_INVALID && rc != E_DENIED && rc != E_NOTFOUND && rc != E_STALE)
		return rc;
	rep->bad++;
	rep->on_bad(rep->ctx, l->line, tx->fault.text ? tx->fault.text : err_text(rc));
	tx->fault = (struct fault){0}; /* of this line only */
	return 0;
}

int
territory_import_table(struct tx *tx, const struct actor *who, struct sheet *sheet, struct import_report *rep)
{
	struct territory_row line;
	struct sheet_row row;
	int rc;

	while ((rc = sheet_next(sheet, &row)) == 0) {
		read_line(tx->arena, &row, &line);
		if (rep->from)
			datum_convert(rep->from, rep->to, &line.n.lon, &line.n.lat);
		TRY(territory_import_row(tx, who, &line, rep));
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
