/* account_web_people.c: people and their roles, for administrators. */
#include "features/account/account_admin.h"
#include "features/account/account_nod.h"
#include "features/account/account_page.h"
#include "features/territory/territory.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "kit/say.h"
#include "lib/secret.h"

enum { ACCESSES_SHOWN = 20 };

static const char *
person_path(struct req *r, int64_t id)
{
	return str_fmt(&r->arena, "/account/people/%lld", (long long)id).p;
}

static int
to_person(struct req *r, int64_t id, const char *said)
{
	if (said)
		gate_flash(r, said);
	return redirect(r, "%s", person_path(r, id));
}

static const char *const step_words[ACCOUNT_STEP__MAX] = {
	[ACCOUNT_ADDED] = N_("建了账户"),	 [ACCOUNT_EDITED] = N_("改了资料"),
	[ACCOUNT_STOPPED] = N_("停用"),		 [ACCOUNT_RESUMED] = N_("恢复使用"),
	[ACCOUNT_PASSWORD_SET] = N_("换了密码"), [ACCOUNT_FACTOR_ON] = N_("打开动态码"),
	[ACCOUNT_FACTOR_OFF] = N_("关掉动态码"), [ACCOUNT_GRANTED] = N_("给了角色"),
	[ACCOUNT_REVOKED] = N_("撤了角色"),	 [ACCOUNT_ERASED] = N_("注销"),
	[ACCOUNT_PHONE_SET] = N_("换了手机号"),
};

/* "role=COMMUNITY node=…" in words. */
static struct str
step_data(struct req *r, struct str data)
{
	struct str word, role = S("role=");

	if (!str_starts(data, role) || !str_next(&data, ' ', &word))
		return S("");
	return str_of(
		ui_translate(req_lang(r), role_word(role_find(str_sub(word, role.n, word.n)))));
}

static int
fill_steps(struct req *r, int64_t id, struct account_step_lines *ret)
{
	struct flow_step_list steps;

	TRY(gate_steps(r, FLOW_ACCOUNT, id, FLOW_INTERNAL, &steps));
	ret->v = NEW_ARRAY(&r->arena, struct account_step_line, steps.n);
	for (size_t i = steps.n; i-- > 0;)
		if (steps.v[i].kind > 0 && steps.v[i].kind < ACCOUNT_STEP__MAX)
			ret->v[ret->n++] = (struct account_step_line){
				.at = steps.v[i].at,
				.word = step_words[steps.v[i].kind],
				.data = step_data(r, steps.v[i].data),
				.by = say_duty(r, steps.v[i].person_title),
			};
	return 0;
}

static int
fill_roles(struct req *r, int64_t id, bool may, struct account_role_lines *ret)
{
	struct person_role_list roles;

	TRY(account_roles(r->tx, r->who, id, &roles));
	ret->v = NEW_ARRAY(&r->arena, struct account_role_line, roles.n);
	for (size_t i = 0; i < roles.n; i++)
		ret->v[ret->n++] = (struct account_role_line){
			.id = roles.v[i].id,
			.word = role_word((enum role)roles.v[i].role),
			.where = account_role_where(r, &roles.v[i]),
			.may_revoke = may,
		};
	return 0;
}

int
account_person_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .tab = "people", .back = "/account/people"};
	struct account_person_page p = {0};
	struct territory_node home;
	struct str email;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_person(r->tx, r->who, id, &p.p, &p.may));
	p.me = id == r->who->person;
	p.has_factor = p.p.totp.n > 0;
	p.phone = account_mask_phone(&r->arena, p.p.phone);
	if (p.p.email.n && secret_open(&r->arena, p.p.email, &email) == 0)
		p.email = str_fmt(&r->arena, "%.*s****%.*s", STR(str_sub(email, 0, 1)),
				  STR(str_sub(email, str_find(email, S("@")), email.n)));
	if (p.p.home && territory_get(r->tx, r->who->district, p.p.home, &home) == 0)
		p.home = territory_full_name(&r->arena, &home, req_lang(r) == LANG_EN);
	account_take_once(r, "phone", id, &p.full_phone);
	account_take_once(r, "new-password", id, &p.fresh_password);
	TRY(fill_roles(r, id, p.may, &p.roles));
	TRY(fill_steps(r, id, &p.steps));
	TRY(account_accesses_of(r->tx, r->who, id, ACCESSES_SHOWN, &p.accesses));
	page.title_text = p.p.name;
	p.duty = say_duty(r, p.p.title);
	return reply_page(r, &page, account_person, &p);
}

