/* appeal_web_neighbour.c: a reader of a case came from a list of the queue; the next case of it is one press away. */
#include "features/appeal/appeal_web_neighbour.h"

static const struct {
	const char *name, *word;
} tabs[TAB__MAX] = {
	[TAB_MINE] = {"mine", N_("待办")},
	[TAB_NEW] = {"new", N_("待派件")},
	[TAB_SOON] = {"soon", N_("快到期")},
	[TAB_LATE] = {"over", N_("超期")},
	[TAB_RULING] = {"ruling", N_("待裁定")},
	[TAB_RAISED] = {"raised", N_("上提")},
	[TAB_WAITING] = {"waiting", N_("等居民补充")},
	[TAB_REPLIED] = {"replied", N_("等评价")},
	[TAB_JOINED] = {"joined", N_("并案")},
	[TAB_PARTS] = {"parts", N_("拆分")},
	[TAB_ALL] = {"all", N_("全部")},
};

const char *
appeal_tab_name(enum appeal_tab tab)
{
	return tabs[tab].name;
}

const char *
appeal_tab_word(enum appeal_tab tab)
{
	return tabs[tab].word;
}

enum appeal_tab
appeal_tab_of(struct str name)
{
	for (int t = TAB_MINE; t < TAB__MAX; t++)
		if (str_is(name, tabs[t].name))
			return (enum appeal_tab)t;
	return TAB_MINE;
}

struct str
appeal_from(struct arena *a, enum appeal_tab tab, const struct appeal_filter *f)
{
	return str_fmt(a, "%s.%lld.%lld", tabs[tab].name, (long long)f->desk, (long long)f->class_);
}

/* Whatever does not look like a place in a list is the start of the first one. */
static void
read_word(struct str word, enum appeal_tab *ret_tab, struct appeal_filter *ret)
{
	struct str part;

	*ret = (struct appeal_filter){0};
	*ret_tab = TAB_MINE;
	if (str_next(&word, '.', &part))
		*ret_tab = appeal_tab_of(part);
	if (!str_next(&word, '.', &part) || !str_int(part, &ret->desk) || ret->desk < 0)
		ret->desk = 0;
	if (!str_next(&word, '.', &part) || !str_int(part, &ret->class_) || ret->class_ < 0)
		ret->class_ = 0;
	ret->after = word;
}

static struct str
href_of(struct arena *a, enum appeal_tab tab, const struct appeal_filter *f)
{
	return f->class_ ? str_fmt(a, "/appeal/queue?tab=%s&desk=%lld&class=%lld", tabs[tab].name, (long long)f->desk,
				   (long long)f->class_)
			 : str_fmt(a, "/appeal/queue?tab=%s&desk=%lld", tabs[tab].name, (long long)f->desk);
}

struct str
appeal_from_href(struct arena *a, struct str word)
{
	struct appeal_filter f;
	enum appeal_tab tab;

	if (!word.n)
		return S("/appeal/queue");
	read_word(word, &tab, &f);
	return href_of(a, tab, &f);
}

static struct str
case_href(struct arena *a, struct str code, struct str from)
{
	return str_fmt(a, "/appeal/%.*s/desk?from=%.*s", STR(code), STR(from));
}

/* Where the case stands in the list now. */
static struct str
place_of(struct arena *a, enum appeal_tab tab, const struct appeal *c)
{
	if (tab == TAB_ALL)
		return str_number(a, c->id);
	/* appeal_list.c: what is urgent is a range of its own. */
	return str_fmt(a, "%s%lld.%lld", c->urgent ? "u" : "", (long long)c->queue_at, (long long)c->id);
}

int
appeal_neighbours(struct req *r, struct str word, struct appeal_show_page *p)
{
	struct appeal_filter f;
	struct appeal_line_list lines;
	struct appeal_line before;
	enum appeal_tab tab;
	struct str from, here, next;
	int rc;

	read_word(word, &tab, &f);
	from = appeal_from(&r->arena, tab, &f);
	here = place_of(&r->arena, tab, &p->s.a);
	/* Lists lead here without a place in them; a form that was sent leads back with one. */
	p->moved = f.after.n && r->method == GET;
	if (!f.after.n)
		f.after = here;
	p->from = str_fmt(&r->arena, "%.*s.%.*s", STR(from), STR(f.after));
	p->tab_word = tabs[tab].word;
	p->queue_href = href_of(&r->arena, tab, &f);
	f.limit = 2;
	rc = appeal_queue(r->tx, r->who, tab, &f, &lines, &next);
	/* The post it was read at is not theirs any more. */
	if (rc == E_DENIED)
		return 0;
	TRY(rc);
	for (size_t i = lines.n; i-- > 0;)
		if (lines.v[i].id != p->a.id)
			p->next = case_href(&r->arena, lines.v[i].code, from);
	rc = appeal_before(r->tx, r->who, tab, &f, &before);
	if (rc == 0)
		p->prev = case_href(&r->arena, before.code, from);
	return rc == E_NOTFOUND ? 0 : rc;
}
