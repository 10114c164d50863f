/* prove_form.c -- sources where they must be, and no clause said twice. See prove.h. */
#include "compiler/prove.h"

#include "compiler/declare.h"

/* Clauses an element says once: a second one would silently lose to the first. */
static const bool said_once[NODE_KINDS] = {
    [NODE_IDENTITY] = true, [NODE_ISSUER] = true, [NODE_ISSUED] = true, [NODE_PUBLISHED] = true, [NODE_IN_FORCE] = true, [NODE_VERIFIED] = true, [NODE_OF] = true,
    [NODE_MEMBERS] = true, [NODE_INVITEES] = true, [NODE_SECRETARIAT] = true, [NODE_QUORUM] = true,
    [NODE_DECISION] = true, [NODE_TIE] = true, [NODE_URGENT] = true, [NODE_CONVENES] = true, [NODE_CONVENES_EXTRA] = true, [NODE_MINUTES] = true, [NODE_MODALITIES] = true, [NODE_SIGNED_BY_ALL] = true,
    [NODE_SERIAL] = true, [NODE_EXTENDS] = true, [NODE_VERIFIED_RANGE] = true, [NODE_WEEK] = true,
    [NODE_USES_CALENDAR] = true, [NODE_DATA] = true, [NODE_STARTS] = true, [NODE_MOMENTS] = true, [NODE_NO_TERM] = true,
    [NODE_RESPONSIBLE_UNKNOWN] = true, [NODE_SESSION_UNKNOWN] = true,
    [NODE_REPEATS] = true, [NODE_FOLLOWS] = true, [NODE_DECIDE] = true, [NODE_EFFECT_UNKNOWN] = true,
    [NODE_UNTIL] = true, [NODE_APPLIES] = true, [NODE_EXPIRY] = true, [NODE_EXTENSION] = true,
    [NODE_COUNTED_FROM] = true, [NODE_ENDS_ON] = true, [NODE_MEETS] = true, [NODE_DEMANDS] = true, [NODE_SPECIAL_OF] = true, [NODE_CHAIR_UNKNOWN] = true, [NODE_INCLUDES] = true, [NODE_ONCE] = true, [NODE_RECOMMENDS] = true, [NODE_ADOPTED_BY] = true,
    [NODE_LASTS] = true, [NODE_REVIEWED] = true, [NODE_MEASURES] = true, [NODE_IMPEDED] = true, [NODE_RESERVED_VOTES] = true,
};

/* Clauses that list names: naming one twice adds nothing, and hides the one that was meant. */
static const bool lists_names[NODE_KINDS] = {
    [NODE_RESPONSIBLE] = true, [NODE_PARTICIPANTS] = true, [NODE_RECEIVES] = true, [NODE_PRODUCES] = true,
    [NODE_ASKS] = true, [NODE_SIGNERS] = true, [NODE_ANNEXES] = true, [NODE_MEASURES] = true,
};

static void prove_names_once(struct context *context, const struct decl *decl, const struct node *clause)
{
    for (const struct node *name = clause->first; name; name = name->next) {
        const struct node *earlier = clause->first;
        while (earlier != name && earlier->name != name->name) earlier = earlier->next;
        if (earlier == name || name->kind != NODE_REF) continue;
        struct diagnostic *said = TELL_PLAIN(context, decl, clause_twice, name->span);
        context_relate(said, earlier->span, TEXT("la primera vez"));
    }
}

static void prove_once(struct context *context, const struct decl *decl)
{
    unsigned char seen[NODE_KINDS / 8 + 1] = {0};
    for (const struct node *clause = decl->node->first; clause; clause = clause->next) {
        if (lists_names[clause->kind]) prove_names_once(context, decl, clause);
        if (clause->kind == NODE_INTERRUPTION && node_child(clause, NODE_STAGES))
            prove_names_once(context, decl, node_child(clause, NODE_STAGES));
        if (!said_once[clause->kind]) continue;
        unsigned char bit = (unsigned char)(1u << clause->kind % 8), *byte = &seen[clause->kind / 8];
        if (*byte & bit) {
            struct diagnostic *said = TELL_PLAIN(context, decl, clause_twice, clause->span);
            context_relate(said, node_child(decl->node, clause->kind)->span, TEXT("la primera vez"));
        }
        *byte |= bit;
    }
}

/* What is not stated is not stated and stated. */
static void prove_silence(struct context *context, const struct decl *decl, enum node_kind silent, enum node_kind said, const char *word)
{
    const struct node *unknown = node_child(decl->node, silent), *known = node_child(decl->node, said);
    if (!unknown || !known) return;
    struct diagnostic *told = TELL(context, decl, said_and_unsaid, unknown->span, context_spelling(context, decl->name), text_from(word));
    context_relate(told, known->span, TEXT("aquí consta"));
}

static bool needs_source(const struct decl *decl)
{
    unsigned ruled = KIND(ROUTE) | KIND(STAGE) | KIND(MOMENT) | KIND(DEADLINE) | KIND(BODY) | KIND(INSTRUMENT) | KIND(MEASURE);
    return (ruled & (1u << decl->kind)) && !decl->source.length
        && (!decl->inside || decl->inside->source.length);     /* said once, of the outermost */
}

void prove_form(struct context *context)
{
    for (size_t i = 0; i < context->scope->count; i++) {
        const struct decl *decl = context->scope->decls[i];
        prove_once(context, decl);
        prove_silence(context, decl, NODE_RESPONSIBLE_UNKNOWN, NODE_RESPONSIBLE, "responsable");
        prove_silence(context, decl, NODE_SESSION_UNKNOWN, NODE_SESSION, "sesiona");
        if (!needs_source(decl)) continue;
        TELL(context, decl, source_missing, decl->node->name_span, text_from(declare_words(decl->kind)->the),
             context_spelling(context, decl->name));
    }
}
