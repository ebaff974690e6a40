/* account_web_phone.c: my own number: a new one, and the code that was sent to it. */
#include "features/account/account_page.h"
#include "features/account/account_self.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "kit/gate.h"

/* The sealed cookie that carries the new number from the first page to the second. */
static const char NEW_PHONE[] = "new-phone";

enum { STEP_SECONDS = 900 };

struct account_new_phone_in {
	struct str password, phone;
};
static const struct field phone_fields[] = {
	ACCOUNT_PASSWORD_FIELD(account_new_phone_in),
	FIELD(account_new_phone_in, phone, FIELD_PHONE, .label = N_("新手机号"), .required = true,
	      .hint = N_("验证码发到这个号")),
};
const struct form account_form_new_phone = FORM(account_new_phone_in, phone_fields);

struct account_phone_code_in {
	struct str code;
};
static const struct field code_fields[] = {
	FIELD(account_phone_code_in, code, FIELD_TEXT, .label = N_("短信里的 6 位数字"), .max = 12,
	      .required = true),
};
const struct form account_form_phone_code = FORM(account_phone_code_in, code_fields);

int
account_phone_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("换手机号"), .back = "/account"};
	struct account_phone_page p = {0};
	struct person me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	p.phone = account_mask_phone(&r->arena, me.phone);
	p.own.has_password = me.password.n > 0;
	ui_form(r, &account_form_new_phone);
	return reply_page(r, &page, account_phone, &p);
}

int
account_phone_prepare(struct req *r)
{
	return account_prove_owner(r, account_new_phone_in);
}

int
account_phone_post(struct req *r)
{
	struct str phone = form_in(r, account_new_phone_in)->phone;

	TRY(account_ask_phone(r->tx, r->who, TAKE(&r->prepared, account_proof), phone));
	account_seal_for(r, NEW_PHONE, r->who->person, phone, STEP_SECONDS);
	return redirect(r, "/account/phone/code");
}

int
account_phone_code_page(struct req *r)
{
	struct page page = {.frame = FRAME_TASK, .title = N_("换手机号"), .back = "/account/phone"};
	struct account_phone_page p = {.demo = r->app->demo};
	struct str phone;

	if (!account_unseal_for(r, NEW_PHONE, r->who->person, &phone))
		return redirect(r, "/account/phone");
	p.phone = account_mask_number(&r->arena, phone);
	ui_form(r, &account_form_phone_code);
	return reply_page(r, &page, account_phone_code, &p);
}

int
account_phone_code_post(struct req *r)
{
	struct str phone;
	bool ok;

	if (!account_unseal_for(r, NEW_PHONE, r->who->person, &phone))
		return redirect(r, "/account/phone");
	TRY(account_take_phone(r->tx, r->who, phone, form_in(r, account_phone_code_in)->code, &ok));
	if (!ok) {
		/* Not an error of the transaction: it must be kept, or the try would not count. */
		r->failed = form_fail(r, account_phone_code_in, code,
				      N_("验证码不对或过时了。错 5 次就要重新发一次"));
		return account_phone_code_page(r);
	}
	gate_forgive(r);
	reply_cookie(r, str_of(NEW_PHONE), S(""), -1);
	gate_flash(r, N_("手机号换好了，别处的登录都退出了"));
	return redirect(r, "/account");
}
