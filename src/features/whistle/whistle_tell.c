/* whistle_tell.c: the code that hangs at the place, and who is told. */
#include "db/db.h"
#include "features/whistle/whistle_rules.h"
#include "kit/notice.h"
#include "lib/secret.h"

enum { TOKEN_CHARS = 32 };

/* ---- the code at the place ---- */

static struct str
mac_of(struct arena *a, const char *purpose, int64_t district, const struct whistle_row *w)
{
	return secret_mac(a, purpose, str_fmt(a, "%lld %lld %.*s", (long long)district, (long long)w->id, STR(w->salt)));
}

struct str
whistle_code(struct arena *a, int64_t district, const struct whistle_row *w)
{
	struct str mac;
	uint64_t n = 0;

	if (!secret_loaded())
		return S("");
	mac = mac_of(a, "whistle code", district, w);
	for (size_t i = 0; i < 15; i++)
		n = n << 4 | (uint64_t)(mac.p[i] <= '9' ? mac.p[i] - '0' : mac.p[i] - 'a' + 10);
	return str_fmt(a, "%0*llu", WHISTLE_CODE_DIGITS, (unsigned long long)(n % 1000000));
}

struct str
whistle_token(struct arena *a, int64_t district, const struct whistle_row *w)
{
	return secret_loaded() ? str_sub(mac_of(a, "whistle link", district, w), 0, TOKEN_CHARS) : S("");
}

/* ---- who is told ---- */

int
whistle_tell(struct move *m, int64_t step, int64_t org, int64_t also, const char *word)
{
	const struct whistle_moving *s = whistle_of(m);
	struct audience to[WHISTLE_BODIES_MAX + 1];
	struct notice_new n = {.kind = FLOW_WHISTLE, .matter = m->m.id, .step = step, .by = m->who->person, .urgent = true, .v = to};

	if (m->c->quiet)
		return 0;
	for (size_t i = 0; i < s->bodies.n; i++)
		if (!org || s->bodies.v[i].org == org)
			to[n.n++] = (struct audience){.who = HEARS_DESK, .id = s->bodies.v[i].org, .word = word};
	if (also)
		to[n.n++] = (struct audience){.who = HEARS_DESK, .id = also, .word = word};
	return n.n ? notice_many(m->tx, m->who->district, &n) : 0;
}

int
whistle_tell_convener(struct move *m, int64_t step, const char *word)
{
	struct audience to = {.who = HEARS_DESK, .id = m->m.street ? m->m.street : m->who->district, .word = word};

	if (m->c->quiet)
		return 0;
	return notice_many(m->tx, m->who->district,
			   &(struct notice_new){.kind = FLOW_WHISTLE, .matter = m->m.id, .step = step, .by = m->who->person, .urgent = true, .v = &to, .n = 1});
}
