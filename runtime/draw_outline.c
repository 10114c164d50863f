/* draw_outline.c -- a route as indented text: what the picture says, in the same order. */
#include "base/fold.h"
#include "base/vec.h"
#include "runtime/draw.h"
#include "runtime/draw_card.h"
#include "runtime/draw_words.h"

struct outline {
    const struct program *program;
    struct arena *arena;
    VEC(char) bytes;
};

static struct text string(const struct outline *outline, uint32_t offset)
{
    return text_from(program_text(outline->program, offset));
}

static void add(struct outline *outline, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        VEC_PUSH(&outline->bytes, c < 0x20 || c == 0x7F ? ' ' : (char)c);
    }
}

/* "    Label: text (source)" and a line end; nothing when there is no text. */
static void line(struct outline *outline, int depth, const char *label, struct text text, uint32_t source)
{
    struct text cite = string(outline, source);

    if (text.length == 0) return;
    for (int i = 0; i < depth; i++) add(outline, TEXT("  "));
    add(outline, text_from(label));
    add(outline, text);
    if (cite.length) add(outline, text_format(outline->arena, " [%.*s]", TEXT_ARGS(cite)));
    VEC_PUSH(&outline->bytes, '\n');
}

static void add_terms(struct outline *outline, int depth, uint32_t first, uint32_t count, bool of_route)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct program_deadline *deadline = program_deadline_at(outline->program, i);
        if (of_route && deadline->step != NONE) continue;
        line(outline, depth, "Plazo: ", words_deadline(outline->arena, outline->program, i), deadline->source);
        line(outline, depth + 1, "Si vence: ", words_expiries(outline->arena, outline->program, i), 0);
        line(outline, depth + 1, "Nota: ", string(outline, deadline->note), 0);
    }
}

static void add_instruments(struct outline *outline, int depth, const char *label, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t instrument = program_ref(outline->program, first, i);
        struct text name = words_instrument(outline->arena, outline->program, instrument);
        struct text form = words_form(outline->arena, outline->program, instrument);
        if (form.length) name = text_format(outline->arena, "%.*s; %.*s", TEXT_ARGS(name), TEXT_ARGS(form));
        line(outline, depth, label, name, program_instrument_at(outline->program, instrument)->source);
    }
}

static void add_sessions(struct outline *outline, int depth, const struct program_step *step)
{
    if (step->session_unknown) line(outline, depth, "Sesiona: ", TEXT("no consta"), 0);
    for (uint32_t i = 0; i < step->sessions_count; i++)
        line(outline, depth, "Sesiona: ", words_session(outline->arena, outline->program, step, i), 0);
}

static void add_subroute(struct outline *outline, int depth, uint32_t index)
{
    const struct program_subroute *subroute = program_subroute_at(outline->program, index);
    struct text name = words_subroute(outline->arena, outline->program, index);
    struct text terms = words_subroute_terms(outline->arena, outline->program, index);

    line(outline, depth, "Inicia la ruta: ", text_format(outline->arena, "%.*s. %.*s", TEXT_ARGS(name), TEXT_ARGS(terms)), subroute->source);
    line(outline, depth + 1, "Nota: ", string(outline, subroute->note), 0);
}

static void add_subroutes(struct outline *outline, int depth, uint32_t step)
{
    for (uint32_t i = 0; i < program_count(outline->program, PROGRAM_TABLE_subroute); i++)
        if (program_subroute_at(outline->program, i)->step == step) add_subroute(outline, depth, i);
}

static void add_facts(struct outline *outline, int depth, uint32_t index)
{
    struct arena *arena = outline->arena;
    const struct program *program = outline->program;
    const struct program_step *step = program_step_at(program, index);

    line(outline, depth, "Solo cuando: ", words_applies(arena, program, index), 0);
    line(outline, depth, "Responsable: ", words_responsible(arena, program, index), 0);
    line(outline, depth, "Participa: ",
         words_many(arena, program, step->participants_first, step->participants_count, words_actor), 0);
    add_sessions(outline, depth, step);
    for (uint32_t i = step->demands_first; i < step->demands_first + step->demands_count; i++)
        line(outline, depth, "Requiere: ", words_condition(arena, program, program_demand_at(program, i)->guard), program_demand_at(program, i)->source);
    for (uint32_t i = step->handlings_first; i < step->handlings_first + step->handlings_count; i++)
        line(outline, depth, "Medidas: ", words_handling(arena, program, i), 0);
    line(outline, depth, "Debe conocerse: ", words_many(arena, program, step->asks_first, step->asks_count, words_question), 0);
    for (uint32_t i = 0; i < step->checklists_count; i++) {
        uint32_t list = program_ref(program, step->checklists_first, i);
        const struct program_datum *row = program_datum_at(program, list);
        line(outline, depth, "Verifica: ", words_checklist(arena, program, list), row->source);
        for (uint32_t k = 0; k < row->items_count; k++) {
            const struct program_datum *item = program_datum_at(program, program_ref(program, row->items_first, k));
            line(outline, depth + 1, "- ", string(outline, item->caption), item->source == row->source ? 0 : item->source);
        }
    }
    line(outline, depth, "Se repite: ", words_repeat(arena, program, index), 0);
    add_terms(outline, depth, step->deadlines_first, step->deadlines_count, false);
    if (step->no_term) line(outline, depth, "Plazo: ", TEXT("sin plazo legal"), 0);
    add_instruments(outline, depth, "Recibe: ", step->receives_first, step->receives_count);
    add_instruments(outline, depth, "Produce: ", step->produces_first, step->produces_count);
    add_subroutes(outline, depth, index);
    line(outline, depth, "Nota: ", string(outline, step->note), 0);
}

