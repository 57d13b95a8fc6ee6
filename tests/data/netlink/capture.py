"""Sends requests to the kernel's IPVS family and prints each datagram in hex: '>' sent, '<' received.

Written without the project's codec, so that what it prints can judge that codec.
"""
import socket
import struct
import sys

NOOP, CONTROL, PORT = 1, 16, 4321
REQUEST, ACK, DUMP = 1, 4, 0x300
MEMBERSHIP_CAP_ACK, EXT_ACK, SOL_NETLINK = 10, 11, 270
kernel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
kernel.bind((PORT, 0))
kernel.setsockopt(SOL_NETLINK, MEMBERSHIP_CAP_ACK, 1)
kernel.setsockopt(SOL_NETLINK, EXT_ACK, 1)
kernel.settimeout(3)
sequence = 0


def attribute(number, payload):
    return struct.pack("<HH", 4 + len(payload), number) + payload + bytes(-len(payload) % 4)


def message(family, command, flags, body):
    global sequence
    sequence += 1
    payload = struct.pack("<BBH", command, 1, 0) + body
    return struct.pack("<IHHII", 16 + len(payload), family, REQUEST | flags, sequence, 0) + payload


def end():
    global sequence
    sequence += 1
    return struct.pack("<IHHII", 16, NOOP, REQUEST | ACK, sequence, 0)


def ends(datagram):
    start = 0
    while start < len(datagram):
        length, number = struct.unpack_from("<IH", datagram, start)
        if number in (2, 3):
            return True
        start += (length + 3) & ~3
    return False


def ask(name, datagram, replies=1, dump=False):
    kernel.send(datagram)
    print(f"\n== {name}\n> {datagram.hex()}")
    while replies:
        received = kernel.recv(65536)
        print(f"< {received.hex()}")
        if not dump or ends(received):
            replies -= 1
    return received


def service(family, address, port):
    return (attribute(1, struct.pack("<H", family)) + attribute(2, struct.pack("<H", 6))
            + attribute(3, address.ljust(16, b"\0")) + attribute(4, struct.pack(">H", port)))


def mark(number):
    return attribute(1, struct.pack("<H", 2)) + attribute(5, struct.pack("<I", number))


print(f"# Linux {sys.argv[1]} answers the socket with port {PORT}; captured by capture.sh.")
answer = ask("get-family", message(CONTROL, 3, 0, attribute(2, b"IPVS\0")))
IPVS = struct.unpack_from("<H", answer, answer.index(b"\x06\0\x01\0") + 4)[0]
V4 = attribute(0x8001, service(2, bytes([192, 0, 2, 10]), 80))
V6 = attribute(0x8001, service(10, bytes.fromhex("20010db8000000000000000000000080"), 80))
NEW = (service(2, bytes([192, 0, 2, 10]), 80) + attribute(6, b"wlc\0") + attribute(7, struct.pack("<II", 0, 0xFFFFFFFF))
       + attribute(8, bytes(4)) + attribute(9, b"\xff" * 4))
LONG = service(2, bytes([192, 0, 2, 10]), 80) + attribute(6, b"abcdefghijklmnopqrst\0")
ask("get-info", message(IPVS, 15, 0, b""))
ask("get-config", message(IPVS, 13, 0, b""))
ask("get-services", message(IPVS, 4, DUMP, b""), dump=True)
ask("get-service", message(IPVS, 4, 0, V4))
ask("get-destinations", message(IPVS, 8, DUMP, V4), dump=True)
ask("get-destinations-v6", message(IPVS, 8, DUMP, V6), dump=True)
ask("get-daemons", message(IPVS, 11, DUMP, b""), dump=True)
ask("delete-unknown-service", message(IPVS, 3, ACK, attribute(0x8001, mark(999))))
ask("new-service-exists", message(IPVS, 1, ACK, attribute(0x8001, NEW)))
ask("scheduler-name-too-long", message(IPVS, 1, ACK, attribute(0x8001, LONG)))
ask("short-daemon-state", message(IPVS, 9, ACK, attribute(0x8003, attribute(1, b"\1"))))
ask("unknown-command", message(IPVS, 99, ACK, b""))
ask("zero-all", message(IPVS, 16, ACK, b""))
ask("unknown-family", message(CONTROL, 3, 0, attribute(2, b"NOSUCH\0")))
ask("zero-five-of-which-two-are-unknown", b"".join(
    message(IPVS, 16, 0, attribute(0x8001, mark(100 if i in (1, 3) else 7))) for i in range(5)) + end(), replies=3)
