/* draw_card.c -- cards: stages, moments, decisions, finals, bodies. See draw_card.h.
 *
 * A card is written from top to bottom in a column that knows its width and how far
 * down it is; only then is its height known, so its background is written last and
 * put first. No sign stands on colour alone: each kind has its own shape and icon. */
#include "runtime/draw_card.h"

#include <string.h>

#include "base/check.h"
#include "runtime/draw_words.h"

#define TAG_WIDTH 150           /* the coloured side of a stage: number and who is responsible */
#define STAGE_WIDTH 480         /* the white side */
#define PARALLEL_WIDTH 640
#define BODY_WIDTH 300
#define FINAL_WIDTH 236
#define DIAMOND_TEXT 210        /* of the question, unless it is very long */
#define PAD 14
#define GAP 8
#define ICON 16
#define LEADING 16
#define MANY_LINES 8
#define CORNER 10
#define SEAT_DOTS 12

const struct svg_font card_title = { "title", 26, true }, card_subtitle = { "subtitle", 14, false },
    card_heading = { "heading", 15, true }, card_text = { "text", 12, false }, card_strong = { "strong", 12, true },
    card_small = { "small", 11, false }, card_section = { "section", 17, true };
static const struct svg_font moment_heading = { "heading2", 13, true }, tag_word = { "tagword", 12, true },
    tag_number = { "tagnumber", 28, true }, tag_number_long = { "tagnumber2", 14, true }, tag_text = { "tagtext", 12, true },
    tag_small = { "tagsmall", 11, false }, eyebrow = { "eyebrow", 11, true }, pill_text = { "pilltext", 11, true },
    start_text = { "starttext", 13, true };

/* Where the next thing of a card goes. */
struct column {
    struct card_context *context;
    struct svg *svg;
    int x, y, width;
};

static struct text string(const struct card_context *context, uint32_t offset)
{
    return text_from(program_text(context->program, offset));
}

void card_free(struct card *card)
{
    svg_free(&card->svg);
}

void card_place(struct svg *svg, const struct card *card, int x, int y, const char *css)
{
    svg_put(svg, "<g class=\"%s\" transform=\"translate(%d,%d)\">\n", css, x, y);
    svg_append(svg, &card->svg);
    svg_put(svg, "</g>\n");
}

/* Puts `front` on `back` and leaves it in `back`. */
static void lay_over(struct svg *back, struct svg *front)
{
    svg_append(back, front);
    svg_free(front);
}

static void icon(struct svg *svg, const char *name, int x, int y)
{
    svg_put(svg, "<use href=\"#%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", name, x, y, ICON, ICON);
}

uint32_t card_lane_of(struct card_context *context, uint32_t actor)
{
    for (uint32_t i = 0; i < context->lanes.count; i++)
        if (context->lanes.items[i] == actor) return i;
    VEC_PUSH(&context->lanes, actor);
    return (uint32_t)context->lanes.count - 1;
}

struct text card_cite(struct card_context *context, uint32_t source, uint32_t note)
{
    struct text cite = string(context, source), said = string(context, note);
    size_t number = 0;

    if (said.length == 0) return cite;
    while (number < context->notes.count && !text_equal(context->notes.items[number], said)) number++;
    if (number == context->notes.count) VEC_PUSH(&context->notes, said);
    return text_format(context->arena, "%.*s%snota %zu", TEXT_ARGS(cite), cite.length ? " · " : "", number + 1);
}

/* "r3" of a step: the colour of the first one responsible. */
static void lane_class(struct card_context *context, const struct program_step *step, char out[8])
{
    if (step->responsible_count == 0) {
        memcpy(out, "rn", 3);
        return;
    }
    uint32_t lane = card_lane_of(context, program_ref(context->program, step->responsible_first, 0));
    memcpy(out, "r0", 3);
    out[1] = (char)('0' + lane % CARD_PALETTE);
}

/* ---- Lines, badges and documents in a column ------------------------------ */

static void put_lines(struct column *column, const struct svg_font *font, int leading, struct text text)
{
    struct svg_lines lines = svg_wrap(column->context->arena, text, font, column->width, MANY_LINES);
    if (lines.count == 0) return;
    svg_text_lines(column->svg, column->x, column->y + font->size, leading, SVG_START, font, &lines);
    column->y += lines.count * leading;
}

/* An icon and a text beside it, as many lines as it takes. */
static void put_fact(struct column *column, const char *sign, struct text text)
{
    if (text.length == 0) return;
    struct svg_lines lines = svg_wrap(column->context->arena, text, &card_text, column->width - ICON - 8, MANY_LINES);
    icon(column->svg, sign, column->x, column->y);
    svg_text_lines(column->svg, column->x + ICON + 8, column->y + 12, LEADING, SVG_START, &card_text, &lines);
    column->y += lines.count * LEADING + 6;
}

/* A rounded badge as wide as its text: an icon, what it says, and the article below. */
static void put_badge(struct column *column, const char *css, const char *sign, struct text text, struct text cite)
{
    struct arena *arena = column->context->arena;
    int room = column->width - ICON - 30;
    struct svg_lines lines = svg_wrap(arena, text, &card_strong, room, MANY_LINES);
    struct svg_lines cites = svg_wrap(arena, cite, &card_small, room, 3);
    int widest = lines.widest > cites.widest ? lines.widest : cites.widest;
    int height = lines.count * LEADING + cites.count * 15 + 11;

    column->y += 3;
    svg_put(column->svg, "<rect class=\"badge %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"13\"/>\n",
            css, column->x, column->y, widest + ICON + 30, height);
    icon(column->svg, sign, column->x + 9, column->y + 6);
    int y = svg_text_lines(column->svg, column->x + ICON + 17, column->y + 18, LEADING, SVG_START, &card_strong, &lines);
    svg_text_lines(column->svg, column->x + ICON + 17, y - 1, 15, SVG_START, &card_small, &cites);
    column->y += height + GAP;
}

