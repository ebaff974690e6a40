/* appeal_work.c: what cases took, read: see appeal_work.h. */
#include "features/appeal/appeal_work.h"

#include "db/db.h"
#include "gen/appeal_sql.h"

static void
add_place(struct appeal_worked *to, const struct appeal_work_place *r)
{
	to->closed += r->closed;
	to->minutes += r->minutes;
	to->spent[SPENT_NEAR] += r->near;
	to->spent[SPENT_TRIAGE] += r->triage;
	to->spent[SPENT_RULE] += r->rule;
	to->spent[SPENT_ACCEPT] += r->accept;
	to->spent[SPENT_HANDLE] += r->handle;
}

int
appeal_worked(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct appeal_period p, struct appeal_worked *ret)
{
	struct appeal_work_place_list rows;
	struct appeal_worked sum = {0};

	TRY(sql_appeal_work_places(tx, district, p.unit, p.start, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		bool counts = !communities;

		for (size_t k = 0; communities && k < communities->n; k++)
			counts |= communities->v[k].id == rows.v[i].desk;
		if (counts)
			add_place(&sum, &rows.v[i]);
	}
	*ret = sum;
	return 0;
}

static int64_t
late_of(const struct matter_overdue_list *rows, int64_t body)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].desk == body)
			return rows->v[i].n;
	return 0;
}

static struct appeal_body
body_of(const struct appeal_work_body *r, const struct matter_ages_row_list *ages, const struct matter_overdue_list *late)
{
	struct appeal_body b = {
		.id = r->id, .code = r->code, .name = r->name, .name_en = r->name_en, .place = r->place,
		.closed = r->closed, .on_time = r->on_time, .minutes = r->minutes, .extended = r->extended, .rated = r->rated,
		.pleased = r->pleased, .accept = r->accept, .handle = r->handle,
		.late = late_of(late, r->id), .ages = matter_ages_of(ages, r->id),
	};

	b.due = b.closed + b.late;
	for (int k = 0; k < MATTER_AGES; k++)
		b.live += b.ages.n[k];
	return b;
}

int
appeal_bodies(struct tx *tx, int64_t district, struct appeal_period p, struct appeal_body_list *ret)
{
	struct matter_overdue_list late;
	struct appeal_work_body_list rows;
	struct matter_ages_row_list ages;
	size_t n = 0;

	TRY(sql_appeal_work_bodies(tx, district, p.unit, p.start, &rows));
	TRY(matter_ages(tx, district, FLOW_APPEAL, AGE_BODY, &ages));
	TRY(matter_overdue(tx, district, FLOW_APPEAL, &late));
	ret->v = NEW_ARRAY(tx->arena, struct appeal_body, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		ret->v[n] = body_of(&rows.v[i], &ages, &late);
		n += ret->v[n].closed || ret->v[n].rated || ret->v[n].live;
	}
	ret->n = n;
	return 0;
}

int
appeal_ages(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct matter_ages *ret)
{
	struct matter_ages_row_list rows;
	struct matter_ages sum = {0}, one;

	TRY(matter_ages(tx, district, FLOW_APPEAL, AGE_PLACE, &rows));
	if (!communities)
		sum = matter_ages_of(&rows, 0);
	for (size_t i = 0; communities && i < communities->n; i++) {
		one = matter_ages_of(&rows, communities->v[i].id);
		for (int k = 0; k < MATTER_AGES; k++)
			sum.n[k] += one.n[k];
	}
	*ret = sum;
	return 0;
}

int
appeal_ages_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, struct matter_ages **ret)
{
	struct matter_ages_row_list rows;

	TRY(matter_ages(tx, district, FLOW_APPEAL, AGE_PLACE, &rows));
	*ret = NEW_ARRAY(tx->arena, struct matter_ages, communities->n);
	for (size_t i = 0; i < communities->n; i++)
		(*ret)[i] = matter_ages_of(&rows, communities->v[i].id);
	return 0;
}
