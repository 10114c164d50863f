/* test_compiler_compare.c -- what «comparar» says of each field of a program, and of changes to the real routes. */
#include "amended_world.h"
#include "sample_program.h"

#include "runtime/compare_words.h"
#include "runtime/semantic.h"

/* ---- Words for every field ---------------------------------------------------------- */

static bool is_untold(enum program_table table)
{
#define UNTOLD(table) PROGRAM_TABLE_##table,
    static const enum program_table untold[] = {
#include "runtime/compare.def"
    };
    for (size_t i = 0; i < sizeof untold / sizeof *untold; i++)
        if (untold[i] == table) return true;
    return false;
}

/* A new field of program.def fails here until compare.def says how its change is told. */
static void every_field_has_words(void **state)
{
    (void)state;
    for (int t = 0; t < PROGRAM_TABLES; t++) {
        enum program_table table = (enum program_table)t;
        const struct shape *shape = shape_of(table);
        const struct compare_element *element = compare_element_of(table);
        if (is_untold(table)) continue;
        if (element->article && !element->article[0]) fail_msg("compare.def has no ELEMENT, ITEM or UNTOLD for the table %s", shape->name);
        if (!match_has_name(table)) continue;        /* told whole, field by field in the next test */
        for (const struct shape_field *field = shape->fields; field->name; field++) {
            const struct compare_clause *clause = compare_clause_of(table, field->name);
            bool aside = shape->marks[field - shape->fields] == SHAPE_ASIDE;
            if (strcmp(clause->words, field->name) == 0) fail_msg("compare.def has no row for %s.%s", shape->name, field->name);
            if (clause->kind == CLAUSE_WITH) assert_non_null(compare_clause_of(table, clause->head));
            if (clause->kind == CLAUSE_SILENT && !aside && strcmp(field->name, "deadlines") != 0)
                fail_msg("%s.%s means something and compare.def leaves it out", shape->name, field->name);
        }
    }
}

/* The sample, with what it lacks: it need not make sense, only be there. */
static struct program_builder *rich_builder(void)
{
    struct program_builder *b = sample_builder();
    ADD(extension, .times = 1, .amount = 5, .unit = UNIT_WORKING_DAYS, .instrument = 0);
    ADD(pause, .kind = PAUSE_SUSPENDS, .instrument = 0, .resumes = 1);
    ADD(parameter, .name = program_string(b, TEXT("jornal")), .pesos = 1, .amounts_count = 2);
    ADD(amount, .from = 10, .to = 99, .low = 50000);
    ADD(amount, .from = 100, .to = DAY_NONE, .low = 60000);
    ADD(field, .name = program_string(b, TEXT("apodo")), .list = NONE);
    ((struct program_datum *)program_record(b, PROGRAM_TABLE_datum, 0))->fields_count = 1;
    ADD(interruption, .guard = NONE, .instrument = 0, .step = 0, .final = NONE, .subroute = NONE);
    ADD(parameter, .name = program_string(b, TEXT("tarifa")), .pesos = 1, .amounts_count = 2);
    ADD(amount, .from = 15000, .to = 17999, .low = 10000);
    ADD(amount, .from = 18000, .to = DAY_NONE, .low = 20000);
    ADD(subroute, .route = 0, .step = 0, .gives_count = 1);
    ADD(crossing, .from = 1, .to = 2);
    ADD(demand, .guard = 0);
    struct program_deadline *deadline = program_record(b, PROGRAM_TABLE_deadline, 0);
    deadline->extensions_count = deadline->pauses_count = 1;
    struct program_body *body = program_record(b, PROGRAM_TABLE_body, 0);
    body->meets_count = 2;
    body->meets_every = 1;
    body->meets_unit = UNIT_MONTHS;
    ((struct program_session *)program_record(b, PROGRAM_TABLE_session, 0))->decision = DECISION_UNANIMITY;
    ((struct program_route *)program_record(b, PROGRAM_TABLE_route, 0))->interruptions_count = 1;
    ((struct program_route *)program_record(b, PROGRAM_TABLE_route, 0))->subroutes_count = 1;
    ((struct program_step *)program_record(b, PROGRAM_TABLE_step, 0))->demands_count = 1;
    return b;
}

