// server NAME [TCP_PORT [UDP_PORT]]
// The lab's real server: answers each HTTP request and each UDP packet with its name, over IPv4 and IPv6, and closes.
// It goes to the background once it listens, so whoever started it may send requests at once. Every connection has a
// thread of its own, so one that stays silent (to be counted as active) holds up no other.
#define _GNU_SOURCE
#include <err.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char answer[256], line[64];
static int answer_length, line_length;

static int listener(int type, int port)
{
    int on = 1, off = 0, s = socket(AF_INET6, type | SOCK_CLOEXEC, 0);
    struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_port = htons(port) };

    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    setsockopt(s, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on);
    if (s < 0 || bind(s, (struct sockaddr *)&any, sizeof any) || (type == SOCK_STREAM && listen(s, 4096)))
        err(1, "port %d", port);
    return s;
}

static void *serve_connection(void *connection)
{
    int s = (int)(long)connection, length = 0;
    char request[4096];

    while (length < (int)sizeof request) {
        int n = recv(s, request + length, sizeof request - length, 0);
        if (n <= 0)
            break;
        length += n;
        if (memmem(request, length, "\r\n\r\n", 4)) {
            send(s, answer, answer_length, MSG_NOSIGNAL);
            break;
        }
    }
    close(s);
    return NULL;
}

static void *serve_tcp(void *listening)
{
    pthread_attr_t detached;
    pthread_t thread;

    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, 65536);
    for (;;) {
        int s = accept4((int)(long)listening, NULL, NULL, SOCK_CLOEXEC);
        if (s >= 0 && pthread_create(&thread, &detached, serve_connection, (void *)(long)s))
            close(s);
    }
    return NULL;
}

// The answer must come from the address that was asked, which with direct routing is a virtual one: the packet
// information that came is sent back, less the interface.
static void serve_udp(int s)
{
    for (;;) {
        char packet[2048], control[256];
        struct sockaddr_in6 peer;
        struct iovec data = { packet, sizeof packet };
        struct msghdr message = { &peer, sizeof peer, &data, 1, control, sizeof control, 0 };

        if (recvmsg(s, &message, 0) < 0)
            continue;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c))
            if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO)
                ((struct in6_pktinfo *)CMSG_DATA(c))->ipi6_ifindex = 0;
        data = (struct iovec){ line, line_length };
        message.msg_flags = 0;
        sendmsg(s, &message, 0);
    }
}

int main(int count, char **words)
{
    if (count < 2)
        errx(2, "usage: server NAME [TCP_PORT [UDP_PORT]]");
    line_length = snprintf(line, sizeof line, "%s\n", words[1]);
    answer_length = snprintf(answer, sizeof answer,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", line_length, line);

    int tcp = listener(SOCK_STREAM, count > 2 ? atoi(words[2]) : 80);
    int udp = listener(SOCK_DGRAM, count > 3 ? atoi(words[3]) : 53);
    if (daemon(0, 0))
        err(1, "daemon");
    pthread_t thread;
    pthread_create(&thread, NULL, serve_tcp, (void *)(long)tcp);
    serve_udp(udp);
}
