/* test_runtime_draw.c -- a route as graph, picture and text. */
#include "draw_program.h"

#include "runtime/draw.h"
#include "runtime/layout.h"
#include "runtime/svg.h"

static const struct svg_font regular = { "text", 10, false };

/* ---- A small reader of XML: enough to say whether ours is well formed --------- */

static bool is_entity(const char *at)
{
    static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(at, known[i], strlen(known[i])) == 0) return true;
    return false;
}

/* Moves past one tag; pushes or pops its name. Attributes must be quoted. */
static const char *read_tag(const char *at, const char **open, size_t *depth)
{
    bool closing = at[1] == '/';
    const char *name = at + 1 + closing, *p = name;
    size_t length = strcspn(name, " />\n");

    if (closing) {
        assert_true(*depth > 0);
        assert_int_equal(strncmp(open[--*depth], name, length), 0);
        assert_int_equal(strcspn(open[*depth], " />\n"), length);
    } else open[(*depth)++] = name;
    for (p = name + length; *p != '>'; p++) {
        assert_true(*p != '\0' && *p != '<');
        if (*p != '"') continue;
        assert_int_equal(p[-1], '=');
        for (p++; *p != '"'; p++) assert_true(*p != '\0' && *p != '<' && (*p != '&' || is_entity(p)));
    }
    if (p[-1] == '/') --*depth;
    return p + 1;
}

static void assert_well_formed(struct text svg)
{
    static const char *open[64];
    size_t depth = 0;

    assert_int_equal(strlen(svg.at), svg.length);
    for (const char *at = svg.at; *at;) {
        assert_true(depth < 60);
        if (*at == '<') at = read_tag(at, open, &depth);
        else {
            assert_true((unsigned char)*at >= 0x20 || *at == '\n');
            assert_true(*at != '&' || is_entity(at));
            at++;
        }
    }
    assert_int_equal(depth, 0);
}

static uint32_t occurrences(struct text whole, const char *part)
{
    uint32_t count = 0;
    for (const char *at = whole.at; (at = strstr(at, part)) != NULL; at += strlen(part)) count++;
    return count;
}

static struct text drawn(const struct program *program, struct arena *arena)
{
    struct draw_options options = draw_defaults();
    struct fault why = {0};
    struct text svg;
    if (!draw_route(program, 0, &options, arena, &svg, &why)) fail_msg("%s", why.message);
    assert_well_formed(svg);
    return svg;
}

/* ---- Text --------------------------------------------------------------------- */

static void widths_are_those_of_the_table(void **state)
{
    (void)state;
    assert_int_equal(svg_width(TEXT("i"), &regular), 3);            /* 28 hundredths of 10, rounded up */
    assert_int_equal(svg_width(TEXT("mm"), &regular), 20);
    assert_int_equal(svg_width(TEXT("ñ"), &regular), svg_width(TEXT("n"), &regular));
    assert_int_equal(svg_width(TEXT("\xF0\x9F\x98\x80"), &regular), 14);
}

static void lines_break_at_blanks_and_keep_numbers(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct svg_lines lines = svg_wrap(&arena, TEXT("uno dos D1 art. 5"), &regular, 70, 4);
    assert_int_equal(lines.count, 2);
    assert_string_equal(text_copy(&arena, lines.line[0]).at, "uno dos D1");
    assert_string_equal(text_copy(&arena, lines.line[1]).at, "art. 5");
    lines = svg_wrap(&arena, TEXT("uno dos art. 5"), &regular, svg_width(TEXT("uno dos art."), &regular), 4);
    assert_string_equal(text_copy(&arena, lines.line[0]).at, "uno dos");
    lines = svg_wrap(&arena, TEXT("esternocleidomastoideo"), &regular, 60, 2);
    assert_int_equal(lines.count, 2);
    assert_true(lines.cut);
    assert_true(lines.widest <= 60);
    assert_string_equal(lines.line[1].at + lines.line[1].length - 3, "…");
    assert_int_equal(svg_wrap(&arena, TEXT("   "), &regular, 60, 2).count, 0);
    arena_free(&arena);
}

static void text_loses_its_power(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct svg svg = {0};
    svg_escaped(&svg, TEXT("</text><script>&\"'\x01\x80\xC3(\xED\xA0\x80\xE2\x80\xAE\tñ"));
    assert_string_equal(svg_finish(&svg, &arena).at,
                        "&lt;/text&gt;&lt;script&gt;&amp;&quot;&#39;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD ñ");
    arena_free(&arena);
}

