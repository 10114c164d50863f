/* test_cli_explain.c -- docs/mensajes.md against the tables of messages: every row is
 * explained, with a cause, a cure and two examples, and nothing else is.
 *
 * tests/explain/run.sh compiles the examples. */
#include "lang_world.h"

#include "base/embedded.h"

struct row { const char *code, *why_no_example; };

static const struct row rows[] = {
#define MESSAGE(code, name, severity, sentence, help) { #code, NULL },
#include "lang/messages.def"
#undef MESSAGE
#define REFUSAL(code, name, sentence, cure) { #code, NULL },
#include "runtime/refusal.def"
#undef REFUSAL
};

/* Those that have none, and where they are provoked instead. */
static const struct row without_example[] = {
    { "R0207", "hundreds of parentheses: tests/unit/test_lang_messages.c" },
    { "R0307", "more than sixty conditions: tests/error" },
    { "R0414", "more than 64 moments: tests/error" },
    { "R0628", "ten thousand acts: tests/unit/test_runtime_run.c" },
    { "R0630", "no order lets it happen: tests/unit/test_runtime_run.c" },
    { "R0631", "no order lets it happen: tests/unit/test_runtime_run.c" },
    { "R0632", "no compiled route lets it happen: tests/unit/test_runtime_run.c" },
    { "R0643", "«caso recalcular» passes over that case: runtime/docket_sweep.c" },
    { "R0644", "«caso recalcular» passes over that case: runtime/docket_sweep.c" },
    { "R0645", "no compiled program has such a calendar" },
    { "R0646", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0647", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0648", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0649", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0650", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0651", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0652", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0653", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0655", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0654", "it takes a reform and a case opened before it: tests/unit/test_runtime_migrate.c" },
    { "R0656", "no order registers a return: tests/unit/test_runtime_subroute.c" },
    { "R0657", "seventeen cases: tests/unit/test_runtime_subroute.c" },
    { "R0658", "sixty-five cases: tests/unit/test_runtime_subroute.c" },
};

static bool has_example(const char *code)
{
    for (size_t i = 0; i < COUNT(without_example); i++)
        if (!strcmp(without_example[i].code, code)) return false;
    return true;
}

/* The section, on the heap, from its title to the next; NULL when there is none. */
static char *section_of(const char *code)
{
    char heading[32];
    snprintf(heading, sizeof heading, "\n## %s · ", code);
    const char *at = strstr(mensajes_md, heading);
    if (!at) return NULL;
    const char *end = strstr(at + strlen(heading), "\n## ");
    return end ? strndup(at, (size_t)(end - at)) : strdup(at);
}

static int count_of(const char *text, const char *part)
{
    int count = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part)) count++;
    return count;
}

static void every_message_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int examples = has_example(rows[i].code);
        char *section = section_of(rows[i].code);
        if (!section) {
            fail_msg("docs/mensajes.md does not explain %s", rows[i].code);
            return;
        }
        if (count_of(section, "\n\nCausa: ") != 1 || count_of(section, "\n\nRemedio: ") != 1
            || count_of(section, "\n\nAsí no:\n\n```") != examples || count_of(section, "\n\nAsí sí:\n\n```") != examples
            || count_of(section, "\n```") != 4 * examples)
            fail_msg("%s lacks a cause, a cure or an example, or has one too many", rows[i].code);
        free(section);
    }
}

static void nothing_else_is_explained(void **state)
{
    (void)state;
    assert_int_equal(count_of(mensajes_md, "\n## R0"), COUNT(rows));
    for (size_t i = 0; i < COUNT(without_example); i++) {
        bool found = false;
        for (size_t k = 0; k < COUNT(rows); k++) found |= !strcmp(rows[k].code, without_example[i].code);
        assert_true(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_is_explained),
        cmocka_unit_test(nothing_else_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
