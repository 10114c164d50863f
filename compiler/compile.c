/* compile.c -- the pipeline: files to tree to versions to names to proofs to program. See compile.h. */
#include "compiler/compile.h"

#include "base/check.h"
#include "compiler/bodies.h"
#include "compiler/cite.h"
#include "compiler/consolidate.h"
#include "compiler/context.h"
#include "compiler/declare.h"
#include "compiler/lower.h"
#include "compiler/prove.h"
#include "compiler/requisites.h"
#include "compiler/resolve.h"
#include "compiler/typecheck.h"
#include "runtime/verify.h"

static void prove(struct context *context, struct flows *flows)
{
    prove_form(context);
    prove_norms(context);
    prove_measures(context);
    prove_bodies(context);
    prove_parameters(context);
    for (size_t i = 0; i < flows->count; i++) {
        prove_flow(context, &flows->items[i]);
        prove_decisions(context, &flows->items[i]);
        prove_terms(context, &flows->items[i]);
        prove_handling(context, &flows->items[i]);
        prove_optional(context, &flows->items[i]);
        prove_subroutes(context, &flows->items[i]);
    }
}

/* A program that we made and that does not verify is our mistake, never the author's. */
static bool build(struct context *context, const struct flows *flows, struct fault *why)
{
    struct program_builder *builder = program_builder_new();
    struct fault ours = {0};
    lower_program(context, flows, builder);
    bool ok = program_finish(builder, &context->out->program, why);
    program_builder_free(builder);
    if (ok && !verify_program(context->out->program, &ours)) check_failed(__FILE__, __LINE__, ours.message);
    return ok;
}

/* Each pass asks for what the one before it promised: what is broken is not looked at. */
static bool run_passes(struct context *context, struct fault *why)
{
    struct report *report = context->out->report;
    struct flows flows = {0};
    bool ok = true;

    if (report_has_errors(report)) return true;
    consolidate(context);
    declare_names(context);
    cite_declarations(context);
    resolve_names(context);
    check_types(context);
    if (report_has_errors(report)) return true;
    flow_open_all(&flows, context);
    for (size_t i = 0; i < flows.count; i++) {
        check_summons(context, &flows.items[i]);
        check_requisites(context, &flows.items[i]);
    }
    prove(context, &flows);
    if (!report_has_errors(report)) ok = build(context, &flows, why);
    flow_close_all(&flows);
    return ok;
}

/* ---- What the caller sees -------------------------------------------------- */

static void open_compilation(struct compilation *out)
{
    *out = (struct compilation){0};
    out->sources = sources_new(&out->arena);
    out->names = intern_new(&out->arena);
    out->report = report_new(&out->arena, out->sources);
}

static void keep_files(struct compilation *out, const struct project *project)
{
    out->files = arena_array(&out->arena, project->count + 1, sizeof *out->files);
    for (size_t i = 0; i < project->count; i++) out->files[i] = project->items[i].file;
    out->file_count = project->count;
    out->asked_count = project->asked;
}

static void keep_scenarios(struct context *context)
{
    struct compilation *out = context->out;
    const struct scope *scope = context->scope;
    out->scenarios = arena_array(&out->arena, scope->count + 1, sizeof *out->scenarios);
    for (size_t i = 0; i < scope->count; i++) {
        const struct decl *decl = scope->decls[i];
        if (decl->kind != DECL_SCENARIO || decl->module >= context->project->asked || !decl->route) continue;
        out->scenarios[out->scenario_count++] = (struct scenario){ decl->node, decl->route->index };
    }
}

static bool compile_project(struct compilation *out, struct project *project, struct fault *why)
{
    struct scope scope;
    struct context context = { .out = out, .project = project, .scope = &scope };
    scope_init(&scope, &out->arena);
    keep_files(out, project);
    bool ok = run_passes(&context, why);
    if (out->program) keep_scenarios(&context);
    scope_free(&scope);
    return ok;
}

bool compile_paths(struct compilation *out, const char *const *paths, size_t count, struct fault *why)
{
    struct project project;
    open_compilation(out);
    bool ok = project_load_paths(&project, out, paths, count, why) && compile_project(out, &project, why);
    project_free(&project);
    return ok;
}

bool compile_text(struct compilation *out, const char *path, struct text content, struct fault *why)
{
    struct project project;
    open_compilation(out);
    bool ok = project_load_text(&project, out, path, content, why) && compile_project(out, &project, why);
    project_free(&project);
    return ok;
}

void compilation_close(struct compilation *compilation)
{
    program_close(compilation->program);
    consolidate_free(compilation->law);
    arena_free(&compilation->arena);
    *compilation = (struct compilation){0};
}
