/* passage.c -- see passage.h. */
#include "compiler/passage.h"

#include "compiler/declare.h"

struct crossing {
    struct context *context;
    const struct law_reform *reform;
    const struct law_act *act;          /* of the TRANSITION */
    const struct law_version *old, *made;
};

/* Nothing is in the text that follows a repeal. */
static const struct node *stage_named(const struct law_version *version, symbol_t name)
{
    const struct node *stage = version ? node_child(version->node, NODE_STAGE) : NULL;
    while (stage && stage->name != name) stage = node_next(stage);
    return stage;
}

static struct text spelled(const struct crossing *crossing, symbol_t name)
{
    return context_spelling(crossing->context, name);
}

static bool has_term(const struct node *stage)
{
    const struct node *moments = node_child(stage, NODE_MOMENTS);
    bool any = node_child(stage, NODE_DEADLINE) != NULL;
    for (const struct node *moment = moments ? moments->first : NULL; moment && !any; moment = moment->next)
        any = node_child(moment, NODE_DEADLINE) != NULL;
    return any;
}

static void report_stage(const struct crossing *crossing, const struct node *where, symbol_t name, const char *which)
{
    TELL(crossing->context, crossing->reform->decl, no_such_stage, where->name_span, spelled(crossing, name),
         text_from(which), law_element_text(crossing->context, crossing->old->element));
}

/* Where a case in that stage goes; NULL when the passage keeps it where it is. */
static symbol_t destination(const struct node *passage, symbol_t stage)
{
    const struct node *to = node_child(passage, NODE_FOLLOWS);
    return to ? to->name : stage;
}

static void check_term(const struct crossing *crossing, const struct node *passage, const struct node *stage)
{
    if (passage->other != PASSAGE_TERM_UNSAID || !has_term(stage)) return;
    struct diagnostic *said = TELL(crossing->context, crossing->reform->decl, term_regime_unsaid, passage->span,
                                   spelled(crossing, stage->name));
    context_relate(said, stage->name_span, TEXT("su etapa de llegada tiene plazo"));
}

static bool is_repeated(const struct node *transition, const struct node *passage)
{
    const struct node *first = node_child(transition, NODE_PASSAGE);
    while (first != passage && first->name != passage->name) first = node_next(first);
    return first != passage;
}

static void check_passage(const struct crossing *crossing, const struct node *transition, const struct node *passage)
{
    const struct node *to = node_child(passage, NODE_FOLLOWS), *stage;
    if (is_repeated(transition, passage)) {
        TELL(crossing->context, crossing->reform->decl, passage_twice, passage->span,
             passage->name == SYMBOL_NONE ? TEXT("los demás") : FORMAT(crossing->context, "los de «%.*s»", TEXT_ARGS(spelled(crossing, passage->name))));
    } else if (passage->name != SYMBOL_NONE && !stage_named(crossing->old, passage->name)) {
        report_stage(crossing, passage, passage->name, "anterior");
    } else if (to && !stage_named(crossing->made, to->name)) {
        report_stage(crossing, to, to->name, "nuevo");
    } else if (passage->number == PASSAGE_MOVES && (to || passage->name != SYMBOL_NONE)) {
        stage = stage_named(crossing->made, destination(passage, passage->name));
        if (stage) check_term(crossing, passage, stage);
    }
}

static const struct node *passage_of(const struct node *transition, symbol_t stage)
{
    const struct node *passage = node_child(transition, NODE_PASSAGE), *rest = NULL;
    for (; passage; passage = node_next(passage)) {
        if (passage->name == stage) return passage;
        if (passage->name == SYMBOL_NONE) rest = passage;
    }
    return rest;
}

