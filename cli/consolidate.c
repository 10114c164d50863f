/* consolidate.c -- «ruta consolidar»: the text in force on a day, and who wrote each part.
 *
 * Who wrote a part is told by where it was written: what a reform puts into an element keeps
 * its place in the reform, and there the article that orders it. */
#include "cli/lifetime.h"
#include "cli/output.h"
#include "compiler/inforce.h"
#include "lang/lexer.h"
#include "lang/unparse.h"

struct consolidation {
    struct command_context *context;
    struct compilation compilation;
    const struct node *file;    /* what is in force */
    day_t day;
};

/* ---- the text --------------------------------------------------------------------------- */

/* What inforce.c leaves out of a norm. */
static struct text days_in_force(struct command_context *context, const struct node *norm)
{
    const struct node *force = norm->meaning ? node_child(norm->meaning->node, NODE_IN_FORCE) : NULL;
    char from[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE];

    if (!force) return TEXT("");
    if (force->other == DAY_NONE) return text_format(&context->arena, "vigente desde %s", day_format(force->number, from));
    return text_format(&context->arena, "vigente desde %s hasta %s", day_format(force->number, from), day_format(force->other, until));
}

static struct text beside(const void *context, const struct node *node, bool closes)
{
    const struct consolidation *consolidation = context;
    const struct compilation *compilation = &consolidation->compilation;
    const struct law_act *act = closes ? NULL : inforce_text_author(compilation, node);

    if (node->kind == NODE_NORM && !closes && !consolidation->context->json) return days_in_force(consolidation->context, node);
    return act ? act->text : law_author_text(compilation->law, node->span);
}

/* One object a line. The comments of the text are the acts, and nothing else. */
static void write_json_lines(struct command_context *context, struct text text)
{
    struct lexer lexer;
    struct token token;

    lexer_start(&lexer, &context->arena, words_new(&context->arena), NULL, 0, text);
    token = lexer_next(&lexer);
    for (size_t start = 0, end; start < text.length; start = end + 1) {
        for (end = start; text.at[end] != '\n';) end++;
        while (token.kind != TOKEN_COMMENT && token.kind != TOKEN_END) token = lexer_next(&lexer);
        bool has_act = token.kind == TOKEN_COMMENT && token.span.offset < end;
        size_t stop = has_act ? token.span.offset - 2 : end;
        json_t *act = has_act ? json_of_text((struct text){ text.at + stop + 4, end - stop - 4 }) : json_null();
        output_json(context, json_pack("{s:o, s:o}", "linea", json_of_text((struct text){ text.at + start, stop - start }), "acto", act));
        if (has_act) token = lexer_next(&lexer);
    }
}

static void write_text(struct consolidation *consolidation)
{
    struct command_context *context = consolidation->context;
    const struct compilation *compilation = &consolidation->compilation;
    struct unparse_notes notes = { beside, consolidation };
    struct text text = unparse_file(compilation->sources, compilation->names, consolidation->file, &notes, &context->arena);
    char day[DATE_TEXT_SIZE];

    if (context->json) {
        write_json_lines(context, text);
        return;
    }
    fprintf(context->out, "# Texto vigente el %s. Al lado de cada línea, el acto que la escribió; sin acto, es del texto original.\n\n",
            day_format(consolidation->day, day));
    fprintf(context->out, "%.*s", TEXT_ARGS(text));
}

/* ---- who wrote each part ------------------------------------------------------------------- */

/* "d1066/ordinario.ruta:41" */
static struct text place_of(struct consolidation *consolidation, struct span span)
{
    struct arena *arena = &consolidation->context->arena;
    struct source *source = sources_at(consolidation->compilation.sources, span.source);

    return text_format(arena, "%.*s:%u", TEXT_ARGS(source->path), source_line_of(source, arena, span.offset));
}

static void write_author(struct consolidation *consolidation, struct text name, const struct law_act *act, struct span where,
                         struct text source)
{
    struct command_context *context = consolidation->context;
    struct text place = place_of(consolidation, where), author = act ? act->text : TEXT("texto original");

