/* course_seal.c: the digest of a matter as it stands: row, bodies, clocks, and what its feature adds. */
#include "kit/course_in.h"
#include "lib/secret.h"

static void
seal_row(struct buf *b, int64_t district, const struct matter *m)
{
	const int64_t numbers[] = {
		district,    m->id,   m->kind,	m->place,  m->street,	  m->community,	 m->area,    m->grid,
		m->building, m->lon,  m->lat,	m->state,  m->live,	  m->sight,	 m->version, m->raiser,
		m->anon,     m->lead, m->rung,	m->due_at, m->filed_at,	  m->queue_at,	 m->entered_by,
		m->promised_at, m->paused_at, m->closed_at, m->updated_at, m->kept,
	};

	const struct str texts[] = {m->seal_salt, m->code, m->title, m->pin_salt, m->place_name};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, i ? "\x1f" : "", texts[i]);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	/* Seals from before there were urgent matters hold. */
	if (m->urgent)
		seal_number(b, "\x1furgent ", m->urgent);
	/* Seals from before there were these columns have nothing here. */
	if (m->shown < MATTER_SHOWN_BEFORE) {
		seal_number(b, "\x1fshown ", m->shown);
		seal_text(b, " ", m->open_title);
	}
}

/* Bodies in the order of their ids: the seal knows no other. */
static const struct party *
next_party(const struct move *m, int64_t after)
{
	const struct party *next = NULL;

	for (size_t i = 0; i < m->parties.n; i++)
		if (m->parties.v[i].org > after && (!next || m->parties.v[i].org < next->org))
			next = &m->parties.v[i];
	return next;
}

static void
seal_party(struct buf *b, const struct party *p)
{
	seal_number(b, "\x1fparty ", p->org);
	seal_number(b, " ", p->part);
	seal_number(b, " ", p->state);
	seal_number(b, " ", p->sent_at);
	seal_number(b, " ", p->accepted_at);
	seal_number(b, " ", p->done_at);
	seal_text(b, " ", p->answer);
}

int
course_seal(struct move *m, struct str *ret)
{
	struct buf b;

	buf_init(&b, m->tx->arena);
	seal_row(&b, m->who->district, &m->m);
	for (const struct party *p = next_party(m, 0); p; p = next_party(m, p->org))
		seal_party(&b, p);
	for (size_t i = 0; i < m->clocks.n; i++)
		due_seal(&b, &m->clocks.v[i]);
	if (m->course->seal)
		m->course->seal(&b, m);
	*ret = secret_digest(m->tx->arena, buf_done(&b));
	return 0;
}
