/* lifetime.c -- «ruta consolidar --historia»: what became of one part of the law.
 *
 * Its original text is found in the first version of the element it is part of; what happened
 * to it, to what it is part of and to what it holds, in the changes that the reforms made. */
#include "cli/lifetime.h"

#include <string.h>

#include "base/fold.h"
#include "cli/output.h"
#include "compiler/inforce.h"

/* A part that some version has had. */
struct part {
    struct text name, folded;
    const struct node *node;
    day_t from;             /* of the version */
    struct text source;
};

struct lifetime {
    struct command_context *context;
    struct compilation *compilation;
    VEC(struct part) parts;         /* by name, and of one name the oldest */
};

/* ---- what parts there are, and have been ---------------------------------------------------- */

static void add_part(struct lifetime *lifetime, struct text name, const struct node *node, day_t from, struct text source)
{
    struct part part = { name, fold(&lifetime->context->arena, name), node, from, source };
    VEC_PUSH(&lifetime->parts, part);
}

static void add_parts(struct lifetime *lifetime, const struct node *node, struct text around, day_t from)
{
    struct text name = inforce_name(&lifetime->context->arena, lifetime->compilation->names, node, around);
    const struct decl *decl = node->meaning;

    if (decl && decl->node == node) add_part(lifetime, name, node, from, decl->source);
    for (const struct node *child = node->first; child; child = child->next) add_parts(lifetime, child, inforce_groups(node) ? around : name, from);
}

static int by_name(const void *a, const void *b)
{
    const struct part *left = a, *right = b;
    int order = text_compare(left->folded, right->folded);

    return order ? order : left->from < right->from ? -1 : left->from > right->from;
}

/* «dependencia A por dependencia B» happened to A; to B, that it was written so. */
static struct text changed_part(struct text what)
{
    const char *by = strstr(what.at, " por ");

    return by ? (struct text){ what.at, (size_t)(by - what.at) } : what;
}

/* DAY_NONE, since always, is less than any day. */
static void collect_parts(struct lifetime *lifetime)
{
    const struct law *law = lifetime->compilation->law;
    size_t kept = 0;

    for (size_t i = 0; i < law->elements.count; i++)
        for (const struct law_version *version = law->elements.items[i]->first; version; version = version->after)
            if (version->touched || !version->before) add_parts(lifetime, version->node, TEXT(""), version->from);
    for (size_t i = 0; i < law->changes.count; i++)
        add_part(lifetime, changed_part(law->changes.items[i].what), NULL, law->changes.items[i].act->day, TEXT(""));
    if (lifetime->parts.count) qsort(lifetime->parts.items, lifetime->parts.count, sizeof *lifetime->parts.items, by_name);
    for (size_t i = 0; i < lifetime->parts.count; i++)
        if (!kept || !text_equal(lifetime->parts.items[kept - 1].folded, lifetime->parts.items[i].folded))
            lifetime->parts.items[kept++] = lifetime->parts.items[i];
    lifetime->parts.count = kept;
}

/* ---- which one is meant ---------------------------------------------------------------------- */

/* «etapa valoración de ruta ordinario» may be called «etapa valoración», or «valoración». */
static bool is_called(struct text whole, struct text part)
{
    const char *space = memchr(whole.at, ' ', whole.length);
    struct text name = space ? (struct text){ space + 1, whole.length - (size_t)(space + 1 - whole.at) } : whole;
    const struct text from[] = { whole, name };

    for (size_t i = 0; i < 2; i++) {
        struct text rest = { from[i].at + part.length, from[i].length - part.length };
        if (text_starts(from[i], part) && (rest.length == 0 || text_starts(rest, TEXT(" de ")))) return true;
    }
    return false;
}

static const struct part *say_several(struct lifetime *lifetime, struct text asked, const struct part *const *found, size_t count,
                                      struct fault *why)
{
    struct text list = TEXT("");

    for (size_t i = 0; i < count && i < 6; i++)
        list = text_format(&lifetime->context->arena, "%.*s%s%.*s", TEXT_ARGS(list), i ? "; " : "", TEXT_ARGS(found[i]->name));
    fault_set(why, EXIT_USAGE, "hay %zu partes que se llaman «%.*s»: falta decir de cuál elemento", count, TEXT_ARGS(asked));
    fault_help(why, "%.*s%s", TEXT_ARGS(list), count > 6 ? "; …" : "");
    return NULL;
}

static const struct part *say_none(struct lifetime *lifetime, struct text asked, struct fault *why)
{
    size_t count = lifetime->parts.count;
    struct text *names = arena_array(&lifetime->context->arena, 2 * count + 1, sizeof *names);

    for (size_t i = 0; i < count; i++) {
        struct text name = names[i] = lifetime->parts.items[i].name;
        const char *space = memchr(name.at, ' ', name.length);
        names[count + i] = space ? (struct text){ space + 1, strcspn(space + 1, " ") } : name;
    }
    struct text near = suggest(asked, names, 2 * count);
    fault_set(why, EXIT_USAGE, "no hay, ni ha habido, nada que se llame «%.*s»", TEXT_ARGS(asked));
    if (near.length) fault_help(why, "¿quiso decir «%.*s»?", TEXT_ARGS(near));
    else fault_help(why, "«ruta consolidar --autoría» dice cómo se llama cada parte");
    return NULL;
}

