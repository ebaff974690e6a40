/* matter.c: codes, PINs and places of matters. Moving them is in course.c. */
#include "kit/matter.h"

#include <assert.h>

#include "base/clock.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "lib/secret.h"
#include "lib/text.h"

enum { ONCE_S = 86400, SWEEP_ROWS = 500 };

int
matter_get(struct tx *tx, int64_t district, int64_t id, struct matter *ret)
{
	return sql_matter_get(tx, district, id, ret);
}

int
matter_by_code(struct tx *tx, int64_t district, struct str code, struct matter *ret)
{
	return sql_matter_by_code(tx, district, code, ret);
}

/* ---- what everybody reads ---- */

bool
matter_is_shown(int64_t sight, int64_t shown)
{
	return sight == FLOW_PUBLIC && (shown == MATTER_SHOWN || shown == MATTER_SHOWN_BEFORE);
}

struct str
matter_open_title(struct arena *a, int64_t sight, int64_t shown, struct str title, struct str open_title)
{
	if (!matter_is_shown(sight, shown))
		return S("");
	return shown == MATTER_SHOWN ? open_title : text_redact(a, title);
}

/* ---- code and PIN ---- */

int
matter_code(struct tx *tx, int64_t district, struct str plate, int64_t at, struct str *ret)
{
	struct civil c = clock_civil(at);
	struct str prefix = str_fmt(tx->arena, "%.*s-%02d%02d", STR(plate), c.year % 100, c.month);
	struct matter_number number;

	assert(tx->may_write && plate.n > 0 && at != 0);
	TRY(sql_matter_number_next(tx, district, prefix, &number));
	*ret = str_fmt(tx->arena, "%.*s-%04lld", STR(prefix), (long long)number.last);
	return 0;
}

struct matter_code_line {
	struct str prefix;
	int64_t last;
	bool changed;
};

static struct matter_code_line *
line_of(const struct matter_codes *c, struct str prefix)
{
	size_t at = str_hash(prefix) & (c->size - 1);

	while (c->v[at].prefix.n && !str_eq(c->v[at].prefix, prefix))
		at = (at + 1) & (c->size - 1);
	return &c->v[at];
}

static struct matter_code_line *
add_line(struct matter_codes *c, struct str prefix)
{
	struct matter_code_line *l;

	if (c->n * 2 >= c->size) {
		struct matter_codes more = {.memory = c->memory, .size = c->size ? c->size * 2 : 1024, .n = c->n};

		more.v = NEW_ARRAY(c->memory, struct matter_code_line, more.size);
		for (size_t i = 0; i < c->size; i++)
			if (c->v[i].prefix.n)
				*line_of(&more, c->v[i].prefix) = c->v[i];
		*c = more;
	}
	l = line_of(c, prefix);
	if (!l->prefix.n) {
		l->prefix = str_dup(c->memory, prefix);
		c->n++;
	}
	return l;
}

int
matter_codes_read(struct tx *tx, int64_t district, struct arena *memory, struct matter_codes *ret)
{
	struct matter_numbered_list rows;

	TRY(sql_matter_numbers(tx, district, &rows));
	*ret = (struct matter_codes){.memory = memory};
	for (size_t i = 0; i < rows.n; i++)
		add_line(ret, rows.v[i].prefix)->last = rows.v[i].last;
	return 0;
}

struct str
matter_codes_next(struct arena *a, struct matter_codes *codes, struct str plate, int64_t at)
{
	struct civil c = clock_civil(at);
	struct str prefix = str_fmt(a, "%.*s-%02d%02d", STR(plate), c.year % 100, c.month);
	struct matter_code_line *l = add_line(codes, prefix);

	l->changed = true;
	return str_fmt(a, "%.*s-%04lld", STR(prefix), (long long)++l->last);
}

int
matter_codes_put(struct tx *tx, int64_t district, struct matter_codes *codes)
{
	for (size_t i = 0; i < codes->size; i++) {
		if (codes->v[i].changed)
			TRY(sql_matter_number_put(tx, district, codes->v[i].prefix, codes->v[i].last, NULL));
		codes->v[i].changed = false;
	}
	return 0;
}

struct str
matter_code_typed(struct arena *a, struct str typed)
{
	struct str s = str_upper(a, str_narrow(a, typed));
	size_t dashes = 0, plate = 0;
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		bool letter = s.p[i] >= 'A' && s.p[i] <= 'Z';

		if (letter || (s.p[i] >= '0' && s.p[i] <= '9'))
			buf_char(&b, s.p[i]);
		else if (s.p[i] != '-' && s.p[i] != ' ')
			return typed;
		dashes += s.p[i] == '-';
		plate = letter ? b.n : plate;
	}
	if (dashes == 2)
		return s;
	s = buf_done(&b);
	if (!plate || plate > 6 || s.n < plate + 8)
		return typed;
	return str_fmt(a, "%.*s-%.*s-%.*s", STR(str_sub(s, 0, plate)), STR(str_sub(s, plate, 4)),
		       STR(str_sub(s, plate + 4, s.n)));
}

struct str
matter_pin(struct arena *a, int64_t district, int64_t id, struct str salt)
{
	struct str mac;
	uint64_t n = 0;

	assert(a);
	if (!secret_loaded())
		return S("");
	mac = secret_mac(a, "appeal pin",
			 str_fmt(a, "%lld %lld %.*s", (long long)district, (long long)id, STR(salt)));
	/* 60 bits against a million: no digit is noticeably likelier than another. */
	for (size_t i = 0; i < 15; i++)
		n = n << 4 | (uint64_t)(mac.p[i] <= '9' ? mac.p[i] - '0' : mac.p[i] - 'a' + 10);
	return str_fmt(a, "%0*llu", MATTER_PIN_DIGITS, (unsigned long long)(n % 1000000));
}

