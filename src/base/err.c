/* err.c: the error table. */
#include "base/err.h"

#include <stddef.h>

static const struct row {
	int code;
	int status;
	const char *name;
	const char *text;
	const char *line;
} rows[] = {
#define ERR(name, status, text, line) {E_##name, status, #name, text, line},
#include "base/err.def"
#undef ERR
};

static const struct row *
find(int err)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].code == err)
			return &rows[i];
	return &rows[E_BUG - E__BASE - 1];
}

int
err_status(int err)
{
	return err == OK ? 200 : find(err)->status;
}

const char *
err_name(int err)
{
	return err == OK ? "OK" : find(err)->name;
}

const char *
err_text(int err)
{
	return err == OK ? "" : find(err)->text;
}

const char *
err_line(int err)
{
	return err == OK ? "done" : find(err)->line;
}
