/* ical_zone.c: what clocks of the world show. */
#include <string.h>
#include <unicode/ucal.h>

#include "lib/ical_in.h"

enum { CHINA_S = 8 * 3600, NAME_MAX_BYTES = 64 };

static bool
icu_zone(struct arena *a, const UChar *id, int32_t n, struct ical_zone *ret)
{
	UErrorCode err = U_ZERO_ERROR;
	UChar canonical[NAME_MAX_BYTES];
	UBool system = 0;
	int32_t len = ucal_getCanonicalTimeZoneID(id, n, canonical, NAME_MAX_BYTES, &system, &err);
	char name[NAME_MAX_BYTES + 1] = {0};

	if (U_FAILURE(err) || !system || len >= NAME_MAX_BYTES)
		return false;
	for (int32_t i = 0; i < len; i++)
		name[i] = (char)canonical[i];
	if (strcmp(name, "Asia/Shanghai") == 0)
		*ret = (struct ical_zone){.kind = ZONE_CHINA};
	else
		*ret = (struct ical_zone){.kind = ZONE_NAMED, .name = str_z(a, str_of(name))};
	return true;
}

bool
ical_zone_named(struct arena *a, struct str name, struct ical_zone *ret)
{
	UErrorCode err = U_ZERO_ERROR;
	UChar id[NAME_MAX_BYTES], found[NAME_MAX_BYTES];
	int32_t n = 0, len;

	if (!name.n || name.n >= NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if ((unsigned char)name.p[i] >= 0x80)
			return false;
		id[n++] = (UChar)name.p[i];
	}
	if (icu_zone(a, id, n, ret))
		return true;
	len = ucal_getTimeZoneIDForWindowsID(id, n, NULL, found, NAME_MAX_BYTES, &err);
	return U_SUCCESS(err) && len > 0 && icu_zone(a, found, len, ret);
}

/* Seconds that a clock of the zone is ahead of UTC at a moment. */
static int64_t
offset_at(const char *zone, int64_t moment)
{
	UErrorCode err = U_ZERO_ERROR;
	UChar id[NAME_MAX_BYTES];
	int32_t n = 0, offset;
	UCalendar *c;

	for (; zone[n]; n++)
		id[n] = (UChar)zone[n];
	c = ucal_open(id, n, "", UCAL_GREGORIAN, &err);
	if (U_FAILURE(err))
		return CHINA_S;
	ucal_setMillis(c, (double)moment * 1000, &err);
	offset = ucal_get(c, UCAL_ZONE_OFFSET, &err) + ucal_get(c, UCAL_DST_OFFSET, &err);
	ucal_close(c);
	return U_SUCCESS(err) ? offset / 1000 : CHINA_S;
}

int64_t
ical_zone_moment(const struct ical_zone *z, int64_t civil)
{
	int64_t wall = civil + CHINA_S, guess;

	switch (z->kind) {
	case ZONE_UTC:
		return wall;
	case ZONE_OFFSET:
		return wall - z->offset_s;
	case ZONE_NAMED:
		/* The offset of a day before is right but for the hours after a change; the second look puts those right. */
		guess = wall - offset_at(z->name, wall - 86400);
		return wall - offset_at(z->name, guess);
	default:
		return civil;
	}
}

int64_t
ical_zone_civil(const struct ical_zone *z, int64_t moment)
{
	switch (z->kind) {
	case ZONE_UTC:
		return moment - CHINA_S;
	case ZONE_OFFSET:
		return moment + z->offset_s - CHINA_S;
	case ZONE_NAMED:
		return moment + offset_at(z->name, moment) - CHINA_S;
	default:
		return moment;
	}
}
