/* appeal_list.c: public lists and those of a person. A rule decides which rows its reader sees, and where the next page begins. */
#include "features/appeal/appeal_list.h"

#include <string.h>

#include "base/id.h"
#include "db/db.h"
#include "features/appeal/appeal_open.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/matter_find.h"
#include "kit/paging.h"
#include "lib/text.h"

enum { ROWS_MOST = 1000 };

void
appeal_next_by_id(struct tx *tx, struct appeal_line_list *list, int64_t limit, struct str *ret_next)
{
	*ret_next = paging_cut(&list->n, limit)
			    ? str_number(tx->arena, list->v[list->n - 1].id)
			    : S("");
}

int64_t
appeal_before_id(struct str after)
{
	int64_t id;

	return str_int(after, &id) && id > 0 ? id : INT64_MAX;
}

int64_t
appeal_limit(const struct appeal_filter *f, int64_t usual)
{
	return f->limit > 0 && f->limit <= ROWS_MOST ? f->limit : usual;
}

/* ---- public and own ---- */

/* As people outside the office read it. */
static void
make_plain(struct appeal_line_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		list->v[i].state = appeal_state_plain(list->v[i].state);
}

struct str
appeal_wanted(struct tx *tx, const struct appeal_filter *f, int64_t desk)
{
	return matter_find_query(tx->arena, &(struct matter_wanted){
						    .text = matter_code_typed(tx->arena, f->query),
						    .open = !desk,
						    .desk = desk,
						    .place = desk ? 0 : f->community,
						    .topic = f->class_,
					    });
}

int
appeal_check_query(struct tx *tx, const struct appeal_filter *f)
{
	if (f->query.n && !text_query(tx->arena, matter_code_typed(tx->arena, f->query)).n)
		return fail(tx, E_INVALID, "q", N_("请至少写两个字，一个字找出来的太多。"));
	return 0;
}

/* All of a community or of the district, or what is over there. */
static int
list_public(struct tx *tx, int64_t district, const struct appeal_filter *f, int64_t before, int64_t limit, struct appeal_line_list *ret)
{
	if (f->only == ONLY_OVER && f->community)
		return sql_appeal_public_place_over(tx, district, f->community, before, limit, ret);
	if (f->only == ONLY_OVER)
		return sql_appeal_public_over(tx, district, before, limit, ret);
	if (f->community && f->shown)
		return sql_appeal_public_shown(tx, district, f->community, before, limit, ret);
	if (f->community)
		return sql_appeal_public_place(tx, district, f->community, before, limit, ret);
	return sql_appeal_public_all(tx, district, before, limit, ret);
}

int
appeal_public_number(struct tx *tx, int64_t district, int64_t community, enum appeal_only only, int64_t most, int64_t *ret)
{
	struct appeal_number number;

	if (only == ONLY_LIVE)
		TRY(community ? sql_appeal_number_place_live(tx, district, community, most, &number)
			      : sql_appeal_number_live(tx, district, most, &number));
	else if (only == ONLY_OVER)
		TRY(community ? sql_appeal_number_place_over(tx, district, community, most, &number)
			      : sql_appeal_number_over(tx, district, most, &number));
	else
		TRY(community ? sql_appeal_number_place_all(tx, district, community, most, &number)
			      : sql_appeal_number_all(tx, district, most, &number));
	*ret = number.n;
	return 0;
}

/* A search without conditions for a whole code finds the case of it. E_NOTFOUND: it is another search, or none. */
static int
find_coded(struct tx *tx, int64_t district, const struct appeal_filter *f, struct appeal_line_list *ret)
{
	struct appeal_line *l = NEW(tx->arena, struct appeal_line);

	if (!f->query.n || f->after.n || f->community || f->class_ || f->only)
		return E_NOTFOUND;
	TRY(sql_appeal_line_open(tx, district, matter_code_typed(tx->arena, f->query), l));
	*ret = (struct appeal_line_list){l, 1};
	return 0;
}

