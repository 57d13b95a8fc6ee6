# One contender of replace.lab.sh: the table is made so and so again in turn, by difference. Prints "name seconds" lines.
param([string] $First, [string] $Second, [int] $Rounds = 5)
$files = $First, $Second
$invariant = [Globalization.CultureInfo]::InvariantCulture
function Show([string] $Name, [double] $Value) { [string]::Format($invariant, '{0} {1:0.000}', $Name, $Value) }

# The first call of everything is compiled before the clock starts, as in a session that has been used already.
$null = New-LvsSession -Simulated -Name warm-up
$warm = Get-LvsSession -Name warm-up
foreach ($file in $files) { $null = Import-LvsTable $file -Mode Replace -Session $warm -PassThru }

foreach ($round in 1..$Rounds) {
    foreach ($file in $files) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $result = Import-LvsTable $file -Mode Replace -PassThru
        Show lvs-replace $clock.Elapsed.TotalSeconds
        Show lvs-replace-kernel $result.KernelTime.TotalSeconds
        if ($result.Failed -ne 0 -or $result.Added + $result.Edited + $result.Removed -lt 1) { throw "The import failed: $result" }
    }
}
