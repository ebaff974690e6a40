/* privacy.c: asks every feature in turn. */
#include "kit/privacy.h"

#include "base/err.h"
#include "base/json.h"

int
privacy_export(const struct personal_list *all, struct tx *tx, const struct actor *who, struct buf *json)
{
	for (size_t i = 0; i < all->n; i++) {
		buf_char(json, i ? ',' : '{');
		json_str(json, str_of(all->v[i]->name));
		buf_char(json, ':');
		TRY(all->v[i]->print(tx, who, json));
	}
	buf_char(json, '}');
	return 0;
}

int
privacy_erase(const struct personal_list *all, struct tx *tx, const struct actor *who)
{
	for (size_t i = all->n; i-- > 0;)
		TRY(all->v[i]->forget(tx, who));
	return 0;
}
