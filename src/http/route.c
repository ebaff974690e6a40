/* route.c: the route tables as a tree of path segments, built once and then only read. */
#include "http/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
	struct str word;    /* literal, or ":name" */
	struct node **kids; /* literals, sorted by word */
	size_t kids_n;
	struct node *arg; /* ":name" */
	const struct route *rows[METHOD__MAX];
	const struct route *first; /* the row that made this node, for messages */
};

struct router {
	struct arena arena;
	struct node root;
};

static const char *
method_name(enum method m)
{
	return m == POST ? "POST" : "GET";
}

_Noreturn static void
refuse(const struct route *row, const struct route *other, const char *why)
{
	fprintf(stderr, "%s:%d: %s %s: %s\n", row->file, row->line, method_name(row->method),
		row->path, why);
	if (other)
		fprintf(stderr, "%s:%d: %s %s: the other one\n", other->file, other->line,
			method_name(other->method), other->path);
	abort();
}

/* Where word stands, or would stand, among the literal kids. */
static size_t
kid_place(const struct node *n, struct str word)
{
	size_t low = 0, high = n->kids_n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(n->kids[mid]->word, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct node *
kid_find(const struct node *n, struct str word)
{
	size_t at = kid_place(n, word);

	return at < n->kids_n && str_eq(n->kids[at]->word, word) ? n->kids[at] : NULL;
}

static struct node *
node_new(struct router *rt, struct str word, const struct route *row)
{
	struct node *n = NEW(&rt->arena, struct node);

	n->word = word;
	n->first = row;
	return n;
}

static struct node *
kid_make(struct router *rt, struct node *n, struct str word, const struct route *row)
{
	struct node *kid = kid_find(n, word);
	struct node **more;
	size_t at = kid_place(n, word);

	if (kid)
		return kid;
	kid = node_new(rt, word, row);
	more = NEW_ARRAY(&rt->arena, struct node *, n->kids_n + 1);
	for (size_t i = 0; i <= n->kids_n; i++)
		more[i] = i < at ? n->kids[i] : i == at ? kid : n->kids[i - 1];
	n->kids = more;
	n->kids_n++;
	return kid;
}

/* Two names for one place would make two OpenAPI paths that nobody can tell apart. */
static struct node *
arg_make(struct router *rt, struct node *n, struct str word, const struct route *row)
{
	if (!n->arg)
		n->arg = node_new(rt, word, row);
	else if (!str_eq(n->arg->word, word))
		refuse(row, n->arg->first, "one argument under two names");
	return n->arg;
}

static bool
word_ok(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!(word.p[i] >= 'a' && word.p[i] <= 'z') &&
		    !(word.p[i] >= '0' && word.p[i] <= '9') &&
		    (word.p[i] == '\0' || !strchr("-_.", word.p[i])))
			return false;
	return word.n > 0;
}

static void
add(struct router *rt, const struct route *row)
{
	struct str rest = str_of(row->path), part;
	struct node *n = &rt->root;
	size_t args = 0, depth = 0, fixed = 1;

	if (!str_next(&rest, '/', &part) || part.n || !rest.p)
		refuse(row, NULL, "a path starts with /");
	while (!str_is(str_of(row->path), "/") && str_next(&rest, '/', &part)) {
		bool is_arg = part.n && part.p[0] == ':';

		if (depth == 0 && str_is(part, "api"))
			fixed = 2;
		if (is_arg && depth < fixed)
			refuse(row, NULL, "a path starts with its feature's word");
		if (!word_ok(is_arg ? str_sub(part, 1, part.n) : part))
			refuse(row, NULL,
			       "a segment is of small letters, digits, '-', '_' and '.'");
		if (is_arg && ++args > REQ_MAX_PATH_ARGS)
			refuse(row, NULL, "too many arguments");
		n = is_arg ? arg_make(rt, n, part, row) : kid_make(rt, n, part, row);
		depth++;
	}
	if (row->method != GET && row->method != POST)
		refuse(row, NULL, "no such method");
	if (n->rows[row->method])
		refuse(row, n->rows[row->method], "this route is there twice");
	n->rows[row->method] = row;
}

struct router *
router_new(const struct route_table *tables, size_t n)
{
	struct router *rt = calloc(1, sizeof *rt);

	if (!rt)
		abort();
	arena_init(&rt->arena);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < tables[i].n; k++) {
			form_check(tables[i].v[k].form);
			add(rt, &tables[i].v[k]);
		}
	return rt;
}

void
router_free(struct router *rt)
{
	if (!rt)
		return;
	arena_release(&rt->arena);
	free(rt);
}

struct walk {
	struct req *r;
	struct str args[REQ_MAX_PATH_ARGS];
	bool other_method; /* some row has this path */
};

/* Tries the literal first and comes back for the argument, as deep as the tables are. */
static const struct route *
walk(struct walk *w, const struct node *n, struct str rest, size_t args)
{
	const struct route *row;
	const struct node *kid;
	struct str part;

	if (!str_next(&rest, '/', &part)) {
		row = n->rows[w->r->method];
		w->other_method |= !row && (n->rows[GET] || n->rows[POST]);
		return row;
	}
	kid = kid_find(n, part);
	row = kid ? walk(w, kid, rest, args) : NULL;
	if (row || !n->arg || part.n == 0)
		return row;
	w->args[args] = part;
	return walk(w, n->arg, rest, args + 1);
}

int
router_find(const struct router *rt, struct req *r)
{
	struct walk w = {.r = r};
	struct str rest = str_sub(r->path, 1, r->path.n);
	const struct route *row;

	if (rest.n == 0)
		rest.p = NULL;
	row = walk(&w, &rt->root, rest, 0);
	if (!row)
		return w.other_method ? E_METHOD : E_NOTFOUND;
	r->route = row;
	for (size_t i = 0; i < REQ_MAX_PATH_ARGS; i++)
		r->arg[i] = w.args[i];
	return 0;
}
