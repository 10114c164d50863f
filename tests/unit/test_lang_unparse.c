/* test_lang_unparse.c -- a tree as text again: of every file of the repository and of
 * every example of the manual, what is written is what «formatear» writes, without
 * comments, and its tree is the same tree. */
#include "lang_world.h"

#include <dirent.h>
#include <sys/stat.h>

#include "lang/lexer.h"
#include "lang/unparse.h"

static void every_kind_has_a_form(void **state)
{
    (void)state;
    for (int kind = 0; kind < NODE_KINDS; kind++)
        if (!unparse_has((enum node_kind)kind))
            fail_msg("the nodes «%s» have no form: add a row to lang/unparse.def", node_tag((enum node_kind)kind));
}

/* ---- what is compared ------------------------------------------------------------------- */

/* Comments go, and with each the line that held nothing else. */
static struct text without_comments(struct arena *arena, struct text content)
{
    char *out = arena_array(arena, content.length + 1, 1);
    size_t length = 0, from = 0;
    struct lexer lexer;
    lexer_start(&lexer, arena, words_new(arena), NULL, 0, content);
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END; token = lexer_next(&lexer)) {
        if (token.kind != TOKEN_COMMENT) continue;
        size_t start = token.span.offset, end = start + token.span.length;
        while (start > from && strchr(" \t", content.at[start - 1])) start--;
        if ((start == 0 || content.at[start - 1] == '\n') && end < content.length) end++;
        memcpy(out + length, content.at + from, start - from);
        length += start - from;
        from = end;
    }
    memcpy(out + length, content.at + from, content.length - from);
    return (struct text){ out, length + content.length - from };
}

/* Each word in its first form: a tree does not keep whether it was «alguno» or «alguna».
 * The caller frees it. */
static char *first_forms(struct arena *arena, struct text content)
{
    char *text = NULL;
    size_t length = 0, from = 0;
    FILE *out = open_memstream(&text, &length);
    struct lexer lexer;
    assert_non_null(out);
    lexer_start(&lexer, arena, words_new(arena), NULL, 0, content);
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END; token = lexer_next(&lexer)) {
        if (!token_is_word(token.kind)) continue;
        struct text word = word_spelling(word_first_row(token.word));
        fprintf(out, "%.*s%.*s", (int)(token.span.offset - from), content.at + from, TEXT_ARGS(word));
        from = token.span.offset + token.span.length;
    }
    fprintf(out, "%.*s", (int)(content.length - from), content.at + from);
    fclose(out);
    return text;
}

static void check_same_tree(const char *path, const struct lang_world *world, struct text written)
{
    struct lang_world again = lang_parse_bytes(path, written);
    char *before = lang_tree(world), *after = lang_tree(&again);
    if (strcmp(before, after) != 0) fail_msg("%s: written as\n%.*s\nit is another tree", path, TEXT_ARGS(written));
    free(before);
    free(after);
    lang_done(&again);
}

/* The first line that differs tells more than two whole files. */
static void check_same_lines(const char *path, const char *expected, const char *written)
{
    const char *line = expected;
    for (; *expected && *expected == *written; expected++, written++)
        if (*expected == '\n') line = expected + 1;
    if (!*expected && !*written) return;
    written -= expected - line;
    fail_msg("%s: for\n%.*s\nit writes\n%.*s", path, (int)strcspn(line, "\n"), line, (int)strcspn(written, "\n"), written);
}

static void check_same_text(const char *path, struct arena *arena, struct text content, struct text written)
{
    struct lang_world world = lang_parse_bytes(path, without_comments(arena, content));
    struct text expected;
    assert_true(format_source(world.sources, 0, world.file, arena, &expected));
    char *before = first_forms(arena, expected), *after = first_forms(arena, written);
    check_same_lines(path, before, after);
    free(before);
    free(after);
    lang_done(&world);
}

struct wanted {
    bool may_be_wrong;      /* what has mistakes of grammar has no tree worth writing */
    bool only_tree;
};

static void check_content(const char *path, struct text content, struct wanted wanted)
{
    struct lang_world world = lang_parse_bytes(path, content);
    if (!wanted.may_be_wrong && world.file->number) fail_msg("%s: %s", path, lang_printed(&world, (struct report_style){0}));
    if (!world.file->number) {
        struct text written = unparse_file(world.sources, world.names, world.file, NULL, world.arena);
        check_same_tree(path, &world, written);
        if (!wanted.only_tree) check_same_text(path, world.arena, content, written);
    }
    lang_done(&world);
}

