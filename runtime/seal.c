/* seal.c -- keys and sealed values. See seal.h. */
#include "runtime/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cause.h"
#include "base/check.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define BASE64 sodium_base64_VARIANT_ORIGINAL
#define KEY_FILE_START "ruta-clave-1 "
#define KEY_FILE_SIZE (sizeof KEY_FILE_START - 1 + 2 * SEAL_KEY_BYTES + 1)

_Static_assert(SEAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "the key of the cipher");
_Static_assert(SEAL_WRAPPED_BYTES == NONCE + SEAL_KEY_BYTES + TAG, "nonce, key, tag");

static void need_sodium(void)
{
    CHECK(sodium_init() >= 0);
}

/* ---- The cipher ------------------------------------------------------------ */

/* nonce | ciphertext | tag, in size + NONCE + TAG bytes. */
static void encrypt(const struct seal_key *key, struct text binding, const void *plain, size_t size, uint8_t *out)
{
    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, plain, size, (const uint8_t *)binding.at,
                                               binding.length, NULL, out, key->bytes);
}

static bool decrypt(const struct seal_key *key, struct text binding, const uint8_t *box, size_t size, void *plain)
{
    return size >= NONCE + TAG
        && crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, box + NONCE, size - NONCE,
                                                      (const uint8_t *)binding.at, binding.length,
                                                      box, key->bytes) == 0;
}

/* ---- The key file ------------------------------------------------------------ */

static bool refused_by_system(const char *path, enum exit_code code, const char *what, int error, struct fault *why)
{
    char room[CAUSE_SIZE];
    return fault_set(why, code, "no se puede %s el archivo de llave «%s»: %s", what, path, cause_of(error, room));
}

static bool read_file(const char *path, char *bytes, size_t room, size_t *got, bool *found, struct fault *why)
{
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    *found = file >= 0;
    if (file < 0 && errno == ENOENT) return true;
    if (file < 0 || fstat(file, &info) != 0) {
        refused_by_system(path, EXIT_NO_PERMISSION, "leer", errno, why);
        if (file >= 0) close(file);
        return false;
    }
    ssize_t count = read(file, bytes, room);
    close(file);
    if (info.st_mode & (S_IRWXG | S_IRWXO)) {
        fault_set(why, EXIT_NO_PERMISSION, "otras personas de este equipo pueden leer la llave «%s»", path);
        return fault_help(why, "ejecute: chmod 600 '%s'", path);
    }
    *got = count > 0 ? (size_t)count : 0;
    return count >= 0 || refused_by_system(path, EXIT_IO, "leer", errno, why);
}

bool seal_read_key_file(const char *path, struct seal_key *out, bool *found, struct fault *why)
{
    char bytes[KEY_FILE_SIZE + 1];
    size_t got = 0, start = sizeof KEY_FILE_START - 1, count = 0;
    need_sodium();
    if (!read_file(path, bytes, sizeof bytes, &got, found, why)) return false;
    if (!*found) return true;
    bool ok = got == KEY_FILE_SIZE && memcmp(bytes, KEY_FILE_START, start) == 0 && bytes[got - 1] == '\n'
           && sodium_hex2bin(out->bytes, SEAL_KEY_BYTES, bytes + start, 2 * SEAL_KEY_BYTES, NULL, &count, NULL) == 0
           && count == SEAL_KEY_BYTES;
    sodium_memzero(bytes, sizeof bytes);
    return ok || fault_set(why, EXIT_BAD_DATA, "«%s» no es un archivo de llave de ruta", path);
}

static bool sync_folder_of(const char *path)
{
    char *copy = strdup(path);
    int folder = copy ? open(dirname(copy), O_RDONLY | O_CLOEXEC) : -1;
    bool ok = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0) close(folder);
    free(copy);
    return ok;
}

static bool write_whole(const char *path, const char *bytes, size_t size)
{
    unlink(path);       /* of somebody killed halfway */
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return false;
    bool ok = write(file, bytes, size) == (ssize_t)size && fsync(file) == 0;
    return close(file) == 0 && ok;
}

/* Written beside and linked into place: whoever is killed halfway leaves no half of a key,
 * and link(), unlike rename(), never replaces one. */
bool seal_create_key_file(const char *path, struct seal_key *out, struct fault *why)
{
    char bytes[KEY_FILE_SIZE + 1] = KEY_FILE_START;
    struct arena arena = {0};
    const char *beside = text_format(&arena, "%s.nueva", path).at;
    need_sodium();
    seal_random_key(out);
    sodium_bin2hex(bytes + sizeof KEY_FILE_START - 1, 2 * SEAL_KEY_BYTES + 1, out->bytes, SEAL_KEY_BYTES);
    bytes[KEY_FILE_SIZE - 1] = '\n';
    bool ok = write_whole(beside, bytes, KEY_FILE_SIZE) && link(beside, path) == 0 && sync_folder_of(path);
    int trouble = errno;
    unlink(beside);
    sodium_memzero(bytes, sizeof bytes);
    arena_free(&arena);
    return ok || refused_by_system(path, EXIT_CANNOT_CREATE, "crear", trouble, why);
}

/* ---- Keys ---------------------------------------------------------------------- */

void seal_random_key(struct seal_key *out)
{
    need_sodium();
    randombytes_buf(out->bytes, SEAL_KEY_BYTES);
}

void seal_forget(struct seal_key *key)
{
    sodium_memzero(key, sizeof *key);
}

void seal_wrap(const struct seal_key *master, const char *case_id, const struct seal_key *key,
               uint8_t out[SEAL_WRAPPED_BYTES])
{
    encrypt(master, text_from(case_id), key->bytes, SEAL_KEY_BYTES, out);
}

bool seal_unwrap(const struct seal_key *master, const char *case_id, const void *wrapped, size_t size,
                 struct seal_key *out)
{
    need_sodium();
    return size == SEAL_WRAPPED_BYTES && decrypt(master, text_from(case_id), wrapped, size, out->bytes);
}

/* ---- Values ---------------------------------------------------------------------- */

static struct text binding_of(struct arena *arena, const struct seal_place *place, const char *name)
{
    return text_format(arena, "%s|%lld|%s", place->case_id, (long long)place->sequence, name);
}

char *seal_close(const struct seal_place *place, const char *name, struct text plain)
{
    struct arena arena = {0};
    size_t size = plain.length + NONCE + TAG;
    size_t room = sodium_base64_encoded_len(size, BASE64);
    uint8_t *box = malloc(size);
    char *sealed = malloc(room);
    if (box && sealed) {
        encrypt(place->key, binding_of(&arena, place, name), plain.at, plain.length, box);
        sodium_bin2base64(sealed, room, box, size, BASE64);
    } else {
        free(sealed);
        sealed = NULL;
    }
    free(box);
    arena_free(&arena);
    return sealed;
}

char *seal_open(const struct seal_place *place, const char *name, struct text sealed)
{
    struct arena arena = {0};
    size_t size = 0;
    uint8_t *box = malloc(sealed.length + 1);
    char *plain = calloc(1, sealed.length + 1);
    bool ok = box && plain
           && sodium_base642bin(box, sealed.length, sealed.at, sealed.length, NULL, &size, NULL, BASE64) == 0
           && decrypt(place->key, binding_of(&arena, place, name), box, size, plain);
    free(box);
    arena_free(&arena);
    if (ok) return plain;
    free(plain);
    return NULL;
}
