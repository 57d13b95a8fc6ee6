# Ports 80 and 443 as one service, by docs/examples/fwmark.ps1 alone: a client reaches one server with both, in IPv4 and IPv6.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_nat
for server in rs1 rs2 rs3; do n $server "$ECHO" $server 443; done
for ((i = 101; i <= 112; i++)); do
    ip -n cl address add 192.168.1.$i/24 dev public
    ip -n cl address add fd00:1::$i/64 dev public
done
keep dir rs1 rs2 rs3
V4="-RealServer 172.16.86.250, 172.16.86.248, 172.16.86.251 -Forwarding Masquerade"
V6="-Mark 4 -VirtualAddress fd00:1::200 -RealServer fd00:2::250, fd00:2::248, fd00:2::251 -Forwarding Masquerade"
example dir fwmark -Start "$V4" -WhatIf >/run/whatif
check 'fwmark -WhatIf speaks of the service and its mark' 2 "$(grep -c '^What if: Add service fwmark://3 \|^What if: Mark packets to 192.168.1.200 tcp/80,443 with 3' /run/whatif)"
as_before 'marks, -WhatIf'
example dir fwmark -Start "$V4"
example dir fwmark -Start "$V6"

# by80 SOURCE HOST; by443 SOURCE ADDRESS: which server answers.
by80() { n cl curl -gs --interface "$1" -m 5 "http://$2/"; }
by443() { n cl "$ECHO" tcp "$2" 443 0 "$1" | cut -d' ' -f1; }
: >/run/used
for ((i = 101; i <= 112; i++)); do
    check "192.168.1.$i is at one server with both" "$(by80 192.168.1.$i 192.168.1.200)" "$(by443 192.168.1.$i 192.168.1.200)"
    check "fd00:1::$i is at one server with both" "$(by80 fd00:1::$i '[fd00:1::200]')" "$(by443 fd00:1::$i fd00:1::200)"
    by443 192.168.1.$i 192.168.1.200 >>/run/used
    by443 fd00:1::$i fd00:1::200 >>/run/used
done
check 'more than one server is used' 1 "$([ "$(sort -u /run/used | wc -l)" -gt 1 ] && echo 1)"
check 'a megabyte both ways' "192.168.1.101 $MEGABYTE" "$(n cl "$ECHO" tcp 192.168.1.200 443 $MEGABYTE 192.168.1.101 | cut -d' ' -f2-)"
example dir fwmark -Stop
example dir fwmark -Stop -Mark 4 -VirtualAddress fd00:1::200
as_before marks
exit $FAILED
