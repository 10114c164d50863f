/* draw.c -- «ruta dibujar»: a route as SVG, PNG, DOT or text, as the file's name says. */
#include "runtime/draw.h"

#include <string.h>

#include "base/replace.h"
#include "cli/output.h"

enum picture { PICTURE_SVG, PICTURE_PNG, PICTURE_DOT, PICTURE_TEXT, PICTURES };

static const char *const endings[PICTURES] = { ".svg", ".png", ".dot", ".txt" };

static bool picture_of(const char *path, enum picture *out, struct fault *why)
{
    if (!path) {
        fault_set(why, EXIT_USAGE, "falta decir en qué archivo se dibuja");
        return fault_help(why, "añada -o FIGURA.svg; por ejemplo: ruta dibujar routes/d1066/ordinario.ruta -o ordinario.svg");
    }
    for (int i = 0; i < PICTURES; i++) {
        size_t length = strlen(path), ending = strlen(endings[i]);
        if (length > ending && strcmp(path + length - ending, endings[i]) == 0) {
            *out = (enum picture)i;
            return true;
        }
    }
    fault_set(why, EXIT_USAGE, "no se sabe qué clase de dibujo es «%s»", path);
    return fault_help(why, "el nombre debe terminar en .svg, .png, .dot (el grafo) o .txt (el esquema en texto)");
}

static bool make(struct command_context *context, const struct program *program, uint32_t route,
                 enum picture picture, struct text *content, struct fault *why)
{
    struct draw_options options = draw_defaults();
    struct text svg;

    switch (picture) {
    case PICTURE_SVG: return draw_route(program, route, &options, &context->arena, content, why);
    case PICTURE_PNG: return draw_route(program, route, &options, &context->arena, &svg, why)
                          && draw_png(svg, &options, &context->arena, content, why);
    case PICTURE_DOT: return draw_dot(program, route, &context->arena, content, why);
    case PICTURE_TEXT: *content = draw_outline(program, route, &context->arena); return true;
    case PICTURES: break;
    }
    return fault_set(why, EXIT_OUR_BUG, "no hay manera de hacer esta clase de dibujo");
}

/* What is left when the drawing cannot be laid out: the outline, beside where it would
 * have been. Adds to the fault where to find it. */
static void leave_outline(struct command_context *context, const struct program *program, uint32_t route,
                          const char *path, struct fault *why)
{
    struct fault second = {0};
    struct text name = text_format(&context->arena, "%.*s.txt", (int)strlen(path) - 4, path);

    struct text outline = draw_outline(program, route, &context->arena);
    if (file_replace(name.at, "el archivo", outline.at, outline.length, &second))
        fault_help(why, "el mismo contenido quedó, en texto, en «%s»", name.at);
}

static void say_drawn(struct command_context *context, const struct program *program, uint32_t route,
                      const char *path, size_t size)
{
    const char *name = program_text(program, program_route_at(program, route)->name);
    if (context->json)
        output_json(context, json_pack("{s:s, s:s, s:I}", "archivo", path, "ruta", name, "bytes", (json_int_t)size));
    else fprintf(context->out, "%s: ruta %s, %zu bytes\n", path, name, size);
}

int command_draw(struct command_context *context)
{
    const char *path = option_text(&context->options, OPTION_output), *word = context->options.arguments[0];
    bool named = option_given(&context->options, OPTION_program) || option_given(&context->options, OPTION_routes);
    struct program *program = NULL;
    struct text content;
    struct fault why = {0};
    enum picture picture = PICTURE_SVG;
    uint32_t route;
    int code;

    if (!picture_of(path, &picture, &why)) return command_fail(context, &why);
    code = command_program(context, named ? NULL : word, &program);
    if (code != EXIT_DONE) return code;
    if (!command_route(context, program, named ? word : NULL, context->today, &route, &why)) goto done;
    if (!make(context, program, route, picture, &content, &why)) {
        if (why.code != EXIT_NO_INPUT) leave_outline(context, program, route, path, &why);
        goto done;
    }
    if (file_replace(path, "el dibujo", content.at, content.length, &why)) say_drawn(context, program, route, path, content.length);
done:
    program_close(program);
    return why.code == EXIT_DONE ? EXIT_DONE : command_fail(context, &why);
}
