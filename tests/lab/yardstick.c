// yardstick [-s SERVICES] [-d SERVERS] [-b BATCH] STEP...
// The fastest IPVS client that C can be: generic netlink with nothing around it, to measure others against. Each step
// prints a line "name seconds"; the exit code is 1 when the kernel refused anything. To be run as root, load steps on an
// empty table, in the network namespace to measure.
//   load-acked    adds the services, each with its servers: BATCH requests a send, every one acknowledged
//   load-last     the same, where only the last request of a send asks to be acknowledged (errors answer anyway)
//   load-single   the same, one request a send
//   dump          reads all back: one dump of the services, then one of the servers of each
//   flush         removes all
//   round-trip    one GET_INFO request and its answer (the mean of 10,000)
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>

enum { SOCKET_BUFFER = 16 << 20, ACKS = 1024, ACK_SIZE = 128, REPLY_SIZE = 32768, REQUEST_SIZE = 256 };

static int services = 10000, servers = 4, batch = 500;
static int sock, family;
static unsigned sequence;
static long refused, seen_services, seen_servers;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

// ---- writing a request ----

static char *put(char *p, int type, const void *value, int length)
{
    *(struct nlattr *)p = (struct nlattr){ .nla_type = type, .nla_len = NLA_HDRLEN + length };
    memcpy(p + NLA_HDRLEN, value, length);
    memset(p + NLA_HDRLEN + length, 0, NLA_ALIGN(length) - length);
    return p + NLA_HDRLEN + NLA_ALIGN(length);
}

static char *put16(char *p, int type, __u16 value) { return put(p, type, &value, sizeof value); }
static char *put32(char *p, int type, __u32 value) { return put(p, type, &value, sizeof value); }

static char *begin_nest(char *p, int type)
{
    ((struct nlattr *)p)->nla_type = type | NLA_F_NESTED;
    return p + NLA_HDRLEN;
}

static void end_nest(char *nest, char *end) { ((struct nlattr *)nest)->nla_len = end - nest; }

static char *begin_request(char *p, int type, int command, int flags)
{
    struct genlmsghdr generic = { .cmd = command, .version = 1 };
    *(struct nlmsghdr *)p = (struct nlmsghdr){ .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags, .nlmsg_seq = ++sequence };
    memcpy(p + NLMSG_HDRLEN, &generic, sizeof generic);
    return p + NLMSG_HDRLEN + GENL_HDRLEN;
}

static int end_request(char *request, char *end) { return ((struct nlmsghdr *)request)->nlmsg_len = end - request; }

static char *put_service_key(char *p, int service)
{
    __u8 address[16] = { 10, 100 + service / 5000, service / 250 % 20, service % 250 + 1 };
    p = put16(p, IPVS_SVC_ATTR_AF, AF_INET);
    p = put16(p, IPVS_SVC_ATTR_PROTOCOL, IPPROTO_TCP);
    p = put(p, IPVS_SVC_ATTR_ADDR, address, sizeof address);
    return put16(p, IPVS_SVC_ATTR_PORT, htons(80));
}

static int new_service(char *request, int service, int flags)
{
    struct ip_vs_flags none = { .flags = 0, .mask = ~0u };
    char *nest = begin_request(request, family, IPVS_CMD_NEW_SERVICE, flags);
    char *p = put_service_key(begin_nest(nest, IPVS_CMD_ATTR_SERVICE), service);
    p = put(p, IPVS_SVC_ATTR_SCHED_NAME, "rr", sizeof "rr");
    p = put(p, IPVS_SVC_ATTR_FLAGS, &none, sizeof none);
    p = put32(p, IPVS_SVC_ATTR_TIMEOUT, 0);
    p = put32(p, IPVS_SVC_ATTR_NETMASK, ~0u);
    end_nest(nest, p);
    return end_request(request, p);
}