    if (context->json)
        output_json(context, json_pack("{s:o, s:o, s:o, s:o}", "parte", json_of_text(name), "acto", act ? json_of_text(act->text) : json_null(),
                                       "fuente", json_of_text(source), "lugar", json_of_text(place)));
    else
        fprintf(context->out, "%.*s: %.*s%s%.*s (%.*s)\n", TEXT_ARGS(name), TEXT_ARGS(author), source.length ? "; fuente " : "",
                TEXT_ARGS(source), TEXT_ARGS(place));
}

/* Of a source, who changed a number that it cites. */
static const struct law_act *text_author(const struct compilation *compilation, const struct node *node)
{
    const struct law_act *act = inforce_text_author(compilation, node);

    for (const struct node *child = node->first; child && !act && (node->kind == NODE_SOURCE || node->kind == NODE_CITATION); child = child->next)
        act = text_author(compilation, child);
    return act;
}

/* What has a name of its own, and whatever else another act wrote than what is around it. */
static void write_authors(struct consolidation *consolidation, const struct node *node, const struct node *around, struct text around_name)
{
    struct arena *arena = &consolidation->context->arena;
    const struct compilation *compilation = &consolidation->compilation;
    const struct decl *decl = node->meaning;
    const struct law_act *act = law_author(compilation->law, node->span), *of_text = text_author(compilation, node);
    struct text name = inforce_name(arena, compilation->names, node, around_name);
    bool declares = decl && decl->node->span.source == node->span.source && decl->node->span.offset == node->span.offset;

    if (declares || act != law_author(compilation->law, around->span))
        write_author(consolidation, name, act, node->span, declares ? decl->source : TEXT(""));
    if (of_text)
        write_author(consolidation, declares ? text_format(arena, "título de %.*s", TEXT_ARGS(name)) : name, of_text, of_text->node->span, TEXT(""));
    for (const struct node *child = node->first; child && node->kind != NODE_SOURCE; child = child->next)
        write_authors(consolidation, child, node, inforce_groups(node) ? around_name : name);
}

static void write_all_authors(struct consolidation *consolidation)
{
    for (const struct node *element = consolidation->file->first; element; element = element->next)
        write_authors(consolidation, element, element, TEXT(""));
}

/* ---- the order ------------------------------------------------------------------------------- */

static bool find_text(struct consolidation *consolidation, struct fault *why)
{
    struct command_context *context = consolidation->context;
    const struct options *options = &context->options;
    struct compilation *compilation = &consolidation->compilation;
    symbol_t route = SYMBOL_NONE;
    char day[DATE_TEXT_SIZE];
    uint32_t row;

    consolidation->day = context->today;
    if (!option_day(options, OPTION_date, &consolidation->day, why)) return false;
    if (options->argument_count > 1) {
        if (!command_route(context, compilation->program, options->arguments[1], consolidation->day, &row, why)) return false;
        route = intern_find(compilation->names, text_from(options->arguments[1]));
    }
    consolidation->file = inforce_file(compilation, consolidation->day, route, why);
    if (!consolidation->file) return false;
    if (consolidation->file->first) return true;
    fault_set(why, EXIT_FINDINGS, "el %s no rige nada de lo pedido", day_format(consolidation->day, day));
    return fault_help(why, "escoja otra fecha; «ruta volcar versiones» dice desde cuándo y hasta cuándo rige cada elemento");
}

int command_consolidate(struct command_context *context)
{
    const char *part = option_text(&context->options, OPTION_history);
    struct consolidation consolidation = { .context = context };
    struct compilation *compilation = &consolidation.compilation;
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!compile_paths(compilation, context->options.arguments, 1, &why)) goto failed;
    if (!compilation->program) {
        report_print(compilation->report, context->err,
                     (struct report_style){ .colour = output_wants_colour(context->err), .summary = true });
        code = EXIT_FINDINGS;
        goto done;
    }
    if (part ? !lifetime_tell(context, compilation, text_from(part), &why) : !find_text(&consolidation, &why)) goto failed;
    if (part) goto done;
    if (option_given(&context->options, OPTION_authorship)) write_all_authors(&consolidation);
    else write_text(&consolidation);
    goto done;
failed:
    code = command_fail(context, &why);
done:
    compilation_close(compilation);
    return code;
}
