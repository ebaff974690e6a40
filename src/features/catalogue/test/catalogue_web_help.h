/* catalogue_web_help.h: requests to the pages and the API of the catalogue, without the account feature. */
#ifndef LINLI_TEST_CATALOGUE_WEB_HELP_H
#define LINLI_TEST_CATALOGUE_WEB_HELP_H

#include "base/clock.h"
#include "db_env.h"
#include "features/catalogue/catalogue_web.h"
#include "http/server.h"
#include "kit/file.h"
#include "kit/feature_list.h"
#include "kit/gate.h"
#include "kit/pool.h"
#include "lib/secret.h"

/* After ours: cmocka has a macro called fail. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { D = 990106, NOON = 1795320000 };

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define BROWSER "0123456789abcdef0123456789abcdef"

static struct db_env env;
static struct arena A;
extern const struct feature account_feature, catalogue_feature;
static struct app app;
static struct actor me; /* who asks */
static struct req *R;	/* the last request */
static char files[64];
static struct str sealed; /* the cookie of an import that waits */

static const struct grant whole = {.role = ROLE_ADMIN, .level = LEVEL_DISTRICT, .node = 1};
static const struct grant desk = {.role = ROLE_DISPATCHER, .level = LEVEL_DISTRICT, .node = 1};

static inline void
as_admin(void)
{
	me = (struct actor){.kind = ACTOR_PERSON,
			    .district = D,
			    .person = 7,
			    .name = S("管理员"),
			    .grants = &whole,
			    .grants_n = 1,
			    .scopes = PERM_SET_ALL};
}

static inline void
as_clerk(void)
{
	as_admin();
	me.grants = &desk;
}

static inline void
as_visitor(void)
{
	me = (struct actor){.kind = ACTOR_VISITOR, .district = D, .scopes = PERM_SET_ALL};
}

static inline int
identify(struct tx *tx, struct req *r, struct actor *ret)
{
	(void)tx;
	(void)r;
	*ret = me;
	return 0;
}

static inline int
install(struct tx *tx, void *arg)
{
	struct actor sys = actor_system_of;

	(void)arg;
	sys.district = D;
	return catalogue_install_default(tx, &sys);
}

/* A minute before, so that whatever a test makes has greater ids. */
static inline int
fill(struct db *db, struct arena *a)
{
	int rc;

	clock_set(NOON - 60);
	rc = db_bulk(db, a, install, NULL);
	clock_set(NOON);
	return rc;
}

static inline int
open_app(void **state)
{
	static const struct feature *const used[] = {&account_feature, &catalogue_feature};
	static const struct feature_list features = {used, 2};
	struct str why;

	(void)state;
	secret_use_test_key();
	db_env_open_made(&env, DB_SQLITE, "catalogue_web", fill);
	arena_init(&A);
	clock_set(NOON);
	app = (struct app){.db = env.db, .base_url = "https://linli.test"};
	feature_install(&features, &app, &A);
	app.identify = identify;
	snprintf(files, sizeof files, "/tmp/linli-files-XXXXXX");
	assert_non_null(mkdtemp(files));
	assert_int_equal(file_store_open(files, &A, &app.files, &why), 0);
	assert_int_equal(pools_open(1, 4, &app.pools), 0);
	sealed = S("");
	as_visitor();
	return 0;
}

static inline int
drop(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

static inline int
close_app(void **state)
{
	(void)state;
	if (R)
		req_free(R);
	R = NULL;
	pools_close(&app.pools);
	router_free(app.router);
	file_store_close(app.files);
	nftw(files, drop, 8, FTW_DEPTH | FTW_PHYS);
	clock_set(0);
	arena_release(&A);
	db_env_close(&env);
	return 0;
}

static inline struct str
ask(struct str raw)
{
	if (R)
		req_free(R);
	R = NEW(&A, struct req);
	assert_int_equal(req_parse(&A, raw, R), 0);
	gate_run(&app, R);
	for (size_t i = 0; i < R->reply.cookies_n; i++)
		if (str_is(R->reply.cookies[i].name, "catalogue-import"))
			sealed = str_dup(&A, R->reply.cookies[i].value);
	return str_dup(&A, R->reply.body.n ? buf_done(&R->reply.body) : R->reply.body_static);
}

static inline int
status(void)
{
	return R->reply.status ? R->reply.status : 200;
}

static inline struct str
get(struct str target)
{
	return ask(str_fmt(
		&A,
		"GET %.*s HTTP/1.1\r\nHost: linli.test\r\nCookie: catalogue-import=%.*s\r\n\r\n",
		STR(target), STR(sealed)));
}

/* A page's token masked with nothing. */
static inline struct str
csrf(void)
{
	return str_fmt(&A, "%032d%.32s", 0, secret_mac(&A, "csrf", S(BROWSER)).p);
}

static inline struct str
send_body(struct str target, const char *type, struct str body)
{
	struct buf b;

	buf_init(&b, &A);
	buf_fmt(&b,
		"POST %.*s HTTP/1.1\r\nHost: linli.test\r\nCookie: visitor=" BROWSER
		"; catalogue-import=%.*s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
		STR(target), STR(sealed), type, body.n);
	buf_str(&b, body);
	return ask(buf_done(&b));
}

static inline struct str
post(struct str target, struct str form)
{
	return send_body(target, "application/x-www-form-urlencoded",
			 str_fmt(&A, "csrf=%.*s&%.*s", STR(csrf()), STR(form)));
}

static inline struct str
post_json(struct str target, struct str body)
{
	return send_body(target, "application/json", body);
}

static inline struct str
upload(const char *filename, struct str bytes, const char *more)
{
	struct buf b;

	buf_init(&b, &A);
	buf_fmt(&b,
		"--xyz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n%s"
		"--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n",
		STR(csrf()), more, filename);
	buf_str(&b, bytes);
	BUF_LIT(&b, "\r\n--xyz--\r\n");
	return send_body(S("/catalogue/import"), "multipart/form-data; boundary=xyz", buf_done(&b));
}

#define AT(fmt, ...) str_fmt(&A, fmt, (long long)__VA_ARGS__)

struct find {
	const char *name;
	struct catalogue_node node;
	struct catalogue_rule rule;
};

static inline int
find_run(struct tx *tx, void *arg)
{
	struct find *f = arg;

	TRY(catalogue_find(tx, D, str_of(f->name), &f->node));
	return catalogue_rule_at(tx, D, f->node.id, clock_now(), &f->rule);
}

static inline struct find
now(const char *name)
{
	struct find f = {.name = name};

	assert_int_equal(db_read_now(env.db, &A, find_run, &f), 0);
	return f;
}

#endif
