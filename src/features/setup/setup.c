/* setup.c: what a district lacks, and its settings by its administrator. */
#include "features/setup/setup.h"

#include "db/db.h"
#include "features/account/account.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "kit/flow.h"

bool
setup_may(const struct actor *who)
{
	enum level level;
	int64_t node;

	return who->kind == ACTOR_SYSTEM || (actor_reach(who, SETUP, &level, &node) && level == LEVEL_DISTRICT);
}

static int
count_places(struct tx *tx, const struct actor *who, struct setup_state *s)
{
	struct territory_count_list counts;
	struct territory_node_list buildings;
	struct territory_node root;

	TRY(territory_root(tx, who->district, &root));
	TRY(territory_counts(tx, &root, &counts));
	for (size_t i = 0; i < counts.n; i++) {
		s->communities += counts.v[i].level == LEVEL_COMMUNITY ? counts.v[i].n : 0;
		s->grids += counts.v[i].level == LEVEL_GRID ? counts.v[i].n : 0;
	}
	TRY(territory_of_level(tx, who->district, LEVEL_BUILDING, 0, &buildings));
	s->buildings = (int64_t)buildings.n;
	return 0;
}

static int
count_things(struct tx *tx, const struct actor *who, struct setup_state *s)
{
	struct catalogue_count_list classes;
	struct org_list bodies;

	TRY(count_places(tx, who, s));
	TRY(account_orgs(tx, who->district, &bodies));
	s->bodies = (int64_t)bodies.n;
	TRY(account_count_holders(tx, who, ACCOUNT_STAFF, &s->staff));
	TRY(account_count_holders(tx, who, ACCOUNT_DESK, &s->desk));
	TRY(account_count_temporary(tx, who, &s->temporary));
	TRY(catalogue_counts(tx, who->district, &classes));
	for (size_t i = 0; i < classes.n; i++)
		s->items += classes.v[i].items;
	return setting_all(tx, who->district, s->told);
}

static bool
is_on(const struct setup_state *s, enum setting_name name)
{
	return str_is(s->told[name], "1");
}

int
setup_look(struct tx *tx, const struct actor *who, struct setup_state *ret)
{
	struct setup_state s = {0};

	if (!setup_may(who))
		return E_DENIED;
	TRY(count_things(tx, who, &s));
	s.sms = s.told[SETTING_SMS_URL].n > 0;
	s.mail = s.told[SETTING_SMTP_URL].n > 0 && s.told[SETTING_SMTP_FROM].n > 0;
	s.no_messages = is_on(&s, SETTING_NO_MESSAGES);
	s.away = is_on(&s, SETTING_AWAY);
	s.done[SETUP_PLACES] = s.communities > 0 && s.buildings > 0;
	s.done[SETUP_BODIES] = s.bodies > 0;
	s.done[SETUP_PEOPLE] = s.desk > 0;
	s.done[SETUP_CATALOGUE] = s.items > 0;
	s.done[SETUP_MESSAGES] = s.sms || s.mail || s.no_messages;
	s.done[SETUP_WORDS] = s.told[SETTING_OPERATOR].n && s.told[SETTING_CONTACT_PHONE].n;
	s.done[SETUP_POSTERS] = is_on(&s, SETTING_POSTERS);
	for (int i = 1; i < SETUP_STEP__MAX; i++)
		s.left += !s.done[i];
	*ret = s;
	return 0;
}

int
setup_take_catalogue(struct tx *tx, const struct actor *who)
{
	return setup_may(who) ? catalogue_install_default(tx, who) : E_DENIED;
}

int
setup_waits(struct tx *tx, const struct actor *who, bool *ret)
{
	struct setup_state s;
	struct str away;

	*ret = false;
	if (who->kind != ACTOR_PERSON || !setup_may(who))
		return 0;
	TRY(setting_get(tx, who->district, SETTING_AWAY, &away));
	if (str_is(away, "1"))
		return 0;
	TRY(setup_look(tx, who, &s));
	*ret = s.left > 0;
	return 0;
}

static int64_t
number(struct str s)
{
	int64_t n = 0;

	return str_int(s, &n) ? n : 0;
}

