/* account_self.c: profile, sessions, tokens, export and erasure, by the owner. */
#include "features/account/account_self.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_admin.h"
#include "features/account/account_rules.h"
#include "features/account/account_session.h"
#include "features/territory/territory.h"
#include "gen/account_sql.h"
#include "lib/secret.h"

enum { TOKEN_BYTES = 32, TOKENS_MAX = 20, ACCESSES_MAX = 1000 };

int
account_find_place(struct tx *tx, int64_t district, struct str text, int64_t *ret_node)
{
	enum { HITS = 20 };
	struct territory_node_list hits;
	struct territory_node node;
	int64_t same = 0, id;
	int rc = E_NOTFOUND;

	/* What was chosen from a list comes as an id. */
	if (str_int(text, &id) && id > 0)
		rc = territory_get(tx, district, id, &node);
	if (rc == E_NOTFOUND)
		rc = territory_by_code(tx, district, text, &node);
	if (rc == 0)
		*ret_node = node.id;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(territory_search(tx, district, text, HITS, &hits));
	for (size_t i = 0; i < hits.n; i++) {
		if (!str_eq(hits.v[i].name, text) && !str_eq(hits.v[i].full_name, text))
			continue;
		if (same)
			return E_NOTFOUND;
		same = hits.v[i].id;
	}
	if (!same && hits.n == 1)
		same = hits.v[0].id;
	if (!same)
		return E_NOTFOUND;
	*ret_node = same;
	return 0;
}

int
account_describe(struct tx *tx, const struct actor *who, const struct account_profile *p)
{
	struct account_new now = {.name = p->name, .name_en = p->name_en, .email = p->email, .home = p->home};
	struct person was;

	TRY(account_owner(tx, who, &was));
	now.login = was.login;
	TRY(secret_open(tx->arena, was.phone, &now.phone));
	TRY(account_check_person(tx, who->district, &now));
	TRY(sql_person_describe(tx, who->district, who->person, now.name, now.name_en,
				now.email.n ? secret_seal(tx->arena, now.email) : was.email, now.home));
	return account_step(tx, who, who->person, ACCOUNT_EDITED, S("self"));
}

int
account_change_password(struct tx *tx, const struct actor *who, const struct account_proof *proof,
			struct str hash)
{
	struct person p;

	TRY(account_check_owner(tx, who, proof));
	TRY(account_owner(tx, who, &p));
	TRY(sql_person_password(tx, who->district, who->person, p.password, hash, 0));
	TRY(sql_sessions_delete(tx, who->district, who->person, who->session, NULL));
	return account_step(tx, who, who->person, ACCOUNT_PASSWORD_SET, S(""));
}

int
account_choose_password(struct tx *tx, const struct actor *who, const struct account_browser *browser, struct str was, struct str hash,
			struct account_signed *ret)
{
	struct person p;

	TRY(account_owner(tx, who, &p));
	if (who->pending != PENDING_PASSWORD || !p.temporary_until)
		return E_DENIED;
	/* Given anew since the form was checked: that one is to be used first. */
	if (!str_eq(p.password, was))
		return E_STALE;
	TRY(sql_person_password(tx, who->district, who->person, was, hash, 0));
	TRY(sql_sessions_delete(tx, who->district, who->person, 0, NULL));
	TRY(account_step(tx, who, who->person, ACCOUNT_PASSWORD_SET, S("")));
	return account_open_session(tx, who, who->person, browser, ret);
}

int
account_sessions(struct tx *tx, const struct actor *who, struct session_list *ret)
{
	return sql_sessions_of(tx, who->district, who->person, clock_now(), ret);
}

int
account_end_session(struct tx *tx, const struct actor *who, int64_t id)
{
	int64_t changed;

	TRY(sql_session_delete(tx, who->district, id, who->person, &changed));
	return changed ? 0 : E_NOTFOUND;
}

int
account_end_sessions(struct tx *tx, const struct actor *who)
{
	return sql_sessions_delete(tx, who->district, who->person, 0, NULL);
}

bool
account_is_scope(const struct actor *who, enum perm perm)
{
	return perm != OPEN && perm != API && perm != FACTOR_SET && perm != PASSWORD_SET && perm != ACCOUNT_OUTBOX && actor_has(who, perm);
}

