/* appeal_web_finding.c: what a building head or a grid worker sees on their round: a photo, what it is, and sent. */
#include "base/clock.h"
#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_photo.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "lib/secret.h"

enum { PICKS = 8, HOW_UP = 1, HOW_SETTLED };

static const struct choice hows[] = {{"up", N_("报上去"), HOW_UP}, {"settled", N_("我当场办好了"), HOW_SETTLED}};

struct finding_in {
	struct photos_in photos;
	int64_t item, lon, lat;
	struct str text, find_place, once;
	struct id_or_code place;
	int how;
	bool danger, seek_place;
};
static const struct field finding_fields[] = {
	FIELD_AS(finding_in, photos.fresh, "photo", FIELD_FILES, .label = N_("照片"), .max = PHOTOS_MAX),
	FIELD_AS(finding_in, photos.kept, "kept", FIELD_MANY, .label = N_("已选的照片"), .max = PHOTOS_MAX),
	FIELD(finding_in, item, FIELD_ID, .label = N_("事项")),
	FIELD(finding_in, text, FIELD_LINES, .label = N_("说说情况"), .max = APPEAL_TEXT_MAX),
	FIELD(finding_in, place, FIELD_ID_OR_CODE, .label = N_("楼栋和单元"), .max = 40, .required = true,
	      .missing = N_("请选在哪里，拿不准就选社区。")),
	FIELD(finding_in, find_place, FIELD_TEXT, .label = N_("找楼栋和单元"), .max = 60),
	FIELD(finding_in, seek_place, FIELD_AGAIN, .label = N_("找")),
	FIELD(finding_in, lon, FIELD_DECIMAL, .label = N_("经度")),
	FIELD(finding_in, lat, FIELD_DECIMAL, .label = N_("纬度")),
	FIELD(finding_in, how, FIELD_CHOICE, .label = N_("怎么办"), CHOICES(hows), .required = true, .missing = N_("请选怎么办。")),
	FIELD(finding_in, danger, FIELD_BOOL, .label = N_("现在就有危险")),
	FIELD(finding_in, once, FIELD_TEXT, .label = N_("表单编号"), .max = 64),
};
static const struct form finding_form = FORM(finding_in, finding_fields);

struct at_in {
	struct str at;
};
static const struct field at_fields[] = {
	FIELD(at_in, at, FIELD_TEXT, .label = N_("地点"), .max = 40),
};
static const struct form at_form = FORM(at_in, at_fields);

/* Where: what was sent, the code on the wall, else what the reader answers for. */
static int
where_of(struct req *r, struct territory_node *ret)
{
	const struct finding_in *in = form_if(r, finding_in);
	const struct at_in *at = form_if(r, at_in);
	enum level level;
	int64_t node;
	int rc = E_NOTFOUND;

	if (in && in->place.id)
		rc = territory_get(r->tx, r->who->district, in->place.id, ret);
	else if (at && at->at.n)
		rc = territory_by_code(r->tx, r->who->district, at->at, ret);
	if (rc != E_NOTFOUND && (rc < 0 || ret->community || ret->level == LEVEL_COMMUNITY))
		return rc;
	if (!actor_reach(r->who, APPEAL_SETTLE, &level, &node))
		return E_DENIED;
	return territory_get(r->tx, r->who->district, node, ret);
}

static int
pick_items(struct req *r, int64_t chosen, struct appeal_finding_page *p)
{
	struct catalogue_node_list list;

	TRY(catalogue_nearby(r->tx, r->who->district, PICKS, &list));
	p->items.v = NEW_ARRAY(&r->arena, struct pick, list.n);
	for (size_t i = 0; i < list.n; i++)
		p->items.v[p->items.n++] = (struct pick){
			.value = str_number(&r->arena, list.v[i].id),
			.label = catalogue_name(&list.v[i], req_lang(r) == LANG_EN),
			.chosen = list.v[i].id == chosen,
		};
	return 0;
}

static int
finding_page(struct req *r)
{
	const struct finding_in *in = form_if(r, finding_in);
	struct page page = {.frame = FRAME_TASK, .title = N_("报一件"), .tab = "grid", .back = "/appeal/grid",
			    .library = "pick.js", .script = "appeal_new.js"};
	struct appeal_finding_page p = {
		.once = in && in->once.n ? in->once : secret_token(&r->arena, 16), .photo = {.word = N_("拍照"), .camera = true},
	};
	struct territory_node at, community;

	ui_form(r, &finding_form);
	p.reader = str_sub(secret_mac(&r->arena, "draft reader", str_number(&r->arena, r->who->person)), 0, 16);
	TRY(where_of(r, &at));
	TRY(territory_get(r->tx, r->who->district, at.level == LEVEL_COMMUNITY ? at.id : at.community, &community));
	TRY(appeal_find_places(r, &community, in ? in->find_place : S(""), at.id, &p.places));
	TRY(pick_items(r, in ? in->item : 0, &p));
	p.scanned = !in && form_if(r, at_in) && form_if(r, at_in)->at.n && str_eq(form_if(r, at_in)->at, at.code);
	if (in) {
		p.text = in->text;
		p.other = !in->item;
		p.settled = in->how == HOW_SETTLED;
		p.danger = in->danger;
		p.photo.kept = photos_kept(r, APPEAL_KEPT);
	}
	return reply_page(r, &page, appeal_finding, &p);
}

