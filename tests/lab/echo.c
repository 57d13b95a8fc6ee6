// echo NAME PORT                                 the server: TCP, UDP and SCTP on PORT, IPv4 and IPv6; to the background once it listens
// echo PROTOCOL ADDRESS PORT BYTES [SOURCE]      the client: sends that many bytes, gets them back, and compares each
//
// The server answers a connection with a line "NAME CLIENT", the client's address as the server sees it, and then with whatever it
// is sent; a UDP packet comes back with that line in front of it. The client writes "NAME CLIENT BYTES", where BYTES is how many
// came back as they were sent. Its exit code is 1 where not all did.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { LINE = 128, CHUNK = 16384, PACKET = 1000, TRIES = 5 };
static const char *name;

static int number_of(const char *protocol)
{
    return !strcmp(protocol, "udp") ? IPPROTO_UDP : !strcmp(protocol, "sctp") ? IPPROTO_SCTP : IPPROTO_TCP;
}

static int type_of(int protocol) { return (protocol == IPPROTO_UDP ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC; }

static int greet(char *line, const struct sockaddr_in6 *peer)
{
    char address[INET6_ADDRSTRLEN];

    inet_ntop(AF_INET6, &peer->sin6_addr, address, sizeof address);
    return snprintf(line, LINE, "%s %s\n", name, strncmp(address, "::ffff:", 7) ? address : address + 7);
}

static int send_all(int s, const char *data, int length)
{
    for (int done = 0, n; done < length; done += n)
        if ((n = send(s, data + done, length - done, MSG_NOSIGNAL)) <= 0)
            return -1;
    return 0;
}

static void *serve_connection(void *connection)
{
    int s = (int)(long)connection, n;
    struct sockaddr_in6 peer;
    socklen_t size = sizeof peer;
    char data[CHUNK];

    if (!getpeername(s, (struct sockaddr *)&peer, &size) && !send_all(s, data, greet(data, &peer)))
        while ((n = recv(s, data, sizeof data, 0)) > 0 && !send_all(s, data, n))
            ;
    close(s);
    return NULL;
}

static int listener(int protocol, int port)
{
    int on = 1, off = 0, s = socket(AF_INET6, type_of(protocol), protocol);
    struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_port = htons(port) };

    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    setsockopt(s, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
    if (s < 0 || bind(s, (struct sockaddr *)&any, sizeof any) || (protocol != IPPROTO_UDP && listen(s, 4096)))
        err(1, "protocol %d, port %d", protocol, port);
    return s;
}

static void *serve_stream(void *listening)
{
    pthread_t thread;

    for (;;) {
        int s = accept4((int)(long)listening, NULL, NULL, SOCK_CLOEXEC);
        if (s >= 0 && (pthread_create(&thread, NULL, serve_connection, (void *)(long)s) || pthread_detach(thread)))
            close(s);
    }
    return NULL;
}

// Answers must come from the address that was asked, which may be a virtual one; the interface is the kernel's to choose.
static void serve_udp(int s)
{
    for (;;) {
        char packet[LINE + 2 * PACKET], line[LINE], control[256];
        struct sockaddr_in6 peer;
        struct iovec data[2] = { { packet, sizeof packet }, { 0 } };
        struct msghdr message = { &peer, sizeof peer, data, 1, control, sizeof control, 0 };
        int n = recvmsg(s, &message, 0);

        if (n < 0)
            continue;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c))
            if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO)
                ((struct in6_pktinfo *)CMSG_DATA(c))->ipi6_ifindex = 0;
        data[0] = (struct iovec){ line, greet(line, &peer) };
        data[1] = (struct iovec){ packet, n };
        message.msg_iovlen = 2;
        message.msg_flags = 0;
        sendmsg(s, &message, 0);
    }
}

static int serve(int port)
{
    int tcp = listener(IPPROTO_TCP, port), sctp = listener(IPPROTO_SCTP, port), udp = listener(IPPROTO_UDP, port);
    pthread_t thread;

    if (daemon(0, 0))
        err(1, "daemon");
    pthread_create(&thread, NULL, serve_stream, (void *)(long)tcp);
    pthread_create(&thread, NULL, serve_stream, (void *)(long)sctp);
    serve_udp(udp);
    return 1;
}

