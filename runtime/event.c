/* event.c -- the words by which events are stored and typed. See event.h. */
#include "runtime/event.h"

static const char *const words[EVENT_KINDS] = {
    [EVENT_OPEN] = "abre",
    [EVENT_COMPLETE] = "completa",
    [EVENT_PRODUCE] = "produce",
    [EVENT_INFORM] = "informa",
    [EVENT_SESSION] = "sesiona",
    [EVENT_EXTEND] = "prorroga",
    [EVENT_EXPIRE] = "vence",
    [EVENT_RECALCULATE] = "recalcula",
    [EVENT_MIGRATE] = "migra",
    [EVENT_JUDGE] = "juzga",
    [EVENT_MEASURE] = "medida",
    [EVENT_RETURN] = "retorna",
    [EVENT_ADD] = "añade",
};

const char *event_conveners(struct arena *arena, uint32_t conveners, const char *outsider)
{
    const char *const who[] = { "la presidencia", "la secretaría técnica", "cualquier miembro", outsider };
    struct text list = TEXT("");
    for (uint32_t i = 0; i < sizeof who / sizeof *who; i++)
        if (conveners & (1u << i)) list = text_format(arena, "%.*s%s%s", TEXT_ARGS(list), list.length ? " o " : "", who[i]);
    return list.at;
}

const char *event_kind_word(enum event_kind kind)
{
    return words[kind];
}

bool event_kind_from_word(struct text word, enum event_kind *out)
{
    for (uint32_t kind = 0; kind < EVENT_KINDS; kind++) {
        if (!text_equal(word, text_from(words[kind]))) continue;
        *out = (enum event_kind)kind;
        return true;
    }
    return false;
}