static struct text numbered(struct outline *outline, const char *what, uint32_t index)
{
    const struct program_step *step = program_step_at(outline->program, index);
    struct text_pair legal = words_legal_number(outline->arena, string(outline, step->source));
    struct text caption = words_step(outline->arena, outline->program, index);

    if (text_equal(fold(outline->arena, legal.word), fold(outline->arena, text_from(what))))
        return text_format(outline->arena, "%s %.*s: %.*s", what, TEXT_ARGS(legal.number), TEXT_ARGS(caption));
    if (legal.number.length == 0) return text_format(outline->arena, "%s: %.*s", what, TEXT_ARGS(caption));
    return text_format(outline->arena, "%s (%.*s %.*s): %.*s", what, TEXT_ARGS(legal.word), TEXT_ARGS(legal.number), TEXT_ARGS(caption));
}

static void add_moments(struct outline *outline, uint32_t index)
{
    const struct program_step *stage = program_step_at(outline->program, index);
    struct text join = words_join(outline->arena, outline->program, index);
    if (stage->moments_count == 0) return;
    line(outline, 1, "Momentos ", text_format(outline->arena, "%.*s:", TEXT_ARGS(join)), 0);
    for (uint32_t i = 0; i < stage->moments_count; i++) {
        uint32_t moment = stage->moments_first + i;
        line(outline, 2, "", numbered(outline, "Momento", moment), program_step_at(outline->program, moment)->source);
        add_facts(outline, 3, moment);
    }
}

static void add_final(struct outline *outline, const char *before, uint32_t index)
{
    const struct program_final *final = program_final_at(outline->program, index);
    struct text caption = words_caption(outline->arena, outline->program, final->name, final->caption);

    line(outline, 1, before, text_format(outline->arena, "%s: %.*s%s", words_final_kind((enum final_kind)final->kind),
         TEXT_ARGS(caption), final->effect_unknown ? " (efecto no consta)" : ""), final->source);
    line(outline, 2, "Nota: ", string(outline, final->note), 0);
}

static void add_ways_out(struct outline *outline, const struct program_step *stage)
{
    for (uint32_t i = 0; i < stage->branches_count; i++) {
        const struct program_branch *branch = program_branch_at(outline->program, stage->branches_first + i);
        struct text question = words_human(outline->arena, string(outline, branch->question));
        if (question.length == 0) question = words_condition(outline->arena, outline->program, branch->guard);
        struct text before = branch->guard != NONE ? text_format(outline->arena, "Si %.*s, sigue: ", TEXT_ARGS(question))
                           : text_from(stage->branches_count > 1 ? "Si no, sigue: " : "Sigue: ");
        if (branch->step != NONE) line(outline, 1, before.at, words_step(outline->arena, outline->program, branch->step), branch->source);
        else add_final(outline, before.at, branch->final);
    }
}

static void add_body(struct outline *outline, uint32_t index)
{
    const struct program_body *body = program_body_at(outline->program, index);
    struct arena *arena = outline->arena;
    const struct program *program = outline->program;

    line(outline, 0, "Comité: ", words_body(arena, program, index), body->source);
    if (body->special_of != NONE) line(outline, 1, "Sesión especial de: ", words_body(arena, program, body->special_of), 0);
    line(outline, 1, "", words_seat_count(arena, program, index), 0);
    line(outline, 1, "", words_quorum(arena, program, index), 0);
    line(outline, 1, "", words_decision(arena, program, index), 0);
    line(outline, 1, "", words_tie(arena, program, index), 0);
    line(outline, 1, "", words_urgent(arena, program, index), 0);
    line(outline, 1, "", words_impeded(program, index), body->impeded ? body->impeded_source : 0);
    if (body->reserved_votes) line(outline, 1, "", TEXT("Los votos son reservados"), body->reserved_votes_source);
    line(outline, 1, "", words_conveners(arena, program, index), 0);
    line(outline, 1, "Secretaría técnica: ", body->secretariat == NONE ? TEXT("no consta") : words_actor(arena, program, body->secretariat), 0);
    line(outline, 1, "", words_minutes(arena, program, index), 0);
    line(outline, 1, "", words_modalities(arena, program, index), 0);
    for (uint32_t i = body->seats_first; i < body->seats_first + body->seats_count; i++)
        line(outline, 1, "Miembro: ", words_seat(arena, program, i), program_seat_at(program, i)->source);
    for (uint32_t i = body->invitees_first; i < body->invitees_first + body->invitees_count; i++)
        line(outline, 1, "Invitado: ", words_invitee(arena, program, i), program_invitee_at(program, i)->source);
    line(outline, 1, "Nota: ", string(outline, body->note), 0);
}

