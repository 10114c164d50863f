/* command.c -- the table of orders, and what several of them need. */
#include "cli/command.h"

#include <string.h>

#include "base/fold.h"
#include "base/vec.h"
#include "cli/output.h"
#include "compiler/compile.h"
#include "runtime/verify.h"

const struct command commands[] = {
#define COMMAND(word, english, name, accepts, least, most, operands, line, examples) \
    { word, english, command_##name, accepts, least, most, operands, line, examples },
#include "cli/commands.def"
#undef COMMAND
};
const size_t commands_total = sizeof commands / sizeof *commands;

/* The n-th word (0 or 1) of an order's name; empty when it has no such word. */
static struct text name_word(const char *name, int n)
{
    const char *space = strchr(name, ' ');

    if (n == 0) return (struct text){ name, space ? (size_t)(space - name) : strlen(name) };
    return text_from(space ? space + 1 : NULL);
}

static bool same_word(struct arena *arena, const struct command *command, int n, const char *word)
{
    struct text folded = fold(arena, text_from(word));

    return text_equal(folded, fold(arena, name_word(command->word, n)))
        || text_equal(folded, fold(arena, name_word(command->english, n)));
}

/* No order has this name: `group` is the first word when that one was right. */
static void suggest_order(struct arena *arena, const char *group, const char *word, struct fault *why)
{
    struct text *candidates = arena_array(arena, 2 * commands_total, sizeof *candidates);
    size_t count = 0;

    for (size_t i = 0; i < commands_total; i++) {
        if (group && !same_word(arena, &commands[i], 0, group)) continue;
        candidates[count++] = name_word(commands[i].word, group ? 1 : 0);
        candidates[count++] = name_word(commands[i].english, group ? 1 : 0);
    }
    fault_set(why, EXIT_USAGE, "no hay ninguna orden «%s%s%s»", group ? group : "", group ? " " : "", word);
    struct text near = suggest(text_from(word), candidates, count);
    if (near.length)
        fault_help(why, "¿quiso decir «%s%s%.*s»?", group ? group : "", group ? " " : "", TEXT_ARGS(near));
    else
        fault_help(why, "«ruta ayuda» lista las órdenes");
}

const struct command *command_find(struct arena *arena, const char *const *words, size_t count, size_t *used,
                                   struct fault *why)
{
    const char *group = NULL;

    for (size_t i = 0; i < commands_total; i++) {
        if (!same_word(arena, &commands[i], 0, words[0])) continue;
        *used = name_word(commands[i].word, 1).length ? 2 : 1;
        if (*used == 1) return &commands[i];
        if (count > 1 && same_word(arena, &commands[i], 1, words[1])) return &commands[i];
        group = words[0];
    }
    if (group && count < 2) {
        fault_set(why, EXIT_USAGE, "a la orden «%s» le falta decir qué hacer", group);
        fault_help(why, "«ruta ayuda %s» lo lista", group);
    } else {
        suggest_order(arena, group, words[group ? 1 : 0], why);
    }
    return NULL;
}

int command_fail(struct command_context *context, const struct fault *why)
{
    fprintf(context->err, "error: %s\n", why->message);
    if (why->help[0]) fprintf(context->err, "  ayuda: %s\n", why->help);
    return (int)why->code;
}

static int compile_program(struct command_context *context, const char *path, struct program **out)
{
    struct compilation compilation = {0};
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!compile_paths(&compilation, &path, 1, &why)) {
        code = command_fail(context, &why);
        goto done;
    }
    if (!compilation.program) {
        report_print(compilation.report, context->err,
                     (struct report_style){ .colour = output_wants_colour(context->err), .summary = true });
        code = EXIT_FINDINGS;
        goto done;
    }
    *out = compilation.program;
    compilation.program = NULL;
done:
    compilation_close(&compilation);
    return code;
}

int command_program(struct command_context *context, const char *path, struct program **out)
{
    const char *file = option_text(&context->options, OPTION_program);
    const char *routes = path ? path : option_text(&context->options, OPTION_routes);
    struct fault why = {0};

    *out = NULL;
    if (file && option_text(&context->options, OPTION_routes)) {
        fault_set(&why, EXIT_USAGE, "--programa y --rutas dicen dos programas distintos");
        fault_help(&why, "deje una de las dos");
        return command_fail(context, &why);
    }
    if (!file && routes) return compile_program(context, routes, out);
    if (!file) {
        fault_set(&why, EXIT_USAGE, "falta decir con qué programa");
        fault_help(&why, "añada --programa ARCHIVO (hecho con «ruta compilar»), o --rutas CARPETA");
        return command_fail(context, &why);
    }
    if (program_open(out, file, &why) && verify_program(*out, &why)) return EXIT_DONE;
    program_close(*out);
    *out = NULL;
    return command_fail(context, &why);
}

