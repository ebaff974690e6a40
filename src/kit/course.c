/* course.c: the runner of moves: who may, what it changes, what it writes. */
#include "kit/course.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "gen/kit_sql.h"
#include "kit/course_in.h"
#include "kit/matter_age.h"
#include "kit/matter_count.h"
#include "kit/matter_file.h"
#include "lib/secret.h"

enum { SALT_BYTES = 16, ONCE_DIGITS = 24 };

struct move *
move_new(const struct course *c, struct tx *tx, const struct actor *who)
{
	struct move *m = arena_alloc(tx->arena, c->size);

	assert(c && tx && who && c->size >= sizeof(struct move));
	memset(m, 0, c->size);
	m->tx = tx;
	m->who = who;
	m->course = c;
	return m;
}

/* ---- reading ---- */

static void
no_parties(struct move *m)
{
	m->parties.v = NEW_ARRAY(m->tx->arena, struct party, MATTER_PARTIES_MAX);
	m->parties.n = 0;
	m->party_changed = NEW_ARRAY(m->tx->arena, bool, MATTER_PARTIES_MAX);
}

void
course_blank(struct move *m)
{
	m->desks = NEW(m->tx->arena, struct desk_rows);
	if (!m->parties.v)
		no_parties(m);
}

static int
read_parties(struct move *m)
{
	struct party_list rows;

	TRY(sql_party_of(m->tx, m->who->district, m->was.id, &rows));
	if (rows.n > MATTER_PARTIES_MAX)
		return E_MANY;
	no_parties(m);
	m->parties.n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		m->parties.v[i] = rows.v[i];
	return 0;
}

static struct due_list
clock_list(const struct move *m)
{
	return (struct due_list){m->clocks.v, m->clocks.n};
}

/* Tables are indexed by what the rows say: a row that somebody changed by hand is refused, and verify tells of it. */
static int
check_known(const struct move *m)
{
	bool known = m->was.state > 0 && m->was.state < m->course->states_n;

	for (size_t i = 0; i < m->clocks.n; i++)
		known &= m->clocks.v[i].stage > 0 && m->clocks.v[i].stage < m->course->stages_n;
	return known ? 0 : E_BUG;
}

/* The rest of what a move works on, when the row is there. */
static int
read_rest(struct move *m)
{
	struct due_list clocks;

	if (m->was.kind != (int64_t)m->course->kind)
		return E_NOTFOUND;
	TRY(read_parties(m));
	TRY(clocks_read(m->tx, m->who->district, m->was.id, &m->clocks));
	TRY(check_known(m));
	clocks = clock_list(m);
	m->m = m->was;
	m->place = matter_place(m->who->district, &m->was);
	m->raiser = matter_is_raiser(m->who, &m->was, m->course->track);
	TRY(m->course->load(m));
	m->desks = NEW(m->tx->arena, struct desk_rows);
	desk_rows(m->course, m->who->district, &m->was, &m->parties, &clocks, m->topic, m->desks);
	return 0;
}

int
course_read(struct move *m, struct str code)
{
	TRY(matter_by_code(m->tx, m->who->district, code, &m->was));
	return read_rest(m);
}

int
course_read_id(struct move *m, int64_t id)
{
	assert(m->tx && m->who && id > 0);
	TRY(matter_get(m->tx, m->who->district, id, &m->was));
	return read_rest(m);
}

/* For moves: nobody else moves it until the transaction ends. */
static int
hold(struct move *m, int64_t id)
{
	TRY(sql_matter_hold(m->tx, m->who->district, id, &m->was));
	return read_rest(m);
}

/* ---- bodies ---- */

struct party *
party_of(const struct move *m, int64_t org)
{
	for (size_t i = 0; i < m->parties.n; i++)
		if (m->parties.v[i].org == org)
			return &m->parties.v[i];
	return NULL;
}

int
party_put(struct move *m, int64_t org, enum party_part part, enum party_state state)
{
	struct party *p = party_of(m, org);

	assert(org > 0 && part > 0 && state > 0);
	if (!p && m->parties.n == MATTER_PARTIES_MAX)
		return E_MANY;
	if (!p) {
		p = &m->parties.v[m->parties.n++];
		*p = (struct party){.matter = m->m.id, .org = org};
	}
	m->party_changed[p - m->parties.v] = true;
	p->part = part;
	p->state = state;
	if (state == PARTY_SENT) {
		p->sent_at = m->at;
		p->accepted_at = p->done_at = 0;
		p->answer = S("");
	} else if (state == PARTY_ACCEPTED) {
		p->accepted_at = m->at;
	} else {
		p->done_at = m->at;
	}
	return 0;
}

