/* catalogue_edit.c: changing the catalogue, one node at a time. */
#include "features/catalogue/catalogue_edit.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/catalogue/catalogue_rules.h"
#include "gen/catalogue_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"

bool
catalogue_may_edit(const struct actor *who)
{
	enum level level;
	int64_t node;

	if (who->kind == ACTOR_SYSTEM)
		return true;
	return actor_reach(who, CATALOGUE_EDIT, &level, &node) && level == LEVEL_DISTRICT;
}

static void
put_rule(struct buf *b, const struct catalogue_rule *r)
{
	const int64_t numbers[] = {
		r->id, r->valid_from, r->valid_to, r->circle, r->accept_min, r->handle_min, r->follow_min, r->changed_by,
	};
	const struct str texts[] = {r->body, r->co, r->basis, r->standard, r->evidence, r->questions, r->keywords};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, i ? "\x1f" : "\x1frule ", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	/* Seals from before there were urgent items hold. */
	if (r->urgent)
		seal_number(b, "\x1furgent ", r->urgent);
}

/* Its path, class, order and whether it is in use follow from what it lies under, and change without a step of its own. */
static int
put_node(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct catalogue_rule_list rules;
	struct catalogue_node n;

	TRY(sql_catalogue_node_get(tx, district, id, &n));
	TRY(sql_catalogue_rule_versions(tx, district, id, &rules));
	const struct str texts[] = {n.code, n.name, n.name_en, n.colour};

	seal_number(b, "\x1f", n.parent);
	seal_number(b, "\x1f", n.level);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	/* Seals from before there was this column have nothing here. */
	if (n.never)
		seal_number(b, "\x1fnever ", n.never);
	for (size_t i = 0; i < rules.n; i++)
		put_rule(b, &rules.v[i]);
	return 0;
}

static int
all_nodes(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct catalogue_thing_list list;

	TRY(sql_catalogue_things(tx, district, after, (int64_t)most, &list));
	for (size_t i = 0; i < list.n; i++)
		ret_ids[i] = list.v[i].id;
	*ret_n = list.n;
	return 0;
}

const struct sealed catalogue_sealed = {.subject = FLOW_CATALOGUE, .put = put_node, .things = all_nodes};

int
catalogue_record(struct tx *tx, const struct actor *who, int64_t node, enum catalogue_step kind,
		 struct str text, struct str data)
{
	return sealed_add(tx, who, &catalogue_sealed,
			&(struct flow_new){
				.id = node,
				.kind = kind,
				.sight = FLOW_PUBLIC,
				.text = text,
				.data = data,
			});
}

/* The node a form is about, if it is still as the form saw it. */
static int
open_node(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
	  struct catalogue_node *ret)
{
	struct catalogue_node n;

	if (!catalogue_may_edit(who))
		return E_DENIED;
	TRY(sql_catalogue_node_get(tx, who->district, node, &n));
	if (version && version != n.version)
		return E_STALE;
	*ret = n;
	return 0;
}

int
catalogue_hides(struct tx *tx, int64_t district, int64_t node)
{
	return outbox_put(tx, district, OUTBOX_ITEM, 0, node, S(""), S(""), S(""));
}

static int
save_node(struct tx *tx, const struct actor *who, const struct catalogue_node *n)
{
	return sql_catalogue_node_update(tx, who->district, n);
}

static int
check_free(struct tx *tx, int64_t district, int64_t self, int64_t parent,
	   const struct catalogue_draft *d)
{
	struct catalogue_node other;
	int rc = sql_catalogue_node_named(tx, district, parent, d->name, &other);

	if (rc == 0 && other.id != self)
		return fail(tx, E_INVALID, "name",
			    other.state == CATALOGUE_LIVE
				    ? N_("同一级已经有这个名称了。")
				    : N_("同一级停用的里面有这个名称，可以去恢复它。"));
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	rc = d->code.n ? sql_catalogue_node_coded(tx, district, d->code, &other) : E_NOTFOUND;
	if (rc == 0 && other.id != self)
		return fail(tx, E_INVALID, "code",
			    N_("这个编号用过了。编号不能重用，停用的也一样。"));
	return rc == E_NOTFOUND ? 0 : rc;
}

