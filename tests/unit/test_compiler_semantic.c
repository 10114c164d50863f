/* test_compiler_semantic.c -- what moves the number of a route and what does not: the real routes,
 * changed by program, one thing at a time. */
#include "amended_world.h"
#include "sample_program.h"

#include "runtime/semantic.h"
#include "runtime/semantic_graph.h"
#include "runtime/verify.h"

struct meaning {
    uint8_t bytes[DIGEST_BYTES];
};

static struct meaning meaning_of(const struct program *program, const char *route)
{
    struct meaning meaning;
    uint32_t row = program_find(program, PROGRAM_TABLE_route, 0, program_count(program, PROGRAM_TABLE_route), text_from(route));
    assert_int_not_equal(row, NONE);
    semantic_hash(program, row, meaning.bytes);
    return meaning;
}

static struct meaning meaning_now(const char *folder, const char *route)
{
    struct compilation compilation;
    world_compile(&compilation, folder);
    struct meaning meaning = meaning_of(compilation.program, route);
    compilation_close(&compilation);
    return meaning;
}

/* A file with another text: what the route means then. The file stays as it was. */
static struct meaning meaning_with(const char *path, struct text changed, const char *folder, const char *route)
{
    struct text before = world_read(path);
    world_write(path, changed);
    struct meaning meaning = meaning_now(folder, route);
    world_write(path, before);
    return meaning;
}

static void assert_same(const char *what, const struct meaning *a, const struct meaning *b)
{
    if (memcmp(a, b, sizeof *a) != 0) fail_msg("the meaning moved: %s", what);
}

static void assert_moved(const char *what, const struct meaning *a, const struct meaning *b)
{
    if (memcmp(a, b, sizeof *a) == 0) fail_msg("the meaning did not move: %s", what);
}

static const struct real_route { const char *folder, *path, *name; } real_routes[] = {
    { "d1066", "d1066/ordinario.ruta", "ordinario" },
    { "d660", "d660/implementacion.ruta", "implementación_660" },
    { "mininterior", "mininterior/asesoria_tecnica.ruta", "asesoría_técnica" },
};
#define REAL_ROUTES (sizeof real_routes / sizeof *real_routes)

/* ---- What does not move it -------------------------------------------------- */

/* Each line without its margin, below a comment of its own. */
static struct text without_layout(struct text text)
{
    char *made = arena_alloc(&world_arena, text.length * 16);
    size_t length = 0;
    for (const char *at = text.at, *end; *at; at = end + 1) {
        while (*at == ' ') at++;
        end = strchr(at, '\n');
        length += (size_t)sprintf(made + length, "# fin ruta\n\n%.*s   # etapa\n", (int)(end - at), at);
    }
    return (struct text){ made, length };
}

static void layout_and_comments_say_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < REAL_ROUTES; i++) {
        const struct real_route *route = &real_routes[i];
        struct meaning before = meaning_now(route->folder, route->name);
        struct meaning after = meaning_with(route->path, without_layout(world_read(route->path)), route->folder, route->name);
        assert_same(route->name, &before, &after);
    }
}

/* The blocks that begin with a line «  word …» and end with «  fin word», the last one first. */
static struct text with_blocks_reversed(struct text text, const char *word)
{
    struct text blocks[64], done = TEXT("");
    size_t count = 0;
    char begins[64], ends[64];
    snprintf(begins, sizeof begins, "\n  %s ", word);
    snprintf(ends, sizeof ends, "\n  fin %s\n", word);
    const char *first = strstr(text.at, begins), *at = first, *last = first;
    for (; at && count < sizeof blocks / sizeof *blocks; at = strstr(last - 1, begins)) {
        const char *end = strstr(at, ends);
        assert_non_null(end);
        last = end + strlen(ends);
        blocks[count++] = (struct text){ at + 1, (size_t)(last - at - 1) };
        if (strncmp(last - 1, begins, strlen(begins)) != 0) break;
    }
    if (count < 2) return text;
    for (size_t i = count; i-- > 0;) done = text_format(&world_arena, "%.*s%.*s", TEXT_ARGS(done), TEXT_ARGS(blocks[i]));
    return text_format(&world_arena, "%.*s%.*s%s", (int)(first + 1 - text.at), text.at, TEXT_ARGS(done), last);
}

