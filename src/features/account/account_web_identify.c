/* account_web_identify.c: who is behind a request, asked once for each before anything else runs. */
#include <string.h>

#include "features/account/account_auth.h"
#include "features/account/account_page.h"
#include "features/account/account_web.h"
#include "features/territory/territory.h"
#include "kit/gate.h"

static int
visitor(struct tx *tx, struct req *r, struct actor *ret)
{
	struct district d = {0};
	int64_t district = r->app->district;

	if (!district) {
		int rc = territory_district_for_host(tx, r->host, &d);

		/* Nothing is opened yet: there is no district to visit. */
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		district = d.code;
	}
	account_visitor(district, ret);
	return 0;
}

/* "<district><sep><secret>" */
static bool
split(struct str s, char sep, int64_t *ret_district, struct str *ret_secret)
{
	struct str district;

	if (!str_next(&s, sep, &district) || !str_int(district, ret_district) || !s.n)
		return false;
	*ret_secret = s;
	return true;
}

/* The browser forgets a dead cookie with this answer, and the CSRF token of the page is already the one
 * of a browser without it. */
static void
drop_cookie(struct req *r)
{
	for (size_t i = 0; i < r->cookies_n; i++)
		if (str_is(r->cookies[i].name, "linli"))
			r->cookies[i].value = S("");
	account_leave_browser(r);
}

/* The desk's eave says whose desk it is. */
static int
name_desk(struct tx *tx, struct actor *who)
{
	struct territory_node n;
	int rc;

	if (!actor_is_staff(who) || !who->grants[0].node)
		return 0;
	rc = territory_get(tx, who->district, who->grants[0].node, &n);
	if (rc == 0) {
		who->desk = n.name;
		who->desk_en = n.name_en;
	}
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
by_cookie(struct tx *tx, struct req *r, struct str cookie, struct actor *ret)
{
	enum account_ticket ticket = TICKET_DEAD;
	int64_t district;
	struct str token;

	if (split(cookie, '.', &district, &token))
		TRY(account_by_session(tx, district, token, ret, &ticket));
	if (ticket == TICKET_DEAD) {
		drop_cookie(r);
		return visitor(tx, r, ret);
	}
	if (ticket == TICKET_IDLE)
		account_touch(r->app->db, ret);
	return name_desk(tx, ret);
}

static int
by_bearer(struct tx *tx, struct req *r, struct str bearer, struct actor *ret)
{
	enum account_ticket ticket = TICKET_DEAD;
	struct str prefix = S("Bearer linli_"), token;
	int64_t district;

	if (!str_starts(bearer, prefix) ||
	    !split(str_trim(str_sub(bearer, prefix.n, bearer.n)), '_', &district, &token))
		return E_AUTH;
	TRY(account_by_token(tx, district, token, ret, &ticket));
	if (ticket == TICKET_DEAD)
		return E_AUTH;
	if (ticket == TICKET_IDLE)
		account_touch(r->app->db, ret);
	return 0;
}

int
account_identify(struct tx *tx, struct req *r, struct actor *ret)
{
	struct str cookie, bearer;

	if (str_starts(r->path, S("/api/"))) {
		bearer = req_header(r, "Authorization");
		return bearer.n ? by_bearer(tx, r, bearer, ret) : visitor(tx, r, ret);
	}
	cookie = req_cookie(r, "linli");
	return cookie.n ? by_cookie(tx, r, cookie, ret) : visitor(tx, r, ret);
}
