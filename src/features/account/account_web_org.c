/* account_web_org.c: bodies, for administrators; and the mailbox of the demo. */
#include "features/account/account_admin.h"
#include "features/account/account_page.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "kit/gate.h"

enum { MESSAGES = 50 };

enum { ORG_NAME, ORG_CODE, ORG_KIND, ORG_PLACE, ORG_PHONE, ORG_ABOUT, ORG_NAME_EN, ORG_VERSION };
static const struct field org_fields[] = {
	[ORG_NAME] = {.name = "name", .type = FIELD_TEXT, .label = N_("名称"), .max = 60, .required = true},
	[ORG_CODE] = {.name = "code", .type = FIELD_TEXT, .label = N_("编号"), .max = 40,
		      .hint = N_("小写字母、数字、- 和 _，定了就不改")},
	[ORG_KIND] = {.name = "kind", .type = FIELD_TEXT, .label = N_("类别"), .max = 40, .required = true,
		      .hint = N_("职责清单里的机构类别，例如 community、property、street_city")},
	[ORG_PLACE] = {.name = "place", .type = FIELD_TEXT, .label = N_("服务哪里"), .max = 80,
		       .hint = N_("名称或编号；留空是全区")},
	[ORG_PHONE] = {.name = "phone", .type = FIELD_TEXT, .label = N_("对外电话"), .max = 40},
	[ORG_ABOUT] = {.name = "about", .type = FIELD_LINES, .label = N_("管什么"), .max = 500},
	[ORG_NAME_EN] = {.name = "name_en", .type = FIELD_TEXT, .label = N_("英文名"), .max = 120},
	[ORG_VERSION] = {.name = "version", .type = FIELD_INT, .label = N_("版本")},
};
const struct form account_form_org = FORM("org", org_fields);

static int
typed_org(struct req *r, struct org *ret)
{
	*ret = (struct org){
		.code = in_str(r, ORG_CODE),
		.name = in_str(r, ORG_NAME),
		.name_en = in_str(r, ORG_NAME_EN),
		.kind = in_str(r, ORG_KIND),
		.phone = in_str(r, ORG_PHONE),
		.about = in_str(r, ORG_ABOUT),
	};
	return account_typed_place(r, ORG_PLACE, &ret->place);
}

int
account_org_new_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("加一个机构"),
			    .tab = "orgs", .back = "/account/orgs"};
	struct account_org_page p = {.is_new = true};

	ui_form(r, &account_form_org);
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
	struct page page = {.frame = FRAME_DESK, .title = N_("改机构"),
			    .tab = "orgs", .back = "/account/orgs"};
	struct account_org_page p = {0};
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_org_managed(r->tx, r->who, id, &p.o));
	ui_form(r, &account_form_org);
	ui_fill(r, "name", p.o.name);
	ui_fill(r, "name_en", p.o.name_en);
	ui_fill(r, "kind", p.o.kind);
	ui_fill(r, "place", account_place_text(r, p.o.place));
	ui_fill(r, "phone", p.o.phone);
	ui_fill(r, "about", p.o.about);
	ui_fill(r, "version", str_number(&r->arena, p.o.version));
	return reply_page(r, &page, account_org, &p);
}

int
account_org_edit_post(struct req *r)
{
	struct org o;
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(typed_org(r, &o));
	TRY(account_org_edit(r->tx, r->who, id, in_int(r, ORG_VERSION), &o));
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
