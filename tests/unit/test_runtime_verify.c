/* test_runtime_verify.c -- what the verifier accepts, what it refuses and how it says so,
 * and that no flipped byte gets a guard out of bounds. */
#include "sample_program.h"

#include "runtime/program_file.h"
#include "runtime/verify.h"
#include "runtime/vm.h"

static void accepts_the_sample(void **state)
{
    (void)state;
    struct program *program = sample_program();
    struct fault why = {0};
    if (!verify_program(program, &why)) fail_msg("%s", why.message);
    program_close(program);
}

/* ---- One wrong field at a time ------------------------------------------- */

#define NOT_VALID "el programa no es válido: "

static void expect_refused(struct program_builder *b, const char *message)
{
    struct program *program = sample_finish(b);
    struct fault why = {0};
    assert_false(verify_program(program, &why));
    assert_int_equal(why.code, EXIT_BAD_DATA);
    assert_string_equal(why.message, message);
    assert_string_equal(why.help, "compílelo de nuevo con ruta compilar");
    program_close(program);
}

/* Sets one member of one record of a builder and expects the message. */
#define REFUSES_IN(builder, table, row, member, value, message)                                \
    do {                                                                                       \
        struct program_builder *b = builder;                                                   \
        ((struct program_##table *)program_record(b, PROGRAM_TABLE_##table, row))->member = value; \
        expect_refused(b, NOT_VALID message);                                                  \
    } while (0)

#define REFUSES(table, row, member, value, message) REFUSES_IN(sample_builder(), table, row, member, value, message)

static void refuses_fields_out_of_range(void **state)
{
    (void)state;
    REFUSES(norm, 0, name, 9999999, "tabla «norm», fila 0, campo «name»: el texto cae fuera de los textos");
    REFUSES(norm, 0, caption, 2, "tabla «norm», fila 0, campo «caption»: el texto comienza en medio de otro");
    REFUSES(list, 0, ordered, 2, "tabla «list», fila 0, campo «ordered»: debe ser 0 o 1");
    REFUSES(datum, 1, type, DATUM_TYPES, "tabla «datum», fila 1, campo «type»: no es uno de sus valores");
    REFUSES(norm, 0, issued, DAY_LAST + 1, "tabla «norm», fila 0, campo «issued»: la fecha no está entre 1900 y 2200");
    REFUSES(norm, 0, verified, DAY_FIRST - 1, "tabla «norm», fila 0, campo «verified»: la fecha no está entre 1900 y 2200");
    REFUSES(route, 0, calendar, NONE, "tabla «route», fila 0, campo «calendar»: señala una fila que no existe");
    REFUSES(actor, 1, part_of, 2, "tabla «actor», fila 1, campo «part_of»: señala una fila que no existe");
    REFUSES(body, 0, seats_count, 3, "tabla «body», fila 0, campo «seats»: el tramo se sale de su tabla");
    REFUSES(step, 0, asks_count, UINT32_MAX, "tabla «step», fila 0, campo «asks»: el tramo se sale de su tabla");
    REFUSES(ref, 1, index, 2, "tabla «instrument», fila 0, campo «annexes»: una referencia señala una fila que no existe");
    REFUSES(step, 0, receives_first, 2, "tabla «step», fila 0, campo «receives»: una referencia pertenece a dos campos");
}

/* A parameter worth 5 until day 99 and 6 from day 100 on, beside the sample. */
static struct program_builder *with_parameter(void)
{
    struct program_builder *b = sample_builder();
    ADD(parameter, .name = program_string(b, TEXT("jornal")), .pesos = 1, .amounts_count = 2);
    ADD(amount, .from = 10, .to = 99, .low = 5);
    ADD(amount, .from = 100, .to = DAY_NONE, .low = 6);
    return b;
}

static void refuses_parameters_that_do_not_hold(void **state)
{
    (void)state;
    struct program *program = sample_finish(with_parameter());
    struct fault why = {0};
    assert_true(verify_program(program, &why));
    program_close(program);
    REFUSES_IN(with_parameter(), amount, 0, to, 98, "tabla «parameter», fila 0, campo «amounts»: entre un valor y el siguiente sobran o faltan días");
    REFUSES_IN(with_parameter(), amount, 1, from, 99, "tabla «parameter», fila 0, campo «amounts»: entre un valor y el siguiente sobran o faltan días");
    REFUSES_IN(with_parameter(), amount, 0, to, DAY_NONE, "tabla «parameter», fila 0, campo «amounts»: un valor no dice bien desde cuándo y hasta cuándo");
    REFUSES_IN(with_parameter(), amount, 0, from, DAY_NONE, "tabla «parameter», fila 0, campo «amounts»: un valor no dice bien desde cuándo y hasta cuándo");
    REFUSES_IN(with_parameter(), amount, 1, to, 99, "tabla «parameter», fila 0, campo «amounts»: un valor no dice bien desde cuándo y hasta cuándo");
    REFUSES_IN(with_parameter(), amount, 1, high, -1, "tabla «parameter», fila 0, campo «amounts»: un valor no cabe");
    REFUSES_IN(with_parameter(), amount, 1, high, INT32_MAX, "tabla «parameter», fila 0, campo «amounts»: un valor no cabe");
    REFUSES_IN(with_parameter(), datum, 0, unit, 0, "tabla «datum», fila 0, campo «unit»: el parámetro y el tipo del dato no concuerdan");
    REFUSES(datum, 0, type, TYPE_PEOPLE, "tabla «datum», fila 0, campo «fields»: los campos y el tipo del dato no concuerdan");
    REFUSES(datum, 0, type, TYPE_VALUES, "tabla «datum», fila 0, campo «list»: la lista y el tipo del dato no concuerdan");
    REFUSES(datum, 0, type, TYPE_UNITS, "tabla «datum», fila 0, campo «unit»: el parámetro y el tipo del dato no concuerdan");
}

static void refuses_records_without_one_owner(void **state)
{
    (void)state;
    REFUSES(list, 0, values_count, 2, "tabla «value», fila 2, campo «name»: la fila no pertenece a ninguna otra, y debería");
    REFUSES(calendar, 1, holidays_first, 1,
            "tabla «calendar», fila 1, campo «holidays»: la fila 1 de «holiday» ya pertenece a la fila 0");
    REFUSES(step, 0, asks_count, 2, "tabla «ref», fila 9, campo «index»: la fila no pertenece a ninguna otra, y debería");
    REFUSES(route, 0, deadlines_count, 1,
            "tabla «deadline», fila 1, campo «name»: la fila no pertenece a ninguna otra, y debería");
}

static void refuses_text_that_is_not_utf8(void **state)
{
    (void)state;
    struct program_builder *b = sample_builder();
    program_string(b, TEXT("\xff"));
    expect_refused(b, "el programa no es válido: sus textos no están en UTF-8");
}

static void refuses_bodies_and_calendars_that_make_no_sense(void **state)
{
    (void)state;
    REFUSES(norm, 0, to, 15999, "tabla «norm», fila 0, campo «to»: termina antes de comenzar");
    REFUSES(body, 0, quorum_members, 0, "tabla «body», fila 0, campo «quorum_members»: debe ser al menos uno");
    REFUSES(body, 0, quorum_members, 3, "tabla «body», fila 0, campo «quorum_members»: pide más miembros de los que hay");
    REFUSES(body, 0, quorum, QUORUM_UNKNOWN, "tabla «body», fila 0, campo «quorum_members»: sobra: el quórum no es un número");
    REFUSES(body, 0, membership, MEMBERS_UNKNOWN,
            "tabla «body», fila 0, campo «seats»: hay miembros cuando son los listados, y solo entonces");
    REFUSES(body, 0, modalities, 8, "tabla «body», fila 0, campo «modalities»: no es un conjunto de modalidades");
    REFUSES(seat, 1, presides, 1, "tabla «body», fila 0, campo «seats»: preside más de un miembro");
    REFUSES(invitee, 0, count, 0, "tabla «invitee», fila 0, campo «count»: debe ser al menos uno");
    REFUSES(invitee, 0, flags, INVITEE_PER_POPULATION, "tabla «summons», fila 0, campo «invitee»: no se le invita según los datos del caso");
    REFUSES(requisite, 0, guard, NONE, "tabla «requisite», fila 0, campo «guard»: debe pedir una condición o un instrumento, y uno solo");
    REFUSES(requisite, 0, instrument, 0, "tabla «requisite», fila 0, campo «guard»: debe pedir una condición o un instrumento, y uno solo");
    REFUSES(anchor, 0, measure, 0, "tabla «anchor», fila 0, campo «kind»: no señala lo que su clase dice");
    REFUSES(invitee, 0, flags, 8, "tabla «invitee», fila 0, campo «flags»: no es un conjunto de señales");
    REFUSES(instrument, 0, signed_by_all, 2, "tabla «instrument», fila 0, campo «signed_by_all»: el dato no es una lista de textos");
    REFUSES(calendar, 0, week, 128, "tabla «calendar», fila 0, campo «week»: no es una semana de trabajo");
    REFUSES(calendar, 0, week, 0, "tabla «calendar», fila 0, campo «week»: no es una semana de trabajo");
    REFUSES(calendar, 0, last, 9999, "tabla «calendar», fila 0, campo «first»: el periodo verificado no es un periodo");
    REFUSES(calendar, 0, base, 1, "tabla «calendar», fila 0, campo «base»: la cadena vuelve sobre sí misma");
    REFUSES(actor, 0, part_of, 0, "tabla «actor», fila 0, campo «part_of»: la cadena vuelve sobre sí misma");
    REFUSES(holiday, 0, month, 13, "tabla «holiday», fila 0, campo «month»: el mes no existe");
    REFUSES(holiday, 0, day, 30, "tabla «holiday», fila 0, campo «day»: el día no existe");
    REFUSES(holiday, 1, offset, 367, "tabla «holiday», fila 1, campo «offset»: queda a más de un año de la pascua");
    REFUSES(holiday, 2, to, DAY_NONE, "tabla «holiday», fila 2, campo «from»: un cierre o una suspensión tiene primer y último día");
    REFUSES(holiday, 2, to, 19999, "tabla «holiday», fila 2, campo «to»: termina antes de comenzar");
    REFUSES(holiday, 0, optional, 1, "tabla «holiday», fila 0, campo «optional»: solo se eligen los cierres y las suspensiones");
    REFUSES(body, 0, meets_count, 2, "tabla «body», fila 0, campo «meets_count»: no dice cada cuánto se reúne");
    REFUSES(body, 0, meets_every, -1, "tabla «body», fila 0, campo «meets_count»: no dice cada cuánto se reúne");
}

/* A sample whose terms may be extended and stopped, and whose storm each calendar adopts or not. */
static struct program_builder *altered_sample(void)
{
    struct program_builder *b = sample_builder();
    uint32_t extension = program_add(b, PROGRAM_TABLE_extension, 1), pause = program_add(b, PROGRAM_TABLE_pause, 2);
    uint32_t adopted[] = { 1 }, ref = program_refs(b, adopted, 1);
    *(struct program_extension *)program_record(b, PROGRAM_TABLE_extension, extension) =
        (struct program_extension){ .amount = 5, .unit = UNIT_WORKING_DAYS, .instrument = NONE };
    struct program_pause *pauses = program_record(b, PROGRAM_TABLE_pause, pause);
    pauses[0] = (struct program_pause){ .kind = PAUSE_SUSPENDS, .instrument = 0, .resumes = 1 };
    pauses[1] = (struct program_pause){ .kind = PAUSE_RESTARTS, .instrument = 1, .resumes = NONE };
    struct program_deadline *deadline = program_record(b, PROGRAM_TABLE_deadline, 0);
    deadline->extensions_count = 1;
    deadline->pauses_count = 2;
    struct program_holiday *holiday = program_record(b, PROGRAM_TABLE_holiday, 1);
    holiday->rule = HOLIDAY_SUSPENSION;
    holiday->from = 20100;
    holiday->to = 20110;
    holiday->optional = 1;
    struct program_calendar *heir = program_record(b, PROGRAM_TABLE_calendar, 1);
    heir->adopts_first = ref;
    heir->adopts_count = 1;
    return b;
}

#define REFUSES_ALTERED(table, row, member, value, message) REFUSES_IN(altered_sample(), table, row, member, value, message)

static void accepts_what_alters_a_term(void **state)
{
    (void)state;
    struct program *program = sample_finish(altered_sample());
    struct fault why = {0};
    if (!verify_program(program, &why)) fail_msg("%s", why.message);
    program_close(program);
}

static void refuses_what_alters_a_term_without_sense(void **state)
{
    (void)state;
    REFUSES_ALTERED(extension, 0, amount, 0, "tabla «extension», fila 0, campo «amount»: una prórroga alarga");
    REFUSES_ALTERED(extension, 0, times, -1, "tabla «extension», fila 0, campo «times»: no puede ser negativo");
    REFUSES_ALTERED(pause, 0, resumes, NONE, "tabla «pause», fila 0, campo «resumes»: se reanuda lo que se suspende, y solo eso");
    REFUSES_ALTERED(pause, 1, resumes, 0, "tabla «pause», fila 1, campo «resumes»: se reanuda lo que se suspende, y solo eso");
    REFUSES_ALTERED(pause, 0, resumes, 0, "tabla «pause», fila 0, campo «resumes»: lo reanuda lo mismo que lo suspende");
    REFUSES_ALTERED(pause, 0, instrument, 9, "tabla «pause», fila 0, campo «instrument»: señala una fila que no existe");
    REFUSES_ALTERED(deadline, 0, start_reading, START_READINGS, "tabla «deadline», fila 0, campo «start_reading»: no es uno de sus valores");
    REFUSES_ALTERED(holiday, 1, optional, 0, "tabla «calendar», fila 1, campo «adopts»: solo se acoge lo que es a elección en un calendario que extiende");
    REFUSES_ALTERED(holiday, 1, from, DAY_NONE, "tabla «holiday», fila 1, campo «from»: un cierre o una suspensión tiene primer y último día");
}

/* A sample that a condition interrupts in its first stage. */
static struct program_builder *interrupted_sample(void)
{
    struct program_builder *b = sample_builder();
    uint32_t stages[] = { 0 }, ref = program_refs(b, stages, 1);
    ADD(interruption, .stages_first = ref, .stages_count = 1, .guard = 0, .instrument = NONE, .step = 1, .final = NONE, .subroute = NONE);
    ((struct program_route *)program_record(b, PROGRAM_TABLE_route, 0))->interruptions_count = 1;
    return b;
}

#define REFUSES_INTERRUPTED(member, value, message) REFUSES_IN(interrupted_sample(), interruption, 0, member, value, \
    "tabla «interruption», fila 0, campo «" message)

static void refuses_interruptions_without_sense(void **state)
{
    (void)state;
    struct program *program = sample_finish(interrupted_sample());
    assert_true(verify_program(program, NULL));
    program_close(program);
    REFUSES_INTERRUPTED(guard, NONE, "guard»: ocurre con una condición o con un instrumento, y con uno solo");
    REFUSES_INTERRUPTED(instrument, 0, "guard»: ocurre con una condición o con un instrumento, y con uno solo");
    REFUSES_INTERRUPTED(step, NONE, "step»: debe llevar a una etapa, a un final o a otra ruta, y a uno solo");
    REFUSES_INTERRUPTED(final, 0, "step»: debe llevar a una etapa, a un final o a otra ruta, y a uno solo");
    REFUSES_INTERRUPTED(step, 2, "step»: no es una etapa de su ruta");
    REFUSES_INTERRUPTED(guard, 9, "guard»: señala una fila que no existe");
    REFUSES_INTERRUPTED(stages_first, 2, "stages»: una referencia pertenece a dos campos");
}

static void refuses_routes_that_do_not_hold_together(void **state)
{
    (void)state;
    REFUSES(route, 0, start, 2, "tabla «route», fila 0, campo «start»: no es una etapa de la ruta");
    REFUSES(datum, 1, list, NONE, "tabla «datum», fila 1, campo «list»: la lista y el tipo del dato no concuerdan");
    REFUSES(step, 2, stage, 0, "tabla «step», fila 1, campo «moments»: la fila 2 no es un momento suyo");
    REFUSES(step, 2, stage, 3, "tabla «step», fila 1, campo «moments»: la fila 2 no es un momento suyo");
    REFUSES(step, 1, moments_count, 1, "tabla «step», fila 3, campo «stage»: la etapa no lo tiene entre sus momentos");
    REFUSES(step, 1, repeat_count, -1, "tabla «step», fila 1, campo «repeat_count»: no puede ser negativo");
    REFUSES(step, 2, repeat_body, 0, "tabla «step», fila 2, campo «repeat_body»: se repite por tiempo o por sesiones, no por ambos");
    REFUSES(branch, 0, final, 0, "tabla «branch», fila 0, campo «step»: debe seguir a una etapa o a un final, y a uno solo");
    REFUSES(branch, 0, step, NONE, "tabla «branch», fila 0, campo «step»: debe seguir a una etapa o a un final, y a uno solo");
    REFUSES(branch, 0, step, 2, "tabla «branch», fila 0, campo «step»: no es una etapa de su ruta");
    REFUSES(branch, 1, guard, NONE, "tabla «branch», fila 1, campo «guard»: solo la última salida puede no tener condición");
    REFUSES(deadline, 1, step, 1, "tabla «step», fila 0, campo «deadlines»: el plazo 1 no es suyo");
    REFUSES(deadline, 0, step, 0, "tabla «deadline», fila 0, campo «step»: la etapa no lo tiene entre sus plazos");
    REFUSES(deadline, 0, from_choice, ANCHOR_ONLY, "tabla «deadline», fila 0, campo «from»: hay varias anclas y no dice cuál vale");
    REFUSES(length, 0, amount, 0, "tabla «length», fila 0, campo «amount»: una duración de cero no es un plazo");
    REFUSES(length, 0, guard, 3, "tabla «length», fila 0, campo «guard»: toda duración menos la última lleva condición");
    REFUSES(length, 1, guard, NONE, "tabla «length», fila 1, campo «guard»: toda duración menos la última lleva condición");
    REFUSES(anchor, 0, datum, 1, "tabla «anchor», fila 0, campo «datum»: no es un dato de su ruta de tipo fecha");
    REFUSES(anchor, 0, kind, ANCHOR_STEP_END, "tabla «anchor», fila 0, campo «kind»: no señala lo que su clase dice");
    REFUSES(expiry, 0, actor, NONE, "tabla «expiry», fila 0, campo «actor»: lo nombran el incumplimiento y la alerta, y solo ellos");
    REFUSES(expiry, 1, actor, 0, "tabla «expiry», fila 1, campo «actor»: lo nombran el incumplimiento y la alerta, y solo ellos");
    REFUSES(expiry, 1, step, 0, "tabla «expiry», fila 1, campo «step»: el que sigue va a una etapa o a un final, y solo él");
    REFUSES(expiry, 1, final, 0, "tabla «expiry», fila 1, campo «step»: el que sigue va a una etapa o a un final, y solo él");
    REFUSES(expiry, 1, kind, EXPIRY_FOLLOWS, "tabla «expiry», fila 1, campo «step»: el que sigue va a una etapa o a un final, y solo él");
    REFUSES(expiry, 1, kind, EXPIRY_DEEMED, "tabla «expiry», fila 1, campo «text»: dice qué se entiende, y solo eso");
}

/* ---- Two routes that must not reach into each other ----------------------- */

static struct program_builder *two_routes(void)
{
    struct program_builder *b = sample_builder();
    ADD(route, PROGRAM_ALWAYS, .name = program_string(b, TEXT("relevo")), .calendar = 0, .data_first = 4, .data_count = 1,
        .steps_first = 4, .steps_count = 1, .finals_first = 1, .finals_count = 1, .start = 4);
    ADD(datum, .name = program_string(b, TEXT("llegó")), .judge = NONE, .judge_body = NONE, .judge_instrument = NONE, .type = TYPE_DATE, .list = NONE, .unit = NONE);
    ADD(step, .name = program_string(b, TEXT("relevar")), .stage = NONE, .applies = NONE, .repeat_body = NONE, .branches_first = 3,
        .branches_count = 1);
    ADD(branch, .guard = NONE, .step = NONE, .final = 1);
    ADD(final, .name = program_string(b, TEXT("relevado")));
    return b;
}

static void accepts_two_routes(void **state)
{
    (void)state;
    struct program *program = sample_finish(two_routes());
    struct fault why = {0};
    if (!verify_program(program, &why)) fail_msg("%s", why.message);
    program_close(program);
}

#define REFUSES_TWO(table, row, member, value, message) REFUSES_IN(two_routes(), table, row, member, value, message)

static void refuses_routes_that_reach_into_each_other(void **state)
{
    (void)state;
    REFUSES_TWO(route, 1, start, 0, "tabla «route», fila 1, campo «start»: no es una etapa de la ruta");
    REFUSES_TWO(ref, 8, index, 4, "tabla «step», fila 0, campo «asks»: pide un dato que no es de su ruta");
    REFUSES_TWO(step, 2, stage, 4, "tabla «step», fila 1, campo «moments»: la fila 2 no es un momento suyo");
    REFUSES_TWO(branch, 0, step, 4, "tabla «branch», fila 0, campo «step»: no es una etapa de su ruta");
    REFUSES_TWO(branch, 2, final, 1, "tabla «branch», fila 2, campo «final»: no es un final de su ruta");
    REFUSES_TWO(branch, 3, guard, 0, "tabla «branch», fila 3, campo «guard»: la función 0 la usa también otra ruta");
    REFUSES_TWO(anchor, 0, datum, 4, "tabla «anchor», fila 0, campo «datum»: no es un dato de su ruta de tipo fecha");
    REFUSES_TWO(anchor, 2, step, 4, "tabla «anchor», fila 2, campo «step»: no es una etapa de su ruta");
    REFUSES_TWO(code, 0, word, WORD(LOAD_DATUM, 4),
                "tabla «function», fila 0, campo «start»: instrucción 0: lee un dato que no es de su ruta");
    REFUSES_TWO(code, 6, word, WORD(COUNT_ENTRIES, 4),
                "tabla «function», fila 1, campo «start»: instrucción 2: cuenta entradas a una etapa que no es de su ruta");
}

/* ---- Code ---------------------------------------------------------------- */

/* The sample with other words in its second function: LOAD_DATUM, JUMP_IF_YES, COUNT_ENTRIES,
 * PUSH_CONSTANT, MORE, OR, NOT, RETURN, which start at word 4. */
#define REFUSES_CODE(at, word_, message)                                                       \
    REFUSES(code, 4 + (at), word, word_, "tabla «function», fila 1, campo «start»: " message)

static void refuses_code_that_could_go_wrong(void **state)
{
    (void)state;
    REFUSES_CODE(0, OPCODE_COUNT, "instrucción 0: la operación no existe");
    REFUSES_CODE(0, 0xff, "instrucción 0: la operación no existe");
    REFUSES_CODE(6, WORD(NOT, 1), "instrucción 6: sobra un operando");
    REFUSES_CODE(0, WORD(NOT, 0), "instrucción 0: faltan valores en la pila");
    REFUSES_CODE(0, WORD(LOAD_DATUM, 4), "instrucción 0: lee un dato que no es de su ruta");
    REFUSES_CODE(0, WORD(LOAD_DATUM, 3), "instrucción 0: un texto no se compara");
    REFUSES_CODE(2, WORD(COUNT_ENTRIES, 4), "instrucción 2: cuenta entradas a una etapa que no es de su ruta");
    REFUSES_CODE(3, WORD(PUSH_CONSTANT, 1), "instrucción 3: la constante no existe");
    REFUSES_CODE(1, WORD(JUMP_IF_YES, 1), "instrucción 1: salta hacia atrás o fuera de la función");
    REFUSES_CODE(1, WORD(JUMP_IF_YES, 8), "instrucción 1: salta hacia atrás o fuera de la función");
    REFUSES_CODE(1, WORD(JUMP_IF_YES, 5), "instrucción 5: un salto llega con otra altura de pila");
    REFUSES_CODE(0, WORD(LOAD_DATUM, 1), "instrucción 1: espera sí o no y encuentra otra cosa");
    REFUSES_CODE(0, WORD(PUSH, 2), "instrucción 1: espera sí o no y encuentra otra cosa");
    REFUSES_CODE(4, WORD(PUSH, 0), "instrucción 4: la pila pasa de la altura declarada");
    REFUSES_CODE(4, WORD(OR, 0), "instrucción 4: espera sí o no y encuentra otra cosa");
    REFUSES_CODE(5, WORD(RETURN, 0), "instrucción 5: la función termina en RETURN, y solo ahí");
    REFUSES_CODE(7, WORD(NOT, 0), "instrucción 7: la función termina en RETURN, y solo ahí");
    REFUSES(code, 3, word, WORD(NOT, 0),
            "tabla «function», fila 0, campo «start»: instrucción 3: la función termina en RETURN, y solo ahí");
}

static void refuses_functions_out_of_place(void **state)
{
    (void)state;
    REFUSES(function, 1, start, 3, "tabla «function», fila 1, campo «start»: no sigue a la función anterior");
    REFUSES(function, 3, length, 3, "tabla «function», fila 3, campo «length»: la función se sale del código");
    REFUSES(function, 0, length, 0, "tabla «function», fila 0, campo «length»: la función se sale del código");
    REFUSES(function, 0, depth, 1, "tabla «function», fila 0, campo «start»: instrucción 1: la pila pasa de la altura declarada");
    REFUSES(function, 0, depth, VM_MAX_DEPTH + 1, "tabla «function», fila 0, campo «depth»: debe estar entre 1 y 64");
    REFUSES(function, 3, length, 1,
            "tabla «function», fila 3, campo «start»: instrucción 0: la función termina en RETURN, y solo ahí");
    REFUSES(deadline, 0, applies, NONE, "tabla «function», fila 3, campo «start»: nadie usa la función");
}

static void refuses_code_that_is_nobodys(void **state)
{
    (void)state;
    struct program_builder *b = sample_builder();
    ADD(code, WORD(RETURN, 0));
    expect_refused(b, NOT_VALID "tabla «code», fila 16, campo «word»: sobra código que no es de ninguna función");
}

static void a_jump_keeps_only_what_both_ways_know(void **state)
{
    (void)state;
    /* The way through the jump leaves a number under the top, the other a truth. */
    struct program_builder *b = sample_builder();
    const int32_t words[] = {
        WORD(LOAD_DATUM, 1), WORD(LOAD_DATUM, 2), WORD(JUMP_IF_YES, 5), WORD(EQUAL, 0),
        WORD(LOAD_DATUM, 2), WORD(AND, 0), WORD(NOT, 0), WORD(RETURN, 0),
    };
    for (uint32_t i = 0; i < 8; i++)
        ((struct program_code *)program_record(b, PROGRAM_TABLE_code, 4 + i))->word = words[i];
    expect_refused(b, NOT_VALID "tabla «function», fila 1, campo «start»: instrucción 5: espera sí o no y encuentra otra cosa");
}

/* ---- Damage -------------------------------------------------------------- */

static void seal(uint8_t *bytes, size_t size)
{
    if (size <= PROGRAM_DIRECTORY_START) return;
    digest_of(bytes + PROGRAM_DIRECTORY_START, size - PROGRAM_DIRECTORY_START,
              ((struct program_header *)bytes)->digest);
}

/* Evaluates every function of a program with everything unknown, and with everything sí. */
static void run_everything(const struct program *program)
{
    value_t unknown[8], yes[8];
    uint32_t entries[8] = {0}, slots[8] = {0}, records[1] = {0};
    for (int i = 0; i < 8; i++) unknown[i] = VALUE_UNKNOWN, yes[i] = VALUE_YES;
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_function); i++) {
        struct vm_view view = {
            .data = unknown, .datum_count = program_count(program, PROGRAM_TABLE_datum),
            .entries = entries, .step_count = program_count(program, PROGRAM_TABLE_step),
            .slots = slots, .instrument_count = program_count(program, PROGRAM_TABLE_instrument), .records = records,
        };
        vm_run(program, i, &view);
        view.data = yes;
        vm_run(program, i, &view);
    }
}

