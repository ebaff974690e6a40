/* street_sql.c: made by mksql from mksql/good/street.sql; do not edit. */
#include "gen/street_sql.h"
#include "gen/stmt_numbers.h"
#include "street.h"

_Static_assert(HOUSE_EVEN == 4, "another number than in the texts");
_Static_assert(HOUSE_ODD == 5, "another number than in the texts");

static const char text_street_get[] =
	"SELECT id, name, length, photo FROM street WHERE district = $1 AND id = $2";

static const char text_street_long[] =
	"SELECT s.id, s.name, s.length, s.photo"
	" FROM street AS s"
	" WHERE length >= $2 AND s.district = $1"
	" ORDER BY length DESC, id LIMIT $3";

static const char text_street_all[] =
	"SELECT id, name, length, photo FROM street WHERE district = $1 ORDER BY id";

static const char text_street_add[] =
	"INSERT INTO street (district, id, name, length, photo) VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (district, id) DO NOTHING";

static const char text_street_edit[] =
	"UPDATE street SET name = $3, words = $4, length = length + 4 + 5 WHERE district = $1 AND id = $2"
	" AND length >= $5 AND name <> $3";

static const char text_street_rename[] =
	"UPDATE street SET name = $3 WHERE district = $1 AND name = $2";

static const char text_street_remove[] =
	"DELETE FROM street WHERE district = $1 AND id = $2 RETURNING name";

static const char text_house_of_street[] =
	"SELECT h.id, s.name AS street, h.number,"
	" CAST(sum(h.number) OVER (PARTITION BY h.district) AS BIGINT) AS total"
	" FROM house h JOIN street s ON s.district = $1 AND s.id = h.street"
	" WHERE h.district = $1 AND h.street = $2 AND h.number BETWEEN $3 AND $4 AND s.name NOT LIKE '!%' ESCAPE '!'"
	" ORDER BY h.number LIMIT $5";

static const char text_house_add[] =
	"INSERT INTO house (district, id, street, number) VALUES ($1, $2, $3, $4)";

static const char text_house_move[] =
	"UPDATE house SET id = $2, street = $3, number = $4 WHERE district = $1 AND id = $2";

static const char text_house_number[] =
	"UPDATE house SET number = $3 WHERE district = $1 AND id = $2";

static const char text_house_lanes[] =
	"SELECT s.id, s.name, s.length, s.photo, h.number"
	" FROM house h JOIN street s ON s.district = $1 AND s.id = h.street"
	" WHERE h.district = $1 AND h.number >= $2 ORDER BY h.number";

static const char text_house_copy[] =
	"INSERT INTO house (district, id, street, number)"
	" SELECT district, id + $4, $3, number FROM house WHERE district = $1 AND street = $2";

static const char text_division_get[] =
	"SELECT code, name FROM division WHERE code = $1";

static const char text_street_count[] =
	"SELECT count(*) AS n FROM street";

static const char sqlite_street_find[] =
	"SELECT s.id FROM street_words w JOIN street s ON s.id = w.rowid"
	" WHERE w.words MATCH $2 AND s.district = $1";

static const char pg_street_find[] =
	"SELECT id FROM street WHERE district = $1 AND tokens @@ $2::tsquery";

static const char text_house_wide_all[] =
	"SELECT id, street_name FROM house_wide WHERE district = $1 ORDER BY id";

