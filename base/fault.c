/* fault.c -- filling in a failure record. See fault.h. */
#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>

bool fault_set(struct fault *why, enum exit_code code, const char *format, ...)
{
    if (!why) return false;
    va_list args;
    va_start(args, format);
    vsnprintf(why->message, sizeof why->message, format, args);
    va_end(args);
    why->code = code;
    why->help[0] = '\0';
    return false;
}

bool fault_help(struct fault *why, const char *format, ...)
{
    if (!why) return false;
    va_list args;
    va_start(args, format);
    vsnprintf(why->help, sizeof why->help, format, args);
    va_end(args);
    return false;
}
