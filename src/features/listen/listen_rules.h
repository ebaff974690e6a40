/* listen_rules.h: what the rules of listening share. */
#ifndef LINLI_LISTEN_RULES_H
#define LINLI_LISTEN_RULES_H

#include "features/listen/listen.h"
#include "kit/course.h"

/* A move while it is made. */
struct listen_moving {
	struct move move;
	struct listen_row_own row;
	struct listen_line_list lines;
	const struct listen_change *c;
	bool lines_changed;
};

static inline struct listen_moving *
listen_of(struct move *m)
{
	return (struct listen_moving *)m;
}

int listen_do_edit(struct move *m), listen_do_save(struct move *m), listen_do_close(struct move *m), listen_do_call_off(struct move *m);

/* What is announced, checked and put into row and matter. */
int listen_say(struct move *m, struct listen_row_own *row, const struct listen_new *n);
/* The lines as they were typed, over those that were. */
int listen_take_lines(struct move *m);
/* The field of a line, as forms call it: "owner3". */
enum listen_column { LINE_TEXT, LINE_SORT, LINE_OWNER, LINE_DAY, LINE_WORDS, LINE__COLUMNS };
const char *listen_field(enum listen_column column, size_t number);

#endif