/* Where the next one among the children goes. */
static int
next_position(struct tx *tx, int64_t district, int64_t parent, int64_t *ret)
{
	struct catalogue_node_list all;

	TRY(sql_catalogue_node_under(tx, district, parent, 1, &all));
	*ret = all.n ? all.v[all.n - 1].position + 1 : 1;
	return 0;
}

/* A place to put nodes under: live, and with a level to spare. 0: the top. */
static int
open_parent(struct tx *tx, int64_t district, int64_t parent, struct catalogue_node *ret)
{
	int rc;

	*ret = (struct catalogue_node){.state = CATALOGUE_LIVE};
	rc = parent ? sql_catalogue_node_get(tx, district, parent, ret) : 0;
	if (rc == E_NOTFOUND ||
	    (rc == 0 && (ret->state != CATALOGUE_LIVE || ret->level >= CATALOGUE_ITEM)))
		return fail(tx, E_INVALID, "parent",
			    N_("不能放在这里，请选一个在用的大类或小类。"));
	return rc;
}

int
catalogue_add(struct tx *tx, const struct actor *who, const struct catalogue_draft *draft,
	      int64_t *ret_id)
{
	struct catalogue_draft d = *draft;
	struct catalogue_node parent, n = {.id = id_new(), .leaf = 1, .state = CATALOGUE_LIVE, .version = 1};
	const char *field, *flaw = catalogue_tidy_draft(&d, &field);

	if (!catalogue_may_edit(who))
		return E_DENIED;
	TRY(open_parent(tx, who->district, d.parent, &parent));
	if (flaw)
		return fail(tx, E_INVALID, field, flaw);
	TRY(check_free(tx, who->district, 0, d.parent, &d));
	TRY(next_position(tx, who->district, d.parent, &n.position));
	n.parent = d.parent;
	n.level = parent.level + 1;
	n.class = parent.id ? parent.class : n.id;
	n.code = d.code;
	n.name = d.name;
	n.name_en = d.name_en;
	n.colour = d.colour.n ? d.colour : parent.colour;
	n.never = d.who == CATALOGUE_NEVER;
	catalogue_set_paths(tx->arena, &n, &parent);
	TRY(sql_catalogue_node_insert(tx, who->district, &n));
	TRY(sql_catalogue_leaf_refresh(tx, who->district, n.class, NULL));
	TRY(catalogue_record(tx, who, n.id, CATALOGUE_DID_ADD, n.name, S("")));
	*ret_id = n.id;
	return 0;
}

/* Writes the paths of all that lies under n anew, after n itself was saved. */
static int
repath_under(struct tx *tx, int64_t district, const struct catalogue_node *n)
{
	struct catalogue_node_list under;

	TRY(sql_catalogue_node_under(tx, district, n->id, 1, &under));
	for (size_t i = 0; i < under.n; i++) {
		struct catalogue_node *u = &under.v[i];

		u->class = n->class;
		catalogue_set_paths(tx->arena, u, n);
		TRY(sql_catalogue_node_repath(tx, district, u->id, u->path, u->path_en, u->class));
		TRY(repath_under(tx, district, u));
	}
	return 0;
}

/* What lies in the class it is in now, and in the one it was in before, may have become a leaf or ceased to be one. */
static int
refresh_leaves(struct tx *tx, int64_t district, int64_t was, int64_t now)
{
	TRY(sql_catalogue_leaf_refresh(tx, district, was, NULL));
	return was == now ? 0 : sql_catalogue_leaf_refresh(tx, district, now, NULL);
}

