/* course_erase.c: a matter that was practice is gone. */
#include "kit/course_erase.h"

#include "gen/kit_sql.h"

int
course_erase(const struct course *c, struct tx *tx, int64_t district, int64_t id)
{
	struct actor system = actor_system_of;
	struct move *m = move_new(c, tx, &system);

	system.district = district;
	TRY(course_read_id(m, id));
	if (m->was.part_of != MATTER_PRACTICE)
		return E_DENIED;
	for (size_t i = 0; i < m->desks->n; i++)
		TRY(sql_desk_delete(tx, district, m->desks->v[i].desk, id));
	TRY(sql_erase_due_pauses(tx, district, id, NULL));
	TRY(sql_erase_dues(tx, district, id, NULL));
	TRY(sql_erase_parties(tx, district, id, NULL));
	TRY(sql_erase_links(tx, district, id, NULL));
	TRY(sql_erase_linked(tx, district, id, NULL));
	TRY(sql_erase_follows(tx, district, id, NULL));
	TRY(sql_erase_files(tx, district, id, NULL));
	TRY(sql_erase_steps(tx, district, (int64_t)c->kind, id, NULL));
	return sql_erase_matter(tx, district, id);
}

int
matter_practice_blank(struct tx *tx, int64_t district, int64_t id, struct str title)
{
	return sql_practice_blank(tx, district, id, title);
}

int
matter_practices(struct tx *tx, int64_t district, enum flow_subject kind, int64_t after, int64_t limit, struct matter_id_list *ret)
{
	return sql_matter_practices(tx, district, kind, after, limit, ret);
}
