/* share_verify_test.c: who changes a booking or what a place holds by hand is told of by verify: each column that says something, one
 * after the other. What it does not notice stands here too. */
#include "db_env.h"
#include "edits.h"
#include "features/share/share.h"
#include "kit/feature.h"
#include "kit/flow.h"
#include "play.h"

/* A room that is booked whole: one time asked and accepted, one refused, one full with somebody who waits, one for a body, one that
 * nobody came to. The room of the other community stays empty. */
static const char story[] =
	"as shequ\n"
	"POST /share/new name=活动室&kind=room&place=@BL&org=org:bl-com&seats=20&whole=1&who=anybody&approval=1&step=60&least=1&most=4&ahead=30&wait=offer&check_in=1&absent_most=1&absent_days=90&pause_days=30&h2=8:00-21:00&h5=9:00-21:00&h6=9:00-21:00\n"
	"303 /share/$room/day\n"
	"POST /share/$room/book day=2026-11-22&from=9:00&to=10:00&people=4&purpose=议事&for=org:bl-com\n"
	"303\n"
	"as wang\n"
	"POST /share/$room/book day=2026-11-18&from=11:00&to=14:00&people=3&purpose=排练\n"
	"303\n"
	"POST /share/$room/book day=2026-11-21&from=9:00&to=10:00&people=8&purpose=排练\n"
	"303\n"
	"POST /share/$room/book day=2026-11-21&from=15:00&to=16:00&people=8&purpose=生日会\n"
	"303\n"
	"as qian\n"
	"POST /share/$room/book day=2026-11-21&from=9:00&to=10:00&people=2&purpose=下棋&wait=1\n"
	"303\n"
	"as shequ\n"
	"GET /share/$room/day?day=2026-11-18\n"
	"200\n"
	"keep missed action=\"/share/booking/([0-9]+)/accept\"\n"
	"POST /share/booking/$missed/accept\n"
	"303\n"
	"GET /share/$room/day?day=2026-11-21\n"
	"200\n"
	"keep first action=\"/share/booking/([0-9]+)/accept\"\n"
	"POST /share/booking/$first/accept\n"
	"303\n"
	"GET /share/$room/day?day=2026-11-21\n"
	"200\n"
	"keep second action=\"/share/booking/([0-9]+)/accept\"\n"
	"POST /share/booking/$second/refuse why=那天下午检修空调\n"
	"303\n"
	"at 2026-11-18 12:20\n"
	"POST /share/booking/$missed/absent\n"
	"303\n";

#define FIRST "(SELECT id FROM share_booking WHERE purpose = '排练' AND people = 8)"
#define MISSED "(SELECT id FROM share_booking WHERE people = 3)"
#define ITS_TAKE "(SELECT take FROM share_booking WHERE purpose = '排练' AND people = 8)"

static const struct edit edits[] = {
	{"begin", "UPDATE share_booking SET from_at = from_at + 3600 WHERE id = " FIRST, false},
	{"end", "UPDATE share_booking SET to_at = to_at + 3600 WHERE id = " FIRST, false},
	{"state", "UPDATE share_booking SET state = 5 WHERE id = " FIRST, false},
	{"a state that is none", "UPDATE share_booking SET state = 99 WHERE id = " FIRST, false},
	{"who", "UPDATE share_booking SET person = person + 1 WHERE id = " FIRST, false},
	{"nobody", "UPDATE share_booking SET person = 0 WHERE id = " FIRST, false},
	{"for which body", "UPDATE share_booking SET for_org = 0 WHERE for_org > 0", false},
	{"how many people", "UPDATE share_booking SET people = people + 1 WHERE id = " FIRST, false},
	{"purpose", "UPDATE share_booking SET purpose = 'x' WHERE id = " FIRST, false},
	{"no purpose", "UPDATE share_booking SET purpose = '' WHERE id = " FIRST, false},
	{"why it was refused", "UPDATE share_booking SET why = 'x' WHERE state = 6", false},
	{"sequence", "UPDATE share_booking SET sequence = sequence + 1 WHERE id = " FIRST, false},
	{"when it changed", "UPDATE share_booking SET changed_at = changed_at - 60 WHERE id = " FIRST, false},
	{"its series", "UPDATE share_booking SET series = 7 WHERE id = " FIRST, false},
	{"the body that answers", "UPDATE share_booking SET org = org + 1 WHERE id = " FIRST, false},
	{"its place", "UPDATE share_booking SET thing = thing + 1 WHERE id = " FIRST, false},
	{"its steps", "UPDATE share_booking SET steps = 0 WHERE id = " FIRST, false},
	{"an absence is called a visit", "UPDATE share_booking SET state = 8 WHERE id = " MISSED, false},
	{"the booking is gone", "DELETE FROM share_booking WHERE id = " FIRST, false},
	{"the booking and its history are gone", "DELETE FROM flow_step WHERE subject = " FIRST "; DELETE FROM share_booking WHERE id = " FIRST, false},
	{"the last step is gone", "DELETE FROM flow_step WHERE subject_kind = 7 AND seq = 2 AND subject = " FIRST, false},
	{"the history is gone", "DELETE FROM flow_step WHERE subject_kind = 7 AND subject = " FIRST, false},
	{"a step's text", "UPDATE flow_step SET text = 'x' WHERE text <> '' AND subject_kind = 7", false},
	{"texts are emptied", "UPDATE flow_step SET text = '', text_salt = '' WHERE subject_kind = 7; UPDATE share_booking SET purpose = '', why = ''", false},
	{"a step's person", "UPDATE flow_step SET person = person + 1 WHERE subject_kind = 7", false},
	{"a take's time", "UPDATE slot_take SET first = first + 1, past = past + 1 WHERE id = " ITS_TAKE, false},
	{"a take's number", "UPDATE slot_take SET units = units + 1 WHERE id = " ITS_TAKE, false},
	{"a take's state", "UPDATE slot_take SET state = 5 WHERE id = " ITS_TAKE, false},
	{"a take's person", "UPDATE slot_take SET person = person + 1 WHERE id = " ITS_TAKE, false},
	{"a take is gone", "DELETE FROM slot_take WHERE id = " ITS_TAKE, false},
	{"a hold that never ends", "UPDATE slot_take SET due_at = 0 WHERE state = 1", true},
	{"a cell counts more", "UPDATE slot_cell SET used = used + 1, room = room + 1", false},
	{"a cell counts less", "UPDATE slot_cell SET used = 0 WHERE used > 0", false},
	{"a cell that was given back", "UPDATE slot_cell SET used = 1 WHERE used = 0", false},
	{"cells are gone", "DELETE FROM slot_cell WHERE used > 0", false},
	{"when nobody came", "UPDATE slot_take SET ended_at = ended_at + 7200 WHERE state = 7", false},
	/* Not noticed: rules for booking and pauses have no history. */
	{"opening hours", "UPDATE share_hours SET to_min = to_min + 60", true},
	{"a rule", "UPDATE share_thing SET open_most = 99", true},
	{"a pause", "DELETE FROM share_pause", true},
	{"an earlier minute of the same cell", "UPDATE slot_take SET ended_at = ended_at - 60 WHERE state = 7", true},
};

