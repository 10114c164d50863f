/* verify.c -- «ruta verificar» and «ruta cabeza»: whether the store can be trusted.
 *
 * A chain of hashes cannot see that its own end was cut off. So «cabeza» writes, for
 * each case, how many acts it has and the hash of the last, to be kept elsewhere; and
 * «verificar --cabeza» demands that those acts are still there, whatever came after. The
 * last line seals the list itself. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cases.h"
#include "runtime/digest.h"

#define HEAD_SEAL "almacén"
#define HEAD_MAX_BYTES (16u * 1024 * 1024)

/* ---- Writing heads ------------------------------------------------------- */

static bool write_head(const struct store_case *row, void *extra)
{
    struct command_context *context = extra;
    char hash[DIGEST_TEXT_SIZE];

    digest_to_text(row->head, hash);
    if (context->json)
        output_json(context, json_pack("{s:s, s:I, s:s}", "caso", row->id, "version", (json_int_t)row->version,
                                       "huella", hash));
    else
        fprintf(context->out, "%s %" PRId64 " %s\n", row->id, row->version, hash);
    return true;
}

int command_head(struct command_context *context)
{
    struct docket *docket = NULL;
    struct fault why = {0};
    char hash[DIGEST_TEXT_SIZE];
    int code = EXIT_DONE;

    if (!cases_open(context, false, &docket, &why) || !docket_each_case(docket, write_head, context, &why)
        || !docket_head(docket, hash, &why))
        code = command_fail(context, &why);
    else if (context->json)
        output_json(context, json_pack("{s:s}", "almacen", hash));
    else
        fprintf(context->out, HEAD_SEAL " %s\n", hash);
    docket_close(docket);
    return code;
}

/* ---- Checking ------------------------------------------------------------ */

struct checker {
    struct command_context *context;
    struct docket *docket;
    uint32_t findings;
};

static void say_finding(const struct docket_finding *finding, void *extra)
{
    struct checker *checker = extra;
    struct command_context *context = checker->context;

    if (context->json) {
        output_json(context, json_pack("{s:s, s:I, s:s}", "caso", finding->case_id, "acto",
                                       (json_int_t)finding->sequence, "hallazgo", finding->message));
        return;
    }
    fputs("hallazgo: ", context->out);
    if (finding->case_id[0]) fprintf(context->out, "caso %s", finding->case_id);
    if (finding->sequence) fprintf(context->out, ", acto %" PRId64, finding->sequence);
    fprintf(context->out, "%s%s\n", finding->case_id[0] ? ": " : "", finding->message);
}

static void find(struct checker *checker, const char *id, int64_t sequence, const char *message)
{
    const struct docket_finding finding = { id, sequence, message };

    checker->findings++;
    say_finding(&finding, checker);
}

struct kept_head {
    char id[STORE_ID_MAX + 1], hash[DIGEST_TEXT_SIZE];
    int64_t version;
    bool found;
};

static bool compare_event(const struct history_row *row, void *extra)
{
    struct kept_head *head = extra;
    uint8_t hash[DIGEST_BYTES];

    if (row->stored->sequence < head->version) return true;
    head->found = row->stored->sequence == head->version && digest_from_text(text_from(head->hash), hash)
               && memcmp(hash, row->stored->hash, DIGEST_BYTES) == 0;
    return false;
}

/* One "case version hash" of the kept heads: that act must still be there, unchanged. */
static bool check_head(struct checker *checker, struct kept_head *head, struct fault *why)
{
    struct case_file *file = NULL;

    if (!docket_load(checker->docket, text_from(head->id), &file, why)) {
        if (why->code != EXIT_NO_INPUT) return false;
        find(checker, head->id, 0, "el caso estaba en la cabeza guardada y ya no está en el almacén");
        return true;
    }
    bool ok = docket_each_event(checker->docket, file, compare_event, head, why);
    if (ok && case_version(file) < head->version)
        find(checker, head->id, head->version, "la historia retrocedió: este acto estaba en la cabeza guardada y falta");
    else if (ok && !head->found)
        find(checker, head->id, head->version, "la historia cambió: este acto no es el de la cabeza guardada");
    case_close(file);
    return ok;
}

static bool is_seal(struct text lines, struct text seal)
{
    const char prefix[] = HEAD_SEAL " ";
    char hash[DIGEST_TEXT_SIZE];
    uint8_t digest[DIGEST_BYTES];

    digest_of(lines.at, lines.length, digest);
    digest_to_text(digest, hash);
    return text_starts(seal, text_from(prefix))
        && text_equal((struct text){ seal.at + strlen(prefix), seal.length - strlen(prefix) }, text_from(hash));
}

/* The kept list must end in its seal: SHA-256 of the lines before it, as docket_head has it. */
static bool check_kept(struct checker *checker, struct text content, struct fault *why)
{
    const char *start = content.at;

    for (const char *at = content.at, *end; (end = strchr(at, '\n')); at = end + 1) {
        struct kept_head head = {0};
        struct text before = { start, (size_t)(at - start) }, line = { at, (size_t)(end - at) };
        if (is_seal(before, line) && !end[1]) return true;
        const char *copy = text_copy(&checker->context->arena, line).at;
        if (sscanf(copy, "%64s %" SCNd64 " %64s", head.id, &head.version, head.hash) != 3) break;
        if (!check_head(checker, &head, why)) return false;
    }
    fault_set(why, EXIT_BAD_DATA, "la cabeza guardada no está entera o no lo es");
    return fault_help(why, "guarde todo lo que escribe «ruta cabeza», hasta su última línea");
}

static bool check_all(struct checker *checker, struct fault *why)
{
    const char *path = option_text(&checker->context->options, OPTION_head);
    struct text content;

    if (!docket_verify(checker->docket, say_finding, checker, &checker->findings, why)) return false;
    if (!path) return true;
    return input_read(&checker->context->arena, path, HEAD_MAX_BYTES, &content, why)
        && check_kept(checker, content, why);
}

int command_verify(struct command_context *context)
{
    struct checker checker = { .context = context };
    struct store_status status;
    struct fault why = {0};
    int code = EXIT_DONE;

    if (!cases_open(context, false, &checker.docket, &why) || !check_all(&checker, &why)
        || !docket_status(checker.docket, &status, &why)) {
        code = command_fail(context, &why);
    } else if (checker.findings) {
        code = EXIT_INTEGRITY;
    } else if (context->json) {
        output_json(context, json_pack("{s:b, s:I, s:I}", "integro", 1, "casos", (json_int_t)status.cases, "actos",
                                       (json_int_t)status.events));
    } else {
        fprintf(context->out, "el almacén está íntegro; casos: %lld, actos: %lld\n", (long long)status.cases,
                (long long)status.events);
    }
    docket_close(checker.docket);
    return code;
}
