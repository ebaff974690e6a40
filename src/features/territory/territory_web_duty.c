/* territory_web_duty.c: who answers for a place, and its boundary. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/gate.h"

enum { D_NAME, D_DUTY, D_PHONE, D_DAYS, D_FROM, D_TO };
static const struct choice days[] = {
	{"1", N_("周一")}, {"2", N_("周二")}, {"3", N_("周三")}, {"4", N_("周四")},
	{"5", N_("周五")}, {"6", N_("周六")}, {"7", N_("周日")}, {"8", N_("节假日")},
};
static const struct field duty_fields[] = {
	[D_NAME] = {.name = "name",
		    .type = FIELD_TEXT,
		    .label = N_("怎么称呼"),
		    .max = 20,
		    .required = true,
		    .hint = N_("会印在楼门海报上，比如 王师傅")},
	[D_DUTY] = {.name = "duty",
		    .type = FIELD_TEXT,
		    .label = N_("负责什么"),
		    .max = 20,
		    .required = true,
		    .hint = N_("网格员、楼长、社区值班、党员联系人")},
	[D_PHONE] = {.name = "phone",
		     .type = FIELD_TEXT,
		     .label = N_("工作电话"),
		     .max = 24,
		     .hint = N_("公开的号码，不要填私人手机")},
	[D_DAYS] = {.name = "days",
		    .type = FIELD_MANY,
		    .label = N_("哪几天"),
		    .choices = days,
		    .choices_n = 8,
		    .max = 8,
		    .required = true,
		    .about = "1 Monday to 7 Sunday, 8 public holidays"},
	[D_FROM] = {.name = "from",
		    .type = FIELD_TEXT,
		    .label = N_("几点开始"),
		    .max = 5,
		    .required = true,
		    .hint = N_("比如 8:30")},
	[D_TO] = {.name = "to",
		  .type = FIELD_TEXT,
		  .label = N_("几点结束"),
		  .max = 5,
		  .required = true,
		  .hint = N_("比如 20:00")},
};
const struct form territory_form_duty = FORM("territory_duty", duty_fields);

/* Mondays to Fridays on a fresh form, else what was ticked. */
static struct pick_list
ticked_days(struct req *r)
{
	enum { DAYS = sizeof days / sizeof *days };
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, DAYS), DAYS};
	bool typed = r->route->form == &territory_form_duty;

	for (size_t i = 0; i < DAYS; i++) {
		list.v[i].value = str_of(days[i].value);
		list.v[i].label = str_of(ui_translate(req_lang(r), days[i].label));
		list.v[i].chosen = !typed && i < 5;
		for (size_t k = 0; typed && k < r->in[D_DAYS].all_n; k++)
			list.v[i].chosen |= str_is(r->in[D_DAYS].all[k], days[i].value);
	}
	return list;
}

int
territory_duty_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("责任人"));
	struct territory_form_page p = {0};

	TRY(territory_to_change(r, TERRITORY_DUTY, &p));
	TRY(territory_people_of(r, &p.n, &p.people));
	p.days = ticked_days(r);
	ui_form(r, &territory_form_duty);
	ui_fill(r, "from", S("8:30"));
	ui_fill(r, "to", S("18:00"));
	return reply_page(r, &page, territory_duty, &p);
}

/* "8:30" in minutes; -1: not a time. */
static int64_t
minutes(struct str s)
{
	struct str hour, minute = s;
	int64_t h, m = 0;

	str_next(&minute, ':', &hour);
	if (!str_int(hour, &h) || (minute.n && !str_int(minute, &m)) || h < 0 || h > 24 || m < 0 ||
	    m > 59)
		return -1;
	return h * 60 + m;
}

