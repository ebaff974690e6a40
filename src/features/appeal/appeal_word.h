/* appeal_word.h: states, moves, channels and names, and their words for people and for programs. */
#ifndef LINLI_APPEAL_WORD_H
#define LINLI_APPEAL_WORD_H

#include "base/str.h"
#include "kit/matter.h"

enum appeal_state {
	APPEAL__NO_STATE,
#define STATE(number, name, word, live, tab, lamp) APPEAL_##name = number,
#include "features/appeal/state.def"
#undef STATE
	APPEAL_STATE__MAX
};

enum appeal_act {
	ACT__NONE,
#define ACT(number, name, word, from, to, by, perm, sight, deed) ACT_##name = number,
#include "features/appeal/act.def"
#undef ACT
	ACT__MAX
};

/* The clocks of a case. */
enum appeal_stage {
	STAGE__NONE,
#define STAGE(number, name, word, kind, ends, says) STAGE_##name = number,
#define RUNG(stage, days, level)
#include "features/appeal/stage.def"
#undef RUNG
#undef STAGE
	STAGE__MAX
};

/* Stored. What a matter is: the committee leads, neighbours settle it among themselves, or it is somebody's own and is helped with. */
enum appeal_sort { SORT_BIG = 1, SORT_SMALL, SORT_PRIVATE, SORT__MAX };
/* Stored. Whose business it is: the government's, or the residents' own. */
enum appeal_affair { AFFAIR_GOVERNMENT = 1, AFFAIR_RESIDENTS, AFFAIR__MAX };

/* A photo is part of what the filer says, or of the answer. */
enum appeal_photo_kind { PHOTO_FILER = 1, PHOTO_REPLY = 2 };

/* How it came in. */
enum appeal_channel {
	CHANNEL_WEB = 1,
	CHANNEL_POSTER = 2,
	CHANNEL_PHONE = 3,
	CHANNEL_VISIT = 4,
	CHANNEL_KIOSK = 5,
	CHANNEL_MEETING = 6,
	CHANNEL_EMAIL = 7,
	CHANNEL_API = 8,
	CHANNEL_IMPORT = 9,
	CHANNEL__MAX
};


const char *appeal_state_word(int64_t state); /* Chinese message keys */
const char *appeal_act_word(int64_t act);
const char *appeal_act_name(int64_t act); /* "DISPATCH" */
enum appeal_act appeal_act_find(struct str name);
const char *appeal_anon_word(int64_t anon);
int appeal_lamp(int64_t state);
enum appeal_state appeal_state_find(struct str name); /* 0 = unknown */
/* The state as people outside the office read it: that bodies argue about who takes it is not theirs to read. */
int64_t appeal_state_plain(int64_t state);
const char *appeal_state_name(int64_t state);	      /* "FILED" */
const char *appeal_channel_word(int64_t channel);     /* Chinese message key */
const char *appeal_channel_name(int64_t channel);     /* "web" */
enum appeal_channel appeal_channel_find(struct str name);
/* Marks are stored as 1 to 5, 5 is best. Faces give 5, 3 and 1; marks of five points, which were asked for once and programs may still send,
 * are said with the nearest face. */
enum mark_of { MARK_RESULT, MARK_ATTITUDE, MARK_OF__MAX };
enum { FACES = 3 };
extern const int64_t appeal_faces[FACES]; /* their marks, best first */
const char *appeal_mark_word(enum mark_of of, int64_t mark); /* a Chinese message key; "" = no mark */
/* Not solved: reopening is offered at once. */
bool appeal_mark_poor(int64_t mark);
/* Both marks at least this: pleased. */
enum { APPEAL_MARK_GOOD = 4 };
extern const char *const appeal_sort_names[], *const appeal_affair_names[]; /* for programs, all of them, ended by NULL */
const char *appeal_sort_word(int64_t sort);	    /* Chinese message keys; "" = nobody has said */
const char *appeal_affair_word(int64_t affair);
const char *appeal_sort_name(int64_t sort);	    /* "big"; "" */
const char *appeal_affair_name(int64_t affair);	    /* "government"; "" */
const char *appeal_stage_word(int64_t stage);
const char *appeal_stage_name(int64_t stage);	      /* "HANDLE" */

#endif
