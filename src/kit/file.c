/* file.c: the content-addressed store. DIR/ab/cdef… holds the bytes of digest abcdef…, DIR/tmp what
 * is being written. */
#include "kit/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "lib/secret.h"

enum { DIGEST = 64, ABANDONED_S = 86400 };

struct file_store {
	int dir, tmp;
	struct str path;
};

static int
err_of(int e)
{
	return e == ENOSPC || e == EDQUOT ? E_FULL : E_IO;
}

/* All 256 folders exist and are on disk before the first file, so a put has one folder to sync. */
static int
make_folders(int dir)
{
	char name[3];

	for (int i = 0; i < 256; i++) {
		snprintf(name, sizeof name, "%02x", i & 0xff);
		if (mkdirat(dir, name, 0700) < 0 && errno != EEXIST)
			return -1;
	}
	if (mkdirat(dir, "tmp", 0700) < 0 && errno != EEXIST)
		return -1;
	return fsync(dir);
}

/* Half-written files of processes that died. Of a day ago: another process may be writing now. */
static void
sweep(int tmp)
{
	int fd = openat(tmp, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	struct stat st;

	if (!d)
		return;
	for (struct dirent *e; (e = readdir(d));)
		if (fstatat(tmp, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
		    st.st_mtime < clock_now() - ABANDONED_S)
			unlinkat(tmp, e->d_name, 0);
	closedir(d);
}

int
file_store_open(const char *dir, struct arena *a, struct file_store **ret, struct str *ret_why)
{
	struct file_store *fs = NEW(a, struct file_store);
	int e;

	*fs = (struct file_store){.dir = -1, .tmp = -1, .path = str_dup(a, str_of(dir))};
	if (mkdir(dir, 0700) == 0 || errno == EEXIST)
		fs->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fs->dir >= 0 && make_folders(fs->dir) == 0)
		fs->tmp = openat(fs->dir, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fs->tmp < 0) {
		e = errno;
		*ret_why = str_fmt(a, "%s: %s", dir, strerror(e));
		file_store_close(fs);
		return err_of(e);
	}
	sweep(fs->tmp);
	*ret = fs;
	return 0;
}

void
file_store_close(struct file_store *fs)
{
	if (!fs)
		return;
	if (fs->tmp >= 0)
		close(fs->tmp);
	if (fs->dir >= 0)
		close(fs->dir);
	fs->tmp = fs->dir = -1;
}

/* "ab/cdef…" below DIR, or "" when it is no digest. What comes from outside passes here. */
static struct str
name_of(struct arena *a, struct str digest)
{
	if (digest.n != DIGEST || strspn(str_z(a, digest), "0123456789abcdef") != DIGEST)
		return S("");
	return str_fmt(a, "%.2s/%.62s", digest.p, digest.p + 2);
}

/* Returns 0 or errno. */
static int
write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			bytes = str_sub(bytes, (size_t)n, bytes.n);
	}
	return fsync(fd) < 0 ? errno : 0;
}

static int
write_as(struct file_store *fs, struct arena *a, struct str bytes, struct str name)
{
	const char *temp = str_number(a, id_new()).p;
	int fd = openat(fs->tmp, temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), e;

	if (fd < 0)
		return err_of(errno);
	e = write_all(fd, bytes);
	if (close(fd) < 0 && !e)
		e = errno;
	if (!e && renameat(fs->tmp, temp, fs->dir, name.p) < 0)
		e = errno;
	if (e)
		unlinkat(fs->tmp, temp, 0);
	return e ? err_of(e) : 0;
}

static int
sync_folder(struct file_store *fs, struct arena *a, struct str name)
{
	const char *folder = str_z(a, str_sub(name, 0, 2));
	int fd = openat(fs->dir, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), e = 0;

	if (fd < 0)
		return err_of(errno);
	if (fsync(fd) < 0)
		e = errno;
	close(fd);
	return e ? err_of(e) : 0;
}

