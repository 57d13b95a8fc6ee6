# One run of health.sh: a monitor of so many HTTP servers of 127.0.0.0/8 on a simulated kernel, and what it costs.
param([int] $Count, [int] $Interval, [int] $Seconds)
$invariant = [Globalization.CultureInfo]::InvariantCulture
New-LvsSession -Simulated -AsDefault | Out-Null
$process = [Diagnostics.Process]::GetCurrentProcess()
$services = for ($i = 0; $i -lt $Count; $i += 100) {
    $service = "tcp://10.0.$([Math]::Floor($i / 100)).1:8080"
    New-LvsService $service
    Add-LvsRealServer $service @(for ($k = $i; $k -lt $i + 100; $k++) { "127.1.$([Math]::Floor($k / 250)).$($k % 250 + 1)" })
    $service
}
$monitor = $services | Start-LvsHealthMonitor -HealthCheck (New-LvsHealthCheck -Http -Timeout 1) -Interval $Interval

# One interval for the start, half of one to be in the midst of the next.
$null = Wait-Job $monitor -Timeout ($Interval + $Interval / 2)
$before = @(Get-LvsHealthStatus)
$process.Refresh()
$cpu = $process.TotalProcessorTime
$allocated = [GC]::GetTotalAllocatedBytes()
$clock = [Diagnostics.Stopwatch]::StartNew()
$null = Wait-Job $monitor -Timeout $Seconds
$process.Refresh()
$cpu = ($process.TotalProcessorTime - $cpu).TotalSeconds
$allocated = [GC]::GetTotalAllocatedBytes() - $allocated
$wall = $clock.Elapsed.TotalSeconds
$after = @(Get-LvsHealthStatus)
$checks = 0
$late = 0
for ($i = 0; $i -lt $after.Count; $i++) {
    $checks += $after[$i].Successes + $after[$i].Failures - $before[$i].Successes - $before[$i].Failures
}
$resident = $process.WorkingSet64
$up = 0
foreach ($server in $after) { if ($server.State -eq 'Up') { $up++ } }

# How late each server's next check begins: from when it was due to when it ended, less its own time.
$due = @{}
foreach ($server in $after) { if ($server.NextCheck) { $due["$($server.RealServer)"] = $server.NextCheck } }
$null = Wait-Job $monitor -Timeout ($Interval + 1)
$worst = [TimeSpan]::Zero
$lateness = [Collections.Generic.List[double]]::new()
foreach ($server in Get-LvsHealthStatus) {
    $at = $due["$($server.RealServer)"]
    if ($at -and $server.LastCheck -lt $at.AddSeconds(2 * $Interval)) {
        # After more than one check, the one that was due is so many intervals before the last.
        $ran = $server.LastCheck - $at - $server.Latency
        while ($ran.TotalSeconds -gt $Interval * 0.9) { $ran -= [TimeSpan]::FromSeconds($Interval) }
        $lateness.Add($ran.TotalSeconds)
    }
}
$lateness.Sort()
[string]::Format($invariant, '{0} servers every {1} s: {2} up, {3:0} checks a second, {4:0.00} of a core, {5:0.00} ms of processor and {11:0} bytes allocated a check, {6:0} MB resident; the next checks were {7:0} ms late in the middle, {8:0} ms at 95 %, {9:0} ms at most ({10} seen)',
    $Count, $Interval, $up, ($checks / $wall), ($cpu / $wall), (1000 * $cpu / $checks), ($resident / 1MB),
    (1000 * $lateness[[int]($lateness.Count / 2)]), (1000 * $lateness[[int](($lateness.Count - 1) * 0.95)]), (1000 * $lateness[$lateness.Count - 1]), $lateness.Count, ($allocated / $checks))
Stop-Job $monitor
