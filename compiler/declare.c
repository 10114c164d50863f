/* declare.c -- see declare.h. */
#include "compiler/declare.h"

#include "compiler/consolidate.h"

static const struct kind_words words[DECL_KINDS] = {
    [DECL_NORM]       = { "una norma", "la norma", "ninguna norma llamada" },
    [DECL_ACTOR]      = { "una entidad, dependencia, cargo o interviniente", "el nombre", "ninguna entidad, dependencia, cargo ni interviniente con el nombre" },
    [DECL_LIST]       = { "una lista", "la lista", "ninguna lista llamada" },
    [DECL_VALUE]      = { "un valor de una lista", "el valor", "ningún valor llamado" },
    [DECL_BODY]       = { "un comité", "el comité", "ningún comité llamado" },
    [DECL_SEAT]       = { "un miembro de un comité", "el miembro", "ningún miembro llamado" },
    [DECL_INSTRUMENT] = { "un instrumento", "el instrumento", "ningún instrumento llamado" },
    [DECL_CALENDAR]   = { "un calendario", "el calendario", "ningún calendario llamado" },
    [DECL_HOLIDAY]    = { "un festivo", "el festivo", "ningún festivo llamado" },
    [DECL_ROUTE]      = { "una ruta", "la ruta", "ninguna ruta llamada" },
    [DECL_DATUM]      = { "un dato", "el dato", "ningún dato llamado" },
    [DECL_STAGE]      = { "una etapa", "la etapa", "ninguna etapa llamada" },
    [DECL_MOMENT]     = { "un momento", "el momento", "ningún momento llamado" },
    [DECL_FINAL]      = { "un final", "el final", "ningún final llamado" },
    [DECL_DEADLINE]   = { "un plazo", "el plazo", "ningún plazo llamado" },
    [DECL_MEASURE]    = { "una medida", "la medida", "ninguna medida llamada" },
    [DECL_SCENARIO]   = { "un escenario", "el escenario", "ningún escenario llamado" },
    [DECL_PARAMETER]  = { "un parámetro", "el parámetro", "ningún parámetro llamado" },
    [DECL_REFORM]     = { "una reforma", "la reforma", "ninguna reforma llamada" },
};

const struct kind_words *declare_words(enum decl_kind kind)
{
    return &words[kind];
}

/* One more than the kind of declaration a node is; 0 for nodes that declare nothing. */
static const unsigned char declares[NODE_KINDS] = {
    [NODE_NORM] = DECL_NORM + 1, [NODE_ENTITY] = DECL_ACTOR + 1, [NODE_UNIT] = DECL_ACTOR + 1,
    [NODE_POST] = DECL_ACTOR + 1, [NODE_PARTY] = DECL_ACTOR + 1, [NODE_LIST] = DECL_LIST + 1,
    [NODE_VALUE] = DECL_VALUE + 1, [NODE_BODY] = DECL_BODY + 1, [NODE_SEAT] = DECL_SEAT + 1,
    [NODE_INSTRUMENT] = DECL_INSTRUMENT + 1, [NODE_CALENDAR] = DECL_CALENDAR + 1,
    [NODE_HOLIDAY] = DECL_HOLIDAY + 1, [NODE_CLOSURE] = DECL_HOLIDAY + 1, [NODE_SUSPENSION] = DECL_HOLIDAY + 1, [NODE_ROUTE] = DECL_ROUTE + 1,
    [NODE_DATUM] = DECL_DATUM + 1, [NODE_CHECKLIST] = DECL_DATUM + 1, [NODE_CHECK] = DECL_DATUM + 1, [NODE_STAGE] = DECL_STAGE + 1, [NODE_MOMENT] = DECL_MOMENT + 1,
    [NODE_FINAL] = DECL_FINAL + 1, [NODE_DEADLINE] = DECL_DEADLINE + 1, [NODE_SCENARIO] = DECL_SCENARIO + 1,
    [NODE_MEASURE] = DECL_MEASURE + 1, [NODE_PARAMETER] = DECL_PARAMETER + 1,
};

enum decl_kind declare_kind(enum node_kind kind)
{
    return declares[kind] ? (enum decl_kind)(declares[kind] - 1) : DECL_KINDS;
}

/* Nodes that only hold declarations together. */
static bool is_wrapper(enum node_kind kind)
{
    return kind == NODE_MEMBERS || kind == NODE_DATA || kind == NODE_MOMENTS;
}

static const struct decl *owner_of(enum decl_kind kind, const struct decl *inside)
{
    return kind == DECL_VALUE || kind == DECL_SEAT || kind == DECL_HOLIDAY ? inside : inside->route;
}

static void declare_children(struct context *context, size_t module, const struct node *parent, const struct decl *inside)
{
    for (struct node *node = parent->first; node; node = node->next) {
        if (is_wrapper(node->kind)) declare_children(context, module, node, inside);
        if (!declares[node->kind]) continue;
        enum decl_kind kind = (enum decl_kind)(declares[node->kind] - 1);
        struct decl *decl = scope_declare(context->scope, (struct decl){
            .kind = kind, .name = node->name, .node = node, .owner = owner_of(kind, inside),
            .inside = inside, .route = inside->route, .module = module, .index = UINT32_MAX,
            .from = inside->from, .to = inside->to, .version = inside->version,
        });
        declare_children(context, module, node, decl);
    }
}

