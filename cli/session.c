/* session.c -- «ruta sesión»: a body sits on a case and decides, or may not. */
#include "base/fold.h"
#include "cli/cases.h"
#include "cli/given.h"

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

static bool read_agreement(struct command_context *context, struct event *event, struct fault *why)
{
    const char *chair = option_text(&context->options, OPTION_chair);
    struct text vote = chair ? fold(&context->arena, text_from(chair)) : TEXT("");

    event->consensus = option_given(&context->options, OPTION_consensus);
    if (!chair) return true;
    if (text_equal(vote, TEXT("a-favor"))) event->chair = CHAIR_IN_FAVOUR;
    if (text_equal(vote, TEXT("en-contra"))) event->chair = CHAIR_AGAINST;
    if (event->chair != CHAIR_UNSAID) return true;
    fault_set(why, EXIT_USAGE, "en --presidencia: «%s» no es un voto", chair);
    return fault_help(why, "escriba «a-favor» o «en-contra»");
}

static bool read_convocation(struct command_context *context, struct event *event, struct fault *why)
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
    if (event->convener) return true;
    fault_set(why, EXIT_USAGE, "en --convoca: no se sabe quién es «%s»", value);
    return fault_help(why, "escriba «presidencia», «secretaría» o «miembro»");
}

static bool read_votes(struct command_context *context, struct event *event, struct fault *why)
{
    bool adopts = option_given(&context->options, OPTION_adopts);
    bool not_adopts = option_given(&context->options, OPTION_not_adopts);

    if (adopts && not_adopts) return fault_set(why, EXIT_USAGE, "--adopta y --no-adopta se contradicen");
    if (adopts || not_adopts) event->outcome = adopts;
    if (!option_number(&context->options, OPTION_in_favour, &event->in_favour, why)
        || !option_number(&context->options, OPTION_against, &event->against, why)) return false;
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
        && read_votes(context, event, why) && read_agreement(context, event, why)
        && read_convocation(context, event, why)
        && cases_read_data(context, program, run_route(case_run(file)), 1, event, why);
}

static void say_votes(struct command_context *context, const struct program *program, const struct session_state *session)
{
    struct text source = cases_source(context, program, session->source);

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
    if (!session->tied) return;
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

    if (context->json) {
        output_json(context, json_pack("{s:s, s:i, s:b, s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:b, s:b, s:b, s:b, s:o}", "caso", case_id(file),
                                       "acto", (int)answer->sequence, "repetido", 0, "comite", body,
                                       "asisten", (int)session->attendees, "invitados", (int)session->invitees,
                                       "impedidos", (int)session->impeded, "quorum", (int)session->quorum,
                                       "a_favor", session->in_favour, "en_contra", session->against,
                                       "votos_necesarios", (int)session->needed, "consenso", session->consensus, "empate", session->tied,
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
