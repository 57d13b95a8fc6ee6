# Test-LvsHost on a director with a mark and with full NAT: each thing that is broken is found alone, and mended by its line.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/doctor.sh"
NAT=http://192.168.1.200/
MARK=http://192.168.1.205/
lab_up_nat
lab_no_gateway rs1
lvs -Command 'New-LvsService -Tcp 192.168.1.200:80 -PassThru | Add-LvsRealServer -Address 172.16.86.250 -Forwarding Masquerade
    Enable-LvsFullNat tcp://192.168.1.200:80
    Add-LvsVirtualAddress 192.168.1.205 -Interface public
    Set-LvsFwMark 7 -Address 192.168.1.205 -Tcp 80
    New-LvsService -FwMark 7 -PassThru | Add-LvsRealServer -Address 172.16.86.248 -Port 80 -Forwarding Masquerade'
healthy 'full NAT and a mark' dir
check 'both answer' 'rs1 rs2' "$(one $NAT) $(one $MARK)"

finding dir ConntrackOff 'n dir sysctl -qw net.ipv4.vs.conntrack=0' '! answers $NAT' 'answers $NAT'
finding dir FullNatRuleMissing 'n dir nft flush chain inet lvsps full-nat' '! answers $NAT' 'answers $NAT'
finding dir MarkNotFed 'lvs -Command "Remove-LvsFwMark 7"' '! answers $MARK' 'answers $MARK'
others() {
    n dir nft add table ip others
    n dir nft add chain ip others pre '{ type filter hook prerouting priority -150; }'
    n dir nft add rule ip others pre ip daddr 192.168.1.200 tcp dport 80 meta mark set 7
}
finding dir MarkClash others '[ "$(one $NAT)" = rs2 ]' '[ "$(one $NAT)" = rs1 ]'

# A mark that a rule of iptables gives is fed, whichever iptables it is; what those of legacy give cannot be seen.
lvs -Command 'Remove-LvsFwMark 7'
n dir iptables-nft -t mangle -A PREROUTING -d 192.168.1.205 -p tcp --dport 80 -j MARK --set-mark 7
healthy 'a mark by iptables-nft' dir
check 'it answers' rs2 "$(one $MARK)"
n dir iptables-nft -t mangle -F
n dir nft delete table ip mangle
n dir iptables-legacy -t mangle -A PREROUTING -d 192.168.1.205 -p tcp --dport 80 -j MARK --set-mark 7
healthy 'a mark by iptables-legacy' dir
check 'it answers' rs2 "$(one $MARK)"

# The machine without the library; what would install it is a stand-in, since there is no network here.
LIBRARY=$(readlink -f "$(ldconfig -p | awk '$1 == "libnftables.so.1" { print $NF; exit }')")
mkdir -p /run/bin
printf '#!/bin/sh\n[ "$*" = "install -y libnftables1" ] && mv %s.away %s\n' "$LIBRARY" "$LIBRARY" >/run/bin/apt-get
chmod +x /run/bin/apt-get
PATH=/run/bin:$PATH
finding dir NftablesMissing 'mv $LIBRARY $LIBRARY.away' '! lvs -Command "Get-LvsFwMark -ErrorAction Stop" >/run/out 2>&1; grep -q libnftables /run/out' 'lvs -Command Get-LvsFwMark >/run/out 2>&1; ! grep -q libnftables /run/out'
exit $FAILED
