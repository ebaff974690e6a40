/* decree.h: the State Council's notice of a year's holidays, read from its text as it is published:
 *
 *   国务院办公厅关于2026年部分节假日安排的通知 … 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。二、…
 *
 * What the text says twice must agree: weekdays in brackets, and how many days a holiday has. One piece that is not understood and
 * nothing is taken, because deadlines follow. */
#ifndef LINLI_LIB_DECREE_H
#define LINLI_LIB_DECREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { DECREE_DAYS_MAX = 100, DECREE_TEXT_MAX = 20000 /* bytes */ };

struct decree_day {
	int64_t day; /* clock_day() */
	bool works;
	struct str name; /* 春节; of the arena */
};
struct decree {
	int year;
	struct decree_day v[DECREE_DAYS_MAX]; /* by day */
	size_t n;
	const char *why;  /* of E_INVALID: Chinese message key */
	struct str piece; /* the words it is about, "" = the whole */
};

/* A whole notice. E_INVALID: ret->why and ret->piece say what is wrong. */
int decree_read(struct arena *a, struct str text, struct decree *ret);

#endif
