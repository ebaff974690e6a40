/* demo_table.c: the tables of share/demo read row by row, and what every part of the demo asks: a lot, a place by its code. */
#include <stdlib.h>

#include "base/share.h"
#include "demo/demo_in.h"
#include "features/territory/territory.h"

static void
split(struct str line, struct str cells[DEMO_COLUMNS], size_t *ret_n)
{
	*ret_n = 0;
	while (*ret_n < DEMO_COLUMNS && str_next(&line, '\t', &cells[*ret_n]))
		++*ret_n;
}

void
table_open(struct table *t, const char *file)
{
	struct str line;

	*t = (struct table){.file = file, .line = 1, .rest = share_file(file)};
	str_next(&t->rest, '\n', &line);
	split(line, t->head, &t->columns);
}

bool
table_next(struct table *t)
{
	struct str line;
	size_t n;

	if (!str_next(&t->rest, '\n', &line) || !line.n)
		return false;
	t->line++;
	split(line, t->cell, &n);
	for (; n < t->columns; n++)
		t->cell[n] = S("");
	return true;
}

struct str
table_cell(const struct table *t, const char *column)
{
	for (size_t i = 0; i < t->columns; i++)
		if (str_is(t->head[i], column))
			return t->cell[i];
	abort();
}

int64_t
table_number(const struct table *t, const char *column)
{
	int64_t n = 0;

	str_int(table_cell(t, column), &n);
	return n;
}

int64_t
table_degrees(const struct table *t, const char *column)
{
	double degrees = 0;

	str_real(table_cell(t, column), &degrees);
	return (int64_t)(degrees * 1e7 + 0.5);
}

int64_t
lot(int64_t which, int64_t key, int64_t n)
{
	uint64_t h = (uint64_t)which * 0x9e3779b97f4a7c15u + (uint64_t)key * 0xbf58476d1ce4e5b9u;

	h ^= h >> 29;
	h *= 0x94d049bb133111ebu;
	h ^= h >> 32;
	return (int64_t)(h % (uint64_t)n);
}

int
demo_place(struct tx *tx, struct str code, int64_t *ret)
{
	struct territory_node node;

	TRY(territory_by_code(tx, DEMO_DISTRICT, code, &node));
	*ret = node.id;
	return 0;
}