/* ---- Children ------------------------------------------------------------------- */

static struct child_result ran(struct arena *arena, const char *const *arguments, struct text input, struct child_limits limits)
{
    struct child_result result;
    struct fault why = {0};
    assert_true(child_run(arguments, input, &limits, arena, &result, &why));
    return result;
}

static const struct child_limits roomy = { 20, (size_t)1 << 30, (size_t)8 << 20 };

static void a_child_gets_and_gives_all_bytes(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *bytes = arena_alloc(&arena, 3000000);
    for (size_t i = 0; i < 3000000; i++) bytes[i] = (char)(i * 7 % 251);
    struct child_result result = ran(&arena, (const char *const[]){ "cat", NULL }, (struct text){ bytes, 3000000 }, roomy);
    assert_int_equal(result.end, CHILD_EXITED);
    assert_int_equal(result.code, 0);
    assert_int_equal(result.output.length, 3000000);
    assert_memory_equal(result.output.at, bytes, 3000000);
    arena_free(&arena);
}

static void a_child_that_does_not_read_is_no_trouble(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text input = { arena_alloc(&arena, 3000000), 3000000 };
    struct child_result result = ran(&arena, (const char *const[]){ "sh", "-c", "echo malo >&2; exit 3", NULL }, input, roomy);
    assert_int_equal(result.end, CHILD_EXITED);
    assert_string_equal(child_complaint(&arena, &result).at, "terminó con el código 3: malo");
    result = ran(&arena, (const char *const[]){ "sh", "-c", "kill -9 $$", NULL }, input, roomy);
    assert_string_equal(child_complaint(&arena, &result).at, "murió con la señal 9");
    arena_free(&arena);
}

static void a_child_meets_its_limits(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text none = { "", 0 };
    struct child_result result = ran(&arena, (const char *const[]){ "sleep", "30", NULL }, none, (struct child_limits){ 1, (size_t)1 << 30, 100 });
    assert_int_equal(result.end, CHILD_TOO_SLOW);
    assert_string_equal(child_complaint(&arena, &result).at, "no terminó en el tiempo permitido");
    result = ran(&arena, (const char *const[]){ "sh", "-c", "exec >&- 2>&-; sleep 30", NULL }, none, (struct child_limits){ 1, (size_t)1 << 30, 100 });
    assert_int_equal(result.end, CHILD_TOO_SLOW);
    result = ran(&arena, (const char *const[]){ "yes", NULL }, none, roomy);
    assert_int_equal(result.end, CHILD_TOO_MUCH);
    assert_string_equal(child_complaint(&arena, &result).at, "produjo más de lo permitido");
    const char *const hungry[] = { "dd", "if=/dev/zero", "of=/dev/null", "bs=1500M", "count=1", NULL };
    result = ran(&arena, hungry, none, roomy);
    assert_int_equal(result.end, CHILD_EXITED);
    assert_int_not_equal(result.code, 0);
    arena_free(&arena);
}

/* ---- The graph -------------------------------------------------------------------- */

/* Two stages: a question with its end beside, and an end below. */
static const char chain_dot[] =
    "digraph ruta {\n"
    "\tgraph [newrank=true,\n"
    "\t\tnodesep=0.55,\n"
    "\t\tnslimit=2,\n"
    "\t\tranksep=0.45,\n"
    "\t\tsplines=true\n"
    "\t];\n"
    "\tnode [fixedsize=true,\n"
    "\t\tshape=box\n"
    "\t];\n"
    "\tsubgraph r4 {\n"
    "\t\tgraph [rank=same];\n"
    "\t\tn4\t[class=decision,\n"
    "\t\t\theight=1.0416,\n"
    "\t\t\tshape=diamond,\n"
    "\t\t\twidth=4.8333];\n"
    "\t\tn5\t[class=\"final desfavorable\",\n"
    "\t\t\theight=1.6250,\n"
    "\t\t\twidth=3.7638];\n"
    "\t}\n"
    "\tn1\t[class=inicio,\n"
    "\t\theight=0.4444,\n"
    "\t\twidth=1.3333];\n"
    "\tn2\t[class=etapa,\n"
    "\t\theight=1.9027,\n"
    "\t\twidth=8.7500];\n"
    "\tn1:s -> n2:n\t[key=e1,\n"
    "\t\tweight=100];\n"
    "\tn2:s -> n4:n\t[key=e2,\n"
    "\t\tweight=100];\n"
    "\tn3\t[class=etapa,\n"
    "\t\theight=1.9027,\n"
    "\t\twidth=8.7500];\n"
    "\tn6\t[class=\"final desfavorable\",\n"
    "\t\theight=1.6250,\n"
    "\t\twidth=3.2777];\n"
    "\tn3:s -> n6:n\t[key=e5,\n"
    "\t\tweight=100];\n"
    "\tn4:s -> n3:n\t[key=e3,\n"
    "\t\tlabel=<<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"29\" HEIGHT=\"24\"><TR><TD></TD></TR></TABLE>>,\n"
    "\t\tweight=100];\n"
    "\tn4 -> n5\t[key=e4];\n"
    "}\n";