/* True when the bytes were taken for a program and passed. */
static bool survives(const uint8_t *bytes, size_t size)
{
    struct program *program = NULL;
    struct fault why = {0};
    if (!program_from_bytes(&program, bytes, size, &why)) {
        assert_int_equal(why.code, EXIT_BAD_DATA);
        return false;
    }
    bool ok = verify_program(program, &why);
    if (ok) run_everything(program);
    else assert_int_equal(why.code, EXIT_BAD_DATA);
    program_close(program);
    return ok;
}

static void no_flipped_bit_goes_unnoticed(void **state)
{
    (void)state;
    struct program *program = sample_program();
    size_t size;
    uint8_t *copy = program_allocate(1, program->size);
    memcpy(copy, program_bytes(program, &size), program->size);
    for (size_t i = 0; i < size * 8; i++) {
        copy[i / 8] ^= (uint8_t)(1u << i % 8);
        assert_false(survives(copy, size));
        copy[i / 8] ^= (uint8_t)(1u << i % 8);
    }
    assert_true(survives(copy, size));
    free(copy);
    program_close(program);
}

/* With the digest made good again, so that the verifier alone stands in the way. */
static void no_forged_byte_gets_out_of_bounds(void **state)
{
    (void)state;
    struct program *program = sample_program();
    size_t size;
    const uint8_t *bytes = program_bytes(program, &size);
    uint8_t *copy = program_allocate(1, size);
    unsigned refused = 0, accepted = 0;
    const uint8_t masks[] = { 0x01, 0x80, 0xff, 0x55 };
    for (size_t i = 0; i < size * 4; i++) {
        memcpy(copy, bytes, size);
        copy[i / 4] ^= masks[i % 4];
        seal(copy, size);
        if (survives(copy, size)) accepted++;
        else refused++;
    }
    assert_true(refused > accepted / 4 && accepted > 0);
    free(copy);
    program_close(program);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13, *seed ^= *seed >> 17, *seed ^= *seed << 5;
    return *seed;
}

