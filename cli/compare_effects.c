/* compare_effects.c -- see compare_effects.h. */
#include "cli/compare_effects.h"

#include <string.h>

#include "base/fold.h"
#include "cli/cases.h"
#include "cli/scenario.h"
#include "runtime/semantic.h"

struct effects {
    struct command_context *context;
    const struct compared_texts *texts;
    const struct compared *compared;
    uint32_t played, changed;
};

/* ---- Scenarios --------------------------------------------------------------------- */

/* What the text of a side calls what the scenario, of the other, names as its own text does. */
static struct scenario_text text_of(const struct effects *effects, int side, int written_in, uint32_t route)
{
    const struct compared *compared = effects->compared;
    struct arena *arena = &effects->context->arena;
    struct scenario_name *names = arena_array(arena, compared->differences.count + 1, sizeof *names);
    struct scenario_text text = { effects->texts->sides[side].program, route, names, 0 };
    for (size_t i = 0; side != written_in && i < compared->differences.count; i++) {
        const struct difference *difference = &compared->differences.items[i];
        bool other_route = difference->top == PROGRAM_TABLE_route && difference->top_rows[side] != route;
        if (difference->kind != COMPARE_RENAMED || other_route) continue;
        struct text written = written_in ? difference->after : difference->before, known = written_in ? difference->before : difference->after;
        names[text.name_count++] = (struct scenario_name){ fold(arena, written), known };
    }
    return text;
}

struct outcome {
    bool there;                     /* the route is in the text */
    bool passed;
    struct scenario_failure failure;
};

static bool play(const struct effects *effects, int side, int written_in, const struct scenario *scenario, uint32_t route,
                 struct outcome *out, struct fault *why)
{
    *out = (struct outcome){ .there = route != NONE };
    if (!out->there) return true;
    struct scenario_text text = text_of(effects, side, written_in, route);
    return scenario_run_under(effects->context, &effects->texts->compilations[written_in], scenario, &text, &out->passed, &out->failure, why);
}

static bool same_outcome(const struct outcome *a, const struct outcome *b)
{
    if (a->there != b->there || a->passed != b->passed) return false;
    return !a->there || a->passed || (a->failure.where.offset == b->failure.where.offset && text_equal(a->failure.found, b->failure.found));
}

static const char *outcome_word(const struct outcome *outcome)
{
    return !outcome->there ? "su ruta no está" : outcome->passed ? "pasa" : "falla";
}

static uint32_t line_of(const struct effects *effects, int written_in, struct span span, struct text *path)
{
    struct source *source = sources_at(effects->texts->compilations[written_in].sources, span.source);
    *path = source->path;
    return source_place(source, &effects->context->arena, span.offset).line;
}

static json_t *failure_json(const struct effects *effects, int written_in, const struct outcome *outcome)
{
    struct text path;
    if (!outcome->there || outcome->passed) return json_null();
    return json_pack("{s:I, s:o, s:o}", "linea", (json_int_t)line_of(effects, written_in, outcome->failure.where, &path),
                     "esperado", json_of_text(outcome->failure.expected), "resulto", json_of_text(outcome->failure.found));
}

static void say_failure(const struct effects *effects, int written_in, const char *when, const struct outcome *outcome)
{
    struct text path;
    if (!outcome->there || outcome->passed) return;
    fprintf(effects->context->out, "      %s, línea %u: se esperaba %.*s; resultó %.*s\n", when,
            line_of(effects, written_in, outcome->failure.where, &path), TEXT_ARGS(outcome->failure.expected), TEXT_ARGS(outcome->failure.found));
}

