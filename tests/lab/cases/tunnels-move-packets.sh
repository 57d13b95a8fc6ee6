# Tunnels by IPIP, GRE and GUE, by docs/examples/tun.ps1 alone: the servers stand in another network, whose way to the clients is
# another router, and refuse packets that come from the wrong side (rp_filter 1).
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_tun
serve rs1 rs2 rs3
keep dir rs1 rs2 rs3
SERVICES="'tcp://192.168.1.205:7000', 'udp://192.168.1.205:7000', 'sctp://192.168.1.205:7000', 'tcp://[fd00:1::205]:7000', 'udp://[fd00:1::205]:7000', 'sctp://[fd00:1::205]:7000'"
SERVERS='-RealServer 172.16.86.250, 172.16.86.248, 172.16.86.251, fd00:2::250, fd00:2::248, fd00:2::251'
REPLIES='(tcp or udp or sctp) and (src host 192.168.1.205 or src host fd00:1::205)'
for type in Ipip Gre Gue; do
    port=; [ $type = Gue ] && port='-Port 6080'
    example rs1 tun -Start -As RealServer -VirtualServer "$SERVICES" -TunnelType $type $port -WhatIf >/run/whatif
    check "tun -WhatIf speaks of both addresses: $type" 2 "$(grep -o '192.168.1.205/32\|fd00:1::205/128' /run/whatif | sort -u | wc -l)"
    as_before "$type -WhatIf"
    for server in rs1 rs2 rs3; do example $server tun -Start -As RealServer -VirtualServer "$SERVICES" -TunnelType $type $port; done
    example dir tun -Start -As Director -Interface public -VirtualServer "$SERVICES" "$SERVERS" -TunnelType $type $port
    watch dir "$REPLIES"
    watch rs1 "$REPLIES"
    moves "$type" 'rs1=2 rs2=2 rs3=2' 6 192.168.1.100 fd00:1::100 192.168.1.205 fd00:1::205
    check "$type: the real server answers as the virtual address" some "$(watched rs1)"
    check "$type: no answer passes the director" none "$(watched dir)"
    example dir tun -Stop -As Director -Interface public -VirtualServer "$SERVICES"
    for server in rs1 rs2 rs3; do example $server tun -Stop -As RealServer -VirtualServer "$SERVICES"; done
    as_before "$type"
done
exit $FAILED