struct account_person_in {
	struct str name, login, phone, email, title, name_en, home, find_home;
	bool seek_home;
	int64_t version;
};
static const struct field person_fields[] = {
	FIELD(account_person_in, name, FIELD_TEXT, .label = N_("姓名"), .max = 40,
	      .required = true),
	FIELD(account_person_in, login, FIELD_TEXT, .label = N_("登录名"), .max = 40,
	      .hint = N_("小写字母、数字和 . _ -；只用手机登录的可以不填")),
	FIELD(account_person_in, phone, FIELD_PHONE, .label = N_("手机号"),
	      .hint = N_("可以不填；改的时候留空就是不变")),
	FIELD(account_person_in, email, FIELD_EMAIL, .label = N_("邮箱"), .max = 254,
	      .hint = N_("可以不填；改的时候留空就是不变")),
	FIELD(account_person_in, title, FIELD_TEXT, .label = N_("公开称呼"), .max = 40,
	      .hint = N_("办理过程里这样称呼，例如“网格员”“03 号席”，不写姓名")),
	FIELD(account_person_in, name_en, FIELD_TEXT, .label = N_("英文名"), .max = 60),
	FIELD(account_person_in, home, FIELD_TEXT, .label = N_("住在或工作在"), .max = 80,
	      .hint = N_("楼栋、网格或社区的名称或编号")),
	FIELD(account_person_in, find_home, FIELD_TEXT, .label = N_("找地方"), .max = 60),
	FIELD(account_person_in, seek_home, FIELD_AGAIN, .label = N_("找")),
	FIELD(account_person_in, version, FIELD_INT, .label = N_("版本")),
};
const struct form account_form_person = FORM(account_person_in, person_fields);

static int
typed_person(struct req *r, struct account_new *ret)
{
	const struct account_person_in *in = form_in(r, account_person_in);

	*ret = (struct account_new){
		.login = str_lower(&r->arena, in->login),
		.name = in->name,
		.name_en = in->name_en,
		.title = in->title,
		.phone = in->phone,
		.email = in->email,
	};
	return account_typed_place(r, account_person_in, home, &ret->home);
}

int
account_person_new_page(struct req *r)
{
	const struct account_person_in *in = form_if(r, account_person_in);
	struct page page = {.frame = FRAME_DESK,
			    .title = N_("加一个人"),
			    .tab = "people",
			    .back = "/account/people",
			    .library = "pick.js"};
	struct account_person_page p = {0};

	ui_form(r, &account_form_person);
	TRY(account_pick_place(r, &(struct account_place_asked)ACCOUNT_PLACE_ASKED(in, home, 0), N_("不填地方"), &p.homes));
	return reply_page(r, &page, account_person_edit, &p);
}

int
account_person_new_post(struct req *r)
{
	struct account_new p;
	int64_t id;

	TRY(typed_person(r, &p));
	TRY(account_add(r->tx, r->who, &p, &id));
	return to_person(r, id, N_("加好了。接着给角色，再给一个密码"));
}

/* The person in the path, when this administrator may change them. */
static int
managed(struct req *r, struct person *ret)
{
	bool may;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_person(r->tx, r->who, id, ret, &may));
	return may ? 0 : E_DENIED;
}

int
account_person_edit_page(struct req *r)
{
	const struct account_person_in *in = form_if(r, account_person_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("改资料"), .tab = "people", .library = "pick.js"};
	struct account_person_page p = {0};

	TRY(managed(r, &p.p));
	page.back = person_path(r, p.p.id);
	ui_form(r, &account_form_person);
	ui_fill(r, "name", p.p.name);
	ui_fill(r, "login", p.p.login);
	ui_fill(r, "title", p.p.title);
	ui_fill(r, "name_en", p.p.name_en);
	TRY(account_pick_place(r, &(struct account_place_asked)ACCOUNT_PLACE_ASKED(in, home, p.p.home), N_("不填地方"), &p.homes));
	ui_fill(r, "version", str_number(&r->arena, p.p.version));
	return reply_page(r, &page, account_person_edit, &p);
}

int
account_person_edit_post(struct req *r)
{
	const struct account_person_in *in = form_in(r, account_person_in);
	struct account_new p;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(typed_person(r, &p));
	TRY(account_edit(r->tx, r->who, id, in->version, &p));
	return to_person(r, id, N_("资料改好了"));
}

