/* listen_personal.c: what sessions keep of people: who planned them, and, sealed, who came and who raised what while one is open. */
#include "base/json.h"
#include "db/db.h"
#include "features/listen/listen_rules.h"
#include "gen/listen_sql.h"
#include "kit/privacy.h"

enum { PAGE = 200 };

/* ---- a copy ---- */

static void
print_one(struct buf *json, const struct listen_item *s, bool first)
{
	if (!first)
		buf_char(json, ',');
	BUF_LIT(json, "{\"code\":");
	json_str(json, s->code);
	BUF_LIT(json, ",\"title\":");
	json_str(json, s->title);
	buf_fmt(json, ",\"starts_at\":%lld,\"matters\":%lld}", (long long)s->starts_at, (long long)s->matters);
}

/* The sessions they planned. */
static int
print(struct tx *tx, const struct actor *who, struct buf *json)
{
	bool first = true;

	buf_char(json, '[');
	for (int64_t ended = 0; ended <= 1; ended++) {
		struct listen_item_list list;
		int64_t before = INT64_MAX;

		do {
			TRY(sql_listen_of_person(tx, who->district, who->person, ended, before, PAGE, &list));
			for (size_t i = 0; i < list.n; i++) {
				print_one(json, &list.v[i], first);
				first = false;
				before = list.v[i].id;
			}
		} while (list.n == PAGE);
	}
	buf_char(json, ']');
	return 0;
}

/* A session is the office's record, and names who planned it by the account alone, of which nothing is left. Who raised a line was
 * never written beside an account. */
static int
forget(struct tx *tx, const struct actor *who)
{
	(void)tx;
	(void)who;
	return 0;
}

const struct personal listen_personal = {.name = "listening", .print = print, .forget = forget};

/* ---- sealed fields ---- */

struct secrets {
	int (*one)(void *ctx, struct str field);
	void *ctx;
};

static int
hand_over_names(void *ctx, const struct listen_box *row)
{
	const struct secrets *s = ctx;

	return s->one(s->ctx, row->names);
}

static int
hand_over_line(void *ctx, const struct listen_line_box *row)
{
	const struct secrets *s = ctx;

	TRY(s->one(s->ctx, row->name));
	return s->one(s->ctx, row->phone);
}

int
listen_secrets(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx)
{
	struct secrets s = {one, ctx};

	TRY(sql_listen_sealed(tx, district, hand_over_names, &s));
	return sql_listen_lines_sealed(tx, district, hand_over_line, &s);
}