/* Another value for a field, in place; false when there is none that could be looked at. */
static bool change(struct program_builder *b, const struct shape_field *field, uint32_t *words)
{
    bool from = strcmp(field->name, "from") == 0, to = strcmp(field->name, "to") == 0;
    uint32_t count = field->kind == SHAPE_NEED || field->kind == SHAPE_LINK
        ? program_count_so_far(b, (enum program_table)field->limit) : 0;
    switch (field->kind) {
    case SHAPE_STRING: words[0] = program_string(b, TEXT("otro")); return true;
    case SHAPE_INT:    words[0]++; return true;
    case SHAPE_FLAG:   words[0] = !words[0]; return true;
    case SHAPE_ENUM:   words[0] = words[0] + 1 < field->limit ? words[0] + 1 : words[0] - 1; return true;
    case SHAPE_DAY:     /* still in force on the day of the text */
        words[0] = !from && !to ? words[0] + 40 : (day_t)words[0] != DAY_NONE ? (uint32_t)DAY_NONE : from ? 15000 : 19000;
        return true;
    case SHAPE_NEED: case SHAPE_LINK:
        if (words[0] == NONE || count < 2) return false;
        words[0] = (words[0] + (count > 2 ? 2 : 1)) % count;
        return true;
    case SHAPE_RANGE: case SHAPE_MANY:
        if (words[1] == 0) return false;
        words[1]--;
        return true;
    }
    return false;
}

/* Whose new value would name what is not there, or would no longer be of the text. */
static bool cannot_change(enum program_table table, const char *field)
{
    static const struct { enum program_table table; const char *field; } rows[] = {
        { PROGRAM_TABLE_anchor, "kind" }, { PROGRAM_TABLE_expiry, "kind" }, { PROGRAM_TABLE_expiry, "text" },
        { PROGRAM_TABLE_body, "invitees" }, { PROGRAM_TABLE_route, "measures" }, { PROGRAM_TABLE_route, "data" }, { PROGRAM_TABLE_route, "steps" }, { PROGRAM_TABLE_route, "finals" }, { PROGRAM_TABLE_route, "deadlines" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].table == table && strcmp(rows[i].field, field) == 0) return true;
    return false;
}

static void check_difference(const char *what, const struct difference *difference)
{
    if (!difference->words.length) fail_msg("%s: the change says nothing", what);
    if (text_equal(difference->before, difference->after))
        fail_msg("%s: «%.*s» before and after; its words do not say it", what, TEXT_ARGS(difference->before));
}

static bool same_meaning(const struct program *a, const struct program *b)
{
    uint8_t digests[2][DIGEST_BYTES];
    semantic_hash(a, 0, digests[0]);
    semantic_hash(b, 0, digests[1]);
    return memcmp(digests[0], digests[1], DIGEST_BYTES) == 0;
}

static bool is_reached(const struct program *program, enum program_table table)
{
    struct semantic_graph graph;
    graph_open(&graph, program);
    graph_add(&graph, PROGRAM_TABLE_route, 0);
    bool reached = graph_find(&graph, table, 0) != NONE;
    graph_close(&graph);
    return reached;
}

/* The row of the sample where a field says something. */
static uint32_t row_of(enum program_table table, const char *field)
{
    if (table == PROGRAM_TABLE_holiday && strcmp(field, "offset") == 0) return 1;
    return table == PROGRAM_TABLE_step && strncmp(field, "repeat_", 7) == 0 ? 2 : 0;
}

/* What nobody reads of a record that is told whole. */
static bool is_silent(enum program_table table, const struct shape_field *field)
{
    const struct compare_clause *clause = compare_clause_of(table, field->name);
    return clause->kind == CLAUSE_SILENT || (!match_has_name(table) && strcmp(field->name, "question") == 0);
}

static void compare_changed(enum program_table table, const struct shape_field *field, uint32_t word)
{
    char what[80];
    struct arena arena = {0};
    struct compared compared;
    struct program_builder *builder = rich_builder();
    snprintf(what, sizeof what, "%s.%s", shape_of(table)->name, field->name);
    if (!change(builder, field, (uint32_t *)program_record(builder, table, row_of(table, field->name)) + word)) {
        program_builder_free(builder);
        return;
    }
    struct program *before = sample_finish(rich_builder()), *after = sample_finish(builder);
    bool silent = is_silent(table, field);
    compare_open(&compared, (struct compare_text){ before, 18000 }, (struct compare_text){ after, 18000 }, &arena);
    if (!silent && !compared.differences.count) fail_msg("%s changed and nothing is said", what);
    for (size_t i = 0; i < compared.differences.count; i++) check_difference(what, &compared.differences.items[i]);
    if (is_reached(before, table) && !silent && same_meaning(before, after) != (compared.total <= GRADE_CLARIFIES))
        fail_msg("%s: graded «%s», and the meaning %s", what, compare_grade_word(compared.total),
                 same_meaning(before, after) ? "is the same" : "is another");
    compare_close(&compared);
    program_close(before);
    program_close(after);
    arena_free(&arena);
}

