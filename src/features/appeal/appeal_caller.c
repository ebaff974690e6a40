/* appeal_caller.c: finding who filed a case by digests of what is sealed, for those who may open it. */
#include "features/appeal/appeal_caller.h"

#include <stdlib.h>

#include "base/log.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/district.h"
#include "kit/feature.h"
#include "kit/paging.h"
#include "lib/phone.h"
#include "lib/secret.h"
#include "lib/text.h"

enum {
	TAIL = 4,
	WHOLE = 7,	  /* so many digits are a whole number */
	CANDIDATES = 200, /* cases looked at, of each way to be found */
	BATCH = 200,
};

/* ---- digests ---- */

/* A name as it is compared: folded, without spaces. */
static struct str
plain_name(struct arena *a, struct str name)
{
	struct str folded = text_fold(a, name), part;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&folded, ' ', &part))
		buf_str(&b, part);
	return buf_done(&b);
}

static struct str
tail_index(struct arena *a, struct str number)
{
	return number.n < TAIL ? S("") : secret_index(a, "phone tail", str_sub(number, number.n - TAIL, number.n));
}

struct caller
appeal_caller_of(struct arena *a, struct str name, struct str phone)
{
	struct str plain = plain_name(a, name), number = S("");

	/* A landline is found by its number, whatever extension was named. */
	str_next(&phone, '-', &number);
	return (struct caller){
		.phone_index = number.n ? secret_index(a, "phone", number) : S(""),
		.phone_tail = tail_index(a, number),
		.name_index = plain.n ? secret_index(a, "caller name", plain) : S(""),
	};
}

/* ---- what was asked for ---- */

/* A whole number as it is kept, without its extension, or the digits of a part of one; "": it is no number. */
static struct str
digits_of(struct arena *a, struct str typed)
{
	struct str s = str_narrow(a, str_trim(typed)), digits = s, whole = S("");
	struct buf b;
	int64_t by;

	if (!phone_any(a, &digits, &by)) {
		str_next(&digits, '-', &whole);
		return whole;
	}
	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			buf_char(&b, s.p[i]);
		else if (s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '(' && s.p[i] != ')' && !(s.p[i] == '+' && i == 0))
			return S("");
	return buf_done(&b);
}

static int
newest_first(const void *x, const void *y)
{
	const struct caller_case *a = x, *b = y;

	return a->id < b->id ? 1 : a->id > b->id ? -1 : 0;
}

/* Both lists as one, newest first, each case once. */
static void
join(struct arena *a, struct caller_case_list *list, const struct caller_case_list *more)
{
	struct caller_case_list all = {NEW_ARRAY(a, struct caller_case, list->n + more->n + 1), 0};
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++)
		all.v[all.n++] = list->v[i];
	for (size_t i = 0; i < more->n; i++)
		all.v[all.n++] = more->v[i];
	qsort(all.v, all.n, sizeof *all.v, newest_first);
	for (size_t i = 0; i < all.n; i++)
		if (!kept || all.v[kept - 1].id != all.v[i].id)
			all.v[kept++] = all.v[i];
	all.n = kept;
	*list = all;
}

/* The newest CANDIDATES of them before an id. *ret_more: there are others. */
static int
candidates(struct tx *tx, int64_t district, struct str caller, struct str digits, int64_t before, struct caller_case_list *ret,
	   bool *ret_more)
{
	struct caller_case_list list = {0}, more = {0};
	struct caller index;

	if (digits.n && digits.n < WHOLE) {
		TRY(sql_caller_tail(tx, district, tail_index(tx->arena, digits), before, CANDIDATES + 1, &list));
	} else if (digits.n) {
		index = appeal_caller_of(tx->arena, S(""), digits);
		TRY(sql_caller_phone(tx, district, index.phone_index, before, CANDIDATES + 1, &list));
		TRY(sql_caller_account_phone(tx, district, index.phone_index, before, CANDIDATES + 1, &more));
	} else {
		index = appeal_caller_of(tx->arena, caller, S(""));
		TRY(sql_caller_name(tx, district, index.name_index, before, CANDIDATES + 1, &list));
		TRY(sql_caller_account_name(tx, district, str_trim(caller), before, CANDIDATES + 1, &more));
	}
	join(tx->arena, &list, &more);
	*ret_more = paging_cut(&list.n, CANDIDATES);
	*ret = list;
	return 0;
}

/* Does the number of the case end so? Four digits were compared by their digest. */
static int
ends_so(struct tx *tx, int64_t district, const struct appeal *a, struct str digits, bool *ret)
{
	struct appeal_person p = {0};
	struct str number = S("");

	*ret = true;
	if (digits.n <= TAIL || digits.n >= WHOLE)
		return 0;
	TRY(appeal_contact_of(tx, district, a, &p));
	str_next(&p.phone, '-', &number);
	*ret = number.n >= digits.n && str_eq(str_sub(number, number.n - digits.n, number.n), digits);
	return 0;
}