/* The second question about the person in the path, for those who may change them. */
static int
ask_about(struct req *r, const struct account_question *question)
{
	struct account_confirm_page p = {0};
	struct person person;

	TRY(managed(r, &person));
	p.about = person.name;
	p.back = person_path(r, person.id);
	return account_confirm(r, question, &p);
}

int
account_person_stop_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("停用账户"),
		.will = {{N_("这个人在所有地方退出登录，令牌也不能用，直到恢复使用。")},
			 {N_("做过的事和记录都在，手上的事要交给别人办。")}},
		.deed = N_("停用"),
		.keep = N_("先不停用"),
	};

	return ask_about(r, &question);
}

int
account_person_stop_post(struct req *r)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_stop(r->tx, r->who, id));
	return to_person(r, id, N_("停用了，所有地方都退出了登录"));
}

int
account_person_resume_post(struct req *r)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_resume(r->tx, r->who, id));
	return to_person(r, id, N_("恢复使用了"));
}

struct fresh_password {
	struct str password, hash;
};

int
account_reset_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("给新密码"),
		.will = {{N_("原来的密码作废，动态码关掉，这个人在所有地方退出登录。")},
			 {N_("新密码只显示一次，当面或打电话告诉本人；7 天内有效，本人登录后先换成自己的。")}},
		.deed = N_("给新密码"),
		.keep = N_("先不给"),
	};

	return ask_about(r, &question);
}

int
account_reset_prepare(struct req *r)
{
	struct fresh_password *fresh = NEW(&r->arena, struct fresh_password);

	fresh->password = account_make_password(&r->arena);
	fresh->hash = secret_hash_password(&r->arena, fresh->password);
	LEAVE(&r->prepared, fresh_password, fresh);
	return 0;
}

int
account_reset_post(struct req *r)
{
	const struct fresh_password *fresh = TAKE(&r->prepared, fresh_password);
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_reset_password(r->tx, r->who, id, fresh->hash, false));
	account_keep_once(r, "new-password", id, fresh->password);
	return to_person(r, id, NULL);
}

static const struct choice role_choices[] = {
#define ROLE(number, name_, word_, staff_) {#name_, word_, ROLE_##name_},
#include "kit/roles.def"
#undef ROLE
};
struct account_grant_in {
	enum role role;
	struct str place, find_place, org, find_org;
	bool seek_place, seek_org;
};
static const struct field grant_fields[] = {
	FIELD(account_grant_in, role, FIELD_CHOICE, .label = N_("角色"), .required = true,
	      CHOICES(role_choices)),
	FIELD(account_grant_in, place, FIELD_TEXT, .label = N_("在哪里有效"), .max = 80,
	      .hint = N_("区、街道、社区、网格或楼栋的名称或编号；那里和下面都算")),
	FIELD(account_grant_in, find_place, FIELD_TEXT, .label = N_("找地方"), .max = 60),
	FIELD(account_grant_in, seek_place, FIELD_AGAIN, .label = N_("找")),
	FIELD(account_grant_in, org, FIELD_TEXT, .label = N_("为哪个机构"), .max = 40),
	FIELD(account_grant_in, find_org, FIELD_TEXT, .label = N_("找单位"), .max = 60),
	FIELD(account_grant_in, seek_org, FIELD_AGAIN, .label = N_("找")),
};
const struct form account_form_grant = FORM(account_grant_in, grant_fields);

/* Bodies by their codes. */
int
account_pick_org(struct req *r, struct str typed, struct str chosen, struct pick_search *ret)
{
	bool english = req_lang(r) == LANG_EN;
	struct pick_search s = {.name = "org", .query = "find_org", .again = "seek_org", .from = "/account/orgs/pick?find=",
				.label = N_("找单位"), .hint = N_("单位名称、拼音首字母或编号"), .none = N_("不限机构"), .typed = typed,
				.unchosen = !chosen.n};
	struct org_list orgs;
	struct pick_list all;

	TRY(account_orgs(r->tx, r->who->district, &orgs));
	all = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, orgs.n), 0};
	for (size_t i = 0; i < orgs.n; i++)
		all.v[all.n++] = (struct pick){
			.value = orgs.v[i].code,
			.label = english && orgs.v[i].name_en.n ? orgs.v[i].name_en : orgs.v[i].name,
			.also = str_fmt(&r->arena, "%.*s %.*s", STR(orgs.v[i].name), STR(orgs.v[i].code)),
			.chosen = str_eq(orgs.v[i].code, chosen),
		};
	pick_narrow(&r->arena, &all, &s);
	*ret = s;
	return 0;
}

