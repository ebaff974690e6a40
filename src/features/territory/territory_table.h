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
#include "lib/sheet.h"

/* Rows until the sheet ends or `most` were read (0 = all): E_TOOBIG then. Bad rows are told and
 * passed over. */
int territory_import_table(struct tx *tx, const struct actor *who, struct sheet *sheet, size_t most,
			   struct import_report *rep);
/* Does the first row speak of national divisions rather than of a district's own places? */
bool territory_is_national(const struct sheet_row *row);

/* The columns of the export, and the row under them. */
extern const char *const territory_columns[];
enum { TERRITORY_COLUMNS = 8 };
/* Everything live below a node, parents first; rooms for those who may edit. */
int territory_export(struct tx *tx, const struct actor *who, int64_t node,
		     int (*row)(void *ctx, const struct str cells[TERRITORY_COLUMNS]), void *ctx);

#endif