int
territory_duty_from_form(struct req *r, struct territory_node *ret)
{
	struct territory_duty_new d = {
		.name = in_str(r, D_NAME),
		.duty = in_str(r, D_DUTY),
		.phone = in_str(r, D_PHONE),
		.from_min = minutes(in_str(r, D_FROM)),
		.to_min = minutes(in_str(r, D_TO)),
	};
	int64_t id, day;

	TRY(territory_of_path(r, ret));
	for (size_t i = 0; i < r->in[D_DAYS].all_n; i++)
		if (str_int(r->in[D_DAYS].all[i], &day) && day >= 1 && day <= 8)
			d.days |= 1 << (day - 1);
	return territory_duty_add(r->tx, r->who, ret->id, &d, &id);
}

int
territory_duty_remove_from_path(struct req *r, struct territory_node *ret)
{
	int64_t id;

	TRY(territory_of_path(r, ret));
	if (!str_int(r->arg[1], &id))
		return E_NOTFOUND;
	return territory_duty_remove(r->tx, r->who, ret->id, id);
}

int
territory_duty_post(struct req *r)
{
	struct territory_node n;

	TRY(territory_duty_from_form(r, &n));
	gate_flash(r, N_("责任人加好了"));
	return redirect(r, "/territory/%lld/duty", (long long)n.id);
}

int
territory_duty_remove_post(struct req *r)
{
	struct territory_node n;

	TRY(territory_duty_remove_from_path(r, &n));
	gate_flash(r, N_("责任人去掉了"));
	return redirect(r, "/territory/%lld/duty", (long long)n.id);
}

/* ---- boundary ---- */

enum { G_TEXT, G_VERSION, G_DROP, G_FILE };
static const struct field boundary_fields[] = {
	[G_TEXT] = {.name = "geojson",
		    .type = FIELD_LINES,
		    .label = N_("或者粘贴 GeoJSON"),
		    .max = 1 << 20,
		    .about = "A GeoJSON polygon, multipolygon or feature, as a text"},
	[G_VERSION] = {.name = "version",
		       .type = FIELD_INT,
		       .label = N_("版本"),
		       .min = 1,
		       .required = true,
		       .about = "The place's version as it was read"},
	[G_DROP] = {.name = "drop",
		    .type = FIELD_BOOL,
		    .label = N_("去掉边界"),
		    .about = "true: take the boundary away"},
	[G_FILE] = {.name = "boundary",
		    .type = FIELD_FILES,
		    .label = N_("GeoJSON 文件"),
		    .max = 1,
		    .hint = N_("多边形，经纬度，最大 1 MB")},
};
const struct form territory_form_boundary = FORM("territory_boundary", boundary_fields);
/* For programs, which send no files. */
const struct form territory_form_boundary_text = {
	.name = "territory_boundary_text", .v = boundary_fields, .n = G_FILE};

int
territory_boundary_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("边界"));
	struct territory_form_page p = {0};
	struct territory_shape shape;
	int rc;

	TRY(territory_to_change(r, TERRITORY_EDIT, &p));
	rc = territory_boundary(r->tx, r->who->district, p.n.id, &shape);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	p.bounded = rc == 0;
	TRY(territory_map_around(r, &p.n, &p.map));
	ui_form(r, &territory_form_boundary);
	return reply_page(r, &page, territory_boundary, &p);
}

int
territory_boundary_from_form(struct req *r, struct territory_node *ret)
{
	bool page = r->route->form == &territory_form_boundary;
	struct str text = in_str(r, G_TEXT);

	TRY(territory_of_path(r, ret));
	if (page && r->in[G_FILE].files_n)
		text = r->in[G_FILE].files[0]->bytes;
	if (in_bool(r, G_DROP))
		text = S("");
	else if (!str_trim(text).n)
		return in_fail(r, page ? G_FILE : G_TEXT,
			       N_("请选一个 GeoJSON 文件，或者把内容粘贴进来。"));
	return territory_set_boundary(r->tx, r->who, ret->id, in_int(r, G_VERSION), text);
}

int
territory_boundary_post(struct req *r)
{
	struct territory_node n;

	TRY(territory_boundary_from_form(r, &n));
	return territory_back(r, n.id, in_bool(r, G_DROP) ? N_("边界去掉了") : N_("边界定好了"));
}
