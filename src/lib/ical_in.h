/* ical_in.h: what the files of the reading of calendars share; nobody else includes it. */
#ifndef LINLI_LIB_ICAL_IN_H
#define LINLI_LIB_ICAL_IN_H

#include "lib/ical_read.h"
#include "lib/recur.h"

/* A zone: UTC, China's, one offset, or one that ICU knows. */
enum ical_zone_kind { ZONE_CHINA = 1, ZONE_UTC, ZONE_OFFSET, ZONE_NAMED };
struct ical_zone {
	enum ical_zone_kind kind;
	int64_t offset_s;
	const char *name; /* ICU's */
};
/* A zone that ICU knows by this name, Windows' names too. */
bool ical_zone_named(struct arena *a, struct str name, struct ical_zone *ret);
/* The moment at which a clock of the zone shows the civil time (clock_at), and what it shows at a moment. */
int64_t ical_zone_moment(const struct ical_zone *z, int64_t civil);
int64_t ical_zone_civil(const struct ical_zone *z, int64_t moment);

/* One moment of a property, as written; a period has an end. */
struct ical_when {
	int64_t civil, length; /* length < 0: none was said */
	bool is_date;
	struct ical_zone zone;
};
struct ical_whens {
	struct ical_when *v;
	size_t n, room;
};
struct ical_rules {
	struct recur *v;
	size_t n, room;
};
struct ical_entry {
	size_t line;
	struct str uid, summary;
	bool has_start, has_end, has_id, cancelled, free;
	struct ical_when start, end, id;
	int64_t length; /* DURATION, < 0: none */
	int64_t sequence;
	struct ical_rules rules, no_rules;
	struct ical_whens dates, no_dates;
	const char *why; /* what cannot be understood of it */
	struct str bad;
	size_t bad_line;
};
struct ical_entries {
	struct ical_entry *v;
	size_t n, room;
};

/* Its events as written. */
int ical_parse(struct arena *a, struct str text, struct ical_entries *ret, const char **ret_why);

/* Room for one more of a list that grows. */
#define ICAL_PUSH(a, list) ical_push((a), (void **)&(list)->v, &(list)->n, &(list)->room, sizeof *(list)->v)
void ical_push(struct arena *a, void **v, size_t *n, size_t *room, size_t size);

#endif