static void order_of_declarations_says_nothing(void **state)
{
    (void)state;
    static const char *const words[] = { "etapa", "instrumento", "final" };
    for (size_t i = 0; i < REAL_ROUTES; i++) {
        const struct real_route *route = &real_routes[i];
        struct meaning before = meaning_now(route->folder, route->name);
        struct text text = world_read(route->path);
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) text = with_blocks_reversed(text, words[w]);
        assert_false(text_equal(text, world_read(route->path)));
        struct meaning after = meaning_with(route->path, text, route->folder, route->name);
        assert_same(route->name, &before, &after);
    }
}

static void order_of_sets_says_nothing(void **state)
{
    (void)state;
    static const struct { const char *path, *from, *to; } changes[] = {
        { "d1066/ordinario.ruta", "recibe formulario_de_inscripción, documento_de_acreditación", "recibe documento_de_acreditación, formulario_de_inscripción" },
        { "d1066/ordinario.ruta", "desde el último de formulario_de_inscripción, documento_de_acreditación", "desde el último de documento_de_acreditación, formulario_de_inscripción" },
        { "d1066/ordinario.ruta", "    cumple_requisitos_mínimos : sí o no fuente num. 1\n    pertenece_a_población_objeto : sí o no fuente num. 2\n",
          "    pertenece_a_población_objeto : sí o no fuente num. 2\n    cumple_requisitos_mínimos : sí o no fuente num. 1\n" },
        { "d1066/ordinario.ruta", "pide es_servidor_o_exservidor, nivel, recomendación", "pide recomendación, es_servidor_o_exservidor, nivel" },
        { "d1066/cuerpos.ruta", "    viceministro_de_defensa delegable fuente num. 2\n    consejero_de_derechos_humanos delegable fuente num. 3\n",
          "    consejero_de_derechos_humanos delegable fuente num. 3\n    viceministro_de_defensa delegable fuente num. 2\n" },
        /* The values of a list without order, which conditions compare with. */
        { "d1066/cuerpos.ruta",
          "  medidas \"Medidas de protección y su temporalidad\" fuente D1066 art. 2.4.1.2.38 num. 3,\n"
          "  ajuste \"Ajuste de las medidas por la reevaluación\" fuente D1066 art. 2.4.1.2.38 num. 5,\n",
          "  ajuste \"Ajuste de las medidas por la reevaluación\" fuente D1066 art. 2.4.1.2.38 num. 5,\n"
          "  medidas \"Medidas de protección y su temporalidad\" fuente D1066 art. 2.4.1.2.38 num. 3,\n" },
        /* Captions and notes. */
        { "d1066/ordinario.ruta", "\"Recepción de la solicitud y formulario de inscripción\"", "\"Llegada\"" },
        { "d1066/ordinario.ruta", "    nota \"R16.7: el artículo no dice quién comunica.\"\n", "" },
        { "d1066/cuerpos.ruta", "\"Persona protegida\"", "\"Quien es protegido\"" },
    };
    struct meaning before = meaning_now("d1066", "ordinario");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct text changed = world_replace(world_read(changes[i].path), changes[i].from, changes[i].to, 1);
        struct meaning after = meaning_with(changes[i].path, changed, "d1066", "ordinario");
        assert_same(changes[i].to, &before, &after);
    }
}

