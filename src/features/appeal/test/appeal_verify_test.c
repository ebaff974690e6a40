/* appeal_verify_test.c: who changes a row by hand is told of by verify: each column that says something, one after the other. What it
 * does not notice stands here too, so that nobody believes otherwise. */
#include "db_env.h"
#include "edits.h"
#include "features/appeal/appeal_work_keep.h"
#include "kit/course_check.h"
#include "main/main.h"
#include "play.h"

/* BL-2611-0001 had a question, a helper, a link, photos and marks; BL-2611-0002 is being dealt with. */
static const char story[] =
	"as wang\n"
	"UPLOAD /appeal text=楼道灯坏了，上下楼看不清。&photo=<before.jpg&place=@BL-B3&anon=named&open=1\n"
	"303 /appeal/$code/receipt\n"
	"POST /appeal text=楼道灯又坏了，请一起看看。&place=@BL-B3&anon=named&open=1\n"
	"303 /appeal/$other/receipt\n"
	"as shequ\n"
	"POST /appeal/$other/dispatch org=org:yh-city\n"
	"303\n"
	"POST /appeal/$code/dispatch org=org:yh-city\n"
	"303\n"
	"POST /appeal/$code/note text=请尽快看一下\n"
	"303\n"
	"as shizheng with token APPEAL_QUEUE APPEAL_HANDLE APPEAL_HELP APPEAL_NOTE APPEAL_TRACK\n"
	"JSON POST /api/appeal/$code/move {\"act\": \"ACCEPT\", \"version\": 3}\n"
	"200\n"
	"JSON POST /api/appeal/$code/move {\"act\": \"HELP\", \"version\": 4, \"org\": \"bl-pm\", \"text\": \"灯座要物业换\"}\n"
	"200\n"
	"JSON POST /api/appeal/$code/move {\"act\": \"ASK\", \"version\": 5, \"text\": \"是哪一层？\"}\n"
	"200\n"
	"at 2026-11-18 11:00\n"
	"as wang\n"
	"POST /appeal/$code/answer text=三楼，靠东边的那一盏。\n"
	"303\n"
	"as wuye with token APPEAL_QUEUE APPEAL_HANDLE APPEAL_HELP APPEAL_TRACK\n"
	"JSON POST /api/appeal/$code/move {\"act\": \"HELP_REPLY\", \"version\": 7, \"text\": \"灯座换好了，请接线。\"}\n"
	"200\n"
	"as shequ with token APPEAL_QUEUE APPEAL_NOTE APPEAL_TRACK\n"
	"JSON POST /api/appeal/$code/move {\"act\": \"LINK\", \"version\": 8, \"other\": \"BL-2611-0002\"}\n"
	"200\n"
	"as shizheng\n"
	"UPLOAD /appeal/$code/reply text=三楼的灯换好了，已经亮了。&photo=<after.jpg\n"
	"303\n"
	"as wang\n"
	"POST /appeal/$code/rate result=5&attitude=5\n"
	"303\n"
	"as visitor\n"
	"POST /appeal text=楼道里有电动车充电，怕着火。&place=@BL-B3&anon=named&name=陈小姐&phone=19900000077\n"
	"303 /appeal/$third/receipt\n"
	"as shequ\n"
	"POST /appeal/$third/contact reason=约上门时间\n"
	"200\n"
	"POST /appeal/$third/contact reason=再约一次\n"
	"200\n";

#define CASE "(SELECT id FROM matter WHERE code = 'BL-2611-0001')"
#define PERSON(login) "(SELECT id FROM person WHERE login = '" login "')"
#define LIVE "(SELECT id FROM matter WHERE code = 'BL-2611-0002')"

