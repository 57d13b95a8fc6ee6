# Test-LvsHost on a director that forwards by direct routing and on its real servers: each thing that is broken is found alone, where it is, and
# mended by its line.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/doctor.sh"
VIP=192.168.1.205
URL=http://$VIP/
lab_up_dr
n dir sysctl -qw net.ipv4.ip_forward=0
lvs -Command "Add-LvsVirtualAddress $VIP -Interface public
    New-LvsService -Tcp ${VIP}:80 -PassThru | Add-LvsRealServer -Address 192.168.1.201"
n rs1 dotnet "$LVSPS_SHELL" -Command "Enable-LvsRealServerHost $VIP DirectRouting"
healthy 'the director' dir
healthy 'the real server' rs1
check 'it answers' rs1 "$(one $URL)"

finding dir VirtualAddressMissing 'ip -n dir addr del $VIP/32 dev public' '! answers $URL' 'answers $URL'
finding rs1 VirtualAddressMissing 'ip -n rs1 addr del $VIP/32 dev lo' '! answers $URL' 'answers $URL'

# Who answers for the address: the director alone.
macs() { n cl busybox arping -c 3 -w 5 -I public $VIP | grep -o '\[[0-9a-f:]*\]' | sort -u | wc -l; }
finding rs1 ArpIgnoreOff 'n rs1 sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=0' '[ "$(macs)" = 2 ]' '[ "$(macs)" = 1 ]'

# Whom the client takes for the address once the real server has asked for it.
mac() { ip -n "$1" link show public | awk '$1 == "link/ether" { print $2 }'; }
learnt() {
    ip -n rs1 neigh flush all
    ip -n cl neigh flush all
    answers $URL
    ip -n cl neigh show $VIP | awk '{ for (i = 1; i < NF; i++) if ($i == "lladdr") print $(i + 1) }'
}
finding rs1 ArpAnnounceOff 'n rs1 sysctl -qw net.ipv4.conf.{all,lo}.arp_announce=0' '[ "$(learnt)" = "$(mac rs1)" ]' '[ "$(learnt)" = "$(mac dir)" ]'

# One that is not set up yet: one finding, whose line does all of it, so that taking it back leaves nothing.
lab_dump rs2 >/run/rs2.before
AS="-VirtualAddress $VIP -Mode DirectRouting"
check 'nothing is known of it' '' "$(examine rs2)"
check 'its address is missing' 'VirtualAddressMissing ' "$(examine rs2 "$AS" | cut -d '|' -f 1 | tr '\n' ' ')"
check 'one line does all of it' '' "$(mend rs2 "$(examine rs2 "$AS" | grep ^VirtualAddressMissing | cut -d '|' -f 2)" "$AS")"
n rs2 dotnet "$LVSPS_SHELL" -Command "Disable-LvsRealServerHost $VIP"
check 'and taken back, nothing is left of it' '' "$(lab_dump rs2 | diff /run/rs2.before -)"
exit $FAILED
