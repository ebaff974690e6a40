/* listen.h: the listening socket. */
#ifndef LINLI_HTTP_LISTEN_H
#define LINLI_HTTP_LISTEN_H

#include "base/str.h"

/* "127.0.0.1:8080", "[::1]:8080", "host:8080", ":8080" -> a listening socket. E_IO: ret_why, in a,
 * says in English why not. */
int listen_on(const char *where, struct arena *a, int *ret_fd, struct str *ret_why);
int listen_port(int fd); /* 0 when it has none */
/* Only this machine reaches it there. */
bool listen_is_local(const char *where);

#endif
