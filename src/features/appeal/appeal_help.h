/* appeal_help.h: deeds of bodies that help the lead, and of links. */
#ifndef LINLI_APPEAL_HELP_H
#define LINLI_APPEAL_HELP_H

#include "features/appeal/appeal_stage.h"

int do_help(struct move *), do_help_accept(struct move *), do_help_reply(struct move *), do_help_bounce(struct move *),
	do_link(struct move *), do_unlink(struct move *);
/* Refuses an answer while a body that helps still has time; ends the parts of those that are late. */
int appeal_helpers_done(struct move *m);

#endif
