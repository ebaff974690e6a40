/* account_web_import.c: people out of a sheet, in two steps: looking at what it would do, then doing it. Between the two the sheet lies
 * in the file store, sealed, because it holds names and numbers; a sealed cookie of this browser says which it is. */
#include "features/account/account_import.h"
#include "features/account/account_page.h"
#include "gen/account_view.h"
#include "http/reply.h"
#include "http/route.h"
#include "kit/file.h"
#include "kit/gate.h"
#include "lib/secret.h"

enum { SECONDS = 3600, FILENAME_CHARS = 60 };
static const char cookie[] = "people-import";

struct account_import_in {
	struct uploads file;
};
static const struct field import_fields[] = {
	FIELD(account_import_in, file, FIELD_FILES, .label = N_("表格文件"), .max = 1, .required = true, .missing = N_("请选一个文件。")),
};
const struct form account_form_import = FORM(account_import_in, import_fields);

/* What the page of the look showed: another plan is not carried out unseen. */
struct account_confirm_import_in {
	struct str seen;
};
static const struct field confirm_fields[] = {
	FIELD(account_confirm_import_in, seen, FIELD_TEXT, .label = N_("版本"), .max = 64),
};
const struct form account_form_confirm_import = FORM(account_confirm_import_in, confirm_fields);

static struct page
page_for(const char *title, const char *back)
{
	return (struct page){.frame = FRAME_DESK, .title = title, .tab = "people", .back = back};
}

int
account_import_page(struct req *r)
{
	struct page page = page_for(N_("从表格加人"), "/account/people");
	struct account_import_page p = {.most = ACCOUNT_IMPORT_ROWS};

	ui_form(r, &account_form_import);
	return reply_page(r, &page, account_import, &p);
}

static int
refuse(struct req *r, int rc)
{
	switch (rc) {
	case E_MEDIA: return form_fail(r, account_import_in, file, N_("这不是能读的表格。请另存为 CSV（UTF-8）或 XLSX。"));
	case E_TOOBIG: return form_fail(r, account_import_in, file, N_("一次最多 200 行，请分几次。"));
	case E_INVALID: return form_fail(r, account_import_in, file, N_("第一行要有“姓名”，还要有“登录名”或“手机号”。"));
	case E_MALFORMED: return form_fail(r, account_import_in, file, N_("表格读到一半读不下去了，请重新另存一次。"));
	default: return rc;
	}
}

/* What the cookie carries. */
struct people_waiting {
	struct str digest, filename;
};

int
account_import_prepare(struct req *r)
{
	const struct upload *file = form_in(r, account_import_in)->file.v[0];
	struct people_waiting *w = NEW(&r->arena, struct people_waiting);
	struct account_import im;
	int rc;

	w->filename = str_clip(str_valid(file->filename) ? file->filename : S("table"), FILENAME_CHARS);
	rc = account_import_read(&r->arena, file->bytes, w->filename, &im);
	if (rc < 0)
		return refuse(r, rc);
	if (!im.n)
		return form_fail(r, account_import_in, file, N_("表格是空的。第一行写列名，从第二行起一行一个人。"));
	TRY(file_put(r->app->files, &r->arena, secret_seal(&r->arena, file->bytes), &w->digest));
	LEAVE(&r->prepared, people_waiting, w);
	return 0;
}

int
account_import_post(struct req *r)
{
	const struct people_waiting *w = TAKE(&r->prepared, people_waiting);

	account_seal_for(r, cookie, r->who->person, str_fmt(&r->arena, "%.*s %.*s", STR(w->digest), STR(w->filename)), SECONDS);
	return redirect(r, "/account/people/import/check");
}

/* The sheet that waits, read again. E_EXPIRED: none, or it waited too long. */
static int
read_waiting(struct req *r, struct people_waiting *w, struct account_import *im)
{
	struct str sealed, bytes;

	if (!account_unseal_for(r, cookie, r->who->person, &w->filename) || !str_next(&w->filename, ' ', &w->digest))
		return E_EXPIRED;
	if (file_get(r->app->files, &r->arena, w->digest, &sealed) < 0 || secret_open(&r->arena, sealed, &bytes) < 0)
		return E_EXPIRED;
	return account_import_read(&r->arena, bytes, w->filename, im);
}

int
account_import_check_page(struct req *r)
{
	struct page page = page_for(N_("看看会加谁"), "/account/people/import");
	struct account_import_page p = {.most = ACCOUNT_IMPORT_ROWS};
	struct people_waiting w;
	int rc = read_waiting(r, &w, &p.im);

	if (rc == E_EXPIRED) {
		gate_flash(r, N_("表格放得太久了，请重新选一次"));
		return redirect(r, "/account/people/import");
	}
	TRY(rc);
	TRY(account_import_plan(r->tx, r->who, &p.im));
	p.filename = w.filename;
	p.seen = account_import_mark(&r->arena, &p.im);
	p.again = r->failed == E_STALE;
	p.nothing = !p.im.added && !p.im.edited && !p.im.granted;
	ui_form(r, &account_form_confirm_import);
	return reply_page(r, &page, account_import_check, &p);
}

/* Who is new is known by reading; their passwords are made where nobody waits. */
int
account_import_confirm_prepare(struct req *r)
{
	struct account_import *im = NEW(&r->arena, struct account_import);
	struct people_waiting w;

	TRY(read_waiting(r, &w, im));
	TRY(account_import_ready(r->app->db, &r->arena, r->who, im));
	LEAVE(&r->prepared, account_import, im);
	return 0;
}

int
account_import_confirm_post(struct req *r)
{
	const struct account_confirm_import_in *in = form_in(r, account_confirm_import_in);
	struct account_import *im = TAKE(&r->prepared, account_import);

	TRY(account_import_do(r->tx, r->who, im));
	/* Somebody changed people or places since: this undoes it all and shows the look anew. */
	if (!str_eq(in->seen, account_import_mark(&r->arena, im)))
		return E_STALE;
	return 0;
}

/* The passwords, this once. */
int
account_import_done_page(struct req *r)
{
	struct page page = {.frame = FRAME_PRINT, .title = N_("临时密码，只显示这一次"), .tab = "people", .back = "/account/people"};
	struct account_import_page p = {.im = *TAKE(&r->prepared, account_import)};

	reply_cookie(r, str_of(cookie), S(""), -1);
	return reply_page(r, &page, account_import_done, &p);
}
