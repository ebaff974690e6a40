/* account_web_sign.c: pages for signing in: password, code by phone, second factor.
 *
 * Between two steps a sealed cookie carries what the next one needs: the number and the page to come
 * back to. Neither stands in an address. */
#include "features/account/account_auth.h"
#include "features/account/account_page.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/gate_carry.h"
#include "kit/guess.h"
#include "kit/throttle.h"
#include "lib/phone.h"

/* Sealed cookies that stay when a browser changes hands: the login it has signed in by before, and who sat here last. */
static const char KNOWN[] = "known", SAT[] = "sat";

enum { STEPS_SECONDS = 900, COOKIE_SECONDS = 400 * 86400, YEAR = 365 * 86400 };

struct account_login_in {
	struct str login, password, next;
};
static const struct field sign_fields[] = {
	FIELD(account_login_in, login, FIELD_TEXT, .label = N_("登录名或手机号"), .max = 60,
	      .required = true, .autocomplete = "username"),
	FIELD(account_login_in, password, FIELD_SECRET, .label = N_("密码"), .required = true),
	FIELD(account_login_in, next, FIELD_TEXT, .label = N_("登录后打开"), .max = 500),
};
const struct form account_form_sign_in = FORM(account_login_in, sign_fields);

struct account_phone_in {
	struct str phone, next;
};
static const struct field phone_fields[] = {
	FIELD(account_phone_in, phone, FIELD_PHONE, .label = N_("手机号"), .required = true,
	      .hint = N_("没有账户的，验证后就有了")),
	FIELD(account_phone_in, next, FIELD_TEXT, .label = N_("登录后打开"), .max = 500),
};
const struct form account_form_phone = FORM(account_phone_in, phone_fields);

struct account_code_in {
	struct str code;
};
static const struct field code_fields[] = {
	FIELD(account_code_in, code, FIELD_TEXT, .label = N_("短信里的 6 位数字"), .max = 12,
	      .required = true, .digits = true, .autocomplete = "one-time-code"),
};
const struct form account_form_code = FORM(account_code_in, code_fields);

struct account_second_in {
	struct str code;
};
static const struct field second_fields[] = {
	FIELD(account_second_in, code, FIELD_TEXT, .label = N_("动态码或恢复码"), .max = 20,
	      .required = true, .autocomplete = "one-time-code", .hint = N_("手机验证器里的 6 位数字；手机不在身边，填一个恢复码")),
};
const struct form account_form_second = FORM(account_second_in, second_fields);

/* What a step leaves for the next: the number and where to go in the end. */
static void
remember(struct req *r, struct str phone, struct str next)
{
	gate_seal(r, "sign-in", str_fmt(&r->arena, "%.*s\n%.*s", STR(phone), STR(next)),
		  STEPS_SECONDS);
}

static bool
recall(struct req *r, struct str *ret_phone, struct str *ret_next)
{
	*ret_phone = *ret_next = S("");
	if (!gate_unseal(r, "sign-in", ret_next))
		return false;
	str_next(ret_next, '\n', ret_phone);
	return true;
}

/* The session's cookie. It outlives the session on purpose: the database knows when that is over. */
static void
give_cookie(struct req *r, struct str token)
{
	reply_cookie(r, S("linli"),
		     str_fmt(&r->arena, "%lld.%.*s", (long long)r->who->district, STR(token)),
		     COOKIE_SECONDS);
}