/* Does the actor act for a body that has something to do with it? */
static int64_t
party_seat(const struct actor *who, enum perm perm, const struct party_list *parties, bool owes)
{
	for (size_t i = 0; i < parties->n; i++) {
		const struct party *p = &parties->v[i];

		if (p->state == PARTY_GONE || (owes && (p->part != PARTY_HELPS || p->state == PARTY_ANSWERED)))
			continue;
		if (actor_can(who, perm, NULL, p->org))
			return p->org;
	}
	return 0;
}

/* ---- who may ---- */

static bool
may_by(const struct move *m, const struct move_row *row)
{
	const struct course *c = m->course;
	const struct actor *who = m->who;
	bool staff = actor_can(who, row->perm, &m->place, 0);
	bool body = m->was.lead && actor_can(who, row->perm, NULL, m->was.lead);
	/* The place's own people handle what no other body has there. */
	bool local = staff && (!m->was.lead || actor_can(who, c->manage, &m->place, 0));

	switch (row->by) {
	case BY_ANYBODY: return true;
	case BY_STAFF: return staff;
	case BY_BODY: return body || local;
	case BY_EITHER: return staff || body;
	case BY_RAISER: return m->raiser || (row->perm != c->raise && staff);
	case BY_PARTY: return party_seat(who, row->perm, &m->parties, true) != 0;
	case BY_SYSTEM: return false;
	}
	return false;
}

bool
course_may(const struct move *m, int move)
{
	const struct move_row *row = &m->course->moves[move];

	assert(move >= 0 && move < m->course->moves_n);
	/* Numbers of moves may have gaps. */
	if (!row->name)
		return false;
	if (m->who->kind != ACTOR_SYSTEM && !may_by(m, row))
		return false;
	if (m->course->may && !m->course->may(m, move))
		return false;
	return row->from & UINT32_C(1) << m->was.state;
}

int
course_sight(const struct course *c, const struct actor *who, const struct matter *m,
	     const struct party_list *parties, enum flow_sight *ret)
{
	struct place place = matter_place(who->district, m);

	assert(c && who && m && ret);
	if (actor_can(who, c->see, &place, m->lead) || party_seat(who, c->see, parties, false))
		*ret = FLOW_INTERNAL;
	else if (matter_is_raiser(who, m, c->track))
		*ret = FLOW_PARTIES;
	else if (m->sight == FLOW_PUBLIC)
		*ret = FLOW_PUBLIC;
	else
		return E_NOTFOUND;
	return 0;
}

/* ---- the same form twice ---- */

static struct str
file_names(struct arena *a, const struct change *c)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < c->files_n; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", STR(c->files[i].file));
	return buf_done(&b);
}

/* A mark of who sent what from which version of the form; "" when nobody could send it twice. */
static struct str
once_of(const struct move *m)
{
	struct arena *a = m->tx->arena;
	struct str files;

	if (!m->c->version || !secret_loaded())
		return S("");
	files = file_names(a, m->c);
	return str_sub(secret_mac(a, "move",
				  str_fmt(a, "%lld %d %lld %lld\x1f%.*s\x1f%.*s\x1f%.*s", (long long)m->was.id,
					  m->c->move, (long long)m->c->version,
					  (long long)matter_remembered(m->who, &m->was, m->raiser).person,
					  STR(str_trim(m->c->text)), STR(m->c->content), STR(files))),
		       0, ONCE_DIGITS);
}

static int
is_repeated(const struct move *m, bool *ret)
{
	struct str once = once_of(m);
	struct flow_made made;

	*ret = false;
	if (!once.n || m->c->version >= m->was.version)
		return 0;
	TRY(sql_flow_once(m->tx, m->who->district, m->was.kind, m->was.id, m->c->version, once, &made));
	*ret = made.n > 0;
	return 0;
}

/* A form that saw an older matter is refused, unless nothing its reader may see has changed since (an internal note is no reason to
 * refuse the raiser), or it only adds. */