/* The term of a repetition is one badge with the repetition: "cada 1 mes, desde …". */
static void put_deadline(struct column *column, uint32_t index)
{
    struct card_context *context = column->context;
    const struct program_deadline *deadline = program_deadline_at(context->program, index);
    struct text words = words_deadline(context->arena, context->program, index);
    struct text expiries = words_expiries(context->arena, context->program, index);
    struct text cite = card_cite(context, deadline->source, deadline->note);

    if (expiries.length) cite = text_format(context->arena, "Si vence: %.*s · %.*s", TEXT_ARGS(expiries), TEXT_ARGS(cite));
    put_badge(column, deadline->periodic ? "repeat" : "term", deadline->periodic ? "i-repeat" : "i-clock", words, cite);
}

static bool has_periodic_term(const struct program *program, const struct program_step *step)
{
    for (uint32_t i = 0; i < step->deadlines_count; i++)
        if (program_deadline_at(program, step->deadlines_first + i)->periodic) return true;
    return false;
}

struct document {
    struct svg_lines name, details;
    int width, height;
};

/* An instrument is told in full (who signs it, its article) where the route produces it;
 * where it is only received, its name is enough. */
static struct document measure_document(struct card_context *context, uint32_t instrument, bool produces, int most)
{
    struct arena *arena = context->arena;
    const struct program_instrument *record = program_instrument_at(context->program, instrument);
    struct text form = words_form(arena, context->program, instrument), cite = card_cite(context, record->source, record->note);
    struct text name = words_instrument(arena, context->program, instrument);
    struct document document = { .name = svg_wrap(arena, name, &card_text, most - 30, MANY_LINES) };

    if (form.length) cite = text_format(arena, "%.*s%s%.*s", TEXT_ARGS(form), cite.length ? " · " : "", TEXT_ARGS(cite));
    if (produces || !context->produced[instrument]) document.details = svg_wrap(arena, cite, &card_small, most - 30, 4);
    document.width = (document.name.widest > document.details.widest ? document.name.widest : document.details.widest) + 30;
    document.height = document.name.count * LEADING + document.details.count * 14 + 12;
    return document;
}

/* A sheet with a folded corner. */
static void put_document(struct column *column, uint32_t instrument, int x, int y, const struct document *document)
{
    struct card_context *context = column->context;
    const struct program_instrument *record = program_instrument_at(context->program, instrument);

    svg_put(column->svg, "<g class=\"document\">");
    svg_tooltip(column->svg, words_instrument(context->arena, context->program, instrument),
                card_cite(context, record->source, record->note));
    svg_put(column->svg, "<path class=\"sheet\" d=\"M%d,%d h%d l12,12 v%d h%d z\"/><path class=\"fold\" d=\"M%d,%d v12 h12\"/>\n",
            x, y, document->width - 12, document->height - 12, -document->width, x + document->width - 12, y);
    int next = svg_text_lines(column->svg, x + 10, y + 19, LEADING, SVG_START, &card_text, &document->name);
    svg_text_lines(column->svg, x + 10, next - 1, 14, SVG_START, &card_small, &document->details);
    svg_put(column->svg, "</g>\n");
}

/* Documents side by side while they fit, then in another row. */
static void put_documents(struct column *column, bool produces, uint32_t first, uint32_t count)
{
    int x = 0, tallest = 0;

    if (count == 0) return;
    svg_text(column->svg, column->x, column->y + 12, SVG_START, &eyebrow, produces ? TEXT("PRODUCE") : TEXT("RECIBE"));
    column->y += 19;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t instrument = program_ref(column->context->program, first, i);
        struct document document = measure_document(column->context, instrument, produces, column->width);
        if (x && x + document.width > column->width) {
            column->y += tallest + GAP;
            x = tallest = 0;
        }
        put_document(column, instrument, column->x + x, column->y, &document);
        if (document.height > tallest) tallest = document.height;
        x += document.width + GAP;
    }
    column->y += tallest + GAP + 2;
}

static void put_labelled(struct column *column, const char *sign, const char *label, struct text text)
{
    if (text.length) put_fact(column, sign, text_format(column->context->arena, "%s: %.*s", label, TEXT_ARGS(text)));
}

static void put_handlings(struct column *column, const struct program_step *step)
{
    struct card_context *context = column->context;

    for (uint32_t i = step->handlings_first; i < step->handlings_first + step->handlings_count; i++)
        put_labelled(column, "i-check", "Medidas", words_handling(context->arena, context->program, i));
}

static void put_sessions(struct column *column, const struct program_step *step)
{
    struct card_context *context = column->context;

    if (step->session_unknown) put_labelled(column, "i-table", "Sesiona", TEXT("no consta"));
    for (uint32_t i = 0; i < step->sessions_count; i++)
        put_labelled(column, "i-table", "Sesiona", words_session(context->arena, context->program, step, i));
}

static void put_checklists(struct column *column, const struct program_step *step)
{
    const struct program *program = column->context->program;
    for (uint32_t i = 0; i < step->checklists_count; i++) {
        uint32_t list = program_ref(program, step->checklists_first, i);
        const struct program_datum *row = program_datum_at(program, list);
        put_labelled(column, "i-question", "Verifica", words_checklist(column->context->arena, program, list));
        for (uint32_t k = 0; k < row->items_count; k++)
            put_fact(column, "i-check", string(column->context, program_datum_at(program, program_ref(program, row->items_first, k))->caption));
    }
}

