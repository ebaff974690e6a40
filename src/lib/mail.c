/* mail.c: addresses of e-mail as people write them. */
#include "lib/mail.h"

#include <string.h>

#include "base/err.h"

const char *
mail_address(struct arena *a, struct str *address)
{
	struct str s = str_narrow(a, str_trim(*address)), host;
	size_t at = str_find(s, S("@"));

	host = str_sub(s, at + 1, s.n);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7f || strchr("<>()[]\\,;:\"", s.p[i]))
			at = 0;
	if (at == 0 || at == s.n || s.n > MAIL_MAX || str_has(host, S("@")) || !str_has(host, S(".")) || str_has(host, S("..")) ||
	    host.p[0] == '.' || host.p[host.n - 1] == '.')
		return N_("邮箱不完整，请写成 name@example.cn 这样");
	*address = s;
	return NULL;
}