static void no_scrambled_words_get_out_of_bounds(void **state)
{
    (void)state;
    struct program *program = sample_program();
    size_t size;
    const uint8_t *bytes = program_bytes(program, &size);
    uint8_t *copy = program_allocate(1, size);
    uint32_t seed = 2463534242u;
    for (int round = 0; round < 20000; round++) {
        memcpy(copy, bytes, size);
        uint32_t changes = 1 + next_random(&seed) % 4;
        for (uint32_t i = 0; i < changes; i++) {
            uint32_t at = PROGRAM_DIRECTORY_START / 4 + next_random(&seed) % (uint32_t)((size - PROGRAM_DIRECTORY_START) / 4);
            uint32_t word = next_random(&seed) % 3 ? next_random(&seed) % 16 : next_random(&seed);
            memcpy(copy + (size_t)at * 4, &word, sizeof word);
        }
        seal(copy, size);
        survives(copy, size);
    }
    free(copy);
    program_close(program);
}

static void no_cut_goes_unnoticed(void **state)
{
    (void)state;
    struct program *program = sample_program();
    size_t size;
    const uint8_t *bytes = program_bytes(program, &size);
    for (size_t cut = 0; cut < size; cut++) {
        uint8_t *copy = program_allocate(1, cut + 1);
        memcpy(copy, bytes, cut);
        assert_false(survives(copy, cut));
        seal(copy, cut);
        if (cut >= sizeof(struct program_header)) ((struct program_header *)copy)->size = (uint32_t)cut;
        assert_false(survives(copy, cut));
        free(copy);
    }
    program_close(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_the_sample),
        cmocka_unit_test(refuses_fields_out_of_range),
        cmocka_unit_test(refuses_records_without_one_owner),
        cmocka_unit_test(refuses_parameters_that_do_not_hold),
        cmocka_unit_test(refuses_text_that_is_not_utf8),
        cmocka_unit_test(refuses_bodies_and_calendars_that_make_no_sense),
        cmocka_unit_test(accepts_what_alters_a_term),
        cmocka_unit_test(refuses_what_alters_a_term_without_sense),
        cmocka_unit_test(refuses_interruptions_without_sense),
        cmocka_unit_test(refuses_routes_that_do_not_hold_together),
        cmocka_unit_test(accepts_two_routes),
        cmocka_unit_test(refuses_routes_that_reach_into_each_other),
        cmocka_unit_test(refuses_code_that_could_go_wrong),
        cmocka_unit_test(refuses_functions_out_of_place),
        cmocka_unit_test(refuses_code_that_is_nobodys),
        cmocka_unit_test(a_jump_keeps_only_what_both_ways_know),
        cmocka_unit_test(no_flipped_bit_goes_unnoticed),
        cmocka_unit_test(no_forged_byte_gets_out_of_bounds),
        cmocka_unit_test(no_scrambled_words_get_out_of_bounds),
        cmocka_unit_test(no_cut_goes_unnoticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