const struct db_stmt street_stmts[] = {
	[0] = {
		.name = "street_get",
		.number = street_STMTS_FIRST + 0,
		.sqlite = text_street_get,
		.pg = text_street_get,
		.params = "ii",
		.cols = "itrb",
		.reach = STMT_DISTRICT,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 8,
	},
	[1] = {
		.name = "street_long",
		.number = street_STMTS_FIRST + 1,
		.sqlite = text_street_long,
		.pg = text_street_long,
		.params = "iri",
		.cols = "itrb",
		.reach = STMT_DISTRICT,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 11,
	},
	[2] = {
		.name = "street_all",
		.number = street_STMTS_FIRST + 2,
		.sqlite = text_street_all,
		.pg = text_street_all,
		.params = "i",
		.cols = "itrb",
		.reach = STMT_DISTRICT,
		.walks = "a district has few streets, and all are exported",
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 18,
	},
	[3] = {
		.name = "street_add",
		.number = street_STMTS_FIRST + 3,
		.sqlite = text_street_add,
		.pg = text_street_add,
		.params = "iitrb",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 21,
	},
	[4] = {
		.name = "street_edit",
		.number = street_STMTS_FIRST + 4,
		.sqlite = text_street_edit,
		.pg = text_street_edit,
		.params = "iittr",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 27,
	},
	[5] = {
		.name = "street_rename",
		.number = street_STMTS_FIRST + 5,
		.sqlite = text_street_rename,
		.pg = text_street_rename,
		.params = "itt",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 32,
	},
	[6] = {
		.name = "street_remove",
		.number = street_STMTS_FIRST + 6,
		.sqlite = text_street_remove,
		.pg = text_street_remove,
		.params = "ii",
		.cols = "t",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 35,
	},
	[7] = {
		.name = "house_of_street",
		.number = street_STMTS_FIRST + 7,
		.sqlite = text_house_of_street,
		.pg = text_house_of_street,
		.params = "iiiii",
		.cols = "itii",
		.reach = STMT_DISTRICT,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 41,
	},
	[8] = {
		.name = "house_add",
		.number = street_STMTS_FIRST + 8,
		.sqlite = text_house_add,
		.pg = text_house_add,
		.params = "iiii",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 50,
	},
	[9] = {
		.name = "house_move",
		.number = street_STMTS_FIRST + 9,
		.sqlite = text_house_move,
		.pg = text_house_move,
		.params = "iiii",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 52,
	},
	[10] = {
		.name = "house_number",
		.number = street_STMTS_FIRST + 10,
		.sqlite = text_house_number,
		.pg = text_house_number,
		.params = "iii",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 54,
	},
	[11] = {
		.name = "house_lanes",
		.number = street_STMTS_FIRST + 11,
		.sqlite = text_house_lanes,
		.pg = text_house_lanes,
		.params = "ii",
		.cols = "itrbi",
		.reach = STMT_DISTRICT,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 59,
	},
	[12] = {
		.name = "house_copy",
		.number = street_STMTS_FIRST + 12,
		.sqlite = text_house_copy,
		.pg = text_house_copy,
		.params = "iiii",
		.cols = "",
		.reach = STMT_DISTRICT,
		.writes = true,
		.file = "mksql/good/street.sql",
		.line = 64,
	},
	[13] = {
		.name = "division_get",
		.number = street_STMTS_FIRST + 13,
		.sqlite = text_division_get,
		.pg = text_division_get,
		.params = "i",
		.cols = "it",
		.reach = STMT_SHARED,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 68,
	},
	[14] = {
		.name = "street_count",
		.number = street_STMTS_FIRST + 14,
		.sqlite = text_street_count,
		.pg = text_street_count,
		.params = "",
		.cols = "i",
		.reach = STMT_CITY,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 71,
	},
	[15] = {
		.name = "street_find",
		.number = street_STMTS_FIRST + 15,
		.sqlite = sqlite_street_find,
		.pg = pg_street_find,
		.params = "it",
		.cols = "i",
		.reach = STMT_DISTRICT,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 75,
	},
	[16] = {
		.name = "house_wide_all",
		.number = street_STMTS_FIRST + 16,
		.sqlite = text_house_wide_all,
		.pg = text_house_wide_all,
		.params = "i",
		.cols = "it",
		.reach = STMT_DISTRICT,
		.writes = false,
		.file = "mksql/good/street.sql",
		.line = 82,
	},
};

static struct street
read_street(const struct db_val *v)
{
	return (struct street){
		.id = v[0].i,
		.name = v[1].s,
		.length = v[2].r,
		.photo = v[3].s,
	};
}

static int
one_street(void *ctx, const struct db_val *v)
{
	struct street *to = ctx;

	*to = read_street(v);
	return 1;
}

struct street_rows {
	struct arena *arena;
	struct street_list list;
};

static int
add_street(void *ctx, const struct db_val *v)
{
	struct street_rows *to = ctx;

	to->list.v = db_room(to->arena, to->list.v, to->list.n, sizeof *to->list.v);
	to->list.v[to->list.n++] = read_street(v);
	return 0;
}

struct street_each {
	int (*row)(void *ctx, const struct street *row);
	void *ctx;
};

static int
each_street(void *ctx, const struct db_val *v)
{
	const struct street_each *to = ctx;
	const struct street row = read_street(v);

	return to->row(to->ctx, &row);
}

static struct removed
read_removed(const struct db_val *v)
{
	return (struct removed){
		.name = v[0].s,
	};
}

static int
one_removed(void *ctx, const struct db_val *v)
{
	struct removed *to = ctx;

	*to = read_removed(v);
	return 1;
}

static struct house
read_house(const struct db_val *v)
{
	return (struct house){
		.id = v[0].i,
		.street = v[1].s,
		.number = v[2].i,
		.total = v[3].i,
	};
}

struct house_rows {
	struct arena *arena;
	struct house_list list;
};

