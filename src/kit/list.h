/* list.h: a list of things, declared once. One table of fields gives the page (a table on a desk, cards on a phone),
 * the next page, CSV, XLSX, the JSON of the API and its OpenAPI.
 *
 *	static const struct shape_field note_fields[] = {
 *		{.name = "id", .type = SHAPE_ID, SHAPE_MEMBER(struct note, id)},
 *		{.name = "text", .type = SHAPE_TEXT, SHAPE_MEMBER(struct note, text),
 *		 COLUMN(.label = N_("内容"), .show = LIST_TITLE)},
 *		{.name = "at", .type = SHAPE_TIME, SHAPE_MEMBER(struct note, at),
 *		 COLUMN(.label = N_("什么时候"), .show = LIST_SORTED)},
 *	};
 *	static const struct shape note_shape = {"Note", note_fields, sizeof note_fields / sizeof *note_fields};
 *	static const struct list note_list = {
 *		.name = "notes", .path = "/note", .title = N_("记事"), .none = N_("还没有记事"),
 *		.shape = &note_shape, .size = sizeof(struct note), .rows = note_rows, .key = note_key};
 *
 * Rows come in one order, from a rule that goes on behind the last row seen: depth costs nothing. The way back is the
 * keys behind which the pages before began, carried in the address, so no rule reads backwards. The rule asks who
 * reads; a column may ask once more. Texts of a row live as long as the request, or until the next batch of a
 * download. */
#ifndef LINLI_KIT_LIST_H
#define LINLI_KIT_LIST_H

#include "db/db.h"
#include "http/req.h"
#include "kit/list_column.h"
#include "lib/shape.h"
#include "ui/table.h"

/* Rows of a page, and of an answer to a program. */
enum { LIST_PAGE = 30, LIST_API_PAGE = 100 };

struct list_rows {
	void *v; /* of the list's struct */
	size_t n;
	/* A rule that stopped before it had as many as were asked for goes on behind this; "" = there are no more. */
	struct str next;
};

struct list {
	const char *name;  /* of a downloaded file */
	const char *path;  /* of the page; the download is at path/table */
	const char *title; /* Chinese message keys */
	const char *none, *none_hint; /* there are no rows */
	const char *lost;  /* no row is like that: when the list was narrowed, NULL = as none */
	struct table_way_list ways; /* what to do next when there are no rows */
	const char *hint;  /* of the search, NULL = there is none */
	const struct shape *shape; /* also .out of the API's route */
	const struct shape *view;  /* how people see a row, where programs see it otherwise; NULL = as shape */
	size_t size;               /* of a row */
	int64_t page;              /* rows of a page, 0 = LIST_PAGE */
	const char *look;          /* classes of its table, NULL = of a desk; "tbl lines" for the public */
	bool no_file;              /* it cannot be downloaded */
	bool live;                 /* a script renews its rows: the table's id is the list's name */
	/* At most limit rows behind the one with the key after, "" = from the start. filter: what the page made of
	 * its form. E_NOTFOUND, E_DENIED as rules do. */
	int (*rows)(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
		    int64_t limit, struct list_rows *ret);
	struct str (*key)(struct arena *a, const void *row);
	/* Puts a row into the reader's language, for pages and downloads; NULL = it has none. */
	void (*say)(struct req *r, void *row);
	/* Where its title leads, NULL = nowhere. */
	struct str (*href)(struct arena *a, const void *row);
	/* What a ticked row sends as "id" with the form of table.bulk, "KEY.VERSION"; NULL = rows cannot be ticked. */
	struct str (*tick)(struct arena *a, const void *row);
	enum perm tick_perm; /* by whom, 0 = by all who see the list */
};

/* What is asked of a list. */
struct list_ask {
	const void *filter; /* of a download: in r->arena */
	struct str query;  /* the search, as typed */
	struct str params; /* the filter as it stands in addresses: "q=…&state=open", "" = none */
	bool narrowed;     /* the filter leaves rows out */
	struct str after;  /* the row to go on behind */
	struct str back;   /* the way back, as the page before gave it */
	/* Ticked by a form that was refused: they stay so, whatever their version is now; NULL = none. */
	const struct texts *ticked;
	const char *path;  /* where its page is when that has an argument; NULL = the list's own path */
};

enum list_format { LIST_CSV = 1, LIST_XLSX };

/* The model of {{> table t}}; the page adds tabs, chips, filters, bulk. Words that cannot be looked for are a flaw that
 * the table says. */
int list_table(struct req *r, const struct list *l, const struct list_ask *ask, struct table *ret);
/* Answers with all rows as a file, sent while they are read: see export.h. format 0 = CSV. What ask points to lives
 * as long as the request. */
int list_download(struct req *r, const struct list *l, const struct list_ask *ask, enum list_format format);
/* The list's page in addresses, as asked for: filter, row and way back. */
struct str list_here(struct req *r, const struct list *l, const struct list_ask *ask);
/* A filter in addresses: adds "name=value", escaped, to params; an empty value adds nothing. */
struct str list_param(struct arena *a, struct str params, const char *name, struct str value);
/* Answers a program: {"items":[…],"next":…}. limit 0 = LIST_API_PAGE. */
int list_answer(struct req *r, const struct list *l, const struct list_ask *ask, int64_t limit);

extern const struct choice list_formats[2];
/* A row of the form of a list's download; member is an enum list_format. */
#define LIST_FORMAT(in_, member) \
	FIELD_AS(in_, member, "format", FIELD_CHOICE, .label = N_("格式"), CHOICES(list_formats))

#endif