static const struct edit edits[] = {
	{"title", "UPDATE matter SET title = 'x' WHERE id = " CASE, false},
	{"whether everybody reads it", "UPDATE matter SET shown = 2 WHERE id = " CASE, false},
	{"that it was read before", "UPDATE matter SET shown = 5 WHERE id = " CASE, false},
	{"the public title", "UPDATE matter SET open_title = 'x' WHERE id = " CASE, false},
	{"the public text", "UPDATE appeal SET open_body = 'x' WHERE id = " CASE, false},
	{"code", "UPDATE matter SET code = 'BL-2611-9999' WHERE id = " LIVE, false},
	{"body", "UPDATE appeal SET body = 'x' WHERE id = " CASE, false},
	{"answers of the form", "UPDATE appeal SET answers = 'x' WHERE id = " CASE, false},
	{"reply", "UPDATE appeal SET reply = 'x' WHERE id = " CASE, false},
	{"state", "UPDATE matter SET state = 2 WHERE id = " CASE, false},
	{"a state that is none", "UPDATE matter SET state = 99 WHERE id = " CASE, false},
	{"a state below all", "UPDATE matter SET state = -1 WHERE id = " CASE, false},
	{"whom it waits for", "UPDATE matter SET live = 1 WHERE id = " CASE, false},
	{"the promise", "UPDATE matter SET promised_at = promised_at + 86400 WHERE id = " CASE, false},
	{"its place in queues", "UPDATE matter SET queue_at = queue_at + 1 WHERE id = " LIVE, false},
	{"the stage's deadline", "UPDATE matter SET due_at = due_at + 60 WHERE id = " LIVE, false},
	{"filing time", "UPDATE matter SET filed_at = filed_at - 60 WHERE id = " CASE, false},
	{"closing time", "UPDATE matter SET closed_at = closed_at - 60 WHERE id = " CASE, false},
	{"time of the last change", "UPDATE matter SET updated_at = updated_at - 60 WHERE id = " CASE, false},
	{"whether it is kept who raised it", "UPDATE matter SET kept = 0 WHERE id = " CASE, false},
	{"marks", "UPDATE appeal SET result = 1 WHERE id = " CASE, false},
	{"how often it was urged", "UPDATE appeal SET urges = 1 WHERE id = " CASE, false},
	{"when it was urged", "UPDATE appeal SET urged_at = 5 WHERE id = " CASE, false},
	{"how often it was given more time", "UPDATE appeal SET extended = 1 WHERE id = " CASE, false},
	{"by how much", "UPDATE appeal SET extend_min = 480 WHERE id = " LIVE, false},
	{"what is asked for", "UPDATE appeal SET extend_ask = 2 WHERE id = " LIVE, false},
	{"who decides on it", "UPDATE appeal SET extend_tier = 1 WHERE id = " LIVE, false},
	{"that marks came after a new PIN", "UPDATE appeal SET repinned = 1 WHERE id = " CASE, false},
	{"the lead", "UPDATE matter SET lead = 0 WHERE id = " LIVE, false},
	{"the raiser", "UPDATE matter SET raiser = raiser + 1 WHERE id = " CASE, false},
	{"who may see it", "UPDATE matter SET sight = 2 WHERE id = " CASE, false},
	{"who learns who raised it", "UPDATE matter SET anon = 3 WHERE id = " CASE, false},
	{"the salt of its PIN", "UPDATE matter SET pin_salt = 'x' WHERE id = " CASE, false},
	{"the salt of its seal", "UPDATE matter SET seal_salt = 'x' WHERE id = " CASE, false},
	{"version", "UPDATE matter SET version = version - 1 WHERE id = " CASE, false},
	{"the ladder", "UPDATE matter SET rung = 2 WHERE id = " LIVE, false},
	{"the item", "UPDATE appeal SET item = item + 1 WHERE id = " CASE, false},
	{"the community", "UPDATE matter SET community = community + 1 WHERE id = " LIVE, false},
	{"a clock's deadline", "UPDATE due SET due_at = due_at + 86400 WHERE matter = " LIVE, false},
	{"a clock's minutes", "UPDATE due SET minutes = minutes + 1 WHERE matter = " CASE, false},
	{"a clock that ended", "UPDATE due SET stopped_at = stopped_at - 60 WHERE stopped_at > 0 AND matter = " CASE, false},
	{"a clock's body", "UPDATE due SET org = org + 1 WHERE matter = " CASE, false},
	{"a clock of no stage", "UPDATE due SET stage = 77 WHERE matter = " CASE, false},
	{"a clock is gone", "DELETE FROM due WHERE matter = " CASE, false},
	{"a pause is gone", "DELETE FROM due_pause WHERE matter = " CASE, false},
	{"a pause is longer", "UPDATE due_pause SET to_at = to_at + 3600 WHERE matter = " CASE, false},
	{"a body's answer", "UPDATE party SET answer = 'x' WHERE matter = " CASE, false},
	{"a body's state", "UPDATE party SET state = 4 WHERE matter = " CASE, false},
	{"a body is gone", "DELETE FROM party WHERE matter = " CASE, false},
	{"a desk is missing", "DELETE FROM desk WHERE matter = " LIVE " AND desk = 990106", false},
	{"another tab of a desk", "UPDATE desk SET tab = 5 WHERE matter = " LIVE, false},
	{"another class on a desk", "UPDATE desk SET topic = topic + 1 WHERE matter = " LIVE, false},
	{"another state on a desk", "UPDATE desk SET state = 5 WHERE matter = " LIVE, false},
	{"a desk too many", "INSERT INTO desk (district, desk, matter, kind, tab, queue_at) SELECT 990106, 5, id, 1, 2, 0 FROM matter WHERE code = 'BL-2611-0002'", false},
	{"a link is gone", "DELETE FROM link", false},
	{"a link was ended", "UPDATE link SET ended_at = 5", false},
	{"a link nobody made", "INSERT INTO link (district, id, source, target, why, person, at, ended_at) SELECT 990106, 5, id, id, 1, 1, 1, 0 FROM matter WHERE code = 'BL-2611-0002'", false},
	{"a second reason of a link", "INSERT INTO link (district, id, source, target, why, person, at, ended_at) SELECT 990106, 5, " CASE ", " LIVE ", 2, 1, 1, 0 FROM district WHERE code = 990106", true},
	{"a photo is gone", "DELETE FROM matter_file WHERE matter = " CASE, false},
	{"a photo of another case", "UPDATE matter_file SET matter = " LIVE, false},
	{"the last step is gone", "DELETE FROM flow_step WHERE kind = 12 AND subject = " CASE, false},
	{"the history is gone", "DELETE FROM flow_step WHERE subject_kind = 1 AND subject = " CASE, false},
	{"the texts of all steps are gone", "UPDATE flow_step SET text = '', text_salt = '' WHERE subject_kind = 1 AND subject = " CASE, false},
	{"a step's text", "UPDATE flow_step SET text = 'x' WHERE text <> '' AND subject = " CASE, false},
	{"a step's person", "UPDATE flow_step SET person = person + 1 WHERE subject = " CASE, false},
	{"a step's seal", "UPDATE flow_step SET seal = '' WHERE subject = " CASE, false},
	{"the case is gone", "DELETE FROM matter WHERE code = 'BL-2611-0001'", false},
	{"its own row is gone", "DELETE FROM appeal WHERE id = " CASE, false},
	{"a figure of the ledger", "UPDATE appeal_figure SET pleased = 0", false},
	{"a figure is of another week or month", "UPDATE appeal_figure SET start = start + 1", false},
	{"the community it is listed in", "UPDATE appeal SET community = community + 1 WHERE id = " CASE, false},
	{"how many are not over", "UPDATE matter_count SET n = n + 1", false},
	{"how many are late", "UPDATE matter_count SET late = late + 1", false},
	{"up to when it is counted how many are late", "UPDATE matter_count SET until = 99999999998", false},
	{"nothing is counted", "DELETE FROM matter_count", false},
	{"how old what is not over is", "UPDATE matter_age SET day = day - 1 WHERE what = 1", false},
	{"how old what a body leads is", "UPDATE matter_age SET n = n + 1 WHERE what = 2", false},
	{"what a body should have acted on", "DELETE FROM matter_age WHERE what = 3", false},
	{"what a body closed", "UPDATE appeal_work SET closed = closed + 1 WHERE desk IN (SELECT id FROM org)", false},
	{"what a body was on time with", "UPDATE appeal_work SET on_time = 0 WHERE desk IN (SELECT id FROM org)", false},
	{"where the time went", "UPDATE appeal_work SET handle = handle + 1", false},
	{"nothing is known of what cases took", "DELETE FROM appeal_work", false},
	{"a contact is gone", "DELETE FROM appeal_contact", false},
	{"a contact of another case", "UPDATE appeal_contact SET appeal = " CASE, false},
	{"a contact's number", "UPDATE appeal_contact SET phone = name", false},
	{"who read a contact", "DELETE FROM access_log", false},
	{"why somebody read a contact", "UPDATE access_log SET reason = 'x'", false},
	{"when somebody read a contact", "UPDATE access_log SET at = at - 60", false},
	{"somebody else read it", "UPDATE access_log SET person = " PERSON("wuye"), false},
	{"a reading nobody did", "INSERT INTO access_log (district, id, person, subject_kind, subject, what, reason, at) SELECT 990106, 5, "
	 PERSON("wuye") ", 1, 5, 'contact', 'x', 1 FROM district WHERE code = 990106", false},
	{"the history of who read what", "DELETE FROM flow_step WHERE subject_kind = 6", false},
	{"a role", "UPDATE role_grant SET role = 11 WHERE person = " PERSON("shizheng"), false},
	{"a role's place", "UPDATE role_grant SET node = 990106, level = 1 WHERE person = " PERSON("shequ"), false},
	{"a role more", "INSERT INTO role_grant (district, id, person, role, node, level, org, granted_by, granted_at) SELECT 990106, 5, "
	 PERSON("wang") ", 11, 990106, 1, 0, 0, 1 FROM district WHERE code = 990106", false},
	{"a role less", "DELETE FROM role_grant WHERE person = " PERSON("shequ"), false},
	{"a password", "UPDATE person SET password = 'x' WHERE login = 'shequ'", false},
	{"a second factor", "UPDATE person SET totp = phone WHERE login = 'wang'", false},
	{"a login", "UPDATE person SET login = 'x' WHERE login = 'shequ'", false},
	{"somebody's number", "UPDATE person SET phone_index = 'x' WHERE login = 'wang'", false},
	{"somebody who was stopped", "UPDATE person SET state = 2 WHERE login = 'shequ'", false},
	{"somebody nobody added", "INSERT INTO person (district, id, login, name, name_en, title, phone, phone_index, email, password, totp,"
	 " totp_step, home, state, version, created_at) SELECT district, 5, 'x', name, name_en, title, phone, '', email, password, totp,"
	 " totp_step, home, state, version, created_at FROM person WHERE login = 'shequ'", false},
	{"somebody is gone", "DELETE FROM person WHERE login = 'wang'", false},
	{"a rule", "UPDATE catalogue_rule SET handle_min = handle_min + 1", false},
	{"a rule's body", "UPDATE catalogue_rule SET body = 'x'", false},
	{"a rule is gone", "DELETE FROM catalogue_rule", false},
	{"an item's name", "UPDATE catalogue_node SET name = name || 'x'", false},
	{"a place's name", "UPDATE territory_node SET name = name || 'x' WHERE code = 'BL-B3'", false},
	{"where a place lies", "UPDATE territory_node SET parent = 990106 WHERE code = 'BL-B3'", false},
	{"a place is gone", "DELETE FROM territory_node WHERE code = 'BL-B3-U2'", false},
	{"a body's name", "UPDATE org SET name = name || 'x' WHERE code = 'bl-pm'", false},
	{"a body's place", "UPDATE org SET place = 0 WHERE code = 'bl-pm'", false},
	/* Not noticed: a code on paper and a program's token have no history; the last reading with the last step of it leave no trace. */
	{"a token's scopes", "UPDATE api_token SET scopes = 'x'", true},
	{"when a second factor was used", "UPDATE person SET totp_step = 9", true},
	{"a class that went out of use", "UPDATE catalogue_node SET state = 2", true},
	{"the last reading and its step", "DELETE FROM access_log WHERE id = (SELECT max(id) FROM access_log);"
	 "DELETE FROM flow_step WHERE subject_kind = 6 AND id = (SELECT max(id) FROM flow_step WHERE subject_kind = 6)", true},
};

