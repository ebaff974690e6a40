/* appeal.c: filing a case. Seeing it is in appeal_see.c, moving it in appeal_move.c. */
#include "features/appeal/appeal.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/appeal/appeal_rules.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"
#include "lib/calendar.h"
#include "lib/secret.h"

/* A title for those who only wrote a text: its first sentence, cut where a reader would. */
static struct str
title_from(struct arena *a, struct str text)
{
	struct str rest = text, cut = str_clip(text, 24);
	size_t chars = 0;

	for (uint32_t c; chars < 28 && str_rune(&rest, &c); chars++) {
		bool stop = c == '\n' || c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b;
		bool comma = c == 0xff0c && chars >= 8;

		if (chars >= 4 && (stop || comma)) {
			cut = str_clip(text, chars);
			break;
		}
	}
	return str_trim(str_dup(a, cut));
}

/* BL-2611-0387: the community's plate, year and month, number within them. */
static int
next_code(struct tx *tx, int64_t district, const struct territory_node *place, int64_t at,
	  struct str *ret)
{
	struct territory_node home = *place;
	struct appeal_number number;
	struct civil c = clock_civil(at);
	struct str prefix;

	if (!home.plate.n && place->community)
		TRY(territory_get(tx, district, place->community, &home));
	if (!home.plate.n)
		TRY(territory_root(tx, district, &home));
	prefix = str_fmt(tx->arena, "%.*s-%02d%02d", STR(home.plate.n ? home.plate : S("LL")),
			 c.year % 100, c.month);
	TRY(sql_appeal_number_next(tx, district, prefix, &number));
	*ret = str_fmt(tx->arena, "%.*s-%04lld", STR(prefix), (long long)number.last);
	return 0;
}

struct str
appeal_pin(struct arena *a, int64_t district, int64_t id, struct str salt)
{
	struct str mac;
	uint64_t n = 0;

	if (!secret_loaded())
		return S("");
	mac = secret_mac(a, "appeal pin",
			 str_fmt(a, "%lld %lld %.*s", (long long)district, (long long)id,
				 STR(salt)));
	/* 60 bits against a million: no digit is noticeably likelier than another. */
	for (size_t i = 0; i < 15; i++)
		n = n << 4 | (uint64_t)(mac.p[i] <= '9' ? mac.p[i] - '0' : mac.p[i] - 'a' + 10);
	return str_fmt(a, "%0*llu", APPEAL_PIN_DIGITS, (unsigned long long)(n % 1000000));
}

/* A matter raised by the filer's own account belongs to it; one entered by staff for somebody does not. */
static bool
is_own(const struct actor *who, const struct appeal_new *n)
{
	return who->kind == ACTOR_PERSON && !n->source.n && n->channel <= CHANNEL_POSTER &&
	       n->anon != ANON_NOBODY;
}

