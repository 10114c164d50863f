/* dump.c -- «ruta volcar»: what each pass of the compiler leaves, for whoever works on it. */
#include "cli/output.h"
#include "compiler/compile.h"
#include "compiler/law_print.h"
#include "lang/ast_print.h"
#include "lang/lexer.h"
#include "lang/parse.h"
#include "runtime/disasm.h"
#include "runtime/draw.h"
#include "runtime/semantic.h"

int command_dump_tokens(struct command_context *context)
{
    struct arena *arena = &context->arena;
    struct sources *sources = sources_new(arena);
    struct report *report = report_new(arena, sources);
    struct fault why = {0};
    struct output_lines lines;
    struct lexer lexer;
    uint32_t id;

    if (!sources_load(sources, text_from(context->options.arguments[0]), &id, &why)) return command_fail(context, &why);
    struct source *source = sources_at(sources, id);
    FILE *out = output_lines_begin(&lines, context);
    lexer_start(&lexer, arena, words_new(arena), report, id, source->content);
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END; token = lexer_next(&lexer)) {
        struct place place = source_place(source, arena, token.span.offset);
        struct text kind = token.kind == TOKEN_COMMENT ? TEXT("un comentario") : token_described(arena, token.kind);
        fprintf(out, "%u:%u\t%.*s\t%.*s\n", place.line, place.column, TEXT_ARGS(kind),
                (int)token.span.length, source->content.at + token.span.offset);
    }
    output_lines_end(&lines, context);
    report_print(report, context->err, (struct report_style){ .colour = output_wants_colour(context->err) });
    return report_has_errors(report) ? EXIT_FINDINGS : EXIT_DONE;
}

int command_dump_tree(struct command_context *context)
{
    struct arena *arena = &context->arena;
    struct sources *sources = sources_new(arena);
    struct report *report = report_new(arena, sources);
    struct intern *names = intern_new(arena);
    struct output_lines lines;
    struct fault why = {0};
    uint32_t source;

    if (!sources_load(sources, text_from(context->options.arguments[0]), &source, &why))
        return command_fail(context, &why);
    const struct node *tree = parse_source(sources, source, arena, names, report);
    ast_print(tree, names, output_lines_begin(&lines, context));
    output_lines_end(&lines, context);
    report_print(report, context->err, (struct report_style){ .colour = output_wants_colour(context->err) });
    return report_has_errors(report) ? EXIT_FINDINGS : EXIT_DONE;
}

int command_dump_versions(struct command_context *context)
{
    struct compilation compilation = {0};
    struct output_lines lines;
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!compile_paths(&compilation, context->options.arguments, context->options.argument_count, &why)) {
        code = command_fail(context, &why);
    } else {
        law_print(&compilation, semantic_text, output_lines_begin(&lines, context));
        output_lines_end(&lines, context);
        report_print(compilation.report, context->err, (struct report_style){ .colour = output_wants_colour(context->err) });
        if (report_has_errors(compilation.report)) code = EXIT_FINDINGS;
    }
    compilation_close(&compilation);
    return code;
}

int command_dump_code(struct command_context *context)
{
    struct output_lines lines;
    struct program *program;
    int code = command_program(context, context->options.arguments[0], &program);

    if (code != EXIT_DONE) return code;
    disasm_program(program, output_lines_begin(&lines, context));
    output_lines_end(&lines, context);
    program_close(program);
    return EXIT_DONE;
}

int command_dump_graph(struct command_context *context)
{
    const struct options *options = &context->options;
    struct output_lines lines;
    struct program *program;
    struct fault why = {0};
    struct text dot;
    uint32_t route;
    int code = command_program(context, options->arguments[0], &program);

    if (code != EXIT_DONE) return code;
    if (command_route(context, program, options->argument_count > 1 ? options->arguments[1] : NULL, context->today, &route, &why)
        && draw_dot(program, route, &context->arena, &dot, &why)) {
        fprintf(output_lines_begin(&lines, context), "%.*s", TEXT_ARGS(dot));
        output_lines_end(&lines, context);
    } else {
        code = command_fail(context, &why);
    }
    program_close(program);
    return code;
}
