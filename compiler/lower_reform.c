/* lower_reform.c -- reforms, what they changed, and where they send open cases. See lower.h. */
#include "compiler/lower_inner.h"

#include "compiler/consolidate.h"
#include "compiler/passage.h"

static uint32_t file_of(struct lowering *lowering, const struct node *node)
{
    const struct project *project = lowering->context->project;
    return lower_string(lowering, project->items[project_module_of(project, node->span.source)].shown);
}

static uint32_t lower_changes(struct lowering *lowering, const struct law_reform *reform)
{
    const struct law_change *changes = lowering->context->law->changes.items + reform->first_change;
    uint32_t first = ADD(lowering, change, (uint32_t)reform->change_count);
    for (size_t i = 0; i < reform->change_count; i++)
        *RECORD(lowering, change, first + (uint32_t)i) = (struct program_change){
            .verb = changes[i].verb, .element = lower_string(lowering, changes[i].what), .act = lower_string(lowering, changes[i].act->text),
            .file = file_of(lowering, changes[i].act->node), .line = lower_line(lowering, changes[i].act->node),
        };
    return first;
}

static uint32_t stage_row(struct lowering *lowering, const struct law_version *route, symbol_t name)
{
    const struct decl *stage = scope_find(lowering->context->scope, route->decl, name, KIND(STAGE));
    return stage ? stage->index : NONE;
}

static uint32_t lower_passages(struct lowering *lowering, const struct law_reform *reform)
{
    const struct law_passage *passages = lowering->context->law->passages.items + reform->first_passage;
    uint32_t first = ADD(lowering, passage, (uint32_t)reform->passage_count);
    for (size_t i = 0; i < reform->passage_count; i++) {
        const struct node *node = passages[i].node, *to = node_child(node, NODE_FOLLOWS);
        *RECORD(lowering, passage, first + (uint32_t)i) = (struct program_passage){
            .route = passages[i].old->decl->index, .step = stage_row(lowering, passages[i].old, node->name),
            .kind = (uint32_t)node->number, .to = passages[i].made->decl->index,
            .to_step = to ? stage_row(lowering, passages[i].made, to->name) : NONE, .term = (uint32_t)node->other,
            .act = lower_string(lowering, passages[i].act->text), .file = file_of(lowering, node), .line = lower_line(lowering, node),
        };
    }
    return first;
}

static uint32_t norm_row(struct lowering *lowering, const struct law_reform *reform)
{
    const struct law_element *norm = law_find(lowering->context, reform->module, DECL_NORM, reform->node->name);
    return norm->first->decl->index;
}

void lower_reforms(struct lowering *lowering)
{
    const struct law *law = lowering->context->law;
    uint32_t row = ADD(lowering, reform, (uint32_t)law->reforms.count);
    for (size_t i = 0; i < law->reforms.count; i++, row++) {
        const struct law_reform *reform = &law->reforms.items[i];
        lowering->home = reform->decl;
        struct program_reform made = {
            .norm = norm_row(lowering, reform), .from = reform->day,
            .changes_first = lower_changes(lowering, reform), .changes_count = (uint32_t)reform->change_count,
            .passages_first = lower_passages(lowering, reform), .passages_count = (uint32_t)reform->passage_count,
            .source = lower_source(lowering), .note = lower_notes(lowering, reform->node), .act = lower_name(lowering, reform->node->name),
            .file = lower_file(lowering), .line = lower_line(lowering, reform->decl->node),
        };
        *RECORD(lowering, reform, row) = made;
    }
}
