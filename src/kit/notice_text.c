/* notice_text.c: a promised notice as the text of its job. Promising (notice.c) and finding who hears (notice_job.c) stand above it. */
#include "db/db.h"
#include "kit/notice_job.h"

/* A line of numbers, a line for each audience, an empty line, the message. */
int
notice_job_put(struct tx *tx, int64_t district, const struct notice_job *job)
{
	struct buf b;

	buf_init(&b, tx->arena);
	buf_fmt(&b, "%lld %lld %lld %lld %d %zu %lld\n", (long long)job->kind, (long long)job->matter,
		(long long)job->step, (long long)job->by, job->urgent, job->at, (long long)job->after);
	for (size_t i = 0; i < job->n; i++)
		buf_fmt(&b, "%d %lld %.*s\n", (int)job->v[i].who, (long long)job->v[i].id, STR(job->v[i].word));
	buf_fmt(&b, "\n%.*s", STR(job->text));
	return outbox_put(tx, district, OUTBOX_TELL, 0, job->matter ? job->matter : job->step, S(""), S(""), buf_done(&b));
}

static bool
take_number(struct str *line, int64_t *ret)
{
	struct str part;

	return str_next(line, ' ', &part) && str_int(part, ret);
}

int
notice_job_read(struct str text, struct notice_job *ret)
{
	struct str line;
	int64_t urgent, at, who;

	*ret = (struct notice_job){0};
	if (!str_next(&text, '\n', &line) || !take_number(&line, &ret->kind) || !take_number(&line, &ret->matter) ||
	    !take_number(&line, &ret->step) || !take_number(&line, &ret->by) || !take_number(&line, &urgent) ||
	    !take_number(&line, &at) || !take_number(&line, &ret->after))
		return E_MALFORMED;
	while (str_next(&text, '\n', &line) && line.n) {
		struct notice_part *p = &ret->v[ret->n];

		if (ret->n == NOTICE_AUDIENCES || !take_number(&line, &who) || !take_number(&line, &p->id))
			return E_MALFORMED;
		p->who = (enum audience_who)who;
		p->word = line;
		ret->n++;
	}
	ret->urgent = urgent;
	ret->at = (size_t)at;
	ret->text = text;
	return 0;
}