static int
check_version(const struct move *m)
{
	struct flow_step_list steps;
	int64_t seen = m->c->version;

	if (!seen || seen == m->was.version || (m->row->adds && seen < m->was.version))
		return 0;
	if (!m->raiser || seen > m->was.version)
		return E_STALE;
	TRY(flow_list(m->tx, m->who->district, m->course->kind, m->was.id, FLOW_PARTIES, &steps));
	return steps.n && steps.v[steps.n - 1].seq > seen ? E_STALE : 0;
}

/* 0 = go on; 1 = it was made before; else the refusal. Whoever may not know of the matter learns nothing of its version. */
static int
check(const struct move *m)
{
	bool may = course_may(m, m->c->move), repeated = false;
	enum flow_sight sight;
	int rc;

	if (!may)
		TRY(course_sight(m->course, m->who, &m->was, &m->parties, &sight));
	if (!may || (m->c->version && m->c->version != m->was.version)) {
		TRY(is_repeated(m, &repeated));
		if (repeated)
			return 1;
	}
	if (may)
		return check_version(m);
	rc = m->c->version && m->c->version != m->was.version && sight > FLOW_PUBLIC ? E_STALE : E_DENIED;
	return rc;
}

/* ---- saving ---- */

int64_t
course_state_after(const struct move *m)
{
	if (m->row->to == TO_SAME)
		return m->was.state;
	if (m->row->to == TO_BACK)
		return m->course->back(m);
	return m->row->to;
}

int
course_save_beside(struct move *m)
{
	struct due_list clocks = clock_list(m);
	struct desk_rows desks;

	for (size_t i = 0; i < m->parties.n; i++)
		if (m->party_changed[i])
			TRY(sql_party_put(m->tx, m->who->district, &m->parties.v[i]));
	TRY(clocks_save(m->tx, &m->clocks));
	desk_rows(m->course, m->who->district, &m->m, &m->parties, &clocks, m->topic, &desks);
	TRY(matter_count_move(m));
	TRY(matter_age_move(m));
	TRY(desk_save(m->tx, m->who->district, m->desks, &desks));
	/* The words of a new matter come from its feature, with those of its desks. */
	if (m->course->found && m->was.id)
		TRY(desk_find_again(m->tx, m->who->district, m->m.id, m->desks, &desks));
	return matter_files_put(m->tx, m->who->district, m->m.id, m->c->file_kind, m->c->files, m->c->files_n);
}

int
course_add_step(struct move *m, bool first)
{
	struct actor remembered = matter_remembered(m->who, &m->m, m->raiser);
	struct str seal;

	TRY(course_seal(m, &seal));
	return flow_add(m->tx, &remembered,
			&(struct flow_new){
				.subject = m->course->kind,
				.id = m->m.id,
				.kind = m->c->move,
				.sight = m->row->sight,
				.org = m->org,
				.at = m->at,
				.text = str_trim(m->c->text),
				.data = m->data,
				.photos = file_names(m->tx->arena, m->c),
				.seal = seal,
				.once = once_of(m),
				.first = first,
				.tail = m->tail,
			});
}

/* Columns of few moves stand in many indexes, so they are only written when they changed. */
static int
save_row(struct move *m)
{
	const struct matter *a = &m->was, *b = &m->m;
	struct matter_now now = {
		.state = b->state,	       .live = b->live,		.version = b->version,
		.seal_salt = b->seal_salt,     .lead = b->lead,		.rung = b->rung,
		.due_at = b->due_at,	       .queue_at = b->queue_at, .promised_at = b->promised_at,
		.paused_at = b->paused_at,     .closed_at = b->closed_at, .updated_at = b->updated_at,
		.urgent = b->urgent,
	};
	struct matter_face face = {
		.title = b->title, .pin_salt = b->pin_salt, .place = b->place, .street = b->street,
		.community = b->community, .area = b->area, .grid = b->grid, .building = b->building,
		.place_name = b->place_name, .lon = b->lon, .lat = b->lat, .sight = b->sight,
		.raiser = b->raiser, .kept = b->kept, .anon = b->anon, .shown = b->shown, .open_title = b->open_title,
	};

	TRY(sql_matter_step(m->tx, m->who->district, b->id, a->version, &now));
	if (str_eq(a->title, b->title) && str_eq(a->pin_salt, b->pin_salt) && str_eq(a->place_name, b->place_name) &&
	    a->place == b->place && a->street == b->street && a->community == b->community && a->area == b->area &&
	    a->grid == b->grid && a->building == b->building && a->lon == b->lon && a->lat == b->lat &&
	    a->sight == b->sight && a->raiser == b->raiser && a->kept == b->kept && a->anon == b->anon && a->shown == b->shown && str_eq(a->open_title, b->open_title))
		return 0;
	return sql_matter_turn(m->tx, m->who->district, b->id, &face);
}

