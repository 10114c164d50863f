/* test_runtime_program.c -- building, saving, opening and printing programs, and the
 * sentence that answers each thing that is not one. */
#include "sample_program.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/digest.h"
#include "runtime/disasm.h"
#include "runtime/program_file.h"
#include "runtime/shape.h"
#include "runtime/verify.h"

/* ---- Digests and instructions -------------------------------------------- */

static void digests_are_sha256(void **state)
{
    (void)state;
    uint8_t digest[DIGEST_BYTES], back[DIGEST_BYTES];
    char text[DIGEST_TEXT_SIZE];
    digest_of("abc", 3, digest);
    assert_string_equal(digest_to_text(digest, text),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(digest_from_text(text_from(text), back));
    assert_memory_equal(digest, back, DIGEST_BYTES);
    text[0] = 'B';
    assert_true(digest_from_text(text_from(text), back));
    assert_memory_equal(digest, back, DIGEST_BYTES);
    assert_false(digest_from_text((struct text){ text, 63 }, back));
    assert_false(digest_from_text(TEXT("ba7816bf"), back));
    text[63] = 'g';
    assert_false(digest_from_text(text_from(text), back));
    assert_false(digest_from_text(TEXT("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0"), back));
}

static void words_pack_and_unpack(void **state)
{
    (void)state;
    static const int32_t operands[] = { 0, 1, -1, OPERAND_LARGEST, OPERAND_SMALLEST };
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++) {
        int32_t word = opcode_word(OP_LESS, operands[i]);
        assert_int_equal(opcode_of(word), OP_LESS);
        assert_int_equal(opcode_immediate(word), operands[i]);
        assert_true(opcode_fits_immediate(operands[i]));
    }
    assert_int_equal(opcode_index(opcode_word(OP_PUSH, (int32_t)OPERAND_MAX_INDEX)), 0xffffff);
    assert_false(opcode_fits_immediate(8388608));
    assert_false(opcode_fits_immediate(-8388609));
    assert_string_equal(opcode_row(OP_JUMP_IF_NO)->name, "JUMP_IF_NO");
    assert_int_equal(opcode_row(OP_JUMP_IF_NO)->operand, OPERAND_TARGET);
    assert_int_equal(opcode_row(OP_RETURN)->pops, 1);
}

/* ---- Building ------------------------------------------------------------ */

static void strings_are_kept_once(void **state)
{
    (void)state;
    struct program_builder *b = program_builder_new();
    assert_int_equal(program_string(b, TEXT("")), 0);
    uint32_t first = program_string(b, TEXT("faro"));
    assert_int_equal(first, 1);
    assert_int_equal(program_string(b, TEXT("far")), 6);
    assert_int_equal(program_string(b, (struct text){ "faroles", 4 }), first);
    char name[16];
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "texto %d", i);
        program_string(b, text_from(name));
    }
    uint32_t before = program_string(b, TEXT("texto 0"));
    for (int i = 999; i >= 0; i--) {
        snprintf(name, sizeof name, "texto %d", i);
        assert_in_range(program_string(b, text_from(name)), before, before + 1000 * 10);
    }
    struct program *program = sample_finish(b);
    assert_string_equal(program_text(program, first), "faro");
    assert_string_equal(program_text(program, 0), "");
    assert_int_equal(program->string_bytes, 1 + 5 + 4 + 10 * 8 + 90 * 9 + 900 * 10);
    program_close(program);
}

static void tables_keep_what_was_added(void **state)
{
    (void)state;
    struct program_builder *b = program_builder_new();
    assert_int_equal(program_add(b, PROGRAM_TABLE_value, 2), 0);
    assert_int_equal(program_add(b, PROGRAM_TABLE_value, 3), 2);
    assert_int_equal(program_count_so_far(b, PROGRAM_TABLE_value), 5);
    ((struct program_value *)program_record(b, PROGRAM_TABLE_value, 4))->name = program_string(b, TEXT("último"));
    const uint32_t indexes[] = { 9, 8, 7 };
    assert_int_equal(program_refs(b, indexes, 1), 0);
    assert_int_equal(program_refs(b, indexes, 3), 1);
    struct program *program = sample_finish(b);
    assert_int_equal(program_count(program, PROGRAM_TABLE_value), 5);
    assert_int_equal(program_value_at(program, 3)->name, 0);
    assert_string_equal(program_text(program, program_value_at(program, 4)->name), "último");
    assert_int_equal(program_ref(program, 1, 2), 7);
    program_close(program);
}

