/* catalogue_web_form.c: what the forms of the catalogue bring, and the rules they call. */
#include "features/catalogue/catalogue_web_form.h"

/* Hours as FIELD_DECIMAL counts them. */
enum { E7 = 10000000 };
#define HOURS_MIN (E7 / 50) /* about a minute */
#define HOURS_MAX ((int64_t)(CATALOGUE_MINUTES_MAX / 60) * E7)

static const struct choice circles[] = {
	{"building", N_("楼栋"), LEVEL_BUILDING},   {"grid", N_("网格"), LEVEL_GRID},
	{"community", N_("社区"), LEVEL_COMMUNITY}, {"street", N_("街道"), LEVEL_STREET},
	{"district", N_("区"), LEVEL_DISTRICT},
};
static const struct choice colours[] = {
	{"red", N_("党建红"), 1},    {"orange", N_("关爱橙"), 2}, {"yellow", N_("暖心黄"), 3},
	{"green", N_("低碳绿"), 4},  {"cyan", N_("清风青"), 5},	  {"blue", N_("安全蓝"), 6},
	{"purple", N_("和谐紫"), 7},
};

static const struct choice whos[] = {
	{"all", N_("看过以后可以公开"), CATALOGUE_ALL},
	{"never", N_("从不公开"), CATALOGUE_NEVER},
};

#define VERSION(in_) \
	FIELD(in_, version, FIELD_INT, .label = N_("版本"), .min = 1, .max = INT64_MAX, \
	      .required = true, \
	      .about = "Of the node as you read it; another one is refused with 409")

static const struct field rule_fields[] = {
	VERSION(catalogue_rule_in),
	FIELD(catalogue_rule_in, body, FIELD_TEXT, .label = N_("责任单位"), .max = 60,
	      .required = true, .missing = N_("请选由哪种单位负责。"),
	      .about = "Code of a kind of body"),
	FIELD(catalogue_rule_in, co, FIELD_MANY, .label = N_("协办单位"), .max = CATALOGUE_CO_MAX,
	      .about = "Codes of kinds of bodies that help"),
	FIELD(catalogue_rule_in, level, FIELD_CHOICE, .label = N_("一般在哪一级解决"),
	      CHOICES(circles), .required = true, .about = "Smallest circle that settles it"),
	FIELD(catalogue_rule_in, accept, FIELD_DECIMAL, .label = N_("签收时限"), .min = HOURS_MIN,
	      .max = HOURS_MAX, .required = true, .hint = N_("工作小时，8 小时是一个工作日"),
	      .about = "Working hours until the body accepts"),
	FIELD(catalogue_rule_in, handle, FIELD_DECIMAL, .label = N_("答复时限"), .min = HOURS_MIN,
	      .max = HOURS_MAX, .required = true, .hint = N_("签收以后的工作小时"),
	      .about = "Working hours until it replies"),
	FIELD(catalogue_rule_in, follow, FIELD_DECIMAL, .label = N_("评价时限"), .min = HOURS_MIN,
	      .max = HOURS_MAX, .required = true, .hint = N_("答复以后留给居民评价的工作小时"),
	      .about = "Working hours to rate"),
	FIELD(catalogue_rule_in, basis, FIELD_LINES, .label = N_("法律依据"),
	      .max = CATALOGUE_TEXT_MAX),
	FIELD(catalogue_rule_in, standard, FIELD_LINES, .label = N_("办理标准"),
	      .max = CATALOGUE_TEXT_MAX, .hint = N_("怎样算办好，居民看得懂的话")),
	FIELD(catalogue_rule_in, evidence, FIELD_LINES, .label = N_("要附材料"),
	      .max = CATALOGUE_TEXT_MAX, .hint = N_("写到“照片”的，答复时必须附照片")),
	FIELD(catalogue_rule_in, questions, FIELD_LINES, .label = N_("补充问题"),
	      .max = CATALOGUE_TEXT_MAX,
	      .hint = N_("一行一个，最多三个：问题|类型。类型是 text、number、yesno，或 "
			 "choice:甲/乙")),
	FIELD(catalogue_rule_in, urgent, FIELD_BOOL, .label = N_("急件：排在最前，时限日夜都算，下面填的是钟点小时"),
	      .about = "Its matters are urgent: hours count day and night"),
	FIELD(catalogue_rule_in, keywords, FIELD_LINES, .label = N_("关键词"),
	      .max = CATALOGUE_TEXT_MAX, .hint = N_("居民会怎么说，用空格隔开")),
	FIELD(catalogue_rule_in, from, FIELD_DATE, .label = N_("从哪天开始"),
	      .hint = N_("不填就是现在。以前的诉求仍按原来的规则"),
	      .about = "Day the version begins; absent: now"),
	FIELD(catalogue_rule_in, why, FIELD_TEXT, .label = N_("为什么改"), .max = 200,
	      .hint = N_("会写进变更记录，大家都看得到")),
};
const struct form catalogue_form_rule = FORM(catalogue_rule_in, rule_fields);

