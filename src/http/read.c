/* read.c: what every reader of a request asks about names and types. */
#include "http/read.h"

#include <string.h>
#include <strings.h>

bool
str_same_letters(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

struct str
media_type(struct str content_type)
{
	return str_trim(str_sub(content_type, 0, str_find(content_type, S(";"))));
}

bool
field_name_ok(struct str name)
{
	return name.n > 0 && name.n <= READ_NAME && str_valid(name) &&
	       !memchr(name.p, '\n', name.n) && !memchr(name.p, '\t', name.n);
}
