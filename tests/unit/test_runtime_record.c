/* test_runtime_record.c -- payloads, byte for byte, and what does not decode. */
#include "tests/unit/docket_world.h"

static struct world world;
static struct seal_key key;

static int set_up(void **state)
{
    (void)state;
    world_open(&world, reserve);
    memset(key.bytes, 7, sizeof key.bytes);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    world_close(&world);
    return 0;
}

static char *encode(const char *line, const struct seal_key *with, bool seal)
{
    struct given given;
    struct fault why;
    struct seal_place place = { with, "C-1", 2 };
    parse_line(&world, &given, line);
    char *payload = record_encode(world.program, 0, &given.event, seal ? &place : NULL, &why);
    if (!payload) fail_msg("%s", why.message);
    return payload;
}

static bool decode(struct record *record, const char *kind, const char *payload, const struct seal_key *with, struct fault *why)
{
    struct store_event row = { .case_id = "C-1", .sequence = 2, .kind = kind, .happened = day_of("2026-03-13"),
                               .actor = "", .recorder = "", .key = "", .payload = payload };
    return record_decode(record, world.program, 0, &row, with, why);
}

/* ---- What is written ------------------------------------------------------------------ */

static void payloads_are_canonical(void **state)
{
    static const struct { const char *line, *payload; } rows[] = {
        { "2026-03-13 completa recepcion solicitud=2026-03-12 +formulario ~oficina_x",
          "{\"datos\":{\"solicitud\":\"2026-03-12\"},\"etapa\":\"recepcion\",\"firmantes\":[\"oficina_x\"],\"instrumentos\":[\"formulario\"]}" },
        { "2026-03-13 completa verificar", "{\"etapa\":\"analisis\",\"momento\":\"verificar\"}" },
        { "2026-03-13 produce +informe +oficio", "{\"instrumentos\":[\"informe\",\"oficio\"]}" },
        { "2026-03-13 informa procede=si grave=no cuantos=-3 nivel=1",
          "{\"datos\":{\"cuantos\":-3,\"grave\":false,\"nivel\":\"altísimo\",\"procede\":true}}" },
        { "2026-03-13 sesiona comite_a @uno @dos 2-1 virtual",
          "{\"a_favor\":2,\"asistentes\":[\"uno\",\"dos\"],\"comite\":\"comite_a\",\"en_contra\":1,\"modalidad\":\"virtual\"}" },
        { "2026-03-13 sesiona mesa @Ana__Nadie noadopta simultanea",
          "{\"adopta\":false,\"asistentes\":[\"Ana Nadie\"],\"comite\":\"mesa\",\"modalidad\":\"simultánea\"}" },
        { "2026-03-13 abre",
          "{\"programa\":\"DIGEST\",\"ruta\":\"inventada\"}" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[512], digest[DIGEST_TEXT_SIZE];
        const char *hole = strstr(rows[i].payload, "DIGEST");
        if (hole) snprintf(expected, sizeof expected, "{\"programa\":\"%s\"%s", program_digest_text(world.program, digest), hole + 7);
        else snprintf(expected, sizeof expected, "%s", rows[i].payload);
        char *payload = encode(rows[i].line, NULL, true);
        assert_string_equal(payload, expected);
        free(payload);
    }
}

static void what_is_written_reads_back_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < WHOLE_CASE; i++) {
        struct record record;
        struct fault why;
        struct given given;
        parse_line(&world, &given, whole_case[i]);
        char *clear = encode(whole_case[i], NULL, false), *sealed = encode(whole_case[i], &key, true);
        if (!decode(&record, event_kind_word(given.event.kind), sealed, &key, &why)) fail_msg("%s", why.message);
        assert_false(record.hidden);
        char *again = record_encode(world.program, 0, &record.event, NULL, &why);
        assert_string_equal(again, clear);
        assert_int_equal(record.event.in_favour, given.event.in_favour);
        assert_int_equal(record.event.modality, given.event.modality);
        free(clear);
        free(sealed);
        free(again);
        record_free(&record);
    }
}