static int
add_house(void *ctx, const struct db_val *v)
{
	struct house_rows *to = ctx;

	to->list.v = db_room(to->arena, to->list.v, to->list.n, sizeof *to->list.v);
	to->list.v[to->list.n++] = read_house(v);
	return 0;
}

static struct house_lane
read_house_lane(const struct db_val *v)
{
	return (struct house_lane){
		.id = v[0].i,
		.name = v[1].s,
		.length = v[2].r,
		.photo = v[3].s,
		.number = v[4].i,
	};
}

struct house_lane_each {
	int (*row)(void *ctx, const struct house_lane *row);
	void *ctx;
};

static int
each_house_lane(void *ctx, const struct db_val *v)
{
	const struct house_lane_each *to = ctx;
	const struct house_lane row = read_house_lane(v);

	return to->row(to->ctx, &row);
}

static struct division
read_division(const struct db_val *v)
{
	return (struct division){
		.code = v[0].i,
		.name = v[1].s,
	};
}

static int
one_division(void *ctx, const struct db_val *v)
{
	struct division *to = ctx;

	*to = read_division(v);
	return 1;
}

static struct counted
read_counted(const struct db_val *v)
{
	return (struct counted){
		.n = v[0].i,
	};
}

static int
one_counted(void *ctx, const struct db_val *v)
{
	struct counted *to = ctx;

	*to = read_counted(v);
	return 1;
}

static struct found
read_found(const struct db_val *v)
{
	return (struct found){
		.id = v[0].i,
	};
}

struct found_rows {
	struct arena *arena;
	struct found_list list;
};

static int
add_found(void *ctx, const struct db_val *v)
{
	struct found_rows *to = ctx;

	to->list.v = db_room(to->arena, to->list.v, to->list.n, sizeof *to->list.v);
	to->list.v[to->list.n++] = read_found(v);
	return 0;
}

static struct house_wide
read_house_wide(const struct db_val *v)
{
	return (struct house_wide){
		.id = v[0].i,
		.street_name = v[1].s,
	};
}

struct house_wide_rows {
	struct arena *arena;
	struct house_wide_list list;
};

static int
add_house_wide(void *ctx, const struct db_val *v)
{
	struct house_wide_rows *to = ctx;

	to->list.v = db_room(to->arena, to->list.v, to->list.n, sizeof *to->list.v);
	to->list.v[to->list.n++] = read_house_wide(v);
	return 0;
}

/* mksql/good/street.sql:8 */
int
sql_street_get(struct tx *tx, int64_t district, int64_t id, struct street *ret)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = id},
	};
	struct street row_;
	int64_t n_;

	TRY(db_run(tx, &street_stmts[0], p_, one_street, &row_, false, &n_));
	if (n_ == 0)
		return E_NOTFOUND;
	*ret = row_;
	return 0;
}

/* mksql/good/street.sql:11 */
int
sql_street_long(struct tx *tx, int64_t district, double least, int64_t limit,
                struct street_list *ret)
{
	const struct db_val p_[] = {
		{.i = district},
		{.r = least},
		{.i = limit},
	};
	struct street_rows rows_ = {.arena = tx->arena};

	TRY(db_run(tx, &street_stmts[1], p_, add_street, &rows_, false, NULL));
	*ret = rows_.list;
	return 0;
}

/* mksql/good/street.sql:18 */
int
sql_street_all(struct tx *tx, int64_t district,
               int (*each)(void *ctx, const struct street *row), void *ctx)
{
	const struct db_val p_[] = {
		{.i = district},
	};
	struct street_each each_ = {each, ctx};

	return db_run(tx, &street_stmts[2], p_, each_street, &each_, true, NULL);
}

/* mksql/good/street.sql:21 */
int
sql_street_add(struct tx *tx, int64_t district, const struct street *row)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = row->id},
		{.s = row->name},
		{.r = row->length},
		{.s = row->photo},
	};
	int64_t n_;

	TRY(db_run(tx, &street_stmts[3], p_, NULL, NULL, false, &n_));
	return n_ == 1 ? 0 : E_STALE;
}

/* mksql/good/street.sql:27 */
int
sql_street_edit(struct tx *tx, int64_t district, int64_t id, const struct street_words *row,
                double least)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = id},
		{.s = row->name},
		{.s = row->words},
		{.r = least},
	};
	int64_t n_;

	TRY(db_run(tx, &street_stmts[4], p_, NULL, NULL, false, &n_));
	return n_ == 1 ? 0 : E_STALE;
}

/* mksql/good/street.sql:32 */
int
sql_street_rename(struct tx *tx, int64_t district, struct str name_from, struct str name_to,
                  int64_t *ret_changed)
{
	const struct db_val p_[] = {
		{.i = district},
		{.s = name_from},
		{.s = name_to},
	};

	return db_run(tx, &street_stmts[5], p_, NULL, NULL, false, ret_changed);
}