static void check_route(const char *path, struct text content) { check_content(path, content, (struct wanted){0}); }
static void check_example(const char *path, struct text content) { check_content(path, content, (struct wanted){ .may_be_wrong = true }); }
static void check_odd_one(const char *path, struct text content) { check_content(path, content, (struct wanted){ true, true }); }

/* An example is a whole file, or goes inside a route, or inside a stage of one. */
static void check_page(const char *path, struct text content)
{
    static const char fence[] = "\n```ruta", end[] = "\n```";
    struct arena arena = {0};
    for (const char *at = content.at; (at = strstr(at, fence)) != NULL;) {
        const char *start = strchr(at + 1, '\n') + 1, *stop = strstr(start, end);
        int length = (int)(stop + 1 - start);
        check_example(path, text_format(&arena, "%.*s", length, start));
        check_example(path, text_format(&arena, "ruta x \"X\"\n%.*sfin ruta\n", length, start));
        check_example(path, text_format(&arena, "ruta x \"X\"\netapa y \"Y\"\n%.*sfin etapa\nfin ruta\n", length, start));
        at = stop + sizeof end - 1;
    }
    arena_free(&arena);
}

/* ---- folders ------------------------------------------------------------------------------ */

typedef void checker(const char *path, struct text content);

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static void check_file(const char *path, checker *check)
{
    struct arena arena = {0};
    struct sources *sources = sources_new(&arena);
    struct fault why = {0};
    uint32_t id;
    if (sources_load(sources, text_from(path), &id, &why)) check(path, sources_at(sources, id)->content);
    arena_free(&arena);
}

static size_t check_folder(const char *path, const char *extension, checker *check)
{
    size_t files = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct stat facts;
        char below[1024];
        if (entry->d_name[0] == '.') continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        assert_int_equal(stat(below, &facts), 0);
        if (S_ISDIR(facts.st_mode)) files += check_folder(below, extension, check);
        else if (ends_in(below, extension)) {
            check_file(below, check);
            files++;
        }
    }
    closedir(folder);
    return files;
}

static size_t check_below(const char *folder, const char *extension, checker *check)
{
    const char *root = getenv("SOURCE_ROOT");
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", folder);
    return check_folder(path, extension, check);
}

static void every_route_is_written_as_it_was(void **state)
{
    (void)state;
    static const char *const folders[] = {
        "routes", "stdlib", "tests/cli", "tests/clock", "tests/code", "tests/compare", "tests/draw", "tests/hard", "tests/reform", "tests/run",
    };
    for (size_t i = 0; i < COUNT(folders); i++) assert_true(check_below(folders[i], ".ruta", check_route) > 0);
    assert_true(check_below("docs/manual", ".md", check_page) >= 10);
}

/* Among these are files that nobody would write so: parentheses that say nothing, commas
 * that may go. */
static void every_tree_of_the_tests_comes_back(void **state)
{
    (void)state;
    assert_true(check_below("tests", ".ruta", check_odd_one) >= 100);
}

/* ---- what goes beside a line ---------------------------------------------------------------- */

static struct text kind_beside(const void *context, const struct node *node, bool closes)
{
    (void)context;
    return node->kind == NODE_ROUTE && !closes ? TEXT("una ruta") : node->kind == NODE_STAGE ? TEXT("una etapa") : node->kind == NODE_REF || node->kind == NODE_VALUE ? TEXT("un nombre") : TEXT("");
}

/* Once in each line, however many of its nodes ask for it; a closer's is its block's. */
static void each_line_carries_what_its_nodes_say(void **state)
{
    (void)state;
    struct lang_world world = lang_parse("lista l a,\nb, c fin lista\nruta r \"R\"\netapa e \"E\" pide x, z sigue f\nfin etapa fin ruta");
    struct unparse_notes notes = { kind_beside, NULL };
    struct text out = unparse_file(world.sources, world.names, world.file, &notes, world.arena);
    assert_string_equal(out.at, "lista l\n  a,  # un nombre\n  b, c  # un nombre\nfin lista\nruta r \"R\"  # una ruta\n  etapa e \"E\"  # una etapa\n"
                                "    pide x, z  # un nombre\n    sigue f\n  fin etapa  # una etapa\nfin ruta\n");
    lang_done(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_form),
        cmocka_unit_test(every_route_is_written_as_it_was),
        cmocka_unit_test(every_tree_of_the_tests_comes_back),
        cmocka_unit_test(each_line_carries_what_its_nodes_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