static void equal_contents_make_equal_programs(void **state)
{
    (void)state;
    struct program *a = sample_program(), *b = sample_program();
    size_t size_a, size_b;
    const void *bytes_a = program_bytes(a, &size_a), *bytes_b = program_bytes(b, &size_b);
    assert_int_equal(size_a, size_b);
    assert_memory_equal(bytes_a, bytes_b, size_a);

    uint8_t digest[DIGEST_BYTES];
    digest_of((const uint8_t *)bytes_a + 48, size_a - 48, digest);
    assert_memory_equal(program_digest(a), digest, DIGEST_BYTES);
    program_close(a);
    program_close(b);
}

static void too_large_a_program_is_refused(void **state)
{
    (void)state;
    /* Exactly the limit fits: header and directory, one string of one byte, and codes. */
    const uint32_t fixed = PROGRAM_TABLES_START + 4;
    struct program_builder *b = program_builder_new();
    struct program *program = NULL;
    struct fault why = {0};
    program_string(b, TEXT("ab"));
    program_add(b, PROGRAM_TABLE_code, (PROGRAM_MAX_BYTES - fixed) / 4);
    assert_true(program_finish(b, &program, &why));
    assert_int_equal(program->size, PROGRAM_MAX_BYTES);
    program_close(program);
    program_add(b, PROGRAM_TABLE_code, 1);
    assert_false(program_finish(b, &program, &why));
    assert_null(program);
    assert_int_equal(why.code, EXIT_LIMIT);
    assert_string_equal(why.message, "el programa ocuparía 67108868 bytes y el máximo es 67108864");
    assert_string_equal(why.help, "divídalo: compile las rutas en programas separados");
    program_builder_free(b);
}

static void names_are_found_whatever_their_accents(void **state)
{
    (void)state;
    struct program *program = sample_program();
    assert_int_equal(program_find(program, PROGRAM_TABLE_step, 0, 4, TEXT("encender")), 2);
    assert_int_equal(program_find(program, PROGRAM_TABLE_step, 0, 2, TEXT("encender")), NONE);
    assert_int_equal(program_find(program, PROGRAM_TABLE_step, 3, 1, TEXT("MIRAR")), 3);
    assert_int_equal(program_find(program, PROGRAM_TABLE_body, 0, 1, TEXT("comite")), 0);
    assert_int_equal(program_find(program, PROGRAM_TABLE_instrument, 0, 2, TEXT("BITÁCORA")), 0);
    assert_int_equal(program_find(program, PROGRAM_TABLE_instrument, 0, 2, TEXT("")), NONE);
    assert_int_equal(program_find(program, PROGRAM_TABLE_instrument, 2, 0, TEXT("mapa")), NONE);
    program_close(program);
}

/* ---- Files --------------------------------------------------------------- */

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/ruta-programa-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void what_is_saved_is_what_is_opened(void **state)
{
    (void)state;
    const char *path = path_of("faro.prg");
    struct program *program = sample_program(), *opened = NULL;
    struct fault why = {0};
    struct stat info;
    mode_t mask = umask(027);
    assert_true(program_save(program, path, &why));
    assert_true(program_save(program, path, &why));       /* over itself */
    umask(mask);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);

    if (!program_open(&opened, path, &why)) fail_msg("%s", why.message);
    assert_int_equal(opened->size, program->size);
    assert_memory_equal(opened->bytes, program->bytes, program->size);
    assert_true(verify_program(opened, &why));
    program_close(opened);
    program_close(program);
    assert_int_equal(unlink(path), 0);                      /* and remove_folder finds nothing else */
}