/* What linli verify asks. */
static int
verify(struct world *world, struct tx *tx, int *broken)
{
	static const enum flow_subject kinds[] = {FLOW_APPEAL, FLOW_ACCOUNT, FLOW_ACCESS};
	int64_t ids[64], after, bad, unsealed;
	size_t n;

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		after = 0;
		do {
			TRY(flow_subjects(tx, WORLD_DISTRICT, kinds[k], after, ids, 64, &n));
			for (size_t i = 0; i < n; i++) {
				TRY(flow_verify(tx, WORLD_DISTRICT, kinds[k], after = ids[i], &bad));
				*broken += bad > 0;
			}
		} while (n == 64);
	}
	return feature_verify(world->features, tx, WORLD_DISTRICT, edit_count_line, broken, &unsealed);
}

static void
test_verify__notices_each_edit(void **state)
{
	(void)state;
	play_anew(story);
	assert_int_equal(edit_found(&w, NULL, verify), 0);
	assert_int_equal(edits_wrong(&w, edits, sizeof edits / sizeof *edits, verify), 0);
}

/* As a database from before there were seals: linli migrate and linli seal seal what they find, once. */
static void
test_verify__what_was_there_before_is_sealed_as_found(void **state)
{
	(void)state;
	play_anew(story);
	edit_rows(&w, "DELETE FROM flow_step WHERE subject_kind IN (2, 3, 4, 6)");
	assert_true(edit_found(&w, NULL, verify) > 0);
	assert_int_equal(seal_found(w.db), 0);
	assert_int_equal(seal_found(w.db), 0);
	assert_int_equal(edit_found(&w, NULL, verify), 0);
	assert_true(edit_found(&w, "UPDATE person SET password = 'x' WHERE login = 'shequ'", verify) > 0);
	assert_true(edit_found(&w, "UPDATE access_log SET reason = 'x'", verify) > 0);
}