static const struct field name_fields[] = {
	FIELD(catalogue_name_in, version, FIELD_INT, .label = N_("版本"), .min = 1,
	      .max = INT64_MAX,
	      .about = "To change a node: its version as you read it; to add one: absent"),
	FIELD(catalogue_name_in, name, FIELD_TEXT, .label = N_("名称"), .max = CATALOGUE_NAME_MAX,
	      .required = true),
	FIELD(catalogue_name_in, name_en, FIELD_TEXT, .label = N_("英文名称"),
	      .max = CATALOGUE_NAME_EN_MAX),
	FIELD(catalogue_name_in, code, FIELD_TEXT, .label = N_("编号"), .max = CATALOGUE_CODE_MAX,
	      .hint = N_("定了就不能改，也不能给别的事项用")),
	FIELD(catalogue_name_in, colour, FIELD_CHOICE, .label = N_("服务颜色"), CHOICES(colours)),
	FIELD(catalogue_name_in, who, FIELD_CHOICE, .label = N_("这类诉求能不能公开"), CHOICES(whos),
	      .hint = N_("家庭暴力、轻生、未成年人、独居、举报这些不公开；以前公开过的会收回"),
	      .about = "never: cases of it are seen by their parties alone; absent: as it is"),
	FIELD(catalogue_name_in, parent, FIELD_ID, .label = N_("上一级"),
	      .about = "To add: the node above; absent: a class"),
};
const struct form catalogue_form_name = FORM(catalogue_name_in, name_fields);

static const struct field move_fields[] = {
	VERSION(catalogue_move_in),
	FIELD(catalogue_move_in, parent, FIELD_ID, .label = N_("移到哪里"), .required = true,
	      .missing = N_("请选移到哪里。")),
};
const struct form catalogue_form_move = FORM(catalogue_move_in, move_fields);

static const struct field version_fields[] = {
	VERSION(catalogue_version_in),
};
const struct form catalogue_form_version = FORM(catalogue_version_in, version_fields);

static const struct field unplan_fields[] = {
	VERSION(catalogue_unplan_in),
	FIELD(catalogue_unplan_in, rule, FIELD_ID, .label = N_("规则"), .required = true),
};
const struct form catalogue_form_unplan = FORM(catalogue_unplan_in, unplan_fields);

static int64_t
id_of_path(const struct req *r)
{
	int64_t id;

	return str_int(r->arg[0], &id) && id > 0 ? id : 0;
}

int
catalogue_of_path(struct req *r, struct catalogue_node *ret)
{
	int64_t id = id_of_path(r);

	return id ? catalogue_get(r->tx, r->who->district, id, ret) : E_NOTFOUND;
}

static struct str
join_co(struct arena *a, const struct texts *co)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < co->n; i++)
		buf_fmt(&b, "%s%.*s", i ? ";" : "", STR(co->v[i]));
	return buf_done(&b);
}

/* One question a line becomes one between semicolons. */
static struct str
join_lines(struct arena *a, struct str s)
{
	struct str line;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&s, '\n', &line))
		if (str_trim(line).n)
			buf_fmt(&b, "%s%.*s", b.n ? ";" : "", STR(str_trim(line)));
	return buf_done(&b);
}

static int64_t
minutes_of(int64_t hours)
{
	return (hours * 60 + E7 / 2) / E7;
}

struct catalogue_rule
catalogue_rule_typed(struct req *r)
{
	const struct catalogue_rule_in *in = form_in(r, catalogue_rule_in);

	return (struct catalogue_rule){
		.body = in->body,
		.co = join_co(&r->arena, &in->co),
		.circle = in->level,
		.basis = in->basis,
		.accept_min = minutes_of(in->accept),
		.handle_min = minutes_of(in->handle),
		.follow_min = minutes_of(in->follow),
		.standard = in->standard,
		.evidence = in->evidence,
		.questions = join_lines(&r->arena, in->questions),
		.keywords = in->keywords,
		.urgent = in->urgent,
	};
}

int
catalogue_rule_from_form(struct req *r)
{
	const struct catalogue_rule_in *in = form_in(r, catalogue_rule_in);
	struct catalogue_rule rule = catalogue_rule_typed(r);

	return catalogue_rule_set(r->tx, r->who, id_of_path(r), in->version, &rule, in->from,
				  in->why);
}

static struct catalogue_draft
draft_of(const struct req *r)
{
	const struct catalogue_name_in *in = form_in(r, catalogue_name_in);

	return (struct catalogue_draft){
		.parent = in->parent,
		.code = in->code,
		.name = in->name,
		.name_en = in->name_en,
		.colour = in->colour ? str_of(colours[in->colour - 1].value) : S(""),
		.who = in->who,
	};
}

int
catalogue_add_from_form(struct req *r, int64_t *ret_id)
{
	struct catalogue_draft d = draft_of(r);

	return catalogue_add(r->tx, r->who, &d, ret_id);
}

int
catalogue_name_from_form(struct req *r)
{
	const struct catalogue_name_in *in = form_in(r, catalogue_name_in);
	struct catalogue_draft d = draft_of(r);

	if (!in->version)
		return form_fail(r, catalogue_name_in, version, N_("这一项要填"));
	return catalogue_rename(r->tx, r->who, id_of_path(r), in->version, &d);
}

int
catalogue_move_from_form(struct req *r)
{
	const struct catalogue_move_in *in = form_in(r, catalogue_move_in);

	return catalogue_move(r->tx, r->who, id_of_path(r), in->version, in->parent);
}

int
catalogue_retire_from_form(struct req *r)
{
	return catalogue_retire(r->tx, r->who, id_of_path(r),
				form_in(r, catalogue_version_in)->version);
}

int
catalogue_restore_from_form(struct req *r)
{
	return catalogue_restore(r->tx, r->who, id_of_path(r),
				 form_in(r, catalogue_version_in)->version);
}

int
catalogue_unplan_from_form(struct req *r)
{
	const struct catalogue_unplan_in *in = form_in(r, catalogue_unplan_in);

	return catalogue_rule_unplan(r->tx, r->who, id_of_path(r), in->version, in->rule);
}