static int
save(struct move *m)
{
	m->m.live = m->course->states[m->m.state].live;
	m->m.version = m->was.version + 1;
	m->m.updated_at = m->at;
	if (!m->m.seal_salt.n)
		m->m.seal_salt = secret_token(m->tx->arena, SALT_BYTES);
	m->m.shown = m->m.shown == MATTER_WAITS_BEFORE ? MATTER_WAITS : m->m.shown; /* as the seal says from now on */
	course_show_clocks(m);
	TRY(save_row(m));
	TRY(m->course->save(m));
	TRY(course_save_beside(m));
	TRY(course_add_step(m, false));
	return m->c->quiet ? 0 : course_hear(m);
}

/* The body somebody acts for: the lead if they act for it, a body that helps, else their own. */
int64_t
course_body(const struct move *m)
{
	const struct actor *who = m->who;
	int64_t own = 0;

	for (size_t i = 0; i < who->grants_n; i++) {
		if (who->grants[i].org && who->grants[i].org == m->was.lead)
			return m->was.lead;
		if (!own)
			own = who->grants[i].org;
	}
	return own;
}

static int
run(struct move *m)
{
	int rc;

	m->row = &m->course->moves[m->c->move];
	m->at = m->c->at ? m->c->at : clock_now();
	rc = check(m);
	if (rc)
		return rc < 0 ? rc : 0;
	if (m->row->by == BY_PARTY)
		m->org = party_seat(m->who, m->row->perm, &m->parties, true);
	else
		m->org = m->raiser ? 0 : course_body(m);
	m->m.state = course_state_after(m);
	if (m->row->deed)
		TRY(m->row->deed(m));
	return save(m);
}

int
course_move(struct move *m, struct str code)
{
	assert(m->tx->may_write && m->c && m->c->move > 0 && m->c->move < m->course->moves_n);
	TRY(sql_matter_hold_code(m->tx, m->who->district, code, &m->was));
	TRY(read_rest(m));
	return run(m);
}

int
course_move_id(struct move *m, int64_t id)
{
	assert(m->tx->may_write && m->c && id > 0);
	TRY(hold(m, id));
	return run(m);
}

void
course_begin(struct move *m, int move, int first)
{
	m->row = &m->course->moves[move];
	m->m.kind = m->course->kind;
	m->m.shown = m->m.shown ? m->m.shown : MATTER_WAITS;
	m->m.state = first;
	m->m.live = m->course->states[first].live;
	m->m.version = 1;
	m->m.updated_at = m->m.filed_at;
	m->m.seal_salt = secret_token(m->tx->arena, SALT_BYTES);
	course_blank(m);
	course_show_clocks(m);
}

int
course_file(struct move *m, int move, int first)
{
	assert(move > 0 && move < m->course->moves_n && first > 0 && first < m->course->states_n && m->m.id > 0);
	course_begin(m, move, first);
	TRY(sql_matter_insert(m->tx, m->who->district, &m->m));
	TRY(course_save_beside(m));
	TRY(course_add_step(m, true));
	/* Of what is new, only what cannot wait and what was given to somebody is told. */
	return (m->m.urgent || m->m.part_of || m->m.rung) && !m->c->quiet ? course_hear(m) : 0;
}

/* ---- time ---- */

int
course_ripe(struct move *m, const struct due *d)
{
	struct change c = {0};

	assert(m->tx->may_write);
	TRY(hold(m, d->matter));
	for (size_t i = 0; i < m->clocks.n; i++)
		if (m->clocks.v[i].id == d->id)
			m->ripe = &m->clocks.v[i];
	/* Another process was here first. */
	if (!m->ripe || !m->ripe->next_at || m->ripe->next_at > clock_now())
		return 0;
	c.move = m->course->stages[m->ripe->stage].ends;
	c.text = str_of(m->course->stages[m->ripe->stage].says);
	if (!c.move)
		c.move = m->course->climb;
	m->c = &c;
	/* Nothing to do in its present state: it is looked at again when it moves. */
	if (!course_may(m, c.move))
		return due_look(m->tx, m->who->district, m->ripe, 0);
	return run(m);
}
