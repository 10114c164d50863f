/* test_runtime_vm.c -- every instruction, on everything its operands can be, against
 * the three-valued logic written out as a table; and that the loop stops a program
 * nobody verified rather than leave its bounds. */
#include "sample_program.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/amount.h"
#include "runtime/vm.h"

#define U VALUE_UNKNOWN
#define Y VALUE_YES
#define N VALUE_NO
#define COUNT(array) (sizeof (array) / sizeof *(array))

static struct program *one_function(const int32_t *words, uint32_t count)
{
    struct program_builder *b = program_builder_new();
    ADD(constant, .low = -2, .high = 0x7fffffff);
    ADD(constant, .low = 0, .high = INT32_MIN + 1);
    sample_function(b, words, count, 4, "");
    return sample_finish(b);
}

static value_t run_words(const int32_t *words, size_t count, const struct vm_view *view)
{
    struct program *program = one_function(words, (uint32_t)count);
    value_t answer = vm_run(program, 0, view);
    program_close(program);
    return answer;
}

static value_t binary(enum opcode opcode, value_t a, value_t b)
{
    const int32_t words[] = { WORD(LOAD_DATUM, 7), WORD(LOAD_DATUM, 8), opcode_word(opcode, 0), WORD(RETURN, 0) };
    const value_t data[] = { a, b };
    struct vm_view view = { .data = data, .first_datum = 7, .datum_count = 2 };
    return run_words(words, COUNT(words), &view);
}

static void comparisons_know_only_when_both_sides_do(void **state)
{
    (void)state;
    static const struct { enum opcode opcode; value_t less, same, more; } rows[] = {
        { OP_EQUAL, N, Y, N }, { OP_NOT_EQUAL, Y, N, Y }, { OP_AT_LEAST, N, Y, Y },
        { OP_AT_MOST, Y, Y, N }, { OP_MORE, N, N, Y }, { OP_LESS, Y, N, N },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(binary(rows[i].opcode, -5, 3), rows[i].less);
        assert_int_equal(binary(rows[i].opcode, 3, 3), rows[i].same);
        assert_int_equal(binary(rows[i].opcode, INT64_MAX, INT64_MIN + 1), rows[i].more);
        assert_int_equal(binary(rows[i].opcode, U, 3), U);
        assert_int_equal(binary(rows[i].opcode, 3, U), U);
        assert_int_equal(binary(rows[i].opcode, U, U), U);
    }
}

static void logic_has_three_values(void **state)
{
    (void)state;
    static const struct { value_t a, b, both, either; } rows[] = {
        { N, N, N, N }, { N, U, N, U }, { N, Y, N, Y },
        { U, N, N, U }, { U, U, U, U }, { U, Y, U, Y },
        { Y, N, N, Y }, { Y, U, U, Y }, { Y, Y, Y, Y },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(binary(OP_AND, rows[i].a, rows[i].b), rows[i].both);
        assert_int_equal(binary(OP_OR, rows[i].a, rows[i].b), rows[i].either);
    }
}

static void not_turns_what_is_known(void **state)
{
    (void)state;
    const int32_t words[] = { WORD(LOAD_DATUM, 0), WORD(NOT, 0), WORD(RETURN, 0) };
    static const struct { value_t before, after; } rows[] = { { N, Y }, { Y, N }, { U, U } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct vm_view view = { .data = &rows[i].before, .datum_count = 1 };
        assert_int_equal(run_words(words, COUNT(words), &view), rows[i].after);
    }
}

/* What a jump leaves: the top itself when taken, 40 or so when not. */
static value_t jump_on(enum opcode opcode, value_t top)
{
    const int32_t words[] = {
        WORD(LOAD_DATUM, 0), opcode_word(opcode, 5), WORD(PUSH, 40), WORD(AT_LEAST, 0), WORD(NOT, 0), WORD(RETURN, 0),
    };
    struct vm_view view = { .data = &top, .datum_count = 1 };
    return run_words(words, COUNT(words), &view);
}

static void jumps_leave_the_top_and_wait_for_no_one(void **state)
{
    (void)state;
    assert_int_equal(jump_on(OP_JUMP_IF_NO, N), N);
    assert_int_equal(jump_on(OP_JUMP_IF_NO, Y), Y);       /* not (1 >= 40) */
    assert_int_equal(jump_on(OP_JUMP_IF_NO, U), U);       /* not (unknown >= 40) */
    assert_int_equal(jump_on(OP_JUMP_IF_YES, Y), Y);
    assert_int_equal(jump_on(OP_JUMP_IF_YES, N), Y);      /* not (0 >= 40): it went on */
    assert_int_equal(jump_on(OP_JUMP_IF_YES, U), U);
}

