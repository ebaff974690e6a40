/* sheet_in.h: what the files sheet*.c that read share; nobody else includes it.
 *
 * A reader of one format leaves the next row as it stands in the file in raw; sheet.c makes of it
 * what the caller sees. */
#ifndef LINLI_KIT_SHEET_IN_H
#define LINLI_KIT_SHEET_IN_H

#include <iconv.h>
#include <jansson.h>
#include <stdbool.h>

#include "lib/sheet.h"

enum { SHEET_ROW_MAX = 1 << 20, SHEET_COLUMNS = 200 };

struct sheet_xlsx;

struct sheet {
	enum sheet_kind kind;
	struct arena own; /* until the sheet is closed */
	struct arena row; /* until the next row */
	struct str bytes; /* the file: the caller's, or mapped */
	bool mapped;
	json_t *array; /* JSON: a list instead of a line each; at is its element then */
	struct str others; /* sheets of the book that hold rows too and are not read */
	size_t at;   /* CSV, JSONL: read so far */
	size_t line; /* CSV, JSONL: of at */
	struct str sep; /* a character */
	iconv_t from_gb18030; /* (iconv_t)-1: the text is UTF-8 */
	struct sheet_xlsx *xlsx;
	struct str *names;
	size_t names_n;

	struct {
		size_t line, n;
		struct str names[SHEET_COLUMNS]; /* JSONL */
		struct str cells[SHEET_COLUMNS]; /* those from n on are "" */
		const char *error;
	} raw;
};

/* Puts a cell into raw; past the last column allowed only "" may go. */
void sheet_put(struct sheet *s, size_t column, struct str cell);
/* UTF-8 without control characters, with "\n" line ends; false: the bytes are not UTF-8. */
bool sheet_clean(struct arena *a, struct str s, struct str *ret);
/* The shortest text that reads back as v, of at most so many digits (15 to 17). */
struct str sheet_number(struct arena *a, double v, int digits_max);

/* One text out of GB18030, on the row's arena. */
bool sheet_from_gb18030(struct sheet *s, struct str cell, struct str *ret);
/* The line after the one at `at`, or the end. */
size_t sheet_after_line(struct str s, size_t at);
/* The whole file as UTF-8, out of an encoding that iconv knows. E_MALFORMED, E_TOOBIG. */
int sheet_convert(struct sheet *s, const char *encoding, struct str bytes);
/* A text that a spreadsheet would run, or one that carries the ' that keeps it from that. */
bool sheet_would_run(struct str cell);
/* Does it begin with the "_x0041_" of XLSX? */
bool sheet_is_escape(struct str s);

/* Each: 0, or E_NOTFOUND at the end. */
int csv_next(struct sheet *s);
int jsonl_next(struct sheet *s);
int xlsx_next(struct sheet *s);

int csv_begin(struct sheet *s); /* encoding and separator */
/* A file that is one JSON list; nothing is done where it is lines. */
int json_begin(struct sheet *s, const char **ret_why);
int xlsx_begin(struct sheet *s, const char **ret_why);
/* Of the sheets that are not hidden: looks at the first rows of one, reads one from its first row, or the chosen one once more. */
int xlsx_look(struct sheet *s, size_t i);
int xlsx_choose(struct sheet *s, size_t i);
int xlsx_again(struct sheet *s);
size_t xlsx_sheets(const struct sheet *s);
struct str xlsx_sheet_name(const struct sheet *s, size_t i);
/* The last row of the cells that are merged downwards from this one. */
size_t xlsx_merged_to(const struct sheet *s, size_t line);
void xlsx_end(struct sheet *s);
size_t xlsx_bytes_read(const struct sheet_xlsx *x);
size_t xlsx_bytes_total(const struct sheet_xlsx *x);

/* Dates. Is this number format one; what a serial day looks like then (false: out of range). */
bool xlsx_format_is_date(int id, const char *code);
bool xlsx_date(struct arena *a, double serial, bool since_1904, struct str *ret);

#endif
