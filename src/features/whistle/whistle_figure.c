/* whistle_figure.c: how many of those who were called came, and came in time. */
#include "db/db.h"
#include "features/whistle/whistle_rules.h"
#include "gen/whistle_sql.h"

int
whistle_figures(struct tx *tx, const struct actor *who, int64_t from, int64_t to, struct whistle_figure_list *ret_bodies,
		struct whistle_figure_list *ret_streets)
{
	if (!actor_has(who, WHISTLE_SEE))
		return E_DENIED;
	TRY(sql_whistle_figures_body(tx, who->district, from, to, ret_bodies));
	return sql_whistle_figures_street(tx, who->district, from, to, ret_streets);
}