static void pushes_what_the_operand_says(void **state)
{
    (void)state;
    const struct vm_view nothing = {0};
    static const int32_t immediates[] = { 0, 1, -1, OPERAND_LARGEST, OPERAND_SMALLEST };
    for (size_t i = 0; i < COUNT(immediates); i++) {
        const int32_t words[] = { WORD(PUSH, immediates[i]), WORD(RETURN, 0) };
        assert_int_equal(run_words(words, 2, &nothing), immediates[i]);
    }
    const int32_t large[] = { WORD(PUSH_CONSTANT, 0), WORD(RETURN, 0) };
    const int32_t small[] = { WORD(PUSH_CONSTANT, 1), WORD(RETURN, 0) };
    assert_int_equal(run_words(large, 2, &nothing), INT64_MAX - 1);
    assert_int_equal(run_words(small, 2, &nothing), INT64_MIN + (INT64_C(1) << 32));

    const uint32_t entries[] = { 0, UINT32_MAX };
    const struct vm_view view = { .entries = entries, .first_step = 3, .step_count = 2 };
    const int32_t counted[] = { WORD(COUNT_ENTRIES, 4), WORD(RETURN, 0) };
    assert_int_equal(run_words(counted, 2, &view), UINT32_MAX);
}

/* What it answers, and in *trouble why it does not. */
static value_t reckon(enum opcode opcode, value_t a, value_t b, struct vm_trouble *trouble)
{
    const value_t data[] = { a, b };
    *trouble = (struct vm_trouble){0};
    const struct vm_view view = { .data = data, .datum_count = 2, .trouble = trouble };
    const int32_t words[] = { WORD(LOAD_DATUM, 0), WORD(LOAD_DATUM, 1), opcode_word(opcode, 0), WORD(RETURN, 0) };
    return run_words(words, 4, &view);
}

static void reckons_what_fits(void **state)
{
    (void)state;
    static const struct { enum opcode opcode; value_t a, b, expected; } rows[] = {
        { OP_ADD, 40, 2, 42 }, { OP_ADD, -40, -2, -42 }, { OP_ADD, U, 2, U }, { OP_ADD, 2, U, U },
        { OP_ADD, INT64_MAX, -1, INT64_MAX - 1 }, { OP_ADD, INT64_MIN + 1, INT64_MAX, 0 },
        { OP_SUBTRACT, 40, 2, 38 }, { OP_SUBTRACT, 2, U, U }, { OP_SUBTRACT, U, 2, U },
        { OP_SUBTRACT, INT64_MAX, INT64_MAX, 0 }, { OP_SUBTRACT, INT64_MIN + 1, INT64_MIN + 1, 0 },
        { OP_MULTIPLY, 6, 7, 42 }, { OP_MULTIPLY, -6, 7, -42 }, { OP_MULTIPLY, U, 0, U }, { OP_MULTIPLY, 0, U, U },
        { OP_MULTIPLY, INT64_MAX, 1, INT64_MAX }, { OP_MULTIPLY, INT64_MIN + 1, -1, INT64_MAX },
        { OP_MULTIPLY, INT64_MAX / 2, 2, INT64_MAX - 1 },
    };
    struct vm_trouble trouble;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(reckon(rows[i].opcode, rows[i].a, rows[i].b, &trouble), rows[i].expected);
        assert_int_equal(trouble.kind, VM_NO_TROUBLE);
    }
}

static void says_when_a_result_does_not_fit(void **state)
{
    (void)state;
    static const struct { enum opcode opcode; value_t a, b; } rows[] = {
        { OP_ADD, INT64_MAX, 1 }, { OP_ADD, INT64_MIN + 1, -1 }, { OP_ADD, INT64_MIN + 1, INT64_MIN + 1 },
        { OP_SUBTRACT, INT64_MIN + 1, 1 }, { OP_SUBTRACT, INT64_MAX, -1 },
        { OP_MULTIPLY, INT64_MAX / 2 + 1, 2 }, { OP_MULTIPLY, INT64_C(1) << 62, -2 }, { OP_MULTIPLY, INT64_MAX, INT64_MAX },
    };
    struct vm_trouble trouble;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(reckon(rows[i].opcode, rows[i].a, rows[i].b, &trouble), U);
        assert_int_equal(trouble.kind, VM_TOO_LARGE);
    }
}

