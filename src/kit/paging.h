/* paging.h: lists by pages, for browsers and programs: the fields "after" and "limit" of a list's form, and
 * the row that says there is another page. */
#ifndef LINLI_KIT_PAGING_H
#define LINLI_KIT_PAGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* Where a page of a list begins, and how many rows it has (0 = as usual): a member of the list's form. */
struct paging_in {
	struct str after; /* "next" of the page before */
	struct str back;  /* the way back from it, as kit/list.h writes it */
	int64_t limit;
};

/* Rows of a struct field table, for who includes http/form.h; member is the struct paging_in. */
#define PAGING_AFTER(in_, member) \
	FIELD_AS(in_, member.after, "after", FIELD_TEXT, .label = N_("下一页"), .max = 400, \
		 .about = "next of the page before")
#define PAGING_BACK(in_, member) \
	FIELD_AS(in_, member.back, "back", FIELD_TEXT, .label = N_("上一页"), .max = 400, .only = BY_PAGE)
/* Numbers as they are written: so many rows usually, and at most. */
#define PAGING_LIMIT(in_, member, usual, most) \
	FIELD_AS(in_, member.limit, "limit", FIELD_INT, .label = N_("每页"), .min = 1, .max = (most), \
		 .about = "Rows a page, " #usual)

/* A list asks for one row more than a page; when it comes it is cut off, and the last row left is where the
 * next page begins. */
static inline bool
paging_cut(size_t *n, int64_t limit)
{
	if ((int64_t)*n <= limit)
		return false;
	*n = (size_t)limit;
	return true;
}

#endif
