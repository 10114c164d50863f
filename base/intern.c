/* intern.c -- one open table from spellings to symbols. See intern.h.
 *
 * The table holds each spelling seen and the folded form of each symbol. A spelling
 * met again is found without folding, which is most of the work on a long file. */
#include "base/intern.h"

#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/fold.h"

#define FIRST_SLOTS 256     /* a power of two */

struct slot {
    struct text key;
    symbol_t symbol;        /* SYMBOL_NONE: the slot is free */
};

struct intern {
    struct arena *arena;
    struct slot *slots;
    size_t slot_count, used;
    struct text *spellings; /* by symbol */
    size_t symbol_count, symbol_room;
};

static size_t hash(struct text text)
{
    uint64_t h = 14695981039346656037u;     /* FNV-1a */
    for (size_t i = 0; i < text.length; i++) h = (h ^ (unsigned char)text.at[i]) * 1099511628211u;
    return (size_t)(h ^ (h >> 32));
}

static struct slot *slot_of(const struct intern *intern, struct text key)
{
    size_t mask = intern->slot_count - 1;
    size_t i = hash(key) & mask;
    while (intern->slots[i].symbol != SYMBOL_NONE && !text_equal(intern->slots[i].key, key)) i = (i + 1) & mask;
    return &intern->slots[i];
}

static void grow(struct intern *intern)
{
    struct slot *old = intern->slots;
    size_t old_count = intern->slot_count;
    intern->slot_count = old_count * 2;
    intern->slots = arena_array(intern->arena, intern->slot_count, sizeof *intern->slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].symbol != SYMBOL_NONE) *slot_of(intern, old[i].key) = old[i];
}

static void put(struct intern *intern, struct text key, symbol_t symbol)
{
    if (intern->used * 2 >= intern->slot_count) grow(intern);
    struct slot *slot = slot_of(intern, key);
    if (slot->symbol != SYMBOL_NONE) return;
    *slot = (struct slot){ key, symbol };
    intern->used++;
}

static symbol_t new_symbol(struct intern *intern, struct text spelling)
{
    if (intern->symbol_count == intern->symbol_room) {
        size_t room = intern->symbol_room * 2;
        struct text *spellings = arena_array(intern->arena, room, sizeof *spellings);
        memcpy(spellings, intern->spellings, intern->symbol_count * sizeof *spellings);
        intern->spellings = spellings;
        intern->symbol_room = room;
    }
    intern->spellings[intern->symbol_count] = spelling;
    return (symbol_t)intern->symbol_count++;
}

struct intern *intern_new(struct arena *arena)
{
    struct intern *intern = ARENA_NEW(arena, struct intern);
    intern->arena = arena;
    intern->slot_count = FIRST_SLOTS;
    intern->slots = arena_array(arena, FIRST_SLOTS, sizeof *intern->slots);
    intern->symbol_room = FIRST_SLOTS;
    intern->spellings = arena_array(arena, FIRST_SLOTS, sizeof *intern->spellings);
    new_symbol(intern, TEXT(""));       /* SYMBOL_NONE */
    return intern;
}

symbol_t intern_add(struct intern *intern, struct text name)
{
    symbol_t symbol = slot_of(intern, name)->symbol;
    if (symbol != SYMBOL_NONE) return symbol;

    struct text spelling = text_copy(intern->arena, name);
    struct text folded = fold(intern->arena, name);
    symbol = slot_of(intern, folded)->symbol;
    if (symbol == SYMBOL_NONE) {
        symbol = new_symbol(intern, spelling);
        put(intern, folded, symbol);
    }
    put(intern, spelling, symbol);
    return symbol;
}

symbol_t intern_find(const struct intern *intern, struct text name)
{
    symbol_t symbol = slot_of(intern, name)->symbol;
    if (symbol != SYMBOL_NONE) return symbol;
    return slot_of(intern, fold(intern->arena, name))->symbol;
}

struct text intern_spelling(const struct intern *intern, symbol_t symbol)
{
    CHECK(symbol < intern->symbol_count);
    return intern->spellings[symbol];
}

void intern_set_spelling(struct intern *intern, symbol_t symbol, struct text spelling)
{
    CHECK(symbol != SYMBOL_NONE && symbol < intern->symbol_count);
    intern->spellings[symbol] = text_copy(intern->arena, spelling);
}
