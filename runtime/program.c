/* program.c -- a program as it lies in memory or in a file. See program.h.
 *
 * A file is mapped read-only and never parsed. What is checked here is what keeps the
 * accessors inside the bytes; whether the contents make sense is verify.c's. The
 * sections must stand in order and without gaps, so one comparison per section says
 * that it is in bounds, aligned and apart from the others. */
#include "runtime/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cause.h"
#include "base/fold.h"
#include "base/replace.h"
#include "runtime/program_file.h"
#include "runtime/shape.h"

void *program_allocate(size_t count, size_t size)
{
    void *block = calloc(count, size);
    if (!block) {
        fputs("ruta: no hay memoria suficiente para continuar\n", stderr);
        exit(EXIT_MEMORY);
    }
    return block;
}

/* ---- Checking the bytes -------------------------------------------------- */

static bool altered(struct fault *why)
{
    fault_set(why, EXIT_BAD_DATA, "el programa está cortado o alterado");
    return fault_help(why, "compílelo de nuevo con ruta compilar");
}

static bool check_header(const uint8_t *bytes, size_t size, struct fault *why)
{
    const struct program_header *header = (const struct program_header *)bytes;
    if (size < sizeof header->magic || memcmp(bytes, PROGRAM_MAGIC, sizeof header->magic) != 0) {
        fault_set(why, EXIT_BAD_DATA, "no es un programa de ruta");
        return fault_help(why, "los programas los escribe ruta compilar; un archivo .ruta se compila antes");
    }
    if (size < PROGRAM_TABLES_START) return altered(why);
    if (header->format != PROGRAM_FORMAT) {
        fault_set(why, EXIT_BAD_DATA, "el programa tiene el formato %u y este ruta lee el %u",
                  header->format, PROGRAM_FORMAT);
        return fault_help(why, "compílelo de nuevo con este mismo ruta, o use el ruta que lo compiló");
    }
    if (size > PROGRAM_MAX_BYTES || header->size != size) return altered(why);

    uint8_t digest[DIGEST_BYTES];
    digest_of(bytes + PROGRAM_DIRECTORY_START, size - PROGRAM_DIRECTORY_START, digest);
    return memcmp(digest, header->digest, sizeof digest) == 0 || altered(why);
}

static bool read_directory(struct program *program)
{
    const struct program_section *sections =
        (const struct program_section *)(program->bytes + PROGRAM_DIRECTORY_START);
    uint64_t at = PROGRAM_TABLES_START;
    for (int i = 0; i < PROGRAM_TABLES; i++) {
        if (sections[i].offset != at) return false;
        at += (uint64_t)sections[i].count * shape_of((enum program_table)i)->words * sizeof(uint32_t);
        if (at > program->size) return false;
        program->tables[i] = program->bytes + sections[i].offset;
        program->counts[i] = sections[i].count;
    }
    const struct program_section *strings = &sections[PROGRAM_TABLES];
    if (strings->offset != at || strings->count == 0 || at + strings->count != program->size) return false;
    program->strings = (const char *)program->bytes + at;
    program->string_bytes = strings->count;
    return program->strings[0] == '\0' && program->strings[strings->count - 1] == '\0';
}

bool program_adopt(struct program **out, const uint8_t *bytes, size_t size, bool mapped, struct fault *why)
{
    *out = NULL;
    struct program *program = program_allocate(1, sizeof *program);
    program->bytes = bytes;
    program->size = size;
    program->mapped = mapped;
    if (!check_header(bytes, size, why) || !(read_directory(program) || altered(why))) {
        program_close(program);
        return false;
    }
    *out = program;
    return true;
}

void program_close(struct program *program)
{
    if (!program) return;
    if (program->mapped) munmap((void *)(uintptr_t)program->bytes, program->size);
    else free((void *)(uintptr_t)program->bytes);
    free(program);
}

/* ---- Loading ------------------------------------------------------------- */

/* What could not be done with a file, and why: reads errno. */
static bool failed(struct fault *why, enum exit_code code, const char *what, const char *path)
{
    char room[CAUSE_SIZE];
    return fault_set(why, code, "%s el programa «%s»: %s", what, path, cause_of(errno, room));
}

static bool cannot_open(const char *path, struct fault *why)
{
    if (errno == EACCES) {
        fault_set(why, EXIT_NO_PERMISSION, "no tiene permiso para leer el programa «%s»", path);
        return fault_help(why, "pida permiso de lectura a quien guarda el archivo");
    }
    if (errno == ENOENT || errno == ENOTDIR) {
        fault_set(why, EXIT_NO_INPUT, "no existe el programa «%s»", path);
        return fault_help(why, "revise el nombre, o compílelo con ruta compilar");
    }
    return failed(why, EXIT_NO_INPUT, "no se puede abrir", path);
}

static bool check_file_kind(const struct stat *info, const char *path, struct fault *why)
{
    if (S_ISDIR(info->st_mode)) {
        fault_set(why, EXIT_NO_INPUT, "«%s» es una carpeta, no un programa", path);
        return fault_help(why, "dé el archivo que escribió ruta compilar");
    }
    if (!S_ISREG(info->st_mode)) {
        fault_set(why, EXIT_NO_INPUT, "«%s» no es un archivo corriente y un programa se lee de uno", path);
        return fault_help(why, "guarde antes el programa en un archivo");
    }
    if (info->st_size == 0) {
        fault_set(why, EXIT_BAD_DATA, "el programa «%s» está vacío", path);
        return fault_help(why, "compílelo de nuevo con ruta compilar");
    }
    if (info->st_size > (off_t)PROGRAM_MAX_BYTES) {
        return fault_set(why, EXIT_BAD_DATA, "«%s» ocupa %lld bytes y un programa ocupa a lo sumo %u",
                         path, (long long)info->st_size, PROGRAM_MAX_BYTES);
    }
    return true;
}

