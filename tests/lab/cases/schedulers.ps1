# Run by every-scheduler-spreads-as-it-says.sh. Each scheduler has a port of its own, since the kernel remembers the connections of
# a removed server for the service that it belonged to.
$ErrorActionPreference = 'Stop'
$vip = '192.168.1.200'
$servers = [ordered]@{ rs1 = '172.16.86.250'; rs2 = '172.16.86.248'; rs3 = '172.16.86.251' }
$sources = 101..124 | ForEach-Object { "192.168.1.$_" }
$script:port = 8000
$script:failed = 0

function Test-That([string] $What, [bool] $IsSo, $Seen) {
    if ($IsSo) { "ok      $What" } else { $script:failed++; "FAILED  ${What}: $Seen" }
}

function Invoke-Lab([string] $Line) {
    $answer = bash -c $Line
    if ($LASTEXITCODE -ne 0) { throw "$Line ended with $LASTEXITCODE" }
    $answer
}

# A new service of that scheduler with the three servers, by the weights given.
function New-Spread([string] $Scheduler, [int[]] $Weight = (1, 1, 1)) {
    $script:port++
    $service = New-LvsService -Tcp "${vip}:$script:port" -Scheduler $Scheduler -PassThru
    $i = 0
    foreach ($name in $servers.Keys) {
        $service | Add-LvsRealServer -Address $servers[$name] -Port 7000 -Forwarding Masquerade -Weight $Weight[$i++]
    }
    $service
}

function Get-Answer([string] $Source = $sources[0], [string] $To = $vip, [int] $Port = $script:port) { Invoke-Lab "one $Source $To $Port" }

# Who would be right for the next connection, by the counts that the kernel has now.
function Get-Right($Service, [scriptblock] $Load, [switch] $IdleFirst) {
    $now = @($Service | Get-LvsRealServer | Where-Object Weight -gt 0)
    $idle = @($now | Where-Object ActiveConnections -eq 0)
    if ($IdleFirst -and $idle) { $now = $idle; $Load = { 0 } }
    $loads = @($now | ForEach-Object { & $Load $_ })
    $least = [double]::MaxValue
    foreach ($its in $loads) { $least = [Math]::Min($least, $its) }
    for ($i = 0; $i -lt $now.Count; $i++) { if ($loads[$i] -eq $least) { "$($now[$i].Address)" } }
}

# Opens connections that stay, ends some, and compares who got each with who was right.
function Test-Load([string] $Scheduler, [int[]] $Weight, [scriptblock] $Load, [switch] $IdleFirst) {
    $service = New-Spread $Scheduler $Weight
    $held = [Collections.Generic.List[object]]::new()
    $wrong = @()
    foreach ($step in 1..14) {
        if ($step -in 6, 7, 11) {
            # An end is counted when both sides said so; until then the counts would not be those that the scheduler sees.
            $victim = $held[$step % $held.Count]
            $before = ($service | Get-LvsRealServer | Measure-Active)
            Invoke-Lab "kill $($victim.Process)"
            $null = $held.Remove($victim)
            $end = [DateTime]::UtcNow.AddSeconds(10)
            while (($service | Get-LvsRealServer | Measure-Active) -ge $before -and [DateTime]::UtcNow -lt $end) { }
        }
        $right = @(Get-Right $service $Load -IdleFirst:$IdleFirst)
        $name, $process = (Invoke-Lab "hold $vip $script:port") -split ' '
        $held.Add([pscustomobject]@{ Server = $name; Process = $process })
        if ($servers[$name] -notin $right) { $wrong += "$name in step $step, where $($right -join ' or ') had the least" }
    }
    Test-That "$Scheduler with weights $($Weight -join ', '): each of 14 goes where the load is least" (-not $wrong) ($wrong -join '; ')
    $used = @($held | ForEach-Object Server | Sort-Unique)
    Test-That "$Scheduler uses all three" ($used.Count -eq 3) ($used -join ' ')
    foreach ($one in $held) { Invoke-Lab "kill $($one.Process)" }
}

filter Measure-Active { begin { $sum = 0 } process { $sum += $_.ActiveConnections } end { $sum } }
filter Sort-Unique { begin { $seen = [Collections.Generic.SortedSet[string]]::new() } process { $null = $seen.Add("$_") } end { $seen } }

function Get-Count([string[]] $Answers) {
    $count = @{}
    foreach ($answer in $Answers) { $count[$answer]++ }
    ($servers.Keys | ForEach-Object { "$_=$([int]$count[$_])" }) -join ' '
}

$null = New-Spread rr
$seen = Get-Count (1..9 | ForEach-Object { Get-Answer })
Test-That 'rr: equal' ($seen -eq 'rs1=3 rs2=3 rs3=3') $seen

$null = New-Spread wrr (1, 3, 1)
$seen = Get-Count (1..20 | ForEach-Object { Get-Answer })
Test-That 'wrr: by weight' ($seen -eq 'rs1=4 rs2=12 rs3=4') $seen