static void a_change_in_any_field_is_told(void **state)
{
    (void)state;
    int tried = 0;
    for (int t = 0; t < PROGRAM_TABLES; t++) {
        enum program_table table = (enum program_table)t;
        uint32_t word = 0;
        struct program_builder *builder = rich_builder();
        bool there = program_count_so_far(builder, table) > 0;
        program_builder_free(builder);
        if (is_untold(table)) continue;
        if (!there) fail_msg("no row of %s: rich_builder() must add one", shape_of(table)->name);
        for (const struct shape_field *field = shape_of(table)->fields; field->name; word += shape_width(field->kind), field++, tried++)
            if (!cannot_change(table, field->name)) compare_changed(table, field, word);
    }
    assert_true(tried > 150);
}

/* ---- One program on two days --------------------------------------------------------------- */

#define AMENDED 18500       /* the day of the reform */

/* The committee of the sample as two articles of a reform left it, and a holiday that begins that day. */
static struct program *amended_program(void)
{
    struct program_builder *b = sample_builder();
    struct program_body now = *(struct program_body *)program_record(b, PROGRAM_TABLE_body, 0);
    now.seats_first = program_count_so_far(b, PROGRAM_TABLE_seat);
    ADD(seat, .name = program_string(b, TEXT("farero")), .caption = program_string(b, TEXT("Farera mayor")), .presides = 1, .delegation = NOT_DELEGABLE);
    ADD(seat, .name = program_string(b, TEXT("vigía")), .delegation = DELEGABLE);
    now.invitees_count = 0;
    now.quorum_members = 1;
    now.from = AMENDED;
    now.before = 0;
    uint32_t row = program_add(b, PROGRAM_TABLE_body, 1);
    *(struct program_body *)program_record(b, PROGRAM_TABLE_body, row) = now;
    struct program_body *before = program_record(b, PROGRAM_TABLE_body, 0);
    before->to = AMENDED;
    before->after = row;
    ((struct program_holiday *)program_record(b, PROGRAM_TABLE_holiday, 1))->from = AMENDED;
    struct program_route *route = program_record(b, PROGRAM_TABLE_route, 0);
    route->summonses_count = route->measures_count = route->requisites_count = 0;
    ADD(parameter, .name = program_string(b, TEXT("tarifa")), .amounts_count = 2);
    ADD(amount, .from = 15000, .to = AMENDED - 1, .low = 3);
    ADD(amount, .from = AMENDED, .to = DAY_NONE, .low = 4);
    ADD(reform, .norm = 0, .from = AMENDED, .changes_count = 3);
    ADD(change, .verb = AMEND_REPLACE, .element = program_string(b, TEXT("miembros de comité Comité")), .act = program_string(b, TEXT("N2 art. 8")));
    ADD(change, .verb = AMEND_REPLACE, .element = program_string(b, TEXT("quórum de comité Comité")), .act = program_string(b, TEXT("N2 art. 9")));
    ADD(change, .verb = AMEND_REMOVE, .element = program_string(b, TEXT("invitado gaviotas de comité Comité")), .act = program_string(b, TEXT("N2 art. 10 par.")));
    return sample_finish(b);
}

static void assert_between(const struct program *program, day_t from, day_t to, const char *wanted)
{
    struct compared compared;
    struct text said = TEXT("");
    compare_open(&compared, (struct compare_text){ program, from }, (struct compare_text){ program, to }, &world_arena);
    for (size_t i = 0; i < compared.differences.count; i++)
        said = text_format(&world_arena, "%.*s%s%.*s", TEXT_ARGS(said), i ? "\n" : "", TEXT_ARGS(compared.differences.items[i].words));
    assert_string_equal(said.at, wanted);
    compare_close(&compared);
}

