/* account_cmd.c: people on the command line: add one, give a role, list. */
#include "features/account/account_cmd.h"

#include <stdio.h>
#include <string.h>

#include "db/db.h"
#include "features/account/account_admin.h"
#include "features/account/account_auth.h"
#include "features/account/account_self.h"
#include "features/territory/territory.h"
#include "lib/mail.h"
#include "lib/phone.h"
#include "lib/secret.h"
#include "ui/print.h"

static const char usage[] =
	"usage: linli user add LOGIN --name NAME [--name-en NAME] [--title TITLE] [--phone NUMBER]\n"
	"                      [--email ADDRESS] [--home PLACE] [--password-stdin [--own]] [--data DIR]\n"
	"       linli user password LOGIN [--password-stdin [--own]]\n"
	"       linli user role LOGIN ROLE [--at PLACE] [--org ORG-CODE]\n"
	"       linli user list\n"
	"\n"
	"add and password give a password and print it, once; --password-stdin reads the first line of the input. It is good for 7 days,\n"
	"and whoever it is for chooses their own at the first sign-in; --own says that they typed it themselves. password also ends\n"
	"all sessions and switches the second factor off.\n"
	"A phone or an e-mail address is sealed with the key in --data DIR.\n"
	"PLACE is the code or whole name of a node of the territory. Without --at and --org a role\n"
	"counts in the whole district. ROLE is one of:";

/* What one command was told, and what came of it. */
struct request {
	struct actor who;
	const char *login, *name, *name_en, *title, *phone, *email, *home, *role, *at, *org;
	bool password_stdin, own;
	struct str password_hash;
	struct fault fault;
};

static int
print_help(void)
{
	fputs(usage, stdout);
	for (int role = ROLE__NONE + 1; role < ROLE__MAX; role++)
		printf(" %s", role_name((enum role)role));
	putchar('\n');
	return 0;
}

static int
wrong_usage(const char *why, const char *what)
{
	fprintf(stderr, "linli: %s%s%s: linli user --help\n", why, what ? " " : "", what ? what : "");
	return 2;
}

/* Reads --name VALUE pairs into q; the words before them are the caller's. 0, or 2 with a line on stderr. */
static int
read_options(struct request *q, int argc, char **argv)
{
	const struct option {
		const char *name;
		const char **value;
	} options[] = {
		{"--name", &q->name}, {"--name-en", &q->name_en}, {"--title", &q->title},
		{"--phone", &q->phone}, {"--email", &q->email}, {"--home", &q->home},
		{"--at", &q->at}, {"--org", &q->org},
	};

	for (int i = 0; i < argc; i++) {
		size_t o = 0;

		if (strcmp(argv[i], "--password-stdin") == 0) {
			q->password_stdin = true;
			continue;
		}
		if (strcmp(argv[i], "--own") == 0) {
			q->own = true;
			continue;
		}
		while (o < sizeof options / sizeof *options && strcmp(argv[i], options[o].name) != 0)
			o++;
		if (o == sizeof options / sizeof *options)
			return wrong_usage("cannot use", argv[i]);
		if (i + 1 == argc)
			return wrong_usage("a value is missing after", argv[i]);
		*options[o].value = argv[++i];
	}
	if (q->own && !q->password_stdin)
		return wrong_usage("--own wants --password-stdin: nobody owns a password that we make", NULL);
	return 0;
}

static int
place(struct tx *tx, const struct request *q, const char *text, int64_t *ret)
{
	int rc;

	*ret = 0;
	if (!text)
		return 0;
	rc = account_find_place(tx, q->who.district, str_of(text), ret);
	return rc == E_NOTFOUND ? fail(tx, E_INVALID, text, "no such place, or several") : rc;
}

static int
add(struct tx *tx, void *arg)
{
	struct request *q = arg;
	struct account_new p = {
		.login = str_lower(tx->arena, str_of(q->login)),
		.name = str_of(q->name),
		.name_en = str_of(q->name_en),
		.title = str_of(q->title),
		.phone = str_of(q->phone),
		.email = str_of(q->email),
		.password_hash = q->password_hash,
		.temporary = !q->own,
	};
	int64_t id, by = 0;
	int rc = place(tx, q, q->home, &p.home);

	/* What is no number or no address is left for the rule to refuse. */
	phone_mobile(tx->arena, &p.phone, &by);
	mail_address(tx->arena, &p.email);
	if (rc == 0)
		rc = account_add(tx, &q->who, &p, &id);
	q->fault = tx->fault;
	return rc;
}

static int
set_password(struct tx *tx, void *arg)
{
	struct request *q = arg;
	struct person p;
	int rc = account_by_login(tx, q->who.district, str_of(q->login), &p);

	if (rc == E_NOTFOUND)
		rc = fail(tx, E_INVALID, q->login, "nobody has this login");
	if (rc == 0)
		rc = account_reset_password(tx, &q->who, p.id, q->password_hash, q->own);
	q->fault = tx->fault;
	return rc;
}

