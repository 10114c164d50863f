/* test_lang_format.c -- the canonical form: what changes, what stays, and that doing it
 * twice changes nothing. */
#include "lang_world.h"

#include <dirent.h>
#include <sys/stat.h>

struct sample { const char *written, *canonical; };

static const struct sample samples[] = {
    { "", NULL },
    { "entidad  UNP\t\"Unidad\"", "entidad UNP \"Unidad\"\n" },
    { "\n\n\nmodulo a.b\nUSA c . d\n\n\n\nentidad E “Entidad”\n\n", "módulo a.b\nusa c.d\n\nentidad E \"Entidad\"\n" },
    { "entidad E «con \"comillas\"»", "entidad E «con \"comillas\"»\n" },
    { "entidad E “con \"ambas» comillas”", "entidad E “con \"ambas» comillas”\n" },
    { "lista tamaño EN ORDEN chico,mediano , GRANDE fin LISTA", "lista tamaño en orden\n  chico, mediano, GRANDE\nfin lista\n" },
    { "lista l\na \"A\" fuente N art. 1 y num. 2,\n\nb\nfuente N art. 1º\nfin lista",
      "lista l\n  a \"A\" fuente N art. 1 y num. 2,\n\n  b\n  fuente N art. 1º\nfin lista\n" },
    { "# uno\n\n\n# dos\nentidad E \"E\" # tres \n# cuatro", "# uno\n\n# dos\nentidad E \"E\"  # tres\n# cuatro\n" },
    { "norma N \"n\" expedida 2026–01–31 verificada EL 2026-02-01 fin norma",
      "norma N \"n\"\n  expedida 2026-01-31\n  verificada el 2026-02-01\nfin norma\n" },
    { "norma N \"n\" Resolucion NUMERO “T-1” de 2026 expide UNP LEY de 1991 fin norma",
      "norma N \"n\"\n  resolución número \"T-1\" de 2026\n  expide UNP\n  ley de 1991\nfin norma\n" },
    { "comite c \"C\" VOTOS Reservados fuente par. 1 convoca SECRETARIA tecnica o x fin comite",
      "comité c \"C\"\n  votos reservados fuente par. 1\n  convoca secretaría técnica o x\nfin comité\n" },
    { "comite c \"C\" sesion ESPECIAL de d el IMPEDIDO no cuenta fuente par. 1 invitados con voz a cuando X es z\nb\nfin invitados fin comite\n"
      "escenario \"e\" el 2026-01-05 sesiona c con asistencia de a COMO invitada,b IMPEDIDA,2 votos a favor fin escenario",
      "comité c \"C\"\n  sesión especial de d\n  el impedido no cuenta fuente par. 1\n  invitados con voz\n    a cuando X es z\n    b\n  fin invitados\nfin comité\n"
      "escenario \"e\"\n  el 2026-01-05 sesiona c con asistencia de a como invitada, b impedida, 2 votos a favor\nfin escenario\n" },
    { "medida m \"M\" INCLUYE \"a\",\"b\" requiere x es SI , salvo z fuente N art. 1 PREVIO i UNA SOLA vez dura 3 MESES prorroga 1 vez hasta 1 mes con i si vence:caduca\n"
      "se REVISA cada 1 AÑO fin MEDIDA ruta r \"R\" MEDIDAS m etapa e \"E\" Implementa medidas con i suspende MEDIDAS fin etapa fin ruta\n"
      "escenario \"e\" el 2026-01-05 A TERMINA m,n con i el 2026-01-05 A no puede Reanudar m entonces la medida m esta SUSPENDIDA y la medida m se revisa el 2026-01-06 fin escenario",
      "medida m \"M\"\n  incluye \"a\", \"b\"\n  requiere x es sí, salvo z fuente N art. 1\n  previo i\n  una sola vez\n  dura 3 meses\n"
      "    prórroga 1 vez hasta 1 mes con i\n    si vence: caduca\n  se revisa cada 1 año\nfin medida\nruta r \"R\"\n  medidas m\n  etapa e \"E\"\n"
      "    implementa medidas con i\n    suspende medidas\n  fin etapa\nfin ruta\nescenario \"e\"\n  el 2026-01-05 A termina m, n con i\n"
      "  el 2026-01-05 A no puede reanudar m\n  entonces la medida m está suspendida\n  y la medida m se revisa el 2026-01-06\nfin escenario\n" },
    { "ruta r \"R\" datos Nivel:tamaño  reservado\nquiere : SI o no fin datos etapa Uno \"U\" pide nivel,QUIERE\n"
      "plazo p:1 dia habil desde el ultimo de nivel,fin de UNO\nfuente num. 1\nSI vence:sin efecto fin plazo\n"
      "# antes de cerrar\nfin etapa fin ruta",
      "ruta r \"R\"\n  datos\n    Nivel : tamaño reservado\n    quiere : sí o no\n  fin datos\n  etapa Uno \"U\"\n"
      "    pide Nivel, quiere\n    plazo p: 1 día hábil desde el último de Nivel, fin de Uno\n      fuente num. 1\n"
      "      si vence: sin efecto\n    fin plazo\n    # antes de cerrar\n  fin etapa\nfin ruta\n" },
    { "ruta r \"R\" etapa a \"A\" decide si x es si y(no z o w esta en(si,no)): sigue b fuente num. 1\nsi no : sigue c\nfin decide fin etapa fin ruta",
      "ruta r \"R\"\n  etapa a \"A\"\n    decide\n      si x es sí y (no z o w está en (sí, no)): sigue b fuente num. 1\n      si no: sigue c\n"
      "    fin decide\n  fin etapa\nfin ruta\n" },
    { "escenario \"e\" ruta r el 2026-01-05 A completa b con x=SI,v=(\"u\",\"v\") y produce i firmado por A entonces la etapa es c y x es si y\nel comite no adopta fin escenario",
      "escenario \"e\"\n  ruta r\n  el 2026-01-05 A completa b con x = sí, v = (\"u\", \"v\") y produce i firmado por A\n  entonces la etapa es c\n"
      "  y x es sí\n  y el comité no adopta\nfin escenario\n" },
    { "calendario c \"C\"\nfestivo f \"F\":1 de ENERO,pasa al LUNES\nfuente N art. 1\ncierre g \"G\" : 2026-01-05 fuente N art. 2\nfin calendario",
      "calendario c \"C\"\n  festivo f \"F\": 1 de enero, pasa al lunes\n    fuente N art. 1\n  cierre g \"G\": 2026-01-05 fuente N art. 2\nfin calendario\n" },
    { "comite c \"C\" se reune al menos 2 VECES al mes fuente par. 1 fin comite\ncalendario c \"C\"\n"
      "cierre g \"G\" : 2026-01-05 HASTA 2026–01–06,A eleccion de cada entidad fuente N art. 2\n"
      "suspension s \"S\":desde 2026-02-05 hasta 2026-02-06\nacoge G,h fin calendario",
      "comité c \"C\"\n  se reúne al menos 2 veces al mes fuente par. 1\nfin comité\ncalendario c \"C\"\n"
      "  cierre g \"G\": 2026-01-05 hasta 2026-01-06, a elección de cada entidad fuente N art. 2\n"
      "  suspensión s \"S\": desde 2026-02-05 hasta 2026-02-06\n  acoge g, h\nfin calendario\n" },
    { "ruta r \"R\" plazo p:24 HORAS antes de d prorroga 1 vez hasta 1 hora con i fuente num. 1 se suspende con i,se reanuda con j\n"
      "se interrumpe con k se cuenta desde el dia siguiente si termina en dia inhabil no corre\n"
      "si vence:se entiende «x»,caduca , sigue z fin plazo fin ruta\n"
      "escenario \"e\" ruta r el 2026–01–05T10:30 A prorroga p por 1 hora con i firmado por B el 2026-01-06 vence p\n"
      "entonces el plazo p vence el 2026-01-05T11:30 y se entiende \"x\" fin escenario",
      "ruta r \"R\"\n  plazo p: 24 horas antes de d\n    prórroga 1 vez hasta 1 hora con i fuente num. 1\n    se suspende con i, se reanuda con j\n"
      "    se interrumpe con k\n    se cuenta desde el día siguiente\n    si termina en día inhábil no corre\n"
      "    si vence: se entiende \"x\", caduca, sigue z\n  fin plazo\nfin ruta\n"
      "escenario \"e\"\n  ruta r\n  el 2026-01-05T10:30 A prorroga p por 1 hora con i firmado por B\n  el 2026-01-06 vence p\n"
      "  entonces el plazo p vence el 2026-01-05T11:30\n  y se entiende \"x\"\nfin escenario\n" },
    { "lista plazo acta, nota fin lista ruta r \"R\" etapa e \"E\" recibe NOTA,Acta fin etapa fin ruta",
      "lista plazo\n  acta, nota\nfin lista\nruta r \"R\"\n  etapa e \"E\"\n    recibe nota, acta\n  fin etapa\nfin ruta\n" },
    { "ruta r \"R\" datos\nfuente : fecha\nfin datos etapa e \"E\" pide\nfuente\nfin etapa fin ruta",
      "ruta r \"R\"\n  datos\n    fuente : fecha\n  fin datos\n  etapa e \"E\"\n    pide fuente\n  fin etapa\nfin ruta\n" },
    { "norma LEY \"n\" fin norma lista l ley, Otra fin lista entidad E \"E\" fuente LEY art. 1 nota \"x\" fin entidad lista m OTRA fin lista",
      "norma LEY \"n\"\nfin norma\nlista l\n  ley, Otra\nfin lista\nentidad E \"E\"\n  fuente LEY art. 1\n  nota \"x\"\nfin entidad\nlista m\n  OTRA\nfin lista\n" },
    { "lista l a, # uno\n b # dos\n fin lista", "lista l\n  a,  # uno\n  b  # dos\nfin lista\n" },
    { "entidad E \"E\" responsable x", NULL },
};