static void between_two_days_each_change_names_its_act(void **state)
{
    (void)state;
    struct program *program = amended_program();
    assert_between(program, AMENDED - 2, AMENDED - 1, "");
    assert_between(program, AMENDED, AMENDED + 1, "");
    assert_between(program, AMENDED - 1, AMENDED,
                   "suprime miembro torrero «Torrero» (N2 art. 8)\n"
                   "adiciona miembro vigía: delegable (N2 art. 8)\n"
                   "suprime invitado gaviotas «Gaviotas» (N2 art. 10 par.)\n"
                   "quórum para deliberar: de 2 miembros a 1 miembro (N2 art. 9)\n"
                   "adiciona festivo marea: 3 días antes de pascua\n"
                   "«desde 2011-01-26 hasta 2020-08-25: 3» pasa a «desde 2020-08-26: 4»");
    assert_between(program, AMENDED, AMENDED - 1,
                   "suprime miembro vigía (N2 art. 8)\n"
                   "adiciona miembro torrero «Torrero»: delegable (N2 art. 8)\n"
                   "adiciona invitado gaviotas «Gaviotas» (N2 art. 10 par.)\n"
                   "quórum para deliberar: de 1 miembro a 2 miembros (N2 art. 9)\n"
                   "suprime festivo marea\n"
                   "«desde 2020-08-26: 4» pasa a «desde 2011-01-26 hasta 2020-08-25: 3»");
    program_close(program);
}

/* ---- The real routes, changed ---------------------------------------------------------- */

static struct compilation world_before;

/* What is said of the route with another text in a file, a line each: "mayor: …". */
static struct text said_with(const char *path, struct text changed, bool *same)
{
    struct compilation after;
    struct compared compared;
    struct text said = TEXT(""), whole = world_read(path);
    world_write(path, changed);
    world_compile(&after, "d1066");
    compare_open(&compared, (struct compare_text){ world_before.program, 18000 }, (struct compare_text){ after.program, 18000 }, &world_arena);
    for (size_t i = 0; i < compared.differences.count; i++) {
        const struct difference *difference = &compared.differences.items[i];
        said = text_format(&world_arena, "%.*s%s%s: %.*s", TEXT_ARGS(said), i ? "\n" : "", compare_grade_word(difference->grade), TEXT_ARGS(difference->words));
    }
    *same = same_meaning(world_before.program, after.program);
    assert_int_equal(*same, compared.total <= GRADE_CLARIFIES);
    compare_close(&compared);
    compilation_close(&after);
    world_write(path, whole);
    return said;
}

#define ORDINARY "d1066/ordinario.ruta"
#define BODIES "d1066/cuerpos.ruta"
#define CITE "(D1066 art. 2.4.1.2.40 "

/* The CERREM of women is a special session of the CERREM: what changes in one changes in both. */
#define AND_IN_ITS_SPECIAL_SESSION(said) said "\n" said

