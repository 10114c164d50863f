/* explain.c -- «ruta explicar»: a message at length, with what provokes it and what does not.
 *
 * The sentence and the cure are those of the tables; the rest is the code's section of
 * docs/mensajes.md, which travels inside the program:
 *
 *   ## R0107 · title, then paragraphs, and examples between fences after «Así no:»
 *   and «Así sí:» */
#include <string.h>
#include <strings.h>

#include "base/embedded.h"
#include "cli/output.h"
#include "lang/report.h"

static const struct message_row { const char *code, *sentence, *cure; } messages[] = {
#define MESSAGE(code, name, severity, sentence, help) { #code, sentence, help },
#include "lang/messages.def"
#undef MESSAGE
#define REFUSAL(code, name, sentence, cure) { #code, sentence, cure },
#include "runtime/refusal.def"
#undef REFUSAL
};
#define MESSAGES (sizeof messages / sizeof *messages)

static const struct message_row *find_message(const char *code)
{
    for (size_t i = 0; i < MESSAGES; i++)
        if (!strcasecmp(messages[i].code, code)) return &messages[i];
    return NULL;
}

static int say_unknown(struct command_context *context, const char *code)
{
    struct text *candidates = arena_array(&context->arena, MESSAGES, sizeof *candidates);
    struct fault why = {0};

    for (size_t i = 0; i < MESSAGES; i++) candidates[i] = text_from(messages[i].code);
    struct text near = suggest(text_from(code), candidates, MESSAGES);
    fault_set(&why, EXIT_USAGE, "no hay ningún mensaje «%s»", code);
    if (near.length)
        fault_help(&why, "¿quiso decir «%.*s»?", TEXT_ARGS(near));
    else
        fault_help(&why, "el código sale con cada mensaje, como en «error[R0107]»");
    return command_fail(context, &why);
}

/* A sentence with «…» in its holes. */
static struct text with_dots(struct arena *arena, const char *sentence)
{
    struct text result = TEXT("");

    for (const char *hole; (hole = strstr(sentence, "{}")) != NULL; sentence = hole + 2)
        result = text_format(arena, "%.*s%.*s…", TEXT_ARGS(result), (int)(hole - sentence), sentence);
    return text_format(arena, "%.*s%s", TEXT_ARGS(result), sentence);
}

/* The section of a code, without its title; *title is what follows the «·». */
static struct text section_of(struct arena *arena, const char *code, struct text *title)
{
    struct text heading = text_format(arena, "\n## %s · ", code);
    const char *at = strstr(mensajes_md, heading.at);

    *title = TEXT("");
    if (!at) return *title;
    at += heading.length;
    const char *end = strstr(at, "\n## "), *line = strchr(at, '\n');
    *title = (struct text){ at, (size_t)(line - at) };
    return (struct text){ line + 1, end ? (size_t)(end - line) - 1 : strlen(line + 1) };
}

static struct text next_line(struct text *rest)
{
    const char *end = memchr(rest->at, '\n', rest->length);
    struct text line = { rest->at, end ? (size_t)(end - rest->at) : rest->length };

    *rest = (struct text){ line.at + line.length + (end != NULL), rest->length - line.length - (end != NULL) };
    return line;
}

/* As the section is written, without the fences; examples are indented. */
static void print_section(FILE *out, struct text section)
{
    bool fenced = false;

    while (section.length) {
        struct text line = next_line(&section);
        if (text_starts(line, TEXT("```")))
            fenced = !fenced;
        else
            fprintf(out, "%s%.*s\n", fenced && line.length ? "    " : "", TEXT_ARGS(line));
    }
}

/* The n-th example (0: the wrong one), or the words before the first, when n is -1. */
static struct text part_of(struct text section, int n)
{
    const char *from = section.at, *end = section.at + section.length;
    const char *fence = strstr(section.at, "\n```");

    if (n < 0) {
        const char *wrong = strstr(section.at, "\nAsí no:");
        return (struct text){ from + 1, (size_t)((wrong && wrong < end ? wrong : end) - from) - 1 };   /* past a blank line */
    }
    for (int i = 0; i < 2 * n; i++) fence = fence ? strstr(fence + 4, "\n```") : NULL;
    if (!fence || fence >= end) return TEXT("");
    from = strchr(fence + 1, '\n');
    fence = strstr(from, "\n```");
    return fence <= from ? TEXT("") : (struct text){ from + 1, (size_t)(fence - from) };
}

static void write_json(struct command_context *context, const struct message_row *row, struct text title, struct text section)
{
    output_json(context, json_pack("{s:s, s:o, s:o, s:s, s:o, s:o, s:o}", "codigo", row->code, "titulo", json_of_text(title),
                                   "mensaje", json_of_text(with_dots(&context->arena, row->sentence)), "ayuda", row->cure,
                                   "explicacion", json_of_text(part_of(section, -1)),
                                   "asi_no", json_of_text(part_of(section, 0)), "asi_si", json_of_text(part_of(section, 1))));
}

int command_explain(struct command_context *context)
{
    const struct message_row *row = find_message(context->options.arguments[0]);
    struct text title;

    if (!row) return say_unknown(context, context->options.arguments[0]);
    struct text section = section_of(&context->arena, row->code, &title);
    if (context->json) {
        write_json(context, row, title, section);
        return EXIT_DONE;
    }
    fprintf(context->out, "%s · %.*s\n  %s\n", row->code, TEXT_ARGS(title), with_dots(&context->arena, row->sentence).at);
    if (row->cure[0]) fprintf(context->out, "  ayuda: %s\n", row->cure);
    print_section(context->out, section);
    return EXIT_DONE;
}
