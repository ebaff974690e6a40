/* appeal_web_phrase.c: words that staff keep: their page, and putting one into an answer. */
#include "features/appeal/appeal_web_phrase.h"

#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal_hint.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_around.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/gate.h"

/* ---- putting one in ---- */

enum { NAMES_N = 6 };
static const char *const names[NAMES_N] = {"{编号}", "{地点}", "{事项}", "{单位}", "{依据}", "{日期}"};

/* The words with the names of this case. */
static struct str
filled(struct arena *a, struct str words, const struct appeal_show_page *p)
{
	struct civil now = clock_civil(clock_now());
	const struct str values[NAMES_N] = {
		p->a.code, p->where, p->item, p->org, p->local_basis ? S("") : p->rule.basis, str_fmt(a, "%d月%d日", now.month, now.day),
	};
	struct buf b;
	size_t i = 0;

	buf_init(&b, a);
	while (i < words.n) {
		struct str rest = str_sub(words, i, words.n - i);
		size_t k = 0;

		while (k < NAMES_N && !str_starts(rest, str_of(names[k])))
			k++;
		if (k < NAMES_N) {
			buf_str(&b, values[k]);
			i += str_of(names[k]).n;
		} else {
			buf_str(&b, str_sub(words, i, 1));
			i++;
		}
	}
	return buf_done(&b);
}

/* Beginnings of an answer that the program brings: with the clause of the case's item, and places for what was done and when. */
static const struct {
	int64_t id;
	const char *title, *words;
} shipped[] = {
	{1, N_("办好了，写依据"), "您反映的{事项}，我们依据{依据}办理。\n做了什么：\n哪天办好的："},
	{2, N_("一时办不了，写依据和下一步"), "您反映的{事项}，依据{依据}。\n现在办到哪一步：\n为什么还不能办好：\n下一步哪天做什么："},
};
enum { SHIPPED = sizeof shipped / sizeof *shipped };

static void
add_shipped(struct req *r, struct phrase_list *list, const struct appeal_show_page *p)
{
	struct phrase *v = NEW_ARRAY(&r->arena, struct phrase, list->n + SHIPPED);
	size_t n = 0;

	for (size_t i = 0; i < SHIPPED && p->a.item && p->rule.basis.n && !p->local_basis; i++)
		v[n++] = (struct phrase){
			.id = shipped[i].id, .title = str_of(ui_translate(req_lang(r), shipped[i].title)), .words = str_of(shipped[i].words),
		};
	for (size_t i = 0; i < list->n; i++)
		v[n++] = list->v[i];
	*list = (struct phrase_list){v, n};
}

/* Those for this item and this answer. */
static int
only_fitting(struct req *r, const struct appeal_show_page *p, struct phrase_list *list)
{
	struct catalogue_node item = {0};
	size_t kept = 0;
	int rc = p->a.item ? catalogue_get(r->tx, r->who->district, p->a.item, &item) : 0;

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	for (size_t i = 0; i < list->n; i++)
		if (appeal_phrase_fits(&list->v[i], &p->a, item.parent))
			list->v[kept++] = list->v[i];
	list->n = kept;
	return 0;
}

int
appeal_pick_phrases(struct req *r, struct appeal_show_page *p)
{
	const struct appeal_move_in *in = form_if(r, appeal_move_in);
	struct phrase_list list;

	TRY(appeal_phrases(r->tx, r->who, &list));
	TRY(only_fitting(r, p, &list));
	add_shipped(r, &list, p);
	p->phrases = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, list.n), list.n};
	for (size_t i = 0; i < list.n; i++) {
		bool asked = in && in->fill && in->phrase == list.v[i].id;

		p->phrases.v[i] = (struct pick){
			.value = str_number(&r->arena, list.v[i].id), .label = list.v[i].title, .chosen = asked,
		};
		if (asked)
			p->text = str_fmt(&r->arena, "%.*s%s%.*s", STR(p->text), p->text.n ? "\n" : "",
					  STR(filled(&r->arena, list.v[i].words, p)));
		/* What the answer lacks is said of what was filled in, too. */
		if (asked)
			appeal_reply_look(&r->arena, p->text, p->local_basis ? S("") : p->rule.basis, &p->reply_hints);
	}
	return 0;
}

/* ---- the page ---- */

