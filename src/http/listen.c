/* listen.c: the listening socket. */
#include "http/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "http/address.h"

enum { BACKLOG = 1024 };

/* What stands before the last colon, out of its brackets. */
static struct str
host_of(const char *where)
{
	const char *colon = strrchr(where, ':');
	struct str host = {where, colon ? (size_t)(colon - where) : 0};

	if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = str_sub(host, 1, host.n - 2);
	return host;
}

bool
listen_is_local(const char *where)
{
	return address_is_local(host_of(where));
}

static int
fail(struct arena *a, struct str *ret_why, const char *where, const char *why)
{
	*ret_why = str_fmt(a, "listen %s: %s", where, why);
	return E_IO;
}

int
listen_on(const char *where, struct arena *a, int *ret_fd, struct str *ret_why)
{
	struct addrinfo hint = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
				.ai_socktype = SOCK_STREAM},
			*found;
	const char *colon = strrchr(where, ':');
	struct str host = host_of(where);
	int fd, rc, on = 1;
	int64_t port;

	if (!colon || !str_int(str_of(colon + 1), &port) || port < 0 || port > UINT16_MAX)
		return fail(a, ret_why, where, "this is not ADDRESS:PORT");
	rc = getaddrinfo(host.n ? str_z(a, host) : NULL, colon + 1, &hint, &found);
	if (rc != 0)
		return fail(a, ret_why, where, gai_strerror(rc));
	fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		rc = fail(a, ret_why, where, strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	freeaddrinfo(found);
	if (rc == 0)
		*ret_fd = fd;
	return rc;
}

int
listen_port(int fd)
{
	struct sockaddr_storage at = {0};
	socklen_t n = sizeof at;

	if (getsockname(fd, (struct sockaddr *)&at, &n) != 0)
		return 0;
	return ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&at)->sin6_port
					      : ((struct sockaddr_in *)(void *)&at)->sin_port);
}
