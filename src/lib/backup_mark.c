/* backup_mark.c: reading the folder of dated backups. */
#include "lib/backup_mark.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"

enum { PROVED_MAX = 200, NAMES_MOST = 1000 };

int
backup_last(const char *dir, struct arena *a, int64_t *ret_at, struct str *ret_name)
{
	char text[PROVED_MAX + 1];
	struct str line, at;
	int fd = open(str_fmt(a, "%s/proved", dir).p, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, PROVED_MAX);

	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return E_NOTFOUND;
	line = str_trim((struct str){text, (size_t)n});
	if (!str_next(&line, ' ', &at) || !str_int(at, ret_at) || fnmatch(BACKUP_DATED, str_z(a, line), 0) != 0)
		return E_NOTFOUND;
	*ret_name = str_dup(a, line);
	return 0;
}

/* A name that could not be proved and is newer than what was. */
static void
see_failed(const char *dir, const char *name, struct arena *a, struct backup_state *s)
{
	struct stat st;

	if (stat(str_fmt(a, "%s/%s", dir, name).p, &st) < 0 || st.st_mtime <= s->proved_at || st.st_mtime <= s->failed_at)
		return;
	s->failed_at = st.st_mtime;
	s->failed = str_fmt(a, "%s", name);
}

int
backup_state(const char *dir, struct arena *a, struct backup_state *ret)
{
	struct backup_state s = {.bytes = -1};
	const struct dirent *e;
	struct stat st;
	int64_t at;
	DIR *d = opendir(dir);

	if (!d)
		return E_NOTFOUND;
	if (backup_last(dir, a, &at, &s.name) == 0)
		s.proved_at = at;
	if (s.proved_at && stat(str_fmt(a, "%s/%.*s", dir, STR(s.name)).p, &st) == 0)
		s.bytes = st.st_size;
	for (int i = 0; i < NAMES_MOST && (e = readdir(d)); i++) {
		s.made += fnmatch(BACKUP_DATED, e->d_name, 0) == 0;
		if (fnmatch(BACKUP_DATED ".unproved", e->d_name, 0) == 0)
			see_failed(dir, e->d_name, a, &s);
	}
	closedir(d);
	*ret = s;
	return 0;
}
