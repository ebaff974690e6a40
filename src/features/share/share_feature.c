/* share_feature.c: what the program knows of places to book: see struct feature. */
#include "kit/feature.h"

#include "features/share/share.h"

const struct feature share_feature = {
	.name = "share",
	.personal = &share_personal,
};
