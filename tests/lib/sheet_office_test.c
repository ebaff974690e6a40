/* sheet_office_test.c: tables as offices make and send them. */
#include "sheet_help.h"

static void
test_csv__separators(void **state)
{
	(void)state;
	assert_rows(S("a;b\n1,5;\"2;3\"\n"), "x.csv", "a|b\n1,5|2;3\n");
	assert_rows(S("编号，内容，时间\n1，路灯，2026/3/1\n"), "x.csv", "编号|内容|时间\n1|路灯|2026/3/1\n");
	assert_rows(S("\xb1\xe0\xba\xc5\xa3\xac\xc4\xda\xc8\xdd\n1\xa3\xac\xb5\xc6\n"), "x.csv", "编号|内容\n1|灯\n");
	assert_rows(S("sep=;\r\na;b,c\r\n1;2\r\n"), "x.csv", "a|b,c\n1|2\n");
	assert_rows(S("\xef\xbb\xbf\"sep=,\"\na,b\n1,2\n"), "x.csv", "a|b\n1|2\n");
	assert_rows(S("sep=\t\na\tb,c\n1\t2\n"), "x.csv", "a|b,c\n1|2\n");
	assert_rows(S("二〇二六年台账\n编号;内容\n1;灯，坏了\n2;路，坏了\n"), "x.csv", "编号|内容\n1|灯，坏了\n2|路，坏了\n");
}

/* One column of sentences is one column. */
static void
test_csv__sentences_are_no_columns(void **state)
{
	(void)state;
	assert_rows(S("text\nfoo; bar\nbaz\n"), "x.csv", "text\nfoo; bar\nbaz\n");
	assert_rows(S("内容\n你好，世界\n灯坏了，路也坏了，都坏了\n"), "x.csv", "内容\n你好，世界\n灯坏了，路也坏了，都坏了\n");
}

static void
test_csv__utf_16(void **state)
{
	(void)state;
	assert_rows(S("\xff\xfe" "a\0\t\0b\0\r\0\n\0" "1\0\t\0\x6f\x70\r\0\n\0"), "x.txt", "a|b\n1|灯\n");
	assert_rows(S("\xfe\xff\0a\0,\0b\0\n\0" "1\0,\x70\x6f\0\n"), "x.csv", "a|b\n1|灯\n");
}

static void
test_csv__titles_above_the_heading(void **state)
{
	(void)state;
	assert_rows(S("2026年10月诉求台账,,,\nid,title,text,time\n1,灯,坏了,2026\n"), "x.csv", "id|title|text|time\n1|灯|坏了|2026\n");
	assert_rows(S("台账,,,,,\n填报单位：北岭社区,,,填报日期：,3月1日,\n编号,标题,内容,时间,类别,地点\n1,灯,坏了,2026,,\n2,路,坏了,2026,,\n"), "x.csv",
		    "编号|标题|内容|时间|类别|地点\n1|灯|坏了|2026||\n2|路|坏了|2026||\n");
}

/* One wide row among others is a bad row, and a heading of two names is one. */
static void
test_csv__a_wide_row_is_bad(void **state)
{
	(void)state;
	assert_rows(S("a,b\n1,2,3,4,5\n1,2\n3,4\n"), "x.csv", "a|b\n#2! |\n1|2\n3|4\n");
	assert_rows(S("a,b\n1,2,3,4,5\n"), "x.csv", "a|b\n#2! |\n");
}

static void
test_cells__errors_and_guards(void **state)
{
	(void)state;
	assert_rows(S("a,b\n1,#DIV/0!\n#N/A,2\n3,#号楼\n"), "x.csv", "a|b\n#2! |\n#3! |\n3|#号楼\n");
	assert_rows(S("a,b\n'=1+1,'+86 1\n'tis,''=x\n'5,'-5\n"), "x.csv", "a|b\n=1+1|+86 1\n'tis|'=x\n'5|'-5\n");
	assert_rows(S("{\"a\":\"'=1\",\"b\":\"#N/A\"}\n"), "x.jsonl", "a|b\n'=1|#N/A\n");
}

static void
test_json__a_list(void **state)
{
	(void)state;
	assert_rows(S("\xef\xbb\xbf [{\"a\":1,\n\"b\":\"x\"},\n 5, {\"a\":2,\"b\":null}]\n"), "x.json", "a|b\n1|x\n#2! \n2|\n");
	assert_rows(S("[]"), "x.json", "");
	assert_rows(S("[{\"a\":1},\n{\"a\""), "x.json", "not whole JSON, in line 2");
}

