/* account_api.c: accounts for programs, and the copy an owner may take. */

#include "features/account/account_admin.h"
#include "features/account/account_page.h"
#include "features/account/account_self.h"
#include "features/account/account_web.h"
#include "http/reply.h"
#include "kit/answer.h"

enum { PAGE = 100 };

#define MEMBER(type_, name_, kind_, about_)                                                          \
	{.name = #name_, .type = (kind_), .offset = offsetof(struct type_, name_),                   \
	 .size = sizeof(((struct type_ *)0)->name_), .about = (about_)}
#define PART(type_, name_, kind_, row_, sub_, about_)                                               \
	{.name = #name_, .type = (kind_), .offset = offsetof(struct type_, name_), .size = sizeof(struct row_), \
	 .sub = &(sub_), .about = (about_)}
#define SHAPE(name_, fields_) {.name = (name_), .v = (fields_), .n = sizeof(fields_) / sizeof *(fields_)}

static const char *
role_code(int64_t role)
{
	return role_name((enum role)role);
}

static const char *const role_codes[] = {
#define ROLE(number, name, word, staff) #name,
#include "kit/roles.def"
#undef ROLE
	NULL,
};

static const struct shape_field role_fields[] = {
	{.name = "role", .type = SHAPE_WORD, .offset = offsetof(struct person_role, role),
	 .size = sizeof(int64_t), .word = role_code, .words = role_codes, .about = "Code of the role"},
	MEMBER(person_role, node, SHAPE_ID, "Node of the territory where it counts"),
	MEMBER(person_role, node_code, SHAPE_TEXT, "Code of the node"),
	MEMBER(person_role, node_name, SHAPE_TEXT, "Name of the node"),
	MEMBER(person_role, org_code, SHAPE_TEXT, "Code of the body it is bound to"),
	MEMBER(person_role, org_name, SHAPE_TEXT, "Name of the body"),
	MEMBER(person_role, granted_at, SHAPE_TIME, "When it was given"),
};
static const struct shape role_shape = SHAPE("AccountRole", role_fields);

static const struct shape_field session_fields[] = {
	MEMBER(session, created_at, SHAPE_TIME, "When it was opened"),
	MEMBER(session, seen_at, SHAPE_TIME, "Last use, to the hour"),
	MEMBER(session, expires_at, SHAPE_TIME, "When it ends if it is not used"),
	MEMBER(session, agent, SHAPE_TEXT, "Browser and system"),
	MEMBER(session, remote, SHAPE_TEXT, "Address without its last part"),
};
static const struct shape session_shape = SHAPE("AccountSession", session_fields);

static const struct shape_field token_fields[] = {
	MEMBER(api_token, id, SHAPE_ID, "Id, for revoking"),
	MEMBER(api_token, name, SHAPE_TEXT, "What its owner calls it"),
	MEMBER(api_token, scopes, SHAPE_TEXT, "Powers, separated by blanks"),
	MEMBER(api_token, created_at, SHAPE_TIME, "When it was made"),
	MEMBER(api_token, expires_at, SHAPE_TIME, "When it ends; null: when it is revoked"),
	MEMBER(api_token, used_at, SHAPE_TIME, "Last use, to the hour"),
};
static const struct shape token_shape = SHAPE("AccountToken", token_fields);

static const struct shape_field access_fields[] = {
	MEMBER(access_line, at, SHAPE_TIME, "When"),
	MEMBER(access_line, what, SHAPE_TEXT, "Which value"),
	MEMBER(access_line, reason, SHAPE_TEXT, "Why, in the reader's own words"),
	MEMBER(access_line, title, SHAPE_TEXT, "Under which title the reader works"),
};
static const struct shape access_shape = SHAPE("AccountAccess", access_fields);

