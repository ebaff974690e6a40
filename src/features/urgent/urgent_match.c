/* urgent_match.c: does a text tell of an emergency? Texts alone, no database. */
#include <string.h>

#include "features/urgent/urgent_rules.h"
#include "lib/text.h"

/* Between the parts of a word may stand so many bytes, within a sentence; before and after a spared word fewer, within a clause. */
enum { GAP = 30, NEAR = 21, PARTS = 4 };
#define DOTS "…"

/* ---- folding ---- */

static bool
is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* What people put between the characters of a word, or what nobody sees. */
static bool
is_filler(uint32_t c)
{
	return c == '*' || c == '_' || c == '~' || c == '-' || c == '^' || c == '|' || c == 0xb7 || c == 0xad ||
	       (c >= 0x200b && c <= 0x200f) || c == 0xfeff;
}

static void
put_rune(struct buf *b, struct str at, struct str rest)
{
	buf_str(b, str_sub(at, 0, at.n - rest.n));
}

struct str
urgent_fold(struct arena *a, struct str text)
{
	struct buf lines, b;
	uint32_t c, before = 0, next;
	struct str rest, at;

	buf_init(&lines, a);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			buf_z(&lines, "。");
		else
			buf_char(&lines, text.p[i]);
	rest = text_fold(a, buf_done(&lines));
	buf_init(&b, a);
	for (at = rest; str_rune(&rest, &c); at = rest) {
		struct str peek = rest;

		if (is_filler(c))
			continue;
		if (c == ' ' && !(is_latin(before) && str_rune(&peek, &next) && is_latin(next)))
			continue;
		put_rune(&b, at, rest);
		before = c;
	}
	return buf_done(&b);
}

/* The length of a separator of words at the start of s, 0 = none. */
static size_t
separator(struct str s)
{
	static const char *const all[] = {"\n", ";", ",", "；", "、", "，"};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_starts(s, str_of(all[i])))
			return str_of(all[i]).n;
	return 0;
}

/* One word: its parts folded, … between them and * kept. */
static struct str
fold_word(struct arena *a, struct str word)
{
	struct buf b;
	size_t from = 0;

	buf_init(&b, a);
	for (size_t i = 0; i <= word.n; i++) {
		bool dots = str_starts(str_sub(word, i, word.n), S(DOTS)), star = i < word.n && word.p[i] == '*';

		if (!dots && !star && i < word.n)
			continue;
		buf_str(&b, urgent_fold(a, str_sub(word, from, i - from)));
		if (dots)
			buf_z(&b, DOTS);
		else if (star)
			buf_char(&b, '*');
		i += dots ? sizeof DOTS - 2 : 0;
		from = i + 1;
	}
	return buf_done(&b);
}

static bool
has_line(struct str lines, struct str word)
{
	struct str line;

	while (str_next(&lines, '\n', &line))
		if (str_eq(line, word))
			return true;
	return false;
}

struct str
urgent_fold_words(struct arena *a, struct str words)
{
	struct buf b;
	size_t from = 0;

	buf_init(&b, a);
	for (size_t i = 0; i <= words.n; i++) {
		size_t n = i < words.n ? separator(str_sub(words, i, words.n)) : 1;
		struct str word;

		if (!n)
			continue;
		word = fold_word(a, str_trim(str_sub(words, from, i - from)));
		if (word.n && !has_line(buf_done(&b), word))
			buf_fmt(&b, "%s%.*s", b.n ? "\n" : "", STR(word));
		i += n - 1;
		from = i + 1;
	}
	return buf_done(&b);
}

/* ---- finding ---- */

/* Where a word stands, and each of its parts. */
struct span {
	size_t from, to, n;
	struct {
		size_t from, to;
	} part[PARTS];
};

/* A Latin word is none inside a longer one. */
static bool
is_whole(struct str text, size_t from, size_t to)
{
	bool before = from > 0 && is_latin((unsigned char)text.p[from - 1]) && is_latin((unsigned char)text.p[from]);
	bool after = to < text.n && is_latin((unsigned char)text.p[to]) && is_latin((unsigned char)text.p[to - 1]);

	return !before && !after;
}

/* Where a part stands from a place on; text.n = nowhere. */
static size_t
find_part(struct str text, struct str part, size_t from)
{
	while (part.n && from < text.n) {
		size_t at = from + str_find(str_sub(text, from, text.n), part);

		if (at + part.n > text.n)
			break;
		if (is_whole(text, at, at + part.n))
			return at;
		from = at + 1;
	}
	return text.n;
}

static bool
has_any(struct str s, const char *const *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_has(s, str_of(marks[i])))
			return true;
	return false;
}

/* Does a sentence end in it? */
static bool
ends_sentence(struct str s)
{
	static const char *const marks[] = {"。", "!", "?", ";"};

	return has_any(s, marks, sizeof marks / sizeof *marks);
}

static bool
ends_clause(struct str s)
{
	static const char *const marks[] = {",", "、", ":", "(", ")", "“", "”"};

	return ends_sentence(s) || has_any(s, marks, sizeof marks / sizeof *marks);
}

/* Takes the text before the next … off *rest. */
static bool
next_part(struct str *rest, struct str *ret)
{
	size_t at = str_find(*rest, S(DOTS));

	if (!rest->n)
		return false;
	*ret = str_sub(*rest, 0, at);
	*rest = at < rest->n ? str_sub(*rest, at + sizeof DOTS - 1, rest->n) : S("");
	return true;
}

