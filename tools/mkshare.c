/* mkshare.c: puts the files of share/ into the program.
 *
 *   mkshare --out FILE.c NAME=FILE...      writes the table behind base/share.h */
#include <stdio.h>
#include <string.h>

#include "tool.h"

/* One literal a line of the file, so that the C can be read and diffed. */
static void
put_file(struct buf *b, struct str name, struct str bytes)
{
	struct str rest = bytes, line;

	BUF_LIT(b, "\t{\"");
	tool_c_escape(b, name);
	BUF_LIT(b, "\", {");
	while (str_next(&rest, '\n', &line)) {
		BUF_LIT(b, "\n\t\t\"");
		tool_c_escape(b, line);
		buf_z(b, rest.p ? "\\n\"" : "\"");
	}
	buf_fmt(b, ", %zu}},\n", bytes.n);
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct buf b;

	if (argc < 4 || strcmp(argv[1], "--out") != 0) {
		fputs("usage: mkshare --out FILE.c NAME=FILE...\n", stderr);
		return 2;
	}
	arena_init(&a);
	buf_init(&b, &a);
	BUF_LIT(&b, "/* Made by mkshare. */\n#include \"base/share.h\"\n\nconst struct share_file "
		    "share_files[] = {\n");
	for (int i = 3; i < argc; i++) {
		struct str path = str_of(argv[i]), name;

		if (!str_next(&path, '=', &name) || !path.p)
			die_at(argv[i], 0, "wanted NAME=FILE");
		put_file(&b, name, tool_read(&a, str_z(&a, path)));
	}
	buf_fmt(&b, "};\nconst size_t share_files_n = %d;\n", argc - 3);
	tool_write(argv[2], buf_done(&b));
	arena_release(&a);
	return 0;
}
