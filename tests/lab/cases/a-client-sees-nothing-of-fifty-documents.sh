# A client never stops asking one service while fifty documents are applied, one after the other, that change everything else: other
# services, their servers, weights and schedulers, and marks. No
# request fails, as none does in a control run without changes first.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
mkdir -p /run/documents

# document N: the service that is asked stays, and the rest is never twice the same.
document() {
    local i=$1 j
    printf 'owner: test\nprune: true\nservices:\n'
    printf '  - service: tcp://192.168.1.200:80\n    scheduler: %s\n    realServers:\n' wrr
    printf '      - { address: 172.16.86.250, port: 80, forwarding: masquerade, weight: 1 }\n'
    for j in $((i % 10)) $(((i * 7 + 3) % 10)) $(((i * 3 + 5) % 10)); do echo "$j"; done | sort -u | while read -r j; do
        printf '  - service: tcp://192.168.1.200:%d\n    scheduler: %s\n    realServers:\n' $((8000 + j)) "$([ $((i % 2)) = 0 ] && echo rr || echo wlc)"
        printf '      - { address: 172.16.86.250, port: 80, forwarding: masquerade, weight: %d }\n' $((1 + (i + j) % 5))
        [ $((i % 3)) = 0 ] || printf '      - { address: 172.16.86.248, port: 80, forwarding: masquerade, weight: %d }\n' $((1 + i % 4))
    done
    printf '  - service: fwmark://%d\n    realServers:\n      - { address: 172.16.86.250, port: 80, forwarding: masquerade }\n' $((1 + i % 3))
    printf 'fwMarks:\n  - { fwMark: %d, addresses: [192.168.1.200], tcp: [%d] }\n' $((1 + i % 3)) $((9000 + i % 4))
}
for i in $(seq 0 50); do document $i >/run/documents/$(printf %02d $i).yaml; done

# asked NAME COMMAND...: what the client was answered from before the command to after its end; at least two hundred requests.
asked() {
    local name=$1
    shift
    rm -f /run/stop /run/asked.$name
    { until [ -e /run/stop ]; do n cl curl -gs --connect-timeout 60 -m 120 -w '%{onerror}error-%{exitcode}\n' http://192.168.1.200/; done >/run/asked.$name; } &
    local client=$!
    lab_until 120 [ -s /run/asked.$name ]
    "$@"
    many() { [ "$(wc -l </run/asked.$name)" -ge 200 ]; }
    lab_until 600 many
    touch /run/stop
    wait $client
    check "no request fails: $name" 0 "$(grep -vc '^rs[123]' /run/asked.$name)"
    check "there were requests: $name" 0 "$(many; echo $?)"
}

lvs -Command 'Sync-LvsState /run/documents/00.yaml'
check 'the first document is applied' 0 $?
asked control true
apply() {
    lvs -Command '$changed = 0
        foreach ($number in 1..50) {
            $file = "/run/documents/{0:00}.yaml" -f $number
            $result = Sync-LvsState $file -PassThru -ErrorAction Stop
            if ($result.Changed) { $changed++ }
            if ((Sync-LvsState $file -PassThru).Changed) { "$file changes a second time" }
        }
        $changed' >/run/changed
}
asked documents apply
check 'every document changed something' 50 "$(cat /run/changed)"
check 'the last one is true' 'tcp://192.168.1.200:80' "$(lvs -Command 'Get-LvsService | ForEach-Object { "$_" }' | grep ':80$')"
exit $FAILED
