/* whistle_rules.h: what the rules of whistles share. */
#ifndef LINLI_WHISTLE_RULES_H
#define LINLI_WHISTLE_RULES_H

#include "features/whistle/whistle.h"
#include "kit/course.h"

/* Stored. */
enum { WHISTLE_ARRIVAL = 1, WHISTLE_REPLY = 2, WHISTLE_STAGE__MAX };

/* A move while it is made. changed: of a body or a task, so that only what changed is written. */
struct whistle_moving {
	struct move move;
	struct whistle_row row;
	struct whistle_body_line_list bodies;
	struct whistle_task_line_list tasks;
	const struct whistle_change *c;
	bool body_changed[WHISTLE_BODIES_MAX];
	bool task_changed[WHISTLE_TASKS_MAX];
};

static inline struct whistle_moving *
whistle_of(struct move *m)
{
	return (struct whistle_moving *)m;
}

int whistle_do_arrive(struct move *m), whistle_do_admit(struct move *m), whistle_do_late(struct move *m), whistle_do_conclude(struct move *m), whistle_do_done(struct move *m),
	whistle_do_close(struct move *m), whistle_do_call_off(struct move *m), whistle_do_score(struct move *m), whistle_do_rate(struct move *m),
	whistle_do_coming(struct move *m), whistle_do_cannot(struct move *m), whistle_do_ring(struct move *m), whistle_do_sign(struct move *m);

/* Tells the desks of all bodies, or of one (org > 0), and those besides (0 = nobody), at once whatever their quiet hours. step: the version
 * of the matter after the move. */
int whistle_tell(struct move *m, int64_t step, int64_t org, int64_t also, const char *word);

/* Tells the desk of who whistles at the place. */
int whistle_tell_convener(struct move *m, int64_t step, const char *word);

#endif