static void two_instruments_of_one_name_are_told_apart(void **state)
{
    (void)state;
    struct record record;
    struct fault why;
    uint32_t ajeno = program_string(world.builder, TEXT("acta"));
    RECORD(&world, instrument, AJENO)->name = ajeno;
    program_close(world.program);
    assert_true(program_finish(world.builder, &world.program, &why));
    struct event event = { .kind = EVENT_PRODUCE, .minute = MINUTE_NONE, .instruments = (const uint32_t[]){ AJENO, ACTA }, .instrument_count = 2 };
    char *payload = record_encode(world.program, 0, &event, NULL, &why);
    assert_string_equal(payload, "{\"instrumentos\":[\"acta#2\",\"acta\"]}");
    assert_true(decode(&record, "produce", payload, NULL, &why));
    assert_int_equal(record.event.instruments[0], AJENO);
    assert_int_equal(record.event.instruments[1], ACTA);
    record_free(&record);
    free(payload);
}

static void what_cannot_be_kept_is_refused(void **state)
{
    struct given_datum twice[] = { { .datum = DATUM_CUANTOS, .value = 1 }, { .datum = DATUM_CUANTOS, .value = 2 } };
    struct given_datum broken[] = { { .datum = DATUM_NOTA, .text = { "\xc3(", 2 } } };
    struct given_datum nul[] = { { .datum = DATUM_NOTA, .text = { "a\0b", 3 } } };
    struct event event = { .kind = EVENT_INFORM, .minute = MINUTE_NONE, .data = twice, .data_count = 2 };
    struct fault why;
    (void)state;
    assert_null(record_encode(world.program, 0, &event, NULL, &why));
    assert_int_equal(why.code, EXIT_BAD_DATA);
    assert_string_equal(why.message, "el acto da dos veces el mismo dato");
    event.data = broken;
    event.data_count = 1;
    assert_null(record_encode(world.program, 0, &event, NULL, &why));
    assert_string_equal(why.message, "el acto trae un texto que no es UTF-8");
    event.data = nul;
    assert_null(record_encode(world.program, 0, &event, NULL, &why));
    assert_int_equal(why.code, EXIT_BAD_DATA);
}

static void a_payload_has_a_limit(void **state)
{
    struct fault why;
    (void)state;
    size_t frame = strlen("{\"datos\":{\"nota\":\"\"}}");
    for (int over = -1; over <= 1; over++) {
        size_t length = (size_t)((long)(STORE_MAX_PAYLOAD - frame) + over);
        char *text = malloc(length);
        memset(text, 'x', length);
        struct given_datum given = { .datum = DATUM_NOTA, .text = { text, length } };
        struct event event = { .kind = EVENT_INFORM, .minute = MINUTE_NONE, .data = &given, .data_count = 1 };
        char *payload = record_encode(world.program, 0, &event, NULL, &why);
        if (over <= 0) assert_non_null(payload);
        else assert_null(payload);
        free(payload);
        free(text);
    }
    assert_int_equal(why.code, EXIT_LIMIT);
    assert_string_equal(why.message, "el acto es demasiado grande: pasa de 1 MB");
}

/* ---- What is read --------------------------------------------------------------------------- */

