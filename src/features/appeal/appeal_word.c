/* appeal_word.c: the words for states, moves, channels and names, for people and for programs. */
#include "features/appeal/appeal_word.h"

#include "base/err.h"

static const struct state_name {
	const char *name, *word;
	int lamp;
} states[APPEAL_STATE__MAX] = {
#define STATE(number, name_, word_, live, tab, lamp_) [APPEAL_##name_] = {.name = #name_, .word = word_, .lamp = lamp_},
#include "features/appeal/state.def"
#undef STATE
};

static const struct act_name {
	const char *name, *word;
} acts[ACT__MAX] = {
#define ACT(number, name_, word_, from, to, by, perm, sight, deed) [ACT_##name_] = {.name = #name_, .word = word_},
#include "features/appeal/act.def"
#undef ACT
};

static const struct {
	const char *name, *word;
} stages[STAGE__MAX] = {
#define STAGE(number, name, word, kind, ends, says) [STAGE_##name] = {#name, word},
#define RUNG(stage, days, level)
#include "features/appeal/stage.def"
#undef RUNG
#undef STAGE
};

static const char *const channels[CHANNEL__MAX] = {
	[CHANNEL_WEB] = "web",
	[CHANNEL_POSTER] = "poster",
	[CHANNEL_PHONE] = "phone",
	[CHANNEL_VISIT] = "visit",
	[CHANNEL_KIOSK] = "kiosk",
	[CHANNEL_MEETING] = "meeting",
	[CHANNEL_EMAIL] = "email",
	[CHANNEL_API] = "api",
	[CHANNEL_IMPORT] = "import",
};

static const char *const channel_words[CHANNEL__MAX] = {
	[CHANNEL_WEB] = N_("网上"),	 [CHANNEL_POSTER] = N_("扫码"),	 [CHANNEL_PHONE] = N_("来电"),
	[CHANNEL_VISIT] = N_("来访"),	 [CHANNEL_KIOSK] = N_("自助机"), [CHANNEL_MEETING] = N_("会议"),
	[CHANNEL_EMAIL] = N_("邮件"),	 [CHANNEL_API] = N_("接口"),	 [CHANNEL_IMPORT] = N_("导入"),
};

static const char *const anons[ANON__MAX] = {
	[ANON_NAMED] = N_("实名"),
	[ANON_COMMUNITY] = N_("只让社区知道"),
	[ANON_NOBODY] = N_("匿名"),
};

/* Numbers may have gaps. */
#define WORD(table, max, i) ((i) > 0 && (i) < (max) && (table) ? (table) : "")

int64_t
appeal_state_plain(int64_t s)
{
	return s == APPEAL_RULING ? APPEAL_FILED : s;
}

const char *
appeal_state_word(int64_t s)
{
	return WORD(states[s].word, APPEAL_STATE__MAX, s);
}

const char *
appeal_state_name(int64_t s)
{
	return WORD(states[s].name, APPEAL_STATE__MAX, s);
}

const char *
appeal_act_word(int64_t act)
{
	return WORD(acts[act].word, ACT__MAX, act);
}

const char *
appeal_act_name(int64_t act)
{
	return WORD(acts[act].name, ACT__MAX, act);
}

const char *
appeal_channel_name(int64_t c)
{
	return WORD(channels[c], CHANNEL__MAX, c);
}

const char *
appeal_channel_word(int64_t c)
{
	return WORD(channel_words[c], CHANNEL__MAX, c);
}

const char *
appeal_anon_word(int64_t a)
{
	return WORD(anons[a], ANON__MAX, a);
}

int
appeal_lamp(int64_t state)
{
	return state > 0 && state < APPEAL_STATE__MAX ? states[state].lamp : 1;
}

static bool
same_word(struct str a, const char *upper)
{
	size_t i = 0;

	/* A number that nothing has. */
	if (!upper)
		return false;
	for (; i < a.n && upper[i]; i++)
		if ((a.p[i] | 0x20) != (upper[i] | 0x20))
			return false;
	return i == a.n && !upper[i];
}

enum appeal_state
appeal_state_find(struct str name)
{
	for (int s = 1; s < APPEAL_STATE__MAX; s++)
		if (same_word(name, states[s].name))
			return (enum appeal_state)s;
	return APPEAL__NO_STATE;
}

enum appeal_act
appeal_act_find(struct str name)
{
	for (int act = 1; act < ACT__MAX; act++)
		if (acts[act].name && same_word(name, acts[act].name))
			return (enum appeal_act)act;
	return ACT__NONE;
}

enum appeal_channel
appeal_channel_find(struct str name)
{
	for (int c = 1; c < CHANNEL__MAX; c++)
		if (same_word(name, channels[c]))
			return (enum appeal_channel)c;
	return 0;
}

const char *const appeal_sort_names[] = {"big", "small", "private", NULL};
const char *const appeal_affair_names[] = {"government", "residents", NULL};
static const char *const sort_words[] = {N_("大事"), N_("小事"), N_("私事")};
static const char *const affair_words[] = {N_("政务"), N_("居务")};

/* Of the words of numbers that begin with 1; "" when there is none. */
static const char *
word_of(const char *const *words, int64_t max, int64_t number)
{
	return number > 0 && number < max ? words[number - 1] : "";
}

const char *
appeal_sort_word(int64_t sort)
{
	return word_of(sort_words, SORT__MAX, sort);
}

const char *
appeal_sort_name(int64_t sort)
{
	return word_of(appeal_sort_names, SORT__MAX, sort);
}

const char *
appeal_affair_word(int64_t affair)
{
	return word_of(affair_words, AFFAIR__MAX, affair);
}

const char *
appeal_affair_name(int64_t affair)
{
	return word_of(appeal_affair_names, AFFAIR__MAX, affair);
}

const char *
appeal_stage_word(int64_t stage)
{
	return WORD(stages[stage].word, STAGE__MAX, stage);
}

const char *
appeal_stage_name(int64_t stage)
{
	return WORD(stages[stage].name, STAGE__MAX, stage);
}

const int64_t appeal_faces[FACES] = {5, 3, 1};

static const char *const marks[MARK_OF__MAX][FACES] = {
	[MARK_RESULT] = {N_("办好了"), N_("还差一点"), N_("没办好")},
	[MARK_ATTITUDE] = {N_("热心"), N_("一般"), N_("不好")},
};

const char *
appeal_mark_word(enum mark_of of, int64_t mark)
{
	if (mark < 1 || mark > 5)
		return "";
	return marks[of][mark >= 4 ? 0 : mark == 3 ? 1 : 2];
}

bool
appeal_mark_poor(int64_t mark)
{
	return mark == 1 || mark == 2;
}
