/* days.h -- calendars on the command line: which one to use, and its days in words. */
#ifndef CLI_DAYS_H
#define CLI_DAYS_H

#include "cli/output.h"
#include "compiler/compile.h"
#include "runtime/run.h"

struct days {
    struct compilation compilation;
    struct program *opened;         /* of --programa or --rutas; or NULL */
    const struct program *program;
    struct calendar *calendar;
};

/* The calendar of --calendario, or «colombia»; from --programa or --rutas, or else from
 * the standard library. EXIT_DONE and *out, to be closed with days_close(); or, everything
 * said already, the exit code. */
int days_open(struct command_context *context, struct days *out);
void days_close(struct days *days);

/* "viernes 2026-03-13" */
struct text day_in_words(struct arena *arena, day_t day);

/* "San Pedro y San Pablo / Sagrado Corazón" and "Ley 51 de 1983, art. 1 num. 2": two
 * holidays on one day are one day with two names. */
struct text holiday_names(struct arena *arena, const struct program *program, const uint32_t *holidays, uint32_t count);
struct text holiday_norms(struct arena *arena, const struct program *program, const uint32_t *holidays, uint32_t count);

/* The days in (from, to] that only one of two calendars works, with what closes them:
 * "2026-07-13 no es hábil: Virgen de Chiquinquirá · Ley 2578 de 2026, art. 6". */
struct text counting_reasons(struct arena *arena, struct counting before, struct counting now, day_t from, day_t to);

/* One line of an explanation, with its reason; `due` is the day the whole term falls due. */
void counted_day_print(FILE *out, struct arena *arena, const struct program *program, const struct counted_day *day,
                       day_t due);
json_t *counted_day_json(struct arena *arena, const struct program *program, const struct counted_day *day);

#endif
