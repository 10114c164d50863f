/* clocks.h -- a clock of a case, in words: how it stands and how much is left. */
#ifndef CLI_CLOCKS_H
#define CLI_CLOCKS_H

#include "cli/output.h"
#include "runtime/run.h"

struct clock_view {
    const struct deadline_state *state;
    const struct program_deadline *row;
    const char *name, *source;
    enum deadline_status status;    /* on the day asked */
    bool armed;                     /* it has a day zero and a due date */
    bool running;                   /* armed and not met: `left` and `share` mean something */
    bool suspended;                 /* the same, and nothing runs meanwhile */
    bool left_known;                /* false beyond the verified range of the calendar */
    int64_t left;                   /* days of the term's own kind until it falls due; negative after */
    int share;                      /* percent of the term used */
};

struct clock_view clock_look(const struct run *run, const struct deadline_state *clock, day_t today);

/* "pendiente", "en curso", "cumplido", "vencido", "no aplica", "suspendido" */
const char *clock_status_word(enum deadline_status status);

/* "faltan 20 días hábiles", "vence hoy", "vencido hace 1 día hábil", "suspendido, con 13 días hábiles por correr"; empty when it does not run. */
struct text clock_left_text(struct arena *arena, const struct clock_view *clock);

/* The quarter last passed: 0, 25, 50, 75 or 100. */
int clock_quarter(const struct clock_view *clock);

/* "2026-03-13", "2026-03-13T10:30" or null. */
json_t *json_of_moment(day_t day, int32_t minute);

/* The fields every order that reports clocks shares. */
json_t *clock_json(struct arena *arena, const struct clock_view *clock);

#endif
