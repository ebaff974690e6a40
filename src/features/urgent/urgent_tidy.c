/* urgent_tidy.c: a kind of emergency as somebody typed it, brought into the form it is kept in. */
#include "base/err.h"
#include "features/urgent/urgent_rules.h"

static bool
is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '_')
			return false;
	return s.n && s.n <= URGENT_CODE_MAX;
}

static bool
is_number(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';

		digits += digit;
		if (!digit && s.p[i] != '-' && !(s.p[i] == '+' && i == 0))
			return false;
	}
	return digits >= 3 && s.n <= 20;
}

/* Lines of numbers; false: one has no number, no name, or there are too many. */
static bool
tidy_calls(struct arena *a, struct str *calls)
{
	struct str rest = *calls, line;
	size_t n = 0;
	struct buf b;

	buf_init(&b, a);
	while (rest.n) {
		size_t cut = 0, mark = 1;
		struct str name, number;

		while (cut < rest.n && rest.p[cut] != '\n' && rest.p[cut] != ';' && !str_starts(str_sub(rest, cut, 3), S("；")))
			cut++;
		if (cut < rest.n && rest.p[cut] != '\n' && rest.p[cut] != ';')
			mark = sizeof "；" - 1;
		line = str_trim(str_sub(rest, 0, cut));
		rest = cut < rest.n ? str_sub(rest, cut + mark, rest.n) : S("");
		if (!line.n)
			continue;
		name = line;
		if (!str_next(&name, ' ', &number) || !is_number(number) || !str_trim(name).n || ++n > URGENT_CALLS_N)
			return false;
		buf_fmt(&b, "%s%.*s %.*s", b.n ? "\n" : "", STR(number), STR(str_trim(name)));
	}
	*calls = buf_done(&b);
	return true;
}

/* A word of one character would alarm half of all texts. */
static bool
words_fit(struct str words)
{
	struct str word;

	while (str_next(&words, '\n', &word)) {
		size_t chars = str_chars(word);

		if (word.n && (chars < 2 || chars > URGENT_WORD_CHARS || str_has(word, S("*"))))
			return false;
	}
	return true;
}

const char *
urgent_tidy(struct arena *a, struct urgent_draft *d, const char **ret_field)
{
	*ret_field = "code";
	d->code = str_trim(d->code);
	if (!is_code(d->code))
		return N_("代号只用小写字母、数字和下划线，最多 20 个，比如 fire。");
	*ret_field = "name";
	d->name = str_trim(d->name);
	d->name_en = str_trim(d->name_en);
	if (!d->name.n)
		return N_("请写名称，比如“着火、冒烟”。");
	if (!d->name_en.n)
		d->name_en = d->name;
	*ret_field = "calls";
	d->say = str_trim(d->say);
	d->say_en = str_trim(d->say_en).n ? str_trim(d->say_en) : d->say;
	if (!tidy_calls(a, &d->calls))
		return N_("每行一个号码：号码、空格、名称，最多 6 行，比如“119 火警”。");
	if (!d->calls.n && !str_is(d->code, URGENT_ALL))
		return N_("请至少写一个要拨打的号码。");
	*ret_field = "words";
	d->words = urgent_fold_words(a, d->words);
	d->spared = urgent_fold_words(a, d->spared);
	if (!words_fit(d->words))
		return N_("说法要有 2 到 30 个字，不能带星号。一个字的说法会把许多平常的话当成紧急。");
	if (!d->words.n && !str_is(d->code, URGENT_ALL))
		return N_("请至少写一个说法。");
	return NULL;
}
