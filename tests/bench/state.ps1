# One contender of state.lab.sh: a document of 10,000 services found true, and one of which 1 % differs. Prints "name seconds" lines.
param([string] $First, [string] $Second, [int] $Rounds = 3)
$invariant = [Globalization.CultureInfo]::InvariantCulture
function Show([string] $Name, [double] $Value) { [string]::Format($invariant, '{0} {1:0.000}', $Name, $Value) }

# The first call of everything is compiled before the clock starts, as in a session that has been used already.
$null = New-LvsSession -Simulated -Name warm-up
foreach ($file in $First, $Second, $First) { $null = Sync-LvsState $file -Session warm-up -PassThru }
$null = Get-LvsService -IncludeRealServer -Session warm-up
Remove-LvsSession warm-up

$null = Sync-LvsState $First
foreach ($round in 1..$Rounds) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $services = Get-LvsService -IncludeRealServer
    Show lvs-get $clock.Elapsed.TotalSeconds
    $services = $null
    $clock.Restart()
    $result = Sync-LvsState $First -PassThru
    Show lvs-true $clock.Elapsed.TotalSeconds
    if ($result.Changed) { throw "The document was not true: $result" }
    foreach ($file in $Second, $First) {
        $clock.Restart()
        $result = Sync-LvsState $file -PassThru
        Show lvs-changed $clock.Elapsed.TotalSeconds
        Show lvs-changed-kernel $result.KernelTime.TotalSeconds
        Show lvs-changes $result.Results.Count
    }
}
Show lvs-megabytes ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
