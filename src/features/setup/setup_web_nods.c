/* setup_web_nods.c: what waits for a second administrator, and the two buttons for it. */
#include "features/account/account.h"
#include "features/setup/setup_page.h"
#include "gen/setup_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"

static const char *
state_word(int64_t state)
{
	switch (state) {
	case NOD_WAITS: return N_("等着点头");
	case NOD_AGREED: return N_("点过头了");
	case NOD_REFUSED: return N_("没有同意");
	default: return N_("作废了");
	}
}

int
setup_nods_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("等着点头"), .tab = "settings", .back = "/setup/settings"};
	struct setup_nods_page p = {0};
	struct nod_view_list list;

	if (!setup_may(r->who))
		return E_DENIED;
	TRY(account_nods(r->tx, r->who, &list));
	p.nods.v = NEW_ARRAY(&r->arena, struct setup_nod, list.n);
	for (size_t i = 0; i < list.n; i++) {
		const struct nod_view *x = &list.v[i];
		struct setup_nod *n = &p.nods.v[p.nods.n++];
		enum setting_name name = setting_find(x->l.name);

		*n = (struct setup_nod){
			.id = x->l.id, .asked_at = x->l.asked_at, .lapse_at = x->l.lapse_at, .ready_at = x->ready_at, .ended_at = x->l.ended_at,
			.asker = x->l.asker, .ender = x->l.ender, .state = state_word(x->l.state), .waits = x->l.state == NOD_WAITS,
			.may_agree = x->may_agree, .may_refuse = x->may_refuse, .own = x->l.asked_by == r->who->person,
		};
		if (x->l.kind == NOD_ADMIN) {
			n->what = str_fmt(&r->arena, "%s：%.*s", ui_translate(req_lang(r), N_("全区管理员")), STR(x->l.person_name));
		} else if (name) {
			n->what = str_of(ui_translate(req_lang(r), setting_info(name)->label));
			n->was = setup_said(&r->arena, req_lang(r), name, x->l.was);
			n->is = setup_said(&r->arena, req_lang(r), name, x->l.becomes);
		}
	}
	return reply_page(r, &page, setup_nods, &p);
}

static int
id_of(struct req *r, int64_t *ret)
{
	if (!setup_may(r->who))
		return E_DENIED;
	return str_int(r->arg[0], ret) && *ret > 0 ? 0 : E_NOTFOUND;
}

int
setup_agree_post(struct req *r)
{
	int64_t id;

	TRY(id_of(r, &id));
	TRY(account_nod_agree(r->tx, r->who, id));
	gate_flash(r, N_("点过头了，马上起作用"));
	return redirect(r, "/setup/nods");
}

int
setup_refuse_post(struct req *r)
{
	int64_t id;

	TRY(id_of(r, &id));
	TRY(account_nod_refuse(r->tx, r->who, id));
	gate_flash(r, N_("收起来了，什么也没有改"));
	return redirect(r, "/setup/nods");
}
