/* sample_rules.h: what the rules of notes share. */
#ifndef LINLI_SAMPLE_RULES_H
#define LINLI_SAMPLE_RULES_H

#include "features/sample/sample.h"
#include "kit/course.h"

/* A move while it is made. */
struct sample_moving {
	struct move move;
	struct sample_row row;
	struct str text; /* as it was sent */
};

extern const struct course sample_course;

/* The text as it is kept. */
int sample_check_text(struct tx *tx, struct str text, struct str *ret);
/* The first words of a text. */
struct str sample_title(struct str text);

#endif
