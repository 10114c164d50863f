/* lower.c -- rows for everything; norms, actors, lists and instruments. See lower.h. */
#include "compiler/lower_inner.h"

#include "base/vec.h"
#include "compiler/cite.h"
#include "compiler/condition.h"
#include "compiler/consolidate.h"
#include "compiler/declare.h"
#include "compiler/emit.h"

/* ---- Shared --------------------------------------------------------------- */

uint32_t lower_string(struct lowering *lowering, struct text text)
{
    return program_string(lowering->builder, text);
}

uint32_t lower_name(struct lowering *lowering, symbol_t name)
{
    return lower_string(lowering, context_spelling(lowering->context, name));
}

uint32_t lower_source(struct lowering *lowering)
{
    return lower_string(lowering, lowering->home->source);
}

uint32_t lower_source_of(struct lowering *lowering, const struct node *element)
{
    return lower_string(lowering, cite_element(lowering->context, lowering->home, element));
}

uint32_t lower_notes(struct lowering *lowering, const struct node *element)
{
    return lower_string(lowering, cite_notes(lowering->context, element));
}

/* Of the text itself: a stage may stand in the route of one file and have been written in another. */
uint32_t lower_file(struct lowering *lowering)
{
    const struct project *project = lowering->context->project;
    return lower_string(lowering, project->items[project_module_of(project, lowering->home->node->span.source)].shown);
}

/* ---- Versions --------------------------------------------------------------- */

/* Who wrote a part, or last wrote a clause of it; what has a name in it has its own author. */
static const struct law_act *last_author(const struct law *law, const struct node *part)
{
    const struct law_act *last = law_author(law, part->span);
    for (const struct node *child = part->first; child; child = child->next) {
        const struct law_act *act = declare_kind(child->kind) == DECL_KINDS ? last_author(law, child) : NULL;
        if (act && (!last || act->day > last->day)) last = act;
    }
    return last;
}

uint32_t lower_act(struct lowering *lowering, const struct node *part)
{
    const struct law *law = lowering->context->law;
    const struct law_act *act = law->acts.count ? last_author(law, part) : NULL;
    return act ? lower_string(lowering, act->text) : 0;
}

uint32_t lower_act_of_version(struct lowering *lowering, const struct decl *decl)
{
    if (decl->inside) return lower_act(lowering, decl->node);       /* an instrument of a route */
    return lower_string(lowering, law_version_act(lowering->context->law, decl->version));
}

static uint32_t row_of(const struct law_version *version)
{
    return version && version->decl ? version->decl->index : NONE;
}

uint32_t lower_before(const struct decl *decl)
{
    const struct law_version *version = decl->version;
    return decl->inside ? NONE : row_of(version->before ? version->before : version->origin);
}

uint32_t lower_after(const struct decl *decl)
{
    const struct law_version *version = decl->version;
    return decl->inside ? NONE : row_of(version->after ? version->after : version->heir);
}

int32_t lower_line(struct lowering *lowering, const struct node *node)
{
    struct compilation *out = lowering->context->out;
    struct source *source = sources_at(out->sources, node->span.source);
    return (int32_t)source_line_of(source, &out->arena, node->span.offset);
}

uint32_t lower_link(struct lowering *lowering, const struct node *node)
{
    const struct decl *meaning = node ? scope_meaning(lowering->context->scope, node) : NULL;
    return meaning ? meaning->index : NONE;
}

uint32_t lower_refs(struct lowering *lowering, const struct node *element, enum node_kind clause, uint32_t *count)
{
    VEC(uint32_t) rows = {0};
    for (const struct node *list = node_child(element, clause); list; list = node_next(list))
        for (const struct node *ref = node_child(list, NODE_REF); ref; ref = node_next(ref))
            VEC_PUSH(&rows, lower_link(lowering, ref));
    uint32_t first = rows.count ? program_refs(lowering->builder, rows.items, (uint32_t)rows.count) : 0;
    *count = (uint32_t)rows.count;
    VEC_FREE(&rows);
    return first;
}

uint32_t lower_guard(struct lowering *lowering, const struct node *clause)
{
    const struct node *condition = clause ? condition_of(clause) : NULL;
    if (!condition) return NONE;
    return emit_condition(lowering->context, lowering->builder, condition, lower_file(lowering), lower_line(lowering, condition));
}

uint32_t lower_count(const struct node *parent, enum node_kind kind)
{
    uint32_t count = 0;
    for (const struct node *child = node_child(parent, kind); child; child = node_next(child)) count++;
    return count;
}

/* «días» alone are working days (Ley 4 de 1913, art. 62); a warning asked to write it. */
enum time_unit lower_unit(const struct node *term)
{
    return term->other == UNIT_DAYS_UNSAID ? UNIT_WORKING_DAYS : (enum time_unit)term->other;
}

/* ---- Norms, actors, lists, instruments ------------------------------------ */

static void lower_norm(struct lowering *lowering, const struct decl *decl)
{
    const struct node *node = decl->node, *issued = node_child(node, NODE_ISSUED), *force = node_child(node, NODE_IN_FORCE);
    const struct node *published = node_child(node, NODE_PUBLISHED), *verified = node_child(node, NODE_VERIFIED);
    const struct node *identity = node_child(node, NODE_IDENTITY);
    *RECORD(lowering, norm, decl->index) = (struct program_norm){
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, node->text),
        .kind = identity ? lower_string(lowering, text_from(norm_kind_word((enum norm_kind)identity->other))) : 0,
        .number = identity ? lower_string(lowering, identity->text) : 0, .year = identity ? identity->number : 0,
        .issuer = lower_link(lowering, node_child(node, NODE_ISSUER)),
        .issued = issued ? (int32_t)issued->number : DAY_NONE, .issued_month_only = issued && issued->other == 1,
        .published = published ? lower_string(lowering, published->text) : 0,
        .from = force ? (int32_t)force->number : DAY_NONE, .to = force ? (int32_t)force->other : DAY_NONE,
        .verified = verified ? (int32_t)verified->number : DAY_NONE,
    };
}

