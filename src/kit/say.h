/* say.h: names of places and duties in the reader's language. */
#ifndef LINLI_KIT_SAY_H
#define LINLI_KIT_SAY_H

#include "http/req.h"

/* A place's name: in English the one it was given, else text_place_en. */
struct str say_place(struct req *r, struct str zh, struct str en);
/* Both said already: 北岭社区 3号楼; in English Beiling Community, Building 3. Either may be "". */
struct str say_within(struct req *r, struct str outer, struct str inner);

/* What somebody does, in the reader's language. */
struct str say_duty(struct req *r, struct str zh);

#endif
