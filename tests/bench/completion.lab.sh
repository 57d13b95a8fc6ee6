# Tab on a real kernel with 1,000 services of 4 servers, by a session in another network namespace: what it offers, and in what time.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up
for ((i = 0; i < 1000; i++)); do
    echo "-A -t 10.1.$((i >> 8)).$((i & 255)):80 -s wrr"
    for server in 1 2 3 4; do echo "-a -t 10.1.$((i >> 8)).$((i & 255)):80 -r 172.16.$server.$((i & 255)):80 -m"; done
done >/tmp/rules
n dir ipvsadm -R </tmp/rules
n dir ipvsadm -A -t [fd00:1::200]:80 -s mh
n dir ipvsadm -a -t [fd00:1::200]:80 -r [fd00:2::250]:80 -m
cat >/tmp/tab.ps1 <<'END'
$s = New-LvsSession -NetworkNamespace dir -AsDefault
foreach ($typed in 'Get-LvsService ', 'Remove-LvsService tcp://10.1.3.2', 'Get-LvsRealServer -Address ', 'Set-LvsRealServer tcp://10.1.0.1:80 -Address ', 'Get-LvsRealServer -Address fd', 'Set-LvsService -Tcp [fd00:1::200]:80 -SchedulerFlag mh', 'Get-LvsKernelSetting sloppy', 'Start-LvsSyncDaemon Master p', 'New-LvsSession -NetworkNamespace s') {
    $best = [double]::MaxValue
    foreach ($round in 0..10) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches
        if ($round -gt 0 -and $watch.Elapsed.TotalMilliseconds -lt $best) { $best = $watch.Elapsed.TotalMilliseconds }
    }
    $words = if ($found.Count -gt 4) { $found.Count } else { ($found | ForEach-Object CompletionText) -join ' ' }
    "$typed| $words | $(if ($best -lt 50) { 'quick' } else { $best })"
    [Console]::Error.WriteLine("$([int]$best) ms $typed")
}
END
check 'what Tab offers, each in less than 50 ms' "Get-LvsService | 1001 | quick
Remove-LvsService tcp://10.1.3.2| 43 | quick
Get-LvsRealServer -Address | 1025 | quick
Set-LvsRealServer tcp://10.1.0.1:80 -Address | 172.16.1.1 172.16.2.1 172.16.3.1 172.16.4.1 | quick
Get-LvsRealServer -Address fd| fd00:2::250 | quick
Set-LvsService -Tcp [fd00:1::200]:80 -SchedulerFlag mh| mh-fallback mh-port | quick
Get-LvsKernelSetting sloppy| sloppy_sctp sloppy_tcp | quick
Start-LvsSyncDaemon Master p| public private | quick
New-LvsSession -NetworkNamespace s| switch | quick" "$(dotnet "$LVSPS_SHELL" -File /tmp/tab.ps1)"
exit $FAILED
