# Each errno that IPVS can be made to answer has its id, its category, its target and a remedy: what the kernel refuses, and what is
# refused before it is sent, since the kernel would answer no more than EINVAL or take something else in silence.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up
cat >/tmp/errno.ps1 <<'END'
param($File)
$ErrorActionPreference = 'Continue'
New-LvsService -Tcp 192.168.1.200:80
Add-LvsRealServer tcp://192.168.1.200:80 172.16.86.250 -Forwarding Masquerade
Start-LvsSyncDaemon Master private
foreach ($line in [System.IO.File]::ReadAllLines($File)) {
    $Error.Clear()
    try { & ([scriptblock]::Create($line)) 2>$null } catch { }
    $found = $Error[$Error.Count - 1]
    "$line | $(($found.FullyQualifiedErrorId -split ',')[0]) | $($found.CategoryInfo.Category) | $($found.TargetObject) | $([bool]$found.ErrorDetails.RecommendedAction)"
}
END
cat >/tmp/wanted <<'END'
New-LvsService -Tcp 192.168.1.200:80 | ServiceExists | ResourceExists | tcp://192.168.1.200:80 | True
Add-LvsRealServer tcp://192.168.1.200:80 172.16.86.250 | RealServerExists | ResourceExists | 172.16.86.250:80 | True
Start-LvsSyncDaemon Master public | SyncDaemonRunning | ResourceExists | LvsSyncDaemon { Role = Master, Interface = public, SyncId = 0, MaxLength = 0, Group = , Port = 0, Ttl = 0 } | True
Get-LvsService tcp://192.168.1.200:81 | ServiceNotFound | ObjectNotFound | tcp://192.168.1.200:81 | True
Set-LvsService tcp://192.168.1.200:81 -Scheduler rr | ServiceNotFound | ObjectNotFound | tcp://192.168.1.200:81 | True
Remove-LvsService fwmark6://9 | ServiceNotFound | ObjectNotFound | fwmark6://9 | True
Reset-LvsStats udp://192.168.1.200:80 | ServiceNotFound | ObjectNotFound | udp://192.168.1.200:80 | True
Get-LvsRealServer tcp://192.168.1.200:81 | ServiceNotFound | ObjectNotFound | tcp://192.168.1.200:81 | True
Add-LvsRealServer tcp://192.168.1.200:81 172.16.86.250 | ServiceNotFound | ObjectNotFound | 172.16.86.250:81 | True
Remove-LvsRealServer tcp://192.168.1.200:81 172.16.86.250 | ServiceNotFound | ObjectNotFound | tcp://192.168.1.200:81 | True
Stop-LvsSyncDaemon Backup | SyncDaemonNotRunning | ObjectNotFound | Backup | True
New-LvsService -Tcp 192.168.1.200:82 -Scheduler nosuch | SchedulerNotFound | ObjectNotFound | tcp://192.168.1.200:82 | True
Set-LvsService tcp://192.168.1.200:80 -Scheduler nosuch | SchedulerNotFound | ObjectNotFound | tcp://192.168.1.200:80 | True
New-LvsService -Udp 192.168.1.200:82 -PersistenceEngine nosuch -Persistent | SchedulerNotFound | ObjectNotFound | udp://192.168.1.200:82 | True
Set-LvsRealServer tcp://192.168.1.200:80 172.16.86.9 -Weight 2 | RealServerNotFound | ObjectNotFound | 172.16.86.9:80 | True
Remove-LvsRealServer tcp://192.168.1.200:80 172.16.86.9 | RealServerNotFound | ObjectNotFound | 172.16.86.9:80 | True
Start-LvsSyncDaemon Backup nosuch | InterfaceNotFound | ObjectNotFound | LvsSyncDaemon { Role = Backup, Interface = nosuch, SyncId = 0, MaxLength = 0, Group = , Port = 0, Ttl = 0 } | True
Add-LvsRealServer tcp://192.168.1.200:80 172.16.86.255 -Forwarding Masquerade | KernelRejected | InvalidArgument | 172.16.86.255:80 | True
Add-LvsRealServer tcp://192.168.1.200:80 fe80::1 -Forwarding Tunnel | MixedFamiliesWithSync | InvalidOperation | [fe80::1]:80 | True
Add-LvsRealServer tcp://192.168.1.200:80 fd00:2::250 -Forwarding Tunnel | MixedFamiliesWithSync | InvalidOperation | [fd00:2::250]:80 | True
Add-LvsRealServer tcp://192.168.1.200:80 fd00:2::250 -Forwarding Masquerade | InvalidRealServer | InvalidArgument | [fd00:2::250]:80 | True
Set-LvsRealServer tcp://192.168.1.200:80 172.16.86.250 -UpperThreshold 5 -LowerThreshold 6 | InvalidRealServer | InvalidArgument | 172.16.86.250:80 | True
Set-LvsRealServer tcp://192.168.1.200:80 172.16.86.250 -Weight -1 | InvalidRealServer | InvalidArgument | 172.16.86.250:80 | True
New-LvsService -Tcp 192.168.1.200:83 -Scheduler abcdefghijklmnop | InvalidService | InvalidArgument | tcp://192.168.1.200:83 | True
New-LvsService -Tcp 192.168.1.200 | InvalidService | InvalidArgument | tcp://192.168.1.200:0 | True
New-LvsService -Tcp 192.168.1.200:83 -OnePacket | InvalidService | InvalidArgument | tcp://192.168.1.200:83 | True
Start-LvsSyncDaemon Backup public -SyncId 256 | InvalidSyncDaemon | InvalidArgument | LvsSyncDaemon { Role = Backup, Interface = public, SyncId = 256, MaxLength = 0, Group = , Port = 0, Ttl = 0 } | True
Set-LvsTimeout -Tcp 32d | InvalidTimeout | InvalidArgument | LvsTimeout { Tcp = 32.00:00:00, TcpFin = , Udp =  } | True
END
sed 's/ | .*//' /tmp/wanted >/tmp/lines
lvs -File /tmp/errno.ps1 /tmp/lines >/tmp/seen 2>/tmp/wrong || cat /tmp/wrong
same 'each has its id, category, target and remedy' /tmp/wanted /tmp/seen
check 'and nothing was changed' $'-A -t 192.168.1.200:80 -s wlc\n-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 1' "$(n dir ipvsadm -Sn)"

# Where lo is down the kernel has no route to anything, and refuses every real server.
ip netns add fresh
check 'a namespace whose lo is down' 'KernelRejected lo' \
    "$(ip netns exec fresh dotnet "$LVSPS_SHELL" -Command 'New-LvsService -Tcp 10.0.0.1:80; try { Add-LvsRealServer tcp://10.0.0.1:80 10.0.0.2 -ErrorAction Stop } catch { "$(($_.FullyQualifiedErrorId -split ",")[0]) $([regex]::Match($_.ErrorDetails.RecommendedAction, "\blo\b").Value)" }' 2>&1)"
exit $FAILED