struct phrase_in {
	int kind;
	int64_t id, desk, version;
	int use;
	struct str title, words, item;
	bool gone;
};
static const struct choice uses[] = {
	{"", N_("哪一次答复都行"), 0},
	{"first", N_("第一次答复"), PHRASE_FIRST},
	{"asked", N_("等补充时答复"), PHRASE_WHILE_ASKED},
	{"again", N_("重新办理后答复"), PHRASE_AGAIN},
};
static const struct choice kinds[] = {
	{"reason", N_("退回理由"), PHRASE_REASON},
	{"answer", N_("常用语"), PHRASE_ANSWER},
};
static const struct field phrase_fields[] = {
	FIELD(phrase_in, kind, FIELD_CHOICE, .label = N_("类别"), CHOICES(kinds), .required = true),
	FIELD(phrase_in, id, FIELD_ID, .label = N_("编号")),
	FIELD(phrase_in, desk, FIELD_ID, .label = N_("岗位")),
	FIELD(phrase_in, title, FIELD_TEXT, .label = N_("名称"), .max = PHRASE_TITLE_MAX, .required = true,
	      .missing = N_("请写名称。")),
	FIELD(phrase_in, words, FIELD_LINES, .label = N_("内容"), .max = 600, .required = true, .missing = N_("请写内容。")),
	FIELD(phrase_in, item, FIELD_TEXT, .label = N_("事项"), .max = 60),
	FIELD(phrase_in, use, FIELD_CHOICE, .label = N_("哪一次答复"), CHOICES(uses)),
	FIELD(phrase_in, version, FIELD_INT, .label = N_("版本")),
	FIELD(phrase_in, gone, FIELD_BOOL, .label = N_("不再提供")),
};
static const struct form phrase_form = FORM(phrase_in, phrase_fields);

/* The desks whose answers the reader keeps, for a new one. */
static int
pick_desks(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct appeal_desk_list desks;

	TRY(appeal_desks(r->tx, r->who, &desks));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, desks.n), 0};
	for (size_t i = 0; i < desks.n; i++) {
		int64_t desk = appeal_phrase_desk(r->who, desks.v[i].number);

		if (desk)
			ret->v[ret->n++] = (struct pick){
				.value = str_number(&r->arena, desk),
				.label = appeal_say(r, desks.v[i].name, desks.v[i].name_en),
				.chosen = desk == chosen,
			};
	}
	return 0;
}

static struct pick_list
pick_uses(struct req *r, int64_t chosen)
{
	struct pick_list l = {NEW_ARRAY(&r->arena, struct pick, PHRASE_USE__MAX), PHRASE_USE__MAX};

	for (size_t i = 0; i < l.n; i++)
		l.v[i] = (struct pick){
			.value = str_of(uses[i].value), .label = str_of(ui_translate(req_lang(r), uses[i].label)), .chosen = uses[i].number == chosen,
		};
	return l;
}

/* For which item, and what a usual answer lacks before it meets a case. */
static int
say_more(struct req *r, const struct phrase *x, struct appeal_phrase_line *l)
{
	struct appeal_reply_hints hints;
	struct catalogue_node node;
	int rc = x->item ? catalogue_get(r->tx, r->who->district, x->item, &node) : E_NOTFOUND;

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (!l->open)
		l->item = rc == 0 ? node.name : S("");
	l->uses = pick_uses(r, l->use);
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (x->use && uses[i].number == x->use)
			l->use_word = uses[i].label;
	appeal_reply_look(&r->arena, x->words, S(""), &hints);
	l->private = hints.private;
	l->stock = hints.stock;
	l->no_clause = x->kind == PHRASE_ANSWER && !str_has(x->words, S("{依据}")) && !(str_has(x->words, S("第")) && str_has(x->words, S("条")));
	return 0;
}

/* A row; what a refused form brought for it stays in its fields. */
static struct appeal_phrase_line
line_of(const struct phrase *x, struct str title, struct str words, bool may, const struct phrase_in *in)
{
	struct appeal_phrase_line l = {
		.id = x->id, .kind = x->kind, .title = title, .words = words, .changed_at = x->changed_at, .gone = x->gone, .may = may,
		.use = x->use, .version = x->version, .item = S(""),
	};

	if (in && in->kind == x->kind && in->id == x->id) {
		l.title = in->title;
		l.words = in->words;
		l.gone = in->gone;
		l.item = in->item;
		l.use = in->use;
		l.open = true;
	}
	return l;
}

