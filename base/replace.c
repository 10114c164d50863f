/* replace.c -- see replace.h.
 *
 * rename() would put a plain file where there was a device or a link: «-o /dev/null» as
 * root would leave the machine without /dev/null. So the target is looked at first. */
#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cause.h"

#define MODE_OF_NEW 0644        /* less the umask */

struct target {
    char path[PATH_MAX];        /* where the links lead */
    bool exists;
    mode_t mode;
};

static bool cannot_create(struct fault *why, const char *what, const char *path, int error)
{
    char room[CAUSE_SIZE];
    fault_set(why, EXIT_CANNOT_CREATE, "no se puede crear %s «%s»: %s", what, path, cause_of(error, room));
    return error != EISDIR && fault_help(why, "revise que la carpeta exista y que usted pueda escribir en ella");
}

static bool cannot_write(struct fault *why, const char *what, const char *path, const char *failure)
{
    char room[CAUSE_SIZE];
    return fault_set(why, EXIT_IO, "%s %s «%s»: %s", failure, what, path, cause_of(errno, room));
}

static bool find_target(struct target *target, const char *path, const char *what, struct fault *why)
{
    struct stat status;
    *target = (struct target){ .mode = MODE_OF_NEW };
    if (lstat(path, &status) != 0) {
        if (errno != ENOENT) return cannot_create(why, what, path, errno);
        if (strlen(path) >= sizeof target->path) return cannot_create(why, what, path, ENAMETOOLONG);
        strcpy(target->path, path);
        return true;
    }
    if (!realpath(path, target->path) || stat(target->path, &status) != 0) return cannot_create(why, what, path, errno);
    if (S_ISDIR(status.st_mode)) return cannot_create(why, what, path, EISDIR);
    if (!S_ISREG(status.st_mode)) {
        fault_set(why, EXIT_CANNOT_CREATE, "no se puede crear %s «%s»: ya existe y no es un archivo", what, path);
        return fault_help(why, "escoja otro nombre");
    }
    if (access(target->path, W_OK) != 0) return cannot_create(why, what, path, errno);
    target->exists = true;
    target->mode = status.st_mode & 07777;
    return true;
}

/* Opens a file of its own beside `path`. */
static int create_beside(const char *path, char *name, size_t room)
{
    for (int attempt = 0; attempt < 100; attempt++) {
        snprintf(name, room, "%s.%ld-%d.nuevo", path, (long)getpid(), attempt);
        int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, MODE_OF_NEW);
        if (file >= 0 || errno != EEXIST) return file;
    }
    return -1;
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return fsync(file) == 0;
}

/* A rename is durable once its folder is. Some file systems cannot, and say EINVAL. */
static bool sync_folder_of(const char *path)
{
    char name[PATH_MAX] = ".";
    const char *slash = strrchr(path, '/');
    if (slash) snprintf(name, sizeof name, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return false;
    bool ok = fsync(folder) == 0 || errno == EINVAL;
    close(folder);
    return ok;
}

bool file_replace(const char *path, const char *what, const void *bytes, size_t size, struct fault *why)
{
    struct target target;
    char name[PATH_MAX + 64];
    int file = -1;
    bool ok = false;

    if (!find_target(&target, path, what, why)) goto done;
    file = create_beside(target.path, name, sizeof name);
    if (file < 0) {
        cannot_create(why, what, path, errno);
        goto done;
    }
    if (!write_all(file, bytes, size) || (target.exists && fchmod(file, target.mode) != 0)) {
        cannot_write(why, what, path, "no se pudo escribir");
        unlink(name);
        goto done;
    }
    if (rename(name, target.path) != 0) {
        cannot_create(why, what, path, errno);
        unlink(name);
        goto done;
    }
    if (!sync_folder_of(target.path)) {
        cannot_write(why, what, path, "no se pudo asegurar en el disco");
        goto done;
    }
    ok = true;
done:
    if (file >= 0) close(file);
    return ok;
}
