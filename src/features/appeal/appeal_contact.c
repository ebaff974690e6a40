/* appeal_contact.c: the contact left with a case, and what the case's history says of it. */
#include "db/db.h"
#include "features/appeal/appeal_deed.h"
#include "gen/appeal_sql.h"
#include "lib/secret.h"

enum { DIGITS = 32 };

/* The digest is of sealed bytes, of which no two are alike: nobody can try a number against it. */
struct str
appeal_contact_said(struct arena *a, struct str name, struct str phone)
{
	if (!name.n && !phone.n)
		return S("0");
	return str_sub(secret_digest(a, str_fmt(a, "%zu %.*s%.*s", name.n, STR(name), STR(phone))), 0, DIGITS);
}

/* "" when the step says nothing: those of before did not. */
static struct str
said_of(const struct flow_step *s)
{
	struct str rest = s->data, word, key = S("contact=");

	while (str_next(&rest, ' ', &word))
		if (str_starts(word, key))
			return str_sub(word, key.n, SIZE_MAX);
	return S("");
}

int
appeal_contact_check(struct move *m, const struct flow_step_list *steps, const char **ret_why)
{
	struct str said = steps->n ? said_of(&steps->v[0]) : S(""), is;
	struct appeal_contact contact = {0};
	bool forgot = false;
	int rc = sql_appeal_contact_get(m->tx, m->who->district, m->was.id, &contact);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	for (size_t i = 0; i < steps->n; i++)
		forgot |= steps->v[i].kind == ACT_FORGET || steps->v[i].kind == ACT_UNREACH;
	is = appeal_contact_said(m->tx->arena, contact.name, contact.phone);
	if (forgot ? rc == 0 : said.n && !str_eq(said, is))
		*ret_why = forgot ? "a contact is there that was deleted" : "its contact is not the one it was filed with";
	return 0;
}
