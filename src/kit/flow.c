/* flow.c: the chained history of matters. Knows no feature: kinds of steps are theirs. */
#include "kit/flow.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "gen/kit_sql.h"
#include "lib/secret.h"

enum { SALT_BYTES = 16 };

/* The unit separator cannot occur in the fields that are texts of ours (data, photos, digests), and the person's text
 * goes in by its digest. */
struct str
flow_digest(struct arena *a, struct str before, int64_t district, const struct flow_link *l)
{
	const int64_t numbers[] = {
		district, l->subject_kind, l->subject, l->seq, l->kind, l->sight, l->at, l->person, l->org,
	};
	struct buf b;

	buf_init(&b, a);
	buf_str(&b, before);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		buf_char(&b, '\x1f');
		buf_int(&b, numbers[i]);
	}
	buf_fmt(&b, "\x1f%.*s\x1f%.*s\x1f%.*s", STR(l->text_digest), STR(l->data), STR(l->photos));
	/* Steps from before there were seals have none, and keep their digest. */
	if (l->seal.n)
		buf_fmt(&b, "\x1f%.*s", STR(l->seal));
	return secret_digest(a, buf_done(&b));
}

static struct str
chain(struct arena *a, struct str before, int64_t district, enum flow_subject subject, int64_t id,
      const struct flow_step *s)
{
	return flow_digest(a, before, district,
			   &(struct flow_link){
				   .subject_kind = subject,
				   .subject = id,
				   .seq = s->seq,
				   .kind = s->kind,
				   .sight = s->sight,
				   .at = s->at,
				   .person = s->person,
				   .org = s->org,
				   .data = s->data,
				   .photos = s->photos,
				   .text_digest = s->text_digest,
				   .seal = s->seal,
			   });
}

static struct str
text_digest(struct arena *a, struct str salt, struct str text)
{
	return secret_digest(a, str_fmt(a, "%.*s%.*s", STR(salt), STR(text)));
}

int
flow_add(struct tx *tx, const struct actor *who, const struct flow_new *n)
{
	struct flow_tail tail = {0};
	struct flow_step s = {
		.id = id_new(),
		.kind = n->kind,
		.sight = n->sight,
		.at = n->at ? n->at : clock_now(),
		.person = who->person,
		.org = n->org,
		.text = n->text,
		.data = n->data,
		.photos = n->photos,
		.text_salt = n->text.n ? secret_token(tx->arena, SALT_BYTES) : S(""),
		.seal = n->seal,
		.once = n->once,
	};
	int rc;

	/* A step that belongs to nothing, or is for nobody's eyes, could never be taken out of the chain again. */
	assert(who->district && n->subject && n->id && n->kind && n->sight);
	rc = n->first || n->tail ? E_NOTFOUND : sql_flow_last(tx, who->district, n->subject, n->id, &tail);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (n->tail)
		tail = *n->tail;
	s.seq = tail.seq + 1;
	s.text_digest = text_digest(tx->arena, s.text_salt, s.text);
	s.digest = chain(tx->arena, tail.digest, who->district, n->subject, n->id, &s);
	if (n->tail)
		*n->tail = (struct flow_tail){.seq = s.seq, .digest = s.digest, .seal = s.seal, .once = s.once};
	return sql_flow_insert(tx, who->district, n->subject, n->id, &s);
}

int
flow_forget_text(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id, int64_t seq)
{
	assert(tx->may_write && subject > 0 && seq > 0);
	return sql_flow_forget(tx, district, subject, id, seq);
}

bool
flow_forgotten(struct arena *a, const struct flow_step *step)
{
	return !step->text.n && !str_eq(step->text_digest, text_digest(a, S(""), S("")));
}

int
flow_list(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
	  enum flow_sight sight, struct flow_step_list *ret)
{
	assert(subject > 0 && sight >= FLOW_PUBLIC && sight <= FLOW_INTERNAL && ret);
	return sql_flow_steps(tx, district, subject, id, sight, ret);
}

int
flow_verify(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
	    int64_t *ret_bad)
{
	struct flow_step_list steps;
	struct str before = S("");

	assert(subject > 0 && ret_bad);
	TRY(sql_flow_steps(tx, district, subject, id, FLOW_INTERNAL, &steps));
	for (size_t i = 0; i < steps.n; i++) {
		const struct flow_step *s = &steps.v[i];
		bool text_holds =
			s->text.n == 0 || str_eq(text_digest(tx->arena, s->text_salt, s->text), s->text_digest);

		if (s->seq != (int64_t)i + 1 || !text_holds ||
		    !str_eq(chain(tx->arena, before, district, subject, id, s), s->digest)) {
			*ret_bad = (int64_t)i + 1;
			return 0;
		}
		before = s->digest;
	}
	*ret_bad = 0;
	return 0;
}

int
flow_each(struct tx *tx, int64_t district, int (*row)(void *ctx, const struct flow_link *row),
	  void *ctx)
{
	assert(row);
	return sql_flow_all(tx, district, row, ctx);
}

int
flow_newest(struct tx *tx, int64_t district, enum flow_subject subject, int64_t *ret_mark)
{
	struct flow_mark mark;

	assert(subject > 0 && ret_mark);
	TRY(sql_flow_newest(tx, district, subject, &mark));
	*ret_mark = mark.id;
	return 0;
}

int
flow_subjects(struct tx *tx, int64_t district, enum flow_subject subject, int64_t after,
	      int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct flow_subject_row_list rows;

	assert(ret_ids && most > 0 && ret_n);
	TRY(sql_flow_subjects(tx, district, subject, after, (int64_t)most, &rows));
	for (size_t i = 0; i < rows.n; i++)
		ret_ids[i] = rows.v[i].subject;
	*ret_n = rows.n;
	return 0;
}

int
flow_kind_after(struct tx *tx, int64_t district, int64_t kind, int64_t *ret_kind)
{
	struct flow_kind next;

	TRY(sql_flow_kind_after(tx, district, kind, &next));
	*ret_kind = next.kind;
	return 0;
}

const char *
flow_word(int64_t subject)
{
	switch (subject) {
#define SUBJECT(number, name, word) \
	case number: \
		return word;
#include "kit/subject.def"
#undef SUBJECT
	default:
		return "unknown";
	}
}

bool
flow_knows(int64_t subject)
{
	return strcmp(flow_word(subject), "unknown") != 0;
}
