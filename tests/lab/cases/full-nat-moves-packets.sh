# Full NAT, by docs/examples/fullnat.ps1 alone, to servers that have no way back to the client: they see the director, or an address
# of its pool.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_nat
lab_no_gateway rs1 rs2 rs3
serve rs1 rs2 rs3
keep dir rs1 rs2 rs3
SERVICES="'tcp://192.168.1.200:7000', 'udp://192.168.1.200:7000', 'sctp://192.168.1.200:7000', 'tcp://[fd00:1::200]:7000', 'udp://[fd00:1::200]:7000', 'sctp://[fd00:1::200]:7000'"
SERVERS='172.16.86.250, 172.16.86.248, 172.16.86.251, fd00:2::250, fd00:2::248, fd00:2::251'
example dir fullnat -Start -VirtualServer "$SERVICES" -RealServer "$SERVERS" -WhatIf >/run/whatif
check 'fullnat -WhatIf speaks of each service' 6 "$(grep -c '^What if: Add service' /run/whatif)"
as_before 'fullnat -WhatIf'
example dir fullnat -Start -VirtualServer "$SERVICES" -RealServer "$SERVERS"
moves 'full nat' 'rs1=2 rs2=2 rs3=2' 6 172.16.86.249 fd00:2::249 192.168.1.200 fd00:1::200
example dir fullnat -Stop -VirtualServer "$SERVICES"
as_before 'full nat'

# A pool: the director has its addresses, so that answers find it.
ip -n dir address add 172.16.86.10/24 dev private
keep dir
example dir fullnat -Start -VirtualServer "'tcp://192.168.1.200:7000'" -SourceAddress 172.16.86.10
PROTOCOLS=tcp moves 'a pool' 'rs1=2 rs2=2 rs3=2' 6 172.16.86.10 - 192.168.1.200
example dir fullnat -Stop -VirtualServer "'tcp://192.168.1.200:7000'"
as_before 'a pool'
exit $FAILED
