/* territory_web_layer.c: the layers of the district's map: which there are, setting one from a file, taking one away. */
#include "features/territory/territory_layer.h"
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/gate.h"

struct territory_layer_in {
	int kind, datum;
	struct str geojson;
	bool drop;
	struct uploads file;
};
static const struct choice kinds[] = {
	{"road", N_("道路"), LAYER_ROAD},
	{"water", N_("水面"), LAYER_WATER},
	{"green", N_("绿地"), LAYER_GREEN},
	{"building", N_("房屋"), LAYER_BUILDING},
};
static const struct choice datums[] = {
	{"wgs84", N_("WGS-84：卫星定位、测绘和 OpenStreetMap"), DATUM_WGS84},
	{"gcj02", N_("GCJ-02：国内的地图网站和手机地图"), DATUM_GCJ02},
};
static const struct field layer_fields[] = {
	FIELD(territory_layer_in, kind, FIELD_CHOICE, .label = N_("哪一层"), CHOICES(kinds), .required = true),
	FIELD(territory_layer_in, datum, FIELD_CHOICE, .label = N_("文件里的坐标是哪一种"), CHOICES(datums),
	      .about = "The system of the file's coordinates; the district's own without it"),
	FIELD(territory_layer_in, geojson, FIELD_LINES, .label = N_("或者粘贴 GeoJSON"), .max = 1 << 20,
	      .about = "A GeoJSON FeatureCollection, as a text"),
	FIELD(territory_layer_in, drop, FIELD_BOOL, .label = N_("去掉这一层"), .about = "true: take the layer away"),
	FIELD(territory_layer_in, file, FIELD_FILES, .label = N_("GeoJSON 文件"), .max = 1, .only = BY_PAGE,
	      .hint = N_("道路是线，绿地和房屋是面，水面都行；最大 8 MB")),
};
const struct form territory_form_layer = FORM(territory_layer_in, layer_fields);

/* What a layer must lie in, read before the transaction. */
struct layer_ahead {
	struct geo_box within;
	enum datum datum;
};

static int
may_change(struct req *r, struct territory_node *ret)
{
	TRY(territory_root(r->tx, r->who->district, ret));
	return territory_may(r->who, TERRITORY_EDIT, ret) ? 0 : E_DENIED;
}

static struct pick_list
picks_of(struct req *r, const struct choice *v, size_t n, int chosen)
{
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, n), n};

	for (size_t i = 0; i < n; i++)
		list.v[i] = (struct pick){
			.value = str_of(v[i].value),
			.label = str_of(ui_translate(req_lang(r), v[i].label)),
			.chosen = v[i].number == chosen,
		};
	return list;
}

int
territory_layer_page(struct req *r)
{
	const struct territory_layer_in *in = form_if(r, territory_layer_in);
	struct page page = territory_page_for(r, N_("地图图层"));
	struct territory_layer_page p = {0};
	struct territory_layer_list layers;
	struct territory_node root;
	enum datum datum;

	TRY(may_change(r, &root));
	TRY(territory_datum(r->tx, r->who->district, &datum));
	TRY(territory_layers(r->tx, r->who->district, &layers));
	p.layers.v = NEW_ARRAY(&r->arena, struct territory_layer_line, layers.n);
	for (size_t i = 0; i < layers.n; i++)
		p.layers.v[p.layers.n++] = (struct territory_layer_line){
			.kind = layer_word((enum layer_kind)layers.v[i].kind),
			.word = territory_layer_word(layers.v[i].kind),
			.features = layers.v[i].features,
			.set_at = layers.v[i].set_at,
		};
	p.kinds = picks_of(r, kinds, sizeof kinds / sizeof *kinds, in ? in->kind : LAYER_ROAD);
	p.datums = picks_of(r, datums, sizeof datums / sizeof *datums, in && in->datum ? in->datum : (int)datum);
	TRY(territory_map_around(r, &root, &p.map));
	ui_form(r, &territory_form_layer);
	return reply_page(r, &page, territory_layers, &p);
}

int
territory_layer_ahead(struct req *r)
{
	const struct territory_layer_in *in = form_in(r, territory_layer_in);
	struct layer_ahead *ahead = NEW(&r->arena, struct layer_ahead);
	struct territory_node root;

	LEAVE(&r->found, layer_ahead, ahead);
	TRY(may_change(r, &root));
	TRY(territory_datum(r->tx, r->who->district, &ahead->datum));
	return in->drop ? 0 : territory_layer_within(r->tx, r->who->district, &ahead->within);
}

/* Reading a city's roads takes long, and needs no database. */
int
territory_layer_prepare(struct req *r)
{
	const struct territory_layer_in *in = form_in(r, territory_layer_in);
	const struct layer_ahead *ahead = TAKE(&r->found, layer_ahead);
	struct layer *layer = NEW(&r->arena, struct layer);
	struct layer_in read = {
		.kind = (enum layer_kind)in->kind,
		.geojson = in->file.n ? in->file.v[0]->bytes : in->geojson,
		.to = ahead->datum,
		.from = in->datum ? (enum datum)in->datum : ahead->datum,
		.within = ahead->within,
	};
	const char *why;
	size_t feature;
	int rc;

	LEAVE(&r->prepared, layer, layer);
	if (in->drop)
		return 0;
	if (!str_trim(read.geojson).n)
		return form_fail(r, territory_layer_in, geojson, N_("请选一个 GeoJSON 文件，或者把内容粘贴进来。"));
	rc = layer_read(&r->arena, &read, layer, &why, &feature);
	if (rc < 0 && feature)
		return form_fail_arg(r, territory_layer_in, file, N_("整个文件没有用。第几样、为什么：{1}"),
				     str_fmt(&r->arena, "%zu · %s", feature, ui_translate(req_lang(r), why)));
	return rc < 0 ? form_fail(r, territory_layer_in, file, why) : 0;
}

int
territory_layer_from_form(struct req *r)
{
	const struct territory_layer_in *in = form_in(r, territory_layer_in);
	const struct layer *layer = TAKE(&r->prepared, layer);

	return territory_layer_put(r->tx, r->who, (enum layer_kind)in->kind, in->drop ? NULL : layer);
}

int
territory_layer_post(struct req *r)
{
	const struct territory_layer_in *in = form_in(r, territory_layer_in);

	TRY(territory_layer_from_form(r));
	gate_flash(r, in->drop ? N_("这一层去掉了") : N_("图层定好了"));
	return redirect(r, "/territory/layers");
}