static void put_demands(struct column *column, const struct program_step *step)
{
    struct card_context *context = column->context;

    for (uint32_t i = step->demands_first; i < step->demands_first + step->demands_count; i++)
        put_labelled(column, "i-check", "Requiere", words_condition(context->arena, context->program, program_demand_at(context->program, i)->guard));
}

/* What a stage and a moment both may say. */
static void put_facts(struct column *column, uint32_t index)
{
    struct card_context *context = column->context;
    const struct program *program = context->program;
    const struct program_step *step = program_step_at(program, index);

    struct text applies = words_applies(context->arena, program, index);
    if (applies.length)
        put_badge(column, "noterm", "i-question", text_format(context->arena, "Solo cuando %.*s", TEXT_ARGS(applies)), (struct text){ "", 0 });
    put_labelled(column, "i-people", "Participa",
                 words_many(context->arena, program, step->participants_first, step->participants_count, words_actor));
    put_sessions(column, step);
    put_demands(column, step);
    put_handlings(column, step);
    put_labelled(column, "i-question", "Debe conocerse",
                 words_many(context->arena, program, step->asks_first, step->asks_count, words_question));
    put_checklists(column, step);
    struct text repeat = words_repeat(context->arena, program, index);
    if (repeat.length && !has_periodic_term(program, step)) put_badge(column, "repeat", "i-repeat", repeat, (struct text){ "", 0 });
    for (uint32_t i = 0; i < step->deadlines_count; i++) put_deadline(column, step->deadlines_first + i);
    if (step->no_term) put_badge(column, "noterm", "i-noclock", TEXT("Sin plazo legal"), (struct text){ "", 0 });
    put_documents(column, false, step->receives_first, step->receives_count);
    put_documents(column, true, step->produces_first, step->produces_count);
}

/* ---- Moments ----------------------------------------------------------------- */

static void put_pill(struct svg *svg, const char *css, int x, int y, int width, struct text text)
{
    svg_put(svg, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"20\" rx=\"10\"/>\n", css, x, y, width);
    svg_text(svg, x + width / 2, y + 14, SVG_MIDDLE, &pill_text, text);
}

/* The number of a moment, and its caption beside it. */
static void put_moment_heading(struct column *column, const struct program_step *moment, uint32_t index)
{
    struct card_context *context = column->context;
    struct text number = words_legal_number(context->arena, string(context, moment->source)).number;
    char lane[8];
    int indent = 0;

    lane_class(context, moment, lane);
    if (number.length) {
        int width = svg_width(number, &pill_text) + 18;
        put_pill(column->svg, lane, column->x, column->y, width, number);
        indent = width + 8;
    }
    struct text caption = words_step(context->arena, context->program, index);
    struct svg_lines lines = svg_wrap(context->arena, caption, &moment_heading, column->width - indent, MANY_LINES);
    svg_text_lines(column->svg, column->x + indent, column->y + 15, 17, SVG_START, &moment_heading, &lines);
    column->y += (lines.count ? lines.count : 1) * 17 + 9;
}

/* At least `height` tall, so that those side by side end together. */
static struct card moment_card(struct card_context *context, uint32_t index, int width, int height)
{
    const struct program_step *moment = program_step_at(context->program, index);
    struct card card = { .width = width };
    struct svg front = {0};
    struct column column = { context, &front, 12, 12, width - 24 };

    put_moment_heading(&column, moment, index);
    put_labelled(&column, "i-person", "Responsable", words_responsible(context->arena, context->program, index));
    put_facts(&column, index);
    put_lines(&column, &card_small, 14, card_cite(context, moment->source, moment->note));
    card.height = column.y + 8 > height ? column.y + 8 : height;
    svg_tooltip(&card.svg, words_step(context->arena, context->program, index), string(context, moment->note));
    svg_put(&card.svg, "<rect class=\"momentbox%s\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n",
            moment->repeat_count || moment->repeat_body != NONE ? " repeated" : "", width, card.height);
    lay_over(&card.svg, &front);
    return card;
}

/* One below the other, with an arrow between. */
static void put_sequence(struct column *column, const struct program_step *stage)
{
    for (uint32_t i = 0; i < stage->moments_count; i++) {
        struct card moment = moment_card(column->context, stage->moments_first + i, column->width, 0);
        if (i) {
            int x = column->x + column->width / 2;
            svg_put(column->svg, "<path class=\"edge\" marker-end=\"url(#arrow)\" d=\"M%d,%d v15\"/>\n", x, column->y - GAP + 1);
            column->y += GAP + 1;
        }
        card_place(column->svg, &moment, column->x, column->y, "moment");
        column->y += moment.height + GAP;
        card_free(&moment);
    }
}

/* Two by two, side by side; no arrows between. The last of an odd number takes the row. */
static void put_parallel(struct column *column, const struct program_step *stage)
{
    for (uint32_t i = 0; i < stage->moments_count; i += 2) {
        uint32_t in_row = i + 1 < stage->moments_count ? 2 : 1;
        int width = in_row == 2 ? (column->width - 12) / 2 : column->width, tallest = 0;
        for (uint32_t side = 0; side < 2 * in_row; side++) {        /* first to measure, then to draw */
            struct card moment = moment_card(column->context, stage->moments_first + i + side % in_row, width, tallest);
            if (moment.height > tallest) tallest = moment.height;
            if (side >= in_row)
                card_place(column->svg, &moment, column->x + (int)(side - in_row) * (width + 12), column->y, "moment");
            card_free(&moment);
        }
        column->y += tallest + 12;
    }
    column->y -= 12 - GAP;
}

