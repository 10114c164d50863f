/* compare.c -- «ruta comparar»: what changes from one text of the law to another, or from one day to another. */
#include "runtime/compare.h"

#include "base/fold.h"

#include "cli/compare_days.h"
#include "cli/compare_draw.h"
#include "cli/compare_effects.h"
#include "cli/output.h"

/* ---- Differences ------------------------------------------------------------------ */

static void say_difference(struct command_context *context, const struct difference *difference)
{
    if (context->json) {
        output_json(context, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                                       "cambio", compare_kind_word(difference->kind), "grado", compare_grade_word(difference->grade),
                                       "elemento", json_of_text(difference->group), "parte", json_of_text(difference->part),
                                       "clausula", json_of_text(difference->clause), "antes", json_of_text(difference->before),
                                       "despues", json_of_text(difference->after), "fuente", json_of_text(difference->source),
                                       "texto", json_of_text(difference->words)));
        return;
    }
    const char *grade = compare_grade_word(difference->grade);
    fprintf(context->out, "  %s%*s%.*s\n", grade, (int)(12 - utf8_columns(text_from(grade))), "", TEXT_ARGS(difference->words));
}

static void say_differences(struct command_context *context, const struct compared *compared)
{
    struct text group = TEXT("");
    for (size_t i = 0; i < compared->differences.count; i++) {
        const struct difference *difference = &compared->differences.items[i];
        if (!context->json && !text_equal(group, difference->group))
            fprintf(context->out, "%s%.*s\n", i ? "\n" : "", TEXT_ARGS(difference->group));
        group = difference->group;
        say_difference(context, difference);
    }
}

static size_t count_of(const struct compared *compared, enum compare_grade grade)
{
    size_t count = 0;
    for (size_t i = 0; i < compared->differences.count; i++) count += compared->differences.items[i].grade == grade;
    return count;
}

/* "12 diferencias: 7 mayores, 3 menores, 2 aclaraciones." */
static void say_total(struct command_context *context, const struct compared *compared)
{
    static const char *const one[] = { "", "aclaración", "menor", "mayor" }, *const many[] = { "", "aclaraciones", "menores", "mayores" };
    size_t total = compared->differences.count;
    const char *separator = ": ";
    if (context->json) {
        output_json(context, json_pack("{s:s, s:I, s:I, s:I, s:I}", "total", compare_grade_word(compared->total), "diferencias", (json_int_t)total,
                                       "mayores", (json_int_t)count_of(compared, GRADE_MAJOR), "menores", (json_int_t)count_of(compared, GRADE_MINOR),
                                       "aclaraciones", (json_int_t)count_of(compared, GRADE_CLARIFIES)));
        return;
    }
    if (total == 0) {
        fputs("ninguna diferencia: los dos textos dicen lo mismo\n", context->out);
        return;
    }
    fprintf(context->out, "\n%zu %s", total, total == 1 ? "diferencia" : "diferencias");
    for (enum compare_grade grade = GRADE_MAJOR; grade > GRADE_NOTHING; grade--) {
        size_t count = count_of(compared, grade);
        if (!count) continue;
        fprintf(context->out, "%s%zu %s", separator, count, count == 1 ? one[grade] : many[grade]);
        separator = ", ";
    }
    fputc('\n', context->out);
}

/* What follows from the differences: whom they touch, and their picture. */
static bool say_effects(struct command_context *context, const struct compared_texts *texts, const struct compared *compared, struct fault *why)
{
    const char *picture = option_text(&context->options, OPTION_picture);
    if (!compare_scenarios(context, texts, compared, why)) return false;
    if (option_given(&context->options, OPTION_store) && !compare_cases(context, texts, compared, why)) return false;
    return !picture || compare_draw(context, compared, picture, why);
}

/* ---- The order --------------------------------------------------------------------- */

int command_compare(struct command_context *context)
{
    struct compared_texts texts = {0};
    struct compared compared;
    struct fault why = {0};
    uint32_t other_days;
    int code = compared_texts_open(context, &texts);

    if (code != EXIT_DONE) goto done;
    compare_open(&compared, texts.sides[0], texts.sides[1], &context->arena);
    say_differences(context, &compared);
    say_total(context, &compared);
    compare_days(context, &texts, &other_days);
    if (compared.differences.count || other_days) code = EXIT_FINDINGS;
    if (!say_effects(context, &texts, &compared, &why)) code = command_fail(context, &why);
    compare_close(&compared);
done:
    compared_texts_close(&texts);
    return code;
}
