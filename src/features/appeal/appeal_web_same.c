/* appeal_web_same.c: whether this browser has just filed the same. */
#include "features/appeal/appeal_web_same.h"

#include "kit/gate.h"
#include "lib/secret.h"
#include "lib/text.h"

enum { KEPT = 4, SECONDS = 86400, MARK = 24 };
static const char COOKIE[] = "filed";

/* The same words in other blanks and widths are the same. */
static struct str
words_of(struct arena *a, struct str text)
{
	struct str rest = text_fold(a, text), word;
	struct buf b;

	buf_init(&b, a);
	while (str_next(&rest, ' ', &word))
		buf_str(&b, word);
	return buf_done(&b);
}

static struct str
mark_of(struct req *r, const struct appeal_new_in *in)
{
	struct str text = words_of(&r->arena, in->text), spot = words_of(&r->arena, in->spot);
	struct str all = str_fmt(&r->arena, "%lld\x1f%.*s\x1f%.*s", (long long)in->place.id, STR(text), STR(spot));

	return str_sub(secret_mac(&r->arena, "filed before", all), 0, MARK);
}

/* A mark of the form: the same one sent twice is one case, and no question. */
static struct str
form_of(struct req *r, const struct appeal_new_in *in)
{
	return str_sub(secret_mac(&r->arena, "filed form", in->once), 0, MARK);
}

bool
appeal_filed_same(struct req *r, const struct appeal_new_in *in, struct str *ret_code)
{
	struct str rest, line, mark = mark_of(r, in), form = form_of(r, in);

	if (!in->text.n || !gate_unseal(r, COOKIE, &rest))
		return false;
	while (str_next(&rest, '\n', &line)) {
		struct str was = S(""), from = S("");

		if (!str_next(&line, ' ', &was) || !str_next(&line, ' ', &from) || !str_eq(was, mark) || str_eq(from, form))
			continue;
		*ret_code = line;
		return true;
	}
	return false;
}

void
appeal_remember_filed(struct req *r, const struct appeal_new_in *in, struct str code)
{
	struct str rest = S(""), line;
	struct buf b;

	buf_init(&b, &r->arena);
	buf_fmt(&b, "%.*s %.*s %.*s", STR(mark_of(r, in)), STR(form_of(r, in)), STR(code));
	gate_unseal(r, COOKIE, &rest);
	for (int i = 1; i < KEPT && str_next(&rest, '\n', &line); i++)
		buf_fmt(&b, "\n%.*s", STR(line));
	gate_seal(r, COOKIE, buf_done(&b), SECONDS);
}
