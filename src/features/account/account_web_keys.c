/* account_web_keys.c: the second factor and the tokens of programs. */
#include "base/clock.h"
#include "features/account/account_page.h"
#include "features/account/account_self.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/gate.h"
#include "lib/qr.h"
#include "lib/secret.h"

enum { SETUP_SECONDS = 900 };

struct account_factor_in {
	struct str code;
};
static const struct field factor_fields[] = {
	FIELD(account_factor_in, code, FIELD_TEXT, .label = N_("验证器里的 6 位数字"), .max = 20,
	      .required = true),
};
const struct form account_form_factor = FORM(account_factor_in, factor_fields);

struct account_factor_on_in {
	struct str password, code;
};
static const struct field factor_on_fields[] = {
	ACCOUNT_PASSWORD_FIELD(account_factor_on_in),
	FIELD(account_factor_on_in, code, FIELD_TEXT, .label = N_("验证器里的 6 位数字"), .max = 20,
	      .required = true),
};
const struct form account_form_factor_on = FORM(account_factor_on_in, factor_on_fields);

/* The secret being set up, kept by the browser until a code proves that the telephone has it. */
static bool
setup_secret(struct req *r, struct str *ret)
{
	return account_unseal_for(r, "totp", r->who->person, ret);
}

static struct str
in_fours(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		if (i && i % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, s.p[i]);
	}
	return buf_done(&b);
}

static struct account_words
words_of(struct arena *a, struct str text)
{
	struct account_words list = {
		.v = NEW_ARRAY(a, struct account_word, ACCOUNT_RECOVERY_CODES)};
	struct str word;

	while (list.n < ACCOUNT_RECOVERY_CODES && str_next(&text, ' ', &word))
		list.v[list.n++].text = word;
	return list;
}

int
account_factor_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE,
			    .title = N_("动态码"),
			    .tab = "account",
			    .back = "/account"};
	struct account_factor_page p = {0};
	struct str secret, codes;
	struct person me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	p.on = me.totp.n > 0;
	p.own.has_password = me.password.n > 0;
	if (p.on) {
		TRY(account_recovery_left(r->tx, r->who, &p.left));
		if (account_take_once(r, "recovery", me.id, &codes))
			p.codes = words_of(&r->arena, codes);
	} else {
		if (!setup_secret(r, &secret)) {
			secret = secret_totp_new(&r->arena);
			account_seal_for(r, "totp", me.id, secret, SETUP_SECONDS);
		}
		p.secret = in_fours(&r->arena, secret);
	}
	ui_form(r, &account_form_factor_on);
	return reply_page(r, &page, account_factor, &p);
}

/* The QR code of the secret that the page has just put into the browser's cookie. */
int
account_factor_image(struct req *r)
{
	struct person me;
	struct str secret, label;
	struct buf svg;

	if (!setup_secret(r, &secret))
		return E_NOTFOUND;
	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	label = me.login.n ? me.login : S("account");
	buf_init(&svg, &r->arena);
	TRY(qr_svg(&svg,
		   str_fmt(&r->arena, "otpauth://totp/Linli:%.*s?secret=%.*s&issuer=Linli",
			   STR(label), STR(secret)),
		   S("otpauth")));
	return reply_text(r, 200, "image/svg+xml", buf_done(&svg));
}

/* New codes, to be shown on the next page only. */
static int
give_recovery(struct req *r)
{
	struct str codes[ACCOUNT_RECOVERY_CODES];
	struct buf b;

	TRY(account_new_recovery(r->tx, r->who, codes));
	buf_init(&b, &r->arena);
	for (int i = 0; i < ACCOUNT_RECOVERY_CODES; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", STR(codes[i]));
	account_keep_once(r, "recovery", r->who->person, buf_done(&b));
	return redirect(r, "/account/totp");
}

int
account_factor_on_prepare(struct req *r)
{
	return account_prove_owner(r, account_factor_on_in);
}

int
account_factor_on_post(struct req *r)
{
	const struct account_factor_on_in *in = form_in(r, account_factor_on_in);
	struct str secret;

	if (!setup_secret(r, &secret))
		return E_EXPIRED;
	TRY(account_check_owner(r->tx, r->who, TAKE(&r->prepared, account_proof)));
	TRY(account_factor_on(r->tx, r->who, secret, in->code));
	reply_cookie(r, S("totp"), S(""), -1);
	gate_flash(r, N_("动态码开好了，下次登录要用"));
	return give_recovery(r);
}

int
account_factor_off_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("关掉动态码"),
		.will = {{N_("以后只凭密码或短信验证码就能登录，别人拿到一样就进得来。")},
			 {N_("没有用过的恢复码一起作废。")},
			 {N_("要再打开，得重新扫一次码。")}},
		.deed = N_("关掉动态码"),
		.keep = N_("先不关"),
	};

	ui_form(r, &account_form_factor);
	return account_confirm(r, &question,
			       &(struct account_confirm_page){.back = "/account/totp", .asks_code = true});
}