static int
check_new(struct tx *tx, const struct actor *who, const struct appeal_new *n)
{
	if (!str_trim(n->text).n && !str_trim(n->title).n)
		return fail(tx, E_INVALID, "text", N_("还没写情况，写一句话也可以。"));
	if (n->source.n && str_chars(n->text) > APPEAL_IMPORT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，导入的最多 20000 个字。"));
	if (!n->source.n && str_chars(n->text) > APPEAL_TEXT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，最多 2000 个字。"));
	if (str_chars(n->reply) > APPEAL_IMPORT_MAX)
		return fail(tx, E_INVALID, "reply", N_("写得太长了，最多 20000 个字。"));
	if (n->anon == ANON_NOBODY && (n->name.n || n->phone.n))
		return fail(tx, E_INVALID, "anon",
			    N_("匿名反映不留姓名电话。要留电话，请选“只让社区知道”。"));
	if (n->anon == ANON_NAMED && !n->name.n && !n->phone.n && !is_own(who, n) &&
	    who->kind != ACTOR_SYSTEM)
		return fail(tx, E_INVALID, "phone",
			    N_("实名要留称呼或电话。请填电话，或者改选“匿名”。"));
	if (n->photos_n > APPEAL_PHOTOS_MAX)
		return fail(tx, E_INVALID, "photo", N_("照片最多 6 张，请去掉几张。"));
	return 0;
}

int
appeal_guess(struct tx *tx, const struct actor *who, struct str title, struct str text,
	     struct appeal_guess *ret)
{
	struct suggest_hit_list hits;

	TRY(suggest_for(tx, who->district, title, text, 1, &hits));
	*ret = (struct appeal_guess){0};
	if (hits.n && hits.sure)
		*ret = (struct appeal_guess){hits.v[0].item, hits.v[0].permille};
	return 0;
}

/* The item: what was chosen, else the guess. */
static int
find_item(struct tx *tx, int64_t district, const struct appeal_new *n, struct appeal *a)
{
	struct catalogue_node node = {0};
	struct catalogue_rule rule;

	a->guess = n->guess.item;
	a->guess_permille = n->guess.permille;
	a->item = n->item ? n->item : a->guess;
	if (a->item) {
		int rc = catalogue_get(tx, district, a->item, &node);

		if (rc == E_NOTFOUND)
			return fail(tx, E_INVALID, "item", N_("没有这一类，请从列表里选。"));
		TRY(rc);
	}
	TRY(catalogue_rule_at(tx, district, a->item, a->filed_at, &rule));
	a->class = node.class;
	a->rule = rule.id;
	a->due_at = calendar_add(a->filed_at, APPEAL_TRIAGE_MIN);
	a->promised_at = appeal_promise(a->filed_at, &rule);
	return 0;
}

/* A case stands at a unit or wider: a room would name a household in public. Which room it was goes into the
 * spot, which only staff see. Inside a building the point is the building's, for the same reason. */
static int
find_place(struct tx *tx, int64_t district, const struct appeal_new *n, struct territory_node *ret,
	   struct appeal *a)
{
	int rc = n->place ? territory_get(tx, district, n->place, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND || (rc == 0 && ret->state != TERRITORY_LIVE))
		return fail(tx, E_INVALID, "place", N_("没有这个地方，请重新选楼栋或社区。"));
	TRY(rc);
	a->spot = n->spot;
	if (ret->level == LEVEL_ROOM) {
		a->spot = str_trim(str_fmt(tx->arena, "%.*s %.*s", STR(ret->name), STR(n->spot)));
		TRY(territory_get(tx, district, ret->unit ? ret->unit : ret->building, ret));
	}
	appeal_stand_at(a, ret);
	a->lon = n->lon && ret->level < LEVEL_BUILDING ? n->lon : ret->lon;
	a->lat = n->lat && ret->level < LEVEL_BUILDING ? n->lat : ret->lat;
	return 0;
}

/* A landline is found by its number, whatever extension was named. */
static struct str
phone_index(struct arena *a, struct str phone)
{
	struct str number = S("");

	return str_next(&phone, '-', &number) && number.n ? secret_index(a, "phone", number)
							  : S("");
}

static int
insert(struct tx *tx, const struct actor *who, const struct appeal_new *n, const struct appeal *a)
{
	bool own = is_own(who, n);

	TRY(sql_appeal_insert(tx, who->district, a->id, a->code, n->channel, n->source,
			      n->source_id, a->title, str_trim(n->text), n->answers, a->item,
			      a->class, a->rule, a->guess, a->guess_permille, a->place, a->street,
			      a->community, a->area, a->grid, a->building, a->place_name, a->spot,
			      a->lon, a->lat, APPEAL_FILED, 1, a->due_at, own ? who->person : 0,
			      own || n->anon == ANON_NOBODY ? 0 : who->person, n->anon, n->open,
			      a->filed_at, a->due_at, a->promised_at));
	if (n->name.n || n->phone.n)
		TRY(sql_appeal_contact_put(tx, who->district, a->id,
					   secret_seal(tx->arena, n->name),
					   secret_seal(tx->arena, n->phone),
					   phone_index(tx->arena, n->phone)));
	TRY(appeal_keep_photos(tx, who->district, a->id, PHOTO_FILER, n->photos, n->photos_n));
	TRY(appeal_index(tx, who->district,
			 &(struct appeal_words){
				 .id = a->id,
				 .code = a->code,
				 .title = a->title,
				 .body = str_trim(n->text),
				 .place_name = a->place_name,
				 .spot = n->spot,
			 }));
	return appeal_count(tx, who->district, a, a->filed_at, (struct appeal_sum){.filed = 1});
}

int
appeal_keep_photos(struct tx *tx, int64_t district, int64_t id, enum appeal_photo_kind kind,
		   const struct appeal_file_ref *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(sql_appeal_photo_put(tx, district, id_new(), id, kind, v[i].file, v[i].thumb,
					 v[i].width, v[i].height, 0));
	return 0;
}

/* The case an earlier request with the same key, or an earlier import, has made. */
static int
find_made(struct tx *tx, int64_t district, const struct appeal_new *n, const struct appeal *a,
	  struct appeal_ref *ret)
{
	int64_t taken = 0;

	if (n->once.n) {
		/* First of all, so that of two equal requests at once the second waits and then finds the first. */
		TRY(sql_appeal_once_take(tx, district, n->once, a->id, a->filed_at, &taken));
		return taken ? E_NOTFOUND : sql_appeal_by_once(tx, district, n->once, ret);
	}
	if (n->source.n)
		return sql_appeal_by_source(tx, district, n->source, n->source_id, ret);
	return E_NOTFOUND;
}

int
appeal_file(struct tx *tx, const struct actor *who, const struct appeal_new *n,
	    struct appeal_receipt *ret)
{
	struct actor remembered;
	struct territory_node place;
	struct appeal_ref made;
	bool own;
	struct appeal a = {.id = n->at ? id_new_at(n->at) : id_new(),
			   .filed_at = n->at ? n->at : clock_now()};
	int rc = find_made(tx, who->district, n, &a, &made);

	if (rc != E_NOTFOUND) {
		TRY(rc);
		*ret = (struct appeal_receipt){
			.id = made.id,
			.code = made.code,
			.pin = appeal_pin(tx->arena, who->district, made.id, made.pin_salt),
			.again = true,
		};
		return 0;
	}
	TRY(check_new(tx, who, n));
	TRY(find_place(tx, who->district, n, &place, &a));
	/* Somebody else's name may only be written down by those whose place it is. */
	if (n->channel >= CHANNEL_PHONE && n->channel <= CHANNEL_EMAIL) {
		struct place full = territory_place_of(&place);

		if (!actor_can(who, APPEAL_ENTER, &full, 0))
			return E_DENIED;
	}
	TRY(find_item(tx, who->district, n, &a));
	TRY(next_code(tx, who->district, &place, a.filed_at, &a.code));
	a.title = str_trim(n->title).n
			  ? str_clip(str_trim(n->title),
				     n->source.n ? APPEAL_IMPORT_TITLE_MAX : APPEAL_TITLE_MAX)
			  : title_from(tx->arena, str_trim(n->text));
	TRY(insert(tx, who, n, &a));
	own = n->channel <= CHANNEL_POSTER || n->channel == CHANNEL_API;
	a.anon = n->anon;
	remembered = appeal_in_history(who, &a, own);
	TRY(flow_add(tx, &remembered,
		     &(struct flow_new){
			     .subject = FLOW_APPEAL,
			     .id = a.id,
			     .kind = ACT_FILE,
			     .sight = FLOW_PUBLIC,
			     .at = n->at,
			     .data = str_fmt(tx->arena, "channel=%d item=%lld", (int)n->channel,
					     (long long)a.item),
			     .photos = appeal_photo_names(tx->arena, n->photos, n->photos_n),
		     }));
	if (n->reply.n)
		TRY(appeal_answered(tx, who, a.code, n->reply, n->replied_at));
	*ret = (struct appeal_receipt){
		.id = a.id,
		.code = a.code,
		.pin = appeal_pin(tx->arena, who->district, a.id, S("")),
	};
	return 0;
}

struct str
appeal_photo_names(struct arena *a, const struct appeal_file_ref *v, size_t n)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(&b, ' ');
		buf_str(&b, v[i].file);
	}
	return buf_done(&b);
}
