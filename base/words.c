/* words.c -- the words for the meanings of words.h that several layers say aloud. */
#include "base/words.h"

#include "base/check.h"

const char *measure_act_word(enum measure_act act)
{
    static const char *const words[MEASURE_ACTS] = {
        [MEASURE_RECOMMEND] = "recomienda", [MEASURE_ADOPT] = "adopta", [MEASURE_IMPLEMENT] = "implementa",
        [MEASURE_ADJUST] = "ajusta", [MEASURE_REVIEW] = "revisa", [MEASURE_SUSPEND] = "suspende",
        [MEASURE_RESUME] = "reanuda", [MEASURE_END] = "termina",
    };
    CHECK((unsigned)act < MEASURE_ACTS);
    return words[act];
}

const char *measure_act_infinitive(enum measure_act act)
{
    static const char *const words[MEASURE_ACTS] = {
        [MEASURE_RECOMMEND] = "recomendar", [MEASURE_ADOPT] = "adoptar", [MEASURE_IMPLEMENT] = "implementar",
        [MEASURE_ADJUST] = "ajustar", [MEASURE_REVIEW] = "revisar", [MEASURE_SUSPEND] = "suspender",
        [MEASURE_RESUME] = "reanudar", [MEASURE_END] = "terminar",
    };
    CHECK((unsigned)act < MEASURE_ACTS);
    return words[act];
}

const char *measure_status_word(enum measure_status status)
{
    static const char *const words[MEASURE_STATUSES] = {
        [MEASURE_UNTOUCHED] = "sin recomendar", [MEASURE_RECOMMENDED] = "recomendada", [MEASURE_ADOPTED] = "adoptada",
        [MEASURE_IMPLEMENTED] = "implementada", [MEASURE_SUSPENDED] = "suspendida", [MEASURE_ENDED] = "terminada",
    };
    CHECK((unsigned)status < MEASURE_STATUSES);
    return words[status];
}
