/* scope.c -- a hash table of declarations. See scope.h. */
#include "compiler/scope.h"

#include <stdlib.h>

#include "base/vec.h"
#include "compiler/consolidate.h"

void scope_init(struct scope *scope, struct arena *arena)
{
    *scope = (struct scope){ .arena = arena };
}

void scope_free(struct scope *scope)
{
    free(scope->decls);
    free(scope->buckets);
    *scope = (struct scope){0};
}

/* Multiplying by an odd constant near 2^64 / φ spreads what comes in over the high bits,
 * which are the ones taken. */
static size_t spread(uintptr_t pointer, uint32_t symbol)
{
    uint64_t key = ((uint64_t)pointer >> 4) * 0x9E3779B97F4A7C15u + symbol;
    return (size_t)((key * 0x9E3779B97F4A7C15u) >> 32);
}

static void *zeroed(size_t count, size_t size)
{
    size_t room = 0;
    void *block = calloc(count, size);
    return block ? block : vec_grow(NULL, &room, SIZE_MAX);     /* ends the program, as everywhere */
}

static void hang(struct scope *scope, struct decl *decl)
{
    if (decl->name == SYMBOL_NONE) return;      /* a scenario: nobody looks it up */
    size_t at = spread((uintptr_t)decl->owner, decl->name) & (scope->bucket_count - 1);
    struct bucket *bucket = &scope->buckets[at];
    decl->same = NULL;
    if (bucket->first) bucket->last->same = decl;   /* ten thousand things of one name are one bucket */
    else bucket->first = decl;
    bucket->last = decl;
}

/* A version that is found through the first of its element; a reform, by nobody. */
static bool is_later(const struct decl *decl)
{
    return decl->kind == DECL_REFORM || (decl->version && !decl->inside && decl->version->before);
}

static void grow_buckets(struct scope *scope)
{
    free(scope->buckets);
    scope->bucket_count = scope->bucket_count ? scope->bucket_count * 2 : 64;
    scope->buckets = zeroed(scope->bucket_count, sizeof *scope->buckets);
    for (size_t i = 0; i < scope->count; i++)       /* in order: the first stays first */
        if (!is_later(scope->decls[i])) hang(scope, scope->decls[i]);
}

static struct decl *keep(struct scope *scope, struct decl decl)
{
    struct decl *kept = ARENA_NEW(scope->arena, struct decl);
    *kept = decl;
    if (scope->count == scope->room) scope->decls = vec_grow(scope->decls, &scope->room, sizeof *scope->decls);
    if (scope->count >= scope->bucket_count) grow_buckets(scope);
    scope->decls[scope->count++] = kept;
    scope_bind(decl.node, kept);
    return kept;
}

struct decl *scope_declare(struct scope *scope, struct decl decl)
{
    struct decl *kept = keep(scope, decl);
    hang(scope, kept);
    return kept;
}

struct decl *scope_declare_version(struct scope *scope, struct decl decl)
{
    return keep(scope, decl);
}

struct decl *scope_on(struct decl *first, day_t day)
{
    if (!first->version || first->owner || day == DAY_NONE) return first;
    const struct law_element *element = first->version->element;
    size_t low = 0, high = element->version_count;
    while (low < high) {                    /* the first that begins after that day */
        size_t middle = low + (high - low) / 2;
        if (element->decls[middle]->from == DAY_NONE || element->decls[middle]->from <= day) low = middle + 1;
        else high = middle;
    }
    struct decl *found = low ? element->decls[low - 1] : NULL;
    return found && (found->to == DAY_NONE || day < found->to) ? found : NULL;
}

static struct decl *matching(struct decl *from, const struct decl *owner, symbol_t name, unsigned kinds)
{
    for (struct decl *decl = from; decl; decl = decl->same)
        if (decl->name == name && decl->owner == owner && (kinds & (1u << decl->kind))) return decl;
    return NULL;
}

struct decl *scope_find(const struct scope *scope, const struct decl *owner, symbol_t name, unsigned kinds)
{
    if (!scope->bucket_count || name == SYMBOL_NONE) return NULL;
    size_t at = spread((uintptr_t)owner, name) & (scope->bucket_count - 1);
    return matching(scope->buckets[at].first, owner, name, kinds);
}

struct decl *scope_find_next(const struct decl *after, unsigned kinds)
{
    return matching(after->same, after->owner, after->name, kinds);
}

void scope_bind(struct node *node, struct decl *decl)
{
    node->meaning = decl;
}
