/* appeal_rule.h: deeds of what was given back twice: the tier above rules who takes it. */
#ifndef LINLI_APPEAL_RULE_H
#define LINLI_APPEAL_RULE_H

#include "features/appeal/appeal_stage.h"

int do_bounce(struct move *), do_rule(struct move *), do_appeal_ruling(struct move *);
/* May the actor rule who takes this case, at the tier it waits for or waited for last? */
bool appeal_may_rule(const struct move *m);

#endif
