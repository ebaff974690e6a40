/* address.h: network addresses as text, each in one spelling. */
#ifndef LINLI_HTTP_ADDRESS_H
#define LINLI_HTTP_ADDRESS_H

#include <stdbool.h>

#include "base/str.h"

struct sockaddr;
/* "" for a family other than IPv4 and IPv6. IPv4 inside IPv6 comes out as IPv4. */
struct str address_of(struct arena *a, const struct sockaddr *at);
/* The same from text: one address without port. E_MALFORMED: it is none. */
int address_read(struct arena *a, struct str text, struct str *ret);
/* Reached from this machine alone: localhost, 127.0.0.0/8, ::1. */
bool address_is_local(struct str host);

#endif
