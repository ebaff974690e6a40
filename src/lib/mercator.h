/* mercator.h: the square that tiled maps lay the world out on: x from west to east, y from north to south, each from 0 to 1. At
 * zoom z it is cut into 2^z by 2^z tiles of 256 pixels. Degrees are plain here. */
#ifndef LINLI_LIB_MERCATOR_H
#define LINLI_LIB_MERCATOR_H

#include <math.h>

static inline double
mercator_x(double lon)
{
	return (lon + 180) / 360;
}

static inline double
mercator_y(double lat)
{
	return (1 - asinh(tan(lat * M_PI / 180)) / M_PI) / 2;
}

static inline double
mercator_lon(double x)
{
	return x * 360 - 180;
}

static inline double
mercator_lat(double y)
{
	return atan(sinh((1 - 2 * y) * M_PI)) * 180 / M_PI;
}

#endif