/* What its owner will recognise a browser by. The first word found wins: Edge calls itself Chrome too. */
static struct str
agent_of(struct arena *a, struct str agent)
{
	static const struct word {
		const char *part, *name;
	} browsers[] =
		{
			{"MicroMessenger", "微信"},
			{"Edg", "Edge"},
			{"HuaweiBrowser", "华为浏览器"},
			{"Firefox", "Firefox"},
			{"Chrome", "Chrome"},
			{"Safari", "Safari"},
		},
	  systems[] = {
		  {"OpenHarmony", "鸿蒙"}, {"HarmonyOS", "鸿蒙"}, {"Android", "Android"},
		  {"iPhone", "iPhone"},	   {"iPad", "iPad"},	  {"Windows", "Windows"},
		  {"Macintosh", "Mac"},	   {"Linux", "Linux"},
	  };
	const char *browser = "", *system = "";

	for (size_t i = 0; i < sizeof browsers / sizeof *browsers && !*browser; i++)
		if (str_has(agent, str_of(browsers[i].part)))
			browser = browsers[i].name;
	for (size_t i = 0; i < sizeof systems / sizeof *systems && !*system; i++)
		if (str_has(agent, str_of(systems[i].part)))
			system = systems[i].name;
	return str_fmt(a, "%s%s%s", browser, *browser && *system ? ", " : "", system);
}

/* An address without its last part: enough to recognise, not enough to find somebody. */
static struct str
remote_of(struct arena *a, struct str remote)
{
	size_t n = remote.n;

	while (n && remote.p[n - 1] != '.' && remote.p[n - 1] != ':')
		n--;
	return n ? str_fmt(a, "%.*s*", (int)n, remote.p) : S("");
}

struct account_browser
account_browser_of(struct req *r)
{
	return (struct account_browser){
		.agent = agent_of(&r->arena, req_header(r, "User-Agent")),
		.remote = remote_of(&r->arena, r->remote),
	};
}

static int
go_on(struct req *r, struct str next)
{
	reply_cookie(r, S("sign-in"), S(""), -1);
	return redirect(r, "%.*s", STR(next.n ? next : S("/start")));
}

int
account_lead(struct req *r)
{
	static const char *const steps[] = {
		[PENDING_NONE] = "/account",
		[PENDING_FACTOR] = "/account/second",
		[PENDING_PASSWORD] = "/account/own-password",
		[PENDING_ENROL] = "/account/wanted",
	};

	return redirect(r, "%s", r->who->person ? steps[r->who->pending] : "/account/sign-in");
}

int
account_go_on(struct req *r)
{
	struct str phone, next;

	recall(r, &phone, &next);
	return go_on(r, next);
}

void
account_leave_browser(struct req *r)
{
	static const char *const stays[] = {KNOWN, SAT, NULL};

	reply_cookie(r, S("linli"), S(""), -1);
	gate_forget(r, stays);
}

/* Somebody else sat at this browser, even if that session is long over: what was left here, such as a form on its way
 * through signing in, is not for this person. */
static bool
changed_hands(struct req *r, int64_t person)
{
	struct str text;
	int64_t last = r->who->person;

	if (!last && (!gate_unseal(r, SAT, &text) || !str_int(text, &last)))
		return false;
	return last != person;
}

/* Where somebody goes whose session was just opened: to what comes first, or on to what they wanted. */
static int
after_session(struct req *r, const struct account_signed *s, struct str next)
{
	const char *first = s->wants_factor ? "/account/second" : s->wants_password ? "/account/own-password" : NULL;

	if (!first && s->demand)
		first = "/account/wanted";
	if (first) {
		remember(r, S(""), next);
		return redirect(r, "%s", first);
	}
	if (s->is_new) {
		gate_flash(r, N_("登录好了。愿意的话，写上怎么称呼您"));
		reply_cookie(r, S("sign-in"), S(""), -1);
		return redirect(r, "/account/profile");
	}
	return go_on(r, next);
}

int
account_signed_anew(struct req *r, const struct account_signed *s)
{
	struct str phone, next;

	recall(r, &phone, &next);
	gate_csrf_pass_on(r);
	give_cookie(r, s->token);
	return after_session(r, s, next);
}

/* The step after the first factor. */
static int
signed_in(struct req *r, const struct account_signed *s, struct str next)
{
	if (changed_hands(r, s->person))
		account_leave_browser(r);
	else
		gate_csrf_pass_on(r);
	gate_forgive(r);
	give_cookie(r, s->token);
	gate_seal(r, SAT, str_number(&r->arena, s->person), COOKIE_SECONDS);
	return after_session(r, s, next);
}

