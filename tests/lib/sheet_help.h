/* sheet_help.h: what the tests of tables share: a table as text, an XLSX made of its parts. */
#ifndef LINLI_SHEET_HELP_H
#define LINLI_SHEET_HELP_H

#include "lib/sheet.h"
#include "suite.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zip.h>

static struct arena A;

/* What is in a sheet, as text: names, then rows, "|" between cells, "#line! " before a bad row. */
static struct str
rows_of(struct sheet *s)
{
	struct sheet_row row;
	struct buf b;
	int rc;

	buf_init(&b, &A);
	while ((rc = sheet_next(s, &row)) == 0) {
		if (b.n == 0)
			for (size_t i = 0; i < row.n; i++)
				buf_fmt(&b, "%.*s%s", STR(row.names[i]),
					i + 1 < row.n ? "|" : "\n");
		if (row.error)
			buf_fmt(&b, "#%zu! ", row.line);
		for (size_t i = 0; i < row.n; i++)
			buf_fmt(&b, "%.*s%s", STR(row.cells[i]), i + 1 < row.n ? "|" : "");
		buf_char(&b, '\n');
	}
	if (rc != E_NOTFOUND)
		buf_fmt(&b, "(%s)", err_name(rc));
	sheet_close(s);
	return buf_done(&b);
}

static inline struct str
read_as(struct str bytes, const char *filename)
{
	struct sheet *s;
	struct str why;

	if (sheet_open_bytes(bytes, str_of(filename), &s, &A, &why) < 0)
		return why;
	return rows_of(s);
}

#define assert_rows(bytes, filename, want) assert_string_equal(read_as(bytes, filename).p, want)

/* An XLSX file of these parts: name, text, name, text, … NULL. */
static struct str
zipped(const char *const *parts)
{
	char path[] = "/tmp/linli-sheet-XXXXXX";
	int fd = mkstemp(path);
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	char *bytes;
	off_t n;

	for (; *parts; parts += 2) {
		zip_source_t *text = zip_source_buffer(zip, parts[1], strlen(parts[1]), 0);

		assert_true(zip_file_add(zip, parts[0], text, 0) >= 0);
	}
	assert_int_equal(zip_close(zip), 0);
	close(fd);
	fd = open(path, O_RDONLY);
	n = lseek(fd, 0, SEEK_END);
	bytes = arena_alloc(&A, (size_t)n);
	assert_int_equal(pread(fd, bytes, (size_t)n, 0), n);
	close(fd);
	unlink(path);
	return (struct str){bytes, (size_t)n};
}

#define MAIN_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define BOOK_NS                                                                                    \
	MAIN_NS " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define REL_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define BOOK(inside) "<workbook " BOOK_NS ">" inside "</workbook>"
#define ONE_SHEET "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
#define RELS                                                                                       \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"   \
	"<Relationship Id=\"r1\" Type=\"" REL_TYPE "worksheet\" Target=\"worksheets/s.xml\"/>"     \
	"<Relationship Id=\"r2\" Type=\"" REL_TYPE "sharedStrings\" Target=\"/xl/strings.xml\"/>"  \
	"<Relationship Id=\"r3\" Type=\"" REL_TYPE "styles\" Target=\"styles.xml\"/>"              \
	"<Relationship Id=\"r4\" Type=\"" REL_TYPE "worksheet\" Target=\"worksheets/t.xml\"/>"     \
	"</Relationships>"
#define SHEET(rows) "<worksheet " MAIN_NS "><sheetData>" rows "</sheetData></worksheet>"
#define ROW(cells) "<row>" cells "</row>"
#define CELL(v) "<c><v>" v "</v></c>"
#define TYPED(t, v) "<c t=\"" t "\"><v>" v "</v></c>"
#define STYLED(s, v) "<c s=\"" s "\"><v>" v "</v></c>"
#define INLINE(v) "<c t=\"inlineStr\"><is><t>" v "</t></is></c>"
#define HEAD2 ROW(INLINE("a") INLINE("b"))

#define BOOK_PARTS(book)                                                                           \
	"xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", RELS, "xl/worksheets/s.xml"

static inline struct str
book_of(const char *sheet)
{
	const char *parts[] = {BOOK_PARTS(BOOK(ONE_SHEET)), sheet, NULL};

	return zipped(parts);
}

#endif
