/* context.c -- diagnostics with their place in the law. See context.h. */
#include "compiler/context.h"

#include "compiler/consolidate.h"

struct text context_spelling(const struct context *context, symbol_t name)
{
    return intern_spelling(context->out->names, name);
}

/* "etapa análisis", or the caption when the thing has no name (a scenario). */
struct text context_title(struct context *context, const struct decl *decl)
{
    const char *word = node_tag(decl->node->kind);
    if (decl->name == SYMBOL_NONE)
        return FORMAT(context, "%s «%.*s»", word, TEXT_ARGS(decl->node->text));
    struct text name = context_spelling(context, decl->name);
    return FORMAT(context, "%s %.*s", word, TEXT_ARGS(name));
}

static struct text path_of(struct context *context, const struct decl *decl)
{
    struct text here = context_title(context, decl);
    if (!decl->inside) return here;
    struct text outer = path_of(context, decl->inside);
    return FORMAT(context, "%.*s › %.*s", TEXT_ARGS(outer), TEXT_ARGS(here));
}

/* Whose fault it is: a text that was right until a reform touched it, or something it names, is
 * shown beside the order that did it. */
static void blame(struct context *context, const struct decl *home, struct diagnostic *diagnostic)
{
    const struct law_act *author = law_author(context->law, diagnostic->where), *act;
    char day[DATE_TEXT_SIZE];
    if (author && author->day == home->from) return;
    act = law_blame(context->law, home->version);
    struct text since = FORMAT(context, "con el texto vigente desde el %s", day_format(home->from, day));
    if (!diagnostic->related_text.length) context_relate(diagnostic, diagnostic->where, since);
    diagnostic->where = law_act_place(act);
}

struct diagnostic *context_place(struct context *context, const struct decl *home, struct diagnostic *diagnostic)
{
    if (!home) return diagnostic;
    struct text path = path_of(context, home);
    if (home->version && home->version->by && home->from != DAY_NONE) blame(context, home, diagnostic);
    diagnostic->path = home->source.length
        ? FORMAT(context, "%.*s (%.*s)", TEXT_ARGS(path), TEXT_ARGS(home->source))
        : path;
    return diagnostic;
}

void context_relate(struct diagnostic *diagnostic, struct span where, struct text what)
{
    diagnostic->related = where;
    diagnostic->related_text = what;
}

struct text context_line(struct context *context, struct span here, struct span there)
{
    struct source *source = sources_at(context->out->sources, there.source);
    unsigned line = source_place(source, &context->out->arena, there.offset).line;
    if (here.source == there.source) return FORMAT(context, "línea %u", line);
    return FORMAT(context, "%.*s, línea %u", TEXT_ARGS(source->path), line);
}
