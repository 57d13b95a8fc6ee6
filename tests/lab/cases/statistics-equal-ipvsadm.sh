# At one moment Get-LvsStats has the numbers of `ipvsadm -Ln --stats --exact`.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
n dir ipvsadm -A -t 192.168.1.200:80 -s rr
for server in 172.16.86.250 172.16.86.248 172.16.86.251; do n dir ipvsadm -a -t 192.168.1.200:80 -r $server -m; done
get http://192.168.1.200/ 30 >/dev/null

ipvsadm_numbers() { n dir ipvsadm -Ln --stats --exact | awk '$1 == "TCP" || ($1 == "->" && $2 != "RemoteAddress:Port") { print $2, $3, $4, $5, $6, $7 }'; }
# The processors' sums are live, and the service's follow them by a tick: they are equal when all is told. Nothing comes any more
# where every connection has been closed by both sides.
closed() { [ "$(n dir ipvsadm -Lnc | awk 'NR > 2 && $3 !~ /^(TIME_WAIT|CLOSE)$/' | wc -l)" = 0 ]; }
live() { printf '%d %d %d %d %d' $(n dir awk 'NR > 2 && $1 != "~" && NF == 6 { print "0x" $2, "0x" $3, "0x" $4, "0x" $5, "0x" $6 }' /proc/net/ip_vs_stats_percpu); }
told() { [ "$(live)" = "$(ipvsadm_numbers | awk 'NR == 1 { print $2, $3, $4, $5, $6 }')" ]; }
lab_until 60 closed
lab_until 60 told
BEFORE=$(ipvsadm_numbers)
OURS=$(lvs -Command 'Get-LvsStats | ForEach-Object {
    $name = if ($_.Address) { "$($_.Address):$($_.Port)" } else { "$($_.Service)" -replace "^tcp://" }
    "$name $($_.Connections) $($_.IncomingPackets) $($_.OutgoingPackets) $($_.IncomingBytes) $($_.OutgoingBytes)" }')
check 'the numbers did not move meanwhile' "$BEFORE" "$(ipvsadm_numbers)"
check 'every total of the service and its servers' "$(sort <<<"$BEFORE")" "$(sort <<<"$OURS")"
check 'they count the requests' 30 "$(awk '$1 == "192.168.1.200:80" { print $2 }' <<<"$OURS")"
exit $FAILED