static const struct { const char *path, *from, *to, *said; } changes[] = {
    { ORDINARY, "30 días hábiles", "35 días hábiles", "mayor: plazo presentación_al_CERREM: de 30 a 35 días hábiles " CITE "num. 4 y par. 4)" },
    { ORDINARY, "30 días hábiles", "30 días calendario", "mayor: plazo presentación_al_CERREM: de 30 días hábiles a 30 días calendario " CITE "num. 4 y par. 4)" },
    { ORDINARY, "si no 1 año desde", "si no 2 años desde",
      "mayor: plazo reevaluación_periódica: de «4 años si grupo está en (numeral 11, numeral 13, numeral 19, expresidente o exvicepresidente), si no 1 año» "
      "a «4 años si grupo está en (numeral 11, numeral 13, numeral 19, expresidente o exvicepresidente), si no 2 años» " CITE "par. 2)" },
    { ORDINARY, "desde el último de", "desde el primero de",
      "mayor: plazo presentación_al_CERREM: desde cuándo se cuenta: de el último de: «Formulario de solicitud de inscripción» y «Documento que acredita la población objeto» "
      "a el primero de: «Formulario de solicitud de inscripción» y «Documento que acredita la población objeto» " CITE "num. 4 y par. 4)" },
    { ORDINARY, "si vence: no consta\n      nota \"X100", "si vence: alerta a UNP\n      nota \"X100",
      "mayor: plazo presentación_al_CERREM: qué pasa si vence: de la consecuencia no consta a alerta a Unidad Nacional de Protección " CITE "num. 4 y par. 4)" },
    { ORDINARY, "aplica cuando grupo no es numeral_16\n", "", "mayor: plazo reevaluación_periódica: suprime cuándo aplica: grupo no es numeral_16 " CITE "par. 2)" },
    { ORDINARY, "    fuente num. 6\n    responsable", "    fuente num. 7\n    responsable",
      "menor: etapa adopción: fuente: de D1066 art. 2.4.1.2.40 num. 6 a D1066 art. 2.4.1.2.40 num. 7" },
    { ORDINARY, "si no: sigue seguimiento fuente par. 3", "si no: sigue valoración fuente par. 3",
      "mayor: etapa reevaluación: «sigue seguimiento» pasa a «sigue valoración» " CITE "num. 10)" },
    { ORDINARY, "si no: sigue seguimiento fuente par. 3", "si no: sigue seguimiento fuente par. 4",
      "menor: etapa reevaluación: fuente de «sigue seguimiento»: de D1066 art. 2.4.1.2.40 par. 3 a D1066 art. 2.4.1.2.40 par. 4" },
    { ORDINARY, "responsable director_UNP", "responsable UNP",
      "mayor: etapa adopción: responsable: de Director de la Unidad Nacional de Protección a Unidad Nacional de Protección " CITE "num. 6)" },
    { ORDINARY, "    participa solicitante\n", "", "menor: etapa recepción: suprime participa: Solicitante " CITE "num. 1)" },
    { ORDINARY, "pide es_servidor_o_exservidor, nivel, recomendación", "pide es_servidor_o_exservidor, nivel, recomendación, grupo",
      "mayor: etapa valoración: pide: adiciona grupo " CITE "num. 5)" },
    { ORDINARY, "firma entidad_competente", "firma UNP", "mayor: instrumento acta_de_entrega: firma: de Entidad competente a Unidad Nacional de Protección " CITE "num. 8)" },
    { ORDINARY, "texto reservado", "texto", "mayor: dato nombre_de_la_persona: suprime «reservado» (D1066 art. 2.4.1.2.38 par. 2)" },
    { ORDINARY, "\"Comunicado sin medidas de protección\" desfavorable", "\"Comunicado sin medidas de protección\" favorable",
      "mayor: final sin_medidas: clase: de Final desfavorable a Final favorable " CITE "num. 7)" },
    { ORDINARY, "    sigue comunicación\n  fin etapa\n",
      "    sigue revisión\n  fin etapa\n  etapa revisión \"Revisión de la decisión\"\n    fuente num. 11\n    responsable UNP\n    sin plazo legal\n    sigue comunicación\n  fin etapa\n",
      "mayor: etapa adopción: «sigue comunicación» pasa a «sigue revisión» " CITE "num. 6)\n"
      "mayor: adiciona etapa revisión «Revisión de la decisión» " CITE "num. 11)" },
    { ORDINARY, "sesiona CERREM_de_servidores cuando es_servidor_o_exservidor", "sesiona CERREM_de_servidores cuando no es_servidor_o_exservidor",
      "mayor: etapa valoración: «sesiona CERREM_de_servidores cuando es_servidor_o_exservidor» pasa a «sesiona CERREM_de_servidores cuando no es_servidor_o_exservidor» " CITE "num. 5)" },
    { ORDINARY, "\"Recepción de la solicitud y formulario de inscripción\"", "\"Llegada\"",
      "aclaración: etapa recepción: título: de «Recepción de la solicitud y formulario de inscripción» a «Llegada» " CITE "num. 1)" },
    { ORDINARY, "    nota \"R16.7: el artículo no dice quién comunica.\"\n", "",
      "aclaración: etapa comunicación: suprime nota: «R16.7: el artículo no dice quién comunica.» " CITE "num. 7)" },
    { ORDINARY, "  fuente D1066 art. 2.4.1.2.40\n", "  fuente D1066 art. 2.4.1.2.41\n",
      "menor: fuente: de D1066 art. 2.4.1.2.40 a D1066 art. 2.4.1.2.41" },
    { BODIES, "decide la mitad más uno de los asistentes fuente art. 2.4.1.2.38 par. 4", "decide la mitad más uno de los miembros fuente art. 2.4.1.2.38 par. 4",
      AND_IN_ITS_SPECIAL_SESSION("mayor: mayoría para decidir: de la mitad más uno de los asistentes a la mitad más uno de los miembros (D1066 art. 2.4.1.2.38 par. 4)") },
    { BODIES, "quórum para deliberar 3 miembros fuente art. 2.4.1.2.38 par. 4", "quórum para deliberar 4 miembros fuente art. 2.4.1.2.38 par. 5",
      AND_IN_ITS_SPECIAL_SESSION("mayor: quórum para deliberar: de 3 a 4 miembros (D1066 art. 2.4.1.2.38 par. 5)") },
    { BODIES, "quórum para deliberar 3 miembros fuente art. 2.4.1.2.38 par. 4", "quórum para deliberar 3 miembros fuente art. 2.4.1.2.38 par. 5",
      AND_IN_ITS_SPECIAL_SESSION("menor: fuente del quórum: de D1066 art. 2.4.1.2.38 par. 4 a D1066 art. 2.4.1.2.38 par. 5") },
    { BODIES, "    viceministro_de_defensa delegable fuente num. 2\n", "    consejero_de_paz indelegable fuente num. 2\n",
      AND_IN_ITS_SPECIAL_SESSION("mayor: suprime miembro viceministro_de_defensa «Viceministro para las Políticas y Asuntos Internacionales del Ministerio de Defensa» (D1066 art. 2.4.1.2.36 num. 2)\n"
      "mayor: adiciona miembro consejero_de_paz: indelegable (D1066 art. 2.4.1.2.36 num. 2)") },
    { BODIES, "    ministro_del_interior preside, delegable fuente num. 1\n    viceministro_de_defensa delegable",
      "    ministro_del_interior delegable fuente num. 1\n    viceministro_de_defensa preside, delegable",
      AND_IN_ITS_SPECIAL_SESSION("mayor: miembro ministro_del_interior: suprime «preside» (D1066 art. 2.4.1.2.36 num. 1)\n"
      "mayor: miembro viceministro_de_defensa: adiciona «preside» (D1066 art. 2.4.1.2.36 num. 2)") },
    { BODIES, "consejero_de_derechos_humanos delegable", "consejero_de_derechos_humanos indelegable",
      AND_IN_ITS_SPECIAL_SESSION("mayor: miembro consejero_de_derechos_humanos: delegación: de delegable a indelegable (D1066 art. 2.4.1.2.36 num. 3)") },
    { BODIES, "    4 por población", "    5 por población", AND_IN_ITS_SPECIAL_SESSION("menor: invitado delegados_de_la_población: cuántos son: de 4 a 5 (D1066 art. 2.4.1.2.37 num. 6 y par. 2)") },
    { BODIES, "sesiona de manera virtual, regional, simultánea", "sesiona de manera virtual, regional",
      AND_IN_ITS_SPECIAL_SESSION("menor: manera de sesionar: de «virtual, regional o simultánea» a «virtual o regional» (D1066 art. 2.4.1.2.36 par. ; D1066 art. 2.4.1.2.38 par. 5 y par. 6)") },
    { BODIES, "  mínimo \"Riesgo mínimo\",\n  ordinario \"Riesgo ordinario\",", "  ordinario \"Riesgo ordinario\",\n  mínimo \"Riesgo mínimo\",",
      "mayor: orden de los valores: de «mínimo, ordinario, extraordinario, extremo» a «ordinario, mínimo, extraordinario, extremo» (D1066 art. 2.4.1.2.38 num. 2)" },
    { BODIES, "  extremo \"Riesgo extremo\"", "  extremo \"Riesgo extremo\",\n  inminente \"Riesgo inminente\"",
      "mayor: adiciona valor inminente «Riesgo inminente» (D1066 art. 2.4.1.2.38 num. 2)" },
    { BODIES, "interviniente protegido \"Persona protegida\"", "interviniente protegido \"Quien es protegido\"",
      "aclaración: título: de «Persona protegida» a «Quien es protegido»" },
};

