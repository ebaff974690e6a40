/* address.c: every address is kept as IPv6, IPv4 in the range set aside for it there. */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "base/err.h"
#include "http/req.h"

enum { IPV4_AT = 12, NETWORK = 8 }; /* bytes of struct in6_addr */

static struct in6_addr
from_ipv4(struct in_addr in)
{
	struct in6_addr ret = {.s6_addr = {[10] = 0xff, [11] = 0xff}};

	memcpy(ret.s6_addr + IPV4_AT, &in, sizeof in);
	return ret;
}

static bool
parse(struct str text, struct in6_addr *ret)
{
	char z[INET6_ADDRSTRLEN];
	struct in_addr in;

	if (text.n == 0 || text.n >= sizeof z)
		return false;
	memcpy(z, text.p, text.n);
	z[text.n] = '\0';
	if (inet_pton(AF_INET6, z, ret) == 1)
		return true;
	if (inet_pton(AF_INET, z, &in) != 1)
		return false;
	*ret = from_ipv4(in);
	return true;
}

static struct str
spell(struct arena *a, const struct in6_addr *in)
{
	char *text = arena_alloc(a, INET6_ADDRSTRLEN);

	if (IN6_IS_ADDR_V4MAPPED(in))
		inet_ntop(AF_INET, in->s6_addr + IPV4_AT, text, INET6_ADDRSTRLEN);
	else
		inet_ntop(AF_INET6, in, text, INET6_ADDRSTRLEN);
	return str_of(text);
}

struct str
address_of(struct arena *a, const struct sockaddr *at)
{
	struct in6_addr in;

	if (at->sa_family == AF_INET)
		in = from_ipv4(((const struct sockaddr_in *)(const void *)at)->sin_addr);
	else if (at->sa_family == AF_INET6)
		in = ((const struct sockaddr_in6 *)(const void *)at)->sin6_addr;
	else
		return S("");
	return spell(a, &in);
}

int
address_read(struct arena *a, struct str text, struct str *ret)
{
	struct in6_addr in;

	if (!parse(text, &in))
		return E_MALFORMED;
	*ret = spell(a, &in);
	return 0;
}

bool
address_is_local(struct str host)
{
	struct in6_addr in;

	if (str_is(host, "localhost"))
		return true;
	return parse(host, &in) && (IN6_IS_ADDR_V4MAPPED(&in) ? in.s6_addr[IPV4_AT] == 127
							      : IN6_IS_ADDR_LOOPBACK(&in));
}

struct str
req_network(struct arena *a, const struct req *r)
{
	struct in6_addr in;
	struct str spelt;

	if (!parse(r->remote, &in) || IN6_IS_ADDR_V4MAPPED(&in))
		return r->remote;
	memset(in.s6_addr + NETWORK, 0, sizeof in.s6_addr - NETWORK);
	spelt = spell(a, &in);
	return str_fmt(a, "%.*s/64", STR(spelt));
}
