# Two Sync-LvsState on one director at the same time: one makes the changes, the other waits for it, and then finds nothing to do or
# says that the table is locked. A third, killed in the middle, leaves no lock, and the next reaches the state.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
export LVSPS_STATE_DIR=/run/lvsps-test

# Each virtual address is first asked for on the network for a second, so that an application takes some seconds.
document() { # document NAME LAST
    {
        printf 'owner: %s\nprune: true\nservices:\n  - service: tcp://192.168.1.200:80\n    realServers:\n' "$1"
        printf '      - { address: 172.16.86.250, port: 80, forwarding: masquerade }\n'
        printf 'virtualAddresses:\n'
        for i in $(seq 11 "$2"); do printf '  - { address: 192.168.1.%d, interface: public }\n' "$i"; done
    } >/run/$1.yaml
}
document one 14
document two 18
addresses() { ip -n dir -4 -o addr show dev public | grep -c '192\.168\.1\.1[0-9]/32'; }
sync() { lvs -Command "try { \"changed \$((Sync-LvsState /run/$1.yaml -PassThru -ErrorAction Stop).Changed)\" } catch { \$_.FullyQualifiedErrorId }" >/run/$2 2>&1; }

sync one first &
FIRST=$!
sync one second &
SECOND=$!
wait $FIRST $SECOND
check 'one of the two changed something' 1 "$(cat /run/first /run/second | grep -c '^changed True$')"
check 'the other found nothing to do, or the table locked' 1 "$(cat /run/first /run/second | grep -cE '^changed False$|^TableLocked,')"
check 'the addresses are there once' 4 "$(addresses)"
check 'the service is there' 1 "$(n dir ipvsadm -Sn | grep -c '^-A -t 192.168.1.200:80 ')"

# Killed when so many of its eight addresses are there.
for count in 1 2 4 7; do
    for i in $(seq 11 18); do n dir ip addr del 192.168.1.$i/32 dev public 2>/dev/null; done
    n dir ipvsadm -C
    n dir dotnet "$LVSPS_SHELL" -Command 'Sync-LvsState /run/two.yaml' &
    PID=$!
    there() { [ "$(addresses)" -ge "$count" ] || ! kill -0 $PID 2>/dev/null; }
    lab_until 300 there
    kill -9 $PID 2>/dev/null
    wait $PID 2>/dev/null
    lvs -Command 'Sync-LvsState /run/two.yaml -ErrorAction Stop'
    check "the next run succeeds after a death at $count" 0 $?
    check "all is there after a death at $count" 8 "$(addresses)"
    check "nothing is left to do after a death at $count" True "$(lvs -Command '(Compare-LvsState /run/two.yaml).IsEmpty')"
done
exit $FAILED
