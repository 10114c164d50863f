/* seal.h -- reserved data at rest (libsodium).
 *
 * The key file holds one master key. Each case that needs it has its own random key,
 * kept in the store wrapped by the master key: to destroy the wrapped key is to erase
 * the case's reserved data, and the hash chain stays good because it covers ciphertext.
 * A sealed value is bound to its case, its event and its datum: moved elsewhere it does
 * not open. XChaCha20-Poly1305 in both places; nonces are random. */
#ifndef RUNTIME_SEAL_H
#define RUNTIME_SEAL_H

#include <stdint.h>

#include "base/fault.h"
#include "base/text.h"

#define SEAL_KEY_BYTES 32
#define SEAL_WRAPPED_BYTES (24 + SEAL_KEY_BYTES + 16)

struct seal_key {
    uint8_t bytes[SEAL_KEY_BYTES];
};

/* Where a value is sealed. `key` NULL: there is no key at hand. */
struct seal_place {
    const struct seal_key *key;
    const char *case_id;
    int64_t sequence;
};

/* Reads the key file. A missing one is not a failure: *found says. EXIT_NO_PERMISSION when others
 * may read it, EXIT_BAD_DATA when it is not a key file. */
bool seal_read_key_file(const char *path, struct seal_key *out, bool *found, struct fault *why);

/* Makes a new one, 0600, on disk before it returns. An existing file is never replaced: EXIT_CANNOT_CREATE. */
bool seal_create_key_file(const char *path, struct seal_key *out, struct fault *why);

void seal_random_key(struct seal_key *out);
void seal_forget(struct seal_key *key);     /* overwrites it */

void seal_wrap(const struct seal_key *master, const char *case_id, const struct seal_key *key,
               uint8_t out[SEAL_WRAPPED_BYTES]);
bool seal_unwrap(const struct seal_key *master, const char *case_id, const void *wrapped, size_t size,
                 struct seal_key *out);

/* Base64, malloc'd. */
char *seal_close(const struct seal_place *place, const char *name, struct text plain);

/* The plain text, malloc'd and NUL-terminated; NULL when it does not open. */
char *seal_open(const struct seal_place *place, const char *name, struct text sealed);

#endif
