/* amended_world.h -- what the tests of meaning share: the real routes in a folder of their own, those of D1066 as they are after its reforms,
 * where a test changes a text, compiles, and puts it back. */
#ifndef TESTS_AMENDED_WORLD_H
#define TESTS_AMENDED_WORLD_H

#include "compiler_world.h"

#include "base/arena.h"

static char world_folder[64];

/* The texts of the files, as they are written. Everything goes at once with the arena. */
static struct arena world_arena;

static inline int world_open(void **state)
{
    (void)state;
    char command[256];
    enter_folder(".");
    strcpy(world_folder, "/tmp/ruta-amended-XXXXXX");
    if (!mkdtemp(world_folder)) return 1;
    snprintf(command, sizeof command, "cp -r routes/. '%s' && rm -r '%s/d1066' && cp -r tests/reform/hoy/d1066 '%s'",
             world_folder, world_folder, world_folder);
    return system(command) != 0 || chdir(world_folder) != 0;
}

static inline int world_close(void **state)
{
    (void)state;
    char command[256];
    arena_free(&world_arena);
    snprintf(command, sizeof command, "rm -r '%s'", world_folder);
    return chdir("/") != 0 || system(command) != 0;
}

static inline struct text world_read(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *content = arena_alloc(&world_arena, 1 << 20);
    size_t length = fread(content, 1, (1 << 20) - 1, file);
    assert_int_equal(fclose(file), 0);
    return (struct text){ content, length };
}

static inline void world_write(const char *path, struct text text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text.at, 1, text.length, file), text.length);
    assert_int_equal(fclose(file), 0);
}

static inline bool is_name_byte(unsigned char byte)
{
    return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The first place of `word` from `at` on, not as a part of a longer name when it is a name; NULL when there is none. */
static inline const char *find_word(const char *at, const char *start, const char *word)
{
    size_t length = strlen(word);
    for (at = strstr(at, word); at; at = strstr(at + 1, word)) {
        bool begins = at == start || !is_name_byte((unsigned char)at[-1]) || !is_name_byte((unsigned char)word[0]);
        bool ends = !is_name_byte((unsigned char)at[length]) || !is_name_byte((unsigned char)word[length - 1]);
        if (begins && ends) return at;
    }
    return NULL;
}

/* A copy with every `from` as `to`; `most` times at most. Fails the test when there is none. */
static inline struct text world_replace(struct text text, const char *from, const char *to, int most)
{
    struct text done = text_copy(&world_arena, TEXT(""));
    const char *start = text_copy(&world_arena, text).at, *at = start;
    int count = 0;
    for (const char *found; count < most && (found = find_word(at, start, from)); count++) {
        done = text_format(&world_arena, "%.*s%.*s%s", TEXT_ARGS(done), (int)(found - at), at, to);
        at = found + strlen(from);
    }
    if (count == 0) fail_msg("«%s» is nowhere", from);
    return text_format(&world_arena, "%.*s%s", TEXT_ARGS(done), at);
}

#define EVERYWHERE 1000000

static inline void world_compile(struct compilation *out, const char *path)
{
    struct fault why = {0};
    if (!compile_paths(out, &path, 1, &why)) fail_msg("%s", why.message);
    if (!out->program) fail_msg("%s", report_text(out->report));
}

#endif
