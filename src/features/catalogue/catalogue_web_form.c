/* catalogue_web_form.c: what the forms of the catalogue bring, and the rules they call. */
#include "features/catalogue/catalogue_web_form.h"


/* Hours as FIELD_DECIMAL counts them. */
enum { E7 = 10000000 };
#define HOURS_MIN (E7 / 50) /* about a minute */
#define HOURS_MAX ((int64_t)(CATALOGUE_MINUTES_MAX / 60) * E7)

static const struct choice circles[] = {
	{"building", N_("楼栋")}, {"grid", N_("网格")},	  {"community", N_("社区")},
	{"street", N_("街道")},	  {"district", N_("区")},
};
static const struct choice colours[] = {
	{"red", N_("党建红")},	  {"orange", N_("关爱橙")}, {"yellow", N_("暖心黄")},
	{"green", N_("低碳绿")},  {"cyan", N_("清风青")},   {"blue", N_("安全蓝")},
	{"purple", N_("和谐紫")},
};

#define VERSION \
	{ \
		.name = "version", .type = FIELD_INT, .label = N_("版本"), .min = 1, \
		.max = INT64_MAX, .required = true, \
		.about = "Of the node as you read it; another one is refused with 409" \
	}

static const struct field rule_fields[] = {
	[RULE_VERSION] = VERSION,
	[RULE_BODY] = {.name = "body",
		       .type = FIELD_TEXT,
		       .label = N_("责任单位"),
		       .max = 60,
		       .required = true,
		       .missing = N_("请选由哪种单位负责。"),
		       .about = "Code of a kind of body"},
	[RULE_CO] = {.name = "co",
		     .type = FIELD_MANY,
		     .label = N_("协办单位"),
		     .max = CATALOGUE_CO_MAX,
		     .about = "Codes of kinds of bodies that help"},
	[RULE_CIRCLE] = {.name = "level",
			 .type = FIELD_CHOICE,
			 .label = N_("一般在哪一级解决"),
			 .choices = circles,
			 .choices_n = 5,
			 .required = true,
			 .about = "Smallest circle that settles it"},
	[RULE_ACCEPT] = {.name = "accept",
			 .type = FIELD_DECIMAL,
			 .label = N_("签收时限"),
			 .min = HOURS_MIN,
			 .max = HOURS_MAX,
			 .required = true,
			 .hint = N_("工作小时，8 小时是一个工作日"),
			 .about = "Working hours until the body accepts"},
	[RULE_HANDLE] = {.name = "handle",
			 .type = FIELD_DECIMAL,
			 .label = N_("答复时限"),
			 .min = HOURS_MIN,
			 .max = HOURS_MAX,
			 .required = true,
			 .hint = N_("签收以后的工作小时"),
			 .about = "Working hours until it replies"},
	[RULE_FOLLOW] = {.name = "follow",
			 .type = FIELD_DECIMAL,
			 .label = N_("评价时限"),
			 .min = HOURS_MIN,
			 .max = HOURS_MAX,
			 .required = true,
			 .hint = N_("答复以后留给居民评价的工作小时"),
			 .about = "Working hours to rate"},
	[RULE_BASIS] = {.name = "basis",
			.type = FIELD_LINES,
			.label = N_("法律依据"),
			.max = CATALOGUE_TEXT_MAX},
	[RULE_STANDARD] = {.name = "standard",
			   .type = FIELD_LINES,
			   .label = N_("办理标准"),
			   .max = CATALOGUE_TEXT_MAX,
			   .hint = N_("怎样算办好，居民看得懂的话")},
	[RULE_EVIDENCE] = {.name = "evidence",
			   .type = FIELD_LINES,
			   .label = N_("要附材料"),
			   .max = CATALOGUE_TEXT_MAX,
			   .hint = N_("写到“照片”的，答复时必须附照片")},
	[RULE_QUESTIONS] = {.name = "questions",
			    .type = FIELD_LINES,
			    .label = N_("补充问题"),
			    .max = CATALOGUE_TEXT_MAX,
			    .hint = N_("一行一个，最多三个：问题|类型。类型是 "
				       "text、number、yesno，或 choice:甲/乙")},
	[RULE_KEYWORDS] = {.name = "keywords",
			   .type = FIELD_LINES,
			   .label = N_("关键词"),
			   .max = CATALOGUE_TEXT_MAX,
			   .hint = N_("居民会怎么说，用空格隔开")},
	[RULE_FROM] = {.name = "from",
		       .type = FIELD_DATE,
		       .label = N_("从哪天开始"),
		       .hint = N_("不填就是现在。以前的诉求仍按原来的规则"),
		       .about = "Day the version begins; absent: now"},
	[RULE_WHY] = {.name = "why",
		      .type = FIELD_TEXT,
		      .label = N_("为什么改"),
		      .max = 200,
		      .hint = N_("会写进变更记录，大家都看得到")},
};
const struct form catalogue_form_rule = FORM("catalogue_rule", rule_fields);

