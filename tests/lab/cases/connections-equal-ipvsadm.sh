# With real connections of every kind, Get-LvsConnection says what `ipvsadm -Lnc --persistent-conn` says, in the director and in a
# backup that has them from its daemon; from outside of the namespace too. Filters choose of them what a reader would.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
lab_director dir2 202 247
n dir sysctl -qw net.ipv4.vs.sync_threshold='0 1'
ipvs() { n dir ipvsadm "$@"; }
ipvs --start-daemon master --mcast-interface public --syncid 1
n dir2 ipvsadm --start-daemon backup --mcast-interface public --syncid 1
ipvs -A -t 192.168.1.200:80 -s rr
for server in 172.16.86.250 172.16.86.248; do ipvs -a -t 192.168.1.200:80 -r $server -m; done
ipvs -A -t 192.168.1.200:81 -s rr -p 3600
ipvs -a -t 192.168.1.200:81 -r 172.16.86.251:80 -m
ipvs -A -u 192.168.1.200:53 -s rr
ipvs -a -u 192.168.1.200:53 -r 172.16.86.250 -m
ipvs -A -t '[fd00:1::200]:80' -s rr -p 3600
ipvs -a -t '[fd00:1::200]:80' -r '[fd00:2::250]:80' -m
ipvs -A -u 192.168.1.200:5060 -s rr -o -p 3600 --pe sip
ipvs -a -u 192.168.1.200:5060 -r 172.16.86.250:5060 -m
get http://192.168.1.200/ 6 >/dev/null
get http://192.168.1.200:81/ 2 >/dev/null
get 'http://[fd00:1::200]/' 2 >/dev/null
n cl socat -t 1 - UDP4:192.168.1.200:53 <<<hello >/dev/null
printf '%s\r\n' 'INVITE sip:bob@192.168.1.200 SIP/2.0' 'Via: SIP/2.0/UDP 192.168.1.100:5060;branch=z9hG4bK' \
    'From: <sip:alice@192.168.1.100>;tag=1' 'To: <sip:bob@192.168.1.200>' 'Call-ID: a84b4c76e66710@pc33.example.com' \
    'CSeq: 1 INVITE' 'Content-Length: 0' '' | n cl socat -t 1 - UDP4:192.168.1.200:5060,sourceport=5060
n cl socat -u TCP4:192.168.1.200:80,sourceport=40000 - &
OPEN=$!
is_open() { n dir grep -q ' 9C40 .*ESTABLISHED' /proc/net/ip_vs_conn; }
lab_until 60 is_open
has_all() { [ "$(n dir2 grep -c . /proc/net/ip_vs_conn)" = "$(n dir grep -c . /proc/net/ip_vs_conn)" ]; }
lab_until 60 has_all

# Each entry without its time, which goes on.
theirs() { n "$1" ipvsadm -Lnc --persistent-conn | awk 'NR > 2 { $2 = ""; $1 = $1; print }' | tr -s ' ' | sort; }
LINES_OF='ForEach-Object {
    $wanted = if ($_.FwMark) { "0.0.0.$($_.FwMark):0" } else { [LvsPS.LvsEndpoint]::new($_.VirtualAddress, $_.VirtualPort) }
    $protocol = if ($_.Protocol) { "$($_.Protocol)".ToUpperInvariant() } else { "IP" }
    "$protocol $($_.State) $([LvsPS.LvsEndpoint]::new($_.ClientAddress, $_.ClientPort)) $wanted $([LvsPS.LvsEndpoint]::new($_.Address, $_.Port)) $($_.PersistenceEngine) $($_.PersistenceData)".Trim()
}'
ours() { n "$1" dotnet "$LVSPS_SHELL" -Command "Get-LvsConnection | $LINES_OF" | sort; }
steady() { A=$(theirs "$1"); B=$(ours "$1"); [ "$A" = "$(theirs "$1")" ]; }
for director in dir dir2; do
    lab_until 60 steady $director
    check "every entry of $director" "$A" "$B"
done
check 'there are enough' 1 "$([ "$(wc -l <<<"$A")" -ge 14 ] && echo 1)"

seen() { lvs -Command "$1" 2>&1; }
# As many as ipvsadm has, before and after: entries end while a slow machine still counts.
as_many() { # as_many WHAT PATTERN COMMAND...
    count() { A=$(theirs dir | grep -c -e "$PATTERN"); B=$("$@"); [ "$A" = "$(theirs dir | grep -c -e "$PATTERN")" ]; }
    local PATTERN=$2
    lab_until 60 count "${@:3}"
    check "$1" "$A" "$B"
}
as_many 'from outside of the namespace' '' dotnet "$LVSPS_SHELL" -Command '$s = New-LvsSession -NetworkNamespace dir; @(Get-LvsConnection -Session $s).Count'
check 'and none outside' 0 "$(dotnet "$LVSPS_SHELL" -Command '@(Get-LvsConnection).Count')"
seconds() { n dir ipvsadm -Lnc | awk '$3 == "ESTABLISHED" { split($2, t, ":"); print t[1] * 60 + t[2] }'; }
FROM=$(seconds)
SECONDS_LEFT=$(seen '(Get-LvsConnection -State ESTABLISHED).Expires.TotalSeconds')
check 'the time to live, to the second' 1 "$((SECONDS_LEFT <= FROM && SECONDS_LEFT >= $(seconds)))"
check 'one connection that is open' '192.168.1.100:40000' "$(seen 'Get-LvsConnection -Tcp 192.168.1.200:80 -State EST* | ForEach-Object { "$($_.ClientAddress):$($_.ClientPort)" }')"
check 'templates' 3 "$(seen '@(Get-LvsConnection -Template).Count')"
as_many 'connections of one real server' '172.16.86.248:80$' seen '@(Get-LvsRealServer -Address 172.16.86.248 | Get-LvsConnection).Count'
as_many 'clients of IPv6' 'fd00:1::100' seen '@(Get-LvsConnection -Client fd00:1::/64).Count'
check 'a call by its id' 'a84b4c76e66710@pc33.example.com' "$(seen '(Get-LvsConnection -Udp 192.168.1.200:5060).PersistenceData')"
check 'made here' Local "$(seen 'Get-LvsConnection -Origin Local, Sync | ForEach-Object Origin' | sort -u)"
check 'made there' Sync "$(n dir2 dotnet "$LVSPS_SHELL" -Command 'Get-LvsConnection -Origin Local, Sync | ForEach-Object Origin' | sort -u)"
as_many 'somebody who is not root may look' '' \
    n dir setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all dotnet "$LVSPS_SHELL" -Command '@(Get-LvsConnection).Count'
kill $OPEN
exit $FAILED