/* Every word must be a power that the owner has. */
static int
check_scopes(struct tx *tx, const struct actor *who, struct str scopes)
{
	struct str word;

	while (scopes.n && str_next(&scopes, ' ', &word)) {
		bool found = false;

		for (int perm = PERM__UNSET + 1; perm < PERM__MAX; perm++)
			found = found || (str_is(word, perm_name((enum perm)perm)) &&
					  account_is_scope(who, (enum perm)perm));
		if (!found)
			return fail(tx, E_INVALID, "scopes", N_("您自己没有这项权力，不能给程序"));
	}
	return 0;
}

int
account_tokens(struct tx *tx, const struct actor *who, struct api_token_list *ret)
{
	return sql_tokens_of(tx, who->district, who->person, ret);
}

int
account_token_add(struct tx *tx, const struct actor *who, struct str name, struct str scopes,
		  int64_t expires_at, struct str *ret_token)
{
	struct str secret = secret_token(tx->arena, TOKEN_BYTES);
	int64_t now = clock_now();
	struct api_token_list list;
	struct api_token row;

	if (!str_trim(name).n)
		return fail(tx, E_INVALID, "name", N_("写上给哪个程序用"));
	if (expires_at && expires_at <= now)
		return fail(tx, E_INVALID, "expires", N_("到期时间要在以后"));
	TRY(check_scopes(tx, who, scopes));
	TRY(account_tokens(tx, who, &list));
	if (list.n >= TOKENS_MAX)
		return fail(tx, E_INVALID, "name", N_("令牌太多了，请先撤销不用的"));
	row = (struct api_token){
		.id = id_new(),
		.person = who->person,
		.name = name,
		.scopes = scopes,
		.created_at = now,
		.expires_at = expires_at,
	};
	TRY(sql_token_insert(tx, who->district, secret_digest(tx->arena, secret), &row));
	*ret_token = str_fmt(tx->arena, "linli_%lld_%.*s", (long long)who->district, STR(secret));
	return 0;
}

int
account_token_end(struct tx *tx, const struct actor *who, int64_t id)
{
	int64_t changed;

	TRY(sql_token_delete(tx, who->district, id, who->person, &changed));
	return changed ? 0 : E_NOTFOUND;
}

int
account_accesses(struct tx *tx, const struct actor *who, int64_t limit, struct access_line_list *ret)
{
	return account_readings(tx, who->district, FLOW_ACCOUNT, who->person, limit, ret);
}

int
account_export(struct tx *tx, const struct actor *who, struct account_export *ret)
{
	struct account_export all = {0};

	TRY(account_owner(tx, who, &all.person));
	TRY(account_log_access(tx, who, FLOW_ACCOUNT, who->person, S("export"), S("本人导出")));
	TRY(secret_open(tx->arena, all.person.phone, &all.phone));
	TRY(secret_open(tx->arena, all.person.email, &all.email));
	TRY(sql_roles_of(tx, who->district, who->person, &all.roles));
	TRY(account_sessions(tx, who, &all.sessions));
	TRY(account_tokens(tx, who, &all.tokens));
	TRY(account_accesses(tx, who, ACCESSES_MAX, &all.accesses));
	*ret = all;
	return 0;
}

int
account_erase(struct tx *tx, const struct actor *who)
{
	struct person p;

	TRY(account_owner(tx, who, &p));
	TRY(account_keep_admin(tx, who->district, who->person));
	TRY(sql_grants_delete(tx, who->district, who->person, NULL));
	TRY(sql_sessions_delete(tx, who->district, who->person, 0, NULL));
	TRY(sql_tokens_delete(tx, who->district, who->person, NULL));
	TRY(sql_recovery_delete(tx, who->district, who->person, NULL));
	TRY(account_forget_codes(tx, who->district, &p));
	TRY(account_unnotify_phone(tx, who->district, p.phone));
	TRY(sql_person_erase(tx, who->district, who->person, S("已注销"), S("")));
	return account_step(tx, who, who->person, ACCOUNT_ERASED, S(""));
}
