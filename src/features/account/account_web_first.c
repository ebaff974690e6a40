/* account_web_first.c: what comes before anything else after signing in: a password of one's own, a second factor that a role wants. */
#include "base/clock.h"
#include "features/account/account_demand.h"
#include "features/account/account_page.h"
#include "features/account/account_self.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"
#include "kit/setting.h"
#include "lib/secret.h"

enum { DAY = 86400 };

struct account_own_in {
	struct str fresh, fresh_again;
};
static const struct field own_fields[] = {
	FIELD_AS(account_own_in, fresh, "new", FIELD_SECRET, .label = N_("您自己的密码"), .required = true,
		 .autocomplete = "new-password", .hint = N_("至少 10 个字，一句好记的话最好")),
	FIELD_AS(account_own_in, fresh_again, "new_again", FIELD_SECRET, .label = N_("再写一遍"), .required = true,
		 .autocomplete = "new-password"),
};
const struct form account_form_own = FORM(account_own_in, own_fields);

struct own_password {
	struct str was, hash;
};

int
account_own_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("换成自己的密码"), .back = "/"};
	struct account_first_page p = {0};
	struct person me;

	if (r->who->pending != PENDING_PASSWORD)
		return account_lead(r);
	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	p.until = me.temporary_until;
	ui_form(r, &account_form_own);
	return reply_page(r, &page, account_own, &p);
}

int
account_own_prepare(struct req *r)
{
	const struct account_own_in *in = form_in(r, account_own_in);
	struct own_password *p = NEW(&r->arena, struct own_password);
	struct account_proof given;
	const char *flaw;

	if (r->who->pending != PENDING_PASSWORD)
		return E_AUTH;
	/* Is what they typed the one they were given? Then the proof holds; its hash is wanted anyway. */
	TRY(account_check_given(r->app->db, &r->arena, r->who, in->fresh, &given));
	flaw = account_password_flaw(&r->arena, given.login, in->fresh);
	if (given.ok)
		flaw = N_("这就是给您的临时密码，请另写一个");
	if (flaw)
		return form_fail(r, account_own_in, fresh, flaw);
	if (!str_eq(in->fresh, in->fresh_again))
		return form_fail(r, account_own_in, fresh_again, N_("两遍写得不一样"));
	p->was = given.hash;
	p->hash = secret_hash_password(&r->arena, in->fresh);
	LEAVE(&r->prepared, own_password, p);
	return 0;
}

int
account_own_post(struct req *r)
{
	const struct own_password *p = TAKE(&r->prepared, own_password);
	struct account_browser browser = account_browser_of(r);
	struct account_signed s;

	TRY(account_choose_password(r->tx, r->who, &browser, p->was, p->hash, &s));
	gate_flash(r, N_("密码换成您自己的了"));
	return account_signed_anew(r, &s);
}

/* The first role of the reader's that wants a second factor. */
static int
wanting_role(struct req *r, const char **ret)
{
	int64_t roles, at;

	TRY(setting_roles(r->tx, r->who->district, SETTING_FACTOR_ROLES, &roles, &at));
	*ret = NULL;
	for (size_t i = 0; i < r->who->grants_n && !*ret; i++)
		if (roles >> r->who->grants[i].role & 1)
			*ret = role_word(r->who->grants[i].role);
	return 0;
}

int
account_wanted_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("先设动态码"), .back = "/"};
	struct account_first_page p = {0};
	enum account_demand demand;
	struct person me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	TRY(account_demand_of(r->tx, r->who, me.totp.n > 0, &demand, &p.until));
	if (!demand)
		return account_go_on(r);
	TRY(wanting_role(r, &p.role));
	p.must = demand == DEMAND_NOW;
	p.last = !p.must && !p.until;
	p.days = p.until ? (p.until - clock_now() + DAY - 1) / DAY : 0;
	return reply_page(r, &page, account_wanted, &p);
}

int
account_later_post(struct req *r)
{
	return account_go_on(r);
}