static void the_graph_is_golden_and_without_user_text(void **state)
{
    (void)state;
    struct program *program = chain_program(2, "Texto</text><script>");
    struct arena arena = {0};
    struct text dot, again;
    struct fault why = {0};
    assert_true(draw_dot(program, 0, &arena, &dot, &why));
    assert_true(draw_dot(program, 0, &arena, &again, &why));
    assert_true(text_equal(dot, again));
    assert_string_equal(dot.at, chain_dot);
    arena_free(&arena);
    program_close(program);
}

static void add_node(struct layout *layout, enum layout_shape shape, int width, int height)
{
    VEC_PUSH(&layout->nodes, ((struct layout_node){ .css = "etapa", .shape = shape, .width = width, .height = height }));
}

static void add_edge(struct layout *layout, enum layout_bond bond, uint32_t from, uint32_t to, int label)
{
    VEC_PUSH(&layout->edges, ((struct layout_edge){ .bond = bond, .from = from, .to = to, .label_width = label, .label_height = label ? 24 : 0 }));
}

static bool apart(const struct layout_node *a, const struct layout_node *b)
{
    return 2 * abs(a->x - b->x) >= a->width + b->width || 2 * abs(a->y - b->y) >= a->height + b->height;
}

static void boxes_find_their_places(void **state)
{
    (void)state;
    struct layout layout = {0};
    struct arena arena = {0};
    struct fault why = {0};
    struct draw_options options = draw_defaults();
    for (int i = 0; i < 4; i++) add_node(&layout, LAYOUT_BOX, 300 + 50 * i, 100 + 40 * i);
    add_node(&layout, LAYOUT_DIAMOND, 200, 80);
    add_node(&layout, LAYOUT_BOX, 150, 60);
    add_edge(&layout, LAYOUT_SPINE, 0, 4, 0);
    add_edge(&layout, LAYOUT_SPINE, 4, 1, 40);
    add_edge(&layout, LAYOUT_BRANCH, 4, 2, 60);
    add_edge(&layout, LAYOUT_BESIDE, 4, 5, 0);
    add_edge(&layout, LAYOUT_BESIDE, 1, 3, 0);
    add_edge(&layout, LAYOUT_BACK, 2, 0, 0);
    if (!layout_run(&layout, options.dot, &options.limits, &arena, &why)) fail_msg("%s", why.message);
    const struct layout_node *nodes = layout.nodes.items;
    for (size_t i = 0; i < 6; i++) {
        assert_in_range((uintmax_t)nodes[i].x, (uintmax_t)nodes[i].width / 2 - 1, (uintmax_t)(layout.width - nodes[i].width / 2 + 1));
        for (size_t j = 0; j < i; j++) assert_true(apart(&nodes[i], &nodes[j]));
    }
    assert_int_equal(nodes[0].x, nodes[4].x);       /* the main line is straight */
    assert_int_equal(nodes[4].y, nodes[5].y);       /* what stands beside is on one line, to the right */
    assert_true(nodes[5].x > nodes[4].x && nodes[3].x > nodes[1].x && nodes[3].y == nodes[1].y);
    assert_true(nodes[0].y < nodes[4].y && nodes[4].y < nodes[1].y && nodes[4].y < nodes[2].y);
    assert_null(layout.edges.items[5].points);
    assert_int_equal(layout.edges.items[0].points[0].y, nodes[0].y + 50);
    layout_free(&layout);
    arena_free(&arena);
}

/* ---- The picture ------------------------------------------------------------------- */