static void halves_go_away_from_zero(void **state)
{
    (void)state;
    const int32_t words[] = { WORD(LOAD_DATUM, 0), WORD(HALVE, 0), WORD(RETURN, 0) };
    static const struct { value_t whole, half; } rows[] = {
        { 0, 0 }, { 4, 2 }, { 5, 3 }, { -4, -2 }, { -5, -3 }, { U, U }, { INT64_MAX, INT64_MAX / 2 + 1 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct vm_view view = { .data = &rows[i].whole, .datum_count = 1 };
        assert_int_equal(run_words(words, 3, &view), rows[i].half);
    }
}

/* A parameter that is worth `price` on days 10 to 19, the double from day 20 on. */
static value_t on_day(enum opcode opcode, value_t price, value_t units, day_t day, struct vm_trouble *trouble)
{
    const int32_t load[] = { WORD(LOAD_PARAMETER, 0), WORD(RETURN, 0) };
    const int32_t turn[] = { WORD(LOAD_DATUM, 0), WORD(IN_PESOS, 0), WORD(RETURN, 0) };
    bool loads = opcode == OP_LOAD_PARAMETER;
    struct program_builder *b = program_builder_new();
    ADD(parameter, .pesos = 1, .amounts_count = 2);
    ADD(amount, .from = 10, .to = 19, .low = (int32_t)(uint32_t)(price & UINT32_MAX), .high = (int32_t)(price >> 32));
    ADD(amount, .from = 20, .to = DAY_NONE, .low = (int32_t)(uint32_t)(2 * price & UINT32_MAX), .high = (int32_t)(2 * price >> 32));
    sample_function(b, loads ? load : turn, loads ? 2 : 3, 1, "");
    struct program *program = sample_finish(b);
    *trouble = (struct vm_trouble){0};
    const struct vm_view view = { .data = &units, .datum_count = 1, .day = day, .trouble = trouble };
    value_t answer = vm_run(program, 0, &view);
    program_close(program);
    return answer;
}

static void parameters_are_worth_what_they_were_that_day(void **state)
{
    (void)state;
    static const struct { day_t day; value_t worth; } rows[] = { { 9, U }, { 10, 7 }, { 19, 7 }, { 20, 14 }, { DAY_LAST, 14 } };
    struct vm_trouble trouble;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(on_day(OP_LOAD_PARAMETER, 7, 0, rows[i].day, &trouble), rows[i].worth);
        assert_int_equal(trouble.kind, rows[i].worth == U ? VM_NOT_COVERED : VM_NO_TROUBLE);
    }
}

#define PRICE (INT64_C(1423500) * AMOUNT_ONE)

static void turns_units_into_pesos(void **state)
{
    (void)state;
    static const struct { value_t price, units, pesos; } rows[] = {
        { PRICE, 2 * AMOUNT_ONE, 2 * PRICE }, { PRICE, 15000, PRICE + PRICE / 2 }, { PRICE, 1, 1423500 },
        { PRICE, -15000, -PRICE - PRICE / 2 }, { PRICE, 0, 0 }, { PRICE, U, U },
        { 15000, 3, 5 }, { 15000, -3, -5 }, { 14999, 1, 1 }, { 5000, 1, 1 }, { 4999, 1, 0 },        /* 4,5 goes to 5 */
        { AMOUNT_ONE, AMOUNT_MAX, AMOUNT_MAX }, { AMOUNT_MAX / 2, AMOUNT_ONE + 1, AMOUNT_MAX / 2 + AMOUNT_MAX / 2 / AMOUNT_ONE },
    };
    struct vm_trouble trouble;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(on_day(OP_IN_PESOS, rows[i].price, rows[i].units, 10, &trouble), rows[i].pesos);
        assert_int_equal(trouble.kind, VM_NO_TROUBLE);
    }
    assert_int_equal(on_day(OP_IN_PESOS, PRICE, AMOUNT_MAX, 10, &trouble), U);
    assert_int_equal(trouble.kind, VM_TOO_LARGE);
    assert_int_equal(on_day(OP_IN_PESOS, PRICE, AMOUNT_ONE, 9, &trouble), U);
    assert_int_equal(trouble.kind, VM_NOT_COVERED);
    assert_int_equal(trouble.parameter, 0);
}

