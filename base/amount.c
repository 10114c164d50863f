/* amount.c -- see amount.h. */
#include "base/amount.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define GROUP 3             /* digits between points */
#define DECIMALS 4
#define LARGEST_WHOLE (AMOUNT_MAX / AMOUNT_ONE)

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Reads digits into *value, which stops growing above the largest. Returns how many. */
static size_t read_digits(struct text *rest, int64_t *value)
{
    size_t count = 0;
    for (; count < rest->length && is_digit(rest->at[count]); count++)
        if (*value <= LARGEST_WHOLE) *value = *value * 10 + (rest->at[count] - '0');
    *rest = (struct text){ rest->at + count, rest->length - count };
    return count;
}

/* «1423500» or «1.423.500», and not «1.4235» nor «14235.00». */
static bool read_whole(struct text *rest, int64_t *whole)
{
    size_t first = read_digits(rest, whole);
    bool grouped = rest->length && *rest->at == '.';
    if (first == 0 || (grouped && first > GROUP)) return false;
    while (rest->length && *rest->at == '.') {
        rest->at++;
        rest->length--;
        if (read_digits(rest, whole) != GROUP) return false;
    }
    return true;
}

enum amount_parse amount_parse(struct text written, int64_t *out)
{
    int64_t whole = 0, part = 0;
    struct text rest = written;
    if (!read_whole(&rest, &whole)) return AMOUNT_MALFORMED;
    if (rest.length) {
        if (*rest.at != ',') return AMOUNT_MALFORMED;
        rest = (struct text){ rest.at + 1, rest.length - 1 };
        size_t decimals = read_digits(&rest, &part);
        if (decimals == 0 || decimals > DECIMALS || rest.length) return AMOUNT_MALFORMED;
        for (; decimals < DECIMALS; decimals++) part *= 10;
    }
    if (whole > LARGEST_WHOLE || (whole == LARGEST_WHOLE && part > 0)) return AMOUNT_TOO_LARGE;
    *out = whole * AMOUNT_ONE + part;
    return AMOUNT_OK;
}

/* The decimals without the zeroes they end in; of pesos, never one alone. */
static size_t format_decimals(uint64_t part, bool pesos, char out[DECIMALS + 2])
{
    int length = snprintf(out, DECIMALS + 2, ",%04u", (unsigned)part);
    while (length > 1 && out[length - 1] == '0' && !(pesos && length == 3)) length--;
    return part == 0 ? 0 : (size_t)length;
}

const char *amount_format(int64_t amount, bool pesos, char out[AMOUNT_TEXT_SIZE])
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    char digits[24], decimals[DECIMALS + 2];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, size / AMOUNT_ONE), at = 0;
    if (amount < 0) out[at++] = '-';
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % GROUP == 0) out[at++] = '.';
        out[at++] = digits[i];
    }
    size_t kept = format_decimals(size % AMOUNT_ONE, pesos, decimals);
    memcpy(out + at, decimals, kept);
    out[at + kept] = '\0';
    return out;
}
