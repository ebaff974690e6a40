/* account_session.c: whom a cookie or a token belongs to, and what is remembered of its use. */
#include "features/account/account_session.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_rules.h"
#include "gen/account_sql.h"
#include "lib/secret.h"

enum { HOUR = 3600, FACTOR_SECONDS = 600, TOKEN_BYTES = 32, CHOOSE_SECONDS = 3600 };

static int64_t
lifetime(const struct actor *who)
{
	return actor_is_staff(who) ? 12 * HOUR : 30 * 24 * HOUR;
}

/* The powers a token was given. A word that is no longer a power gives nothing. */
static struct perm_set
scopes_of(struct str scopes)
{
	struct perm_set set = {0};
	struct str word;

	perm_set_add(&set, OPEN);
	perm_set_add(&set, API);
	while (str_next(&scopes, ' ', &word))
		for (int perm = PERM__UNSET + 1; perm < PERM__MAX; perm++)
			if (str_is(word, perm_name((enum perm)perm)))
				perm_set_add(&set, perm);
	return set;
}

/* The second factor, then a password of their own, then a second factor that a role wants. */
static int
what_comes_first(struct tx *tx, const struct bearer *b, struct actor *who)
{
	enum account_demand demand = DEMAND_NONE;
	int64_t until;

	if (b->factor != FACTOR_COMPLETE)
		who->pending = PENDING_FACTOR;
	else if (b->temporary_until)
		who->pending = PENDING_PASSWORD;
	else
		TRY(account_demand_of(tx, who, b->has_factor, &demand, &until));
	if (demand == DEMAND_NOW)
		who->pending = PENDING_ENROL;
	return 0;
}

/* What a cookie or a token opens, once its row was looked for: rc says whether it was found. */
static int
admit(struct tx *tx, int rc, const struct bearer *b, struct actor who, struct actor *ret,
      enum account_ticket *ret_ticket)
{
	int64_t now = clock_now();

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == E_NOTFOUND || (b->expires_at && b->expires_at <= now) || b->state != PERSON_ACTIVE) {
		*ret_ticket = TICKET_DEAD;
		return 0;
	}
	who.person = b->person;
	who.name = b->name;
	who.home = b->home;
	TRY(account_load_grants(tx, &who));
	TRY(what_comes_first(tx, b, &who));
	*ret = who;
	*ret_ticket = b->used_at < now - HOUR && !who.pending ? TICKET_IDLE : TICKET_GOOD;
	return 0;
}

int
account_by_session(struct tx *tx, int64_t district, struct str token, struct actor *ret,
		   enum account_ticket *ret_ticket)
{
	struct bearer b = {0};
	int rc = sql_session_find(tx, district, secret_digest(tx->arena, token), &b);
	struct actor who = {
		.kind = ACTOR_PERSON,
		.district = district,
		.session = b.id,
		.scopes = PERM_SET_ALL,
	};

	TRY(admit(tx, rc, &b, who, ret, ret_ticket));
	if (*ret_ticket == TICKET_DEAD)
		account_visitor(district, ret);
	return 0;
}

int
account_by_token(struct tx *tx, int64_t district, struct str token, struct actor *ret,
		 enum account_ticket *ret_ticket)
{
	struct bearer b = {0};
	int rc = sql_token_find(tx, district, secret_digest(tx->arena, token), &b);
	struct actor who = {
		.kind = ACTOR_TOKEN,
		.district = district,
		.token = b.id,
		.scopes = scopes_of(b.scopes),
	};

	return admit(tx, rc, &b, who, ret, ret_ticket);
}

/* A job that outlives the request it was noticed in, so it owns its memory. */
struct touch {
	struct db_job job;
	struct arena arena;
	int64_t district, session, token, seconds;
};

static int
run_touch(struct db_job *job, struct tx *tx)
{
	struct touch *t = (struct touch *)job;
	int64_t now = clock_now();

	if (t->token)
		return sql_token_touch(tx, t->district, t->token, now - HOUR, now, NULL);
	return sql_session_touch(tx, t->district, t->session, now - HOUR, now, now + t->seconds, NULL);
}

static void
done_touch(struct db_job *job, int err)
{
	struct touch *t = (struct touch *)job;

	(void)err;
	arena_release(&t->arena);
	free(t);
}

void
account_touch(struct db *db, const struct actor *who)
{
	struct touch *t = calloc(1, sizeof *t);

	if (!t)
		return;
	arena_init(&t->arena);
	t->job = (struct db_job){.run = run_touch, .done = done_touch, .arena = &t->arena};
	t->district = who->district;
	t->session = who->session;
	t->token = who->token;
	t->seconds = lifetime(who);
	db_write(db, &t->job);
}

int
account_open_session(struct tx *tx, const struct actor *who, int64_t person,
		     const struct account_browser *browser, struct account_signed *ret)
{
	struct actor owner = {.kind = ACTOR_PERSON, .district = who->district, .person = person};
	struct str token = secret_token(tx->arena, TOKEN_BYTES);
	int64_t now = clock_now();
	struct session row;
	struct person p;
	int64_t until, seconds;
	bool wants_factor;

	TRY(account_get(tx, who->district, person, &p));
	if (p.state != PERSON_ACTIVE)
		return fail(tx, E_INVALID, NULL, N_("这个账户停用了，请联系社区"));
	TRY(account_load_grants(tx, &owner));
	wants_factor = p.totp.n > 0;
	seconds = wants_factor ? FACTOR_SECONDS : p.temporary_until ? CHOOSE_SECONDS : lifetime(&owner);
	/* One browser, one session: the one it had ends. */
	if (who->session)
		TRY(sql_session_delete(tx, who->district, who->session, who->person, NULL));
	TRY(sql_sessions_sweep(tx, who->district, person, now, NULL));
	row = (struct session){
		.id = id_new(),
		.person = person,
		.created_at = now,
		.seen_at = now,
		.expires_at = now + seconds,
		.agent = browser->agent,
		.remote = browser->remote,
		.factor = wants_factor ? FACTOR_MISSING : FACTOR_COMPLETE,
	};
	TRY(sql_session_insert(tx, who->district, secret_digest(tx->arena, token), &row));
	*ret = (struct account_signed){
		.person = person, .token = token, .wants_factor = wants_factor, .wants_password = p.temporary_until != 0,
	};
	return account_demand_of(tx, &owner, wants_factor, &ret->demand, &until);
}

int
account_complete_session(struct tx *tx, const struct actor *who)
{
	int64_t now = clock_now();
	struct actor owner = *who;

	owner.pending = PENDING_NONE;
	return sql_session_complete(tx, who->district, who->session, who->person, now, now + lifetime(&owner));
}

int
account_sign_out(struct tx *tx, const struct actor *who)
{
	return sql_session_delete(tx, who->district, who->session, who->person, NULL);
}
