/* source.c -- loading files and counting their lines. See source.h. */
#include "lang/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/fold.h"

struct sources {
    struct arena *arena;
    struct source **items;
    size_t count, room;
};

struct sources *sources_new(struct arena *arena)
{
    struct sources *sources = ARENA_NEW(arena, struct sources);
    sources->arena = arena;
    return sources;
}

static uint32_t add_source(struct sources *sources, struct text path, struct text content)
{
    if (sources->count == sources->room) {
        size_t room = sources->room ? sources->room * 2 : 16;
        struct source **items = arena_array(sources->arena, room, sizeof *items);
        if (sources->count) memcpy(items, sources->items, sources->count * sizeof *items);
        sources->items = items;
        sources->room = room;
    }
    struct source *source = ARENA_NEW(sources->arena, struct source);
    source->path = text_copy(sources->arena, path);
    source->content = content;
    sources->items[sources->count] = source;
    return (uint32_t)sources->count++;
}

static struct text without_bom(struct text content)
{
    if (!text_starts(content, TEXT("\xEF\xBB\xBF"))) return content;
    return (struct text){ content.at + 3, content.length - 3 };
}

uint32_t sources_add(struct sources *sources, struct text path, struct text content)
{
    content = without_bom(content);
    struct text composed = utf8_compose(sources->arena, content);
    if (composed.at == content.at) composed = text_copy(sources->arena, content);
    return add_source(sources, path, composed);
}

/* O_NONBLOCK: opening a pipe must not wait for somebody to write to it. */
static int open_regular(struct text path, struct stat *facts, struct fault *why)
{
    int file = open(path.at, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        enum exit_code code = errno == EACCES ? EXIT_NO_PERMISSION : EXIT_NO_INPUT;
        fault_set(why, code, "no se puede abrir «%s»: %s", path.at,
                  errno == EACCES ? "no tiene permiso" : errno == ENOENT ? "no existe" : "el sistema lo impide");
        return -1;
    }
    if (fstat(file, facts) == 0 && S_ISREG(facts->st_mode) && facts->st_size <= (off_t)SOURCE_MAX_BYTES) return file;
    if (S_ISREG(facts->st_mode))
        fault_set(why, EXIT_LIMIT, "«%s» tiene más de %u MB, que es lo máximo", path.at, SOURCE_MAX_BYTES >> 20);
    else
        fault_set(why, EXIT_NO_INPUT, "«%s» no es un archivo", path.at);
    close(file);
    return -1;
}

static bool read_all(int file, char *bytes, size_t size, size_t *length)
{
    *length = 0;
    while (*length < size) {
        ssize_t got = read(file, bytes + *length, size - *length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) return true;
        *length += (size_t)got;
    }
    return true;
}

bool sources_load(struct sources *sources, struct text path, uint32_t *id, struct fault *why)
{
    struct stat facts = {0};
    path = text_copy(sources->arena, path);
    int file = open_regular(path, &facts, why);
    if (file < 0) return false;

    size_t size = (size_t)facts.st_size, length = 0;
    char *bytes = arena_alloc(sources->arena, size + 1);
    bool ok = read_all(file, bytes, size, &length);
    close(file);
    if (!ok) return fault_set(why, EXIT_IO, "no se pudo leer «%s»", path.at);

    bytes[length] = '\0';
    struct text content = without_bom((struct text){ bytes, length });
    *id = add_source(sources, path, utf8_compose(sources->arena, content));
    return true;
}

struct source *sources_at(const struct sources *sources, uint32_t id)
{
    CHECK(id < sources->count);
    return sources->items[id];
}

uint32_t sources_count(const struct sources *sources)
{
    return (uint32_t)sources->count;
}

static const char *next_line(const char *at, const char *end)
{
    const char *feed = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return feed ? feed + 1 : NULL;
}

static void find_lines(struct source *source, struct arena *arena)
{
    const char *start = source->content.at, *end = start + source->content.length;
    uint32_t count = 0;
    for (const char *line = start; line; line = next_line(line, end)) count++;
    source->line_starts = arena_array(arena, count, sizeof *source->line_starts);
    for (const char *line = start; line; line = next_line(line, end))
        source->line_starts[source->line_count++] = (uint32_t)(line - start);
}

uint32_t source_line_of(struct source *source, struct arena *arena, uint32_t offset)
{
    if (!source->line_starts) find_lines(source, arena);
    uint32_t low = 0, high = source->line_count;    /* the line is in [low, high) */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset) low = middle;
        else high = middle;
    }
    return low + 1;
}

struct place source_place(struct source *source, struct arena *arena, uint32_t offset)
{
    if (offset > source->content.length) offset = (uint32_t)source->content.length;
    uint32_t line = source_line_of(source, arena, offset), start = source->line_starts[line - 1];
    size_t before = utf8_columns((struct text){ source->content.at + start, offset - start });
    return (struct place){ line, (uint32_t)before + 1 };
}

struct text source_line(struct source *source, struct arena *arena, uint32_t line)
{
    if (!source->line_starts) find_lines(source, arena);
    CHECK(line >= 1 && line <= source->line_count);
    size_t start = source->line_starts[line - 1];
    size_t end = line < source->line_count ? source->line_starts[line] - 1 : source->content.length;
    if (end > start && source->content.at[end - 1] == '\r') end--;
    return (struct text){ source->content.at + start, end - start };
}

struct span span_join(struct span a, struct span b)
{
    uint32_t start = a.offset < b.offset ? a.offset : b.offset;
    uint32_t a_end = a.offset + a.length, b_end = b.offset + b.length;
    return (struct span){ a.source, start, (a_end > b_end ? a_end : b_end) - start };
}