/* mksql/good/street.sql:35 */
int
sql_street_remove(struct tx *tx, int64_t district, int64_t id, struct removed *ret)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = id},
	};
	struct removed row_;
	int64_t n_;

	TRY(db_run(tx, &street_stmts[6], p_, one_removed, &row_, false, &n_));
	if (n_ == 0)
		return E_NOTFOUND;
	*ret = row_;
	return 0;
}

/* mksql/good/street.sql:41 */
int
sql_house_of_street(struct tx *tx, int64_t district, int64_t street, int64_t number_from,
                    int64_t number_to, int64_t limit, struct house_list *ret)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = street},
		{.i = number_from},
		{.i = number_to},
		{.i = limit},
	};
	struct house_rows rows_ = {.arena = tx->arena};

	TRY(db_run(tx, &street_stmts[7], p_, add_house, &rows_, false, NULL));
	*ret = rows_.list;
	return 0;
}

/* mksql/good/street.sql:50 */
int
sql_house_add(struct tx *tx, int64_t district, const struct house_row *row)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = row->id},
		{.i = row->street},
		{.i = row->number},
	};
	int64_t n_;

	TRY(db_run(tx, &street_stmts[8], p_, NULL, NULL, false, &n_));
	return n_ == 1 ? 0 : E_STALE;
}

/* mksql/good/street.sql:52 */
int
sql_house_move(struct tx *tx, int64_t district, const struct house_row *row)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = row->id},
		{.i = row->street},
		{.i = row->number},
	};
	int64_t n_;

	TRY(db_run(tx, &street_stmts[9], p_, NULL, NULL, false, &n_));
	return n_ == 1 ? 0 : E_STALE;
}

/* mksql/good/street.sql:54 */
int
sql_house_number(struct tx *tx, int64_t district, const struct house_row *row)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = row->id},
		{.i = row->number},
	};
	int64_t n_;

	TRY(db_run(tx, &street_stmts[10], p_, NULL, NULL, false, &n_));
	return n_ == 1 ? 0 : E_STALE;
}

/* mksql/good/street.sql:59 */
int
sql_house_lanes(struct tx *tx, int64_t district, int64_t from,
                int (*each)(void *ctx, const struct house_lane *row), void *ctx)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = from},
	};
	struct house_lane_each each_ = {each, ctx};

	return db_run(tx, &street_stmts[11], p_, each_house_lane, &each_, true, NULL);
}

/* mksql/good/street.sql:64 */
int
sql_house_copy(struct tx *tx, int64_t district, int64_t street_from, int64_t street_to,
               int64_t above, int64_t *ret_changed)
{
	const struct db_val p_[] = {
		{.i = district},
		{.i = street_from},
		{.i = street_to},
		{.i = above},
	};

	return db_run(tx, &street_stmts[12], p_, NULL, NULL, false, ret_changed);
}

/* mksql/good/street.sql:68 */
int
sql_division_get(struct tx *tx, int64_t code, struct division *ret)
{
	const struct db_val p_[] = {
		{.i = code},
	};
	struct division row_;
	int64_t n_;

	TRY(db_run(tx, &street_stmts[13], p_, one_division, &row_, false, &n_));
	if (n_ == 0)
		return E_NOTFOUND;
	*ret = row_;
	return 0;
}

/* mksql/good/street.sql:71 */
int
sql_street_count(struct tx *tx, struct counted *ret)
{
	struct counted row_;
	int64_t n_;

	TRY(db_run(tx, &street_stmts[14], NULL, one_counted, &row_, false, &n_));
	if (n_ == 0)
		return E_NOTFOUND;
	*ret = row_;
	return 0;
}

/* mksql/good/street.sql:75 */
int
sql_street_find(struct tx *tx, int64_t district, struct str words, struct found_list *ret)
{
	const struct db_val p_[] = {
		{.i = district},
		{.s = words},
	};
	struct found_rows rows_ = {.arena = tx->arena};

	TRY(db_run(tx, &street_stmts[15], p_, add_found, &rows_, false, NULL));
	*ret = rows_.list;
	return 0;
}

/* mksql/good/street.sql:82 */
int
sql_house_wide_all(struct tx *tx, int64_t district, struct house_wide_list *ret)
{
	const struct db_val p_[] = {
		{.i = district},
	};
	struct house_wide_rows rows_ = {.arena = tx->arena};

	TRY(db_run(tx, &street_stmts[16], p_, add_house_wide, &rows_, false, NULL));
	*ret = rows_.list;
	return 0;
}