static void put_moments(struct column *column, uint32_t index)
{
    const struct program_step *stage = program_step_at(column->context->program, index);
    if (stage->moments_count == 0) return;
    const char *sign = stage->parallel ? "i-parallel" : "i-sequence";
    icon(column->svg, sign, column->x, column->y);
    svg_text(column->svg, column->x + ICON + 6, column->y + 12, SVG_START, &eyebrow,
             stage->parallel ? TEXT("MOMENTOS EN PARALELO") : TEXT("MOMENTOS EN SECUENCIA"));
    if (stage->suffice) {
        struct text join = words_join(column->context->arena, column->context->program, index);
        svg_text(column->svg, column->x + column->width, column->y + 12, SVG_END, &card_small, join);
    }
    column->y += 22;
    if (stage->parallel) put_parallel(column, stage);
    else put_sequence(column, stage);
}

/* ---- Stages -------------------------------------------------------------------- */

/* The coloured side: how the law numbers the stage, and who is responsible. Returns its height. */
static int put_tag(struct svg *svg, struct card_context *context, uint32_t index)
{
    const struct program_step *step = program_step_at(context->program, index);
    struct text_pair legal = words_legal_number(context->arena, string(context, step->source));
    struct text who = words_responsible(context->arena, context->program, index);
    const struct svg_font *number = svg_width(legal.number, &tag_number) > TAG_WIDTH - 24 ? &tag_number_long : &tag_number;
    int y = 12;

    if (legal.number.length) {
        svg_text(svg, 14, y + 12, SVG_START, &tag_word, legal.word);
        svg_text(svg, 14, y + 17 + number->size, SVG_START, number, legal.number);
        y += 29 + number->size;
        svg_put(svg, "<path class=\"tagline\" d=\"M14,%d h%d\"/>\n", y, TAG_WIDTH - 28);
        y += 8;
    }
    svg_text(svg, 14, y + 11, SVG_START, &tag_small, TEXT("Responsable"));
    struct svg_lines lines = svg_wrap(context->arena, who, &tag_text, TAG_WIDTH - 24, SVG_MAX_LINES);
    return svg_text_lines(svg, 14, y + 28, 15, SVG_START, &tag_text, &lines) + 2;
}

struct card card_stage(struct card_context *context, uint32_t index)
{
    const struct program_step *stage = program_step_at(context->program, index);
    int content = context->wide ? PARALLEL_WIDTH : STAGE_WIDTH;
    struct card card = { .width = TAG_WIDTH + content };
    struct svg front = {0};
    struct column column = { context, &front, TAG_WIDTH + 16, PAD, content - 32 };
    char lane[8];

    lane_class(context, stage, lane);
    int tag = put_tag(&front, context, index);
    put_lines(&column, &card_heading, 20, words_step(context->arena, context->program, index));
    column.y += GAP;
    put_facts(&column, index);
    put_moments(&column, index);
    put_lines(&column, &card_small, 14, card_cite(context, stage->source, stage->note));
    card.height = column.y + 10 > tag ? column.y + 10 : tag;

    svg_tooltip(&card.svg, words_step(context->arena, context->program, index), string(context, stage->note));
    svg_put(&card.svg, "<rect class=\"card\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n", card.width, card.height, CORNER);
    svg_put(&card.svg, "<path class=\"%s\" d=\"M%d,0 h%d v%d h%d a%d,%d 0 0 1 -%d,-%d v%d a%d,%d 0 0 1 %d,-%d z\"/>\n", lane,
            CORNER, TAG_WIDTH - CORNER, card.height, CORNER - TAG_WIDTH, CORNER, CORNER, CORNER, CORNER,
            2 * CORNER - card.height, CORNER, CORNER, CORNER, CORNER);
    svg_put(&card.svg, "<rect class=\"outline\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n", card.width, card.height, CORNER);
    lay_over(&card.svg, &front);
    return card;
}

/* ---- Decisions ------------------------------------------------------------------- */

bool card_is_decision(const struct program *program, uint32_t index)
{
    const struct program_step *step = program_step_at(program, index);
    return step->branches_count > 1
        || (step->branches_count == 1 && program_branch_at(program, step->branches_first)->guard != NONE);
}

/* The question of a branch, without marks. */
static struct text branch_question(struct card_context *context, const struct program_branch *branch)
{
    struct text question = string(context, branch->question);
    return question.length ? words_human(context->arena, question) : words_condition(context->arena, context->program, branch->guard);
}

/* «si X / si no»: the only shape that can be answered yes or no. */
static bool is_yes_or_no(const struct program *program, const struct program_step *step)
{
    return step->branches_count == 2 && program_branch_at(program, step->branches_first)->guard != NONE
        && program_branch_at(program, step->branches_first + 1)->guard == NONE;
}

struct text card_branch_label(struct card_context *context, uint32_t index, uint32_t number)
{
    const struct program_step *step = program_step_at(context->program, index);
    const struct program_branch *branch = program_branch_at(context->program, step->branches_first + number);

    if (!card_is_decision(context->program, index)) return (struct text){ "", 0 };
    if (is_yes_or_no(context->program, step)) return number == 0 ? TEXT("Sí") : TEXT("No");
    if (branch->guard == NONE) return TEXT("En los demás casos");
    return text_format(context->arena, "Si %.*s", TEXT_ARGS(branch_question(context, branch)));
}

