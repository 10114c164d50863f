/* project.c -- files, folders and modules. See project.h. */
#include "compiler/project.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"
#include "base/embedded.h"
#include "base/fold.h"
#include "lang/parse.h"

#define PROJECT_MAX_DEPTH 64    /* folders within folders */

struct paths { struct text *items; size_t count, room; };

/* The folders from the one asked for to this one: a link back to any of them is a loop, and
 * one to outside `root` is not followed. */
struct folder {
    const struct folder *outer;
    struct text root;
    dev_t device;
    ino_t inode;
    int depth;
};

static bool is_loop(const struct folder *folder, const struct stat *info)
{
    for (; folder; folder = folder->outer)
        if (folder->device == info->st_dev && folder->inode == info->st_ino) return true;
    return false;
}

static bool has_suffix(struct text text, struct text suffix)
{
    return text.length >= suffix.length
        && text_equal((struct text){ text.at + text.length - suffix.length, suffix.length }, suffix);
}

/* Whether what is at a path is in truth below `root`, an empty one being here: a link may say otherwise. */
static bool is_inside(struct arena *arena, struct text path, struct text root)
{
    char *real = realpath(path.at, NULL), *from = realpath(root.length ? text_copy(arena, root).at : ".", NULL);
    size_t length = from ? strlen(from) : 0;
    bool inside = real && from && strncmp(real, from, length) == 0
        && (length == 1 || real[length] == '/' || real[length] == '\0');
    free(real);
    free(from);
    return inside;
}

static bool is_link(struct text path)
{
    struct stat info;
    return lstat(path.at, &info) == 0 && S_ISLNK(info.st_mode);
}

static bool collect(struct arena *arena, struct paths *found, struct text path, const struct folder *outer, struct fault *why)
{
    struct stat info;
    if (stat(path.at, &info) != 0)
        return outer != NULL || fault_set(why, EXIT_NO_INPUT, "no se puede leer «%s»: %s", path.at,
                                          errno == ENOENT ? "no existe" : "no hay acceso");
    if (outer && is_link(path) && !is_inside(arena, path, outer->root)) return true;
    if (!S_ISDIR(info.st_mode)) {
        if (!outer || (has_suffix(path, TEXT(".ruta")) && S_ISREG(info.st_mode))) VEC_PUSH(found, path);
        return true;
    }
    struct folder here = { outer, outer ? outer->root : path, info.st_dev, info.st_ino, outer ? outer->depth + 1 : 0 };
    if (is_loop(outer, &info) || here.depth > PROJECT_MAX_DEPTH) return true;
    DIR *folder = opendir(path.at);
    if (!folder) return fault_set(why, EXIT_NO_INPUT, "no se puede abrir la carpeta «%s»", path.at);
    bool ok = true;
    for (struct dirent *entry = readdir(folder); ok && entry; entry = readdir(folder)) {
        if (entry->d_name[0] == '.') continue;      /* itself, its parent, hidden ones */
        bool slash = has_suffix(path, TEXT("/"));
        ok = collect(arena, found, text_format(arena, "%s%s%s", path.at, slash ? "" : "/", entry->d_name), &here, why);
    }
    closedir(folder);
    return ok;
}