int
account_sign_in_page(struct req *r)
{
	const struct form *posted = r->route->form;
	bool by_phone =
		posted ? posted == &account_form_phone : str_is(req_query(r, "by"), "phone");
	struct account_sign_page p = {.by_phone = by_phone, .demo = r->app->demo};
	struct page page = {.frame = FRAME_PAGE, .title = N_("登录"), .tab = "account"};

	if (r->who->kind == ACTOR_PERSON && r->method == GET) {
		if (r->who->pending && req_query(r, "next").n)
			remember(r, S(""), req_query(r, "next"));
		return account_lead(r);
	}
	ui_form(r, by_phone ? &account_form_phone : &account_form_sign_in);
	ui_fill(r, "next", req_query(r, "next"));
	return reply_page(r, &page, account_sign_in, &p);
}

/* Guesses at one login, from everywhere, are slowed down too: here at once, in account_check_password for all
 * processes. A browser that has signed in to it before counts by itself, so nobody can lock the owner out. */
static bool
may_guess(struct req *r, struct str login, bool known)
{
	enum { BURST = 20, PER_MINUTE = 2 };
	struct str key = str_fmt(&r->arena, "%s %lld %.*s", known ? "known" : "login",
				 (long long)r->who->district, STR(login));

	return !r->app->throttle || throttle_take(r->app->throttle, key, BURST, PER_MINUTE);
}

/* A login or number in one spelling. */
static struct str
spelt(struct req *r, struct str login)
{
	struct str one = str_lower(&r->arena, str_trim(login)), number = one;
	int64_t by;

	return phone_mobile(&r->arena, &number, &by) ? one : number;
}

/* Has this browser signed in to it before, by whichever of its names? */
static bool
is_known(struct req *r, struct str login)
{
	struct str rest, one;

	if (!gate_unseal(r, KNOWN, &rest))
		return false;
	while (str_next(&rest, '\n', &one))
		if (str_eq(one, login))
			return true;
	return false;
}

/* From now on others' wrong guesses do not stop this browser. name: how it was called just now, "" = by its login alone. */
static int
know(struct req *r, int64_t person, struct str name)
{
	struct person p;

	TRY(account_get(r->tx, r->who->district, person, &p));
	gate_seal(r, KNOWN, str_fmt(&r->arena, "%.*s\n%.*s", STR(str_lower(&r->arena, p.login)), STR(name)), YEAR);
	return 0;
}

int
account_sign_in_prepare(struct req *r)
{
	const struct account_login_in *in = form_in(r, account_login_in);
	struct account_proof *proof = NEW(&r->arena, struct account_proof);
	struct str login = spelt(r, in->login);
	bool known = is_known(r, login);
	int rc = E_LIMIT;

	LEAVE(&r->prepared, account_proof, proof);
	if (may_guess(r, login, known))
		rc = account_check_password(r->app->db, &r->arena, r->who->district, login, in->password, known, proof);
	/* The same for a login that nobody has: it tells nobody whether there is one. */
	if (rc == E_LIMIT)
		r->fault = (struct fault){E_LIMIT, NULL, N_("这个账户连着输错了很多次密码，可能是别人在试，所以先停一停。"
							    "您可以改用手机验证码登录，马上就能进；以前登录过的浏览器不受影响。"
							    "没有登记手机号的，过几分钟再试，或者请管理员帮忙。")};
	return rc;
}

int
account_sign_in_post(struct req *r)
{
	const struct account_login_in *in = form_in(r, account_login_in);
	struct account_browser browser = account_browser_of(r);
	struct account_signed s;

	TRY(account_sign_in(r->tx, r->who, TAKE(&r->prepared, account_proof), &browser, &s));
	TRY(signed_in(r, &s, in->next));
	return know(r, s.person, spelt(r, in->login));
}

