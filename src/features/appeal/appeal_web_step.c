/* appeal_web_step.c: a step of a case as one sentence: who did what, and to whom. */
#include "features/account/account.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_show.h"
#include "features/territory/territory.h"
#include "kit/course.h"
#include "kit/say.h"
#include "ui/view.h"

/* own: to who raised it, when they did it; theirs: to everybody else. by: a body did it, {1} its name. to: {1} is where it went. */
static const struct sentence {
	const char *own, *theirs, *by, *to;
	const char *asks; /* by, to who raised it */
} sentences[ACT__MAX] = {
	[ACT_FILE] = {.own = N_("您反映了这件事"), .theirs = N_("居民反映了这件事"), .by = N_("{1}代为登记")},
	[ACT_TRIAGE] = {.by = N_("{1}核对了类别和地点")},
	[ACT_DISPATCH] = {.to = N_("派给{1}")},
	[ACT_AUTO_SEND] = {.to = N_("按派件规则自动派给{1}")},
	[ACT_ACCEPT] = {.by = N_("{1}签收了")},
	[ACT_BOUNCE] = {.by = N_("{1}退回了")},
	[ACT_NOTE] = {.by = N_("{1}记了便签")},
	[ACT_ASK] = {.by = N_("{1}请反映人补充"), .asks = N_("{1}请您补充")},
	[ACT_UNASK] = {.by = N_("{1}撤回了提问，接着办")},
	[ACT_ANSWER] = {.own = N_("您补充了情况"), .theirs = N_("反映人补充了情况"), .by = N_("{1}替反映人补充了情况")},
	[ACT_ADD] = {.own = N_("您补充了情况"), .theirs = N_("反映人补充了情况"), .by = N_("{1}替反映人补充了情况")},
	[ACT_REPLY] = {.by = N_("{1}答复了")},
	[ACT_CLOSE] = {.theirs = N_("到期自动办结"), .by = N_("{1}办结了")},
	[ACT_RATE] = {.own = N_("您评价了"), .theirs = N_("反映人评价了"), .by = N_("{1}替反映人评价了")},
	[ACT_CALL_RATE] = {.by = N_("{1}打电话回访，记下了评价")},
	[ACT_CALL_MISSED] = {.by = N_("{1}打电话回访，没有打通")},
	[ACT_CALL_REFUSED] = {.by = N_("{1}打电话回访，本人不愿评价")},
	[ACT_REOPEN] = {.own = N_("您要求重新办理"), .theirs = N_("反映人要求重新办理"), .by = N_("{1}转回重新办理")},
	[ACT_REFUSE] = {.by = N_("{1}决定不予受理")},
	[ACT_CONTEST] = {.own = N_("您申请了复核"), .theirs = N_("反映人申请了复核"), .by = N_("{1}替反映人申请了复核")},
	[ACT_WITHDRAW] = {.own = N_("您撤回了"), .theirs = N_("反映人撤回了"), .by = N_("{1}替反映人撤回了")},
	[ACT_CLIMB] = {.to = N_("超过时限，上提到{1}督办")},
	[ACT_PIN] = {.by = N_("{1}换了查询码")},
	[ACT_HELP] = {.to = N_("请{1}会办")},
	[ACT_HELP_ACCEPT] = {.by = N_("{1}签收了会办")},
	[ACT_HELP_REPLY] = {.by = N_("{1}答复了会办")},
	[ACT_HELP_BOUNCE] = {.by = N_("{1}退回了会办")},
	[ACT_RULE] = {.to = N_("裁定由{1}办")},
	[ACT_JOIN] = {.own = N_("您的反映和邻居的一起办"), .theirs = N_("和说同一件事的一起办"), .by = N_("{1}把它和说同一件事的并在一起办")},
	[ACT_LEAVE] = {.own = N_("您要求单独办"), .theirs = N_("拆出来单独办"), .by = N_("{1}把它拆出来单独办")},
	[ACT_SHARE_REPLY] = {.by = N_("{1}答复了")},
	[ACT_SPLIT] = {.to = N_("拆出一件，由{1}办")},
	[ACT_PART] = {.theirs = N_("从原件拆出来"), .by = N_("{1}从原件拆出来")},
	[ACT_URGE] = {.own = N_("您催办了"), .theirs = N_("反映人催办了"), .by = N_("{1}替反映人催办了")},
	[ACT_URGED] = {.theirs = N_("并在一起的反映人催办了")},
	[ACT_EXTEND_ASK] = {.by = N_("{1}申请延期")},
	[ACT_EXTEND_GRANT] = {.by = N_("{1}同意多给一些时间")},
	[ACT_EXTEND_REFUSE] = {.by = N_("{1}不同意延期")},
	[ACT_TAKE] = {.theirs = N_("就近有人接下了"), .by = N_("{1}接下了")},
	[ACT_SETTLE] = {.theirs = N_("就近办好了"), .by = N_("{1}办好了")},
	[ACT_PASS_UP] = {.to = N_("就近办不了，往上报到{1}")},
	[ACT_RISE] = {.to = N_("就近没有人接，报到{1}")},
	[ACT_SORT] = {.by = N_("{1}定了性")},
	[ACT_ADVISE] = {.by = N_("{1}答复了")},
	[ACT_APPEAL_RULING] = {.by = N_("{1}请求重新裁定")},
};

