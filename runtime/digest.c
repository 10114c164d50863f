/* digest.c -- SHA-256 and its hexadecimal form. See digest.h. */
#include "runtime/digest.h"

#include <sodium.h>

_Static_assert(DIGEST_BYTES == crypto_hash_sha256_BYTES, "a digest is a SHA-256");

void digest_of(const void *bytes, size_t size, uint8_t out[DIGEST_BYTES])
{
    crypto_hash_sha256(out, bytes, size);
}

const char *digest_to_text(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_TEXT_SIZE])
{
    return sodium_bin2hex(out, DIGEST_TEXT_SIZE, digest, DIGEST_BYTES);
}

bool digest_from_text(struct text text, uint8_t out[DIGEST_BYTES])
{
    size_t read = 0;
    const char *end = NULL;
    return text.length == 2 * DIGEST_BYTES
        && sodium_hex2bin(out, DIGEST_BYTES, text.at, text.length, NULL, &read, &end) == 0
        && read == DIGEST_BYTES && end == text.at + text.length;
}