/* Reads at most limit rows, newest first, by the index that fits the conditions. */
static int
read_public(struct tx *tx, int64_t district, const struct appeal_filter *f, int64_t limit, struct appeal_line_list *ret)
{
	int64_t before = appeal_before_id(f->after), latest = f->filed_before ? id_first_at(f->filed_before) : INT64_MAX;

	before = latest < before ? latest : before;
	if (f->query.n)
		return sql_appeal_search(tx, district,
					 &(struct appeal_seek){
						 .words = appeal_wanted(tx, f, 0),
						 .before = before,
						 .community = f->community,
						 .only = f->only,
						 .limit = limit,
					 },
					 ret);
	if (f->only == ONLY_LIVE && f->community)
		return sql_appeal_public_place_live(tx, district, f->community, before, f->class_, limit, ret);
	if (f->only == ONLY_LIVE)
		return sql_appeal_public_live(tx, district, before, f->class_, limit, ret);
	if (f->class_ && f->community)
		return sql_appeal_public_class_place(tx, district,
						     &(struct appeal_class_at){
							     .class = f->class_,
							     .community = f->community,
							     .before = before,
							     .only = f->only,
							     .limit = limit,
						     },
						     ret);
	if (f->class_)
		return sql_appeal_public_class(tx, district, f->class_, before, f->only, limit, ret);
	return list_public(tx, district, f, before, limit, ret);
}

int
appeal_public(struct tx *tx, int64_t district, const struct appeal_filter *f,
	      struct appeal_line_list *ret, struct str *ret_next)
{
	int64_t limit = appeal_limit(f, APPEAL_PAGE);
	int rc;

	*ret = (struct appeal_line_list){0};
	*ret_next = S("");
	TRY(appeal_check_query(tx, f));
	rc = find_coded(tx, district, f, ret);
	if (rc == E_NOTFOUND) {
		TRY(read_public(tx, district, f, limit + 1, ret));
		/* The newest come first: behind the first that is too old all are. */
		for (size_t i = 0; i < ret->n; i++)
			if (ret->v[i].filed_at < f->filed_from)
				ret->n = i;
		appeal_next_by_id(tx, ret, limit, ret_next);
		if (f->query.n)
			TRY(appeal_open_coded(tx, district, f, ret));
	} else {
		TRY(rc);
	}
	make_plain(ret);
	for (size_t i = 0; i < ret->n; i++)
		appeal_open_line(tx->arena, &ret->v[i]);
	return 0;
}

/* Puts a case where the order of the list has it, unless it is there. */
static void
put_in(struct appeal_line_list *list, const struct appeal_line *l)
{
	size_t at = list->n;

	while (at && list->v[at - 1].id < l->id)
		at--;
	if (at && list->v[at - 1].id == l->id)
		return;
	memmove(&list->v[at + 1], &list->v[at], (list->n - at) * sizeof *list->v);
	list->v[at] = *l;
	list->n++;
}

/* Cases whose PIN this browser has shown stand among those of the account. */
static int
add_proven(struct tx *tx, const struct actor *who, int64_t before, struct appeal_line_list *list)
{
	struct appeal_line_list all = {NEW_ARRAY(tx->arena, struct appeal_line, who->proven_n + list->n), list->n};

	for (size_t i = 0; i < list->n; i++)
		all.v[i] = list->v[i];
	for (size_t i = 0; i < who->proven_n; i++) {
		struct appeal_line l;
		int rc;

		if (who->proven[i].matter >= before)
			continue;
		rc = sql_appeal_line_proven(tx, who->district, who->proven[i].matter, who->proven[i].salt, &l);
		if (rc == 0)
			put_in(&all, &l);
		else if (rc != E_NOTFOUND)
			return rc;
	}
	*list = all;
	return 0;
}

int
appeal_mine(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct appeal_line_list *ret,
	    struct str *ret_next)
{
	bool account = who->person && actor_has(who, APPEAL_TRACK);
	int64_t before = appeal_before_id(after);

	limit = limit ? limit : APPEAL_PAGE;
	*ret = (struct appeal_line_list){0};
	if (account)
		TRY(sql_appeal_of_person(tx, who->district, who->person, before, limit + 1, ret));
	TRY(add_proven(tx, who, before, ret));
	make_plain(ret);
	appeal_next_by_id(tx, ret, limit, ret_next);
	return 0;
}