static int new_server(char *request, int service, int server, int flags)
{
    __u8 address[16] = { 10, 2, server, service % 250 + 1 };
    char *nest = begin_request(request, family, IPVS_CMD_NEW_DEST, flags);
    char *p = put_service_key(begin_nest(nest, IPVS_CMD_ATTR_SERVICE), service);
    end_nest(nest, p);
    nest = p;
    p = put(begin_nest(nest, IPVS_CMD_ATTR_DEST), IPVS_DEST_ATTR_ADDR, address, sizeof address);
    p = put16(p, IPVS_DEST_ATTR_PORT, htons(80));
    p = put16(p, IPVS_DEST_ATTR_ADDR_FAMILY, AF_INET);
    p = put32(p, IPVS_DEST_ATTR_FWD_METHOD, IP_VS_CONN_F_MASQ);
    p = put32(p, IPVS_DEST_ATTR_WEIGHT, server + 1);
    p = put32(p, IPVS_DEST_ATTR_U_THRESH, 0);
    p = put32(p, IPVS_DEST_ATTR_L_THRESH, 0);
    end_nest(nest, p);
    return end_request(request, p);
}

static int get_servers(char *request, int service)
{
    char *nest = begin_request(request, family, IPVS_CMD_GET_DEST, NLM_F_DUMP);
    char *p = put_service_key(begin_nest(nest, IPVS_CMD_ATTR_SERVICE), service);
    end_nest(nest, p);
    return end_request(request, p);
}

static int bare(char *request, int command, int flags)
{
    return end_request(request, begin_request(request, family, command, flags));
}

// ---- the socket ----

static void transmit(const char *request, int length)
{
    if (send(sock, request, length, 0) != length)
        err(1, "send");
}

static int receive(char *reply, int size)
{
    int n = recv(sock, reply, size, MSG_TRUNC);
    if (n < 0)
        err(1, "receive");
    if (n > size)
        errx(1, "an answer of %d bytes", n);
    return n;
}

