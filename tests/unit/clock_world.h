/* clock_world.h -- the route of run_world.h with everything that can move a deadline.
 *
 *   acuse     its length is `clock_term`; 2 extensions of up to `clock_cap` with oficio; informe
 *             stops it, ajeno resumes it, acta begins it again; when it expires: oficina_x fails,
 *             «desistimiento» is understood and the case ends in archivo
 *   total     61 calendar days; unlimited extensions of up to 1 month, without an instrument
 *   primero   24 hours from entrega, until oficio; informe stops it and ajeno resumes it */
#ifndef TESTS_CLOCK_WORLD_H
#define TESTS_CLOCK_WORLD_H

#include "tests/unit/run_world.h"

static struct term clock_term = { 5, UNIT_WORKING_DAYS }, clock_cap = { 10, UNIT_WORKING_DAYS };

static inline void add_extensions(struct world *w)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_extension, 2);
    *RECORD(w, extension, first) = (struct program_extension){ .times = 2, .amount = (int32_t)clock_cap.amount, .unit = clock_cap.unit,
                                                               .instrument = OFICIO, .source = string_of(w, "N1 art. 20") };
    *RECORD(w, extension, first + 1) = (struct program_extension){ .times = 0, .amount = 1, .unit = UNIT_MONTHS, .instrument = NONE };
    RECORD(w, deadline, ACUSE)->extensions_first = first;
    RECORD(w, deadline, ACUSE)->extensions_count = 1;
    RECORD(w, deadline, TOTAL)->extensions_first = first + 1;
    RECORD(w, deadline, TOTAL)->extensions_count = 1;
}

static inline void add_pauses(struct world *w)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_pause, 3);
    *RECORD(w, pause, first) = (struct program_pause){ .kind = PAUSE_SUSPENDS, .instrument = INFORME, .resumes = AJENO,
                                                       .source = string_of(w, "N1 art. 21") };
    *RECORD(w, pause, first + 1) = (struct program_pause){ .kind = PAUSE_RESTARTS, .instrument = ACTA, .resumes = NONE,
                                                           .source = string_of(w, "N1 art. 22") };
    *RECORD(w, pause, first + 2) = (struct program_pause){ .kind = PAUSE_SUSPENDS, .instrument = INFORME, .resumes = AJENO };
    RECORD(w, deadline, ACUSE)->pauses_first = first;
    RECORD(w, deadline, ACUSE)->pauses_count = 2;
    RECORD(w, deadline, FIRST_OF)->pauses_first = first + 2;
    RECORD(w, deadline, FIRST_OF)->pauses_count = 1;
    RECORD(w, instrument, ACTA)->signed_by_all = NONE;
}

static inline void add_expiries(struct world *w)
{
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_expiry, 4);
    *RECORD(w, expiry, first) = (struct program_expiry){ .kind = EXPIRY_BREACH, .actor = 0, .step = NONE, .final = NONE };
    *RECORD(w, expiry, first + 1) = (struct program_expiry){ .kind = EXPIRY_DEEMED, .actor = NONE, .step = NONE, .final = NONE,
                                                             .text = string_of(w, "desistimiento") };
    *RECORD(w, expiry, first + 2) = (struct program_expiry){ .kind = EXPIRY_FOLLOWS, .actor = NONE, .step = NONE, .final = ARCHIVO };
    *RECORD(w, expiry, first + 3) = (struct program_expiry){ .kind = EXPIRY_ALERT, .actor = 0, .step = NONE, .final = NONE };
    RECORD(w, deadline, ACUSE)->expiries_first = first;
    RECORD(w, deadline, ACUSE)->expiries_count = 3;
    RECORD(w, deadline, TOTAL)->expiries_first = first + 3;
    RECORD(w, deadline, TOTAL)->expiries_count = 1;
}

static inline void add_rulings(struct world *w)
{
    struct program_length *acuse = RECORD(w, length, RECORD(w, deadline, ACUSE)->lengths_first);
    acuse->amount = (int32_t)clock_term.amount;
    acuse->unit = clock_term.unit;
    struct program_length *hours = RECORD(w, length, RECORD(w, deadline, FIRST_OF)->lengths_first);
    hours->amount = 24;
    hours->unit = UNIT_HOURS;
    add_extensions(w);
    add_pauses(w);
    add_expiries(w);
}

#endif