int
catalogue_rename(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
		 const struct catalogue_draft *draft)
{
	struct catalogue_draft d = *draft;
	struct catalogue_node n, parent = {0};
	const char *field, *flaw = catalogue_tidy_draft(&d, &field);
	struct str was;
	bool hides;

	TRY(open_node(tx, who, node, version, &n));
	if (flaw)
		return fail(tx, E_INVALID, field, flaw);
	if (n.code.n && d.code.n && !str_eq(n.code, d.code))
		return fail(tx, E_INVALID, "code",
			    N_("编号定了就不改，老诉求还指着它。请停用这一项再新增。"));
	TRY(check_free(tx, who->district, n.id, n.parent, &d));
	if (n.parent)
		TRY(sql_catalogue_node_get(tx, who->district, n.parent, &parent));
	was = n.name;
	n.name = d.name;
	n.name_en = d.name_en;
	n.colour = d.colour;
	hides = !n.never && d.who == CATALOGUE_NEVER;
	n.never = d.who ? d.who == CATALOGUE_NEVER : n.never;
	if (!n.code.n)
		n.code = d.code;
	catalogue_set_paths(tx->arena, &n, &parent);
	TRY(save_node(tx, who, &n));
	TRY(repath_under(tx, who->district, &n));
	if (hides)
		TRY(catalogue_hides(tx, who->district, n.id));
	return catalogue_record(tx, who, n.id, CATALOGUE_DID_NAME,
				str_eq(was, n.name)
					? S("")
					: str_fmt(tx->arena, "%.*s → %.*s", STR(was), STR(n.name)),
				S(""));
}

int
catalogue_move(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
	       int64_t parent_id)
{
	struct catalogue_node n, parent;
	struct catalogue_draft d;
	int64_t was;
	struct str from;

	TRY(open_node(tx, who, node, version, &n));
	TRY(open_parent(tx, who->district, parent_id, &parent));
	if (parent.level + 1 != n.level || parent.id == n.parent)
		return fail(tx, E_INVALID, "parent", N_("请选另一个同级的上一级。"));
	d = (struct catalogue_draft){.name = n.name};
	TRY(check_free(tx, who->district, n.id, parent.id, &d));
	TRY(next_position(tx, who->district, parent.id, &n.position));
	was = n.class;
	from = n.path;
	n.parent = parent.id;
	n.class = parent.class;
	catalogue_set_paths(tx->arena, &n, &parent);
	TRY(save_node(tx, who, &n));
	TRY(repath_under(tx, who->district, &n));
	TRY(refresh_leaves(tx, who->district, was, n.class));
	return catalogue_record(tx, who, n.id, CATALOGUE_DID_MOVE,
				str_fmt(tx->arena, "%.*s → %.*s", STR(from), STR(n.path)), S(""));
}

int
catalogue_retire(struct tx *tx, const struct actor *who, int64_t node, int64_t version)
{
	struct catalogue_node n;

	TRY(open_node(tx, who, node, version, &n));
	if (n.state == CATALOGUE_RETIRED)
		return 0;
	n.state = CATALOGUE_RETIRED;
	TRY(save_node(tx, who, &n));
	TRY(sql_catalogue_node_retire_under(tx, who->district, n.id, n.class, NULL));
	TRY(sql_catalogue_leaf_refresh(tx, who->district, n.class, NULL));
	return catalogue_record(tx, who, n.id, CATALOGUE_DID_RETIRE, S(""), S(""));
}

int
catalogue_restore(struct tx *tx, const struct actor *who, int64_t node, int64_t version)
{
	struct catalogue_node n, parent = {.state = CATALOGUE_LIVE};
	struct catalogue_node_list under;

	TRY(open_node(tx, who, node, version, &n));
	if (n.state == CATALOGUE_LIVE)
		return 0;
	if (n.parent)
		TRY(sql_catalogue_node_get(tx, who->district, n.parent, &parent));
	if (parent.state != CATALOGUE_LIVE)
		return fail(tx, E_INVALID, "node", N_("上一级停用着，请先恢复上一级。"));
	n.state = CATALOGUE_LIVE;
	TRY(save_node(tx, who, &n));
	TRY(sql_catalogue_node_restore_under(tx, who->district, n.id, NULL));
	TRY(sql_catalogue_node_under(tx, who->district, n.id, 0, &under));
	for (size_t i = 0; i < under.n; i++)
		TRY(sql_catalogue_node_restore_under(tx, who->district, under.v[i].id, NULL));
	TRY(sql_catalogue_leaf_refresh(tx, who->district, n.class, NULL));
	return catalogue_record(tx, who, n.id, CATALOGUE_DID_RESTORE, S(""), S(""));
}

/* ---- versions of the rule ---- */