/* "pertenece y hay nexo" as "¿Pertenece y hay nexo?". */
static struct text as_question(struct arena *arena, struct text words)
{
    struct text asked = text_format(arena, "¿%.*s?", TEXT_ARGS(words));
    char *first = (char *)(uintptr_t)asked.at + 2;
    bool accented = (unsigned char)first[0] == 0xC3 && (unsigned char)first[1] >= 0xA0 && (unsigned char)first[1] <= 0xBE;

    if (words.length && words.at[0] == '\xC2') return words;        /* it had its own marks */
    if (first[0] >= 'a' && first[0] <= 'z') first[0] = (char)(first[0] - 'a' + 'A');
    if (accented) first[1] = (char)(first[1] - 0x20);
    return asked;
}

/* The article of the first branch that cites one; else that of the step. */
static struct text decision_cite(struct card_context *context, const struct program_step *step)
{
    for (uint32_t i = 0; i < step->branches_count; i++) {
        const struct program_branch *branch = program_branch_at(context->program, step->branches_first + i);
        struct text cite = card_cite(context, branch->source, branch->note);
        if (cite.length) return cite;
    }
    return string(context, step->source);
}

struct card card_decision(struct card_context *context, uint32_t index)
{
    const struct program_step *step = program_step_at(context->program, index);
    struct card card = {0};
    struct text question = TEXT("¿Cuál es el caso?");

    if (is_yes_or_no(context->program, step))
        question = as_question(context->arena, branch_question(context, program_branch_at(context->program, step->branches_first)));
    int room = svg_width(question, &card_strong) > 3 * DIAMOND_TEXT ? 300 : DIAMOND_TEXT;
    struct svg_lines lines = svg_wrap(context->arena, question, &card_strong, room, SVG_MAX_LINES);
    struct svg_lines cites = svg_wrap(context->arena, decision_cite(context, step), &card_small, room - 20, 3);
    int widest = lines.widest > cites.widest + 20 ? lines.widest : cites.widest + 20;
    int tall = lines.count * LEADING + cites.count * 14;

    /* A text of w × h fits a diamond of W × H when w/W + h/H is at most 1. */
    card.width = widest > DIAMOND_TEXT ? widest * 100 / 62 + 10 : DIAMOND_TEXT * 100 / 62 + 10;     /* most are equally wide */
    card.height = tall * 100 / 46 + 10;
    svg_tooltip(&card.svg, question, decision_cite(context, step));
    svg_put(&card.svg, "<path class=\"diamond\" d=\"M%d,0 L%d,%d L%d,%d L0,%d z\"/>\n", card.width / 2,
            card.width, card.height / 2, card.width / 2, card.height, card.height / 2);
    int y = svg_text_lines(&card.svg, card.width / 2, (card.height - tall) / 2 + 12, LEADING, SVG_MIDDLE, &card_strong, &lines);
    svg_text_lines(&card.svg, card.width / 2, y, 14, SVG_MIDDLE, &card_small, &cites);
    return card;
}

/* ---- Finals ------------------------------------------------------------------------ */

/* One shape for each kind, so that the kind can be told without its colour. */
static void put_final_shape(struct svg *svg, enum final_kind kind, int w, int h)
{
    switch (kind) {
    case FINAL_PLAIN:
        svg_put(svg, "<rect class=\"final plain\" width=\"%d\" height=\"%d\"/>", w, h);
        svg_put(svg, "<rect class=\"final inner plain\" x=\"4\" y=\"4\" width=\"%d\" height=\"%d\"/>\n", w - 8, h - 8);
        return;
    case FINAL_FAVOURABLE:
        svg_put(svg, "<rect class=\"final good\" width=\"%d\" height=\"%d\" rx=\"26\"/>\n", w, h);
        return;
    case FINAL_UNFAVOURABLE:
        svg_put(svg, "<path class=\"final bad\" d=\"M16,0 H%d L%d,16 V%d L%d,%d H16 L0,%d V16 z\"/>\n",
                w - 16, w, h - 16, w - 16, h, h - 16);
        return;
    case FINAL_TRANSFER:
        svg_put(svg, "<path class=\"final transfer\" d=\"M0,0 H%d L%d,%d L%d,%d H0 z\"/>\n", w - 20, w, h / 2, w - 20, h);
        return;
    case FINAL_KINDS:
        break;
    }
    UNREACHABLE();
}

struct card card_final(struct card_context *context, uint32_t index)
{
    static const char *const signs[FINAL_KINDS] = { "i-stop", "i-check", "i-cross", "i-transfer" };
    const struct program_final *final = program_final_at(context->program, index);
    struct card card = { .width = FINAL_WIDTH };
    struct svg front = {0};
    struct column column = { context, &front, 18, 13, FINAL_WIDTH - 46 };
    struct text caption = words_caption(context->arena, context->program, final->name, final->caption);

    icon(&front, signs[final->kind], column.x, column.y);
    svg_text(&front, column.x + ICON + 6, column.y + 12, SVG_START, &eyebrow, text_from(words_final_kind((enum final_kind)final->kind)));
    column.y += 21;
    put_lines(&column, &moment_heading, 17, caption);
    column.y += 4;
    if (final->effect_unknown) put_badge(&column, "noterm", "i-question", TEXT("Efecto no consta"), (struct text){ "", 0 });
    put_lines(&column, &card_small, 14, card_cite(context, final->source, final->note));
    card.height = column.y + 10;
    svg_tooltip(&card.svg, caption, string(context, final->note));
    put_final_shape(&card.svg, (enum final_kind)final->kind, card.width, card.height);
    lay_over(&card.svg, &front);
    return card;
}