int
account_factor_off_post(struct req *r)
{
	TRY(account_try_factor(r, form_in(r, account_factor_in)->code, account_factor_off));
	gate_flash(r, N_("动态码关掉了"));
	return redirect(r, "/account");
}

int
account_recovery_page(struct req *r)
{
	static const struct account_question question = {
		.title = N_("换一批恢复码"),
		.will = {{N_("以前抄下来的恢复码全部作废。")}, {N_("新的 8 个恢复码只显示一次，要马上抄下来。")}},
		.deed = N_("换一批恢复码"),
		.keep = N_("先不换"),
	};

	ui_form(r, &account_form_factor);
	return account_confirm(r, &question,
			       &(struct account_confirm_page){.back = "/account/totp", .asks_code = true});
}

int
account_recovery_post(struct req *r)
{
	TRY(account_try_factor(r, form_in(r, account_factor_in)->code, account_spend_factor));
	return give_recovery(r);
}

struct account_token_in {
	struct str password, name;
	struct texts scopes;
	int days; /* 0 = without end */
};
static const struct choice token_days[] = {
	{"30", N_("30 天"), 30},
	{"90", N_("90 天"), 90},
	{"365", N_("一年"), 365},
	{"0", N_("不到期，直到撤销"), 0},
};
static const struct field token_fields[] = {
	ACCOUNT_PASSWORD_FIELD(account_token_in),
	FIELD(account_token_in, name, FIELD_TEXT, .label = N_("给哪个程序用"), .max = 60,
	      .required = true),
	FIELD(account_token_in, scopes, FIELD_MANY, .label = N_("它可以做什么"), .max = 64),
	FIELD(account_token_in, days, FIELD_CHOICE, .label = N_("多久到期"), .required = true,
	      CHOICES(token_days)),
};
const struct form account_form_token = FORM(account_token_in, token_fields);

static struct str
typed_scopes(struct req *r)
{
	const struct account_token_in *in = form_if(r, account_token_in);
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; in && i < in->scopes.n; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", STR(in->scopes.v[i]));
	return buf_done(&b);
}

/* Everything this person may hand on, with what was ticked before. */
static struct account_scope_lines
scope_lines(struct req *r)
{
	struct account_scope_lines list = {
		.v = NEW_ARRAY(&r->arena, struct account_scope_line, PERM__MAX)};

	for (int perm = PERM__UNSET + 1; perm < PERM__MAX; perm++) {
		struct str ticked = typed_scopes(r), word;
		struct account_scope_line line = {
			.name = perm_name((enum perm)perm),
			.about = perm_about((enum perm)perm),
		};

		if (!account_is_scope(r->who, (enum perm)perm))
			continue;
		while (!line.on && str_next(&ticked, ' ', &word))
			line.on = str_is(word, line.name);
		list.v[list.n++] = line;
	}
	return list;
}

int
account_tokens_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE,
			    .title = N_("给程序用的令牌"),
			    .tab = "account",
			    .back = "/account"};
	struct account_tokens_page p = {.scopes = scope_lines(r)};
	struct person me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &me));
	p.own.has_password = me.password.n > 0;
	TRY(account_tokens(r->tx, r->who, &p.tokens));
	account_take_once(r, "token", r->who->person, &p.fresh);
	ui_form(r, &account_form_token);
	return reply_page(r, &page, account_tokens, &p);
}

int
account_token_prepare(struct req *r)
{
	return account_prove_owner(r, account_token_in);
}

int
account_token_post(struct req *r)
{
	const struct account_token_in *in = form_in(r, account_token_in);
	struct str token;

	TRY(account_check_owner(r->tx, r->who, TAKE(&r->prepared, account_proof)));
	TRY(account_token_add(r->tx, r->who, in->name, typed_scopes(r),
			      in->days ? clock_now() + (int64_t)in->days * 86400 : 0, &token));
	account_keep_once(r, "token", r->who->person, token);
	return redirect(r, "/account/tokens");
}

int
account_token_end_post(struct req *r)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_token_end(r->tx, r->who, id));
	gate_flash(r, N_("令牌撤销了，用它的程序进不来了"));
	return redirect(r, "/account/tokens");
}
