/* sheet_test.c: tables in and out. */
#include "sheet_help.h"

static void
test_csv__rfc_4180(void **state)
{
	(void)state;
	assert_rows(S("a,b,c\r\n1,2,3\r\n"), "x.csv", "a|b|c\n1|2|3\n");
	assert_rows(S("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n"), "x.csv", "a|b\nx,\"y\"|1\n2\n");
	assert_rows(S("\xef\xbb\xbf" "编号,内容\n7,楼道灯不亮"), "x.csv", "编号|内容\n7|楼道灯不亮\n");
	assert_rows(S(" a , b \n1, 2 \n"), "x.csv", "a|b\n1| 2 \n");
}

static void
test_csv__as_spreadsheets_read_it(void **state)
{
	(void)state;
	assert_rows(S("a,b\nx \"y\" z,5\"\n"), "x.csv", "a|b\nx \"y\" z|5\"\n");
	assert_rows(S("a,b\n\"x\"y,2\n"), "x.csv", "a|b\nxy|2\n");
	assert_rows(S("a,b\r1,2\r3,4"), "x.csv", "a|b\n1|2\n3|4\n");
	assert_rows(S("a\tb\n1,5\t2\n"), "x.tsv", "a|b\n1,5|2\n");
	assert_rows(S("a,b\n\n1\n,,,\n\"\",\"\"\n2,3,\n"), "x.csv", "a|b\n1|\n2|3\n");
	assert_rows(S("a,b\n\"1\r\n2\",x\x0by\n"), "x.csv", "a|b\n1\n2|x y\n");
}

static void
test_csv__bad_rows_are_told_and_passed(void **state)
{
	(void)state;
	assert_rows(S("a,b\n1,2,3\n4,5\n"), "x.csv", "a|b\n#2! |\n4|5\n");
	assert_rows(S("a,b\n1,\"2\n3,4\n5,6\n"), "x.csv", "a|b\n#2! |\n3|4\n5|6\n");
	assert_rows(S("a,b\n1,好的好的好的好的好的\n\xff,2\n\"3\n3\",4\n5\x80,\n6,6\n"), "x.csv",
		    "a|b\n1|好的好的好的好的好的\n#3! |\n3\n3|4\n#6! |\n6|6\n");
}

static void
test_csv__line_numbers_are_those_of_the_file(void **state)
{
	static const size_t want[] = {2, 5, 6, 8};
	struct sheet_row row;
	struct sheet *s;
	struct str why;

	(void)state;
	assert_int_equal(sheet_open_bytes(S("a,b\n\"1\n2\n3\",x\n4,y\r\n5,z\n\n6,w"), S("x.csv"),
					  &s, &A, &why),
			 0);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(sheet_next(s, &row), 0);
		assert_int_equal(row.line, want[i]);
	}
	assert_int_equal(sheet_next(s, &row), E_NOTFOUND);
	assert_int_equal(sheet_next(s, &row), E_NOTFOUND);
	assert_int_equal(sheet_bytes_read(s), sheet_bytes_total(s));
	sheet_close(s);
}

static void
test_csv__gb18030(void **state)
{
	(void)state;
	/* 编号,内容 / 1,"楼道,灯" / 2,镕 and 㐂 in four bytes; 辶-like trail bytes 0x7c 0x5c stay whole */
	assert_rows(S("\xb1\xe0\xba\xc5,\xc4\xda\xc8\xdd\r\n1,\"\xc2\xa5\xb5\xc0,\xb5\xc6\"\r\n"
		      "2,\xe9\x46\x81\x39\xee\x39\x81\x5c\x81\x7c\r\n"),
		    "x.csv", "编号|内容\n1|楼道,灯\n2|镕㐀乗亅\n");
	assert_rows(S("\xb1\xe0\xba\xc5,\xc4\xda\xc8\xdd\n1,\xff\n2,\xb5\xc6\n"), "x.csv",
		    "编号|内容\n#2! |\n2|灯\n");
}

static void
test_csv__limits(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	BUF_LIT(&b, "a,b\n1,");
	for (int i = 0; i < (1 << 20) + 10; i++)
		buf_char(&b, 'x');
	BUF_LIT(&b, "\n3,4\n");
	assert_rows(buf_done(&b), "x.csv", "a|b\n#2! |\n3|4\n");
	buf_init(&b, &A);
	for (int i = 0; i < 201; i++)
		buf_z(&b, i ? ",a" : "a");
	assert_rows(buf_done(&b), "x.csv", "the first row cannot be read");
	assert_rows(str_sub(buf_done(&b), 0, 399), "x.csv", "");
}

