# Time-outs and synchronisation daemons: what LvsPS sets ipvsadm shows, and what ipvsadm sets LvsPS shows.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up
daemons() { n dir ipvsadm -L --daemon; }
ours() { lvs -Command 'Get-LvsSyncDaemon | ForEach-Object { "$("$($_.Role)".ToLower()) sync daemon (mcast=$($_.Interface), syncid=$($_.SyncId), maxlen=$($_.MaxLength), group=$($_.Group), port=$($_.Port), ttl=$($_.Ttl))" }
    $t = Get-LvsTimeout; "Timeout (tcp tcpfin udp): $($t.Tcp.TotalSeconds) $($t.TcpFin.TotalSeconds) $($t.Udp.TotalSeconds)"'; }
theirs() { daemons; n dir ipvsadm -L --timeout; }

check 'a new director' "$(theirs)" "$(ours)"

lvs -Command 'Set-LvsTimeout -TcpFin 2m -Udp 1d; Start-LvsSyncDaemon Master private; Start-LvsSyncDaemon Backup public -SyncId 255 -MaxLength 1400 -Group 239.1.2.3 -Port 9000 -Ttl 255'
check 'time-outs that LvsPS set' 'Timeout (tcp tcpfin udp): 900 120 86400' "$(n dir ipvsadm -L --timeout)"
check 'daemons that LvsPS started' 'master sync daemon (mcast=private, syncid=0, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)
backup sync daemon (mcast=public, syncid=255, maxlen=1400, group=239.1.2.3, port=9000, ttl=255)' "$(daemons)"
check 'and as LvsPS shows them' "$(theirs)" "$(ours)"

# A daemon cannot be changed: Restore stops it and starts it, and says so.
lvs -Command '$before = Checkpoint-LvsTable; Stop-LvsSyncDaemon Master, Backup; Start-LvsSyncDaemon Master private -SyncId 7; Set-LvsTimeout -Tcp 5
    "planned"; Restore-LvsTable $before -WhatIf; Restore-LvsTable $before' >/tmp/restore
check 'what Restore says of daemons' 'What if: Stop the master sync daemon, to start it anew (sync id 7 -> 0).' "$(grep Stop /tmp/restore)"
check 'daemons that came back' 'master sync daemon (mcast=private, syncid=0, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)
backup sync daemon (mcast=public, syncid=255, maxlen=1400, group=239.1.2.3, port=9000, ttl=255)' "$(daemons)"
check 'time-outs that came back' 'Timeout (tcp tcpfin udp): 900 120 86400' "$(n dir ipvsadm -L --timeout)"

lvs -Command 'Get-LvsSyncDaemon | Stop-LvsSyncDaemon; Start-LvsSyncDaemon Master private -Group ff02::81 -MaxLength 1 -SyncId 1; Start-LvsSyncDaemon Backup private -Group ff05::8 -MaxLength 65487'
check 'daemons over IPv6, as short and as long as can be' 'master sync daemon (mcast=private, syncid=1, maxlen=1, group=ff02::81, port=8848, ttl=1)
backup sync daemon (mcast=private, syncid=0, maxlen=65487, group=ff05::8, port=8848, ttl=1)' "$(daemons)"
lvs -Command 'Stop-LvsSyncDaemon Backup, Master'
check 'none is left' '' "$(daemons)"

n dir ipvsadm --set 60 0 7
n dir ipvsadm --start-daemon backup --mcast-interface public --syncid 9 --sync-maxlen 2000 --mcast-group ff02::99 --mcast-port 1 --mcast-ttl 2
check 'what ipvsadm set' "$(theirs)" "$(ours)"
exit $FAILED
