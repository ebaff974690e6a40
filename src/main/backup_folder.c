/* backup_folder.c: the folder of dated backups: what was proved last is a line of its file "proved". */
#include "main/backup_folder.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"

int
folder_error(const char *path)
{
	fprintf(stderr, "linli: %s: %s\n", path, strerror(errno));
	return errno == ENOSPC ? E_FULL : E_IO;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

int
folder_remove(const char *path)
{
	return nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int
backup_write_down(const char *dir, const char *name, struct arena *a)
{
	const char *path = str_fmt(a, "%s/proved", dir).p, *part = str_fmt(a, "%s/proved.new", dir).p;
	FILE *f = fopen(part, "we");
	bool ok = f && fprintf(f, "%lld %s\n", (long long)clock_now(), name) > 0 && fflush(f) == 0 && fsync(fileno(f)) == 0;

	if (f && fclose(f) != 0)
		ok = false;
	return ok && rename(part, path) == 0 ? 0 : folder_error(path);
}