static void
test_jsonl__values_become_text(void **state)
{
	(void)state;
	assert_rows(S("{\"编号\": 12, \"b\": \"x\\ny\", \"c\": 1.5, \"d\": true, \"e\": null, "
		      "\"f\": [1, {\"g\": 2}]}\n"),
		    "x.jsonl", "编号|b|c|d|e|f\n12|x\ny|1.5|true||[1,{\"g\":2}]\n");
	assert_rows(S("\n{\"a\":40.83065331987539}\r\n{\"a\":9007199254740993}\n{\"a\":1e2}"),
		    "x.json", "a\n40.83065331987539\n9007199254740993\n100\n");
}

static void
test_jsonl__bad_lines_are_told_and_passed(void **state)
{
	(void)state;
	assert_rows(S("{\"a\":1}\n{\"a\":\n[1]\n{\"a\":1,\"a\":2}\n{\"a\":123456789012345678901}\n"
		      "{\"a\":2}\n"),
		    "x.jsonl", "a\n1\n#2! \n#3! \n#4! \n#5! \n2\n");
}

static void
test_open__what_is_no_table(void **state)
{
	static const struct {
		struct str bytes;
		const char *why;
	} cases[] = {
		{{"", 0}, "empty"},
		{{"\n\r\n,,\n", 6}, "empty"},
		{{"\x7f" "ELF\x02\x01\x01\0\0\0", 10}, "not a table"},
		{{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}, "an old .xls; save it as .xlsx"},
		{{"\xff\xfe" "a\0\0\xd8" "b\0", 8}, "UTF-16 that cannot be read; save it as UTF-8"},
		{{"<html><table><tr><td>id</td></tr></table></html>", 48},
		 "a web page, not a table; open it in a spreadsheet program and save it as .xlsx"},
		{{"\xef\xbb\xbf\n <?xml version=\"1.0\"?>", 26},
		 "a web page, not a table; open it in a spreadsheet program and save it as .xlsx"},
		{{"\xd0\xcf\x11\xe0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 37},
		 "locked by a password; open it in a spreadsheet program, take the password away and save it"},
		{{"PK\x03\x04 and no zip", 14}, "not a whole XLSX file"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_rows(cases[i].bytes, "x.csv", cases[i].why);
}

static void
test_open__files(void **state)
{
	struct sheet *s = NULL;
	struct str why;

	(void)state;
	assert_int_equal(sheet_open("/nonexistent.csv", &s, &A, &why), E_NOTFOUND);
	assert_string_equal(why.p, "No such file or directory");
	assert_int_equal(sheet_open("/tmp", &s, &A, &why), E_IO);
	assert_int_equal(sheet_open("/dev/zero", &s, &A, &why), E_IO);
	assert_int_equal(sheet_open("/dev/null", &s, &A, &why), E_IO);
	assert_null(s);
}

static void
test_cell__by_name(void **state)
{
	struct sheet_row row;
	struct sheet *s;
	struct str why;

	(void)state;
	assert_int_equal(sheet_open_bytes(S("a,b\n1,2\n"), S("x.csv"), &s, &A, &why), 0);
	assert_int_equal(sheet_next(s, &row), 0);
	assert_true(str_is(sheet_cell(&row, "b"), "2"));
	assert_true(str_is(sheet_cell(&row, "B"), ""));
	sheet_close(s);
}

static void
test_xlsx__kinds_of_cells(void **state)
{
	static const char *const parts[] = {
		BOOK_PARTS(BOOK(ONE_SHEET)),
		SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
		      "<c r=\"C2\" t=\"str\"><f>\"x\"</f><v>c</v></c></row><row r=\"3\"/>"
		      "<row r=\"5\"><c r=\"A5\"><v>1234567.8900000001</v></c>"
		      "<c r=\"C5\" t=\"s\"><v>2</v></c></row>"
		      ROW(TYPED("b", "1") TYPED("b", "0") TYPED("e", "#N/A"))
		      ROW(CELL("0.30000000000000004"))
		      ROW(CELL("13800000000") CELL("-0.5") CELL("1E-3"))
		      ROW(TYPED("s", "3") TYPED("s", "9") TYPED("d", "2026-11-22T10:46:01"))),
		"xl/strings.xml",
		"<sst " MAIN_NS "><si><t>编号</t></si>"
		"<si><r><t>内</t></r><r><t xml:space=\"preserve\">容 </t></r>"
		"<rPh sb=\"0\" eb=\"1\"><t>nei</t></rPh></si>"
		"<si><t>a_x000D_\nb_x0041_c_xZZ_</t></si><si/></sst>",
		NULL};

	(void)state;
	assert_rows(zipped(parts), "x.xlsx",
		    "编号|内容|c\n1234567.89||a\nbAc_xZZ_\n#6! ||\n0.3||\n"
		    "13800000000|-0.5|0.001\n||2026-11-22 10:46:01\n");
}

#define DATE_STYLES                                                                                \
	"<styleSheet " MAIN_NS "><numFmts>"                                                        \
	"<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"              \
	"<numFmt numFmtId=\"177\" formatCode=\"[Red]0.00&quot;day&quot;\\d_y\"/>"                  \
	"<numFmt numFmtId=\"178\" formatCode=\"[h]:mm\"/></numFmts>"                               \
	"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"          \
	"<xf numFmtId=\"22\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"178\"/>"  \
	"<xf numFmtId=\"31\"/></cellXfs></styleSheet>"

#define DATED                                                                                      \
	SHEET(HEAD2 ROW(STYLED("1", "46348.448622685185") STYLED("0", "46348.5"))                  \
		      ROW(STYLED("2", "46348") STYLED("3", "46348"))                               \
		      ROW(STYLED("4", "0.75") STYLED("5", "60.5"))                                 \
		      ROW(STYLED("1", "59") STYLED("1", "61"))                                     \
		      ROW(STYLED("1", "-1") STYLED("99", "1e9"))),                                 \
		"xl/styles.xml", DATE_STYLES

static void
test_xlsx__dates_by_style(void **state)
{
	static const char *const parts[] = {BOOK_PARTS(BOOK(ONE_SHEET)), DATED, NULL};
	static const char *const mac[] = {
		BOOK_PARTS(BOOK("<workbookPr date1904=\"1\"/>" ONE_SHEET)), DATED, NULL};

	(void)state;
	assert_rows(zipped(parts), "x.xlsx",
		    "a|b\n2026-11-22 10:46:01|46348.5\n2026-11-22|46348\n"
		    "18:00:00|1900-03-01 12:00:00\n1900-02-28|1900-03-01\n-1|1000000000\n");
	assert_true(str_has(read_as(zipped(mac), "x.xlsx"), S("2030-11-23 10:46:01")));
}

static void
test_xlsx__first_visible_sheet_and_other_prefixes(void **state)
{
	static const char *const parts[] = {
		BOOK_PARTS("<y:workbook xmlns:y=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
			   "xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\">"
			   "<y:sheets><y:sheet state=\"hidden\" q:id=\"r1\"/><y:sheet q:id=\"r4\"/>"
			   "</y:sheets></y:workbook>"),
		SHEET(HEAD2),
		"xl/worksheets/t.xml",
		"<y:worksheet xmlns:y=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><y:sheetData>"
		"<y:row><y:c><y:v>1</y:v></y:c></y:row><y:row><y:c><y:v>2</y:v></y:c></y:row>"
		"</y:sheetData></y:worksheet>",
		NULL};

	(void)state;
	assert_rows(zipped(parts), "x.xlsx", "1\n2\n");
}

static void
test_xlsx__broken_or_hostile(void **state)
{
	static const struct {
		const char *sheet, *rows;
	} cases[] = {
		{"<worksheet><sheetData><row><c><v>1</v>", "the first row cannot be read"},
		{"<worksheet><sheetData>" HEAD2 ROW(CELL("1")) "<row", "a|b\n1|\n(MALFORMED)"},
		{"<!DOCTYPE x [<!ENTITY e \"y\">]>" SHEET(HEAD2), "the first row cannot be read"},
		{SHEET(HEAD2 ROW("<c r=\"XFD9\"><v>1</v></c>") ROW("<c r=\"XFD9\"/>" CELL("2"))),
		 "a|b\n#2! |\n#3! |\n"},
		{SHEET(HEAD2 ROW("<c><v>1</v><row/></c>") "<v>3</v>" ROW(CELL("2"))), "a|b\n2|\n"},
	};
	static const char *const no_book[] = {"word/document.xml", "<x/>", NULL};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_rows(book_of(cases[i].sheet), "x.xlsx", cases[i].rows);
	assert_rows(zipped(no_book), "x.xlsx", "not a whole XLSX file");
}

/* A kilobyte of zip that unpacks to more than the limit. */
static void
test_xlsx__zip_bomb(void **state)
{
	size_t n = (size_t)257 << 20;
	char *spaces = malloc(n + 1);

	(void)state;
	assert_non_null(spaces);
	memset(spaces, ' ', n);
	spaces[n] = '\0';
	assert_rows(book_of(spaces), "x.xlsx", "more than 256 MiB unpacked");
	free(spaces);
}

static void
test_xlsx__cut_off(void **state)
{
	struct str whole = book_of(SHEET(HEAD2 "<row><c><v>1</v></c></row>"));

	(void)state;
	for (size_t n = 4; n < whole.n; n += 7) {
		struct str why = read_as(str_sub(whole, 0, n), "x.xlsx");

		assert_true(str_has(why, S("XLSX")) || str_has(why, S("cannot be read")) || str_has(why, S("empty")) || str_ends(why, S(")")));
	}
}

static const char *const out_names[] = {"编号", "内容, \"要点\"", "数"};
static const struct str out_rows[][3] = {
	{{"007", 3}, {"第一行\n第二行", 19}, {"12.5", 4}},
	{{"=1+2", 4}, {"@SUM(A1)", 8}, {"-5", 2}},
	{{"+86 138", 7}, {"-x", 2}, {"1e5", 3}},
	{{"", 0}, {"a,b;\"c\"", 7}, {"110101199003071234", 18}},
	{{"＝1+2", 6}, {"＋a", 4}, {"＠b", 4}},
	{{"－c", 4}, {"a＝b", 5}, {"=＝", 4}},
	{{"'=x", 3}, {"''-y", 4}, {"'z", 2}},
	{{"a_x0041_", 8}, {"_x005F_", 7}, {"_x_x0041_", 9}},
};

/* Writes out_rows; the bytes written. */
static struct str
written(enum sheet_kind kind)
{
	char path[] = "/tmp/linli-sheet-XXXXXX";
	int fd = mkstemp(path);
	struct sheet_out *out;
	char *bytes;
	off_t n;

	unlink(path);
	assert_int_equal(sheet_out_open(kind, fd, out_names, 3, &out), 0);
	for (size_t i = 0; i < sizeof out_rows / sizeof *out_rows; i++)
		assert_int_equal(sheet_out_row(out, out_rows[i]), 0);
	assert_int_equal(sheet_out_close(out), 0);
	n = lseek(fd, 0, SEEK_END);
	bytes = arena_alloc(&A, (size_t)n + 1);
	assert_int_equal(pread(fd, bytes, (size_t)n, 0), n);
	close(fd);
	return (struct str){bytes, (size_t)n};
}

static void
test_out__csv_text(void **state)
{
	(void)state;
	assert_string_equal(written(SHEET_CSV).p,
			    "\xef\xbb\xbf" "编号,\"内容, \"\"要点\"\"\",数\r\n"
			    "007,\"第一行\n第二行\",12.5\r\n"
			    "\"'=1+2\",\"'@SUM(A1)\",-5\r\n"
			    "\"'+86 138\",\"'-x\",1e5\r\n"
			    ",\"a,b;\"\"c\"\"\",110101199003071234\r\n"
			    "\"'＝1+2\",\"'＋a\",\"'＠b\"\r\n"
			    "\"'－c\",a＝b,\"'=＝\"\r\n"
			    "\"''=x\",\"'''-y\",'z\r\na_x0041_,_x005F_,_x_x0041_\r\n");
}

static void
test_out__csv_and_xlsx_read_back(void **state)
{
	static const char *const want = "编号|内容, \"要点\"|数\n007|第一行\n第二行|12.5\n=1+2|@SUM(A1)|-5\n"
					"+86 138|-x|1e5\n|a,b;\"c\"|110101199003071234\n"
					"＝1+2|＋a|＠b\n－c|a＝b|=＝\n'=x|''-y|'z\na_x0041_|_x005F_|_x_x0041_\n";

	(void)state;
	assert_rows(written(SHEET_CSV), "x.csv", want);
	assert_rows(written(SHEET_XLSX), "x.xlsx", want);
}

static void
test_out__jsonl_reads_back_unchanged(void **state)
{
	(void)state;
	assert_rows(written(SHEET_JSONL), "x.jsonl",
		    "编号|内容, \"要点\"|数\n007|第一行\n第二行|12.5\n=1+2|@SUM(A1)|-5\n"
		    "+86 138|-x|1e5\n|a,b;\"c\"|110101199003071234\n"
		    "＝1+2|＋a|＠b\n－c|a＝b|=＝\n'=x|''-y|'z\na_x0041_|_x005F_|_x_x0041_\n");
}

static void
test_out__xlsx_long_and_odd_text(void **state)
{
	char path[] = "/tmp/linli-sheet-XXXXXX";
	int fd = mkstemps(path, 0);
	struct sheet_out *out;
	struct sheet *in;
	struct sheet_row row;
	struct str why, cell[1];
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	for (int i = 0; i < 40000; i++)
		buf_z(&b, "字");
	cell[0] = buf_done(&b);
	assert_int_equal(sheet_out_open(SHEET_XLSX, fd, (const char *const[]){"a"}, 1, &out), 0);
	assert_int_equal(sheet_out_row(out, cell), 0);
	cell[0] = S("a\x01<b>&_x0041_");
	assert_int_equal(sheet_out_row(out, cell), 0);
	assert_int_equal(sheet_out_close(out), 0);
	assert_int_equal(sheet_open(path, &in, &A, &why), 0);
	assert_int_equal(sheet_next(in, &row), 0);
	assert_int_equal(str_chars(row.cells[0]), 32767);
	assert_true(str_ends(row.cells[0], S("字…")));
	assert_int_equal(sheet_next(in, &row), 0);
	assert_string_equal(str_z(&A, row.cells[0]), "a <b>&_x0041_");
	sheet_close(in);
	close(fd);
	unlink(path);
}

static void
test_out__full_disk(void **state)
{
	static const enum sheet_kind kinds[] = {SHEET_CSV, SHEET_JSONL, SHEET_XLSX};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		int fd = open("/dev/full", O_WRONLY);
		struct sheet_out *out;

		assert_int_equal(sheet_out_open(kinds[i], fd, out_names, 3, &out), 0);
		assert_int_equal(sheet_out_row(out, out_rows[0]), 0);
		assert_int_equal(sheet_out_close(out), E_FULL);
		close(fd);
	}
}

/* Real tables, where they are at hand. */
static void
test_real__every_row_is_read(void **state)
{
	static const struct {
		const char *path;
		size_t rows, columns;
		const char *name, *first;
	} files[] = {
		{"messages/sample-30.xlsx", 30, 7, "留言时间", "2017-06-08 17:31:20"},
		{"messages/messages.jsonl", 1890, 5, "label", "城乡建设"},
		{"open311/nyc311-924.csv", 924, 41, "Agency", "NYPD"},
		{"territory/provinces.csv", 31, 2, "name", "北京市"},
		{"territory/streets.csv", 41352, 5, "name", "东华门街道"},
		{"catalogue/categories.csv", 517, 3, "一级分类", "城乡建设"},
	};
	const char *dir = getenv("LINLI_SHARED");
	size_t found = 0;

	(void)state;
	if (!dir)
		dir = "../shared";
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const char *path = str_fmt(&A, "%s/data/%s", dir, files[i].path).p;
		struct sheet_row row;
		struct sheet *s;
		struct str why;
		size_t n = 0;

		if (sheet_open(path, &s, &A, &why) == E_NOTFOUND)
			continue;
		found++;
		while (sheet_next(s, &row) == 0) {
			assert_null(row.error);
			assert_int_equal(row.n, files[i].columns);
			if (n++ == 0)
				assert_true(
					str_is(sheet_cell(&row, files[i].name), files[i].first));
		}
		assert_int_equal(n, files[i].rows);
		sheet_close(s);
	}
	if (!found) {
		print_message("real tables: skipped, not there\n");
		skip();
	}
}

