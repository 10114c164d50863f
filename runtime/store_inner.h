/* store_inner.h -- what store.c and store_rows.c share. Nobody else includes it.
 *
 * Every statement is a row of store_rows.c, prepared at its first use and kept until
 * the connection closes, so that SQL is checked once and values can only be bound. */
#ifndef RUNTIME_STORE_INNER_H
#define RUNTIME_STORE_INNER_H

#include "runtime/store.h"

#define STORE_STATEMENTS 64

struct sqlite3;
struct sqlite3_stmt;

struct store {
    struct sqlite3 *handle;
    struct sqlite3_stmt *prepared[STORE_STATEMENTS];
    char *path;                 /* never ":memory:" nor "file:…": see ordinary_name() */
    int wait_ms;
};

/* Turns a result code of SQLite into a fault of ours, with the cure. Returns false. */
bool store_trouble(const struct store *store, int code, struct fault *why);

#endif