static int
load(struct req *r, const struct phrase_in *in, struct appeal_phrases_page *p)
{
	struct phrase_list answers, reasons;

	TRY(appeal_phrases(r->tx, r->who, &answers));
	TRY(appeal_reasons(r->tx, r->who->district, p->may_reason, &reasons));
	p->answers.v = NEW_ARRAY(&r->arena, struct appeal_phrase_line, answers.n);
	for (size_t i = 0; i < answers.n; i++) {
		struct appeal_phrase_line *l = &p->answers.v[p->answers.n++];

		*l = line_of(&answers.v[i], answers.v[i].title, answers.v[i].words, appeal_phrase_keeps(r->who, answers.v[i].desk), in);
		TRY(say_more(r, &answers.v[i], l));
	}
	p->reasons.v = NEW_ARRAY(&r->arena, struct appeal_phrase_line, reasons.n);
	for (size_t i = 0; i < reasons.n; i++)
		p->reasons.v[p->reasons.n++] = line_of(&reasons.v[i], appeal_say_reason(r, &reasons.v[i]),
						       appeal_say_asks(r, &reasons.v[i]), p->may_reason, in);
	return 0;
}

static int
phrases_page(struct req *r)
{
	const struct phrase_in *in = form_if(r, phrase_in);
	struct appeal_phrases_page p = {
		.may_reason = actor_has(r->who, APPEAL_REASON),
		.may_answer = actor_has(r->who, APPEAL_PHRASE),
		.names = S("{编号} {地点} {事项} {单位} {依据} {日期}"),
	};
	struct page page = {.frame = FRAME_DESK, .title = N_("常用语和退回理由"), .tab = "phrases"};

	TRY(load(r, in, &p));
	p.answer = line_of(&(struct phrase){.kind = PHRASE_ANSWER}, S(""), S(""), true, in);
	p.reason = line_of(&(struct phrase){.kind = PHRASE_REASON}, S(""), S(""), true, in);
	p.answer.uses = pick_uses(r, p.answer.use);
	p.adding_answer = p.answer.open;
	p.adding_reason = p.reason.open;
	TRY(pick_desks(r, in ? in->desk : 0, &p.answer.desks));
	return reply_page(r, &page, appeal_phrases, &p);
}

static int
phrases_post(struct req *r)
{
	const struct phrase_in *in = form_in(r, phrase_in);

	TRY(appeal_phrase_keep(r->tx, r->who,
			       &(struct phrase_new){
				       .kind = (enum phrase_kind)in->kind,
				       .id = in->id,
				       .desk = in->desk,
				       .title = in->title,
				       .words = in->words,
				       .item = in->item,
				       .use = in->use,
				       .version = in->version,
				       .gone = in->gone,
			       }));
	gate_flash(r, N_("已保存"));
	return redirect(r, "/appeal/phrases");
}

/* ---- what one said before ---- */

static int
history_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("常用语的改动"), .tab = "phrases", .back = "/appeal/phrases"};
	struct appeal_phrase_history_page p = {0};
	struct phrase_was_list was;
	struct phrase now;
	struct person person;
	int64_t id;

	if (!str_int(r->arg[0], &id))
		return E_NOTFOUND;
	TRY(appeal_phrase_history(r->tx, r->who, id, &now, &was));
	p.title = now.title;
	p.rows.v = NEW_ARRAY(&r->arena, struct appeal_phrase_line, was.n + 1);
	p.rows.v[p.rows.n++] = (struct appeal_phrase_line){
		.title = now.title, .words = now.words, .changed_at = now.changed_at, .gone = now.gone, .version = now.version, .id = now.changed_by,
	};
	for (size_t i = 0; i < was.n; i++)
		p.rows.v[p.rows.n++] = (struct appeal_phrase_line){
			.title = was.v[i].title, .words = was.v[i].words, .changed_at = was.v[i].changed_at, .gone = was.v[i].gone,
			.version = was.v[i].version, .id = was.v[i].changed_by,
		};
	for (size_t i = 0; i < p.rows.n; i++) {
		int rc = p.rows.v[i].id ? account_get(r->tx, r->who->district, p.rows.v[i].id, &person) : E_NOTFOUND;

		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		p.rows.v[i].by = rc == 0 ? person.name : S("");
	}
	return reply_page(r, &page, appeal_phrase_history, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/phrases", APPEAL_PHRASE, phrases_page, .about = "Usual answers and reasons for giving a case back"),
	ROUTE_GET("/appeal/phrases/:phrase", APPEAL_PHRASE, history_page, .about = "What one of them said before, and who changed it"),
	ROUTE_POST("/appeal/phrases", APPEAL_PHRASE, phrases_post, .form = &phrase_form, .again = phrases_page,
		   .about = "Keep one of them"),
};

const struct route_table appeal_phrase_routes = {rows, sizeof rows / sizeof *rows};
