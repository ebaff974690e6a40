/* appeal_alike.c: live cases that may say the same (appeal_like.h), as far as who asks may see them. */
#include "features/appeal/appeal_alike.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_like.h"
#include "features/appeal/appeal_open.h"
#include "gen/appeal_sql.h"

enum { LOOKED_AT = 16 };

static enum alike_word
word_of(int permille)
{
	return permille == LIKE_COPY ? ALIKE_COPY : permille >= 2 * LIKE_SAME ? ALIKE_MUCH : ALIKE_SOME;
}

/* May others be dealt with under it? */
static bool
takes_others(const struct appeal_line *l)
{
	return l->live != LIVE_OVER && l->state != APPEAL_REPLIED && l->state != APPEAL_JOINED && !l->part_of;
}

/* The case of a hit, or the one that it is dealt with under. */
static int
line_of(struct tx *tx, int64_t district, int64_t id, struct appeal_line *ret)
{
	TRY(sql_appeal_line_get(tx, district, id, ret));
	return ret->state == APPEAL_JOINED && ret->joined ? sql_appeal_line_get(tx, district, ret->joined, ret) : 0;
}

static bool
is_there(const struct appeal_alike_list *list, int64_t id)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].l.id == id)
			return true;
	return false;
}

/* A photo as it was filed. */
static int
photo_of(struct tx *tx, int64_t district, bool only_open, struct appeal_alike *x)
{
	struct matter_file_list files;

	TRY(matter_files(tx, district, x->l.id, only_open, &files));
	for (size_t i = 0; i < files.n && !x->thumb.n; i++)
		if (files.v[i].kind == PHOTO_FILER)
			x->thumb = files.v[i].thumb;
	return 0;
}

int
appeal_alike_open(struct tx *tx, int64_t district, int64_t community, struct str text, struct appeal_alike_list *ret)
{
	struct like_text t = {.at = clock_now(), .place = {0, 0, community, 0}, .text = text};
	struct like_hit hits[LOOKED_AT];
	size_t n = appeal_like_find(district, &t, LIKE_ASK, hits, LOOKED_AT);

	ret->n = 0;
	for (size_t i = 0; i < n && ret->n < APPEAL_ALIKE_MAX; i++) {
		struct appeal_alike *x = &ret->v[ret->n];
		int rc = line_of(tx, district, hits[i].id, &x->l);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		if (!matter_is_shown(x->l.sight, x->l.shown) || !takes_others(&x->l) || is_there(ret, x->l.id) ||
		    (community && x->l.community != community))
			continue;
		x->how = word_of(hits[i].permille);
		x->thumb = S("");
		TRY(photo_of(tx, district, true, x));
		appeal_open_line(tx->arena, &x->l);
		ret->n++;
	}
	return 0;
}

int
appeal_alike_desk(struct tx *tx, const struct actor *who, const struct appeal *a, struct appeal_alike_list *ret)
{
	struct like_text t = {
		.id = a->id, .at = a->filed_at, .place = {a->building, a->area, a->community, a->street}, .title = a->title, .text = a->body,
	};
	struct like_hit hits[LOOKED_AT];
	size_t n = appeal_like_find(who->district, &t, LIKE_ASK, hits, LOOKED_AT);

	ret->n = 0;
	for (size_t i = 0; i < n && ret->n < APPEAL_ALIKE_MAX; i++) {
		struct appeal_alike *x = &ret->v[ret->n];
		struct place place = {0};
		int rc = line_of(tx, who->district, hits[i].id, &x->l);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		place.at[LEVEL_DISTRICT] = who->district;
		place.at[LEVEL_STREET] = x->l.street;
		place.at[LEVEL_COMMUNITY] = x->l.community;
		if (x->l.id == a->id || !takes_others(&x->l) || is_there(ret, x->l.id) || !actor_can(who, APPEAL_DISPATCH, &place, 0))
			continue;
		x->how = word_of(hits[i].permille);
		x->thumb = S("");
		TRY(photo_of(tx, who->district, false, x));
		ret->n++;
	}
	return 0;
}
