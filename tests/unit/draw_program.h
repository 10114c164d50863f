/* draw_program.h -- invented routes, built by hand, for the tests of the drawings. */
#ifndef TESTS_UNIT_DRAW_PROGRAM_H
#define TESTS_UNIT_DRAW_PROGRAM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/program.h"

#define ADD(table, ...)                                                                       \
    (*(struct program_##table *)program_record(b, PROGRAM_TABLE_##table,                      \
        program_add(b, PROGRAM_TABLE_##table, 1)) = (struct program_##table){ __VA_ARGS__ })
#define S(string) program_string(b, text_from(string))

static inline struct program *finished(struct program_builder *b)
{
    struct program *program = NULL;
    struct fault why = {0};
    assert_true(program_finish(b, &program, &why));
    program_builder_free(b);
    return program;
}

/* `count` stages, each with its own question, the next stage and an end of its own; the
 * last only ends. All captions are `caption`. */
static inline struct program *chain_program(uint32_t count, const char *caption)
{
    struct program_builder *b = program_builder_new();
    ADD(actor, PROGRAM_ALWAYS, .name = S("faro"), .caption = S(caption), .part_of = NONE);
    uint32_t faro = 0, ref = program_refs(b, &faro, 1);
    ADD(calendar, .name = S("costa"), .base = NONE);
    ADD(function, .text = S("hay_niebla"), .depth = 1);
    ADD(final, .name = S("apagado"), .caption = S(caption), .kind = FINAL_UNFAVOURABLE, .effect_unknown = 1, .source = S("Ley 9001 art. 9"));
    for (uint32_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        uint32_t first = program_count_so_far(b, PROGRAM_TABLE_branch);
        if (!last) ADD(branch, .guard = 0, .step = i + 1, .final = NONE);
        ADD(branch, .guard = NONE, .step = NONE, .final = 0);
        ADD(step, .name = S("vigilia"), .caption = S(caption), .stage = NONE, .applies = NONE, .repeat_body = NONE, .no_term = 1,
            .responsible_first = ref, .responsible_count = 1, .branches_first = first, .branches_count = last ? 1 : 2,
            .source = S("Ley 9001 art. 7 num. 1"));
    }
    ADD(route, PROGRAM_ALWAYS, .name = S("faro"), .caption = S(caption), .steps_count = count, .finals_count = 1, .source = S("Ley 9001 art. 7"));
    return finished(b);
}

static inline void lighthouse_bodies(struct program_builder *b)
{
    ADD(body, .special_of = NONE, .outsider = NONE, PROGRAM_ALWAYS, .name = S("niebla"), .caption = S("Comité de la Niebla"), .membership = MEMBERS_LISTED, .seats_count = 2,
        .invitees_count = 1, .secretariat = 1, .exception = NONE, .quorum = QUORUM_COUNT, .quorum_members = 2, .decision = DECISION_SIMPLE_MAJORITY,
        .counted = OF_MEMBERS, .minutes = MINUTES_CHAIR_AND_SECRETARY, .modalities = MODALITY_VIRTUAL | MODALITY_SIMULTANEOUS,
        .source = S("Ley 9001 art. 3"));
    ADD(seat, .name = S("farera"), .caption = S("Farera mayor"), .presides = 1, .delegation = DELEGABLE, .source = S("Ley 9001 art. 3 num. 1"));
    ADD(seat, .name = S("torrero"), .delegation = NOT_DELEGABLE);
    ADD(invitee, .name = S("gaviotas"), .count = 4, .flags = INVITEE_PER_POPULATION | INVITEE_OWN_CASES, .condition = S("haya marea"));
}

static inline void lighthouse_terms(struct program_builder *b)
{
    ADD(anchor, .kind = ANCHOR_STEP_ENTRY, .datum = NONE, .instrument = NONE, .step = 0, .measure = NONE);
    ADD(anchor, .kind = ANCHOR_INSTRUMENT, .datum = NONE, .instrument = 0, .step = NONE, .measure = NONE);
    ADD(length, .amount = 30, .unit = UNIT_WORKING_DAYS, .guard = NONE);
    ADD(length, .amount = 4, .unit = UNIT_YEARS, .guard = 0);
    ADD(length, .amount = 1, .unit = UNIT_YEARS, .guard = NONE);
    ADD(expiry, .kind = EXPIRY_BREACH, .actor = 0, .step = NONE, .final = NONE);
    ADD(expiry, .kind = EXPIRY_ALERT, .actor = 1, .step = NONE, .final = NONE);
    ADD(deadline, .name = S("encender"), .step = 0, .lengths_first = 0, .lengths_count = 1, .from_first = 0, .from_count = 1,
        .applies = NONE, .expiries_count = 2, .source = S("Ley 9001 art. 7 num. 1"), .note = S("El día cero es el de la entrada."));
    ADD(deadline, .name = S("revisar"), .step = NONE, .lengths_first = 1, .lengths_count = 2, .from_first = 1, .from_count = 1,
        .applies = NONE, .source = S("Ley 9001 art. 8"));
}

/* Two stages, the first with two moments in parallel; it may go back to itself. */
static inline struct program *lighthouse_program(void)
{
    struct program_builder *b = program_builder_new();
    uint32_t who[] = { 0, 1 };
    ADD(actor, PROGRAM_ALWAYS, .name = S("oficina"), .caption = S("Oficina del Faro"), .part_of = NONE);
    ADD(actor, PROGRAM_ALWAYS, .name = S("islera"), .caption = S("Islera de turno"), .part_of = NONE);
    uint32_t ref = program_refs(b, who, 2);
    ADD(norm, .name = S("L9001"), .caption = S("Ley imaginaria 9001"), .issuer = 1, .issued = DAY_NONE, .from = DAY_NONE, .to = DAY_NONE, .verified = DAY_NONE);
    ADD(calendar, .name = S("costa"), .base = NONE);
    ADD(function, .text = S("hay_niebla"), .depth = 1);
    ADD(datum, .name = S("hay_niebla"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_TRUTH, .list = NONE, .unit = NONE, .reserved = 1);
    ADD(instrument, PROGRAM_ALWAYS, .name = S("bitácora"), .caption = S("Bitácora"), .signers_first = ref, .signers_count = 2, .signed_by_all = NONE,
        .serial = 1, .source = S("L9001 art. 5"));
    lighthouse_bodies(b);
    lighthouse_terms(b);
    ADD(session, .body = 0, .guard = NONE);
    ADD(branch, .guard = 0, .step = 0, .final = NONE, .source = S("L9001 art. 7 par. 1"));
    ADD(branch, .guard = NONE, .step = 1, .final = NONE);
    ADD(branch, .guard = NONE, .step = NONE, .final = 0);
    ADD(final, .name = S("encendido"), .caption = S("Faro encendido"), .kind = FINAL_FAVOURABLE, .source = S("L9001 art. 9"));
    ADD(step, .name = S("vigilia"), .caption = S("Vigilia de la costa"), .stage = NONE, .applies = NONE, .parallel = 1, .moments_first = 2, .moments_count = 2,
        .asks_first = ref, .asks_count = 1, .deadlines_count = 1, .repeat_body = NONE, .branches_count = 2, .source = S("L9001 art. 7 num. 1 y par. 1"));
    ADD(step, .name = S("encendido"), .caption = S("Encendido"), .stage = NONE, .applies = NONE, .responsible_first = ref, .responsible_count = 2, .sessions_count = 1,
        .produces_first = ref, .produces_count = 1, .no_term = 1, .repeat_body = NONE, .branches_first = 2, .branches_count = 1, .source = S("L9001 art. 7 num. 2"));
    ADD(step, .name = S("mirar"), .caption = S("Mirar el mar"), .stage = 0, .applies = NONE, .responsible_first = ref, .responsible_count = 1, .repeat_count = 1,
        .repeat_unit = UNIT_MONTHS, .repeat_body = NONE, .source = S("L9001 momento 1.1"));
    ADD(step, .name = S("anotar"), .caption = S("Anotar la niebla"), .stage = 0, .applies = NONE, .repeat_body = 0, .receives_first = ref, .receives_count = 1,
        .source = S("L9001 momento 1.2"), .note = S("El orden no consta."));
    ADD(route, PROGRAM_ALWAYS, .name = S("faro"), .caption = S("Encendido del faro"), .steps_count = 4, .finals_count = 1, .deadlines_count = 2, .source = S("L9001 art. 7"));
    return finished(b);
}

#endif