/* A small box of one picture: what it is, its words and its article. */
struct aside {
    const char *picture, *class;
    struct text what, words, article, tip;
};

static struct card aside_card(struct card_context *context, const struct aside *aside)
{
    struct card card = { .width = FINAL_WIDTH };
    struct svg front = {0};
    struct column column = { context, &front, 18, 13, FINAL_WIDTH - 36 };

    icon(&front, aside->picture, column.x, column.y);
    svg_text(&front, column.x + ICON + 6, column.y + 12, SVG_START, &eyebrow, aside->what);
    column.y += 21;
    put_lines(&column, &moment_heading, 17, aside->words);
    column.y += 4;
    put_lines(&column, &card_small, 14, aside->article);
    card.height = column.y + 10;
    svg_tooltip(&card.svg, aside->words, aside->tip);
    svg_put(&card.svg, "<rect class=\"%s\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n", aside->class, card.width, card.height, CORNER);
    lay_over(&card.svg, &front);
    return card;
}

struct card card_interruption(struct card_context *context, uint32_t index)
{
    const struct program_interruption *interruption = program_interruption_at(context->program, index);
    return aside_card(context, &(struct aside){ "i-bolt", "cut", TEXT("Interrupción"),
        words_interruption(context->arena, context->program, index),
        card_cite(context, interruption->source, interruption->note), string(context, interruption->note) });
}

struct card card_gone(struct arena *arena, const struct program *before, uint32_t step)
{
    struct card_context context = { .program = before, .arena = arena };
    return aside_card(&context, &(struct aside){ "i-cross", "lost", TEXT("Se suprime"), words_step(arena, before, step),
        string(&context, program_step_at(before, step)->source), TEXT("") });
}

struct card card_subroute(struct card_context *context, uint32_t index)
{
    const struct program_subroute *subroute = program_subroute_at(context->program, index);
    struct card card = { .width = FINAL_WIDTH };
    struct svg front = {0};
    struct column column = { context, &front, 22, 15, FINAL_WIDTH - 44 };
    struct text name = words_subroute(context->arena, context->program, index);

    icon(&front, "i-link", column.x, column.y);
    svg_text(&front, column.x + ICON + 6, column.y + 12, SVG_START, &eyebrow, TEXT("Inicia otra ruta"));
    column.y += 21;
    put_lines(&column, &moment_heading, 17, name);
    column.y += 2;
    put_lines(&column, &card_text, LEADING, words_subroute_terms(context->arena, context->program, index));
    column.y += 4;
    put_lines(&column, &card_small, 14, card_cite(context, subroute->source, subroute->note));
    card.height = column.y + 12;
    svg_tooltip(&card.svg, name, string(context, subroute->note));
    svg_put(&card.svg, "<rect class=\"other\" width=\"%d\" height=\"%d\" rx=\"4\"/><rect class=\"other inner\" x=\"5\" y=\"5\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n",
            card.width, card.height, card.width - 10, card.height - 10);
    lay_over(&card.svg, &front);
    return card;
}

struct card card_start(void)
{
    struct card card = { .width = 96, .height = 32 };
    svg_put(&card.svg, "<rect class=\"start\" width=\"96\" height=\"32\" rx=\"16\"/>\n");
    svg_text(&card.svg, 48, 21, SVG_MIDDLE, &start_text, TEXT("Inicio"));
    return card;
}

/* ---- Bodies ---------------------------------------------------------------------------- */

/* A row of chairs: the one who presides is ringed. */
static void put_chairs(struct column *column, const struct program_body *body)
{
    uint32_t shown = body->seats_count < SEAT_DOTS ? body->seats_count : SEAT_DOTS;

    if (shown == 0) return;
    for (uint32_t i = 0; i < shown; i++) {
        bool presides = program_seat_at(column->context->program, body->seats_first + i)->presides;
        int x = column->x + 8 + (int)i * 20;
        svg_put(column->svg, "<circle class=\"seat\" cx=\"%d\" cy=\"%d\" r=\"6\"/>", x, column->y + 9);
        if (presides) svg_put(column->svg, "<circle class=\"ring\" cx=\"%d\" cy=\"%d\" r=\"9\"/>", x, column->y + 9);
    }
    if (body->seats_count > shown)
        svg_text(column->svg, column->x + 6 + (int)shown * 20, column->y + 13, SVG_START, &card_small,
                 text_format(column->context->arena, "+%u", body->seats_count - shown));
    svg_put(column->svg, "\n");
    column->y += 26;
}

static void put_body_frame(struct svg *svg, int w, int h)
{
    svg_put(svg, "<path class=\"body\" d=\"M14,0 H%d L%d,14 V%d L%d,%d H14 L0,%d V14 z\"/>\n", w - 14, w, h - 14, w - 14, h, h - 14);
}

static struct card body_card(struct card_context *context, uint32_t index)
{
    const struct program_body *body = program_body_at(context->program, index);
    struct card card = { .width = BODY_WIDTH };
    struct svg front = {0};
    struct column column = { context, &front, 18, 14, BODY_WIDTH - 36 };

