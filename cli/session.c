/* session.c -- «ruta sesión»: a body sits on a case and decides, or may not. */
#include <inttypes.h>

#include "base/fold.h"
#include "cli/cases.h"
#include "cli/given.h"

#define VOTES_MAX 256

static bool read_modality(struct command_context *context, uint32_t *out, struct fault *why)
{
    static const struct { struct text word; uint32_t modality; } words[] = {
        { { "virtual", 7 }, MODALITY_VIRTUAL },
        { { "regional", 8 }, MODALITY_REGIONAL },
        { { "simultanea", 10 }, MODALITY_SIMULTANEOUS },
    };
    const char *value = option_text(&context->options, OPTION_modality);

    *out = 0;
    if (!value) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(fold(&context->arena, text_from(value)), words[i].word)) *out = words[i].modality;
    if (*out) return true;
    fault_set(why, EXIT_USAGE, "en --modalidad: no hay sesión «%s»", value);
    return fault_help(why, "las clases son virtual, regional y simultánea");
}

static bool read_chair(struct command_context *context, struct text vote, struct event *event)
{
    struct text folded = fold(&context->arena, vote);

    if (text_equal(folded, TEXT("a-favor"))) event->chair = CHAIR_IN_FAVOUR;
    if (text_equal(folded, TEXT("en-contra"))) event->chair = CHAIR_AGAINST;
    return event->chair != CHAIR_UNSAID;
}

static bool read_agreement(struct command_context *context, struct event *event, struct fault *why)
{
    const char *chair = option_text(&context->options, OPTION_chair);

    event->consensus = option_given(&context->options, OPTION_consensus);
    if (!chair || read_chair(context, text_from(chair), event)) return true;
    fault_set(why, EXIT_USAGE, "en --presidencia: «%s» no es un voto", chair);
    return fault_help(why, "escriba «a-favor» o «en-contra»");
}

static bool read_convocation(struct command_context *context, const struct program *program, struct event *event, struct fault *why)
{
    static const struct { struct text word; uint32_t convener; } words[] = {
        { { "presidencia", 11 }, CONVENER_CHAIR },
        { { "secretaria", 10 }, CONVENER_SECRETARIAT },
        { { "miembro", 7 }, CONVENER_MEMBER },
    };
    const char *value = option_text(&context->options, OPTION_convener);
    struct text *delegates, *invitees, *impeded;

    event->invitee_count = (uint32_t)option_list(&context->options, OPTION_invitees, &context->arena, &invitees);
    event->invitees = invitees;
    event->impeded_count = (uint32_t)option_list(&context->options, OPTION_impeded, &context->arena, &impeded);
    event->impeded = impeded;
    event->delegate_count = (uint32_t)option_list(&context->options, OPTION_delegates, &context->arena, &delegates);
    event->delegates = delegates;
    event->urgent = option_given(&context->options, OPTION_urgent);
    event->extraordinary = option_given(&context->options, OPTION_extraordinary);
    if (!value) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(fold(&context->arena, text_from(value)), words[i].word)) event->convener = words[i].convener;
    if (!event->convener && program_body_at(program, event->body)->outsider != NONE) {     /* the machine knows who that is */
        event->convener = CONVENER_OUTSIDER;
        event->outsider = text_from(value);
    }
    if (event->convener) return true;
    fault_set(why, EXIT_USAGE, "en --convoca: no se sabe quién es «%s»", value);
    return fault_help(why, "escriba «presidencia», «secretaría» o «miembro»");
}

static bool are_reserved(const struct program *program, uint32_t body)
{
    return program_body_at(program, body)->reserved_votes;
}

