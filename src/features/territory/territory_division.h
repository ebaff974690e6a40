/* territory_division.h: the national table of divisions: importing it, looking places up. */
#ifndef LINLI_TERRITORY_DIVISION_H
#define LINLI_TERRITORY_DIVISION_H

#include "features/territory/territory.h"
#include "lib/datum.h"

struct sheet;

enum division_level {
	DIVISION_PROVINCE = 1,
	DIVISION_CITY,
	DIVISION_COUNTY,
	DIVISION_TOWN,
	DIVISION_VILLAGE
};

/* What an import did; lines and rows that could not be used are told one by one. why: Chinese
 * message key. */
struct import_report {
	size_t read, added, changed, bad;
	void (*on_bad)(void *ctx, size_t line, const char *why);
	void (*on_progress)(void *ctx, size_t bytes); /* of this file, now and then; may be NULL */
	void *ctx;
	enum datum from, to; /* of a table's coordinates and of the district's; 0 = they are taken as they are */
};

/* A text: one node a line, its depth is its leading tabs. Nodes that are there stay. */
int territory_import_text(struct tx *tx, struct str bytes, struct import_report *rep);
/* Rows of code, name and the parent's code: adds codes to the nodes of that name, and nodes. */
int territory_import_codes(struct tx *tx, struct sheet *sheet, struct import_report *rep);
/* 11, 1101, 110101, 110101001, 110101001001: a national code of some level; 0 = none. */
enum division_level territory_code_level(struct str code);

int territory_division(struct tx *tx, int64_t id, struct division *ret);
/* 441900 is the city 4419 itself: a city without counties. */
int territory_division_by_code(struct tx *tx, struct str code, struct division *ret);
/* Children in the order of the official list; parent 0: the provinces. after: what ret_next gave, "" =
 * from the start; *ret_next "" = no more. */
int territory_divisions(struct tx *tx, int64_t parent, struct str after, int64_t limit,
			struct division_list *ret, struct str *ret_next);
/* From the province down to the division itself. */
int territory_division_path(struct tx *tx, const struct division *d, struct division_list *ret);
/* What was found, without the names above it. */
struct division territory_division_found(const struct division_hit *hit);
/* Names that begin with the query; for Latin letters pinyin initials. after and
 * ret_next as above. */
int territory_division_search(struct tx *tx, struct str query, struct str after, int64_t limit,
			      struct division_hit_list *ret, struct str *ret_next);

#endif