    icon(&front, "i-table", column.x, column.y);
    svg_text(&front, column.x + ICON + 6, column.y + 12, SVG_START, &eyebrow, TEXT("SESIONA EL COMITÉ"));
    column.y += 21;
    put_lines(&column, &moment_heading, 17, words_body(context->arena, context->program, index));
    column.y += 5;
    put_chairs(&column, body);
    put_lines(&column, &card_text, LEADING, words_seat_count(context->arena, context->program, index));
    put_lines(&column, &card_text, LEADING, words_quorum(context->arena, context->program, index));
    put_lines(&column, &card_text, LEADING, words_decision(context->arena, context->program, index));
    put_lines(&column, &card_text, LEADING, words_tie(context->arena, context->program, index));
    column.y += 3;
    put_lines(&column, &card_small, 14, card_cite(context, body->source, body->note));
    card.height = column.y + 12;
    svg_tooltip(&card.svg, words_body(context->arena, context->program, index), string(context, body->note));
    put_body_frame(&card.svg, card.width, card.height);
    lay_over(&card.svg, &front);
    return card;
}

struct card card_bodies(struct card_context *context, const uint32_t *bodies, uint32_t count)
{
    struct card all = { .width = BODY_WIDTH };

    for (uint32_t i = 0; i < count; i++) {
        struct card one = body_card(context, bodies[i]);
        if (i) all.height += 14;
        card_place(&all.svg, &one, 0, all.height, "comite");
        all.height += one.height;
        card_free(&one);
    }
    return all;
}

/* A person at the table, with what their article adds to that of the body. */
static void put_person(struct column *column, const char *sign, struct text who, struct text of_body, struct text cite)
{
    struct arena *arena = column->context->arena;

    if (text_equal(cite, of_body)) cite.length = 0;
    else if (text_starts(cite, of_body) && cite.at[of_body.length] == ' ')
        cite = (struct text){ cite.at + of_body.length + 1, cite.length - of_body.length - 1 };
    put_fact(column, sign, cite.length ? text_format(arena, "%.*s · %.*s", TEXT_ARGS(who), TEXT_ARGS(cite)) : who);
    column->y -= 1;
}

static void put_members(struct column *column, const struct program_body *body)
{
    struct card_context *context = column->context;

    if (body->seats_count) {
        svg_text(column->svg, column->x, column->y + 11, SVG_START, &eyebrow, TEXT("CON VOZ Y VOTO"));
        column->y += 19;
    }
    for (uint32_t i = 0; i < body->seats_count; i++) {
        const struct program_seat *seat = program_seat_at(context->program, body->seats_first + i);
        put_person(column, seat->presides ? "i-chair" : "i-seat", words_seat(context->arena, context->program, body->seats_first + i),
                   string(context, body->source), card_cite(context, seat->source, seat->note));
    }
    if (body->invitees_count) {
        column->y += 4;
        svg_text(column->svg, column->x, column->y + 11, SVG_START, &eyebrow, TEXT("INVITADOS CON VOZ, SIN VOTO"));
        column->y += 19;
    }
    for (uint32_t i = 0; i < body->invitees_count; i++) {
        const struct program_invitee *invitee = program_invitee_at(context->program, body->invitees_first + i);
        put_person(column, "i-voice", words_invitee(context->arena, context->program, body->invitees_first + i),
                   string(context, body->source), card_cite(context, invitee->source, invitee->note));
    }
}

struct card card_roster(struct card_context *context, uint32_t index, int width)
{
    const struct program_body *body = program_body_at(context->program, index);
    struct card card = { .width = width };
    struct svg front = {0};
    struct column column = { context, &front, 20, 18, width - 40 };
    struct arena *arena = context->arena;

    put_lines(&column, &card_heading, 20, words_body(arena, context->program, index));
    column.y += 4;
    put_fact(&column, "i-table", words_seat_count(arena, context->program, index));
    put_fact(&column, "i-people", words_quorum(arena, context->program, index));
    put_fact(&column, "i-check", words_decision(arena, context->program, index));
    put_fact(&column, "i-check", words_tie(arena, context->program, index));
    put_fact(&column, "i-check", words_urgent(arena, context->program, index));
    put_fact(&column, "i-people", words_impeded(context->program, index));
    if (body->reserved_votes) put_fact(&column, "i-check", TEXT("Los votos son reservados"));
    put_fact(&column, "i-people", words_conveners(arena, context->program, index));
    if (body->secretariat != NONE)
        put_labelled(&column, "i-person", "Secretaría técnica", words_actor(arena, context->program, body->secretariat));
    else put_fact(&column, "i-person", TEXT("Secretaría técnica: no consta"));
    put_fact(&column, "i-pen", words_minutes(arena, context->program, index));
    put_fact(&column, "i-repeat", words_modalities(arena, context->program, index));
    column.y += 4;
    put_members(&column, body);
    column.y += 4;
    put_lines(&column, &card_small, 14, card_cite(context, body->source, body->note));
    card.height = column.y + 16;
    put_body_frame(&card.svg, card.width, card.height);
    lay_over(&card.svg, &front);
    return card;
}

/* ---- Around the drawing ------------------------------------------------------------------ */

struct card card_lane(struct card_context *context, uint32_t lane, int width)
{
    struct card card = {0};
    struct text name = words_actor(context->arena, context->program, context->lanes.items[lane]);
    struct svg_lines lines = svg_wrap(context->arena, name, &tag_text, width - 24, 4);

    card.width = lines.widest + 24;
    card.height = lines.count * 15 + 11;
    svg_put(&card.svg, "<rect class=\"r%u\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", lane % CARD_PALETTE, card.width, card.height);
    svg_text_lines(&card.svg, 12, 17, 15, SVG_START, &tag_text, &lines);
    return card;
}

