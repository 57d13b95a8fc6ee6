# A suspended server gets no new clients and keeps the connections that it has; the wait ends when these do. Schedulers that hash and
# persistence behave as the warnings say, before and after the lines that they print.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
lab_up_nat
serve rs1 rs2 rs3
export LVSPS_STATE_DIR=/run/lvsps-drain
V=192.168.1.200
S=tcp://$V:7000
for ((i = 101; i <= 112; i++)); do ip -n cl address add 192.168.1.$i/24 dev public; done
say() { lvs -Command "$1" 2>&1; }
weights() { n dir ipvsadm -Ln | awk '/->/ && $4 ~ /^[0-9]+$/ { sub(/172.16.86./, "", $2); sub(/:7000/, "", $2); printf "%s%s=%s", sep, $2, $4; sep = " " } END { print "" }'; }
# Who answers a client of each of 12 addresses; '-' for nobody.
answers() {
    local i
    for ((i = 101; i <= 112; i++)); do timeout 3 ip netns exec cl "$ECHO" tcp $V 7000 0 192.168.1.$i 2>/dev/null | cut -d' ' -f1 | grep . || echo -; done |
        sort -u | tr '\n' ' '
}
table() { n dir ipvsadm -C; say "New-LvsService $S $1; Add-LvsRealServer $S 172.16.86.250, 172.16.86.248 -Forwarding Masquerade -Weight 3"; }

# A held connection.
table '-Scheduler rr'
mkfifo /run/go
n cl bash -c "exec 3<>/dev/tcp/$V/7000; read -r who _ <&3; echo \$who >/run/held; read -r line </run/go; echo \$line >&3; read -r back <&3; echo \$back >/run/back" &
HELD=$!
lab_until 20 test -s /run/held
WHO=$(cat /run/held)
case $WHO in rs1) SERVER=172.16.86.250 OTHER=rs2 ;; *) SERVER=172.16.86.248 OTHER=rs1 ;; esac
say "Get-LvsRealServer -Address $SERVER | Suspend-LvsRealServer -Reason disk -Owner ann -Duration 1h"
check 'its weight is 0' 1 "$(n dir ipvsadm -Ln | grep -c "$SERVER:7000 *Masq *0 ")"
check 'why and who are shown in another process' 'disk ann True' \
    "$(say "Get-LvsRealServer -Address $SERVER | ForEach-Object { \"\$(\$_.Suspension.Reason) \$(\$_.Suspension.Owner) \$(\$_.Suspension.Expires -gt [DateTimeOffset]::UtcNow)\" }")"
check 'new clients go elsewhere' "$OTHER=6" "$(spread tcp $V 6)"
check 'the wait ends with its time' 'DrainTimeout' \
    "$(say "Wait-LvsRealServer $S $SERVER -Timeout 1 -ErrorVariable e -ErrorAction SilentlyContinue; \$e[0].FullyQualifiedErrorId.Split(',')[0]")"
lvs -Command "'begun'; Wait-LvsRealServer $S $SERVER -Timeout 300 -Interval 100ms -PassThru | Remove-LvsRealServer -Verbose" >/run/waited 2>&1 &
WAIT=$!
lab_until 60 grep -q begun /run/waited
check 'the wait goes on while the connection does' yes "$(kill -0 $WAIT && echo yes)"
echo hello >/run/go
wait $HELD
check 'the held connection lived' hello "$(cat /run/back)"
wait $WAIT
check 'the wait ends with the connection, and the server is removed' 0 "$(n dir ipvsadm -Ln | grep -c "$SERVER:7000")"
check 'resumed without a place in the table, a warning says so' 1 "$(say "Resume-LvsRealServer $S $SERVER" | grep -c 'not in the table')"

# All of a machine's services, and back.
table '-Scheduler wrr'
say 'Get-LvsRealServer -Address 172.16.86.250 | Suspend-LvsRealServer'
check 'suspended' '248=3 250=0' "$(weights)"
say 'Get-LvsRealServer | Resume-LvsRealServer'
check 'resumed' '248=3 250=3' "$(weights)"

# Schedulers that hash: without the flag new clients of the server are dropped, with it they go elsewhere.
for scheduler in sh mh; do
    table "-Scheduler $scheduler"
    check "$scheduler: both serve" 'rs1 rs2 ' "$(answers)"
    say "Suspend-LvsRealServer $S 172.16.86.250" >/run/said
    check "$scheduler: clients are dropped" '- rs2 ' "$(answers)"
    LINE=$(grep -o 'Set-LvsService .*' /run/said)
    check "$scheduler: the line that helps" "Set-LvsService $S -SchedulerFlag $scheduler-fallback" "$LINE"
    say "$LINE"
    check "$scheduler: with it they go elsewhere" 'rs2 ' "$(answers)"
    say "Resume-LvsRealServer $S 172.16.86.250"
done

# Persistent clients come back until templates expire.
table '-Scheduler rr -PersistenceTimeout 600'
check 'persistence: both serve' 'rs1 rs2 ' "$(answers)"
say "Suspend-LvsRealServer $S 172.16.86.250" >/run/said
check 'persistence: clients come back' 'rs1 rs2 ' "$(answers)"
LINE=$(grep -o 'Set-LvsKernelSetting .*' /run/said)
check 'persistence: the line that helps' 'Set-LvsKernelSetting expire_quiescent_template 1' "$LINE"
say "$LINE"
check 'persistence: with it they go elsewhere' 'rs2 ' "$(answers)"
exit $FAILED