/* «a_favor=2 en_contra=2 presidencia=en-contra»: what must not stay in the history of the terminal. */
static bool read_piped_votes(struct command_context *context, const char *path, struct event *event, struct fault *why)
{
    struct text written;
    char chair[12] = "";
    int before = 0, length = 0;

    if (!input_read(&context->arena, path, VOTES_MAX, &written, why)) return false;
    int read = sscanf(written.at, " a_favor=%6" SCNd32 " en_contra=%6" SCNd32 " %n presidencia=%11[a-z-] %n", &event->in_favour,
                      &event->against, &before, chair, &length);
    bool whole = (size_t)(read == 3 ? length : before) == written.length && event->in_favour >= 0 && event->against >= 0;
    if (read >= 2 && whole && (read == 2 || read_chair(context, text_from(chair), event))) return true;
    fault_set(why, EXIT_BAD_DATA, "en --votos: no se entienden los votos");
    return fault_help(why, "escriba en un renglón: a_favor=2 en_contra=1, y si la presidencia resuelve un empate, presidencia=en-contra");
}

static bool read_votes(struct command_context *context, const struct program *program, struct event *event, struct fault *why)
{
    const char *piped = option_text(&context->options, OPTION_votes);
    bool adopts = option_given(&context->options, OPTION_adopts);
    bool not_adopts = option_given(&context->options, OPTION_not_adopts);

    if (adopts && not_adopts) return fault_set(why, EXIT_USAGE, "--adopta y --no-adopta se contradicen");
    if (adopts || not_adopts) event->outcome = adopts;
    if (!option_number(&context->options, OPTION_in_favour, &event->in_favour, why)
        || !option_number(&context->options, OPTION_against, &event->against, why)) return false;
    if (are_reserved(program, event->body) && (event->in_favour >= 0 || event->against >= 0 || option_given(&context->options, OPTION_chair))) {
        fault_set(why, EXIT_USAGE, "los votos de este comité son reservados: quedarían en el historial de la terminal");
        return fault_help(why, "páselos por la entrada estándar, con --votos -");
    }
    if (piped && !read_piped_votes(context, piped, event, why)) return false;
    if (event->in_favour < 0 && event->against >= 0) {
        fault_set(why, EXIT_USAGE, "faltan los votos a favor");
        return fault_help(why, "añada --a-favor N");
    }
    if (event->in_favour >= 0 && event->against < 0) event->against = 0;
    return true;
}

static bool read_session(struct command_context *context, const struct case_file *file, struct event *event,
                         struct fault *why)
{
    const struct program *program = case_program(file);
    struct text *attendees;

    *event = (struct event){ .kind = EVENT_SESSION, .minute = MINUTE_NONE, .in_favour = -1, .against = -1, .outcome = -1 };
    event->attendee_count = (uint32_t)option_list(&context->options, OPTION_attends, &context->arena, &attendees);
    event->attendees = attendees;
    if (!event->attendee_count) {
        fault_set(why, EXIT_USAGE, "falta decir quiénes asisten");
        return fault_help(why, "añada --asiste NOMBRE,NOMBRE…");
    }
    return cases_when(context, event, why)
        && given_body(context, program, text_from(context->options.arguments[0]), event->day, &event->body, why)
        && read_modality(context, &event->modality, why)
        && read_votes(context, program, event, why) && read_agreement(context, event, why)
        && read_convocation(context, program, event, why)
        && cases_read_data(context, program, run_route(case_run(file)), 1, event, why);
}

static void say_votes(struct command_context *context, const struct program *program, const struct session_state *session)
{
    struct text source = cases_source(context, program, session->source);

    if (session->in_favour >= 0 && are_reserved(program, session->body)) {
        fprintf(context->out, "  votos: reservados; se guardan cifrados%.*s\n",
                TEXT_ARGS(cases_source(context, program, program_body_at(program, session->body)->reserved_votes_source)));
        return;
    }
    if (session->consensus)
        fputs("  hubo consenso: no se votó", context->out);
    else if (session->in_favour < 0)
        fputs("  votos: no se registran; el acta certifica el resultado", context->out);
    else
        fprintf(context->out, "  votos: %d a favor y %d en contra; ", session->in_favour, session->against);
    if (session->in_favour >= 0 && session->needed)
        fprintf(context->out, "se necesitaban %u a favor", session->needed);
    else if (session->in_favour >= 0)
        fputs("la regla de decisión no consta", context->out);
    fprintf(context->out, "%.*s\n", TEXT_ARGS(source));
}