static void lists_have_a_bit_for_each_value(void **state)
{
    (void)state;
    static const struct { value_t list, value, has; } rows[] = {
        { 5, 0, Y }, { 5, 1, N }, { 5, 2, Y }, { 0, 0, N }, { INT64_C(1) << 62, 62, Y }, { 5, 63, N }, { 5, -1, N },
        { U, 0, U }, { 5, U, U },
    };
    for (size_t i = 0; i < COUNT(rows); i++) assert_int_equal(binary(OP_CONTAINS, rows[i].list, rows[i].value), rows[i].has);
    const int32_t words[] = { WORD(LOAD_DATUM, 0), WORD(COUNT_VALUES, 0), WORD(RETURN, 0) };
    static const struct { value_t list, count; } counts[] = { { 0, 0 }, { 5, 2 }, { INT64_MAX, 63 }, { U, U } };
    for (size_t i = 0; i < COUNT(counts); i++) {
        const struct vm_view view = { .data = &counts[i].list, .datum_count = 1 };
        assert_int_equal(run_words(words, 3, &view), counts[i].count);
    }
}

static void counts_the_lines_of_a_list_of_texts(void **state)
{
    (void)state;
    const int32_t words[] = { WORD(COUNT_TEXTS, 0), WORD(RETURN, 0) };
    static const char texts[] = "nada\0uno\0uno\ndos\0uno\n\ndos\n\0";
    static const struct { value_t at, count; } rows[] = { { 0, 1 }, { 5, 1 }, { 9, 2 }, { 17, 2 }, { 4, 0 }, { U, U } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct vm_view view = { .data = &rows[i].at, .datum_count = 1, .texts = texts };
        assert_int_equal(run_words(words, 2, &view), rows[i].count);
    }
}

/* Two fields, the second of a list of two values: «Uno a», «Dos b», «Tres b». */
static void counts_people_by_a_field_of_a_list(void **state)
{
    (void)state;
    static const char texts[] = "\0Uno\ta\nDos\tb\nTres\tb";
    static const struct { value_t at, field, value, count; } rows[] = {
        { 1, 1, 1, 2 }, { 1, 1, 0, 1 }, { 0, 1, 1, 0 }, { 1, 0, 1, 0 }, { 1, 2, 1, 0 }, { 1, 1, 2, 0 }, { 1, -1, 0, 0 }, { U, 1, 1, U },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct program_builder *b = program_builder_new();
        ADD(list, .values_count = 2);
        ADD(value, .name = program_string(b, TEXT("a")));
        ADD(value, .name = program_string(b, TEXT("b")));
        ADD(field, .list = NONE);
        ADD(field, .list = 0);
        ADD(datum, .type = TYPE_PEOPLE, .list = NONE, .unit = NONE, .fields_count = 2);
        const int32_t words[] = { WORD(PUSH, (int32_t)rows[i].field), WORD(PUSH, (int32_t)rows[i].value), WORD(COUNT_PEOPLE, 0), WORD(RETURN, 0) };
        sample_function(b, words, 4, 2, "");
        struct program *program = sample_finish(b);
        const struct vm_view view = { .data = &rows[i].at, .datum_count = 1, .texts = texts };
        assert_int_equal(vm_run(program, 0, &view), rows[i].count);
        program_close(program);
    }
}

static value_t months_after(value_t day, int32_t months)
{
    const struct vm_view view = { .data = &day, .datum_count = 1 };
    const int32_t words[] = { WORD(LOAD_DATUM, 0), WORD(ADD_MONTHS, months), WORD(RETURN, 0) };
    return run_words(words, 3, &view);
}

static void moves_dates_by_months(void **state)
{
    (void)state;
    day_t leap = day_from_date((struct date){ 2024, 2, 29 });
    assert_int_equal(months_after(leap, 24), day_from_date((struct date){ 2026, 2, 28 }));
    assert_int_equal(months_after(leap, -12), day_from_date((struct date){ 2023, 2, 28 }));
    assert_int_equal(months_after(VALUE_UNKNOWN, 1), VALUE_UNKNOWN);
    assert_true(months_after(INT64_MAX, OPERAND_LARGEST) > DAY_LAST);
    assert_true(months_after(INT64_MIN + 1, OPERAND_SMALLEST) < DAY_FIRST);
}

