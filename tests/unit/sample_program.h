/* sample_program.h -- an invented program, built by hand, that uses every table and
 * passes the verifier. The tests of the runtime start from it. */
#ifndef TESTS_UNIT_SAMPLE_PROGRAM_H
#define TESTS_UNIT_SAMPLE_PROGRAM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/opcode.h"
#include "runtime/program.h"
#include "runtime/value.h"

/* Appends one record with the given members. */
#define ADD(table, ...)                                                                       \
    (*(struct program_##table *)program_record(b, PROGRAM_TABLE_##table,                      \
        program_add(b, PROGRAM_TABLE_##table, 1)) = (struct program_##table){ __VA_ARGS__ })
#define WORD(name, operand) opcode_word(OP_##name, (operand))
#define S(literal) program_string(b, TEXT(literal))

static inline uint32_t sample_function(struct program_builder *b, const int32_t *words, uint32_t count,
                                       int depth, const char *text)
{
    uint32_t start = program_count_so_far(b, PROGRAM_TABLE_code);
    for (uint32_t i = 0; i < count; i++) ADD(code, words[i]);
    ADD(function, .start = (int32_t)start, .length = (int32_t)count, .depth = depth,
        .text = program_string(b, text_from(text)), .file = S("faro.ruta"), .line = 40);
    return program_count_so_far(b, PROGRAM_TABLE_function) - 1;
}

static inline void sample_who_and_what(struct program_builder *b)
{
    ADD(norm, .name = S("ley_9001"), .caption = S("Ley imaginaria 9001"), .kind = S("ley"), .number = S("9001"), .year = 2013, .issuer = 0, .issued = 16000, .issued_month_only = 1,
        .published = S("Gaceta 1"), .from = 16000, .to = DAY_NONE, .verified = 20000);
    ADD(actor, PROGRAM_ALWAYS, .name = S("faro"), .caption = S("Oficina del Faro"), .part_of = NONE, .source = S("Ley 9001 art. 1"));
    ADD(actor, PROGRAM_ALWAYS, .name = S("farero"), .caption = S("Farera mayor"), .part_of = 0);
    ADD(list, PROGRAM_ALWAYS, .name = S("niebla"), .caption = S("Grados de niebla"), .ordered = 1, .values_first = 0, .values_count = 3);
    ADD(value, .name = S("clara"));
    ADD(value, .name = S("espesa"));
    ADD(value, .name = S("ciega"), .caption = S("Niebla ciega"));
    ADD(body, .special_of = NONE, .outsider = NONE, PROGRAM_ALWAYS, .name = S("Comité"), .caption = S("Comité de la Niebla"), .membership = MEMBERS_LISTED,
        .seats_count = 2, .invitees_count = 1, .secretariat = 1, .exception = NONE, .quorum = QUORUM_COUNT, .quorum_members = 2,
        .decision = DECISION_HALF_PLUS_ONE, .counted = OF_ATTENDEES, .minutes = MINUTES_CHAIR_AND_SECRETARY,
        .modalities = MODALITY_VIRTUAL | MODALITY_REGIONAL, .file = S("faro.ruta"), .line = 9);
    ADD(seat, .name = S("farero"), .caption = S("Farera mayor"), .presides = 1, .delegation = NOT_DELEGABLE);
    ADD(seat, .name = S("torrero"), .caption = S("Torrero"), .delegation = DELEGABLE);
    ADD(invitee, .name = S("gaviotas"), .caption = S("Gaviotas"), .count = 4, .flags = INVITEE_PER_POPULATION | INVITEE_BY_DATA, .condition = S("avisado"));
    uint32_t signers[] = { 1 }, annexes[] = { 1 };
    uint32_t ref = program_refs(b, signers, 1);
    ADD(instrument, PROGRAM_ALWAYS, .name = S("bitácora"), .caption = S("Bitácora"), .signers_first = ref, .signers_count = 1,
        .signed_by_all = 3, .annexes_first = program_refs(b, annexes, 1), .annexes_count = 1, .serial = 1);
    ADD(instrument, PROGRAM_ALWAYS, .name = S("mapa"), .caption = S("Mapa"), .signed_by_all = NONE);
    ADD(calendar, .name = S("costa"), .caption = S("Calendario de la costa"), .base = NONE, .first = 10000,
        .last = 40000, .week = 31, .holidays_count = 2);
    ADD(calendar, .name = S("faro"), .base = 0, .first = DAY_NONE, .last = DAY_NONE, .holidays_first = 2, .holidays_count = 1);
    ADD(holiday, .name = S("dia_del_mar"), .rule = HOLIDAY_ON_DATE, .month = 2, .day = 29, .to_monday = 1,
        .from = DAY_NONE, .to = DAY_NONE);
    ADD(holiday, .name = S("marea"), .rule = HOLIDAY_FROM_EASTER, .offset = -3, .from = DAY_NONE, .to = DAY_NONE);
    ADD(holiday, .name = S("tormenta"), .rule = HOLIDAY_ONCE, .from = 20000, .to = 20000);
}

static inline void sample_guards(struct program_builder *b)
{
    const int32_t thick[] = { WORD(LOAD_DATUM, 1), WORD(PUSH, 1), WORD(AT_LEAST, 0), WORD(RETURN, 0) };
    const int32_t far[] = {
        WORD(LOAD_DATUM, 2), WORD(JUMP_IF_YES, 6), WORD(COUNT_ENTRIES, 0), WORD(PUSH_CONSTANT, 0),
        WORD(MORE, 0), WORD(OR, 0), WORD(NOT, 0), WORD(RETURN, 0),
    };
    const int32_t informed[] = { WORD(LOAD_DATUM, 2), WORD(RETURN, 0) };
    ADD(constant, .low = 0, .high = 1);
    sample_function(b, thick, 4, 2, "niebla es al menos espesa");
    sample_function(b, far, 8, 3, "no (avisado o entradas > 2^32)");
    sample_function(b, informed, 2, 1, "avisado");
    sample_function(b, informed, 2, 1, "avisado");
}

/* aviso -> vigilia (two moments) -> aviso again or the end. */
static inline void sample_route(struct program_builder *b)
{
    uint32_t sounds[] = { 0 }, measures = program_refs(b, sounds, 1);
    ADD(route, PROGRAM_ALWAYS, .name = S("guardia"), .caption = S("Guardia del faro"), .calendar = 1, .data_count = 4, .steps_count = 4,
        .finals_count = 1, .deadlines_count = 2, .summonses_count = 1, .requisites_count = 1, .measures_first = measures, .measures_count = 1, .start = 0, .file = S("faro.ruta"), .line = 20);
    ADD(datum, .name = S("aviso_recibido"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_DATE, .list = NONE, .unit = NONE);
    ADD(datum, .name = S("niebla"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_LIST, .list = 0, .unit = NONE);
    ADD(datum, .name = S("avisado"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_TRUTH, .list = NONE, .unit = NONE, .reserved = 1);
    ADD(datum, .name = S("testigos"), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_TEXTS, .list = NONE, .unit = NONE);
    uint32_t who[] = { 1 }, with[] = { 0 }, given[] = { 1 }, made[] = { 0 }, asked[] = { 0, 1, 2 };
    uint32_t ref = program_refs(b, who, 1);
    program_refs(b, with, 1);
    program_refs(b, given, 1);
    program_refs(b, made, 1);
    program_refs(b, asked, 3);
    ADD(step, .name = S("aviso"), .caption = S("Aviso de niebla"), .stage = NONE, .responsible_first = ref,
        .responsible_count = 1, .participants_first = ref + 1, .participants_count = 1, .receives_first = ref + 2,
        .receives_count = 1, .produces_first = ref + 3, .produces_count = 1, .asks_first = ref + 4, .asks_count = 3,
        .sessions_count = 1, .handlings_count = 1, .deadlines_first = 1, .deadlines_count = 1, .applies = NONE, .repeat_body = NONE, .branches_count = 1,
        .file = S("faro.ruta"), .line = 30);
    ADD(step, .name = S("vigilia"), .caption = S("Vigilia"), .stage = NONE, .parallel = 1, .moments_first = 2,
        .moments_count = 2, .no_term = 1, .applies = NONE, .repeat_body = NONE, .branches_first = 1, .branches_count = 2);
    ADD(step, .name = S("encender"), .caption = S("Encender"), .stage = 1, .repeat_count = 1, .repeat_unit = UNIT_MONTHS,
        .applies = NONE, .repeat_body = NONE);
    ADD(step, .name = S("mirar"), .caption = S("Mirar"), .stage = 1, .repeat_body = 0);
    ADD(measure, PROGRAM_ALWAYS, .name = S("sirena"), .caption = S("Sirena de niebla"), .includes = S("una sirena"), .once = 1, .recommends = 0, .adopts = 1);
    ADD(requisite, .measure = 0, .guard = 2, .instrument = NONE, .except = NONE);
    ADD(handling, .act = MEASURE_ADOPT, .instrument = 0);
    ADD(summons, .invitee = 0, .guard = 2);
    ADD(session, .body = 0, .guard = 2);
    ADD(branch, .guard = NONE, .step = 1, .final = NONE);
    ADD(branch, .guard = 0, .question = S("¿niebla espesa?"), .step = 0, .final = NONE);
    ADD(branch, .guard = NONE, .step = NONE, .final = 0);
    ADD(final, .name = S("amanecer"), .caption = S("Amanece"), .kind = FINAL_FAVOURABLE, .effect_unknown = 1);
}

static inline void sample_deadlines(struct program_builder *b)
{
    ADD(deadline, .name = S("noche"), .step = NONE, .lengths_count = 1, .from_choice = ANCHOR_LAST, .from_count = 2,
        .applies = 3, .expiries_count = 1);
    ADD(deadline, .name = S("encendido"), .step = 0, .lengths_first = 1, .lengths_count = 2, .from_first = 2,
        .from_count = 1, .until_first = 3, .until_count = 1, .applies = NONE, .expiries_first = 1, .expiries_count = 1);
    ADD(length, .amount = 3, .unit = UNIT_WORKING_DAYS, .guard = NONE);
    ADD(length, .amount = -4, .unit = UNIT_MONTHS, .guard = 1);
    ADD(length, .amount = 1, .unit = UNIT_YEARS, .guard = NONE);
    ADD(anchor, .kind = ANCHOR_DATUM, .datum = 0, .instrument = NONE, .step = NONE, .measure = NONE);
    ADD(anchor, .kind = ANCHOR_STEP_END, .datum = NONE, .instrument = NONE, .step = 3, .measure = NONE);
    ADD(anchor, .kind = ANCHOR_STEP_ENTRY, .datum = NONE, .instrument = NONE, .step = 0, .measure = NONE);
    ADD(anchor, .kind = ANCHOR_INSTRUMENT, .datum = NONE, .instrument = 0, .step = NONE, .measure = NONE);
    ADD(expiry, .kind = EXPIRY_BREACH, .actor = 1, .step = NONE, .final = NONE);
    ADD(expiry, .kind = EXPIRY_NO_EFFECT, .actor = NONE, .step = NONE, .final = NONE);
}

static inline struct program_builder *sample_builder(void)
{
    struct program_builder *b = program_builder_new();
    sample_who_and_what(b);
    sample_guards(b);
    sample_route(b);
    sample_deadlines(b);
    return b;
}

static inline struct program *sample_finish(struct program_builder *b)
{
    struct program *program = NULL;
    struct fault why = {0};
    if (!program_finish(b, &program, &why)) fail_msg("%s", why.message);
    program_builder_free(b);
    return program;
}

static inline struct program *sample_program(void)
{
    return sample_finish(sample_builder());
}

#undef S

#endif
