/* test_lang_tree.c -- the tree of every file of tests/tree, whole: NAME.ruta makes NAME.txt.
 *
 * To renew one after a change that was meant: `ruta volcar árbol tests/tree/NAME.ruta`,
 * and read the difference. */
#include "lang_world.h"

static struct text read_file(struct lang_world *world, const char *name, const char *ending)
{
    char path[1024];
    uint32_t id;
    struct fault why = {0};
    const char *root = getenv("SOURCE_ROOT");
    struct sources *sources = sources_new(world->arena);
    snprintf(path, sizeof path, "%s/tests/tree/%s.%s", root ? root : ".", name, ending);
    if (!sources_load(sources, text_from(path), &id, &why)) fail_msg("%s", why.message);
    return sources_at(sources, id)->content;
}

static void check(const char *name, bool *seen)
{
    struct lang_world files = lang_parse("");
    struct text written = read_file(&files, name, "ruta"), expected = read_file(&files, name, "txt");
    struct lang_world world = lang_parse_bytes(name, written);
    char *tree = lang_tree(&world), *printed = lang_printed(&world, (struct report_style){0});
    assert_string_equal(printed, "");
    assert_string_equal(tree, expected.at);
    for (const char *word = strtok(tree, " \n)"); word; word = strtok(NULL, " \n)"))
        for (int kind = 0; kind < NODE_KINDS; kind++)
            seen[kind] |= *word == '(' && strcmp(word + 1, node_tag((enum node_kind)kind)) == 0;
    free(tree);
    free(printed);
    lang_done(&world);
    lang_done(&files);
}

static void trees_are_as_written(void **state)
{
    (void)state;
    bool seen[NODE_KINDS] = {0};
    check("todo", seen);
    check("palabras_como_nombres", seen);
    check("reforma", seen);
    for (int kind = 0; kind < NODE_KINDS; kind++)
        if (!seen[kind]) fail_msg("no tree has «%s»", node_tag((enum node_kind)kind));
}

static void spans_cover_their_construct(void **state)
{
    (void)state;
    struct lang_world world = lang_parse("ruta r \"R\"\n  etapa uno \"Uno\"\n    plazo p: 3 días desde x\n      si vence: sin efecto\n    fin plazo\n  fin etapa\nfin ruta\n");
    const struct node *route = node_child(world.file, NODE_ROUTE), *stage = node_child(route, NODE_STAGE);
    const struct node *deadline = node_child(stage, NODE_DEADLINE), *length = node_child(deadline, NODE_LENGTH);
    assert_int_equal(route->span.offset, 0);
    assert_int_equal(route->span.length, 119);
    assert_int_equal(stage->span.offset, 13);
    assert_int_equal(stage->name_span.offset, 19);
    assert_int_equal(stage->name_span.length, 3);
    assert_int_equal(stage->span.offset + stage->span.length, 110);
    assert_int_equal(deadline->span.offset, 33);
    assert_int_equal(deadline->span.offset + deadline->span.length, 98);
    assert_int_equal(length->span.offset, 42);
    assert_null(node_next(stage));
    assert_true(node_is_expression(&(struct node){ .kind = NODE_IN }));
    assert_false(node_is_expression(deadline));
    lang_done(&world);
}

static void the_words_of_citations_are_those_of_the_language(void **state)
{
    (void)state;
    assert_string_equal(cite_part_word(CITE_ARTICLE), "art.");
    assert_string_equal(cite_part_word(CITE_CLAUSE), "inciso");
    assert_string_equal(cite_part_word(CITE_PAGE), "pág.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_as_written),
        cmocka_unit_test(spans_cover_their_construct),
        cmocka_unit_test(the_words_of_citations_are_those_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
