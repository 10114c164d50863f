/* status.c -- «ruta estado»: versions of everything, and the store. */
#include <sodium.h>

#include "cli/cases.h"
#include "runtime/child.h"

/* What `dot -V` says of itself, or NULL when it is not installed. */
static const char *graphviz_version(struct arena *arena)
{
    static const char *const words[] = { "dot", "-V", NULL };
    const struct child_limits limits = { .seconds = 10, .memory = (size_t)1 << 30, .output = 4096 };
    struct child_result result;
    struct fault why;

    if (!child_run(words, TEXT(""), &limits, arena, &result, &why)) return NULL;
    if (result.end != CHILD_EXITED || result.code != 0) return NULL;
    struct text said = result.errors;
    while (said.length && said.at[said.length - 1] == '\n') said.length--;
    return text_copy(arena, said).at;
}

static void say_store(struct command_context *context, const struct store_status *status)
{
    fprintf(context->out, "SQLite %s\n", status->library_version);
    fprintf(context->out, "almacén %s: esquema %d, diario %s, sincronía %s\n", cases_store_path(context),
            status->schema_version, status->journal_mode, status->synchronous);
    fprintf(context->out, "  casos: %lld; actos: %lld; programas: %lld\n", (long long)status->cases,
            (long long)status->events, (long long)status->programs);
}

static void say_json(struct command_context *context, const char *graphviz, const struct store_status *status)
{
    json_t *store = !status ? json_null()
        : json_pack("{s:s, s:i, s:s, s:s, s:s, s:I, s:I, s:I}", "archivo", cases_store_path(context),
                    "esquema", status->schema_version, "diario", status->journal_mode, "sincronia", status->synchronous,
                    "sqlite", status->library_version, "casos", (json_int_t)status->cases,
                    "actos", (json_int_t)status->events, "programas", (json_int_t)status->programs);

    output_json(context, json_pack("{s:s, s:s, s:s?, s:o}", "ruta", RUTA_VERSION, "libsodium", sodium_version_string(),
                                   "graphviz", graphviz, "almacen", store));
}

/* A store that does not exist yet is an answer here, not a failure. */
static bool read_store(struct command_context *context, struct store_status *status, bool *exists, struct fault *why)
{
    struct docket *docket = NULL;
    bool ok;

    *exists = cases_open(context, false, &docket, why);
    ok = *exists ? docket_status(docket, status, why) : why->code == EXIT_NO_INPUT;
    docket_close(docket);
    return ok;
}

int command_status(struct command_context *context)
{
    const char *graphviz = graphviz_version(&context->arena);
    struct store_status status;
    struct fault why = {0};
    bool exists;

    if (!read_store(context, &status, &exists, &why)) return command_fail(context, &why);
    if (context->json) {
        say_json(context, graphviz, exists ? &status : NULL);
        return EXIT_DONE;
    }
    fprintf(context->out, "ruta %s\nlibsodium %s\nGraphviz: %s\n", RUTA_VERSION, sodium_version_string(),
            graphviz ? graphviz : "no se encontró el programa «dot»; sin él no se dibuja");
    if (exists) say_store(context, &status);
    else fprintf(context->out, "almacén %s: todavía no existe; lo crea «ruta caso abrir»\n", cases_store_path(context));
    return EXIT_DONE;
}
