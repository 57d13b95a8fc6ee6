# Direct routing, by docs/examples/dr-director.ps1 and dr-realserver.ps1 alone: the servers answer the clients themselves.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_dr
serve rs1 rs2 rs3
keep dir rs1 rs2 rs3
SERVICES="'tcp://192.168.1.205:7000', 'udp://192.168.1.205:7000', 'sctp://192.168.1.205:7000', 'tcp://[fd00:1::205]:7000', 'udp://[fd00:1::205]:7000', 'sctp://[fd00:1::205]:7000'"
DIRECTOR="-VirtualServer $SERVICES -Interface public"
SERVERS="-RealServer 192.168.1.201, 192.168.1.202, 192.168.1.203, fd00:1::201, fd00:1::202, fd00:1::203 -Scheduler rr"
VIPS='-VirtualAddress 192.168.1.205, fd00:1::205'
REPLIES='(tcp or udp or sctp) and (src host 192.168.1.205 or src host fd00:1::205)'
example rs1 dr-realserver -Start "$VIPS" -WhatIf >/run/whatif
check 'dr-realserver -WhatIf speaks of both addresses' 2 "$(grep -o '192.168.1.205/32\|fd00:1::205/128' /run/whatif | sort -u | wc -l)"
example dir dr-director -Start "$DIRECTOR" "$SERVERS" -WhatIf >/run/whatif
check 'dr-director -WhatIf speaks of each service' 6 "$(grep -c '^What if: Add service' /run/whatif)"
as_before 'direct routing, -WhatIf'

for server in rs1 rs2 rs3; do example $server dr-realserver -Start "$VIPS"; done
example dir dr-director -Start "$DIRECTOR" "$SERVERS"
watch dir "$REPLIES"
watch rs1 "$REPLIES"
moves 'direct routing' 'rs1=2 rs2=2 rs3=2' 6 192.168.1.100 fd00:1::100 192.168.1.205 fd00:1::205
check 'the real server answers as the virtual address' some "$(watched rs1)"
check 'no answer passes the director' none "$(watched dir)"

# A second start changes nothing, and what was there before is not forgotten by it.
for machine in dir rs1; do lab_dump $machine >/run/$machine.started; done
example rs1 dr-realserver -Start "$VIPS"
example dir dr-director -Start "$DIRECTOR" "$SERVERS"
for machine in dir rs1; do check "a second start of $machine" '' "$(lab_dump $machine | diff /run/$machine.started -)"; done

example dir dr-director -Stop "$DIRECTOR"
for server in rs1 rs2 rs3; do example $server dr-realserver -Stop "$VIPS"; done
as_before 'direct routing'
exit $FAILED
