/* appeal_write.c: what a new case has beside its row: a code, and the words it is found by. */
#include "features/appeal/appeal_write.h"

#include "db/db.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"

/* BL-2611-0387: the community's plate, else the district's, begins the code. */
int
appeal_next_code(struct tx *tx, int64_t district, int64_t place, int64_t at, struct str *ret)
{
	struct territory_node home;

	TRY(territory_get(tx, district, place, &home));
	if (!home.plate.n && home.community)
		TRY(territory_get(tx, district, home.community, &home));
	if (!home.plate.n)
		TRY(territory_root(tx, district, &home));
	return matter_code(tx, district, home.plate.n ? home.plate : S("LL"), at, ret);
}

int
appeal_write_words(struct appeal_moving *a)
{
	struct move *m = &a->move;

	return appeal_index(m->tx, m->who->district,
			 &(struct appeal_words){
				 .id = m->m.id,
				 .sight = m->m.sight,
				 .shown = m->m.shown,
				 .open_title = m->m.open_title,
				 .open_body = a->a.open_body,
				 .class = a->a.class,
				 .code = m->m.code,
				 .title = m->m.title,
				 .body = a->a.body,
				 .place_name = m->m.place_name,
				 .spot = a->a.spot,
			 },
			 desk_words(m));
}
