/* digest.h -- SHA-256, by libsodium. */
#ifndef RUNTIME_DIGEST_H
#define RUNTIME_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define DIGEST_BYTES 32
#define DIGEST_TEXT_SIZE (2 * DIGEST_BYTES + 1)

void digest_of(const void *bytes, size_t size, uint8_t out[DIGEST_BYTES]);

/* 64 hexadecimal digits in lower case, and a NUL. Returns `out`. */
const char *digest_to_text(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_TEXT_SIZE]);

/* Reads exactly 64 hexadecimal digits, in either case. False when it is anything else. */
bool digest_from_text(struct text text, uint8_t out[DIGEST_BYTES]);

#endif