static void declare_version(struct context *context, struct law_element *element, struct law_version *version, size_t at)
{
    struct decl made = {
        .kind = element->kind, .name = version->node->name, .node = version->node, .module = element->module, .index = UINT32_MAX,
        .from = version->from, .to = version->to, .version = version,
    };
    struct decl *decl = at ? scope_declare_version(context->scope, made) : scope_declare(context->scope, made);
    if (decl->kind == DECL_ROUTE) decl->route = decl;
    version->decl = element->decls[at] = decl;
    declare_children(context, element->module, version->node, decl);
}

static void declare_element(struct context *context, struct law_element *element)
{
    size_t at = 0;
    element->decls = arena_array(&context->out->arena, element->version_count + 1, sizeof *element->decls);
    for (struct law_version *version = element->first; version; version = version->after)
        declare_version(context, element, version, at++);
}

/* A scenario happens from the day of its first act. */
static day_t first_day_of(const struct node *scenario)
{
    for (const struct node *line = scenario->first; line; line = line->next)
        if (line->kind >= NODE_ACT_COMPLETE && line->kind <= NODE_ACT_EXPIRE) return (day_t)line->number;
    return DAY_NONE;
}

static void declare_scenarios(struct context *context, size_t module)
{
    const struct node *file = context->project->items[module].file;
    for (struct node *node = node_child(file, NODE_SCENARIO); node; node = node_next(node))
        scope_declare(context->scope, (struct decl){ .kind = DECL_SCENARIO, .node = node, .module = module, .index = UINT32_MAX,
                                                     .from = first_day_of(node), .to = DAY_NONE });
}

/* Kinds that may not share a name: `sigue X` must mean one thing. */
static unsigned family(enum decl_kind kind)
{
    unsigned steps = KIND(STAGE) | KIND(MOMENT) | KIND(FINAL);
    return steps & (1u << kind) ? steps : 1u << kind;
}

static void report_duplicate(struct context *context, const struct decl *decl, const struct decl *first)
{
    struct text name = context_spelling(context, first->name);
    struct text line = context_line(context, decl->node->name_span, first->node->name_span);
    struct diagnostic *said = TELL(context, decl->inside, duplicate_name, decl->node->name_span,
                                   text_from(words[first->kind].the), name, line);
    context_relate(said, first->node->name_span, TEXT("la primera vez"));
}

static bool ends_before(day_t end, day_t start)
{
    return end != DAY_NONE && start != DAY_NONE && end <= start;
}

/* Rules of a calendar carry their dates; the rest, those of their version. */
static bool meet_in_time(const struct decl *a, const struct decl *b)
{
    const struct node *x = node_child(a->node, NODE_IN_FORCE), *y = node_child(b->node, NODE_IN_FORCE);
    if (a->kind == DECL_HOLIDAY && x && y)
        return !(x->other != DAY_NONE && x->other < y->number) && !(y->other != DAY_NONE && y->other < x->number);
    if (a->version && b->version && a->version->element == b->version->element && !a->inside) return false;
    return !ends_before(a->to, b->from) && !ends_before(b->to, a->from);
}

/* A route and a body are asked for by name in the whole program, so any two of them clash. */
bool declare_clash(struct context *context, const struct decl *a, const struct decl *b)
{
    if (a->owner != b->owner || family(a->kind) != family(b->kind) || !meet_in_time(a, b)) return false;
    return a->kind == DECL_ROUTE || a->kind == DECL_BODY || project_sees(context->project, a->module, b->module)
        || project_sees(context->project, b->module, a->module);
}

/* Names that meet outside their kind: an instrument of a route and one of a module, and a
 * term and the step whose repetition is a term of that name. */
static void check_hidden_duplicate(struct context *context, const struct decl *decl)
{
    const struct decl *first = NULL;
    if (decl->kind == DECL_DEADLINE) {
        first = scope_find(context->scope, decl->owner, decl->name, KIND(STAGE) | KIND(MOMENT));
        const struct node *repeats = first ? node_child(first->node, NODE_REPEATS) : NULL;
        if (repeats && repeats->name == SYMBOL_NONE) report_duplicate(context, decl, first);
    } else if (decl->kind == DECL_INSTRUMENT && decl->owner) {
        first = scope_find(context->scope, NULL, decl->name, KIND(INSTRUMENT));
        while (first && !project_sees(context->project, decl->module, first->module))
            first = scope_find_next(first, KIND(INSTRUMENT));
        if (first) report_duplicate(context, decl, first);
    }
}

static void check_duplicate(struct context *context, const struct decl *decl)
{
    const struct decl *first = scope_find(context->scope, decl->owner, decl->name, family(decl->kind));
    for (; first && first != decl; first = scope_find_next(first, family(decl->kind))) {
        if (!declare_clash(context, decl, first)) continue;
        if (decl->module != first->module && project_sees(context->project, first->module, decl->module))
            report_duplicate(context, first, decl);     /* the file of the one who uses the other's */
        else
            report_duplicate(context, decl, first);
        return;
    }
    check_hidden_duplicate(context, decl);
}

void declare_names(struct context *context)
{
    for (size_t i = 0; i < context->law->elements.count; i++) declare_element(context, context->law->elements.items[i]);
    for (size_t i = 0; i < context->project->count; i++) declare_scenarios(context, i);
    for (size_t i = 0; i < context->scope->count && !report_is_full(context->out->report); i++)
        if (context->scope->decls[i]->name != SYMBOL_NONE) check_duplicate(context, context->scope->decls[i]);
}
