/* public_test.c: no word of a case is public before somebody of the staff has looked at it.
 *
 * Cases are filed with a word of its own in everything that takes words; then every GET of the route table is asked by a visitor, by
 * another resident and by their program, with and without each of those words as what is looked for. A route that comes later is asked
 * too. */
#include <string.h>

#include "db_env.h"
#include "main/main.h"
#include "play.h"

/* What was said where; let: staff let it out. */
static const struct said {
	const char *word, *where;
	bool let;
} said[] = {
	{"墨鱼街灯", "title", true},	{"玄武岩段", "text", true},	 {"碧螺春茶", "text, covered by staff", false},
	{"紫檀拐角", "spot", false},	{"欧阳丁香", "name", false},	 {"13911112222", "phone", false},
	{"珊瑚礁盘", "answers", false}, {"琥珀补充", "addition", false}, {"翡翠重来", "reopening", false},
};
enum { SAID = sizeof said / sizeof *said };

static const char FILED[] =
	"as visitor ann\n"
	"JSON POST /api/appeal {\"title\":\"墨鱼街灯不亮\",\"text\":\"玄武岩段这里，碧螺春茶家的孩子摔了，电话13911112222\",\"place\":\"BL-B3\","
	"\"spot\":\"紫檀拐角\",\"anon\":\"named\",\"name\":\"欧阳丁香\",\"phone\":\"13911112222\",\"open\":true}\n"
	"201\n"
	"json code $code\n"
	"as wang\n"
	"UPLOAD /appeal text=玄武岩段又坏了&place=@BL-B3&anon=named&open=1&item=%路灯不亮%&q1=珊瑚礁盘&photo=<before.jpg\n"
	"303 /appeal/$other/receipt\n"
	"POST /appeal/$other/add text=琥珀补充一句\n"
	"303\n"
	"GET /appeal/$other\n"
	"200 has 琥珀补充\n"
	"keep file photo/([0-9a-f]{64})\n";

static const char REVIEWED[] =
	"as shequ\n"
	"POST /appeal/$code/publish open=1&also=碧螺春茶\n"
	"303\n"
	"POST /appeal/$other/dispatch org=org:bl-com&open=1\n"
	"303\n"
	"POST /appeal/$other/accept\n"
	"303\n"
	"UPLOAD /appeal/$other/reply text=换好了，又试了一遍&photo=<after.jpg\n"
	"303\n"
	"as wang\n"
	"POST /appeal/$other/reopen text=翡翠重来一次\n"
	"303\n"
	"jobs\n";

static const struct asker {
	const char *as;
	bool api;
} askers[] = {{"visitor", false}, {"visitor", true}, {"qian", false}, {"qian with token APPEAL_TRACK APPEAL_FILE", true}};

/* The route's address for a case; other arguments than code and file name nothing. */
static struct str
path_of(struct arena *a, const char *route, const char *code)
{
	struct str rest = str_sub(str_of(route), 1, strlen(route)), part;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&rest, '/', &part)) {
		BUF_LIT(&b, "/");
		if (str_is(part, ":code"))
			buf_str(&b, script_name(&played, str_of(code))->value);
		else if (str_is(part, ":file"))
			buf_str(&b, script_name(&played, S("file"))->value);
		else
			buf_str(&b, part.n && part.p[0] == ':' ? S("1") : part);
	}
	return b.n ? buf_done(&b) : S("/");
}

static bool
takes(const struct route *r, const char *field)
{
	for (size_t i = 0; r->form && i < r->form->n; i++)
		if (strcmp(r->form->v[i].name, field) == 0)
			return true;
	return false;
}

/* The words that may be there by now; shown notes which were, and listed which cases stand there whatever is looked for. */
static void
judge(struct str path, const struct asker *who, bool reviewed, const struct said *asked, bool *shown, bool listed[2])
{
	bool echoes = asked && !who->api;

	for (size_t i = 0; i < SAID && !echoes; i++) {
		bool there = str_has(played.got.body, str_of(said[i].word));

		shown[i] |= there;
		if (there && !(reviewed && said[i].let))
			fail_msg("%s is told the %s at %.*s%s%s", who->as, said[i].where, STR(path), asked ? "?…=" : "", asked ? asked->word : "");
	}
	for (int i = 0; i < 2 && !(reviewed && asked && asked->let); i++) {
		bool there = str_has(played.got.body, script_name(&played, i ? S("other") : S("code"))->value);

		if (!asked)
			listed[i] = there;
		else if (there && !listed[i])
			fail_msg("%s finds the case by its %s at %.*s", who->as, asked->where, STR(path));
	}
	if (played.got.status >= 500)
		fail_msg("%s at %.*s: %d", who->as, STR(path), played.got.status);
}

static void
ask(const struct route *r, const struct asker *who, bool reviewed, bool *shown)
{
	static const char *const codes[] = {"code", "other"}, *const fields[] = {"q", "text"};
	bool listed[2];

	for (size_t c = 0; c < 2; c++) {
		struct str path = path_of(&w.arena, r->path, codes[c]);

		if (!script_request(&played, S("GET"), path))
			fail_msg("%.*s: %.*s", STR(path), STR(played.problem));
		judge(path, who, reviewed, NULL, shown, listed);
		for (size_t f = 0; f < 2 && c == 0; f++)
			for (size_t i = 0; takes(r, fields[f]) && i < SAID; i++) {
				struct str with = str_fmt(&w.arena, "%.*s?%s=%s", STR(path), fields[f], said[i].word);

				if (!script_request(&played, S("GET"), with))
					fail_msg("%.*s: %.*s", STR(with), STR(played.problem));
				judge(path, who, reviewed, &said[i], shown, listed);
			}
	}
}

static int
ask_all(const struct asker *who, bool reviewed, bool *shown)
{
	int asked = 0;

	play(str_fmt(&w.arena, "as %s\n", who->as).p);
	for (size_t f = 0; f < all_features.n; f++)
		for (const struct route_table *const *t = all_features.v[f]->routes; t && *t; t++)
			for (size_t i = 0; i < (*t)->n; i++) {
				const struct route *r = &(*t)->v[i];

				if (r->method != GET || str_starts(str_of(r->path), S("/api/")) != who->api)
					continue;
				ask(r, who, reviewed, shown);
				asked++;
			}
	return asked;
}

static void
test_public__no_word_before_somebody_looked(void **state)
{
	bool shown[SAID] = {false};

	(void)state;
	play(FILED);
	for (size_t i = 0; i < sizeof askers / sizeof *askers; i++)
		assert_true(ask_all(&askers[i], false, shown) > 10);
	for (size_t i = 0; i < SAID; i++)
		assert_false(shown[i]);
}

static void
test_public__afterwards_what_was_let_out(void **state)
{
	bool shown[SAID] = {false};

	(void)state;
	play(FILED);
	play(REVIEWED);
	for (size_t i = 0; i < sizeof askers / sizeof *askers; i++)
		ask_all(&askers[i], true, shown);
	for (size_t i = 0; i < SAID; i++)
		assert_int_equal(shown[i], said[i].let);
}

SUITE(public)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_public__no_word_before_somebody_looked, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_public__afterwards_what_was_let_out, open_world, close_world),
	};

	return DB_ENV_EACH("public", &engine, tests);
}