/* Tables whose first field is their name, as command_unknown_name asks. */
static struct text record_name(const struct program *program, enum program_table table, uint32_t index)
{
#define NAMED(which) \
    case PROGRAM_TABLE_##which: return text_from(program_text(program, program_##which##_at(program, index)->name))
    switch ((int)table) {
    NAMED(route); NAMED(step); NAMED(body); NAMED(instrument); NAMED(datum); NAMED(deadline); NAMED(final);
    NAMED(value); NAMED(seat); NAMED(measure);
    default: return TEXT("");
    }
#undef NAMED
}

bool command_unknown_name(struct command_context *context, const struct program *program,
                          enum program_table table, uint32_t first, uint32_t count,
                          const char *what, struct text name, struct fault *why)
{
    struct text *names = arena_array(&context->arena, count + 1, sizeof *names);
    uint32_t distinct = 0;
    size_t used = 0;

    fault_set(why, EXIT_USAGE, "no existe %s «%.*s»", what, TEXT_ARGS(name));
    for (uint32_t i = 0; i < count; i++) {      /* versions of one thing stand together */
        names[distinct] = record_name(program, table, first + i);
        if (distinct == 0 || !text_equal(names[distinct], names[distinct - 1])) distinct++;
    }
    struct text near = suggest(name, names, distinct);
    if (near.length) return fault_help(why, "¿quiso decir «%.*s»?", TEXT_ARGS(near));
    for (uint32_t i = 0; i < distinct && used < sizeof why->help - 1; i++)
        used += (size_t)snprintf(why->help + used, sizeof why->help - used, "%s%.*s", i ? ", " : "hay: ",
                                 TEXT_ARGS(names[i]));
    return false;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return tail > 0 && length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* How many routes are written in that file, or, when it is NULL, anywhere; and the last of
 * them. Versions of one route are one route. */
static uint32_t count_routes(const struct program *program, const char *file, uint32_t *last)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_route); i++) {
        const struct program_route *route = program_route_at(program, i);
        if (route->before != NONE || (file && !ends_with(file, program_text(program, route->file)))) continue;
        *last = i;
        count++;
    }
    return count;
}

/* The only route of the file that was asked for, or, of whatever else was, of all of it. */
static bool only_route(const struct command_context *context, const struct program *program, const char **name, struct fault *why)
{
    const char *asked = context->options.argument_count ? context->options.arguments[0] : NULL;
    uint32_t route = NONE, count = asked ? count_routes(program, asked, &route) : 0;

    if (count == 0) count = count_routes(program, NULL, &route);
    if (count != 1) {
        fault_set(why, EXIT_USAGE, "el programa tiene %u rutas: falta decir cuál", count);
        return fault_help(why, "escriba el nombre de la ruta");
    }
    *name = program_text(program, program_route_at(program, route)->name);
    return true;
}

/* "desde el 2015-05-26", "hasta el 2021-09-22", or both: from its first version to its last. */
static struct text in_force(struct arena *arena, const struct program *program, uint32_t route)
{
    uint32_t first = route, last = route;
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

    while (program_route_at(program, first)->before != NONE) first = program_route_at(program, first)->before;
    while (program_route_at(program, last)->after != NONE) last = program_route_at(program, last)->after;
    day_t begins = program_route_at(program, first)->from, ends = program_route_at(program, last)->to;
    if (begins == DAY_NONE && ends == DAY_NONE) return TEXT("ese día ningún texto suyo está vigente");
    if (begins == DAY_NONE) return text_format(arena, "rigió hasta el %s", day_format(ends - 1, to));
    if (ends == DAY_NONE) return text_format(arena, "rige desde el %s", day_format(begins, from));
    return text_format(arena, "rigió desde el %s hasta el %s", day_format(begins, from), day_format(ends - 1, to));
}

static bool not_in_force(struct command_context *context, const struct program *program, uint32_t route, day_t day, struct fault *why)
{
    char written[DATE_TEXT_SIZE];

    fault_set(why, EXIT_USAGE, "la ruta «%s» no está vigente el %s: %.*s", program_text(program, program_route_at(program, route)->name),
              day_format(day, written), TEXT_ARGS(in_force(&context->arena, program, route)));
    return fault_help(why, "escoja una fecha en que rija; «ruta volcar versiones» las muestra");
}

bool command_route(struct command_context *context, const struct program *program, const char *name, day_t day,
                   uint32_t *route, struct fault *why)
{
    uint32_t count = program_count(program, PROGRAM_TABLE_route), first;

    if (!name && !only_route(context, program, &name, why)) return false;
    *route = program_find_on(program, PROGRAM_TABLE_route, text_from(name), day);
    if (*route != NONE) return true;
    first = program_find(program, PROGRAM_TABLE_route, 0, count, text_from(name));
    if (first != NONE) return not_in_force(context, program, first, day, why);
    return command_unknown_name(context, program, PROGRAM_TABLE_route, 0, count, "la ruta", text_from(name), why);
}
