# The walkthrough 7 by cmdlets alone: ports, ranges and protocols that get one mark are one service. With the scheduler sh a client
# reaches the same server at each of them, over IPv4 and IPv6, TCP, UDP and SCTP; also the director itself where locally made
# packets are marked too. Undone, everything is as before.
. "$LAB/topology.sh"
. "$LAB/check.sh"
ECHO=$("$LAB/compile.sh" echo)
V4=192.168.1.200 V6=fd00:1::200

lab_up_nat
for rs in rs1 rs2 rs3; do for port in 443 8000 8050 8101 9; do n $rs "$ECHO" $rs $port; done; done
for i in $(seq 101 112); do
    ip -n cl address add 192.168.1.$i/24 dev public
    ip -n cl address add fd00:1::$i/64 dev public
done

# server NAMESPACE PROTOCOL ADDRESS PORT [SOURCE]: who answers, or none.
server() { n "$1" timeout 20 "$ECHO" "$2" "$3" "$4" 2000 ${5:+"$5"} 2>/dev/null | awk '{ print $1 } END { if (!NR) print "none" }'; }

# servers_of PREFIX VIP: for each client, the servers that it reached at all ports.
servers_of() {
    local i
    for i in $(seq 101 112); do
        echo "$(for at in 'tcp 443' 'tcp 8000' 'tcp 8050' 'udp 9' 'sctp 9'; do server cl ${at% *} "$2" ${at#* } "$1$i"; done | sort -u | paste -sd+)"
    done | sort | uniq -c | awk '{ print $2 }' | paste -sd' '
}

lab_dump dir >/run/before
lvs -Command '
$ErrorActionPreference = "Stop"
Set-LvsFwMark -Mark 3 -Address 192.168.1.200, fd00:1::200 -Tcp 80, 443, "8000-8100" -Udp 9 -Sctp 9 -PassThru |
    New-LvsService -Scheduler sh -PassThru | ForEach-Object {
        $net = if ($_.AddressFamily -eq "InterNetworkV6") { "fd00:2::" } else { "172.16.86." }
        $_ | Add-LvsRealServer -Address "${net}250", "${net}248", "${net}251" -Forwarding Masquerade
    }
Get-LvsService | ForEach-Object { "$_ $($_.Scheduler) $((Get-LvsRealServer $_).Count)" }
' >/run/shown || check 'it is set up' 0 $?
check 'one service of each family, with three servers' "$(printf 'fwmark://3 sh 3\nfwmark6://3 sh 3')" "$(cat /run/shown)"
check 'IPv4: each client has one server at all ports, and there are three' 'rs1 rs2 rs3' "$(servers_of 192.168.1. $V4)"
check 'IPv6: the same' 'rs1 rs2 rs3' "$(servers_of fd00:1:: $V6)"
for at in 'tcp 443' 'udp 9' 'sctp 9'; do
    check "$at over IPv4: a megabyte both ways, from" '192.168.1.101 1048576' "$(n cl "$ECHO" ${at% *} $V4 ${at#* } 1048576 192.168.1.101 | cut -d' ' -f2-)"
    check "$at over IPv6: a megabyte both ways, from" 'fd00:1::101 1048576' "$(n cl "$ECHO" ${at% *} $V6 ${at#* } 1048576 fd00:1::101 | cut -d' ' -f2-)"
done
check 'HTTP at port 80 reaches the same server' "$(server cl tcp $V4 443 192.168.1.100)" "$(n cl curl -s --interface 192.168.1.100 http://$V4/)"
check 'the end of the range is in it' none "$(server cl tcp $V4 8101)"
check 'what the director sends to itself comes in again by lo, and is marked' rs "$(server dir tcp $V4 443 | tr -d 0-9)"

# Packets to an address of another machine leave by the output hook alone.
FAR4=192.168.1.9 FAR6=fd00:1::9
lvs -Command 'Set-LvsFwMark 3 -Address 192.168.1.200, fd00:1::200, 192.168.1.9, fd00:1::9 -Tcp 443 -Udp 9 -Sctp 9' || check 'it is set anew' 0 $?
check 'what the director sends elsewhere is not marked' 'none none' "$(server dir tcp $FAR4 443) $(server dir tcp $FAR6 443)"
lvs -Command 'Set-LvsFwMark 3 -Address 192.168.1.200, fd00:1::200, 192.168.1.9, fd00:1::9 -Tcp 443 -Udp 9 -Sctp 9 -IncludeLocal' || check 'it is set anew' 0 $?
for at in 'tcp 443' 'udp 9' 'sctp 9'; do
    for address in $V4 $V6 $FAR4 $FAR6; do
        check "what the director sends is marked now: $at $address" rs "$(server dir ${at% *} $address ${at#* } | tr -d 0-9)"
    done
done
check 'what is not named any more is not marked' none "$(server cl tcp $V4 8000)"
check 'and nothing else is' 'none none' "$(server dir tcp $FAR4 8000) $(server dir tcp 192.168.1.8 443)"

check 'it is read back from the kernel alone' "$(printf 'fwmark://3 192.168.1.9 192.168.1.200 tcp/443 udp/9 sctp/9 True\nfwmark6://3 fd00:1::9 fd00:1::200 tcp/443 udp/9 sctp/9 True')" \
    "$(lvs -Command 'Get-LvsFwMark | ForEach-Object { "$_ $($_.Addresses) $($_.Ports) $($_.IncludeLocal)" }')"

lvs -Command 'Get-LvsFwMark | Get-LvsService | Remove-LvsService; Get-LvsFwMark | Remove-LvsFwMark' || check 'it is undone' 0 $?
lab_dump dir >/run/after
same 'everything is as before' /run/before /run/after
exit $FAILED
