/* about.c: texts of those who run a district, and who agreed to which. */
#include "features/about/about.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/about/about_seal.h"
#include "gen/about_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"
#include "lib/shape.h"

static const struct doc {
	const char *name, *title;
} docs[ABOUT_DOC__MAX] = {
	[ABOUT_PRIVACY] = {"privacy", N_("隐私说明")},
	[ABOUT_ACCESS] = {"accessibility", N_("无障碍说明")},
	[ABOUT_CONTACT] = {"contact", N_("联系我们")},
};

enum about_doc
about_doc_of(struct str word)
{
	for (int doc = 1; doc < ABOUT_DOC__MAX; doc++)
		if (str_is(word, docs[doc].name))
			return (enum about_doc)doc;
	return 0;
}

const char *
about_doc_name(enum about_doc doc)
{
	return docs[doc].name;
}

const char *
about_doc_title(enum about_doc doc)
{
	return docs[doc].title;
}

int
about_paper(struct tx *tx, int64_t district, enum about_doc doc, int64_t version, struct paper *ret)
{
	struct paper row = {.doc = doc, .version = ABOUT_SHIPPED};
	int rc = version ? sql_paper_get(tx, district, doc, version, &row) : sql_paper_newest(tx, district, doc, &row);

	if (rc == E_NOTFOUND && version > ABOUT_SHIPPED)
		return E_NOTFOUND;
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (version < 0)
		return E_NOTFOUND;
	*ret = row;
	return 0;
}

bool
about_may_edit(const struct actor *who)
{
	enum level level;
	int64_t node;

	return who->kind == ACTOR_SYSTEM || (actor_reach(who, ABOUT_EDIT, &level, &node) && level == LEVEL_DISTRICT);
}

int
about_put(struct tx *tx, const struct actor *who, enum about_doc doc, int64_t seen, struct str text, struct str text_en)
{
	struct paper was, is;

	if (!about_may_edit(who))
		return E_DENIED;
	if (text_en.n && !text.n)
		return fail(tx, E_INVALID, "text", N_("写了英文，中文也要写"));
	TRY(about_paper(tx, who->district, doc, 0, &was));
	if (was.version != seen)
		return E_STALE;
	if (str_eq(was.text, text) && str_eq(was.text_en, text_en))
		return 0;
	is = (struct paper){
		.doc = doc, .version = was.version + 1, .text = text, .text_en = text_en, .author = who->person, .at = clock_now(),
	};
	TRY(sql_paper_insert(tx, who->district, &is));
	return sealed_add(tx, who, &about_sealed,
			  &(struct flow_new){.id = who->district,
					     .kind = ABOUT_STEP_PUT,
					     .sight = FLOW_INTERNAL,
					     .data = str_fmt(tx->arena, "doc=%s version=%lld", docs[doc].name, (long long)is.version)});
}

int
about_agree(struct tx *tx, const struct actor *who, int64_t matter)
{
	struct paper now;

	if (!who->person && !matter)
		return 0;
	TRY(about_paper(tx, who->district, ABOUT_PRIVACY, 0, &now));
	return sql_consent_put(tx, who->district,
			       &(struct consent){.person = who->person, .matter = who->person ? 0 : matter, .version = now.version, .at = clock_now()},
			       NULL);
}

int
about_consents(struct tx *tx, int64_t district, int64_t person, struct consent_list *ret)
{
	return sql_consents_of(tx, district, person, ret);
}

/* ---- the copy of a person's data, and their erasure ---- */

static const struct shape_field consent_fields[] = {
	{.name = "version", .type = SHAPE_INT, SHAPE_MEMBER(struct consent, version), .about = "Version of the privacy notice: /about/privacy/VERSION"},
	{.name = "at", .type = SHAPE_TIME, SHAPE_MEMBER(struct consent, at), .about = "When they agreed"},
};
static const struct shape consent_shape = {"Consent", consent_fields, sizeof consent_fields / sizeof *consent_fields};

int
about_print(struct tx *tx, const struct actor *who, struct buf *json)
{
	struct consent_list list;

	TRY(about_consents(tx, who->district, who->person, &list));
	shape_json_list(json, &consent_shape, list.v, list.n, sizeof *list.v);
	return 0;
}

int
about_forget(struct tx *tx, const struct actor *who)
{
	return sql_consents_forget(tx, who->district, who->person, NULL);
}

/* ---- seals ---- */

static int
put(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct paper_list list;

	if (id != district)
		return E_NOTFOUND;
	TRY(sql_papers(tx, district, &list));
	for (size_t i = 0; i < list.n; i++) {
		seal_number(b, "\x1f", list.v[i].doc);
		seal_number(b, " ", list.v[i].version);
		seal_number(b, " ", list.v[i].author);
		seal_number(b, " ", list.v[i].at);
		seal_text(b, "\x1f", list.v[i].text);
		seal_text(b, "\x1f", list.v[i].text_en);
	}
	return 0;
}

static int
things(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct paper_list list;

	(void)most;
	TRY(sql_papers(tx, district, &list));
	*ret_n = list.n && after < district;
	if (*ret_n)
		ret_ids[0] = district;
	return 0;
}

const struct sealed about_sealed = {.subject = FLOW_PAPER, .put = put, .things = things};
