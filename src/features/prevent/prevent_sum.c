/* prevent_sum.c: what may be chance, and what is no longer. Knows neither database nor page.
 *
 * Cases that come by chance at an even rate fall into any span of time in proportion to its length. So of n cases of a place, those of the
 * last 4 of 52 weeks are a draw with share 4/52: the exact comparison of two Poisson rates, which needs no guess of the rate itself, and
 * which small numbers make unsure by themselves. */
#include <math.h>

#include "features/prevent/prevent.h"

double
prevent_chance(int64_t k, int64_t n, double share)
{
	double sum = 0;

	if (k <= 0)
		return 1;
	if (k > n || share <= 0)
		return 0;
	if (share >= 1)
		return 1;
	for (int64_t i = k; i <= n; i++) {
		double ln = lgamma((double)n + 1) - lgamma((double)i + 1) - lgamma((double)(n - i) + 1) + (double)i * log(share) +
			    (double)(n - i) * log1p(-share);

		sum += exp(ln);
	}
	return sum < 1 ? sum : 1;
}

enum prevent_verdict
prevent_judge(int64_t before, int64_t after)
{
	const double half = 0.5, sure = 0.025;
	int64_t n = before + after;

	if (before > after && prevent_chance(before, n, half) < sure)
		return PREVENT_FELL;
	if (after > before && prevent_chance(after, n, half) < sure)
		return PREVENT_ROSE;
	return PREVENT_UNSURE;
}
