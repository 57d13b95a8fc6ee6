# Persistence by port, by mark and by client, and of whole networks, by docs/examples/persistence.ps1 alone.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_nat
for server in rs1 rs2 rs3; do
    n $server "$ECHO" $server 443
    n $server "$ECHO" $server 7000
done
for ((i = 101; i <= 106; i++)); do
    ip -n cl address add 192.168.1.$i/24 dev public
    ip -n cl address add 10.9.0.$i/24 dev public
    ip -n cl address add fd00:9::$i/64 dev public
    ip -n cl address add fd00:1::$i/64 dev public
done
for server in rs1 rs2 rs3; do ip -n $server route add 10.9.0.0/24 via 172.16.86.249; done
for server in rs1 rs2 rs3; do ip -n $server route add fd00:9::/64 via fd00:2::249; done
ip -n dir route add 10.9.0.0/24 dev public
ip -n dir route add fd00:9::/64 dev public
keep dir rs1 rs2 rs3
who() { n cl "$ECHO" "$protocol" "$2" "$3" 0 "$1" | cut -d' ' -f1; }
several() { for _ in 1 2 3 4; do who "$@"; done | sort -u | wc -l; }
example dir persistence -Start -Per Mark -WhatIf >/run/whatif
check 'persistence -WhatIf' 1 "$(grep -c '^What if: Add service fwmark://3' /run/whatif)"
as_before 'persistence -WhatIf'

ask_all() {
    local vip=$2 p="$protocol $1" net=$3 other=$4 i server
    example dir persistence -Start -Per Port -Port 7000 "$WORDS $SERVERS"
    for i in 101 102 103; do check "$p, by port: $net$i stays" 1 "$(several $net$i $vip 7000)"; done
    check "$p, by port: rr spreads the clients" 3 "$(for i in 101 102 103; do who $net$i $vip 7000; done | sort -u | wc -l)"
    check "$p, by port: a megabyte both ways" "${net}101 $MEGABYTE" "$(n cl "$ECHO" $protocol $vip 7000 $MEGABYTE ${net}101 | cut -d' ' -f2-)"
    example dir persistence -Stop -Per Port -Port 7000 "$WORDS"

    example dir persistence -Start -Per Port -Port 7000 -Netmask "$5" "$WORDS $SERVERS"
    check "$p, with a netmask a whole network stays together" 1 "$(for i in 101 102 103 104 105 106; do who $other$i $vip 7000; done | sort -u | wc -l)"
    check "$p, and another network is elsewhere" 2 "$(for server in ${other}101 ${net}101; do who $server $vip 7000; done | sort -u | wc -l)"
    example dir persistence -Stop -Per Port -Port 7000 "$WORDS"

    example dir persistence -Start -Per Mark -Port 443, 7000 "$WORDS $SERVERS"
    for i in 104 105 106; do
        server=$(who $net$i $vip 443)
        check "$p, by mark: $net$i is at one server with both ports" "$server $server" "$(who $net$i $vip 7000) $(who $net$i $vip 443)"
    done
    example dir persistence -Stop -Per Mark "$WORDS"

    example dir persistence -Start -Per Client "$WORDS $SERVERS"
    server=$(who ${net}101 $vip 443)
    check "$p, by client: one server with every port" "$server $server" "$(who ${net}101 $vip 7000) $(who ${net}101 $vip 443)"
    example dir persistence -Stop -Per Client "$WORDS"
}
for protocol in tcp udp sctp; do
    WORDS="-Protocol $protocol" SERVERS=
    ask_all IPv4 192.168.1.200 192.168.1. 10.9.0. 24
    WORDS="-Protocol $protocol -VirtualAddress fd00:1::200" SERVERS='-RealServer fd00:2::250, fd00:2::248, fd00:2::251'
    ask_all IPv6 fd00:1::200 fd00:1:: fd00:9:: 64
done
as_before persistence
exit $FAILED
