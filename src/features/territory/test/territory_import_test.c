/* territory_import_test.c: the national table and the district's own places from files. */
#include "territory_help.h"
#include "suite.h"

struct told {
	struct import_report rep;
	size_t line[32];
	const char *why[32];
	size_t n;
};

static void
note_bad(void *ctx, size_t line, const char *why)
{
	struct told *t = ctx;

	assert_true(t->n < COUNT(t->line));
	t->line[t->n] = line;
	t->why[t->n++] = why;
}

static struct told
text(const char *lines)
{
	struct told *t = NEW(&A, struct told);

	t->rep = (struct import_report){.on_bad = note_bad, .ctx = t};
	assert_int_equal(territory_import_text(T, str_of(lines), &t->rep), 0);
	assert_int_equal(t->rep.bad, t->n);
	return *t;
}

static struct told
table(const char *csv, int (*import)(struct tx *, struct sheet *, struct import_report *))
{
	struct told *t = NEW(&A, struct told);
	struct sheet *s;
	struct str why;

	t->rep = (struct import_report){.on_bad = note_bad, .ctx = t};
	assert_int_equal(sheet_open_bytes(str_of(csv), S("x.csv"), &s, &A, &why), 0);
	assert_int_equal(import(T, s, &t->rep), 0);
	sheet_close(s);
	assert_int_equal(t->rep.bad, t->n);
	return *t;
}

static int
own(struct tx *tx, struct sheet *s, struct import_report *rep)
{
	return territory_import_table(tx, &sys, s, rep);
}

static int
own_as_clerk(struct tx *tx, struct sheet *s, struct import_report *rep)
{
	struct actor clerk = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);

	return territory_import_table(tx, &clerk, s, rep);
}

static struct division
by_code(const char *code)
{
	struct division d = {0};

	assert_int_equal(territory_division_by_code(T, str_of(code), &d), 0);
	return d;
}

static size_t
children(int64_t parent)
{
	struct division_list list;
	struct str next;

	assert_int_equal(territory_divisions(T, parent, S(""), 1000, &list, &next), 0);
	assert_str(next, "");
	return list.n;
}

static const char province[] = "河北省\n\t石家庄市\n\t\t长安区\n\t\t\t建北街道\n\t\t\t\t棉一社区居"
			       "民委员会\n\t\t\t\t北岭社区居委会\n"
			       "\t\t\t青园街道\n\t\t\t\t青园村委会\n\t\t桥西区\n\t唐山市\n";

/* ---- the national table ---- */

static void
test_text__goes_in_once(void **state)
{
	struct told t = text(province);
	struct division_list list;
	struct str next;

	(void)state;
	assert_int_equal(t.rep.read, 10);
	assert_int_equal(t.rep.added, 10);
	assert_int_equal(t.n, 0);
	t = text(province);
	assert_int_equal(t.rep.added, 0);
	assert_int_equal(t.n, 0);
	assert_int_equal(territory_divisions(T, 0, S(""), 10, &list, &next), 0);
	assert_int_equal(list.n, 1);
	assert_str(list.v[0].name, "河北省");
	assert_str(list.v[0].initials, "hbs");
	assert_int_equal(children(list.v[0].id), 2);
	assert_int_equal(territory_divisions(T, list.v[0].id, S(""), 1, &list, &next), 0);
	assert_str(list.v[0].name, "石家庄市");
	assert_int_equal(territory_divisions(T, list.v[0].parent, next, 1, &list, &next), 0);
	assert_str(list.v[0].name, "唐山市");
	assert_str(next, "");
}

static void
test_text__takes_mark_line_ends_and_a_last_line_without(void **state)
{
	struct told t = text("\xef\xbb\xbf海南省\r\n\t海口市\r\n\t\t秀英区");

	(void)state;
	assert_int_equal(t.rep.added, 3);
	assert_int_equal(t.n, 0);
	assert_int_equal(text("").rep.read, 0);
}

static void
test_text__bad_lines_are_told_and_the_rest_goes_in(void **state)
{
	struct told t = text("河北省\n\t\t长安区\n\t\t\t建北街道\n\t石家庄市\n\t\n\t\t\xff\xfe\n\t"
			     "唐山市\n\t石家庄市\n\t\t裕华区\n"
			     "\t\t\t\t\t\t太深\n\t\t裕华\t区\n");
	static const size_t lines[] = {2, 3, 5, 6, 8, 10, 11};

	(void)state;
	assert_int_equal(t.n, COUNT(lines));
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_equal(t.line[i], lines[i]);
	assert_int_equal(t.rep.added, 4);
}

