/* datum.h: the two systems in which coordinates of mainland China are written.
 *
 * WGS-84 is what satellites, phones' browsers and surveys give. GCJ-02 is what map services of the mainland publish: the same
 * place moved by up to some 700 metres by a published formula. Which of the two a number is in cannot be seen from it, so
 * whoever brings coordinates says so; converting twice moves them twice. Degrees x 1e7, longitude before latitude. */
#ifndef LINLI_LIB_DATUM_H
#define LINLI_LIB_DATUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum datum { DATUM_WGS84 = 1, DATUM_GCJ02, DATUM__MAX };

const char *datum_word(enum datum d);		     /* "wgs84", "gcj02" */
bool datum_find(struct str word, enum datum *ret); /* false: none of them */

/* 0,0 (unknown) and what lies outside of the box that the formula is made for stay as they are. Forth and back gives the
 * same place within two centimetres. */
void datum_convert(enum datum from, enum datum to, int64_t *lon, int64_t *lat);

/* Metres between two places, along the ground. */
double datum_metres(int64_t lon1, int64_t lat1, int64_t lon2, int64_t lat2);

#endif
