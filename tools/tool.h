/* tool.h: what the build-time programs share: files in, files out, one way to complain. */
#ifndef LINLI_TOOLS_TOOL_H
#define LINLI_TOOLS_TOOL_H

#include "base/str.h"

/* Writes "file:line: text" to stderr and ends the program with status 1. line 0 is left out. */
__attribute__((noreturn, format(printf, 3, 4))) void die_at(const char *file, int line,
							    const char *fmt, ...);

struct str tool_read(struct arena *a, const char *path);
/* Leaves a file alone that already has these bytes, so that nothing is rebuilt for nothing. */
void tool_write(const char *path, struct str bytes);
/* The part of a path after the last slash. */
const char *tool_base(const char *path);
/* Any Han character, CJK punctuation or full-width form: then a text is a message. */
bool tool_chinese(struct str s);
/* Appends s as the inside of a C string literal. */
void tool_c_escape(struct buf *b, struct str s);

#endif