static void each_change_is_told_as_the_law_would(void **state)
{
    (void)state;
    struct text whole = world_read(ORDINARY);
    bool same;
    world_write(ORDINARY, (struct text){ whole.at, (size_t)(strstr(whole.at, "\nescenario ") + 1 - whole.at) });
    world_compile(&world_before, "d1066");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct text said = said_with(changes[i].path, world_replace(world_read(changes[i].path), changes[i].from, changes[i].to, 1), &same);
        assert_string_equal(said.at, changes[i].said);
    }
    compilation_close(&world_before);
    world_write(ORDINARY, whole);
}

/* Everything a route has for itself under another name: nothing gone, nothing new. */
static void what_is_renamed_is_not_gone_and_new(void **state)
{
    (void)state;
    static const char *const names[] = {
        "recepción", "pertenencia", "evaluación", "presentación", "valoración", "adopción", "implementación", "seguimiento", "reevaluación",
        "presentación_al_CERREM", "reevaluación_periódica", "cumple_requisitos_mínimos", "existe_nexo_causal", "grupo", "nivel", "varía_el_riesgo",
        "formulario_de_inscripción", "documento_de_acreditación", "acta_del_comité", "sin_requisitos", "medidas_finalizadas",
    };
    size_t count = sizeof names / sizeof *names;
    struct text text = world_read(ORDINARY);
    bool same;
    world_compile(&world_before, "d1066");
    for (size_t i = 0; i < count; i++)
        text = world_replace(text, names[i], text_format(&world_arena, "cosa_%zu", i).at, EVERYWHERE);
    struct text said = said_with(ORDINARY, text, &same);
    for (size_t i = 0; i < count; i++) {
        const char *wanted = text_format(&world_arena, " %s pasa a llamarse cosa_%zu ", names[i], i).at;
        if (!strstr(said.at, wanted)) fail_msg("«%s» is nowhere in:\n%s", wanted, said.at);
    }
    assert_null(strstr(said.at, "adiciona"));
    assert_null(strstr(said.at, "suprime"));
    assert_true(same);
    compilation_close(&world_before);
}

