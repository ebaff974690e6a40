/* appeal_way.c: the address in a message by which who filed a case does without signing in what its step waits for. */
#include "features/appeal/appeal_way.h"

#include "base/clock.h"
#include "features/appeal/appeal_move.h"
#include "gen/appeal_sql.h"
#include "kit/flow.h"
#include "kit/matter.h"
#include "lib/secret.h"

enum { DAY_S = 86400, PROOF_DIGITS = 20 };

/* Moves after which who filed it has something to say. */
static bool
asks(int64_t act)
{
	return act == ACT_ASK || act == ACT_REPLY || act == ACT_SETTLE || act == ACT_ADVISE || act == ACT_SHARE_REPLY || act == ACT_REFUSE;
}

/* Moves after which an earlier address is for nothing any more. */
static bool
ends(int64_t act)
{
	return asks(act) || act == ACT_ANSWER || act == ACT_UNASK || act == ACT_REOPEN || act == ACT_CONTEST || act == ACT_LEAVE ||
	       act == ACT_WITHDRAW;
}

static struct str
key_of(struct arena *a, int64_t district, const struct matter *m, int64_t step)
{
	struct str of = str_fmt(a, "%lld %lld %lld %lld %lld %.*s", (long long)district, (long long)m->id, (long long)step,
				(long long)m->raiser, (long long)m->anon, STR(m->pin_salt));

	return str_fmt(a, "%lld-%.*s", (long long)step, STR(str_sub(secret_mac(a, "answer by a link", of), 0, PROOF_DIGITS)));
}

/* Without an account they are known by the number they left, as long as it is there. */
static int
is_there(struct tx *tx, int64_t district, const struct matter *m, bool *ret)
{
	struct appeal_contact contact;
	int rc;

	*ret = m->raiser != 0;
	if (m->raiser)
		return 0;
	rc = sql_appeal_contact_get(tx, district, m->id, &contact);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = rc == 0 && contact.phone.n;
	return 0;
}

/* The step, and the last one that ends addresses; 0 = there is none. */
static int
look(struct tx *tx, int64_t district, int64_t matter, int64_t step, struct flow_step *ret, int64_t *ret_last)
{
	struct flow_step_list steps;

	*ret = (struct flow_step){0};
	*ret_last = 0;
	TRY(flow_list(tx, district, FLOW_APPEAL, matter, FLOW_PARTIES, &steps));
	for (size_t i = 0; i < steps.n; i++) {
		if (steps.v[i].seq == step && asks(steps.v[i].kind))
			*ret = steps.v[i];
		if (ends(steps.v[i].kind))
			*ret_last = steps.v[i].seq;
	}
	return 0;
}

int
appeal_way_in(struct tx *tx, int64_t district, int64_t matter, int64_t step, struct str *ret)
{
	struct matter m;
	struct flow_step asked;
	int64_t last;
	bool there;
	int rc = matter_get(tx, district, matter, &m);

	*ret = S("");
	if (rc == E_NOTFOUND || (rc == 0 && (m.kind != FLOW_APPEAL || !secret_loaded())))
		return 0;
	TRY(rc);
	TRY(look(tx, district, m.id, step, &asked, &last));
	if (last != step || !asked.seq)
		return 0;
	TRY(is_there(tx, district, &m, &there));
	if (there)
		*ret = str_fmt(tx->arena, "/appeal/%.*s/a/%.*s", STR(m.code), STR(key_of(tx->arena, district, &m, step)));
	return 0;
}

/* Marks may be given, and reopening asked for, so long after the answer or the end. */
static int64_t
end_of(const struct matter *m, const struct flow_step *asked)
{
	return (m->closed_at > asked->at ? m->closed_at : asked->at) + APPEAL_REOPEN_DAYS * DAY_S;
}

int
appeal_way_open(struct tx *tx, int64_t district, struct str code, struct str key, struct proof *ret_proof, enum appeal_way *ret,
		int64_t *ret_last)
{
	struct str rest = key, number;
	struct matter m = {0};
	struct flow_step asked;
	int64_t step, last;
	bool there;
	int rc = matter_by_code(tx, district, code, &m);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (!str_next(&rest, '-', &number) || !str_int(number, &step) || !secret_loaded())
		return E_NOTFOUND;
	/* The same work for an unknown code, so that the time tells nothing. */
	if (!secret_equal(key_of(tx->arena, district, &m, step), key) || rc == E_NOTFOUND || m.kind != FLOW_APPEAL)
		return E_NOTFOUND;
	TRY(is_there(tx, district, &m, &there));
	TRY(look(tx, district, m.id, step, &asked, &last));
	if (!there || !asked.seq)
		return E_NOTFOUND;
	*ret_proof = (struct proof){.matter = m.id, .salt = m.pin_salt};
	*ret_last = last;
	*ret = clock_now() > end_of(&m, &asked) ? APPEAL_WAY_OVER : last != step ? APPEAL_WAY_PAST : APPEAL_WAY_OPEN;
	return 0;
}