static struct text formatted(struct lang_world *world, bool expected)
{
    struct text out;
    if (expected && report_has_errors(world->report)) fail_msg("%s", lang_printed(world, (struct report_style){0}));
    assert_int_equal(format_source(world->sources, 0, world->file, world->arena, &out), expected);
    return out;
}

static void every_sample_takes_its_canonical_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct lang_world world = lang_parse(samples[i].written);
        struct text out = formatted(&world, samples[i].canonical != NULL);
        assert_string_equal(samples[i].canonical ? samples[i].canonical : "", out.at);
        lang_done(&world);
    }
}

static void a_canonical_form_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        if (!samples[i].canonical) continue;
        struct lang_world world = lang_parse(samples[i].canonical);
        assert_string_equal(formatted(&world, true).at, samples[i].canonical);
        lang_done(&world);
    }
}

/* Every route and every page of the library: the tree is the same before and after, and
 * the second time nothing changes. */
static void check_file(const char *path, size_t *files)
{
    struct arena arena = {0};
    struct sources *sources = sources_new(&arena);
    uint32_t id;
    struct fault why = {0};
    assert_true(sources_load(sources, text_from(path), &id, &why));
    struct lang_world before = lang_parse_bytes(path, sources_at(sources, id)->content);
    if (report_has_errors(before.report)) fail_msg("%s: %s", path, lang_printed(&before, (struct report_style){0}));
    struct text once = formatted(&before, true);
    struct lang_world after = lang_parse_bytes(path, once);
    assert_string_equal(formatted(&after, true).at, once.at);
    char *tree_before = lang_tree(&before), *tree_after = lang_tree(&after);
    assert_string_equal(tree_before, tree_after);
    free(tree_before);
    free(tree_after);
    lang_done(&before);
    lang_done(&after);
    arena_free(&arena);
    (*files)++;
}

static void check_folder(const char *path, size_t *files)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char below[1024];
        struct stat facts;
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] == '.') continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        assert_int_equal(stat(below, &facts), 0);
        if (S_ISDIR(facts.st_mode)) check_folder(below, files);
        else if (length > 5 && strcmp(entry->d_name + length - 5, ".ruta") == 0) check_file(below, files);
    }
    closedir(folder);
}

static void formatting_changes_no_route(void **state)
{
    (void)state;
    const char *root = getenv("SOURCE_ROOT");
    char path[1024];
    size_t files = 0;
    snprintf(path, sizeof path, "%s/routes", root ? root : ".");
    check_folder(path, &files);
    snprintf(path, sizeof path, "%s/stdlib", root ? root : ".");
    check_folder(path, &files);
    assert_true(files >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_takes_its_canonical_form),
        cmocka_unit_test(a_canonical_form_stays),
        cmocka_unit_test(formatting_changes_no_route),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
