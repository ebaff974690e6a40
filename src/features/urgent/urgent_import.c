/* urgent_import.c: a whole table of emergencies put at once. */
#include "db/db.h"
#include "features/urgent/urgent_rules.h"

/* What putting one line does, and doing it. */
static int
put_line(struct tx *tx, const struct actor *who, const struct urgent_line *l, bool dry, struct urgent_plan_row *row)
{
	struct urgent_draft d = l->d;
	struct urgent_kind was;
	const char *field;
	int rc;

	row->problem = urgent_tidy(tx->arena, &d, &field);
	if (row->problem)
		return 0;
	rc = urgent_kind(tx, who->district, d.code, &was);
	row->adds = rc == E_NOTFOUND;
	if (rc < 0 && !row->adds)
		return rc;
	row->changes = !row->adds && !(str_eq(was.name, d.name) && str_eq(was.name_en, d.name_en) && str_eq(was.say, d.say) &&
				       str_eq(was.say_en, d.say_en) && str_eq(was.calls, d.calls) && str_eq(was.words, d.words) &&
				       str_eq(was.spared, d.spared));
	return dry || !(row->adds || row->changes) ? 0 : urgent_put(tx, who, d.code, 0, &d);
}

int
urgent_import(struct tx *tx, const struct actor *who, struct str bytes, struct str filename, bool dry, struct urgent_plan *ret)
{
	struct urgent_lines lines;

	if (!urgent_may_edit(who))
		return E_DENIED;
	TRY(urgent_sheet_read(tx->arena, bytes, filename, &lines));
	*ret = (struct urgent_plan){.v = NEW_ARRAY(tx->arena, struct urgent_plan_row, lines.n)};
	for (size_t i = 0; i < lines.n; i++) {
		struct urgent_plan_row *row = &ret->v[ret->n++];

		*row = (struct urgent_plan_row){.line = (int64_t)lines.v[i].line, .code = lines.v[i].d.code, .name = lines.v[i].d.name};
		TRY(put_line(tx, who, &lines.v[i], dry, row));
		ret->bad += row->problem != NULL;
		ret->changed += row->adds || row->changes;
	}
	return 0;
}
