/* intern.c -- one open table from spellings to symbols. See intern.h.
 *
 * The table holds each spelling seen and the folded form of each symbol. A spelling
 * met again is found without folding, which is most of the work on a long file. */
#include "base/intern.h"

#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/fold.h"

#define FIRST_SLOTS 512     /* a power of two: the words of the language leave it half empty */

struct key {
    const char *at;
    uint32_t length;
    symbol_t symbol;
};

/* Small, so that a look-up that ends in another name's slot costs no memory but this. */
struct slot {
    uint32_t hash;
    uint32_t key;           /* one more than its place among the keys; 0: the slot is free */
};

struct intern {
    struct arena *arena;
    struct slot *slots;
    size_t slot_count;
    struct key *keys;
    size_t key_count, key_room;
    struct text *spellings; /* by symbol */
    size_t symbol_count, symbol_room;
};

#define HASH_MULTIPLIER 0x9E3779B97F4A7C15u     /* odd, near 2^64 / φ */

/* Eight bytes at a time. */
static uint32_t hash(struct text text)
{
    uint64_t h = text.length, eight = 0;
    size_t i = 0;
    for (; i + sizeof eight <= text.length; i += sizeof eight) {
        memcpy(&eight, text.at + i, sizeof eight);
        h = (h ^ eight) * HASH_MULTIPLIER;
        h ^= h >> 32;
    }
    eight = 0;
    if (i < text.length) memcpy(&eight, text.at + i, text.length - i);
    h = (h ^ eight) * HASH_MULTIPLIER;
    return (uint32_t)(h >> 32);
}

static bool is_key(const struct key *key, struct text text)
{
    return key->length == text.length && memcmp(key->at, text.at, text.length) == 0;
}

static struct slot *slot_of(const struct intern *intern, struct text text, uint32_t hashed)
{
    size_t mask = intern->slot_count - 1;
    for (size_t i = hashed & mask;; i = (i + 1) & mask) {
        struct slot *slot = &intern->slots[i];
        if (slot->key == 0 || (slot->hash == hashed && is_key(&intern->keys[slot->key - 1], text))) return slot;
    }
}

static symbol_t look(const struct intern *intern, struct text text)
{
    const struct slot *slot = slot_of(intern, text, hash(text));
    return slot->key ? intern->keys[slot->key - 1].symbol : SYMBOL_NONE;
}

static void grow_slots(struct intern *intern)
{
    const struct slot *old = intern->slots;
    size_t old_count = intern->slot_count;
    intern->slot_count = old_count * 2;
    intern->slots = arena_array(intern->arena, intern->slot_count, sizeof *intern->slots);
    for (size_t i = 0; i < old_count; i++) {
        size_t at = old[i].hash & (intern->slot_count - 1);
        if (!old[i].key) continue;
        while (intern->slots[at].key) at = (at + 1) & (intern->slot_count - 1);
        intern->slots[at] = old[i];
    }
}

/* Room for one more item in an array of the arena. */
static void *with_room(struct intern *intern, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) return items;
    void *larger = arena_array(intern->arena, *room * 2, size);
    memcpy(larger, items, count * size);
    *room *= 2;
    return larger;
}

static void put(struct intern *intern, struct text text, symbol_t symbol)
{
    CHECK(text.length <= UINT32_MAX);
    if (intern->key_count * 4 >= intern->slot_count * 3) grow_slots(intern);
    uint32_t hashed = hash(text);
    struct slot *slot = slot_of(intern, text, hashed);
    if (slot->key) return;
    intern->keys = with_room(intern, intern->keys, intern->key_count, &intern->key_room, sizeof *intern->keys);
    intern->keys[intern->key_count++] = (struct key){ text.at, (uint32_t)text.length, symbol };
    *slot = (struct slot){ hashed, (uint32_t)intern->key_count };
}

static symbol_t new_symbol(struct intern *intern, struct text spelling)
{
    intern->spellings = with_room(intern, intern->spellings, intern->symbol_count, &intern->symbol_room, sizeof *intern->spellings);
    intern->spellings[intern->symbol_count] = spelling;
    return (symbol_t)intern->symbol_count++;
}

struct intern *intern_new(struct arena *arena)
{
    struct intern *intern = ARENA_NEW(arena, struct intern);
    intern->arena = arena;
    intern->slot_count = FIRST_SLOTS;
    intern->slots = arena_array(arena, FIRST_SLOTS, sizeof *intern->slots);
    intern->key_room = intern->symbol_room = FIRST_SLOTS;
    intern->keys = arena_array(arena, FIRST_SLOTS, sizeof *intern->keys);
    intern->spellings = arena_array(arena, FIRST_SLOTS, sizeof *intern->spellings);
    new_symbol(intern, TEXT(""));       /* SYMBOL_NONE */
    return intern;
}

symbol_t intern_add(struct intern *intern, struct text name)
{
    symbol_t symbol = look(intern, name);
    if (symbol != SYMBOL_NONE) return symbol;

    struct text folded = fold(intern->arena, name);
    struct text spelling = text_equal(folded, name) ? folded : text_copy(intern->arena, name);
    symbol = look(intern, folded);
    if (symbol == SYMBOL_NONE) {
        symbol = new_symbol(intern, spelling);
        put(intern, folded, symbol);
    }
    put(intern, spelling, symbol);
    return symbol;
}

symbol_t intern_find(const struct intern *intern, struct text name)
{
    symbol_t symbol = look(intern, name);
    return symbol != SYMBOL_NONE ? symbol : look(intern, fold(intern->arena, name));
}

struct text intern_spelling(const struct intern *intern, symbol_t symbol)
{
    CHECK(symbol < intern->symbol_count);
    return intern->spellings[symbol];
}

void intern_set_spelling(struct intern *intern, symbol_t symbol, struct text spelling)
{
    CHECK(symbol != SYMBOL_NONE && symbol < intern->symbol_count);
    if (text_equal(intern->spellings[symbol], spelling)) return;
    intern->spellings[symbol] = text_copy(intern->arena, spelling);
}
