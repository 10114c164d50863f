/* amount.h -- amounts of money as whole numbers of ten-thousandths, without floating point.
 *
 * One scale serves pesos and what is counted in a parameter (SMLMV): 1,5 is 15000. Four
 * decimals keep every half of a half exact, and an amount in SMLMV times a whole number of
 * pesos comes out in ten-thousandths of a peso, with nothing to round. */
#ifndef BASE_AMOUNT_H
#define BASE_AMOUNT_H

#include <stdint.h>

#include "base/text.h"

#define AMOUNT_ONE INT64_C(10000)
#define AMOUNT_CENT INT64_C(100)
#define AMOUNT_MAX (INT64_C(900000000000000) * AMOUNT_ONE)     /* nine hundred billones */

/* Reads "1.423.500", "1423500", "1,5" or "711.750,50": points every three digits or none,
 * and up to four decimals after a comma. */
enum amount_parse { AMOUNT_OK, AMOUNT_MALFORMED, AMOUNT_TOO_LARGE };
enum amount_parse amount_parse(struct text written, int64_t *out);

/* Writes "1.423.500" or "1,5", as amount_parse reads it; of pesos, cents are two digits. */
#define AMOUNT_TEXT_SIZE 40
const char *amount_format(int64_t amount, bool pesos, char out[AMOUNT_TEXT_SIZE]);

#endif
