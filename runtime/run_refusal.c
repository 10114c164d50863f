/* run_refusal.c -- a refusal, as a sentence. The rows are in refusal.def. */
#include <string.h>

#include "base/check.h"
#include "runtime/run_state.h"

struct row {
    const char *code, *sentence, *cure;
};

static const struct row rows[REFUSAL_COUNT] = {
#define REFUSAL(code, name, sentence, cure) { #code, sentence, cure },
#include "runtime/refusal.def"
#undef REFUSAL
};

const char *refusal_code_text(enum refusal_code code)
{
    return rows[code].code;
}

/* Cuts at the start of a character, so that a long name leaves valid UTF-8. */
static size_t append(char *out, size_t used, size_t room, const char *text, size_t length)
{
    size_t fits = room - 1 - used;
    if (length > fits) {
        length = fits;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
    }
    memcpy(out + used, text, length);
    return used + length;
}

bool act_refuse(struct act *act, enum refusal_code code, uint32_t source,
                const char *first, const char *second, const char *third)
{
    refusal_say(act->refusal, code, program_text(act->program, source), first, second, third);
    return false;
}

void refusal_say(struct refusal *refusal, enum refusal_code code, const char *source,
                 const char *first, const char *second, const char *third)
{
    const char *const holes[] = { first, second, third };
    const char *rest = rows[code].sentence;
    size_t used = 0;
    uint32_t filled = 0;

    for (const char *hole; (hole = strstr(rest, "{}")); rest = hole + 2) {
        CHECK(filled < 3 && holes[filled]);
        used = append(refusal->sentence, used, sizeof refusal->sentence, rest, (size_t)(hole - rest));
        used = append(refusal->sentence, used, sizeof refusal->sentence, holes[filled], strlen(holes[filled]));
        filled++;
    }
    used = append(refusal->sentence, used, sizeof refusal->sentence, rest, strlen(rest));
    refusal->sentence[used] = '\0';
    refusal->code = code;
    refusal->cure = rows[code].cure;
    refusal->source = source;
    refusal->question = "";
}

bool act_refuse_datum(struct act *act, enum refusal_code code, uint32_t source, const char *what, uint32_t datum)
{
    const struct program_datum *record = program_datum_at(act->program, datum);
    const char *name = program_text(act->program, record->name);
    if (record->judgement != JUDGED_BY_NOBODY) {
        const char *waits = what ? what : program_text(act->program, program_step_at(act->program, act->side->head->stage)->name);
        act_refuse(act, REFUSAL_judgement_missing, record->source ? record->source : source, waits,
                   run_judgement_words(act->program, datum, &act->scratch).at, name);
    } else {
        act_refuse(act, code, source, what ? what : name, name, NULL);
    }
    act->refusal->question = program_text(act->program, record->caption);
    return false;
}
