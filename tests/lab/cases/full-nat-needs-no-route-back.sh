# Full NAT (the walkthrough 6): real servers without any route to the clients answer, since they see the director, or the source
# addresses that it was given, as their peer. By address, for all ports and by mark; TCP, UDP and SCTP; IPv4 and IPv6. Undone,
# everything is as before, the setting conntrack too.
. "$LAB/topology.sh"
. "$LAB/check.sh"
ECHO=$("$LAB/compile.sh" echo)
V4=192.168.1.200 V6=fd00:1::200

lab_up_nat
lab_no_gateway rs1 rs2 rs3
for rs in rs1 rs2 rs3; do for port in 443 53000; do n $rs "$ECHO" $rs $port; done; done
# Deprecated, so that no packet has one of them for its source by itself.
for i in 245 246 247; do
    ip -n dir address add 172.16.86.$i/24 dev private
    ip -n dir address add fd00:2::$i/64 dev private preferred_lft 0
done
for i in $(seq 101 112); do ip -n cl address add 192.168.1.$i/24 dev public; done

# seen PROTOCOL ADDRESS PORT BYTES [SOURCE]: the peer that the server saw and the bytes that came back; none without an answer.
seen() { n cl timeout 60 "$ECHO" "$@" 2>/dev/null | awk '{ print $2, $3 } END { if (!NR) print "none" }'; }
# setting: that of the director.
setting() { n dir sysctl -n net.ipv4.vs.conntrack; }

lab_dump dir >/run/empty
lvs -Command '
$ErrorActionPreference = "Stop"
foreach ($vip in "192.168.1.200", "fd00:1::200") {
    $v6 = $vip -like "*:*"
    $net = if ($v6) { "fd00:2::" } else { "172.16.86." }
    $at = if ($v6) { "[$vip]" } else { $vip }
    Set-LvsFwMark $(if ($v6) { 6 } else { 4 }) -Address $vip -Tcp 53000
    $(
        New-LvsService -Tcp "${at}:443" -PassThru
        New-LvsService -Udp "${at}:443" -PassThru
        New-LvsService -Sctp "${at}:443" -PassThru
        New-LvsService -Udp "${at}:0" -Persistent -PassThru
        Get-LvsFwMark $(if ($v6) { 6 } else { 4 }) | New-LvsService -PassThru
    ) | Add-LvsRealServer -Address "${net}250", "${net}248", "${net}251" -Forwarding Masquerade
}' || check 'the services are made' 0 $?
lab_dump dir >/run/before
check 'without it no answer finds back' 'none none' "$(seen tcp $V4 443 1000) $(seen tcp $V6 443 1000)"

lvs -Command '
Get-LvsService | Enable-LvsFullNat -WhatIf
Get-LvsService | Enable-LvsFullNat -PassThru | ForEach-Object { "$_ $($_.SourceAddress.Count) $($_.Conntrack)" }
' >/run/shown || check 'it is enabled' 0 $?
check 'each of ten services says so, and what would have been done' '10 10 10' \
    "$(grep -c ' 0 True$' /run/shown) $(grep -c 'What if: Set net.ipv4.vs.conntrack' /run/shown) $(grep -c 'What if: Give connections to' /run/shown)"
check 'conntrack is on' 1 "$(setting)"
for protocol in tcp udp sctp; do
    check "1 MB whole in both directions, from the director: $protocol" "172.16.86.249 1000000" "$(seen $protocol $V4 443 1000000)"
    check "the same over IPv6: $protocol" "fd00:2::249 1000000" "$(seen $protocol $V6 443 1000000)"
done
check 'a service for all ports' "172.16.86.249 1000 fd00:2::249 1000" "$(seen udp $V4 53000 1000) $(seen udp $V6 53000 1000)"
check 'a service by mark' "172.16.86.249 1000 fd00:2::249 1000" "$(seen tcp $V4 53000 1000) $(seen tcp $V6 53000 1000)"

lvs -Command '
$ErrorActionPreference = "Stop"
Enable-LvsFullNat -Tcp 192.168.1.200:443 -SourceAddress 172.16.86.245
Enable-LvsFullNat -Tcp "[fd00:1::200]:443" -SourceAddress fd00:2::245-fd00:2::247
Enable-LvsFullNat -FwMark 4 -SourceAddress 172.16.86.245, 172.16.86.247
Enable-LvsFullNat -Udp 192.168.1.200:443 -SourceAddress 172.16.86.247, 172.16.86.245
Get-LvsFullNat | Where-Object { $_.SourceAddress } | ForEach-Object { "$_ $($_.SourceAddress)" }
' >/run/shown || check 'sources are given' 0 $?
check 'they are read back' "$(sort <<'EOT'
fwmark://4 172.16.86.245 172.16.86.247
tcp://192.168.1.200:443 172.16.86.245
tcp://[fd00:1::200]:443 fd00:2::245-fd00:2::247
udp://192.168.1.200:443 172.16.86.245 172.16.86.247
EOT
)" "$(sort /run/shown)"
check 'one source' '172.16.86.245 1000' "$(seen tcp $V4 443 1000)"
check 'a source of a range' fd00:2::24 "$(seen tcp $V6 443 1000 | cut -c1-10)"
pool() { for i in $(seq 101 112); do seen "$1" $V4 "$2" 1000 192.168.1.$i; done | sort -u | paste -sd' '; }
check 'sources of a pool, all of them and no other' '172.16.86.245 1000 172.16.86.247 1000' "$(pool tcp 53000)"
check 'a client keeps its source' 1 "$(for i in 1 2 3 4 5; do seen tcp $V4 53000 1000 192.168.1.105; done | sort -u | wc -l)"
check 'other services have the director still' '172.16.86.249 1000' "$(seen sctp $V4 443 1000)"

lvs -Command 'Get-LvsService | Where-Object Protocol -ne Sctp | Disable-LvsFullNat' || check 'most are disabled' 0 $?
check 'conntrack stays for those that need it' 1 "$(setting)"
check 'those of them answer, the others do not' '172.16.86.249 1000 none' "$(seen sctp $V4 443 1000) $(seen tcp $V4 443 1000)"
lvs -Command 'Get-LvsFullNat | Disable-LvsFullNat; Get-LvsFullNat' || check 'the rest is disabled' 0 $?
lab_dump dir >/run/after
same 'everything is as before' /run/before /run/after

n dir sysctl -qw net.ipv4.vs.conntrack=1
lvs -Command 'Enable-LvsFullNat -Tcp 192.168.1.200:443; Disable-LvsFullNat -Tcp 192.168.1.200:443' || check 'once more, with conntrack on before' 0 $?
check 'it is on after' 1 "$(setting)"
n dir sysctl -qw net.ipv4.vs.conntrack=0

lvs -Command 'Enable-LvsFullNat -Tcp 192.168.1.200:443' || check 'enabled' 0 $?
n dir nft flush ruleset
lvs -Command 'Disable-LvsFullNat -Tcp 192.168.1.200:443' || check 'disabled after somebody flushed all rules' 0 $?
check 'conntrack is as before all the same' 0 "$(setting)"

lvs -Command 'Clear-LvsTable; Get-LvsFwMark | Remove-LvsFwMark'
lab_dump dir >/run/after
same 'nothing is left' /run/empty /run/after
exit $FAILED
