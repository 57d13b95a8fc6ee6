// stats64.c, compiled as a library for LD_PRELOAD
// Adds 2^32 to the connections and packets in the kernel's answers about services and real servers (IPVS_*_ATTR_STATS64), as if
// there had been as many more, which is what no traffic in a lab can reach. Every program then reads the same bytes: ipvsadm,
// which calls recvmsg(), and .NET, which asks dlsym() for it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

enum { NEW_SERVICE = 1, NEW_DEST = 5, COMMAND_SERVICE = 1, COMMAND_DEST = 2, STATS64 = 12, CONNS = 1, OUTPKTS = 3 };

static struct nlattr *find(void *at, int length, int type)
{
    while (length >= NLA_HDRLEN) {
        struct nlattr *attribute = at;
        if (attribute->nla_len < NLA_HDRLEN || attribute->nla_len > length)
            break;
        if ((attribute->nla_type & NLA_TYPE_MASK) == type)
            return attribute;
        at = (char *)at + NLA_ALIGN(attribute->nla_len);
        length -= NLA_ALIGN(attribute->nla_len);
    }
    return NULL;
}

static struct nlattr *inside(struct nlattr *nest, int type)
{
    return nest ? find((char *)nest + NLA_HDRLEN, nest->nla_len - NLA_HDRLEN, type) : NULL;
}

static void raise_counters(void *bytes, int length)
{
    for (struct nlmsghdr *message = bytes; NLMSG_OK(message, length); message = NLMSG_NEXT(message, length)) {
        struct genlmsghdr *header = NLMSG_DATA(message);
        if (message->nlmsg_type <= GENL_ID_CTRL || (header->cmd != NEW_SERVICE && header->cmd != NEW_DEST))
            continue;
        struct nlattr *thing = find((char *)header + GENL_HDRLEN, NLMSG_PAYLOAD(message, GENL_HDRLEN),
            header->cmd == NEW_SERVICE ? COMMAND_SERVICE : COMMAND_DEST);
        struct nlattr *counters = inside(thing, STATS64);
        for (int type = CONNS; type <= OUTPKTS; type++) {
            struct nlattr *counter = inside(counters, type);
            uint64_t value;
            if (!counter)
                continue;
            memcpy(&value, (char *)counter + NLA_HDRLEN, sizeof value);
            value += (uint64_t)1 << 32;
            memcpy((char *)counter + NLA_HDRLEN, &value, sizeof value);
        }
    }
}

static void *next_dlsym(void *handle, const char *name)
{
    static void *(*next)(void *, const char *);
    static const char *versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };

    for (unsigned i = 0; !next && i < sizeof versions / sizeof *versions; i++)
        next = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    return next(handle, name);
}

ssize_t recvmsg(int socket, struct msghdr *message, int flags)
{
    static ssize_t (*next)(int, struct msghdr *, int);

    if (!next)
        next = (ssize_t (*)(int, struct msghdr *, int))next_dlsym(RTLD_NEXT, "recvmsg");
    ssize_t length = next(socket, message, flags);
    if (length > 0 && !(flags & MSG_PEEK) && message->msg_name && ((struct sockaddr *)message->msg_name)->sa_family == AF_NETLINK
        && (size_t)length <= message->msg_iov->iov_len)
        raise_counters(message->msg_iov->iov_base, (int)length);
    return length;
}

void *dlsym(void *handle, const char *name)
{
    return strcmp(name, "recvmsg") ? next_dlsym(handle, name) : (void *)recvmsg;
}
