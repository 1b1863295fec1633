/* The check that keeps a URL in a setting from reaching into the machine's own network. */
#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/attr.h"

struct range {
    uint32_t network;
    int bits;
};

static bool is_public_4(uint32_t address)
{
    static const struct range SPECIAL[] = {
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
        {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16},
        {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 3},
    };
    for (size_t i = 0; i < COUNT_OF(SPECIAL); i++)
        if ((address ^ SPECIAL[i].network) >> (32 - SPECIAL[i].bits) == 0)
            return false;
    return true;
}

/* Only global unicast (2000::/3) without what stands for other networks: Teredo and the rest of 2001::/23,
 * documentation (two ranges), 6to4. What embeds an IPv4 address (::/96, ::ffff:0:0/96, 64:ff9b::/96) lies
 * outside. */
static bool is_public_6(const unsigned char b[16])
{
    bool global = (b[0] & 0xe0) == 0x20;
    bool special = b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02;
    bool documentation = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8;
    bool translated = b[0] == 0x20 && b[1] == 0x02;
    bool newer_documentation = b[0] == 0x3f && b[1] == 0xff && b[2] < 0x10;
    return global && !special && !documentation && !newer_documentation && !translated;
}

bool address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return is_public_4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return is_public_6(in6.sin6_addr.s6_addr);
    }
    return false;
}