static void add_requisites(struct outline *outline, const struct program_route *route, uint32_t measure)
{
    const struct program *program = outline->program;

    for (uint32_t i = route->requisites_first; i < route->requisites_first + route->requisites_count; i++) {
        const struct program_requisite *requisite = program_requisite_at(program, i);
        if (requisite->measure != measure) continue;
        struct text needs = requisite->guard == NONE ? words_instrument(outline->arena, program, requisite->instrument)
                                                     : words_condition(outline->arena, program, requisite->guard);
        if (requisite->except != NONE)
            needs = text_format(outline->arena, "%.*s, salvo %.*s", TEXT_ARGS(needs), TEXT_ARGS(words_condition(outline->arena, program, requisite->except)));
        line(outline, 1, requisite->guard == NONE ? "Antes: " : "Requiere: ", needs, requisite->source);
    }
}

static void add_measure(struct outline *outline, const struct program_route *route, uint32_t index)
{
    const struct program *program = outline->program;
    const struct program_measure *measure = program_measure_at(program, index);

    line(outline, 0, "Medida: ", words_measure(outline->arena, program, index), measure->source);
    line(outline, 1, "Incluye: ", string(outline, measure->includes), 0);
    if (measure->recommends != NONE) line(outline, 1, "La recomienda: ", words_body(outline->arena, program, measure->recommends), measure->recommends_source);
    if (measure->adopts != NONE) line(outline, 1, "La adopta: ", words_actor(outline->arena, program, measure->adopts), measure->adopts_source);
    add_requisites(outline, route, index);
    if (measure->once) line(outline, 1, "", TEXT("Una sola vez"), measure->once_source);
    line(outline, 1, "Nota: ", string(outline, measure->note), 0);
}

static bool sits_in(const struct program *program, const struct program_route *route, uint32_t body)
{
    for (uint32_t i = route->steps_first; i < route->steps_first + route->steps_count; i++) {
        const struct program_step *step = program_step_at(program, i);
        if (step->repeat_body == body) return true;
        for (uint32_t j = 0; j < step->sessions_count; j++)
            if (program_session_at(program, step->sessions_first + j)->body == body) return true;
    }
    return false;
}

static void add_interruptions(struct outline *outline, const struct program_route *route)
{
    for (uint32_t i = route->interruptions_first; i < route->interruptions_first + route->interruptions_count; i++) {
        const struct program_interruption *interruption = program_interruption_at(outline->program, i);
        line(outline, 0, "Interrupción: ", words_interruption(outline->arena, outline->program, i), interruption->source);
        if (interruption->subroute != NONE) add_subroute(outline, 1, interruption->subroute);
        else if (interruption->step == NONE) add_final(outline, "Sigue: ", interruption->final);
        else line(outline, 1, "Sigue: ", words_step(outline->arena, outline->program, interruption->step), 0);
        line(outline, 1, "Nota: ", string(outline, interruption->note), 0);
    }
}

struct text draw_outline(const struct program *program, uint32_t index, struct arena *arena)
{
    const struct program_route *route = program_route_at(program, index);
    struct outline outline = { .program = program, .arena = arena };

    line(&outline, 0, "Ruta: ", words_caption(arena, program, route->name, route->caption), route->source);
    add_terms(&outline, 1, route->deadlines_first, route->deadlines_count, true);
    line(&outline, 1, "Nota: ", string(&outline, route->note), 0);
    line(&outline, 1, "Inicia en: ", words_step(arena, program, route->start), 0);
    for (uint32_t i = route->steps_first; i < route->steps_first + route->steps_count; i++) {
        const struct program_step *step = program_step_at(program, i);
        if (step->stage != NONE) continue;
        line(&outline, 0, "", numbered(&outline, "Etapa", i), step->source);
        add_facts(&outline, 1, i);
        add_moments(&outline, i);
        add_ways_out(&outline, step);
    }
    add_interruptions(&outline, route);
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_body); i++)
        if (sits_in(program, route, i)) add_body(&outline, i);
    for (uint32_t i = 0; i < route->measures_count; i++)
        add_measure(&outline, route, program_ref(program, route->measures_first, i));
    struct text all = text_copy(arena, (struct text){ outline.bytes.items, outline.bytes.count });
    VEC_FREE(&outline.bytes);
    return all;
}