static void
test_advice__says_what_to_do(void **state)
{
	(void)state;
	assert_true(str_has(str_of(sheet_advice(S("\xd0\xcf\x11\xe0"), S("x.xlsx"))), S("密码")));
	assert_true(str_has(str_of(sheet_advice(S("\xd0\xcf\x11\xe0"), S("x.xls"))), S(".xls")));
	assert_true(str_has(str_of(sheet_advice(S("<html>"), S("x.xls"))), S("网页")));
	assert_true(str_has(str_of(sheet_advice(S("\x7f" "ELF"), S("x"))), S("CSV")));
}

#define AT(ref, v) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" v "</t></is></c>"
#define MERGED                                                                                                                         \
	"<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"B4:B5\"/></mergeCells>"

/* A first sheet with nothing in it, a title, a heading of two rows, cells merged over two rows. */
static void
test_xlsx__as_offices_make_them(void **state)
{
	static const char *const parts[] = {
		BOOK_PARTS(BOOK("<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"b\" sheetId=\"2\" r:id=\"r4\"/></sheets>")),
		SHEET(""), "xl/worksheets/t.xml",
		"<worksheet " MAIN_NS "><sheetData><row r=\"1\">" AT("A1", "台账") "</row><row r=\"2\">" AT("A2", "编号") AT("B2", "地点")
		"</row><row r=\"3\">" AT("B3", "社区") AT("C3", "楼栋") "</row><row r=\"4\">" AT("A4", "1") AT("B4", "北岭") AT("C4", "3")
		"</row><row r=\"5\">" AT("A5", "2") AT("C5", "4") "</row><row r=\"6\">" AT("A6", "3") "</row></sheetData>" MERGED
		"</worksheet>", NULL};

	(void)state;
	assert_rows(zipped(parts), "x.xlsx", "编号|社区|楼栋\n1|北岭|3\n2|北岭|4\n3||\n");
}

/* Merges that begin in any order, one after the other in a column, and one over all that follows. */
static void
test_xlsx__merges_one_after_the_other(void **state)
{
	(void)state;
	assert_rows(book_of("<worksheet " MAIN_NS "><sheetData><row r=\"1\">" AT("A1", "a") AT("B1", "b") AT("C1", "c") "</row><row r=\"2\">" AT("A2", "x")
				    AT("B2", "1") AT("C2", "all") "</row><row r=\"3\">" AT("B3", "2") "</row><row r=\"4\">" AT("A4", "y") AT("B4", "3")
				    "</row><row r=\"5\">" AT("B5", "4") "</row></sheetData><mergeCells><mergeCell ref=\"C2:C5\"/>"
				    "<mergeCell ref=\"A4:A5\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B9:A1\"/><mergeCell ref=\"x\"/></mergeCells></worksheet>"),
		    "x.xlsx", "a|b|c\nx|1|all\nx|2|all\ny|3|all\ny|4|all\n");
}

static void
test_xlsx__other_sheets_are_named(void **state)
{
	static const char *const parts[] = {
		BOOK_PARTS(BOOK("<sheets><sheet name=\"1月\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"2月\" sheetId=\"2\" r:id=\"r4\"/></sheets>")),
		SHEET(HEAD2 ROW(CELL("1") CELL("2"))), "xl/worksheets/t.xml", SHEET(HEAD2 ROW(CELL("3") CELL("4"))), NULL};
	struct sheet *s;
	struct str why;

	(void)state;
	assert_int_equal(sheet_open_bytes(zipped(parts), S("x.xlsx"), &s, &A, &why), 0);
	assert_string_equal(str_z(&A, sheet_others(s)), "2月");
	assert_string_equal(rows_of(s).p, "a|b\n1|2\n");
}

SUITE(sheet_office)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv__separators),
		cmocka_unit_test(test_csv__sentences_are_no_columns),
		cmocka_unit_test(test_csv__utf_16),
		cmocka_unit_test(test_csv__titles_above_the_heading),
		cmocka_unit_test(test_csv__a_wide_row_is_bad),
		cmocka_unit_test(test_cells__errors_and_guards),
		cmocka_unit_test(test_json__a_list),
		cmocka_unit_test(test_advice__says_what_to_do),
		cmocka_unit_test(test_xlsx__as_offices_make_them),
		cmocka_unit_test(test_xlsx__merges_one_after_the_other),
		cmocka_unit_test(test_xlsx__other_sheets_are_named),
	};
	int failed = cmocka_run_group_tests_name("sheet_office", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
