/* match.h -- the same thing in two texts of the law, found by its name.
 *
 * An index means something in one program only, and the law changes between programs and within
 * one. What a person would call the same is what bears the same name in the same place: a datum
 * of the route, a stage of it, a moment of that stage, a deadline of that step, a value of that
 * list. Accents and case do not count. NONE is what the other text does not have. */
#ifndef RUNTIME_MATCH_H
#define RUNTIME_MATCH_H

#include "runtime/event.h"

/* One text of a route: a version of it, in a program. */
struct edition {
    const struct program *program;
    uint32_t route;
};

bool match_names(const struct program *a, uint32_t name, const struct program *b, uint32_t other);

/* NONE also for NONE. */
uint32_t match_datum(struct edition from, uint32_t datum, struct edition to);
uint32_t match_step(struct edition from, uint32_t step, struct edition to);

/* Among those that `owned` does not say NONE of: one program may have several of a name, and a route only one. */
uint32_t match_instrument(const struct program *from, uint32_t instrument, const struct program *to, const uint32_t *owned);

/* The measure of that name of the other route. */
uint32_t match_measure(const struct program *from, uint32_t measure, struct edition to);

/* The deadline of that name in a step of the other text, or with NONE in its whole route. */
uint32_t match_deadline(struct edition from, uint32_t deadline, struct edition to, uint32_t step);

/* The sub-route that the same step, or an interruption, starts of the same route: the first of several is the first. */
uint32_t match_subroute(struct edition from, uint32_t subroute, struct edition to);

/* The edition whose route starts a sub-route of a program. */
struct edition match_starter(const struct program *program, uint32_t subroute);

/* The stage of that name; NONE. */
uint32_t match_stage_named(struct edition to, struct text name);

/* Whether two data hold the same kind of thing: what is in one can be read in the other. */
bool match_kinds(const struct program *a, uint32_t datum, const struct program *b, uint32_t other);

/* A list value is its place in the list, and lists grow and lose values; several are a bit each. VALUE_UNKNOWN
 * when one is gone: *gone, the row of `value` it was. */
value_t match_value(struct edition from, uint32_t datum, value_t value, struct edition to, uint32_t other, uint32_t *gone);

/* The same event in another text; what it points at is in the arena. A passing and a recalculation stay as they are:
 * they are about texts. The data and the instruments that the other text does not ask for are left out, which may leave
 * nothing. False when it is of something the other text does not have: *missing says it, "la etapa «x»". */
bool match_event(struct edition from, const struct event *event, struct edition to, const uint32_t *owned, struct arena *arena,
                 struct event *out, struct text *missing);

#endif
