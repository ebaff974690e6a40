/* appeal_check.c: what more than one deed asks of a form. */
#include "db/db.h"
#include "features/appeal/appeal_stage.h"

int
need_text(struct move *m, const char *missing)
{
	if (str_chars(str_trim(m->c->text)) < 2)
		return fail(m->tx, E_INVALID, "text", missing);
	if (str_chars(m->c->text) > APPEAL_TEXT_MAX)
		return fail(m->tx, E_INVALID, "text", N_("写得太长了，最多 2000 个字。"));
	return 0;
}
