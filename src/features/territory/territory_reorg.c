/* territory_reorg.c: the yearly reorganisation: merging, moving, retiring. Nothing is deleted: what
 * a case names can always be looked up, and says where it went. */
#include "base/clock.h"
#include "db/db.h"
#include "db/outbox.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"

enum { CHILDREN_MAX = 100000 };

/* The other place of a reorganisation: live, and within the actor's powers too. */
static int
other_place(struct tx *tx, const struct actor *who, int64_t id, const char *field,
	    struct territory_node *ret)
{
	struct territory_node n;
	int rc = sql_territory_get(tx, who->district, id, &n);

	if (rc == E_NOTFOUND || (rc == 0 && n.state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, field, N_("没有这个地方，请从列表里选。"));
	TRY(rc);
	if (!territory_may(who, TERRITORY_REORG, &n))
		return fail(tx, E_DENIED, field, N_("那个地方不归您管，不能并过去或移过去。"));
	*ret = n;
	return 0;
}

static int
hang(struct tx *tx, const struct actor *who, const struct territory_node *was,
     const struct territory_node *parent, struct str area, struct str name)
{
	struct territory_node n = *was;

	n.name = name;
	territory_settle(tx->arena, &n, parent, area);
	n.sort_key = territory_sort_key(tx->arena, n.name, n.id);
	TRY(sql_territory_hang(tx, who->district, &n));
	return territory_note(
		tx, who, &n, TERRITORY_MOVED,
		str_fmt(tx->arena, "parent=%lld>%lld", (long long)was->parent, (long long)n.parent),
		S(""));
}

/* The child's name, or when somebody there has it, the name and where it came from. */
static int
name_there(struct tx *tx, int64_t district, const struct territory_node *child,
	   const struct territory_node *from, int64_t into, struct str *ret)
{
	struct arena *a = tx->arena;
	struct territory_node other;
	struct str name = child->name;

	for (int try = 1; try < 100; try++) {
		int rc = sql_territory_by_name(tx, district, into, name, &other);

		if (rc == E_NOTFOUND) {
			*ret = name;
			return 0;
		}
		TRY(rc);
		name = try == 1 ? str_fmt(a, "%.*s（原%.*s）", STR(child->name), STR(from->name))
				: str_fmt(a, "%.*s（原%.*s %d）", STR(child->name), STR(from->name),
					  try);
	}
	return fail(tx, E_INVALID, "into", N_("下面同名的太多，请先改名再合并。"));
}

/* Other features keep the ancestors of a place in their rows; they hear of it through the outbox. */
static int
tell_matters(struct tx *tx, const struct actor *who, int64_t node)
{
	return outbox_put(tx, who->district, OUTBOX_PLACE, 0, node, S(""), S(""), S(""));
}

int
territory_merge(struct tx *tx, const struct actor *who, int64_t id, int64_t version, int64_t into)
{
	struct territory_node_list children;
	struct territory_node n, target;
	struct str area;

	TRY(territory_for_change(tx, who, id, version, TERRITORY_REORG, &n));
	TRY(other_place(tx, who, into, "into", &target));
	if (target.id == n.id || target.parent != n.parent || target.level != n.level ||
	    target.kind != n.kind || !n.parent)
		return fail(tx, E_INVALID, "into", N_("只能并到同一个上级下面的同一级里。"));
	TRY(territory_area_name(tx, &target, &area));
	TRY(sql_territory_children(tx, who->district, id, S(""), CHILDREN_MAX, &children));
	for (size_t i = 0; i < children.n; i++) {
		struct str name;

		TRY(name_there(tx, who->district, &children.v[i], &n, target.id, &name));
		TRY(hang(tx, who, &children.v[i], &target, area, name));
	}
	TRY(territory_follow(tx, &n));
	TRY(sql_territory_duty_pass(tx, who->district, id, target.id, NULL));
	TRY(sql_territory_end(tx, who->district, id, n.version, TERRITORY_MERGED, target.id,
			      clock_now()));
	TRY(territory_households_join(tx, &n, &target));
	TRY(territory_note(tx, who, &n, TERRITORY_MERGED_INTO,
			   str_fmt(tx->arena, "into=%lld", (long long)target.id), S("")));
	TRY(territory_note(tx, who, &target, TERRITORY_TOOK_OVER,
			   str_fmt(tx->arena, "from=%lld", (long long)id), S("")));
	return tell_matters(tx, who, id);
}

int
territory_move(struct tx *tx, const struct actor *who, int64_t id, int64_t version, int64_t parent)
{
	struct territory_node n, p, same;
	struct str area;
	int rc;

	TRY(territory_for_change(tx, who, id, version, TERRITORY_REORG, &n));
	TRY(other_place(tx, who, parent, "parent", &p));
	if (p.id == n.parent)
		return fail(tx, E_INVALID, "parent", N_("它已经在那里了，请选别的上级。"));
	if (!n.parent || p.id == n.id || !territory_fits(&p, n.level, n.kind))
		return fail(tx, E_INVALID, "parent", N_("这一级不能放在那里，请选合适的上级。"));
	rc = sql_territory_by_name(tx, who->district, p.id, n.name, &same);
	if (rc == 0)
		return fail(tx, E_INVALID, "parent", N_("那里已经有同名的了，请先改名再移。"));
	if (rc != E_NOTFOUND)
		return rc;
	TRY(territory_area_name(tx, &p, &area));
	TRY(hang(tx, who, &n, &p, area, n.name));
	TRY(territory_follow(tx, &n));
	return tell_matters(tx, who, id);
}

int
territory_retire(struct tx *tx, const struct actor *who, int64_t id, int64_t version)
{
	struct territory_node_list children;
	struct territory_node n;

	TRY(territory_for_change(tx, who, id, version, TERRITORY_REORG, &n));
	if (!n.parent)
		return fail(tx, E_INVALID, NULL, N_("整个区不能停用。"));
	TRY(sql_territory_children(tx, who->district, id, S(""), 1, &children));
	if (children.n)
		return fail(tx, E_INVALID, NULL,
			    N_("下面还有在用的，请先把它们移走、合并或停用。"));
	TRY(sql_territory_end(tx, who->district, id, n.version, TERRITORY_RETIRED, 0, clock_now()));
	return territory_note(tx, who, &n, TERRITORY_STOPPED, S(""), S(""));
}