int
matter_unlock(struct tx *tx, int64_t district, struct str code, struct str pin, struct proof *ret)
{
	struct matter m = {0};
	int rc = sql_matter_by_code(tx, district, code, &m);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	/* The same work for an unknown code, so that the time tells nothing either. */
	if (!secret_equal(matter_pin(tx->arena, district, m.id, m.pin_salt), pin) || rc == E_NOTFOUND)
		return fail(tx, E_NOTFOUND, "pin", N_("编号和查询码对不上，请再看一眼回执。"));
	*ret = (struct proof){.matter = m.id, .salt = m.pin_salt};
	return 0;
}

int
matter_once(struct tx *tx, int64_t district, struct str key, int64_t id, int64_t at, int64_t *ret_made)
{
	struct matter_made made;
	int64_t taken = 0;

	assert(tx->may_write && key.n > 0 && id > 0 && ret_made);
	/* First of all, so that of two equal requests at once the second waits and then finds the first. */
	TRY(sql_matter_once_take(tx, district, key, id, at, &taken));
	if (taken)
		return E_NOTFOUND;
	TRY(sql_matter_once_get(tx, district, key, &made));
	*ret_made = made.matter;
	return 0;
}

int
matter_once_sweep(struct tx *tx, int64_t district, int64_t *ret_n)
{
	assert(tx->may_write && district > 0 && ret_n);
	return sql_matter_once_sweep(tx, district, clock_now() - ONCE_S, SWEEP_ROWS, ret_n);
}

/* ---- place and people ---- */

struct place
matter_place(int64_t district, const struct matter *m)
{
	return (struct place){
		.node = m->place,
		.at =
			{
				[LEVEL_DISTRICT] = district,
				[LEVEL_STREET] = m->street,
				[LEVEL_COMMUNITY] = m->community,
				[LEVEL_AREA] = m->area,
				[LEVEL_GRID] = m->grid,
				[LEVEL_BUILDING] = m->building,
			},
	};
}

void
matter_stand(struct matter *m, const struct place *at, struct str name)
{
	assert(m && at);
	m->place = at->node;
	m->street = at->at[LEVEL_STREET];
	m->community = at->at[LEVEL_COMMUNITY];
	m->area = at->at[LEVEL_AREA];
	m->grid = at->at[LEVEL_GRID];
	m->building = at->at[LEVEL_BUILDING];
	m->place_name = name;
}

/* Did this reader show the PIN that the matter has now? */
static bool
is_proven(const struct actor *who, int64_t id, struct str pin_salt)
{
	for (size_t i = 0; i < who->proven_n; i++)
		if (who->proven[i].matter == id && str_eq(who->proven[i].salt, pin_salt))
			return true;
	return false;
}

bool
matter_is_raiser(const struct actor *who, const struct matter *m, enum perm track)
{
	assert(who && m && track > 0 && track < PERM__MAX);
	/* A session that still lacks its second factor, or a token without this scope, is nobody yet. */
	if (m->raiser && m->raiser == who->person && actor_has(who, track))
		return true;
	return is_proven(who, m->id, m->pin_salt);
}

struct actor
matter_remembered(const struct actor *who, const struct matter *m, bool raiser)
{
	struct actor seen = *who;

	assert(who && m);
	if (raiser && m->anon != ANON_NAMED)
		seen.person = 0;
	return seen;
}

/* ---- lists ---- */

int
matter_live_at(struct tx *tx, int64_t district, int64_t node, enum flow_subject kind, int64_t after, int64_t limit,
	       struct matter_id_list *ret)
{
	assert(kind > 0 && limit > 0 && ret);
	return sql_matter_live_at(tx, district, node, kind, after, limit, ret);
}

int
matter_of_raiser(struct tx *tx, int64_t district, int64_t raiser, enum flow_subject kind, int64_t after, int64_t limit,
		 struct matter_id_list *ret)
{
	assert(kind > 0 && limit > 0 && ret);
	return sql_matter_of_raiser(tx, district, raiser, kind, after, limit, ret);
}

int
matter_after(struct tx *tx, int64_t district, enum flow_subject kind, int64_t after, int64_t limit,
	     struct matter_id_list *ret)
{
	assert(kind > 0 && limit > 0 && ret);
	return sql_matter_after(tx, district, kind, after, limit, ret);
}

int
matter_kept(struct tx *tx, int64_t district, enum flow_subject kind, int64_t before, int64_t limit,
	    struct matter_id_list *ret)
{
	assert(kind > 0 && limit > 0 && ret);
	return sql_matter_kept(tx, district, kind, before, limit, ret);
}

int
matter_hold(struct tx *tx, int64_t district, int64_t id, struct matter *ret)
{
	return sql_matter_hold(tx, district, id, ret);
}

int
matter_hold_code(struct tx *tx, int64_t district, struct str code, struct matter *ret)
{
	return sql_matter_hold_code(tx, district, code, ret);
}

int
matter_depth(struct tx *tx, int64_t district, const struct matter *m, int *ret)
{
	struct matter above = *m;

	*ret = 0;
	while (above.part_of > MATTER_PRACTICE) {
		if (++*ret > MATTER_DEPTH_MAX)
			return E_MANY;
		TRY(sql_matter_get(tx, district, above.part_of, &above));
	}
	return 0;
}

int
matter_parts_live(struct tx *tx, int64_t district, int64_t id, int64_t *ret)
{
	struct matter_number n;

	TRY(sql_matter_parts_live(tx, district, id, &n));
	*ret = n.last;
	return 0;
}

int
matter_parties(struct tx *tx, int64_t district, int64_t id, struct party_list *ret)
{
	assert(id > 0 && ret);
	return sql_party_of(tx, district, id, ret);
}
