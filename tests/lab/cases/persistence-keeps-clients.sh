# Persistence by port, by mark and by client, and of whole networks, by docs/examples/persistence.ps1 alone.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_nat
for server in rs1 rs2 rs3; do n $server "$ECHO" $server 443; done
for ((i = 101; i <= 106; i++)); do
    ip -n cl address add 192.168.1.$i/24 dev public
    ip -n cl address add 10.9.0.$i/24 dev public
    ip -n cl address add fd00:1::$i/64 dev public
done
for server in rs1 rs2 rs3; do ip -n $server route add 10.9.0.0/24 via 172.16.86.249; done
ip -n dir route add 10.9.0.0/24 dev public
keep dir rs1 rs2 rs3
by80() { n cl curl -gs --interface "$1" -m 5 "http://$2/"; }
by443() { n cl "$ECHO" tcp "$2" 443 0 "$1" | cut -d' ' -f1; }
several() { for _ in 1 2 3 4; do "$@"; done | sort -u | wc -l; }
example dir persistence -Start -Per Mark -WhatIf >/run/whatif
check 'persistence -WhatIf' 1 "$(grep -c '^What if: Add service fwmark://3' /run/whatif)"
as_before 'persistence -WhatIf'

example dir persistence -Start -Per Port
for i in 101 102 103; do check "by port: 192.168.1.$i stays" 1 "$(several by80 192.168.1.$i 192.168.1.200)"; done
check 'by port: rr spreads the clients' 3 "$(for i in 101 102 103; do by80 192.168.1.$i 192.168.1.200; done | sort -u | wc -l)"
example dir persistence -Stop -Per Port

example dir persistence -Start -Per Port -Netmask 24
check 'with a netmask a whole network stays together' 1 "$(for i in 101 102 103 104 105 106; do by80 10.9.0.$i 192.168.1.200; done | sort -u | wc -l)"
check 'and another network is elsewhere' 2 "$(for s in 10.9.0.101 192.168.1.101; do by80 $s 192.168.1.200; done | sort -u | wc -l)"
example dir persistence -Stop -Per Port

example dir persistence -Start -Per Mark
for i in 104 105 106; do
    server=$(by80 192.168.1.$i 192.168.1.200)
    check "by mark: 192.168.1.$i is at one server with both ports" "$server $server" "$(by443 192.168.1.$i 192.168.1.200) $(by80 192.168.1.$i 192.168.1.200)"
done
example dir persistence -Stop -Per Mark

example dir persistence -Start -Per Client
server=$(by80 192.168.1.101 192.168.1.200)
check 'by client: one server with every port' "$server $server" "$(by443 192.168.1.101 192.168.1.200) $(by80 192.168.1.101 192.168.1.200)"
example dir persistence -Stop -Per Client

V6='-VirtualAddress fd00:1::200 -RealServer fd00:2::250, fd00:2::248, fd00:2::251'
example dir persistence -Start -Per Mark "$V6"
for i in 101 102 103; do
    server=$(by80 fd00:1::$i '[fd00:1::200]')
    check "by mark: fd00:1::$i is at one server with both ports" "$server" "$(by443 fd00:1::$i fd00:1::200)"
done
example dir persistence -Stop -Per Mark '-VirtualAddress fd00:1::200'
as_before persistence
exit $FAILED
