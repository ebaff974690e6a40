/* appeal_count.c: the ledger's figures: sums by community, class and day, kept by the moves themselves. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_deed.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"

enum { ALL_CLASSES = -1 };

/* A day counts four times: for the class in its community, for all of the community, and for both in the whole district. */
static int
add(struct tx *tx, int64_t district, int64_t at, struct appeal_day d)
{
	const int64_t communities[] = {d.community, district}, classes[] = {d.class, ALL_CLASSES};

	d.day = clock_day(at);
	for (size_t i = 0; i < 4; i++) {
		d.community = communities[i / 2];
		d.class = classes[i % 2];
		TRY(sql_appeal_day_add(tx, district, &d));
	}
	return 0;
}

int
appeal_count_filed(struct tx *tx, int64_t district, const struct matter *m, int64_t class, int sign)
{
	return add(tx, district, m->filed_at,
		   (struct appeal_day){.community = m->community, .class = class, .filed = sign});
}

/* On time: the answer came within the promise. sign -1: it is no longer counted as closed. */
int
appeal_count_closed(struct appeal_moving *m, int sign)
{
	const struct matter *row = sign < 0 ? &m->move.was : &m->move.m;
	const struct appeal_row *a = sign < 0 ? &m->was : &m->a;

	return add(m->move.tx, m->move.who->district, sign < 0 ? row->closed_at : m->move.at,
		   (struct appeal_day){
			   .community = row->community,
			   .class = a->class,
			   .closed = sign,
			   .on_time = sign * (a->replied_at <= row->promised_at),
			   .minutes = sign * calendar_between(row->filed_at, a->replied_at),
		   });
}

int
appeal_count_rated(struct appeal_moving *m, int sign)
{
	const struct matter *row = sign < 0 ? &m->move.was : &m->move.m;
	const struct appeal_row *a = sign < 0 ? &m->was : &m->a;

	return add(m->move.tx, m->move.who->district, sign < 0 ? a->rated_at : m->move.at,
		   (struct appeal_day){
			   .community = row->community,
			   .class = a->class,
			   .rated = sign,
			   .pleased = sign * (a->result >= 4 && a->attitude >= 4),
		   });
}