/* Adds the case when this reader may know whose it is. */
static int
add(struct tx *tx, const struct actor *who, int64_t id, struct str digits, struct str reason, struct appeal_line_list *list)
{
	struct place place;
	struct appeal a;
	bool fits;
	int rc = sql_appeal_get(tx, who->district, id, &a);

	if (rc == E_NOTFOUND)
		return 0; /* of another kind */
	TRY(rc);
	place = appeal_place(&a);
	if (!actor_can(who, APPEAL_QUEUE, &place, a.org) || !appeal_may_contact(who, &a, &place))
		return 0;
	TRY(ends_so(tx, who->district, &a, digits, &fits));
	if (!fits)
		return 0;
	TRY(account_log_access(tx, who, FLOW_APPEAL, id, S("caller"), reason));
	return sql_appeal_line_get(tx, who->district, id, &list->v[list->n++]);
}

int
appeal_by_caller(struct tx *tx, const struct actor *who, const struct appeal_calling *c, struct appeal_line_list *ret,
		 struct str *ret_next)
{
	struct str digits = digits_of(tx->arena, c->caller);
	struct appeal_line_list list = {NEW_ARRAY(tx->arena, struct appeal_line, APPEAL_CALLER_MOST), 0};
	struct caller_case_list cases;
	size_t seen = 0;
	bool more;

	if (!actor_has(who, APPEAL_QUEUE) || (!actor_has(who, APPEAL_CONTACT) && !actor_has(who, APPEAL_HANDLE)))
		return E_DENIED;
	if (digits.n ? digits.n < TAIL : str_chars(plain_name(tx->arena, c->caller)) < 2)
		return fail(tx, E_INVALID, "caller", N_("请写电话号码、它的后四位，或者完整的姓名。"));
	if (str_chars(str_trim(c->reason)) < 2)
		return fail(tx, E_INVALID, "reason", N_("请写明为什么要找，比如“来电查进展”。"));
	TRY(candidates(tx, who->district, c->caller, digits, appeal_before_id(c->after), &cases, &more));
	for (; seen < cases.n && list.n < APPEAL_CALLER_MOST; seen++)
		TRY(add(tx, who, cases.v[seen].id, digits, c->reason, &list));
	/* That somebody looked is known even when they found nothing. */
	if (!list.n)
		TRY(account_log_access(tx, who, FLOW_APPEAL, 0, S("caller"), c->reason));
	*ret_next = seen && (more || seen < cases.n) ? str_number(tx->arena, cases.v[seen - 1].id) : S("");
	*ret = list;
	return 0;
}

int
appeal_lines_of(struct tx *tx, int64_t district, const int64_t *ids, size_t n, struct appeal_line_list *ret)
{
	struct appeal_line_list list = {NEW_ARRAY(tx->arena, struct appeal_line, n + 1), 0};

	for (; list.n < n; list.n++)
		TRY(sql_appeal_line_get(tx, district, ids[list.n], &list.v[list.n]));
	*ret = list;
	return 0;
}

/* ---- contacts from before ---- */

struct work {
	int64_t district, after, last; /* last: of the batch; an attempt that is made again begins behind after */
	size_t n;
};

/* One that the key does not open stays as it is, and the others have their turn: tomorrow it is tried again. */
static int
index_one(struct tx *tx, int64_t district, const struct appeal_contact_old *old)
{
	struct str name = S(""), phone = S("");
	struct caller caller;

	if (secret_open(tx->arena, old->name, &name) < 0 || secret_open(tx->arena, old->phone, &phone) < 0) {
		log_warn("who filed case %lld cannot be read with this key: nobody finds them by name or number", (long long)old->appeal);
		return 0;
	}
	caller = appeal_caller_of(tx->arena, name, phone);
	return sql_appeal_contact_index(tx, district, old->appeal, &caller, NULL);
}

static int
look(struct tx *tx, void *arg)
{
	struct work *w = arg;
	struct appeal_contact_old_list old;

	TRY(sql_appeal_contact_old(tx, w->district, w->after, 1, &old));
	w->n = old.n;
	return 0;
}

static int
write(struct tx *tx, void *arg)
{
	struct work *w = arg;
	struct appeal_contact_old_list old;

	TRY(sql_appeal_contact_old(tx, w->district, w->after, BATCH, &old));
	for (size_t i = 0; i < old.n; i++)
		TRY(index_one(tx, w->district, &old.v[i]));
	w->n = old.n;
	w->last = old.n ? old.v[old.n - 1].appeal : w->after;
	return 0;
}

static int
index_district(struct db *db, int64_t district, void *arg)
{
	struct work w = {.district = district};
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	rc = db_read_now(db, &a, look, &w);
	while (rc == 0 && w.n) {
		arena_reset(&a);
		rc = db_write_now(db, &a, write, &w);
		w.after = w.last;
	}
	arena_release(&a);
	return rc;
}

int
appeal_caller_timer(const struct feature_env *env)
{
	return secret_loaded() ? district_each(env->db, index_district, NULL) : 0;
}
