#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H
/* Which addresses a tenant's or an operator's URL may lead to. */
#include <stdbool.h>
#include <sys/socket.h>

#include "base/attr.h"

/*
 * True for addresses of the public Internet: not loopback, private, link-local, shared, multicast, reserved,
 * documentation or translated ones (IANA's special-purpose registries, RFC 6890).
 */
bool address_is_public(const struct sockaddr *address) MUST_USE;

#endif
