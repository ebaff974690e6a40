/* catalogue_default.c: the catalogue that the product ships, see share/catalogue. */
#include "base/share.h"
#include "db/db.h"
#include "features/catalogue/catalogue_import.h"
#include "features/catalogue/catalogue_rules.h"
#include "gen/catalogue_sql.h"

int
catalogue_install_default(struct tx *tx, const struct actor *who)
{
	struct catalogue_import how = {0};
	struct catalogue_sheet sheet;
	struct catalogue_plan plan;
	struct catalogue_any any;
	struct str why;

	TRY(sql_catalogue_node_any(tx, who->district, &any));
	if (any.nodes)
		return 0;
	TRY(catalogue_sheet_read(tx->arena, share_file("catalogue/default.csv"), S("default.csv"),
				 &sheet, &why));
	TRY(catalogue_import(tx, who, &sheet, &how, &plan));
	return plan.bad.n ? E_BUG : 0;
}
