/* account_feature.c: what the program knows of accounts: see struct feature. */
#include "kit/feature.h"

#include "features/account/account.h"
#include "features/account/account_cmd.h"
#include "features/account/account_find.h"
#include "features/account/account_job.h"
#include "features/account/account_seal.h"
#include "features/account/account_web.h"
#include "kit/command.h"
#include "kit/find.h"
#include "ui/view.h"

enum { DAY_S = 86400 };

static const struct route_table *const routes[] = {
	&account_routes, &account_list_routes, &account_api_routes, &account_notice_api_routes, NULL,
};

static const struct nav_item nav[] = {
	{.at = NAV_TAB, .key = "account", .href = "/account", .icon = "user", .label = N_("我的"), .rank = 50},
	{.at = NAV_BELL, .key = "bell", .href = "/account/notices"},
	{.at = NAV_SELF, .key = "self", .href = "/account"},
	{.at = NAV_SIGN_IN, .key = "sign-in", .href = "/account/sign-in"},
	{.at = NAV_SIDE, .key = "people", .group = N_("系统"), .href = "/account/people", .icon = "users", .label = N_("人员和角色"),
	 .perm = ACCOUNT_ADMIN, .rank = 430},
	{.at = NAV_SIDE, .key = "orgs", .group = N_("系统"), .href = "/account/orgs", .icon = "building", .label = N_("机构"),
	 .perm = ACCOUNT_ADMIN, .rank = 440},
	{0},
};

static const struct feature_job jobs[] = {
	{OUTBOX_CODE, NULL, account_code_job},
	{OUTBOX_NOTICE, NULL, account_notice_job},
	{OUTBOX_NUMBER, NULL, account_number_job},
	{OUTBOX_PHONE, NULL, account_send_job},
	{OUTBOX_MAIL, NULL, account_send_job},
	{0},
};

static int
sweep(const struct feature_env *env)
{
	return account_sweep_daily(env->db);
}

static const struct feature_timer timers[] = {
	{"sessions that have ended could not be removed; tried again tomorrow", DAY_S, sweep},
	{0},
};

static const struct command commands[] = {
	{"user", "add|password|role|list …", "people and their roles",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT | WANT_KEY | OWN_HELP, account_user_cmd},
	{"import people", "--db URL --data DIR [--dry-run] FILE.csv|FILE.xlsx",
	 "people and their roles; prints who is new with a temporary password",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT | NEED_KEY, account_import_cmd},
	{0},
};

static const struct sealed *const sealed[] = {&account_sealed, NULL};

const struct feature account_feature = {
	.name = "account",
	.finders = account_finders,
	.routes = routes,
	.nav = nav,
	.jobs = jobs,
	.timers = timers,
	.personal = &account_personal,
	.secrets = account_secrets,
	.commands = commands,
	.sealed = sealed,
	.verify = account_verify,
	.identify = account_identify,
	.name_steps = account_name_steps,
	.staff = account_staff,
};
