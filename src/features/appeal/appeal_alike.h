/* appeal_alike.h: live cases that may say the same as a text or as a case, for people to judge: nothing is joined because of it. */
#ifndef LINLI_APPEAL_ALIKE_H
#define LINLI_APPEAL_ALIKE_H

#include "features/appeal/appeal_see.h"

enum { APPEAL_ALIKE_MAX = 3 };
/* How alike, for people. */
enum alike_word { ALIKE_SOME = 1, ALIKE_MUCH, ALIKE_COPY };

struct appeal_alike {
	struct appeal_line l; /* as its reader may see it */
	enum alike_word how;
	struct str thumb;     /* a photo that its reader may see; "" = none */
};
struct appeal_alike_list {
	struct appeal_alike v[APPEAL_ALIKE_MAX];
	size_t n;
};
/* What everybody reads of live cases like this text in a community (0 = any). One that is dealt with under another is that one. */
int appeal_alike_open(struct tx *tx, int64_t district, int64_t community, struct str text, struct appeal_alike_list *ret);
/* Live cases like one, of those whose reader may dispatch them. */
int appeal_alike_desk(struct tx *tx, const struct actor *who, const struct appeal *a, struct appeal_alike_list *ret);

#endif