int
account_ask_post(struct req *r)
{
	const struct account_phone_in *in = form_in(r, account_phone_in);

	TRY(account_ask_code(r->tx, r->who->district, in->phone));
	remember(r, in->phone, in->next);
	return redirect(r, "/account/code");
}

int
account_code_page(struct req *r)
{
	struct account_sign_page p = {.by_phone = true, .demo = r->app->demo};
	struct page page = {.frame = FRAME_PAGE,
			    .title = N_("填验证码"),
			    .tab = "account",
			    .back = "/account/sign-in?by=phone"};
	struct str phone, next;

	if (!recall(r, &phone, &next) || !phone.n)
		return redirect(r, "/account/sign-in?by=phone");
	p.phone = account_mask_number(&r->arena, phone);
	ui_form(r, &account_form_code);
	return reply_page(r, &page, account_code, &p);
}

int
account_code_post(struct req *r)
{
	struct account_browser browser = account_browser_of(r);
	struct account_signed s;
	struct str phone, next;

	if (!recall(r, &phone, &next) || !phone.n)
		return redirect(r, "/account/sign-in?by=phone");
	TRY(account_sign_in_code(r->tx, r->who, phone, form_in(r, account_code_in)->code, &browser,
				 &s));
	if (s.person) {
		TRY(signed_in(r, &s, next));
		return know(r, s.person, phone);
	}
	/* Not an error of the transaction: it must be kept, or the try would not count. */
	r->failed = form_fail(r, account_code_in, code,
			      N_("验证码不对或过时了。错 5 次就要重新发一次"));
	return account_code_page(r);
}

int
account_second_page(struct req *r)
{
	struct account_sign_page p = {.name = r->who->name};
	struct page page = {.frame = FRAME_PAGE,
			    .title = N_("再确认一步"),
			    .tab = "account",
			    .back = "/account/sign-in"};

	if (r->who->pending != PENDING_FACTOR)
		return account_lead(r);
	ui_form(r, &account_form_second);
	return reply_page(r, &page, account_second, &p);
}

/* Somebody's second factor: at once in this process, and in a row for all of them. Only who knows the password gets
 * here, so others cannot lock the owner out. */
int
account_try_factor(struct req *r, struct str code,
		   int (*use)(struct tx *tx, const struct actor *who, struct str code))
{
	static const struct guess factor = {.what = "second", .burst = 5, .seconds = 60};
	struct str key = str_number(&r->arena, r->who->person);
	int rc;

	if (r->app->throttle &&
	    !throttle_take(r->app->throttle, str_fmt(&r->arena, "second %.*s", STR(key)), factor.burst, 1))
		return E_LIMIT;
	TRY(guess_check(r->tx, r->who->district, &factor, key));
	rc = use(r->tx, r->who, code);
	if (rc == E_INVALID)
		guess_wrong(r->app->db, r->who->district, &factor, key);
	return rc;
}

int
account_second_post(struct req *r)
{
	struct person me;

	if (r->who->pending != PENDING_FACTOR)
		return E_AUTH;
	TRY(account_try_factor(r, form_in(r, account_second_in)->code, account_second_factor));
	gate_forgive(r);
	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	if (me.temporary_until)
		return redirect(r, "/account/own-password");
	return account_go_on(r);
}

/* Whoever is still nobody signs in first. What was kept is over after an hour. */
int
account_carry_page(struct req *r)
{
	int rc;

	if (r->who->kind != ACTOR_PERSON || r->who->pending)
		return redirect(r, "/account/sign-in?next=/account/sign-in/carry");
	rc = gate_carry_show(r);
	return rc == E_NOTFOUND ? redirect(r, "/start") : rc;
}

int
account_sign_out_post(struct req *r)
{
	if (r->who->session)
		TRY(account_sign_out(r->tx, r->who));
	account_leave_browser(r);
	/* Drafts too: whoever sits here next shall not be offered them. */
	reply_header(r, S("Clear-Site-Data"), S("\"storage\""));
	gate_flash(r, N_("已退出登录"));
	return redirect(r, "/");
}
