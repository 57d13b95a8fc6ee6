# Marks and full NAT stand beside the rules of others: an nft table, rules of iptables and of iptables-legacy, and a rule that
# somebody put into the chains of LvsPS itself are byte for byte the same before, meanwhile and after. A mark that another table
# sets too is told; a mark's set is replaced at once, so that no request sees a moment without it.
. "$LAB/topology.sh"
. "$LAB/check.sh"
ECHO=$("$LAB/compile.sh" echo)
VIP=192.168.1.205

lab_up_dr
ip -n dir address add $VIP/32 dev public
for rs in rs1 rs2; do
    n $rs sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=1 net.ipv4.conf.{all,lo}.arp_announce=2
    ip -n $rs address add $VIP/32 dev lo
    n $rs "$ECHO" $rs 443
done
n dir nft -f - <<'NFT'
table inet filter {
    set known { type ipv4_addr; flags interval; auto-merge; elements = { 10.0.0.0/8, 192.168.0.0/16 } }
    map marks { type inet_service : mark; elements = { 25 : 7, 26 : 8 } }
    chain input { type filter hook input priority filter; policy accept; ip saddr @known counter accept comment "ours"; }
    chain marking { type filter hook prerouting priority mangle; policy accept
        tcp dport 9999 meta mark set 5
        tcp dport 9998 meta mark set meta mark or 0x6
        meta mark set tcp dport map @marks
        meta mark set ct mark
    }
}
table ip nat { chain post { type nat hook postrouting priority srcnat; policy accept; ip saddr 10.9.9.9 masquerade; }; }
NFT
n dir iptables-legacy -t mangle -A PREROUTING -p tcp --dport 9997 -j MARK --set-mark 4
n dir iptables-nft -t mangle -A PREROUTING -d 192.168.1.200 -p tcp -m multiport --dports 9995,9996 -j MARK --set-mark 9

# others: what is theirs, with their handles; the counters count packets and are left out.
others() {
    exec 2>/dev/null
    n dir nft -a list table inet filter | sed -E 's/packets [0-9]+ bytes [0-9]+//'
    n dir nft -a list table ip nat
    n dir nft -a list table ip mangle
    n dir iptables-legacy-save | sed -E '/^#/d; s/\[[0-9]+:[0-9]+\]//'
}
(others) >/run/others.before
lab_dump dir | sed -E 's/packets [0-9]+ bytes [0-9]+//' >/run/before

lvs -Command '
$ErrorActionPreference = "Stop"
Set-LvsFwMark -Mark 3 -Address 192.168.1.205 -Tcp 80,443 -PassThru | New-LvsService -Scheduler sh -PassThru |
    Add-LvsRealServer -Address 192.168.1.201,192.168.1.202 -Forwarding Gateway' || check 'a mark, its service and its servers in one pipeline' 0 $?
check 'direct routing: 80 and 443 reach the same server' "$(n cl curl -s http://$VIP/) 192.168.1.100" "$(n cl "$ECHO" tcp $VIP 443 1000 | cut -d' ' -f1,2)"

lvs -Command '
foreach ($mark in 4..9) { Set-LvsFwMark $mark -Address 192.168.1.205 -Udp (1000 + $mark) 3>&1 | ForEach-Object { "$_" } }
Get-LvsFwMark | ForEach-Object { "$($_.FwMark) $($_.ClashingTables)".Trim() }' >/run/shown || check 'marks that others set as well' 0 $?
check 'each is told' "$(cat <<'EOT'
The table inet filter of nftables sets the mark 5 as well, so that its packets come to the same service.
The table inet filter of nftables sets the mark 6 as well, so that its packets come to the same service.
The table inet filter of nftables sets the mark 7 as well, so that its packets come to the same service.
The table inet filter of nftables sets the mark 8 as well, so that its packets come to the same service.
The table ip mangle of nftables sets the mark 9 as well, so that its packets come to the same service.
3
4
5 inet filter
6 inet filter
7 inet filter
8 inet filter
9 ip mangle
EOT
)" "$(cat /run/shown)"

# Requests go on while the set is replaced forty times; each replacement is one generation of the ruleset.
n dir nft monitor >/run/monitor 2>&1 &
monitor=$!
lab_until 10 test -d /proc/$monitor
asked() { while [ ! -e /run/stop ]; do n cl curl -s -o /dev/null --connect-timeout 1 -w '%{http_code}\n' http://$VIP/; done; }
asked >/run/asked &
asker=$!
lab_until 20 test -s /run/asked
lvs -Command 'foreach ($i in 1..20) { Set-LvsFwMark 3 -Address 192.168.1.205 -Tcp 80; Set-LvsFwMark 3 -Address 192.168.1.205 -Tcp 80, "8000-8100" -Udp 53 }' || check 'it is replaced' 0 $?
touch /run/stop
wait $asker
check 'no request failed' 200 "$(sort -u /run/asked)"
check 'there were many' yes "$([ "$(wc -l </run/asked)" -ge 20 ] && echo yes || wc -l </run/asked)"
lab_until 10 test "$(grep -c 'new generation' /run/monitor)" -ge 40
kill $monitor
check 'each replacement was one transaction' 40 "$(grep -c 'new generation' /run/monitor)"

n dir nft add rule inet lvsps mark-3 ip saddr 10.1.1.1 counter drop comment '"somebody"'
n dir nft add chain inet lvsps somebody
strange() { n dir nft list chain inet lvsps mark-3 | grep somebody; }
before=$(strange)
check 'a rule that is not ours is told' 1 "$(lvs -Command 'Get-LvsFwMark 3 | Out-Null' 2>&1 | grep -c 'WARNING: The rule with handle [0-9]* in chain mark-3 of the table inet lvsps is none of LvsPS')"
lvs -Command 'Set-LvsFwMark 3 -Address 192.168.1.205 -Tcp 81' >/dev/null
check 'and stays where the set is replaced' "$before" "$(strange)"
lvs -Command '$WarningPreference = "SilentlyContinue"; Remove-LvsFwMark (3..9) -ErrorAction Stop' 2>/run/error || check 'all marks are removed' '' "$(cat /run/error)"
check 'and where the marks are removed' "$(printf 'table inet lvsps {\n\tchain mark-3 {\n\t\ttype filter hook prerouting priority mangle + 1; policy accept;\n%s\n\t}\n\n\tchain somebody {\n\t}\n}' "$before")" \
    "$(n dir nft list table inet lvsps)"
n dir nft delete table inet lvsps

(others) >/run/others.after
same 'what others have is as it was' /run/others.before /run/others.after
lvs -Command 'Clear-LvsTable'
lab_dump dir | sed -E 's/packets [0-9]+ bytes [0-9]+//' >/run/after
same 'and everything else' /run/before /run/after
exit $FAILED
