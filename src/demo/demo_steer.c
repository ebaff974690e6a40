/* demo_steer.c: five rules of dispatching of the demo district. */
#include "db/db.h"
#include "demo/demo_in.h"
#include "features/account/account.h"
#include "features/appeal/appeal_steer.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"

static const struct {
	int64_t number;
	const char *name, *item, *place, *words, *org; /* item: its code; place "" = the district */
	int64_t times;
} rules[] = {
	{10, "停水直接找供水公司", "0501-01", "", "", "ql-wsup", RULE_ANY_TIME},
	{20, "下班时间电梯故障找应急安全办", "0301-03", "YH", "", "yh-safe", RULE_OUTSIDE},
	{30, "夜里的施工噪声归执法队", "0802-01", "YH", "工地、施工、打桩、渣土", "yh-enf", RULE_OUTSIDE},
	{40, "写到流动摊的油烟归执法队", "0803-01", "YH", "流动摊、烧烤摊、占道", "yh-enf", RULE_ANY_TIME},
	{50, "和平里的电动车进电梯归物业", "0601-03", "YH-BL", "和平里", "bl-pm1", RULE_ANY_TIME},
};

int
demo_fill_steer(struct tx *tx, struct demo *d)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct catalogue_node item;
		struct territory_node node = {0};
		struct org org;
		int64_t id;

		TRY(catalogue_find(tx, DEMO_DISTRICT, str_of(rules[i].item), &item));
		if (*rules[i].place)
			TRY(territory_by_code(tx, DEMO_DISTRICT, str_of(rules[i].place), &node));
		TRY(account_org_by_code(tx, DEMO_DISTRICT, str_of(rules[i].org), &org));
		TRY(appeal_steer_keep(tx, &d->system,
				      &(struct steer_new){
					      .r = {.number = rules[i].number, .name = str_of(rules[i].name), .thing = item.id, .node = node.id,
						    .times = rules[i].times, .words_any = str_of(rules[i].words)},
					      .org = org.id,
				      },
				      &id));
	}
	return 0;
}
