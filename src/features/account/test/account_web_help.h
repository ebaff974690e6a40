/* account_web_help.h: a browser and a program that ask for pages of accounts, through the gate. */
#ifndef LINLI_TEST_ACCOUNT_WEB_HELP_H
#define LINLI_TEST_ACCOUNT_WEB_HELP_H

#include "account_help.h"

#include "features/account/account_job.h"
#include "features/account/account_web.h"
#include "http/server.h"
#include "kit/feature_list.h"
#include "kit/gate.h"
#include "kit/pool.h"
#include "kit/throttle.h"

static struct app app;
extern const struct feature account_feature;
static const struct feature *const account_only[] = {&account_feature};
static const struct feature_list account_features = {account_only, 1};
static struct req R;
static struct str cookie; /* of the browser that asks next; "" = a visitor */
static struct str remote; /* its address */

static inline int
setup_app(void **state)
{
	cookie = S("");
	remote = S("10.0.0.9");
	if (setup(state) != 0)
		return -1;
	app = (struct app){.db = db};
	feature_install(&account_features, &app, &A);
	return pools_open(1, 8, &app.pools);
}

static inline int
teardown_app(void **state)
{
	req_free(&R);
	R = (struct req){0};
	pools_close(&app.pools);
	router_free(app.router);
	throttle_free(app.throttle);
	return teardown(state);
}

static const char VISITOR[] = "00112233445566778899aabbccddeeff";

/* Sends one request; the status. */
static inline int
ask(struct str raw)
{
	req_free(&R);
	R = (struct req){0};
	assert_int_equal(req_parse(&A, raw, &R), 0);
	R.remote = remote;
	gate_run(&app, &R);
	return R.reply.status;
}

static inline struct str
cookies(void)
{
	return cookie.n ? cookie : str_fmt(&A, "visitor=%s", VISITOR);
}

static inline int
get(const char *target)
{
	return ask(str_fmt(&A, "GET %s HTTP/1.1\r\nHost: h\r\nCookie: %.*s\r\n\r\n", target, STR(cookies())));
}

/* The page's hidden token: of the session's cookie, or of the visitor's; masked with nothing. */
static inline struct str
csrf(void)
{
	struct str rest = cookies(), part, base = str_of(VISITOR);

	while (str_next(&rest, ';', &part)) {
		part = str_trim(part);
		if (str_starts(part, S("linli=")))
			base = str_sub(part, 6, part.n);
	}
	return str_fmt(&A, "%032d%.32s", 0, secret_mac(&A, "csrf", base).p);
}

static inline int
post(const char *target, const char *form)
{
	struct str body = str_fmt(&A, "csrf=%.*s%s%s", STR(csrf()), *form ? "&" : "", form);

	return ask(str_fmt(&A, "POST %s HTTP/1.1\r\nHost: h\r\nCookie: %.*s\r\n"
			       "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%.*s",
			   target, STR(cookies()), body.n, STR(body)));
}

static inline int
api(const char *method, const char *target, const char *token)
{
	return ask(str_fmt(&A, "%s %s HTTP/1.1\r\nHost: h\r\n%s%s%s\r\n", method, target,
			   token ? "Authorization: Bearer " : "", token ? token : "", token ? "\r\n" : ""));
}

/* What the reply put into the browser. */
static inline struct str
given(const char *name)
{
	for (size_t i = 0; i < R.reply.cookies_n; i++)
		if (str_is(R.reply.cookies[i].name, name))
			return str_dup(&A, R.reply.cookies[i].value);
	return S("");
}

static inline bool
forgotten(const char *name)
{
	for (size_t i = 0; i < R.reply.cookies_n; i++)
		if (str_is(R.reply.cookies[i].name, name))
			return R.reply.cookies[i].max_age == -1;
	return false;
}

/* The browser keeps this one cookie besides what it has. */
static inline void
keep(const char *name)
{
	struct str value = given(name);

	assert_true(value.n > 0);
	cookie = str_fmt(&A, "%.*s; %s=%.*s", STR(cookies()), name, STR(value));
}

static inline bool
shows(const char *text)
{
	return str_has(buf_done(&R.reply.body), str_of(text));
}

static inline void
sign_in_as(const char *login)
{
	struct account_signed s = sign_in(login, PASSWORD);

	cookie = str_fmt(&A, "linli=%d.%.*s", D, STR(s.token));
}

/* The browser keeps a cookie that another page sealed; there was a request before. */
static inline void
keep_sealed(const char *name, const char *text)
{
	gate_seal(&R, name, str_of(text), 600);
	keep(name);
}

/* The code in the newest message of the demo's mailbox. */
static inline struct str
code_sent(void)
{
	struct feature_env work = {.features = &account_features, .db = db, .demo = true};
	outbox_runner *runners[OUTBOX__MAX];
	struct str page;
	int ran;

	app.demo = true;
	feature_runners(&account_features, runners);
	assert_int_equal(outbox_drain(db, runners, &work, &ran), 0);
	assert_int_equal(get("/account/outbox"), 200);
	page = buf_done(&R.reply.body);
	return str_dup(&A, str_sub(page, str_find(page, S("验证码 ")) + S("验证码 ").n, 6));
}

#endif