static void say_scenario(const struct effects *effects, int written_in, const struct scenario *scenario, const struct outcome outcomes[2])
{
    struct text path, title = scenario->node->text;
    uint32_t line = line_of(effects, written_in, scenario->node->span, &path);
    if (effects->context->json) {
        output_json(effects->context, json_pack("{s:o, s:o, s:I, s:s, s:s, s:o, s:o}", "escenario", json_of_text(title), "archivo", json_of_text(path),
                                                "linea", (json_int_t)line, "antes", outcome_word(&outcomes[0]), "despues", outcome_word(&outcomes[1]),
                                                "falla_antes", failure_json(effects, written_in, &outcomes[0]),
                                                "falla_despues", failure_json(effects, written_in, &outcomes[1])));
        return;
    }
    fprintf(effects->context->out, "  escenario «%.*s» (%.*s:%u): antes %s, ahora %s\n", TEXT_ARGS(title), TEXT_ARGS(path), line,
            outcome_word(&outcomes[0]), outcome_word(&outcomes[1]));
    say_failure(effects, written_in, "antes", &outcomes[0]);
    say_failure(effects, written_in, "ahora", &outcomes[1]);
}

/* The route of a scenario in the text of each side. */
static void find_routes(const struct effects *effects, int written_in, const struct scenario *scenario, uint32_t routes[2])
{
    const struct compare_text *sides = effects->texts->sides;
    bool one = sides[0].program == sides[1].program;
    routes[0] = routes[1] = NONE;
    for (int side = 0; side < 2; side++)
        if (one || side == written_in) routes[side] = program_version_on(sides[side].program, PROGRAM_TABLE_route, scenario->route, sides[side].day);
    if (!one && routes[written_in] != NONE)
        routes[!written_in] = match_other(&effects->compared->matching, written_in, PROGRAM_TABLE_route, routes[written_in]);
}

static bool play_both(struct effects *effects, int written_in, const struct scenario *scenario, struct fault *why)
{
    struct outcome outcomes[2];
    uint32_t routes[2];
    find_routes(effects, written_in, scenario, routes);
    for (int side = 0; side < 2; side++)
        if (!play(effects, side, written_in, scenario, routes[side], &outcomes[side], why)) return false;
    effects->played++;
    if (same_outcome(&outcomes[0], &outcomes[1])) return true;
    if (!effects->changed++ && !effects->context->json) fputs("\nEscenarios cuyo resultado cambia\n", effects->context->out);
    say_scenario(effects, written_in, scenario, outcomes);
    return true;
}

/* Whether the earlier text has a scenario of that title: it is played once, as it was. */
static bool is_known(const struct compilation *earlier, struct text title)
{
    for (size_t i = 0; i < earlier->scenario_count; i++)
        if (text_equal(earlier->scenarios[i].node->text, title)) return true;
    return false;
}

static void say_played(const struct effects *effects)
{
    FILE *out = effects->context->out;
    fprintf(out, "%s%u %s con los dos textos: ", effects->changed ? "" : "\n", effects->played,
            effects->played == 1 ? "escenario se jugó" : "escenarios se jugaron");
    if (effects->changed) fprintf(out, "%u %s de resultado\n", effects->changed, effects->changed == 1 ? "cambia" : "cambian");
    else fputs("ninguno cambia de resultado\n", out);
}

bool compare_scenarios(struct command_context *context, const struct compared_texts *texts, const struct compared *compared, struct fault *why)
{
    struct effects effects = { context, texts, compared, 0, 0 };
    for (int side = 0; side < 2; side++) {
        const struct compilation *compilation = &texts->compilations[side];
        for (size_t i = 0; i < compilation->scenario_count; i++) {
            const struct scenario *scenario = &compilation->scenarios[i];
            if (side && is_known(&texts->compilations[0], scenario->node->text)) continue;
            if (!play_both(&effects, side, scenario, why)) return false;
        }
    }
    if (context->json)
        output_json(context, json_pack("{s:I, s:I}", "escenarios", (json_int_t)effects.played, "cambian", (json_int_t)effects.changed));
    else if (effects.played) say_played(&effects);
    return true;
}

/* ---- Cases --------------------------------------------------------------------------- */

struct case_walk {
    struct effects effects;
    struct docket *docket;
    struct fault *why;
    bool ok;
};

static bool same_meaning(const struct program *a, uint32_t row_a, const struct program *b, uint32_t row_b)
{
    uint8_t digests[2][DIGEST_BYTES];
    semantic_hash(a, row_a, digests[0]);
    semantic_hash(b, row_b, digests[1]);
    return memcmp(digests[0], digests[1], DIGEST_BYTES) == 0;
}