static void
test_text__cities_without_counties(void **state)
{
	struct told t = text("广东省\n\t东莞市\n\t\t\t东城街道\n\t\t\t\t岗贝社区居民委员会\n");

	(void)state;
	assert_int_equal(t.rep.added, 4);
	assert_int_equal(t.n, 0);
	t = table("code,name,provinceCode\n44,广东省,\n4419,\"东莞市\",44\n441900,\"东莞市\","
		  "4419\n441900003,\"东城街道\",441900\n",
		  territory_import_codes);
	assert_int_equal(t.n, 0);
	assert_int_equal(t.rep.added, 0);
	assert_int_equal(t.rep.changed, 3);
	assert_str(by_code("441900").name, "东莞市");
	assert_int_equal(by_code("441900").id, by_code("4419").id);
	assert_int_equal(by_code("441900003").parent, by_code("4419").id);
}

static const char codes[] = "code,name,areaCode\n13,河北省,\n1301,石家庄市,13\n130102,长安区,"
			    "1301\n130102001,\"建北街道\",130102\n";

static void
test_codes__after_or_before_the_text_are_the_same(void **state)
{
	struct told t;

	(void)state;
	t = table(codes, territory_import_codes);
	assert_int_equal(t.rep.added, 4);
	t = text(province);
	assert_int_equal(t.rep.added, 6);
	t = table(codes, territory_import_codes);
	assert_int_equal(t.rep.added + t.rep.changed + t.n, 0);
	assert_int_equal(children(by_code("130102001").id), 2);
}

static void
test_codes__bad_rows(void **state)
{
	struct told t = table("code,name,parent\n13,河北省,\n1301,石家庄市,13\n1302,石家庄市,"
			      "13\n1301,唐山市,13\n99,外省,\n130,短,13\n"
			      "1303,\"\",13\n1304,邯郸市,77\n1305,邢台市,\n130102,长安区,"
			      "1301\n13010200,长,130102\n1301,石家庄市,13\n",
			      territory_import_codes);
	static const size_t lines[] = {4, 5, 6, 7, 8, 9, 10, 12, 13};

	(void)state;
	assert_int_equal(t.n, COUNT(lines));
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_equal(t.line[i], lines[i]);
	assert_int_equal(t.rep.added, 3);
}

static void
test_national_search__pages_by_name_and_initials(void **state)
{
	struct division_hit_list hits;
	struct str next;

	(void)state;
	text(province);
	assert_int_equal(territory_division_search(T, S("bl"), S(""), 10, &hits, &next), 0);
	assert_int_equal(hits.n, 1);
	assert_str(hits.v[0].name, "北岭社区居委会");
	assert_str(hits.v[0].up1, "建北街道");
	assert_str(hits.v[0].up4, "河北省");
	assert_int_equal(territory_division_search(T, S("青园"), S(""), 1, &hits, &next), 0);
	assert_int_equal(hits.n, 1);
	assert_true(next.n > 0);
	assert_int_equal(territory_division_search(T, S("青园"), next, 1, &hits, &next), 0);
	assert_int_equal(hits.n, 1);
	assert_str(hits.v[0].name, "青园街道");
	assert_str(next, "");
	assert_int_equal(territory_division_search(T, S("%"), S("x y"), 1, &hits, &next), 0);
	assert_int_equal(hits.n, 0);
}

static void
test_open_district__adopts_what_is_known(void **state)
{
	struct territory_node_list list;
	struct territory_node street_of;
	int64_t root;

	(void)state;
	text(province);
	table(codes, territory_import_codes);
	assert_int_equal(territory_open_district(T, 130102, S("长安区"), &root), 0);
	assert_int_equal(territory_by_code(T, 130102, S("130102001"), &street_of), 0);
	assert_str(street_of.name, "建北街道");
	assert_int_equal(territory_communities(T, 130102, &list), 0);
	assert_int_equal(list.n, 3);
	assert_str(list.v[0].name, "北岭社区");
	assert_str(list.v[0].plate, "BL");
	assert_str(list.v[2].name, "青园村");
	assert_int_equal(list.v[2].kind, TERRITORY_VILLAGE);
	REFUSED(territory_open_district(T, 130102, S("长安区"), &root), E_STALE, "code");
	REFUSED(territory_open_district(T, 13, S("长安区"), &root), E_INVALID, "code");
	REFUSED(territory_open_district(T, 130109, S(" "), &root), E_INVALID, "name");
}

