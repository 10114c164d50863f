/* command.h -- what an order of the command line is, and what it is given.
 *
 * An order is a function of its row in commands.def. It reads its options, does its
 * work, writes its result to `out` and returns the exit code. It never calls exit(),
 * never looks at the clock and never writes to stdout or stderr directly. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "cli/options.h"
#include "runtime/program.h"

#define RUTA_VERSION "0.1.0"

#define STORE_OPTIONS (ACCEPTS(store) | ACCEPTS(key_file))
#define COMMON_OPTIONS (ACCEPTS(json) | ACCEPTS(today) | ACCEPTS(help))

struct command_context;

struct command {
    const char *word;       /* "contar", "caso abrir" */
    const char *english;    /* "count", "case open" */
    int (*run)(struct command_context *context);
    option_set accepts;     /* besides those that every order accepts */
    int least, most;        /* how many arguments; most is -1 when there is no limit */
    const char *operands;   /* "--desde FECHA «TÉRMINO»" */
    const char *line;       /* what it does, one line */
    const char *examples;   /* one per line, without the program's name in front */
};

struct command_context {
    const struct command *command;
    struct options options;
    struct arena arena;     /* freed when the order ends */
    day_t today;            /* --hoy, or the day in Bogotá */
    int64_t instant;        /* now, in seconds since 1970 UTC; with --hoy, noon of that day in Bogotá */
    bool json;
    bool colour;            /* of `out`: a terminal, and no NO_COLOR */
    FILE *out;              /* data */
    FILE *err;              /* talk */
};

/* All orders, in the order of the help. */
extern const struct command commands[];
extern const size_t commands_total;

/* One prototype for each row of commands.def. */
#define COMMAND(word, english, name, accepts, least, most, operands, line, examples) \
    int command_##name(struct command_context *context);
#include "cli/commands.def"
#undef COMMAND

/* The order that the words begin with, in Spanish or in English, folded; *used is how many
 * of them are its name. NULL with EXIT_USAGE and a suggestion. */
const struct command *command_find(struct arena *arena, const char *const *words, size_t count, size_t *used,
                                   struct fault *why);

/* The help of one order. */
void command_help(FILE *out, const struct command *command);

/* Says what failed, on `err`, and returns why->code: `return command_fail(context, &why);` */
int command_fail(struct command_context *context, const struct fault *why);

/* The program an order works on, verified: --programa F; or else --rutas DIR (or, given
 * `path`, that file or folder) compiled now. Returns EXIT_DONE and *out, to be closed with
 * program_close(); or, everything said already, the exit code. `path` may be NULL. */
int command_program(struct command_context *context, const char *path, struct program **out);

/* The route of that name, or the only one when `name` is NULL, in the version in force that
 * day; EXIT_USAGE with the names there are. */
bool command_route(struct command_context *context, const struct program *program, const char *name, day_t day,
                   uint32_t *route, struct fault *why);

/* Fills *why for a name that is in none of the records first…first+count of a table whose
 * first field is its name: `what` is "la etapa", "el dato"… Suggests the nearest. */
bool command_unknown_name(struct command_context *context, const struct program *program,
                          enum program_table table, uint32_t first, uint32_t count,
                          const char *what, struct text name, struct fault *why);

#endif