Test-Load lc (1, 1, 1) { param($s) $s.ActiveConnections * 256 + $s.InactiveConnections }
Test-Load wlc (1, 2, 3) { param($s) ($s.ActiveConnections * 256 + $s.InactiveConnections) / $s.Weight }
Test-Load sed (1, 2, 3) { param($s) ($s.ActiveConnections + 1) / $s.Weight }
Test-Load nq (1, 2, 4) { param($s) ($s.ActiveConnections + 1) / $s.Weight } -IdleFirst

foreach ($scheduler in 'sh', 'mh') {
    $service = New-Spread $scheduler
    $first = @{}; $wrong = @()
    foreach ($source in $sources) { $first[$source] = Get-Answer $source }
    foreach ($source in $sources) { $again = Get-Answer $source; if ($again -ne $first[$source]) { $wrong += "$source at $($first[$source]), then at $again" } }
    Test-That "${scheduler}: a client stays" (-not $wrong) ($wrong -join '; ')
    $used = @($first.Values | Sort-Unique)
    Test-That "${scheduler}: 24 clients use all three" ($used.Count -eq 3) ($used -join ' ')
    if ($scheduler -eq 'mh') {
        $service | Get-LvsRealServer -Address $servers['rs3'] | Remove-LvsRealServer
        $moved = @($sources | Where-Object { $first[$_] -ne 'rs3' -and (Get-Answer $_) -ne $first[$_] })
        Test-That 'mh: without a server, few clients of the others move' ($moved.Count -le 2) "$($moved.Count) moved: $moved"
    }
}

$service = New-Spread fo (1, 5, 3)
$seen = Get-Count (1..5 | ForEach-Object { Get-Answer })
Test-That 'fo: all to the highest weight' ($seen -eq 'rs1=0 rs2=5 rs3=0') $seen
$service | Get-LvsRealServer -Address $servers['rs2'] | Set-LvsRealServer -Weight 0
$seen = Get-Count (1..5 | ForEach-Object { Get-Answer })
Test-That 'fo: then to the next' ($seen -eq 'rs1=0 rs2=0 rs3=5') $seen

$null = New-Spread ovf (1, 3, 2)
$held = 1..8 | ForEach-Object { Invoke-Lab "hold $vip $script:port" }
$seen = ($held | ForEach-Object { ($_ -split ' ')[0] }) -join ' '
# ip_vs_ovf_schedule() passes over a server that has more than its weight.
Test-That 'ovf: the highest weight until it has more connections than that, then the next' ($seen -eq 'rs2 rs2 rs2 rs2 rs3 rs3 rs3 rs1') $seen
foreach ($one in $held) { Invoke-Lab "kill $(($one -split ' ')[1])" }

if ((Get-LvsScheduler).Name -contains 'twos') {
    $null = New-Spread twos (0, 1, 1)
    $used = @(1..16 | ForEach-Object { Get-Answer } | Sort-Unique)
    Test-That 'twos: never to weight 0, and to both others' (($used -join ' ') -eq 'rs2 rs3') ($used -join ' ')
}

# By destination: addresses that one mark makes one service.
$vips = 210..221 | ForEach-Object { "192.168.1.$_" }
$null = $vips | ForEach-Object { Add-LvsVirtualAddress -Address $_ -Interface public }
$mark = 6
foreach ($scheduler in 'dh', 'lblc', 'lblcr') {
    $mark++
    Set-LvsFwMark -Mark $mark -Address $vips -Tcp 7000
    $service = New-LvsService -FwMark $mark -Scheduler $scheduler -PassThru
    $service | Add-LvsRealServer -Address @($servers.Values) -Forwarding Masquerade
    $first = @{}; $wrong = @()
    foreach ($to in $vips) { $first[$to] = Get-Answer $sources[0] $to 7000 }
    foreach ($to in $vips) { foreach ($source in $sources[1], $sources[2]) {
        $again = Get-Answer $source $to 7000
        if ($again -ne $first[$to]) { $wrong += "$to at $($first[$to]), then at $again" } } }
    Test-That "${scheduler}: a destination stays, whoever asks" (-not $wrong) ($wrong -join '; ')
    $used = @($first.Values | Sort-Unique)
    Test-That "${scheduler}: 12 destinations use all three" ($used.Count -eq 3) ($used -join ' ')
    $service | Remove-LvsService
    Remove-LvsFwMark -Mark $mark
}
$vips | ForEach-Object { Remove-LvsVirtualAddress -Address $_ -Interface public }

$known = 'rr', 'wrr', 'lc', 'wlc', 'sed', 'nq', 'sh', 'mh', 'fo', 'ovf', 'twos', 'dh', 'lblc', 'lblcr'
$unknown = @(Get-LvsScheduler | Where-Object Name -notin $known | ForEach-Object Name)
Test-That 'no scheduler was left out' (-not $unknown) "$unknown"
exit $script:failed
