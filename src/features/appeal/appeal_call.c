/* appeal_call.c: follow-up calls: which cases wait for one. */
#include "features/appeal/appeal_call.h"

#include "db/db.h"
#include "features/appeal/appeal_deed.h"
#include "gen/appeal_sql.h"

/* ---- which wait ---- */

/* Is there somebody to be called? Who filed it from an account has a number there. */
static int
can_be_called(struct move *m, bool *ret)
{
	struct appeal_contact contact;
	int rc;

	*ret = m->m.raiser != 0;
	if (m->m.raiser)
		return 0;
	rc = sql_appeal_contact_get(m->tx, m->who->district, m->m.id, &contact);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = rc == 0 && contact.phone.n;
	return 0;
}

int
appeal_call_wait(struct move *m)
{
	bool can;

	if (m->tail || m->m.part_of || m->m.anon == ANON_NOBODY)
		return 0;
	TRY(can_be_called(m, &can));
	if (!can)
		return 0;
	return sql_appeal_call_wait(m->tx, m->who->district,
				    &(struct appeal_call){
					    .appeal = m->m.id, .street = m->m.street, .community = m->m.community,
					    .promised_at = m->m.promised_at, .answered_at = m->at,
				    },
				    NULL);
}

int
appeal_call_end(struct move *m)
{
	return m->tail ? 0 : sql_appeal_call_end(m->tx, m->who->district, m->m.id, NULL);
}

int
appeal_call_moved(struct move *m)
{
	return m->tail ? 0 : sql_appeal_call_place(m->tx, m->who->district, m->m.id, m->m.street, m->m.community, NULL);
}

/* ---- whose it is ---- */

bool
appeal_call_is_mine(const struct appeal_call *c, const struct actor *who, int64_t now)
{
	return c->taken_by && c->taken_by == who->person && c->taken_until >= now;
}

/* Nobody asks about their own work. */
int
appeal_call_hands(struct tx *tx, const struct actor *who, int64_t id)
{
	struct appeal_number hands;

	TRY(sql_appeal_hands(tx, who->district, id, who->person, &hands));
	return hands.n ? fail(tx, E_INVALID, "", N_("这一件您经手办过，请没有经手的同事来回访。")) : 0;
}
