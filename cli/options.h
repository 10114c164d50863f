/* options.h -- reading the command line, one way for all orders. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/arena.h"
#include "base/moment.h"
#include "base/fault.h"

enum option {
#define OPTION(name, word, letter, value, help) OPTION_##name,
#include "cli/options.def"
#undef OPTION
    OPTIONS
};

/* A set of options: ACCEPTS(json) | ACCEPTS(date). */
typedef uint64_t option_set;
#define ACCEPTS(name) (UINT64_C(1) << OPTION_##name)

struct option_row {
    const char *word;
    char letter;            /* 0 when it has none */
    const char *value;      /* NULL when it takes none */
    const char *help;
};

extern const struct option_row option_rows[OPTIONS];

struct given_option {
    enum option option;
    const char *value;      /* "" when it takes none */
};

struct options {
    struct given_option *given;
    size_t given_count;
    const char **arguments; /* what is no option, in order */
    size_t argument_count;
};

/* Reads `words`; only options of `accepted` are allowed. «--» ends the options. The
 * arrays live in the arena, the strings are those of `words`. EXIT_USAGE, with a
 * suggestion when a word looks like one that exists. */
bool options_read(struct options *out, struct arena *arena, const char *const *words, size_t count,
                  option_set accepted, struct fault *why);

bool option_given(const struct options *options, enum option option);

/* The value given, or NULL. */
const char *option_text(const struct options *options, enum option option);

/* All the values given, cut at commas, blanks trimmed; empty entries are dropped. */
size_t option_list(const struct options *options, enum option option, struct arena *arena,
                   struct text **out);

/* Leaves *out alone when it was not given. EXIT_USAGE when it is no date (and says why:
 * «2026-02-31» does not exist), or no number from 0 to INT32_MAX. */
bool option_day(const struct options *options, enum option option, day_t *out, struct fault *why);
bool option_number(const struct options *options, enum option option, int32_t *out, struct fault *why);

/* A date the user wrote; `where` names it in the message: "--desde", "el dato x". */
bool read_day(struct text text, const char *where, day_t *out, struct fault *why);

/* The same, with its hour or without: "2026-03-13T10:30". */
bool read_moment(struct text text, const char *where, day_t *day, int32_t *minute, struct fault *why);

#endif