/* What linli verify asks. */
static int
verify(struct world *world, struct tx *tx, int *broken)
{
	int64_t ids[64], bad;
	size_t n;

	(void)world;
	TRY(flow_subjects(tx, WORLD_DISTRICT, FLOW_BOOKING, 0, ids, 64, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(flow_verify(tx, WORLD_DISTRICT, FLOW_BOOKING, ids[i], &bad));
		*broken += bad > 0;
	}
	return share_verify(tx, WORLD_DISTRICT, edit_count_line, broken);
}

static void
test_share_verify__notices_each_edit(void **state)
{
	(void)state;
	play_anew(story);
	assert_int_equal(edit_found(&w, NULL, verify), 0);
	assert_int_equal(edits_wrong(&w, edits, sizeof edits / sizeof *edits, verify), 0);
}

/* A booking from before there were histories holds as it is, and begins its own with its next change. */
static void
test_share_verify__old_bookings_begin_a_history(void **state)
{
	(void)state;
	play_anew(story);
	edit_rows(&w, "DELETE FROM flow_step WHERE subject_kind = 7; UPDATE share_booking SET steps = 0");
	assert_int_equal(edit_found(&w, NULL, verify), 0);
	play_anew("as wang\n"
	     "GET /share/mine\n"
	     "200\n"
	     "keep mine action=\"/share/booking/([0-9]+)/cancel\"\n"
	     "POST /share/booking/$mine/cancel\n"
	     "303\n");
	assert_int_equal(edit_found(&w, NULL, verify), 0);
	assert_true(edit_found(&w, "UPDATE share_booking SET people = 9 WHERE steps = 2", verify) > 0);
}

struct shown {
	int64_t id;
	struct str text;
};

static int
show(struct tx *tx, void *arg)
{
	struct shown *s = arg;
	struct buf b;

	buf_init(&b, tx->arena);
	TRY(share_show(tx, WORLD_DISTRICT, str_fmt(tx->arena, "%lld", (long long)s->id), &b));
	s->text = buf_done(&b);
	return 0;
}

static int
first_history(struct tx *tx, void *arg)
{
	struct shown *s = arg;
	size_t n;

	return flow_subjects(tx, WORLD_DISTRICT, FLOW_BOOKING, 0, &s->id, 1, &n);
}

static void
test_share_verify__one_booking_on_one_screen(void **state)
{
	struct shown s = {0};

	(void)state;
	play_anew(story);
	assert_int_equal(db_read_now(w.db, &w.arena, first_history, &s), 0);
	assert_int_equal(db_read_now(w.db, &w.arena, show, &s), 0);
	assert_true(str_has(s.text, S("of place")) && str_has(s.text, S("活动室")) && str_has(s.text, S("verify: holds")));
	assert_true(str_has(s.text, S("booked")));
	s.id = 4711;
	assert_int_equal(db_read_now(w.db, &w.arena, show, &s), E_NOTFOUND);
}

SUITE(share_verify)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_share_verify__notices_each_edit, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_share_verify__old_bookings_begin_a_history, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_share_verify__one_booking_on_one_screen, open_world, close_world),
	};

	return DB_ENV_EACH("share_verify", &engine, tests);
}
