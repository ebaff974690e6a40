/* catalogue_body.c: the kinds of bodies that the product ships, see share/catalogue. */
#include "base/share.h"
#include "db/db.h"
#include "features/catalogue/catalogue_rules.h"
#include "gen/catalogue_sql.h"
#include "lib/sheet.h"

static int
put_bodies(struct tx *tx, int64_t district, struct sheet *s)
{
	struct sheet_row row;
	int rc;

	while ((rc = sheet_next(s, &row)) == 0)
		TRY(sql_catalogue_body_put(tx, district, sheet_cell(&row, "code"),
					   sheet_cell(&row, "name"), sheet_cell(&row, "name_en"),
					   sheet_cell(&row, "about")));
	return rc == E_NOTFOUND ? 0 : rc;
}

int
catalogue_install_bodies(struct tx *tx, int64_t district)
{
	struct catalogue_body_list had;
	struct sheet *s;
	struct str why;
	int rc;

	TRY(sql_catalogue_body_all(tx, district, &had));
	if (had.n)
		return 0;
	TRY(sheet_open_bytes(share_file("catalogue/bodies.csv"), S("bodies.csv"), &s, tx->arena,
			     &why));
	rc = put_bodies(tx, district, s);
	sheet_close(s);
	return rc;
}
