/* support.c: the world of support.h, made through the rules of the features. */
#include "support.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "features/account/account_self.h"
#include "features/account/account_session.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory_edit.h"
#include "http/sse.h"
#include "kit/file.h"
#include "kit/pool.h"
#include "lib/calendar.h"
#include "lib/secret.h"
#include "main/main.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct place_row {
	const char *code, *parent;
	enum level level;
	const char *name, *name_en, *plate;
} places[] = {
	{"YH", "", LEVEL_STREET, "云河街道", "Yunhe Subdistrict", ""},
	{"SG", "", LEVEL_STREET, "松岗里街道", "Songgangli Subdistrict", ""},
	{"BL", "YH", LEVEL_COMMUNITY, "北岭社区", "Beiling", "BL"},
	{"NT", "YH", LEVEL_COMMUNITY, "南塘社区", "Nantang", "NT"},
	{"WQ", "SG", LEVEL_COMMUNITY, "文桥社区", "Wenqiao", "WQ"},
	{"BL-G1", "BL", LEVEL_GRID, "网格01", "Grid 1", ""},
	{"BL-G2", "BL", LEVEL_GRID, "网格02", "Grid 2", ""},
	{"NT-G1", "NT", LEVEL_GRID, "网格01", "Grid 1", ""},
	{"WQ-G1", "WQ", LEVEL_GRID, "网格01", "Grid 1", ""},
	{"BL-B1", "BL-G1", LEVEL_BUILDING, "1号楼", "Building 1", ""},
	{"BL-B2", "BL-G1", LEVEL_BUILDING, "2号楼", "Building 2", ""},
	{"BL-B3", "BL-G1", LEVEL_BUILDING, "3号楼", "Building 3", ""},
	{"BL-B4", "BL-G2", LEVEL_BUILDING, "4号楼", "Building 4", ""},
	{"NT-B1", "NT-G1", LEVEL_BUILDING, "1号楼", "Building 1", ""},
	{"WQ-B1", "WQ-G1", LEVEL_BUILDING, "1号楼", "Building 1", ""},
	{"BL-B3-U1", "BL-B3", LEVEL_UNIT, "1单元", "Unit 1", ""},
	{"BL-B3-U2", "BL-B3", LEVEL_UNIT, "2单元", "Unit 2", ""},
	{"BL-B3-U1-101", "BL-B3-U1", LEVEL_ROOM, "101室", "", ""},
};

static const struct org_row {
	const char *code, *kind, *place, *name, *name_en;
} orgs[] = {
	{"bl-com", "community", "BL", "北岭社区居民委员会", "Beiling Residents' Committee"},
	{"nt-com", "community", "NT", "南塘社区居民委员会", "Nantang Residents' Committee"},
	{"wq-com", "community", "WQ", "文桥社区居民委员会", "Wenqiao Residents' Committee"},
	{"yh-city", "street_city", "YH", "云河街道市政服务所", "Yunhe Municipal Services"},
	{"yh-enforce", "street_enforce", "YH", "云河街道综合执法队", "Yunhe Enforcement Team"},
	{"yh-police", "police", "YH", "云河派出所", "Yunhe Police Station"},
	{"bl-pm", "property", "BL", "北岭物业服务中心", "Beiling Property Service Centre"},
};

static const struct person_row {
	const char *login, *name, *phone, *home;
	enum role role;
	const char *place, *org;
} people[] = {
	{"wang", "王秀英", "19900000001", "BL-B3", ROLE_RESIDENT, "BL-B3", ""},
	{"qian", "钱小四", "19900000002", "BL-B4", ROLE_RESIDENT, "BL-B4", ""},
	{"zhang", "张卫国", "19900000003", "NT-B1", ROLE_RESIDENT, "NT-B1", ""},
	{"lou", "娄大姐", "19900000004", "BL-B3", ROLE_BUILDING_HEAD, "BL-B3", ""},
	{"wangge", "吴格", "", "", ROLE_GRID_WORKER, "BL-G1", ""},
	{"shequ", "佘曲", "", "", ROLE_COMMUNITY, "BL", "bl-com"},
	{"shequ2", "佘南", "", "", ROLE_COMMUNITY, "NT", "nt-com"},
	{"diaodu", "刁度", "", "", ROLE_DISPATCHER, "YH", ""},
	{"shizheng", "石正", "", "", ROLE_HANDLER, "", "yh-city"},
	{"zhifa", "支法", "", "", ROLE_HANDLER, "", "yh-enforce"},
	{"minjing", "闵警", "", "", ROLE_HANDLER, "", "yh-police"},
	{"wuye", "伍业", "", "", ROLE_HANDLER, "", "bl-pm"},
	{"lishi", "李实", "", "", ROLE_COUNCIL, "BL", ""},
	{"zhiyuan", "支援", "", "", ROLE_VOLUNTEER, "BL", ""},
	{"shangjia", "尚嘉", "", "", ROLE_MERCHANT, "BL", ""},
	{"lingdao", "凌导", "", "", ROLE_LEADER, "YH", ""},
	{"guanli", "管理", "", "", ROLE_ADMIN, "", ""},
	{"shebei", "设备一", "", "", ROLE_DEVICE, "BL", ""},
};