static void
test_open_district__by_name_when_only_one_has_it(void **state)
{
	struct territory_node_list list;
	int64_t root;

	(void)state;
	text(province);
	assert_int_equal(territory_open_district(T, 990102, S("长安区"), &root), 0);
	assert_int_equal(territory_communities(T, 990102, &list), 0);
	assert_int_equal(list.n, 3);
	text("陕西省\n\t西安市\n\t\t长安区\n");
	assert_int_equal(territory_open_district(T, 990103, S("长安区"), &root), 0);
	assert_int_equal(territory_communities(T, 990103, &list), 0);
	assert_int_equal(list.n, 0);
}

/* ---- a district's own table ---- */

static const char places[] = "code,name,parent,kind,lon,lat,name_en\n"
			     "NT-A1,塘边苑片区,NT,area,114.0448,22.6546,Tangbianyuan\n"
			     "NT-G9,网格 09,NT-A1,,,,\n"
			     "NT-B5,5号楼,NT-G9,,114.0449,22.6547,Building 5\n"
			     "NT-B5-U1,1单元,NT-B5,,,,\n"
			     "NT-B5-U1-101,101室,NT-B5-U1,,,,\n"
			     "NT-M1,东头,NT-G9,微网格,,,\n";

static struct territory_node
place(const char *code)
{
	struct territory_node n = {0};

	assert_int_equal(territory_by_code(T, D, str_of(code), &n), 0);
	return n;
}

static void
test_table__goes_in_once(void **state)
{
	struct told t = table(places, own);

	(void)state;
	assert_int_equal(t.n, 0);
	assert_int_equal(t.rep.added, 6);
	assert_int_equal(place("NT-G9").level, LEVEL_GRID);
	assert_int_equal(place("NT-B5").level, LEVEL_BUILDING);
	assert_int_equal(place("NT-B5").lon, 1140449000);
	assert_int_equal(place("NT-B5-U1-101").level, LEVEL_ROOM);
	assert_int_equal(place("NT-M1").kind, TERRITORY_MICRO_GRID);
	t = table(places, own);
	assert_int_equal(t.rep.added + t.rep.changed + t.n, 0);
	t = table("编码,名称,上级,英文名\nNT-B5,五号楼,NT-G9,\n", own);
	assert_int_equal(t.rep.changed, 1);
	assert_str(place("NT-B5").name, "五号楼");
	assert_str(place("NT-B5").name_en, "Building 5");
}

static void
test_table__bad_rows_do_not_stop_it(void **state)
{
	struct told t = table("code,name,parent,kind,lon\n"
			      "X1,,BL,,\nX2,楼,NO-SUCH,,\nX "
			      "3,2号楼,BL-G1,,\nX4,2号楼,BL-G1,宫殿,\nX5,2号楼,BL-G1,,abc\n"
			      "BL-B3,3号楼,NT,,\nX6,9室,BL-G1,,\nX7,6号楼,BL-G1,,\n",
			      own);

	(void)state;
	assert_int_equal(t.n, 7);
	assert_int_equal(t.rep.added, 1);
	assert_int_equal(t.line[6], 8);
	assert_str(place("X7").name, "6号楼");
	assert_null(T->fault.text);
}

static void
test_table__only_at_ones_own_place(void **state)
{
	struct told t = table(
		"code,name,parent,kind\nA1,7号楼,BL-G1,\nA2,7号楼,NT-G1,\nNT-G1,改名,NT,\n",
		own_as_clerk);

	(void)state;
	assert_int_equal(t.rep.added, 1);
	assert_int_equal(t.n, 2);
	assert_str(node(other_grid).name, "网格 01");
}

static void
test_table__floors_make_rooms(void **state)
{
	struct told t = table(
		"code,name,parent,level,floors,rooms_per_floor\nBL-B3-U1,1单元,BL-B3,unit,6,2\n",
		own);

	(void)state;
	assert_int_equal(t.n, 0);
	assert_int_equal(t.rep.added, 13);
	assert_str(place("BL-B3-U1-602").full_name, "和平里片区 3号楼1单元602室");
}

