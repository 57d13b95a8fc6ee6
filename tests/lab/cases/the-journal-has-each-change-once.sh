# A real systemd-journald takes what a monitor changes in the table: one entry for each change, with who, what, before and after in
# fields of their own, also where cmdlets of another process made the monitor act. A monitor tells that its journal is down, and entries
# go on when it is back.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
JOURNALD=/usr/lib/systemd/systemd-journald
[ -x $JOURNALD ] && command -v journalctl >/dev/null || { echo 'Debian package systemd is not installed'; exit 77; }
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /sys/fs/cgroup/test /run/systemd/journal /run/log/journal
echo $$ >/sys/fs/cgroup/test/cgroup.procs
[ -s /etc/machine-id ] || tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
SOCKET=/run/systemd/journal/socket
takes() { [ -S $SOCKET ] && printf 'MESSAGE=%s\n' "$1" | logger --journald 2>/dev/null; }
journal_up() {
    $JOURNALD >/run/journald 2>&1 &
    PID=$!
    lab_until 120 takes begun || cat /run/journald
}
journal_up
worlds o
S=192.168.1.205:80
LOG=/run/monitor.log
WHAT="of tcp://$S"
n diro ipvsadm -R <<<"-A -t $S -s rr
-a -t $S -r 172.16.0.7:80 -g -w 2
-a -t $S -r 172.16.0.8:80 -g -w 1"

# The entries of the monitor, as lines of what, before and after, in their order.
entries() {
    journalctl -q --no-pager -D /run/log/journal -o json -t lvsps | python3 -c 'import json, sys
for line in sys.stdin:
    e = json.loads(line)
    print("%s: %s -> %s" % (e["LVSPS_WHAT"], e["LVSPS_BEFORE"], e["LVSPS_AFTER"]))'
}
WANTED=
# gets WHAT LINE...: the journal comes to have these entries as well, and none besides.
has() { [ "$(entries)" = "$WANTED" ]; }
gets() {
    local line
    for line in "${@:2}"; do WANTED+=${WANTED:+$'\n'}$line; done
    lab_until 240 has 2>/dev/null
    check "$1" "$WANTED" "$(entries)"
}
said() { grep -c "$SOCKET $1" $OUT; }
has_said() { [ "$(said "$1")" -ge "$2" ]; }

# As monitor starts one, but its events are printed as they come: what is wrong with a log is told of in no log.
OUT=/run/out
ip netns exec diro dotnet "$LVSPS_SHELL" -Command "\$job = Get-LvsService | Start-LvsHealthMonitor -Interval 10 -FastInterval 500ms -Fall 2 -ForeignChange Restore \
    -LogPath $LOG -Name web -HealthCheck (New-LvsHealthCheck -Http -Match CentOS -Timeout 10)
    while (-not [IO.File]::Exists('$OUT.end')) { \$null = Wait-Job \$job -Timeout 1; Receive-Job \$job | ForEach-Object { \"\$_\" } }
    Stop-Job \$job; Receive-Job \$job | ForEach-Object { \"\$_\" }" >$OUT 2>&1 &
MONITOR=$!
lab_until 240 test -s $LOG
stop_server r8o
gets 'a server is down: one entry' "172.16.0.8:80 $WHAT: gateway, weight 1 -> absent"
start_server r8o
gets 'it is back: one more' "172.16.0.8:80 $WHAT: absent -> gateway, weight 1"
lvs_o() { n diro dotnet "$LVSPS_SHELL" -Command "$1"; }
lvs_o "Set-LvsRealServer -Service tcp://$S -Address 172.16.0.7 -Weight 9"
gets 'a weight that a cmdlet gives is taken back: one entry' "172.16.0.7:80 $WHAT: gateway, weight 9 -> gateway, weight 2"
lvs_o "Remove-LvsRealServer -Service tcp://$S -Address 172.16.0.7"
gets 'a server that a cmdlet removes is put back: one entry' "172.16.0.7:80 $WHAT: absent -> gateway, weight 2"
check 'as many entries as the log has changes' "$(grep -c ' Changed ' $LOG)" "$(entries | wc -l)"

check 'the fields of each entry' "lvsps 6 3 journal 0 $MONITOR" "$(journalctl -q --no-pager -D /run/log/journal -o json -t lvsps | python3 -c 'import json, sys
for line in sys.stdin:
    e = json.loads(line)
    assert e["MESSAGE"] == "%s: %s: %s -> %s" % (e["LVSPS_WHO"], e["LVSPS_WHAT"], e["LVSPS_BEFORE"], e["LVSPS_AFTER"]), e
    assert "web" in e["LVSPS_WHO"] and "root" in e["LVSPS_WHO"], e
    print(e["SYSLOG_IDENTIFIER"], e["PRIORITY"], e["SYSLOG_FACILITY"], e["_TRANSPORT"], e["_UID"], e["_PID"])' | sort -u)"
check 'one is found by what it is about' 2 "$(journalctl -q --no-pager -D /run/log/journal -o cat -t lvsps "LVSPS_WHAT=172.16.0.8:80 $WHAT" | wc -l)"

kill $PID
wait $PID
stop_server r8o
lab_until 240 has_said 'cannot be written' 1
journal_up
start_server r8o
gets 'the journal was down: from then on each has its entry' "172.16.0.8:80 $WHAT: absent -> gateway, weight 1"
end_monitor $OUT
check 'the journal was down: the monitor told of that, and of what was lost' '1 1' "$(said 'cannot be written') $(said 'is written again: 1 entry was lost')"
[ $FAILED = 0 ] || tail -n 40 $OUT $LOG /run/journald
exit $FAILED