static struct text rename_rows(struct text text, const struct program *program, enum program_table table, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        const uint32_t *words = (const uint32_t *)program_table(program, table) + (size_t)i * (sizeof(struct program_step) / 4);
        if (table == PROGRAM_TABLE_datum) words = &program_datum_at(program, i)->name;
        if (table == PROGRAM_TABLE_final) words = &program_final_at(program, i)->name;
        if (table == PROGRAM_TABLE_deadline) words = &program_deadline_at(program, i)->name;
        if (table == PROGRAM_TABLE_instrument) words = &program_instrument_at(program, i)->name;
        const char *name = program_text(program, *words);
        if (find_word(text.at, text.at, name)) text = world_replace(text, name, text_format(&world_arena, "otro_%u_%u", (unsigned)table, i).at, EVERYWHERE);
    }
    return text;
}

static void names_of_local_things_say_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < REAL_ROUTES; i++) {
        const struct real_route *real = &real_routes[i];
        struct compilation compilation;
        world_compile(&compilation, real->path);
        const struct program *program = compilation.program;
        const struct program_route *route = program_route_at(program, 0);
        struct meaning before = meaning_of(program, real->name);
        struct text text = world_read(real->path);
        text = rename_rows(text, program, PROGRAM_TABLE_datum, route->data_first, route->data_count);
        text = rename_rows(text, program, PROGRAM_TABLE_final, route->finals_first, route->finals_count);
        text = rename_rows(text, program, PROGRAM_TABLE_deadline, route->deadlines_first, route->deadlines_count);
        text = rename_rows(text, program, PROGRAM_TABLE_instrument, 0, program_count(program, PROGRAM_TABLE_instrument));
        text = rename_rows(text, program, PROGRAM_TABLE_step, route->steps_first, route->steps_count);
        struct meaning after = meaning_with(real->path, text, real->path, real->name);
        assert_same(real->name, &before, &after);
        compilation_close(&compilation);
    }
}

/* ---- What moves it ----------------------------------------------------------- */

