/* store.c -- the store as a whole: opening, settings, transactions. See store.h.
 *
 * Nothing is trusted before it was looked at: the file's owner-only permissions, its
 * header and its application id are read by us before SQLite sees it, so that
 * somebody else's file is refused untouched. */
#include "runtime/store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cause.h"
#include "base/check.h"
#include "base/embedded.h"
#include "runtime/store_inner.h"

#define HEADER_SIZE 100             /* of a SQLite database */
#define HEADER_APPLICATION_ID 68    /* where in it, big-endian */

/* The name as the user gave it: see ordinary_name(). */
static const char *shown(const char *path)
{
    return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

/* ---- Faults --------------------------------------------------------------- */

bool store_trouble(const struct store *store, int code, struct fault *why)
{
    const char *path = shown(store->path);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        fault_set(why, EXIT_BUSY, "otro proceso está usando el almacén «%s»; no se escribió nada", path);
        return fault_help(why, "espere a que termine y repita la orden");
    case SQLITE_FULL:
        fault_set(why, EXIT_IO, "no queda espacio en el disco para el almacén «%s»; no se escribió nada", path);
        return fault_help(why, "libere espacio y repita la orden");
    case SQLITE_READONLY:
        fault_set(why, EXIT_IO, "el almacén «%s» es de solo lectura; no se escribió nada", path);
        return fault_help(why, "revise los permisos del archivo y de su carpeta");
    case SQLITE_NOMEM:
        return fault_set(why, EXIT_MEMORY, "no hay memoria suficiente para usar el almacén «%s»", path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
        fault_set(why, EXIT_INTEGRITY, "el almacén «%s» está dañado (error %d de SQLite)", path, code);
        return fault_help(why, "no escriba más en él; restaure el último respaldo íntegro");
    default:
        fault_set(why, EXIT_IO, "no se pudo leer o escribir el almacén «%s» (error %d de SQLite)", path, code);
        return fault_help(why, "revise el disco y repita la orden");
    }
}

static bool run_sql(struct store *store, const char *sql, struct fault *why)
{
    int code = sqlite3_exec(store->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || store_trouble(store, code, why);
}

/* ---- The file, before SQLite sees it --------------------------------------- */

static bool create_file(const char *path, struct fault *why)
{
    int file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
        close(file);
        return true;
    }
    if (errno == EEXIST) return true;   /* another process was faster: same store */
    fault_set(why, EXIT_CANNOT_CREATE, "no se puede crear el almacén «%s»: %s", shown(path),
              errno == ENOENT || errno == ENOTDIR ? "la carpeta no existe" : cause_of(errno, (char[CAUSE_SIZE]){0}));
    return fault_help(why, "cree la carpeta o indique otro lugar con --almacén");
}

static bool check_permissions(const char *path, const struct stat *info, struct fault *why)
{
    if (!S_ISREG(info->st_mode))
        return fault_set(why, EXIT_BAD_DATA, "«%s» no es un archivo: no puede ser un almacén", shown(path));
    if (info->st_mode & (S_IRWXG | S_IRWXO)) {
        fault_set(why, EXIT_NO_PERMISSION, "otras personas de este equipo pueden abrir el almacén «%s»", shown(path));
        return fault_help(why, "ejecute: chmod 600 '%s'", path);
    }
    return true;
}

static bool refused_by_system(const char *path, enum exit_code code, const char *what, struct fault *why)
{
    char room[CAUSE_SIZE];
    return fault_set(why, code, "no se puede %s el almacén «%s»: %s", what, shown(path), cause_of(errno, room));
}

/* An empty file is a store whose creation was interrupted. */
static bool check_header(const char *path, struct fault *why)
{
    unsigned char header[HEADER_SIZE];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return refused_by_system(path, errno == EACCES ? EXIT_NO_PERMISSION : EXIT_IO, "abrir", why);
    ssize_t got = read(file, header, sizeof header);
    close(file);
    if (got < 0) return refused_by_system(path, EXIT_IO, "leer", why);
    if (got == 0) return true;
    if (got < HEADER_SIZE || memcmp(header, "SQLite format 3", 16) != 0)
        return fault_set(why, EXIT_BAD_DATA, "«%s» no es un almacén de ruta: no es una base de datos", shown(path));
    const unsigned char *id = header + HEADER_APPLICATION_ID;
    uint32_t application = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | id[3];
    if (application != STORE_APPLICATION_ID)
        return fault_set(why, EXIT_BAD_DATA, "«%s» no es un almacén de ruta: es la base de datos de otro programa",
                         shown(path));
    return true;
}

static bool check_file(const char *path, bool create, struct fault *why)
{
    struct stat info;
    if (stat(path, &info) != 0 || (S_ISREG(info.st_mode) && info.st_size == 0)) {
        if (!create) {
            fault_set(why, EXIT_NO_INPUT, "no existe el almacén «%s»", shown(path));
            return fault_help(why, "se crea al abrir el primer caso; o indique otro con --almacén");
        }
        if (!create_file(path, why)) return false;
        if (stat(path, &info) != 0) return refused_by_system(path, EXIT_IO, "leer", why);
    }
    return check_permissions(path, &info, why) && check_header(path, why);
}

/* SQLite gives meaning to ":memory:", to "" and, where the distribution turned URIs on,
 * to "file:x?mode=memory", which would silently keep nothing. "./" makes each of them a
 * file name like any other. */
static char *ordinary_name(const char *path)
{
    size_t size = strlen(path) + 3;
    char *name = malloc(size);
    if (name) snprintf(name, size, "%s%s", path[0] == '/' || strncmp(path, "./", 2) == 0 ? "" : "./", path);
    return name;
}

/* ---- Settings -------------------------------------------------------------- */

static bool read_number(struct store *store, const char *sql, int64_t *out, struct fault *why)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->handle, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) *out = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || store_trouble(store, code, why);
}

