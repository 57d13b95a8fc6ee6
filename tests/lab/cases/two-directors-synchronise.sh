# A master and a backup, each with daemons started by cmdlets from outside of its network namespace: connections of the one are seen in
# the other, with their origin, and a daemon of another id does not take them.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
lab_director dir2 202 247
lab_director dir3 203 246
shell() { dotnet "$LVSPS_SHELL" -Command "\$master = New-LvsSession -NetworkNamespace dir; \$backup = New-LvsSession -NetworkNamespace dir2; \$other = New-LvsSession -NetworkNamespace dir3; $1"; }
shell 'foreach ($director in $master, $backup, $other) {
        New-LvsService -Tcp 192.168.1.200:80 -Scheduler rr -PersistenceTimeout 600 -Session $director -PassThru |
            Add-LvsRealServer -Address 172.16.86.250, 172.16.86.248 -Forwarding Masquerade
    }
    Set-LvsKernelSetting sync_threshold 0, 1 -Session $master
    Start-LvsSyncDaemon Master public -SyncId 5 -Group 239.0.0.81 -Port 9000 -Ttl 2 -Session $master
    Start-LvsSyncDaemon Backup public -SyncId 5 -Group 239.0.0.81 -Port 9000 -Session $backup
    Start-LvsSyncDaemon Backup public -SyncId 6 -Group 239.0.0.81 -Port 9000 -Session $other' >/run/said 2>&1
check 'nothing went wrong' '' "$(cat /run/said)"
check 'the master, as ipvsadm has it' 'master sync daemon (mcast=public, syncid=5, maxlen=1472, group=239.0.0.81, port=9000, ttl=2)' "$(n dir ipvsadm -L --daemon)"
check 'the backup' 'backup sync daemon (mcast=public, syncid=5, maxlen=1472, group=239.0.0.81, port=9000, ttl=1)' "$(n dir2 ipvsadm -L --daemon)"

# One connection that stays, beside some that are over.
n cl socat -u TCP4:192.168.1.200:80,sourceport=40000 - &
OPEN=$!
is_open() { n dir grep -q ' 9C40 .*ESTABLISHED' /proc/net/ip_vs_conn; }
lab_until 60 is_open
get http://192.168.1.200/ 4 >/dev/null
entries() { n "$1" ipvsadm -Lnc | awk 'NR > 2 { print $1, $4, $5, $6 }' | sort; }
has_all() { [ -z "$(comm -23 <(entries dir) <(entries dir2))" ]; }
lab_until 60 has_all
check 'the backup has every connection of the master' 0 $?

LINE='"$($_.Origin) $($_.IsTemplate) $($_.State) $($_.ClientAddress):$($_.ClientPort) $($_.Address):$($_.Port)"'
for line in $(shell "Get-LvsConnection -Session \$master -Origin Local, Sync | Where-Object ClientPort -In 40000, 0 | ForEach-Object { $LINE }" | sort | tr ' ' '|'); do
    server=${line##*|}
    check "made here: $line" Local "${line%%|*}"
done
seen() { shell "Get-LvsConnection -Session \$backup -Origin Sync | Where-Object ClientPort -In 40000, 0 | ForEach-Object { $LINE }" | sort; }
check 'the open one and the template, as the backup has them' "Sync False ESTABLISHED 192.168.1.100:40000 $server
Sync True NONE 192.168.1.100:0 $server" "$(seen | sed 's/True ASSURED/True NONE/')"
check 'none was made there' 0 "$(shell '@(Get-LvsConnection -Session $backup -Origin Local).Count')"
check 'a backup of another id took none' 0 "$(shell '@(Get-LvsConnection -Session $other).Count')"

# Nothing more comes when the daemon is stopped, and what came stays.
shell 'Get-LvsSyncDaemon -Session $master | Stop-LvsSyncDaemon; Stop-LvsSyncDaemon Backup -Session $backup'
check 'no daemon is left' '' "$(n dir ipvsadm -L --daemon)$(n dir2 ipvsadm -L --daemon)"
check 'and the connection still stands in both' '1 1' "$(entries dir | grep -c :40000) $(entries dir2 | grep -c :40000)"
kill $OPEN
exit $FAILED