static int
give_role(struct tx *tx, void *arg)
{
	struct request *q = arg;
	struct territory_node root;
	struct person p;
	struct org org = {0};
	int64_t node = 0;
	int rc = account_by_login(tx, q->who.district, str_of(q->login), &p);

	if (rc == E_NOTFOUND)
		rc = fail(tx, E_INVALID, q->login, "nobody has this login");
	if (rc == 0 && q->org) {
		rc = account_org_by_code(tx, q->who.district, str_of(q->org), &org);
		if (rc == E_NOTFOUND)
			rc = fail(tx, E_INVALID, q->org, "no body has this code");
	}
	if (rc == 0)
		rc = place(tx, q, q->at, &node);
	if (rc == 0 && !node && !org.id) {
		rc = territory_root(tx, q->who.district, &root);
		node = rc == 0 ? root.id : 0;
	}
	if (rc == 0)
		rc = account_grant(tx, &q->who, p.id, role_find(str_of(q->role)), node, org.id);
	q->fault = tx->fault;
	return rc;
}

/* Says why a command was refused; the exit status. */
static int
outcome(const struct request *q, int rc)
{
	const struct fault *f = &q->fault;

	if (rc == 0)
		return 0;
	if (f->text)
		fprintf(stderr, "linli: %s%s%s\n", f->field ? f->field : "", f->field ? ": " : "",
			ui_translate(LANG_EN, f->text));
	else
		fprintf(stderr, "linli: %s\n", err_line(rc));
	return 1;
}

/* A password from the input, or a new one; its flaw as a line on stderr. */
static int
choose_password(struct arena *a, const struct request *q, struct str *ret)
{
	char line[512];
	const char *flaw;

	if (!q->password_stdin) {
		*ret = account_make_password(a);
		return 0;
	}
	if (!fgets(line, sizeof line, stdin)) {
		fputs("linli: no password on the input\n", stderr);
		return E_INVALID;
	}
	line[strcspn(line, "\r\n")] = '\0';
	flaw = account_password_flaw(a, str_of(q->login), str_of(line));
	if (flaw) {
		fprintf(stderr, "linli: password: %s\n", flaw);
		return E_INVALID;
	}
	*ret = str_dup(a, str_of(line));
	return 0;
}

static int
password_cmd(struct db *db, struct arena *a, struct request *q, int (*run)(struct tx *tx, void *arg))
{
	struct str password;
	int status;

	if (choose_password(a, q, &password) < 0)
		return 1;
	q->password_hash = secret_hash_password(a, password);
	status = outcome(q, db_write_now(db, a, run, q));
	if (status == 0 && !q->password_stdin)
		printf("%.*s\n", STR(password));
	return status;
}

/* One line a person: login, name, then the roles with the place and body they count for. */
struct printing {
	int64_t person;
};

static int
print_role(void *ctx, const struct login_role *row)
{
	struct printing *p = ctx;

	if (row->id != p->person)
		printf("%s%.*s\t%.*s\t%s", p->person ? "\n" : "", STR(row->login), STR(row->name),
		       row->state == PERSON_STOPPED ? "(stopped) " : "");
	else
		putchar(' ');
	p->person = row->id;
	if (row->role)
		printf("%s%s%.*s%s%.*s", role_name((enum role)row->role), row->node_code.n ? "@" : "",
		       STR(row->node_code), row->org_code.n ? "/" : "", STR(row->org_code));
	return 0;
}

static int
print_people(struct tx *tx, void *arg)
{
	struct request *q = arg;
	struct printing p = {0};
	int rc = account_each_role(tx, q->who.district, print_role, &p);

	if (p.person)
		putchar('\n');
	return rc;
}

static int
run(struct db *db, struct arena *a, struct request *q, int argc, char **argv)
{
	int status;

	if (argc == 1 && strcmp(argv[0], "list") == 0)
		return outcome(q, db_read_now(db, a, print_people, q));
	if (argc >= 2 && strcmp(argv[0], "add") == 0) {
		q->login = argv[1];
		status = read_options(q, argc - 2, argv + 2);
		if (status == 0 && !q->name)
			status = wrong_usage("--name is missing", NULL);
		if (status == 0 && (q->phone || q->email) && !secret_loaded())
			status = wrong_usage("a phone or an e-mail address is sealed with the key in --data DIR",
					     NULL);
		return status ? status : password_cmd(db, a, q, add);
	}
	if (argc >= 2 && strcmp(argv[0], "password") == 0) {
		q->login = argv[1];
		status = read_options(q, argc - 2, argv + 2);
		return status ? status : password_cmd(db, a, q, set_password);
	}
	if (argc >= 3 && strcmp(argv[0], "role") == 0) {
		q->login = argv[1];
		q->role = argv[2];
		status = read_options(q, argc - 3, argv + 3);
		if (status == 0 && !role_find(str_of(q->role)))
			status = wrong_usage("there is no role", q->role);
		return status ? status : outcome(q, db_write_now(db, a, give_role, q));
	}
	return wrong_usage("user wants add LOGIN --name NAME, password LOGIN, role LOGIN ROLE or list", NULL);
}

int
account_user_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct request q = {.who = actor_system_of};
	struct arena a;
	int status;

	if (argc == 1 && strcmp(argv[0], "--help") == 0)
		return print_help();
	q.who.district = o->district;
	arena_init(&a);
	status = run(db, &a, &q, argc, argv);
	arena_release(&a);
	return status;
}
