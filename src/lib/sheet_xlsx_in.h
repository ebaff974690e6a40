/* sheet_xlsx_in.h: what the files of the XLSX reader share: sheet_part.c unpacks and parses a part of the file, sheet_book.c reads
 * what the workbook says besides its rows, sheet_xlsx.c the rows. Nobody else includes it. */
#ifndef LINLI_LIB_SHEET_XLSX_IN_H
#define LINLI_LIB_SHEET_XLSX_IN_H

#include <expat.h>
#include <zip.h>

#include "lib/sheet_in.h"

enum cell_type { CELL_NUMBER = 1, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_DAY };
enum { UNPACKED_MAX = 256 << 20, SHARED_MAX = 64 << 20, PIECE = 64 * 1024, BOOK_SHEETS = 64, MERGES_MAX = 20000 };

/* A sheet that is not hidden, and the part that holds it. */
struct book_sheet {
	struct str name, rel, part;
};

/* Cells made into one; what they say stands in the first of them alone. */
struct merge {
	size_t column, from, to; /* the column that keeps the value; rows */
	struct str value;	 /* once the first was read */
	bool has;
};

struct sheet_xlsx {
	struct sheet *s;
	zip_t *zip;
	zip_file_t *file; /* the part being read */
	XML_Parser parser;
	size_t unpacked; /* of all parts so far */
	size_t part_read, part_total;
	bool stopped; /* at the end of a row; piece is not used up */
	int failed;   /* enum err a handler met, 0 = none */
	char piece[PIECE];

	/* What the workbook says. */
	struct book_sheet sheets[BOOK_SHEETS];
	size_t sheets_n, chosen;
	struct str strings_part, styles_part;
	bool since_1904;
	int *date_formats; /* formats of its own that are dates */
	size_t date_formats_n, date_formats_cap;
	bool *date_styles; /* by style number */
	size_t date_styles_n, date_styles_cap;
	bool in_cell_styles;
	struct buf shared; /* shared texts, one after the other, and where each ends */
	uint32_t *shared_ends;
	size_t shared_n, shared_cap;
	struct merge *merges; /* over several rows, of the chosen sheet, by their first row */
	size_t merges_n, merges_cap, merges_begun;
	struct merge *over[SHEET_COLUMNS]; /* the one that a column is in */

	struct buf text; /* being read */
	bool in_text, in_phonetic;

	/* The cell being read. */
	size_t column, row_bytes, row_number;
	enum cell_type cell_type;
	int64_t cell_style;
};

typedef void xlsx_start_fn(void *arg, const XML_Char *name, const XML_Char **attrs);
typedef void xlsx_end_fn(void *arg, const XML_Char *name);

/* Names are compared without their namespace. */
bool xlsx_named(const char *name, const char *want);
/* An attribute without namespace; NULL when absent. */
const char *xlsx_attr(const char **attrs, const char *want);
/* Ends the parsing with an error: for handlers. */
void xlsx_stop(struct sheet_xlsx *x, int err);
/* Room for one more element of an array. */
void *xlsx_grow(struct sheet_xlsx *x, void *v, size_t n, size_t *cap, size_t size);
/* Elements that hold text, in shared texts and in cells; the text when it is whole. */
void xlsx_text_start(struct sheet_xlsx *x, const char *name);
void xlsx_text_end(struct sheet_xlsx *x, const char *name);
struct str xlsx_text_done(struct sheet_xlsx *x, struct arena *a);
/* "BC12" -> 54. false: no letters. */
bool xlsx_column_of(const char *ref, size_t *ret);

/* A part of the file: opens it with a parser of its own; parses on (1: stopped by a handler that wants to go on later, 0: it has
 * ended); both at once. */
int xlsx_part_open(struct sheet_xlsx *x, struct str part, xlsx_start_fn *start, xlsx_end_fn *end);
int xlsx_part_parse(struct sheet_xlsx *x);
void xlsx_part_close(struct sheet_xlsx *x);
int xlsx_part_read(struct sheet_xlsx *x, struct str part, xlsx_start_fn *start, xlsx_end_fn *end);

/* The workbook, its styles and shared texts; then the merged cells of a sheet. */
int xlsx_book_read(struct sheet_xlsx *x);
int xlsx_merges_read(struct sheet_xlsx *x, struct str part);

#endif
