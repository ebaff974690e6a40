/* appeal_web_pin.c: PINs typed, and the cases whose PIN this browser has shown: a sealed cookie holds
 * their ids, each with the salt of the PIN it had: a new PIN ends what the old one opened. */
#include "features/appeal/appeal_web_pin.h"

#include "kit/gate.h"
#include "kit/guess.h"
#include "kit/matter.h"
#include "kit/throttle.h"

enum { PROVEN_MAX = 12, PROVEN_DAYS = 30 };

static int
check_throttle(struct req *r, struct str code)
{
	struct arena *a = &r->arena;
	struct throttle *t = r->app->throttle;
	struct str from = req_network(a, r);

	if (!t)
		return 0;
	if (!throttle_take(t, str_fmt(a, "pin from %.*s", STR(from)), 10, 5) ||
	    !throttle_take(t, str_fmt(a, "pin from %.*s %.*s", STR(from), STR(code)), 5, 1) ||
	    !throttle_take(t, str_fmt(a, "pin of %.*s", STR(code)), 200, 3))
		return E_LIMIT;
	return 0;
}

int
appeal_try_pin(struct req *r, struct str code, struct str pin, struct proof *ret)
{
	static const struct guess pin_of = {.what = "pin", .burst = 200, .seconds = 20};
	int rc;

	TRY(check_throttle(r, code));
	TRY(guess_check(r->tx, r->who->district, &pin_of, code));
	rc = matter_unlock(r->tx, r->who->district, code, pin, ret);
	if (rc == E_NOTFOUND)
		guess_wrong(r->app->db, r->who->district, &pin_of, code);
	return rc;
}

/* "123:salt 124:salt"; what is written otherwise proves nothing. */
static size_t
proofs(struct req *r, struct proof *ret)
{
	struct str text, part, id;
	size_t n = 0;

	if (!gate_unseal(r, "proven", &text))
		return 0;
	while (n < PROVEN_MAX && str_next(&text, ' ', &part)) {
		bool salted = str_has(part, S(":"));

		if (salted && str_next(&part, ':', &id) && str_int(id, &ret[n].matter))
			ret[n++].salt = part;
	}
	return n;
}

const struct actor *
appeal_reader(struct req *r)
{
	struct proof *shown;
	struct actor *who;

	/* Who came by the address in a message shows that case alone. */
	if (r->who->proven_n || !req_cookie(r, "proven").n)
		return r->who;
	shown = NEW_ARRAY(&r->arena, struct proof, PROVEN_MAX);
	who = NEW(&r->arena, struct actor);
	*who = *r->who;
	who->proven = shown;
	who->proven_n = proofs(r, shown);
	return who;
}

void
appeal_remember(struct req *r, const struct proof *proof)
{
	struct proof shown[PROVEN_MAX];
	size_t n = proofs(r, shown), kept = 1;
	struct buf b;

	buf_init(&b, &r->arena);
	buf_fmt(&b, "%lld:%.*s", (long long)proof->matter, STR(proof->salt));
	for (size_t i = 0; i < n && kept < PROVEN_MAX; i++)
		if (shown[i].matter != proof->matter) {
			buf_fmt(&b, " %lld:%.*s", (long long)shown[i].matter, STR(shown[i].salt));
			kept++;
		}
	gate_seal(r, "proven", buf_done(&b), PROVEN_DAYS * 86400);
}