/* The parts after the first; 1 = found, 0 = too far away from this beginning, -1 = nowhere from here on. */
static int
find_others(struct str text, struct str rest, struct span *s)
{
	struct str part;

	while (s->n < PARTS && next_part(&rest, &part)) {
		size_t at = find_part(text, part, s->to);
		struct str between = str_sub(text, s->to, at - s->to);

		if (at == text.n)
			return -1;
		if (between.n > GAP || ends_sentence(between))
			return 0;
		s->part[s->n].from = at;
		s->to = s->part[s->n++].to = at + part.n;
	}
	return 1;
}

static bool
find_word(struct str text, struct str word, size_t from, struct span *ret)
{
	struct str rest = word, part;

	if (!next_part(&rest, &part))
		return false;
	for (;;) {
		size_t at = find_part(text, part, from);
		int found;

		if (at == text.n)
			return false;
		*ret = (struct span){.from = at, .to = at + part.n, .n = 1, .part = {{at, at + part.n}}};
		found = find_others(text, rest, ret);
		if (found)
			return found > 0;
		from = at + 1;
	}
}

/* ---- sparing ---- */

/* Does text before the place end with what stands before *? */
static bool
fits_before(struct str text, size_t at, struct str before)
{
	struct str core = str_ends(before, S(DOTS)) ? str_sub(before, 0, before.n - (sizeof DOTS - 1)) : before;
	struct str head = str_sub(text, 0, at);

	if (core.n == before.n)
		return str_ends(head, before);
	for (size_t end = at; end >= core.n && at - end <= NEAR; end--) {
		if (ends_clause(str_sub(text, end, at - end)))
			return false;
		if (str_ends(str_sub(text, 0, end), core))
			return true;
		if (end == 0)
			break;
	}
	return false;
}

static bool
fits_after(struct str text, size_t at, struct str after)
{
	struct str core = str_starts(after, S(DOTS)) ? str_sub(after, sizeof DOTS - 1, after.n) : after;
	struct str tail = str_sub(text, at, text.n), between;
	size_t found;

	if (core.n == after.n)
		return str_starts(tail, after);
	found = str_find(tail, core);
	between = str_sub(tail, 0, found);
	return found < tail.n && between.n <= NEAR && !ends_clause(between);
}

/* Does this spared word lie over a whole part of what was found? */
static bool
lies_over(struct str text, const struct span *s, struct str spared)
{
	struct span over;
	size_t from = s->from > 120 ? s->from - 120 : 0;

	while (find_word(text, spared, from, &over) && over.from < s->to) {
		for (size_t i = 0; i < s->n; i++)
			if (over.from <= s->part[i].from && s->part[i].to <= over.to)
				return true;
		from = over.from + 1;
	}
	return false;
}

static bool
is_spared(struct str text, const struct span *s, struct str lines)
{
	struct str line;

	while (str_next(&lines, '\n', &line)) {
		size_t star = str_find(line, S("*"));

		if (!line.n)
			continue;
		if (star == line.n) {
			if (lies_over(text, s, line))
				return true;
		} else if (fits_before(text, s->from, str_sub(line, 0, star)) &&
			   fits_after(text, s->to, str_sub(line, star + 1, line.n))) {
			return true;
		}
	}
	return false;
}

/* Which characters of three bytes, as nearly all of a word are, a text may have: most words of the table are none of it, and are not
 * looked for. */
enum { SEEN_BITS = 4096 };

static size_t
seen_bit(const char *p)
{
	return ((size_t)(unsigned char)p[0] * 1021 + (size_t)(unsigned char)p[1] * 67 + (unsigned char)p[2]) % SEEN_BITS;
}

static void
note_seen(struct str text, unsigned char seen[SEEN_BITS / 8])
{
	memset(seen, 0, SEEN_BITS / 8);
	for (size_t i = 0; i + 3 <= text.n; i++)
		if ((unsigned char)text.p[i] >= 0xe0)
			seen[seen_bit(text.p + i) / 8] |= (unsigned char)(1u << seen_bit(text.p + i) % 8);
}

/* Judged by its first two characters, where these are of three bytes and … does not stand between them. */
static bool
may_have(const unsigned char seen[SEEN_BITS / 8], struct str word)
{
	for (size_t at = 0; at < 6 && at + 3 <= word.n && (unsigned char)word.p[at] >= 0xe0; at += 3) {
		if (str_starts(str_sub(word, at, word.n), S(DOTS)))
			return true;
		if (!(seen[seen_bit(word.p + at) / 8] & 1u << seen_bit(word.p + at) % 8))
			return false;
	}
	return word.n > 0;
}

bool
urgent_tells(struct str text, const struct urgent_kind *k, struct str spared, struct str *ret_word)
{
	struct str words = k->words, word;
	unsigned char seen[SEEN_BITS / 8];

	note_seen(text, seen);
	while (str_next(&words, '\n', &word)) {
		struct span s;

		for (size_t from = 0; may_have(seen, word) && find_word(text, word, from, &s); from = s.from + 1) {
			if (is_spared(text, &s, k->spared) || is_spared(text, &s, spared))
				continue;
			*ret_word = str_sub(text, s.from, s.to - s.from);
			return true;
		}
	}
	return false;
}
