/* account_web_me.c: my account: profile, password, sessions, export, erasure. */
#include "features/account/account_admin.h"
#include "features/account/account_auth.h"
#include "features/account/account_page.h"
#include "features/account/account_self.h"
#include "features/territory/territory.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "base/clock.h"
#include "kit/feature_list.h"
#include "kit/gate.h"
#include "kit/mine.h"
#include "kit/privacy.h"
#include "kit/say.h"
#include "lib/secret.h"

enum { ACCESSES_SHOWN = 10, ONCE_SECONDS = 120 };

int
account_path_id(const struct req *r, int arg, int64_t *ret)
{
	return str_int(r->arg[arg], ret) ? 0 : E_NOTFOUND;
}

void
account_seal_for(struct req *r, const char *name, int64_t id, struct str text, int64_t seconds)
{
	gate_seal(r, name, str_fmt(&r->arena, "%lld\n%.*s", (long long)id, STR(text)), seconds);
}

bool
account_unseal_for(struct req *r, const char *name, int64_t id, struct str *ret)
{
	struct str text, owner;
	int64_t of;

	if (!gate_unseal(r, name, &text) || !str_next(&text, '\n', &owner) || !str_int(owner, &of) || of != id)
		return false;
	*ret = text;
	return true;
}

void
account_keep_once(struct req *r, const char *name, int64_t id, struct str secret)
{
	account_seal_for(r, name, id, secret, ONCE_SECONDS);
}

bool
account_take_once(struct req *r, const char *name, int64_t id, struct str *ret)
{
	if (r->method != GET || r->head || !account_unseal_for(r, name, id, ret))
		return false;
	reply_cookie(r, str_of(name), S(""), -1);
	return true;
}

/* Is this place, or the house it is in, among what the words find? */
static int
named_by(struct req *r, struct str words, int64_t id, bool *ret)
{
	struct territory_node_list hits;
	struct territory_node n;

	*ret = false;
	TRY(territory_get(r->tx, r->who->district, id, &n));
	TRY(territory_search(r->tx, r->who->district, words, PICK_SHOWN + 1, &hits));
	for (size_t i = 0; i < hits.n; i++)
		*ret |= hits.v[i].id == id || hits.v[i].id == n.building;
	return 0;
}

int
account_typed_place_at(struct req *r, const char *in, size_t member, struct str chosen, struct str words,
		       int64_t *ret_node)
{
	struct str text = chosen.n ? chosen : words;
	bool fits = true;
	int rc;

	*ret_node = 0;
	if (!text.n)
		return 0;
	rc = account_find_place(r->tx, r->who->district, text, ret_node);
	if (rc == E_NOTFOUND)
		return form_fail_at(r, in, member, N_("没有认出这个地方，请从下面选一个，或者换个说法再找"),
				    S(""));
	TRY(rc);
	if (chosen.n && words.n)
		TRY(named_by(r, words, *ret_node, &fits));
	return fits ? 0 : form_fail_at(r, in, member, N_("写的和选的不是一个地方，请选一个"), S(""));
}

int
account_pick_place(struct req *r, const struct account_place_asked *asked, const char *none, struct pick_search *ret)
{
	const struct territory_pick_form form = {
		.of = TERRITORY_PICK_ANY, .field = asked->field, .query = asked->query, .again = asked->again,
		.label = N_("找地方"), .none = none, .own = asked->was};
	struct str words = asked->words;
	int64_t node = asked->was;

	if (asked->sent && (!asked->chosen.n || account_find_place(r->tx, r->who->district, asked->chosen, &node) < 0))
		node = 0;
	/* What no place is called stands where it can be mended. */
	if (!node && !words.n)
		words = asked->chosen;
	return territory_find_places(r, &form, words, node, ret);
}

struct str
account_role_where(struct req *r, const struct person_role *role)
{
	bool english = req_lang(r) == LANG_EN;
	struct str node = say_place(r, role->node_name, role->node_name_en);
	struct str org = english && role->org_name_en.n ? role->org_name_en : role->org_name;

	return str_fmt(&r->arena, "%.*s%s%.*s", STR(node), node.n && org.n ? " · " : "", STR(org));
}

static int
fill_me(struct req *r, struct account_me_page *p)
{
	struct person_role_list roles;
	struct session_list sessions;
	struct territory_node home;

	TRY(account_get(r->tx, r->who->district, r->who->person, &p->person));
	p->phone = account_mask_phone(&r->arena, p->person.phone);
	p->has_password = p->person.password.n > 0;
	p->has_factor = p->person.totp.n > 0;
	if (p->person.home && territory_get(r->tx, r->who->district, p->person.home, &home) == 0)
		p->home = territory_full_name(&r->arena, &home, req_lang(r) == LANG_EN);
	TRY(account_roles(r->tx, r->who, r->who->person, &roles));
	p->roles.v = NEW_ARRAY(&r->arena, struct account_role_line, roles.n);
	for (size_t i = 0; i < roles.n; i++)
		p->roles.v[p->roles.n++] = (struct account_role_line){
			.word = role_word((enum role)roles.v[i].role),
			.where = account_role_where(r, &roles.v[i]),
		};
	TRY(account_sessions(r->tx, r->who, &sessions));
	p->sessions.v = NEW_ARRAY(&r->arena, struct account_session_line, sessions.n);
	for (size_t i = 0; i < sessions.n; i++)
		p->sessions.v[p->sessions.n++] = (struct account_session_line){
			.s = sessions.v[i],
			.mine = sessions.v[i].id == r->who->session,
		};
	TRY(about_consents(r->tx, r->who->district, r->who->person, &p->consents));
	return account_accesses(r->tx, r->who, ACCESSES_SHOWN, &p->accesses);
}

