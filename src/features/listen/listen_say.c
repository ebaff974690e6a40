/* listen_say.c: what is announced of a session: checked, and put into its row and its matter. */
#include "db/db.h"
#include "features/listen/listen_rules.h"
#include "features/territory/territory.h"

static int
stand(struct move *m, int64_t place)
{
	struct territory_node node;
	struct place at;
	int rc = place ? territory_get(m->tx, m->who->district, place, &node) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && node.state != TERRITORY_LIVE))
		return fail(m->tx, E_INVALID, "place", N_("请选在哪里。"));
	TRY(rc);
	at = territory_place_of(&node);
	if (!actor_can(m->who, LISTEN_HOLD, &at, 0))
		return fail(m->tx, E_INVALID, "place", N_("这个地方不归您管，请选自己辖区里的。"));
	if (node.level < LEVEL_COMMUNITY || node.level > LEVEL_UNIT)
		return fail(m->tx, E_INVALID, "place", N_("请选到社区、网格、楼栋或单元。"));
	matter_stand(&m->m, &at, territory_name(&node));
	m->m.lon = node.lon;
	m->m.lat = node.lat;
	m->place = at;
	return 0;
}

int
listen_say(struct move *m, struct listen_row_own *row, const struct listen_new *n)
{
	if (!str_trim(n->title).n || str_chars(n->title) > LISTEN_TITLE_MAX)
		return fail(m->tx, E_INVALID, "title", N_("请用 60 个字以内写听什么。"));
	if (!str_trim(n->host).n || str_chars(n->host) > LISTEN_HOST_MAX)
		return fail(m->tx, E_INVALID, "host", N_("请用 60 个字以内写谁主持。"));
	if (n->kind < LISTEN_TEA || n->kind >= LISTEN_KIND__MAX)
		return fail(m->tx, E_INVALID, "kind", N_("请选是哪一种。"));
	if (n->open && n->kind == LISTEN_VISIT)
		return fail(m->tx, E_INVALID, "open", N_("入户走访不对外公布：会让人知道去了谁家。"));
	if (n->starts_at < m->at - LISTEN_BACK_S)
		return fail(m->tx, E_INVALID, "day", N_("只能补记昨天以来的。"));
	if (n->starts_at > m->at + LISTEN_AHEAD_S)
		return fail(m->tx, E_INVALID, "day", N_("太远了，最多约到三个月以后。"));
	TRY(stand(m, n->place));
	m->m.title = str_trim(n->title);
	row->street = m->m.street;
	row->community = m->m.community;
	row->kind = n->kind;
	row->open = n->open;
	row->starts_at = n->starts_at;
	row->spot = str_trim(n->spot);
	row->host = str_trim(n->host);
	return 0;
}