/* Every stage of the text before, because a case may be standing in it. */
static void check_stages(const struct crossing *crossing, const struct node *transition)
{
    for (const struct node *stage = node_child(crossing->old->node, NODE_STAGE); stage; stage = node_next(stage)) {
        const struct node *passage = passage_of(transition, stage->name), *to;
        if (passage && passage->number == PASSAGE_KEEPS) continue;
        to = passage ? stage_named(crossing->made, destination(passage, stage->name)) : NULL;
        if (to && passage->name == SYMBOL_NONE && !node_child(passage, NODE_FOLLOWS)) check_term(crossing, passage, to);
        if (to || (passage && node_child(passage, NODE_FOLLOWS))) continue;
        struct diagnostic *said = TELL(crossing->context, crossing->reform->decl, stage_without_target,
                                       passage ? passage->span : transition->name_span, spelled(crossing, stage->name));
        context_relate(said, stage->name_span, TEXT("la etapa del texto anterior"));
    }
}

static void keep_passages(const struct crossing *crossing, const struct node *transition)
{
    for (const struct node *passage = node_child(transition, NODE_PASSAGE); passage; passage = node_next(passage)) {
        struct law_passage kept = { crossing->act, passage, crossing->old, crossing->made };
        VEC_PUSH(&crossing->context->law->passages, kept);
    }
}

/* The text of a route that a reform left behind, and the one that came in its place: none when
 * it was repealed. False when the route goes on as it was, or nobody could be in it before. */
static bool crosses(const struct law_element *element, const struct law_reform *reform, struct crossing *crossing)
{
    const struct law_version *old = law_version_on(element, reform->day - 1);
    if (!old || old->to != reform->day) return false;
    crossing->old = old;
    crossing->made = old->after && old->after->from == reform->day ? old->after : old->heir;
    return true;
}

static bool touches(const struct law *law, const struct law_reform *reform, const struct law_element *element)
{
    for (size_t i = 0; i < reform->change_count; i++)
        if (law->changes.items[reform->first_change + i].element == element) return true;
    return false;
}

static void check_transition(struct context *context, const struct law_reform *reform, const struct node *transition)
{
    const struct law_element *element = law_find(context, reform->module, DECL_ROUTE, transition->name);
    struct crossing crossing = { context, reform, law_author(context->law, transition->span), NULL, NULL };
    if (!element) {
        TELL(context, reform->decl, nothing_to_amend, transition->name_span, text_from(declare_words(DECL_ROUTE)->none),
             context_spelling(context, transition->name));
        return;
    }
    if (!crosses(element, reform, &crossing) && touches(context->law, reform, element)) return;     /* no case could be open yet */
    if (!crossing.old) {
        TELL(context, reform->decl, route_not_reformed, transition->name_span, context_spelling(context, transition->name));
        return;
    }
    for (const struct node *passage = node_child(transition, NODE_PASSAGE); passage; passage = node_next(passage))
        check_passage(&crossing, transition, passage);
    check_stages(&crossing, transition);
    if (crossing.made) keep_passages(&crossing, transition);
}

static bool has_transition(const struct law_reform *reform, symbol_t route)
{
    const struct node *transition = node_child(reform->node, NODE_TRANSITION);
    while (transition && transition->name != route) transition = node_next(transition);
    return transition != NULL;
}

/* A route is touched when a change is of it; said once, at the first. */
static void check_touched(struct context *context, const struct law_reform *reform)
{
    const struct law_change *changes = context->law->changes.items + reform->first_change;
    for (size_t i = 0; i < reform->change_count; i++) {
        const struct law_element *element = changes[i].element;
        struct crossing crossing;
        size_t first = 0;
        while (changes[first].element != element) first++;
        if (first < i || !element || element->kind != DECL_ROUTE || !crosses(element, reform, &crossing) || has_transition(reform, element->name)) continue;
        TELL(context, reform->decl, cases_unsaid, law_act_place(changes[i].act), law_element_text(context, element));
    }
}

void check_passages(struct context *context)
{
    for (size_t i = 0; i < context->law->reforms.count; i++) {
        struct law_reform *reform = &context->law->reforms.items[i];
        reform->first_passage = context->law->passages.count;
        check_touched(context, reform);
        for (const struct node *node = node_child(reform->node, NODE_TRANSITION); node; node = node_next(node))
            check_transition(context, reform, node);
        reform->passage_count = context->law->passages.count - reform->first_passage;
    }
}
