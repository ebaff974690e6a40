/* slot_verify.c: does each cell hold what the takes say? */
#include "gen/kit_sql.h"
#include "kit/slot.h"

enum { PAGE = 200, WRONG_MOST = 20 };

static int
verify_thing(struct tx *tx, int64_t district, const struct slot_thing *t, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct slot_cell_wrong_list wrong;
	struct slot_used used, taken;

	TRY(sql_slot_cells_wrong(tx, district, t->id, t->step_s, WRONG_MOST, &wrong));
	for (size_t i = 0; i < wrong.n; i++)
		TRY(broken(ctx, str_fmt(tx->arena, "place %lld: cell %lld holds %lld, its takes %lld", (long long)t->id,
					(long long)wrong.v[i].cell, (long long)wrong.v[i].used, (long long)wrong.v[i].taken)));
	/* A take whose cells are gone has no cell that is wrong. */
	TRY(sql_slot_used_all(tx, district, t->id, &used));
	TRY(sql_slot_taken_all(tx, district, t->id, t->step_s, &taken));
	if (wrong.n || used.n == taken.n)
		return 0;
	return broken(ctx, str_fmt(tx->arena, "place %lld: its cells hold %lld in all, its takes %lld", (long long)t->id,
				   (long long)used.n, (long long)taken.n));
}

int
slot_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct slot_thing_list list;
	int64_t after = 0;

	do {
		TRY(sql_slot_things_after(tx, district, after, PAGE, &list));
		for (size_t i = 0; i < list.n; i++) {
			TRY(verify_thing(tx, district, &list.v[i], broken, ctx));
			after = list.v[i].id;
		}
	} while (list.n == PAGE);
	return 0;
}
