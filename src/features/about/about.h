/* about.h: what stands at the foot of pages: privacy notice, accessibility statement, contact; and who agreed to which privacy notice.
 *
 * Version 1 of each is the text that comes along, with the names and numbers of the settings; who runs the district may put their own
 * in its place. A version is never changed: what somebody agreed to can be read as it was. */
#ifndef LINLI_ABOUT_H
#define LINLI_ABOUT_H

#include "base/str.h"
#include "gen/about_row.h"
#include "kit/actor.h"

struct tx;

enum about_doc { ABOUT_PRIVACY = 1, ABOUT_ACCESS, ABOUT_CONTACT, ABOUT_DOC__MAX };
enum { ABOUT_SHIPPED = 1, ABOUT_TEXT_MAX = 20000 };

/* The doc of a word in an address: privacy, accessibility, contact; 0 = none. And back. */
enum about_doc about_doc_of(struct str word);
const char *about_doc_name(enum about_doc doc);  /* "privacy" */
const char *about_doc_title(enum about_doc doc); /* Chinese message key */

/* A version, 0 = the one that holds now. text "" = the text that comes along. E_NOTFOUND: there is no such version. */
int about_paper(struct tx *tx, int64_t district, enum about_doc doc, int64_t version, struct paper *ret);
bool about_may_edit(const struct actor *who);
/* Puts a new version in the place of `seen`; text "" = the one that comes along again. E_STALE: somebody else did. */
int about_put(struct tx *tx, const struct actor *who, enum about_doc doc, int64_t seen, struct str text, struct str text_en);

/* Writes down that who agrees to the privacy notice as it stands, once: by their account, else with the matter they filed. */
int about_agree(struct tx *tx, const struct actor *who, int64_t matter);
/* What the person agreed to, oldest first. */
int about_consents(struct tx *tx, int64_t district, int64_t person, struct consent_list *ret);

#endif
