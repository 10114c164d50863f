/* declare.c -- see declare.h. */
#include "compiler/declare.h"

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
    [DECL_SCENARIO]   = { "un escenario", "el escenario", "ningún escenario llamado" },
    [DECL_PARAMETER]  = { "un parámetro", "el parámetro", "ningún parámetro llamado" },
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
    [NODE_DATUM] = DECL_DATUM + 1, [NODE_STAGE] = DECL_STAGE + 1, [NODE_MOMENT] = DECL_MOMENT + 1,
    [NODE_FINAL] = DECL_FINAL + 1, [NODE_DEADLINE] = DECL_DEADLINE + 1, [NODE_SCENARIO] = DECL_SCENARIO + 1,
    [NODE_PARAMETER] = DECL_PARAMETER + 1,
};

/* Nodes that only hold declarations together. */
static bool is_wrapper(enum node_kind kind)
{
    return kind == NODE_FILE || kind == NODE_MEMBERS || kind == NODE_DATA || kind == NODE_MOMENTS;
}

static const struct decl *owner_of(enum decl_kind kind, const struct decl *inside)
{
    if (kind == DECL_VALUE || kind == DECL_SEAT || kind == DECL_HOLIDAY) return inside;
    return inside ? inside->route : NULL;
}

static void declare_children(struct context *context, size_t module, const struct node *parent, const struct decl *inside)
{
    for (struct node *node = parent->first; node; node = node->next) {
        if (is_wrapper(node->kind)) declare_children(context, module, node, inside);
        if (!declares[node->kind]) continue;
        enum decl_kind kind = (enum decl_kind)(declares[node->kind] - 1);
        struct decl *decl = scope_declare(context->scope, (struct decl){
            .kind = kind, .name = node->name, .node = node, .owner = owner_of(kind, inside),
            .inside = inside, .route = inside ? inside->route : NULL, .module = module, .index = UINT32_MAX,
        });
        if (kind == DECL_ROUTE) decl->route = decl;
        declare_children(context, module, node, decl);
    }
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

/* A route is asked for by name in the whole program, so any two of them clash. */
bool declare_clash(struct context *context, const struct decl *a, const struct decl *b)
{
    if (a->owner != b->owner || family(a->kind) != family(b->kind)) return false;
    return a->kind == DECL_ROUTE || project_sees(context->project, a->module, b->module)
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
    for (size_t i = 0; i < context->project->count; i++)
        declare_children(context, i, context->project->items[i].file, NULL);
    for (size_t i = 0; i < context->scope->count && !report_is_full(context->out->report); i++)
        if (context->scope->decls[i]->name != SYMBOL_NONE) check_duplicate(context, context->scope->decls[i]);
}
