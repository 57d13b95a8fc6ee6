#!/bin/bash
# capture.sh: run in the lab, writes what ipvsadm sends for each command, and what the kernel answers to its listings, into $RUN/ipvsadm.txt
#   tests/lab/run.sh -k own -r OUT tests/data/ipvsadm/capture.sh && cp OUT/ipvsadm.txt tests/data/ipvsadm/linux-6.12.txt
# Needs strace. Left out are the look-ups of the family, acknowledgements, and ipvsadm's question for the version before each command.
set -eu
exec >"$RUN/ipvsadm.txt"
printf '# ipvsadm 1.31 on Linux %s; captured by capture.sh.\n' "$(uname -r)"

# Prints the datagrams of a command: '>' sent, and with -r '<' received. libnl looks at each answer once ahead (MSG_PEEK).
capture() {
    local received=0
    [ "$1" != -r ] || { received=1; shift; }
    printf '\n== %s\n' "$*"
    strace -f -e trace=sendmsg,recvmsg -e read=all -e write=all -e signal=none -o /tmp/trace "$@" >/dev/null
    awk -v received=$received '
        function flush() {
            type = substr(hex, 9, 4)
            if (hex != "" && type != "1000" && type != "0200" && substr(hex, 33, 2) !~ /0[ef]/) print sign, hex
            hex = ""
        }
        { sub(/^[0-9]+ +/, "") }
        /^sendmsg\(/ { flush(); sign = ">"; take = 1 }
        /^recvmsg\(/ { flush(); sign = "<"; take = received && !/MSG_PEEK/ }
        /^ \| [0-9a-f]+  / && take { line = substr($0, 11, 49); gsub(/ /, "", line); hex = hex line }
        END { flush() }' /tmp/trace
}

request() { capture ipvsadm "$@"; }

# Replayed in this order, these make the table that the listings behind them show.
request -A -t 192.0.2.10:80 -s wlc
request -A -t 192.0.2.10:443 -s sh -p 300 -M 255.255.255.0 -b sh-fallback,sh-port
request -A -u 192.0.2.10:5060 -s rr -p 360 --pe sip -o
request -A --sctp-service '[2001:db8::80]:2905' -s mh -p 600 -M 64 -b mh-port
request -A -f 4000000000 -s lc
request -A -f 8 -6 -s wrr
request -A -u 127.0.0.1:7000 -s rr
request -a -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 5 -x 100 -y 50
request -a -t 192.0.2.10:80 -r 10.0.0.2:80 -i -w 2147483647 --tun-type gue --tun-port 6080 --tun-remcsum
request -a -t 192.0.2.10:80 -r '[2001:db8::5]:80' -i -w 0
request -a -f 8 -6 -r '[2001:db8::6]:0' -g
request -a -u 127.0.0.1:7000 -r 127.0.0.1:7001 -m
request -E -t 192.0.2.10:80 -s wrr
request -e -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 7
request --set 1000 60 30

echo x >/dev/udp/127.0.0.1/7000
until ipvsadm -Ln --stats -u 127.0.0.1:7000 | grep -q '127.0.0.1:7001  *1 '; do sleep 0.2; done
capture -r ipvsadm -Ln --stats
capture -r ipvsadm -Ln --timeout

request -d -t 192.0.2.10:80 -r '[2001:db8::5]:80'
request -Z -t 192.0.2.10:80
request -Z
request -D -f 8 -6
ip link add eth0 type veth peer name eth1
ip link set eth0 up
ip address add 198.51.100.1/24 dev eth0
ip address add 2001:db8:1::1/64 dev eth0 nodad
request --start-daemon master --syncid 7 --mcast-interface eth0 --mcast-group 239.1.2.3 --mcast-port 9000 --mcast-ttl 3 --sync-maxlen 1400
request --start-daemon backup --syncid 7 --mcast-interface eth0 --mcast-group ff05::81
capture -r ipvsadm -Ln --daemon
request --stop-daemon master
request -C
