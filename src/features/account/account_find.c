/* account_find.c: people in an administrator's reach, and bodies, for the search over everything. */
#include "features/account/account_find.h"

#include "db/db.h"
#include "features/account/account_admin.h"
#include "kit/find.h"

enum { LOOKED_AT = 500 }; /* of the bodies of a district */

static int
find_people(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows)
{
	struct person_line_list people;

	if (!actor_has(who, ACCOUNT_ADMIN))
		return 0;
	TRY(account_people(tx, who, w->words, 0, FIND_MOST, &people));
	for (size_t i = 0; i < people.n; i++)
		find_add(rows, (struct find_row){
				       .title = people.v[i].name,
				       .note = people.v[i].title.n ? people.v[i].title : people.v[i].login,
				       .href = str_fmt(tx->arena, "/account/people/%lld", (long long)people.v[i].id),
			       });
	return 0;
}

/* Bodies are public, but only administrators have a page of one. */
static int
find_bodies(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows)
{
	struct org_line_list orgs;

	if (!actor_has(who, ACCOUNT_ADMIN))
		return 0;
	TRY(account_org_lines(tx, who, S(""), LOOKED_AT, &orgs));
	for (size_t i = 0; i < orgs.n; i++) {
		const struct org_line *o = &orgs.v[i];

		if (find_fits(tx->arena, w, str_fmt(tx->arena, "%.*s %.*s %.*s", STR(o->code), STR(o->name), STR(o->name_en))))
			find_add(rows, (struct find_row){
					       .title = w->english && o->name_en.n ? o->name_en : o->name,
					       .note = o->place_name,
					       .href = str_fmt(tx->arena, "/account/orgs/%lld", (long long)o->id),
				       });
	}
	return 0;
}

const struct finder account_finders[] = {
	{.kind = "person", .heading = N_("人员"), .find = find_people, .more = "/account/people?q="},
	{.kind = "body", .heading = N_("单位"), .find = find_bodies},
	{0},
};
