/* support.h: a small district with people in every role, for tests that make whole requests.
 *
 * A world owns a folder, a database (a file, or a schema of LINLI_TEST_PG), a file store and an app with
 * every route of the program. Time stands still at Wednesday 2026-11-18 10:00 until clock_set. One world at a
 * time: the clock and the key belong to the process.
 *
 *   青澜区 990106
 *   ├ 云河街道 YH
 *   │ ├ 北岭社区 BL   grid BL-G1: buildings BL-B1..B3, BL-B3 with units BL-B3-U1..2; grid BL-G2: BL-B4
 *   │ └ 南塘社区 NT   grid NT-G1: building NT-B1
 *   └ 松岗里街道 SG
 *     └ 文桥社区 WQ   grid WQ-G1: building WQ-B1
 *
 * Bodies: bl-com nt-com wq-com (community), yh-city (street_city), yh-enforce, yh-police, bl-pm (property at BL).
 * People: wang (BL-B3) qian (BL-B4) zhang (NT-B1) residents; lou (BL-B3) wangge (BL-G1) shequ (BL) shequ2 (NT)
 * diaodu (YH) shizheng (yh-city) zhifa (yh-enforce) minjing (yh-police) wuye (bl-pm) lishi (BL) zhiyuan (BL)
 * shangjia (BL) lingdao (YH) guanli (district) shebei (BL). */
#ifndef LINLI_TEST_SUPPORT_H
#define LINLI_TEST_SUPPORT_H

#include "db/db.h"
#include "db/outbox.h"
#include "http/req.h"
#include "kit/actor.h"
#include "kit/feature_list.h"
#include "kit/gate.h"
#include "made.h"

enum { WORLD_DISTRICT = 990106 };

struct world {
	struct arena arena;
	char dir[64];
	const char *url;
	struct db *db;
	struct made_db made;
	struct app app;
	const struct feature_list *features;
};

/* Can this engine be used here? PostgreSQL needs a URL in LINLI_TEST_PG. */
bool world_has(enum db_engine engine);
/* false: what went wrong stands on stderr. */
bool world_open(struct world *w, enum db_engine engine);
/* The same with other features than those of the program; they have its tables all the same. */
bool world_open_with(struct world *w, enum db_engine engine, const struct feature_list *features);
/* The same as a backup of an older program left it, brought to this program's schema. */
bool world_open_from(struct world *w, enum db_engine engine, const char *backup);
void world_close(struct world *w);
/* The moment a world begins with. */
int64_t world_start(void);

/* Ids by code or name; 0 when there is none. */
int64_t world_place(struct world *w, struct str code);
int64_t world_org(struct world *w, struct str code);
int64_t world_item(struct world *w, struct str name);
/* Opens a session of this person: the value of the cookie "linli"; "" when nobody has the login. */
struct str world_sign_in(struct world *w, struct str login);
/* A token of this person with these scopes: "linli_990106_…"; "" when refused. */
struct str world_token(struct world *w, struct str login, struct str scopes);
/* What jobs and timers of the world may use. */
struct feature_env world_env(struct world *w);
/* Runs what is due in the outbox; how many ran, negative: an error. */
int world_jobs(struct world *w);

#endif