/* SQLite 3.7.0 to 3.51.2 can damage a WAL when two connections write (the WAL-reset bug). In
 * DELETE mode synchronous=FULL can lose an acknowledged commit if the power goes before
 * the folder is synced, so EXTRA; for a WAL the two are the same. */
static bool wal_is_safe(void)
{
    int version = sqlite3_libversion_number();
    return version < 3007000 || version > 3051002;
}

static bool set_journal(struct store *store, struct fault *why)
{
    return run_sql(store, wal_is_safe() ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=EXTRA"
                                        : "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA", why);
}

static bool set_options(struct store *store, struct fault *why)
{
    sqlite3_extended_result_codes(store->handle, 1);
    sqlite3_busy_timeout(store->handle, store->wait_ms);
    sqlite3_db_config(store->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return run_sql(store, "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA cell_size_check=ON;"
                          "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY", why);
}

/* Inside a writing transaction: another process may have created it meanwhile. */
static bool create_schema(struct store *store, struct fault *why)
{
    char stamp[96];
    int64_t version;
    snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d",
             STORE_APPLICATION_ID, STORE_SCHEMA_VERSION);
    if (!store_begin_writing(store, why)) return false;
    if (!read_number(store, "PRAGMA user_version", &version, why)) goto failed;
    if (version == 0 && !(run_sql(store, schema_sql, why) && run_sql(store, stamp, why))) goto failed;
    return store_commit(store, why);
failed:
    store_rollback(store);
    return false;
}

static bool check_schema(struct store *store, struct fault *why)
{
    int64_t application, version, pages;
    if (!read_number(store, "PRAGMA page_count", &pages, why)) return false;
    if (pages == 0 && !create_schema(store, why)) return false;
    if (!read_number(store, "PRAGMA application_id", &application, why)) return false;
    if (!read_number(store, "PRAGMA user_version", &version, why)) return false;
    if (application != STORE_APPLICATION_ID)
        return fault_set(why, EXIT_BAD_DATA, "«%s» no es un almacén de ruta: es la base de datos de otro programa",
                         shown(store->path));
    if (version == STORE_SCHEMA_VERSION) return true;
    fault_set(why, EXIT_WRONG_CONFIG, "el almacén «%s» tiene el esquema %lld y este programa usa el %d",
              shown(store->path), (long long)version, STORE_SCHEMA_VERSION);
    return fault_help(why, "use la versión de ruta que lo escribió");
}

/* ---- Opening and closing ----------------------------------------------------- */

static bool connect(struct store *store, struct fault *why)
{
    int code = sqlite3_open_v2(store->path, &store->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) return store_trouble(store, code, why);
    return set_options(store, why) && check_schema(store, why) && set_journal(store, why);
}

static void disconnect(struct store *store)
{
    for (int i = 0; i < STORE_STATEMENTS; i++) {
        sqlite3_finalize(store->prepared[i]);
        store->prepared[i] = NULL;
    }
    if (store->handle) CHECK(sqlite3_close(store->handle) == SQLITE_OK);
    store->handle = NULL;
}