int
file_put(struct file_store *fs, struct arena *a, struct str bytes, struct str *ret_digest)
{
	struct str digest = secret_digest(a, bytes), name = name_of(a, digest);
	struct stat st;

	assert(fs && ret_digest);
	/* Of the same name but another size: damaged, written anew. Gone before it is renewed: too. */
	if (fstatat(fs->dir, name.p, &st, AT_SYMLINK_NOFOLLOW) < 0 || (size_t)st.st_size != bytes.n ||
	    file_renew(fs, a, digest) < 0)
		TRY(write_as(fs, a, bytes, name));
	/* Also when it was there: whoever renamed it may not have synced yet. */
	TRY(sync_folder(fs, a, name));
	*ret_digest = digest;
	return 0;
}

int
file_path(struct file_store *fs, struct arena *a, struct str digest, struct str *ret_path)
{
	struct str name = name_of(a, digest);
	struct stat st;

	if (name.n == 0 || fstatat(fs->dir, name.p, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(st.st_mode))
		return E_NOTFOUND;
	*ret_path = str_fmt(a, "%.*s/%s", STR(fs->path), name.p);
	return 0;
}

static int
read_all(int fd, struct arena *a, struct str *ret)
{
	struct stat st;
	char *p;
	size_t n = 0, size;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return E_IO;
	size = (size_t)st.st_size;
	p = arena_alloc(a, size + 1);
	while (n < size) {
		ssize_t got = read(fd, p + n, size - n);

		if (got == 0 || (got < 0 && errno != EINTR))
			return E_IO;
		n += got > 0 ? (size_t)got : 0;
	}
	*ret = (struct str){p, n};
	return 0;
}

int
file_get(struct file_store *fs, struct arena *a, struct str digest, struct str *ret_bytes)
{
	struct str name = name_of(a, digest), bytes;
	int fd, rc;

	if (name.n == 0)
		return E_NOTFOUND;
	fd = openat(fs->dir, name.p, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? E_NOTFOUND : E_IO;
	rc = read_all(fd, a, &bytes);
	close(fd);
	TRY(rc);
	if (!str_eq(secret_digest(a, bytes), digest))
		return E_IO;
	*ret_bytes = bytes;
	return 0;
}

/* The files of one of the 256 folders. */
static int
each_in(struct file_store *fs, const char *folder, int (*each)(void *ctx, struct str digest),
	void *ctx)
{
	int fd = openat(fs->dir, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	char digest[DIGEST + 1];

	if (!d) {
		if (fd >= 0)
			close(fd);
		return E_IO;
	}
	for (struct dirent *e; rc >= 0 && (e = readdir(d));) {
		if (strlen(e->d_name) != DIGEST - 2 ||
		    strspn(e->d_name, "0123456789abcdef") != DIGEST - 2)
			continue;
		snprintf(digest, sizeof digest, "%s%.62s", folder, e->d_name);
		rc = each(ctx, (struct str){digest, DIGEST});
	}
	closedir(d);
	return rc;
}

int
file_each(struct file_store *fs, int (*each)(void *ctx, struct str digest), void *ctx)
{
	char name[3];

	for (int i = 0; i < 256; i++) {
		snprintf(name, sizeof name, "%02x", i & 0xff);
		TRY(each_in(fs, name, each, ctx));
	}
	return 0;
}

int
file_remove(struct file_store *fs, struct arena *a, struct str digest)
{
	struct str name = name_of(a, digest);

	if (name.n == 0)
		return E_NOTFOUND;
	if (unlinkat(fs->dir, name.p, 0) == 0)
		return 0;
	return errno == ENOENT ? E_NOTFOUND : E_IO;
}

int
file_time(struct file_store *fs, struct arena *a, struct str digest, int64_t *ret_at)
{
	struct str name = name_of(a, digest);
	struct stat st;

	if (name.n == 0 || fstatat(fs->dir, name.p, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return E_NOTFOUND;
	*ret_at = st.st_mtime;
	return 0;
}

int
file_renew(struct file_store *fs, struct arena *a, struct str digest)
{
	struct str name = name_of(a, digest);

	assert(fs);
	if (name.n == 0)
		return E_NOTFOUND;
	if (utimensat(fs->dir, name.p, NULL, AT_SYMLINK_NOFOLLOW) == 0)
		return 0;
	return errno == ENOENT ? E_NOTFOUND : E_IO;
}
