# One contender of table.lab.sh: import, read back, and what reading leaves in memory. Prints "name seconds" lines.
param([string] $Rules)
$invariant = [Globalization.CultureInfo]::InvariantCulture
function Show([string] $Name, [double] $Value) { [string]::Format($invariant, '{0} {1:0.000}', $Name, $Value) }

# The engine's and the module's first calls are compiled before the clock starts, as in a session that has been used already.
$null = New-LvsSession -Simulated -Name warm-up
$warm = Get-LvsSession -Name warm-up
New-LvsService -Tcp 10.0.0.1:80 -Session $warm -PassThru | Add-LvsRealServer -Address 10.0.0.2
$file = [IO.Path]::GetTempFileName()
ConvertTo-LvsRule -Session $warm | ForEach-Object { [IO.File]::AppendAllText($file, "$_`n") }
$null = Import-LvsTable $file -Session $warm -PassThru
$null = Get-LvsService -IncludeRealServer -Session $warm

$clock = [Diagnostics.Stopwatch]::StartNew()
$result = Import-LvsTable $Rules -PassThru
Show lvs-import $clock.Elapsed.TotalSeconds
Show lvs-import-kernel $result.KernelTime.TotalSeconds
if ($result.Failed -ne 0 -or $result.Added -lt 50) { throw "The import failed: $result" }

$before = [GC]::GetTotalMemory($true)
$clock.Restart()
$services = Get-LvsService -IncludeRealServer
Show lvs-get $clock.Elapsed.TotalSeconds
$after = [GC]::GetTotalMemory($true)
Show lvs-get-megabytes (($after - $before) / 1MB)
$count = 0
foreach ($service in $services) { $count += 1 + $service.RealServers.Count }
if ($count -ne $result.Added) { throw "$count objects were read of $($result.Added)" }
