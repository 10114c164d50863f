/* output.c -- the edges of the process: descriptors, signals. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cause.h"
#include "base/check.h"

void output_prepare(void)
{
    /* Opened the wrong way round on purpose: reading from a stdin that was closed, or
     * writing to a stdout that was, must still fail. */
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

bool output_wants_colour(FILE *stream)
{
    const char *no_colour = getenv("NO_COLOR");

    return !(no_colour && *no_colour) && isatty(fileno(stream)) == 1;
}

bool output_finish(FILE *stream, struct fault *why)
{
    bool lost = ferror(stream) != 0;
    char room[CAUSE_SIZE];

    if (fflush(stream) == 0 && !lost) return true;
    return fault_set(why, EXIT_IO, "no se pudo escribir todo el resultado: %s",
                     errno == EBADF ? "está cerrada la salida" : cause_of(errno, room));
}

void output_json(struct command_context *context, json_t *object)
{
    CHECK(object != NULL);
    json_dumpf(object, context->out, JSON_COMPACT);     /* a lost write is output_finish's to tell */
    fputc('\n', context->out);
    json_decref(object);
}

json_t *json_of_text(struct text text)
{
    json_t *string = json_stringn(text.at ? text.at : "", text.length);

    CHECK(string != NULL);
    return string;
}

json_t *json_of_day(day_t day)
{
    char written[DATE_TEXT_SIZE];

    return day == DAY_NONE ? json_null() : json_of_text(text_from(day_format(day, written)));
}

FILE *output_lines_begin(struct output_lines *lines, struct command_context *context)
{
    *lines = (struct output_lines){ .stream = context->out };
    if (context->json) lines->stream = open_memstream(&lines->bytes, &lines->size);
    CHECK(lines->stream != NULL);
    return lines->stream;
}

void output_lines_end(struct output_lines *lines, struct command_context *context)
{
    if (lines->stream == context->out) return;
    CHECK(fclose(lines->stream) == 0);
    for (const char *at = lines->bytes, *end = at + lines->size; at < end; ) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline ? newline : end) - at);
        output_json(context, json_pack("{s:o}", "linea", json_of_text((struct text){ at, length })));
        at += length + 1;
    }
    free(lines->bytes);
}

static bool read_stream(struct arena *arena, FILE *stream, const char *path, size_t limit,
                        struct text *out, struct fault *why)
{
    char *bytes = NULL;
    size_t length = 0, size = 0;
    char room[CAUSE_SIZE];
    bool ok = false;

    do {
        if (size < length + 65536) {
            char *grown = realloc(bytes, size = 2 * (length + 65536));
            CHECK(grown != NULL);
            bytes = grown;
        }
        length += fread(bytes + length, 1, size - length, stream);
        if (length > limit) {
            fault_set(why, EXIT_LIMIT, "«%s» pasa de %zu bytes", path, limit);
            goto done;
        }
    } while (!feof(stream) && !ferror(stream));
    if (ferror(stream)) {
        fault_set(why, EXIT_IO, "no se pudo leer «%s»: %s", path, cause_of(errno, room));
        goto done;
    }
    *out = text_copy(arena, (struct text){ bytes, length });
    ok = true;
done:
    free(bytes);
    return ok;
}

bool input_read(struct arena *arena, const char *path, size_t limit, struct text *out, struct fault *why)
{
    struct stat status;
    char room[CAUSE_SIZE];

    if (strcmp(path, "-") == 0) return read_stream(arena, stdin, "la entrada estándar", limit, out, why);
    if (stat(path, &status) != 0)
        return fault_set(why, EXIT_NO_INPUT, "no se pudo abrir «%s»: %s", path, cause_of(errno, room));
    if (S_ISDIR(status.st_mode))
        return fault_set(why, EXIT_NO_INPUT, "«%s» es una carpeta, no un archivo", path);
    FILE *file = fopen(path, "rb");
    if (!file) return fault_set(why, EXIT_NO_INPUT, "no se pudo abrir «%s»: %s", path, cause_of(errno, room));
    bool ok = read_stream(arena, file, path, limit, out, why);
    fclose(file);
    return ok;
}