SUITE(sheet)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv__rfc_4180),
		cmocka_unit_test(test_csv__as_spreadsheets_read_it),
		cmocka_unit_test(test_csv__bad_rows_are_told_and_passed),
		cmocka_unit_test(test_csv__line_numbers_are_those_of_the_file),
		cmocka_unit_test(test_csv__gb18030),
		cmocka_unit_test(test_csv__limits),
		cmocka_unit_test(test_jsonl__values_become_text),
		cmocka_unit_test(test_jsonl__bad_lines_are_told_and_passed),
		cmocka_unit_test(test_open__what_is_no_table),
		cmocka_unit_test(test_open__files),
		cmocka_unit_test(test_cell__by_name),
		cmocka_unit_test(test_xlsx__kinds_of_cells),
		cmocka_unit_test(test_xlsx__dates_by_style),
		cmocka_unit_test(test_xlsx__first_visible_sheet_and_other_prefixes),
		cmocka_unit_test(test_xlsx__broken_or_hostile),
		cmocka_unit_test(test_xlsx__zip_bomb),
		cmocka_unit_test(test_xlsx__cut_off),
		cmocka_unit_test(test_out__csv_text),
		cmocka_unit_test(test_out__csv_and_xlsx_read_back),
		cmocka_unit_test(test_out__jsonl_reads_back_unchanged),
		cmocka_unit_test(test_out__xlsx_long_and_odd_text),
		cmocka_unit_test(test_out__full_disk),
		cmocka_unit_test(test_real__every_row_is_read),
	};
	int failed = cmocka_run_group_tests_name("sheet", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