static void lower_actor(struct lowering *lowering, const struct decl *decl)
{
    *RECORD(lowering, actor, decl->index) = (struct program_actor){
        VERSION_OF(decl), .act = lower_act_of_version(lowering, decl),
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, decl->node->text),
        .part_of = lower_link(lowering, node_child(decl->node, NODE_OF)),
        .source = lower_source(lowering), .note = lower_notes(lowering, decl->node),
    };
}

static void lower_list(struct lowering *lowering, const struct decl *decl)
{
    const struct decl *first = scope_meaning(lowering->context->scope, node_child(decl->node, NODE_VALUE));
    *RECORD(lowering, list, decl->index) = (struct program_list){
        VERSION_OF(decl), .act = lower_act_of_version(lowering, decl),
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, decl->node->text),
        .ordered = decl->node->number == 1, .values_first = first ? first->index : 0,
        .values_count = lower_count(decl->node, NODE_VALUE),
        .source = lower_source(lowering), .note = lower_notes(lowering, decl->node),
    };
}

static void lower_value(struct lowering *lowering, const struct decl *decl)
{
    *RECORD(lowering, value, decl->index) = (struct program_value){
        .act = lower_act(lowering, decl->node),
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, decl->node->text),
        .source = lower_source(lowering), .note = lower_notes(lowering, decl->node),
    };
}

static void lower_instrument(struct lowering *lowering, const struct decl *decl)
{
    const struct node *node = decl->node;
    uint32_t signers, annexes;
    uint32_t first_signer = lower_refs(lowering, node, NODE_SIGNERS, &signers);
    uint32_t first_annex = lower_refs(lowering, node, NODE_ANNEXES, &annexes);
    *RECORD(lowering, instrument, decl->index) = (struct program_instrument){
        VERSION_OF(decl), .act = lower_act_of_version(lowering, decl),
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, node->text),
        .signers_first = first_signer, .signers_count = signers,
        .signed_by_all = lower_link(lowering, node_child(node, NODE_SIGNED_BY_ALL)),
        .annexes_first = first_annex, .annexes_count = annexes, .serial = node_child(node, NODE_SERIAL) != NULL,
        .source = lower_source(lowering), .note = lower_notes(lowering, node),
    };
}

/* ---- The whole ------------------------------------------------------------ */

/* Kinds whose rows simply follow the order of declaration, so that the values of a list
 * or the seats of a body stand together. Steps and deadlines have their own order. */
static void give_row(struct program_builder *builder, struct decl *decl)
{
    static const struct { bool has; enum program_table table; } tables[DECL_KINDS] = {
        [DECL_NORM] = { true, PROGRAM_TABLE_norm }, [DECL_ACTOR] = { true, PROGRAM_TABLE_actor },
        [DECL_LIST] = { true, PROGRAM_TABLE_list }, [DECL_VALUE] = { true, PROGRAM_TABLE_value },
        [DECL_BODY] = { true, PROGRAM_TABLE_body }, [DECL_SEAT] = { true, PROGRAM_TABLE_seat },
        [DECL_INSTRUMENT] = { true, PROGRAM_TABLE_instrument }, [DECL_CALENDAR] = { true, PROGRAM_TABLE_calendar },
        [DECL_HOLIDAY] = { true, PROGRAM_TABLE_holiday }, [DECL_MEASURE] = { true, PROGRAM_TABLE_measure }, [DECL_ROUTE] = { true, PROGRAM_TABLE_route },
        [DECL_DATUM] = { true, PROGRAM_TABLE_datum }, [DECL_FINAL] = { true, PROGRAM_TABLE_final },
        [DECL_PARAMETER] = { true, PROGRAM_TABLE_parameter },
    };
    if (tables[decl->kind].has) decl->index = program_add(builder, tables[decl->kind].table, 1);

}

static void lower_declaration(struct lowering *lowering, const struct decl *decl)
{
    static void (*const lower[DECL_KINDS])(struct lowering *lowering, const struct decl *decl) = {
        [DECL_NORM] = lower_norm, [DECL_ACTOR] = lower_actor, [DECL_LIST] = lower_list, [DECL_VALUE] = lower_value,
        [DECL_BODY] = lower_body, [DECL_MEASURE] = lower_measure, [DECL_INSTRUMENT] = lower_instrument, [DECL_CALENDAR] = lower_calendar,
        [DECL_PARAMETER] = lower_parameter,
    };
    lowering->home = decl;
    if (lower[decl->kind]) lower[decl->kind](lowering, decl);
}

void lower_program(struct context *context, const struct flows *flows, struct program_builder *builder)
{
    struct lowering lowering = { context, builder, NULL };
    struct scope *scope = context->scope;
    for (size_t i = 0; i < scope->count; i++) give_row(builder, scope->decls[i]);
    for (size_t i = 0; i < flows->count; i++) lower_route_rows(&lowering, &flows->items[i]);
    for (size_t i = 0; i < scope->count; i++) lower_declaration(&lowering, scope->decls[i]);
    for (size_t i = 0; i < flows->count; i++) lower_route(&lowering, &flows->items[i]);
    lower_reforms(&lowering);
}