static int compare_paths(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static struct text folder_of(struct text path)
{
    size_t length = path.length;
    while (length && path.at[length - 1] != '/') length--;
    return (struct text){ path.at, length };        /* with its slash, or empty */
}

static struct text file_of(struct text path)
{
    size_t length = folder_of(path).length;
    return (struct text){ path.at + length, path.length - length };
}

/* "d1066.ordinario" as "d1066/ordinario.ruta". */
static struct text module_path(struct arena *arena, struct text name)
{
    struct text path = text_format(arena, "%.*s.ruta", TEXT_ARGS(name));
    char *at = (char *)(uintptr_t)path.at;          /* our own copy, made just above */
    for (size_t i = 0; i < name.length; i++)
        if (at[i] == '.') at[i] = '/';
    return path;
}

/* A name of the language has no hyphens; that of a file may. */
static struct text with(struct arena *arena, struct text name, char from, char to)
{
    char *made = arena_alloc(arena, name.length + 1);
    for (size_t i = 0; i < name.length; i++) made[i] = name.at[i] == from ? to : name.at[i];
    return (struct text){ made, name.length };
}

static bool folded_equal(struct arena *arena, struct text a, struct text b)
{
    return text_equal(with(arena, fold(arena, a), '-', '_'), with(arena, fold(arena, b), '-', '_'));
}

/* Where the project begins, told from a file's path and the name of its module: false when
 * they do not agree. */
static bool find_root(struct arena *arena, struct text path, struct text name, struct text *root)
{
    struct text rest = path, expected = module_path(arena, name);
    while (expected.length) {
        if (!folded_equal(arena, file_of(rest), file_of(expected))) return false;
        rest = folder_of(rest);
        expected = folder_of(expected);
        if (rest.length) rest.length--;             /* the slash */
        else if (expected.length) return false;
        if (expected.length) expected.length--;
    }
    *root = rest.length ? text_format(arena, "%.*s/", TEXT_ARGS(rest)) : text_starts(path, TEXT("/")) ? TEXT("/") : TEXT("");
    return true;
}

/* A file given as "ordinario.ruta" from inside its own folder says less than its real path. */
static bool find_root_of_file(struct arena *arena, struct text path, struct text name, struct text *root)
{
    if (find_root(arena, path, name, root)) return true;
    char *real = realpath(path.at, NULL);
    bool found = real && find_root(arena, text_copy(arena, text_from(real)), name, root);
    free(real);
    if (!found) return false;
    *root = folder_of(path);
    for (size_t i = 0; i < name.length; i++)
        if (name.at[i] == '.') *root = text_format(arena, "%.*s../", TEXT_ARGS(*root));
    return true;
}

/* Parses a source and makes it a module; its root is told by who asked for it. */
static struct module *add_module(struct project *project, struct compilation *out, uint32_t source)
{
    struct node *file = parse_source(out->sources, source, &out->arena, out->names, out->report);
    const struct node *named = node_child(file, NODE_MODULE);
    struct module module = { .file = file, .source = source, .name = named ? named->text : TEXT("") };
    VEC_PUSH(project, module);
    return &project->items[project->count - 1];
}

static bool identify(struct text path, uint64_t *device, uint64_t *inode)
{
    struct stat info;
    if (stat(path.at, &info) != 0) return false;
    *device = (uint64_t)info.st_dev;
    *inode = (uint64_t)info.st_ino;
    return true;
}

static struct module *find_file(const struct project *project, uint64_t device, uint64_t inode)
{
    for (size_t i = 0; i < project->count; i++) {
        struct module *module = &project->items[i];
        if (module->in_project && module->device == device && module->inode == inode) return module;
    }
    return NULL;
}

/* Where a file asked for belongs; says so when its `módulo` line disagrees with its path. */
static void place_module(struct compilation *out, struct module *module, struct text path)
{
    module->root = folder_of(path);
    module->shown = file_of(path);
    if (!module->name.length) return;
    struct text expected = module_path(&out->arena, module->name);
    if (find_root_of_file(&out->arena, path, module->name, &module->root))
        module->shown = expected;
    else
        REPORT(out->report, module_misplaced, node_child(module->file, NODE_MODULE)->name_span, module->name, expected);
}

/* A file of the project: one asked for, or the one a `usa` found. */
static bool load_file(struct project *project, struct compilation *out, struct text path, size_t *index, struct fault *why)
{
    uint64_t device = 0, inode = 0;
    uint32_t source;
    if (identify(path, &device, &inode)) {
        const struct module *known = find_file(project, device, inode);
        if (known) {
            *index = (size_t)(known - project->items);
            return true;
        }
    }
    if (!sources_load(out->sources, path, &source, why)) return false;
    struct module *module = add_module(project, out, source);
    module->in_project = true;
    module->device = device;
    module->inode = inode;
    module->folder = folder_of(path);
    place_module(out, module, path);
    *index = project->count - 1;
    return true;
}

static bool find_in_library(struct project *project, struct compilation *out, struct text name, size_t *index)
{
    struct text below = module_path(&out->arena, name);
    struct text path = text_format(&out->arena, "stdlib/%.*s", TEXT_ARGS(below));
    for (size_t i = 0; i < project->count; i++) {
        *index = i;
        if (!project->items[i].in_project && folded_equal(&out->arena, project->items[i].shown, path)) return true;
    }
    for (const struct embedded_file *file = stdlib_files; file->path; file++) {
        if (!folded_equal(&out->arena, text_from(file->path), path)) continue;
        uint32_t source = sources_add(out->sources, text_from(file->path), (struct text){ file->content, file->length });
        struct module *module = add_module(project, out, source);
        module->shown = text_from(file->path);
        module->folder = folder_of(module->shown);
        *index = project->count - 1;
        return true;
    }
    return false;
}

static bool is_readable_file(struct text path)
{
    struct stat info;
    return stat(path.at, &info) == 0 && S_ISREG(info.st_mode);
}

static bool find_in_project(struct project *project, struct compilation *out, size_t user, struct text name,
                            size_t *index, struct fault *why, bool *found)
{
    const struct module *asker = &project->items[user];
    *found = false;
    if (!asker->in_project) return true;
    struct text root = asker->root;
    struct text folded = fold(&out->arena, name);
    struct text spellings[] = { name, folded, with(&out->arena, folded, '_', '-') };
    for (size_t i = 0; i < 3; i++) {
        struct text below = module_path(&out->arena, spellings[i]);
        struct text path = text_format(&out->arena, "%.*s%.*s", TEXT_ARGS(root), TEXT_ARGS(below));
        if (!is_readable_file(path) || !is_inside(&out->arena, path, root)) continue;
        if (!load_file(project, out, path, index, why)) return false;
        project->items[*index].root = root;
        *found = true;
        return true;
    }
    return true;
}

static void report_missing(struct project *project, struct compilation *out, size_t user, const struct node *use)
{
    const struct module *asker = &project->items[user];
    struct text path = text_format(&out->arena, "%.*s%s", TEXT_ARGS(asker->root), module_path(&out->arena, use->text).at);
    struct diagnostic *said = REPORT(out->report, module_missing, use->name_span, use->text);
    if (!asker->in_project)
        said->help = TEXT("se buscó en la biblioteca del programa");
    else if (is_readable_file(path) && !is_inside(&out->arena, path, asker->root))
        said->help = text_format(&out->arena, "«%s» es un enlace que sale de la carpeta del proyecto: copie allí el archivo", path.at);
    else
        said->help = text_format(&out->arena, "se buscó en «%s» y en la biblioteca del programa", path.at);
}

/* Finds every module that the `usa` lines of one module name. */
static bool load_uses(struct project *project, struct compilation *out, size_t user, struct fault *why)
{
    const struct node *file = project->items[user].file;
    for (const struct node *use = node_child(file, NODE_USE); use; use = node_next(use)) {
        size_t index = 0;
        bool found;
        if (!find_in_project(project, out, user, use->text, &index, why, &found)) return false;
        if (!found && !find_in_library(project, out, use->text, &index)) {
            report_missing(project, out, user, use);
        } else if (index == user) {
            REPORT(out->report, module_uses_itself, use->name_span, use->text);
        } else {
            struct use edge = { use, index };
            VEC_PUSH(&project->items[user].uses, edge);
        }
    }
    return true;
}

/* ---- Reforms beside a module ---------------------------------------------------- */

static void add_reform(struct project *project, size_t user, size_t reform)
{
    struct use edge = { NULL, reform };
    if (reform != user) VEC_PUSH(&project->items[user].uses, edge);
}

static bool load_reforms_of_folder(struct project *project, struct compilation *out, size_t user, struct text folder, struct fault *why)
{
    const struct folder around = { .root = project->items[user].root };     /* so that it may not be there */
    struct paths found = {0};
    bool ok = collect(&out->arena, &found, folder, &around, why);
    if (found.count) qsort(found.items, found.count, sizeof *found.items, compare_paths);
    for (size_t i = 0; ok && i < found.count; i++) {
        size_t index;
        ok = load_file(project, out, found.items[i], &index, why);
        if (ok) add_reform(project, user, index);
    }
    VEC_FREE(&found);
    return ok;
}

static void load_reforms_of_library(struct project *project, struct compilation *out, size_t user, struct text folder)
{
    for (const struct embedded_file *file = stdlib_files; file->path; file++) {
        struct text path = text_from(file->path);
        size_t index;
        if (!text_starts(path, folder) || !text_equal(folder_of(path), text_format(&out->arena, "%.*s/", TEXT_ARGS(folder)))) continue;
        struct text below = { path.at + sizeof "stdlib/" - 1, path.length - (sizeof "stdlib/" - 1) - (sizeof ".ruta" - 1) };
        if (find_in_library(project, out, with(&out->arena, below, '/', '.'), &index)) add_reform(project, user, index);
    }
}

static bool load_reforms(struct project *project, struct compilation *out, size_t user, struct fault *why)
{
    const struct module *module = &project->items[user];
    if (!module->folder.at) return true;        /* a text that is no file */
    struct text folder = text_format(&out->arena, "%.*sreformas", TEXT_ARGS(module->folder));
    if (module->in_project) return load_reforms_of_folder(project, out, user, folder, why);
    load_reforms_of_library(project, out, user, folder);
    return true;
}

enum colour { WHITE, GREY, BLACK };

/* Modules from the entry of the walk to where it stands, to name a circle. */
struct trail {
    const struct trail *outer;
    size_t module;
};

static struct text circle_text(const struct project *project, struct compilation *out, const struct trail *trail, size_t closing)
{
    struct text text = project->items[closing].name;
    for (; trail->module != closing; trail = trail->outer)
        text = text_format(&out->arena, "%.*s → %.*s", TEXT_ARGS(project->items[trail->module].name), TEXT_ARGS(text));
    return text_format(&out->arena, "%.*s → %.*s", TEXT_ARGS(project->items[closing].name), TEXT_ARGS(text));
}

static void walk_circles(const struct project *project, struct compilation *out, size_t module,
                         unsigned char *colours, const struct trail *outer)
{
    struct trail trail = { outer, module };
    const struct module *here = &project->items[module];
    colours[module] = GREY;
    for (size_t i = 0; i < here->uses.count; i++) {
        const struct use *use = &here->uses.items[i];
        if (!use->node) continue;       /* a reform uses what it reforms: no circle */
        if (colours[use->module] == GREY)
            REPORT(out->report, module_circle, use->node->name_span, circle_text(project, out, &trail, use->module));
        else if (colours[use->module] == WHITE)
            walk_circles(project, out, use->module, colours, &trail);
    }
    colours[module] = BLACK;
}

static bool load_everything_used(struct project *project, struct compilation *out, struct fault *why)
{
    project->asked = project->count;
    for (size_t i = 0; i < project->count; i++)
        if (!load_uses(project, out, i, why) || !load_reforms(project, out, i, why)) return false;
    unsigned char *colours = arena_alloc(&out->arena, project->count + 1);
    for (size_t i = 0; i < project->count; i++)
        if (colours[i] == WHITE) walk_circles(project, out, i, colours, NULL);
    return true;
}

static bool collect_all(struct compilation *out, struct paths *found, const char *const *paths, size_t count, struct fault *why)
{
    for (size_t i = 0; i < count; i++) {
        size_t first = found->count;
        if (!collect(&out->arena, found, text_copy(&out->arena, text_from(paths[i])), NULL, why)) return false;
        if (found->count == first) {
            fault_set(why, EXIT_NO_INPUT, "en «%s» no hay ningún archivo .ruta", paths[i]);
            return fault_help(why, "indique un archivo .ruta o una carpeta que los tenga");
        }
        qsort(found->items + first, found->count - first, sizeof *found->items, compare_paths);
    }
    return true;
}

bool project_load_paths(struct project *project, struct compilation *out,
                        const char *const *paths, size_t count, struct fault *why)
{
    struct paths found = {0};
    bool ok = false;

    *project = (struct project){0};
    if (!collect_all(out, &found, paths, count, why)) goto done;
    for (size_t i = 0; i < found.count; i++) {
        size_t index;
        if (!load_file(project, out, found.items[i], &index, why)) goto done;
    }
    ok = load_everything_used(project, out, why);
done:
    VEC_FREE(&found);
    return ok;
}

bool project_load_text(struct project *project, struct compilation *out,
                       const char *path, struct text content, struct fault *why)
{
    *project = (struct project){0};
    struct module *module = add_module(project, out, sources_add(out->sources, text_from(path), content));
    module->shown = file_of(text_from(path));
    return load_everything_used(project, out, why);
}

void project_free(struct project *project)
{
    for (size_t i = 0; i < project->count; i++) {
        VEC_FREE(&project->items[i].uses);
        free(project->items[i].sees);
    }
    VEC_FREE(project);
}

/* Sources are numbered as modules are read, so the guess is nearly always right. */
size_t project_module_of(const struct project *project, uint32_t source)
{
    if (source < project->count && project->items[source].source == source) return source;
    for (size_t i = 0; i < project->count; i++)
        if (project->items[i].source == source) return i;
    UNREACHABLE();
}

static void mark_seen(const struct project *project, size_t module, unsigned char *sees)
{
    if (sees[module]) return;
    sees[module] = 1;
    for (size_t i = 0; i < project->items[module].uses.count; i++)
        mark_seen(project, project->items[module].uses.items[i].module, sees);
}

bool project_sees(struct project *project, size_t from, size_t to)
{
    struct module *module = &project->items[from];
    if (from == to) return true;
    if (!module->sees) {
        module->sees = calloc(project->count, 1);
        CHECK(module->sees);
        mark_seen(project, from, module->sees);
    }
    return module->sees[to];
}