/* What every feature has of the reader's. */
static int
fill_parts(struct req *r, struct account_me_page *p)
{
	const struct feature_list *all = r->app->features;

	p->parts.v = NEW_ARRAY(&r->arena, struct mine_part, all->n);
	for (size_t i = 0; i < all->n; i++) {
		struct mine_part *part = &p->parts.v[p->parts.n];

		if (!all->v[i]->mine)
			continue;
		*part = (struct mine_part){0};
		TRY(all->v[i]->mine(r, part));
		p->turns += part->turns;
		p->more |= part->rows.s.n > 0;
		p->parts.n++;
	}
	return 0;
}

static void
greet(struct account_me_page *p)
{
	struct civil now = clock_civil(clock_now());

	p->hour = now.hour < 12 ? DAY_MORNING : now.hour < 18 ? DAY_AFTERNOON : DAY_EVENING;
}

int
account_me_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("我的"), .tab = "account"};
	struct account_me_page p = {.visitor = r->who->kind != ACTOR_PERSON, .demo = r->app->demo};

	if (r->who->pending)
		return account_lead(r);
	greet(&p);
	if (!p.visitor) {
		TRY(fill_me(r, &p));
		p.duty = say_duty(r, p.person.title);
		TRY(fill_parts(r, &p));
	}
	return reply_page(r, &page, account_me, &p);
}

struct account_profile_in {
	struct str name, name_en, email, home, find_home;
	bool seek_home;
};
static const struct field profile_fields[] = {
	FIELD(account_profile_in, name, FIELD_TEXT, .label = N_("怎么称呼您"), .max = 40,
	      .required = true, .hint = N_("公开的页面上不出现姓名")),
	FIELD(account_profile_in, name_en, FIELD_TEXT, .label = N_("英文名"), .max = 60),
	FIELD(account_profile_in, email, FIELD_EMAIL, .label = N_("邮箱"), .max = 254,
	      .hint = N_("留空不变；没有手机号时，消息发到这里")),
	FIELD(account_profile_in, home, FIELD_TEXT, .label = N_("住在哪里"), .max = 80,
	      .hint = N_("楼栋、网格或社区的名称或编号；用来先显示附近的事")),
	FIELD(account_profile_in, find_home, FIELD_TEXT, .label = N_("找地方"), .max = 60),
	FIELD(account_profile_in, seek_home, FIELD_AGAIN, .label = N_("找")),
};
const struct form account_form_profile = FORM(account_profile_in, profile_fields);

int
account_profile_page(struct req *r)
{
	const struct account_profile_in *in = form_if(r, account_profile_in);
	struct page page = {.frame = FRAME_TASK, .title = N_("我的资料"), .back = "/account", .library = "pick.js"};
	struct account_me_page p = {0};

	TRY(account_get(r->tx, r->who->district, r->who->person, &p.person));
	p.phone = account_mask_phone(&r->arena, p.person.phone);
	ui_form(r, &account_form_profile);
	ui_fill(r, "name", p.person.name);
	ui_fill(r, "name_en", p.person.name_en);
	TRY(account_pick_place(r, &(struct account_place_asked)ACCOUNT_PLACE_ASKED(in, home, p.person.home), N_("不填住在哪里"), &p.homes));
	return reply_page(r, &page, account_profile, &p);
}

int
account_profile_post(struct req *r)
{
	const struct account_profile_in *in = form_in(r, account_profile_in);
	struct account_profile profile = {
		.name = in->name,
		.name_en = in->name_en,
		.email = in->email,
	};

	TRY(account_typed_place(r, account_profile_in, home, &profile.home));
	TRY(account_describe(r->tx, r->who, &profile));
	gate_flash(r, N_("资料改好了"));
	return redirect(r, "/account");
}

struct account_password_in {
	struct str password, fresh, fresh_again;
};
static const struct field password_fields[] = {
	ACCOUNT_PASSWORD_FIELD(account_password_in),
	FIELD_AS(account_password_in, fresh, "new", FIELD_SECRET, .label = N_("新密码"),
		 .required = true, .hint = N_("至少 10 个字，一句好记的话最好")),
	FIELD_AS(account_password_in, fresh_again, "new_again", FIELD_SECRET,
		 .label = N_("再写一遍新密码"), .required = true),
};
const struct form account_form_password = FORM(account_password_in, password_fields);