static const struct { const char *what, *path, *from, *to; } moves[] = {
    { "a term", "d1066/ordinario.ruta", "30 días hábiles", "31 días hábiles" },
    { "the unit of a term", "d1066/ordinario.ruta", "30 días hábiles", "30 días calendario" },
    { "what a term runs from", "d1066/ordinario.ruta", "desde el último de", "desde el primero de" },
    { "a term on a condition", "d1066/ordinario.ruta", "si no 1 año desde", "si no 2 años desde" },
    { "a value in the condition of a term", "d1066/ordinario.ruta", "numeral_11, numeral_13, numeral_19,", "numeral_11, numeral_16, numeral_19," },
    { "what happens at the end of a term", "d1066/ordinario.ruta", "si vence: no consta\n      nota \"X100", "si vence: alerta a UNP\n      nota \"X100" },
    { "when a term applies", "d1066/ordinario.ruta", "aplica cuando grupo no es numeral_16", "aplica cuando grupo no es numeral_13" },
    { "an article", "d1066/ordinario.ruta", "    fuente num. 6\n    responsable", "    fuente num. 7\n    responsable" },
    { "the article of the route", "d1066/ordinario.ruta", "  fuente D1066 art. 2.4.1.2.40\n", "  fuente D1066 art. 2.4.1.2.41\n" },
    { "a guard", "d1066/ordinario.ruta", "si pertenece_a_población_objeto y existe_nexo_causal:", "si pertenece_a_población_objeto o existe_nexo_causal:" },
    { "the value a guard looks for", "d1066/ordinario.ruta", "si recomendación es finalización: sigue medidas_finalizadas\n      si recomendación es ninguna: sigue sin_medidas",
      "si recomendación es ninguna: sigue medidas_finalizadas\n      si recomendación es finalización: sigue sin_medidas" },
    { "where a branch leads", "d1066/ordinario.ruta", "si no: sigue seguimiento fuente par. 3", "si no: sigue valoración fuente par. 3" },
    { "who is responsible", "d1066/ordinario.ruta", "responsable director_UNP", "responsable UNP" },
    { "who takes part", "d1066/ordinario.ruta", "    participa solicitante\n", "" },
    { "what a stage receives", "d1066/ordinario.ruta", "    recibe resultado_de_la_evaluación\n", "" },
    { "which of two papers a stage makes", "d1066/ordinario.ruta", "    produce comunicación_escrita", "    produce acta_de_entrega" },
    { "what a stage asks", "d1066/ordinario.ruta", "pide es_servidor_o_exservidor, nivel, recomendación", "pide es_servidor_o_exservidor, nivel, recomendación, grupo" },
    { "who signs", "d1066/ordinario.ruta", "firma entidad_competente", "firma UNP" },
    { "an annex", "d1066/ordinario.ruta", "    anexa acta_del_comité\n", "" },
    { "that a datum is reserved", "d1066/ordinario.ruta", "texto reservado", "texto" },
    { "the kind of a final", "d1066/ordinario.ruta", "\"Comunicado sin medidas de protección\" desfavorable", "\"Comunicado sin medidas de protección\" favorable" },
    { "a new stage", "d1066/ordinario.ruta", "    sigue comunicación\n  fin etapa\n",
      "    sigue revisión_de_la_decisión\n  fin etapa\n  etapa revisión_de_la_decisión \"Revisión\"\n    fuente num. 6\n    responsable UNP\n    sin plazo legal\n    sigue comunicación\n  fin etapa\n" },
    { "which body sits", "d1066/ordinario.ruta", "    sesiona CERREM\n", "    sesiona CERREM_de_servidores\n" },
    { "when a body sits", "d1066/ordinario.ruta", "sesiona CERREM_de_servidores cuando es_servidor_o_exservidor", "sesiona CERREM_de_servidores cuando no es_servidor_o_exservidor" },
    { "the quorum", "d1066/cuerpos.ruta", "quórum para deliberar 3 miembros fuente art. 2.4.1.2.38 par. 4", "quórum para deliberar 4 miembros fuente art. 2.4.1.2.38 par. 4" },
    { "the majority", "d1066/cuerpos.ruta", "decide la mitad más uno de los asistentes fuente art. 2.4.1.2.38 par. 4", "decide la mitad más uno de los miembros fuente art. 2.4.1.2.38 par. 4" },
    { "a member", "d1066/cuerpos.ruta", "    viceministro_de_defensa delegable fuente num. 2\n", "" },
    { "who a member is", "d1066/cuerpos.ruta", "    viceministro_de_defensa delegable", "    viceministro_del_interior delegable" },
    { "who presides", "d1066/cuerpos.ruta", "    ministro_del_interior preside, delegable fuente num. 1\n    viceministro_de_defensa delegable",
      "    ministro_del_interior delegable fuente num. 1\n    viceministro_de_defensa preside, delegable" },
    { "that a seat may be delegated", "d1066/cuerpos.ruta", "consejero_de_derechos_humanos delegable", "consejero_de_derechos_humanos indelegable" },
    { "how many are invited", "d1066/cuerpos.ruta", "    4 por población", "    5 por población" },
    { "how it sits", "d1066/cuerpos.ruta", "sesiona de manera virtual, regional, simultánea", "sesiona de manera virtual, regional" },
    { "a value of a list", "d1066/cuerpos.ruta", "  extremo \"Riesgo extremo\"", "  extremo \"Riesgo extremo\",\n  inminente \"Riesgo inminente\"" },
    { "the order of values that have one", "d1066/cuerpos.ruta", "  mínimo \"Riesgo mínimo\",\n  ordinario \"Riesgo ordinario\",", "  ordinario \"Riesgo ordinario\",\n  mínimo \"Riesgo mínimo\"," },
};

