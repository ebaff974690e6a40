/* ratio.h: how far a share of few cases can be trusted. */
#ifndef LINLI_LIB_RATIO_H
#define LINLI_LIB_RATIO_H

#include <stdint.h>

/* What a share says beside a known one. FEW: nothing, there are too few cases. LIKE: the difference may be chance. */
enum ratio_word { RATIO_FEW = 1, RATIO_LIKE, RATIO_LOW, RATIO_HIGH };

/* The share of fewer cases is not compared. */
enum { RATIO_LEAST = 30 };

/* Between which shares, in thousandths, the true one lies with 95 in 100: E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", Journal of the American Statistical Association 22 (1927). 0 <= part <= whole; of nothing it is 0 to 1000. */
void ratio_interval(int64_t part, int64_t whole, int64_t *ret_low, int64_t *ret_high);

/* part of whole beside the share of everybody, in thousandths. */
enum ratio_word ratio_beside(int64_t part, int64_t whole, int64_t everybody);

#endif