struct new_password {
	const struct account_proof *proof;
	struct str hash;
};

int
account_password_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("换密码"), .back = "/account"};
	struct account_password_page p;
	struct person me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	p.has_password = me.password.n > 0;
	ui_form(r, &account_form_password);
	return reply_page(r, &page, account_password, &p);
}

int
account_prove_owner_at(struct req *r, const char *in, size_t member, struct str password)
{
	struct account_proof *proof = NEW(&r->arena, struct account_proof);

	TRY(account_check_own_password(r->app->db, &r->arena, r->who, password, proof));
	if (proof->hash.n && !proof->ok)
		return form_fail_at(r, in, member, N_("现在的密码不对"), S(""));
	LEAVE(&r->prepared, account_proof, proof);
	return 0;
}

int
account_password_prepare(struct req *r)
{
	const struct account_password_in *in = form_in(r, account_password_in);
	struct new_password *p = NEW(&r->arena, struct new_password);
	const char *flaw;

	TRY(account_prove_owner(r, account_password_in));
	p->proof = TAKE(&r->prepared, account_proof);
	flaw = account_password_flaw(&r->arena, p->proof->login, in->fresh);
	if (flaw)
		return form_fail(r, account_password_in, fresh, flaw);
	if (!str_eq(in->fresh, in->fresh_again))
		return form_fail(r, account_password_in, fresh_again, N_("两遍写得不一样"));
	p->hash = secret_hash_password(&r->arena, in->fresh);
	LEAVE(&r->prepared, new_password, p);
	return 0;
}

int
account_password_post(struct req *r)
{
	const struct new_password *p = TAKE(&r->prepared, new_password);

	TRY(account_change_password(r->tx, r->who, p->proof, p->hash));
	gate_flash(r, N_("密码换好了，别处的登录都退出了"));
	return redirect(r, "/account");
}

int
account_session_end_post(struct req *r)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_end_session(r->tx, r->who, id));
	gate_flash(r, N_("那里的登录已退出"));
	return redirect(r, "/account");
}

int
account_sessions_end_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("所有地方都退出"),
		.will = {{N_("您登录着的手机和电脑都会退出，这里也一样，要用就重新登录。")},
			 {N_("给程序用的令牌还有效；不想留，到“给程序用的令牌”里撤销。")}},
		.deed = N_("所有地方都退出"),
		.keep = N_("先不退出"),
	};

	return account_confirm(r, &question, &(struct account_confirm_page){.back = "/account"});
}

int
account_sessions_end_post(struct req *r)
{
	TRY(account_end_sessions(r->tx, r->who));
	account_leave_browser(r);
	gate_flash(r, N_("所有地方都退出了"));
	return redirect(r, "/account/sign-in");
}

int
account_export_post(struct req *r)
{
	struct buf b;

	buf_init(&b, &r->arena);
	TRY(privacy_export(r->app->features, r->tx, r->who, &b));
	return reply_bytes(r, S("application/json"), buf_done(&b), S("linli-my-data.json"));
}

struct account_erase_in {
	struct str password;
	bool confirm;
};
static const struct field erase_fields[] = {
	ACCOUNT_PASSWORD_FIELD(account_erase_in),
	FIELD(account_erase_in, confirm, FIELD_BOOL, .label = N_("我知道注销以后恢复不了"),
	      .required = true, .missing = N_("要注销，请先勾上这一项")),
};
const struct form account_form_erase = FORM(account_erase_in, erase_fields);

int
account_erase_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("注销账户"),
		.will = {{N_("姓名、手机、邮箱、住处、角色和值班安排都删掉，所有地方都退出登录，恢复不了。")},
			 {N_("您反映过的事不再和您有关：留下的姓名、电话、具体位置都删掉，在别处留过同一个手机号的也删掉。")},
			 {N_("公开过的事留着，还是公开页面上看得到的样子，那里本来就看不出是谁反映的；没有公开的照片和补充删掉。")},
			 {N_("没有公开、已经办完的事，内容和照片删掉，只留编号、类别、地点、日期和答复，这是依法要存的办理记录。")},
			 {N_("还在办的事接着办，去掉电话和门牌以后的文字留给承办单位；他们联系不到您了。抄下编号和查询码，还能来看结果。")}},
		.deed = N_("注销账户"),
		.keep = N_("先不注销"),
	};
	struct account_confirm_page p = {.back = "/account", .is_erasure = true, .asks_owner = true};
	struct person me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	p.own.has_password = me.password.n > 0;
	ui_form(r, &account_form_erase);
	return account_confirm(r, &question, &p);
}

int
account_erase_prepare(struct req *r)
{
	return account_prove_owner(r, account_erase_in);
}

int
account_erase_post(struct req *r)
{
	TRY(account_check_owner(r->tx, r->who, TAKE(&r->prepared, account_proof)));
	TRY(privacy_erase(r->app->features, r->tx, r->who));
	account_leave_browser(r);
	gate_flash(r, N_("账户注销了，留下的只有“已注销”三个字"));
	return redirect(r, "/");
}
