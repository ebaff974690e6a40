/* privacy.c: asks every feature in turn. */
#include "kit/privacy.h"

#include "base/err.h"
#include "base/json.h"
#include "kit/feature_list.h"

int
privacy_export(const struct feature_list *all, struct tx *tx, const struct actor *who, struct buf *json)
{
	char before = '{';

	for (size_t i = 0; i < all->n; i++) {
		const struct personal *p = all->v[i]->personal;

		if (!p)
			continue;
		buf_char(json, before);
		before = ',';
		json_str(json, str_of(p->name));
		buf_char(json, ':');
		TRY(p->print(tx, who, json));
	}
	buf_char(json, '}');
	return 0;
}

int
privacy_erase(const struct feature_list *all, struct tx *tx, const struct actor *who)
{
	for (size_t i = all->n; i-- > 0;)
		if (all->v[i]->personal)
			TRY(all->v[i]->personal->forget(tx, who));
	return 0;
}
