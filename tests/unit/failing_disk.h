/* failing_disk.h -- a disk for SQLite whose N-th write is refused.
 *
 * A layer over SQLite's own: every write, sync, truncation, creation and deletion counts
 * down, and the one that reaches zero fails (and, if the disk is dead, all those after it).
 * It is the default for every store opened after disk_install(). */
#ifndef TESTS_FAILING_DISK_H
#define TESTS_FAILING_DISK_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct failing_disk {
    sqlite3_vfs layer, *below;
    long left;          /* writes until one fails; 0: none will */
    bool dead;          /* all of them fail after that one */
    bool failed;        /* one did */
};

struct failing_file {
    sqlite3_file face;
    sqlite3_file *below;
};

static struct failing_disk disk;

static inline bool disk_refuses(void)
{
    if (disk.failed && disk.dead) return true;
    if (disk.left == 0 || --disk.left > 0) return false;
    disk.failed = true;
    return true;
}

static inline sqlite3_file *below(sqlite3_file *file)
{
    return ((struct failing_file *)file)->below;
}

static int disk_close(sqlite3_file *f)
{
    int code = below(f)->pMethods ? below(f)->pMethods->xClose(below(f)) : SQLITE_OK;
    return code;
}

static int disk_read(sqlite3_file *f, void *at, int n, sqlite3_int64 from) { return below(f)->pMethods->xRead(below(f), at, n, from); }

static int disk_write(sqlite3_file *f, const void *at, int n, sqlite3_int64 from)
{
    return disk_refuses() ? SQLITE_IOERR_WRITE : below(f)->pMethods->xWrite(below(f), at, n, from);
}

static int disk_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return disk_refuses() ? SQLITE_IOERR_TRUNCATE : below(f)->pMethods->xTruncate(below(f), size);
}

static int disk_sync(sqlite3_file *f, int flags)
{
    return disk_refuses() ? SQLITE_IOERR_FSYNC : below(f)->pMethods->xSync(below(f), flags);
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *size) { return below(f)->pMethods->xFileSize(below(f), size); }
static int disk_lock(sqlite3_file *f, int lock) { return below(f)->pMethods->xLock(below(f), lock); }
static int disk_unlock(sqlite3_file *f, int lock) { return below(f)->pMethods->xUnlock(below(f), lock); }
static int disk_reserved(sqlite3_file *f, int *out) { return below(f)->pMethods->xCheckReservedLock(below(f), out); }
static int disk_control(sqlite3_file *f, int what, void *arg) { return below(f)->pMethods->xFileControl(below(f), what, arg); }
static int disk_sector(sqlite3_file *f) { return below(f)->pMethods->xSectorSize(below(f)); }
static int disk_traits(sqlite3_file *f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); }

static const sqlite3_io_methods disk_methods = {
    1, disk_close, disk_read, disk_write, disk_truncate, disk_sync, disk_size, disk_lock, disk_unlock, disk_reserved,
    disk_control, disk_sector, disk_traits, 0, 0, 0, 0, 0, 0,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct failing_file *f = (struct failing_file *)file;
    (void)vfs;
    f->face.pMethods = NULL;
    f->below = (sqlite3_file *)(f + 1);
    if ((flags & SQLITE_OPEN_MAIN_JOURNAL) && disk_refuses()) return SQLITE_CANTOPEN;
    int code = disk.below->xOpen(disk.below, name, f->below, flags, out);
    if (f->below->pMethods) f->face.pMethods = &disk_methods;
    return code;
}

/* A deletion that fails may have happened all the same: when what failed was the sync of the folder. */
static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    if (!disk_refuses()) return disk.below->xDelete(disk.below, name, sync);
    if (disk.dead) return SQLITE_IOERR_DELETE;
    disk.below->xDelete(disk.below, name, 0);
    return SQLITE_IOERR_DIR_FSYNC;
}

static inline void disk_install(void)
{
    disk.below = sqlite3_vfs_find(NULL);
    disk.layer = *disk.below;
    disk.layer.zName = "failing";
    disk.layer.szOsFile = (int)sizeof(struct failing_file) + disk.below->szOsFile;
    disk.layer.xOpen = disk_open;
    disk.layer.xDelete = disk_delete;
    disk.layer.pNext = NULL;
    sqlite3_vfs_register(&disk.layer, 1);
}

static inline void disk_remove(void)
{
    sqlite3_vfs_unregister(&disk.layer);
    memset(&disk, 0, sizeof disk);
}

static inline void disk_fail_at(long write, bool dead)
{
    disk.left = write;
    disk.dead = dead;
    disk.failed = false;
}

#endif