static void a_program_that_cannot_be_saved_leaves_nothing(void **state)
{
    (void)state;
    char message[256];
    struct program *program = sample_program();
    struct fault why = {0};
    assert_false(program_save(program, path_of("no/hay.prg"), &why));
    assert_int_equal(why.code, EXIT_CANNOT_CREATE);
    snprintf(message, sizeof message, "no se puede crear el programa «%s»: la carpeta o el archivo no existe", path_of("no/hay.prg"));
    assert_string_equal(why.message, message);
    assert_string_equal(why.help, "revise que la carpeta exista y que usted pueda escribir en ella");

    assert_int_equal(mkdir(path_of("carpeta"), 0755), 0);
    assert_false(program_save(program, path_of("carpeta"), &why));
    assert_int_equal(why.code, EXIT_CANNOT_CREATE);
    assert_int_equal(rmdir(path_of("carpeta")), 0);
    program_close(program);
}

/* A limit on the size of files stands for a full disk. */
static void a_full_disk_leaves_the_old_program(void **state)
{
    (void)state;
    char message[256];
    const char *path = path_of("faro.prg");
    struct program *program = sample_program();
    struct fault why = {0};
    struct rlimit before, small;
    struct stat info;
    write_file(path, "antes", 5);

    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 1000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool saved = program_save(program, path, &why);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);

    assert_false(saved);
    assert_int_equal(why.code, EXIT_IO);
    snprintf(message, sizeof message, "no se pudo escribir el programa «%s»: el archivo sería demasiado grande", path);
    assert_string_equal(why.message, message);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, 5);
    assert_int_equal(unlink(path), 0);
    program_close(program);
}

static void expect_not_opened(const char *path, enum exit_code code, const char *format, const char *help)
{
    struct program *program = NULL;
    struct fault why = {0};
    char message[768];
    assert_false(program_open(&program, path, &why));
    assert_null(program);
    assert_int_equal(why.code, code);
    const char *mark = strchr(format, '%');
    assert_non_null(mark);
    snprintf(message, sizeof message, "%.*s%s%s", (int)(mark - format), format, path, mark + 1);
    assert_string_equal(why.message, message);
    assert_string_equal(why.help, help);
}

