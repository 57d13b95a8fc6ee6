# Masquerading, by docs/examples/nat.ps1 alone: three protocols, both families.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_nat
serve rs1 rs2 rs3
keep dir rs1 rs2 rs3
SERVICES="'tcp://192.168.1.200:7000', 'udp://192.168.1.200:7000', 'sctp://192.168.1.200:7000', 'tcp://[fd00:1::200]:7000', 'udp://[fd00:1::200]:7000', 'sctp://[fd00:1::200]:7000'"
SERVERS='172.16.86.250, 172.16.86.248, 172.16.86.251, fd00:2::250, fd00:2::248, fd00:2::251'
example dir nat -Start -VirtualServer "$SERVICES" -RealServer "$SERVERS" -WhatIf >/run/whatif
check 'nat -WhatIf speaks of each service' 6 "$(grep -c '^What if: Add service' /run/whatif)"
as_before 'nat -WhatIf'
example dir nat -Start -VirtualServer "$SERVICES" -RealServer "$SERVERS" >/dev/null
moves nat 'rs1=2 rs2=2 rs3=2' 6 192.168.1.100 fd00:1::100 192.168.1.200 fd00:1::200
example dir nat -Stop -VirtualServer "$SERVICES"
as_before nat
exit $FAILED