static void open_socket(void)
{
    struct sockaddr_nl address = { .nl_family = AF_NETLINK };
    int on = 1, size = SOCKET_BUFFER, n;
    char buffer[REPLY_SIZE];

    sock = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
    if (sock < 0 || bind(sock, (struct sockaddr *)&address, sizeof address))
        err(1, "netlink");
    setsockopt(sock, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    if (setsockopt(sock, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) ||
        setsockopt(sock, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size))
        err(1, "socket buffers");

    char *p = begin_request(buffer, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0);
    p = put(p, CTRL_ATTR_FAMILY_NAME, IPVS_GENL_NAME, sizeof IPVS_GENL_NAME);
    transmit(buffer, end_request(buffer, p));
    n = receive(buffer, sizeof buffer);
    if (((struct nlmsghdr *)buffer)->nlmsg_type == NLMSG_ERROR)
        errx(1, "no ip_vs in this kernel");
    for (p = buffer + NLMSG_HDRLEN + GENL_HDRLEN; p < buffer + n; p += NLA_ALIGN(((struct nlattr *)p)->nla_len))
        if (((struct nlattr *)p)->nla_type == CTRL_ATTR_FAMILY_ID)
            family = *(__u16 *)(p + NLA_HDRLEN);
}

// ---- the steps ----

// Takes that many acknowledgements, as many as there are in each call.
static void take_acks(int wanted)
{
    static char replies[ACKS][ACK_SIZE];
    static struct iovec data[ACKS];
    static struct mmsghdr messages[ACKS];

    for (int i = 0; i < ACKS && i < wanted; i++) {
        data[i] = (struct iovec){ replies[i], ACK_SIZE };
        messages[i].msg_hdr = (struct msghdr){ .msg_iov = &data[i], .msg_iovlen = 1 };
    }
    while (wanted > 0) {
        int n = recvmmsg(sock, messages, wanted < ACKS ? wanted : ACKS, MSG_WAITFORONE, NULL);
        if (n < 0)
            err(1, "receive");
        for (int i = 0; i < n; i++)
            refused += ((struct nlmsgerr *)NLMSG_DATA(replies[i]))->error != 0;
        wanted -= n;
    }
}

static void load(int requests_a_send, bool ack_each)
{
    char *requests = malloc((size_t)requests_a_send * REQUEST_SIZE), *p;
    long left = (long)services * (1 + servers);
    int service = 0, server = -1, n;

    while (left > 0) {
        for (p = requests, n = 0; n < requests_a_send && left > 0; n++) {
            int flags = ack_each || n == requests_a_send - 1 || left == 1 ? NLM_F_ACK : 0;
            p += server < 0 ? new_service(p, service, flags) : new_server(p, service, server, flags);
            left--;
            if (++server == servers) {
                server = -1;
                service++;
            }
        }
        transmit(requests, p - requests);
        take_acks(ack_each ? n : 1);
    }
    free(requests);
}

// Looks at the messages of one datagram; true when the dump's end was among them.
static bool look(char *reply, int length)
{
    bool end = false;
    for (struct nlmsghdr *h = (struct nlmsghdr *)reply; NLMSG_OK(h, (unsigned)length); h = NLMSG_NEXT(h, length)) {
        struct genlmsghdr *generic = NLMSG_DATA(h);
        if (h->nlmsg_type == NLMSG_DONE || h->nlmsg_type == NLMSG_ERROR) {
            refused += h->nlmsg_type == NLMSG_ERROR;
            end = true;
        } else if (generic->cmd == IPVS_CMD_NEW_SERVICE) {
            seen_services++;
        } else if (generic->cmd == IPVS_CMD_NEW_DEST) {
            seen_servers++;
        }
    }
    return end;
}

// The kernel has a short dump and its end ready at once, so that two buffers save a call in three.
static void take_dump(void)
{
    static char replies[2][REPLY_SIZE];
    for (bool end = false; !end;) {
        struct iovec data[2] = { { replies[0], REPLY_SIZE }, { replies[1], REPLY_SIZE } };
        struct mmsghdr messages[2] = { { .msg_hdr = { .msg_iov = &data[0], .msg_iovlen = 1 } },
            { .msg_hdr = { .msg_iov = &data[1], .msg_iovlen = 1 } } };
        int n = recvmmsg(sock, messages, 2, MSG_WAITFORONE, NULL);
        if (n < 0)
            err(1, "receive");
        for (int i = 0; i < n; i++) {
            if (messages[i].msg_hdr.msg_flags & MSG_TRUNC)
                errx(1, "an answer of more than %d bytes", REPLY_SIZE);
            end |= look(replies[i], messages[i].msg_len);
        }
    }
}

static void dump(void)
{
    char request[REQUEST_SIZE];
    seen_services = seen_servers = 0;
    transmit(request, bare(request, IPVS_CMD_GET_SERVICE, NLM_F_DUMP));
    take_dump();
    for (int service = 0; service < services; service++) {
        transmit(request, get_servers(request, service));
        take_dump();
    }
    if (seen_services != services || seen_servers != (long)services * servers)
        errx(1, "the dump gave %ld services and %ld servers", seen_services, seen_servers);
}

static void flush(void)
{
    char request[REQUEST_SIZE];
    transmit(request, bare(request, IPVS_CMD_FLUSH, NLM_F_ACK));
    take_acks(1);
}

static void round_trips(int count)
{
    char request[REQUEST_SIZE], reply[REPLY_SIZE];
    while (count-- > 0) {
        transmit(request, bare(request, IPVS_CMD_GET_INFO, 0));
        receive(reply, sizeof reply);
    }
}

static double measure(const char *step)
{
    double start = now();
    if (!strcmp(step, "load-acked"))
        load(batch, true);
    else if (!strcmp(step, "load-last"))
        load(batch, false);
    else if (!strcmp(step, "load-single"))
        load(1, true);
    else if (!strcmp(step, "dump"))
        dump();
    else if (!strcmp(step, "flush"))
        flush();
    else if (!strcmp(step, "round-trip")) {
        round_trips(10000);
        return (now() - start) / 10000;
    } else
        errx(2, "%s: no such step", step);
    return now() - start;
}

int main(int count, char **words)
{
    for (int option; (option = getopt(count, words, "s:d:b:")) != -1;)
        switch (option) {
        case 's': services = atoi(optarg); break;
        case 'd': servers = atoi(optarg); break;
        case 'b': batch = atoi(optarg); break;
        default: return 2;
        }
    if (optind == count || services < 1 || servers < 0 || batch < 1)
        errx(2, "usage: yardstick [-s SERVICES] [-d SERVERS] [-b BATCH] STEP...");
    for (open_socket(); optind < count; optind++) {
        double seconds = measure(words[optind]);
        printf("%s %.6f\n", words[optind], seconds);
    }
    if (refused)
        warnx("the kernel refused %ld requests", refused);
    return refused != 0;
}