int
account_grant_page(struct req *r)
{
	const struct account_grant_in *in = form_if(r, account_grant_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("给角色"), .tab = "people", .library = "pick.js"};
	struct account_grant_page p = {0};
	bool may;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_person(r->tx, r->who, id, &p.p, &may));
	TRY(account_pick_place(r, &(struct account_place_asked)ACCOUNT_PLACE_ASKED(in, place, 0), N_("没有选"), &p.places));
	TRY(account_pick_org(r, in ? in->find_org : S(""), in ? in->org : S(""), &p.orgs));
	page.back = person_path(r, id);
	ui_form(r, &account_form_grant);
	return reply_page(r, &page, account_grant, &p);
}

int
account_grant_post(struct req *r)
{
	const struct account_grant_in *in = form_in(r, account_grant_in);
	struct org org = {0};
	int64_t id, node;
	int rc;

	TRY(account_path_id(r, 0, &id));
	TRY(account_typed_place(r, account_grant_in, place, &node));
	if (in->org.n) {
		rc = account_org_by_code(r->tx, r->who->district, in->org, &org);
		if (rc == E_NOTFOUND)
			return form_fail(r, account_grant_in, org, N_("没有这个机构"));
		TRY(rc);
	}
	if (in->role == ROLE_ADMIN && node) {
		struct territory_node n;

		TRY(territory_get(r->tx, r->who->district, node, &n));
		if (n.level == LEVEL_DISTRICT) {
			TRY(account_nod_ask_admin(r->tx, r->who, id));
			return to_person(r, id, N_("记下了，等另一位全区管理员点头"));
		}
	}
	TRY(account_grant(r->tx, r->who, id, in->role, node, org.id));
	return to_person(r, id, N_("角色给好了"));
}

int
account_revoke_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("撤掉角色"),
		.will = {{N_("这个人马上看不到这个角色管的事，也不能再办。")},
			 {N_("以前办过的记录都在。要再给，从“给角色”里给。")}},
		.deed = N_("撤掉角色"),
		.keep = N_("先不撤"),
	};
	struct account_confirm_page p = {0};
	struct person_role_list roles;
	struct person person;
	int64_t grant;
	size_t i = 0;

	TRY(managed(r, &person));
	TRY(account_path_id(r, 1, &grant));
	TRY(account_roles(r->tx, r->who, person.id, &roles));
	while (i < roles.n && roles.v[i].id != grant)
		i++;
	if (i == roles.n)
		return E_NOTFOUND;
	p.about = str_fmt(&r->arena, "%.*s · %s · %.*s", STR(person.name),
			  ui_translate(req_lang(r), role_word((enum role)roles.v[i].role)),
			  STR(account_role_where(r, &roles.v[i])));
	p.back = person_path(r, person.id);
	return account_confirm(r, &question, &p);
}

int
account_revoke_post(struct req *r)
{
	int64_t id, grant;

	TRY(account_path_id(r, 0, &id));
	TRY(account_path_id(r, 1, &grant));
	TRY(account_revoke(r->tx, r->who, id, grant));
	return to_person(r, id, N_("角色撤掉了"));
}

struct account_reveal_in {
	struct str reason;
};
static const struct field reveal_fields[] = {
	FIELD(account_reveal_in, reason, FIELD_TEXT, .label = N_("为什么要看"), .min = 4,
	      .max = 100, .required = true, .hint = N_("本人会看到您写的原因")),
};
const struct form account_form_reveal = FORM(account_reveal_in, reveal_fields);

int
account_reveal_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("看完整号码"), .tab = "people"};
	struct account_person_page p = {0};

	TRY(managed(r, &p.p));
	p.phone = account_mask_phone(&r->arena, p.p.phone);
	page.back = person_path(r, p.p.id);
	ui_form(r, &account_form_reveal);
	return reply_page(r, &page, account_reveal, &p);
}

int
account_reveal_post(struct req *r)
{
	struct str phone;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_reveal_phone(r->tx, r->who, id, form_in(r, account_reveal_in)->reason, &phone));
	account_keep_once(r, "phone", id, phone);
	return to_person(r, id, NULL);
}