/* A route with so many data, each with an article of its own. */
static struct text crowded_route(const char *prefix, uint32_t count)
{
    char *data = arena_alloc(&world_arena, count * 64 + 1);
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++) length += (size_t)sprintf(data + length, "    %s_%u : sí o no fuente art. %u\n", prefix, i, i + 10);
    return text_format(&world_arena,
                       "usa colombia.calendario\nnorma N1 \"Norma Inventada 1\"\n  expedida 2020-01-02\nfin norma\nentidad oficina \"Oficina\"\n"
                       "ruta r \"Ruta\"\n  fuente N1 art. 1\n  calendario colombia\n  datos\n%s  fin datos\n  inicia en e\n"
                       "  etapa e \"E\"\n    fuente N1 art. 2\n    responsable oficina\n    sin plazo legal\n    sigue f\n  fin etapa\n"
                       "  final f \"F\"\n    fuente N1 art. 3\n  fin final\nfin ruta\n", data);
}

static enum compare_kind kind_of_crowd(uint32_t count, size_t *differences)
{
    struct compilation texts[2];
    struct compared compared;
    compile_good(&texts[0], crowded_route("viejo", count).at);
    compile_good(&texts[1], crowded_route("nuevo", count).at);
    compare_open(&compared, (struct compare_text){ texts[0].program, 18000 }, (struct compare_text){ texts[1].program, 18000 }, &world_arena);
    *differences = compared.differences.count;
    enum compare_kind kind = compared.differences.items[0].kind;
    compare_close(&compared);
    compilation_close(&texts[0]);
    compilation_close(&texts[1]);
    return kind;
}

/* docs/limites.md */
static void likeness_has_a_limit(void **state)
{
    (void)state;
    size_t differences;
    assert_int_equal(kind_of_crowd(400, &differences), COMPARE_RENAMED);
    assert_int_equal(differences, 400);
    assert_int_equal(kind_of_crowd(401, &differences), COMPARE_REMOVED);
    assert_int_equal(differences, 802);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_has_a_limit),
        cmocka_unit_test(each_change_is_told_as_the_law_would),
        cmocka_unit_test(what_is_renamed_is_not_gone_and_new),
        cmocka_unit_test(between_two_days_each_change_names_its_act),
        cmocka_unit_test(every_field_has_words),
        cmocka_unit_test(a_change_in_any_field_is_told),
    };
    return cmocka_run_group_tests(tests, world_open, world_close);
}