int
catalogue_open_version(struct tx *tx, const struct actor *who, int64_t node,
		       const struct catalogue_rule *r, int64_t from)
{
	struct catalogue_rule_list all;
	const struct catalogue_rule *before = NULL, *next = NULL;
	struct catalogue_rule row = *r;
	int64_t d = who->district;

	TRY(sql_catalogue_rule_versions(tx, d, node, &all)); /* newest first */
	for (size_t i = 0; i < all.n && !before; i++)
		if (all.v[i].valid_from <= from)
			before = &all.v[i];
		else
			next = &all.v[i];
	if (before && before->valid_from == from && from > clock_now())
		TRY(sql_catalogue_rule_drop(tx, d, before->id, clock_now()));
	else if (before) {
		/* A version that began in this very second may have been used already: it keeps the second. */
		from += before->valid_from == from;
		if (next && next->valid_from <= from)
			return E_STALE;
		TRY(sql_catalogue_rule_end(tx, d, before->id, from));
	}
	row.id = id_new();
	row.node = node;
	row.valid_from = from;
	row.valid_to = next ? next->valid_from : 0;
	row.changed_by = who->person;
	return sql_catalogue_rule_insert(tx, d, &row);
}

/* When a version asked for from a day begins: now for today. 0: since always, for a node's first rule. */
static int
begin_of(struct tx *tx, int64_t district, int64_t node, int64_t asked, int64_t *ret)
{
	struct catalogue_rule_list had;
	int64_t now = clock_now();

	if (asked && clock_day(asked) < clock_day(now))
		return fail(tx, E_INVALID, "from",
			    N_("过去的日子已经按原来的规则办了，请从今天或以后开始。"));
	if (asked > now) {
		*ret = asked;
		return 0;
	}
	TRY(sql_catalogue_rule_versions(tx, district, node, &had));
	*ret = had.n ? now : 0;
	return 0;
}

int
catalogue_rule_set(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
		   const struct catalogue_rule *rule, int64_t from, struct str why)
{
	struct catalogue_rule r = *rule, had;
	struct catalogue_body_list bodies;
	struct catalogue_node n;
	const char *field, *flaw;
	int rc;

	TRY(open_node(tx, who, node, version, &n));
	TRY(sql_catalogue_body_all(tx, who->district, &bodies));
	flaw = catalogue_tidy_rule(tx->arena, &r, &bodies, &field);
	if (flaw)
		return fail(tx, E_INVALID, field, flaw);
	TRY(begin_of(tx, who->district, node, from, &from));
	rc = sql_catalogue_rule_own(tx, who->district, node, from ? from : clock_now(), &had);
	if (rc == 0 && catalogue_same_rule(&had, &r))
		return fail(tx, E_INVALID, "body", N_("和现在的规则一样，没有改动。"));
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	TRY(sql_catalogue_node_touch(tx, who->district, node, n.version));
	TRY(catalogue_open_version(tx, who, node, &r, from));
	return catalogue_record(tx, who, node, CATALOGUE_DID_RULE, str_trim(why),
				str_fmt(tx->arena, "from=%lld", (long long)from));
}

int
catalogue_rule_unplan(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
		      int64_t rule)
{
	struct catalogue_rule_list all;
	struct catalogue_node n;
	size_t i = 0;

	TRY(open_node(tx, who, node, version, &n));
	TRY(sql_catalogue_rule_versions(tx, who->district, node, &all));
	while (i < all.n && all.v[i].id != rule)
		i++;
	if (i == all.n)
		return E_NOTFOUND;
	if (all.v[i].valid_from <= clock_now())
		return fail(tx, E_INVALID, "rule", N_("这一版已经生效，不能取消，可以再改一版。"));
	TRY(sql_catalogue_rule_drop(tx, who->district, rule, clock_now()));
	if (i + 1 < all.n)
		TRY(sql_catalogue_rule_end(tx, who->district, all.v[i + 1].id, all.v[i].valid_to));
	TRY(sql_catalogue_node_touch(tx, who->district, node, n.version));
	return catalogue_record(tx, who, node, CATALOGUE_DID_UNPLAN, S(""),
				str_fmt(tx->arena, "from=%lld", (long long)all.v[i].valid_from));
}
