/* sheet_in.h: what the files sheet*.c that read share; nobody else includes it.
 *
 * A reader of one format leaves the next row as it stands in the file in raw; sheet.c makes of it
 * what the caller sees. */
#ifndef LINLI_KIT_SHEET_IN_H
#define LINLI_KIT_SHEET_IN_H

#include <iconv.h>
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
	size_t at;   /* CSV, JSONL: read so far */
	size_t line; /* CSV, JSONL: of at */
	char sep;
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

/* Each: 0, or E_NOTFOUND at the end. */
int csv_next(struct sheet *s);
int jsonl_next(struct sheet *s);
int xlsx_next(struct sheet *s);

void csv_begin(struct sheet *s); /* encoding and separator */
int xlsx_begin(struct sheet *s, const char **ret_why);
void xlsx_end(struct sheet *s);
size_t xlsx_bytes_read(const struct sheet_xlsx *x);
size_t xlsx_bytes_total(const struct sheet_xlsx *x);

/* Dates. Is this number format one; what a serial day looks like then (false: out of range). */
bool xlsx_format_is_date(int id, const char *code);
bool xlsx_date(struct arena *a, double serial, bool since_1904, struct str *ret);

#endif
