/* street_row.h: made by mksql from mksql/good/street.sql; do not edit. */
#ifndef LINLI_GEN_STREET_ROW_H
#define LINLI_GEN_STREET_ROW_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* What is known of a street.
 * Its photo too. */
struct street {
	int64_t id;
	struct str name;
	double length;
	struct str photo;
};

struct street_list {
	struct street *v;
	size_t n;
};

struct street_words {
	struct str name;
	struct str words;
};

struct street_words_list {
	struct street_words *v;
	size_t n;
};

struct removed {
	struct str name;
};

struct removed_list {
	struct removed *v;
	size_t n;
};

struct house {
	int64_t id;
	struct str street;
	int64_t number;
	int64_t total;
};

struct house_list {
	struct house *v;
	size_t n;
};

/* A row may bring its district, and columns that the text does not name. */
struct house_row {
	int64_t district;
	int64_t id;
	int64_t street;
	int64_t number;
};

struct house_row_list {
	struct house_row *v;
	size_t n;
};

/* Rows may hold rows. */
struct house_lane {
	int64_t id;
	struct str name;
	double length;
	struct str photo;
	int64_t number;
};

struct house_lane_list {
	struct house_lane *v;
	size_t n;
};

struct division {
	int64_t code;
	struct str name;
};

struct division_list {
	struct division *v;
	size_t n;
};

struct counted {
	int64_t n;
};

struct counted_list {
	struct counted *v;
	size_t n;
};

struct found {
	int64_t id;
};

struct found_list {
	struct found *v;
	size_t n;
};

struct house_wide {
	int64_t id;
	struct str street_name;
};

struct house_wide_list {
	struct house_wide *v;
	size_t n;
};

#endif