static char byte_at(int position) { return (char)((position * 2654435761u) >> 13); }

struct job { int socket, length; };

static void *send_job(void *given)
{
    struct job *job = given;
    char data[CHUNK];

    for (int done = 0, n; done < job->length; done += n) {
        n = job->length - done < CHUNK ? job->length - done : CHUNK;
        for (int i = 0; i < n; i++)
            data[i] = byte_at(done + i);
        if (send_all(job->socket, data, n))
            break;
    }
    return NULL;
}

static int ask_stream(int s, int length, char *line)
{
    struct job job = { s, length };
    pthread_t thread;
    char data[CHUNK];
    int in_line = 0, same = 0, n;

    pthread_create(&thread, NULL, send_job, &job);
    for (int whole = 0; (!whole || same < length) && (n = recv(s, data, sizeof data, 0)) > 0;)
        for (int i = 0; i < n; i++) {
            if (!whole && in_line < LINE - 1) {
                line[in_line++] = data[i];
                whole = data[i] == '\n';
            } else if (data[i] == byte_at(same)) {
                same++;
            } else {
                return same;
            }
        }
    shutdown(s, SHUT_RDWR);
    pthread_join(thread, NULL);
    return same;
}

static int ask_udp(int s, int length, char *line)
{
    char packet[PACKET], answer[LINE + 2 * PACKET];
    int same = 0;

    while (same < length || !*line) {
        int size = length - same < PACKET ? length - same : PACKET, n = -1, head = 0;
        for (int i = 0; i < size; i++)
            packet[i] = byte_at(same + i);
        for (int tries = 0; tries < TRIES && n < 0; tries++) {
            send(s, packet, size, 0);
            n = recv(s, answer, sizeof answer, 0);
        }
        for (; head < n && head < LINE - 1 && answer[head] != '\n'; head++)
            line[head] = answer[head];
        if (n != head + 1 + size || memcmp(answer + head + 1, packet, size))
            break;
        same += size;
    }
    return same;
}

// An address of either family, with a port; 0 where it is none.
static socklen_t parse(struct sockaddr_storage *to, const char *address, int port)
{
    struct sockaddr_in *v4 = (void *)to;
    struct sockaddr_in6 *v6 = (void *)to;

    memset(to, 0, sizeof *to);
    if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        return sizeof *v4;
    }
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    return inet_pton(AF_INET6, address, &v6->sin6_addr) == 1 ? sizeof *v6 : 0;
}

static int ask(int protocol, const char *address, int port, int length, const char *source)
{
    struct timeval limit = { protocol == IPPROTO_UDP ? 2 : 10, 0 };
    struct sockaddr_storage to, from;
    socklen_t to_size = parse(&to, address, port), from_size = source ? parse(&from, source, 0) : 0;
    char line[LINE] = "";

    if (!to_size || (source && !from_size))
        errx(2, "no address");
    int s = socket(to.ss_family, type_of(protocol), protocol), same;
    if (s < 0)
        err(1, "socket");
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (source && bind(s, (struct sockaddr *)&from, from_size))
        err(1, "%s", source);
    if (connect(s, (struct sockaddr *)&to, to_size))
        err(1, "%s", address);
    same = protocol == IPPROTO_UDP ? ask_udp(s, length, line) : ask_stream(s, length, line);
    line[strcspn(line, "\n")] = 0;
    printf("%s %d\n", *line ? line : "nobody", same);
    return same != length;
}

int main(int count, char **words)
{
    if (count == 3) {
        name = words[1];
        return serve(atoi(words[2]));
    }
    if (count < 5)
        errx(2, "usage: echo NAME PORT | echo tcp|udp|sctp ADDRESS PORT BYTES [SOURCE]");
    return ask(number_of(words[1]), words[2], atoi(words[3]), atoi(words[4]), count > 5 ? words[5] : NULL);
}