struct card card_route_terms(struct card_context *context, uint32_t route, int width)
{
    const struct program_route *record = program_route_at(context->program, route);
    struct card card = { .width = width };
    struct column column = { context, &card.svg, 0, 0, width };

    for (uint32_t i = 0; i < record->deadlines_count; i++) {
        if (program_deadline_at(context->program, record->deadlines_first + i)->step != NONE) continue;
        if (column.y == 0) put_lines(&column, &card_small, 18, TEXT("Plazo de toda la ruta"));
        put_deadline(&column, record->deadlines_first + i);
    }
    card.height = column.y;
    return card;
}

/* One row of the table of signs: a small drawing 44 × 26 and what it means. */
struct sign {
    const char *drawing, *meaning;
};

struct card card_legend(int width)
{
    static const struct sign signs[] = {
        { "<rect class=\"card\" width=\"44\" height=\"26\" rx=\"5\"/><path class=\"r0\" d=\"M5,0 h8 v26 h-8 a5,5 0 0 1 -5,-5 v-16 a5,5 0 0 1 5,-5 z\"/><rect class=\"outline\" width=\"44\" height=\"26\" rx=\"5\"/>",
          "Etapa: a la izquierda, su número en la norma y el responsable" },
        { "<rect class=\"momentbox\" x=\"2\" y=\"3\" width=\"40\" height=\"20\" rx=\"5\"/>", "Momento de una etapa" },
        { "<path class=\"diamond\" d=\"M22,0 L44,13 L22,26 L0,13 z\"/>", "Decisión" },
        { "<path class=\"body\" d=\"M6,1 H38 L43,6 V20 L38,25 H6 L1,20 V6 z\"/><circle class=\"seat\" cx=\"15\" cy=\"13\" r=\"4\"/><circle class=\"seat\" cx=\"29\" cy=\"13\" r=\"4\"/><circle class=\"ring\" cx=\"15\" cy=\"13\" r=\"6.5\"/>",
          "Comité: un punto por miembro; con anillo, quien preside" },
        { "<path class=\"sheet\" d=\"M8,1 h20 l8,8 v16 h-28 z\"/><path class=\"fold\" d=\"M28,1 v8 h8\"/>", "Instrumento (documento)" },
        { "<rect class=\"badge term\" x=\"1\" y=\"2\" width=\"42\" height=\"22\" rx=\"11\"/><use href=\"#i-clock\" x=\"14\" y=\"5\" width=\"16\" height=\"16\"/>", "Plazo legal, con su artículo" },
        { "<rect class=\"badge noterm\" x=\"1\" y=\"2\" width=\"42\" height=\"22\" rx=\"11\"/><use href=\"#i-noclock\" x=\"14\" y=\"5\" width=\"16\" height=\"16\"/>", "La norma no fija plazo" },
        { "<rect class=\"badge repeat\" x=\"1\" y=\"2\" width=\"42\" height=\"22\" rx=\"11\"/><use href=\"#i-repeat\" x=\"14\" y=\"5\" width=\"16\" height=\"16\"/>", "Se repite" },
        { "<rect class=\"cut\" x=\"1\" y=\"1\" width=\"42\" height=\"24\" rx=\"5\"/><use href=\"#i-bolt\" x=\"14\" y=\"5\" width=\"16\" height=\"16\"/>", "Interrupción: lleva al caso a donde señala, esté en la etapa que esté" },
        { "<rect class=\"other\" x=\"1\" y=\"1\" width=\"42\" height=\"24\" rx=\"4\"/><rect class=\"other inner\" x=\"4\" y=\"4\" width=\"36\" height=\"18\" rx=\"2\"/>", "Otra ruta, que se inicia desde ahí" },
        { "<rect class=\"final good\" x=\"1\" y=\"1\" width=\"42\" height=\"24\" rx=\"12\"/><use href=\"#i-check\" x=\"14\" y=\"5\" width=\"16\" height=\"16\"/>", "Final favorable" },
        { "<path class=\"final bad\" d=\"M8,1 H36 L43,8 V18 L36,25 H8 L1,18 V8 z\"/><use href=\"#i-cross\" x=\"14\" y=\"5\" width=\"16\" height=\"16\"/>", "Final desfavorable" },
        { "<path class=\"final transfer\" d=\"M1,1 H34 L43,13 L34,25 H1 z\"/><use href=\"#i-transfer\" x=\"11\" y=\"5\" width=\"16\" height=\"16\"/>", "Final por traslado" },
        { "<rect class=\"final plain\" x=\"1\" y=\"1\" width=\"42\" height=\"24\"/><rect class=\"final inner plain\" x=\"4\" y=\"4\" width=\"36\" height=\"18\"/>", "Otro final" },
    };
    int columns = width / 300 < 1 ? 1 : width / 300 > 4 ? 4 : width / 300;
    int each = width / columns, count = (int)(sizeof signs / sizeof *signs), rows = (count + columns - 1) / columns;
    struct card card = { .width = width, .height = rows * 42 };
    struct arena arena = {0};

    for (int i = 0; i < count; i++) {
        int x = i / rows * each, y = i % rows * 42;
        svg_put(&card.svg, "<g transform=\"translate(%d,%d)\">", x, y);
        svg_raw(&card.svg, text_from(signs[i].drawing));
        svg_put(&card.svg, "</g>\n");
        struct svg_lines lines = svg_wrap(&arena, text_from(signs[i].meaning), &card_text, each - 70, 2);
        svg_text_lines(&card.svg, x + 54, y + (lines.count == 1 ? 17 : 10), 15, SVG_START, &card_text, &lines);
    }
    arena_free(&arena);
    return card;
}