static const struct field name_fields[] = {
	[NAME_VERSION] =
		{.name = "version",
		 .type = FIELD_INT,
		 .label = N_("版本"),
		 .min = 1,
		 .max = INT64_MAX,
		 .about = "To change a node: its version as you read it; to add one: absent"},
	[NAME_NAME] = {.name = "name",
		       .type = FIELD_TEXT,
		       .label = N_("名称"),
		       .max = CATALOGUE_NAME_MAX,
		       .required = true},
	[NAME_NAME_EN] = {.name = "name_en",
			  .type = FIELD_TEXT,
			  .label = N_("英文名称"),
			  .max = CATALOGUE_NAME_EN_MAX},
	[NAME_CODE] = {.name = "code",
		       .type = FIELD_TEXT,
		       .label = N_("编号"),
		       .max = CATALOGUE_CODE_MAX,
		       .hint = N_("定了就不能改，也不能给别的事项用")},
	[NAME_COLOUR] = {.name = "colour",
			 .type = FIELD_CHOICE,
			 .label = N_("服务颜色"),
			 .choices = colours,
			 .choices_n = 7},
	[NAME_PARENT] = {.name = "parent",
			 .type = FIELD_ID,
			 .label = N_("上一级"),
			 .about = "To add: the node above; absent: a class"},
};
const struct form catalogue_form_name = FORM("catalogue_node", name_fields);

static const struct field move_fields[] = {
	[MOVE_VERSION] = VERSION,
	[MOVE_PARENT] = {.name = "parent",
			 .type = FIELD_ID,
			 .label = N_("移到哪里"),
			 .required = true,
			 .missing = N_("请选移到哪里。")},
};
const struct form catalogue_form_move = FORM("catalogue_move", move_fields);

static const struct field version_fields[] = {[FORM_VERSION] = VERSION};
const struct form catalogue_form_version = FORM("catalogue_version", version_fields);

static const struct field unplan_fields[] = {
	[UNPLAN_VERSION] = VERSION,
	[UNPLAN_RULE] = {.name = "rule", .type = FIELD_ID, .label = N_("规则"), .required = true},
};
const struct form catalogue_form_unplan = FORM("catalogue_unplan", unplan_fields);

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
join_co(struct req *r)
{
	const struct input *in = &r->in[RULE_CO];
	struct buf b;

	buf_init(&b, &r->arena);
	for (size_t i = 0; i < in->all_n; i++)
		buf_fmt(&b, "%s%.*s", i ? ";" : "", STR(in->all[i]));
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
minutes_of(const struct req *r, int field)
{
	return (in_int(r, field) * 60 + E7 / 2) / E7;
}

struct catalogue_rule
catalogue_rule_typed(struct req *r)
{
	return (struct catalogue_rule){
		.body = in_str(r, RULE_BODY),
		.co = join_co(r),
		.circle = catalogue_circle_of(str_of(circles[in_int(r, RULE_CIRCLE)].value)),
		.basis = in_str(r, RULE_BASIS),
		.accept_min = minutes_of(r, RULE_ACCEPT),
		.handle_min = minutes_of(r, RULE_HANDLE),
		.follow_min = minutes_of(r, RULE_FOLLOW),
		.standard = in_str(r, RULE_STANDARD),
		.evidence = in_str(r, RULE_EVIDENCE),
		.questions = join_lines(&r->arena, in_str(r, RULE_QUESTIONS)),
		.keywords = in_str(r, RULE_KEYWORDS),
	};
}

int
catalogue_rule_from_form(struct req *r)
{
	struct catalogue_rule rule = catalogue_rule_typed(r);

	return catalogue_rule_set(r->tx, r->who, id_of_path(r), in_int(r, RULE_VERSION), &rule,
				  in_int(r, RULE_FROM), in_str(r, RULE_WHY));
}

static struct catalogue_draft
draft_of(const struct req *r)
{
	return (struct catalogue_draft){
		.parent = in_int(r, NAME_PARENT),
		.code = in_str(r, NAME_CODE),
		.name = in_str(r, NAME_NAME),
		.name_en = in_str(r, NAME_NAME_EN),
		.colour = in_str(r, NAME_COLOUR),
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
	struct catalogue_draft d = draft_of(r);

	if (!in_int(r, NAME_VERSION))
		return in_fail(r, NAME_VERSION, N_("这一项要填"));
	return catalogue_rename(r->tx, r->who, id_of_path(r), in_int(r, NAME_VERSION), &d);
}

int
catalogue_move_from_form(struct req *r)
{
	return catalogue_move(r->tx, r->who, id_of_path(r), in_int(r, MOVE_VERSION),
			      in_int(r, MOVE_PARENT));
}

int
catalogue_retire_from_form(struct req *r)
{
	return catalogue_retire(r->tx, r->who, id_of_path(r), in_int(r, FORM_VERSION));
}

int
catalogue_restore_from_form(struct req *r)
{
	return catalogue_restore(r->tx, r->who, id_of_path(r), in_int(r, FORM_VERSION));
}

int
catalogue_unplan_from_form(struct req *r)
{
	return catalogue_rule_unplan(r->tx, r->who, id_of_path(r), in_int(r, UNPLAN_VERSION),
				     in_int(r, UNPLAN_RULE));
}