int64_t
world_start(void)
{
	return clock_at(2026, 11, 18, 10, 0, 0);
}

bool
world_has(enum db_engine engine)
{
	return engine == DB_SQLITE || getenv("LINLI_TEST_PG");
}

/* ---- filling it ---- */

static int
node_of(struct tx *tx, const char *code, int64_t *ret)
{
	struct territory_node n;

	*ret = 0;
	if (!*code)
		return 0;
	TRY(territory_by_code(tx, WORLD_DISTRICT, str_of(code), &n));
	*ret = n.id;
	return 0;
}

static int
org_of(struct tx *tx, const char *code, int64_t *ret)
{
	struct org o;

	*ret = 0;
	if (!*code)
		return 0;
	TRY(account_org_by_code(tx, WORLD_DISTRICT, str_of(code), &o));
	*ret = o.id;
	return 0;
}

static int
fill_places(struct tx *tx, const struct actor *who, int64_t root)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		const struct place_row *row = &places[i];
		struct territory_new n = {
			.level = row->level,
			.code = str_of(row->code),
			.name = str_of(row->name),
			.name_en = str_of(row->name_en),
			.plate = str_of(row->plate),
		};
		int64_t parent, id;

		TRY(node_of(tx, row->parent, &parent));
		TRY(territory_add(tx, who, parent ? parent : root, &n, &id));
	}
	return 0;
}

static int
fill_orgs(struct tx *tx, const struct actor *who)
{
	for (size_t i = 0; i < COUNT(orgs); i++) {
		struct org o = {
			.code = str_of(orgs[i].code),
			.kind = str_of(orgs[i].kind),
			.name = str_of(orgs[i].name),
			.name_en = str_of(orgs[i].name_en),
			.phone = S("0755-0000 0000"),
		};
		int64_t id;

		TRY(node_of(tx, orgs[i].place, &o.place));
		TRY(account_org_add(tx, who, &o, &id));
	}
	return 0;
}

static int
fill_people(struct tx *tx, const struct actor *who, int64_t root)
{
	for (size_t i = 0; i < COUNT(people); i++) {
		const struct person_row *row = &people[i];
		struct account_new p = {.login = str_of(row->login), .name = str_of(row->name), .phone = str_of(row->phone)};
		int64_t id, node, org;

		TRY(node_of(tx, row->home, &p.home));
		TRY(node_of(tx, row->place, &node));
		TRY(org_of(tx, row->org, &org));
		TRY(account_add(tx, who, &p, &id));
		TRY(account_grant(tx, who, id, row->role, node || org ? node : root, org));
	}
	return 0;
}

static int
fill(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	int64_t root;

	(void)arg;
	system.district = WORLD_DISTRICT;
	TRY(territory_open_district(tx, WORLD_DISTRICT, S("青澜区"), &root));
	TRY(fill_places(tx, &system, root));
	TRY(catalogue_install_default(tx, &system));
	TRY(fill_orgs(tx, &system));
	return fill_people(tx, &system, root);
}

/* ---- opening and closing ---- */

static int
fill_now(struct db *db, struct arena *a)
{
	int rc;

	/* A minute before, so that whatever a test makes has greater ids. */
	clock_set(world_start() - 60);
	rc = db_bulk(db, a, fill, NULL);
	clock_set(world_start());
	return rc;
}

static bool
open_database(struct world *w, const char *name, enum db_engine engine, int (*make)(struct db *db, struct arena *a))
{
	bool ok = made_open(&w->made, name, engine, w->dir, 2, make, &w->arena);

	w->db = w->made.db;
	w->url = w->made.url;
	return ok;
}

static bool
open_app(struct world *w)
{
	struct str why = S("");

	w->app = (struct app){.db = w->db, .events = sse_new(), .demo = true, .district = WORLD_DISTRICT};
	feature_install(w->features, &w->app, &w->arena);
	if (file_store_open(w->dir, &w->arena, &w->app.files, &why) < 0 || pools_open(1, 16, &w->app.pools) < 0) {
		fprintf(stderr, "%.*s\n", STR(why));
		return false;
	}
	return true;
}

bool
world_open(struct world *w, enum db_engine engine)
{
	return world_open_with(w, engine, &all_features);
}

