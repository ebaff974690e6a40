/* appeal_see.c: reading a case: who may see it, how much of it, and who may learn who filed it. */
#include "features/appeal/appeal_see.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "lib/secret.h"

struct actor
appeal_in_history(const struct actor *who, const struct appeal *a, bool filer)
{
	struct actor seen = *who;

	if (filer && a->anon != ANON_NAMED)
		seen.person = 0;
	return seen;
}

bool
appeal_is_filer(const struct actor *who, const struct appeal *a)
{
	/* A session that still lacks its second factor, or a token without this scope, is nobody yet. */
	if (a->person && a->person == who->person && actor_has(who, APPEAL_TRACK))
		return true;
	for (size_t i = 0; i < who->proven_n; i++)
		if (who->proven[i] == a->id)
			return true;
	return false;
}

static bool
may_contact(const struct actor *who, const struct appeal *a, const struct place *place)
{
	if (a->anon == ANON_NOBODY)
		return false;
	if (actor_can(who, APPEAL_CONTACT, place, 0))
		return true;
	return a->anon == ANON_NAMED && a->org && actor_can(who, APPEAL_HANDLE, NULL, a->org);
}

int
appeal_see(struct tx *tx, const struct actor *who, struct str code, struct appeal_seen *ret)
{
	struct appeal_seen s = {0};
	struct place place;

	TRY(sql_appeal_by_code(tx, who->district, code, &s.a));
	TRY(appeal_full_place(tx, who->district, &s.a, &place));
	s.filer = appeal_is_filer(who, &s.a);
	if (actor_can(who, APPEAL_QUEUE, &place, s.a.org))
		s.see = FLOW_INTERNAL;
	else if (s.filer)
		s.see = FLOW_PARTIES;
	else if (s.a.open)
		s.see = FLOW_PUBLIC;
	else
		return E_NOTFOUND;
	for (int act = ACT__NONE + 1; act < ACT__MAX; act++)
		s.may[act] = appeal_may(who, &s.a, &place, s.filer, (enum appeal_act)act);
	s.may_contact = s.see == FLOW_INTERNAL && may_contact(who, &s.a, &place);
	s.may_pin = s.see == FLOW_INTERNAL && actor_can(who, APPEAL_CONTACT, &place, 0);
	*ret = s;
	return 0;
}

int
appeal_steps(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
	     struct flow_step_list *ret)
{
	bool rating = s->filer || appeal_rating_shown(s->a.replied_at);
	size_t kept = 0;

	TRY(flow_list(tx, who->district, FLOW_APPEAL, s->a.id, s->see, ret));
	TRY(account_name_steps(tx, who->district, FLOW_APPEAL, s->a.id, ret));
	for (size_t i = 0; i < ret->n; i++)
		if (rating || ret->v[i].kind != ACT_RATE)
			ret->v[kept++] = ret->v[i];
	ret->n = kept;
	return 0;
}

bool
appeal_rating_shown(int64_t at)
{
	return clock_now() > at + APPEAL_REOPEN_DAYS * 86400;
}

int
appeal_photos(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
	      struct appeal_photo_list *ret)
{
	return sql_appeal_photos_of(tx, who->district, s->a.id, s->see == FLOW_PUBLIC, ret);
}

int
appeal_photo_of(struct tx *tx, const struct actor *who, struct str code, struct str file,
		struct appeal_photo *ret)
{
	struct appeal_seen s;

	TRY(appeal_see(tx, who, code, &s));
	return sql_appeal_photo_find(tx, who->district, s.a.id, file, s.see == FLOW_PUBLIC, ret);
}

int
appeal_unlock(struct tx *tx, int64_t district, struct str code, struct str pin, int64_t *ret_id)
{
	struct appeal a = {0};
	int rc = sql_appeal_by_code(tx, district, code, &a);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	/* The same work for an unknown code, so that the time tells nothing either. */
	if (!secret_equal(appeal_pin(tx->arena, district, a.id, a.pin_salt), pin) ||
	    rc == E_NOTFOUND)
		return fail(tx, E_NOTFOUND, "pin", N_("编号和查询码对不上，请再看一眼回执。"));
	*ret_id = a.id;
	return 0;
}

/* What who filed it left with the case; filed from an account, what stands there. E_NOTFOUND: neither. */
static int
contact_of(struct tx *tx, int64_t district, const struct appeal *a, struct appeal_person *ret)
{
	struct appeal_contact row;
	int rc = sql_appeal_contact_get(tx, district, a->id, &row);

	if (rc == E_NOTFOUND && a->person)
		return account_contact(tx, district, a->person, &ret->name, &ret->phone);
	TRY(rc);
	TRY(secret_open(tx->arena, row.name, &ret->name));
	return secret_open(tx->arena, row.phone, &ret->phone);
}

int
appeal_contact(struct tx *tx, const struct actor *who, struct str code, struct str reason,
	       struct appeal_person *ret)
{
	struct appeal_seen s;
	int rc;

	TRY(appeal_see(tx, who, code, &s));
	if (!s.may_contact)
		return E_DENIED;
	if (str_chars(str_trim(reason)) < 2)
		return fail(tx, E_INVALID, "reason", N_("请写明为什么要看，比如“约上门时间”。"));
	TRY(account_log_access(tx, who, FLOW_APPEAL, s.a.id, S("contact"), reason));
	rc = contact_of(tx, who->district, &s.a, ret);
	return rc == E_NOTFOUND ? fail(tx, E_INVALID, "reason", N_("没有留联系方式，或者本人已经删除。")) : rc;
}

int
appeal_contact_masked(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		      struct appeal_person *ret)
{
	struct appeal_person p = {0};
	struct str number;
	int rc;

	*ret = (struct appeal_person){0};
	if (!s->may_contact)
		return 0;
	rc = contact_of(tx, who->district, &s->a, &p);
	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	if (p.name.n)
		ret->name = str_fmt(tx->arena, "%.*s**", STR(str_clip(p.name, 1)));
	/* Of a landline the number, without its extension. */
	if (str_next(&p.phone, '-', &number) && number.n >= 7)
		ret->phone = str_fmt(tx->arena, "%.*s****%.*s", 3, number.p, 4,
				     number.p + number.n - 4);
	return 0;
}

int
appeal_readings(struct tx *tx, const struct actor *who, const struct appeal_seen *s,
		struct access_line_list *ret)
{
	enum { SHOWN = 20 };

	*ret = (struct access_line_list){0};
	return s->may_contact || s->may_pin ? account_readings(tx, who->district, FLOW_APPEAL,
							       s->a.id, SHOWN, ret)
					    : 0;
}

int
appeal_new_pin(struct tx *tx, const struct actor *who, struct str code, struct str reason,
	       struct str *ret_pin)
{
	struct appeal_seen s;
	struct str salt;

	TRY(appeal_see(tx, who, code, &s));
	if (s.see != FLOW_INTERNAL || !s.may_pin)
		return E_DENIED;
	if (str_chars(str_trim(reason)) < 2)
		return fail(tx, E_INVALID, "reason",
			    N_("请写明怎样核对了是本人，比如“当面核对身份证”。"));
	salt = secret_token(tx->arena, 8);
	TRY(sql_appeal_salt(tx, who->district, s.a.id, salt));
	TRY(account_log_access(tx, who, FLOW_APPEAL, s.a.id, S("pin"), reason));
	*ret_pin = appeal_pin(tx->arena, who->district, s.a.id, salt);
	return 0;
}