/* How many households a community has, and nothing else has any. */
static void
test_table__households_of_communities(void **state)
{
	struct territory_node c = place("BL");
	struct told t = table("编码,名称,上级,类别,户数\nBL,北岭社区,YH,社区,1200\n", own);
	int64_t n;

	(void)state;
	assert_int_equal(t.n, 0);
	assert_int_equal(t.rep.changed, 1);
	assert_int_equal(territory_households(T, D, c.id, &n), 0);
	assert_int_equal(n, 1200);
	t = table("编码,名称,上级,类别,户数\nBL,北岭社区,YH,社区,1200\n", own);
	assert_int_equal(t.rep.changed, 0);
	t = table("编码,名称,上级,类别,户数\nBL,北岭社区,YH,社区,\n", own);
	assert_int_equal(t.rep.changed, 0);
	t = table("编码,名称,上级,类别,户数\nBL-B3,3号楼,BL-G1,楼栋,12\n", own);
	assert_int_equal(t.n, 1);
	assert_int_equal(territory_households(T, D, c.id, &n), 0);
	assert_int_equal(n, 1200);
}

static int
count_rows(void *ctx, const struct str cells[TERRITORY_COLUMNS])
{
	struct str *csv = ctx;

	*csv = str_fmt(&A, "%.*s%.*s,%.*s,%.*s,%.*s\n", STR(*csv), STR(cells[0]), STR(cells[1]),
		       STR(cells[2]), STR(cells[3]));
	return 0;
}

static void
test_export__can_be_imported_again(void **state)
{
	struct actor visitor = {.kind = ACTOR_VISITOR, .district = D, .scopes = PERM_SET_ALL};
	struct str csv = S("code,name,parent,kind\n"), public = S("");
	struct told t;

	(void)state;
	table(places, own);
	assert_int_equal(territory_export(T, &sys, D, count_rows, &csv), 0);
	t = table(csv.p, own);
	assert_int_equal(t.rep.read, 13);
	assert_int_equal(t.rep.added + t.rep.changed + t.n, 0);
	assert_int_equal(territory_export(T, &visitor, D, count_rows, &public), 0);
	assert_false(str_has(public, S("101室")));
	assert_true(str_has(public, S("NT-B5-U1,1单元,NT-B5,unit")));
}

static void
test_is_national__by_code_and_columns(void **state)
{
	static const struct str three[] = {{"code", 4}, {"name", 4}, {"p", 1}},
				kinds[] = {{"code", 4}, {"name", 4}, {"parent", 6}, {"kind", 4}};
	static const struct str yes[] = {{"110101001", 9}, {"a", 1}, {"110101", 6}, {"", 0}};
	static const struct str no[] = {{"990106001", 9}, {"a", 1}, {"990106", 6}, {"", 0}};
	static const struct str stray[] = {{"110101001", 9}, {"a", 1}, {"BL", 2}, {"", 0}};

	(void)state;
	assert_true(
		territory_is_national(&(struct sheet_row){.names = three, .cells = yes, .n = 3}));
	assert_false(
		territory_is_national(&(struct sheet_row){.names = three, .cells = no, .n = 3}));
	assert_false(
		territory_is_national(&(struct sheet_row){.names = three, .cells = stray, .n = 3}));
	assert_false(
		territory_is_national(&(struct sheet_row){.names = kinds, .cells = yes, .n = 4}));
}

#define NATIONAL(name) cmocka_unit_test_setup_teardown(test_##name, setup_empty, teardown)
#define DISTRICT(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

SUITE(territory_import)
{
	const struct CMUnitTest tests[] = {
		NATIONAL(text__goes_in_once),
		NATIONAL(text__takes_mark_line_ends_and_a_last_line_without),
		NATIONAL(text__bad_lines_are_told_and_the_rest_goes_in),
		NATIONAL(text__cities_without_counties),
		NATIONAL(codes__after_or_before_the_text_are_the_same),
		NATIONAL(codes__bad_rows),
		NATIONAL(national_search__pages_by_name_and_initials),
		NATIONAL(open_district__adopts_what_is_known),
		NATIONAL(open_district__by_name_when_only_one_has_it),
		DISTRICT(table__goes_in_once),
		DISTRICT(table__bad_rows_do_not_stop_it),
		DISTRICT(table__only_at_ones_own_place),
		DISTRICT(table__floors_make_rooms),
		DISTRICT(table__households_of_communities),
		DISTRICT(export__can_be_imported_again),
		NATIONAL(is_national__by_code_and_columns),
	};

	return DB_ENV_EACH("territory tables", &engine, tests);
}
