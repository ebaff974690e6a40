/* account_import.h: people and their roles out of a sheet.
 *
 * The first row names the columns, in Chinese or English: 姓名 name, 登录名 login, 手机号 phone, 邮箱 email, 公开称呼 title, 英文名
 * name_en, 住在或工作在 home, 角色 role, 在哪里有效 place, 为哪个机构 org. Places and bodies by name or code. A person is who has the login, else
 * the number; somebody with several roles has several rows. Empty cells change nothing, so the same sheet again changes nothing.
 * Who is new gets a password of ours for ACCOUNT_TEMPORARY_DAYS. */
#ifndef LINLI_ACCOUNT_IMPORT_H
#define LINLI_ACCOUNT_IMPORT_H

#include "features/account/account.h"

struct db;

enum { ACCOUNT_IMPORT_ROWS = 200 };

struct account_import_row {
	size_t line;
	struct str name, login, phone, email, title, name_en, home, role, place, org; /* as written */
	const char *problem; /* why it is passed over: Chinese message key; NULL = it is taken */
	const char *column;  /* whose cell that is: Chinese message key; NULL = the whole row's */
	bool adds, edits, grants;
	struct str password, hash; /* of who is new, from account_import_ready */
	/* What it means; private to the rules, and gone with their transaction. */
	struct account_new p;
	int64_t person, version, node, body;
	size_t same; /* the earlier row of the same new person, from 1; 0 = none */
	enum role as;
};
struct account_import {
	struct account_import_row *v;
	size_t n;
	int64_t bad, added, edited, granted;
};

/* Reads a sheet into the arena, without database. E_TOOBIG: more rows than may be; E_INVALID: no column names people; others as
 * sheet_open_bytes. */
int account_import_read(struct arena *a, struct str bytes, struct str filename, struct account_import *ret);
/* What each row would do, for who administers people; writes nothing. */
int account_import_plan(struct tx *tx, const struct actor *who, struct account_import *im);
/* Plans, and makes passwords for those who are new: slow, outside of any transaction. */
int account_import_ready(struct db *db, struct arena *a, const struct actor *who, struct account_import *im);
/* Plans again and does it. E_STALE: somebody changed something since the passwords were made. */
int account_import_do(struct tx *tx, const struct actor *who, struct account_import *im);
/* What the plan does, in one word that changes when it does something else. */
struct str account_import_mark(struct arena *a, const struct account_import *im);

#endif
