/* replay.h -- the main of a fuzz target where there is no libFuzzer: each file given, as
 * it is and then damaged in many ways, always the same ones. Prints a TAP line for each. */
#define REPLAY_DAMAGES 2000

static uint32_t replay_random(uint32_t *seed)
{
    *seed ^= *seed << 13, *seed ^= *seed >> 17, *seed ^= *seed << 5;
    return *seed;
}

static uint8_t *replay_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size + 1);
    if (bytes && fread(bytes, 1, *size, file) != *size) abort();
    fclose(file);
    return bytes;
}

/* Up to four bytes changed, and one time in eight the end cut off. */
static void replay_damaged(const uint8_t *bytes, size_t size, uint32_t *seed)
{
    uint8_t *copy = malloc(size + 1);
    if (!copy) abort();
    memcpy(copy, bytes, size);
    for (uint32_t i = replay_random(seed) % 4; i < 4 && size > 0; i++)
        copy[replay_random(seed) % size] = (uint8_t)replay_random(seed);
    size_t kept = size > 0 && replay_random(seed) % 8 == 0 ? replay_random(seed) % size : size;
    LLVMFuzzerTestOneInput(copy, kept);
    free(copy);
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++) {
        size_t size = 0;
        uint32_t seed = 2463534242u;
        uint8_t *bytes = replay_read(paths[i], &size);
        if (!bytes) {
            printf("not ok %d - cannot read %s\n", i, paths[i]);
            return 1;
        }
        LLVMFuzzerTestOneInput(bytes, size);
        for (int damage = 0; damage < REPLAY_DAMAGES; damage++) replay_damaged(bytes, size, &seed);
        printf("ok %d - replayed a seed of %zu bytes\n", i, size);
        free(bytes);
    }
    return 0;
}
