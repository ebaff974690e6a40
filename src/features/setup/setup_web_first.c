/* setup_web_first.c: the list an administrator walks down with an empty district: what is done, what is next, and what works without it. */
#include "features/account/account.h"
#include "features/setup/setup_page.h"
#include "features/territory/territory.h"
#include "gen/setup_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"

enum { WAY_PHONE = 1, WAY_MAIL };
static const struct choice ways[] = {{"phone", N_("短信"), WAY_PHONE}, {"mail", N_("邮件"), WAY_MAIL}};
struct setup_test_in {
	int by;
};
static const struct field test_fields[] = {
	FIELD(setup_test_in, by, FIELD_CHOICE, .label = N_("用什么发"), .required = true, CHOICES(ways)),
};
const struct form setup_form_test = FORM(setup_test_in, test_fields);

enum { MARK_POSTERS = 1, MARK_SILENT, MARK_AWAY, MARK_BACK, MARK_CATALOGUE };
static const struct choice marks[] = {
	{"posters", N_("海报贴好了"), MARK_POSTERS},
	{"silent", N_("先不发短信和邮件"), MARK_SILENT},
	{"away", N_("收起清单"), MARK_AWAY},
	{"back", N_("再拿出来"), MARK_BACK},
	{"catalogue", N_("用自带的职责清单"), MARK_CATALOGUE},
};
struct setup_mark_in {
	int what;
};
static const struct field mark_fields[] = {
	FIELD(setup_mark_in, what, FIELD_CHOICE, .label = N_("做什么"), .required = true, CHOICES(marks)),
};
const struct form setup_form_mark = FORM(setup_mark_in, mark_fields);

static const char *const words[SETUP_STEP__MAX][2] = {
	[SETUP_PLACES] = {N_("地方"), N_("地方")},
	[SETUP_BODIES] = {N_("机构"), N_("机构")},
	[SETUP_PEOPLE] = {N_("人"), N_("人")},
	[SETUP_CATALOGUE] = {N_("清单"), N_("职责清单")},
	[SETUP_MESSAGES] = {N_("短信"), N_("短信和邮件")},
	[SETUP_WORDS] = {N_("说明"), N_("运行单位、值班电话、备案号")},
	[SETUP_POSTERS] = {N_("海报"), N_("楼门海报")},
};

/* What a test came to, from before the transaction to the page behind it. */
struct trial {
	struct account_trial t;
	int by;
	bool took;
	struct str said;
};

static void
add_steps(struct req *r, struct setup_first_page *p)
{
	bool next = false;

	p->steps.v = NEW_ARRAY(&r->arena, struct setup_line_step, SETUP_STEPS);
	for (int i = 1; i < SETUP_STEP__MAX; i++) {
		bool on = p->s.done[i];

		p->steps.v[p->steps.n++] = (struct setup_line_step){
			.step = (enum setup_step)i, .number = i, .word = words[i][0], .title = words[i][1], .on = on, .now = !on && !next,
		};
		next = next || !on;
	}
}

int
setup_first_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("开张清单"), .tab = "setup"};
	struct setup_first_page p = {.demo = r->app->demo};
	struct territory_node root;
	struct account_trial own;

	TRY(setup_look(r->tx, r->who, &p.s));
	TRY(account_trial_open(r->tx, r->who, &own));
	TRY(territory_root(r->tx, r->who->district, &root));
	p.site = territory_full_name(&r->arena, &root, req_lang(r) == LANG_EN);
	p.root = root.id;
	p.phone = own.phone.n ? account_mask_number(&r->arena, own.phone) : S("");
	p.mail = own.mail;
	if (r->turn && r->found.p) {
		const struct trial *t = TAKE(&r->found, trial);

		p.tested = true;
		p.took = t->took;
		p.test_way = ways[t->by - 1].label;
		p.test_said = t->said;
	}
	p.silent = p.s.done[SETUP_MESSAGES];
	p.words_done = p.s.done[SETUP_WORDS];
	p.posters_done = p.s.done[SETUP_POSTERS];
	p.icp = p.s.told[SETTING_ICP].n > 0;
	add_steps(r, &p);
	return reply_page(r, &page, setup_first, &p);
}

int
setup_test_ahead(struct req *r)
{
	struct trial *t = NEW(&r->arena, struct trial);

	if (!setup_may(r->who))
		return E_DENIED;
	*t = (struct trial){.by = form_in(r, setup_test_in)->by};
	TRY(account_trial_open(r->tx, r->who, &t->t));
	LEAVE(&r->found, trial, t);
	return 0;
}

/* Waits for the gateway where nobody else waits. The demo lets nothing out. */
int
setup_test_prepare(struct req *r)
{
	struct trial *t = TAKE(&r->found, trial);
	int rc;

	if (r->app->demo) {
		t->said = str_of(ui_translate(req_lang(r), N_("这是演示，没有真发")));
	} else {
		rc = account_trial_send(&r->arena, &t->t, t->by == WAY_MAIL, S("邻里：试一条"),
					S("这是管理员试发的一条消息，收到就说明通了。"), &t->said);
		t->took = rc == 0;
		if (rc == E_NOTFOUND)
			t->said = str_of(ui_translate(req_lang(r), N_("您的账户里没有号码或邮箱，或者平台还没有填")));
		else if (rc < 0 && !t->said.n)
			t->said = str_of(ui_translate(req_lang(r), N_("令牌文件读不了，要属于程序自己、权限 0600")));
	}
	LEAVE(&r->found, trial, t);
	return 0;
}

/* Nothing is kept: the answer is on the page. */
int
setup_test_post(struct req *r)
{
	(void)r;
	return 0;
}

int
setup_mark_post(struct req *r)
{
	switch (form_in(r, setup_mark_in)->what) {
	case MARK_POSTERS:
		TRY(setup_change(r->tx, r->who, SETTING_POSTERS, S("1")));
		break;
	case MARK_SILENT:
		TRY(setup_change(r->tx, r->who, SETTING_NO_MESSAGES, S("1")));
		break;
	case MARK_CATALOGUE:
		TRY(setup_take_catalogue(r->tx, r->who));
		gate_flash(r, N_("自带的职责清单放好了，以后可以改"));
		break;
	case MARK_AWAY:
		TRY(setup_change(r->tx, r->who, SETTING_AWAY, S("1")));
		gate_flash(r, N_("收起来了，要用从旁边“开张清单”进"));
		break;
	default:
		TRY(setup_change(r->tx, r->who, SETTING_AWAY, S("0")));
		break;
	}
	return redirect(r, "/setup");
}