static void counts_records_by_slot(void **state)
{
    (void)state;
    const uint32_t slots[] = { 1, NONE, 0 }, records[] = { 7, 3 };
    const struct vm_view view = { .slots = slots, .instrument_count = 3, .records = records };
    static const value_t expected[] = { 3, 0, 7 };
    for (int i = 0; i < 3; i++) {
        const int32_t words[] = { WORD(COUNT_RECORDS, i), WORD(RETURN, 0) };
        assert_int_equal(run_words(words, 2, &view), expected[i]);
    }
}

static void uses_the_whole_stack(void **state)
{
    (void)state;
    int32_t words[2 * VM_MAX_DEPTH];
    const struct vm_view nothing = {0};
    size_t count = 0;
    for (int i = 0; i < VM_MAX_DEPTH; i++) words[count++] = WORD(PUSH, i == 0);
    for (int i = 1; i < VM_MAX_DEPTH; i++) words[count++] = WORD(OR, 0);
    words[count++] = WORD(RETURN, 0);
    assert_int_equal(run_words(words, count, &nothing), Y);
}

/* ---- Programs nobody verified -------------------------------------------- */

/* Runs the words in another process: the loop must end it with "our bug". */
static void expect_stopped(const int32_t *words, size_t count)
{
    const value_t datum = Y;
    const uint32_t entries = 1;
    const struct vm_view view = { .data = &datum, .datum_count = 1, .entries = &entries, .step_count = 1 };
    struct program *program = one_function(words, (uint32_t)count);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr)) _exit(1);
        vm_run(program, 0, &view);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), EXIT_OUR_BUG);
    program_close(program);
}

#define STOPS(...)                                             \
    do {                                                       \
        const int32_t words[] = { __VA_ARGS__ };               \
        expect_stopped(words, COUNT(words));                   \
    } while (0)

static void stops_rather_than_leave_its_bounds(void **state)
{
    (void)state;
    STOPS(WORD(RETURN, 0));
    STOPS(WORD(NOT, 0), WORD(RETURN, 0));
    STOPS(WORD(PUSH, 1), WORD(AND, 0), WORD(RETURN, 0));
    STOPS(WORD(PUSH, 1));
    STOPS(WORD(PUSH, 1), OPCODE_COUNT, WORD(RETURN, 0));
    STOPS(WORD(PUSH, 1), 255, WORD(RETURN, 0));
    STOPS(WORD(LOAD_DATUM, 1), WORD(RETURN, 0));
    STOPS(WORD(COUNT_ENTRIES, 1), WORD(RETURN, 0));
    STOPS(WORD(PUSH_CONSTANT, 2), WORD(RETURN, 0));
    STOPS(WORD(LOAD_DATUM, 0), WORD(JUMP_IF_YES, 3), WORD(RETURN, 0));
    STOPS(WORD(LOAD_DATUM, 0), WORD(JUMP_IF_YES, 1), WORD(RETURN, 0));

    int32_t deep[VM_MAX_DEPTH + 2];
    for (int i = 0; i <= VM_MAX_DEPTH; i++) deep[i] = WORD(PUSH, 1);
    deep[VM_MAX_DEPTH + 1] = WORD(RETURN, 0);
    expect_stopped(deep, COUNT(deep));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_know_only_when_both_sides_do),
        cmocka_unit_test(logic_has_three_values),
        cmocka_unit_test(not_turns_what_is_known),
        cmocka_unit_test(jumps_leave_the_top_and_wait_for_no_one),
        cmocka_unit_test(pushes_what_the_operand_says),
        cmocka_unit_test(reckons_what_fits),
        cmocka_unit_test(says_when_a_result_does_not_fit),
        cmocka_unit_test(halves_go_away_from_zero),
        cmocka_unit_test(parameters_are_worth_what_they_were_that_day),
        cmocka_unit_test(turns_units_into_pesos),
        cmocka_unit_test(lists_have_a_bit_for_each_value),
        cmocka_unit_test(counts_the_lines_of_a_list_of_texts),
        cmocka_unit_test(counts_people_by_a_field_of_a_list),
        cmocka_unit_test(moves_dates_by_months),
        cmocka_unit_test(counts_records_by_slot),
        cmocka_unit_test(uses_the_whole_stack),
        cmocka_unit_test(stops_rather_than_leave_its_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