static bool
begin(struct world *w, const struct feature_list *features)
{
	*w = (struct world){.features = features};
	arena_init(&w->arena);
	clock_set(world_start());
	secret_use_test_key();
	secret_use_cheap_passwords();
	suggest_forget();
	calendar_keep(&(struct calendar_book){0});
	return made_dir(w->dir, sizeof w->dir, "world");
}

bool
world_open_with(struct world *w, enum db_engine engine, const struct feature_list *features)
{
	return begin(w, features) && open_database(w, "world", engine, fill_now) && open_app(w);
}

bool
world_open_from(struct world *w, enum db_engine engine, const char *backup)
{
	char *argv[] = {(char *)(uintptr_t)backup, NULL};

	return begin(w, &all_features) && open_database(w, NULL, engine, NULL) &&
	       restore_cmd(&(struct options){.data = w->dir}, w->db, 1, argv) == 0 && open_app(w);
}

static int
delete_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

void
world_close(struct world *w)
{
	pools_close(&w->app.pools);
	if (w->app.events) {
		sse_close(w->app.events);
		sse_free(w->app.events);
	}
	if (w->app.router)
		router_free(w->app.router);
	if (w->app.files)
		file_store_close(w->app.files);
	w->made.db = w->db; /* a test may have opened it anew */
	made_close(&w->made);
	if (w->dir[0])
		nftw(w->dir, delete_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_release(&w->arena);
	clock_set(0);
}

/* ---- asking it ---- */

struct question {
	struct str key, more, answer;
	int64_t id;
};

static int
find_place(struct tx *tx, void *arg)
{
	struct question *q = arg;
	struct territory_node n;

	TRY(territory_by_code(tx, WORLD_DISTRICT, q->key, &n));
	q->id = n.id;
	return 0;
}

static int
find_org(struct tx *tx, void *arg)
{
	struct question *q = arg;
	struct org o;

	TRY(account_org_by_code(tx, WORLD_DISTRICT, q->key, &o));
	q->id = o.id;
	return 0;
}

static int
find_item(struct tx *tx, void *arg)
{
	struct question *q = arg;
	struct catalogue_node n;

	TRY(catalogue_find(tx, WORLD_DISTRICT, q->key, &n));
	q->id = n.id;
	return 0;
}

static int64_t
find(struct world *w, struct str key, int (*how)(struct tx *, void *))
{
	struct question q = {.key = key};

	return db_read_now(w->db, &w->arena, how, &q) == 0 ? q.id : 0;
}

int64_t
world_place(struct world *w, struct str code)
{
	return find(w, code, find_place);
}

int64_t
world_org(struct world *w, struct str code)
{
	return find(w, code, find_org);
}

int64_t
world_item(struct world *w, struct str name)
{
	return find(w, name, find_item);
}

static int
sign_in(struct tx *tx, void *arg)
{
	static const struct account_browser browser = {.agent = {"Chrome, Android", 15}, .remote = {"10.0.0.*", 8}};
	struct question *q = arg;
	struct account_signed s = {0};
	struct actor visitor;
	struct person p;

	account_visitor(WORLD_DISTRICT, &visitor);
	TRY(account_by_login(tx, WORLD_DISTRICT, q->key, &p));
	TRY(account_open_session(tx, &visitor, p.id, &browser, &s));
	q->answer = str_fmt(tx->arena, "%d.%.*s", WORLD_DISTRICT, STR(s.token));
	return 0;
}

struct str
world_sign_in(struct world *w, struct str login)
{
	struct question q = {.key = login};

	return db_write_now(w->db, &w->arena, sign_in, &q) == 0 ? q.answer : S("");
}

static int
make_token(struct tx *tx, void *arg)
{
	struct question *q = arg;
	struct actor who;
	enum account_ticket ticket;

	TRY(sign_in(tx, q));
	TRY(account_by_session(tx, WORLD_DISTRICT, str_sub(q->answer, 7, q->answer.n), &who, &ticket));
	return account_token_add(tx, &who, S("test"), q->more, 0, &q->answer);
}

struct str
world_token(struct world *w, struct str login, struct str scopes)
{
	struct question q = {.key = login, .more = scopes};

	return db_write_now(w->db, &w->arena, make_token, &q) == 0 ? q.answer : S("");
}

struct feature_env
world_env(struct world *w)
{
	return (struct feature_env){.features = w->features, .db = w->db, .files = w->app.files, .demo = true,
				    .base_url = "https://linli.test"};
}

int
world_jobs(struct world *w)
{
	struct feature_env env = world_env(w);
	outbox_runner *runners[OUTBOX__MAX];
	int ran = 0, rc;

	/* What runs every few seconds; not what runs once a day. */
	feature_tick(&env, 0, 60);
	feature_runners(w->features, runners);
	rc = outbox_drain(w->db, runners, &env, &ran);
	return rc < 0 ? rc : ran;
}