static void damage_is_named(void **state)
{
    static const struct { const char *kind, *payload, *message; } rows[] = {
        { "informa", "{\"datos\":{\"ninguno\":1}}", "la ruta no tiene el dato «ninguno»" },
        { "informa", "{\"datos\":{\"cuantos\":\"7\"}}", "no es un número «cuantos»" },
        { "informa", "{\"datos\":{\"solicitud\":\"2026-02-31\"}}", "no es una fecha «solicitud»" },
        { "informa", "{\"datos\":{\"nivel\":\"alto\"}}", "no es un valor de su lista «nivel»" },
        { "informa", "{\"datos\":{\"procede\":1}}", "no es sí o no «procede»" },
        { "informa", "{\"datos\":{\"nota\":\"en claro\"}}", "no está sellado «nota»" },
        { "informa", "{\"datos\":{\"nota\":{\"sellado\":\"AAAA\"}}}", "la llave no abre «nota»" },
        { "informa", "{\"datos\":{},\"otro\":1}", "sobran campos en «informa»" },
        { "informa", "{\"datos\":", "no se puede leer «informa»" },
        { "informa", "[]", "no se puede leer «informa»" },
        { "baila", "{}", "no hay actos de clase «baila»" },
        { "completa", "{}", "falta o no es un nombre «etapa»" },
        { "completa", "{\"etapa\":\"nada\"}", "la ruta no tiene la etapa o el momento «nada»" },
        { "completa", "{\"etapa\":\"verificar\"}", "la ruta no tiene la etapa o el momento «verificar»" },
        { "completa", "{\"etapa\":\"recepcion\",\"momento\":\"verificar\"}", "la ruta no tiene la etapa o el momento «verificar»" },
        { "produce", "{\"instrumentos\":[\"nada\"]}", "el programa no tiene el instrumento «nada»" },
        { "produce", "{\"instrumentos\":[7]}", "el programa no tiene el instrumento «»" },
        { "sesiona", "{\"asistentes\":[],\"comite\":\"nada\"}", "el programa no tiene el comité «nada»" },
        { "sesiona", "{\"comite\":\"mesa\"}", "no es una lista «asistentes»" },
        { "sesiona", "{\"a_favor\":-1,\"asistentes\":[],\"comite\":\"mesa\"}", "no es un número de votos «a_favor»" },
        { "sesiona", "{\"adopta\":1,\"asistentes\":[],\"comite\":\"mesa\"}", "no es sí o no «adopta»" },
        { "sesiona", "{\"asistentes\":[],\"comite\":\"mesa\",\"modalidad\":\"coral\"}", "no hay modalidad «coral»" },
        { "abre", "{\"programa\":\"00\",\"ruta\":\"inventada\"}", "no se abrió con el programa" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct record record;
        struct fault why = {0};
        char whole[256];
        snprintf(whole, sizeof whole, "el acto 2 del caso «C-1» está dañado: %s", rows[i].message);
        assert_false(decode(&record, rows[i].kind, rows[i].payload, &key, &why));
        assert_int_equal(why.code, EXIT_INTEGRITY);
        if (strcmp(rows[i].kind, "abre") != 0) assert_string_equal(why.message, whole);
        else assert_memory_equal(why.message, whole, strlen(whole));
    }
}

static void a_sealed_value_opens_only_in_its_place(void **state)
{
    (void)state;
    struct seal_place here = { &key, "C-1", 2 }, other_case = { &key, "C-2", 2 }, later = { &key, "C-1", 3 };
    char *sealed = seal_close(&here, "nota", TEXT("«Nadie»"));
    char *plain = seal_open(&here, "nota", text_from(sealed));
    assert_string_equal(plain, "«Nadie»");
    assert_null(seal_open(&other_case, "nota", text_from(sealed)));
    assert_null(seal_open(&later, "nota", text_from(sealed)));
    assert_null(seal_open(&here, "otra", text_from(sealed)));
    struct seal_key wrong = key;
    wrong.bytes[0] ^= 1;
    struct seal_place stranger = { &wrong, "C-1", 2 };
    assert_null(seal_open(&stranger, "nota", text_from(sealed)));
    free(plain);
    free(sealed);
}

static void a_wrapped_key_opens_only_for_its_case(void **state)
{
    (void)state;
    struct seal_key master, out;
    uint8_t wrapped[SEAL_WRAPPED_BYTES];
    seal_random_key(&master);
    seal_wrap(&master, "C-1", &key, wrapped);
    assert_true(seal_unwrap(&master, "C-1", wrapped, sizeof wrapped, &out));
    assert_memory_equal(out.bytes, key.bytes, SEAL_KEY_BYTES);
    assert_false(seal_unwrap(&master, "C-2", wrapped, sizeof wrapped, &out));
    assert_false(seal_unwrap(&key, "C-1", wrapped, sizeof wrapped, &out));
    assert_false(seal_unwrap(&master, "C-1", wrapped, sizeof wrapped - 1, &out));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(payloads_are_canonical), CASE(what_is_written_reads_back_the_same),
        CASE(two_instruments_of_one_name_are_told_apart), CASE(what_cannot_be_kept_is_refused), CASE(a_payload_has_a_limit),
        CASE(damage_is_named), CASE(a_sealed_value_opens_only_in_its_place), CASE(a_wrapped_key_opens_only_for_its_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
