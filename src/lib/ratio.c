/* ratio.c: the interval of a share: see ratio.h. */
#include "lib/ratio.h"

#include <assert.h>
#include <math.h>

/* The normal distribution has 2.5 in 100 beyond it on each side. */
static const double Z = 1.959963984540054;

void
ratio_interval(int64_t part, int64_t whole, int64_t *ret_low, int64_t *ret_high)
{
	double n = (double)whole, p, middle, half;

	assert(part >= 0 && part <= whole);
	*ret_low = 0;
	*ret_high = 1000;
	if (!whole)
		return;
	p = (double)part / n;
	middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
	half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
	*ret_low = llround(fmax(middle - half, 0) * 1000);
	*ret_high = llround(fmin(middle + half, 1) * 1000);
}

enum ratio_word
ratio_beside(int64_t part, int64_t whole, int64_t everybody)
{
	int64_t low, high;

	if (whole < RATIO_LEAST)
		return RATIO_FEW;
	ratio_interval(part, whole, &low, &high);
	return high < everybody ? RATIO_LOW : low > everybody ? RATIO_HIGH : RATIO_LIKE;
}
