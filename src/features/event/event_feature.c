/* event_feature.c: what the program knows of event cards: see struct feature. */
#include "kit/feature.h"

#include "features/event/event.h"
#include "kit/sealed.h"

static const struct sealed *const sealed[] = {&event_sealed, NULL};

const struct feature event_feature = {
	.name = "event",
	.sealed = sealed,
};