/* What becomes of the stage of a case: "" when it goes on, or goes on under another name. */
static struct text stage_fate(const struct effects *effects, uint32_t before, uint32_t after, const char *stage)
{
    const struct program *program = effects->texts->sides[0].program, *later = effects->texts->sides[1].program;
    const struct program_route *route = program_route_at(program, before);
    uint32_t step = program_find(program, PROGRAM_TABLE_step, route->steps_first, route->steps_count, text_from(stage));
    if (after == NONE) return TEXT("la ruta se suprime");
    if (step == NONE) return TEXT("");
    uint32_t now = match_other(&effects->compared->matching, 0, PROGRAM_TABLE_step, step);
    if (now == NONE) return TEXT("que se suprime");
    const char *name = program_text(later, program_step_at(later, now)->name);
    if (text_equal(fold(&effects->context->arena, text_from(name)), fold(&effects->context->arena, text_from(stage)))) return TEXT("");
    return text_format(&effects->context->arena, "que pasa a llamarse %s", name);
}

/* Which text a case goes by. */
enum carried { CARRIES_BEFORE, CARRIES_AFTER, CARRIES_ANOTHER };

static void say_case(struct effects *effects, const struct store_case *row, enum carried carried, struct text fate)
{
    static const char *const words[] = { "anterior", "nuevo", "otro" };
    static const char *const said[] = { "", "  (ya lleva el texto nuevo)", "  (lleva otro texto)" };
    if (effects->context->json) {
        output_json(effects->context, json_pack("{s:s, s:s, s:s, s:o, s:s}", "caso", row->id, "ruta", row->route, "etapa", row->stage,
                                                "de_la_etapa", json_of_text(fate), "texto", words[carried]));
        return;
    }
    if (!effects->changed) fputs("\nCasos abiertos en rutas que cambian\n", effects->context->out);
    fprintf(effects->context->out, "  %s  ruta %s  etapa %s%s%.*s%s\n", row->id, row->route, row->stage, fate.length ? ", " : "", TEXT_ARGS(fate),
            said[carried]);
}

/* Open cases only, of a route whose meaning moves. */
static bool look_at_case(const struct store_case *row, void *context)
{
    struct case_walk *walk = context;
    struct effects *effects = &walk->effects;
    const struct compare_text *sides = effects->texts->sides;
    struct case_file *file = NULL;
    uint32_t before = program_find_on(sides[0].program, PROGRAM_TABLE_route, text_from(row->route), sides[0].day);
    uint32_t after = before == NONE ? NONE : match_other(&effects->compared->matching, 0, PROGRAM_TABLE_route, before);
    if (row->final[0] || before == NONE || (after != NONE && same_meaning(sides[0].program, before, sides[1].program, after))) return true;
    walk->ok = docket_load(walk->docket, text_from(row->id), &file, walk->why);
    if (!walk->ok) return false;
    uint32_t own = run_route(case_run(file));
    enum carried carried = same_meaning(case_program(file), own, sides[0].program, before) ? CARRIES_BEFORE
        : after != NONE && same_meaning(case_program(file), own, sides[1].program, after) ? CARRIES_AFTER : CARRIES_ANOTHER;
    say_case(effects, row, carried, stage_fate(effects, before, after, row->stage));
    effects->changed++;
    case_close(file);
    return true;
}

bool compare_cases(struct command_context *context, const struct compared_texts *texts, const struct compared *compared, struct fault *why)
{
    struct case_walk walk = { { context, texts, compared, 0, 0 }, NULL, why, true };
    bool ok = cases_open(context, false, &walk.docket, why) && docket_each_case(walk.docket, look_at_case, &walk, why) && walk.ok;
    docket_close(walk.docket);
    if (!ok) return false;
    if (context->json) output_json(context, json_pack("{s:I}", "casos", (json_int_t)walk.effects.changed));
    else if (walk.effects.changed)
        fprintf(context->out, "%u %s\n", walk.effects.changed, walk.effects.changed == 1 ? "caso abierto" : "casos abiertos");
    else fputs("\nningún caso abierto está en una ruta que cambie\n", context->out);
    return true;
}