const char *
setup_effect(enum setting_name name, struct str was, struct str is)
{
	switch ((int)name) {
	case SETTING_KEEP_MONTHS:
		return number(is) < number(was) ? N_("更早办结的事，今天夜里就抹掉姓名、电话，抹掉的找不回来")
						: N_("已经抹掉的不会回来");
	case SETTING_FACTOR_ROLES:
	case SETTING_FACTOR_DAYS:
		return N_("没有动态码的人下次登录就会看到，还有几天也写着");
	case SETTING_CONTACT_PHONE:
		return was.n ? N_("印着旧号码的海报要重打") : N_("隐私说明里的也跟着变");
	case SETTING_OPERATOR:
	case SETTING_CONTACT_MAIL:
	case SETTING_CONTACT_PLACE:
		return N_("隐私说明里的也跟着变");
	case SETTING_COMMENT_LOOK:
		return str_is(is, "0") ? N_("等着看的留言不会自己放出来，要看完") : N_("已经显示的留言还在");
	case SETTING_SMS_URL:
	case SETTING_SMTP_URL:
		return is.n ? N_("存好以后，到开张清单给自己发一条试试") : N_("居民收不到验证码和办理消息了");
	default:
		return NULL;
	}
}

/* "https://sms.example:8443" of an address. */
static struct str
origin(struct str url)
{
	size_t at = str_find(url, S("://"));
	struct str rest = str_sub(url, at < url.n ? at + 3 : url.n, url.n);

	return str_sub(url, 0, url.n - rest.n + str_find(rest, S("/")));
}

/* Whoever takes messages gets the token, too: who may only use a browser cannot lead it elsewhere. */
const char *
setup_guard(const struct str told[SETTING__MAX], enum setting_name name, struct str is)
{
	enum setting_name file = name == SETTING_SMS_URL    ? SETTING_SMS_TOKEN_FILE
				 : name == SETTING_SMTP_URL ? SETTING_SMTP_LOGIN_FILE
							    : SETTING__NONE;

	if (setting_info(name)->kind == SETTING_PATH)
		return N_("文件在哪里，要在服务器上用 linli setting set 说");
	if (!file || !told[file].n || !is.n || str_eq(origin(told[name]), origin(is)))
		return NULL;
	return N_("现在的令牌或密码是给原来那个平台的。换平台要在服务器上改：linli setting set");
}

int
setup_mark(struct tx *tx, const struct actor *who, int64_t *ret)
{
	struct flow_step_list steps;

	if (!setup_may(who))
		return E_DENIED;
	TRY(flow_list(tx, who->district, FLOW_SETTING, who->district, FLOW_INTERNAL, &steps));
	*ret = steps.n ? steps.v[steps.n - 1].seq : 0;
	return 0;
}

int
setup_change(struct tx *tx, const struct actor *who, enum setting_name name, struct str value)
{
	struct str told[SETTING__MAX];
	const char *flaw;

	if (!setup_may(who))
		return E_DENIED;
	TRY(setting_all(tx, who->district, told));
	flaw = setup_guard(told, name, value);
	if (flaw)
		return fail(tx, E_INVALID, setting_info(name)->text, flaw);
	return setting_put(tx, who, name, value);
}

/* What a step tells, in the words of nobody's language yet. */
static struct setup_change
change_of(const struct flow_step *s)
{
	struct str text = s->text, was = S("");

	str_next(&text, '\n', &was);
	return (struct setup_change){
		.seq = s->seq, .at = s->at, .name = s->data, .was = was, .is = text, .by = s->person_title,
		.agreed = s->kind == SETTING_STEP_NOD,
	};
}

int
setup_changes(struct tx *tx, const struct actor *who, int64_t before, int64_t limit, struct setup_change_list *ret)
{
	struct flow_step_list steps;
	struct setup_change_list list = {0};

	if (!setup_may(who))
		return E_DENIED;
	TRY(flow_list(tx, who->district, FLOW_SETTING, who->district, FLOW_INTERNAL, &steps));
	TRY(account_name_steps(tx, who->district, FLOW_SETTING, who->district, &steps));
	list.v = NEW_ARRAY(tx->arena, struct setup_change, steps.n);
	for (size_t i = steps.n; i-- > 0 && (int64_t)list.n < limit;)
		if (steps.v[i].kind <= SETTING_STEP_NOD && (!before || steps.v[i].seq < before))
			list.v[list.n++] = change_of(&steps.v[i]);
	*ret = list;
	return 0;
}
