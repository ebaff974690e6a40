/* appeal_feature.c: what the program knows of appeals: see struct feature. */
#include "kit/feature.h"

#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_caller.h"
#include "features/appeal/appeal_cmd.h"
#include "features/appeal/appeal_files.h"
#include "features/appeal/appeal_find.h"
#include "features/appeal/appeal_job.h"
#include "features/appeal/appeal_like.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_practice.h"
#include "features/appeal/appeal_phrase.h"
#include "features/appeal/appeal_see.h"
#include "features/appeal/appeal_steer.h"
#include "features/appeal/appeal_trial.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_work_keep.h"
#include "kit/command.h"
#include "kit/find.h"
#include "ui/view.h"

enum { DAY_S = 86400 };

static const struct route_table *const routes[] = {
	&appeal_import_routes,
	&appeal_take_routes,
	&appeal_circle_routes,
	&appeal_grid_routes,
	&appeal_finding_routes,
	&appeal_routes,
	&appeal_list_routes,
	&appeal_queue_routes,
	&appeal_new_routes,
	&appeal_receipt_routes,
	&appeal_caller_routes, &appeal_map_routes, &appeal_here_routes,
	&appeal_case_routes,
	&appeal_way_routes,
	&appeal_call_routes,
	&appeal_desk_routes,
	&appeal_phrase_routes,
	&appeal_steer_routes,
	&appeal_auto_routes,
	&appeal_trial_routes,
	&appeal_practice_routes,
	&appeal_export_routes,
	&appeal_photo_routes,
	&appeal_live_routes,
	&appeal_talk_routes,
	&appeal_api_routes,
	NULL,
};

static const struct nav_item nav[] = {
	{.at = NAV_TAB, .key = "appeal", .href = "/appeal", .icon = "list", .label = N_("诉求"), .rank = 20, .more = true},
	{.at = NAV_TAB, .key = "new", .href = "/appeal/new", .icon = "report", .label = N_("反映"), .rank = 30, .main = true},
	{.at = NAV_DESK, .key = "desk", .href = "/appeal/queue", .perm = APPEAL_QUEUE},
	{.at = NAV_SIDE, .key = "grid", .href = "/appeal/grid", .icon = "pin", .label = N_("就近办"), .perm = APPEAL_SETTLE, .rank = 5},
	{.at = NAV_SIDE, .key = "circle", .group = N_("办件"), .href = "/appeal/circle", .icon = "chart", .label = N_("在哪一级办好"),
	 .perm = APPEAL_QUEUE, .rank = 125},
	{.at = NAV_SIDE, .key = "enter", .href = "/appeal/enter", .icon = "plus", .label = N_("代录诉求"), .perm = APPEAL_ENTER, .rank = 10},
	{.at = NAV_SIDE, .key = "queue", .group = N_("办件"), .href = "/appeal/queue", .icon = "list", .label = N_("工单队列"),
	 .perm = APPEAL_QUEUE, .rank = 100, .find = true},
	{.at = NAV_SIDE, .key = "caller", .group = N_("办件"), .href = "/appeal/caller", .icon = "phone", .label = N_("找来电人"),
	 .perm = APPEAL_QUEUE, .rank = 110},
	{.at = NAV_SIDE, .key = "calls", .group = N_("办件"), .href = "/appeal/calls", .icon = "phone", .label = N_("电话回访"),
	 .perm = APPEAL_CALL, .rank = 112},
	{.at = NAV_SIDE, .key = "phrases", .group = N_("办件"), .href = "/appeal/phrases", .icon = "doc", .label = N_("常用语"),
	 .perm = APPEAL_PHRASE, .rank = 120},
	{.at = NAV_SIDE, .key = "rules", .group = N_("办件"), .href = "/appeal/rules", .icon = "send", .label = N_("派件规则"),
	 .perm = APPEAL_STEER, .rank = 125},
	{.at = NAV_SIDE, .key = "import", .group = N_("办件"), .href = "/appeal/import", .icon = "doc", .label = N_("导入诉求"),
	 .perm = APPEAL_IMPORT, .rank = 130},
	{.at = NAV_SIDE, .key = "practice", .group = N_("办件"), .href = "/appeal/practice", .icon = "refresh", .label = N_("演练"),
	 .perm = APPEAL_PRACTICE, .rank = 135},
	{.at = NAV_SIDE, .key = "appeal", .group = N_("公开"), .href = "/appeal", .icon = "eye", .label = N_("公开诉求"),
	 .perm = APPEAL_QUEUE, .rank = 210},
	{0},
};

static const struct feature_job jobs[] = {
	{OUTBOX_PLACE, NULL, appeal_place_job},
	{OUTBOX_WORDS, NULL, appeal_words_job},
	{OUTBOX_ITEM, NULL, appeal_item_job},
	{OUTBOX_TABLE, NULL, appeal_take_job},
	{OUTBOX_JOINED, NULL, appeal_joined_job},
	{OUTBOX_EVENT, NULL, appeal_event_job},
	{OUTBOX_TRIAL, NULL, appeal_trial_job},
	{OUTBOX_AUTO, NULL, appeal_auto_job},
	{OUTBOX_ERASE, NULL, appeal_practice_job},
	{0},
};

static int
forget_over(const struct feature_env *env)
{
	return appeal_forget_daily(env->db);
}

static int
drop_calls(const struct feature_env *env)
{
	return appeal_call_daily(env->db);
}

static const struct feature_timer timers[] = {
	{"follow-up calls that nobody may answer any more stay in the list; tried again tomorrow", DAY_S, drop_calls},
	{"contacts could not be made ready to be found; tried again tomorrow", DAY_S, appeal_caller_timer},
	{"who filed what is long over could not be forgotten; tried again tomorrow", DAY_S, forget_over},
	{"practice that is too old could not be ended; tried again tomorrow", DAY_S, appeal_practice_timer},
	{"cases that say the same could not be read; tried again in a few seconds", 5, appeal_like_timer},
	{0},
};

static const struct feature_rebuild rebuilds[] = {
	{.table = "matter_find", .formerly = "appeal_find", .run = appeal_reindex},
	{.table = "appeal_work", .missing = appeal_work_missing, .run = appeal_work_anew},
	{0},
};

static const struct feature_live live[] = {
	{FLOW_APPEAL, appeal_topic},
	{0},
};

static const struct command commands[] = {
	{"import appeals", "--db URL [--map item=label,…] [--source NAME] FILE.jsonl|.csv|.xlsx…",
	 "cases from elsewhere; again is harmless. Columns: id title text time item place spot, and reply reply_time state closed of what "
	 "became of them there; what tables in Chinese and our own exports call them is known",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT | WANT_KEY, appeal_import_cmd},
	{"train", "--db URL", "learn the dispatch suggestion from all cases that carry an item",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, appeal_train_cmd},
	{"export appeals", "--db URL --format jsonl|csv|xlsx", "all cases, to stdout",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, appeal_export_cmd},
	{0},
};

static const struct sealed *const sealed[] = {&appeal_steer_sealed, &appeal_phrase_sealed, NULL};

const struct feature appeal_feature = {
	.sealed = sealed,
	.name = "appeal",
	.finders = appeal_finders,
	.routes = routes,
	.nav = nav,
	.jobs = jobs,
	.timers = timers,
	.rebuilds = rebuilds,
	.live = live,
	.personal = &appeal_personal,
	.secrets = appeal_secrets,
	.commands = commands,
	.files = appeal_files,
	.mine = appeal_mine_part,
	.verify = appeal_verify,
	.courses = (const struct course *const[]){&appeal_course, NULL},
};