static void the_picture_is_the_same_twice(void **state)
{
    (void)state;
    struct program *program = lighthouse_program();
    struct arena arena = {0};
    struct text svg = drawn(program, &arena);
    assert_true(text_equal(svg, drawn(program, &arena)));
    assert_non_null(strstr(svg.at, "<title id=\"titulo\">Encendido del faro</title>"));
    assert_non_null(strstr(svg.at, "lang=\"es\" role=\"img\""));
    assert_non_null(strstr(svg.at, ">Ley imaginaria 9001 · expide: Islera de turno · L9001 art. 7</text>"));
    assert_non_null(strstr(svg.at, ">30 días hábiles desde la entrada a esta etapa</text>"));
    assert_non_null(strstr(svg.at, ">Sin plazo legal</text>"));
    assert_non_null(strstr(svg.at, ">cada 1 mes</text>"));
    assert_non_null(strstr(svg.at, ">¿Hay niebla?</text>"));
    assert_non_null(strstr(svg.at, ">Quórum: 2 miembros</text>"));
    assert_int_equal(occurrences(svg, "class=\"edge back\""), 1);
    assert_non_null(strstr(svg.at, "<title>Anotar la niebla — El orden no consta.</title><desc>El orden no consta.</desc>"));
    assert_int_equal(occurrences(svg, "<script"), 0);
    assert_int_equal(occurrences(svg, "http"), 1);                  /* the name space */
    arena_free(&arena);
    program_close(program);
}

static void hostile_captions_are_only_text(void **state)
{
    (void)state;
    static char captions[6][2100] = {
        "</text><script>alert(1)</script>", "\"onload=\"x' & <b>", "]]><!-- -->&amp;", "\x01\x02\x1B[31m\x7F", "😀 emoji y ñandú",
    };
    for (size_t i = 0; i < 2048; i++) captions[5][i] = i % 700 == 699 ? ' ' : 'W';
    for (size_t i = 0; i < 6; i++) {
        struct program *program = chain_program(3, captions[i]);
        struct arena arena = {0};
        struct text svg = drawn(program, &arena);
        assert_int_equal(occurrences(svg, "<script"), 0);
        assert_int_equal(occurrences(svg, "onload=\""), 0);
        assert_int_equal(occurrences(svg, "class=\"etapa\""), 3);
        arena_free(&arena);
        program_close(program);
    }
}

static void three_hundred_stages_within_the_limit(void **state)
{
    (void)state;
    struct program *program = chain_program(300, "Una etapa cualquiera de la vigilia");
    struct arena arena = {0};
    struct text svg = drawn(program, &arena);
    assert_int_equal(occurrences(svg, "class=\"etapa\""), 300);
    assert_int_equal(occurrences(svg, "class=\"final desfavorable\""), 300);
    arena_free(&arena);
    program_close(program);
}

static void draw_fails(const char *dot, const char *message, int code)
{
    struct program *program = chain_program(2, "Etapa");
    struct arena arena = {0};
    struct draw_options options = draw_defaults();
    struct fault why = {0};
    struct text svg;
    options.dot = dot;
    options.limits.output = 1 << 20;
    assert_false(draw_route(program, 0, &options, &arena, &svg, &why));
    assert_string_equal(why.message, message);
    assert_int_equal(why.code, code);
    arena_free(&arena);
    program_close(program);
}

static void a_bad_dot_is_a_fault_and_not_a_crash(void **state)
{
    (void)state;
    draw_fails("dot-que-no-existe", "no se encontró el programa «dot-que-no-existe»", EXIT_NO_INPUT);
    draw_fails("/", "no se pudo ejecutar el programa «/»: no tiene permiso", EXIT_IO);
    draw_fails("false", "Graphviz no pudo ordenar el dibujo: «false» terminó con el código 1", EXIT_IO);
    draw_fails("true", "no se entiende la respuesta de Graphviz («true»)", EXIT_IO);
    draw_fails("echo", "no se entiende la respuesta de Graphviz («echo»)", EXIT_IO);
}

