/* territory_web_duty.c: who answers for a place, and its boundary. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/gate.h"

static const struct choice days[] = {
	{"1", N_("周一"), 1}, {"2", N_("周二"), 2}, {"3", N_("周三"), 3}, {"4", N_("周四"), 4},
	{"5", N_("周五"), 5}, {"6", N_("周六"), 6}, {"7", N_("周日"), 7}, {"8", N_("节假日"), 8},
};
struct territory_duty_in {
	struct str name, duty, phone;
	struct texts days;
	struct str from, to;
};
static const struct field duty_fields[] = {
	FIELD(territory_duty_in, name, FIELD_TEXT, .label = N_("怎么称呼"), .max = 20,
	      .required = true, .hint = N_("会印在楼门海报上，比如 王师傅")),
	FIELD(territory_duty_in, duty, FIELD_TEXT, .label = N_("负责什么"), .max = 20,
	      .required = true, .hint = N_("网格员、楼长、社区值班、党员联系人")),
	FIELD(territory_duty_in, phone, FIELD_TEXT, .label = N_("工作电话"), .max = 24,
	      .hint = N_("公开的号码，不要填私人手机")),
	FIELD(territory_duty_in, days, FIELD_MANY, .label = N_("哪几天"), CHOICES(days), .max = 8,
	      .required = true, .about = "1 Monday to 7 Sunday, 8 public holidays"),
	FIELD(territory_duty_in, from, FIELD_TEXT, .label = N_("几点开始"), .max = 5,
	      .required = true, .hint = N_("比如 8:30")),
	FIELD(territory_duty_in, to, FIELD_TEXT, .label = N_("几点结束"), .max = 5,
	      .required = true, .hint = N_("比如 20:00")),
};
const struct form territory_form_duty = FORM(territory_duty_in, duty_fields);

/* Mondays to Fridays on a fresh form, else what was ticked. */
static struct pick_list
ticked_days(struct req *r)
{
	const struct territory_duty_in *in = form_if(r, territory_duty_in);
	enum { DAYS = sizeof days / sizeof *days };
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, DAYS), DAYS};

	for (size_t i = 0; i < DAYS; i++) {
		list.v[i].value = str_of(days[i].value);
		list.v[i].label = str_of(ui_translate(req_lang(r), days[i].label));
		list.v[i].chosen = !in && i < 5;
		for (size_t k = 0; in && k < in->days.n; k++)
			list.v[i].chosen |= str_is(in->days.v[k], days[i].value);
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
	const struct territory_duty_in *in = form_in(r, territory_duty_in);
	struct territory_duty_new d = {
		.name = in->name,
		.duty = in->duty,
		.phone = in->phone,
		.from_min = minutes(in->from),
		.to_min = minutes(in->to),
	};
	int64_t id, day;

	TRY(territory_of_path(r, ret));
	for (size_t i = 0; i < in->days.n; i++)
		if (str_int(in->days.v[i], &day) && day >= 1 && day <= 8)
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

struct territory_boundary_in {
	struct str geojson;
	int64_t version;
	int datum;
	bool drop;
	struct uploads boundary;
};
static const struct choice datums[] = {
	{"wgs84", N_("WGS-84：卫星定位、测绘和 OpenStreetMap"), DATUM_WGS84},
	{"gcj02", N_("GCJ-02：国内的地图网站和手机地图"), DATUM_GCJ02},
};
static const struct field boundary_fields[] = {
	FIELD(territory_boundary_in, datum, FIELD_CHOICE, .label = N_("文件里的坐标是哪一种"), CHOICES(datums),
	      .about = "The system of the coordinates; the district's own without it"),
	FIELD(territory_boundary_in, geojson, FIELD_LINES, .label = N_("或者粘贴 GeoJSON"),
	      .max = 1 << 20, .about = "A GeoJSON polygon, multipolygon or feature, as a text"),
	FIELD(territory_boundary_in, version, FIELD_INT, .label = N_("版本"), .min = 1,
	      .required = true, .about = "The place's version as it was read"),
	FIELD(territory_boundary_in, drop, FIELD_BOOL, .label = N_("去掉边界"),
	      .about = "true: take the boundary away"),
	FIELD(territory_boundary_in, boundary, FIELD_FILES, .label = N_("GeoJSON 文件"), .max = 1,
	      .only = BY_PAGE, .hint = N_("多边形，经纬度，最大 1 MB")),
};
const struct form territory_form_boundary = FORM(territory_boundary_in, boundary_fields);

int
territory_boundary_page(struct req *r)
{
	const struct territory_boundary_in *in = form_if(r, territory_boundary_in);
	struct page page = territory_page_for(r, N_("边界"));
	struct territory_form_page p = {0};
	struct territory_shape shape;
	enum datum datum;
	int rc;

	TRY(territory_to_change(r, TERRITORY_EDIT, &p));
	TRY(territory_datum(r->tx, r->who->district, &datum));
	p.datums = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, 2), 0};
	for (size_t i = 0; i < sizeof datums / sizeof *datums; i++)
		p.datums.v[p.datums.n++] = (struct pick){
			.value = str_of(datums[i].value),
			.label = str_of(ui_translate(req_lang(r), datums[i].label)),
			.chosen = datums[i].number == (in && in->datum ? in->datum : (int)datum),
		};
	rc = territory_boundary(r->tx, r->who->district, p.n.id, &shape);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	p.bounded = rc == 0;
	TRY(territory_map_around(r, &p.n, &p.map));
	ui_form(r, &territory_form_boundary);
	return reply_page(r, &page, territory_boundary, &p);
}

/* Judging a boundary of many points takes long: what is drawn around it is read before the transaction for it. */
int
territory_boundary_ahead(struct req *r)
{
	struct territory_around *around = NEW(&r->arena, struct territory_around);
	struct territory_node n;

	TRY(territory_of_path(r, &n));
	LEAVE(&r->found, territory_around, around);
	return territory_boundary_around(r->tx, r->who, n.id, around);
}

int
territory_boundary_prepare(struct req *r)
{
	const struct territory_boundary_in *in = form_in(r, territory_boundary_in);
	struct territory_drawn *drawn = NEW(&r->arena, struct territory_drawn);
	struct str text = in->boundary.n ? in->boundary.v[0]->bytes : in->geojson;
	const char *why = NULL;
	int rc;

	if (in->drop)
		return 0;
	if (!str_trim(text).n)
		return form_fail(r, territory_boundary_in, geojson,
				 N_("请选一个 GeoJSON 文件，或者把内容粘贴进来。"));
	rc = territory_boundary_draw(&r->arena, text, (enum datum)in->datum, TAKE(&r->found, territory_around), drawn, &why);
	if (rc == E_INVALID)
		return form_fail(r, territory_boundary_in, boundary, why);
	LEAVE(&r->prepared, territory_drawn, drawn);
	return rc;
}

int
territory_boundary_from_form(struct req *r, struct territory_node *ret)
{
	const struct territory_boundary_in *in = form_in(r, territory_boundary_in);

	TRY(territory_of_path(r, ret));
	return territory_boundary_put(r->tx, r->who, ret->id, in->version, TAKE(&r->prepared, territory_drawn));
}

int
territory_boundary_post(struct req *r)
{
	const struct territory_boundary_in *in = form_in(r, territory_boundary_in);
	struct territory_node n;

	TRY(territory_boundary_from_form(r, &n));
	return territory_back(r, n.id, in->drop ? N_("边界去掉了") : N_("边界定好了"));
}
