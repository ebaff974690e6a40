/* street.h: numbers that street.sql names. */
#ifndef STREET_H
#define STREET_H

enum house_side { HOUSE_NONE, HOUSE_EVEN = 4, HOUSE_ODD };
enum { HOUSE_MASK = 1 << 3, HOUSE_LAST };
enum house_side house_side(void);

#endif
