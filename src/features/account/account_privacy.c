/* account_privacy.c: full personal values: who reads them and why; how a person is told something. */
#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/outbox.h"
#include "features/account/account_rules.h"
#include "features/account/account_seal.h"
#include "gen/account_sql.h"
#include "lib/secret.h"

int
account_log_access(struct tx *tx, const struct actor *who, enum flow_subject kind, int64_t subject,
		   struct str what, struct str reason)
{
	struct access_new row = {
		.id = id_new(),
		.person = who->person,
		.subject_kind = kind,
		.subject = subject,
		.what = what,
		.reason = str_trim(reason),
		.at = clock_now(),
	};

	if (!row.reason.n)
		return fail(tx, E_INVALID, "reason", N_("请写明为什么要看"));
	TRY(account_chain_access(tx, who, &row));
	return sql_access_insert(tx, who->district, &row);
}

int
account_readings(struct tx *tx, int64_t district, enum flow_subject kind, int64_t subject,
		 int64_t limit, struct access_line_list *ret)
{
	return sql_access_of(tx, district, kind, subject, limit, ret);
}

int
account_contact(struct tx *tx, int64_t district, int64_t person, struct str *ret_name, struct str *ret_phone)
{
	struct person p;
	struct str phone;

	TRY(account_get(tx, district, person, &p));
	if (p.state == PERSON_ERASED)
		return E_NOTFOUND;
	TRY(secret_open(tx->arena, p.phone, &phone));
	*ret_name = p.name;
	*ret_phone = phone;
	return 0;
}

struct str
account_mask_number(struct arena *a, struct str phone)
{
	if (phone.n < 8)
		return S("****");
	return str_fmt(a, "%.*s****%.*s", STR(str_sub(phone, 0, 3)), STR(str_sub(phone, phone.n - 4, 4)));
}

struct str
account_mask_phone(struct arena *a, struct str sealed)
{
	struct str phone;

	if (!sealed.n || secret_open(a, sealed, &phone) < 0)
		return S("");
	return account_mask_number(a, phone);
}

struct str
account_pack(struct arena *a, struct str sealed)
{
	char *z = arena_alloc(a, 2 * sealed.n + 1);

	sodium_bin2hex(z, 2 * sealed.n + 1, (const unsigned char *)sealed.p, sealed.n);
	return (struct str){z, 2 * sealed.n};
}

int
account_unpack(struct arena *a, struct str text, struct str *ret_sealed)
{
	unsigned char *p = arena_alloc(a, text.n / 2 + 1);
	const char *end;
	size_t n;

	if (sodium_hex2bin(p, text.n / 2, text.p, text.n, NULL, &n, &end) != 0 || end != text.p + text.n)
		return E_MALFORMED;
	*ret_sealed = (struct str){(const char *)p, n};
	return 0;
}

int
account_unnotify_phone(struct tx *tx, int64_t district, struct str sealed_phone)
{
	return sealed_phone.n ? outbox_unsend(tx, district, account_pack(tx->arena, sealed_phone)) : 0;
}

/* The outbox never holds a readable number: it is handed over as it is sealed. */
int
account_notify_phone(struct tx *tx, int64_t district, int64_t at, struct str sealed_phone, struct str title,
		     struct str text)
{
	if (!sealed_phone.n)
		return 0;
	return outbox_put(tx, district, OUTBOX_NOTICE, at, 0, account_pack(tx->arena, sealed_phone), title, text);
}

int
account_notify_number(struct tx *tx, int64_t district, int64_t at, struct str sealed_phone, const struct account_told *of,
		      struct str title, struct str text)
{
	if (!sealed_phone.n)
		return 0;
	return outbox_put(tx, district, OUTBOX_NUMBER, at, 0, account_pack(tx->arena, sealed_phone), title,
			  str_fmt(tx->arena, "%lld %lld %lld\n%.*s", (long long)of->kind, (long long)of->matter, (long long)of->step,
				  STR(text)));
}

struct secrets {
	int (*one)(void *ctx, struct str field);
	void *ctx;
};

static int
hand_over(void *ctx, const struct person_box *row)
{
	const struct secrets *s = ctx;

	TRY(s->one(s->ctx, row->phone));
	TRY(s->one(s->ctx, row->email));
	return s->one(s->ctx, row->totp);
}

int
account_secrets(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx)
{
	return sql_person_sealed(tx, district, hand_over, &(struct secrets){one, ctx});
}