/* The number behind a name in the machine text of a step: of "level=2" the 2, of "org=0>7" the 7, to which it changed; 0 = it has none. */
static int64_t
number_in(struct str data, const char *name)
{
	struct str part, key, was, value;
	int64_t n;

	while (str_next(&data, ' ', &part)) {
		if (!str_next(&part, '=', &key) || !str_is(key, name))
			continue;
		value = part;
		if (str_has(part, S(">"))) {
			str_next(&part, '>', &was);
			value = part;
		}
		if (str_int(value, &n))
			return n;
	}
	return 0;
}

static int
body_name(struct req *r, int64_t id, struct str *ret)
{
	struct org org;
	int rc = account_org(r->tx, r->who->district, id, &org);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	*ret = appeal_say(r, org.name, org.name_en);
	return 0;
}

/* Where it went: a level or a body; "" = nowhere. */
static int
went_to(struct req *r, const struct flow_step *step, struct str *ret)
{
	bool level = step->kind == ACT_CLIMB || step->kind == ACT_PASS_UP || step->kind == ACT_RISE;
	const char *name = level ? "level" : step->kind == ACT_HELP ? "help" : "org";
	int64_t n = number_in(step->data, name);

	*ret = S("");
	if (!level)
		return n ? body_name(r, n, ret) : 0;
	if (n)
		*ret = str_of(ui_translate(req_lang(r), territory_level_word(n)));
	return 0;
}

/* A message with its {1} filled in. */
static struct str
filled(struct req *r, const char *zh, struct str with)
{
	struct str s = str_of(ui_translate(req_lang(r), zh));
	size_t at = str_find(s, S("{1}"));

	if (at >= s.n)
		return s;
	return str_fmt(&r->arena, "%.*s%.*s%.*s", STR(str_sub(s, 0, at)), STR(with), STR(str_sub(s, at + 3, s.n)));
}

/* Time itself took it for answered. */
static bool
waited_out(const struct flow_step *step)
{
	return step->kind == ACT_ANSWER && str_is(step->text, appeal_course.stages[STAGE_ASK].says);
}

int
appeal_step_said(struct req *r, const struct appeal_seen *s, const struct flow_step *step, struct str *ret)
{
	const struct sentence *say = step->kind > 0 && step->kind < ACT__MAX ? &sentences[step->kind] : &sentences[0];
	struct str by = appeal_say(r, step->org_name, step->org_name_en), to;
	const char *own = s->filer && say->own ? say->own : say->theirs;

	if (!by.n)
		by = say_place(r, s->a.community_name, s->a.community_name_en);
	if (waited_out(step))
		*ret = str_of(ui_translate(req_lang(r), N_("没有等到补充，接着办")));
	else if (say->to) {
		TRY(went_to(r, step, &to));
		*ret = to.n ? filled(r, say->to, to) : str_of(ui_translate(req_lang(r), appeal_act_word(step->kind)));
	} else if (own && !step->org)
		*ret = str_of(ui_translate(req_lang(r), own));
	else if (say->by && by.n)
		*ret = filled(r, s->filer && say->asks ? say->asks : say->by, by);
	else
		*ret = str_of(ui_translate(req_lang(r), appeal_act_word(step->kind)));
	return 0;
}
