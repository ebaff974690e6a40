/* sheet.h: rows out of CSV, XLSX and JSON, and into CSV, XLSX and JSON lines.
 *
 * Reading streams: the file is never whole in memory (shared texts of XLSX, a JSON list and UTF-16 are, up to 64 MiB). CSV: RFC 4180,
 * UTF-8 with or without BOM; GB18030 and UTF-16 are recognised and converted; tabs, semicolons and full-width commas are seen in the
 * first line, "sep=;" is obeyed. XLSX: the first sheet that is a table; cells merged over several rows say the same in each. A title
 * and a line of who filled it in are passed over; the row below names the columns. JSON names its own, an object a line or one list.
 * Rows of empty cells are passed over. The ' that keeps a spreadsheet from running a cell is not part of it; a formula's error
 * (#DIV/0!) is an error of its row. Control characters become spaces, line ends in a cell "\n". Limits: 1 MiB a row, 200 columns, for
 * XLSX 256 MiB unpacked. */
#ifndef LINLI_KIT_SHEET_H
#define LINLI_KIT_SHEET_H

#include "base/err.h"
#include "base/str.h"

struct sheet;
enum sheet_kind { SHEET_CSV = 1, SHEET_XLSX, SHEET_JSONL };

struct sheet_row {
	size_t line;             /* 1-based line or row number in the file; of a JSON list the element's */
	const struct str *names; /* columns */
	const struct str *cells; /* same order; missing cells are "" */
	size_t n;
	const char *error;       /* this row cannot be read: Chinese message key; cells are empty */
};
struct str sheet_cell(const struct sheet_row *row, const char *name);

/* kind by content and file name. *ret_why: what is wrong with it, for the terminal. The sheet's memory is its own.
 * bytes stay the caller's until sheet_close. E_MEDIA: no table; E_TOOBIG; E_MALFORMED; E_IO. */
int sheet_open(const char *path, struct sheet **ret, struct arena *a, struct str *ret_why);
int sheet_open_bytes(struct str bytes, struct str filename, struct sheet **ret, struct arena *a,
		     struct str *ret_why);
/* The next row into *ret (valid until the next call); E_NOTFOUND at the end. XLSX only: E_MALFORMED
 * when the rest cannot be read, E_TOOBIG at the limit. */
int sheet_next(struct sheet *s, struct sheet_row *ret);
/* XLSX: names of other sheets that hold rows and are not read, "、" between them; "" where there are none. */
struct str sheet_others(const struct sheet *s);
/* What to do about a file that sheet_open_bytes refused: a Chinese message key for who chose it. */
const char *sheet_advice(struct str bytes, struct str filename);
size_t sheet_bytes_read(const struct sheet *s);
size_t sheet_bytes_total(const struct sheet *s); /* for progress; 0 = unknown */
void sheet_close(struct sheet *s);

/* Writing. fd gets the bytes for CSV and JSONL as they come; XLSX is written at the end. */
struct sheet_out;
int sheet_out_open(enum sheet_kind kind, int fd, const char *const *names, size_t n,
		   struct sheet_out **ret);
/* The same, handed to put as it comes. CSV and JSONL alone. */
int sheet_out_open_to(enum sheet_kind kind, int (*put)(void *ctx, struct str bytes), void *ctx, const char *const *names, size_t n,
		      struct sheet_out **ret);
/* CSV and JSONL: hands on what was kept back until now. */
int sheet_out_flush(struct sheet_out *s);
/* CSV and XLSX: a cell that starts with = + - @, narrow or full-width, and is no number gets a ' before it, so that no
 * spreadsheet runs it; so does one that has such a ' already, and reading takes one away. XLSX: short plain numbers are numbers, all else is text. E_FULL, E_IO. */
int sheet_out_row(struct sheet_out *s, const struct str *cells);
int sheet_out_close(struct sheet_out *s); /* s is gone even when this fails */
/* What write puts into the file it is given, whole in memory: for an answer. */
int sheet_bytes(struct arena *a, int (*write)(void *ctx, int fd), void *ctx, struct str *ret);

#endif