/* Says which file was wrong: program_adopt does not know where its bytes came from. */
static bool name_file(const char *path, struct fault *why)
{
    if (!why) return false;
    struct fault bare = *why;
    fault_set(why, bare.code, "«%s»: %s", path, bare.message);
    return fault_help(why, "%s", bare.help);
}

bool program_open(struct program **out, const char *path, struct fault *why)
{
    *out = NULL;
    bool ok = false;
    struct stat info;
    void *bytes;

    /* Not blocking, so that a pipe nobody writes to is refused and not waited for. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return cannot_open(path, why);
    if (fstat(file, &info) != 0) {
        failed(why, EXIT_IO, "no se puede leer", path);
        goto done;
    }
    if (!check_file_kind(&info, path, why)) goto done;
    bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED) {
        failed(why, EXIT_IO, "no se puede leer", path);
        goto done;
    }
    ok = program_adopt(out, bytes, (size_t)info.st_size, true, why) || name_file(path, why);
done:
    close(file);
    return ok;
}

bool program_from_bytes(struct program **out, const void *bytes, size_t size, struct fault *why)
{
    uint8_t *copy = program_allocate(1, size + 1);
    if (size) memcpy(copy, bytes, size);
    return program_adopt(out, copy, size, false, why);
}

/* ---- Saving -------------------------------------------------------------- */

bool program_save(const struct program *program, const char *path, struct fault *why)
{
    return file_replace(path, "el programa", program->bytes, program->size, why);
}

/* ---- Reading ------------------------------------------------------------- */

const void *program_bytes(const struct program *program, size_t *size)
{
    *size = program->size;
    return program->bytes;
}

const uint8_t *program_digest(const struct program *program)
{
    return ((const struct program_header *)program->bytes)->digest;
}

const char *program_digest_text(const struct program *program, char out[DIGEST_TEXT_SIZE])
{
    return digest_to_text(program_digest(program), out);
}

const char *program_unit(const struct program *program, const struct program_datum *datum)
{
    return datum->unit == NONE ? "pesos" : program_text(program, program_parameter_at(program, datum->unit)->name);
}

uint32_t program_find(const struct program *program, enum program_table table,
                      uint32_t from, uint32_t count, struct text name)
{
    const struct shape *shape = shape_of(table);
    CHECK(strcmp(shape->fields[0].name, "name") == 0);
    CHECK(from <= program->counts[table] && count <= program->counts[table] - from);

    struct arena arena = {0};
    struct text wanted = fold(&arena, name);
    uint32_t found = NONE;
    for (uint32_t i = from; i < from + count && found == NONE; i++) {
        const uint32_t *record = (const uint32_t *)program->tables[table] + (size_t)i * shape->words;
        struct text candidate = text_from(program_text(program, record[0]));
        if (text_equal(candidate, name) || text_equal(fold(&arena, candidate), wanted)) found = i;
    }
    arena_free(&arena);
    return found;
}

/* ---- Versions ------------------------------------------------------------ */

/* VERSIONED, as every table that has it lays it out. */
struct version {
    int32_t from, to;
    uint32_t before, after;
};

static const struct version *version_at(const struct program *program, enum program_table table, uint32_t index)
{
    const struct shape *shape = shape_of(table);
    size_t at = 0;
    const struct shape_field *field = shape->fields;
    for (; field->name && strcmp(field->name, "from") != 0; field++) at += shape_width(field->kind);
    CHECK(field->name && field[2].name && strcmp(field[2].name, "before") == 0);
    return (const struct version *)((const uint32_t *)program->tables[table] + (size_t)index * shape->words + at);
}

static bool is_on(const struct version *version, day_t day)
{
    return (version->from == DAY_NONE || day >= version->from) && (version->to == DAY_NONE || day < version->to);
}

uint32_t program_find_on(const struct program *program, enum program_table table, struct text name, day_t day)
{
    uint32_t count = program->counts[table], index = 0;
    while (index < count) {
        index = program_find(program, table, index, count - index, name);
        if (index == NONE || is_on(version_at(program, table, index), day)) return index;
        index++;
    }
    return NONE;
}

uint32_t program_version_on(const struct program *program, enum program_table table, uint32_t index, day_t day)
{
    bool earlier = version_at(program, table, index)->from > day;       /* DAY_NONE is before any day */
    while (index != NONE) {
        const struct version *version = version_at(program, table, index);
        if (is_on(version, day)) return index;
        index = earlier ? version->before : version->after;
    }
    return NONE;
}

uint32_t program_version_near(const struct program *program, enum program_table table, uint32_t index, day_t day)
{
    while (version_at(program, table, index)->before != NONE) index = version_at(program, table, index)->before;
    uint32_t found = index;
    for (; index != NONE; index = version_at(program, table, index)->after)
        if (version_at(program, table, index)->from <= day) found = index;      /* DAY_NONE is before any day */
    return found;
}

uint32_t program_version_for(const struct program *program, enum program_table table, uint32_t index, uint32_t route)
{
    const struct program_route *row = program_route_at(program, route);
    day_t day = row->from != DAY_NONE ? row->from : row->to != DAY_NONE ? row->to - 1 : DAY_FIRST;
    return program_version_near(program, table, index, day);
}