/* The owner; the number is masked. */
struct me {
	int64_t id, home, created_at, temporary_until;
	struct str login, name, name_en, title, phone;
	struct person_role_list roles;
	bool second_factor;
};
static const struct shape_field me_fields[] = {
	MEMBER(me, id, SHAPE_ID, "Id"),
	MEMBER(me, login, SHAPE_TEXT, "Login"),
	MEMBER(me, name, SHAPE_TEXT, "Name"),
	MEMBER(me, name_en, SHAPE_TEXT, "English name"),
	MEMBER(me, title, SHAPE_TEXT, "What the person is called in public"),
	MEMBER(me, phone, SHAPE_TEXT, "Phone number, masked"),
	MEMBER(me, home, SHAPE_ID, "Node of the territory the person lives at"),
	MEMBER(me, second_factor, SHAPE_BOOL, "Whether signing in asks for a second factor"),
	MEMBER(me, created_at, SHAPE_TIME, "When the account was made"),
	MEMBER(me, temporary_until, SHAPE_TIME, "Until when the password may be used that an administrator gave; null: it is their own"),
	PART(me, roles, SHAPE_LIST, person_role, role_shape, "Roles and where they count"),
};
static const struct shape me_shape = SHAPE("Account", me_fields);

struct whole {
	struct me me;
	struct str phone, email;
	struct session_list sessions;
	struct api_token_list tokens;
	struct access_line_list accesses;
};
static const struct shape_field whole_fields[] = {
	PART(whole, me, SHAPE_ONE, me, me_shape, "The account"),
	MEMBER(whole, phone, SHAPE_TEXT, "Phone number"),
	MEMBER(whole, email, SHAPE_TEXT, "E-mail address"),
	PART(whole, sessions, SHAPE_LIST, session, session_shape, "Where the account is signed in"),
	PART(whole, tokens, SHAPE_LIST, api_token, token_shape, "Tokens of programs"),
	PART(whole, accesses, SHAPE_LIST, access_line, access_shape, "Who read a full value"),
};
static const struct shape whole_shape = SHAPE("AccountExport", whole_fields);

static struct me
me_of(struct arena *a, const struct person *p, struct person_role_list roles)
{
	return (struct me){
		.id = p->id, .home = p->home, .created_at = p->created_at, .temporary_until = p->temporary_until,
		.login = p->login, .name = p->name, .name_en = p->name_en, .title = p->title,
		.phone = account_mask_phone(a, p->phone),
		.roles = roles,
		.second_factor = p->totp.n > 0,
	};
}

static int
print_personal(struct tx *tx, const struct actor *who, struct buf *json)
{
	struct account_export all;
	struct whole w;

	TRY(account_export(tx, who, &all));
	w = (struct whole){
		.me = me_of(json->a, &all.person, all.roles),
		.phone = all.phone, .email = all.email,
		.sessions = all.sessions, .tokens = all.tokens, .accesses = all.accesses,
	};
	shape_json(json, &whole_shape, &w);
	return 0;
}

const struct personal account_personal = {.name = "account", .print = print_personal, .forget = account_erase};

static int
account_me_api(struct req *r)
{
	struct person_role_list roles;
	struct person p;
	struct me me;

	TRY(account_get(r->tx, r->who->district, r->who->person, &p));
	TRY(account_roles(r->tx, r->who, r->who->person, &roles));
	me = me_of(&r->arena, &p, roles);
	return reply_shape(r, &me_shape, &me);
}

static int
account_tokens_api(struct req *r)
{
	struct api_token_list list;

	TRY(account_tokens(r->tx, r->who, &list));
	return reply_shapes(r, &token_shape, list.v, list.n, sizeof *list.v, S(""));
}

static int
account_token_end_api(struct req *r)
{
	int64_t id;

	TRY(account_path_id(r, 0, &id));
	TRY(account_token_end(r->tx, r->who, id));
	return reply_text(r, 204, "application/json", S(""));
}

static const struct route routes[] = {
	ROUTE_GET("/api/account/me", SIGNED_IN, account_me_api, .out = &me_shape,
		  .flags = ROUTE_ONE, .about = "The account behind the token, and its roles"),
	ROUTE_GET("/api/account/token", SIGNED_IN, account_tokens_api, .out = &token_shape,
		  .about = "Tokens of the account"),
	ROUTE_POST("/api/account/token/:id/revoke", SIGNED_IN, account_token_end_api,
		   .about = "Revoke a token of the account"),
};

const struct route_table account_api_routes = {.v = routes, .n = sizeof routes / sizeof *routes};
