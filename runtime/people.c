/* people.c -- see people.h. */
#include "runtime/people.h"

#include <string.h>

static size_t length_until(struct text text, char end)
{
    const char *at = text.length ? memchr(text.at, end, text.length) : NULL;
    return at ? (size_t)(at - text.at) : text.length;
}

static struct text after(struct text text, size_t length)
{
    size_t skipped = length < text.length ? length + 1 : length;
    return (struct text){ text.at + skipped, text.length - skipped };
}

struct text people_field(struct text line, uint32_t place)
{
    while (place-- > 0) line = after(line, length_until(line, PEOPLE_FIELD_END));
    return (struct text){ line.at, length_until(line, PEOPLE_FIELD_END) };
}

bool people_next(struct text *left, struct text *line)
{
    if (!left->length) return false;
    *line = (struct text){ left->at, length_until(*left, PEOPLE_LINE_END) };
    *left = after(*left, line->length);
    return true;
}

uint32_t people_count(const struct program *program, uint32_t datum, struct text people, uint32_t place, uint32_t value)
{
    const struct program_datum *row = program_datum_at(program, datum);
    uint32_t list = place < row->fields_count ? program_field_at(program, row->fields_first + place)->list : NONE, count = 0;
    if (list == NONE || value >= program_list_at(program, list)->values_count) return 0;
    const char *name = program_text(program, program_value_at(program, program_list_at(program, list)->values_first + value)->name);
    for (struct text line; people_next(&people, &line);) count += text_equal(people_field(line, place), text_from(name));
    return count;
}