static void what_is_no_program_is_said_to_be_none(void **state)
{
    (void)state;
    const char *again = "compílelo de nuevo con ruta compilar";
    const char *path = path_of("x.prg");
    expect_not_opened(path, EXIT_NO_INPUT, "no existe el programa «%»", "revise el nombre, o compílelo con ruta compilar");
    char long_path[400];
    memset(long_path, 'x', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = '\0';
    expect_not_opened(long_path, EXIT_NO_INPUT, "no se puede abrir el programa «%»: el nombre es demasiado largo", "");
    expect_not_opened(folder, EXIT_NO_INPUT, "«%» es una carpeta, no un programa", "dé el archivo que escribió ruta compilar");
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_not_opened(path, EXIT_NO_INPUT, "«%» no es un archivo corriente y un programa se lee de uno",
                      "guarde antes el programa en un archivo");
    assert_int_equal(unlink(path), 0);
    write_file(path, "", 0);
    expect_not_opened(path, EXIT_BAD_DATA, "el programa «%» está vacío", again);
    write_file(path, "ruta ordinario \"…\"\n", 21);
    expect_not_opened(path, EXIT_BAD_DATA, "«%»: no es un programa de ruta",
                      "los programas los escribe ruta compilar; un archivo .ruta se compila antes");
    write_file(path, PROGRAM_MAGIC, 8);
    expect_not_opened(path, EXIT_BAD_DATA, "«%»: el programa está cortado o alterado", again);
    assert_int_equal(truncate(path, (off_t)PROGRAM_MAX_BYTES + 1), 0);
    expect_not_opened(path, EXIT_BAD_DATA, "«%» ocupa 67108865 bytes y un programa ocupa a lo sumo 67108864", "");
    assert_int_equal(unlink(path), 0);
}

static void a_damaged_program_is_said_to_be_damaged(void **state)
{
    (void)state;
    const char *again = "compílelo de nuevo con ruta compilar";
    const char *path = path_of("x.prg");
    struct program *program = sample_program();
    uint8_t *copy = program_allocate(1, program->size + 1);
    memcpy(copy, program->bytes, program->size);

    write_file(path, copy, program->size - 1);
    expect_not_opened(path, EXIT_BAD_DATA, "«%»: el programa está cortado o alterado", again);
    write_file(path, copy, program->size + 1);
    expect_not_opened(path, EXIT_BAD_DATA, "«%»: el programa está cortado o alterado", again);
    copy[program->size / 2] ^= 1;
    write_file(path, copy, program->size);
    expect_not_opened(path, EXIT_BAD_DATA, "«%»: el programa está cortado o alterado", again);
    ((struct program_header *)copy)->format = 3;
    write_file(path, copy, program->size);
    expect_not_opened(path, EXIT_BAD_DATA, "«%»: el programa tiene el formato 3 y este ruta lee el 2",
                      "compílelo de nuevo con este mismo ruta, o use el ruta que lo compiló");
    assert_int_equal(unlink(path), 0);
    free(copy);
    program_close(program);
}

static void sections_stand_in_order_and_without_gaps(void **state)
{
    (void)state;
    struct program *program = sample_program(), *out = NULL;
    uint8_t *copy = program_allocate(1, program->size);
    struct program_section *sections = (struct program_section *)(copy + PROGRAM_DIRECTORY_START);
    for (uint32_t i = 0; i < PROGRAM_SECTIONS * 2; i++) {
        memcpy(copy, program->bytes, program->size);
        uint32_t *field = i % 2 ? &sections[i / 2].count : &sections[i / 2].offset;
        *field += 4;
        digest_of(copy + PROGRAM_DIRECTORY_START, program->size - PROGRAM_DIRECTORY_START,
                  ((struct program_header *)copy)->digest);
        struct fault why = {0};
        assert_false(program_from_bytes(&out, copy, program->size, &why));
        assert_string_equal(why.message, "el programa está cortado o alterado");
    }
    free(copy);
    program_close(program);
}

/* ---- As text ------------------------------------------------------------- */

static void the_sample_prints_as_ever(void **state)
{
    (void)state;
    char *text = NULL, *golden = NULL;
    size_t size = 0, golden_size = 0;
    struct program *program = sample_program();
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    disasm_program(program, out);
    assert_int_equal(fclose(out), 0);

    FILE *file = fopen("tests/unit/sample_program.txt", "rb");
    assert_non_null(file);
    assert_true(getdelim(&golden, &golden_size, EOF, file) > 0);
    fclose(file);
    assert_string_equal(text, golden);
    free(text);
    free(golden);
    program_close(program);
}

static void controls_in_a_string_stay_on_their_line(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    struct program_builder *b = program_builder_new();
    ADD(norm, .name = program_string(b, TEXT("dos\nrenglones\x1b")), .issuer = NONE, .issued = DAY_NONE, .from = DAY_NONE,
        .to = DAY_NONE, .verified = DAY_NONE);
    struct program *program = sample_finish(b);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    disasm_program(program, out);
    assert_int_equal(fclose(out), 0);
    assert_non_null(strstr(text, "\n\nnorm 0 «dos\\x0arenglones\\x1b»\n"));
    free(text);
    program_close(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_sha256),
        cmocka_unit_test(words_pack_and_unpack),
        cmocka_unit_test(strings_are_kept_once),
        cmocka_unit_test(tables_keep_what_was_added),
        cmocka_unit_test(equal_contents_make_equal_programs),
        cmocka_unit_test(too_large_a_program_is_refused),
        cmocka_unit_test(names_are_found_whatever_their_accents),
        cmocka_unit_test_setup_teardown(what_is_saved_is_what_is_opened, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_program_that_cannot_be_saved_leaves_nothing, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_program, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(what_is_no_program_is_said_to_be_none, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_damaged_program_is_said_to_be_damaged, make_folder, remove_folder),
        cmocka_unit_test(sections_stand_in_order_and_without_gaps),
        cmocka_unit_test(the_sample_prints_as_ever),
        cmocka_unit_test(controls_in_a_string_stay_on_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