static int
prepare_photos(struct req *r)
{
	struct photos_in photos = form_in(r, finding_in)->photos;

	return photos_take(r, finding_in, &photos, appeal_photos_count(r));
}

/* The item's own name stands for what was not written. */
static int
say_what(struct req *r, const struct finding_in *in, struct appeal_new *n)
{
	struct catalogue_node item;
	int rc = in->item ? catalogue_get(r->tx, r->who->district, in->item, &item) : 0;

	if (rc == E_NOTFOUND)
		return form_fail(r, finding_in, item, N_("没有这一类，请从列表里选。"));
	TRY(rc);
	n->text = in->text;
	if (str_trim(in->text).n)
		return 0;
	if (!in->item)
		return form_fail(r, finding_in, text, N_("选了“别的”，请写一句是什么。"));
	n->text = item.name;
	return 0;
}

static int
think(struct req *r)
{
	const struct finding_in *in = form_in(r, finding_in);

	return appeal_think(r, S(""), in->text, S(""));
}

static int
finding_post(struct req *r)
{
	const struct finding_in *in = form_in(r, finding_in);
	const struct photos *photos = TAKE(&r->prepared, photos);
	struct appeal_receipt made;
	struct appeal_new n = {
		.item = in->item,
		.guess = *TAKE(&r->found, appeal_guess),
		.lon = in->lon,
		.lat = in->lat,
		.channel = CHANNEL_VISIT,
		.anon = ANON_NOBODY,
		.open = true,
		.photos = photos->v,
		.photos_n = photos->n,
		.up = in->how != HOW_SETTLED,
	};
	struct territory_node at = {.id = in->place.id};
	int rc = in->place.code.n ? territory_by_code(r->tx, r->who->district, in->place.code, &at) : 0;

	if (rc == E_NOTFOUND)
		return form_fail(r, finding_in, place, N_("没有这个地方，请重新选楼栋或社区。"));
	TRY(rc);
	n.place = at.id;
	TRY(say_what(r, in, &n));
	if (in->how == HOW_SETTLED && in->danger)
		return form_fail(r, finding_in, how, N_("还有危险就不算办好了，请选“报上去”。"));
	if (in->once.n)
		n.once = appeal_once_of(r, "finding", str_fmt(&r->arena, "%.*s\x1f%.*s", STR(gate_csrf(r)), STR(in->once)), &n);
	TRY(appeal_file(r->tx, r->who, &n, &made));
	if (!made.again && in->how == HOW_SETTLED) {
		struct appeal_change c = {
			.act = ACT_SETTLE,
			.text = str_trim(in->text).n ? in->text : n.text,
			.photos = photos->v,
			.photos_n = photos->n,
		};

		rc = appeal_move(r->tx, r->who, made.code, &c);
		if (rc == E_DENIED)
			return form_fail(r, finding_in, how, N_("这一类不归您这里办结，请选“报上去”。"));
		TRY(rc);
	}
	if (!made.again && in->danger) {
		struct appeal_seen s;

		TRY(appeal_see(r->tx, r->who, made.code, &s));
		if (s.may[ACT_HURRY])
			TRY(appeal_move(r->tx, r->who, made.code,
					&(struct appeal_change){.act = ACT_HURRY, .text = S("巡查时看到，现在就有危险")}));
	}
	gate_flash(r, in->how == HOW_SETTLED ? N_("记下了，办好了") : N_("报上去了"));
	return redirect(r, "/appeal/grid");
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/finding", APPEAL_SETTLE, finding_page, .form = &at_form, .about = "Form for what is seen on a round"),
	ROUTE_POST("/appeal/finding", APPEAL_SETTLE, finding_post, .form = &finding_form, .ahead = think, .prepare = prepare_photos,
		   .again = finding_page, .flags = ROUTE_BIG | ROUTE_KEEP, .about = "Report what is seen on a round, settled or not"),
};

const struct route_table appeal_finding_routes = {rows, sizeof rows / sizeof *rows};