/* ---- what is made anew ---- */

static int
make_anew(struct world *world, struct tx *tx, int *missing)
{
	int64_t last;
	bool is;

	(void)world;
	TRY(appeal_work_missing(tx, WORLD_DISTRICT, &is));
	*missing += is;
	return appeal_work_anew(tx, WORLD_DISTRICT, 0, 1, &last);
}

static int
run_anew(struct tx *tx, void *arg)
{
	return make_anew(&w, tx, arg);
}

/* As a database from before it was kept, and as one in which it was edited. */
static void
test_verify__what_cases_took_is_made_anew(void **state)
{
	static const char *const edits_of_it[] = {
		"DELETE FROM appeal_work", "UPDATE appeal_work SET minutes = 0, closed = closed + 3", "UPDATE appeal_work SET desk = desk + 1",
	};
	int missing = 0;

	(void)state;
	play_anew(story);
	for (size_t i = 0; i < sizeof edits_of_it / sizeof *edits_of_it; i++) {
		edit_rows(&w, edits_of_it[i]);
		assert_int_not_equal(edit_found(&w, NULL, verify), 0);
		assert_int_equal(db_write_now(w.db, &w.arena, run_anew, &missing), 0);
		assert_int_equal(edit_found(&w, NULL, verify), 0);
	}
	assert_int_equal(missing, 1);
}

SUITE(appeal_verify)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_verify__notices_each_edit, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_verify__what_cases_took_is_made_anew, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_verify__what_was_there_before_is_sealed_as_found, open_world, close_world),
	};

	return DB_ENV_EACH("verify", &engine, tests);
}