static void a_png_is_a_png_with_few_enough_pixels(void **state)
{
    (void)state;
    struct program *program = lighthouse_program();
    struct arena arena = {0};
    struct draw_options options = draw_defaults();
    struct fault why = {0};
    struct text png, svg = drawn(program, &arena);
    options.pixels = 250000;
    assert_true(draw_png(svg, &options, &arena, &png, &why));
    const unsigned char *head = (const unsigned char *)png.at;
    long width = head[18] * 256 + head[19], height = head[22] * 256 + head[23];
    assert_memory_equal(head, "\x89PNG\r\n\x1A\n", 8);
    assert_in_range((uintmax_t)(width * height), 230000, 250000);
    options.converter = "convertidor-que-no-existe";
    assert_false(draw_png(svg, &options, &arena, &png, &why));
    assert_int_equal(why.code, EXIT_NO_INPUT);
    arena_free(&arena);
    program_close(program);
}

/* ---- The outline --------------------------------------------------------------------- */

static void the_outline_says_it_all(void **state)
{
    (void)state;
    struct program *program = lighthouse_program();
    struct arena arena = {0};
    assert_string_equal(draw_outline(program, 0, &arena).at, 
        "Ruta: Encendido del faro [L9001 art. 7]\n"
        "  Plazo: 4 años si hay niebla, si no 1 año desde «Bitácora» [Ley 9001 art. 8]\n"
        "  Inicia en: Vigilia de la costa\n"
        "Etapa (num. 1): Vigilia de la costa [L9001 art. 7 num. 1 y par. 1]\n"
        "  Responsable: según el momento\n"
        "  Debe conocerse: hay niebla (reservado)\n"
        "  Plazo: 30 días hábiles desde la entrada a esta etapa [Ley 9001 art. 7 num. 1]\n"
        "    Si vence: incumple Oficina del Faro y alerta a Islera de turno\n"
        "    Nota: El día cero es el de la entrada.\n"
        "  Momentos en paralelo:\n"
        "    Momento 1.1: Mirar el mar [L9001 momento 1.1]\n"
        "      Responsable: Oficina del Faro\n"
        "      Se repite: cada 1 mes\n"
        "    Momento 1.2: Anotar la niebla [L9001 momento 1.2]\n"
        "      Responsable: no consta\n"
        "      Se repite: cada vez que sesiona Comité de la Niebla\n"
        "      Recibe: Bitácora; firman Oficina del Faro e Islera de turno · lleva serial [L9001 art. 5]\n"
        "      Nota: El orden no consta.\n"
        "  Si hay niebla, sigue: Vigilia de la costa [L9001 art. 7 par. 1]\n"
        "  Si no, sigue: Encendido\n"
        "Etapa (num. 2): Encendido [L9001 art. 7 num. 2]\n"
        "  Responsable: Oficina del Faro e Islera de turno\n"
        "  Sesiona: Comité de la Niebla\n"
        "  Plazo: sin plazo legal\n"
        "  Produce: Bitácora; firman Oficina del Faro e Islera de turno · lleva serial [L9001 art. 5]\n"
        "  Sigue: Final favorable: Faro encendido [L9001 art. 9]\n"
        "Comité: Comité de la Niebla [Ley 9001 art. 3]\n"
        "  2 miembros con voz y voto · 1 invitado con voz\n"
        "  Quórum: 2 miembros\n"
        "  Decide: mayoría simple de los miembros\n"
        "  Secretaría técnica: Islera de turno\n"
        "  Acta: la firman presidencia y secretaría técnica\n"
        "  Puede sesionar de manera virtual o simultánea\n"
        "  Miembro: Farera mayor, o su delegado (preside) [Ley 9001 art. 3 num. 1]\n"
        "  Miembro: torrero, indelegable\n"
        "  Invitado: 4 por población: gaviotas, cuando: haya marea, solo en sus casos\n");
    arena_free(&arena);
    program_close(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_the_table),
        cmocka_unit_test(lines_break_at_blanks_and_keep_numbers),
        cmocka_unit_test(text_loses_its_power),
        cmocka_unit_test(a_child_gets_and_gives_all_bytes),
        cmocka_unit_test(a_child_that_does_not_read_is_no_trouble),
        cmocka_unit_test(a_child_meets_its_limits),
        cmocka_unit_test(the_graph_is_golden_and_without_user_text),
        cmocka_unit_test(boxes_find_their_places),
        cmocka_unit_test(the_picture_is_the_same_twice),
        cmocka_unit_test(hostile_captions_are_only_text),
        cmocka_unit_test(three_hundred_stages_within_the_limit),
        cmocka_unit_test(a_bad_dot_is_a_fault_and_not_a_crash),
        cmocka_unit_test(a_png_is_a_png_with_few_enough_pixels),
        cmocka_unit_test(the_outline_says_it_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