static void each_change_of_meaning_moves_it(void **state)
{
    (void)state;
    /* Without its scenarios, which name what some changes take away. */
    struct text whole = world_read("d1066/ordinario.ruta");
    world_write("d1066/ordinario.ruta", (struct text){ whole.at, (size_t)(strstr(whole.at, "\nescenario ") + 1 - whole.at) });
    struct meaning before = meaning_now("d1066", "ordinario");
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        struct text text = world_read(moves[i].path);
        struct text changed = world_replace(text, moves[i].from, moves[i].to, 1);
        struct meaning after = meaning_with(moves[i].path, changed, "d1066", "ordinario");
        assert_moved(moves[i].what, &before, &after);
    }
    world_write("d1066/ordinario.ruta", whole);
}

/* ---- Each field ---------------------------------------------------------------- */

static bool is_plain(const struct shape_field *field)
{
    return field->kind == SHAPE_STRING || field->kind == SHAPE_INT || field->kind == SHAPE_FLAG
        || field->kind == SHAPE_ENUM || field->kind == SHAPE_DAY;
}

/* The sample with another word in one place. */
static struct meaning meaning_of_sample(enum program_table table, uint32_t row, uint32_t word, uint32_t add)
{
    struct meaning meaning;
    struct program_builder *builder = sample_builder();
    uint32_t text = program_string(builder, TEXT("otro"));
    uint32_t *words = program_record(builder, table, row);
    words[word] = add == NONE ? text : words[word] + add;
    struct program *program = sample_finish(builder);
    semantic_hash(program, 0, meaning.bytes);
    program_close(program);
    return meaning;
}

static void each_field_of(enum program_table table, const struct meaning *before)
{
    const struct shape *shape = shape_of(table);
    uint32_t word = 0;
    for (const struct shape_field *field = shape->fields; field->name; word += shape_width(field->kind), field++) {
        char what[64];
        snprintf(what, sizeof what, "%s.%s", shape->name, field->name);
        if (!is_plain(field)) continue;
        struct meaning after = meaning_of_sample(table, 0, word, field->kind == SHAPE_STRING ? NONE : 1);
        if (shape->marks[field - shape->fields] == SHAPE_ASIDE) assert_same(what, before, &after);
        else assert_moved(what, before, &after);
    }
}

static void a_field_counts_unless_it_is_aside(void **state)
{
    (void)state;
    struct meaning before = meaning_of_sample(PROGRAM_TABLE_route, 0, 0, 0);
    struct program *program = sample_program();
    struct semantic_graph graph;
    int tried = 0;
    graph_open(&graph, program);
    graph_add(&graph, PROGRAM_TABLE_route, 0);
    for (int table = 0; table < PROGRAM_TABLES; table++) {
        if (table == PROGRAM_TABLE_function || graph_find(&graph, (enum program_table)table, 0) == NONE) continue;
        each_field_of((enum program_table)table, &before);
        tried++;
    }
    assert_true(tried >= 18);
    graph_close(&graph);
    program_close(program);
}

/* ---- The same everywhere ------------------------------------------------------- */

static void the_sample_keeps_its_number(void **state)
{
    (void)state;
    char text[DIGEST_TEXT_SIZE];
    uint8_t digest[DIGEST_BYTES];
    struct program *program = sample_program();
    semantic_hash(program, 0, digest);
    assert_string_equal(digest_to_text(digest, text), "2e06ef9cc666121b659a7faba02dfa336f2f0dc878680fe5c3944826e5b66256");
    program_close(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_and_comments_say_nothing),
        cmocka_unit_test(order_of_declarations_says_nothing),
        cmocka_unit_test(order_of_sets_says_nothing),
        cmocka_unit_test(names_of_local_things_say_nothing),
        cmocka_unit_test(each_change_of_meaning_moves_it),
        cmocka_unit_test(a_field_counts_unless_it_is_aside),
        cmocka_unit_test(the_sample_keeps_its_number),
    };
    return cmocka_run_group_tests(tests, world_open, world_close);
}
