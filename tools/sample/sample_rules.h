/* sample_rules.h: what the rules of notes share. */
#ifndef LINLI_SAMPLE_RULES_H
#define LINLI_SAMPLE_RULES_H

#include "features/sample/sample.h"
#include "kit/course.h"

/* A move while it is made. */
struct sample_moving {
	struct move move;
	struct sample_row row;
	const struct sample_said *said; /* as it was sent */
};

/* Puts what was said into a row as it is kept. */
int sample_say(struct tx *tx, const struct sample_said *said, struct sample_row *row);
/* The first words of a text. */
struct str sample_title(struct str text);

#endif