static void say_tie(struct command_context *context, const struct program *program, const struct session_state *session)
{
    static const char *const words[TIE_KINDS] = {
        "no se dice qué pasa y no se alcanza la mayoría", "lo decidió la presidencia", "no se adopta",
        "no consta qué pasa y no se alcanza la mayoría",
    };
    if (!session->tied || are_reserved(program, session->body)) return;
    fprintf(context->out, "  empate: %s%.*s\n", words[session->tie],
            TEXT_ARGS(cases_source(context, program, program_body_at(program, session->body)->tie_source)));
}

static void say_quorum(struct command_context *context, const struct program *program,
                       const struct session_state *session)
{
    fprintf(context->out, "  quórum: asisten %u", session->attendees);
    if (session->quorum) fprintf(context->out, " y se necesitaban %u", session->quorum);
    else fputs("; cuántos se necesitan no consta", context->out);
    fprintf(context->out, "%.*s\n", TEXT_ARGS(cases_source(context, program, program_body_at(program, session->body)->quorum_source)));
}

static void say_others(struct command_context *context, const struct program *program, const struct session_state *session)
{
    const struct program_body *body = program_body_at(program, session->body);

    if (session->impeded)
        fprintf(context->out, "  %s: %u; no %s para el quórum ni para la mayoría%.*s\n", session->impeded == 1 ? "impedido" : "impedidos",
                session->impeded, session->impeded == 1 ? "cuenta" : "cuentan", TEXT_ARGS(cases_source(context, program, body->impeded_source)));
    if (session->invitees) fprintf(context->out, "  con voz y sin voto: %u\n", session->invitees);
}

static int say_session(struct command_context *context, const struct case_file *file, const struct docket_answer *answer)
{
    const struct run *run = case_run(file);
    const struct program *program = case_program(file);
    const struct session_state *session = run_last_session(run);
    const char *body = program_text(program, program_body_at(program, session->body)->name);

    bool hidden = are_reserved(program, session->body);

    if (context->json) {
        output_json(context, json_pack("{s:s, s:i, s:b, s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:b, s:b, s:b, s:b, s:o}", "caso", case_id(file),
                                       "acto", (int)answer->sequence, "repetido", 0, "comite", body,
                                       "asisten", (int)session->attendees, "invitados", (int)session->invitees,
                                       "impedidos", (int)session->impeded, "quorum", (int)session->quorum,
                                       "a_favor", hidden ? -1 : session->in_favour, "en_contra", hidden ? -1 : session->against,
                                       "votos_necesarios", (int)session->needed, "consenso", session->consensus, "empate", session->tied && !hidden,
                                       "urgente", session->urgent, "adopta", session->adopted,
                                       "efectos", cases_effects_json(context, run)));
        return EXIT_DONE;
    }
    fprintf(context->out, "%s acto %u registrado: %s %s\n", case_id(file), answer->sequence, body,
            session->urgent ? "no tuvo quórum, y su presidencia decide lo urgente"
                            : session->adopted ? "sesionó y adopta" : "sesionó y no adopta");
    say_quorum(context, program, session);
    say_others(context, program, session);
    if (!session->urgent) say_votes(context, program, session);
    say_tie(context, program, session);
    cases_print_effects(context, run);
    return EXIT_DONE;
}

static int say_repeated(struct command_context *context, const struct case_file *file, uint32_t sequence)
{
    if (context->json)
        output_json(context, json_pack("{s:s, s:i, s:b}", "caso", case_id(file), "acto", (int)sequence, "repetido", 1));
    else
        fprintf(context->out, "%s acto %u ya estaba registrado con esa clave\n", case_id(file), sequence);
    return EXIT_DONE;
}

static int say_answer(struct command_context *context, const struct case_file *file, const struct docket_answer *answer)
{
    return answer->outcome == DOCKET_REPEATED ? say_repeated(context, file, answer->sequence) : say_session(context, file, answer);
}

int command_session(struct command_context *context)
{
    const char *id = option_text(&context->options, OPTION_case_id);
    struct fault why = {0};

    if (id) return cases_act(context, id, read_session, say_answer);
    fault_set(&why, EXIT_USAGE, "falta decir de qué caso conoce la sesión");
    fault_help(&why, "añada --caso ID");
    return command_fail(context, &why);
}
