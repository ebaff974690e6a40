/* account_web_org.c: bodies, for administrators; and the mailbox of the demo. */
#include "features/account/account_admin.h"
#include "features/account/account_page.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "kit/feature_list.h"
#include "kit/gate.h"

enum { MESSAGES = 50 };

struct account_org_in {
	struct str name, code, kind, place, find_place, phone, about, name_en;
	bool seek_place;
	int64_t version;
};
static const struct field org_fields[] = {
	FIELD(account_org_in, name, FIELD_TEXT, .label = N_("名称"), .max = 60, .required = true),
	FIELD(account_org_in, code, FIELD_TEXT, .label = N_("编号"), .max = 40,
	      .hint = N_("小写字母、数字、- 和 _，定了就不改")),
	FIELD(account_org_in, kind, FIELD_TEXT, .label = N_("类别"), .max = 40, .required = true,
	      .hint = N_("职责清单里的机构类别，例如 community、property、street_city")),
	FIELD(account_org_in, place, FIELD_TEXT, .label = N_("服务哪里"), .max = 80,
	      .hint = N_("名称或编号；留空是全区")),
	FIELD(account_org_in, find_place, FIELD_TEXT, .label = N_("找地方"), .max = 60),
	FIELD(account_org_in, seek_place, FIELD_AGAIN, .label = N_("找")),
	FIELD(account_org_in, phone, FIELD_TEXT, .label = N_("对外电话"), .max = 40),
	FIELD(account_org_in, about, FIELD_LINES, .label = N_("管什么"), .max = 500),
	FIELD(account_org_in, name_en, FIELD_TEXT, .label = N_("英文名"), .max = 120),
	FIELD(account_org_in, version, FIELD_INT, .label = N_("版本")),
};
const struct form account_form_org = FORM(account_org_in, org_fields);

static int
typed_org(struct req *r, struct org *ret)
{
	const struct account_org_in *in = form_in(r, account_org_in);

	*ret = (struct org){
		.code = in->code,
		.name = in->name,
		.name_en = in->name_en,
		.kind = in->kind,
		.phone = in->phone,
		.about = in->about,
	};
	return account_typed_place(r, account_org_in, place, &ret->place);
}

/* By their names; one that a body has and the catalogue does not know stays to choose. */
static int
pick_kinds(struct req *r, struct str has, struct pick_list *ret)
{
	const struct account_org_in *in = form_if(r, account_org_in);
	struct str chosen = in ? in->kind : has;
	struct body_kind_list kinds;
	bool known = !chosen.n;

	TRY(feature_body_kinds(r->app->features, r->tx, r->who->district, req_lang(r) == LANG_EN, &kinds));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, kinds.n + 1), kinds.n};
	for (size_t i = 0; i < kinds.n; i++) {
		ret->v[i] = (struct pick){
			.value = kinds.v[i].code, .label = kinds.v[i].name, .chosen = str_eq(kinds.v[i].code, chosen),
		};
		known |= ret->v[i].chosen;
	}
	if (kinds.n && !known)
		ret->v[ret->n++] = (struct pick){.value = chosen, .label = chosen, .chosen = true};
	return 0;
}

int
account_org_new_page(struct req *r)
{
	const struct account_org_in *in = form_if(r, account_org_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("加一个机构"),
			    .tab = "orgs", .back = "/account/orgs", .library = "pick.js"};
	struct account_org_page p = {.is_new = true};

	ui_form(r, &account_form_org);
	TRY(pick_kinds(r, S(""), &p.kinds));
	TRY(account_pick_place(r, &(struct account_place_asked)ACCOUNT_PLACE_ASKED(in, place, 0), N_("全区"), &p.places));
	return reply_page(r, &page, account_org, &p);
}

int
account_org_new_post(struct req *r)
{
	struct org o;
	int64_t id;

	TRY(typed_org(r, &o));
	TRY(account_org_add(r->tx, r->who, &o, &id));
	gate_flash(r, N_("机构加好了"));
	return redirect(r, "/account/orgs");
}

int
account_org_edit_page(struct req *r)
{
	const struct account_org_in *in = form_if(r, account_org_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("改机构"),
			    .tab = "orgs", .back = "/account/orgs", .library = "pick.js"};
	struct account_org_page p = {0};
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_org_managed(r->tx, r->who, id, &p.o));
	ui_form(r, &account_form_org);
	TRY(pick_kinds(r, p.o.kind, &p.kinds));
	ui_fill(r, "name", p.o.name);
	ui_fill(r, "name_en", p.o.name_en);
	ui_fill(r, "kind", p.o.kind);
	TRY(account_pick_place(r, &(struct account_place_asked)ACCOUNT_PLACE_ASKED(in, place, p.o.place), N_("全区"), &p.places));
	ui_fill(r, "phone", p.o.phone);
	ui_fill(r, "about", p.o.about);
	ui_fill(r, "version", str_number(&r->arena, p.o.version));
	return reply_page(r, &page, account_org, &p);
}

int
account_org_edit_post(struct req *r)
{
	const struct account_org_in *in = form_in(r, account_org_in);
	struct org o;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(typed_org(r, &o));
	TRY(account_org_edit(r->tx, r->who, id, in->version, &o));
	gate_flash(r, N_("机构改好了"));
	return redirect(r, "/account/orgs");
}

static int
close_or_reopen(struct req *r, bool closed)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_org_close(r->tx, r->who, id, closed));
	gate_flash(r, closed ? N_("机构关了，新的事不再派给它") : N_("机构又能接新的事了"));
	return redirect(r, "/account/orgs");
}

int
account_org_close_post(struct req *r)
{
	return close_or_reopen(r, true);
}

int
account_org_reopen_post(struct req *r)
{
	return close_or_reopen(r, false);
}

int
account_outbox_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE, .title = N_("演示信箱"),
			    .tab = "account", .back = "/account"};
	struct account_outbox_page p;

	if (!r->app->demo)
		return E_NOTFOUND;
	TRY(account_shown(r->tx, r->who->district, MESSAGES, &p.messages));
	return reply_page(r, &page, account_outbox, &p);
}

/* ---- what fits, for pick.js ---- */

struct account_pick_in {
	struct str find;
};
static const struct field pick_fields[] = {
	FIELD(account_pick_in, find, FIELD_TEXT, .label = N_("找单位"), .max = 60),
};
const struct form account_form_pick = FORM(account_pick_in, pick_fields);

int
account_org_pick_page(struct req *r)
{
	struct pick_search s;

	TRY(account_pick_org(r, form_in(r, account_pick_in)->find, S(""), &s));
	s.unchosen = false;
	return reply_fragment(r, pick_hits, &s);
}