bool store_open(struct store **out, const char *path, bool create, int wait_ms, struct fault *why)
{
    *out = NULL;
    struct store *store = calloc(1, sizeof *store);
    if (store) store->path = ordinary_name(path);
    if (!store || !store->path) {
        free(store);
        return fault_set(why, EXIT_MEMORY, "no hay memoria suficiente para abrir el almacén «%s»", path);
    }
    store->wait_ms = wait_ms ? wait_ms : STORE_WAIT_MS;
    /* The "./" above is what protects; this is the belt to those braces, and it is
     * refused without harm once SQLite has started. */
    sqlite3_config(SQLITE_CONFIG_URI, 0);
    if (!check_file(store->path, create, why) || !connect(store, why)) {
        store_close(store);
        return false;
    }
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    if (!store) return;
    disconnect(store);
    free(store->path);
    free(store);
}

const char *store_path(const struct store *store)
{
    return shown(store->path);
}

static bool sync_path(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = file >= 0 && fsync(file) == 0;
    if (file >= 0) close(file);
    return ok;
}

/* What is read after this has reached the disk: the commit that failed may have failed
 * at its last step, the sync of the directory. */
bool store_reopen(struct store *store, struct fault *why)
{
    disconnect(store);
    if (!connect(store, why)) return false;
    char *copy = strdup(store->path);
    bool ok = copy && sync_path(store->path) && sync_path(dirname(copy));
    free(copy);
    return ok || fault_set(why, EXIT_IO, "no se pudo asegurar en el disco el almacén «%s»", shown(store->path));
}

static int keep_first(void *context, int count, char **values, char **names)
{
    (void)names;
    snprintf(context, sizeof ((struct store_status *)0)->journal_mode, "%s", count && values[0] ? values[0] : "");
    return 0;
}

/* As they are, not as they were asked for. */
bool store_read_status(struct store *store, struct store_status *out, struct fault *why)
{
    static const char *const levels[] = { "OFF", "NORMAL", "FULL", "EXTRA" };
    int64_t version, level;
    int code = sqlite3_exec(store->handle, "PRAGMA journal_mode", keep_first, out->journal_mode, NULL);
    if (code != SQLITE_OK) return store_trouble(store, code, why);
    if (!read_number(store, "PRAGMA synchronous", &level, why)) return false;
    if (!read_number(store, "PRAGMA user_version", &version, why)) return false;
    snprintf(out->synchronous, sizeof out->synchronous, "%s", levels[level & 3]);
    snprintf(out->library_version, sizeof out->library_version, "%s", sqlite3_libversion());
    out->schema_version = (int)version;
    return read_number(store, "SELECT count(*) FROM cases", &out->cases, why)
        && read_number(store, "SELECT count(*) FROM event", &out->events, why)
        && read_number(store, "SELECT count(*) FROM program", &out->programs, why);
}

/* ---- Transactions -------------------------------------------------------------- */

bool store_begin_reading(struct store *store, struct fault *why)
{
    return run_sql(store, "BEGIN", why);
}

bool store_begin_writing(struct store *store, struct fault *why)
{
    return run_sql(store, "BEGIN IMMEDIATE", why);
}

bool store_commit(struct store *store, struct fault *why)
{
    int code = sqlite3_exec(store->handle, "COMMIT", NULL, NULL, NULL);
    if (code == SQLITE_OK) return true;
    store_trouble(store, code, why);
    store_rollback(store);
    if ((code & 0xff) == SQLITE_BUSY) return false;
    fault_set(why, EXIT_UNCERTAIN, "no se sabe si el almacén «%s» alcanzó a guardar el acto (error %d de SQLite)",
              shown(store->path), code);
    return fault_help(why, "repita la orden con la misma --clave: si quedó guardado, no se repite");
}

void store_rollback(struct store *store)
{
    if (store->handle && !sqlite3_get_autocommit(store->handle))
        sqlite3_exec(store->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- Checking --------------------------------------------------------------------- */

struct check_context {
    void (*each)(const char *line, void *context);
    void *context;
};

static int report_line(void *context, int count, char **values, char **names)
{
    (void)names;
    const struct check_context *check = context;
    if (count == 1 && values[0] && strcmp(values[0], "ok") == 0) return 0;
    char line[512];
    if (count == 1) snprintf(line, sizeof line, "SQLite dice: %s", values[0] ? values[0] : "");
    else snprintf(line, sizeof line, "un renglón de la tabla «%s» apunta a otro que no existe en «%s»",
                  values[0] ? values[0] : "?", values[2] ? values[2] : "?");
    check->each(line, check->context);
    return 0;
}

bool store_check(struct store *store, void (*each)(const char *line, void *context), void *context,
                 struct fault *why)
{
    struct check_context check = { each, context };
    int code = sqlite3_exec(store->handle, "PRAGMA integrity_check; PRAGMA foreign_key_check",
                            report_line, &check, NULL);
    return code == SQLITE_OK || store_trouble(store, code, why);
}
