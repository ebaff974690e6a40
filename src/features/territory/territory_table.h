/* territory_table.h: the district's own tree as a table: streets down to rooms.
 *
 * Columns: code, name, parent (the parent's code; empty = the district), and if there are any: kind
 * (or level), lon, lat, name_en, plate, floors, rooms_per_floor. Chinese headings 编码 名称 上级
 * 类别 经度 纬度 英文名 代号 are known too. Without kind the end of the name tells (网格, 号楼, 栋,
 * 单元, 室), else it is one level below its parent. A code that is there already is edited; empty
 * cells change nothing. */
#ifndef LINLI_TERRITORY_TABLE_H
#define LINLI_TERRITORY_TABLE_H

#include "features/territory/territory_division.h"
#include "features/territory/territory_edit.h"
#include "lib/sheet.h"

/* A row as it was read. */
struct territory_row {
	size_t line;
	const char *error;	/* Chinese message key: it cannot be taken */
	struct territory_new n; /* its level and kind are told by `kind`, by its name or by its parent */
	struct str parent, kind;
	int64_t floors, rooms; /* so many of them are added with it; 0 = none */
};
struct territory_row_list {
	struct territory_row *v;
	size_t n;
};
/* Reads a whole table into the arena, without database. E_TOOBIG: it has more than `most` rows. */
int territory_table_read(struct arena *a, struct sheet *sheet, size_t most, struct territory_row_list *ret);
/* Takes one line. A bad one is told and passed over; an error is the transaction's. */
int territory_import_row(struct tx *tx, const struct actor *who, const struct territory_row *l,
			  struct import_report *rep);
/* The same for all rows of a sheet of any length, as they are read. */
int territory_import_table(struct tx *tx, const struct actor *who, struct sheet *sheet, struct import_report *rep);
/* Does the first row speak of national divisions rather than of a district's own places? */
bool territory_is_national(const struct sheet_row *row);

/* The columns of the export, and the row under them. */
extern const char *const territory_columns[];
enum { TERRITORY_COLUMNS = 8 };
/* Everything live below a node, parents first; rooms for those who may edit. */
int territory_export(struct tx *tx, const struct actor *who, int64_t node,
		     int (*row)(void *ctx, const struct str cells[TERRITORY_COLUMNS]), void *ctx);

#endif