static const struct part *find_part(struct lifetime *lifetime, struct text asked, struct fault *why)
{
    struct arena *arena = &lifetime->context->arena;
    const struct part **found = arena_array(arena, lifetime->parts.count + 1, sizeof *found);
    struct text folded = fold(arena, asked);
    size_t count = 0;

    for (size_t i = 0; i < lifetime->parts.count; i++) {
        const struct part *part = &lifetime->parts.items[i];
        if (text_equal(part->folded, folded)) return part;
        if (is_called(part->folded, folded)) found[count++] = part;
    }
    if (count > 1) return say_several(lifetime, asked, found, count, why);
    return count ? found[0] : say_none(lifetime, asked, why);
}

/* ---- its life ---------------------------------------------------------------------------------- */

struct fact {
    day_t day;
    const char *verb;
    struct text act, source, what;  /* of an original text, its source and no act */
    const struct node *node;        /* where it is written */
};

static const char *verb_of(enum amendment verb)
{
    static const char *const verbs[AMENDMENTS] = {
        [AMEND_MODIFY] = "modifica", [AMEND_ADD] = "adiciona", [AMEND_REPLACE] = "sustituye",
        [AMEND_REMOVE] = "suprime", [AMEND_REPEAL] = "deroga", [AMEND_RENUMBER] = "renumera",
    };
    return verbs[verb];
}

static bool is_part_of(struct arena *arena, struct text inner, struct text outer)
{
    struct text tail = text_format(arena, " de %.*s", TEXT_ARGS(outer));

    return inner.length > tail.length && text_equal((struct text){ inner.at + inner.length - tail.length, tail.length }, tail);
}

/* What a person reads under the name of the part: nothing of itself, and of what it holds only that. */
static struct text short_name(struct lifetime *lifetime, struct text what, const struct part *part)
{
    if (text_equal(what, part->name)) return TEXT("");
    if (!is_part_of(&lifetime->context->arena, what, part->name)) return what;
    return (struct text){ what.at, what.length - part->name.length - (sizeof " de " - 1) };
}

static void write_fact(struct lifetime *lifetime, const struct part *part, const struct fact *fact)
{
    struct command_context *context = lifetime->context;
    struct source *source = sources_at(lifetime->compilation->sources, fact->node->span.source);
    uint32_t line = source_line_of(source, &context->arena, fact->node->span.offset);
    struct text what = short_name(lifetime, fact->what, part);
    char day[DATE_TEXT_SIZE];

    if (context->json) {
        output_json(context, json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:i}", "parte", json_of_text(fact->what), "desde", json_of_day(fact->day),
                                       "hecho", fact->verb, "acto", fact->act.length ? json_of_text(fact->act) : json_null(),
                                       "fuente", json_of_text(fact->source), "archivo", json_of_text(source->path), "linea", (int)line));
        return;
    }
    fprintf(context->out, "  %-10s  %-14s", fact->day == DAY_NONE ? "siempre" : day_format(fact->day, day), fact->verb);
    if (fact->act.length || fact->source.length) fprintf(context->out, "  %.*s%.*s", TEXT_ARGS(fact->act), TEXT_ARGS(fact->source));
    if (what.length) fprintf(context->out, ": %.*s", TEXT_ARGS(what));
    fprintf(context->out, "  (%.*s:%u)\n", TEXT_ARGS(source->path), line);
}

/* What happens to the whole happens to its parts when it goes or another takes its place; and
 * what takes the place of another may have another name. */
static bool touches(struct lifetime *lifetime, const struct law_change *change, const struct part *part)
{
    struct arena *arena = &lifetime->context->arena;
    struct text what = fold(arena, changed_part(change->what));
    bool of_the_whole = change->verb != AMEND_MODIFY && change->verb != AMEND_RENUMBER;

    return text_equal(what, part->folded) || is_part_of(arena, what, part->folded)
        || (of_the_whole && is_part_of(arena, part->folded, what))
        || (part->node && change->act == law_author(lifetime->compilation->law, part->node->span));
}

bool lifetime_tell(struct command_context *context, struct compilation *compilation, struct text asked, struct fault *why)
{
    struct lifetime lifetime = { .context = context, .compilation = compilation };
    const struct law *law = compilation->law;

    collect_parts(&lifetime);
    const struct part *part = find_part(&lifetime, asked, why);
    if (part && !context->json) fprintf(context->out, "%.*s\n", TEXT_ARGS(part->name));
    if (part && part->node && !law_author(law, part->node->span))
        write_fact(&lifetime, part, &(struct fact){ part->from, "texto original", TEXT(""), part->source, part->name, part->node });
    for (size_t i = 0; part && i < law->changes.count; i++) {
        const struct law_change *change = &law->changes.items[i];
        const struct law_act *act = change->act;
        if (touches(&lifetime, change, part))
            write_fact(&lifetime, part, &(struct fact){ act->day, verb_of(change->verb), act->text, TEXT(""), change->what, act->node });
    }
    VEC_FREE(&lifetime.parts);
    return part != NULL;
}
