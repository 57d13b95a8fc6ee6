# Test-LvsHost on a director with tunnels and on its real servers: each thing that is broken is found alone, where it is, and mended by its line.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/doctor.sh"
URL=http://192.168.1.205/
GUE=http://192.168.1.206/
lab_up_tun
# A network with room for what tunnels add.
ip -n switch link set private mtu 1600
for i in dir gw rs1 rs2 rs3; do
    ip -n switch link set private-$i mtu 1600
    ip -n $i link set private mtu 1600
done
lvs -Command "Add-LvsVirtualAddress 192.168.1.205, 192.168.1.206 -Interface public
    New-LvsService -Tcp 192.168.1.205:80 -PassThru | Add-LvsRealServer -Address 172.16.86.250 -Forwarding Tunnel
    New-LvsService -Tcp 192.168.1.206:80 -PassThru | Add-LvsRealServer -Address 172.16.86.248 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080"
n rs1 dotnet "$LVSPS_SHELL" -Command 'Enable-LvsRealServerHost 192.168.1.205 Tunnel'
n rs2 dotnet "$LVSPS_SHELL" -Command 'Enable-LvsRealServerHost 192.168.1.206 Tunnel -TunnelType Gue -Port 6080'
healthy 'the director' dir
healthy 'a real server' rs1
healthy 'a real server with GUE' rs2
check 'both answer' 'rs1 rs2' "$(one $URL) $(one $GUE)"

finding rs1 ReversePathStrict 'n rs1 sysctl -qw net.ipv4.conf.lvsps-ipip.rp_filter=1' '! answers $URL' 'answers $URL'
finding rs1 TunnelDeviceDown 'ip -n rs1 link set lvsps-ipip down' '! answers $URL' 'answers $URL'
finding rs1 TunnelDeviceMissing 'ip -n rs1 link del lvsps-ipip' '! answers $URL' 'answers $URL'
finding rs2 GuePortMissing 'ip -n rs2 fou del port 6080' '! answers $GUE' 'answers $GUE'

# Long packets, where ICMP does not reach the client.
n cl nft add table inet deaf
n cl nft add chain inet deaf in '{ type filter hook input priority 0; }'
n cl nft add rule inet deaf in icmp type destination-unreachable drop
long() { answers $URL -H "X-Long: $(head -c 2900 /dev/zero | tr '\0' x)"; }
check 'long packets arrive' yes "$(long && echo yes)"
finding dir TunnelMtuSmall 'ip -n dir link set private mtu 1500' '! long' long
exit $FAILED
